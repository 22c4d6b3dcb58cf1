//! What BBS needs of a curve library, in the drafts' terms. A new library is one file that implements this.

use std::ops::{Add, Mul, Neg, Sub};

use subtle::Choice;

use super::{G2_BYTES, Hash, POINT_BYTES, SCALAR_BYTES};

/// The curve's parameter, without its sign.
pub const Z: u64 = 0xd201_0000_0001_0000;

/// A multiplication of a point by one number.
pub type Shift<C> = fn(&<C as Curve>::Affine) -> <C as Curve>::Affine;

/// BLS12-381 by one library: G1, its scalars, hashing to G1, the keys in G2 and the pairing.
///
/// Addition and doubling take every input, the neutral element and equal points among them. What does not depend on
/// scalars (windows, tables, joint multiplication) is ours, in `multiply`.
pub trait Curve: Sized + 'static {
    /// An integer modulo the group's order.
    type Scalar: Copy
        + Default
        + Eq
        + From<u64>
        + Add<Output = Self::Scalar>
        + Sub<Output = Self::Scalar>
        + Mul<Output = Self::Scalar>
        + Neg<Output = Self::Scalar>;
    /// An element of G1.
    type Point: Copy + Eq + Send + Sync + Add<Output = Self::Point> + Neg<Output = Self::Point>;
    /// The same by its two coordinates: slower to make, faster to add. The default is the neutral one.
    type Affine: Copy + Default + Send + Sync;
    /// An element of G2. The default is the neutral one.
    type Key: Copy + Default + Eq + Send + Sync;
    /// A key with all that a pairing can know of it beforehand.
    type Prepared: Send + Sync;

    /// Multiplies by z², [`Z`] squared, where the library lets us use the curve's endomorphism for it.
    /// It halves the doublings of a multiplication.
    const SHIFT: Option<Shift<Self>>;

    /// Of 32 bytes, big-endian, below the order.
    fn scalar(bytes: &[u8; SCALAR_BYTES]) -> Option<Self::Scalar>;
    /// 32 bytes, big-endian.
    fn scalar_bytes(scalar: &Self::Scalar) -> [u8; SCALAR_BYTES];
    /// One divided by it; none of zero.
    fn invert(scalar: &Self::Scalar) -> Option<Self::Scalar>;

    /// The element that adds nothing.
    fn neutral() -> Self::Point;
    /// Twice the point.
    fn double(point: &Self::Point) -> Self::Point;
    /// The sum of both.
    fn add_affine(point: &Self::Point, other: &Self::Affine) -> Self::Point;
    /// Its opposite.
    fn negate(point: &Self::Affine) -> Self::Affine;
    /// The second where `choice` is set, in the same time as the first.
    fn select(a: &Self::Affine, b: &Self::Affine, choice: Choice) -> Self::Affine;
    /// Coordinates of each point, for the price of one division.
    fn normalise(points: &[Self::Point]) -> Vec<Self::Affine>;
    /// Σ points, which nobody hides.
    fn total(points: Vec<Self::Affine>) -> Self::Point {
        points.iter().fold(Self::neutral(), |sum, point| Self::add_affine(&sum, point))
    }

    /// `hash_to_curve` of RFC 9380.
    fn hash_to_point(hash: Hash, message: &[u8], dst: &[u8]) -> Self::Point;
    /// Compressed form.
    fn compress(point: &Self::Affine) -> [u8; POINT_BYTES];
    /// The element of the group that these bytes are the one encoding of; the neutral element too.
    fn decompress(bytes: &[u8; POINT_BYTES]) -> Option<Self::Affine>;

    /// P2 · scalar.
    fn key(scalar: &Self::Scalar) -> Self::Key;
    /// The sum of both.
    fn add_keys(a: &Self::Key, b: &Self::Key) -> Self::Key;
    /// Compressed form.
    fn compress_key(key: &Self::Key) -> [u8; G2_BYTES];
    /// The element of the group that these bytes are the one encoding of; the neutral element too.
    fn decompress_key(bytes: &[u8; G2_BYTES]) -> Option<Self::Key>;
    /// For [`Self::product_is_one`].
    fn prepare(key: &Self::Key) -> Self::Prepared;
    /// Whether Π e(pointᵢ, keyᵢ) is one.
    fn product_is_one(terms: &[(Self::Affine, &Self::Prepared)]) -> bool;
}
