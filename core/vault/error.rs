//! What can go wrong in the vault, and what to do about it. Nothing is lost by any of these.

use super::{
    PasskeyError, WrapKind, cost::CostError, device::DeviceError, keys::OutOfScope, namespace::BadName,
    seal::SealError, store::StoreError,
};
use crate::{error::Explain, random::NoRandomness};

/// Why an operation on a vault did not happen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// A vault is there already; it is never overwritten.
    #[error("there is a vault on this device already")]
    Exists,
    /// No vault is there.
    #[error("there is no vault on this device")]
    None,
    /// The passphrase for a new vault is shorter than [`super::PASSPHRASE_MIN`].
    #[error("the passphrase is shorter than {} characters", super::PASSPHRASE_MIN)]
    PassphraseTooShort,
    /// Not the passphrase of this vault.
    #[error("this is not the vault's passphrase")]
    WrongPassphrase,
    /// Valid words, but of another vault.
    #[error("these words belong to another vault")]
    WrongWords,
    /// A passkey's answer, but not to what this vault asked.
    #[error("this passkey does not open the vault")]
    WrongPasskey,
    /// A passkey that cannot serve.
    #[error(transparent)]
    Passkey(#[from] PasskeyError),
    /// Neither a passphrase nor the words would be left.
    #[error("without it, nothing that you can carry would open the vault")]
    LastWrap,
    /// A way in that is not there.
    #[error("this way to open the vault is not there any more")]
    UnknownWrap,
    /// A way in that an older version wrote: to seal a new root for it, it must be used once.
    #[error("the vault has to be opened by {0} once before its key can be replaced")]
    OldWrap(WrapKind),
    /// The vault cannot be opened in this way.
    #[error("the vault cannot be opened by {0}")]
    NoSuchWrap(WrapKind),
    /// Something that was not handed over to who asks for it.
    #[error("the key for this was not handed over")]
    OutOfScope,
    /// Nobody handed over any keys, or they were taken back.
    #[error("no keys were handed over")]
    NotLent,
    /// Keys were handed over for a time that is over, or has not come.
    #[error("the time for which keys were handed over is over")]
    LoanOver,
    /// The device's key did not serve.
    #[error(transparent)]
    Device(#[from] DeviceError),
    /// The keyring is there and cannot be read; the sealed data is untouched.
    #[error("the vault's keyring is damaged: {0}")]
    Keyring(Damage),
    /// The manifest was written by a newer build.
    #[error("the vault's manifest cannot be read: {0}")]
    Manifest(Damage),
    /// What a snapshot is of has changed since: it would bring back what is gone.
    #[error("what this snapshot is of has changed")]
    Outdated,
    /// A blob is there and cannot be read.
    #[error("\"{name}\" in the vault is damaged: {damage}")]
    Blob {
        /// Which one.
        name: String,
        /// In what way.
        damage: Damage,
    },
    /// A rewrite of a segment that was never written.
    #[error("there is no segment {0} to rewrite")]
    NoSuchSegment(u64),
    /// A name outside the rule.
    #[error(transparent)]
    BadName(#[from] BadName),
    /// More than fits into one sealed segment or blob.
    #[error("more than 64 MiB at once")]
    TooLarge,
    /// The passphrase could not be stretched into a key.
    #[error(transparent)]
    Cost(#[from] CostError),
    /// No random bytes.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The storage underneath failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<SealError> for VaultError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::TooLarge => Self::TooLarge,
            SealError::OutOfScope(OutOfScope) => Self::OutOfScope,
            SealError::NoRandomness(error) => Self::NoRandomness(error),
        }
    }
}

impl From<OutOfScope> for VaultError {
    fn from(OutOfScope: OutOfScope) -> Self {
        Self::OutOfScope
    }
}

impl From<OutOfScope> for Damage {
    fn from(OutOfScope: OutOfScope) -> Self {
        Self::OutOfScope
    }
}

impl Explain for VaultError {
    fn code(&self) -> &'static str {
        match self {
            Self::Exists => "vault-exists",
            Self::None => "no-vault",
            Self::PassphraseTooShort => "passphrase-too-short",
            Self::WrongPassphrase => "wrong-passphrase",
            Self::WrongWords => "wrong-words",
            Self::WrongPasskey => "wrong-passkey",
            Self::Passkey(error) => error.code(),
            Self::LastWrap => "last-wrap",
            Self::UnknownWrap => "unknown-wrap",
            Self::OldWrap(_) => "old-wrap",
            Self::NoSuchWrap(_) => "no-such-wrap",
            Self::OutOfScope => "out-of-scope",
            Self::NotLent => "not-lent",
            Self::LoanOver => "loan-over",
            Self::Device(error) => error.code(),
            Self::Keyring(Damage::UnknownVersion(_)) => "keyring-newer",
            Self::Keyring(_) => "keyring-damaged",
            Self::Manifest(_) => "vault-newer",
            Self::Outdated => "snapshot-outdated",
            Self::Blob { .. } => "blob-damaged",
            Self::NoSuchSegment(_) => "no-such-segment",
            Self::BadName(_) => "bad-name",
            Self::TooLarge => "too-large",
            Self::Cost(CostError::NoMemory) => "no-memory",
            Self::Cost(CostError::OutOfBounds) => "cost-out-of-bounds",
            Self::NoRandomness(_) => "no-randomness",
            Self::Store(error) => error.code(),
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Exists => "Unlock it, or erase it first.",
            Self::None => "Create a vault.",
            Self::PassphraseTooShort => "Choose a longer one; a few words in a row are easy to remember.",
            Self::WrongPassphrase => "Try again, or unlock with your 24 words.",
            Self::WrongWords => "Look for the note that belongs to this vault, or use the passphrase.",
            Self::WrongPasskey => "Choose the passkey that belongs to this vault, or use your passphrase.",
            Self::Passkey(error) => error.next_step(),
            Self::LastWrap => "Add a passphrase or your 24 words first.",
            Self::UnknownWrap => "Reload the page: it shows something that is gone.",
            Self::OldWrap(_) => "Lock the vault, open it in that way, and try again.",
            Self::NoSuchWrap(_) => "Use your passphrase or your 24 words.",
            Self::OutOfScope | Self::NotLent | Self::LoanOver => "Open the app and unlock it.",
            Self::Device(error) => error.next_step(),
            Self::Keyring(Damage::UnknownVersion(_)) => "Reload to get the newest version of the app.",
            Self::Keyring(_) => "Do not erase anything: the sealed data is untouched. Tell us what happened.",
            Self::Manifest(_) => "Reload to get the newest version of the app.",
            Self::Outdated => "Make it anew from what is there now.",
            Self::Blob { .. } => "It is made anew from the evidence, which is stored apart from it.",
            Self::NoSuchSegment(_) | Self::BadName(_) => "Reload the app; if it happens again, report it.",
            Self::TooLarge => "Bring in the data in smaller parts.",
            Self::Cost(CostError::NoMemory) => "Close other tabs or apps and try again.",
            Self::Cost(CostError::OutOfBounds) => "Reload to get the newest version of the app.",
            Self::NoRandomness(_) => "Restart the browser and try again.",
            Self::Store(error) => error.next_step(),
        }
    }
}

/// Why sealed bytes did not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// Written by a newer build, or the first byte is wrong.
    #[error("its format version {0} is unknown to this build")]
    UnknownVersion(u8),
    /// Shorter than anything that was ever sealed.
    #[error("its end is missing")]
    Truncated,
    /// It was altered, moved from another place, or sealed by another vault.
    #[error("it is not what was sealed at this place")]
    Refused,
    /// It is of an older edition than the manifest says: somebody brought an old state of it back.
    #[error("it is an older state of what was written here")]
    RolledBack,
    /// The manifest names it, and it is not there.
    #[error("it is missing")]
    Missing,
    /// It may be whole: who looks was not given its key.
    #[error("its key was not handed over")]
    OutOfScope,
    /// It opened, and is not built as it should be.
    #[error("its content is not well-formed")]
    Malformed,
}
