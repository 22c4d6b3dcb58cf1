//! The connection to the database: opened, lost, opened again.

use js_sys::{Array, Function, Promise, Reflect};
use rexie::{ObjectStore, Rexie};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory};

use super::{
    super::StoreError,
    BLOBS, SEGMENTS, VERSION,
    failure::{said, thrown},
    transaction::answer,
};

/// Why a connection that is lost like this one need not be sought again.
pub(super) const DELETED: &str = "the database was deleted";

/// Two connections to one database: rexie's for reading, and one for strict writing.
pub(super) struct Connection {
    /// Always there until this is dropped.
    pub reads: Option<Rexie>,
    pub writes: IdbDatabase,
}

impl Connection {
    pub async fn open(name: &str) -> Result<Self, StoreError> {
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
            return Err(deleted());
        }
        // Another tab that deletes the database must not have to wait for this one.
        let close = Reflect::get(&connection.writes, &"close".into()).map_err(thrown)?;
        let close: Function = close.dyn_into().map_err(thrown)?;
        connection.writes.set_onversionchange(Some(&close.bind0(&connection.writes)));
        Ok(connection)
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

pub(super) fn deleted() -> StoreError {
    StoreError::Lost(DELETED.to_owned())
}

fn factory() -> Result<IdbFactory, StoreError> {
    Reflect::get(&js_sys::global(), &"indexedDB".into()).and_then(JsCast::dyn_into).map_err(thrown)
}

/// Whether there is a database of that name. A browser that cannot tell is taken to have one.
pub(super) async fn exists(name: &str) -> Result<bool, StoreError> {
    let factory = factory()?;
    let Ok(list) = Reflect::get(&factory, &"databases".into()).and_then(JsCast::dyn_into::<Function>) else {
        return Ok(true);
    };
    let listed: Promise = list.call0(&factory).and_then(JsCast::dyn_into).map_err(thrown)?;
    let databases: Array = JsFuture::from(listed).await.and_then(JsCast::dyn_into).map_err(thrown)?;
    Ok(databases.iter().any(|found| Reflect::get(&found, &"name".into()).is_ok_and(|found| found == name)))
}

pub(super) async fn pause(milliseconds: f64) {
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
