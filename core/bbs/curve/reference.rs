//! BLS12-381 by the crate `bls12_381`: slower than the others, in constant time, and written apart from them. The tests
//! hold them against it, and it hashes with SHAKE-256, which blst does not.

use bls12_381::{
    Bls12, G1Affine, G1Projective, G2Affine, G2Prepared, G2Projective, Scalar,
    hash_to_curve::{HashToField, MapToCurve},
};
use pairing_024::{
    MultiMillerLoop as _,
    group::{Curve as _, Group as _},
};
use subtle::{Choice, ConditionallySelectable as _};

use super::{
    G2_BYTES, Hash, POINT_BYTES, SCALAR_BYTES,
    backend::{Curve, Shift},
};

/// The library.
#[derive(Debug)]
pub struct Reference;

/// Bytes that a coordinate is reduced from: L of RFC 9380's suite.
const COORDINATE_BYTES: usize = 64;

impl Curve for Reference {
    type Scalar = Scalar;
    type Point = G1Projective;
    type Affine = G1Affine;
    type Key = G2Affine;
    type Prepared = G2Prepared;

    const SHIFT: Option<Shift<Self>> = None;

    fn scalar(bytes: &[u8; SCALAR_BYTES]) -> Option<Scalar> {
        let mut little = *bytes;
        little.reverse();
        Scalar::from_bytes(&little).into()
    }

    fn scalar_bytes(scalar: &Scalar) -> [u8; SCALAR_BYTES] {
        let mut bytes = scalar.to_bytes();
        bytes.reverse();
        bytes
    }

    fn invert(scalar: &Scalar) -> Option<Scalar> {
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
        let mut affine = vec![G1Affine::default(); points.len()];
        G1Projective::batch_normalize(points, &mut affine);
        affine
    }

    fn hash_to_point(hash: Hash, message: &[u8], dst: &[u8]) -> G1Projective {
        let mut uniform = [0; 2 * COORDINATE_BYTES];
        hash.expand(message, dst, &mut uniform);
        let (coordinates, _) = uniform.as_chunks::<COORDINATE_BYTES>();
        let map = |bytes: &[u8; COORDINATE_BYTES]| {
            G1Projective::map_to_curve(&<G1Projective as MapToCurve>::Field::from_okm(bytes.into()))
        };
        coordinates.iter().map(map).sum::<G1Projective>().clear_h()
    }

    fn compress(point: &G1Affine) -> [u8; POINT_BYTES] {
        point.to_compressed()
    }

    fn decompress(bytes: &[u8; POINT_BYTES]) -> Option<G1Affine> {
        G1Affine::from_compressed(bytes).into()
    }

    fn key(scalar: &Scalar) -> G2Affine {
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
        bool::from(Bls12::multi_miller_loop(&terms).final_exponentiation().is_identity())
    }
}
