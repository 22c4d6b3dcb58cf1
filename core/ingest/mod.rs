//! Ingest: bytes of a person's files → [`Record`]s. Knows nothing of where they are kept or what they mean.
//!
//! A [`Reader`] is a push parser: it takes chunks of any size and never holds more than one item and one chunk, so a
//! mailbox of gigabytes needs no gigabytes (a database alone is kept, see [`sqlite`]). What cannot be read is told as a [`Skip`], and never takes others with it.

use jiff::{Zoned, tz::Offset, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::{record::Record, time::Time};

mod charset;
mod chat;
mod contacts;
pub mod csv;
mod detect;
mod error;
pub mod extract;
#[cfg(test)]
mod fuzz;
mod history;
mod ics;
mod json;
mod lines;
mod mail;
mod occurrence;
mod ofx;
mod payment;
mod property;
mod qif;
#[cfg(test)]
pub(crate) mod sample;
mod sqlite;
#[cfg(test)]
mod tests;
mod zip;

pub use detect::detect;
pub use error::{IngestError, SkipReason};
pub use mail::loose;
/// An archive with a chat, a mail and a contact.
#[cfg(test)]
pub(crate) use zip::seed as small_archive;

/// A kind of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Many mails, one after the other (RFC 4155, `mboxrd` quoting).
    Mbox,
    /// One mail (RFC 5322).
    Eml,
    /// A calendar (RFC 5545).
    Ics,
    /// A bank or card statement as a table.
    Csv,
    /// A browser's history as JSON (Google Takeout and alike).
    History,
    /// A browser's history as the browser keeps it (Chrome, Firefox): a database.
    Sqlite,
    /// Chats with an AI assistant as JSON (ChatGPT, Claude, Gemini).
    Chat,
    /// An address book (RFC 6350 and its forerunners).
    Vcard,
    /// A bank or card statement as OFX or QFX.
    Ofx,
    /// A bank or card statement as Quicken writes it.
    Qif,
    /// An archive of any of these.
    Zip,
}

/// What the reader must know and cannot see in the file.
#[derive(Debug, Clone)]
pub struct Options {
    /// The zone in which times without one are meant.
    pub zone: TimeZone,
    /// Which column of a table means what; `None` takes the guess of [`csv::examine`].
    pub columns: Option<csv::Mapping>,
}

/// One thing found in a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Evidence.
    Record(Box<Record>),
    /// Something that could not be read.
    Skipped(Skip),
}

/// Something that could not be read: where, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skip {
    /// The place in the file as a person would look for it: `message 12`, `line 40`.
    pub at: String,
    /// The reason.
    pub why: SkipReason,
}

/// Where found items go.
pub(crate) type Sink<'a> = &'a mut dyn FnMut(Item);

fn skip(at: String, why: SkipReason) -> Item {
    Item::Skipped(Skip { at, why })
}

/// The instant of `zoned`. RFC 3339 has no seconds in offsets, as places had before they had zones: they go.
fn time_of(zoned: &Zoned) -> Time {
    let seconds = zoned.offset().seconds();
    let whole = Offset::from_seconds(seconds - seconds % 60).unwrap_or(Offset::UTC);
    Time::new(zoned.timestamp(), whole)
}

/// Reads one file, pushed in chunks of any size from its first byte.
pub struct Reader {
    format: Format,
    utf16: Option<charset::Utf16>,
    parser: Parser,
}

enum Parser {
    Mbox(Box<mail::Mbox>),
    Eml(mail::Eml),
    Ics(Box<ics::Calendar>),
    Csv(Box<csv::Table>),
    History(Box<history::History>),
    Sqlite(Box<sqlite::Database>),
    Chat(Box<chat::Chats>),
    Vcard(Box<contacts::Contacts>),
    Ofx(Box<ofx::Ofx>),
    Qif(Box<qif::Qif>),
    Zip(Box<zip::Zip>),
}

impl Reader {
    /// A reader for the file `name` that begins with `head` (its first 64 KiB, or all of it). `head` is only looked
    /// at: pushing starts from byte 0.
    pub fn new(name: &str, head: &[u8], options: Options) -> Result<Self, IngestError> {
        let format = detect(name, head)?;
        let parser = match format {
            Format::Mbox => Parser::Mbox(Box::new(mail::Mbox::new())),
            Format::Eml => Parser::Eml(mail::Eml::new()),
            Format::Ics => Parser::Ics(Box::new(ics::Calendar::new(options.zone))),
            Format::Csv => Parser::Csv(Box::new(csv::Table::new(head, options)?)),
            Format::History => Parser::History(Box::default()),
            Format::Sqlite => Parser::Sqlite(Box::default()),
            Format::Chat => Parser::Chat(Box::default()),
            Format::Vcard => Parser::Vcard(Box::new(contacts::Contacts::new())),
            Format::Ofx => Parser::Ofx(Box::new(ofx::Ofx::new(options.zone))),
            Format::Qif => Parser::Qif(Box::new(qif::Qif::new(head, options.zone))),
            Format::Zip => Parser::Zip(Box::new(zip::Zip::new(options))),
        };
        let is_text = !matches!(format, Format::Sqlite | Format::Zip);
        Ok(Self { format, utf16: charset::Utf16::detect(head).filter(|_| is_text), parser })
    }

    /// What the file was recognised as.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Takes the next bytes and gives what they complete to `sink`.
    pub fn push(&mut self, bytes: &[u8], sink: &mut dyn FnMut(Item)) -> Result<(), IngestError> {
        match &mut self.utf16 {
            None => self.parser.push(bytes, sink),
            Some(decoder) => {
                let mut text = String::new();
                decoder.decode(bytes, false, &mut text);
                self.parser.push(text.as_bytes(), sink)
            }
        }
    }

    /// The file is complete: gives the rest to `sink`, a piece at a time; itself, where there may be more.
    pub fn finish(mut self, sink: &mut dyn FnMut(Item)) -> Result<Option<Self>, IngestError> {
        if let Some(decoder) = &mut self.utf16 {
            let mut text = String::new();
            decoder.decode(&[], true, &mut text);
            self.parser.push(text.as_bytes(), sink)?;
        }
        match self.parser {
            Parser::Mbox(mbox) => mbox.finish(sink),
            Parser::Eml(eml) => eml.finish(sink),
            Parser::Ics(calendar) => calendar.finish(sink),
            Parser::Csv(table) => table.finish(sink),
            Parser::History(history) => history.finish(sink)?,
            Parser::Sqlite(mut database) => {
                let more = database.finish(sink)?;
                return Ok(more.then(|| Self { parser: Parser::Sqlite(database), ..self }));
            }
            Parser::Chat(chats) => chats.finish(sink)?,
            Parser::Vcard(contacts) => contacts.finish(sink),
            Parser::Ofx(statement) => statement.finish(sink),
            Parser::Qif(statement) => statement.finish(sink),
            Parser::Zip(archive) => archive.finish(sink)?,
        }
        Ok(None)
    }
}

impl Parser {
    fn push(&mut self, bytes: &[u8], sink: Sink) -> Result<(), IngestError> {
        match self {
            Self::Mbox(mbox) => mbox.push(bytes, sink),
            Self::Eml(eml) => eml.push(bytes),
            Self::Ics(calendar) => calendar.push(bytes, sink),
            Self::Csv(table) => table.push(bytes, sink),
            Self::History(history) => history.push(bytes, sink),
            Self::Sqlite(database) => return database.push(bytes),
            Self::Chat(chats) => chats.push(bytes, sink),
            Self::Vcard(contacts) => contacts.push(bytes, sink),
            Self::Ofx(statement) => statement.push(bytes, sink),
            Self::Qif(statement) => statement.push(bytes, sink),
            Self::Zip(archive) => archive.push(bytes, sink),
        }
        Ok(())
    }
}
