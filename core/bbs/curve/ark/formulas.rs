//! Two of the curve's formulas that arkworks has in a slower form: the map of RFC 9380 with one square root instead of
//! two, and a sum of many points with a division for all of them instead of a projective addition for each.
//!
//! Both take public input only.

use std::sync::OnceLock;

use ark_bls12_381::{Fq, G1Affine, G1Projective, g1::Config};
use ark_ec::{
    AffineRepr as _, CurveGroup as _,
    hashing::curve_maps::{swu::SWUConfig, wb::WBConfig},
    short_weierstrass::SWCurveConfig,
};
use ark_ff::{BigInteger as _, Field as _, One as _, PrimeField as _, Zero as _, batch_inversion};

type Isogenous = <Config as WBConfig>::IsogenousCurve;

/// Fewer points than these are added one by one.
const FEW: usize = 8;

/// `map_to_curve` of RFC 9380 §6.6.3, in the order of §F.2 and F.2.1.2: a point of the curve, not yet of the group.
pub fn map(u: &Fq) -> G1Affine {
    let (a, b, z) = (Isogenous::COEFF_A, Isogenous::COEFF_B, Isogenous::ZETA);
    let zu2 = u.square() * z;
    let sum = zu2.square() + zu2;
    let numerator = (sum + Fq::one()) * b;
    let divisor = a * if sum.is_zero() { z } else { -sum };
    // g(x1) as a fraction, and the root of it or of Z times it.
    let square = divisor.square();
    let over = square * divisor;
    let above = (numerator.square() + square * a) * numerator + over * b;
    let (is_square, root) = root_of_fraction(&above, &over);
    let (x, y) = if is_square { (numerator, root) } else { (zu2 * numerator, zu2 * u * root) };
    let y = if y.into_bigint().is_odd() == u.into_bigint().is_odd() { y } else { -y };
    // The divisor is zero for no u: neither A nor Z is.
    isogeny(&(x * divisor.inverse().unwrap_or_default()), &y)
}

/// √(u/v) where there is one, or √(Z·u/v), which there is then; `sqrt_ratio` for a prime of 3 modulo 4.
fn root_of_fraction(u: &Fq, v: &Fq) -> (bool, Fq) {
    // u·v·(u·v³)^((p − 3) / 4)
    let mut exponent = Fq::MODULUS;
    exponent.div2();
    exponent.div2();
    let both = *u * v;
    let root = (v.square() * both).pow(exponent) * both;
    if root.square() * v == *u {
        (true, root)
    } else {
        // √(−Z): there is one, because neither −1 nor Z is a square.
        static OF_MINUS_Z: OnceLock<Fq> = OnceLock::new();
        (false, root * OF_MINUS_Z.get_or_init(|| (-Isogenous::ZETA).sqrt().unwrap_or_default()))
    }
}

/// The isogeny to the curve itself; what it has no value for goes to the neutral element.
fn isogeny(x: &Fq, y: &Fq) -> G1Affine {
    let map = Config::ISOGENY_MAP;
    let at = |coefficients: &[Fq]| coefficients.iter().rev().fold(Fq::zero(), |sum, next| sum * x + next);
    let mut under = [at(map.x_map_denominator), at(map.y_map_denominator)];
    batch_inversion(&mut under);
    let [x_under, y_under] = under;
    if x_under.is_zero() || y_under.is_zero() {
        return G1Affine::zero();
    }
    G1Affine::new_unchecked(at(map.x_map_numerator) * x_under, at(map.y_map_numerator) * y * y_under)
}

/// Σ points, by twos.
pub fn sum(mut points: Vec<G1Affine>) -> G1Projective {
    while points.len() > FEW {
        points = halve(&points);
    }
    points.iter().sum()
}

/// The sum of each two.
fn halve(points: &[G1Affine]) -> Vec<G1Affine> {
    let (pairs, odd) = points.as_chunks::<2>();
    let mut inverses: Vec<Fq> = pairs.iter().map(|[a, b]| b.x - a.x).collect();
    batch_inversion(&mut inverses);
    let sums = pairs.iter().zip(inverses).map(|([a, b], inverse)| {
        // The formula is for two points that are neither neutral nor equal nor opposite.
        if a.infinity || b.infinity || inverse.is_zero() {
            return (*a + b).into_affine();
        }
        let slope = (b.y - a.y) * inverse;
        let x = slope.square() - a.x - b.x;
        G1Affine::new_unchecked(x, slope * (a.x - x) - a.y)
    });
    sums.chain(odd.iter().copied()).collect()
}
