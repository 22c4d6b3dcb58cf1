//! Points and scalars as the rest of the room sees them: the library's own, with operators, and zeroized where secret.

use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

use zeroize::{DefaultIsZeroes, Zeroizing};

use super::{Own, SCALAR_BYTES, backend::Curve};

/// An element of G1. The default is the neutral one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point(pub(super) <Own as Curve>::Point);

/// An integer modulo the group's order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scalar(pub(super) <Own as Curve>::Scalar);

impl Default for Point {
    fn default() -> Self {
        Self(Own::neutral())
    }
}

impl DefaultIsZeroes for Point {}
impl DefaultIsZeroes for Scalar {}

impl Scalar {
    /// 0.
    pub fn zero() -> Self {
        Self::default()
    }

    /// 1.
    pub fn one() -> Self {
        Self::from(1)
    }

    /// A number of half a scalar's bits.
    pub fn from_u128(number: u128) -> Self {
        reduce(&number.to_be_bytes())
    }

    /// 64 bytes, little-endian, modulo the order: uniform where they are.
    pub fn from_bytes_wide(bytes: &[u8; 64]) -> Self {
        let mut big = Zeroizing::new(*bytes);
        big.reverse();
        reduce(big.as_slice())
    }

    /// One divided by it; none of zero.
    pub fn invert(&self) -> Option<Self> {
        Own::invert(&self.0).map(Self)
    }
}

impl From<u64> for Scalar {
    fn from(number: u64) -> Self {
        Self(number.into())
    }
}

/// Bytes, big-endian, modulo the order.
pub fn reduce(bytes: &[u8]) -> Scalar {
    // One byte less than a scalar has is always below the order; a step of the sum shifts by as many.
    const STEP: usize = SCALAR_BYTES - 1;
    let mut unit = [0; SCALAR_BYTES];
    unit[0] = 1;
    let step = || Own::scalar(&unit).map(Scalar).unwrap_or_default();
    let mut total = Scalar::zero();
    let (head, tail) = bytes.split_at(bytes.len() % STEP);
    for chunk in std::iter::once(head).chain(tail.chunks(STEP)) {
        let mut padded = Zeroizing::new([0; SCALAR_BYTES]);
        for (to, from) in padded.iter_mut().rev().zip(chunk.iter().rev()) {
            *to = *from;
        }
        total = total * step() + Own::scalar(&padded).map(Scalar).unwrap_or_default();
    }
    total
}

/// An operator for both forms of its right side, owned and borrowed, and of its left.
macro_rules! operator {
    ($of:ident, $trait:ident, $method:ident, $op:tt) => {
        impl $trait for $of {
            type Output = $of;
            fn $method(self, other: $of) -> $of {
                $of(self.0 $op other.0)
            }
        }
        impl $trait<&$of> for $of {
            type Output = $of;
            fn $method(self, other: &$of) -> $of {
                $of(self.0 $op other.0)
            }
        }
        impl $trait<$of> for &$of {
            type Output = $of;
            fn $method(self, other: $of) -> $of {
                $of(self.0 $op other.0)
            }
        }
        impl $trait<&$of> for &$of {
            type Output = $of;
            fn $method(self, other: &$of) -> $of {
                $of(self.0 $op other.0)
            }
        }
    };
}

operator!(Scalar, Add, add, +);
operator!(Scalar, Sub, sub, -);
operator!(Scalar, Mul, mul, *);
operator!(Point, Add, add, +);

impl Neg for Scalar {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Neg for Point {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sub for Point {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl AddAssign for Point {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Point {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}
