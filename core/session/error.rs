//! What can go wrong in a session, and what to do then.

use crate::{
    error::Explain,
    inference::InferenceError,
    ingest::IngestError,
    memory::MemoryError,
    missions::error::MissionError,
    present::PresentError,
    random::NoRandomness,
    tables::TablesError,
    vault::{VaultError, WordsError, backup::BackupError},
    wallet::WalletError,
};

use super::import::ReadFault;

/// Why a use case could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The vault refused or failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// No backup, or none brought back.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// Evidence or memory refused or failed.
    #[error(transparent)]
    Memory(#[from] MemoryError),
    /// A card that cannot become what it should, or is not here.
    #[error(transparent)]
    Mission(#[from] MissionError),
    /// A model gave no vectors.
    #[error(transparent)]
    Inference(#[from] InferenceError),
    /// The file is not one that can be read.
    #[error(transparent)]
    Ingest(#[from] IngestError),
    /// No credential, or no answer to a publisher.
    #[error(transparent)]
    Wallet(#[from] WalletError),
    /// A picture's phrase is too long.
    #[error("the phrase has more than 60 characters")]
    Phrase,
    /// The device stopped handing out the file.
    #[error(transparent)]
    Read(#[from] ReadFault),
    /// Records cannot be judged, for want of the tables.
    #[error(transparent)]
    Tables(#[from] TablesError),
    /// No randomness.
    #[error(transparent)]
    Random(#[from] NoRandomness),
    /// The words asked back are not the ones shown.
    #[error(transparent)]
    Words(#[from] WordsError),
    /// `create` without words shown before.
    #[error("no words have been shown yet")]
    NoWords,
    /// A segment id that the taxonomy does not have.
    #[error("\"{0}\" is not a segment of IAB Audience Taxonomy 1.1")]
    UnknownSegment(String),
    /// A record that is not here.
    #[error("there is no record {0}")]
    UnknownRecord(String),
    /// A sealed note of ours that cannot be read.
    #[error("the list of {0} cannot be read")]
    Books(&'static str),
}

impl Explain for SessionError {
    fn code(&self) -> &'static str {
        match self {
            Self::Vault(error) => error.code(),
            Self::Backup(error) => error.code(),
            Self::Memory(error) => error.code(),
            Self::Mission(error) => error.code(),
            Self::Inference(error) => error.code(),
            Self::Ingest(error) => error.code(),
            Self::Wallet(error) => error.code(),
            Self::Phrase => "phrase-too-long",
            Self::Read(_) => "file-unreadable",
            Self::Tables(error) => error.code(),
            Self::Random(_) => "no-randomness",
            Self::Words(error) => error.code(),
            Self::NoWords => "no-words",
            Self::UnknownSegment(_) => "unknown-segment",
            Self::UnknownRecord(_) => "unknown-record",
            Self::Books(_) => "books-damaged",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Vault(error) => error.next_step(),
            Self::Backup(error) => error.next_step(),
            Self::Memory(error) => error.next_step(),
            Self::Mission(error) => error.next_step(),
            Self::Inference(error) => error.next_step(),
            Self::Ingest(error) => error.next_step(),
            Self::Wallet(error) => error.next_step(),
            Self::Phrase => "Choose a shorter one.",
            Self::Read(_) => "Check that the file is still where it was, then choose it again.",
            Self::Tables(error) => error.next_step(),
            Self::Random(_) => "Restart the browser; if it stays so, use another one.",
            Self::Words(error) => error.next_step(),
            Self::NoWords => "Start creating the vault again.",
            Self::UnknownSegment(_) | Self::UnknownRecord(_) => "Reload the page: it shows something that is gone.",
            Self::Books(_) => "Your records are untouched. Keep a copy of your files and tell us what happened.",
        }
    }
}

impl From<PresentError> for SessionError {
    fn from(error: PresentError) -> Self {
        Self::Wallet(error.into())
    }
}
