//! The store in a directory of files, for native programs. Calls block; one program at a time.
//!
//! ```text
//! DIR/lock                       held while a store is open
//! DIR/segments/NAMESPACE/SEQ     one sealed segment; SEQ in 16 hexadecimal digits
//! DIR/blobs/NAME                 one blob
//! DIR/replace                    a replacement that is decided and not yet carried out; see [`Journal`]
//! DIR/new                        a file being written; means nothing
//! ```

use std::{
    cell::RefCell,
    fs::{self, File, TryLockError},
    io::{self, ErrorKind, Write},
    ops::RangeInclusive,
    path::{Path, PathBuf},
    rc::Rc,
};

use sha2::{Digest, Sha256};

use super::{Change, Store, StoreError, check_blob_name, check_changes, check_seq};
use crate::vault::{codec, namespace::Namespace};

/// Sealed bytes in a directory. Clones are handles on the same directory.
#[derive(Debug, Clone)]
pub struct FileStore(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    dir: PathBuf,
    lock: RefCell<Option<File>>,
}

impl FileStore {
    /// Opens the store in `dir`, making the directory if needed, and finishes what a crash interrupted.
    ///
    /// Errors: [`StoreError::Busy`] while another program has it open.
    pub fn open(dir: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let store = Self(Rc::new(Inner { dir: dir.into(), lock: RefCell::new(None) }));
        store.ready()?;
        Ok(store)
    }

    /// The directory is there and ours, and no replacement is half done.
    fn ready(&self) -> Result<(), StoreError> {
        let mut lock = self.0.lock.borrow_mut();
        if lock.is_none() {
            make_dir(&self.segments()).and_then(|()| make_dir(&self.blobs())).map_err(said)?;
            let file = File::create(self.path("lock")).map_err(said)?;
            file.try_lock().map_err(|error| match error {
                TryLockError::WouldBlock => StoreError::Busy,
                TryLockError::Error(error) => said(error),
            })?;
            *lock = Some(file);
        }
        self.carry_out()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.dir.join(name)
    }

    fn segments(&self) -> PathBuf {
        self.path("segments")
    }

    fn log(&self, namespace: &Namespace) -> PathBuf {
        self.segments().join(namespace.as_str())
    }

    fn segment(&self, namespace: &Namespace, seq: u64) -> PathBuf {
        self.log(namespace).join(format!("{seq:016x}"))
    }

    fn blobs(&self) -> PathBuf {
        self.path("blobs")
    }

    /// Writes a whole file or nothing: beside its place, to the disk, then moved there.
    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
        let new = self.path("new");
        let parent = path.parent().unwrap_or(&self.0.dir);
        let written = || -> io::Result<()> {
            make_dir(parent)?;
            let mut file = File::create(&new)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&new, path)?;
            sync_dir(parent)
        };
        written().map_err(said)
    }

    /// The numbers in `namespace` that are in `range`, ascending.
    fn numbers(&self, namespace: &Namespace, range: &RangeInclusive<u64>) -> Result<Vec<u64>, StoreError> {
        let mut numbers: Vec<u64> = names(&self.log(namespace))?
            .iter()
            .filter(|name| name.len() == 16)
            .filter_map(|name| u64::from_str_radix(name, 16).ok())
            .filter(|seq| range.contains(seq))
            .collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    /// Carries out a decided replacement, if there is one. Doing it twice does no harm.
    fn carry_out(&self) -> Result<(), StoreError> {
        let path = self.path("replace");
        let Some(bytes) = read(&path)? else { return Ok(()) };
        let journal = Journal::decode(&bytes)
            .ok_or_else(|| StoreError::Failed(format!("{} is damaged; set it aside", path.display())))?;
        for change in &journal.changes {
            match change {
                Change::Put { seq, sealed } => self.write(&self.segment(&journal.namespace, *seq), sealed)?,
                Change::Remove { seq } => remove(&self.segment(&journal.namespace, *seq))?,
                Change::RemoveAll => {
                    for seq in self.numbers(&journal.namespace, &(0..=u64::MAX))? {
                        remove(&self.segment(&journal.namespace, seq))?;
                    }
                }
            }
        }
        remove(&path)
    }
}

impl Store for FileStore {
    async fn append(&self, namespace: &Namespace, seq: u64, sealed: &[u8]) -> Result<(), StoreError> {
        check_seq(seq)?;
        self.ready()?;
        let path = self.segment(namespace, seq);
        if path.try_exists().map_err(said)? {
            return Err(StoreError::Conflict { seq });
        }
        self.write(&path, sealed)
    }

    async fn read(&self, namespace: &Namespace, range: RangeInclusive<u64>) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        self.ready()?;
        let mut segments = Vec::new();
        for seq in self.numbers(namespace, &range)? {
            segments.extend(read(&self.segment(namespace, seq))?.map(|sealed| (seq, sealed)));
        }
        Ok(segments)
    }

    async fn replace(&self, namespace: &Namespace, changes: &[Change]) -> Result<(), StoreError> {
        check_changes(changes)?;
        self.ready()?;
        let journal = Journal { namespace: namespace.clone(), changes: changes.to_vec() };
        let bytes = journal.encode().ok_or_else(|| StoreError::Failed("too large a replacement".to_owned()))?;
        self.write(&self.path("replace"), &bytes)?;
        self.carry_out()
    }

    async fn namespaces(&self) -> Result<Vec<Namespace>, StoreError> {
        self.ready()?;
        let mut namespaces = Vec::new();
        for namespace in names(&self.segments())?.iter().filter_map(|name| Namespace::parse(name).ok()) {
            if !self.numbers(&namespace, &(0..=u64::MAX))?.is_empty() {
                namespaces.push(namespace);
            }
        }
        namespaces.sort_unstable();
        Ok(namespaces)
    }

    async fn last(&self, namespace: &Namespace) -> Result<Option<u64>, StoreError> {
        self.ready()?;
        Ok(self.numbers(namespace, &(0..=u64::MAX))?.last().copied())
    }

    async fn blob_get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        check_blob_name(name)?;
        self.ready()?;
        read(&self.blobs().join(name))
    }

    async fn blob_put(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        check_blob_name(name)?;
        self.ready()?;
        self.write(&self.blobs().join(name), bytes)
    }

    async fn blob_delete(&self, name: &str) -> Result<(), StoreError> {
        check_blob_name(name)?;
        self.ready()?;
        remove(&self.blobs().join(name))
    }

    async fn clear(&self) -> Result<(), StoreError> {
        self.ready()?;
        for dir in [self.segments(), self.blobs()] {
            fs::remove_dir_all(dir).map_err(said)?;
        }
        for file in ["new", "replace", "lock"] {
            remove(&self.path(file))?;
        }
        self.0.lock.replace(None);
        // What is not ours stays, and so does the directory then.
        match fs::remove_dir(&self.0.dir) {
            Err(error) if !matches!(error.kind(), ErrorKind::DirectoryNotEmpty | ErrorKind::NotFound) => {
                Err(said(error))
            }
            _ => Ok(()),
        }
    }
}

/// A replacement that is decided: once this file is in its place, every change in it will be made, after a crash by
/// the next program that opens the store.
///
/// SHA-256 of the rest ‖ length-prefixed parts: the namespace, then for each change one part, `p` ‖ seq ‖ bytes,
/// `r` ‖ seq, or `a` for all (seq: 8 bytes, big-endian).
struct Journal {
    namespace: Namespace,
    changes: Vec<Change>,
}

impl Journal {
    fn encode(&self) -> Option<Vec<u8>> {
        let mut parts = vec![self.namespace.as_str().as_bytes().to_vec()];
        parts.extend(self.changes.iter().map(|change| match change {
            Change::Put { seq, sealed } => [b"p", seq.to_be_bytes().as_slice(), sealed].concat(),
            Change::Remove { seq } => [b"r", seq.to_be_bytes().as_slice()].concat(),
            Change::RemoveAll => b"a".to_vec(),
        }));
        let body = codec::join(&parts)?;
        Some([Sha256::digest(&*body).as_slice(), &body].concat())
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let (digest, body) = bytes.split_first_chunk::<32>()?;
        if Sha256::digest(body).as_slice() != digest {
            return None;
        }
        let parts = codec::split(body).ok()?;
        let (namespace, changes) = parts.split_first()?;
        Some(Self {
            namespace: Namespace::parse(std::str::from_utf8(namespace).ok()?).ok()?,
            changes: changes.iter().map(|part| decode_change(part)).collect::<Option<_>>()?,
        })
    }
}

fn decode_change(part: &[u8]) -> Option<Change> {
    let (tag, rest) = part.split_first()?;
    if *tag == b'a' {
        return rest.is_empty().then_some(Change::RemoveAll);
    }
    let (seq, sealed) = rest.split_first_chunk()?;
    let seq = u64::from_be_bytes(*seq);
    match tag {
        b'p' => Some(Change::Put { seq, sealed: sealed.to_vec() }),
        b'r' if sealed.is_empty() => Some(Change::Remove { seq }),
        _ => None,
    }
}

fn said(error: io::Error) -> StoreError {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Failed(error.to_string()),
    }
}

/// The file's bytes, if there is one.
fn read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(said(error)),
    }
}

/// Removes a file for good; fine when there is none.
fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Ok(()) => path.parent().map_or(Ok(()), sync_dir).map_err(said),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(said(error)),
    }
}

/// The names in a directory, none when it is missing.
fn names(dir: &Path) -> Result<Vec<String>, StoreError> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(said(error)),
    };
    let name = |entry: io::Result<fs::DirEntry>| Ok(entry.map_err(said)?.file_name().to_string_lossy().into_owned());
    entries.map(name).collect()
}

/// Makes a directory that lasts, and those above it.
fn make_dir(dir: &Path) -> io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    match dir.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        None => fs::create_dir(dir),
        Some(parent) => {
            make_dir(parent)?;
            fs::create_dir(dir)?;
            sync_dir(parent)
        }
    }
}

/// Makes a directory's entries durable; on Windows they are, and directories cannot be opened.
fn sync_dir(dir: &Path) -> io::Result<()> {
    if cfg!(windows) { Ok(()) } else { File::open(dir)?.sync_all() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::store::suite;

    const A: Namespace = Namespace::literal("a");

    #[tokio::test]
    async fn keeps_the_contract() {
        let dir = tempfile::tempdir().unwrap();
        suite::run(async || FileStore::open(dir.path().join("vault"))).await.unwrap();
        assert!(!dir.path().join("vault").exists(), "clear leaves nothing");
    }

    #[tokio::test]
    async fn only_one_program_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let store = FileStore::open(dir.path()).unwrap();
        assert_eq!(FileStore::open(dir.path()).unwrap_err(), StoreError::Busy);
        drop(store);
        assert!(FileStore::open(dir.path()).is_ok());
    }

    #[tokio::test]
    async fn clear_spares_what_is_not_ours() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("letter.txt"), "dear").unwrap();
        let store = FileStore::open(dir.path()).unwrap();
        store.append(&A, 0, b"x").await.unwrap();
        store.clear().await.unwrap();
        assert_eq!(names(dir.path()).unwrap(), ["letter.txt"]);
    }

    /// Every state a crash can leave a replacement in, after the decision, ends in the replacement being whole.
    #[tokio::test]
    async fn a_decided_replacement_is_finished_after_a_crash() {
        let changes = vec![
            Change::Put { seq: 0, sealed: b"new".to_vec() },
            Change::Remove { seq: 1 },
            Change::Put { seq: 2, sealed: b"new".to_vec() },
        ];
        let journal = Journal { namespace: A, changes }.encode().unwrap();
        for done in 0..=3 {
            let dir = tempfile::tempdir().unwrap();
            let store = FileStore::open(dir.path()).unwrap();
            for seq in 0..3 {
                store.append(&A, seq, b"old").await.unwrap();
            }
            fs::write(dir.path().join("replace"), &journal).unwrap();
            fs::write(dir.path().join("new"), b"to").unwrap();
            for step in 0..done {
                match step {
                    1 => fs::remove_file(store.segment(&A, 1)).unwrap(),
                    seq => fs::write(store.segment(&A, seq), b"new").unwrap(),
                }
            }
            drop(store);
            let store = FileStore::open(dir.path()).unwrap();
            let wanted = vec![(0, b"new".to_vec()), (2, b"new".to_vec())];
            assert_eq!(store.read(&A, 0..=9).await.unwrap(), wanted, "{done} done");
            assert!(!dir.path().join("replace").exists());
        }
    }

    #[tokio::test]
    async fn a_crash_before_the_decision_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let store = FileStore::open(dir.path()).unwrap();
        store.append(&A, 0, b"old").await.unwrap();
        fs::write(dir.path().join("new"), b"half a jour").unwrap();
        drop(store);
        let store = FileStore::open(dir.path()).unwrap();
        assert_eq!(store.read(&A, 0..=9).await.unwrap(), vec![(0, b"old".to_vec())]);
        assert_eq!(store.namespaces().await.unwrap(), vec![A]);
    }

    #[tokio::test]
    async fn a_damaged_decision_is_not_guessed_at() {
        let mut journal = Journal { namespace: A, changes: vec![Change::RemoveAll] }.encode().unwrap();
        *journal.last_mut().unwrap() ^= 1;
        let dir = tempfile::tempdir().unwrap();
        drop(FileStore::open(dir.path()).unwrap());
        fs::write(dir.path().join("replace"), &journal).unwrap();
        assert!(matches!(FileStore::open(dir.path()), Err(StoreError::Failed(_))));
        for length in 0..journal.len() {
            assert!(Journal::decode(&journal[..length]).is_none());
        }
    }
}
