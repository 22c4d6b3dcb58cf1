//! Σ pointᵢ · scalarᵢ: joint multiplication with shared doublings (Straus) for points that are new, and with none for
//! points that have a table.
//!
//! Scalars are taken in signed digits of [`WINDOW`] bits. Where a library has the endomorphism, a scalar is k1 + k2 · z²
//! with halves of 128 bits, and the second half goes to the shifted point. For a secret scalar no address and no branch
//! of ours depends on it; whether the library's addition does is the library's (docs/bbs.md).

use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroizing;

use super::{
    SCALAR_BYTES,
    backend::{Curve, Shift, Z},
};

/// Bits of a digit.
const WINDOW: u32 = 5;
/// The most that a digit is, in size.
const MULTIPLES: usize = 1 << (WINDOW - 1);
/// Digits of a scalar, and of each half.
const DIGITS: usize = 52;
const HALF: usize = DIGITS / 2;

/// Whether anyone may learn a scalar from the time that it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    /// Nobody may.
    Secret,
    /// They are public: what a verifier has.
    Public,
}

/// Multiples of a point, 1 … 16.
type Row<C> = [<C as Curve>::Affine; MULTIPLES];

/// A point with its multiples at every digit's place.
pub struct Table<C: Curve>(Vec<Row<C>>);

/// A point to be multiplied.
pub enum Base<'a, C: Curve> {
    /// A new one.
    New(C::Point),
    /// One that has been here before.
    Known(&'a Table<C>),
}

impl<C: Curve> Table<C> {
    /// Worth it for a point that is multiplied some ten times.
    pub fn new(point: &C::Point) -> Self {
        let mut at = *point;
        let rows = if C::SHIFT.is_some() { HALF } else { DIGITS };
        let mut multiples = Vec::with_capacity(rows * MULTIPLES);
        for _ in 0..rows {
            multiples.extend(row::<C>(&at));
            for _ in 0..WINDOW {
                at = C::double(&at);
            }
        }
        Self(rows_of::<C>(&multiples))
    }
}

/// 1 · point … 16 · point.
fn row<C: Curve>(point: &C::Point) -> impl Iterator<Item = C::Point> {
    std::iter::successors(Some(*point), |last| Some(*last + *point)).take(MULTIPLES)
}

fn rows_of<C: Curve>(multiples: &[C::Point]) -> Vec<Row<C>> {
    C::normalise(multiples).as_chunks::<MULTIPLES>().0.to_vec()
}

/// Σ baseᵢ · scalarᵢ.
pub fn sum<'a, C: Curve>(terms: impl IntoIterator<Item = (Base<'a, C>, &'a C::Scalar)>, secrecy: Secrecy) -> C::Point {
    let mut fresh = Vec::new();
    let mut known = Vec::new();
    for (base, scalar) in terms {
        let digits = digits::<C>(scalar);
        match base {
            Base::New(point) => fresh.push((point, digits)),
            Base::Known(table) => known.push((table, digits)),
        }
    }
    let total = joint::<C>(&fresh, secrecy);
    let picked = known.iter().flat_map(|(table, digits)| walk(table, digits, secrecy));
    match secrecy {
        Secrecy::Secret => picked.fold(total, |total, point| C::add_affine(&total, &point)),
        Secrecy::Public => total + C::total(picked.collect()),
    }
}

type Digits = Zeroizing<[i8; DIGITS]>;

/// What sums up to point · scalar, of the point's table.
fn walk<C: Curve>(table: &Table<C>, digits: &Digits, secrecy: Secrecy) -> impl Iterator<Item = C::Affine> {
    let shifted = C::SHIFT
        .into_iter()
        .flat_map(move |shift| table.0.iter().zip(digits.iter().skip(HALF)).map(move |term| (term, Some(shift))));
    let straight = table.0.iter().zip(digits.iter()).map(|term| (term, None));
    straight.chain(shifted).filter_map(move |((row, digit), shift)| pick::<C>(row, *digit, secrecy, shift))
}

/// Σ pointᵢ · scalarᵢ with shared doublings.
fn joint<C: Curve>(terms: &[(C::Point, Digits)], secrecy: Secrecy) -> C::Point {
    let mut total = C::neutral();
    if terms.is_empty() {
        return total;
    }
    let multiples: Vec<_> = terms.iter().flat_map(|(point, _)| row::<C>(point)).collect();
    let rows = rows_of::<C>(&multiples);
    let places = if C::SHIFT.is_some() { HALF } else { DIGITS };
    for place in (0..places).rev() {
        for _ in 0..WINDOW {
            total = C::double(&total);
        }
        for (row, (_, digits)) in rows.iter().zip(terms) {
            let straight = pick::<C>(row, at(digits, place), secrecy, None);
            let shifted = C::SHIFT.and_then(|shift| pick::<C>(row, at(digits, place + HALF), secrecy, Some(shift)));
            for point in [straight, shifted].into_iter().flatten() {
                total = C::add_affine(&total, &point);
            }
        }
    }
    total
}

fn at(digits: &Digits, place: usize) -> i8 {
    digits.get(place).copied().unwrap_or_default()
}

/// digit · point, of the point's row, shifted where asked; nothing for a zero that is no secret.
fn pick<C: Curve>(row: &Row<C>, digit: i8, secrecy: Secrecy, shift: Option<Shift<C>>) -> Option<C::Affine> {
    if secrecy == Secrecy::Public && digit == 0 {
        return None;
    }
    let size = digit.unsigned_abs();
    let found = match secrecy {
        Secrecy::Public => row.get(usize::from(size.saturating_sub(1))).copied().unwrap_or_default(),
        // Every entry is looked at: the place that is read says nothing of the digit.
        Secrecy::Secret => (1u8..)
            .zip(row)
            .fold(C::Affine::default(), |found, (index, multiple)| C::select(&found, multiple, index.ct_eq(&size))),
    };
    let signed = C::select(&found, &C::negate(&found), Choice::from(u8::from(digit.is_negative())));
    Some(shift.map_or(signed, |shift| shift(&signed)))
}

/// The scalar's digits, the lowest first; with an endomorphism those of k1, then those of k2.
fn digits<C: Curve>(scalar: &C::Scalar) -> Digits {
    let bytes = Zeroizing::new(C::scalar_bytes(scalar));
    let mut digits = Zeroizing::new([0; DIGITS]);
    if C::SHIFT.is_some() {
        let (low, high) = split(&bytes);
        let (first, second) = digits.split_at_mut(HALF);
        recode([*low, 0], first);
        recode([*high, 0], second);
    } else {
        let (high, low) = halves(&bytes);
        recode([*low, *high], digits.as_mut_slice());
    }
    digits
}

/// The upper and the lower 128 bits.
fn halves(bytes: &[u8; SCALAR_BYTES]) -> (Zeroizing<u128>, Zeroizing<u128>) {
    let (chunks, _) = bytes.as_chunks::<16>();
    let half = |at: usize| Zeroizing::new(chunks.get(at).copied().map(u128::from_be_bytes).unwrap_or_default());
    (half(0), half(1))
}

/// Digits between −16 and 15 that make up `low` + `high` · 2¹²⁸.
fn recode([mut low, mut high]: [u128; 2], digits: &mut [i8]) {
    let mut carry = 0;
    for to in digits {
        // Five bits and a carry: at most 32.
        let [bits, ..] = low.to_le_bytes();
        let value = (bits & 0x1f) + carry;
        carry = (value + 0x10) >> WINDOW;
        *to = value.wrapping_sub(carry << WINDOW).cast_signed();
        low = (low >> WINDOW) | (high << (u128::BITS - WINDOW));
        high >>= WINDOW;
    }
}

/// k1 and k2 with k = k1 + k2 · z², both below z².
fn split(bytes: &[u8; SCALAR_BYTES]) -> (Zeroizing<u128>, Zeroizing<u128>) {
    let (high, low) = halves(bytes);
    let mut number = Zeroizing::new([*high, *low]);
    let first = divide(&mut number);
    let second = divide(&mut number);
    // Below z · (z − 1) + z, which is z².
    let k1 = Zeroizing::new(u128::from(second) * u128::from(Z) + u128::from(first));
    let [_, quotient] = *number;
    (k1, Zeroizing::new(quotient))
}

/// Divides by z and gives what is left over, in the same time for every number.
fn divide([high, low]: &mut [u128; 2]) -> u64 {
    let mut left = Zeroizing::new(0u128);
    for half in [high, low] {
        for _ in 0..u128::BITS {
            *left = (*left << 1) | (*half >> (u128::BITS - 1));
            let (less, below) = left.overflowing_sub(u128::from(Z));
            let keep = 0u128.wrapping_sub(u128::from(below));
            *left = (less & !keep) | (*left & keep);
            *half = (*half << 1) | u128::from(!below);
        }
    }
    // Below z, which has 64 bits.
    u64::try_from(*left).unwrap_or_default()
}
