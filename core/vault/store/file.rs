//! The store in a directory of files, for native programs. Calls block; one program at a time.
//!
//! ```text
//! DIR/lock                       held while a store is open
//! DIR/segments/NAMESPACE/SEQ     one sealed segment; SEQ in 16 hexadecimal digits
//! DIR/blobs/NAME                 one blob; the fencing number is one of them
//! DIR/journal                    a commit that is decided and not yet carried out
//! DIR/new                        a file being written; means nothing
//! ```

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    io,
    ops::RangeInclusive,
    path::{Path, PathBuf},
    rc::Rc,
};

use super::{
    Batch, Claim, FENCE, Step, Store, StoreError, Usage, check_blob_name,
    disk::{Disk, ThisDisk, said},
    journal,
};
use crate::vault::namespace::Namespace;

const ALL: RangeInclusive<u64> = 0..=u64::MAX;

/// Sealed bytes in a directory. Clones are one handle on the same directory.
pub struct FileStore<D: Disk = ThisDisk>(Rc<Inner<D>>);

struct Inner<D: Disk> {
    dir: PathBuf,
    disk: D,
    lock: RefCell<Option<D::Lock>>,
    claim: Cell<Claim>,
}

impl<D: Disk> Clone for FileStore<D> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl FileStore {
    /// Opens the store in `dir`, making the directory if needed, and finishes what a crash interrupted.
    ///
    /// Errors: [`StoreError::Busy`] while another program has it open.
    pub fn open(dir: impl Into<PathBuf>) -> Result<Self, StoreError> {
        Self::on(ThisDisk, dir)
    }
}

impl<D: Disk> FileStore<D> {
    /// The same on another disk.
    pub(in crate::vault) fn on(disk: D, dir: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let inner = Inner { dir: dir.into(), disk, lock: RefCell::new(None), claim: Cell::default() };
        let store = Self(Rc::new(inner));
        store.ready()?;
        Ok(store)
    }

    /// The directory is there and ours, and no commit is half done.
    fn ready(&self) -> Result<(), StoreError> {
        let mut lock = self.0.lock.borrow_mut();
        if lock.is_none() {
            let make = |dir: &Path| self.0.disk.make_dir(dir).map_err(said);
            make(&self.segments()).and_then(|()| make(&self.blob_dir()))?;
            *lock = Some(self.0.disk.lock(&self.path("lock"))?);
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

    fn blob_dir(&self) -> PathBuf {
        self.path("blobs")
    }

    fn blob(&self, name: &str) -> PathBuf {
        self.blob_dir().join(name)
    }

    fn read_file(&self, path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
        self.0.disk.read(path).map_err(said)
    }

    /// Writes a whole file or nothing: beside its place, to the disk, then moved there. Lasts once `dir` is synced.
    fn write(&self, dir: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let new = self.path("new");
        self.0.disk.make_dir(dir)?;
        self.0.disk.write(&new, bytes)?;
        self.0.disk.rename(&new, path)
    }

    /// The numbers in `namespace` that are in `range`, ascending.
    fn numbers(&self, namespace: &Namespace, range: &RangeInclusive<u64>) -> Result<Vec<u64>, StoreError> {
        let names = self.0.disk.names(&self.log(namespace)).map_err(said)?;
        let mut numbers: Vec<u64> = names
            .iter()
            .filter(|name| name.len() == 16)
            .filter_map(|name| u64::from_str_radix(name, 16).ok())
            .filter(|seq| range.contains(seq))
            .collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    fn fence(&self) -> Result<Option<u64>, StoreError> {
        let bytes = self.read_file(&self.blob(FENCE))?;
        Ok(bytes.and_then(|bytes| Some(u64::from_be_bytes(bytes.try_into().ok()?))))
    }

    /// Writes down what is decided, then does it.
    fn decide<'a>(&self, steps: impl Iterator<Item = &'a Step>) -> Result<(), StoreError> {
        let bytes = journal::encode(steps).ok_or_else(|| StoreError::Failed("too large a commit".to_owned()))?;
        let written = self.write(&self.0.dir, &self.path("journal"), &bytes);
        written.and_then(|()| self.0.disk.sync_dir(&self.0.dir)).map_err(said)?;
        self.carry_out()
    }

    /// Carries out a decided commit, if there is one. Doing it twice does no harm.
    fn carry_out(&self) -> Result<(), StoreError> {
        let path = self.path("journal");
        let Some(bytes) = self.read_file(&path)? else { return Ok(()) };
        let steps = journal::decode(&bytes)
            .ok_or_else(|| StoreError::Failed(format!("{} is damaged; set it aside", path.display())))?;
        let mut touched = BTreeSet::new();
        for step in &steps {
            self.make(step, &mut touched)?;
        }
        let synced = touched.iter().try_for_each(|dir| self.0.disk.sync_dir(dir));
        let removed = synced.and_then(|()| self.0.disk.remove(&path));
        removed.and_then(|()| self.0.disk.sync_dir(&self.0.dir)).map_err(said)
    }

    /// Makes one step; the directories it changed are to be synced.
    fn make(&self, step: &Step, touched: &mut BTreeSet<PathBuf>) -> Result<(), StoreError> {
        let disk = &self.0.disk;
        let dir = match step {
            Step::Put { namespace, .. }
            | Step::Add { namespace, .. }
            | Step::Remove { namespace, .. }
            | Step::RemoveAll { namespace } => self.log(namespace),
            Step::PutBlob { .. } | Step::RemoveBlob { .. } => self.blob_dir(),
        };
        match step {
            Step::Put { namespace, seq, sealed } | Step::Add { namespace, seq, sealed } => {
                self.write(&dir, &self.segment(namespace, *seq), sealed)
            }
            Step::Remove { namespace, seq } => disk.remove(&self.segment(namespace, *seq)),
            Step::RemoveAll { namespace } => self
                .numbers(namespace, &ALL)?
                .into_iter()
                .try_for_each(|seq| disk.remove(&self.segment(namespace, seq))),
            Step::PutBlob { name, bytes } => self.write(&dir, &self.blob(name), bytes),
            Step::RemoveBlob { name } => disk.remove(&self.blob(name)),
        }
        .map_err(said)?;
        touched.insert(dir);
        Ok(())
    }
}

impl<D: Disk> Store for FileStore<D> {
    async fn commit(&self, batch: &Batch) -> Result<(), StoreError> {
        batch.check()?;
        self.ready()?;
        let fence = self.0.claim.get().admit(self.fence()?)?;
        if let Some((name, _)) = batch.expects() {
            batch.expected(self.read_file(&self.blob(name))?.as_deref())?;
        }
        batch.check_added(|namespace, seq| Ok(!self.numbers(namespace, &(seq..=seq))?.is_empty()))?;
        if batch.is_empty() {
            return Ok(());
        }
        let fenced = fence.map(put_fence);
        self.decide(fenced.iter().chain(batch.steps()))?;
        if let Some(fence) = fence {
            self.0.claim.set(Claim::Held(fence));
        }
        Ok(())
    }

    async fn claim(&self) -> Result<u64, StoreError> {
        self.ready()?;
        let fence = self.fence()?.map_or(Claim::FIRST, |fence| fence.saturating_add(1));
        self.decide(std::iter::once(&put_fence(fence)))?;
        self.0.claim.set(Claim::Held(fence));
        Ok(fence)
    }

    async fn read(&self, namespace: &Namespace, range: RangeInclusive<u64>) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        self.ready()?;
        let mut segments = Vec::new();
        for seq in self.numbers(namespace, &range)? {
            segments.extend(self.read_file(&self.segment(namespace, seq))?.map(|sealed| (seq, sealed)));
        }
        Ok(segments)
    }

    async fn namespaces(&self) -> Result<Vec<Namespace>, StoreError> {
        self.ready()?;
        let mut namespaces = Vec::new();
        let names = self.0.disk.names(&self.segments()).map_err(said)?;
        for namespace in names.iter().filter_map(|name| Namespace::parse(name).ok()) {
            if !self.numbers(&namespace, &ALL)?.is_empty() {
                namespaces.push(namespace);
            }
        }
        namespaces.sort_unstable();
        Ok(namespaces)
    }

    async fn last(&self, namespace: &Namespace) -> Result<Option<u64>, StoreError> {
        self.ready()?;
        Ok(self.numbers(namespace, &ALL)?.last().copied())
    }

    async fn blob_get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        check_blob_name(name)?;
        self.ready()?;
        self.read_file(&self.blob(name))
    }

    async fn blobs(&self) -> Result<Vec<String>, StoreError> {
        self.ready()?;
        let mut names = self.0.disk.names(&self.blob_dir()).map_err(said)?;
        names.retain(|name| check_blob_name(name).is_ok());
        names.sort_unstable();
        Ok(names)
    }

    async fn usage(&self) -> Result<Usage, StoreError> {
        let mut usage = Usage::default();
        for namespace in self.namespaces().await? {
            let mut bytes = 0u64;
            for seq in self.numbers(&namespace, &ALL)? {
                bytes = bytes.saturating_add(self.0.disk.size(&self.segment(&namespace, seq)).map_err(said)?);
            }
            usage.namespaces.insert(namespace, bytes);
        }
        for name in self.blobs().await? {
            let bytes = self.0.disk.size(&self.blob(&name)).map_err(said)?;
            usage.blobs.insert(name, bytes);
        }
        Ok(usage)
    }

    async fn clear(&self) -> Result<(), StoreError> {
        self.ready()?;
        self.0.claim.get().admit(self.fence()?)?;
        let namespaces = self.namespaces().await?;
        let blobs = self.0.disk.names(&self.blob_dir()).map_err(said)?;
        let steps = namespaces.iter().map(|namespace| Step::RemoveAll { namespace: namespace.clone() });
        let steps: Vec<_> = steps.chain(blobs.into_iter().map(|name| Step::RemoveBlob { name })).collect();
        self.decide(steps.iter())?;
        // Nothing of ours is left but what it lay in. What is not ours stays, and so does its directory then.
        let logs = self.0.disk.names(&self.segments()).map_err(said)?;
        let mut dirs = logs.iter().map(|name| self.segments().join(name)).chain([self.segments(), self.blob_dir()]);
        let removed = dirs.try_for_each(|dir| self.0.disk.remove_dir(&dir));
        let files = ["new", "lock"].map(|name| self.path(name));
        removed
            .and_then(|()| files.iter().try_for_each(|file| self.0.disk.remove(file)))
            .and_then(|()| self.0.disk.remove_dir(&self.0.dir))
            .map_err(said)?;
        self.0.lock.replace(None);
        self.0.claim.set(self.0.claim.get().cleared());
        Ok(())
    }
}

fn put_fence(fence: u64) -> Step {
    Step::PutBlob { name: FENCE.to_owned(), bytes: fence.to_be_bytes().to_vec() }
}
