//! `ownyou classify`: Records in, what each says about a person out, one JSON a line.

use std::io::{self, BufReader, BufWriter, Write};

use ownyou::{
    profile::{self, Edits, Kind, Profile, openrtb},
    record::{Record, RecordId},
};
use serde::Serialize;

use super::{FilterError, each_record, unless_left, unless_nothing, write_line};

/// Say which audience segments each Record speaks for, one JSON object a line on stdout.
///
/// Reads Records as JSON lines on stdin, as `ownyou import` prints them; only `id` and `source` must be there, unknown
/// fields are fine, empty lines are passed over.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Output, a line for each Record, in the order of the input:
  {\"id\":\"…\",\"segments\":[{\"id\":\"719\",\"confidence\":0.93,\"why\":\"…\"}],\"kind\":\"positive\"}
`segments`: ids of IAB Audience Taxonomy 1.1, surest first, with how often such an answer is right (0 to 1) and what in
the record decided. `kind`: positive; none, when it says nothing clear; sensitive, when it touches what nothing may be
inferred from (health, religion, politics, …). Only a positive record has segments. docs/formats/classify.md has it all.

Errors: a line that is no Record goes to stderr with its number and what to do, and the others go on.

Exit codes: 0 something was read, 1 nothing was, 2 wrong arguments.

Examples:
  ownyou import mail.mbox bank.csv | ownyou classify
  ownyou classify < records.jsonl | grep '\"kind\":\"positive\"'
  ownyou classify --openrtb < records.jsonl")]
pub struct Args {
    /// Add all records up to one profile, and print that as OpenRTB `user.data` (docs/formats/openrtb.md)
    #[arg(long)]
    openrtb: bool,
}

#[derive(Serialize)]
struct Judged<'a> {
    id: &'a RecordId,
    segments: Vec<Segment<'a>>,
    kind: Kind,
}

#[derive(Serialize)]
struct Segment<'a> {
    id: String,
    confidence: f64,
    why: &'a str,
}

/// Runs `ownyou classify`.
pub fn run(args: &Args) -> Result<(), FilterError> {
    let mut input = BufReader::with_capacity(1 << 16, io::stdin().lock());
    let mut output = BufWriter::new(io::stdout().lock());
    let mut read = 0_u64;
    let mut profile = Profile::default();
    let each = each_record(&mut input, |record| {
        read = read.saturating_add(1);
        if args.openrtb {
            profile.add(&record.id, record.source, record.time, &profile::classify(&record));
            return Ok(());
        }
        judge(&record, &mut output)
    });
    let told = |()| {
        let segments = profile.segments(&Edits::default());
        if args.openrtb { write_line(&mut output, &openrtb::of(&segments)) } else { Ok(()) }
    };
    let outcome = each.and_then(told).and_then(|()| output.flush());
    unless_left(outcome)?;
    unless_nothing(read, "Give Records as JSON lines on stdin, for example from `ownyou import FILE`.")
}

fn judge(record: &Record, output: &mut impl Write) -> io::Result<()> {
    let verdict = profile::classify(record);
    let segments = verdict.claims.iter().map(|claim| Segment {
        id: claim.segment.to_string(),
        confidence: (f64::from(claim.confidence) * 1e4).round() / 1e4,
        why: &claim.why,
    });
    write_line(output, &Judged { id: &record.id, segments: segments.collect(), kind: verdict.kind })
}
