//! Stand-ins for tests: counted "randomness", a store that fails at a chosen write, a device key in memory.

use std::{
    cell::{Cell, RefCell},
    ops::RangeInclusive,
    rc::Rc,
};

use zeroize::Zeroizing;

use super::{Batch, Cost, DeviceError, DeviceKey, Namespace, Store, StoreError, Usage, store::memory::MemoryStore};
use crate::random::{NoRandomness, Random};

/// The least Argon2id there is.
pub(crate) const CHEAP: Cost = Cost { memory_kib: 8, iterations: 1, lanes: 1 };

/// "Randomness" that counts up, byte by byte: the same bytes in every run.
pub(crate) struct Counting(Cell<u8>);

impl From<u8> for Counting {
    fn from(first: u8) -> Self {
        Self(Cell::new(first))
    }
}

impl Random for Counting {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        for byte in bytes {
            *byte = self.0.replace(self.0.get().wrapping_add(1));
        }
        Ok(())
    }
}

/// Dice that fall the same in every run of the same seed (SplitMix64).
#[derive(Debug, Clone)]
pub(crate) struct Dice(pub u64);

impl Dice {
    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn index(&mut self, end: usize) -> usize {
        usize::try_from(self.below(u64::try_from(end).unwrap())).unwrap()
    }
}

/// What happens at the write that the fuse was set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// That write fails, later ones work: a full disk that was freed.
    Fails,
    /// Killed before that write; nothing works any more.
    KilledBefore,
    /// Killed after that write and before it was confirmed; nothing works any more.
    KilledAfter,
}

/// A memory store that fails at the n-th write, counted from 0.
#[derive(Clone)]
pub(crate) struct FaultyStore {
    inner: MemoryStore,
    writes: Rc<Cell<u64>>,
    at: u64,
    fault: Fault,
}

impl FaultyStore {
    /// Fails at write number `at` on what is in `inner`, which stays for those who look at it later.
    pub(crate) fn over(inner: &MemoryStore, at: u64, fault: Fault) -> Self {
        Self { inner: inner.clone(), writes: Rc::default(), at, fault }
    }

    /// How many writes were asked for.
    pub(crate) fn writes(&self) -> u64 {
        self.writes.get()
    }

    fn alive(&self) -> Result<(), StoreError> {
        let dead = self.fault != Fault::Fails && self.writes.get() > self.at;
        if dead { Err(StoreError::Lost("killed".to_owned())) } else { Ok(()) }
    }

    async fn write(&self, write: impl Future<Output = Result<(), StoreError>>) -> Result<(), StoreError> {
        self.alive()?;
        let number = self.writes.replace(self.writes.get() + 1);
        match (number == self.at, self.fault) {
            (false, _) => write.await,
            (true, Fault::Fails) => Err(StoreError::Full),
            (true, Fault::KilledBefore) => Err(StoreError::Lost("killed".to_owned())),
            (true, Fault::KilledAfter) => {
                write.await?;
                Err(StoreError::Lost("killed".to_owned()))
            }
        }
    }
}

impl Store for FaultyStore {
    async fn commit(&self, batch: &Batch) -> Result<(), StoreError> {
        self.write(self.inner.commit(batch)).await
    }

    async fn claim(&self) -> Result<u64, StoreError> {
        self.alive()?;
        self.inner.claim().await
    }

    async fn read(&self, namespace: &Namespace, range: RangeInclusive<u64>) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        self.alive()?;
        self.inner.read(namespace, range).await
    }

    async fn namespaces(&self) -> Result<Vec<Namespace>, StoreError> {
        self.alive()?;
        self.inner.namespaces().await
    }

    async fn last(&self, namespace: &Namespace) -> Result<Option<u64>, StoreError> {
        self.alive()?;
        self.inner.last(namespace).await
    }

    async fn blob_get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.alive()?;
        self.inner.blob_get(name).await
    }

    async fn blobs(&self) -> Result<Vec<String>, StoreError> {
        self.alive()?;
        self.inner.blobs().await
    }

    async fn usage(&self) -> Result<Usage, StoreError> {
        self.alive()?;
        self.inner.usage().await
    }

    async fn clear(&self) -> Result<(), StoreError> {
        self.write(self.inner.clear()).await
    }
}

/// A device key that is a mask in memory: enough to tell one device from another, and to be forgotten.
#[derive(Default)]
pub(crate) struct MaskingDevice(RefCell<Option<u8>>);

impl MaskingDevice {
    /// A device with a key.
    pub(crate) fn with(mask: u8) -> Self {
        Self(RefCell::new(Some(mask)))
    }
}

impl DeviceKey for MaskingDevice {
    async fn wrap(&self, secret: &[u8]) -> Result<Vec<u8>, DeviceError> {
        let mask = *self.0.borrow_mut().get_or_insert(0x5a);
        Ok([&[mask], secret.iter().map(|byte| byte ^ mask).collect::<Vec<_>>().as_slice()].concat())
    }

    async fn unwrap(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, DeviceError> {
        let mask = self.0.borrow().ok_or(DeviceError::Missing)?;
        match sealed.split_first() {
            Some((first, rest)) if *first == mask => Ok(Zeroizing::new(rest.iter().map(|byte| byte ^ mask).collect())),
            _ => Err(DeviceError::Refused),
        }
    }

    async fn forget(&self) -> Result<(), DeviceError> {
        self.0.replace(None);
        Ok(())
    }
}
