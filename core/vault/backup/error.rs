//! What can go wrong with a backup. Nothing on the device is changed by any of these.

use super::Contents;
use crate::{error::Explain, vault::VaultError};

/// The device did not take or give the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the backup file could not be read or written: {0}")]
pub struct FileFault(pub String);

/// Why a backup was not made or not brought back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// Another kind of file.
    #[error("this file is no backup")]
    NotABackup,
    /// Written by a newer build.
    #[error("this backup was written by a newer version")]
    Newer,
    /// Its keyring cannot be read, and without it nothing can.
    #[error("the beginning of this backup is damaged, and it holds the keys")]
    NoKeyring,
    /// The end is missing.
    #[error("this backup is cut short: of what is left, {} pieces can be read", .0.segments.saturating_add(.0.blobs))]
    Cut(Contents),
    /// It is not what was written.
    #[error(
        "this backup is damaged: {} pieces cannot be read, {} can",
        .0.unreadable.len(), .0.segments.saturating_add(.0.blobs)
    )]
    Damaged(Contents),
    /// It became another file while it was read.
    #[error("the backup file changed while it was read")]
    Changed,
    /// The device did not take or give the file.
    #[error(transparent)]
    File(#[from] FileFault),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl Explain for BackupError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotABackup => "no-backup",
            Self::Newer => "backup-newer",
            Self::NoKeyring => "backup-no-keyring",
            Self::Cut(_) => "backup-cut",
            Self::Damaged(_) => "backup-damaged",
            Self::Changed => "backup-changed",
            Self::File(_) => "backup-file",
            Self::Vault(error) => error.code(),
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::NotABackup => "Choose the file that OwnYou saved; its name ends in .ownyou.",
            Self::Newer => "Reload to get the newest version of the app.",
            Self::NoKeyring => "Use another copy of it; your 24 words still restore who you are.",
            Self::Cut(_) | Self::Damaged(_) => {
                "Use another copy if you have one, or bring back what can be read. Nothing was changed."
            }
            Self::Changed => "Wait until it is copied, then choose it again.",
            Self::File(_) => "Check that the file is still there and that there is room, then try again.",
            Self::Vault(error) => error.next_step(),
        }
    }
}
