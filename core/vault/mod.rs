//! The vault: sealed, append-only. Nothing above this room sees a key, nothing below it sees a plaintext.
//!
//! A [`Vault`] is an unlocked one; [`Store`] is where its sealed bytes lie. Formats: docs/formats/vault.md.

pub mod backup;
mod changes;
mod codec;
pub mod cost;
mod device;
mod error;
mod keyring;
mod keys;
mod namespace;
mod rotation;
#[cfg(test)]
mod rotation_tests;
mod seal;
pub mod store;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;
pub mod words;
mod wraps;
#[cfg(test)]
mod wraps_tests;

use std::{cell::RefCell, collections::BTreeMap, fmt, ops::RangeInclusive};

use async_lock::Mutex;
use serde::{Deserialize, Serialize};

pub use self::{
    changes::Changes,
    cost::{Cost, CostError},
    device::{DeviceError, DeviceKey},
    error::{Damage, VaultError},
    keyring::{PASSKEY_INPUT, PasskeyError, Prf, WrapInfo},
    keys::Secret,
    namespace::{BadName, Namespace},
    seal::MAX_PLAINTEXT,
    store::{Batch, MAX_SEQ, Store, StoreError, Usage},
    words::{Words, WordsError},
    wraps::{passkeys, unlock_with_device, unlock_with_passkey, unlock_with_passphrase, unlock_with_words},
};
use self::{changes::Step, keyring::Keyring, keys::Keys, namespace::is_name};
use crate::random::{Random, SystemRandom};

/// Fewest characters of a passphrase for a new vault.
pub const PASSPHRASE_MIN: usize = 8;

/// Blobs of the vault's users, among the store's blobs.
const BLOB_PREFIX: &str = "blob.";

/// A way in which a vault can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WrapKind {
    /// The passphrase.
    Passphrase,
    /// The 24 words.
    Words,
    /// A passkey or a security key, by WebAuthn's PRF.
    Passkey,
    /// The key of this device.
    Device,
}

impl WrapKind {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passphrase => "passphrase",
            Self::Words => "words",
            Self::Passkey => "passkey",
            Self::Device => "device",
        }
    }
}

impl fmt::Display for WrapKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What is in a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// No vault.
    None,
    /// A vault, and how it can be opened.
    Locked {
        /// The ways.
        wraps: Vec<WrapKind>,
    },
}

/// One sealed segment, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its number in its namespace.
    pub seq: u64,
    /// What was appended, or why it cannot be read. A damaged segment never hides the others.
    pub entries: Result<Vec<Vec<u8>>, Damage>,
}

/// An unlocked vault over a store. Dropping or locking it overwrites its keys.
pub struct Vault<S: Store> {
    store: S,
    keys: Keys,
    keyring: RefCell<Keyring>,
    /// One write at a time.
    turn: Mutex<()>,
}

/// Whether there is a vault in `store`, and how it can be opened.
///
/// Errors: [`VaultError::Keyring`] when one is there and its keyring cannot be read.
pub async fn status<S: Store>(store: &S) -> Result<Status, VaultError> {
    match load(store).await {
        Ok(keyring) => Ok(Status::Locked { wraps: keyring.kinds() }),
        Err(VaultError::None) => Ok(Status::None),
        Err(error) => Err(error),
    }
}

/// Makes a vault in `store` that the passphrase and the words open. One write: it is there whole or not at all.
///
/// Errors: [`VaultError::Exists`], [`VaultError::PassphraseTooShort`].
pub async fn create<S: Store>(
    store: S,
    random: &impl Random,
    passphrase: &str,
    words: &Words,
    cost: Cost,
) -> Result<Vault<S>, VaultError> {
    if passphrase.chars().count() < PASSPHRASE_MIN {
        return Err(VaultError::PassphraseTooShort);
    }
    if store.blob_get(keyring::NAME).await?.is_some() {
        return Err(VaultError::Exists);
    }
    let (keyring, keys) = Keyring::create(random, passphrase, words, cost)?;
    let batch = Batch::new().expect_blob(keyring::NAME, None).put_blob(keyring::NAME, keyring.encode()?);
    store.commit(&batch).await.map_err(|error| match error {
        StoreError::Changed => VaultError::Exists,
        error => error.into(),
    })?;
    Ok(Vault::new(store, keyring, keys))
}

async fn load<S: Store>(store: &S) -> Result<Keyring, VaultError> {
    let blob = store.blob_get(keyring::NAME).await?.ok_or(VaultError::None)?;
    Keyring::decode(&blob).map_err(VaultError::Keyring)
}

impl<S: Store> Vault<S> {
    fn new(store: S, keyring: Keyring, keys: Keys) -> Self {
        Self { store, keys, keyring: RefCell::new(keyring), turn: Mutex::new(()) }
    }

    /// Makes all of `changes` or nothing of it, and returns the numbers of the appended segments, in order. Confirmed
    /// means stored: what was returned survives a crash, what was not is there whole or not at all.
    ///
    /// Errors: [`VaultError::TooLarge`] beyond [`MAX_PLAINTEXT`], [`VaultError::NoSuchSegment`], [`VaultError::Store`].
    pub async fn write(&self, changes: Changes) -> Result<Vec<u64>, VaultError> {
        let _turn = self.turn.lock().await;
        self.carry_out(&changes).await
    }

    /// As [`Vault::write`], for whoever has the turn.
    async fn carry_out(&self, changes: &Changes) -> Result<Vec<u64>, VaultError> {
        loop {
            let (batch, appended) = self.plan(changes).await?;
            match self.store.commit(&batch).await {
                Ok(()) => return Ok(appended),
                // Somebody else appended: take the numbers after theirs.
                Err(StoreError::Conflict { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    async fn plan(&self, changes: &Changes) -> Result<(Batch, Vec<u64>), VaultError> {
        let (mut batch, mut appended, mut next) = (Batch::new(), Vec::new(), BTreeMap::new());
        for step in changes.steps() {
            match step {
                Step::Append { namespace, entries } => {
                    let seq = match next.get(namespace) {
                        Some(seq) => *seq,
                        None => self.next_in_store(namespace).await?,
                    };
                    let sealed = seal::segment(&self.keys, namespace, seq, entries, &SystemRandom)?;
                    batch = batch.add(namespace, seq, sealed);
                    next.insert(namespace, seq.saturating_add(1));
                    appended.push(seq);
                }
                Step::Rewrite { namespace, seq, entries } => {
                    let last = self.store.last(namespace).await?;
                    if last.is_none_or(|last| *seq > last) {
                        return Err(VaultError::NoSuchSegment(*seq));
                    }
                    batch = if entries.is_empty() && last != Some(*seq) {
                        batch.remove(namespace, *seq)
                    } else {
                        batch.put(namespace, *seq, seal::segment(&self.keys, namespace, *seq, entries, &SystemRandom)?)
                    };
                }
                Step::Erase { namespace } => {
                    batch = batch.remove_all(namespace);
                    next.insert(namespace, 0);
                }
                Step::PutBlob { name, plaintext } => {
                    let sealed = seal::blob(&self.keys, name, plaintext, &SystemRandom)?;
                    batch = batch.put_blob(&blob_name(name)?, sealed);
                }
                Step::DeleteBlob { name } => batch = batch.remove_blob(&blob_name(name)?),
            }
        }
        Ok((batch, appended))
    }

    /// Seals `entries` as the next segment of `namespace` and returns its number; as [`Vault::write`].
    pub async fn append(&self, namespace: &Namespace, entries: &[Vec<u8>]) -> Result<u64, VaultError> {
        let appended = self.write(Changes::new().append(namespace, entries.to_vec())).await?;
        appended.first().copied().ok_or(VaultError::Store(StoreError::Changed))
    }

    async fn next_in_store(&self, namespace: &Namespace) -> Result<u64, VaultError> {
        Ok(self.store.last(namespace).await?.map_or(0, |last| last.saturating_add(1)))
    }

    /// The highest number in `namespace`, if it has any segment.
    pub async fn last(&self, namespace: &Namespace) -> Result<Option<u64>, VaultError> {
        Ok(self.store.last(namespace).await?)
    }

    /// Every namespace that has a segment, ascending.
    pub async fn namespaces(&self) -> Result<Vec<Namespace>, VaultError> {
        Ok(self.store.namespaces().await?)
    }

    /// The segments of `namespace` whose numbers are in `range`, ascending; numbers may be missing.
    pub async fn read(&self, namespace: &Namespace, range: RangeInclusive<u64>) -> Result<Vec<Segment>, VaultError> {
        let sealed = self.store.read(namespace, range).await?;
        let open = |(seq, sealed): (u64, Vec<u8>)| Segment {
            seq,
            entries: seal::open_segment(&self.keys, namespace, seq, &sealed),
        };
        Ok(sealed.into_iter().map(open).collect())
    }

    /// Replaces whole segments, all of them or none. No entries: the segment is removed; the highest of the namespace
    /// stays as an empty one, so that no number is ever given twice.
    ///
    /// Errors: [`VaultError::NoSuchSegment`] for a number beyond the last.
    pub async fn rewrite(&self, namespace: &Namespace, segments: Vec<(u64, Vec<Vec<u8>>)>) -> Result<(), VaultError> {
        let changes = segments
            .into_iter()
            .fold(Changes::new(), |changes, (seq, entries)| changes.rewrite(namespace, seq, entries));
        self.write(changes).await.map(drop)
    }

    /// Removes `namespace`, all of it or nothing. Its numbers start over.
    pub async fn erase_namespace(&self, namespace: &Namespace) -> Result<(), VaultError> {
        self.write(Changes::new().erase(namespace)).await.map(drop)
    }

    /// Erases the vault and whatever else is in its store. Nothing remains; a device key is its owner's to forget.
    pub async fn erase_everything(self) -> Result<(), VaultError> {
        Ok(self.store.clear().await?)
    }

    /// The blob of that name, if there is one.
    ///
    /// Errors: [`VaultError::BadName`], [`VaultError::Blob`] when it is damaged.
    pub async fn blob_get(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
        let Some(sealed) = self.store.blob_get(&blob_name(name)?).await? else {
            return Ok(None);
        };
        match seal::open_blob(&self.keys, name, &sealed) {
            Ok(mut plaintext) => Ok(Some(std::mem::take(&mut *plaintext))),
            Err(damage) => Err(VaultError::Blob { name: name.to_owned(), damage }),
        }
    }

    /// Seals a blob, in place of one of the same name. The name is stored in the clear.
    pub async fn blob_put(&self, name: &str, plaintext: &[u8]) -> Result<(), VaultError> {
        self.write(Changes::new().put_blob(name, plaintext.to_vec())).await.map(drop)
    }

    /// Removes a blob; fine when there is none.
    pub async fn blob_delete(&self, name: &str) -> Result<(), VaultError> {
        self.write(Changes::new().delete_blob(name)).await.map(drop)
    }

    /// Makes this tab or program the owner of the store; whoever owned it before gets [`StoreError::Fenced`] from now on.
    pub async fn claim(&self) -> Result<u64, VaultError> {
        Ok(self.store.claim().await?)
    }

    /// How many bytes are stored, by what they belong to.
    pub async fn usage(&self) -> Result<Usage, VaultError> {
        Ok(self.store.usage().await?)
    }

    /// Locks the vault: its keys are overwritten, the store is given back.
    pub fn lock(self) -> S {
        self.store
    }
}

fn blob_name(name: &str) -> Result<String, BadName> {
    if is_name(name) { Ok(format!("{BLOB_PREFIX}{name}")) } else { Err(BadName) }
}
