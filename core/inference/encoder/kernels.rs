//! The inner loop of a dense layer, by the processor's own instructions: eight outputs of a few pieces at once, sixteen
//! bits by eight. The only module of the encoder with unsafe code: loads of arrays into registers.
//!
//! Both instruction sets multiply pairs of 16-bit numbers and add the two products (`i32x4.dot_i16x8_s`, `pmaddwd`), so
//! that numbers of 14 bits cost what those of 8 would, and only the weights are rounded to bytes. The sums keep to 32
//! bits: 1536 inputs × [`LARGEST`] × 127 < 2³¹.
#![allow(unsafe_code, reason = "loads of whole arrays into registers")]

/// The largest of the numbers that stand for a layer's inputs.
pub(super) const LARGEST: i16 = 8191;

/// Most inputs of a layer.
pub(super) const MOST_INPUTS: usize = 2048;

/// Inputs that lie beside each other.
pub(super) const GROUP: usize = 8;

/// Outputs that are computed at once.
pub(super) const PANEL: usize = 8;

/// Most pieces at once: their sums, two registers each, must leave some of the sixteen there are.
pub(super) const MOST_ROWS: usize = 6;

/// Eight outputs' weights of a group of inputs: for each pair of inputs, the outputs' two bytes.
pub(super) type Weights = [[u8; 2 * PANEL]; GROUP / 2];

/// The sums of products for `ROWS` pieces and eight outputs. Both sides are in groups of inputs.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(super) fn sums<const ROWS: usize>(inputs: &[[[i16; GROUP]; ROWS]], weights: &[Weights]) -> [[i32; PANEL]; ROWS] {
    use std::arch::wasm32::{
        i16x8_load_extend_i8x8, i32x4_add, i32x4_dot_i16x8, i32x4_splat, v128_load32_splat, v128_store,
    };
    let mut sums = [[i32x4_splat(0); 2]; ROWS];
    for (rows, weights) in inputs.iter().zip(weights) {
        for (pair, weights) in weights.iter().enumerate() {
            // SAFETY: both halves of the sixteen bytes lie within them, and so do two of a row's eight numbers.
            let at = weights.as_ptr().cast::<i8>();
            let weights = unsafe { [i16x8_load_extend_i8x8(at), i16x8_load_extend_i8x8(at.add(8))] };
            for (row, sums) in rows.iter().zip(&mut sums) {
                let row = unsafe { v128_load32_splat(row.as_ptr().add(2 * pair).cast()) };
                *sums = [
                    i32x4_add(sums[0], i32x4_dot_i16x8(row, weights[0])),
                    i32x4_add(sums[1], i32x4_dot_i16x8(row, weights[1])),
                ];
            }
        }
    }
    sums.map(|[low, high]| {
        let mut eight = [0; PANEL];
        // SAFETY: the two stores fill the eight numbers.
        unsafe {
            v128_store(eight.as_mut_ptr().cast(), low);
            v128_store(eight.as_mut_ptr().add(4).cast(), high);
        }
        eight
    })
}

/// The sums of products for `ROWS` pieces and eight outputs. Both sides are in groups of inputs.
#[cfg(target_arch = "x86_64")]
pub(super) fn sums<const ROWS: usize>(inputs: &[[[i16; GROUP]; ROWS]], weights: &[Weights]) -> [[i32; PANEL]; ROWS] {
    use std::arch::x86_64::{
        __m128i, _mm_add_epi32, _mm_loadu_si128, _mm_madd_epi16, _mm_set1_epi32, _mm_setzero_si128, _mm_srai_epi16,
        _mm_storeu_si128, _mm_unpackhi_epi8, _mm_unpacklo_epi8,
    };
    // SAFETY: every x86_64 has SSE2; loads and stores are of whole arrays of the register's size, or of two of eight numbers.
    unsafe {
        let mut sums = [[_mm_setzero_si128(); 2]; ROWS];
        for (rows, weights) in inputs.iter().zip(weights) {
            for (pair, weights) in weights.iter().enumerate() {
                let bytes = _mm_loadu_si128(weights.as_ptr().cast());
                let low = _mm_srai_epi16::<8>(_mm_unpacklo_epi8(bytes, bytes));
                let high = _mm_srai_epi16::<8>(_mm_unpackhi_epi8(bytes, bytes));
                for (row, sums) in rows.iter().zip(&mut sums) {
                    let row = _mm_set1_epi32(row.as_ptr().add(2 * pair).cast::<i32>().read_unaligned());
                    *sums = [
                        _mm_add_epi32(sums[0], _mm_madd_epi16(row, low)),
                        _mm_add_epi32(sums[1], _mm_madd_epi16(row, high)),
                    ];
                }
            }
        }
        sums.map(|halves: [__m128i; 2]| {
            let mut eight = [0; PANEL];
            _mm_storeu_si128(eight.as_mut_ptr().cast(), halves[0]);
            _mm_storeu_si128(eight.as_mut_ptr().add(4).cast(), halves[1]);
            eight
        })
    }
}

/// The sums of products for `ROWS` pieces and eight outputs, for processors without an own way.
#[cfg(any(test, not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128")))))]
mod plain {
    use super::{GROUP, PANEL, Weights};

    pub(in super::super) fn sums<const ROWS: usize>(
        inputs: &[[[i16; GROUP]; ROWS]],
        weights: &[Weights],
    ) -> [[i32; PANEL]; ROWS] {
        let mut sums = [[0_i32; PANEL]; ROWS];
        for (rows, weights) in inputs.iter().zip(weights) {
            for (row, sums) in rows.iter().zip(&mut sums) {
                for (pair, weights) in row.as_chunks::<2>().0.iter().zip(weights) {
                    let [one, other] = pair.map(i32::from);
                    for (sum, [left, right]) in sums.iter_mut().zip(weights.as_chunks::<2>().0) {
                        let products = one * i32::from(left.cast_signed()) + other * i32::from(right.cast_signed());
                        *sum = sum.wrapping_add(products);
                    }
                }
            }
        }
        sums
    }
}
#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
pub(super) use plain::sums;

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random and are the same every time.
    fn noise(state: &mut u64) -> u64 {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        *state >> 33
    }

    fn both<const ROWS: usize>(groups: usize, number: impl Fn(u64) -> i16, byte: impl Fn(u64) -> u8) {
        let state = &mut 7;
        let inputs: Vec<[[i16; GROUP]; ROWS]> =
            (0..groups).map(|_| std::array::from_fn(|_| std::array::from_fn(|_| number(noise(state))))).collect();
        let weights: Vec<Weights> =
            (0..groups).map(|_| std::array::from_fn(|_| std::array::from_fn(|_| byte(noise(state))))).collect();
        assert_eq!(sums(&inputs, &weights), plain::sums(&inputs, &weights), "{ROWS} rows of {groups} groups");
    }

    #[test]
    fn the_instructions_sum_as_plain_arithmetic_does() {
        let number = |noise: u64| i16::try_from(noise % 16_383).unwrap() - LARGEST;
        let byte = |noise: u64| u8::try_from(noise % 256).unwrap();
        for groups in [0, 1, 3, 48, 192] {
            both::<1>(groups, number, byte);
            both::<2>(groups, number, byte);
            both::<3>(groups, number, byte);
            both::<4>(groups, number, byte);
            both::<5>(groups, number, byte);
            both::<6>(groups, number, byte);
        }
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        both::<MOST_ROWS>(MOST_INPUTS / GROUP, |_| LARGEST, |_| 127_u8);
        both::<MOST_ROWS>(MOST_INPUTS / GROUP, |_| -LARGEST, |_| 0x81);
    }
}
