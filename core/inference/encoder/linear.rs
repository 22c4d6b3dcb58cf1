//! Dense layers whose weights are bytes, and the rows of numbers that go into them.

use std::ops::Range;

use super::{
    kernels::{GROUP, LARGEST, MOST_INPUTS, MOST_ROWS, PANEL, Weights, sums},
    math::{largest, rounded},
    place,
};
use crate::inference::{
    InferenceError,
    file::{ModelFile, Values, singles},
};

/// A dense layer: where its weights lie among the model's bytes, and what their sums are multiplied with.
#[derive(Debug)]
pub(super) struct Linear {
    inputs: usize,
    weights: Range<usize>,
    /// For each output: its weights' scale.
    scales: Vec<f32>,
    /// For each output: what is added.
    shifts: Vec<f32>,
    /// For each input: what it is multiplied with before it is rounded.
    pub columns: Vec<f32>,
}

impl Linear {
    /// The layer of this name and shape, its outputs multiplied by `factor`.
    pub fn read(
        file: &ModelFile<'_>,
        bytes: &[u8],
        name: &str,
        [outputs, inputs]: [usize; 2],
        factor: f32,
    ) -> Result<Self, InferenceError> {
        let shifts = file.tensor(&format!("{name}.bias"), &[outputs])?.floats();
        let weights = file.tensor(&format!("{name}.weight"), &[outputs, inputs])?;
        let Values::I8 { rows, columns, bytes: weights } = weights.values else {
            return Err(InferenceError::NoModel("its layers are for another device"));
        };
        if !outputs.is_multiple_of(PANEL) || !inputs.is_multiple_of(GROUP) || inputs > MOST_INPUTS {
            return Err(InferenceError::NoModel("its layers are of a size that is not known"));
        }
        Ok(Self {
            inputs,
            weights: place(bytes, weights)?,
            scales: singles(rows).map(|scale| scale * factor).collect(),
            shifts: shifts.into_iter().map(|shift| shift * factor).collect(),
            columns: singles(columns).collect(),
        })
    }

    /// Brings the weights into the order of [`Weights`], where they are: the rows of eight outputs take the same room.
    pub fn pack(&self, bytes: &mut [u8]) {
        let panels = bytes.get_mut(self.weights.clone()).unwrap_or_default();
        let mut rows = Vec::new();
        for panel in panels.chunks_exact_mut(self.inputs.saturating_mul(PANEL).max(1)) {
            rows.clear();
            rows.extend_from_slice(panel);
            let pairs = panel.as_chunks_mut::<2>().0;
            for (output, row) in rows.chunks_exact(self.inputs).enumerate() {
                let places = pairs.iter_mut().skip(output).step_by(PANEL);
                places.zip(row.as_chunks::<2>().0).for_each(|(place, pair)| *place = *pair);
            }
        }
    }

    /// Adds the layer's outputs for rounded rows to `out`.
    pub fn apply(&self, bytes: &[u8], rows: &Rows, out: &mut [f32]) {
        let groups = self.inputs / GROUP;
        let weights = bytes.get(self.weights.clone()).unwrap_or_default().as_chunks().0.as_chunks().0;
        let scales = self.scales.as_chunks().0.iter().zip(self.shifts.as_chunks().0);
        for (at, (weights, (scales, shifts))) in weights.chunks_exact(groups.max(1)).zip(scales).enumerate() {
            let panel = Panel { at, weights, scales, shifts };
            let mut numbers = rows.numbers.as_slice();
            let mut steps = rows.steps.as_slice();
            let mut out = out.chunks_exact_mut(self.scales.len());
            for count in blocks(rows.steps.len()) {
                let Some((these, others)) = numbers.split_at_checked(count.saturating_mul(groups)) else { return };
                let Some((scales, rest)) = steps.split_at_checked(count) else { return };
                (numbers, steps) = (others, rest);
                match count {
                    1 => panel.apply::<1>(these, scales, &mut out),
                    2 => panel.apply::<2>(these, scales, &mut out),
                    3 => panel.apply::<3>(these, scales, &mut out),
                    4 => panel.apply::<4>(these, scales, &mut out),
                    5 => panel.apply::<5>(these, scales, &mut out),
                    _ => panel.apply::<MOST_ROWS>(these, scales, &mut out),
                }
            }
        }
    }
}

/// Eight outputs of a layer.
struct Panel<'a> {
    at: usize,
    weights: &'a [Weights],
    scales: &'a [f32; PANEL],
    shifts: &'a [f32; PANEL],
}

impl Panel<'_> {
    fn apply<'a, const ROWS: usize>(
        &self,
        numbers: &[[i16; GROUP]],
        steps: &[f32],
        out: &mut impl Iterator<Item = &'a mut [f32]>,
    ) {
        let sums = sums::<ROWS>(numbers.as_chunks().0, self.weights);
        // Copies, which nothing that is written can change: so the compiler makes vectors of the loop.
        let (scales, shifts) = (*self.scales, *self.shifts);
        for ((sums, step), out) in sums.into_iter().zip(steps).zip(out) {
            let Some(out) = out.as_chunks_mut::<PANEL>().0.get_mut(self.at) else { return };
            let mut numbers = *out;
            for ((number, sum), (scale, shift)) in numbers.iter_mut().zip(&sums).zip(scales.iter().zip(&shifts)) {
                *number += *sum as f32 * (step * scale) + shift;
            }
            *out = numbers;
        }
    }
}

/// Rows of numbers, rounded to whole ones of [`LARGEST`] at most, in blocks of a few rows: a block's rows have their
/// groups of eight beside each other.
#[derive(Debug, Default)]
pub(super) struct Rows {
    numbers: Vec<[i16; GROUP]>,
    /// What one is in each row.
    steps: Vec<f32>,
}

impl Rows {
    /// Rounds rows, each as long as `columns`, after multiplying them with these.
    pub fn round(&mut self, rows: &[f32], columns: &[f32]) {
        let width = columns.len().max(1);
        let groups = width / GROUP;
        self.steps.clear();
        self.numbers.clear();
        self.numbers.resize(rows.len() / GROUP, [0; GROUP]);
        let mut numbers = self.numbers.as_mut_slice();
        let mut rows = rows.chunks_exact(width);
        for count in blocks(rows.len()) {
            let Some((block, rest)) = numbers.split_at_mut_checked(count.saturating_mul(groups)) else { return };
            numbers = rest;
            for (at, row) in rows.by_ref().take(count).enumerate() {
                let step = largest(row, columns) / f32::from(LARGEST);
                self.steps.push(step);
                let factor = if step > f32::MIN_POSITIVE { 1.0 / step } else { 0.0 };
                let eights = row.as_chunks::<GROUP>().0.iter().zip(columns.as_chunks::<GROUP>().0);
                for (place, (eight, scales)) in block.iter_mut().skip(at).step_by(count).zip(eights) {
                    let mut numbers = *eight;
                    numbers.iter_mut().zip(scales).for_each(|(number, scale)| *number *= scale * factor);
                    *place = numbers.map(rounded);
                }
            }
        }
    }
}

/// As few blocks of rows as there can be, of as equal sizes as there can be.
fn blocks(rows: usize) -> impl Iterator<Item = usize> {
    let count = rows.div_ceil(MOST_ROWS);
    (0..count).map(move |at| rows.saturating_add(at) / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_few_and_equal() {
        for rows in 0..200 {
            let all: Vec<usize> = blocks(rows).collect();
            assert_eq!((all.iter().sum::<usize>(), all.len()), (rows, rows.div_ceil(MOST_ROWS)));
            assert!(all.iter().all(|block| (1..=MOST_ROWS).contains(block)), "{all:?}");
        }
    }

    /// Two panels and three groups, by hand: what is packed gives the products of what was not.
    #[test]
    fn a_layer_multiplies() {
        let (outputs, inputs) = (16, 24);
        let weight = |output: usize, input: usize| i8::try_from((output * 7 + input * 3) % 255).map_or(-3, |byte| byte);
        let mut bytes: Vec<u8> =
            (0..outputs * inputs).map(|at| weight(at / inputs, at % inputs).cast_unsigned()).collect();
        let layer = Linear {
            inputs,
            weights: 0..bytes.len(),
            scales: vec![0.5; outputs],
            shifts: vec![1.0; outputs],
            columns: vec![2.0; inputs],
        };
        layer.pack(&mut bytes);
        for count in [1, 5, 7, 13] {
            let row = |row: usize, input: usize| ((row * 5 + input * 11) % 13) as f32 - 6.0;
            let numbers: Vec<f32> = (0..count * inputs).map(|at| row(at / inputs, at % inputs)).collect();
            let mut rows = Rows::default();
            rows.round(&numbers, &layer.columns);
            let mut out = vec![10.0; count * outputs];
            layer.apply(&bytes, &rows, &mut out);
            for (at, found) in out.iter().enumerate() {
                let product = |input| row(at / outputs, input) * f32::from(weight(at % outputs, input));
                let wanted = 11.0 + (0..inputs).map(product).sum::<f32>();
                assert!((found - wanted).abs() < 0.5, "{count} rows, {at}: {found} is not {wanted}");
            }
        }
    }
}
