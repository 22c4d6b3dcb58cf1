//! What only this backend must do, on a database that is deleted before and after.

use super::{
    super::{Batch, Store, StoreError, suite::same},
    IndexedDb, exists,
};
use crate::vault::namespace::Namespace;

const A: Namespace = Namespace::literal("a");

/// Runs it on the database `name`.
pub(in super::super) async fn suite(name: &str) -> Result<(), String> {
    let (store, other) = (IndexedDb::named(name), IndexedDb::named(name));
    store.clear().await.map_err(|error| error.to_string())?;
    let put = |seq: u64| Batch::new().add(&A, seq, b"a".to_vec());

    same("look", store.blob_get("x").await, Ok(None))?;
    same("look", store.last(&A).await, Ok(None))?;
    same("look", store.usage().await.map(|usage| usage.blobs.len()), Ok(0))?;
    same("claim", store.claim().await, Ok(1))?;
    same("delete nothing", store.commit(&Batch::new().remove_blob("x")).await, Ok(()))?;
    same("looking left a trace", exists(name).await, Ok(false))?;

    same("add", store.commit(&put(0)).await, Ok(()))?;
    lose(&store);
    same("add after a loss", store.commit(&put(1)).await, Ok(()))?;
    same("seen by another", other.last(&A).await, Ok(Some(1)))?;
    same("the fence stays over a loss", other.claim().await, Ok(2))?;
    lose(&store);
    same("fenced after a loss", store.commit(&put(2)).await, Err(StoreError::Fenced))?;

    same("cleared by another", other.clear().await, Ok(()))?;
    let gone = |result: Result<(), StoreError>| matches!(result, Err(StoreError::Lost(_)));
    same("add is refused", gone(store.commit(&put(2)).await), true)?;
    same("read is refused", gone(store.read(&A, 0..=9).await.map(drop)), true)?;
    same("nothing came back", exists(name).await, Ok(false))?;
    same("cleared", IndexedDb::named(name).clear().await, Ok(()))
}

/// What a browser does now and then.
fn lose(store: &IndexedDb) {
    if let Some(connection) = &*store.0.connection.borrow() {
        connection.writes.close();
    }
}
