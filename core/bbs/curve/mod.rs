//! The curve: BLS12-381's G1, its scalars, hashing to both, joint multiplication and the pairing check.
//!
//! What others need is here, in the drafts' terms: points are compressed to 48 bytes, scalars are 32 bytes big-endian.
//! Which library does the arithmetic is said once, in [`Own`]: `blst` natively and `ark` in WebAssembly, each the
//! fastest where it runs; `reference` is a third, which the tests hold both against. `multiply` is ours, over any.

#[cfg(any(test, target_arch = "wasm32"))]
mod ark;
mod backend;
#[cfg(not(target_arch = "wasm32"))]
mod blst;
mod expand;
mod multiply;
mod number;
#[cfg(any(test, all(feature = "fixtures", not(target_arch = "wasm32"))))]
mod reference;

#[cfg(test)]
mod agree;

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use super::BbsError;
use backend::Curve;
use multiply::Table;

pub use expand::Hash;
pub use multiply::Secrecy;
pub use number::{Point, Scalar};

#[cfg(target_arch = "wasm32")]
use ark::Ark as Own;
#[cfg(not(target_arch = "wasm32"))]
use blst::Blst as Own;

/// Bytes of a compressed point of G1.
pub const POINT_BYTES: usize = 48;
/// Bytes of a scalar.
pub const SCALAR_BYTES: usize = 32;
/// Bytes of a compressed point of G2.
pub const G2_BYTES: usize = 96;
/// Bytes that hash_to_scalar expands to before reduction.
pub const EXPAND_LEN: usize = 48;

/// `hash_to_curve_g1`: a point of which nobody knows the logarithm.
pub fn hash_to_point(hash: Hash, message: &[u8], dst: &[u8]) -> Point {
    Point(Own::hash_to_point(hash, message, dst))
}

/// A point whose multiples are kept, some 50 to 90 kB of them: a multiplication by it needs no doublings.
#[derive(Clone)]
pub struct Multiples(Arc<Table<Own>>);

impl Multiples {
    /// Pays after some ten multiplications.
    pub fn new(point: &Point) -> Self {
        Self(Arc::new(Table::new(&point.0)))
    }
}

impl fmt::Debug for Multiples {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Multiples")
    }
}

/// A point to be multiplied.
#[derive(Debug, Clone, Copy)]
pub enum Base<'a> {
    /// A new one.
    New(Point),
    /// A kept one.
    Kept(&'a Multiples),
}

/// Σ baseᵢ · scalarᵢ.
pub fn combine<'a>(terms: impl IntoIterator<Item = (Base<'a>, &'a Scalar)>, secrecy: Secrecy) -> Point {
    let terms = terms.into_iter().map(|(base, scalar)| match base {
        Base::New(point) => (multiply::Base::New(point.0), &scalar.0),
        Base::Kept(Multiples(table)) => (multiply::Base::Known(table.as_ref()), &scalar.0),
    });
    Point(multiply::sum(terms, secrecy))
}

/// Σ pointᵢ · scalarᵢ, where a scalar is a secret.
pub fn sum(terms: &[(Point, Scalar)]) -> Point {
    combine(terms.iter().map(|(point, scalar)| (Base::New(*point), scalar)), Secrecy::Secret)
}

/// point · scalar, a secret.
pub fn times(point: &Point, scalar: &Scalar) -> Point {
    sum(&[(*point, *scalar)])
}

/// Compressed form.
pub fn point_bytes(point: &Point) -> [u8; POINT_BYTES] {
    // As many come out as went in.
    points_bytes(&[*point]).first().copied().unwrap_or([0; POINT_BYTES])
}

/// Compressed forms, for the price of one division.
pub fn points_bytes(points: &[Point]) -> Vec<[u8; POINT_BYTES]> {
    let points: Vec<_> = points.iter().map(|point| point.0).collect();
    Own::normalise(&points).iter().map(Own::compress).collect()
}

/// A point of the group, never the neutral one; `what` names it in the error.
pub fn point(bytes: &[u8], what: &'static str) -> Result<Point, BbsError> {
    let bytes = bytes.try_into().map_err(|_| BbsError::Length(what))?;
    let affine = Own::decompress(bytes).ok_or(BbsError::NotAPoint(what))?;
    let point = Point(Own::add_affine(&Own::neutral(), &affine));
    if point == Point::default() { Err(BbsError::Identity(what)) } else { Ok(point) }
}

/// Big-endian bytes.
pub fn to_bytes(scalar: &Scalar) -> [u8; SCALAR_BYTES] {
    Own::scalar_bytes(&scalar.0)
}

/// A scalar between one and the order, exclusive.
pub fn scalar(bytes: &[u8], what: &'static str) -> Result<Scalar, BbsError> {
    let bytes = bytes.try_into().map_err(|_| BbsError::Length(what))?;
    match Own::scalar(bytes).map(Scalar) {
        Some(scalar) if scalar != Scalar::zero() => Ok(scalar),
        _ => Err(BbsError::NotAScalar(what)),
    }
}

/// 48 bytes, big-endian, modulo the group's order.
pub fn wide(bytes: &[u8; EXPAND_LEN]) -> Scalar {
    number::reduce(bytes)
}

/// A point of G2's group, never the neutral one, with what a pairing can know of it.
#[derive(Clone)]
pub struct Key(Arc<Kept>);

struct Kept {
    key: <Own as Curve>::Key,
    bytes: [u8; G2_BYTES],
    prepared: OnceLock<<Own as Curve>::Prepared>,
}

impl Key {
    fn new(key: <Own as Curve>::Key) -> Self {
        Self(Arc::new(Kept { key, bytes: Own::compress_key(&key), prepared: OnceLock::new() }))
    }

    /// P2 · scalar.
    pub fn of(scalar: &Scalar) -> Self {
        Self::new(Own::key(&scalar.0))
    }

    /// Of its compressed form.
    pub fn from_bytes(bytes: &[u8; G2_BYTES], what: &'static str) -> Result<Self, BbsError> {
        let key = Own::decompress_key(bytes).ok_or(BbsError::NotAPoint(what))?;
        if key == <Own as Curve>::Key::default() { Err(BbsError::Identity(what)) } else { Ok(Self::new(key)) }
    }

    /// Compressed form.
    pub fn to_bytes(&self) -> [u8; G2_BYTES] {
        self.0.bytes
    }

    /// The key + P2 · scalar.
    pub fn shifted(&self, scalar: &Scalar) -> Self {
        Self::new(Own::add_keys(&self.0.key, &Own::key(&scalar.0)))
    }

    fn prepared(&self) -> &<Own as Curve>::Prepared {
        self.0.prepared.get_or_init(|| Own::prepare(&self.0.key))
    }
}

/// Whether Π e(aᵢ, kᵢ) is e(b, P2).
pub fn pairings_hold(pairs: &[(Point, &Key)], b: &Point) -> bool {
    static BASE: OnceLock<<Own as Curve>::Prepared> = OnceLock::new();
    let base = BASE.get_or_init(|| Own::prepare(&Own::key(&Scalar::one().0)));
    let points: Vec<_> = pairs.iter().map(|(a, _)| a.0).chain([-b.0]).collect();
    let keys = pairs.iter().map(|(_, key)| key.prepared()).chain([base]);
    let terms: Vec<_> = Own::normalise(&points).into_iter().zip(keys).collect();
    Own::product_is_one(&terms)
}
