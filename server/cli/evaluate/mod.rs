//! `ownyou evaluate`: how well the core decides, measured on anybody's data. A file for each thing measured; here what
//! they share.

mod model;
mod profile;
mod retrieval;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use ownyou::{error::Explain, inference::InferenceError};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Measure what the core decides, on data of your own.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Profile(profile::ProfileArgs),
    Retrieval(retrieval::RetrievalArgs),
}

/// Why the command failed.
#[derive(Debug, thiserror::Error)]
pub enum EvaluateError {
    /// A file cannot be read.
    #[error("{}: {error}", .path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A line is not what it should be.
    #[error("{}: line {line}: {why}", .path.display())]
    Line {
        /// Of which file.
        path: PathBuf,
        /// Which, from 1.
        line: usize,
        /// Why.
        why: String,
    },
    /// A file without a line.
    #[error("{} is empty", .0.display())]
    Empty(PathBuf),
    /// The ranker needs vectors, and no model is there.
    #[error("the model is not at {}", .0.display())]
    NoModel(PathBuf),
    /// The model is none.
    #[error(transparent)]
    Model(#[from] InferenceError),
    /// Stdout cannot be written.
    #[error("the result cannot be written: {0}")]
    Output(#[from] io::Error),
}

impl Explain for EvaluateError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "unreadable",
            Self::Line { .. } => "bad-line",
            Self::Empty(_) => "empty",
            Self::NoModel(_) => "model-missing",
            Self::Model(error) => error.code(),
            Self::Output(_) => "output",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "Check the path.",
            Self::Line { .. } | Self::Empty(_) => {
                "`ownyou evaluate retrieval --help` and `ownyou evaluate profile --help` say what a line is."
            }
            Self::NoModel(_) => {
                "Run scripts/setup-models.sh once, name the models' folder with --models, or measure words alone with --ranker bm25."
            }
            Self::Model(error) => error.next_step(),
            Self::Output(_) => "Check that there is room where the output goes, and run it again.",
        }
    }
}

/// Runs `ownyou evaluate`.
pub fn run(args: &Args) -> Result<(), EvaluateError> {
    match &args.what {
        What::Profile(args) => profile::run(args),
        What::Retrieval(args) => retrieval::run(args),
    }
}

/// The JSON lines of a file, empty ones passed over.
fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, EvaluateError> {
    let unreadable = |error| EvaluateError::Unreadable { path: path.to_owned(), error };
    let file = fs::read_to_string(path).map_err(unreadable)?;
    let numbered = file.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let parsed = numbered.map(|(line, number)| {
        let bad = |error: serde_json::Error| EvaluateError::Line {
            path: path.to_owned(),
            line: number,
            why: error.to_string(),
        };
        serde_json::from_str(line).map_err(bad)
    });
    let all: Vec<T> = parsed.collect::<Result<_, _>>()?;
    if all.is_empty() { Err(EvaluateError::Empty(path.to_owned())) } else { Ok(all) }
}

/// To four places.
fn rounded(number: f64) -> Value {
    ((number * 1e4).round() / 1e4).into()
}
