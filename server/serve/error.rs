//! Why the server could not start or go on.

use std::{io, path::PathBuf};

use ownyou::error::Explain;

use super::group::Group;
use crate::{issuer::IssuerError, store::StoreError};

/// Why the server could not start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// What the server keeps could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The system names no folder for application data.
    #[error("this system names no folder for application data")]
    NoDataDir,
    /// There is no built app where it should be.
    #[error("there is no built app in {}", .0.display())]
    NoApp(PathBuf),
    /// A file named as the issuer's keys is not that.
    #[error("{} is no key set of the issuer: {why}", .file.display())]
    KeySet {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// An address of ours is no origin.
    #[error("an address of this server is none: {0}")]
    Address(String),
    /// The issuer's keys could not be made or published.
    #[error("the issuer's keys could not be published: {0}")]
    Keys(#[from] IssuerError),
    /// The port that the group's data belongs to is taken.
    #[error("port {port} is taken by another program, and {}", belongs(*.group, *.port))]
    Occupied {
        /// The group.
        group: Group,
        /// Its port.
        port: u16,
    },
    /// The port asked for is taken.
    #[error("port {0} is taken by another program")]
    Taken(u16),
    /// The other sites would need a port beyond the last one.
    #[error("the issuer and the demo live at the two ports after the app's, and after {0} there are not two")]
    TooHigh(u16),
    /// The system refused the port for another reason.
    #[error("port {port} cannot be used: {source}")]
    Refused {
        /// The port.
        port: u16,
        /// The system's reason.
        source: io::Error,
    },
    /// The server itself could not run.
    #[error("the server could not run: {0}")]
    Run(#[from] io::Error),
}

/// What is lost with the group's address.
fn belongs(group: Group, port: u16) -> String {
    let what = match group {
        Group::App => "the app's data in your browser belongs to",
        Group::Issuer => "the credentials given out belong to",
        Group::Demo => "the readers' accounts belong to",
    };
    format!("{what} {}", group.first_address(port))
}

impl Explain for ServeError {
    fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::NoDataDir => "no-data-dir",
            Self::NoApp(_) => "no-app",
            Self::KeySet { .. } => "key-set",
            Self::Address(_) => "address",
            Self::Keys(error) => error.code(),
            Self::Occupied { .. } => "port-occupied",
            Self::Taken(_) => "port-taken",
            Self::TooHigh(_) => "port-too-high",
            Self::Refused { .. } => "port-refused",
            Self::Run(_) => "cannot-run",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Store(error) => error.next_step(),
            Self::NoDataDir => "Name one: ownyou serve --data DIR",
            Self::NoApp(_) => "Build it with `make build`, or name where it lies: ownyou serve --app-dir DIR",
            Self::KeySet { .. } => {
                "Take what the issuer itself shows at /.well-known/ownyou/issuer, and name that issuer with --issuer-url."
            }
            Self::Address(_) => "Choose another port with --port N.",
            Self::Keys(error) => error.next_step(),
            Self::Occupied { .. } => {
                "Is another `ownyou serve` running? Then it is there already: open that address. Otherwise stop the \
                 program that has the port (`ss -ltnp` or `lsof -iTCP -sTCP:LISTEN` shows which) and start again. \
                 `--port N` moves to another address, where what belongs to the old one is not found."
            }
            Self::Taken(_) => "Choose another port with --port N, or leave --port out.",
            Self::TooHigh(_) => "Choose a port below 65534 with --port N.",
            Self::Refused { .. } => {
                "Choose another port with --port N (below 1024 a system often asks for more rights)."
            }
            Self::Run(_) => "Start it again; if it goes on, this machine may be out of memory or of open files.",
        }
    }
}
