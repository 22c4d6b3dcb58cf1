//! The models whose vectors a search can be measured with, by name.

use std::{
    fs, io,
    path::{Path, PathBuf},
    pin::pin,
    task::{Context, Poll, Waker},
};

#[cfg(feature = "burn")]
use ownyou::inference::{burn::BurnEncoder, file::ModelFile};
use ownyou::{
    inference::{Embedder, InferenceError, ModelId, StaticEmbedder, encoder::CpuEncoder},
    memory::search::Meaning,
};

use super::EvaluateError;

/// Where scripts/setup-models.sh puts them, below the cache.
const FOLDER: &str = "ownyou/models";

/// A model by the name that people call it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ModelName {
    /// potion-base-8M, a table
    Potion,
    /// all-MiniLM-L6-v2, a transformer
    Minilm,
}

/// What computes a transformer's vectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum DeviceName {
    /// The encoder that browsers run, with weights in bytes
    Cpu,
    /// burn in single precision, which the others are judged by
    #[cfg(feature = "burn")]
    Reference,
}

/// A model, ready to be asked.
pub enum Model {
    /// A table.
    Static(Box<StaticEmbedder>),
    /// A transformer on the processor.
    Cpu(Box<CpuEncoder>),
    /// The same in single precision.
    #[cfg(feature = "burn")]
    Reference(Box<BurnEncoder>),
}

impl Model {
    /// Reads a model out of `folder`, or else out of the cache.
    pub fn open(name: ModelName, device: DeviceName, folder: Option<&Path>) -> Result<Self, EvaluateError> {
        let folder = folder.map_or_else(|| dirs::cache_dir().unwrap_or_default().join(FOLDER), Path::to_owned);
        Ok(match (name, device) {
            (ModelName::Potion, _) => {
                Self::Static(Box::new(StaticEmbedder::from_bytes(&bytes(folder.join("potion-base-8m.bin"))?)?))
            }
            (ModelName::Minilm, DeviceName::Cpu) => {
                Self::Cpu(Box::new(CpuEncoder::from_bytes(bytes(folder.join("minilm-l6-i8.bin"))?)?))
            }
            #[cfg(feature = "burn")]
            (ModelName::Minilm, DeviceName::Reference) => {
                let bytes = bytes(folder.join("minilm-l6-f16.bin"))?;
                let encoder = BurnEncoder::load(&ModelFile::parse(&bytes)?, &burn::tensor::Device::flex())?;
                Self::Reference(Box::new(encoder))
            }
        })
    }

    /// Whose vectors it gives.
    pub fn id(&self) -> &ModelId {
        match self {
            Self::Static(model) => model.id(),
            Self::Cpu(model) => model.id(),
            #[cfg(feature = "burn")]
            Self::Reference(model) => model.id(),
        }
    }

    /// A question's vector of it, as the app weighs it.
    pub fn meaning<'a>(&'a self, vector: &'a [f32]) -> Meaning<'a> {
        match self {
            Self::Static(model) => Meaning::quick(model.id(), vector),
            _ => Meaning::read(self.id(), vector),
        }
    }

    /// The vectors of texts.
    pub fn embed(&self, texts: &[&str]) -> Result<Vec<Vec<f32>>, InferenceError> {
        match self {
            Self::Static(model) => at_once(model.embed(texts, &|| false)),
            Self::Cpu(model) => at_once(model.embed(texts, &|| false)),
            #[cfg(feature = "burn")]
            Self::Reference(model) => at_once(model.embed(texts, &|| false)),
        }
    }

    /// The vector of a question; `weight` says how much a word of it says.
    pub fn embed_query(&self, text: &str, weight: &dyn Fn(&str) -> f32) -> Result<Vec<f32>, InferenceError> {
        match self {
            Self::Static(model) => at_once(model.embed_query(text, weight)),
            Self::Cpu(model) => at_once(model.embed_query(text, weight)),
            #[cfg(feature = "burn")]
            Self::Reference(model) => at_once(model.embed_query(text, weight)),
        }
    }
}

fn bytes(path: PathBuf) -> Result<Vec<u8>, EvaluateError> {
    fs::read(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => EvaluateError::NoModel(path),
        _ => EvaluateError::Unreadable { path, error },
    })
}

/// The outcome of what never waits for anything but itself.
fn at_once<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    loop {
        if let Poll::Ready(done) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return done;
        }
    }
}
