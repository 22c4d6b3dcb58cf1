//! The browser's storage as the one owner of the vault writes to it: claimed before the first write, and told where it
//! takes none.

use std::{cell::Cell, ops::RangeInclusive, rc::Rc};

use crate::vault::{
    Namespace, Store, StoreError,
    store::{Batch, Usage, indexed_db::IndexedDb},
};

use super::{
    emit,
    shapes::{CoreEvent, Failure},
};

/// IndexedDB, with what the pages are told of its writes: [`CoreEvent::Saving`] where one was refused, and where the
/// next is taken. Clones are one handle.
#[derive(Clone)]
pub(super) struct Owned(Rc<Inner>);

struct Inner {
    database: IndexedDb,
    /// Claiming is itself a write: where the disk is full, the vault opens for reading and claims later.
    claimed: Cell<bool>,
    refused: Cell<bool>,
    on_event: js_sys::Function,
}

impl Owned {
    pub fn new(on_event: js_sys::Function) -> Self {
        let (claimed, refused) = (Cell::default(), Cell::default());
        Self(Rc::new(Inner { database: IndexedDb::default(), claimed, refused, on_event }))
    }

    /// Writes a little and takes it back.
    pub async fn probe(&self) -> Result<(), StoreError> {
        const NAME: &str = "probe";
        self.commit(&Batch::new().put_blob(NAME, vec![0; PROBE]).remove_blob(NAME)).await
    }

    async fn claimed(&self) -> Result<(), StoreError> {
        if !self.0.claimed.get() {
            self.0.database.claim().await?;
            self.0.claimed.set(true);
        }
        Ok(())
    }

    fn told<T>(&self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        match &outcome {
            // Said of what was to be written, not of the storage.
            Err(
                StoreError::Conflict { .. } | StoreError::Changed | StoreError::BadSeq(_) | StoreError::BadBlobName,
            ) => {}
            Err(error) => {
                self.0.refused.set(true);
                emit(&self.0.on_event, &CoreEvent::Saving { problem: Some(Failure::new(error)) });
            }
            Ok(_) if self.0.refused.replace(false) => emit(&self.0.on_event, &CoreEvent::Saving { problem: None }),
            Ok(_) => {}
        }
        outcome
    }
}

/// Bytes of a probe: about as much as a small write of the core's.
const PROBE: usize = 4096;

impl Store for Owned {
    async fn commit(&self, batch: &Batch) -> Result<(), StoreError> {
        let write = async {
            self.claimed().await?;
            self.0.database.commit(batch).await
        };
        self.told(write.await)
    }

    async fn claim(&self) -> Result<u64, StoreError> {
        let fence = self.0.database.claim().await;
        self.0.claimed.set(fence.is_ok());
        self.told(fence)
    }

    async fn read(&self, namespace: &Namespace, range: RangeInclusive<u64>) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        self.0.database.read(namespace, range).await
    }

    async fn namespaces(&self) -> Result<Vec<Namespace>, StoreError> {
        self.0.database.namespaces().await
    }

    async fn last(&self, namespace: &Namespace) -> Result<Option<u64>, StoreError> {
        self.0.database.last(namespace).await
    }

    async fn blob_get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.0.database.blob_get(name).await
    }

    async fn blobs(&self) -> Result<Vec<String>, StoreError> {
        self.0.database.blobs().await
    }

    async fn usage(&self) -> Result<Usage, StoreError> {
        self.0.database.usage().await
    }

    async fn clear(&self) -> Result<(), StoreError> {
        let clear = async {
            self.claimed().await?;
            self.0.database.clear().await
        };
        self.told(clear.await)
    }
}
