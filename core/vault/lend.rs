//! Lending: for a time, a holder on this device that is not the vault's owner, such as the service worker, gets the keys
//! of some namespaces and blobs, sealed by a key of the device. Never the root, nor what only the root leads to.
//!
//! What was lent is one blob of the store, so that it goes in the same commit as what ends it: [`Changes::recall`], a
//! new root, everything erased. Who opens the vault with it is an owner like another as to claim, fence and manifest;
//! docs/decisions/0011-lent-keys.md says why.
//!
//! [`Changes::recall`]: super::Changes::recall

use std::collections::BTreeMap;

use zeroize::Zeroizing;

use super::{
    Batch, DeviceKey, Namespace, Secret, Store, Vault, VaultError, codec,
    keys::{Keys, Lent, VaultId},
    load,
};
use crate::time::Time;

/// Where it lies among the store's blobs.
pub(super) const NAME: &str = "lent";
/// Version byte of what the device's key seals.
const VERSION: u8 = 1;

/// What a holder may do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Namespaces that it may read.
    pub namespaces: Vec<Namespace>,
    /// Blobs that it may read.
    pub blobs: Vec<&'static str>,
    /// Which of both it may write to as well. Keys alone cannot say so: it is [`Vault::write`] that refuses the others.
    pub writes: Vec<String>,
}

/// What is sealed: the keys, and from when until when they serve.
struct Loan {
    vault: VaultId,
    from: i64,
    until: i64,
    lent: Lent,
}

/// Opens the vault with what was lent of it.
///
/// Errors: [`VaultError::NotLent`], [`VaultError::LoanOver`], [`VaultError::Device`]. What is over is removed, with its key.
pub async fn open_lent<S: Store>(store: S, now: Time, device: &impl DeviceKey) -> Result<Vault<S>, VaultError> {
    let sealed = store.blob_get(NAME).await?.ok_or(VaultError::NotLent)?;
    let keyring = load(&store).await?;
    let loan = Loan::decode(&device.unwrap(&sealed).await?).ok_or(VaultError::NotLent)?;
    if !keyring.is_of(&loan.vault, loan.lent.generation) {
        return Err(VaultError::NotLent);
    }
    if now.unix_seconds() >= loan.until {
        store.commit(&Batch::new().remove_blob(NAME).expect_blob(NAME, Some(sealed))).await?;
        device.forget().await?;
        return Err(VaultError::LoanOver);
    }
    // A clock that was set back makes no loan longer; it may be set right again.
    if now.unix_seconds() < loan.from {
        return Err(VaultError::LoanOver);
    }
    Ok(Vault::new(store, keyring, Keys::lent(loan.vault, loan.lent)))
}

/// Takes back what was lent, also while the vault is locked, and destroys the key that sealed it.
pub async fn recall<S: Store>(store: &S, device: &impl DeviceKey) -> Result<(), VaultError> {
    store.commit(&Batch::new().remove_blob(NAME)).await?;
    Ok(device.forget().await?)
}

impl<S: Store> Vault<S> {
    /// Whether this one was opened with what was lent.
    pub fn is_lent(&self) -> bool {
        self.keys.are_lent()
    }

    /// Hands over the keys of `scope`, in place of what was lent before. Whether it was done: not while a new root is
    /// being brought in, for what it seals again would be out of reach.
    ///
    /// Errors: [`VaultError::Device`]; [`VaultError::OutOfScope`] for who holds only what was lent.
    pub async fn lend(
        &self,
        scope: &Scope,
        (from, until): (Time, Time),
        device: &impl DeviceKey,
    ) -> Result<bool, VaultError> {
        let loan = Loan {
            vault: self.keys.vault,
            from: from.unix_seconds(),
            until: until.unix_seconds(),
            lent: Lent {
                generation: self.keys.generation(),
                keys: self.keys.some(&scope.namespaces, &scope.blobs)?,
                writes: scope.writes.clone(),
            },
        };
        let sealed = device.wrap(&loan.encode()?).await?;
        let _turn = self.turn.lock().await;
        // A new root may have been drawn while the device sealed.
        if self.is_lent() || self.is_rotating() || self.keys.generation() != loan.lent.generation {
            return Ok(false);
        }
        self.store.commit(&Batch::new().put_blob(NAME, sealed)).await?;
        Ok(true)
    }

    /// Whether something is lent now.
    pub async fn lends(&self) -> Result<bool, VaultError> {
        Ok(self.store.blob_get(NAME).await?.is_some())
    }
}

impl Loan {
    /// Entries as in a segment: version ‖ vault id ‖ generation ‖ from ‖ until ‖ count of keys; so often key ‖ info; what
    /// may be written.
    fn encode(&self) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let count = u32::try_from(self.lent.keys.len()).map_err(|_| VaultError::TooLarge)?;
        let mut entries = vec![
            [
                [VERSION].as_slice(),
                &self.vault,
                &self.lent.generation.to_be_bytes(),
                &self.from.to_be_bytes(),
                &self.until.to_be_bytes(),
                &count.to_be_bytes(),
            ]
            .concat(),
        ];
        entries.extend(self.lent.keys.iter().map(|(info, key)| [key.expose().as_slice(), info].concat()));
        entries.extend(self.lent.writes.iter().map(|name| name.clone().into_bytes()));
        let joined = codec::join(&entries).ok_or(VaultError::TooLarge)?;
        drop(entries.into_iter().map(Zeroizing::new).collect::<Vec<_>>());
        Ok(joined)
    }

    fn decode(bytes: &[u8]) -> Option<Self> {
        let entries: Vec<_> = codec::split(bytes).ok()?.into_iter().map(Zeroizing::new).collect();
        let (header, rest) = entries.split_first()?;
        let header = header.strip_prefix(&[VERSION])?;
        let (vault, header) = header.split_first_chunk::<16>()?;
        let (generation, header) = header.split_first_chunk()?;
        let (from, header) = header.split_first_chunk()?;
        let (until, header) = header.split_first_chunk()?;
        let count = u32::from_be_bytes(header.try_into().ok()?);
        let (keys, writes) = rest.split_at_checked(usize::try_from(count).ok()?)?;
        let key = |entry: &Zeroizing<Vec<u8>>| {
            let (key, info) = entry.split_first_chunk::<32>()?;
            Some((info.to_vec(), Secret::copy(key)?))
        };
        let keys: BTreeMap<_, _> = keys.iter().map(key).collect::<Option<_>>()?;
        let writes = writes.iter().map(|name| String::from_utf8(name.to_vec()).ok()).collect::<Option<_>>()?;
        Some(Self {
            vault: *vault,
            from: i64::from_be_bytes(*from),
            until: i64::from_be_bytes(*until),
            lent: Lent { generation: u32::from_be_bytes(*generation), keys, writes },
        })
    }
}
