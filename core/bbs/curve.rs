//! The curve: BLS12-381's G1, its scalars, hashing to both, joint multiplication and the pairing check.
//!
//! The only file that names the curve library. What others need is here in the drafts' terms: points are compressed to
//! 48 bytes, scalars are 32 bytes big-endian.

use bls12_381::{
    Bls12, G1Affine, G2Affine, G2Prepared, G2Projective,
    hash_to_curve::{ExpandMessage, ExpandMsgXmd, HashToCurve, HashToField},
};
use pairing::{MultiMillerLoop as _, group::Group as _};
use sha2_010::Sha256;
use subtle::{ConditionallySelectable, ConstantTimeEq};
use zeroize::Zeroizing;

use super::BbsError;

pub use bls12_381::{G1Projective as Point, Scalar};

/// Bytes of a compressed point of G1.
pub const POINT_BYTES: usize = 48;
/// Bytes of a scalar.
pub const SCALAR_BYTES: usize = 32;
/// Bytes of a compressed point of G2.
pub const G2_BYTES: usize = 96;
/// Bytes that hash_to_scalar expands to before reduction.
pub const EXPAND_LEN: usize = 48;
/// Bits that the joint multiplication takes at a time.
const WINDOW: usize = 4;
/// Multiples kept of every point.
const TABLE: usize = 1 << WINDOW;

/// `expand_message_xmd` of RFC 9380 with SHA-256.
pub type ExpandSha256 = ExpandMsgXmd<Sha256>;
/// `expand_message_xof` of RFC 9380 with SHAKE-256.
#[cfg(any(test, feature = "fixtures"))]
pub type ExpandShake256 = bls12_381::hash_to_curve::ExpandMsgXof<sha3_010::Shake256>;

/// `expand_message` of RFC 9380 into `out`.
pub fn expand<X: ExpandMessage>(message: &[u8], dst: &[u8], out: &mut [u8]) {
    // 32 is where SHAKE-256 shortens a domain tag of more than 255 bytes, the draft's ⌈2k / 8⌉.
    X::init_expand::<_, <Scalar as HashToField>::XofOutputLength>([message], dst, out.len()).read_into(out);
}

/// 48 bytes, big-endian, modulo the group's order.
pub fn wide(bytes: &[u8; EXPAND_LEN]) -> Scalar {
    let mut little = [0; 64];
    for (to, from) in little.iter_mut().zip(bytes.iter().rev()) {
        *to = *from;
    }
    Scalar::from_bytes_wide(&little)
}

/// `hash_to_curve_g1`: a point of which nobody knows the logarithm.
pub fn hash_to_point<X: ExpandMessage>(message: &[u8], dst: &[u8]) -> Point {
    <Point as HashToCurve<X>>::hash_to_curve([message], dst)
}

/// Σ pointᵢ · scalarᵢ with shared doublings (Straus), in constant time for the scalars.
pub fn sum(terms: &[(Point, Scalar)]) -> Point {
    let prepared: Vec<([Point; TABLE], Zeroizing<[u8; SCALAR_BYTES]>)> =
        terms.iter().map(|(point, scalar)| (multiples(point), Zeroizing::new(to_bytes(scalar)))).collect();
    let mut total = Point::identity();
    for at in 0..SCALAR_BYTES {
        for shift in [WINDOW, 0] {
            for _ in 0..WINDOW {
                total = total.double();
            }
            for (table, scalar) in &prepared {
                let digit = scalar.get(at).map_or(0, |byte| (byte >> shift) & 0x0f);
                total += pick(table, digit);
            }
        }
    }
    total
}

/// point · scalar.
pub fn times(point: &Point, scalar: &Scalar) -> Point {
    sum(&[(*point, *scalar)])
}

/// 0·point … 15·point.
fn multiples(point: &Point) -> [Point; TABLE] {
    let mut next = Point::identity();
    [(); TABLE].map(|()| {
        let this = next;
        next += point;
        this
    })
}

/// The entry `digit`, found without a secret-dependent address.
fn pick(table: &[Point; TABLE], digit: u8) -> Point {
    let mut found = Point::identity();
    for (index, multiple) in (0u8..).zip(table) {
        found = Point::conditional_select(&found, multiple, index.ct_eq(&digit));
    }
    found
}

/// Σ pointᵢ · weightᵢ with shared doublings, for weights that are no secret.
pub fn weighted(terms: &[(Point, u128)]) -> Point {
    let prepared: Vec<([Point; TABLE], [u8; 16])> =
        terms.iter().map(|(point, weight)| (multiples(point), weight.to_be_bytes())).collect();
    let mut total = Point::identity();
    for at in 0..16 {
        for shift in [WINDOW, 0] {
            for _ in 0..WINDOW {
                total = total.double();
            }
            for (table, weight) in &prepared {
                let digit = weight.get(at).map_or(0, |byte| usize::from((byte >> shift) & 0x0f));
                total += table.get(digit).unwrap_or(&Point::identity());
            }
        }
    }
    total
}

/// Whether Π e(aᵢ, kᵢ) · e(b, −P2) is one, which for one pair is e(a, k) = e(b, P2).
pub fn pairings_hold(pairs: &[(Point, G2Prepared)], b: &Point) -> bool {
    let base = G2Prepared::from(-G2Affine::generator());
    let points: Vec<G1Affine> = pairs.iter().map(|(a, _)| G1Affine::from(a)).collect();
    let b = G1Affine::from(b);
    let terms: Vec<_> = points.iter().zip(pairs.iter().map(|(_, k)| k)).chain([(&b, &base)]).collect();
    bool::from(Bls12::multi_miller_loop(&terms).final_exponentiation().is_identity())
}

/// Compressed form.
pub fn point_bytes(point: &Point) -> [u8; POINT_BYTES] {
    G1Affine::from(point).to_compressed()
}

/// A point of the group, never the neutral one; `what` names it in the error.
pub fn point(bytes: &[u8], what: &'static str) -> Result<Point, BbsError> {
    let bytes = bytes.try_into().map_err(|_| BbsError::Length(what))?;
    let affine = Option::<G1Affine>::from(G1Affine::from_compressed(bytes)).ok_or(BbsError::NotAPoint(what))?;
    if bool::from(affine.is_identity()) { Err(BbsError::Identity(what)) } else { Ok(affine.into()) }
}

/// A point of G2's group, never the neutral one.
pub fn g2(bytes: &[u8; G2_BYTES], what: &'static str) -> Result<G2Affine, BbsError> {
    let affine = Option::<G2Affine>::from(G2Affine::from_compressed(bytes)).ok_or(BbsError::NotAPoint(what))?;
    if bool::from(affine.is_identity()) { Err(BbsError::Identity(what)) } else { Ok(affine) }
}

/// P2 · scalar.
pub fn g2_times(scalar: &Scalar) -> G2Affine {
    G2Affine::from(G2Affine::generator() * scalar)
}

/// `point + P2 · scalar`, prepared for a pairing.
pub fn g2_shifted(point: &G2Affine, scalar: &Scalar) -> G2Prepared {
    G2Prepared::from(G2Affine::from(G2Projective::from(point) + G2Affine::generator() * scalar))
}

/// Big-endian bytes.
pub fn to_bytes(scalar: &Scalar) -> [u8; SCALAR_BYTES] {
    let mut bytes = scalar.to_bytes();
    bytes.reverse();
    bytes
}

/// A scalar between one and the order, exclusive.
pub fn scalar(bytes: &[u8], what: &'static str) -> Result<Scalar, BbsError> {
    let mut little: [u8; SCALAR_BYTES] = bytes.try_into().map_err(|_| BbsError::Length(what))?;
    little.reverse();
    match Option::<Scalar>::from(Scalar::from_bytes(&little)) {
        Some(scalar) if scalar != Scalar::zero() => Ok(scalar),
        _ => Err(BbsError::NotAScalar(what)),
    }
}
