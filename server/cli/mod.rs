//! The commands that are filters: files or stdin in, JSON lines on stdout, what could not be read on stderr.

pub mod bbs;
pub mod classify;
pub mod evaluate;
pub mod extract;
pub mod import;

use std::io::{self, Write};

use serde::Serialize;

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
