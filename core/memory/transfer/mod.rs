//! Memories as files: our own JSON lines, which lose nothing; Markdown, for reading; Portable AI Memory 1.0, for other
//! programs. Formats: docs/formats/memory.md.

mod lines;
mod markdown;
mod portable;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::{
    order,
    random::{NoRandomness, Random},
    time::Time,
};

use super::{
    book::{Book, Draft},
    candidate::Candidate,
    error::MemoryError,
    forgotten::identity_of,
    gate::{self, Refusal},
    lifecycle::STRENGTH_MAX,
    model::Memory,
};

/// A file of memories is not read beyond this many bytes.
pub const FILE_MAX: usize = 64 * 1024 * 1024;
/// Places named for one reason.
const EXAMPLES: usize = 3;

/// The forms in which memories leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// JSON lines of our own.
    Jsonl,
    /// For reading.
    Markdown,
    /// Portable AI Memory 1.0.
    Pam,
}

/// Something of a file: its place there, and itself, if it could be read.
type Placed<T> = (String, Option<T>);

/// What came of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// New memories.
    pub added: u64,
    /// Were here already.
    pub known: u64,
    /// Left out.
    pub skipped: u64,
    /// Why, by code.
    pub reasons: BTreeMap<&'static str, Left>,
}

/// Memories left out for one reason.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Left {
    /// The reason in a sentence.
    pub text: String,
    /// How many.
    pub count: u64,
    /// Where in the file, for the first few.
    pub examples: Vec<String>,
}

/// Everything in the book, in the order of their ids, in one of the forms.
pub fn export(book: &Book, format: Format, now: Time) -> Result<String, MemoryError> {
    let mut memories: Vec<&Memory> = book.all().collect();
    order::by(&mut memories, |one, other| one.id.cmp(&other.id));
    match format {
        Format::Jsonl => lines::write(&memories, now),
        Format::Markdown => Ok(markdown::write(&memories, now)),
        Format::Pam => portable::write(&memories, now),
    }
}

/// Takes a file of memories in.
///
/// Errors: [`MemoryError::NoExport`] for a file of neither form, or of a newer version.
pub fn import(draft: &mut Draft<'_>, file: &str, now: Time, random: &impl Random) -> Result<Imported, MemoryError> {
    let mut imported = Imported::default();
    let file = file.trim_start_matches('\u{feff}');
    match portable::read(file)? {
        Some(candidates) => {
            for (place, candidate) in candidates {
                imported.propose(draft, place, candidate, now, random)?;
            }
        }
        None => {
            for (place, memory) in lines::read(file)? {
                imported.take(draft, &place, memory);
            }
        }
    }
    Ok(imported)
}

impl Imported {
    /// A memory of our own form: as it is, if it is not here.
    fn take(&mut self, draft: &mut Draft<'_>, place: &str, memory: Option<Memory>) {
        let Some(memory) = memory.filter(is_sound) else {
            return self.leave("memory-unreadable", "it is no memory, or a newer version wrote it".to_owned(), place);
        };
        if identity_of(&memory.body, &memory.text).is_some_and(|identity| draft.is_forgotten(&identity)) {
            let refusal = Refusal::Forgotten;
            return self.leave(crate::error::Explain::code(&refusal), refusal.to_string(), place);
        }
        if draft.get(&memory.id).is_some() {
            self.known = self.known.saturating_add(1);
        } else {
            draft.put(memory);
            self.added = self.added.saturating_add(1);
        }
    }

    /// A memory of another program: through the gate, as anything that is said.
    fn propose(
        &mut self,
        draft: &mut Draft<'_>,
        place: String,
        candidate: Option<Candidate>,
        now: Time,
        random: &impl Random,
    ) -> Result<(), NoRandomness> {
        let Some(candidate) = candidate else {
            self.leave("memory-unreadable", "it is no memory".to_owned(), &place);
            return Ok(());
        };
        match draft.consider(candidate, now, random)?.added() {
            Ok(true) => self.added = self.added.saturating_add(1),
            Ok(false) | Err(Refusal::Known) => self.known = self.known.saturating_add(1),
            Err(refusal) => self.leave(crate::error::Explain::code(&refusal), refusal.to_string(), &place),
        }
        Ok(())
    }

    fn leave(&mut self, code: &'static str, text: String, place: &str) {
        self.skipped = self.skipped.saturating_add(1);
        let left = self.reasons.entry(code).or_insert_with(|| Left { text, ..Left::default() });
        left.count = left.count.saturating_add(1);
        if left.examples.len() < EXAMPLES {
            left.examples.push(place.to_owned());
        }
    }
}

/// Whether a memory from outside is one that could have been written here.
fn is_sound(memory: &Memory) -> bool {
    let id = memory.id.as_str();
    id.len() == 26
        && id.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'2'..=b'7'))
        && gate::sayable(&memory.text).is_ok()
        && (0.0..=STRENGTH_MAX).contains(&memory.strength)
        && (0.0..=1.0).contains(&memory.confidence)
        && memory.valid.from.zip(memory.valid.to).is_none_or(|(from, to)| from <= to)
}
