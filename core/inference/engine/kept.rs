//! How a file of a model lies in storage: its bytes, as far as they have come, and beside them a note of what they are.
//!
//! Both are named by the file's hash, so that a file of another version is another file. A note is one line.

use super::{
    EngineError,
    host::{Shelf, ShelfFault},
};
use crate::inference::catalogue::Entry;

const WHOLE: &str = "whole";
const DAMAGED: &str = "damaged";
const REMOVED: &str = "removed";
/// Before the server's name of the version that is being downloaded.
const TAG: &str = "tag ";
/// A note is short.
const MOST: u64 = 1024;

/// What a note says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// Nothing: there may be a part of it all the same.
    None,
    /// It is being downloaded, from this version.
    Part(String),
    /// It is here and was checked.
    Whole,
    /// It came otherwise than it should.
    Damaged,
    /// The person removed it.
    Removed,
}

/// A file in storage.
pub struct Kept<'a, S> {
    shelf: &'a S,
    entry: &'static Entry,
    name: String,
}

impl<'a, S: Shelf> Kept<'a, S> {
    pub fn new(shelf: &'a S, entry: &'static Entry) -> Self {
        let version = entry.sha256.get(..12).unwrap_or_default();
        Self { shelf, entry, name: format!("{version}-{}", entry.file) }
    }

    fn note_name(&self) -> String {
        format!("{}.note", self.name)
    }

    /// Whether a name in storage is of this file.
    pub fn owns(&self, name: &str) -> bool {
        name.strip_prefix(&self.name).is_some_and(|rest| matches!(rest, "" | ".note"))
    }

    /// What its note says.
    pub async fn note(&self) -> Result<Note, EngineError> {
        let text = self.shelf.read(&self.note_name(), 0, MOST).await?;
        Ok(match String::from_utf8(text).as_deref() {
            Ok(WHOLE) => Note::Whole,
            Ok(DAMAGED) => Note::Damaged,
            Ok(REMOVED) => Note::Removed,
            Ok(text) => text.strip_prefix(TAG).map_or(Note::None, |tag| Note::Part(tag.to_owned())),
            Err(_) => Note::None,
        })
    }

    async fn put_note(&self, note: &str) -> Result<(), ShelfFault> {
        self.shelf.write(&self.note_name(), 0, note.as_bytes()).await
    }

    /// Bytes that are here.
    pub async fn have(&self) -> Result<u64, EngineError> {
        Ok(self.shelf.size(&self.name).await?)
    }

    /// Whether all of it is here and checked.
    pub async fn here(&self) -> Result<bool, EngineError> {
        Ok(self.note().await? == Note::Whole && self.have().await? == self.entry.bytes)
    }

    /// Bytes from there on.
    pub async fn read(&self, from: u64, length: u64) -> Result<Vec<u8>, EngineError> {
        Ok(self.shelf.read(&self.name, from, length).await?)
    }

    /// All of it; none where it is not here.
    pub async fn whole(&self) -> Result<Option<Vec<u8>>, EngineError> {
        if self.note().await? != Note::Whole {
            return Ok(None);
        }
        let bytes = self.read(0, self.entry.bytes).await?;
        let all = u64::try_from(bytes.len()).is_ok_and(|length| length == self.entry.bytes);
        Ok(all.then_some(bytes))
    }

    /// Begins anew, with what the server has under this tag.
    pub async fn begin(&self, tag: Option<&str>) -> Result<(), EngineError> {
        self.shelf.remove(&self.name).await?;
        let tag = tag.filter(|tag| tag.len() < 500 && !tag.contains('\n')).unwrap_or_default();
        Ok(self.put_note(&format!("{TAG}{tag}")).await?)
    }

    /// Keeps a part, the next after those before.
    pub async fn add(&self, from: u64, bytes: &[u8]) -> Result<(), EngineError> {
        Ok(self.shelf.write(&self.name, from, bytes).await?)
    }

    /// All of it is here and what it should be.
    pub async fn finish(&self) -> Result<(), EngineError> {
        Ok(self.put_note(WHOLE).await?)
    }

    /// Throws it away, since it is not what it should be.
    pub async fn damaged(&self) -> Result<(), EngineError> {
        self.put_note(DAMAGED).await?;
        Ok(self.shelf.remove(&self.name).await?)
    }

    /// Throws it away, since the person says so.
    pub async fn remove(&self) -> Result<(), EngineError> {
        self.put_note(REMOVED).await?;
        Ok(self.shelf.remove(&self.name).await?)
    }

    /// Throws away what is here of it, and the note.
    pub async fn clear(&self) -> Result<(), EngineError> {
        self.shelf.remove(&self.note_name()).await?;
        Ok(self.shelf.remove(&self.name).await?)
    }
}
