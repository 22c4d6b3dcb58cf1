//! What turns text into vectors. Today a static model, which needs no more than a table; whatever comes later keeps to
//! [`Embedder`].
//!
//! `wordpiece` cuts text into a model's pieces, `table` is a static model's form on disk, `file` a transformer's, and
//! `catalogue` lists the files there are. `engine` keeps them and decides what runs where, `burn` runs one on a GPU; `golden`
//! checks what runs.

use std::fmt;

use crate::error::Explain;

#[cfg(any(feature = "burn", feature = "gpu-native", feature = "inference-gpu"))]
pub mod burn;
pub mod catalogue;
pub mod encoder;
pub mod engine;
pub mod file;
pub mod golden;
mod table;
#[cfg(test)]
mod tests;
mod wordpiece;

pub use table::StaticEmbedder;

/// Which model a vector is of, with its version: `potion-base-8m@1`. Vectors of two models have nothing in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelId(String);

impl ModelId {
    /// The id of this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why there are no vectors.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InferenceError {
    /// The bytes are no model of ours: why.
    #[error("this is no model: {0}")]
    NoModel(&'static str),
    /// No model is on this device.
    #[error("there is no model on this device")]
    Absent,
    /// The model is here and did not answer: why.
    #[error("the model did not answer: {0}")]
    Failed(String),
    /// No graphics card answers.
    #[error("there is no graphics card to run on")]
    NoAdapter,
    /// The graphics card was taken away: its driver began anew, or the browser needed it.
    #[error("the graphics card was lost")]
    GpuLost,
    /// The graphics card cannot do it: why.
    #[error("the graphics card failed: {0}")]
    GpuFailed(String),
    /// It was asked to stop.
    #[error("embedding was stopped")]
    Cancelled,
}

impl Explain for InferenceError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoModel(_) => "no-model",
            Self::Absent => "model-absent",
            Self::Failed(_) => "model-failed",
            Self::NoAdapter => "no-adapter",
            Self::GpuLost => "gpu-lost",
            Self::GpuFailed(_) => "gpu-failed",
            Self::Cancelled => "cancelled",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::NoModel(_) => "Get the model again; until then, words are searched for without it.",
            Self::Absent => "Download one in the settings; until then, words are searched for without it.",
            Self::Failed(_) => "It is asked again by and by; the settings show whether it passes its check.",
            Self::NoAdapter => "Run on the processor.",
            Self::GpuLost => "Go on with the processor; the card is tried again when the app is opened the next time.",
            Self::GpuFailed(_) => "Go on with the processor; a newer browser or driver may help.",
            Self::Cancelled => "Ask again when there is time for it.",
        }
    }
}

/// Something that turns texts into vectors of length 1, all of one size.
#[allow(async_fn_in_trait, reason = "everything here runs on one thread")]
pub trait Embedder {
    /// Whose vectors they are.
    fn id(&self) -> &ModelId;

    /// Numbers of a vector.
    fn dims(&self) -> usize;

    /// The vectors of texts, in their order; noughts for a text of which the model knows nothing. `cancelled` is asked now
    /// and then.
    async fn embed(&self, texts: &[&str], cancelled: &dyn Fn() -> bool) -> Result<Vec<Vec<f32>>, InferenceError>;

    /// The vector of a question. `weight` says how much a word of it says among what is searched
    /// ([`crate::memory::search::Index::word_weight`]); a model that weighs words itself need not ask.
    async fn embed_query(&self, text: &str, weight: &dyn Fn(&str) -> f32) -> Result<Vec<f32>, InferenceError>;
}
