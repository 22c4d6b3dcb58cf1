//! The SQLite files of the server: opened private to this user, brought up to date, never touched when too new.
//!
//! A file's schema is SQLite's `user_version`: the number of the last step that was applied. What is in a file is
//! said where its steps are: `serve/state.rs`, `issuer/book.rs`, `demo/readers.rs`.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use ownyou::error::Explain;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

/// How long to wait for another process that writes.
const BUSY: Duration = Duration::from_secs(5);

/// One file: its name in the data directory, and the steps to its newest schema.
pub struct Layout {
    /// The file's name.
    pub file: &'static str,
    /// Each step makes the schema whose number is its place, from 1. Released steps never change: a new need is a new
    /// step.
    pub steps: &'static [&'static str],
    /// What to do when the file cannot be used, one sentence that says what it holds.
    pub remedy: &'static str,
}

/// What the server keeps could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
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
        /// What to do, as the file's layout says.
        remedy: &'static str,
    },
}

impl Explain for StoreError {
    fn code(&self) -> &'static str {
        match self {
            Self::Dir { .. } => "data-dir",
            Self::Newer { .. } => "state-newer",
            Self::File { .. } => "state-file",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Dir { .. } => "Make it writable, or name another: --data DIR",
            Self::Newer { .. } => "Use the newer ownyou again, or another data directory: --data DIR",
            Self::File { remedy, .. } => remedy,
        }
    }
}

/// An open file.
pub struct Store {
    /// The connection; what fails on it is told with [`Store::because`].
    pub db: Connection,
    file: PathBuf,
    remedy: &'static str,
}

impl Store {
    /// Opens the file in `dir`, making both where they are not there yet, and brings the schema up to date.
    pub fn open(dir: &Path, layout: &Layout) -> Result<Self, StoreError> {
        make_private(dir).map_err(|source| StoreError::Dir { dir: dir.to_path_buf(), source })?;
        let file = dir.join(layout.file);
        let because = |source| StoreError::File { file: file.clone(), source, remedy: layout.remedy };
        let mut db = Connection::open(&file).map_err(because)?;
        db.busy_timeout(BUSY).map_err(because)?;
        migrate(&mut db, layout.steps).map_err(because)?.map_err(|(found, known)| StoreError::Newer {
            file: file.clone(),
            found,
            known,
        })?;
        Ok(Self { db, file, remedy: layout.remedy })
    }

    /// Opens the file in `dir` to read what another process keeps there; `None` where it is not there, or not of the
    /// newest schema yet.
    pub fn look(dir: &Path, layout: &Layout) -> Option<Self> {
        let file = dir.join(layout.file);
        let db = Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_ONLY).ok()?;
        db.busy_timeout(BUSY).ok()?;
        let found: u32 = db.query_row("PRAGMA user_version", [], |row| row.get(0)).ok()?;
        (usize::try_from(found) == Ok(layout.steps.len())).then_some(Self { db, file, remedy: layout.remedy })
    }

    /// What SQLite says, with the file's name and what to do.
    pub fn because(&self, source: rusqlite::Error) -> StoreError {
        StoreError::File { file: self.file.clone(), source, remedy: self.remedy }
    }
}

/// Applies the steps that are missing, all or none; the inner error is a schema that is too new, and the newest known.
fn migrate(db: &mut Connection, steps: &[&str]) -> rusqlite::Result<Result<(), (u32, u32)>> {
    let all = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: u32 = all.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let mut newest = 0;
    for (number, step) in (1_u32..).zip(steps) {
        newest = number;
        if number > found {
            all.execute_batch(step)?;
            all.pragma_update(None, "user_version", number)?;
        }
    }
    if found > newest {
        return Ok(Err((found, newest)));
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

    const LAYOUT: Layout = Layout {
        file: "test.sqlite",
        steps: &["CREATE TABLE one (a INTEGER) STRICT;", "CREATE TABLE two (a INTEGER) STRICT;"],
        remedy: "Mend it.",
    };

    #[test]
    fn missing_steps_are_applied_once() {
        let dir = tempfile::tempdir().unwrap();
        let first = Layout { steps: &LAYOUT.steps[..1], ..LAYOUT };
        Store::open(dir.path(), &first).unwrap().db.execute("INSERT INTO one VALUES (7)", []).unwrap();
        for _ in 0..2 {
            let store = Store::open(dir.path(), &LAYOUT).unwrap();
            let kept: u32 =
                store.db.query_row("SELECT a FROM one, (SELECT count(*) FROM two)", [], |r| r.get(0)).unwrap();
            assert_eq!(kept, 7);
        }
    }

    #[test]
    fn a_newer_file_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        drop(Store::open(dir.path(), &LAYOUT).unwrap());
        let db = Connection::open(dir.path().join(LAYOUT.file)).unwrap();
        db.pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(Store::open(dir.path(), &LAYOUT), Err(StoreError::Newer { found: 99, known: 2, .. })));
        let still: u32 = db.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(still, 99);
    }

    #[test]
    fn a_look_changes_nothing_and_takes_only_what_it_knows() {
        let dir = tempfile::tempdir().unwrap();
        assert!(Store::look(dir.path(), &LAYOUT).is_none());
        assert!(!dir.path().join(LAYOUT.file).exists());
        drop(Store::open(dir.path(), &Layout { steps: &LAYOUT.steps[..1], ..LAYOUT }).unwrap());
        assert!(Store::look(dir.path(), &LAYOUT).is_none());
        drop(Store::open(dir.path(), &LAYOUT).unwrap());
        let look = Store::look(dir.path(), &LAYOUT).unwrap();
        assert!(look.db.execute("INSERT INTO one VALUES (7)", []).is_err());
    }

    #[test]
    fn a_file_that_is_no_database_is_named() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(LAYOUT.file), "this is a shopping list, and a long enough one").unwrap();
        let error = Store::open(dir.path(), &LAYOUT).err().unwrap();
        assert_eq!((error.code(), error.next_step()), ("state-file", "Mend it."));
        assert!(error.to_string().contains(LAYOUT.file));
    }
}
