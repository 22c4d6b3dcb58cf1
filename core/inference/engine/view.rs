//! What is shown: wasm-pkg/engine-api.ts has the same shapes.

use serde::Serialize;

use super::device::Reason;
use crate::{error::Explain, inference::golden::Pair};

/// An error as it crosses to TypeScript.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Stable identifier.
    pub code: &'static str,
    /// What happened.
    pub message: String,
    /// What to do now.
    pub next: &'static str,
}

impl Problem {
    /// Of this error.
    pub fn of(error: &impl Explain) -> Self {
        Self { code: error.code(), message: error.to_string(), next: error.next_step() }
    }
}

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Use {
    /// The static model, which searches begin with.
    Quick,
    /// The transformer, on the processor.
    Cpu,
    /// The transformer, on a graphics card.
    Gpu,
}

impl Use {
    /// What a person calls the file.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Quick => "Quick search",
            Self::Cpu => "MiniLM-L6",
            Self::Gpu => "MiniLM-L6 for graphics cards",
        }
    }
}

/// How far a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ModelState {
    /// Nothing of it is here.
    Absent,
    /// It is coming.
    Downloading,
    /// A part of it is here.
    Stopped,
    /// It is here and was checked.
    Here,
    /// What came was something else, and was thrown away.
    Damaged,
    /// The server has none.
    Unavailable,
}

/// One file of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModelLine {
    /// The model's id.
    pub id: &'static str,
    /// Names it in every call.
    pub file: &'static str,
    /// For people.
    pub name: &'static str,
    /// What it is for.
    #[serde(rename = "use")]
    pub used: Use,
    /// Bytes in all.
    pub bytes: u64,
    /// Bytes that are here.
    pub have: u64,
    /// How far it is.
    pub state: ModelState,
    /// SPDX.
    pub licence: &'static str,
    /// Why it is not here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// A device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Runs {
    /// The processor.
    Cpu,
    /// A graphics card.
    Gpu,
    /// Nothing.
    None,
}

/// What runs where, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceView {
    /// Single questions.
    pub queries: Runs,
    /// Everything that nobody waits for.
    pub batches: Runs,
    /// Why there.
    pub reason: Reason,
    /// What the graphics card calls itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adapter: Option<String>,
    /// Milliseconds for a text of 41 pieces in a batch of 8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_ms: Option<f64>,
    /// The same on the graphics card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gpu_ms: Option<f64>,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelsView {
    /// Every file that is offered.
    pub models: Vec<ModelLine>,
    /// What runs where.
    pub device: DeviceView,
}

/// What a model answers to texts whose likeness is known.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckView {
    /// Near enough.
    pub ok: bool,
    /// Where it was tried.
    pub device: Runs,
    /// What was compared.
    pub pairs: Vec<Pair>,
    /// Milliseconds for a short question.
    pub query_ms: f64,
    /// Milliseconds for a text of 41 pieces in a batch of 8.
    pub text_ms: f64,
    /// Bytes of memory taken.
    pub memory: u64,
}
