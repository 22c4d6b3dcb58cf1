//! `ownyou bbs check`: test files of the BBS drafts in, a verdict on each out, one JSON a line.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use ownyou::{
    bbs::fixture::{self, FixtureError, Judgement},
    error::Explain,
};
use serde::Serialize;

use super::{unless_left, write_line};

/// Check signatures and proofs of the BBS drafts.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Check(Check),
}

/// Say of each file, in the JSON shape of the BBS drafts' test vectors, whether what it carries holds.
///
/// Reads signatures, proofs and commitments of draft-irtf-cfrg-bbs-signatures, -blind-signatures (02) and
/// -per-verifier-linkability (03), with the ciphersuites BLS12-381-SHA-256 and BLS12-381-SHAKE-256, and the drafts' key
/// pairs, generators and hashes. What a file is follows from its fields alone.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Output, a line for each file, in the order given:
  {\"file\":\"proof001.json\",\"kind\":\"proof\",\"valid\":true}
  {\"file\":\"x.json\",\"kind\":\"blind-proof\",\"valid\":false,\"error\":\"the proof does not hold\"}
`kind`: messages, generators, hash-to-scalar, message-scalars, mocked-scalars, keypair, signature, proof,
blind-commitment, blind-signature, blind-proof, pseudonym-commitment, pseudonym-signature, pseudonym-proof; unknown,
where nothing says it. `valid`: whether it verifies, whatever the file's own `result` says; where the file names the
mocked scalars that it was made with, also whether making it again gives the same bytes. docs/bbs.md has what is checked
of each kind.

A file that is malformed, unreadable, a directory, longer than 1 MiB or with more than 1000 messages is not valid, and
`error` says why.

Exit codes: 0 every file could be judged, valid or not; 1 some could not: it cannot be read, is too long, is no JSON or
has the fields of no kind; 2 wrong arguments.

Examples:
  ownyou bbs check tests/vectors/bbs/*/*/*/*.json
  ownyou bbs check - < proof001.json")]
struct Check {
    /// The files; `-` is stdin
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Why the command failed.
#[derive(Debug, thiserror::Error)]
pub enum BbsCommandError {
    /// Files that are none.
    #[error("{0} could not be judged")]
    NotJudged(String),
    /// Stdout cannot be written.
    #[error("output failed: {0}")]
    Io(#[from] io::Error),
}

impl Explain for BbsCommandError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotJudged(_) => "not-judged",
            Self::Io(_) => "io",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::NotJudged(_) => "Their lines say why; `ownyou bbs check --help` says what a file has to be.",
            Self::Io(_) => "Check that there is room where the output goes, and run it again.",
        }
    }
}

/// Why a file is not valid.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    #[error(transparent)]
    Fixture(#[from] FixtureError),
}

impl Refusal {
    fn is_verdict(&self) -> bool {
        matches!(self, Self::Fixture(error) if error.is_verdict())
    }
}

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    kind: &'static str,
    valid: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// Runs `ownyou bbs`.
pub fn run(args: &Args) -> Result<(), BbsCommandError> {
    let Command::Check(Check { files }) = &args.command;
    let mut output = BufWriter::new(io::stdout().lock());
    let mut unjudged = 0_usize;
    let outcome =
        files.iter().try_for_each(|file| check(file, &mut output, &mut unjudged)).and_then(|()| output.flush());
    unless_left(outcome)?;
    match unjudged {
        0 => Ok(()),
        1 => Err(BbsCommandError::NotJudged("one file".into())),
        many => Err(BbsCommandError::NotJudged(format!("{many} files"))),
    }
}

fn check(path: &Path, output: &mut impl Write, unjudged: &mut usize) -> io::Result<()> {
    let (kind, outcome) = match read(path) {
        Ok(bytes) => {
            let Judgement { kind, outcome } = fixture::judge(&bytes);
            (kind, outcome.map_err(Refusal::from))
        }
        Err(error) => (None, Err(Refusal::from(error))),
    };
    if outcome.as_ref().is_err_and(|refusal| !refusal.is_verdict()) {
        *unjudged = unjudged.saturating_add(1);
    }
    let name = path.to_string_lossy();
    let line = Line {
        file: &name,
        kind: kind.map_or("unknown", fixture::Kind::as_str),
        valid: outcome.is_ok(),
        error: outcome.err().map(|error| error.to_string()),
    };
    write_line(output, &line)
}

/// The file, or of a longer one as much as shows that it is.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let limit = u64::try_from(fixture::MAX_BYTES).map_or(u64::MAX, |limit| limit.saturating_add(1));
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    // A pipe without a writer would be waited for: only what lies there is read.
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a directory or no regular file"));
    }
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
