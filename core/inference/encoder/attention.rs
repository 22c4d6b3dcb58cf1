//! Attention of a text's pieces to each other, in single precision. Eight pieces that ask lie beside each other, so that
//! neither sums nor softmax go across a register.

use std::ops::Range;

use super::math::softmax;

/// Pieces that ask at once.
const ASKING: usize = 8;

/// Rows whose sums are computed at once; a head is a multiple of it.
pub(super) const ROWS: usize = 4;

/// Room for one head, used again and again.
#[derive(Debug, Default)]
pub(super) struct Attention {
    queries: Vec<[f32; ASKING]>,
    keys: Vec<[f32; ROWS]>,
    values: Vec<[f32; ROWS]>,
    scores: Vec<[f32; ASKING]>,
    found: Vec<[f32; ASKING]>,
}

/// A text's rows as the three dense layers gave them; the queries are divided by the root of a head's size already.
#[derive(Clone, Copy)]
pub(super) struct Inputs<'a> {
    pub queries: &'a [f32],
    pub keys: &'a [f32],
    pub values: &'a [f32],
    pub hidden: usize,
    pub heads: usize,
}

impl Attention {
    /// Puts into each row of `out` what its piece takes from all of the text's pieces, head beside head.
    pub fn apply(&mut self, inputs: Inputs<'_>, out: &mut [f32]) {
        let hidden = inputs.hidden;
        let size = hidden.checked_div(inputs.heads).unwrap_or_default().max(1);
        let asking = hidden.saturating_mul(ASKING).max(1);
        for head in (0..hidden).step_by(size).map(|from| from..from.saturating_add(size)) {
            self.read(inputs, head.clone());
            for (rows, out) in inputs.queries.chunks(asking).zip(out.chunks_mut(asking)) {
                self.queries.clear();
                columns(rows, hidden, head.clone(), &mut self.queries);
                self.answer(size, out.chunks_exact_mut(hidden).filter_map(|row| row.get_mut(head.clone())));
            }
        }
    }

    /// Brings a head's keys and values into the order of their products.
    fn read(&mut self, inputs: Inputs<'_>, head: Range<usize>) {
        self.keys.clear();
        for rows in inputs.keys.chunks(inputs.hidden.saturating_mul(ROWS)) {
            columns(rows, inputs.hidden, head.clone(), &mut self.keys);
        }
        self.values.clear();
        for at in head.step_by(ROWS) {
            let rows = inputs.values.chunks_exact(inputs.hidden);
            self.values.extend(rows.filter_map(|row| row.get(at..)?.first_chunk::<ROWS>()));
        }
    }

    /// What the pieces that ask take from the others, each into its row.
    fn answer<'a>(&mut self, size: usize, out: impl Iterator<Item = &'a mut [f32]>) {
        let pieces = self.values.len() / (size / ROWS).max(1);
        self.scores.clear();
        self.scores.extend(self.keys.chunks_exact(size).flat_map(|keys| products(keys, &self.queries)));
        self.scores.truncate(pieces);
        let sums = softmax(&mut self.scores);
        self.found.clear();
        self.found.extend(self.values.chunks_exact(pieces).flat_map(|values| products(values, &self.scores)));
        for (lane, (row, sum)) in out.zip(sums).enumerate() {
            for (out, found) in row.iter_mut().zip(&self.found) {
                *out = found.get(lane).map_or(0.0, |found| found / sum);
            }
        }
    }
}

/// The columns of at most `N` rows behind what is there; noughts for the rows that are not.
fn columns<const N: usize>(rows: &[f32], width: usize, part: Range<usize>, into: &mut Vec<[f32; N]>) {
    let before = into.len();
    into.resize(before.saturating_add(part.len()), [0.0; N]);
    for (lane, row) in rows.chunks_exact(width).enumerate() {
        for (column, number) in into.iter_mut().skip(before).zip(row.get(part.clone()).unwrap_or_default()) {
            column.iter_mut().skip(lane).take(1).for_each(|place| *place = *number);
        }
    }
}

/// The sums of products of four rows with eight.
fn products(rows: &[[f32; ROWS]], asking: &[[f32; ASKING]]) -> [[f32; ASKING]; ROWS] {
    let mut sums = [[0.0; ASKING]; ROWS];
    for (rows, asking) in rows.iter().zip(asking) {
        for (sums, row) in sums.iter_mut().zip(rows) {
            sums.iter_mut().zip(asking).for_each(|(sum, asking)| *sum += row * asking);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Beside the formula, for texts that fill the registers and texts that do not.
    #[test]
    fn attention_is_softmax_of_products() {
        let (hidden, heads) = (16, 2);
        let size = hidden / heads;
        for pieces in [1, 3, 8, 13] {
            let numbers = |seed: usize| -> Vec<f32> {
                (0..pieces * hidden).map(|at| ((at * seed) % 17) as f32 / 8.0 - 1.0).collect()
            };
            let (queries, keys, values) = (numbers(5), numbers(7), numbers(11));
            let mut out = vec![0.0; pieces * hidden];
            let inputs = Inputs { queries: &queries, keys: &keys, values: &values, hidden, heads };
            Attention::default().apply(inputs, &mut out);
            for (at, found) in out.iter().enumerate() {
                let (piece, column) = (at / hidden, at % hidden);
                let head = column / size * size;
                let score = |other: usize| {
                    let product = |at| queries[piece * hidden + at] * keys[other * hidden + at];
                    (head..head + size).map(product).sum::<f32>().exp()
                };
                let sum: f32 = (0..pieces).map(score).sum();
                let wanted: f32 = (0..pieces).map(|other| score(other) / sum * values[other * hidden + column]).sum();
                assert!((found - wanted).abs() < 1e-5, "{pieces} pieces, {at}: {found} is not {wanted}");
            }
        }
    }
}
