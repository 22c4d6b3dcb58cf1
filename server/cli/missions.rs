//! `ownyou missions`: Records in, the cards that the agents make of them at a moment out, one JSON a line.

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use jiff::{civil::DateTime, fmt::temporal::Pieces, tz::TimeZone};
use ownyou::{
    missions::{
        card::{AgentName, CardId},
        feedback::Lessons,
        hands::World,
        payload::Payload,
        run::look_all,
    },
    profile::{Edits, Profile, classify, ikigai, life::Life},
    record::RecordId,
    time::{Time, When},
};
use serde::Serialize;

use super::{FilterError, each_record, import, unless_left, unless_nothing, write_line};

/// Find what is worth doing in Records: subscriptions and price rises, refunds that never came, trips, birthdays, …
///
/// Reads Records as JSON lines, as `ownyou import` prints them, and lets every agent look at them once, as of one moment.
/// No model is used, nothing is kept and nothing is sent. What the app adds out of memory (what it was taught, which cards
/// were put away) is not here.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Output, a line for each card:
  {\"id\":\"…\",\"type\":\"shopping\",\"title\":\"Netflix: £14.99 a month\",\"payload\":{\"kind\":\"subscription\",…},\"evidence_refs\":[\"…\"]}
`id`: the same for the same finding on every day. `type`: the agent: shopping, travel, restaurant, events, content,
diagnostic. `payload`: what programs read of it, told apart by its `kind`; docs/formats/card.md has every kind.
`evidence_refs`: ids of the Records behind it, oldest first.

Errors: a line that is no Record goes to stderr with its number and what to do, and the others go on.

Exit codes: 0 something was read, 1 nothing was, 2 wrong arguments.

Examples:
  ownyou import mail.mbox bank.csv > records.jsonl
  ownyou missions --records records.jsonl --now 2026-10-31T09:00:00+00:00
  ownyou import bank.csv | ownyou missions --records - --now 2026-10-31 | grep price_rise")]
pub struct Args {
    /// The Records; `-` is stdin
    #[arg(long, value_name = "FILE")]
    records: PathBuf,
    /// The moment to look at them: RFC 3339, or a day
    #[arg(long, value_name = "ISO-TIME", value_parser = moment)]
    now: Moment,
    /// Where the person is, e.g. Europe/Berlin [default: the offset of --now]
    #[arg(long, value_name = "IANA", value_parser = import::zone)]
    zone: Option<TimeZone>,
}

/// A moment, and the offset it was written with.
#[derive(Debug, Clone)]
struct Moment {
    time: Time,
    zone: TimeZone,
}

#[derive(Serialize)]
struct Card<'a> {
    id: CardId,
    r#type: AgentName,
    title: &'a str,
    payload: &'a Payload,
    evidence_refs: &'a [RecordId],
}

/// Runs `ownyou missions`.
pub fn run(args: &Args) -> Result<(), FilterError> {
    let (mut life, mut profile, mut read) = (Life::default(), Profile::default(), 0_u64);
    each_record(&mut open(&args.records)?, |record| {
        read = read.saturating_add(1);
        profile.add(&record.id, record.source, record.time, &classify(&record));
        life.add_judged(&record, &profile);
        Ok(())
    })?;
    unless_nothing(read, "Give Records as JSON lines, for example from `ownyou import FILE`.")?;
    life.settle();
    let segments = profile.segments(&Edits::default());
    let ikigai = ikigai::reflect(&life, &segments, ikigai::Weights::default(), args.now.time);
    let lessons = Lessons::default();
    let zone = args.zone.as_ref().unwrap_or(&args.now.zone);
    let world = World { life: &life, ikigai: &ikigai, segments: &segments, memories: &[], lessons: &lessons, zone };
    let mut output = BufWriter::new(io::stdout().lock());
    unless_left(print(world, args.now.time, &mut output))?;
    Ok(())
}

fn print(world: World<'_>, now: Time, output: &mut impl Write) -> io::Result<()> {
    for (agent, finding) in look_all(world, now) {
        let card = Card {
            id: CardId::of(agent, &finding.key),
            r#type: agent,
            title: &finding.title,
            payload: &finding.payload,
            evidence_refs: &finding.evidence,
        };
        write_line(output, &card)?;
    }
    output.flush()
}

fn open(path: &Path) -> io::Result<BufReader<Box<dyn Read>>> {
    let input: Box<dyn Read> =
        if path.as_os_str() == "-" { Box::new(io::stdin().lock()) } else { Box::new(File::open(path)?) };
    Ok(BufReader::with_capacity(1 << 16, input))
}

/// RFC 3339, a day, or a time without an offset, which is then UTC.
fn moment(text: &str) -> Result<Moment, String> {
    let offset = Pieces::parse(text).ok().and_then(|pieces| pieces.to_numeric_offset());
    let zone = offset.map_or(TimeZone::UTC, TimeZone::fixed);
    let local = || {
        let zoned = text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok()?;
        Some(Time::utc(zoned.timestamp()))
    };
    let time = text.parse::<When>().ok().and_then(|when| when.to_time(&zone)).or_else(local);
    let time = time.ok_or("this is no time; examples: 2026-10-31T09:00:00+00:00, 2026-10-31")?;
    Ok(Moment { time, zone })
}
