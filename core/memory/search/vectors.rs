//! The vectors of one model, turned (`turn`): a row of small numbers a document and the signs of it. Every document has its
//! row at its own number, all nought where it has no vector.
//!
//! A search looks at all signs (the bits that differ between two vectors grow with their angle) and then at the rows of
//! the nearest [`RESCORED`]. Adding and removing cost one row.

use super::{
    kernel::{QUERY_RANGE, differing, product},
    lists::{narrow, wide},
    turn::{BLOCK, turned},
};

/// How many of the nearest by sign are looked at by their rows: with 256 numbers a vector, of 60,000 potion vectors, 200
/// find 91 % of the nearest ten, 800 find 98 % and 2,000 more than 99 %.
pub(super) const RESCORED: usize = 2_000;
/// Numbers of a vector at most: so many products of two rows still have their sum in 32 bits.
pub(super) const MOST_DIMS: usize = 2_048;
/// Numbers of a row are -127 to 127.
const ROW_RANGE: f32 = 127.0;

/// The vectors of one model, none of another size.
#[derive(Debug, Clone, Default)]
pub(super) struct Vectors {
    /// Numbers of a vector.
    dims: usize,
    /// Numbers of a row: `dims`, rounded up to a multiple of [`BLOCK`].
    width: usize,
    rows: Vec<i8>,
    signs: Vec<u64>,
    /// What a row's numbers are to be multiplied with; nought where there is no vector.
    scales: Vec<f32>,
}

/// A vector as it is kept: turned, a byte a number. Whoever stores one need not turn it again.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Numbers of the vector.
    pub dims: u16,
    /// The row, as wide as the next multiple of 128.
    pub numbers: Vec<i8>,
    /// What its numbers are to be multiplied with.
    pub scale: f32,
}

impl Row {
    /// The row of a vector, whose length does not matter; none where that is nought, as of a text that says nothing.
    pub fn of(vector: &[f32]) -> Option<Self> {
        let dims = u16::try_from(vector.len()).ok().filter(|dims| (1..=MOST_DIMS).contains(&usize::from(*dims)))?;
        let (numbers, scale) = scaled(vector, ROW_RANGE)?;
        Some(Self { dims, numbers: numbers.into_iter().map(small).collect(), scale })
    }

    /// Whether it can be the row of any vector.
    pub fn is_sound(&self) -> bool {
        let dims = usize::from(self.dims);
        (1..=MOST_DIMS).contains(&dims) && self.numbers.len() == dims.next_multiple_of(BLOCK) && self.scale.is_normal()
    }
}

/// A query's vector, ready to be held against rows.
pub(super) struct Probe {
    row: Vec<i16>,
    signs: Vec<u64>,
    scale: f32,
}

impl Vectors {
    /// None yet, of `dims` numbers each.
    pub fn new(dims: usize) -> Self {
        Self { dims, width: dims.next_multiple_of(BLOCK), ..Self::default() }
    }

    /// The vectors of these scales and rows; `None` where they do not fit.
    pub fn of(dims: usize, scales: &[f32], rows: &[u8]) -> Option<Self> {
        let mut vectors = Self::new(dims);
        if dims == 0 || dims > MOST_DIMS || rows.len() != scales.len().checked_mul(vectors.width)? {
            return None;
        }
        vectors.rows = rows.iter().map(|byte| byte.cast_signed()).collect();
        vectors.signs = vectors.rows.chunks(64).map(|numbers| bits(numbers.iter().map(|number| *number > 0))).collect();
        vectors.scales = scales.to_vec();
        Some(vectors)
    }

    /// The scales and the rows of all documents up to the last that has a vector.
    pub fn parts(&self) -> (&[f32], &[i8]) {
        (&self.scales, &self.rows)
    }

    /// Numbers of a vector.
    pub fn dims(&self) -> usize {
        self.dims
    }

    /// Whether a document has one.
    pub fn has(&self, doc: u32) -> bool {
        self.scales.get(wide(doc)).is_some_and(|scale| *scale != 0.0)
    }

    /// Sets a document's vector. One of another size is none.
    pub fn set(&mut self, doc: u32, row: &Row) -> bool {
        let fits = usize::from(row.dims) == self.dims && row.is_sound();
        if fits {
            self.set_row(doc, &row.numbers, row.scale);
        }
        fits
    }

    /// Sets a document's row as [`Self::row`] gave it; a scale of nought is no vector.
    pub fn set_row(&mut self, doc: u32, row: &[i8], scale: f32) {
        let at = wide(doc);
        let docs = at.saturating_add(1);
        if self.scales.len() < docs {
            self.scales.resize(docs, 0.0);
            self.rows.resize(docs.saturating_mul(self.width), 0);
            self.signs.resize(docs.saturating_mul(self.width / 64), 0);
        }
        if let Some(kept) = self.scales.get_mut(at) {
            *kept = scale;
        }
        let start = at.saturating_mul(self.width);
        let kept = self.rows.get_mut(start..start.saturating_add(self.width)).unwrap_or_default();
        kept.fill(0);
        kept.iter_mut().zip(row).for_each(|(kept, number)| *kept = *number);
        let start = at.saturating_mul(self.width / 64);
        let signs = self.signs.get_mut(start..start.saturating_add(self.width / 64)).unwrap_or_default();
        for (sign, numbers) in signs.iter_mut().zip(kept.chunks(64)) {
            *sign = bits(numbers.iter().map(|number| *number > 0));
        }
    }

    /// Takes a document's vector out; nothing of it stays in memory.
    pub fn remove(&mut self, doc: u32) -> bool {
        let had = self.has(doc);
        if had {
            self.set_row(doc, &[], 0.0);
        }
        had
    }

    /// A document's row and scale.
    pub fn row(&self, doc: u32) -> (&[i8], f32) {
        let start = wide(doc).saturating_mul(self.width);
        let row = self.rows.get(start..start.saturating_add(self.width)).unwrap_or_default();
        (row, self.scales.get(wide(doc)).copied().unwrap_or(0.0))
    }

    /// A query's vector; `None` when it is none of this model's.
    pub fn probe(&self, vector: &[f32]) -> Option<Probe> {
        let (numbers, scale) = scaled(vector, QUERY_RANGE).filter(|_| vector.len() == self.dims)?;
        let row: Vec<i16> = numbers.into_iter().map(middling).collect();
        let signs = row.chunks(64).map(|numbers| bits(numbers.iter().map(|number| *number > 0))).collect();
        Some(Probe { row, signs, scale })
    }

    /// The cosine of a document's vector and the query's; `None` where the document has none.
    pub fn cosine(&self, probe: &Probe, doc: u32) -> Option<f32> {
        let scale = self.scales.get(wide(doc)).copied().filter(|scale| *scale != 0.0)?;
        let start = wide(doc).saturating_mul(self.width);
        let row = self.rows.get(start..start.saturating_add(self.width))?;
        #[expect(clippy::cast_precision_loss, reason = "what is lost is beyond the row's own precision")]
        let product = product(&probe.row, row) as f32;
        Some(product * scale * probe.scale)
    }

    /// How alike two documents are; nought where one has no vector.
    pub fn alike(&self, one: u32, other: u32) -> f32 {
        let ((one, scale), (other, other_scale)) = (self.row(one), self.row(other));
        let sum: i32 = one.iter().zip(other).map(|(one, other)| i32::from(*one) * i32::from(*other)).sum();
        #[expect(clippy::cast_precision_loss, reason = "what is lost is beyond the row's own precision")]
        let product = sum as f32;
        product * scale * other_scale
    }

    /// The documents nearest to the query by their signs among those that `allowed` has, at least `count` of them where
    /// there are as many; and their cosines. In no order.
    pub fn nearest(&self, probe: &Probe, allowed: &[bool], count: usize) -> Vec<(u32, f32)> {
        let mut counts = vec![0_usize; self.width.saturating_add(1)];
        let mut distances = vec![u16::MAX; self.scales.len()];
        let rows = self.signs.chunks_exact((self.width / 64).max(1)).zip(&self.scales).zip(allowed);
        for (((signs, scale), allowed), distance) in rows.zip(&mut distances) {
            if *allowed && *scale != 0.0 {
                let far = differing(signs, &probe.signs);
                counts.get_mut(usize::from(far)).into_iter().for_each(|count| *count = count.wrapping_add(1));
                *distance = far;
            }
        }
        let mut nearer = 0_usize;
        let limit = counts.iter().position(|at| {
            nearer = nearer.saturating_add(*at);
            nearer >= count
        });
        let limit = u16::try_from(limit.unwrap_or(self.width)).unwrap_or(u16::MAX);
        let near = distances.iter().enumerate().filter(|(_, distance)| **distance <= limit);
        near.filter_map(|(doc, _)| Some((narrow(doc), self.cosine(probe, narrow(doc))?))).collect()
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.rows
            .capacity()
            .saturating_add(self.signs.capacity().saturating_mul(size_of::<u64>()))
            .saturating_add(self.scales.capacity().saturating_mul(size_of::<f32>()))
    }
}

/// A vector of any length turned, its largest number `range`; and what makes it one of length 1 again.
fn scaled(vector: &[f32], range: f32) -> Option<(Vec<f32>, f32)> {
    let length = vector.iter().map(|number| number * number).sum::<f32>().sqrt();
    if !length.is_normal() {
        return None;
    }
    let mut numbers = turned(vector);
    let most = numbers.iter().fold(0.0_f32, |most, number| most.max(number.abs()));
    numbers.iter_mut().for_each(|number| *number *= range / most);
    Some((numbers, most / range / length))
}

fn bits(signs: impl Iterator<Item = bool>) -> u64 {
    signs.enumerate().fold(0, |bits, (at, sign)| bits | u64::from(sign) << at)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` from a float keeps within the type, and the input is within ±127"
)]
fn small(number: f32) -> i8 {
    number.round() as i8
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` from a float keeps within the type, and the input is within ±8191"
)]
fn middling(number: f32) -> i16 {
    number.round() as i16
}
