//! MiniLM on burn: on WebGPU in a browser, on a native GPU, and on burn's own CPU backend, whose f32 is what the others
//! are judged by.
//!
//! `network` is the arithmetic on the device. Looking words up stays here, on the CPU: a batch's pieces are a few hundred
//! kilobytes, the table they come from would be 47 MB of a GPU's memory.

use burn::tensor::{Device, ExecutionError, Tensor, TensorData, f16};

use super::{
    Embedder, InferenceError, ModelId,
    file::{Config, ModelFile, Values},
    wordpiece::WordPiece,
};

mod network;
#[cfg(all(test, feature = "burn"))]
mod tests;

use network::Network;

/// The most texts of a batch.
const MOST_TEXTS: usize = 32;
/// A batch's length is a multiple of this, so that few shaders serve all lengths.
const STEP: usize = 8;
/// What is added to the score of padding: e to this is nothing.
const PADDING: f32 = -1e4;

/// MiniLM on a device of burn's.
#[derive(Debug)]
pub struct BurnEncoder {
    id: ModelId,
    vocabulary: WordPiece,
    words: Vec<f16>,
    /// What a piece's place in its text adds.
    places: Vec<f32>,
    hidden: usize,
    /// The most pieces of a text that are read, with the marks at both ends.
    most: usize,
    network: Network,
    device: Device,
}

impl BurnEncoder {
    /// Brings a model's weights to the device.
    pub fn load(file: &ModelFile<'_>, device: &Device) -> Result<Self, InferenceError> {
        let Config { hidden, positions, pieces, .. } = file.config;
        let words = file.tensor("embeddings.word_embeddings.weight", &[pieces, hidden])?;
        Ok(Self {
            id: file.id.clone(),
            vocabulary: WordPiece::new(file.vocabulary.split('\n')),
            words: match words.values {
                Values::F16(halves) => halves.iter().map(|bytes| f16::from_le_bytes(*bytes)).collect(),
                _ => words.floats().into_iter().map(f16::from_f32).collect(),
            },
            places: file.tensor("embeddings.position_embeddings.weight", &[positions, hidden])?.floats(),
            hidden,
            most: positions,
            network: Network::load(file, device)?,
            device: device.clone(),
        })
    }

    /// The vectors of texts of about one length, given as their pieces.
    async fn batch(&self, texts: &[&[u32]]) -> Result<Vec<Vec<f32>>, InferenceError> {
        let length = texts.iter().map(|pieces| pieces.len()).max().unwrap_or(0).next_multiple_of(STEP);
        let mut rows = Vec::with_capacity(texts.len().saturating_mul(length).saturating_mul(self.hidden));
        let mut bias = Vec::with_capacity(texts.len().saturating_mul(length));
        let mut share = Vec::with_capacity(bias.capacity());
        for pieces in texts {
            self.look_up(pieces, &mut rows);
            let padding = length.saturating_sub(pieces.len());
            rows.resize(rows.len().saturating_add(padding.saturating_mul(self.hidden)), 0.0);
            bias.resize(bias.len().saturating_add(pieces.len()), 0.0);
            bias.resize(bias.len().saturating_add(padding), PADDING);
            #[expect(clippy::cast_precision_loss, reason = "some hundreds are exact")]
            share.resize(share.len().saturating_add(pieces.len()), 1.0 / pieces.len() as f32);
            share.resize(share.len().saturating_add(padding), 0.0);
        }
        let rows = Tensor::from_data(TensorData::new(rows, [texts.len(), length, self.hidden]), &self.device);
        let bias = Tensor::from_data(TensorData::new(bias, [texts.len(), 1, 1, length]), &self.device);
        let share = Tensor::from_data(TensorData::new(share, [texts.len(), 1, length]), &self.device);
        // A browser cannot be waited for: everything else that reads panics on WebGPU.
        let means = self.network.forward(rows, &bias, share).into_data_async().await.map_err(failed)?;
        let means = means.try_into_vec::<f32>().map_err(|error| InferenceError::GpuFailed(error.to_string()))?;
        Ok(means.chunks_exact(self.hidden).map(unit).collect())
    }

    /// A text's pieces as rows of numbers.
    fn look_up(&self, pieces: &[u32], rows: &mut Vec<f32>) {
        for (piece, place) in pieces.iter().zip(self.places.chunks_exact(self.hidden)) {
            let start = usize::try_from(*piece).unwrap_or(usize::MAX).saturating_mul(self.hidden);
            let word = self.words.get(start..start.saturating_add(self.hidden)).unwrap_or_default();
            rows.extend(word.iter().zip(place).map(|(word, place)| word.to_f32() + place));
        }
    }
}

impl Embedder for BurnEncoder {
    fn id(&self) -> &ModelId {
        &self.id
    }

    fn dims(&self) -> usize {
        self.hidden
    }

    async fn embed(&self, texts: &[&str], cancelled: &dyn Fn() -> bool) -> Result<Vec<Vec<f32>>, InferenceError> {
        let pieces: Vec<_> = texts.iter().map(|text| self.vocabulary.encode(text, self.most)).collect();
        let mut vectors = vec![vec![0.0; self.hidden]; texts.len()];
        // Of alike length together; what is nothing but its two marks stays noughts.
        let mut order: Vec<_> = pieces.iter().zip(&mut vectors).filter(|(pieces, _)| pieces.len() > 2).collect();
        order.sort_by_key(|(pieces, _)| pieces.len());
        for some in order.chunks_mut(MOST_TEXTS) {
            if cancelled() {
                return Err(InferenceError::Cancelled);
            }
            let batch: Vec<_> = some.iter().map(|(pieces, _)| pieces.as_slice()).collect();
            let found = self.batch(&batch).await?;
            some.iter_mut().zip(found).for_each(|((_, vector), found)| **vector = found);
        }
        Ok(vectors)
    }

    async fn embed_query(&self, text: &str, _: &dyn Fn(&str) -> f32) -> Result<Vec<f32>, InferenceError> {
        let mut vectors = self.embed(&[text], &|| false).await?;
        Ok(vectors.pop().unwrap_or_default())
    }
}

fn failed(error: ExecutionError) -> InferenceError {
    match error {
        ExecutionError::DevicePoisoned { .. } => InferenceError::GpuLost,
        error => InferenceError::GpuFailed(error.reason().to_owned()),
    }
}

/// The vector brought to length 1.
fn unit(vector: &[f32]) -> Vec<f32> {
    let length = vector.iter().map(|number| number * number).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    vector.iter().map(|number| number / length).collect()
}
