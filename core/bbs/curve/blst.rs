//! BLS12-381 by blst, through blstrs: the fastest natively, in constant time, with assembly.

use std::sync::OnceLock;

use blstrs::{Bls12, G1Affine, G1Projective, G2Affine, G2Prepared, G2Projective, Gt};
use ff::{BatchInvert as _, Field as _};
use group::{Curve as _, Group as _};
use pairing::{MillerLoopResult as _, MultiMillerLoop as _};
use subtle::{Choice, ConditionallySelectable as _};

use super::{
    G2_BYTES, Hash, POINT_BYTES, SCALAR_BYTES,
    backend::{Curve, Shift, Z},
};

/// The library.
#[derive(Debug)]
pub struct Blst;

/// The curve's endomorphism, (x, y) to (β·x, −y).
fn shift(point: &G1Affine) -> G1Affine {
    // β is what it makes of x anywhere. It is kept as a point's x: blstrs has no name for a coordinate.
    static BETA: OnceLock<G1Affine> = OnceLock::new();
    let beta = BETA.get_or_init(|| {
        let (z, base) = (blstrs::Scalar::from(Z), G1Projective::generator());
        let (base, shifted) = (base.to_affine(), (base * z * z).to_affine());
        let mut inverse = [base.x()];
        inverse.iter_mut().batch_invert();
        let [inverse] = inverse;
        G1Affine::from_raw_unchecked(shifted.x() * inverse, base.y(), false)
    });
    G1Affine::from_raw_unchecked(point.x() * beta.x(), -point.y(), false)
}

impl Curve for Blst {
    type Scalar = blstrs::Scalar;
    type Point = G1Projective;
    type Affine = G1Affine;
    type Key = G2Affine;
    type Prepared = G2Prepared;

    const SHIFT: Option<Shift<Self>> = Some(shift);

    fn scalar(bytes: &[u8; SCALAR_BYTES]) -> Option<Self::Scalar> {
        blstrs::Scalar::from_bytes_be(bytes).into()
    }

    fn scalar_bytes(scalar: &Self::Scalar) -> [u8; SCALAR_BYTES] {
        scalar.to_bytes_be()
    }

    fn invert(scalar: &Self::Scalar) -> Option<Self::Scalar> {
        scalar.invert().into()
    }

    fn neutral() -> G1Projective {
        G1Projective::identity()
    }

    fn double(point: &G1Projective) -> G1Projective {
        point.double()
    }

    fn add_affine(point: &G1Projective, other: &G1Affine) -> G1Projective {
        point + other
    }

    fn negate(point: &G1Affine) -> G1Affine {
        -point
    }

    fn select(a: &G1Affine, b: &G1Affine, choice: Choice) -> G1Affine {
        G1Affine::conditional_select(a, b, choice)
    }

    fn normalise(points: &[G1Projective]) -> Vec<G1Affine> {
        // blstrs would divide for each. What has no inverse stays zero: the neutral point's coordinates are, too.
        let mut inverses: Vec<_> = points.iter().map(G1Projective::z).collect();
        inverses.iter_mut().batch_invert();
        let affine = |(point, inverse): (&G1Projective, &_)| {
            let square = *inverse * inverse;
            G1Affine::from_raw_unchecked(point.x() * square, point.y() * square * inverse, false)
        };
        points.iter().zip(&inverses).map(affine).collect()
    }

    fn hash_to_point(hash: Hash, message: &[u8], dst: &[u8]) -> G1Projective {
        match hash {
            Hash::Sha256 => G1Projective::hash_to_curve(message, dst, &[]),
            // blst hashes with SHA-256 alone; what another hash gives is the same point in either library.
            #[cfg(any(test, feature = "fixtures"))]
            Hash::Shake256 => {
                use super::reference::Reference;
                let point = Reference::normalise(&[Reference::hash_to_point(hash, message, dst)]);
                let known = point.first().and_then(|point| Self::decompress(&Reference::compress(point)));
                known.map_or_else(Self::neutral, G1Projective::from)
            }
        }
    }

    fn compress(point: &G1Affine) -> [u8; POINT_BYTES] {
        point.to_compressed()
    }

    fn decompress(bytes: &[u8; POINT_BYTES]) -> Option<G1Affine> {
        G1Affine::from_compressed(bytes).into()
    }

    fn key(scalar: &Self::Scalar) -> G2Affine {
        (G2Projective::generator() * scalar).to_affine()
    }

    fn add_keys(a: &G2Affine, b: &G2Affine) -> G2Affine {
        (G2Projective::from(a) + b).to_affine()
    }

    fn compress_key(key: &G2Affine) -> [u8; G2_BYTES] {
        key.to_compressed()
    }

    fn decompress_key(bytes: &[u8; G2_BYTES]) -> Option<G2Affine> {
        G2Affine::from_compressed(bytes).into()
    }

    fn prepare(key: &G2Affine) -> G2Prepared {
        G2Prepared::from(*key)
    }

    fn product_is_one(terms: &[(G1Affine, &G2Prepared)]) -> bool {
        let terms: Vec<_> = terms.iter().map(|(point, key)| (point, *key)).collect();
        Bls12::multi_miller_loop(&terms).final_exponentiation() == Gt::identity()
    }
}
