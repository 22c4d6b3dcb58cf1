//! What the manifest finds: old states brought back, segments gone, and what becomes of the damaged ones.

use super::*;

const MANIFEST: &str = "manifest";

async fn sealed(store: &MemoryStore, namespace: &Namespace, seq: u64) -> Vec<u8> {
    store.read(namespace, seq..=seq).await.unwrap().remove(0).1
}

async fn remove(store: &MemoryStore, namespace: &Namespace, seq: u64) {
    store.commit(&Batch::new().remove(namespace, seq)).await.unwrap();
}

async fn damages(vault: &Vault<MemoryStore>) -> Vec<(u64, Option<Damage>)> {
    let segments = vault.read(&LOG, ALL).await.unwrap();
    segments.into_iter().map(|segment| (segment.seq, segment.entries.err())).collect()
}

async fn with_five(store: &MemoryStore) -> Vault<MemoryStore> {
    let vault = new_vault(store).await;
    for text in ["a", "b", "c", "d", "e"] {
        vault.append(&LOG, &entries(&[text])).await.unwrap();
    }
    vault
}

#[tokio::test]
async fn an_old_segment_and_a_missing_one_are_told_apart() {
    let store = MemoryStore::default();
    let vault = with_five(&store).await;
    let (first, second) = (sealed(&store, &LOG, 0).await, sealed(&store, &LOG, 1).await);
    vault.rewrite(&LOG, vec![(0, entries(&["forgotten"])), (1, vec![])]).await.unwrap();
    put(&store, &LOG, 0, &first).await;
    put(&store, &LOG, 1, &second).await;
    remove(&store, &LOG, 3).await;
    let (back, gone) = (Some(Damage::RolledBack), Some(Damage::Missing));
    let wanted = [(0, back), (1, back), (2, None), (3, gone), (4, None)];
    assert_eq!(damages(&vault).await, wanted);
    vault.lock();
    let vault = unlock_with_passphrase(store, PASSPHRASE).await.ok().unwrap();
    assert_eq!(damages(&vault).await, wanted, "also by who never saw the new state");
    assert_eq!(vault.append(&LOG, &entries(&["f"])).await, Ok(5));
}

#[tokio::test]
async fn an_erased_namespace_does_not_come_back() {
    let store = MemoryStore::default();
    let vault = with_five(&store).await;
    let old = [sealed(&store, &LOG, 0).await, sealed(&store, &LOG, 1).await];
    vault.erase_namespace(&LOG).await.unwrap();
    put(&store, &LOG, 0, &old[0]).await;
    put(&store, &LOG, 1, &old[1]).await;
    assert_eq!(damages(&vault).await, [(0, Some(Damage::RolledBack)), (1, Some(Damage::RolledBack))]);
    // A number that somebody occupied is not given.
    assert_eq!(vault.append(&LOG, &entries(&["new"])).await, Ok(2));
    assert_eq!(damages(&vault).await[2], (2, None));
}

#[tokio::test]
async fn a_blob_is_as_new_as_it_was() {
    let store = MemoryStore::default();
    let vault = new_vault(&store).await;
    vault.blob_put("edits", b"one").await.unwrap();
    let old = store.blob_get("blob.edits").await.unwrap().unwrap();
    vault.blob_put("edits", b"two").await.unwrap();
    let back = Err(VaultError::Blob { name: "edits".to_owned(), damage: Damage::RolledBack });
    put_blob(&store, "blob.edits", &old).await;
    assert_eq!(vault.blob_get("edits").await, back);
    vault.blob_delete("edits").await.unwrap();
    assert_eq!(vault.blob_get("edits").await, Ok(None));
    put_blob(&store, "blob.edits", &old).await;
    assert_eq!(vault.blob_get("edits").await, back);
    vault.blob_put("edits", b"three").await.unwrap();
    assert_eq!(vault.blob_get("edits").await, Ok(Some(b"three".to_vec())));
    store.commit(&Batch::new().remove_blob("blob.edits")).await.unwrap();
    let missing = VaultError::Blob { name: "edits".to_owned(), damage: Damage::Missing };
    assert_eq!(vault.blob_get("edits").await, Err(missing));
}

#[tokio::test]
async fn a_damaged_segment_is_set_aside_and_kept() {
    let store = MemoryStore::default();
    let vault = with_five(&store).await;
    let whole = sealed(&store, &LOG, 1).await;
    let mut broken = whole.clone();
    broken[20] ^= 1;
    put(&store, &LOG, 1, &broken).await;
    put(&store, &LOG, 2, &[9, 9]).await;
    remove(&store, &LOG, 3).await;
    put_blob(&store, "blob.edits", b"\x02").await;
    let found = vault.integrity().await.unwrap();
    let flaw = |seq, damage| Flaw { namespace: LOG, seq, damage };
    let missing = flaw(3, Damage::Missing);
    let wanted = [flaw(1, Damage::Refused), flaw(2, Damage::UnknownVersion(9)), missing.clone()];
    assert_eq!((found.whole, found.flaws.as_slice(), found.manifest), (2, wanted.as_slice(), None));
    assert_eq!(found.aside, [(LOG, 1)]);
    assert_eq!(vault.aside().await, Ok(vec![(LOG, 1, broken.clone())]), "as it was, for whoever can mend it");

    vault.lock();
    let vault = unlock_with_passphrase(store.clone(), PASSPHRASE).await.ok().unwrap();
    let newer = Some(Damage::UnknownVersion(9));
    assert_eq!(damages(&vault).await, [(0, None), (2, newer), (3, Some(Damage::Missing)), (4, None)]);
    let found = vault.integrity().await.unwrap();
    assert_eq!((found.flaws.len(), found.aside), (2, vec![(LOG, 1)]), "what a newer version wrote stays for it");
    assert_eq!(vault.namespaces().await, Ok(vec![LOG]), "nobody meets what was set aside");
    assert!(vault.append(&ASIDE, &entries(&["x"])).await.is_err());
    vault.erase_namespace(&LOG).await.unwrap();
    assert_eq!(store.namespaces().await, Ok(vec![]), "erasing takes it along");
}

#[tokio::test]
async fn a_lost_manifest_is_made_anew_and_said() {
    let store = MemoryStore::default();
    let vault = with_five(&store).await;
    vault.rewrite(&LOG, vec![(1, vec![])]).await.unwrap();
    vault.blob_put("index", &vec![7; 9 << 20]).await.unwrap();
    vault.lock();
    let stored = store.blob_get(MANIFEST).await.unwrap().unwrap();
    let mut broken = stored.clone();
    *broken.last_mut().unwrap() ^= 1;
    for (damage, bytes) in [(Damage::Missing, None), (Damage::Refused, Some(broken)), (Damage::Truncated, Some(vec![]))]
    {
        let store = store.copy();
        let batch = Batch::new().remove_blob(MANIFEST);
        store
            .commit(&bytes.clone().into_iter().fold(batch, |batch, bytes| batch.put_blob(MANIFEST, bytes)))
            .await
            .unwrap();
        let vault = unlock_with_passphrase(store.clone(), PASSPHRASE).await.ok().unwrap();
        assert_eq!(damages(&vault).await, [(0, None), (2, None), (3, None), (4, None)]);
        assert_eq!(vault.blob_get("index").await, Ok(Some(vec![7; 9 << 20])));
        assert_eq!(vault.integrity().await.unwrap().manifest, Some(damage));
        assert_eq!(vault.append(&LOG, &entries(&["f"])).await, Ok(5));
        vault.lock();
        let vault = unlock_with_passphrase(store, PASSPHRASE).await.ok().unwrap();
        assert_eq!(damages(&vault).await.len(), 5);
        assert_eq!(vault.aside().await.unwrap().pop().unwrap().2, bytes.unwrap_or_default(), "kept as it was");
    }
    put_blob(&store, MANIFEST, &[&[3], &stored[1..]].concat()).await;
    let vault = unlock_with_passphrase(store, PASSPHRASE).await.ok().unwrap();
    let newer = vault.read(&LOG, ALL).await.unwrap_err();
    assert_eq!((newer.code(), &newer), ("vault-newer", &VaultError::Manifest(Damage::UnknownVersion(3))));
    assert!(vault.append(&LOG, &entries(&["f"])).await.is_err(), "nothing is written over it");
}

#[tokio::test]
async fn an_old_manifest_hides_nothing_that_is_newer() {
    let store = MemoryStore::default();
    let vault = with_five(&store).await;
    let old = store.blob_get(MANIFEST).await.unwrap().unwrap();
    vault.append(&LOG, &entries(&["f"])).await.unwrap();
    vault.rewrite(&LOG, vec![(0, entries(&["A"]))]).await.unwrap();
    vault.blob_put("index", b"i").await.unwrap();
    vault.lock();
    put_blob(&store, MANIFEST, &old).await;
    let vault = unlock_with_passphrase(store, PASSPHRASE).await.ok().unwrap();
    assert_eq!(contents(&vault, &LOG).await.first(), Some(&(0, entries(&["A"]))));
    assert_eq!(contents(&vault, &LOG).await.last(), Some(&(5, entries(&["f"]))));
    assert_eq!(vault.blob_get("index").await, Ok(Some(b"i".to_vec())));
    assert_eq!(vault.append(&LOG, &entries(&["g"])).await, Ok(6), "nor is it written over");
    assert_eq!(contents(&vault, &LOG).await.len(), 7);
}

#[tokio::test]
async fn another_tab_that_writes_is_no_rollback() {
    let store = MemoryStore::default();
    let one = with_five(&store).await;
    let two = unlock_with_passphrase(store.clone(), PASSPHRASE).await.ok().unwrap();
    assert_eq!(contents(&two, &LOG).await.len(), 5);
    one.rewrite(&LOG, vec![(0, vec![]), (1, entries(&["B"]))]).await.unwrap();
    one.blob_put("index", b"1").await.unwrap();
    assert_eq!(contents(&two, &LOG).await.len(), 4);
    two.blob_put("index", b"2").await.unwrap();
    assert_eq!(one.blob_get("index").await, Ok(Some(b"2".to_vec())));
    one.erase_namespace(&LOG).await.unwrap();
    assert_eq!(contents(&two, &LOG).await.len(), 0);
}

#[tokio::test]
async fn who_lost_the_store_to_another_owner_is_told() {
    let store = MemoryStore::default();
    let one = with_five(&store).await;
    one.claim().await.unwrap();
    let two = unlock_with_passphrase(store.handle(), PASSPHRASE).await.ok().unwrap();
    two.claim().await.unwrap();
    let late = one.append(&LOG, &entries(&["late"])).await.unwrap_err();
    assert_eq!((late.code(), &late), ("vault-moved", &VaultError::Store(StoreError::Fenced)));
    assert_eq!(two.append(&LOG, &entries(&["f"])).await, Ok(5));
    assert_eq!(contents(&one, &LOG).await.len(), 6, "reading goes on");
}
