//! Lent keys: what they open and what not, when they end, and what a kill leaves.

use super::{
    store::memory::MemoryStore,
    testing::{CHEAP, Fault, FaultyStore, MaskingDevice},
    *,
};
use crate::{random::SystemRandom, time::Time};

const EVIDENCE: Namespace = Namespace::literal("evidence.email");
const SECRETS: Namespace = Namespace::literal("wallet.disclosures");
const MISSIONS: Namespace = Namespace::literal("missions");
const PASSPHRASE: &str = "correct horse";

fn at(days: i64) -> Time {
    Time::from_unix_seconds(1_790_000_000 + days * 86_400).unwrap()
}

fn scope() -> Scope {
    Scope {
        namespaces: vec![EVIDENCE, MISSIONS],
        blobs: vec!["records", "told"],
        writes: vec!["missions".to_owned(), "told".to_owned()],
    }
}

async fn filled(store: &MemoryStore) -> Vault<MemoryStore> {
    let words = Words::generate(&SystemRandom).unwrap();
    let vault = create(store.clone(), &SystemRandom, PASSPHRASE, &words, CHEAP).await.ok().unwrap();
    vault.append(&EVIDENCE, &[b"a letter".to_vec()]).await.unwrap();
    vault.append(&SECRETS, &[b"a login".to_vec()]).await.unwrap();
    vault.blob_put("records", b"an index").await.unwrap();
    vault.blob_put("wallet", b"a credential").await.unwrap();
    vault
}

async fn lending(store: &MemoryStore, device: &MaskingDevice) -> Vault<MemoryStore> {
    let vault = filled(store).await;
    assert_eq!(vault.lend(&scope(), (at(0), at(14)), device).await, Ok(true));
    vault
}

async fn opened<S: Store>(store: S) -> Vault<S> {
    unlock_with_passphrase(store, PASSPHRASE).await.ok().unwrap()
}

async fn read<S: Store>(vault: &Vault<S>, namespace: &Namespace) -> Vec<Result<Vec<Vec<u8>>, Damage>> {
    vault.read(namespace, 0..=u64::MAX).await.unwrap().into_iter().map(|segment| segment.entries).collect()
}

#[tokio::test]
async fn what_is_lent_opens_and_nothing_else() {
    let (store, device) = (MemoryStore::default(), MaskingDevice::default());
    lending(&store, &device).await.lock();
    let holder = open_lent(store.clone(), at(1), &device).await.ok().unwrap();
    assert!(holder.is_lent());
    assert_eq!(read(&holder, &EVIDENCE).await, [Ok(vec![b"a letter".to_vec()])]);
    assert_eq!(holder.blob_get("records").await, Ok(Some(b"an index".to_vec())));

    assert_eq!(read(&holder, &SECRETS).await, [Err(Damage::OutOfScope)]);
    let refused = VaultError::Blob { name: "wallet".to_owned(), damage: Damage::OutOfScope };
    assert_eq!(holder.blob_get("wallet").await, Err(refused));
    assert_eq!(holder.identity_seed().err(), Some(VaultError::OutOfScope));
    assert_eq!(holder.draw_root(&SystemRandom).await, Err(VaultError::OutOfScope));
    assert_eq!(holder.keep_unlocked(&device).await, Err(VaultError::OutOfScope));
    let wider = Scope { namespaces: vec![SECRETS], ..Scope::default() };
    assert_eq!(holder.lend(&wider, (at(0), at(900)), &device).await, Err(VaultError::OutOfScope));
    assert_eq!(holder.lend(&Scope::default(), (at(0), at(900)), &device).await, Ok(false), "it makes no loan longer");
}

#[tokio::test]
async fn a_holder_writes_where_it_may_and_the_owner_reads_it() {
    let (store, device) = (MemoryStore::default(), MaskingDevice::default());
    lending(&store, &device).await.lock();
    let holder = open_lent(store.clone(), at(1), &device).await.ok().unwrap();
    let both = Changes::new().append(&MISSIONS, vec![b"a card".to_vec()]).put_blob("told", b"it was".to_vec());
    assert_eq!(holder.write(both.clone()).await, Ok(vec![0]));

    let refused = Err(VaultError::OutOfScope);
    assert_eq!(holder.write(both.append(&EVIDENCE, vec![b"forged".to_vec()])).await, refused);
    assert_eq!(holder.append(&SECRETS, &[b"forged".to_vec()]).await, Err(VaultError::OutOfScope));
    assert_eq!(holder.rewrite(&EVIDENCE, vec![(0, Vec::new())]).await, Err(VaultError::OutOfScope));
    assert_eq!(holder.erase_namespace(&EVIDENCE).await, Err(VaultError::OutOfScope));
    assert_eq!(holder.blob_delete("wallet").await, Err(VaultError::OutOfScope));

    let owner = opened(store).await;
    assert_eq!(read(&owner, &MISSIONS).await, [Ok(vec![b"a card".to_vec()])]);
    assert_eq!(owner.blob_get("told").await, Ok(Some(b"it was".to_vec())));
    assert_eq!(read(&owner, &EVIDENCE).await, [Ok(vec![b"a letter".to_vec()])]);
    assert_eq!(owner.integrity().await.unwrap().flaws, []);
}

#[tokio::test]
async fn a_check_by_a_holder_moves_nothing_that_it_cannot_read() {
    let (store, device) = (MemoryStore::default(), MaskingDevice::default());
    lending(&store, &device).await.lock();
    let holder = open_lent(store.clone(), at(1), &device).await.ok().unwrap();
    assert_eq!(holder.integrity().await.unwrap().aside, []);
    assert_eq!(read(&opened(store).await, &SECRETS).await, [Ok(vec![b"a login".to_vec()])]);
}

#[tokio::test]
async fn a_holder_never_makes_the_manifest_anew() {
    for damaged in [Batch::new().remove_blob("manifest"), Batch::new().put_blob("manifest", vec![2; 80])] {
        let (store, device) = (MemoryStore::default(), MaskingDevice::default());
        lending(&store, &device).await.lock();
        store.commit(&damaged).await.unwrap();
        let holder = open_lent(store.clone(), at(1), &device).await.ok().unwrap();
        let refused = holder.append(&MISSIONS, &[b"a card".to_vec()]).await;
        assert!(matches!(refused, Err(VaultError::Manifest(_))), "{refused:?}");
        assert_eq!(read(&opened(store).await, &SECRETS).await, [Ok(vec![b"a login".to_vec()])]);
    }
}

#[tokio::test]
async fn it_ends_with_its_time_and_leaves_nothing() {
    let (store, device) = (MemoryStore::default(), MaskingDevice::default());
    lending(&store, &device).await.lock();
    assert!(open_lent(store.clone(), at(13), &device).await.is_ok());
    assert_eq!(open_lent(store.clone(), at(-1), &device).await.err(), Some(VaultError::LoanOver), "set back");
    assert!(open_lent(store.clone(), at(1), &device).await.is_ok(), "set right again");
    assert_eq!(open_lent(store.clone(), at(14), &device).await.err(), Some(VaultError::LoanOver));
    assert_eq!(store.blob_get("lent").await, Ok(None));
    assert_eq!(device.unwrap(b"\x5a").await.err(), Some(DeviceError::Missing), "its key is gone");
    assert_eq!(open_lent(store, at(1), &device).await.err(), Some(VaultError::NotLent));
}

#[tokio::test]
async fn another_device_and_altered_bytes_open_nothing() {
    let (store, device) = (MemoryStore::default(), MaskingDevice::default());
    lending(&store, &device).await.lock();
    let other = MaskingDevice::with(7);
    assert_eq!(open_lent(store.clone(), at(1), &other).await.err(), Some(VaultError::Device(DeviceError::Refused)));
    let sealed = store.blob_get("lent").await.unwrap().unwrap();
    for end in 1..sealed.len() {
        store.commit(&Batch::new().put_blob("lent", sealed[..end].to_vec())).await.unwrap();
        // Cut between two names that may be written, it still is a loan: the device's key, not this, is what binds it.
        if let Ok(holder) = open_lent(store.clone(), at(1), &device).await {
            assert_eq!(holder.identity_seed().err(), Some(VaultError::OutOfScope));
        }
    }
}

#[tokio::test]
async fn recalled_it_opens_nothing_more() {
    let (store, device) = (MemoryStore::default(), MaskingDevice::default());
    let owner = lending(&store, &device).await;
    owner.write(Changes::new().put_blob("settings", b"off".to_vec()).recall()).await.unwrap();
    assert_eq!(owner.lends().await, Ok(false));
    assert_eq!(open_lent(store.clone(), at(1), &device).await.err(), Some(VaultError::NotLent));
    assert_eq!(owner.lend(&scope(), (at(1), at(2)), &device).await, Ok(true));
    recall(&store, &device).await.unwrap();
    assert_eq!(owner.lends().await, Ok(false));
    owner.lend(&scope(), (at(1), at(2)), &device).await.unwrap();
    owner.erase_everything().await.unwrap();
    assert_eq!(store.blob_get("lent").await, Ok(None));
}

#[tokio::test]
async fn a_new_root_ends_it_also_for_who_is_at_work() {
    let (store, device) = (MemoryStore::default(), MaskingDevice::default());
    let owner = lending(&store, &device).await;
    let kept = store.blob_get("lent").await.unwrap().unwrap();
    let holder = open_lent(store.clone(), at(1), &device).await.ok().unwrap();
    owner.draw_root(&SystemRandom).await.unwrap();
    assert_eq!(store.blob_get("lent").await, Ok(None));
    assert_eq!(owner.lend(&scope(), (at(0), at(14)), &device).await, Ok(false), "not in between");
    assert_eq!(owner.renew(&|| false).await, Ok(true));

    assert!(holder.append(&MISSIONS, &[b"late".to_vec()]).await.is_err());
    assert_eq!(read(&opened(store.clone()).await, &MISSIONS).await, []);
    store.commit(&Batch::new().put_blob("lent", kept)).await.unwrap();
    assert_eq!(open_lent(store.clone(), at(1), &device).await.err(), Some(VaultError::NotLent), "brought back");
    assert_eq!(owner.lend(&scope(), (at(0), at(14)), &device).await, Ok(true));
    let holder = open_lent(store, at(1), &device).await.ok().unwrap();
    assert_eq!(read(&holder, &EVIDENCE).await, [Ok(vec![b"a letter".to_vec()])]);
}

#[tokio::test]
async fn who_takes_the_vault_fences_a_holder_out() {
    let (store, device) = (MemoryStore::default(), MaskingDevice::default());
    lending(&store, &device).await.lock();
    let worker = store.handle();
    worker.claim().await.unwrap();
    let holder = open_lent(worker, at(1), &device).await.ok().unwrap();
    holder.append(&MISSIONS, &[b"one".to_vec()]).await.unwrap();
    let owner = opened(store.clone()).await;
    owner.claim().await.unwrap();
    let late = holder.append(&MISSIONS, &[b"late".to_vec()]).await;
    assert_eq!(late, Err(VaultError::Store(StoreError::Fenced)));
    owner.append(&MISSIONS, &[b"two".to_vec()]).await.unwrap();
    assert_eq!(read(&owner, &MISSIONS).await, [Ok(vec![b"one".to_vec()]), Ok(vec![b"two".to_vec()])]);
}

#[tokio::test]
async fn killed_at_any_write_it_is_lent_or_not_and_never_by_half() {
    let (full, device) = (MemoryStore::default(), MaskingDevice::default());
    filled(&full).await.lock();
    for fault in [Fault::Fails, Fault::KilledBefore, Fault::KilledAfter] {
        for at_write in 0..4 {
            let disk = full.copy();
            let owner = opened(FaultyStore::over(&disk, at_write, fault)).await;
            let mut over = false;
            if owner.lend(&scope(), (at(0), at(14)), &device).await.is_ok()
                && let Ok(holder) = open_lent(FaultyStore::over(&disk, at_write, fault), at(1), &device).await
            {
                let card = Changes::new().append(&MISSIONS, vec![b"a card".to_vec()]).put_blob("told", vec![1]);
                let _ = holder.write(card.clone()).await;
                let _ = holder.write(card).await;
                over = owner.write(Changes::new().put_blob("settings", b"off".to_vec()).recall()).await.is_ok();
            }
            let place = format!("{fault:?} at {at_write}");
            let again = opened(disk.clone()).await;
            assert_eq!(read(&again, &SECRETS).await, [Ok(vec![b"a login".to_vec()])], "{place}");
            let (cards, told) = (read(&again, &MISSIONS).await.len(), again.blob_get("told").await.unwrap());
            assert_eq!(cards > 0, told.is_some(), "{place}: together or not at all");
            let off = again.blob_get("settings").await.unwrap().is_some();
            assert!(off || !over, "{place}: confirmed is stored");
            assert!(!(off && again.lends().await.unwrap()), "{place}: turned off, and the keys are there");
            assert_eq!(again.integrity().await.unwrap().flaws, [], "{place}");
        }
    }
}
