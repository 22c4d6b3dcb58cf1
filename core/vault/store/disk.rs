//! What the file store asks of a disk, and the disk of this machine. Tests put another one in its place.

use std::{
    fs::{self, File, TryLockError},
    io::{self, ErrorKind, Write},
    path::Path,
};

use super::StoreError;

/// Files and directories. Nothing but [`Disk::write`]'s contents is durable before the directory is synced.
pub trait Disk {
    /// Holds a file locked until it is dropped.
    type Lock;

    /// Locks a file, making it if needed. Errors: [`StoreError::Busy`] while another program holds it.
    fn lock(&self, path: &Path) -> Result<Self::Lock, StoreError>;
    /// A file's bytes, if there is one.
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>>;
    /// A file's length; 0 when there is none.
    fn size(&self, path: &Path) -> io::Result<u64>;
    /// The names in a directory, none when it is missing.
    fn names(&self, dir: &Path) -> io::Result<Vec<String>>;
    /// Makes a directory that lasts, and those above it; fine when it is there.
    fn make_dir(&self, dir: &Path) -> io::Result<()>;
    /// Makes a file of these bytes, which are on the disk when this returns.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Moves a file, in place of one that is there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file; fine when there is none.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty directory; one that is not empty or not there stays as it is.
    fn remove_dir(&self, dir: &Path) -> io::Result<()>;
    /// Makes a directory's entries durable; one that is not there has none.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;
}

/// This machine's disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct ThisDisk;

impl Disk for ThisDisk {
    type Lock = File;

    fn lock(&self, path: &Path) -> Result<File, StoreError> {
        let file = File::create(path).map_err(said)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(StoreError::Busy),
            Err(TryLockError::Error(error)) => Err(said(error)),
        }
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        there(fs::read(path))
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        Ok(there(fs::metadata(path))?.map_or(0, |file| file.len()))
    }

    fn names(&self, dir: &Path) -> io::Result<Vec<String>> {
        let Some(entries) = there(fs::read_dir(dir))? else { return Ok(Vec::new()) };
        entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
    }

    fn make_dir(&self, dir: &Path) -> io::Result<()> {
        if dir.is_dir() {
            return Ok(());
        }
        match dir.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            None => fs::create_dir(dir),
            Some(parent) => {
                self.make_dir(parent)?;
                fs::create_dir(dir)?;
                self.sync_dir(parent)
            }
        }
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        there(fs::remove_file(path)).map(drop)
    }

    fn remove_dir(&self, dir: &Path) -> io::Result<()> {
        match there(fs::remove_dir(dir)) {
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty => Ok(()),
            other => other.map(drop),
        }
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        // On Windows entries are durable, and directories cannot be opened.
        if cfg!(windows) {
            return Ok(());
        }
        there(File::open(dir))?.map_or(Ok(()), |dir| dir.sync_all())
    }
}

/// What a disk said, as a store says it.
pub(super) fn said(error: io::Error) -> StoreError {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Failed(error.to_string()),
    }
}

fn there<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
