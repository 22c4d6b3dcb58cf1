//! A turn of the space that vectors lie in: fixed, the same for all, changing no angle. A model may say most of what it says
//! in a few of its numbers; turned, all of them say as much, and signs and small numbers lose little.

/// Numbers that are mixed at a time; a vector is a multiple of it long.
pub(super) const BLOCK: usize = 128;

/// After three rounds every number depends on every other, also in vectors of several blocks.
const ROUNDS: u64 = 3;

/// `vector`, turned and filled up to a multiple of [`BLOCK`].
///
/// A round: signs that look random, the Walsh–Hadamard transform of each block, and the blocks' numbers interleaved.
pub(super) fn turned(vector: &[f32]) -> Vec<f32> {
    let mut numbers = vector.to_vec();
    numbers.resize(vector.len().next_multiple_of(BLOCK), 0.0);
    let blocks = numbers.len() / BLOCK;
    for round in 1..=ROUNDS {
        let mut state = round;
        for number in &mut numbers {
            // Knuth's MMIX generator: its highest bit is random enough for signs.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            if state >> 63 == 1 {
                *number = -*number;
            }
        }
        numbers.chunks_exact_mut(BLOCK).for_each(hadamard);
        let places =
            (0..BLOCK).flat_map(|at| (0..blocks).map(move |block| block.saturating_mul(BLOCK).saturating_add(at)));
        numbers = places.map(|place| numbers.get(place).copied().unwrap_or(0.0)).collect();
    }
    numbers
}

/// The fast Walsh–Hadamard transform of one block, keeping its length.
fn hadamard(block: &mut [f32]) {
    let mut half = 1;
    while half < block.len() {
        for pair in block.chunks_exact_mut(half.saturating_mul(2)) {
            let (left, right) = pair.split_at_mut(half);
            for (left, right) in left.iter_mut().zip(right) {
                (*left, *right) = (*left + *right, *left - *right);
            }
        }
        half = half.saturating_mul(2);
    }
    // 1 / √128
    block.iter_mut().for_each(|number| *number *= 0.088_388_35);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dot(one: &[f32], other: &[f32]) -> f32 {
        one.iter().zip(other).map(|(one, other)| one * other).sum()
    }

    #[test]
    fn angles_stay() {
        for dims in [1_u8, 100, 200, 255] {
            let one: Vec<f32> = (0..dims).map(|n| f32::from(n).sin()).collect();
            let other: Vec<f32> = (0..dims).map(|n| (f32::from(n) * 1.7).cos()).collect();
            assert!((dot(&one, &other) - dot(&turned(&one), &turned(&other))).abs() < 1e-3);
            assert!((dot(&one, &one) - dot(&turned(&one), &turned(&one))).abs() < 1e-3);
        }
    }

    #[test]
    fn one_number_spreads_over_all() {
        let mut vector = vec![0.0; 384];
        vector[7] = 1.0;
        let most = turned(&vector).iter().fold(0.0_f32, |most, number| most.max(number.abs()));
        assert!(most < 0.3, "{most}");
    }
}
