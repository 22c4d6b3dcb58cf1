//! The commands that are filters: files or stdin in, JSON lines on stdout, what could not be read on stderr.

pub mod bbs;
pub mod classify;
pub mod evaluate;
pub mod extract;
pub mod import;
pub mod missions;

use std::io::{self, BufRead, Read, Write};

use ownyou::{error::Explain, record::Record};
use serde::Serialize;

/// The longest line that is read, bytes: a Record's text is at most a few hundred KiB.
const LINE_LIMIT: u64 = 16 << 20;

/// Why a filter failed.
#[derive(Debug, thiserror::Error)]
pub enum FilterError {
    /// Nothing of what was given could be read; what to give instead.
    #[error("nothing was read")]
    NothingRead(&'static str),
    /// The input cannot be read or stdout cannot be written.
    #[error("input or output failed: {0}")]
    Io(#[from] io::Error),
}

impl Explain for FilterError {
    fn code(&self) -> &'static str {
        match self {
            Self::NothingRead(_) => "nothing-read",
            Self::Io(_) => "io",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::NothingRead(instead) => instead,
            Self::Io(_) => {
                "Check that the input is there and that there is room where the output goes, and run it again."
            }
        }
    }
}

/// Fails where nothing was read; `instead` says what to give.
fn unless_nothing(read: u64, instead: &'static str) -> Result<(), FilterError> {
    if read == 0 { Err(FilterError::NothingRead(instead)) } else { Ok(()) }
}

/// Writes `value` as one line of JSON.
fn write_line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// Tells on stderr. When stderr is gone there is nobody left to tell, and the work goes on.
fn tell(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// A reader that went away (`ownyou import … | head`) has what it wanted: that is no failure.
fn unless_left(outcome: io::Result<()>) -> io::Result<()> {
    match outcome {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Hands over each Record of JSON lines; a line that is none is told on stderr with its number.
fn each_record(input: &mut impl BufRead, mut take: impl FnMut(Record) -> io::Result<()>) -> io::Result<()> {
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
            Ok(record) => take(record)?,
            Err(error) => tell(&format!(
                "line {number}: no Record: {error}. It needs at least \"id\" and \"source\"; see docs/formats/record.md."
            )),
        }
    }
    Ok(())
}
