//! The store in memory: for tests, and for looking without keeping.

use std::{cell::RefCell, collections::BTreeMap, ops::RangeInclusive, rc::Rc};

use super::{Change, Store, StoreError, check_blob_name, check_changes, check_seq};
use crate::vault::namespace::Namespace;

/// Sealed bytes in memory. Clones are handles on the same bytes.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore(Rc<RefCell<Contents>>);

#[derive(Debug, Clone, Default)]
struct Contents {
    segments: BTreeMap<Namespace, BTreeMap<u64, Vec<u8>>>,
    blobs: BTreeMap<String, Vec<u8>>,
}

impl Store for MemoryStore {
    async fn append(&self, namespace: &Namespace, seq: u64, sealed: &[u8]) -> Result<(), StoreError> {
        check_seq(seq)?;
        let mut contents = self.0.borrow_mut();
        let log = contents.segments.entry(namespace.clone()).or_default();
        if log.contains_key(&seq) {
            return Err(StoreError::Conflict { seq });
        }
        log.insert(seq, sealed.to_vec());
        Ok(())
    }

    async fn read(&self, namespace: &Namespace, range: RangeInclusive<u64>) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        if range.is_empty() {
            return Ok(Vec::new());
        }
        let contents = self.0.borrow();
        let log = contents.segments.get(namespace).into_iter();
        Ok(log.flat_map(|log| log.range(range.clone())).map(|(seq, sealed)| (*seq, sealed.clone())).collect())
    }

    async fn replace(&self, namespace: &Namespace, changes: &[Change]) -> Result<(), StoreError> {
        check_changes(changes)?;
        let mut contents = self.0.borrow_mut();
        let log = contents.segments.entry(namespace.clone()).or_default();
        for change in changes {
            match change {
                Change::Put { seq, sealed } => drop(log.insert(*seq, sealed.clone())),
                Change::Remove { seq } => drop(log.remove(seq)),
                Change::RemoveAll => log.clear(),
            }
        }
        Ok(())
    }

    async fn namespaces(&self) -> Result<Vec<Namespace>, StoreError> {
        let contents = self.0.borrow();
        let used = contents.segments.iter().filter(|(_, log)| !log.is_empty());
        Ok(used.map(|(namespace, _)| namespace.clone()).collect())
    }

    async fn last(&self, namespace: &Namespace) -> Result<Option<u64>, StoreError> {
        Ok(self.0.borrow().segments.get(namespace).and_then(|log| log.keys().next_back().copied()))
    }

    async fn blob_get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        check_blob_name(name)?;
        Ok(self.0.borrow().blobs.get(name).cloned())
    }

    async fn blob_put(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        check_blob_name(name)?;
        self.0.borrow_mut().blobs.insert(name.to_owned(), bytes.to_vec());
        Ok(())
    }

    async fn blob_delete(&self, name: &str) -> Result<(), StoreError> {
        check_blob_name(name)?;
        self.0.borrow_mut().blobs.remove(name);
        Ok(())
    }

    async fn clear(&self) -> Result<(), StoreError> {
        self.0.replace(Contents::default());
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
        suite::run(async || Ok(store.clone())).await.unwrap();
    }
}
