//! What the server keeps: one SQLite file, `server.sqlite`, in the data directory.
//!
//! Nothing of the person's data is in it. The schema's version is SQLite's `user_version`: the number of the last
//! step that was applied. A file from a newer version is refused, never touched.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use ownyou::error::Explain;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

/// The file's name in the data directory.
const FILE: &str = "server.sqlite";
/// How long to wait for another process that writes.
const BUSY: Duration = Duration::from_secs(5);
/// The newest schema known here: the number of the last step.
const SCHEMA: u32 = 1;
/// The steps to it, each with the schema that it makes. Released steps never change: a new need is a new step.
const MIGRATIONS: [(u32, &str); 1] =
    [(SCHEMA, "CREATE TABLE setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;")];
/// The setting that holds the port.
const PORT: &str = "port";

/// What the server keeps could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// The data directory cannot be made.
    #[error("the data directory {} cannot be used: {source}", .dir.display())]
    Dir {
        /// The directory.
        dir: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The file is from a newer version of this program.
    #[error("{} was written by a newer version of ownyou (schema {found}; this one knows {known})", .file.display())]
    Newer {
        /// The file.
        file: PathBuf,
        /// Its schema.
        found: u32,
        /// The newest schema known here.
        known: u32,
    },
    /// The file cannot be read or written, or is no SQLite file.
    #[error("{} cannot be used: {source}", .file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// SQLite's reason.
        source: rusqlite::Error,
    },
}

impl Explain for StateError {
    fn code(&self) -> &'static str {
        match self {
            Self::Dir { .. } => "data-dir",
            Self::Newer { .. } => "state-newer",
            Self::File { .. } => "state-file",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Dir { .. } => "Make it writable, or name another: ownyou serve --data DIR",
            Self::Newer { .. } => "Use the newer ownyou again, or another data directory: ownyou serve --data DIR",
            Self::File { .. } => {
                "If the disk is full or read-only, mend that. If the file is damaged, move it away: it holds the \
                 server's port and no data of yours; then start with --port and the port that you used."
            }
        }
    }
}

/// The open file.
pub struct State {
    db: Connection,
    file: PathBuf,
}

impl State {
    /// Opens the file in `dir`, making both where they are not there yet, and brings the schema up to date.
    pub fn open(dir: &Path) -> Result<Self, StateError> {
        make_private(dir).map_err(|source| StateError::Dir { dir: dir.to_path_buf(), source })?;
        let file = dir.join(FILE);
        let because = |source| StateError::File { file: file.clone(), source };
        let mut db = Connection::open(&file).map_err(because)?;
        db.busy_timeout(BUSY).map_err(because)?;
        migrate(&mut db).map_err(because)?.map_err(|found| StateError::Newer {
            file: file.clone(),
            found,
            known: SCHEMA,
        })?;
        Ok(Self { db, file })
    }

    /// The port that the sites live at, once one was chosen.
    pub fn port(&self) -> Result<Option<u16>, StateError> {
        self.db
            .query_row("SELECT value FROM setting WHERE name = ?1", [PORT], |row| row.get(0))
            .optional()
            .map_err(|source| self.because(source))
    }

    /// Keeps `port` as the first choice and returns what is kept: another start may have been faster.
    pub fn keep_first_port(&self, port: u16) -> Result<u16, StateError> {
        self.db
            .execute("INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING", (PORT, port))
            .map_err(|source| self.because(source))?;
        Ok(self.port()?.unwrap_or(port))
    }

    /// Keeps `port` instead of whatever was kept.
    pub fn move_to_port(&self, port: u16) -> Result<(), StateError> {
        self.db
            .execute(
                "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
                (PORT, port),
            )
            .map_err(|source| self.because(source))?;
        Ok(())
    }

    fn because(&self, source: rusqlite::Error) -> StateError {
        StateError::File { file: self.file.clone(), source }
    }
}

/// Applies the steps that are missing, all or none; the inner error is the schema of a file that is too new.
fn migrate(db: &mut Connection) -> rusqlite::Result<Result<(), u32>> {
    let all = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: u32 = all.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > SCHEMA {
        return Ok(Err(found));
    }
    for (schema, step) in MIGRATIONS {
        if schema > found {
            all.execute_batch(step)?;
            all.pragma_update(None, "user_version", schema)?;
        }
    }
    all.commit()?;
    Ok(Ok(()))
}

/// Makes `dir`, for this user's eyes only; one that is there stays as it is.
fn make_private(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_port_stays_until_the_person_moves() {
        let dir = tempfile::tempdir().unwrap();
        let state = State::open(dir.path()).unwrap();
        assert_eq!(state.port().unwrap(), None);
        assert_eq!(state.keep_first_port(8787).unwrap(), 8787);
        assert_eq!(state.keep_first_port(9000).unwrap(), 8787);
        state.move_to_port(9000).unwrap();
        drop(state);
        assert_eq!(State::open(dir.path()).unwrap().port().unwrap(), Some(9000));
    }

    #[test]
    fn a_newer_file_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        drop(State::open(dir.path()).unwrap());
        let db = Connection::open(dir.path().join(FILE)).unwrap();
        db.pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(State::open(dir.path()), Err(StateError::Newer { found: 99, known: 1, .. })));
        let still: u32 = db.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(still, 99);
    }

    #[test]
    fn a_file_that_is_no_database_is_named() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(FILE), "this is a shopping list, and a long enough one").unwrap();
        let error = State::open(dir.path()).err().unwrap();
        assert_eq!(error.code(), "state-file");
        assert!(error.to_string().contains(FILE));
    }
}
