//! What is between the products, without branches and calls, so that the compiler makes vectors of the loops: e to a power,
//! GELU, softmax, layer normalisation.

/// 1.5 × 2²³: a number near nought, added to this, is rounded to a whole one, which the low bits then are.
const ROUNDER: f32 = 12_582_912.0;

/// Numbers that a loop takes in at once.
const LANES: usize = 8;

/// What a layer normalisation adds to the variance.
const EPSILON: f32 = 1e-12;

fn larger(one: f32, other: f32) -> f32 {
    if one > other { one } else { other }
}

/// The whole number nearest to one of at most sixteen bits.
pub(super) fn rounded(number: f32) -> i16 {
    let [low, high, ..] = (number + ROUNDER).to_bits().to_le_bytes();
    i16::from_le_bytes([low, high])
}

/// e to the power of a number up to 88, with an error of 2e-7 of it; what is below −87 counts as −87.
pub(super) fn exp(power: f32) -> f32 {
    let power = larger(power, -87.0) * std::f32::consts::LOG2_E;
    let whole = power + ROUNDER;
    let rest = power - (whole - ROUNDER);
    // 2 to the rest, which is at most a half: the beginning of its series.
    let mut sum = 1.540_353e-4;
    for term in [1.333_355_8e-3, 9.618_129e-3, 5.550_411e-2, 0.240_226_5, std::f32::consts::LN_2, 1.0] {
        sum = sum * rest + term;
    }
    f32::from_bits(sum.to_bits().wrapping_add(whole.to_bits() << 23))
}

/// x · Φ(x), Φ by Abramowitz and Stegun 7.1.26 (error below 1.5e-7).
pub(super) fn gelu(number: f32) -> f32 {
    let size = number.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * size);
    let mut sum = 1.061_405_4;
    for term in [-1.453_152, 1.421_413_7, -0.284_496_74, 0.254_829_6] {
        sum = sum * t + term;
    }
    let tail = 0.5 * sum * t * exp(-size * size);
    number * if number < 0.0 { tail } else { 1.0 - tail }
}

/// GELU of every number.
pub(super) fn gelus(numbers: &mut [f32]) {
    numbers.iter_mut().for_each(|number| *number = gelu(*number));
}

/// The softmax of eight columns, but for the division by what is returned.
pub(super) fn softmax(rows: &mut [[f32; LANES]]) -> [f32; LANES] {
    let mut most = [f32::MIN; LANES];
    for row in &*rows {
        most.iter_mut().zip(row).for_each(|(most, number)| *most = larger(*most, *number));
    }
    let mut sums = [0.0; LANES];
    for row in rows {
        for ((number, most), sum) in row.iter_mut().zip(most).zip(&mut sums) {
            *number = exp(*number - most);
            *sum += *number;
        }
    }
    sums
}

/// The sum over a row of what a function makes of its numbers; the row is a multiple of eight.
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut sums = [0.0_f32; LANES];
    for eight in row.as_chunks::<LANES>().0 {
        sums.iter_mut().zip(eight).for_each(|(sum, number)| *sum += of(*number));
    }
    sums.iter().sum()
}

/// The largest size of a row's numbers times their scales.
pub(super) fn largest(row: &[f32], scales: &[f32]) -> f32 {
    let mut most = [0.0_f32; LANES];
    for (eight, scales) in row.as_chunks::<LANES>().0.iter().zip(scales.as_chunks::<LANES>().0) {
        for ((most, number), scale) in most.iter_mut().zip(eight).zip(scales) {
            *most = larger(*most, (number * scale).abs());
        }
    }
    most.into_iter().fold(0.0, larger)
}

/// A layer normalisation: what its numbers are multiplied with and what is added.
#[derive(Debug)]
pub(super) struct Norm {
    pub scales: Vec<f32>,
    pub shifts: Vec<f32>,
}

impl Norm {
    /// Normalises rows, each as long as the scales.
    pub fn apply(&self, rows: &mut [f32]) {
        let width = self.scales.len().max(1);
        let count = width as f32;
        for row in rows.chunks_exact_mut(width) {
            let mean = sum(row, |number| number) / count;
            let variance = sum(row, |number| (number - mean) * (number - mean)) / count;
            let factor = 1.0 / (variance + EPSILON).sqrt();
            for ((number, scale), shift) in row.iter_mut().zip(&self.scales).zip(&self.shifts) {
                *number = (*number - mean) * factor * scale + shift;
            }
        }
    }
}

/// Brings a vector to length 1; one of noughts stays what it is.
pub(super) fn normalise(vector: &mut [f32]) {
    let length = sum(vector, |number| number * number).sqrt();
    if length.is_normal() {
        vector.iter_mut().for_each(|number| *number /= length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_e_are_those_of_the_library() {
        for step in -8_700..=8_800_i16 {
            let power = f32::from(step) / 100.0;
            let wanted = f64::from(power).exp();
            assert!(
                (f64::from(exp(power)) / wanted - 1.0).abs() < 1e-5 * 0.1 * f64::from(power.abs()).max(1.0),
                "{power}"
            );
        }
        assert!(exp(-1e30) < 2e-38);
    }

    /// Φ of whole numbers by a table of the normal distribution.
    #[test]
    fn gelu_is_the_exact_one() {
        let table = [0.5, 0.841_344_8, 0.977_249_9, 0.998_650_1, 0.999_968_3];
        for (number, phi) in (0_u8..).map(f32::from).zip(table) {
            assert!((gelu(number) - number * phi).abs() < 1e-6, "{number}");
            assert!((gelu(-number) + number * (1.0 - phi)).abs() < 1e-6, "-{number}");
        }
        assert!((gelu(40.0) - 40.0).abs() < 1e-6 && gelu(-40.0).abs() < 1e-6);
    }

    #[test]
    fn softmax_goes_down_the_columns() {
        let mut rows = [[1.0; 8], [1.0; 8], [-1e9; 8], [3.0; 8]];
        let sums = softmax(&mut rows);
        let shares = rows.map(|row| row[7] / sums[7]);
        let other = (-2.0_f32).exp();
        let whole = 1.0 + 2.0 * other;
        for (share, wanted) in shares.into_iter().zip([other / whole, other / whole, 0.0, 1.0 / whole]) {
            assert!((share - wanted).abs() < 1e-6, "{shares:?}");
        }
    }

    #[test]
    fn numbers_are_rounded_to_the_nearest() {
        assert_eq!([0.4, -0.6, 8191.0, -8191.2, 2.5].map(rounded), [0, -1, 8191, -8191, 2]);
    }

    #[test]
    fn a_normalised_row_has_no_mean_and_a_variance_of_one() {
        let mut row: Vec<f32> = (0_u8..16).map(f32::from).collect();
        Norm { scales: vec![2.0; 16], shifts: vec![1.0; 16] }.apply(&mut row);
        assert!((row.iter().sum::<f32>() / 16.0 - 1.0).abs() < 1e-6);
        assert!((row.iter().map(|number| (number - 1.0).powi(2)).sum::<f32>() / 16.0 - 4.0).abs() < 1e-5);
    }
}
