//! `ownyou import`: files → Records, one JSON a line.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use jiff::tz::TimeZone;
use ownyou::{
    error::Explain,
    ingest::{
        IngestError, Item, Options, Reader,
        csv::{self, AmountColumns, DateFormat, Mapping},
    },
};

use super::{FilterError, tell, unless_left, unless_nothing, write_line};

/// How much of a file is looked at to recognise it.
const HEAD: u64 = 64 * 1024;
/// How much of a file is in memory at a time.
const CHUNK: usize = 256 * 1024;
/// How many columns an error lists.
const COLUMNS_TOLD: usize = 24;

/// Read files as Records, one JSON object a line on stdout.
///
/// Reads mailboxes and mails (.mbox, .eml), calendars (.ics), address books (.vcf), bank and card statements (.csv, .ofx,
/// .qfx, .qif), browsing history (BrowserHistory.json; Chrome's History, Firefox's places.sqlite) and chats with AI
/// assistants (ChatGPT, Claude, Gemini), each also within the .zip it comes in, recognised by their content. Nothing is kept
/// and nothing is sent. A file is read in pieces, so its size does not matter.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Output: a Record a line, in the order of the file: `id`, `source` (email, transaction, calendar, history, chat,
contact), `time`, and what belongs to its source; email: from, to, subject, snippet, body, labels; transaction: descriptor, amount,
currency, account; calendar: title, start, end, location, attendees; history: url, title; chat: body, author
(person, assistant), title, thread, turn; contact: title, emails, phones, organization, birthday. Fields without a value
are left out. docs/formats/record.md has them all. The same file read again gives the same ids.

Errors: what cannot be read goes to stderr, one a line, `FILE: message 12: why`, and the rest is read all the same.

Exit codes: 0 something was read, 1 nothing was, 2 wrong arguments.

Examples:
  ownyou import mail.mbox calendar.ics > records.jsonl
  ownyou import --zone Europe/Berlin statement.csv | ownyou classify
  ownyou import chatgpt-export.zip takeout.zip | ownyou classify
  curl -s https://calendar.example/me.ics | ownyou import -
  ownyou import odd.csv --columns '{\"delimiter\":\";\",\"headerLines\":1,\"date\":0,\"dateFormat\":\"dmy\",\"description\":[1],\
\"amount\":{\"kind\":\"signed\",\"column\":2,\"outgoingPositive\":false},\"decimal\":\",\"}'")]
pub struct Args {
    /// The files; `-` is stdin
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The time zone of times that name none, e.g. Europe/Berlin [default: this system's]
    #[arg(long, value_name = "IANA", value_parser = zone)]
    zone: Option<TimeZone>,
    /// Which column of the tables means what, for those that are not recognised; columns count from 0. The error for
    /// such a table lists its columns and shows how
    #[arg(long, value_name = "JSON", value_parser = mapping)]
    columns: Option<Mapping>,
}

/// Why a file, or the rest of it, was not read.
#[derive(Debug, thiserror::Error)]
enum FileError {
    #[error("it cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    #[error("{error}. {}", .error.next_step())]
    Refused {
        #[from]
        error: IngestError,
    },
    #[error("{error}. {help}")]
    Columns { error: IngestError, help: String },
}

/// Runs `ownyou import`.
pub fn run(args: &Args) -> Result<(), FilterError> {
    let zone = args.zone.clone().unwrap_or_else(TimeZone::system);
    let mut printer = Printer { out: BufWriter::new(io::stdout().lock()), read: 0, failure: None };
    for path in &args.files {
        let options = Options { zone: zone.clone(), columns: args.columns.clone() };
        let name = path.display().to_string();
        if let Err(error) = read(path, &name, options, &mut printer) {
            tell(&format!("{name}: {error}"));
        }
        if printer.failure.is_some() {
            break;
        }
    }
    let read = printer.read;
    unless_left(printer.finish())?;
    unless_nothing(read, "The lines above say why, file by file; `ownyou import --help` says what is read.")
}

/// Reads one file to its end, or to where it or the output fails.
fn read<W: Write>(path: &Path, name: &str, options: Options, printer: &mut Printer<W>) -> Result<(), FileError> {
    let (mut file, known_as): (Box<dyn Read>, &str) = match name {
        "-" => (Box::new(io::stdin().lock()), ""),
        _ => (Box::new(File::open(path)?), name),
    };
    let mut head = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut head)?;
    let mut reader = Reader::new(known_as, &head, options).map_err(|error| explain(error, &head))?;
    reader.push(&head, &mut |item| printer.take(name, item))?;
    drop(head);
    let mut chunk = vec![0; CHUNK];
    while printer.failure.is_none() {
        let bytes = match file.read(&mut chunk) {
            Ok(0) => return finish(reader, name, printer),
            Ok(length) => chunk.get(..length).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => {
                // What was begun is still evidence; the reader says itself that it was cut.
                finish(reader, name, printer)?;
                return Err(error.into());
            }
        };
        reader.push(bytes, &mut |item| printer.take(name, item))?;
    }
    Ok(())
}

/// Reads what is left after the last byte.
fn finish<W: Write>(reader: Reader, name: &str, printer: &mut Printer<W>) -> Result<(), FileError> {
    let mut reading = Some(reader);
    while let Some(reader) = reading.take().filter(|_| printer.failure.is_none()) {
        reading = reader.finish(&mut |item| printer.take(name, item))?;
    }
    Ok(())
}

/// Where what was found goes. Nothing more is written after a failure.
struct Printer<W: Write> {
    out: W,
    read: u64,
    failure: Option<io::Error>,
}

impl<W: Write> Printer<W> {
    fn take(&mut self, name: &str, item: Item) {
        match item {
            Item::Skipped(skip) => tell(&format!("{name}: {}: {}", skip.at, skip.why)),
            Item::Record(record) => {
                self.read = self.read.saturating_add(1);
                if self.failure.is_none() {
                    self.failure = write_line(&mut self.out, &record).err();
                }
            }
        }
    }

    fn finish(mut self) -> io::Result<()> {
        match self.failure.take() {
            Some(failure) => Err(failure),
            None => self.out.flush(),
        }
    }
}

/// The error, with the table's columns and an example to change where they are what is missing.
fn explain(error: IngestError, head: &[u8]) -> FileError {
    if !matches!(error, IngestError::ColumnsUnknown | IngestError::ColumnsWrong) {
        return error.into();
    }
    let Ok(table) = csv::examine(head) else {
        return error.into();
    };
    let columns: Vec<String> =
        table.columns.iter().take(COLUMNS_TOLD).enumerate().map(|(at, name)| format!("{at} {name:?}")).collect();
    let example = Mapping {
        delimiter: table.delimiter,
        header_lines: table.header_lines,
        date: 0,
        date_format: DateFormat::Ymd,
        time: None,
        description: vec![1],
        amount: AmountColumns::Signed { column: 2, outgoing_positive: false },
        decimal: '.',
        currency: None,
        account: None,
        id: None,
        status: None,
        category: None,
    };
    let example = serde_json::to_string(&table.guess.unwrap_or(example)).unwrap_or_default();
    let help = format!("Its columns are {}. Say which is which: --columns '{example}'", columns.join(", "));
    FileError::Columns { error, help }
}

pub(super) fn zone(name: &str) -> Result<TimeZone, String> {
    TimeZone::get(name)
        .map_err(|_| "this is no zone of the IANA database; examples: Europe/Berlin, America/New_York, UTC".into())
}

fn mapping(json: &str) -> Result<Mapping, String> {
    serde_json::from_str(json).map_err(|error| format!("{error}; `ownyou import --help` has an example"))
}
