//! Small segments made into large ones, and snapshots that never bring back what is gone.

use super::*;

fn numbered(numbers: std::ops::Range<usize>) -> Vec<Vec<u8>> {
    numbers.map(|number| number.to_string().into_bytes()).collect()
}

async fn all(vault: &Vault<MemoryStore>) -> Vec<Vec<u8>> {
    contents(vault, &LOG).await.into_iter().flat_map(|(_, entries)| entries).collect()
}

async fn one_by_one(vault: &Vault<MemoryStore>, numbers: std::ops::Range<usize>) {
    for entry in numbered(numbers) {
        vault.append(&LOG, &[entry]).await.unwrap();
    }
}

#[tokio::test]
async fn many_small_segments_become_few_in_the_same_order() {
    let store = MemoryStore::default();
    let vault = new_vault(&store).await;
    one_by_one(&vault, 0..620).await;
    let moved = vault.compact(&LOG, usize::MAX).await.unwrap();
    assert_eq!(all(&vault).await, numbered(0..620));
    let sizes: Vec<_> = contents(&vault, &LOG).await.into_iter().map(|(seq, entries)| (seq, entries.len())).collect();
    assert_eq!(sizes, [(249, 250), (499, 250), (619, 120)]);
    assert_eq!(
        (moved.len(), moved[0], moved[250]),
        (617, Moved { from_seq: 0, to_seq: 249 }, Moved { from_seq: 251, to_seq: 499 })
    );
    assert_eq!(store.read(&LOG, ALL).await.unwrap().len(), 3);
    assert_eq!(vault.compact(&LOG, usize::MAX).await, Ok(vec![]), "nothing is left to do");
    one_by_one(&vault, 620..719).await;
    assert_eq!(vault.compact(&LOG, usize::MAX).await, Ok(vec![]), "too few yet");
    one_by_one(&vault, 719..720).await;
    assert_eq!(vault.compact(&LOG, usize::MAX).await.unwrap().len(), 99);
    assert_eq!(all(&vault).await, numbered(0..720));
    assert_eq!(vault.append(&LOG, &[]).await, Ok(720));
}

#[tokio::test]
async fn it_goes_in_steps_and_around_what_is_large_or_damaged() {
    let store = MemoryStore::default();
    let vault = new_vault(&store).await;
    one_by_one(&vault, 0..60).await;
    vault.append(&LOG, &numbered(60..300)).await.unwrap();
    one_by_one(&vault, 300..360).await;
    put(&store, &LOG, 100, b"\x02 damaged").await;
    one_by_one(&vault, 360..3000).await;
    let mut steps = 0;
    while !vault.compact(&LOG, 100).await.unwrap().is_empty() {
        steps += 1;
    }
    assert!(steps >= 2, "{steps}");
    let log = vault.read(&LOG, ALL).await.unwrap();
    assert_eq!(log.iter().filter(|segment| segment.entries.is_err()).count(), 1);
    let read: Vec<_> = log.into_iter().filter_map(|segment| segment.entries.ok()).flatten().collect();
    assert_eq!(read, [numbered(0..339), numbered(340..3000)].concat());
    assert_eq!(store.read(&LOG, 100..=100).await.unwrap(), [(100, b"\x02 damaged".to_vec())]);
    assert!(store.read(&LOG, ALL).await.unwrap().len() < 20);
}

#[tokio::test]
async fn large_entries_make_no_huge_segment() {
    let vault = new_vault(&MemoryStore::default()).await;
    for byte in 0..120 {
        vault.append(&LOG, &[vec![byte; 100_000]]).await.unwrap();
    }
    vault.compact(&LOG, usize::MAX).await.unwrap();
    let log = contents(&vault, &LOG).await;
    assert!(log.iter().all(|(_, entries)| entries.iter().map(Vec::len).sum::<usize>() <= 4 << 20));
    assert_eq!(log.iter().map(|(_, entries)| entries.len()).sum::<usize>(), 120);
    assert_eq!(log.len(), 2 + 38, "the last are too few yet");
}

#[tokio::test]
async fn a_snapshot_is_found_until_something_in_it_is_forgotten() {
    let store = MemoryStore::default();
    let vault = new_vault(&store).await;
    one_by_one(&vault, 0..3).await;
    let covers = vault.covers(&[LOG, OTHER]).await.unwrap();
    let large: Vec<u8> = (0..10 << 20).map(|at: u32| at.to_le_bytes()[1]).collect();
    vault.snapshot_put("index", &covers, large.clone()).await.unwrap();
    assert_eq!(store.blobs().await.unwrap(), ["blob.index", "keyring", "manifest", "part.1.index", "part.2.index"]);
    one_by_one(&vault, 3..4).await;
    vault.append(&OTHER, &entries(&["x"])).await.unwrap();
    let old = store.copy();
    vault.lock();
    let vault = unlock_with_passphrase(store.clone(), PASSPHRASE).await.ok().unwrap();
    let (read, bytes) = vault.snapshot_get("index").await.unwrap().unwrap();
    assert!(bytes == large);
    assert_eq!((read.last(&LOG), read.last(&OTHER)), (Some(2), None), "what came later is to be read");

    vault.rewrite(&LOG, vec![(1, vec![])]).await.unwrap();
    assert_eq!(vault.snapshot_get("index").await, Ok(None));
    assert_eq!(store.blobs().await.unwrap(), ["keyring", "manifest"], "it went with what it is of");
    assert_eq!(vault.snapshot_put("index", &covers, large).await, Err(VaultError::Outdated));
    for part in ["blob.index", "part.1.index", "part.2.index"] {
        put_blob(&store, part, &old.blob_get(part).await.unwrap().unwrap()).await;
    }
    assert_eq!(vault.snapshot_get("index").await, Ok(None), "nor does it come back");
    let covers = vault.covers(&[LOG]).await.unwrap();
    vault.snapshot_put("index", &covers, b"new".to_vec()).await.unwrap();
    assert_eq!(vault.snapshot_get("index").await, Ok(Some((covers, b"new".to_vec()))));
    vault.blob_put("plain", b"no snapshot").await.unwrap();
    assert_eq!(vault.snapshot_get("plain").await, Ok(None));
}

#[tokio::test]
async fn a_damaged_snapshot_is_as_good_as_none() {
    let store = MemoryStore::default();
    let vault = new_vault(&store).await;
    one_by_one(&vault, 0..3).await;
    let covers = vault.covers(&[LOG]).await.unwrap();
    vault.snapshot_put("index", &covers, vec![1; 9 << 20]).await.unwrap();
    let whole = store.copy();
    store.commit(&Batch::new().remove_blob("part.2.index")).await.unwrap();
    assert_eq!(vault.snapshot_get("index").await, Ok(None));
    let first = whole.blob_get("part.1.index").await.unwrap().unwrap();
    put_blob(&store, "part.2.index", &first).await;
    assert_eq!(vault.snapshot_get("index").await, Ok(None), "no part stands for another");
    put_blob(&store, "part.2.index", &whole.blob_get("part.2.index").await.unwrap().unwrap()).await;
    assert!(vault.snapshot_get("index").await.unwrap().is_some());
    vault.compact(&LOG, usize::MAX).await.unwrap();
    assert!(vault.snapshot_get("index").await.unwrap().is_some(), "nothing moved");
    vault.erase_namespace(&LOG).await.unwrap();
    assert_eq!(vault.snapshot_get("index").await, Ok(None));
}
