//! A backup made and brought back, cut at every byte, damaged in every byte, and killed at every write.

use super::*;
use crate::{
    random::{Random, SystemRandom},
    vault::{
        self, Batch, Namespace, Prf, Store, Vault, VaultError, Words, WrapKind,
        store::memory::MemoryStore,
        testing::{CHEAP, Fault, FaultyStore, MaskingDevice},
    },
};

const LOG: Namespace = Namespace::literal("evidence");
const PASSPHRASE: &str = "correct horse";

/// A file in memory, handed out in pieces of any size.
#[derive(Clone, Default)]
struct Bytes {
    bytes: Vec<u8>,
    piece: usize,
    at: usize,
    /// What it turns into when it is read again.
    then: Option<Vec<u8>>,
}

impl Bytes {
    fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec(), piece: 4096, ..Self::default() }
    }
}

impl Sink for Bytes {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        self.bytes.extend_from_slice(bytes);
        Ok(())
    }
}

impl Pieces for Bytes {
    async fn next(&mut self) -> Result<Option<Vec<u8>>, FileFault> {
        let end = self.bytes.len().min(self.at + self.piece);
        let piece = self.bytes[self.at..end].to_vec();
        self.at = end;
        Ok(Some(piece).filter(|piece| !piece.is_empty()))
    }

    fn rewind(&mut self) {
        if self.at > 0 {
            self.bytes = self.then.take().unwrap_or_else(|| std::mem::take(&mut self.bytes));
        }
        self.at = 0;
    }
}

fn now() -> Time {
    Time::from_unix_seconds(1_790_000_000).unwrap()
}

async fn vault(words: &Words) -> Vault<MemoryStore> {
    let vault = vault::create(MemoryStore::default(), &SystemRandom, PASSPHRASE, words, CHEAP).await.ok().unwrap();
    for number in 0..20_u8 {
        vault.append(&LOG, &[vec![number; 20]]).await.unwrap();
    }
    vault.blob_put("index", b"hello").await.unwrap();
    let prf = Prf::agreed(&[7; 32], &[7; 32]).unwrap();
    vault.add_passkey(b"key", &prf, "Blue key", now(), &SystemRandom).await.unwrap();
    vault.keep_unlocked(&MaskingDevice::default()).await.unwrap();
    vault
}

async fn backup_of(vault: &Vault<MemoryStore>) -> Vec<u8> {
    let mut file = Bytes::default();
    let made = vault.back_up(&mut file, now(), &SystemRandom).await.unwrap();
    assert_eq!((made.segments, made.made, made.whole), (20, Some(now()), true));
    assert_eq!(made.bytes, file.bytes.len() as u64);
    file.bytes
}

async fn log<S: Store>(vault: &Vault<S>) -> Vec<(u64, Vec<u8>)> {
    let segments = vault.read(&LOG, 0..=u64::MAX).await.unwrap();
    segments.into_iter().filter_map(|segment| Some((segment.seq, segment.entries.ok()?.concat()))).collect()
}

const WHOLE: How = How { replace: false, partial: false };
const WHAT_THERE_IS: How = How { replace: false, partial: true };

#[tokio::test]
async fn what_was_backed_up_comes_back_by_passphrase_and_by_words() {
    let words = Words::generate(&SystemRandom).unwrap();
    let old = vault(&words).await;
    let bytes = backup_of(&old).await;
    for (secret, piece) in [(PASSPHRASE.to_owned(), 7), (words.list().join(" "), 1 << 20)] {
        let store = MemoryStore::default();
        let mut file = Bytes { piece, ..Bytes::of(&bytes) };
        let (new, found) = restore(store.clone(), &mut file, &secret, WHOLE).await.unwrap();
        assert_eq!((found.whole, found.unreadable.len(), found.segments, found.made), (true, 0, 20, Some(now())));
        assert_eq!(log(&new).await, log(&old).await);
        assert_eq!(new.blob_get("index").await, Ok(Some(b"hello".to_vec())));
        assert_eq!(new.identity_seed().unwrap().expose(), old.identity_seed().unwrap().expose());
        assert_eq!(new.append(&LOG, &[b"on".to_vec()]).await, Ok(20));
        // What was this device's stays there.
        assert_eq!(new.wraps(), [WrapKind::Passphrase, WrapKind::Words]);
        assert!(vault::unlock_with_words(store, &words).await.is_ok());
    }
}

#[tokio::test]
async fn what_only_this_device_has_stays_here() {
    let old = vault(&Words::generate(&SystemRandom).unwrap()).await;
    let store = old.lock();
    store.commit(&Batch::new().put_blob("picture", b"otters at noon".to_vec())).await.unwrap();
    let old = vault::unlock_with_passphrase(store, PASSPHRASE).await.ok().unwrap();
    let text = String::from_utf8_lossy(&backup_of(&old).await).into_owned();
    assert!(text.contains("\"passphrase\""), "the search itself works");
    for hidden in ["device", "passkey", "Blue key", "otters", "hello"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn a_wrong_secret_and_a_vault_that_is_there_change_nothing() {
    let bytes = backup_of(&vault(&Words::generate(&SystemRandom).unwrap()).await).await;
    let (store, mut file) = (MemoryStore::default(), Bytes::of(&bytes));
    let wrong = restore(store.clone(), &mut file, "wrong horse", WHOLE).await.err();
    assert_eq!(wrong, Some(VaultError::WrongPassphrase.into()));
    assert_eq!(store.blobs().await, Ok(vec![]));

    let there = vault(&Words::generate(&SystemRandom).unwrap()).await;
    there.blob_put("index", b"mine").await.unwrap();
    let store = there.lock();
    let exists = restore(store.clone(), &mut file, PASSPHRASE, WHOLE).await.err();
    assert_eq!(exists, Some(VaultError::Exists.into()));
    let there = vault::unlock_with_passphrase(store.clone(), PASSPHRASE).await.ok().unwrap();
    assert_eq!(there.blob_get("index").await, Ok(Some(b"mine".to_vec())));
    let how = How { replace: true, partial: false };
    let (new, _) = restore(store, &mut file, PASSPHRASE, how).await.unwrap();
    assert_eq!(new.blob_get("index").await, Ok(Some(b"hello".to_vec())));
}

#[tokio::test]
async fn cut_anywhere_it_is_refused_and_what_is_left_can_be_had() {
    let bytes = backup_of(&vault(&Words::generate(&SystemRandom).unwrap()).await).await;
    let mut most = 0;
    for length in (0..bytes.len()).step_by(13).chain([bytes.len() - 1]) {
        let (store, mut file) = (MemoryStore::default(), Bytes::of(&bytes[..length]));
        let error = restore(store.clone(), &mut file, PASSPHRASE, WHOLE).await.err().unwrap();
        assert_eq!(store.blobs().await, Ok(vec![]), "{length}");
        if let BackupError::Cut(found) = error {
            assert!(found.segments >= most && !found.whole && found.unreadable.is_empty(), "{length}");
            most = found.segments;
            let (new, again) = restore(store, &mut file, PASSPHRASE, WHAT_THERE_IS).await.unwrap();
            assert_eq!((again, log(&new).await.len() as u64), (found.clone(), found.segments), "{length}");
        } else {
            assert!(matches!(error, BackupError::NotABackup | BackupError::NoKeyring), "{length}: {error:?}");
        }
    }
    assert_eq!(most, 20);
}

#[tokio::test]
async fn any_byte_that_is_another_is_noticed() {
    let bytes = backup_of(&vault(&Words::generate(&SystemRandom).unwrap()).await).await;
    for at in (0..bytes.len()).step_by(3) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        let (store, mut file) = (MemoryStore::default(), Bytes::of(&damaged));
        let error = restore(store.clone(), &mut file, PASSPHRASE, WHOLE).await.err().unwrap();
        assert!(!matches!(error, BackupError::Vault(_)), "{at}: {error:?}");
        assert_eq!(store.blobs().await, Ok(vec![]), "{at}");
    }
    let longer = [bytes.as_slice(), b"x"].concat();
    let error = restore(MemoryStore::default(), &mut Bytes::of(&longer), PASSPHRASE, WHOLE).await.err();
    assert!(matches!(error, Some(BackupError::Damaged(_))));
}

#[tokio::test]
async fn of_a_damaged_backup_all_the_rest_comes_back() {
    let bytes = backup_of(&vault(&Words::generate(&SystemRandom).unwrap()).await).await;
    let mut damaged = bytes.clone();
    // In the middle of the file there are segments; one bit of a ciphertext.
    let segment = b"\x08evidence";
    let at = damaged.windows(segment.len()).position(|window| window == segment).unwrap() + 60;
    damaged[at] ^= 1;
    let mut file = Bytes::of(&damaged);
    let error = restore(MemoryStore::default(), &mut file, PASSPHRASE, WHOLE).await.err().unwrap();
    assert!(matches!(&error, BackupError::Damaged(found) if found.unreadable == ["evidence 0"]), "{error:?}");
    assert_eq!(error.to_string(), "this backup is damaged: 1 pieces cannot be read, 21 can");
    let (new, found) = restore(MemoryStore::default(), &mut file, PASSPHRASE, WHAT_THERE_IS).await.unwrap();
    assert_eq!((log(&new).await.len(), found.unreadable.len()), (19, 1));
    assert_eq!(new.blob_get("index").await, Ok(Some(b"hello".to_vec())));
}

#[tokio::test]
async fn parts_left_out_or_moved_are_noticed() {
    let bytes = backup_of(&vault(&Words::generate(&SystemRandom).unwrap()).await).await;
    let segment = b"\x08evidence";
    let starts: Vec<usize> =
        (0..bytes.len() - 9).filter(|at| bytes[*at..].starts_with(segment)).map(|at| at - 5).collect();
    assert_eq!(starts.len(), 20);
    let without = [&bytes[..starts[3]], &bytes[starts[4]..]].concat();
    let swapped =
        [&bytes[..starts[3]], &bytes[starts[4]..starts[5]], &bytes[starts[3]..starts[4]], &bytes[starts[5]..]].concat();
    for other in [without, swapped] {
        let error = restore(MemoryStore::default(), &mut Bytes::of(&other), PASSPHRASE, WHOLE).await.err();
        assert!(matches!(error, Some(BackupError::Damaged(_))), "{error:?}");
    }
}

#[tokio::test]
async fn other_files_are_told_apart() {
    let store = MemoryStore::default;
    for other in [b"".as_slice(), b"PK\x03\x04", b"OWNYOU-BACKUP\n\x01 made a text on the way"] {
        let error = restore(store(), &mut Bytes::of(other), PASSPHRASE, WHOLE).await.err();
        assert_eq!(error, Some(BackupError::NotABackup));
    }
    let newer = restore(store(), &mut Bytes::of(b"OWNYOU-BACKUP\r\n\x02"), PASSPHRASE, WHOLE).await.err();
    assert_eq!(newer, Some(BackupError::Newer));
    // A length beyond anything is not waited for.
    let endless = [format::HEAD.as_slice(), b"k\xff\xff\xff\xff"].concat();
    let error = restore(store(), &mut Bytes::of(&endless), PASSPHRASE, WHOLE).await.err();
    assert_eq!(error, Some(BackupError::NoKeyring));
}

#[tokio::test]
async fn killed_at_any_write_there_is_no_vault_or_a_whole_one() {
    let words = Words::generate(&SystemRandom).unwrap();
    let old = vault(&words).await;
    let bytes = backup_of(&old).await;
    for fault in [Fault::Fails, Fault::KilledBefore, Fault::KilledAfter] {
        for at in 0..2 {
            let disk = MemoryStore::default();
            let faulty = FaultyStore::over(&disk, at, fault);
            let outcome = restore(faulty, &mut Bytes::of(&bytes), PASSPHRASE, WHOLE).await;
            assert!(outcome.is_err(), "{fault:?} at {at}");
            match vault::unlock_with_words(disk.clone(), &words).await {
                Ok(vault) => assert_eq!(log(&vault).await, log(&old).await, "{fault:?} at {at}"),
                Err(error) => assert_eq!(error, VaultError::None, "{fault:?} at {at}"),
            }
            if vault::status(&disk).await == Ok(vault::Status::None) {
                assert!(restore(disk, &mut Bytes::of(&bytes), PASSPHRASE, WHOLE).await.is_ok(), "{fault:?} at {at}");
            }
        }
    }
}

/// A blob that does not fit into the first commit of a restore, and the vault that it is in.
async fn large(words: &Words) -> (Vault<MemoryStore>, Vec<u8>) {
    let old = vault(words).await;
    let mut bytes = vec![0; 5 << 20];
    SystemRandom.fill(&mut bytes).unwrap();
    old.append(&LOG, &[bytes]).await.unwrap();
    let mut file = Bytes::default();
    old.back_up(&mut file, now(), &SystemRandom).await.unwrap();
    (old, file.bytes)
}

#[tokio::test]
async fn a_restore_cut_off_half_way_stands_in_nobodys_way() {
    let words = Words::generate(&SystemRandom).unwrap();
    let (old, bytes) = large(&words).await;
    let disk = MemoryStore::default();
    let faulty = FaultyStore::over(&disk, 2, Fault::KilledBefore);
    let cut = restore(faulty, &mut Bytes::of(&bytes), PASSPHRASE, WHOLE).await;
    assert!(cut.is_err());
    assert_eq!(vault::status(&disk).await, Ok(vault::Status::None));
    assert!(disk.last(&LOG).await.unwrap().is_some(), "some of it is there");
    // Another vault has nothing of it, and the restore done again has all.
    let fresh = vault::create(disk.clone(), &SystemRandom, PASSPHRASE, &words, CHEAP).await.ok().unwrap();
    assert_eq!((log(&fresh).await, fresh.append(&LOG, &[vec![1]]).await), (vec![], Ok(0)));
    let how = How { replace: true, partial: false };
    let (back, _) = restore(disk.clone(), &mut Bytes::of(&bytes), PASSPHRASE, how).await.unwrap();
    assert_eq!(log(&back).await, log(&old).await);
    assert_eq!(disk.blob_get(super::UNDER_WAY).await, Ok(None));
}

#[tokio::test]
async fn a_file_that_changes_while_it_is_read_is_not_kept() {
    let words = Words::generate(&SystemRandom).unwrap();
    let old = vault(&words).await;
    let bytes = backup_of(&old).await;
    old.append(&LOG, &[b"one more".to_vec()]).await.unwrap();
    let mut later = Bytes::default();
    old.back_up(&mut later, now(), &SystemRandom).await.unwrap();
    let (store, mut file) = (MemoryStore::default(), Bytes { then: Some(later.bytes), ..Bytes::of(&bytes) });
    assert_eq!(restore(store.clone(), &mut file, PASSPHRASE, WHOLE).await.err(), Some(BackupError::Changed));
    assert_eq!(vault::status(&store).await, Ok(vault::Status::None));
}
