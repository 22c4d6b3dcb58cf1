//! The store in the browser: one IndexedDB database, through rexie.
//!
//! Version 1 has two object stores with keys beside the values: `segments`, `[namespace, seq]` → `Uint8Array`, and
//! `blobs`, name → `Uint8Array`. Reads go through rexie. Writes go through a second connection of our own, since what is
//! confirmed must be durable and rexie knows no `durability: "strict"`.

use std::{
    cell::{Cell, RefCell},
    error::Error,
    ops::RangeInclusive,
    rc::Rc,
};

use js_sys::{Array, BigInt, Function, JsString, Object, Promise, Reflect, Uint8Array};
use rexie::{KeyRange, ObjectStore, Rexie, TransactionMode};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

use super::{Change, MAX_SEQ, Store, StoreError, check_blob_name, check_changes, check_seq};
use crate::vault::namespace::Namespace;

/// The name of the app's database.
pub const DATABASE: &str = "ownyou";
const VERSION: u32 = 1;
const SEGMENTS: &str = "segments";
const BLOBS: &str = "blobs";
/// Before a lost connection is opened again: at once is known to be useless.
const REOPEN_AFTER_MS: f64 = 400.0;

/// Sealed bytes in IndexedDB. The database is made by the first write, so that looking leaves no trace. A lost
/// connection is opened again once. Clones are handles on the same connection.
#[derive(Clone)]
pub struct IndexedDb(Rc<Inner>);

struct Inner {
    name: String,
    connection: RefCell<Option<Rc<Connection>>>,
    /// Whether the database was there once: it is then never made anew behind the back of who erased it.
    seen: Cell<bool>,
}

impl Default for IndexedDb {
    fn default() -> Self {
        Self::named(DATABASE)
    }
}

impl IndexedDb {
    /// The database of that name, without opening it.
    pub fn named(name: &str) -> Self {
        Self(Rc::new(Inner { name: name.to_owned(), connection: RefCell::default(), seen: Cell::new(false) }))
    }

    /// The connection; `None` where there is no database and `create` does not ask for one.
    async fn connection(&self, create: bool) -> Result<Option<Rc<Connection>>, StoreError> {
        let open = self.0.connection.borrow().clone();
        if open.is_some() {
            return Ok(open);
        }
        if !exists(&self.0.name).await? {
            if self.0.seen.get() {
                return Err(StoreError::Lost("the database was deleted".to_owned()));
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

    async fn try_read<T: Default>(
        &self,
        read: &impl AsyncFn(&Rexie) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match self.connection(false).await? {
            Some(connection) => match &connection.reads {
                Some(reads) => read(reads).await,
                None => Ok(T::default()),
            },
            None => Ok(T::default()),
        }
    }

    async fn try_write(
        &self,
        store: &str,
        requests: &impl Fn(&IdbObjectStore) -> Result<(), JsValue>,
    ) -> Result<(), StoreError> {
        match self.connection(true).await? {
            Some(connection) => connection.write(store, requests).await,
            None => Err(StoreError::Lost("no connection".to_owned())),
        }
    }

    /// Reads, where there is a database, and once more if the connection was lost.
    async fn read_with<T: Default>(
        &self,
        read: impl AsyncFn(&Rexie) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match self.try_read(&read).await {
            Err(StoreError::Lost(_)) => {
                self.reconnect_soon().await;
                self.try_read(&read).await
            }
            result => result,
        }
    }

    /// Writes in one strict transaction, and once more if the connection was lost. Whether the first one had arrived is
    /// not known then, so `requests` must be such that twice is the same as once.
    async fn write_with(
        &self,
        store: &str,
        requests: impl Fn(&IdbObjectStore) -> Result<(), JsValue>,
    ) -> Result<(), StoreError> {
        match self.try_write(store, &requests).await {
            Err(StoreError::Lost(_)) => {
                self.reconnect_soon().await;
                self.try_write(store, &requests).await
            }
            result => result,
        }
    }

    async fn reconnect_soon(&self) {
        self.0.connection.replace(None);
        pause(REOPEN_AFTER_MS).await;
    }
}

impl Store for IndexedDb {
    async fn append(&self, namespace: &Namespace, seq: u64, sealed: &[u8]) -> Result<(), StoreError> {
        check_seq(seq)?;
        let (key, value) = (segment_key(namespace, seq), Uint8Array::from(sealed));
        let add = |store: &IdbObjectStore| store.add_with_key(&value, &key).map(drop);
        match self.try_write(SEGMENTS, &add).await {
            Err(StoreError::Conflict { .. }) => Err(StoreError::Conflict { seq }),
            Err(StoreError::Lost(_)) => {
                self.reconnect_soon().await;
                match self.try_write(SEGMENTS, &add).await {
                    // The first attempt had arrived after all, unless it is somebody else's.
                    Err(StoreError::Conflict { .. }) => match self.read(namespace, seq..=seq).await?.pop() {
                        Some((_, stored)) if stored == sealed => Ok(()),
                        _ => Err(StoreError::Conflict { seq }),
                    },
                    result => result,
                }
            }
            result => result,
        }
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

    async fn replace(&self, namespace: &Namespace, changes: &[Change]) -> Result<(), StoreError> {
        check_changes(changes)?;
        if changes.is_empty() {
            return Ok(());
        }
        self.write_with(SEGMENTS, |store| {
            changes.iter().try_for_each(|change| match change {
                Change::Put { seq, sealed } => {
                    store.put_with_key(&Uint8Array::from(sealed.as_slice()), &segment_key(namespace, *seq)).map(drop)
                }
                Change::Remove { seq } if *seq > MAX_SEQ => Ok(()),
                Change::Remove { seq } => store.delete(&segment_key(namespace, *seq)).map(drop),
                Change::RemoveAll => {
                    let all = IdbKeyRange::bound(&segment_key(namespace, 0), &segment_key(namespace, MAX_SEQ))?;
                    store.delete(&all).map(drop)
                }
            })
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

    async fn blob_put(&self, name: &str, contents: &[u8]) -> Result<(), StoreError> {
        check_blob_name(name)?;
        let value = Uint8Array::from(contents);
        self.write_with(BLOBS, |store| store.put_with_key(&value, &name.into()).map(drop)).await
    }

    async fn blob_delete(&self, name: &str) -> Result<(), StoreError> {
        check_blob_name(name)?;
        if self.connection(false).await?.is_none() {
            return Ok(());
        }
        self.write_with(BLOBS, |store| store.delete(&name.into()).map(drop)).await
    }

    /// Deletes the database itself: nothing of it remains on the origin. Waits for other tabs to close it, which ours
    /// do when asked.
    async fn clear(&self) -> Result<(), StoreError> {
        self.0.connection.replace(None);
        self.0.seen.set(false);
        Rexie::delete(&self.0.name).await.map_err(said)
    }
}

/// Two connections to one database: rexie's for reading, and one for strict writing.
struct Connection {
    /// Always there until this is dropped.
    reads: Option<Rexie>,
    writes: IdbDatabase,
}

impl Connection {
    async fn open(name: &str) -> Result<Self, StoreError> {
        let reads = Rexie::builder(name)
            .version(VERSION)
            .add_object_store(ObjectStore::new(SEGMENTS))
            .add_object_store(ObjectStore::new(BLOBS))
            .build()
            .await
            .map_err(said)?;
        let request = factory()?.open_with_u32(name, VERSION).map_err(thrown)?;
        let writes: IdbDatabase = answer(&request).await?.dyn_into().map_err(thrown)?;
        let connection = Self { reads: Some(reads), writes };
        if connection.writes.object_store_names().length() == 0 {
            // Deleted by another tab between the two openings: what was opened is a new, empty one.
            drop(connection);
            Rexie::delete(name).await.map_err(said)?;
            return Err(StoreError::Lost("the database was deleted".to_owned()));
        }
        // Another tab that deletes the database must not have to wait for this one.
        let close = Reflect::get(&connection.writes, &"close".into()).map_err(thrown)?;
        let close: Function = close.dyn_into().map_err(thrown)?;
        connection.writes.set_onversionchange(Some(&close.bind0(&connection.writes)));
        Ok(connection)
    }

    /// Makes `requests` in one transaction that is on the disk when this returns `Ok`.
    async fn write(
        &self,
        store: &str,
        requests: &impl Fn(&IdbObjectStore) -> Result<(), JsValue>,
    ) -> Result<(), StoreError> {
        let transaction = strict_transaction(&self.writes, store).map_err(thrown)?;
        if let Err(error) = requests(&transaction.object_store(store).map_err(thrown)?) {
            // That it cannot be aborted means that it was; why is what was thrown.
            drop(transaction.abort());
            return Err(thrown(error));
        }
        finish(&transaction).await
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if let Some(reads) = self.reads.take() {
            reads.close();
        }
        self.writes.close();
    }
}

/// `database.transaction(store, "readwrite", {durability: "strict"})`, whose last argument web-sys does not know yet.
fn strict_transaction(database: &IdbDatabase, store: &str) -> Result<IdbTransaction, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let transaction: Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
    transaction.call3(database, &store.into(), &"readwrite".into(), &options)?.dyn_into()
}

/// Waits until the transaction is committed, or says why it was not.
async fn finish(transaction: &IdbTransaction) -> Result<(), StoreError> {
    let ended = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    match JsFuture::from(ended).await {
        Ok(_) => Ok(()),
        Err(_) => Err(transaction
            .error()
            .map_or_else(|| StoreError::Lost("a transaction was aborted".to_owned()), |error| thrown(error.into()))),
    }
}

/// The result of a request.
async fn answer(request: &IdbRequest) -> Result<JsValue, StoreError> {
    let answered = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(answered).await {
        Ok(_) => request.result().map_err(thrown),
        Err(_) => Err(thrown(request.error().map_err(thrown)?.into())),
    }
}

fn factory() -> Result<IdbFactory, StoreError> {
    Reflect::get(&js_sys::global(), &"indexedDB".into()).and_then(JsCast::dyn_into).map_err(thrown)
}

/// Whether there is a database of that name. A browser that cannot tell is taken to have one.
async fn exists(name: &str) -> Result<bool, StoreError> {
    let factory = factory()?;
    let Ok(list) = Reflect::get(&factory, &"databases".into()).and_then(JsCast::dyn_into::<Function>) else {
        return Ok(true);
    };
    let listed: Promise = list.call0(&factory).and_then(JsCast::dyn_into).map_err(thrown)?;
    let databases: Array = JsFuture::from(listed).await.and_then(JsCast::dyn_into).map_err(thrown)?;
    Ok(databases.iter().any(|found| Reflect::get(&found, &"name".into()).is_ok_and(|found| found == name)))
}

async fn pause(milliseconds: f64) {
    let over = Promise::new(&mut |resolve, _| {
        let timer = Reflect::get(&js_sys::global(), &"setTimeout".into()).and_then(JsCast::dyn_into::<Function>);
        let set = timer.and_then(|timer| timer.call2(&JsValue::UNDEFINED, &resolve, &milliseconds.into()));
        if set.is_err() {
            // No timers here: go on at once. A call of `resolve` throws nothing.
            drop(resolve.call0(&JsValue::UNDEFINED));
        }
    });
    // It is only ever resolved.
    drop(JsFuture::from(over).await);
}

/// `[namespace, seq]`. Numbers are at most [`MAX_SEQ`], so exact.
#[expect(clippy::cast_precision_loss, reason = "exact up to MAX_SEQ, which is checked before")]
fn segment_key(namespace: &Namespace, seq: u64) -> JsValue {
    Array::of2(&namespace.as_str().into(), &(seq as f64).into()).into()
}

fn key_range(namespace: &Namespace, range: &RangeInclusive<u64>) -> Result<KeyRange, StoreError> {
    let (first, last) = (segment_key(namespace, *range.start()), segment_key(namespace, (*range.end()).min(MAX_SEQ)));
    KeyRange::bound(&first, &last, None, None).map_err(|error| kind(error.to_string()))
}

fn parse_key(key: JsValue) -> Result<(Namespace, u64), StoreError> {
    let strange = |_| StoreError::Failed("a strange key is in the database".to_owned());
    let key: Array = key.dyn_into().map_err(strange)?;
    let namespace = key.get(0).dyn_into::<JsString>().map_err(strange)?;
    let namespace = Namespace::parse(&String::from(namespace)).map_err(|_| strange(JsValue::NULL))?;
    let seq = BigInt::new(&key.get(1)).map_err(|error| strange(error.into()))?;
    Ok((namespace, u64::try_from(JsValue::from(seq)).map_err(strange)?))
}

fn bytes(value: JsValue) -> Result<Vec<u8>, StoreError> {
    let strange = |_| StoreError::Failed("a strange value is in the database".to_owned());
    Ok(value.dyn_into::<Uint8Array>().map_err(strange)?.to_vec())
}

/// What rexie reports: its own message says nothing, that of its source names the browser's error.
fn said(error: rexie::Error) -> StoreError {
    kind(error.source().map_or_else(|| error.to_string(), ToString::to_string))
}

/// What the browser threw.
fn thrown(error: JsValue) -> StoreError {
    match error.dyn_into::<DomException>() {
        Ok(error) => kind(format!("{}: {}", error.name(), error.message())),
        Err(other) => kind(format!("{other:?}")),
    }
}

/// The browser's errors by their names: <https://webidl.spec.whatwg.org/#idl-DOMException-error-names>.
fn kind(text: String) -> StoreError {
    let is = |name: &str| text.contains(name);
    if is("QuotaExceededError") {
        StoreError::Full
    } else if is("ConstraintError") {
        StoreError::Conflict { seq: 0 }
    } else if is("VersionError") {
        StoreError::Newer
    } else if is("InvalidStateError") || is("UnknownError") || is("AbortError") {
        StoreError::Lost(text)
    } else {
        StoreError::Failed(text)
    }
}

/// What only this backend must do, on the database `name`, which is deleted before and after.
#[cfg(feature = "suite")]
pub(super) async fn suite(name: &str) -> Result<(), String> {
    use super::suite::same;
    const A: Namespace = Namespace::literal("a");
    let (store, other) = (IndexedDb::named(name), IndexedDb::named(name));
    store.clear().await.map_err(|error| error.to_string())?;

    same("look", store.blob_get("x").await, Ok(None))?;
    same("look", store.last(&A).await, Ok(None))?;
    same("delete nothing", store.blob_delete("x").await, Ok(()))?;
    same("looking left a trace", exists(name).await, Ok(false))?;

    same("append", store.append(&A, 0, b"a0").await, Ok(()))?;
    if let Some(connection) = &*store.0.connection.borrow() {
        connection.writes.close();
    }
    same("append after a loss", store.append(&A, 1, b"a1").await, Ok(()))?;
    same("seen by another", other.last(&A).await, Ok(Some(1)))?;

    same("cleared by another", other.clear().await, Ok(()))?;
    let gone = |result: Result<(), StoreError>| matches!(result, Err(StoreError::Lost(_)));
    same("append is refused", gone(store.append(&A, 2, b"a2").await), true)?;
    same("read is refused", gone(store.read(&A, 0..=9).await.map(drop)), true)?;
    same("nothing came back", exists(name).await, Ok(false))?;
    same("cleared", store.clear().await, Ok(()))
}
