//! The backup: the whole vault as one file, sealed as it lies in the store, so that neither making nor carrying it shows
//! anything. Read and written in pieces. Format: docs/formats/backup.md.
//!
//! `format` is the file's parts, `write` makes one, `read` looks at one and brings it back.

mod error;
mod format;
mod read;
#[cfg(test)]
mod tests;
mod write;

use crate::time::Time;

pub(super) use self::read::UNDER_WAY;
pub use self::{
    error::{BackupError, FileFault},
    read::{How, restore},
};

/// Where a backup goes, piece by piece.
pub trait Sink {
    /// Takes the next bytes, at most a few MiB.
    fn write(&mut self, bytes: &[u8]) -> impl Future<Output = Result<(), FileFault>>;
}

/// Where a backup comes from, piece by piece; it is read twice.
pub trait Pieces {
    /// The next bytes; `None` at the end.
    fn next(&mut self) -> impl Future<Output = Result<Option<Vec<u8>>, FileFault>>;
    /// Begins again.
    fn rewind(&mut self);
}

/// What was written, or what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// When it was made; none when its end cannot be read.
    pub made: Option<Time>,
    /// Segments that can be read.
    pub segments: u64,
    /// Blobs that can be read.
    pub blobs: u64,
    /// Bytes of the file, as far as it was read.
    pub bytes: u64,
    /// What cannot be read, by its place: "evidence 12", "blob.index".
    pub unreadable: Vec<String>,
    /// The file is to the last byte what was written.
    pub whole: bool,
}
