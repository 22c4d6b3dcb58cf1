//! What every backend must do: one suite, run natively on memory and files, and in a browser on IndexedDB.
//!
//! It returns what failed instead of panicking, since a panic ends a WASM instance.

use super::{Batch, MAX_SEQ, Store, StoreError, Usage};
use crate::vault::namespace::Namespace;

const A: Namespace = Namespace::literal("a");
const AB: Namespace = Namespace::literal("a.b");
const B: Namespace = Namespace::literal("b");

/// Runs every case, each on the cleared store. `open` gives a handle on the same store each time.
pub async fn run<S: Store>(open: impl AsyncFn() -> Result<S, StoreError>) -> Result<(), String> {
    open_cleared(&open).await?;
    empty(&open_cleared(&open).await?).await.map_err(in_case("empty"))?;
    adds(&open_cleared(&open).await?).await.map_err(in_case("adds"))?;
    conflicts(&open_cleared(&open).await?).await.map_err(in_case("conflicts"))?;
    ranges(&open_cleared(&open).await?).await.map_err(in_case("ranges"))?;
    bounds(&open_cleared(&open).await?).await.map_err(in_case("bounds"))?;
    changes(&open_cleared(&open).await?).await.map_err(in_case("changes"))?;
    together(&open_cleared(&open).await?).await.map_err(in_case("together"))?;
    expects(&open_cleared(&open).await?).await.map_err(in_case("expects"))?;
    removes_all(&open_cleared(&open).await?).await.map_err(in_case("removes all"))?;
    blobs(&open_cleared(&open).await?).await.map_err(in_case("blobs"))?;
    uses(&open_cleared(&open).await?).await.map_err(in_case("uses"))?;
    large(&open_cleared(&open).await?).await.map_err(in_case("large"))?;
    stays(&open).await.map_err(in_case("stays"))?;
    fences(&open).await.map_err(in_case("fences"))?;
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

/// Adds segments of 256 KiB to the database `db_name` until there is no room; returns how many were confirmed and how many
/// are there. A failure that is not for want of room is thrown.
#[cfg(all(feature = "suite", feature = "web", target_arch = "wasm32"))]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn store_until_full(db_name: String) -> Result<Vec<u32>, wasm_bindgen::JsValue> {
    let store = super::indexed_db::IndexedDb::named(&db_name);
    let mut confirmed: u32 = 0;
    loop {
        match add(&store, &A, u64::from(confirmed), &vec![7; 256 << 10]).await {
            Ok(()) => confirmed = confirmed.saturating_add(1),
            Err(StoreError::Full) => break,
            Err(error) => return Err(error.to_string().into()),
        }
    }
    let there = super::indexed_db::IndexedDb::named(&db_name).read(&A, 0..=u64::MAX).await.map_err(said("read"))?;
    Ok(vec![confirmed, u32::try_from(there.len()).unwrap_or(u32::MAX)])
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

/// A segment in one commit.
async fn add<S: Store>(store: &S, namespace: &Namespace, seq: u64, sealed: &[u8]) -> Result<(), StoreError> {
    store.commit(&Batch::new().add(namespace, seq, sealed.to_vec())).await
}

/// A blob in one commit.
async fn put_blob<S: Store>(store: &S, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
    store.commit(&Batch::new().put_blob(name, bytes.to_vec())).await
}

async fn empty<S: Store>(store: &S) -> Result<(), String> {
    same("namespaces", store.namespaces().await, Ok(vec![]))?;
    same("last", store.last(&A).await, Ok(None))?;
    same("read", store.read(&A, 0..=u64::MAX).await, Ok(vec![]))?;
    same("blob", store.blob_get("x").await, Ok(None))?;
    same("blobs", store.blobs().await, Ok(vec![]))?;
    same("usage", store.usage().await, Ok(Usage::default()))?;
    same("nothing", store.commit(&Batch::new()).await, Ok(()))?;
    let removals = Batch::new().remove(&A, 3).remove_all(&A).remove_blob("x");
    same("remove nothing", store.commit(&removals).await, Ok(()))?;
    same("namespaces after", store.namespaces().await, Ok(vec![]))
}

async fn adds<S: Store>(store: &S) -> Result<(), String> {
    for (namespace, seq, sealed) in [(&B, 0, "b0"), (&A, 7, "a7"), (&A, 0, ""), (&AB, 7, "ab7")] {
        same("add", add(store, namespace, seq, sealed.as_bytes()).await, Ok(()))?;
    }
    same("a", store.read(&A, 0..=u64::MAX).await, Ok(vec![(0, vec![]), (7, b"a7".to_vec())]))?;
    same("a.b", store.read(&AB, 0..=u64::MAX).await, Ok(vec![(7, b"ab7".to_vec())]))?;
    same("b", store.read(&B, 0..=u64::MAX).await, Ok(vec![(0, b"b0".to_vec())]))?;
    same("last of a", store.last(&A).await, Ok(Some(7)))?;
    same("last of b", store.last(&B).await, Ok(Some(0)))?;
    same("namespaces", store.namespaces().await, Ok(vec![A, AB, B]))
}

async fn conflicts<S: Store>(store: &S) -> Result<(), String> {
    let taken = Err(StoreError::Conflict { seq: 1 });
    same("first", add(store, &A, 1, b"first").await, Ok(()))?;
    same("second", add(store, &A, 1, b"second").await, taken.clone())?;
    same("kept", store.read(&A, 0..=9).await, Ok(vec![(1, b"first".to_vec())]))?;
    same("elsewhere", add(store, &B, 1, b"other").await, Ok(()))?;
    same("next", add(store, &A, 2, b"next").await, Ok(()))?;
    let twice = Batch::new().remove_all(&A).add(&A, 1, b"x".to_vec()).add(&A, 1, b"y".to_vec());
    same("twice", store.commit(&twice).await, taken)?;
    same("all of it refused", store.last(&A).await, Ok(Some(2)))?;
    let freed = Batch::new().remove(&A, 1).add(&A, 1, b"freed".to_vec());
    same("freed", store.commit(&freed).await, Ok(()))?;
    same("anew", store.read(&A, 1..=1).await, Ok(vec![(1, b"freed".to_vec())]))
}

async fn ranges<S: Store>(store: &S) -> Result<(), String> {
    for seq in [0u8, 1, 2, 5, 9, 10, 200] {
        same("add", add(store, &A, u64::from(seq), &[seq]).await, Ok(()))?;
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
    same("highest", add(store, &A, MAX_SEQ, b"x").await, Ok(()))?;
    same("higher", add(store, &A, seq, b"x").await, Err(StoreError::BadSeq(seq)))?;
    let batch = Batch::new().remove_all(&A).put(&A, seq, vec![]);
    same("higher put", store.commit(&batch).await, Err(StoreError::BadSeq(seq)))?;
    same("last", store.last(&A).await, Ok(Some(MAX_SEQ)))?;
    same("read", store.read(&A, MAX_SEQ..=u64::MAX).await, Ok(vec![(MAX_SEQ, b"x".to_vec())]))
}

async fn changes<S: Store>(store: &S) -> Result<(), String> {
    for seq in 0..4 {
        same("add", add(store, &A, seq, b"old").await, Ok(()))?;
        same("add", add(store, &AB, seq, b"other").await, Ok(()))?;
    }
    let batch = Batch::new()
        .put(&A, 1, b"new".to_vec())
        .remove(&A, 2)
        .remove(&A, 17)
        .put(&A, 9, b"added".to_vec())
        .put(&A, 3, b"gone".to_vec())
        .remove(&A, 3);
    same("change", store.commit(&batch).await, Ok(()))?;
    let wanted = vec![(0, b"old".to_vec()), (1, b"new".to_vec()), (9, b"added".to_vec())];
    same("changed", store.read(&A, 0..=u64::MAX).await, Ok(wanted))?;
    same("again", store.commit(&batch).await, Ok(()))?;
    same("last", store.last(&A).await, Ok(Some(9)))?;
    same("add after", add(store, &A, 2, b"free again").await, Ok(()))?;
    same("others", store.read(&AB, 0..=u64::MAX).await.map(|read| read.len()), Ok(4))
}

async fn together<S: Store>(store: &S) -> Result<(), String> {
    same("add", add(store, &B, 5, b"taken").await, Ok(()))?;
    let batch = |seq| Batch::new().put(&A, 0, b"a".to_vec()).put_blob("x", b"x".to_vec()).add(&B, seq, b"b".to_vec());
    same("refused", store.commit(&batch(5)).await, Err(StoreError::Conflict { seq: 5 }))?;
    same("no segment of it", store.last(&A).await, Ok(None))?;
    same("no blob of it", store.blob_get("x").await, Ok(None))?;
    same("bad name", store.commit(&batch(6).put_blob("X", vec![])).await, Err(StoreError::BadBlobName))?;
    same("no segment of it", store.last(&A).await, Ok(None))?;
    same("made", store.commit(&batch(6)).await, Ok(()))?;
    same("its segments", (store.last(&A).await, store.last(&B).await), (Ok(Some(0)), Ok(Some(6))))?;
    same("its blob", store.blob_get("x").await, Ok(Some(b"x".to_vec())))
}

async fn expects<S: Store>(store: &S) -> Result<(), String> {
    let batch = |seen: Option<&str>, now: &str| {
        let seen = seen.map(|seen| seen.as_bytes().to_vec());
        Batch::new().expect_blob("head", seen).put_blob("head", now.as_bytes().to_vec()).put(&A, 0, now.into())
    };
    same("none yet", store.commit(&batch(None, "one")).await, Ok(()))?;
    same("no longer none", store.commit(&batch(None, "two")).await, Err(StoreError::Changed))?;
    same("another", store.commit(&batch(Some("two"), "three")).await, Err(StoreError::Changed))?;
    same("nothing of it", store.read(&A, 0..=0).await, Ok(vec![(0, b"one".to_vec())]))?;
    same("as seen", store.commit(&batch(Some("one"), "two")).await, Ok(()))?;
    same("its segment", store.read(&A, 0..=0).await, Ok(vec![(0, b"two".to_vec())]))?;
    same("its blob", store.blob_get("head").await, Ok(Some(b"two".to_vec())))
}

async fn removes_all<S: Store>(store: &S) -> Result<(), String> {
    for seq in 0..3 {
        same("add", add(store, &A, seq, b"a").await, Ok(()))?;
        same("add", add(store, &AB, seq, b"ab").await, Ok(()))?;
    }
    let batch = Batch::new().remove_all(&A).put(&A, 1, b"anew".to_vec());
    same("remove and put", store.commit(&batch).await, Ok(()))?;
    same("read", store.read(&A, 0..=u64::MAX).await, Ok(vec![(1, b"anew".to_vec())]))?;
    same("remove", store.commit(&Batch::new().remove_all(&A)).await, Ok(()))?;
    same("last", store.last(&A).await, Ok(None))?;
    same("namespaces", store.namespaces().await, Ok(vec![AB]))
}

async fn blobs<S: Store>(store: &S) -> Result<(), String> {
    let long = "x".repeat(80);
    for name in ["keyring", "blob.a-1", &long] {
        same("put", put_blob(store, name, name.as_bytes()).await, Ok(()))?;
    }
    same("put nothing", put_blob(store, "empty", &[]).await, Ok(()))?;
    same("get", store.blob_get("blob.a-1").await, Ok(Some(b"blob.a-1".to_vec())))?;
    same("get long", store.blob_get(&long).await, Ok(Some(long.clone().into_bytes())))?;
    same("get empty", store.blob_get("empty").await, Ok(Some(vec![])))?;
    same("overwrite", put_blob(store, "keyring", b"second").await, Ok(()))?;
    same("overwritten", store.blob_get("keyring").await, Ok(Some(b"second".to_vec())))?;
    same("delete", store.commit(&Batch::new().remove_blob("keyring")).await, Ok(()))?;
    same("deleted", store.blob_get("keyring").await, Ok(None))?;
    same("names", store.blobs().await, Ok(vec!["blob.a-1".to_owned(), "empty".to_owned(), long]))?;
    let bad = Err(StoreError::BadBlobName);
    for name in ["", "..", ".x", "a/b", "A", "a b", super::FENCE, &"x".repeat(81)] {
        same("bad put", put_blob(store, name, b"").await, bad.clone())?;
        same("bad get", store.blob_get(name).await.map(drop), bad.clone())?;
        same("bad delete", store.commit(&Batch::new().remove_blob(name)).await, bad.clone())?;
    }
    same("no namespaces", store.namespaces().await, Ok(vec![]))
}

async fn uses<S: Store>(store: &S) -> Result<(), String> {
    let batch = (0..50).fold(Batch::new(), |batch, seq| batch.put(&A, seq, vec![1; 100]));
    same("put", store.commit(&batch.put(&B, 3, vec![2; 7]).put_blob("x", vec![3; 9])).await, Ok(()))?;
    same("claim", store.claim().await.map(drop), Ok(()))?;
    let usage = store.usage().await.map_err(said("usage"))?;
    same("namespaces", usage.namespaces, [(A, 5000), (B, 7)].into())?;
    same("blobs", usage.blobs, [("x".to_owned(), 9)].into())
}

async fn large<S: Store>(store: &S) -> Result<(), String> {
    let bytes: Vec<u8> = (0..=255u8).cycle().take(3 << 20).collect();
    same("add", add(store, &A, 0, &bytes).await, Ok(()))?;
    same("put", put_blob(store, "large", &bytes).await, Ok(()))?;
    let read = store.read(&A, 0..=0).await.map_err(said("read"))?;
    same("segment", read == vec![(0, bytes.clone())], true)?;
    same("blob", store.blob_get("large").await == Ok(Some(bytes)), true)
}

async fn stays<S: Store>(open: &impl AsyncFn() -> Result<S, StoreError>) -> Result<(), String> {
    let store = open_cleared(open).await?;
    same("add", add(&store, &A, 0, b"a0").await, Ok(()))?;
    let batch = Batch::new().put(&B, 4, b"b4".to_vec()).put_blob("x", b"y".to_vec());
    same("put", store.commit(&batch).await, Ok(()))?;
    drop(store);
    let store = open().await.map_err(said("open again"))?;
    same("a", store.read(&A, 0..=9).await, Ok(vec![(0, b"a0".to_vec())]))?;
    same("b", store.read(&B, 0..=9).await, Ok(vec![(4, b"b4".to_vec())]))?;
    same("blob", store.blob_get("x").await, Ok(Some(b"y".to_vec())))?;
    same("conflict", add(&store, &A, 0, b"again").await, Err(StoreError::Conflict { seq: 0 }))
}

/// Whoever claims last may write. Where a backend lets only one handle be open, there is nobody to fence.
async fn fences<S: Store>(open: &impl AsyncFn() -> Result<S, StoreError>) -> Result<(), String> {
    let first = open_cleared(open).await?;
    same("claimed while empty", first.claim().await, Ok(1))?;
    same("the first writes", add(&first, &A, 0, b"first").await, Ok(()))?;
    same("claimed again", first.claim().await, Ok(2))?;
    let second = match open().await {
        Err(StoreError::Busy) => {
            drop(first);
            let second = open().await.map_err(said("open again"))?;
            return same("counts on", second.claim().await, Ok(3));
        }
        opened => opened.map_err(said("open another"))?,
    };
    same("who never claims is not fenced", add(&second, &A, 1, b"second").await, Ok(()))?;
    same("claimed by another", second.claim().await, Ok(3))?;
    let batch = Batch::new().put(&A, 0, b"late".to_vec()).put_blob("x", b"late".to_vec());
    same("the first is fenced", first.commit(&batch).await, Err(StoreError::Fenced))?;
    same("nothing of it", segments_of(&second).await, Ok(vec![(0, b"first".to_vec()), (1, b"second".to_vec())]))?;
    same("it reads on", segments_of(&first).await, segments_of(&second).await)?;
    same("it may not clear", first.clear().await, Err(StoreError::Fenced))?;
    same("the second writes", add(&second, &A, 2, b"third").await, Ok(()))?;
    same("the first comes back", first.claim().await, Ok(4))?;
    same("the first writes again", add(&first, &A, 3, b"fourth").await, Ok(()))?;
    same("the second is fenced", add(&second, &A, 4, b"late").await, Err(StoreError::Fenced))
}

async fn segments_of<S: Store>(store: &S) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
    store.read(&A, 0..=9).await
}

async fn clears<S: Store>(open: &impl AsyncFn() -> Result<S, StoreError>) -> Result<(), String> {
    let store = open_cleared(open).await?;
    same("claim", store.claim().await, Ok(1))?;
    same("add", add(&store, &A, 0, b"a0").await, Ok(()))?;
    same("put", put_blob(&store, "x", b"y").await, Ok(()))?;
    same("clear", store.clear().await, Ok(()))?;
    empty(&store).await?;
    same("add after", add(&store, &A, 0, b"a0").await, Ok(()))?;
    same("read after", store.read(&A, 0..=0).await, Ok(vec![(0, b"a0".to_vec())]))?;
    same("clear again", store.clear().await, Ok(()))?;
    drop(store);
    let store = open_cleared(open).await?;
    empty(&store).await?;
    same("clear at the end", store.clear().await, Ok(()))
}
