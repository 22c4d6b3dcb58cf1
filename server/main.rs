//! The native binary `ownyou`: reads the arguments, runs one command, says how it went.
//!
//! Commands live in `serve/` (the local server, whose sites are `serve/app.rs`, `issuer/` and `demo/`), `issuer/cli.rs`
//! and `cli/` (the core's rooms as filters). What decides anything is in the library.
#![deny(unsafe_code)]

mod cli;
mod clock;
mod demo;
mod issuer;
mod serve;
mod store;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use ownyou::error::Explain;

/// Your own data, on your own device.
///
/// `ownyou serve` starts the app for your browser, with an issuer and two demo publishers. `import`, `extract`, `classify` and
/// `missions` are the same core as filters: files in, JSON lines out, nothing kept and nothing sent.
#[derive(Debug, Parser)]
#[command(
    name = "ownyou",
    version,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 done, 1 failed (stderr says why and what to do), 2 wrong arguments."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(serve::Args),
    Import(cli::import::Args),
    Classify(cli::classify::Args),
    Evaluate(cli::evaluate::Args),
    Extract(cli::extract::Args),
    Missions(cli::missions::Args),
    Issuer(issuer::cli::Args),
    Bbs(cli::bbs::Args),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Serve(args) => finish(serve::run(&args)),
        Command::Import(args) => finish(cli::import::run(&args)),
        Command::Classify(args) => finish(cli::classify::run(&args)),
        Command::Evaluate(args) => finish(cli::evaluate::run(&args)),
        Command::Extract(args) => finish(cli::extract::run(&args)),
        Command::Missions(args) => finish(cli::missions::run(&args)),
        Command::Issuer(args) => finish(issuer::cli::run(&args)),
        Command::Bbs(args) => finish(cli::bbs::run(&args)),
    }
}

/// The exit code of a command; a failure is told on stderr with its next step.
fn finish<E: Explain>(outcome: Result<(), E>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // When stderr itself is gone there is nobody left to tell; the exit code still says it.
            let _ = writeln!(io::stderr().lock(), "error: {error}\n{}", error.next_step());
            ExitCode::FAILURE
        }
    }
}
