//! A new root, killed wherever it can be: everything is there before, in between and after, and in the end the root before
//! opens nothing.

use super::{
    testing::{CHEAP, Fault, FaultyStore, MaskingDevice},
    *,
};
use crate::{random::SystemRandom, vault::store::memory::MemoryStore};

const LOG: Namespace = Namespace::literal("evidence");
const OTHER: Namespace = Namespace::literal("memory.facts");
const PASSPHRASE: &str = "correct horse";

/// A vault with more segments than one step takes, gaps among them, and two blobs.
async fn old_vault(words: &Words) -> MemoryStore {
    let store = MemoryStore::default();
    let vault = create(store.clone(), &SystemRandom, PASSPHRASE, words, CHEAP).await.ok().unwrap();
    for number in 0..40_u8 {
        vault.append(&LOG, &[vec![number; 50], vec![]]).await.unwrap();
    }
    vault.rewrite(&LOG, vec![(3, vec![]), (39, vec![])]).await.unwrap();
    vault.append(&OTHER, &[b"a fact".to_vec()]).await.unwrap();
    vault.blob_put("index", b"hello").await.unwrap();
    vault.blob_put("edits", b"").await.unwrap();
    store
}

/// Everything that a vault says.
async fn said<S: Store>(vault: &Vault<S>) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    for namespace in vault.namespaces().await.unwrap() {
        for segment in vault.read(&namespace, 0..=u64::MAX).await.unwrap() {
            all.push((format!("{namespace} {}", segment.seq), segment.entries.unwrap().join(&b'|')));
        }
    }
    for name in ["index", "edits"] {
        all.push((name.to_owned(), vault.blob_get(name).await.unwrap().unwrap()));
    }
    all.push(("seed".to_owned(), vault.identity_seed().unwrap().expose().to_vec()));
    all
}

async fn opened<S: Store>(store: S) -> Vault<S> {
    unlock_with_passphrase(store, PASSPHRASE).await.ok().unwrap()
}

/// A copy that goes its own way.
async fn copy(store: &MemoryStore) -> MemoryStore {
    let copy = MemoryStore::default();
    let mut batch = Batch::new();
    for namespace in store.namespaces().await.unwrap() {
        for (seq, sealed) in store.read(&namespace, 0..=u64::MAX).await.unwrap() {
            batch = batch.put(&namespace, seq, sealed);
        }
    }
    for name in store.blobs().await.unwrap() {
        batch = batch.put_blob(&name, store.blob_get(&name).await.unwrap().unwrap());
    }
    copy.commit(&batch).await.unwrap();
    copy
}

async fn rotate<S: Store>(vault: &Vault<S>) -> Result<bool, VaultError> {
    vault.draw_root(&SystemRandom).await?;
    vault.renew(&|| false).await
}

#[tokio::test]
async fn a_new_root_reads_everything_and_the_old_one_nothing() {
    let words = Words::generate(&SystemRandom).unwrap();
    let store = old_vault(&words).await;
    let vault = opened(store.clone()).await;
    let before = said(&vault).await;
    let old_root = vault.keys.root().unwrap();
    let device = MaskingDevice::default();
    vault.keep_unlocked(&device).await.unwrap();

    vault.draw_root(&SystemRandom).await.unwrap();
    assert!(vault.is_rotating());
    assert_eq!(said(&vault).await, before, "in between");
    assert_eq!(vault.append(&OTHER, &[b"meanwhile".to_vec()]).await, Ok(1));
    assert_eq!(vault.renew(&|| true).await, Ok(false), "stopped after a step");
    assert_eq!(vault.renew(&|| false).await, Ok(true));
    assert!(!vault.is_rotating());
    vault.erase_namespace(&OTHER).await.unwrap();
    vault.append(&OTHER, &[b"a fact".to_vec()]).await.unwrap();
    assert_eq!(said(&vault).await, before);
    for again in [opened(store.clone()).await, unlock_with_words(store.clone(), &words).await.ok().unwrap()] {
        assert_eq!(said(&again).await, before);
    }
    let refused = unlock_with_device(store.clone(), &device).await.err();
    assert_eq!(refused, Some(VaultError::NoSuchWrap(WrapKind::Device)));
    vault.wake_device(&device).await.unwrap();
    assert_eq!(said(&unlock_with_device(store.clone(), &device).await.ok().unwrap()).await, before);

    let thief = Keys::of(vault.keys.vault, 1, old_root, None);
    for namespace in store.namespaces().await.unwrap() {
        for (seq, sealed) in store.read(&namespace, 0..=u64::MAX).await.unwrap() {
            assert!(seal::open_segment(&thief, &namespace, seq, &sealed).is_err(), "{namespace} {seq}");
        }
    }
    for name in store.blobs().await.unwrap() {
        let sealed = store.blob_get(&name).await.unwrap().unwrap();
        let opened = match write::parse_part(&name) {
            Some((name, part)) => seal::open_part(&thief, name, part, &sealed),
            None => seal::open_manifest(&thief, &sealed),
        };
        assert_ne!(opened.err(), None, "{name}");
    }
}

#[tokio::test]
async fn killed_at_any_write_it_goes_on_where_it_was() {
    let words = Words::generate(&SystemRandom).unwrap();
    let old = old_vault(&words).await;
    let before = said(&opened(old.clone()).await).await;
    let calm = FaultyStore::over(&copy(&old).await, u64::MAX, Fault::KilledBefore);
    assert_eq!(rotate(&opened(calm.clone()).await).await, Ok(true));
    assert!(calm.writes() >= 8, "{}", calm.writes());
    for fault in [Fault::Fails, Fault::KilledBefore, Fault::KilledAfter] {
        for at in 0..calm.writes() {
            let (disk, place) = (copy(&old).await, format!("{fault:?} at {at}"));
            rotate(&opened(FaultyStore::over(&disk, at, fault)).await).await.unwrap_err();
            let vault = opened(disk.clone()).await;
            assert_eq!(said(&vault).await, before, "{place}");
            assert_eq!(vault.renew(&|| false).await, Ok(true), "{place}");
            assert_eq!(said(&opened(disk.clone()).await).await, before, "{place}");
            assert!(unlock_with_words(disk, &words).await.is_ok(), "{place}");
        }
    }
}

#[tokio::test]
async fn killed_again_and_again_at_random_it_ends() {
    let words = Words::generate(&SystemRandom).unwrap();
    let old = old_vault(&words).await;
    let before = said(&opened(old.clone()).await).await;
    for round in 0..50 {
        let disk = copy(&old).await;
        opened(disk.clone()).await.draw_root(&SystemRandom).await.unwrap();
        let mut kills = 0;
        loop {
            let at = u64::from(SystemRandom.array::<1>().unwrap()[0] % 3);
            let fault = if kills % 2 == 0 { Fault::KilledAfter } else { Fault::KilledBefore };
            let vault = opened(FaultyStore::over(&disk, at, fault)).await;
            if vault.renew(&|| false).await == Ok(true) {
                break;
            }
            kills += 1;
            assert!(kills < 1000, "round {round}");
            assert_eq!(said(&opened(disk.clone()).await).await, before, "round {round}, kill {kills}");
        }
        let vault = opened(disk).await;
        assert!(!vault.is_rotating());
        assert_eq!(said(&vault).await, before, "round {round}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_stays_as_it_is() {
    let words = Words::generate(&SystemRandom).unwrap();
    let store = old_vault(&words).await;
    store.commit(&Batch::new().put(&LOG, 5, b"\x01damaged".to_vec())).await.unwrap();
    let vault = opened(store.clone()).await;
    assert_eq!(rotate(&vault).await, Ok(true));
    assert_eq!(store.read(&LOG, 5..=5).await.unwrap(), [(5, b"\x01damaged".to_vec())]);
    assert!(vault.read(&LOG, 6..=6).await.unwrap().remove(0).entries.is_ok());
}
