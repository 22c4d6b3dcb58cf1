//! A static model: one row a piece of a word; a text's vector is the mean of its pieces' rows. docs/formats/model.md has
//! its form.

use super::{Embedder, InferenceError, ModelId, wordpiece::WordPiece};

/// How a model of ours begins, with the version of its form.
const MAGIC: &[u8; 8] = b"OYMODEL\x01";

/// Texts between two questions whether to stop.
const STRIDE: usize = 64;

/// A static model, for instance potion-base-8M (MIT), quantised to one byte a number.
#[derive(Debug, Clone)]
pub struct StaticEmbedder {
    id: ModelId,
    dims: usize,
    vocabulary: WordPiece,
    scales: Vec<f32>,
    rows: Vec<i8>,
}

impl StaticEmbedder {
    /// Reads a model of the form that `scripts/models/table.mjs` writes. Memory used is a small multiple of the input's.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InferenceError> {
        let cut = InferenceError::NoModel("it ends too early");
        let rest = bytes.strip_prefix(MAGIC).ok_or(InferenceError::NoModel("it begins with something else"))?;
        let (name, rest) = part(rest).ok_or(cut.clone())?;
        let (words, rest) = part(rest).ok_or(cut.clone())?;
        let (dims, rest) = number(rest).ok_or(cut.clone())?;
        let (count, rest) = number(rest).ok_or(cut.clone())?;
        let name = std::str::from_utf8(name).map_err(|_| InferenceError::NoModel("its name is no text"))?;
        let words = std::str::from_utf8(words).map_err(|_| InferenceError::NoModel("its vocabulary is no text"))?;
        if words.split('\n').count() != count || dims == 0 {
            return Err(InferenceError::NoModel("its vocabulary is of another size"));
        }
        let (scales, rows) = rest.split_at_checked(count.saturating_mul(4)).ok_or(cut.clone())?;
        if rows.len() != count.saturating_mul(dims) {
            return Err(cut);
        }
        let scales = scales.as_chunks::<4>().0.iter().map(|scale| f32::from_le_bytes(*scale)).collect();
        let rows = rows.iter().map(|byte| byte.cast_signed()).collect();
        Ok(Self { id: ModelId::new(name), dims, vocabulary: WordPiece::new(words.split('\n')), scales, rows })
    }

    /// A text's vector, each word weighing as much as `weight` says.
    pub fn vector(&self, text: &str, weight: impl Fn(&str) -> f32) -> Vec<f32> {
        let mut sum = vec![0.0_f32; self.dims];
        for word in WordPiece::words(text) {
            let weight = weight(&word);
            for piece in self.vocabulary.pieces(&word) {
                let at = usize::try_from(piece).unwrap_or(usize::MAX);
                let scale = weight * self.scales.get(at).copied().unwrap_or(0.0);
                let start = at.saturating_mul(self.dims);
                let row = self.rows.get(start..start.saturating_add(self.dims)).unwrap_or_default();
                sum.iter_mut().zip(row).for_each(|(sum, number)| *sum += f32::from(*number) * scale);
            }
        }
        let length = sum.iter().map(|number| number * number).sum::<f32>().sqrt();
        if length.is_normal() {
            sum.iter_mut().for_each(|number| *number /= length);
        }
        sum
    }
}

impl Embedder for StaticEmbedder {
    fn id(&self) -> &ModelId {
        &self.id
    }

    fn dims(&self) -> usize {
        self.dims
    }

    async fn embed(&self, texts: &[&str], cancelled: &dyn Fn() -> bool) -> Result<Vec<Vec<f32>>, InferenceError> {
        let mut vectors = Vec::with_capacity(texts.len());
        for some in texts.chunks(STRIDE) {
            if cancelled() {
                return Err(InferenceError::Cancelled);
            }
            vectors.extend(some.iter().map(|text| self.vector(text, |_| 1.0)));
        }
        Ok(vectors)
    }

    /// The words' weights matter much here: a mean knows nothing of which word a question is about.
    async fn embed_query(&self, text: &str, weight: &dyn Fn(&str) -> f32) -> Result<Vec<f32>, InferenceError> {
        Ok(self.vector(text, weight))
    }
}

/// A little-endian number and what is behind it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (number, rest) = bytes.split_first_chunk::<4>()?;
    Some((usize::try_from(u32::from_le_bytes(*number)).ok()?, rest))
}

/// So many bytes as the number in front says, and what is behind them.
fn part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = number(bytes)?;
    rest.split_at_checked(length)
}
