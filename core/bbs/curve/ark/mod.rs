//! BLS12-381 by arkworks: the fastest in WebAssembly, for its pairing and its endomorphism.
//!
//! Its field arithmetic takes the same time for every number; its addition of points asks whether one is neutral.

mod formulas;

use ark_bls12_381::{Bls12_381, Fq, Fr, G1Affine, G1Projective, G2Affine, G2Projective, g1::Config};
use ark_ec::{AffineRepr as _, CurveGroup as _, PrimeGroup as _, pairing::Pairing, scalar_mul::glv::GLVConfig as _};
use ark_ff::{AdditiveGroup as _, BigInt, Field as _, One as _, PrimeField as _};
use ark_serialize::{CanonicalDeserialize as _, CanonicalSerialize as _};
use subtle::{Choice, ConditionallySelectable as _};

use super::{
    G2_BYTES, Hash, POINT_BYTES, SCALAR_BYTES,
    backend::{Curve, Shift},
};

/// The library.
#[derive(Debug)]
pub struct Ark;

/// Bytes that a coordinate is reduced from: L of RFC 9380's suite.
const COORDINATE_BYTES: usize = 64;

impl Curve for Ark {
    type Scalar = Fr;
    type Point = G1Projective;
    type Affine = G1Affine;
    type Key = G2Affine;
    type Prepared = <Bls12_381 as Pairing>::G2Prepared;

    // The endomorphism multiplies by −z².
    const SHIFT: Option<Shift<Self>> = Some(|point| -Config::endomorphism_affine(point));

    fn scalar(bytes: &[u8; SCALAR_BYTES]) -> Option<Fr> {
        let (limbs, _) = bytes.as_chunks::<8>();
        let mut number = BigInt::<4>::default();
        for (to, from) in number.0.iter_mut().zip(limbs.iter().rev()) {
            *to = u64::from_be_bytes(*from);
        }
        Fr::from_bigint(number)
    }

    fn scalar_bytes(scalar: &Fr) -> [u8; SCALAR_BYTES] {
        let mut bytes = [0; SCALAR_BYTES];
        let (limbs, _) = bytes.as_chunks_mut::<8>();
        for (to, from) in limbs.iter_mut().rev().zip(scalar.into_bigint().0) {
            *to = from.to_be_bytes();
        }
        bytes
    }

    fn invert(scalar: &Fr) -> Option<Fr> {
        scalar.inverse()
    }

    fn neutral() -> G1Projective {
        G1Projective::default()
    }

    fn double(point: &G1Projective) -> G1Projective {
        point.double()
    }

    fn add_affine(point: &G1Projective, other: &G1Affine) -> G1Projective {
        *point + other
    }

    fn negate(point: &G1Affine) -> G1Affine {
        -*point
    }

    fn select(a: &G1Affine, b: &G1Affine, choice: Choice) -> G1Affine {
        let infinity = u8::conditional_select(&u8::from(a.infinity), &u8::from(b.infinity), choice) != 0;
        G1Affine { x: select(&a.x, &b.x, choice), y: select(&a.y, &b.y, choice), infinity }
    }

    fn normalise(points: &[G1Projective]) -> Vec<G1Affine> {
        G1Projective::normalize_batch(points)
    }

    fn total(points: Vec<G1Affine>) -> G1Projective {
        formulas::sum(points)
    }

    fn hash_to_point(hash: Hash, message: &[u8], dst: &[u8]) -> G1Projective {
        let mut uniform = [0; 2 * COORDINATE_BYTES];
        hash.expand(message, dst, &mut uniform);
        let (coordinates, _) = uniform.as_chunks::<COORDINATE_BYTES>();
        let points = coordinates.iter().map(|bytes| formulas::map(&Fq::from_be_bytes_mod_order(bytes)));
        points.sum::<G1Projective>().into_affine().clear_cofactor().into()
    }

    fn compress(point: &G1Affine) -> [u8; POINT_BYTES] {
        let mut bytes = [0; POINT_BYTES];
        let written = point.serialize_compressed(bytes.as_mut_slice());
        debug_assert!(written.is_ok());
        bytes
    }

    fn decompress(bytes: &[u8; POINT_BYTES]) -> Option<G1Affine> {
        G1Affine::deserialize_compressed(bytes.as_slice()).ok()
    }

    fn key(scalar: &Fr) -> G2Affine {
        (G2Projective::generator() * scalar).into_affine()
    }

    fn add_keys(a: &G2Affine, b: &G2Affine) -> G2Affine {
        (*a + b).into_affine()
    }

    fn compress_key(key: &G2Affine) -> [u8; G2_BYTES] {
        let mut bytes = [0; G2_BYTES];
        let written = key.serialize_compressed(bytes.as_mut_slice());
        debug_assert!(written.is_ok());
        bytes
    }

    fn decompress_key(bytes: &[u8; G2_BYTES]) -> Option<G2Affine> {
        G2Affine::deserialize_compressed(bytes.as_slice()).ok()
    }

    fn prepare(key: &G2Affine) -> Self::Prepared {
        (*key).into()
    }

    fn product_is_one(terms: &[(G1Affine, &Self::Prepared)]) -> bool {
        let (points, keys): (Vec<_>, Vec<_>) = terms.iter().map(|(point, key)| (*point, (*key).clone())).unzip();
        Bls12_381::multi_pairing(points, keys).0.is_one()
    }
}

/// Limb by limb: arkworks has no choice that takes the same time either way.
fn select(a: &Fq, b: &Fq, choice: Choice) -> Fq {
    let mut limbs = a.0;
    for (to, from) in limbs.0.iter_mut().zip(b.0.0) {
        to.conditional_assign(&from, choice);
    }
    Fq::new_unchecked(limbs)
}
