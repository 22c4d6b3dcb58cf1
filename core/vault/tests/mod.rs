//! The vault as its users see it: opening, what damage does, what a kill leaves.

mod growth;
mod kills;
mod rollback;
mod upgrade;

use std::ops::RangeInclusive;

use super::{
    testing::{CHEAP, Fault, FaultyStore, MaskingDevice},
    *,
};
use crate::{error::Explain, random::SystemRandom, vault::store::memory::MemoryStore};

const ALL: RangeInclusive<u64> = 0..=u64::MAX;

const LOG: Namespace = Namespace::literal("evidence");
const OTHER: Namespace = Namespace::literal("imports");
const PASSPHRASE: &str = "correct horse";

fn words() -> Words {
    Words::generate(&SystemRandom).unwrap()
}

fn entries(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

async fn new_vault(store: &MemoryStore) -> Vault<MemoryStore> {
    create(store.clone(), &SystemRandom, PASSPHRASE, &words(), CHEAP).await.ok().unwrap()
}

type Log = Vec<(u64, Vec<Vec<u8>>)>;

async fn contents<S: Store>(vault: &Vault<S>, namespace: &Namespace) -> Log {
    let segments = vault.read(namespace, 0..=u64::MAX).await.unwrap();
    segments.into_iter().map(|segment| (segment.seq, segment.entries.unwrap())).collect()
}

/// Writes past the vault, as damage and attackers do.
async fn put(store: &MemoryStore, namespace: &Namespace, seq: u64, sealed: &[u8]) {
    store.commit(&Batch::new().put(namespace, seq, sealed.to_vec())).await.unwrap();
}

async fn put_blob(store: &MemoryStore, name: &str, bytes: &[u8]) {
    store.commit(&Batch::new().put_blob(name, bytes.to_vec())).await.unwrap();
}

fn error<T>(result: Result<T, VaultError>) -> VaultError {
    result.err().unwrap()
}

#[tokio::test]
async fn a_vault_opens_by_passphrase_and_by_words() {
    let (store, words) = (MemoryStore::default(), words());
    assert_eq!(status(&store).await, Ok(Status::None));
    assert_eq!(error(unlock_with_passphrase(store.clone(), PASSPHRASE).await), VaultError::None);

    let vault = create(store.clone(), &SystemRandom, PASSPHRASE, &words, CHEAP).await.ok().unwrap();
    assert_eq!(vault.append(&LOG, &entries(&["a", "", "b"])).await, Ok(0));
    assert_eq!(vault.append(&LOG, &entries(&["c"])).await, Ok(1));
    let seed = *vault.identity_seed().unwrap().expose();
    vault.lock();

    let wraps = vec![WrapKind::Passphrase, WrapKind::Words];
    assert_eq!(status(&store).await, Ok(Status::Locked { wraps }));
    let wanted = vec![(0, entries(&["a", "", "b"])), (1, entries(&["c"]))];
    let by_passphrase = unlock_with_passphrase(store.clone(), PASSPHRASE).await.ok().unwrap();
    assert_eq!(contents(&by_passphrase, &LOG).await, wanted);
    let written_down = Words::parse(&words.list().join("  ")).ok().unwrap();
    let by_words = unlock_with_words(store, &written_down).await.ok().unwrap();
    assert_eq!(contents(&by_words, &LOG).await, wanted);
    assert_eq!(by_words.identity_seed().unwrap().expose(), &seed);
    assert_eq!(by_words.append(&LOG, &[]).await, Ok(2));
}

#[tokio::test]
async fn the_same_passphrase_typed_on_another_keyboard() {
    let store = MemoryStore::default();
    create(store.clone(), &SystemRandom, "cafe\u{301}\u{a0}noir", &words(), CHEAP).await.ok().unwrap();
    assert!(unlock_with_passphrase(store, "caf\u{e9} noir").await.is_ok());
}

#[tokio::test]
async fn wrong_secrets_are_told_apart_and_lose_nothing() {
    let store = MemoryStore::default();
    new_vault(&store).await.append(&LOG, &entries(&["a"])).await.unwrap();
    let before = store.blob_get(keyring::NAME).await;

    assert_eq!(error(unlock_with_passphrase(store.clone(), "correct house").await), VaultError::WrongPassphrase);
    assert_eq!(error(unlock_with_passphrase(store.clone(), "").await), VaultError::WrongPassphrase);
    assert_eq!(error(unlock_with_words(store.clone(), &words()).await), VaultError::WrongWords);
    let device = MaskingDevice::with(1);
    let no_wrap = VaultError::NoSuchWrap(WrapKind::Device);
    assert_eq!(error(unlock_with_device(store.clone(), &device).await), no_wrap);
    let again = create(store.clone(), &SystemRandom, PASSPHRASE, &words(), CHEAP).await;
    assert_eq!(error(again), VaultError::Exists);

    assert_eq!(store.blob_get(keyring::NAME).await, before);
    let vault = unlock_with_passphrase(store, PASSPHRASE).await.ok().unwrap();
    assert_eq!(contents(&vault, &LOG).await, [(0, entries(&["a"]))]);
}

#[tokio::test]
async fn a_short_passphrase_makes_no_vault() {
    let store = MemoryStore::default();
    let created = create(store.clone(), &SystemRandom, "ééééééé", &words(), CHEAP).await;
    assert_eq!(error(created), VaultError::PassphraseTooShort);
    assert_eq!(status(&store).await, Ok(Status::None));
}

#[tokio::test]
async fn the_words_alone_restore_the_identity() {
    let words = words();
    let mut seeds = Vec::new();
    for _ in 0..2 {
        let vault = create(MemoryStore::default(), &SystemRandom, PASSPHRASE, &words, CHEAP).await.ok().unwrap();
        seeds.push(*vault.identity_seed().unwrap().expose());
    }
    assert_eq!(seeds.first(), seeds.last());
}

#[tokio::test]
async fn kept_unlocked_on_this_device_until_told_otherwise() {
    let (store, device) = (MemoryStore::default(), MaskingDevice::default());
    let vault = new_vault(&store).await;
    vault.append(&LOG, &entries(&["a"])).await.unwrap();
    vault.keep_unlocked(&device).await.unwrap();
    vault.keep_unlocked(&device).await.unwrap();
    let kept = vec![WrapKind::Passphrase, WrapKind::Words, WrapKind::Device];
    assert_eq!(vault.wraps(), kept);
    vault.lock();

    assert_eq!(status(&store).await, Ok(Status::Locked { wraps: kept }));
    let refused = VaultError::Device(DeviceError::Refused);
    assert_eq!(error(unlock_with_device(store.clone(), &MaskingDevice::with(1)).await), refused);
    let missing = VaultError::Device(DeviceError::Missing);
    assert_eq!(error(unlock_with_device(store.clone(), &MaskingDevice::default()).await), missing);
    let vault = unlock_with_device(store.clone(), &device).await.ok().unwrap();
    assert_eq!(contents(&vault, &LOG).await, [(0, entries(&["a"]))]);

    vault.stop_keeping_unlocked(&device).await.unwrap();
    assert_eq!(vault.wraps(), [WrapKind::Passphrase, WrapKind::Words]);
    let no_wrap = VaultError::NoSuchWrap(WrapKind::Device);
    assert_eq!(error(unlock_with_device(store, &device).await), no_wrap);
    assert_eq!(device.unwrap(&[0]).await.err(), Some(DeviceError::Missing));
}

#[tokio::test]
async fn a_damaged_keyring_is_no_wrong_passphrase() {
    let store = MemoryStore::default();
    new_vault(&store).await;
    let whole = store.blob_get(keyring::NAME).await.unwrap().unwrap();
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 1;
        put_blob(&store, keyring::NAME, &damaged).await;
        assert!(matches!(status(&store).await, Err(VaultError::Keyring(_))), "byte {at}");
        assert!(matches!(error(unlock_with_passphrase(store.clone(), PASSPHRASE).await), VaultError::Keyring(_)));
        put_blob(&store, keyring::NAME, &whole[..at]).await;
        assert!(matches!(error(unlock_with_words(store.clone(), &words()).await), VaultError::Keyring(_)));
    }
    put_blob(&store, keyring::NAME, &[&[3], &whole[1..]].concat()).await;
    assert_eq!(error(unlock_with_passphrase(store.clone(), PASSPHRASE).await).code(), "keyring-newer");
    let again = create(store.clone(), &SystemRandom, PASSPHRASE, &words(), CHEAP).await;
    assert_eq!(error(again), VaultError::Exists);
    put_blob(&store, keyring::NAME, &whole).await;
    assert!(unlock_with_passphrase(store, PASSPHRASE).await.is_ok());
}

#[tokio::test]
async fn a_damaged_segment_hides_no_other() {
    let store = MemoryStore::default();
    let vault = new_vault(&store).await;
    for text in ["a", "b", "c", "d"] {
        vault.append(&LOG, &entries(&[text])).await.unwrap();
    }
    let sealed = store.read(&LOG, 1..=1).await.unwrap().remove(0).1;
    let damages = [
        (vec![], Damage::Truncated),
        (sealed[..30].to_vec(), Damage::Truncated),
        ([&[9], &sealed[1..]].concat(), Damage::UnknownVersion(9)),
        (sealed[..sealed.len() - 1].to_vec(), Damage::Refused),
        ([sealed.as_slice(), &[0]].concat(), Damage::Refused),
    ];
    for (bytes, damage) in damages {
        put(&store, &LOG, 1, &bytes).await;
        let read = vault.read(&LOG, 0..=9).await.unwrap();
        let got: Vec<_> = read.into_iter().map(|segment| segment.entries).collect();
        assert_eq!(got, [Ok(entries(&["a"])), Err(damage), Ok(entries(&["c"])), Ok(entries(&["d"]))]);
    }
    assert_eq!(vault.append(&LOG, &entries(&["e"])).await, Ok(4));
}

#[tokio::test]
async fn segments_and_blobs_open_only_where_they_were_sealed() {
    let store = MemoryStore::default();
    let vault = new_vault(&store).await;
    vault.append(&LOG, &entries(&["a"])).await.unwrap();
    vault.append(&LOG, &entries(&["b"])).await.unwrap();
    vault.blob_put("index", b"one").await.unwrap();
    let sealed = store.read(&LOG, 0..=0).await.unwrap().remove(0).1;

    put(&store, &LOG, 1, &sealed).await;
    put(&store, &OTHER, 0, &sealed).await;
    let blob = store.blob_get("blob.index").await.unwrap().unwrap();
    put_blob(&store, "blob.edits", &blob).await;
    assert_eq!(vault.read(&LOG, 1..=1).await.unwrap().remove(0).entries, Err(Damage::Refused));
    assert_eq!(vault.read(&OTHER, 0..=0).await.unwrap().remove(0).entries, Err(Damage::Refused));
    let damaged = VaultError::Blob { name: "edits".to_owned(), damage: Damage::Refused };
    assert_eq!(vault.blob_get("edits").await, Err(damaged));
    assert_eq!(vault.blob_get("index").await, Ok(Some(b"one".to_vec())));

    let elsewhere = MemoryStore::default();
    let another = new_vault(&elsewhere).await;
    put(&elsewhere, &LOG, 0, &sealed).await;
    assert_eq!(another.read(&LOG, 0..=0).await.unwrap().remove(0).entries, Err(Damage::Refused));
}

#[tokio::test]
async fn rewriting_replaces_removes_and_never_reuses_a_number() {
    let store = MemoryStore::default();
    let vault = new_vault(&store).await;
    for text in ["a", "b", "c"] {
        vault.append(&LOG, &entries(&[text, "x"])).await.unwrap();
    }
    vault.rewrite(&LOG, vec![(0, entries(&["x"])), (1, vec![]), (2, vec![])]).await.unwrap();
    assert_eq!(contents(&vault, &LOG).await, [(0, entries(&["x"])), (2, vec![])]);
    assert_eq!(error(vault.rewrite(&LOG, vec![(3, vec![])]).await), VaultError::NoSuchSegment(3));
    assert_eq!(error(vault.rewrite(&OTHER, vec![(0, vec![])]).await), VaultError::NoSuchSegment(0));
    vault.lock();
    let vault = unlock_with_passphrase(store, PASSPHRASE).await.ok().unwrap();
    assert_eq!(vault.append(&LOG, &entries(&["d"])).await, Ok(3));
}

#[tokio::test]
async fn erasing_leaves_nothing_and_the_rest_alone() {
    let store = MemoryStore::default();
    let vault = new_vault(&store).await;
    vault.append(&LOG, &entries(&["a"])).await.unwrap();
    vault.append(&OTHER, &entries(&["b"])).await.unwrap();
    vault.blob_put("index", b"one").await.unwrap();
    vault.erase_namespace(&LOG).await.unwrap();
    assert_eq!(vault.namespaces().await, Ok(vec![OTHER]));
    assert_eq!(vault.last(&LOG).await, Ok(None));
    assert_eq!(vault.append(&LOG, &entries(&["c"])).await, Ok(0));
    vault.blob_delete("index").await.unwrap();
    assert_eq!(vault.blob_get("index").await, Ok(None));
    assert_eq!(error(vault.blob_put("../x", b"").await), VaultError::BadName(BadName));

    vault.erase_everything().await.unwrap();
    assert_eq!(status(&store).await, Ok(Status::None));
    assert_eq!(store.namespaces().await, Ok(vec![]));
}

#[tokio::test]
async fn two_writers_do_not_overwrite_each_other() {
    let store = MemoryStore::default();
    let one = new_vault(&store).await;
    let two = unlock_with_passphrase(store, PASSPHRASE).await.ok().unwrap();
    for (vault, text, seq) in [(&one, "a", 0), (&two, "b", 1), (&one, "c", 2), (&one, "d", 3), (&two, "e", 4)] {
        assert_eq!(vault.append(&LOG, &entries(&[text])).await, Ok(seq));
    }
    assert_eq!(contents(&one, &LOG).await.len(), 5);
}

#[tokio::test]
async fn no_plaintext_reaches_the_store() {
    let (store, words) = (MemoryStore::default(), words());
    let vault = create(store.clone(), &SystemRandom, PASSPHRASE, &words, CHEAP).await.ok().unwrap();
    vault.append(&LOG, &entries(&["dentist on Tuesday"])).await.unwrap();
    vault.blob_put("index", b"dentist on Tuesday").await.unwrap();
    let raw = format!("{store:?}");
    let bytes = |text: &[u8]| format!("{text:?}").trim_matches(['[', ']']).to_owned();
    let (root, entropy) = (*vault.keys.root().unwrap().expose(), words.entropy());
    for secret in [b"dentist".as_slice(), b"Tuesday", PASSPHRASE.as_bytes(), &root, entropy.expose()] {
        assert!(!raw.contains(&bytes(secret)), "{secret:?}");
    }
    assert!(raw.contains(&bytes(b"passphrase")), "the search itself works: the keyring names its wraps");
}

#[tokio::test]
async fn too_much_at_once_is_refused() {
    let vault = new_vault(&MemoryStore::default()).await;
    let huge = vec![vec![0; MAX_PLAINTEXT]];
    assert_eq!(vault.append(&LOG, &huge).await, Err(VaultError::TooLarge));
    assert_eq!(vault.last(&LOG).await, Ok(None));
}

/// What a run of [`live`] was told is stored.
#[derive(Default)]
struct Confirmed {
    created: bool,
    log: Log,
    /// What the log may also be: an unconfirmed step happened after all.
    or: Option<Log>,
    blob: Option<u8>,
}

/// A life of a vault, until the first error.
async fn live(store: FaultyStore, words: &Words, done: &mut Confirmed) -> Result<(), VaultError> {
    let vault = create(store, &SystemRandom, PASSPHRASE, words, CHEAP).await?;
    done.created = true;
    for round in 0..4u8 {
        let batch = vec![vec![round; 100]; 3];
        let mut after = done.log.clone();
        after.push((u64::from(round), batch.clone()));
        done.or = Some(after.clone());
        vault.append(&LOG, &batch).await?;
        done.log = after;
        vault.blob_put("index", &[round]).await?;
        done.blob = Some(round);
    }
    vault.keep_unlocked(&MaskingDevice::with(7)).await?;
    let rewritten = vec![(0, vec![]), (1, vec![vec![9]]), (2, vec![])];
    done.or = Some(vec![(1, vec![vec![9]]), (3, vec![vec![3; 100]; 3])]);
    vault.rewrite(&LOG, rewritten).await?;
    done.log = done.or.take().unwrap_or_default();
    vault.stop_keeping_unlocked(&MaskingDevice::with(7)).await?;
    done.or = Some(vec![]);
    vault.erase_namespace(&LOG).await?;
    done.log.clear();
    vault.erase_everything().await
}

#[tokio::test]
async fn killed_at_any_write_everything_confirmed_is_there() {
    let words = words();
    let calm = FaultyStore::over(&MemoryStore::default(), u64::MAX, Fault::KilledBefore);
    live(calm.clone(), &words, &mut Confirmed::default()).await.unwrap();
    assert_eq!(calm.writes(), 14);
    for fault in [Fault::Fails, Fault::KilledBefore, Fault::KilledAfter] {
        for at in 0..calm.writes() {
            let (disk, mut done) = (MemoryStore::default(), Confirmed::default());
            live(FaultyStore::over(&disk, at, fault), &words, &mut done).await.unwrap_err();
            let place = format!("{fault:?} at {at}");
            let vault = match unlock_with_passphrase(disk.clone(), PASSPHRASE).await {
                Ok(vault) => vault,
                Err(error) => {
                    assert_eq!(error, VaultError::None, "{place}");
                    assert!(!done.created || at == calm.writes() - 1, "{place}");
                    continue;
                }
            };
            let log = contents(&vault, &LOG).await;
            assert!(log == done.log || Some(&log) == done.or.as_ref(), "{place}: {log:?}");
            let blob = vault.blob_get("index").await.unwrap().map(|blob| blob[0]);
            assert!(blob >= done.blob, "{place}");
            let next = vault.append(&LOG, &entries(&["after"])).await.unwrap();
            assert_eq!(contents(&vault, &LOG).await.last(), Some(&(next, entries(&["after"]))), "{place}");
            assert!(unlock_with_words(disk, &words).await.is_ok(), "{place}");
        }
    }
}

#[tokio::test]
async fn a_full_disk_is_said_so_and_the_next_try_works() {
    let disk = MemoryStore::default();
    let vault = create(FaultyStore::over(&disk, 1, Fault::Fails), &SystemRandom, PASSPHRASE, &words(), CHEAP)
        .await
        .ok()
        .unwrap();
    let full = vault.append(&LOG, &entries(&["a"])).await.unwrap_err();
    assert_eq!((full.code(), &full), ("storage-full", &VaultError::Store(StoreError::Full)));
    assert_eq!(vault.append(&LOG, &entries(&["a"])).await, Ok(0));
}
