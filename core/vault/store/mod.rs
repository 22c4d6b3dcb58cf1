//! Where sealed bytes lie: the contract of a store, and its backends. A store sees no key and no plaintext.
//!
//! One test suite ([`suite`]) holds for every backend.

#[cfg(not(target_arch = "wasm32"))]
pub mod file;
#[cfg(all(feature = "web", target_arch = "wasm32"))]
pub mod indexed_db;
pub mod memory;
#[cfg(any(test, feature = "suite"))]
pub mod suite;

use std::ops::RangeInclusive;

use super::namespace::Namespace;
use crate::error::Explain;

/// The highest number a segment can have: the highest integer that is exact in JavaScript, 2⁵³ − 1.
pub const MAX_SEQ: u64 = (1 << 53) - 1;

/// Most characters of a blob's name in a store.
const MAX_BLOB_NAME: usize = 80;

/// One change of [`Store::replace`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Writes a segment, in place of one of the same number.
    Put {
        /// Its number, at most [`MAX_SEQ`].
        seq: u64,
        /// Its bytes.
        sealed: Vec<u8>,
    },
    /// Removes a segment; fine when there is none.
    Remove {
        /// Its number.
        seq: u64,
    },
    /// Removes every segment of the namespace.
    RemoveAll,
}

/// Sealed segments by namespace and number, and named blobs.
///
/// What returned `Ok` is durable. What returned an error, or was cut off by a crash, has happened whole or not at all.
/// Clones of a backend are handles on the same data.
#[expect(async_fn_in_trait, reason = "the browser's futures are not Send, and nothing here needs them to be")]
pub trait Store {
    /// Writes a new segment. Errors: [`StoreError::Conflict`] when that number is taken, [`StoreError::BadSeq`].
    async fn append(&self, namespace: &Namespace, seq: u64, sealed: &[u8]) -> Result<(), StoreError>;

    /// The segments whose numbers are in `range`, ascending.
    async fn read(&self, namespace: &Namespace, range: RangeInclusive<u64>) -> Result<Vec<(u64, Vec<u8>)>, StoreError>;

    /// Makes all `changes`, in order, or none.
    async fn replace(&self, namespace: &Namespace, changes: &[Change]) -> Result<(), StoreError>;

    /// Every namespace that has a segment, ascending.
    async fn namespaces(&self) -> Result<Vec<Namespace>, StoreError>;

    /// The highest number in `namespace`.
    async fn last(&self, namespace: &Namespace) -> Result<Option<u64>, StoreError>;

    /// The blob of that name.
    async fn blob_get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// Writes a blob, in place of one of the same name. Names follow [`Namespace`]'s rule, up to 80 characters.
    async fn blob_put(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError>;

    /// Removes a blob; fine when there is none.
    async fn blob_delete(&self, name: &str) -> Result<(), StoreError>;

    /// Removes everything, the store's own containers included. The store can be used again afterwards, empty.
    async fn clear(&self) -> Result<(), StoreError>;
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

/// Refuses a change with such a number.
fn check_changes(changes: &[Change]) -> Result<(), StoreError> {
    changes.iter().try_for_each(|change| match change {
        Change::Put { seq, .. } => check_seq(*seq),
        Change::Remove { .. } | Change::RemoveAll => Ok(()),
    })
}

/// Refuses a name that could mean something to a file system.
fn check_blob_name(name: &str) -> Result<(), StoreError> {
    let plain = |byte: &u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-');
    let starts = matches!(name.as_bytes().first(), Some(b'a'..=b'z' | b'0'..=b'9'));
    if starts && name.len() <= MAX_BLOB_NAME && name.as_bytes().iter().all(plain) {
        Ok(())
    } else {
        Err(StoreError::BadBlobName)
    }
}
