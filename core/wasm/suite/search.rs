//! Bindings: an index of many memories to be asked again and again, for the figures.

use wasm_bindgen::prelude::*;

use crate::{
    inference::{Embedder, StaticEmbedder},
    memory::search::{Document, Facets, Index, Meaning, Query, Ranker},
};

/// An index with the static model's vectors.
#[wasm_bindgen]
pub struct Memories {
    index: Index,
    model: StaticEmbedder,
    asked: Vec<(String, Vec<f32>)>,
}

#[wasm_bindgen]
impl Memories {
    /// An empty one, with the bytes of a model.
    #[wasm_bindgen(constructor)]
    pub fn new(model: &[u8]) -> Result<Memories, JsValue> {
        let model = StaticEmbedder::from_bytes(model).map_err(|error| JsValue::from(error.to_string()))?;
        Ok(Self { index: Index::new(), model, asked: Vec::new() })
    }

    /// Adds a memory of its own day, ten to a thread.
    pub fn add(&mut self, number: u32, text: &str) {
        let (id, thread, time) = (number.to_string(), (number / 10).to_string(), i64::from(number) * 600);
        let facets = Facets { known: time, accessed: time, ..Facets::default() };
        let (thread, time) = (Some(&*thread), Some(time));
        self.index.add(&Document { id: &id, text, thread, speaker: None, time, facets });
        self.index.set_vector(&id, self.model.id(), &self.model.vector(text, |_| 1.0));
    }

    /// Embeds a question, which no search below does again: its number.
    pub fn ask(&mut self, text: &str) -> usize {
        let vector = self.model.vector(text, |word| self.index.word_weight(word));
        self.asked.push((text.to_owned(), vector));
        self.asked.len().saturating_sub(1)
    }

    /// The ids of the ten best for a question, by words, vectors and all else.
    pub fn search(&self, number: usize) -> Vec<String> {
        self.ranked(number, Ranker::Full)
    }

    /// The ids of the ten nearest to a question by the index's two stages.
    pub fn nearest(&self, number: usize) -> Vec<String> {
        self.ranked(number, Ranker::Vector)
    }

    /// The cosines of a text's exact vector and those of all questions.
    pub fn cosines(&self, text: &str) -> Vec<f32> {
        let vector = self.model.vector(text, |_| 1.0);
        let cosine = |asked: &[f32]| asked.iter().zip(&vector).map(|(one, other)| one * other).sum();
        self.asked.iter().map(|(_, asked)| cosine(asked)).collect()
    }

    /// Bytes that the index holds.
    pub fn bytes(&self) -> usize {
        self.index.bytes()
    }

    /// The index written and read again, as opening the app does: milliseconds are the caller's to take.
    pub fn reload(&mut self, snapshot: &[u8]) -> Result<(), JsValue> {
        self.index = Index::from_snapshot(snapshot).map_err(|error| JsValue::from(error.to_string()))?;
        Ok(())
    }

    /// The index's snapshot.
    pub fn snapshot(&self) -> Vec<u8> {
        self.index.to_snapshot()
    }
}

impl Memories {
    fn ranked(&self, number: usize, ranker: Ranker) -> Vec<String> {
        let Some((text, vector)) = self.asked.get(number) else { return Vec::new() };
        let meanings = [Meaning::new(self.model.id(), vector)];
        let hits = self.index.search(&Query { meanings: &meanings, ranker, now: 60_000_000, ..Query::new(text) });
        hits.into_iter().map(|hit| hit.id).collect()
    }
}
