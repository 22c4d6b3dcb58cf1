//! A store as the first version of the app left it: `tests/vectors/vault-v1.txt`, written by that version.

use super::*;

const FIRST: &str = include_str!("../../../tests/vectors/vault-v1.txt");

async fn first_version() -> MemoryStore {
    let store = MemoryStore::default();
    let hex = |text: &str| data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap();
    for line in FIRST.lines() {
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["segment", namespace, seq, sealed] => {
                put(&store, &Namespace::parse(namespace).unwrap(), seq.parse().unwrap(), &hex(sealed)).await;
            }
            ["blob", name, bytes] => put_blob(&store, name, &hex(bytes)).await,
            _ => panic!("{line}"),
        }
    }
    store
}

async fn all_is_there(vault: &Vault<MemoryStore>) {
    assert_eq!(contents(vault, &LOG).await, [(0, entries(&["rent", "and more"])), (2, vec![])]);
    assert_eq!(contents(vault, &OTHER).await, [(0, entries(&["a bank file"])), (1, vec![])]);
    assert_eq!(vault.blob_get("edits").await, Ok(Some(b"{\"hidden\":[3]}".to_vec())));
    assert_eq!(vault.blob_get("wallet").await, Ok(Some(vec![])));
}

#[tokio::test]
async fn it_opens_and_is_read_without_a_write() {
    let store = first_version().await;
    let words = Words::generate(&super::super::testing::Counting::from(0)).unwrap();
    let vault = unlock_with_passphrase(store.clone(), PASSPHRASE).await.ok().unwrap();
    all_is_there(&vault).await;
    assert_eq!(store.blob_get("manifest").await, Ok(None));
    assert_eq!(vault.integrity().await.map(|found| (found.whole, found.flaws, found.manifest)), Ok((4, vec![], None)));
    assert_eq!(store.blob_get("picture").await, Ok(Some(b"sealed by the device".to_vec())));
    vault.lock();
    all_is_there(&unlock_with_words(store, &words).await.ok().unwrap()).await;
}

#[tokio::test]
async fn its_first_write_upgrades_it_in_the_same_step() {
    for fault in [Fault::Fails, Fault::KilledBefore, Fault::KilledAfter] {
        let store = first_version().await;
        let faulty = FaultyStore::over(&store, 1, fault);
        // The first write is the keyring's own upgrade.
        let vault = unlock_with_passphrase(faulty, PASSPHRASE).await.ok().unwrap();
        assert!(vault.append(&LOG, &entries(&["new"])).await.is_err());
        let written = fault == Fault::KilledAfter;
        assert_eq!(store.blob_get("manifest").await.unwrap().is_some(), written, "{fault:?}");
        assert_eq!(store.last(&LOG).await, Ok(Some(if written { 3 } else { 2 })), "{fault:?}");
    }
    let store = first_version().await;
    let vault = unlock_with_passphrase(store.clone(), PASSPHRASE).await.ok().unwrap();
    assert_eq!(vault.append(&LOG, &entries(&["new"])).await, Ok(3));
    vault.lock();
    let vault = unlock_with_passphrase(store.clone(), PASSPHRASE).await.ok().unwrap();
    assert_eq!(contents(&vault, &LOG).await.last(), Some(&(3, entries(&["new"]))));
    assert_eq!(contents(&vault, &OTHER).await.len(), 2);
}

#[tokio::test]
async fn what_it_sealed_cannot_come_back_once_it_was_replaced() {
    let store = first_version().await;
    let old = store.read(&LOG, 0..=0).await.unwrap().remove(0).1;
    let blob = store.blob_get("blob.edits").await.unwrap().unwrap();
    let vault = unlock_with_passphrase(store.clone(), PASSPHRASE).await.ok().unwrap();
    vault.rewrite(&LOG, vec![(0, entries(&["and more"]))]).await.unwrap();
    vault.blob_put("edits", b"{}").await.unwrap();
    put(&store, &LOG, 0, &old).await;
    put_blob(&store, "blob.edits", &blob).await;
    assert_eq!(vault.read(&LOG, 0..=0).await.unwrap().remove(0).entries, Err(Damage::RolledBack));
    assert!(matches!(vault.blob_get("edits").await, Err(VaultError::Blob { damage: Damage::RolledBack, .. })));
    assert_eq!(vault.blob_get("wallet").await, Ok(Some(vec![])));
}
