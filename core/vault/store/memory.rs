//! The store in memory: for tests, and for looking without keeping.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    ops::RangeInclusive,
    rc::Rc,
};

use super::{Batch, Claim, Step, Store, StoreError, Usage, check_blob_name};
use crate::vault::namespace::Namespace;

/// Sealed bytes in memory. Clones are one handle on the same bytes.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    contents: Rc<RefCell<Contents>>,
    claim: Rc<Cell<Claim>>,
}

#[derive(Debug, Clone, Default)]
struct Contents {
    segments: BTreeMap<Namespace, BTreeMap<u64, Vec<u8>>>,
    blobs: BTreeMap<String, Vec<u8>>,
    fence: Option<u64>,
}

impl MemoryStore {
    /// Another handle on the same bytes, as another tab has one: what this one claimed, that one does not hold.
    #[must_use]
    pub fn handle(&self) -> Self {
        Self { contents: self.contents.clone(), claim: Rc::default() }
    }

    /// The same bytes once more, apart from these.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self { contents: Rc::new(RefCell::new(self.contents.borrow().clone())), claim: Rc::default() }
    }
}

impl Contents {
    fn has(&self, namespace: &Namespace, seq: u64) -> bool {
        self.segments.get(namespace).is_some_and(|log| log.contains_key(&seq))
    }

    fn apply(&mut self, step: &Step) {
        match step {
            Step::Put { namespace, seq, sealed } | Step::Add { namespace, seq, sealed } => {
                self.segments.entry(namespace.clone()).or_default().insert(*seq, sealed.clone());
            }
            Step::Remove { namespace, seq } => {
                if let Some(log) = self.segments.get_mut(namespace) {
                    log.remove(seq);
                }
            }
            Step::RemoveAll { namespace } => drop(self.segments.remove(namespace)),
            Step::PutBlob { name, bytes } => drop(self.blobs.insert(name.clone(), bytes.clone())),
            Step::RemoveBlob { name } => drop(self.blobs.remove(name)),
        }
    }
}

impl Store for MemoryStore {
    async fn commit(&self, batch: &Batch) -> Result<(), StoreError> {
        batch.check()?;
        let mut contents = self.contents.borrow_mut();
        let fence = self.claim.get().admit(contents.fence)?;
        let seen = batch.expects().and_then(|(name, _)| contents.blobs.get(name));
        batch.expected(seen.map(Vec::as_slice))?;
        batch.check_added(|namespace, seq| Ok(contents.has(namespace, seq)))?;
        if let Some(fence) = fence {
            contents.fence = Some(fence);
            self.claim.set(Claim::Held(fence));
        }
        batch.steps().iter().for_each(|step| contents.apply(step));
        Ok(())
    }

    async fn claim(&self) -> Result<u64, StoreError> {
        let mut contents = self.contents.borrow_mut();
        let fence = contents.fence.map_or(Claim::FIRST, |fence| fence.saturating_add(1));
        contents.fence = Some(fence);
        self.claim.set(Claim::Held(fence));
        Ok(fence)
    }

    async fn read(&self, namespace: &Namespace, range: RangeInclusive<u64>) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        if range.is_empty() {
            return Ok(Vec::new());
        }
        let contents = self.contents.borrow();
        let log = contents.segments.get(namespace).into_iter();
        Ok(log.flat_map(|log| log.range(range.clone())).map(|(seq, sealed)| (*seq, sealed.clone())).collect())
    }

    async fn namespaces(&self) -> Result<Vec<Namespace>, StoreError> {
        let contents = self.contents.borrow();
        let used = contents.segments.iter().filter(|(_, log)| !log.is_empty());
        Ok(used.map(|(namespace, _)| namespace.clone()).collect())
    }

    async fn last(&self, namespace: &Namespace) -> Result<Option<u64>, StoreError> {
        Ok(self.contents.borrow().segments.get(namespace).and_then(|log| log.keys().next_back().copied()))
    }

    async fn blob_get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        check_blob_name(name)?;
        Ok(self.contents.borrow().blobs.get(name).cloned())
    }

    async fn blobs(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.contents.borrow().blobs.keys().cloned().collect())
    }

    async fn usage(&self) -> Result<Usage, StoreError> {
        let contents = self.contents.borrow();
        let size = |bytes: &Vec<u8>| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let used = contents.segments.iter().filter(|(_, log)| !log.is_empty());
        Ok(Usage {
            namespaces: used.map(|(namespace, log)| (namespace.clone(), log.values().map(size).sum())).collect(),
            blobs: contents.blobs.iter().map(|(name, bytes)| (name.clone(), size(bytes))).collect(),
        })
    }

    async fn clear(&self) -> Result<(), StoreError> {
        let mut contents = self.contents.borrow_mut();
        self.claim.get().admit(contents.fence)?;
        *contents = Contents::default();
        self.claim.set(self.claim.get().cleared());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::store::suite;

    #[tokio::test]
    async fn keeps_the_contract() {
        let store = MemoryStore::default();
        suite::run(async || Ok(store.handle())).await.unwrap();
    }
}
