//! What can go wrong in memory, and what to do then.

use crate::{error::Explain, random::NoRandomness, record::RecordId, vault::VaultError};

use super::model::MemoryId;

/// Why memory could not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum MemoryError {
    /// The vault refused or failed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// A record that JSON cannot hold.
    #[error("record {0} cannot be written down")]
    Unwritable(RecordId),
    /// A memory that JSON cannot hold.
    #[error("memory {0} cannot be written down")]
    UnwritableMemory(MemoryId),
    /// A memory that is not here.
    #[error("there is no memory {0}")]
    Unknown(MemoryId),
    /// The gate refused what the person themselves said.
    #[error("this is not remembered: {0}")]
    Refused(#[from] super::gate::Refusal),
    /// A change that this kind of memory does not know.
    #[error("{0}")]
    Impossible(&'static str),
    /// The guard refused an agent.
    #[error("{agent} may not {action} {namespace}: {why}")]
    Denied {
        /// Which agent.
        agent: String,
        /// What it wanted to do.
        action: &'static str,
        /// Where.
        namespace: String,
        /// Why not.
        why: super::guard::Denial,
    },
    /// A file that is no export of memories.
    #[error("the file is no export of memories: {0}")]
    NoExport(String),
    /// No randomness.
    #[error(transparent)]
    Random(#[from] NoRandomness),
}

impl Explain for MemoryError {
    fn code(&self) -> &'static str {
        match self {
            Self::Vault(error) => error.code(),
            Self::Unwritable(_) => "record-unwritable",
            Self::UnwritableMemory(_) => "memory-unwritable",
            Self::Unknown(_) => "unknown-memory",
            Self::Refused(refusal) => refusal.code(),
            Self::Impossible(_) => "memory-cannot",
            Self::Denied { .. } => "memory-denied",
            Self::NoExport(_) => "memory-no-export",
            Self::Random(_) => "no-randomness",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Vault(error) => error.next_step(),
            Self::Unwritable(_) => "Leave this record out and import the rest of the file again.",
            Self::UnwritableMemory(_) => "Say it in other words.",
            Self::Unknown(_) => "Reload the page: it shows something that is gone.",
            Self::Refused(refusal) => refusal.next_step(),
            Self::Impossible(_) => "Open the memory and choose one of what is offered there.",
            Self::Denied { .. } => "Nothing was shown. You can see every refusal in the memory's log.",
            Self::NoExport(_) => "Choose a .jsonl file that OwnYou exported, or a Portable AI Memory file.",
            Self::Random(_) => "Restart the browser; if it stays so, use another one.",
        }
    }
}
