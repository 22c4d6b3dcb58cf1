//! The two inner loops of a vector search: how many sign bits differ, and the product of two rows of small numbers.
//!
//! In WASM by its 128-bit instructions, which the whole build has (scripts/lib/wasm.sh): the size-first profile would not
//! find them by itself. Elsewhere the compiler does.

/// How many bits of two equally long rows differ; their length is even, and at most 1,023.
#[inline]
pub(super) fn differing(one: &[u64], other: &[u64]) -> u16 {
    // Potion's length without a loop.
    let bits = match (one, other) {
        ([a, b, c, d], [p, q, r, s]) => {
            (a ^ p).count_ones() + (b ^ q).count_ones() + (c ^ r).count_ones() + (d ^ s).count_ones()
        }
        _ => one.iter().zip(other).map(|(one, other)| (one ^ other).count_ones()).sum(),
    };
    // No more than the 64 bits of each.
    u16::try_from(bits).unwrap_or(u16::MAX)
}

/// The sum of the products of two equally long rows, each a multiple of 16 long. The first row's numbers are at most
/// [`QUERY_RANGE`], so that no sum of up to 2,048 products overflows.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[inline]
pub(super) fn product(query: &[i16], row: &[i8]) -> i32 {
    query.iter().zip(row).map(|(query, row)| i32::from(*query).wrapping_mul(i32::from(*row))).fold(0, i32::wrapping_add)
}

/// The sum of the products of two equally long rows, each a multiple of 16 long. The first row's numbers are at most
/// [`QUERY_RANGE`], so that no sum of up to 2,048 products overflows.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline]
pub(super) fn product(query: &[i16], row: &[i8]) -> i32 {
    use core::arch::wasm32::{
        i8x16, i16x8, i16x8_extend_high_i8x16, i16x8_extend_low_i8x16, i32x4_add, i32x4_dot_i16x8, i32x4_extract_lane,
        i32x4_splat,
    };
    let mut sum = i32x4_splat(0);
    for (query, row) in query.as_chunks::<16>().0.iter().zip(row.as_chunks::<16>().0) {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = *row;
        let row = i8x16(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = *query;
        let low = i32x4_dot_i16x8(i16x8(a, b, c, d, e, f, g, h), i16x8_extend_low_i8x16(row));
        let high = i32x4_dot_i16x8(i16x8(i, j, k, l, m, n, o, p), i16x8_extend_high_i8x16(row));
        sum = i32x4_add(sum, i32x4_add(low, high));
    }
    i32x4_extract_lane::<0>(sum)
        .wrapping_add(i32x4_extract_lane::<1>(sum))
        .wrapping_add(i32x4_extract_lane::<2>(sum))
        .wrapping_add(i32x4_extract_lane::<3>(sum))
}

/// The largest number in a query's row.
pub(super) const QUERY_RANGE: f32 = 8191.0;
