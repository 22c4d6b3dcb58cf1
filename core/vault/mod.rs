//! The vault: sealed, append-only. Nothing above this room sees a key, nothing below it sees a plaintext.
//!
//! A [`Vault`] is an unlocked one; [`Store`] is where its sealed bytes lie. Formats: docs/formats/vault.md.

pub mod backup;
mod changes;
mod codec;
mod compact;
pub mod cost;
mod device;
mod error;
mod keyring;
mod keys;
mod lend;
#[cfg(test)]
mod lend_tests;
mod manifest;
mod namespace;
mod read;
mod rotation;
#[cfg(test)]
mod rotation_tests;
mod seal;
mod snapshot;
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
mod write;

use std::{cell::RefCell, fmt, rc::Rc};

use async_lock::Mutex;
use serde::{Deserialize, Serialize};

pub use self::{
    changes::Changes,
    compact::Moved,
    cost::{Cost, CostError},
    device::{DeviceError, DeviceKey},
    error::{Damage, VaultError},
    keyring::{PASSKEY_INPUT, PasskeyError, Prf, WrapInfo},
    keys::Secret,
    lend::{Scope, open_lent, recall},
    manifest::Covers,
    namespace::{BadName, Namespace},
    read::{Flaw, Integrity},
    seal::MAX_PLAINTEXT,
    store::{Batch, MAX_SEQ, Store, StoreError, Usage},
    words::{Words, WordsError},
    wraps::{passkeys, unlock_with_device, unlock_with_passkey, unlock_with_passphrase, unlock_with_words},
};
use self::{keyring::Keyring, keys::Keys, read::Known};
use crate::random::Random;

/// Fewest characters of a passphrase for a new vault.
pub const PASSPHRASE_MIN: usize = 8;

/// Where damaged segments are set aside, as they are.
const ASIDE: Namespace = Namespace::literal("aside");

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
    /// What is in it, once somebody asked.
    known: RefCell<Option<Rc<Known>>>,
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
    if store.blob_get(backup::UNDER_WAY).await?.is_some() {
        // A restore was cut off: what it left is no vault.
        store.clear().await?;
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
        Self { store, keys, keyring: RefCell::new(keyring), known: RefCell::default(), turn: Mutex::new(()) }
    }

    /// Erases the vault and whatever else is in its store. Nothing remains; a device key is its owner's to forget.
    pub async fn erase_everything(self) -> Result<(), VaultError> {
        Ok(self.store.clear().await?)
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
