//! A transformer on the processor: weights in bytes, sums by the processor's vector instructions, no library.
//!
//! `network` is the forward pass; `linear`, `attention` and `math` are its steps and `kernels` the inner loop of the first.

use std::{cell::Cell, iter, ops::Range};

use super::{Embedder, InferenceError, ModelId, file::ModelFile, wordpiece::WordPiece};
use network::{Network, Room, Run};

mod attention;
mod kernels;
mod linear;
mod math;
mod network;
#[cfg(test)]
mod tests;

/// Most pieces of a run: whether to stop is asked before each. More would not be faster a piece.
const RUN: usize = 128;

/// A transformer on the processor.
pub struct CpuEncoder {
    id: ModelId,
    vocabulary: WordPiece,
    network: Network,
    room: Cell<Room>,
}

impl CpuEncoder {
    /// Reads a model whose matrices are bytes (`minilm-l6-i8.bin`; docs/formats/model.md). The bytes are kept and changed into
    /// the order that products read them in; besides them little is allocated.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, InferenceError> {
        let file = ModelFile::parse(&bytes)?;
        let (id, vocabulary) = (file.id.clone(), WordPiece::new(file.vocabulary.split('\n')));
        let network = Network::read(bytes)?;
        Ok(Self { id, vocabulary, network, room: Cell::default() })
    }

    /// The pieces of a text; none of a text in which there is nothing but the two that stand around it.
    fn pieces(&self, text: &str) -> Vec<u32> {
        let pieces = self.vocabulary.encode(text, self.network.config.positions);
        if pieces.len() > 2 { pieces } else { Vec::new() }
    }

    fn vectors(&self, run: &Run) -> Vec<Vec<f32>> {
        let mut room = self.room.take();
        let vectors = self.network.vectors(run, &mut room);
        self.room.set(room);
        vectors
    }
}

impl Embedder for CpuEncoder {
    fn id(&self) -> &ModelId {
        &self.id
    }

    fn dims(&self) -> usize {
        self.network.config.hidden
    }

    async fn embed(&self, texts: &[&str], cancelled: &dyn Fn() -> bool) -> Result<Vec<Vec<f32>>, InferenceError> {
        let mut vectors = Vec::with_capacity(texts.len());
        let mut waiting = texts.iter().map(|text| self.pieces(text)).peekable();
        while waiting.peek().is_some() {
            if cancelled() {
                return Err(InferenceError::Cancelled);
            }
            vectors.extend(self.vectors(&Run::of(&mut waiting)));
        }
        Ok(vectors)
    }

    /// A transformer weighs the words itself.
    async fn embed_query(&self, text: &str, _: &dyn Fn(&str) -> f32) -> Result<Vec<f32>, InferenceError> {
        Ok(self.vectors(&Run::of(&mut iter::once(self.pieces(text)).peekable())).pop().unwrap_or_default())
    }
}

impl Run {
    /// As many texts as [`RUN`] lets in, and one at least.
    fn of(waiting: &mut iter::Peekable<impl Iterator<Item = Vec<u32>>>) -> Self {
        let mut run = Self::default();
        let fits =
            |run: &Self, text: &Vec<u32>| run.lengths.is_empty() || run.pieces.len().saturating_add(text.len()) <= RUN;
        while let Some(text) = waiting.next_if(|text| fits(&run, text)) {
            run.lengths.push(text.len());
            run.pieces.extend(text);
        }
        run
    }
}

/// Where a part of the bytes lies in them.
fn place(bytes: &[u8], part: &[u8]) -> Result<Range<usize>, InferenceError> {
    let from = part.as_ptr().addr().wrapping_sub(bytes.as_ptr().addr());
    let place = from..from.saturating_add(part.len());
    bytes.get(place.clone()).map(|_| place).ok_or(InferenceError::NoModel("it ends too early"))
}
