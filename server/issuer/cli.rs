//! `ownyou issuer`: what whoever runs the issuer does at a terminal.

use std::{
    io::{self, BufWriter, Write},
    path::PathBuf,
};

use clap::Subcommand;
use ownyou::{error::Explain, present::Origin, random::SystemRandom};

use super::{book, error::IssuerError, invites};
use crate::serve::{self, ServeError};

/// Run the issuer's books.
///
/// The issuer itself is started with `ownyou serve issuer`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Invite(Invite),
}

/// Make invites, and print each with the link at which it is used, one a line.
///
/// An invite is ten letters and digits, for one person, once. The issuer may be running meanwhile.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  ownyou issuer invite
  ownyou issuer invite --count 20 --app-url https://app.ownyou.example")]
struct Invite {
    /// How many
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1000))]
    count: u16,
    /// The data directory of the issuer [default: as for `ownyou serve`]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The app that the link leads to [default: the one that this data directory's server lives at]
    #[arg(long, value_name = "URL", value_parser = serve::origin)]
    app_url: Option<Origin>,
}

/// Why the command failed.
#[derive(Debug, thiserror::Error)]
pub enum IssuerCliError {
    /// Where things are could not be found out.
    #[error(transparent)]
    Place(#[from] ServeError),
    /// The books could not be written.
    #[error(transparent)]
    Issuer(#[from] IssuerError),
    /// Stdout cannot be written.
    #[error("the invites cannot be written: {0}")]
    Output(#[from] io::Error),
}

impl Explain for IssuerCliError {
    fn code(&self) -> &'static str {
        match self {
            Self::Place(error) => error.code(),
            Self::Issuer(error) => error.code(),
            Self::Output(_) => "output",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Place(error) => error.next_step(),
            Self::Issuer(IssuerError::Store(error)) => error.next_step(),
            Self::Issuer(error) => error.next_step(),
            Self::Output(_) => "Check that there is room where the output goes, and run it again.",
        }
    }
}

/// Runs `ownyou issuer`.
pub fn run(args: &Args) -> Result<(), IssuerCliError> {
    let Command::Invite(invite) = &args.command;
    let data = serve::data_dir(invite.data.as_deref())?;
    let app = match &invite.app_url {
        Some(app) => app.as_str().to_owned(),
        None => serve::app_address(&data)?,
    };
    let mut store = book::open(&data).map_err(IssuerError::from)?;
    let mut lines = Vec::new();
    let all = store.db.transaction().map_err(IssuerError::from)?;
    for _ in 0..invite.count {
        let code = invites::code(&SystemRandom).map_err(IssuerError::from)?;
        invites::keep(&all, &code).map_err(IssuerError::from)?;
        lines.push(format!("{code}  {}\n", invites::link(&app, &code)));
    }
    all.commit().map_err(IssuerError::from)?;
    let mut out = BufWriter::new(io::stdout().lock());
    for line in lines {
        out.write_all(line.as_bytes())?;
    }
    Ok(out.flush()?)
}
