//! The file store: the contract, and what a crash leaves of a commit.

use std::fs;

use super::{Batch, Store, StoreError, batch::Step, file::FileStore, journal, suite};
use crate::vault::namespace::Namespace;

const A: Namespace = Namespace::literal("a");
const B: Namespace = Namespace::literal("b");

#[tokio::test]
async fn keeps_the_contract() {
    let dir = tempfile::tempdir().unwrap();
    suite::run(async || FileStore::open(dir.path().join("vault"))).await.unwrap();
    assert!(!dir.path().join("vault").exists(), "clear leaves nothing");
}

#[tokio::test]
async fn only_one_program_at_a_time() {
    let dir = tempfile::tempdir().unwrap();
    let store = FileStore::open(dir.path()).unwrap();
    assert_eq!(FileStore::open(dir.path()).err(), Some(StoreError::Busy));
    drop(store);
    assert!(FileStore::open(dir.path()).is_ok());
}

#[tokio::test]
async fn clear_spares_what_is_not_ours() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("letter.txt"), "dear").unwrap();
    let store = FileStore::open(dir.path()).unwrap();
    store.commit(&Batch::new().put(&A, 0, b"x".to_vec())).await.unwrap();
    store.clear().await.unwrap();
    let left: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["letter.txt"]);
}

fn steps() -> Vec<Step> {
    vec![
        Step::Put { namespace: A, seq: 0, sealed: b"new".to_vec() },
        Step::Remove { namespace: A, seq: 1 },
        Step::Put { namespace: A, seq: 2, sealed: b"new".to_vec() },
        Step::RemoveAll { namespace: B },
        Step::PutBlob { name: "x".to_owned(), bytes: b"new".to_vec() },
        Step::RemoveBlob { name: "y".to_owned() },
    ]
}

#[test]
fn a_journal_reads_as_it_was_written() {
    let bytes = journal::encode(steps().iter()).unwrap();
    assert_eq!(journal::decode(&bytes), Some(steps()));
    for length in 0..bytes.len() {
        assert_eq!(journal::decode(&bytes[..length]), None);
    }
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(journal::decode(&changed), None);
    }
}

/// Every state a crash can leave a commit in, after the decision, ends in the commit being whole.
#[tokio::test]
async fn a_decided_commit_is_finished_after_a_crash() {
    let journal = journal::encode(steps().iter()).unwrap();
    for done in 0..=steps().len() {
        let dir = tempfile::tempdir().unwrap();
        let store = FileStore::open(dir.path()).unwrap();
        let old = || b"old".to_vec();
        let begun = (0..3).fold(Batch::new(), |batch, seq| batch.put(&A, seq, old()).put(&B, seq, old()));
        store.commit(&begun.put_blob("x", old()).put_blob("y", old())).await.unwrap();
        let some: Batch = steps().into_iter().take(done).collect();
        store.commit(&some).await.unwrap();
        drop(store);
        fs::write(dir.path().join("journal"), &journal).unwrap();
        fs::write(dir.path().join("new"), b"to").unwrap();
        let store = FileStore::open(dir.path()).unwrap();
        let wanted = vec![(0, b"new".to_vec()), (2, b"new".to_vec())];
        assert_eq!(store.read(&A, 0..=9).await.unwrap(), wanted, "{done} done");
        assert_eq!(store.namespaces().await.unwrap(), [A]);
        assert_eq!(store.blob_get("x").await.unwrap(), Some(b"new".to_vec()));
        assert_eq!(store.blobs().await.unwrap(), ["x"]);
        assert!(!dir.path().join("journal").exists());
    }
}

#[tokio::test]
async fn a_damaged_decision_is_not_guessed_at() {
    let mut journal = journal::encode(steps().iter()).unwrap();
    *journal.last_mut().unwrap() ^= 1;
    let dir = tempfile::tempdir().unwrap();
    drop(FileStore::open(dir.path()).unwrap());
    fs::write(dir.path().join("journal"), &journal).unwrap();
    assert!(matches!(FileStore::open(dir.path()), Err(StoreError::Failed(_))));
}
