//! What every backend must do: one suite, run natively on memory and files, and in a browser on IndexedDB.
//!
//! It returns what failed instead of panicking, since a panic ends a WASM instance.

use super::{Change, MAX_SEQ, Store, StoreError};
use crate::vault::namespace::Namespace;

const A: Namespace = Namespace::literal("a");
const AB: Namespace = Namespace::literal("a.b");
const B: Namespace = Namespace::literal("b");

/// Runs every case, each on the cleared store. `open` gives a handle on the same store each time.
pub async fn run<S: Store>(open: impl AsyncFn() -> Result<S, StoreError>) -> Result<(), String> {
    open_cleared(&open).await?;
    empty(&open_cleared(&open).await?).await.map_err(in_case("empty"))?;
    appends(&open_cleared(&open).await?).await.map_err(in_case("appends"))?;
    conflicts(&open_cleared(&open).await?).await.map_err(in_case("conflicts"))?;
    ranges(&open_cleared(&open).await?).await.map_err(in_case("ranges"))?;
    bounds(&open_cleared(&open).await?).await.map_err(in_case("bounds"))?;
    replaces(&open_cleared(&open).await?).await.map_err(in_case("replaces"))?;
    removes_all(&open_cleared(&open).await?).await.map_err(in_case("removes all"))?;
    blobs(&open_cleared(&open).await?).await.map_err(in_case("blobs"))?;
    large(&open_cleared(&open).await?).await.map_err(in_case("large"))?;
    stays(&open).await.map_err(in_case("stays"))?;
    clears(&open).await.map_err(in_case("clears"))
}

/// Runs the suite, and what only IndexedDB must do, on the database `db_name`, which is deleted before and after.
#[cfg(all(feature = "suite", feature = "web", target_arch = "wasm32"))]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn store_suite(db_name: String) -> Result<(), wasm_bindgen::JsValue> {
    let open = async || Ok(super::indexed_db::IndexedDb::named(&db_name));
    run(open).await?;
    Ok(super::indexed_db::suite(&db_name).await?)
}

async fn open_cleared<S: Store>(open: &impl AsyncFn() -> Result<S, StoreError>) -> Result<S, String> {
    let store = open().await.map_err(said("open"))?;
    store.clear().await.map_err(said("clear"))?;
    Ok(store)
}

fn in_case(case: &'static str) -> impl Fn(String) -> String {
    move |failure| format!("{case}: {failure}")
}

fn said(what: &'static str) -> impl Fn(StoreError) -> String {
    move |error| format!("{what} failed: {error}")
}

/// Whether `got` is what the contract says.
pub(super) fn same<T: PartialEq + std::fmt::Debug>(what: &str, got: T, wanted: T) -> Result<(), String> {
    if got == wanted { Ok(()) } else { Err(format!("{what}: got {got:?}, wanted {wanted:?}")) }
}

async fn empty<S: Store>(store: &S) -> Result<(), String> {
    same("namespaces", store.namespaces().await, Ok(vec![]))?;
    same("last", store.last(&A).await, Ok(None))?;
    same("read", store.read(&A, 0..=u64::MAX).await, Ok(vec![]))?;
    same("blob", store.blob_get("x").await, Ok(None))?;
    same("delete", store.blob_delete("x").await, Ok(()))?;
    same("replace nothing", store.replace(&A, &[]).await, Ok(()))?;
    same("remove nothing", store.replace(&A, &[Change::Remove { seq: 3 }, Change::RemoveAll]).await, Ok(()))?;
    same("namespaces after", store.namespaces().await, Ok(vec![]))
}

async fn appends<S: Store>(store: &S) -> Result<(), String> {
    for (namespace, seq, sealed) in [(&B, 0, "b0"), (&A, 7, "a7"), (&A, 0, ""), (&AB, 7, "ab7")] {
        same("append", store.append(namespace, seq, sealed.as_bytes()).await, Ok(()))?;
    }
    same("a", store.read(&A, 0..=u64::MAX).await, Ok(vec![(0, vec![]), (7, b"a7".to_vec())]))?;
    same("a.b", store.read(&AB, 0..=u64::MAX).await, Ok(vec![(7, b"ab7".to_vec())]))?;
    same("b", store.read(&B, 0..=u64::MAX).await, Ok(vec![(0, b"b0".to_vec())]))?;
    same("last of a", store.last(&A).await, Ok(Some(7)))?;
    same("last of b", store.last(&B).await, Ok(Some(0)))?;
    same("namespaces", store.namespaces().await, Ok(vec![A, AB, B]))
}

async fn conflicts<S: Store>(store: &S) -> Result<(), String> {
    same("first", store.append(&A, 1, b"first").await, Ok(()))?;
    same("second", store.append(&A, 1, b"second").await, Err(StoreError::Conflict { seq: 1 }))?;
    same("kept", store.read(&A, 0..=9).await, Ok(vec![(1, b"first".to_vec())]))?;
    same("elsewhere", store.append(&B, 1, b"other").await, Ok(()))?;
    same("next", store.append(&A, 2, b"next").await, Ok(()))
}

async fn ranges<S: Store>(store: &S) -> Result<(), String> {
    for seq in [0u8, 1, 2, 5, 9, 10, 200] {
        same("append", store.append(&A, u64::from(seq), &[seq]).await, Ok(()))?;
    }
    let numbers = |read: Result<Vec<(u64, Vec<u8>)>, StoreError>| -> Result<Vec<u64>, StoreError> {
        Ok(read?.into_iter().map(|(seq, _)| seq).collect())
    };
    same("all", numbers(store.read(&A, 0..=u64::MAX).await), Ok(vec![0, 1, 2, 5, 9, 10, 200]))?;
    same("inner", numbers(store.read(&A, 1..=9).await), Ok(vec![1, 2, 5, 9]))?;
    same("one", numbers(store.read(&A, 5..=5).await), Ok(vec![5]))?;
    same("a gap", numbers(store.read(&A, 3..=4).await), Ok(vec![]))?;
    same("beyond", numbers(store.read(&A, 201..=u64::MAX).await), Ok(vec![]))?;
    same("beyond any", numbers(store.read(&A, MAX_SEQ + 1..=u64::MAX).await), Ok(vec![]))?;
    #[expect(clippy::reversed_empty_ranges, reason = "the case is that nothing is in it")]
    same("backwards", numbers(store.read(&A, 9..=1).await), Ok(vec![]))
}

async fn bounds<S: Store>(store: &S) -> Result<(), String> {
    let seq = MAX_SEQ + 1;
    same("highest", store.append(&A, MAX_SEQ, b"x").await, Ok(()))?;
    same("higher", store.append(&A, seq, b"x").await, Err(StoreError::BadSeq(seq)))?;
    let changes = [Change::RemoveAll, Change::Put { seq, sealed: vec![] }];
    same("higher put", store.replace(&A, &changes).await, Err(StoreError::BadSeq(seq)))?;
    same("last", store.last(&A).await, Ok(Some(MAX_SEQ)))?;
    same("read", store.read(&A, MAX_SEQ..=u64::MAX).await, Ok(vec![(MAX_SEQ, b"x".to_vec())]))
}

async fn replaces<S: Store>(store: &S) -> Result<(), String> {
    for seq in 0..4 {
        same("append", store.append(&A, seq, b"old").await, Ok(()))?;
        same("append", store.append(&AB, seq, b"other").await, Ok(()))?;
    }
    let changes = [
        Change::Put { seq: 1, sealed: b"new".to_vec() },
        Change::Remove { seq: 2 },
        Change::Remove { seq: 17 },
        Change::Put { seq: 9, sealed: b"added".to_vec() },
        Change::Put { seq: 3, sealed: b"gone".to_vec() },
        Change::Remove { seq: 3 },
    ];
    same("replace", store.replace(&A, &changes).await, Ok(()))?;
    let wanted = vec![(0, b"old".to_vec()), (1, b"new".to_vec()), (9, b"added".to_vec())];
    same("replaced", store.read(&A, 0..=u64::MAX).await, Ok(wanted))?;
    same("again", store.replace(&A, &changes).await, Ok(()))?;
    same("last", store.last(&A).await, Ok(Some(9)))?;
    same("append after", store.append(&A, 2, b"free again").await, Ok(()))?;
    same("others", store.read(&AB, 0..=u64::MAX).await.map(|read| read.len()), Ok(4))
}

async fn removes_all<S: Store>(store: &S) -> Result<(), String> {
    for seq in 0..3 {
        same("append", store.append(&A, seq, b"a").await, Ok(()))?;
        same("append", store.append(&AB, seq, b"ab").await, Ok(()))?;
    }
    let changes = [Change::RemoveAll, Change::Put { seq: 1, sealed: b"anew".to_vec() }];
    same("remove and put", store.replace(&A, &changes).await, Ok(()))?;
    same("read", store.read(&A, 0..=u64::MAX).await, Ok(vec![(1, b"anew".to_vec())]))?;
    same("remove", store.replace(&A, &[Change::RemoveAll]).await, Ok(()))?;
    same("last", store.last(&A).await, Ok(None))?;
    same("namespaces", store.namespaces().await, Ok(vec![AB]))
}

async fn blobs<S: Store>(store: &S) -> Result<(), String> {
    let long = "x".repeat(80);
    for name in ["keyring", "blob.a-1", &long] {
        same("put", store.blob_put(name, name.as_bytes()).await, Ok(()))?;
    }
    same("put nothing", store.blob_put("empty", &[]).await, Ok(()))?;
    same("get", store.blob_get("blob.a-1").await, Ok(Some(b"blob.a-1".to_vec())))?;
    same("get long", store.blob_get(&long).await, Ok(Some(long.clone().into_bytes())))?;
    same("get empty", store.blob_get("empty").await, Ok(Some(vec![])))?;
    same("overwrite", store.blob_put("keyring", b"second").await, Ok(()))?;
    same("overwritten", store.blob_get("keyring").await, Ok(Some(b"second".to_vec())))?;
    same("delete", store.blob_delete("keyring").await, Ok(()))?;
    same("deleted", store.blob_get("keyring").await, Ok(None))?;
    for name in ["", "..", ".x", "a/b", "A", "a b", &"x".repeat(81)] {
        same("bad put", store.blob_put(name, b"").await, Err(StoreError::BadBlobName))?;
        same("bad get", store.blob_get(name).await, Err(StoreError::BadBlobName))?;
        same("bad delete", store.blob_delete(name).await, Err(StoreError::BadBlobName))?;
    }
    same("no namespaces", store.namespaces().await, Ok(vec![]))
}

async fn large<S: Store>(store: &S) -> Result<(), String> {
    let bytes: Vec<u8> = (0..=255u8).cycle().take(3 << 20).collect();
    same("append", store.append(&A, 0, &bytes).await, Ok(()))?;
    same("put", store.blob_put("large", &bytes).await, Ok(()))?;
    let read = store.read(&A, 0..=0).await.map_err(said("read"))?;
    same("segment", read == vec![(0, bytes.clone())], true)?;
    same("blob", store.blob_get("large").await == Ok(Some(bytes)), true)
}

async fn stays<S: Store>(open: &impl AsyncFn() -> Result<S, StoreError>) -> Result<(), String> {
    let store = open_cleared(open).await?;
    same("append", store.append(&A, 0, b"a0").await, Ok(()))?;
    same("replace", store.replace(&B, &[Change::Put { seq: 4, sealed: b"b4".to_vec() }]).await, Ok(()))?;
    same("put", store.blob_put("x", b"y").await, Ok(()))?;
    drop(store);
    let store = open().await.map_err(said("open again"))?;
    same("a", store.read(&A, 0..=9).await, Ok(vec![(0, b"a0".to_vec())]))?;
    same("b", store.read(&B, 0..=9).await, Ok(vec![(4, b"b4".to_vec())]))?;
    same("blob", store.blob_get("x").await, Ok(Some(b"y".to_vec())))?;
    same("conflict", store.append(&A, 0, b"again").await, Err(StoreError::Conflict { seq: 0 }))
}

async fn clears<S: Store>(open: &impl AsyncFn() -> Result<S, StoreError>) -> Result<(), String> {
    let store = open_cleared(open).await?;
    same("append", store.append(&A, 0, b"a0").await, Ok(()))?;
    same("put", store.blob_put("x", b"y").await, Ok(()))?;
    same("clear", store.clear().await, Ok(()))?;
    empty(&store).await?;
    same("append after", store.append(&A, 0, b"a0").await, Ok(()))?;
    same("read after", store.read(&A, 0..=0).await, Ok(vec![(0, b"a0".to_vec())]))?;
    same("clear again", store.clear().await, Ok(()))?;
    drop(store);
    let store = open_cleared(open).await?;
    empty(&store).await?;
    same("clear at the end", store.clear().await, Ok(()))
}
