//! The vault: sealed, append-only. Nothing above this room sees a key, nothing below it sees a plaintext.
//!
//! A [`Vault`] is an unlocked one; [`Store`] is where its sealed bytes lie. Formats: docs/formats/vault.md.

mod codec;
pub mod cost;
mod device;
mod error;
mod keyring;
mod keys;
mod namespace;
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

use serde::{Deserialize, Serialize};

pub use self::{
    cost::{Cost, CostError},
    device::{DeviceError, DeviceKey},
    error::{Damage, VaultError},
    keyring::{PasskeyError, Prf, WrapInfo},
    keys::Secret,
    namespace::{BadName, Namespace},
    seal::MAX_PLAINTEXT,
    store::{Change, MAX_SEQ, Store, StoreError},
    words::{Words, WordsError},
    wraps::{passkeys, unlock_with_device, unlock_with_passkey, unlock_with_passphrase, unlock_with_words},
};
use self::{keyring::Keyring, keys::Keys, namespace::is_name};
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
    /// The next free number of each namespace that was appended to.
    next: RefCell<BTreeMap<Namespace, u64>>,
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
    store.blob_put(keyring::NAME, &keyring.encode()?).await?;
    Ok(Vault::new(store, keyring, keys))
}

async fn load<S: Store>(store: &S) -> Result<Keyring, VaultError> {
    let blob = store.blob_get(keyring::NAME).await?.ok_or(VaultError::None)?;
    Keyring::decode(&blob).map_err(VaultError::Keyring)
}

impl<S: Store> Vault<S> {
    fn new(store: S, keyring: Keyring, keys: Keys) -> Self {
        Self { store, keys, keyring: RefCell::new(keyring), next: RefCell::default() }
    }

    /// Seals `entries` as the next segment of `namespace` and returns its number. Confirmed means stored: what was
    /// returned survives a crash, what was not is there whole or not at all.
    ///
    /// Errors: [`VaultError::TooLarge`] beyond [`MAX_PLAINTEXT`], [`VaultError::Store`].
    pub async fn append(&self, namespace: &Namespace, entries: &[Vec<u8>]) -> Result<u64, VaultError> {
        let known = self.next.borrow().get(namespace).copied();
        let mut seq = match known {
            Some(seq) => seq,
            None => self.next_in_store(namespace).await?,
        };
        loop {
            let sealed = seal::segment(&self.keys, namespace, seq, entries, &SystemRandom)?;
            match self.store.append(namespace, seq, &sealed).await {
                Ok(()) => break,
                // Somebody else appended: take the number after theirs.
                Err(StoreError::Conflict { .. }) => {
                    seq = self.next_in_store(namespace).await?.max(seq.saturating_add(1))
                }
                Err(error) => return Err(error.into()),
            }
        }
        let free = seq.saturating_add(1);
        self.next.borrow_mut().entry(namespace.clone()).and_modify(|next| *next = free.max(*next)).or_insert(free);
        Ok(seq)
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
        let last = self.store.last(namespace).await?;
        let mut changes = Vec::with_capacity(segments.len());
        for (seq, entries) in segments {
            if last.is_none_or(|last| seq > last) {
                return Err(VaultError::NoSuchSegment(seq));
            }
            changes.push(if entries.is_empty() && last != Some(seq) {
                Change::Remove { seq }
            } else {
                Change::Put { seq, sealed: seal::segment(&self.keys, namespace, seq, &entries, &SystemRandom)? }
            });
        }
        Ok(self.store.replace(namespace, &changes).await?)
    }

    /// Removes `namespace`, all of it or nothing. Its numbers start over.
    pub async fn erase_namespace(&self, namespace: &Namespace) -> Result<(), VaultError> {
        self.store.replace(namespace, &[Change::RemoveAll]).await?;
        self.next.borrow_mut().remove(namespace);
        Ok(())
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
        let stored_as = blob_name(name)?;
        let sealed = seal::blob(&self.keys, name, plaintext, &SystemRandom)?;
        Ok(self.store.blob_put(&stored_as, &sealed).await?)
    }

    /// Removes a blob; fine when there is none.
    pub async fn blob_delete(&self, name: &str) -> Result<(), VaultError> {
        Ok(self.store.blob_delete(&blob_name(name)?).await?)
    }

    /// Locks the vault: its keys are overwritten, the store is given back.
    pub fn lock(self) -> S {
        self.store
    }
}

fn blob_name(name: &str) -> Result<String, BadName> {
    if is_name(name) { Ok(format!("{BLOB_PREFIX}{name}")) } else { Err(BadName) }
}
