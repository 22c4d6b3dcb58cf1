//! `ownyou classify`: Records in, what each says about a person out, one JSON a line.

use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};

use ownyou::{
    error::Explain,
    profile::{self, Kind},
    record::{Record, RecordId},
};
use serde::Serialize;

use super::{tell, unless_left, write_line};

/// The longest line that is read, bytes: a Record's text is at most a few hundred KiB.
const LINE_LIMIT: u64 = 16 << 20;

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
  ownyou classify < records.jsonl | grep '\"kind\":\"positive\"'")]
pub struct Args {}

/// Why the command failed.
#[derive(Debug, thiserror::Error)]
pub enum ClassifyError {
    /// No line was a Record.
    #[error("nothing was read")]
    NothingRead,
    /// Stdin cannot be read or stdout cannot be written.
    #[error("input or output failed: {0}")]
    Io(#[from] io::Error),
}

impl Explain for ClassifyError {
    fn code(&self) -> &'static str {
        match self {
            Self::NothingRead => "nothing-read",
            Self::Io(_) => "io",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::NothingRead => "Give Records as JSON lines on stdin, for example from `ownyou import FILE`.",
            Self::Io(_) => "Check that there is room where the output goes, and run it again.",
        }
    }
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
pub fn run(_: &Args) -> Result<(), ClassifyError> {
    let mut input = BufReader::with_capacity(1 << 16, io::stdin().lock());
    let mut output = BufWriter::new(io::stdout().lock());
    let mut read = 0_u64;
    let outcome = judge_lines(&mut input, &mut output, &mut read).and_then(|()| output.flush());
    unless_left(outcome)?;
    if read == 0 { Err(ClassifyError::NothingRead) } else { Ok(()) }
}

fn judge_lines(input: &mut impl BufRead, output: &mut impl Write, read: &mut u64) -> io::Result<()> {
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        if input.take(LINE_LIMIT).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if u64::try_from(line.len()).is_ok_and(|length| length >= LINE_LIMIT) && !line.ends_with(b"\n") {
            input.skip_until(b'\n')?;
            tell(&format!("line {number}: longer than 16 MiB. Leave the body of this record out."));
            continue;
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match serde_json::from_slice::<Record>(&line) {
            Ok(record) => {
                *read = read.saturating_add(1);
                judge(&record, output)?;
            }
            Err(error) => tell(&format!(
                "line {number}: no Record: {error}. It needs at least \"id\" and \"source\"; see docs/formats/record.md."
            )),
        }
    }
    Ok(())
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
