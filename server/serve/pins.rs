//! Which issuer the app believes, and which of its published key sets.
//!
//! A wallet refuses keys that are not among these: an issuer that gave one person keys of their own would be seen.

use std::{
    fs,
    path::{Path, PathBuf},
};

use ownyou::present::{KeySet, Origin};
use serde::Serialize;
use tokio::task;

use super::error::ServeError;
use crate::issuer::{book, editions};

/// What `/issuer.json` says.
#[derive(Debug, Serialize)]
pub struct Pinned {
    issuer: String,
    keys: Vec<String>,
}

/// Where the pins come from.
pub enum Pins {
    /// Everything that the issuer at this origin published in the books of this data directory.
    Books(PathBuf, Origin),
    /// Key sets named at the start.
    Files(Vec<KeySet>, Origin),
}

impl Pins {
    /// The pins of `issuer`: of the key sets in `files` where any are named, else of the books in `data`.
    pub fn new(data: &Path, issuer: Origin, files: &[PathBuf]) -> Result<Self, ServeError> {
        if files.is_empty() {
            return Ok(Self::Books(data.to_path_buf(), issuer));
        }
        Ok(Self::Files(files.iter().map(|file| key_set(file, &issuer)).collect::<Result<_, _>>()?, issuer))
    }

    /// What they are now; `None` when the issuer has published nothing here.
    pub async fn read(&self) -> Option<Pinned> {
        let (keys, issuer) = match self {
            Self::Files(sets, issuer) => (sets.iter().map(KeySet::hash).collect(), issuer),
            Self::Books(data, issuer) => {
                let (data, of) = (data.clone(), issuer.clone());
                let keys = task::spawn_blocking(move || editions::hashes(&book::look(&data)?.db, &of).ok());
                (keys.await.ok().flatten().unwrap_or_default(), issuer)
            }
        };
        if keys.is_empty() { None } else { Some(Pinned { issuer: issuer.as_str().to_owned(), keys }) }
    }
}

/// The key set in `file`, which must be the issuer's.
pub fn key_set(file: &Path, issuer: &Origin) -> Result<KeySet, ServeError> {
    let bad = |why: String| ServeError::KeySet { file: file.to_path_buf(), why };
    let text = fs::read_to_string(file).map_err(|error| bad(error.to_string()))?;
    let set = KeySet::from_json(&text).map_err(|error| bad(error.to_string()))?;
    if set.issuer() == issuer { Ok(set) } else { Err(bad(format!("it is of the issuer {}", set.issuer()))) }
}
