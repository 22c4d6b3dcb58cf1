//! Why there is no model, or no answer of one.

use super::host::ShelfFault;
use crate::{error::Explain, inference::InferenceError};

/// Why there is no model, or no answer of one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// No file of this name is offered.
    #[error("there is no model file of this name")]
    Unknown,
    /// The app's server does not have it.
    #[error("the app's server does not have this model")]
    Unavailable,
    /// The server answered with this.
    #[error("the app's server refused the download ({0})")]
    Refused(u16),
    /// The connection broke, or there is none.
    #[error("the connection broke off")]
    Broken,
    /// The file changed at the server, again and again.
    #[error("the file changed while it was downloaded")]
    Changed,
    /// The person, or a page, stopped it.
    #[error("the download was stopped")]
    Stopped,
    /// What came is not the file that this app knows.
    #[error("what was downloaded is not the file that this app knows; it was thrown away")]
    Damaged,
    /// There is no room for it.
    #[error("there is no room left on this device")]
    Full,
    /// It cannot be kept, or what is kept cannot be read.
    #[error("this browser's storage for models failed: {0}")]
    Storage(String),
    /// The model's own.
    #[error(transparent)]
    Inference(#[from] InferenceError),
}

impl Explain for EngineError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "model-unknown",
            Self::Unavailable => "model-unavailable",
            Self::Refused(_) => "download-refused",
            Self::Broken => "download-broken",
            Self::Changed => "download-changed",
            Self::Stopped => "download-stopped",
            Self::Damaged => "model-damaged",
            Self::Full => "storage-full",
            Self::Storage(_) => "storage-failed",
            Self::Inference(error) => error.code(),
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Unknown => "Reload the page: another version of the app may be there.",
            Self::Unavailable => "Ask whoever runs this server; everything works without it, search by words alone.",
            Self::Refused(_) => "Try it again later.",
            Self::Broken => "Download it again when there is a network; it goes on where it was.",
            Self::Changed => "Download it again in a minute.",
            Self::Stopped => "Download it again when you like; it goes on where it was.",
            Self::Damaged => "Download it again. If it goes on, reload the page: the app may be older than the file.",
            Self::Full => "Make room on this device, then download it again; it goes on where it was.",
            Self::Storage(_) => "Reload the page and try again; a private window may not be allowed to keep files.",
            Self::Inference(error) => error.next_step(),
        }
    }
}

impl From<ShelfFault> for EngineError {
    fn from(fault: ShelfFault) -> Self {
        match fault {
            ShelfFault::Full => Self::Full,
            ShelfFault::Refused(why) => Self::Storage(why),
        }
    }
}
