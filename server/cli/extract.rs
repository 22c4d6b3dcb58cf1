//! `ownyou extract`: what files tell of journeys, stays, events and purchases, as schema.org objects.

use std::{
    fs,
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use jiff::tz::TimeZone;
use ownyou::{
    error::Explain,
    ingest::{self, IngestError, Item, Options, Reader, extract::extract},
    record::Record,
};

use super::{FilterError, each_record, tell, unless_left, unless_nothing, write_line};

/// The largest file that is read, bytes.
const FILE_LIMIT: u64 = 256 << 20;

/// Say what files tell of journeys, stays, events and purchases, one schema.org object a line on stdout.
///
/// Reads mails and mailboxes (.eml, .mbox), calendars (.ics), and texts and pages of such mails (.txt, .html); `-` reads
/// Records as JSON lines on stdin, as `ownyou import` prints them. Nothing is kept and nothing is sent.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Output, an object a line: FlightReservation, TrainReservation, BusReservation, BoatReservation, LodgingReservation,
FoodEstablishmentReservation, EventReservation, RentalCarReservation, TaxiReservation, Event, Order, Invoice,
ParcelDelivery, with `@context` and `@type`. docs/formats/extract.md has their fields.

A text or page says neither who sent it nor when, which dates without a year need: --context names a mail that does; a
file `context.eml` beside it is taken by itself.

Errors: what cannot be read goes to stderr, and the rest is read all the same.

Exit codes: 0 everything was read, also if it told nothing; 1 nothing was; 2 wrong arguments.

Examples:
  ownyou extract booking.eml calendar.ics
  ownyou import mail.mbox | ownyou extract -
  ownyou extract --context mail.eml itinerary.txt")]
pub struct Args {
    /// The files; `-` is Records on stdin
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The time zone of times that name none, e.g. Europe/Berlin [default: this system's]
    #[arg(long, value_name = "IANA", value_parser = super::import::zone)]
    zone: Option<TimeZone>,
    /// A mail that tells who sent the texts and pages, and when
    #[arg(long, value_name = "MAIL")]
    context: Option<PathBuf>,
}

/// Runs `ownyou extract`.
pub fn run(args: &Args) -> Result<(), FilterError> {
    let zone = args.zone.clone().unwrap_or_else(TimeZone::system);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut read = 0_u64;
    for path in &args.files {
        let outcome = match path.to_str() {
            Some("-") => from_stdin(&mut out, &mut read),
            _ => from_file(path, args, &zone, &mut out, &mut read),
        };
        unless_left(outcome)?;
    }
    unless_left(out.flush())?;
    unless_nothing(read, "The lines above say why, file by file; `ownyou extract --help` says what is read.")
}

fn from_stdin(out: &mut impl Write, read: &mut u64) -> io::Result<()> {
    let mut input = BufReader::with_capacity(1 << 16, io::stdin().lock());
    each_record(&mut input, |record| {
        *read = read.saturating_add(1);
        print(&record, out)
    })
}

fn from_file(path: &Path, args: &Args, zone: &TimeZone, out: &mut impl Write, read: &mut u64) -> io::Result<()> {
    let name = path.display().to_string();
    let bytes = match bytes(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            tell(&format!("{name}: it cannot be read: {error}"));
            return Ok(());
        }
    };
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    let is_text = matches!(extension.as_str(), "txt" | "html" | "htm");
    let records = if is_text { Err(IngestError::Unknown) } else { records(&name, &bytes, zone) };
    match records {
        Ok(records) => {
            *read = read.saturating_add(1);
            records.iter().try_for_each(|record| print(record, out))
        }
        Err(IngestError::Unknown) => {
            *read = read.saturating_add(1);
            let context = context(path, args.context.as_deref(), zone);
            print(&ingest::loose(&name, &bytes, context.as_ref()), out)
        }
        Err(error) => {
            tell(&format!("{name}: {error}. {}", error.next_step()));
            Ok(())
        }
    }
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(FILE_LIMIT).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn records(name: &str, bytes: &[u8], zone: &TimeZone) -> Result<Vec<Record>, IngestError> {
    let head = bytes.get(..64 * 1024).unwrap_or(bytes);
    let mut reader = Reader::new(name, head, Options { zone: zone.clone(), columns: None })?;
    let mut records = Vec::new();
    let mut sink = |item| match item {
        Item::Record(record) => records.push(*record),
        Item::Skipped(skip) => tell(&format!("{name}: {}: {}", skip.at, skip.why)),
    };
    reader.push(bytes, &mut sink)?;
    reader.finish(&mut sink)?;
    Ok(records)
}

/// The mail that tells who sent a text and when: the one named, or `context.eml` beside it.
fn context(path: &Path, named: Option<&Path>, zone: &TimeZone) -> Option<Record> {
    let beside = path.with_file_name("context.eml");
    let mail = named.unwrap_or(&beside);
    let bytes = bytes(mail).ok()?;
    records("context.eml", &bytes, zone).ok()?.into_iter().next()
}

fn print(record: &Record, out: &mut impl Write) -> io::Result<()> {
    extract(record).iter().try_for_each(|found| write_line(out, &found.json))
}
