//! The ways in, as a vault has them: what changing one leaves as it was, and what "lock now" means on a device.

use super::{
    testing::{CHEAP, MaskingDevice},
    *,
};
use crate::{random::SystemRandom, time::Time, vault::store::memory::MemoryStore};

const LOG: Namespace = Namespace::literal("evidence");
const PASSPHRASE: &str = "correct horse";

fn now() -> Time {
    Time::from_unix_seconds(1_790_000_000).unwrap()
}

async fn new_vault(store: &MemoryStore, words: &Words) -> Vault<MemoryStore> {
    let vault = create(store.clone(), &SystemRandom, PASSPHRASE, words, CHEAP).await.ok().unwrap();
    vault.append(&LOG, &[b"a".to_vec()]).await.unwrap();
    vault
}

async fn log<S: Store>(vault: &Vault<S>) -> Vec<u8> {
    vault.read(&LOG, 0..=u64::MAX).await.unwrap().remove(0).entries.unwrap().concat()
}

#[tokio::test]
async fn another_passphrase_rewrites_no_data() {
    let (store, words) = (MemoryStore::default(), Words::generate(&SystemRandom).unwrap());
    let vault = new_vault(&store, &words).await;
    let before = store.read(&LOG, 0..=u64::MAX).await;
    let short = vault.set_passphrase("short", CHEAP, now(), &SystemRandom).await;
    assert_eq!(short, Err(VaultError::PassphraseTooShort));
    vault.set_passphrase("battery staple", CHEAP, now(), &SystemRandom).await.unwrap();
    assert_eq!(store.read(&LOG, 0..=u64::MAX).await, before);
    let old = unlock_with_passphrase(store.clone(), PASSPHRASE).await;
    assert_eq!(old.err(), Some(VaultError::WrongPassphrase));
    let opened = unlock_with_passphrase(store.clone(), "battery staple").await.ok().unwrap();
    assert_eq!(log(&opened).await, b"a");
    assert!(unlock_with_words(store, &words).await.is_ok());
}

#[tokio::test]
async fn the_owner_is_who_knows_the_passphrase_or_the_words() {
    let (store, words) = (MemoryStore::default(), Words::generate(&SystemRandom).unwrap());
    let vault = new_vault(&store, &words).await;
    assert_eq!(vault.proves(PASSPHRASE), Ok(()));
    assert_eq!(vault.proves(&words.list().join(" ")), Ok(()));
    assert_eq!(vault.proves("wrong"), Err(VaultError::WrongPassphrase));
    let others = Words::generate(&SystemRandom).unwrap().list().join(" ");
    assert_eq!(vault.proves(&others), Err(VaultError::WrongWords));
}

#[tokio::test]
async fn a_passkey_opens_the_vault_until_it_is_removed() {
    let (store, words) = (MemoryStore::default(), Words::generate(&SystemRandom).unwrap());
    let vault = new_vault(&store, &words).await;
    let prf = || Prf::agreed(&[7; 32], &[7; 32]).unwrap();
    vault.add_passkey(b"key", &prf(), "Blue key", now(), &SystemRandom).await.unwrap();
    assert_eq!(passkeys(&store).await, Ok(vec![b"key".to_vec()]));
    let opened = unlock_with_passkey(store.clone(), b"key", &prf()).await.ok().unwrap();
    assert_eq!(log(&opened).await, b"a");
    let way = opened.ways().unwrap().pop().unwrap();
    assert_eq!((way.kind, way.name.as_str(), way.added), (WrapKind::Passkey, "Blue key", Some(now())));
    opened.remove_wrap(&way.id, &SystemRandom).await.unwrap();
    let gone = unlock_with_passkey(store.clone(), b"key", &prf()).await;
    assert_eq!(gone.err(), Some(VaultError::NoSuchWrap(WrapKind::Passkey)));
    assert_eq!(passkeys(&MemoryStore::default()).await, Ok(vec![]));
}

#[tokio::test]
async fn a_sleeping_device_opens_nothing_until_somebody_has() {
    let (store, device) = (MemoryStore::default(), MaskingDevice::default());
    let vault = new_vault(&store, &Words::generate(&SystemRandom).unwrap()).await;
    vault.let_device_sleep(&device).await.unwrap();
    assert_eq!(vault.ways().unwrap().len(), 2, "a vault that is not kept unlocked has no device to put to sleep");
    vault.keep_unlocked(&device).await.unwrap();
    let sealed = store.blob_get(keyring::NAME).await.unwrap().unwrap();

    vault.let_device_sleep(&device).await.unwrap();
    vault.lock();
    assert_eq!(status(&store).await, Ok(Status::Locked { wraps: vec![WrapKind::Passphrase, WrapKind::Words] }));
    let asleep = unlock_with_device(store.clone(), &device).await;
    assert_eq!(asleep.err(), Some(VaultError::NoSuchWrap(WrapKind::Device)));
    // Nor does an older keyring help: the key itself is gone.
    let older = MemoryStore::default();
    older.commit(&Batch::new().put_blob(keyring::NAME, sealed)).await.unwrap();
    let gone = unlock_with_device(older, &device).await;
    assert_eq!(gone.err(), Some(VaultError::Device(DeviceError::Missing)));

    let vault = unlock_with_passphrase(store.clone(), PASSPHRASE).await.ok().unwrap();
    vault.wake_device(&device).await.unwrap();
    assert_eq!(log(&unlock_with_device(store, &device).await.ok().unwrap()).await, b"a");
}
