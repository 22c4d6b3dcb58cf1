//! Zip archives, read from front to back: each file in one is unpacked as it comes and read as if it were alone, so that no
//! size of archive or file matters. The list at the end, which other programs go by, is not needed.

use super::{Format, IngestError, Item, Options, Reader, Sink, Skip, SkipReason, detect, skip};

mod entry;
#[cfg(test)]
mod tests;
mod unpack;

use entry::{Begin, Entry};
#[cfg(test)]
pub use tests::seed;
use unpack::Unpacker;

/// How much of a file is looked at to tell what it is.
const HEAD: usize = 64 * 1024;

/// Reads an archive.
pub struct Zip {
    options: Options,
    state: State,
    /// What has come and cannot be told apart yet.
    pending: Vec<u8>,
    /// Whether anything in the archive was of a kind that is read.
    found: bool,
}

enum State {
    /// Before a file, or before the list at the end.
    Between,
    /// Within a file.
    Inside(Box<Inside>),
    /// Nothing more is read.
    Over,
}

struct Inside {
    unpacker: Unpacker,
    part: Part,
}

impl Zip {
    /// A reader at the start of an archive.
    pub fn new(options: Options) -> Self {
        Self { options, state: State::Between, pending: Vec::new(), found: false }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8], sink: Sink) {
        if matches!(self.state, State::Over) {
            return;
        }
        let mut pending = std::mem::take(&mut self.pending);
        let mut input = bytes;
        // Only headers wait for more bytes, and what waits for them is short.
        if !pending.is_empty() {
            pending.extend_from_slice(bytes);
            input = &pending;
        }
        let rest = self.take(input, sink).to_vec();
        self.pending = rest;
    }

    /// Takes what can be taken of `input`, and gives the rest back.
    fn take<'a>(&mut self, mut input: &'a [u8], sink: Sink) -> &'a [u8] {
        loop {
            match &mut self.state {
                State::Over => return &[],
                State::Between => match entry::begin(input) {
                    Begin::Short => return input,
                    Begin::End => self.state = State::Over,
                    Begin::Mark(rest) => input = rest,
                    Begin::Damaged => {
                        sink(skip("the archive".into(), SkipReason::Damaged));
                        self.state = State::Over;
                    }
                    Begin::Entry(entry, rest) => {
                        input = rest;
                        self.enter(entry, sink);
                    }
                },
                State::Inside(inside) => {
                    let Inside { unpacker, part } = inside.as_mut();
                    let (rest, done) = unpacker.push(input, &mut |bytes| part.push(bytes, &self.options, sink));
                    input = rest;
                    match done {
                        None => return input,
                        Some(outcome) => self.leave(outcome, sink),
                    }
                }
            }
        }
    }

    fn enter(&mut self, entry: Entry, sink: Sink) {
        let mut part = Part::new(entry.name.clone());
        let unpacker = Unpacker::new(&entry, matches!(part.reading, Reading::Head(_)));
        if let Some(why) = unpacker.trouble() {
            part.fail(why, sink);
        }
        self.state = State::Inside(Box::new(Inside { unpacker, part }));
    }

    /// A file has ended, or cannot be followed further.
    fn leave(&mut self, outcome: Result<(), unpack::Trouble>, sink: Sink) {
        let State::Inside(inside) = std::mem::replace(&mut self.state, State::Between) else { return };
        let Inside { mut part, .. } = *inside;
        if let Err(trouble) = outcome {
            part.finish(&self.options, sink);
            part.fail(trouble.why, sink);
            if trouble.lost {
                self.state = State::Over;
            }
        }
        part.finish(&self.options, sink);
        self.found |= part.found;
    }

    /// The archive is complete.
    pub fn finish(mut self, sink: Sink) -> Result<(), IngestError> {
        if !matches!(self.state, State::Over) {
            if matches!(self.state, State::Inside(_)) {
                self.leave(Ok(()), sink);
            }
            sink(skip("the archive".into(), SkipReason::Truncated));
        }
        if self.found { Ok(()) } else { Err(IngestError::NothingInArchive) }
    }
}

/// What becomes of one file in the archive.
struct Part {
    name: String,
    reading: Reading,
    found: bool,
}

enum Reading {
    /// It is not of a kind that is read, or failed.
    No,
    /// Its first bytes.
    Head(Vec<u8>),
    /// On its way.
    Yes(Box<Reader>),
}

impl Part {
    fn new(name: String) -> Self {
        let reading = if may_be_read(&name) { Reading::Head(Vec::new()) } else { Reading::No };
        Self { name, reading, found: false }
    }

    fn push(&mut self, bytes: &[u8], options: &Options, sink: Sink) {
        match &mut self.reading {
            Reading::No => {}
            Reading::Head(head) => {
                head.extend_from_slice(bytes);
                if head.len() >= HEAD {
                    self.open(options, sink);
                }
            }
            Reading::Yes(reader) => {
                let name = &self.name;
                if let Err(error) = reader.push(bytes, &mut |item| sink(within(name, item))) {
                    self.fail(reason(&error), sink);
                }
            }
        }
    }

    /// Tells by the first bytes what the file is, and begins to read it.
    fn open(&mut self, options: &Options, sink: Sink) {
        let Reading::Head(head) = &mut self.reading else { return };
        let head = std::mem::take(head);
        self.reading = Reading::No;
        let name = self.name.rsplit('/').next().unwrap_or_default();
        let first = head.get(..HEAD).unwrap_or(&head);
        let reader = match detect(name, first) {
            Ok(Format::Zip) => Err(IngestError::Archive),
            Ok(_) => Reader::new(name, first, options.clone()),
            Err(error) => Err(error),
        };
        match reader {
            Ok(reader) => {
                self.reading = Reading::Yes(Box::new(reader));
                self.found = true;
                self.push(&head, options, sink);
            }
            Err(IngestError::Empty) => {}
            Err(error) => sink(skip(self.name.clone(), reason(&error))),
        }
    }

    /// The file has ended.
    fn finish(&mut self, options: &Options, sink: Sink) {
        self.open(options, sink);
        let Reading::Yes(reader) = std::mem::replace(&mut self.reading, Reading::No) else { return };
        let mut rest = Some(*reader);
        while let Some(reader) = rest.take() {
            match reader.finish(&mut |item| sink(within(&self.name, item))) {
                Ok(more) => rest = more,
                Err(error) => sink(skip(self.name.clone(), reason(&error))),
            }
        }
    }

    /// The rest of the file is not read. Of files that are not read anyway nothing is told.
    fn fail(&mut self, why: SkipReason, sink: Sink) {
        if self.found || !matches!(self.reading, Reading::No) {
            sink(skip(self.name.clone(), why));
        }
        self.reading = Reading::No;
    }
}

/// Whether a file of this name may be of a kind that is read: the pictures, pages and attachments beside them are passed
/// over without a word. Pages in a Takeout are what a person gets who did not ask for JSON.
fn may_be_read(path: &str) -> bool {
    const ENDINGS: [&str; 13] =
        ["json", "csv", "tsv", "mbox", "eml", "ics", "vcf", "ofx", "qfx", "qif", "zip", "sqlite", "db"];
    let name = path.rsplit('/').next().unwrap_or_default();
    let hidden = name.is_empty() || name.starts_with('.') || path.starts_with("__MACOSX/");
    match name.rsplit_once('.') {
        _ if hidden => false,
        Some((_, ending)) => {
            let ending = ending.to_ascii_lowercase();
            ENDINGS.contains(&ending.as_str())
                || (ending == "html" && path.starts_with("Takeout/") && path.matches('/').count() > 1)
        }
        None => name == "History",
    }
}

fn within(name: &str, item: Item) -> Item {
    match item {
        Item::Skipped(Skip { at, why }) => skip(format!("{name}: {at}"), why),
        record => record,
    }
}

/// Why a file in the archive is not read.
fn reason(error: &IngestError) -> SkipReason {
    match error {
        IngestError::ColumnsUnknown | IngestError::ColumnsWrong => SkipReason::ColumnsUnclear,
        IngestError::TooManyColumns { .. } => SkipReason::TooManyColumns,
        IngestError::TooLarge => SkipReason::TooLarge,
        IngestError::NothingKnown | IngestError::DatabaseUnknown => SkipReason::NothingKnown,
        _ => SkipReason::OtherKind,
    }
}
