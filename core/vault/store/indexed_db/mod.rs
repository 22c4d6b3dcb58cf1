//! The store in the browser: one IndexedDB database, through rexie.
//!
//! Version 1 has two object stores with keys beside the values: `segments`, `[namespace, seq]` → `Uint8Array`, and
//! `blobs`, name → `Uint8Array`. Reads go through rexie. Writes go through a second connection of our own, since what is
//! confirmed must be durable and rexie knows no `durability: "strict"`.
//!
//! `connection` opens, `transaction` writes, `convert` and `failure` are what crosses.

mod connection;
mod convert;
mod failure;
#[cfg(feature = "suite")]
mod suite;
mod transaction;

use std::{
    cell::{Cell, RefCell},
    ops::RangeInclusive,
    rc::Rc,
};

use js_sys::JsString;
use rexie::{Rexie, TransactionMode};
use wasm_bindgen::JsCast;

use super::{Batch, Claim, FENCE, MAX_SEQ, Step, Store, StoreError, Usage, check_blob_name};
use crate::vault::namespace::Namespace;

use self::{
    connection::{Connection, DELETED, deleted, exists, pause},
    convert::{bytes, key_range, parse_key},
    failure::said,
    transaction::Transaction,
};

#[cfg(feature = "suite")]
pub(super) use self::suite::suite;

/// The name of the app's database.
pub const DATABASE: &str = "ownyou";
const VERSION: u32 = 1;
const SEGMENTS: &str = "segments";
const BLOBS: &str = "blobs";
/// Before a lost connection is opened again, and again: at once is known to be useless.
const REOPEN_AFTER_MS: [f64; 2] = [400.0, 1600.0];
/// Values read at a time to learn their sizes.
const AT_ONCE: u32 = 64;

/// Sealed bytes in IndexedDB. The database is made by the first write, so that looking leaves no trace. A lost
/// connection is opened again. Clones are one handle on the same connection.
#[derive(Clone)]
pub struct IndexedDb(Rc<Inner>);

struct Inner {
    name: String,
    connection: RefCell<Option<Rc<Connection>>>,
    /// Whether the database was there once: it is then never made anew behind the back of who erased it.
    seen: Cell<bool>,
    claim: Cell<Claim>,
}

impl Default for IndexedDb {
    fn default() -> Self {
        Self::named(DATABASE)
    }
}

impl IndexedDb {
    /// The database of that name, without opening it.
    pub fn named(name: &str) -> Self {
        Self(Rc::new(Inner {
            name: name.to_owned(),
            connection: RefCell::default(),
            seen: Cell::default(),
            claim: Cell::default(),
        }))
    }

    /// The connection; `None` where there is no database and `create` does not ask for one.
    async fn connection(&self, create: bool) -> Result<Option<Rc<Connection>>, StoreError> {
        let open = self.0.connection.borrow().clone();
        if open.is_some() {
            return Ok(open);
        }
        if !exists(&self.0.name).await? {
            if self.0.seen.get() {
                return Err(deleted());
            }
            if !create {
                return Ok(None);
            }
        }
        let connection = Rc::new(Connection::open(&self.0.name).await?);
        self.0.seen.set(true);
        self.0.connection.replace(Some(connection.clone()));
        Ok(Some(connection))
    }

    /// Does something, and again on a new connection when the one it had was lost; the second argument says whether it
    /// was tried before, since what was lost may have arrived.
    async fn persist<T>(
        &self,
        create: bool,
        attempt: impl AsyncFn(Option<&Connection>, bool) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut waits = REOPEN_AFTER_MS.into_iter();
        let mut again = false;
        loop {
            let outcome = match self.connection(create).await {
                Ok(connection) => attempt(connection.as_deref(), again).await,
                Err(error) => Err(error),
            };
            let (Err(StoreError::Lost(why)), Some(wait)) = (&outcome, waits.next()) else {
                return outcome;
            };
            if why == DELETED {
                return outcome;
            }
            self.0.connection.replace(None);
            pause(wait).await;
            again = true;
        }
    }

    /// Reads, where there is a database.
    async fn read_with<T: Default>(
        &self,
        read: impl AsyncFn(&Rexie) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.persist(false, async |connection, _| match connection.and_then(|open| open.reads.as_ref()) {
            Some(reads) => read(reads).await,
            None => Ok(T::default()),
        })
        .await
    }

    /// How many bytes one namespace takes.
    async fn size(&self, namespace: &Namespace) -> Result<u64, StoreError> {
        let (mut from, mut size) = (0, 0u64);
        loop {
            let (last, read) = self
                .read_with(async |database| {
                    let transaction = database.transaction(&[SEGMENTS], TransactionMode::ReadOnly).map_err(said)?;
                    let store = transaction.store(SEGMENTS).map_err(said)?;
                    let range = || key_range(namespace, &(from..=MAX_SEQ));
                    let keys = store.get_all_keys(Some(range()?), Some(AT_ONCE)).await.map_err(said)?;
                    let values = store.get_all(Some(range()?), Some(AT_ONCE)).await.map_err(said)?;
                    let last = keys.into_iter().next_back().map(|key| Ok(parse_key(key)?.1)).transpose()?;
                    Ok((last, values.into_iter().map(length).sum::<u64>()))
                })
                .await?;
            size = size.saturating_add(read);
            match last {
                Some(last) if last < MAX_SEQ => from = last.saturating_add(1),
                _ => return Ok(size),
            }
        }
    }
}

impl Store for IndexedDb {
    async fn commit(&self, batch: &Batch) -> Result<(), StoreError> {
        batch.check()?;
        if batch.is_empty() {
            return Ok(());
        }
        let removal =
            |step: &Step| matches!(step, Step::Remove { .. } | Step::RemoveAll { .. } | Step::RemoveBlob { .. });
        let create = batch.expects().is_some() || !batch.steps().iter().all(removal);
        let held = self
            .persist(create, async |connection, again| {
                let Some(connection) = connection else { return Ok(None) };
                match Transaction::begin(&connection.writes)?.commit(batch, self.0.claim.get(), again).await {
                    // Whether it was taken by the first attempt nobody can tell.
                    Err(StoreError::Conflict { .. }) if again => {
                        Err(StoreError::Lost("a write may have arrived".to_owned()))
                    }
                    outcome => outcome,
                }
            })
            .await?;
        if let Some(held) = held {
            self.0.claim.set(Claim::Held(held));
        }
        Ok(())
    }

    async fn claim(&self) -> Result<u64, StoreError> {
        let held = self
            .persist(false, async |connection, _| match connection {
                Some(connection) => Transaction::begin(&connection.writes)?.claim().await.map(Some),
                None => Ok(None),
            })
            .await?;
        self.0.claim.set(held.map_or(Claim::Pending, Claim::Held));
        Ok(held.unwrap_or(Claim::FIRST))
    }

    async fn read(&self, namespace: &Namespace, range: RangeInclusive<u64>) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        if range.is_empty() || *range.start() > MAX_SEQ {
            return Ok(Vec::new());
        }
        self.read_with(async |database| {
            let transaction = database.transaction(&[SEGMENTS], TransactionMode::ReadOnly).map_err(said)?;
            let store = transaction.store(SEGMENTS).map_err(said)?;
            let keys = store.get_all_keys(Some(key_range(namespace, &range)?), None).await.map_err(said)?;
            let values = store.get_all(Some(key_range(namespace, &range)?), None).await.map_err(said)?;
            keys.into_iter().zip(values).map(|(key, value)| Ok((parse_key(key)?.1, bytes(value)?))).collect()
        })
        .await
    }

    async fn namespaces(&self) -> Result<Vec<Namespace>, StoreError> {
        self.read_with(async |database| {
            let transaction = database.transaction(&[SEGMENTS], TransactionMode::ReadOnly).map_err(said)?;
            let store = transaction.store(SEGMENTS).map_err(said)?;
            let mut namespaces = Vec::new();
            for key in store.get_all_keys(None, None).await.map_err(said)? {
                let namespace = parse_key(key)?.0;
                if namespaces.last() != Some(&namespace) {
                    namespaces.push(namespace);
                }
            }
            Ok(namespaces)
        })
        .await
    }

    async fn last(&self, namespace: &Namespace) -> Result<Option<u64>, StoreError> {
        self.read_with(async |database| {
            let transaction = database.transaction(&[SEGMENTS], TransactionMode::ReadOnly).map_err(said)?;
            let store = transaction.store(SEGMENTS).map_err(said)?;
            let range = key_range(namespace, &(0..=MAX_SEQ))?;
            let keys = store.get_all_keys(Some(range), None).await.map_err(said)?;
            keys.into_iter().next_back().map(|key| Ok(parse_key(key)?.1)).transpose()
        })
        .await
    }

    async fn blob_get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        check_blob_name(name)?;
        self.read_with(async |database| {
            let transaction = database.transaction(&[BLOBS], TransactionMode::ReadOnly).map_err(said)?;
            let store = transaction.store(BLOBS).map_err(said)?;
            store.get(name.into()).await.map_err(said)?.map(bytes).transpose()
        })
        .await
    }

    async fn blobs(&self) -> Result<Vec<String>, StoreError> {
        let keys = self
            .read_with(async |database| {
                let transaction = database.transaction(&[BLOBS], TransactionMode::ReadOnly).map_err(said)?;
                transaction.store(BLOBS).map_err(said)?.get_all_keys(None, None).await.map_err(said)
            })
            .await?;
        let names = keys.into_iter().filter_map(|key| key.dyn_into::<JsString>().ok()).map(String::from);
        Ok(names.filter(|name| name != FENCE).collect())
    }

    async fn usage(&self) -> Result<Usage, StoreError> {
        let mut usage = Usage::default();
        for namespace in self.namespaces().await? {
            let size = self.size(&namespace).await?;
            usage.namespaces.insert(namespace, size);
        }
        for name in self.blobs().await? {
            let size = self.blob_get(&name).await?.map_or(0, |bytes| u64::try_from(bytes.len()).unwrap_or(u64::MAX));
            usage.blobs.insert(name, size);
        }
        Ok(usage)
    }

    /// Deletes the database itself: nothing of it remains on the origin. Waits for other tabs to close it, which ours
    /// do when asked.
    async fn clear(&self) -> Result<(), StoreError> {
        // A commit of nothing is refused where one of something would be; a lost storage must not stop who erases.
        let claim = self.0.claim.get();
        if claim != Claim::None {
            let fenced = self.commit(&Batch::new().remove_blob("none")).await;
            if let Err(StoreError::Fenced) = fenced {
                return Err(StoreError::Fenced);
            }
        }
        self.0.connection.replace(None);
        self.0.seen.set(false);
        Rexie::delete(&self.0.name).await.map_err(said)?;
        self.0.claim.set(claim.cleared());
        Ok(())
    }
}

fn length(value: wasm_bindgen::JsValue) -> u64 {
    value.dyn_into::<js_sys::Uint8Array>().map_or(0, |bytes| u64::from(bytes.length()))
}
