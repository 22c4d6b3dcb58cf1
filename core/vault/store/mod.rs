//! Where sealed bytes lie: the contract of a store, and its backends. A store sees no key and no plaintext.
//!
//! One test suite ([`suite`]) holds for every backend.

mod batch;
#[cfg(not(target_arch = "wasm32"))]
mod disk;
#[cfg(not(target_arch = "wasm32"))]
pub mod file;
#[cfg(test)]
mod file_tests;
#[cfg(all(feature = "web", target_arch = "wasm32"))]
pub mod indexed_db;
#[cfg(not(target_arch = "wasm32"))]
mod journal;
pub mod memory;
#[cfg(test)]
pub(super) mod sim_disk;
#[cfg(any(test, feature = "suite"))]
pub mod suite;

use std::{collections::BTreeMap, ops::RangeInclusive};

pub use self::batch::Batch;
use self::batch::Step;
use super::namespace::Namespace;
use crate::error::Explain;

/// The highest number a segment can have: the highest integer that is exact in JavaScript, 2⁵³ − 1.
pub const MAX_SEQ: u64 = (1 << 53) - 1;

/// Where the fencing number lies among the blobs, 8 bytes, big-endian. No user of a store sees it.
const FENCE: &str = "fence";

/// Most characters of a blob's name in a store.
const MAX_BLOB_NAME: usize = 80;

/// Sealed segments by namespace and number, and named blobs.
///
/// What returned `Ok` is durable. What returned an error, or was cut off by a crash, has happened whole or not at all.
/// Clones of a backend are one handle on the same data: what one of them claimed, all of them hold.
#[expect(async_fn_in_trait, reason = "the browser's futures are not Send, and nothing here needs them to be")]
pub trait Store {
    /// Makes all of `batch`, or nothing of it.
    ///
    /// Errors: [`StoreError::Fenced`] when this handle had claimed the store and somebody newer did since,
    /// [`StoreError::Changed`] and [`StoreError::Conflict`] as the batch asks, [`StoreError::Full`].
    async fn commit(&self, batch: &Batch) -> Result<(), StoreError>;

    /// Makes this handle the store's owner and returns its fencing number, one higher than any before: commits of
    /// every handle that claimed earlier are refused from now on. Handles that never claim are not fenced.
    async fn claim(&self) -> Result<u64, StoreError>;

    /// The segments whose numbers are in `range`, ascending.
    async fn read(&self, namespace: &Namespace, range: RangeInclusive<u64>) -> Result<Vec<(u64, Vec<u8>)>, StoreError>;

    /// Every namespace that has a segment, ascending.
    async fn namespaces(&self) -> Result<Vec<Namespace>, StoreError>;

    /// The highest number in `namespace`.
    async fn last(&self, namespace: &Namespace) -> Result<Option<u64>, StoreError>;

    /// The blob of that name.
    async fn blob_get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// The names of all blobs, ascending.
    async fn blobs(&self) -> Result<Vec<String>, StoreError>;

    /// What takes how much room.
    async fn usage(&self) -> Result<Usage, StoreError>;

    /// Removes everything, the store's own containers included. The store can be used again afterwards, empty.
    async fn clear(&self) -> Result<(), StoreError>;
}

/// Bytes stored, by what they belong to. What the storage adds of its own is not in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    /// The segments of each namespace.
    pub namespaces: BTreeMap<Namespace, u64>,
    /// Each blob.
    pub blobs: BTreeMap<String, u64>,
}

/// What a handle has of the fence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Claim {
    /// It never claimed the store.
    #[default]
    None,
    /// It claimed one that is empty: the number is written with the first commit.
    Pending,
    /// It claimed the store under this number.
    Held(u64),
}

impl Claim {
    /// The fence that an empty store gets.
    const FIRST: u64 = 1;

    /// Whether a commit may happen where this fence is stored; `Some` is what it has to store first.
    fn admit(self, stored: Option<u64>) -> Result<Option<u64>, StoreError> {
        match (self, stored) {
            (Self::None, _) => Ok(None),
            (Self::Pending, None) => Ok(Some(Self::FIRST)),
            (Self::Held(held), Some(stored)) if held == stored => Ok(None),
            _ => Err(StoreError::Fenced),
        }
    }

    /// What is left of it when the store was cleared by this handle.
    fn cleared(self) -> Self {
        if self == Self::None { Self::None } else { Self::Pending }
    }
}

/// Why the storage did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// That segment is there already; it was left as it is.
    #[error("segment {seq} is there already")]
    Conflict {
        /// Its number.
        seq: u64,
    },
    /// The batch's condition does not hold: somebody else wrote in between.
    #[error("the storage was changed by somebody else")]
    Changed,
    /// A newer owner claimed the store; nothing was written.
    #[error("the vault is open in another tab now")]
    Fenced,
    /// A number beyond [`MAX_SEQ`].
    #[error("{0} is no number for a segment")]
    BadSeq(u64),
    /// A blob's name outside the rule.
    #[error("this is no name for a blob")]
    BadBlobName,
    /// No space left.
    #[error("this device's storage for the app is full")]
    Full,
    /// The connection to the storage was lost and did not come back.
    #[error("the browser lost its storage: {0}")]
    Lost(String),
    /// Another program has the store open.
    #[error("the vault is open in another program")]
    Busy,
    /// Written by a newer build.
    #[error("the storage was written by a newer version")]
    Newer,
    /// Anything else the storage said.
    #[error("the storage failed: {0}")]
    Failed(String),
}

impl Explain for StoreError {
    fn code(&self) -> &'static str {
        match self {
            Self::Conflict { .. } => "storage-conflict",
            Self::Changed => "storage-changed",
            Self::Fenced => "vault-moved",
            Self::BadSeq(_) => "storage-bad-number",
            Self::BadBlobName => "storage-bad-name",
            Self::Full => "storage-full",
            Self::Lost(_) => "storage-lost",
            Self::Busy => "storage-busy",
            Self::Newer => "storage-newer",
            Self::Failed(_) => "storage-failed",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Conflict { .. } | Self::Busy => "Close the other window or program that has the vault open.",
            Self::Changed => "Try again; what was saved is safe.",
            Self::Fenced => "Go on in the other tab, or reload this page to go on here; what was saved is safe.",
            Self::BadSeq(_) | Self::BadBlobName => "Reload the app; if it happens again, report it.",
            Self::Full => "Free some space on this device, then try again; what was saved is safe.",
            Self::Lost(_) => "Reload the page; what was saved is safe.",
            Self::Newer => "Reload to get the newest version of the app.",
            Self::Failed(_) => "Try again; what was saved is safe.",
        }
    }
}

/// Refuses a number that no backend could keep exactly.
fn check_seq(seq: u64) -> Result<(), StoreError> {
    if seq <= MAX_SEQ { Ok(()) } else { Err(StoreError::BadSeq(seq)) }
}

/// Refuses a name that could mean something to a file system.
fn check_blob_name(name: &str) -> Result<(), StoreError> {
    let plain = |byte: &u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-');
    let starts = matches!(name.as_bytes().first(), Some(b'a'..=b'z' | b'0'..=b'9'));
    if name != FENCE && starts && name.len() <= MAX_BLOB_NAME && name.as_bytes().iter().all(plain) {
        Ok(())
    } else {
        Err(StoreError::BadBlobName)
    }
}
