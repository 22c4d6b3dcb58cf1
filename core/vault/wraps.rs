//! The ways to open a vault, and to change them. None of it rewrites a segment or a blob of the vault's users.

use super::{
    Batch, Cost, DeviceKey, PASSPHRASE_MIN, Prf, Secret, Store, Vault, VaultError, Words, WrapInfo, WrapKind,
    keyring::{self, DeviceWrap, Keyring, Opened},
    load,
};
use crate::{
    random::{Random, SystemRandom},
    time::Time,
};

/// Opens the vault by its passphrase; takes as long as the cost it was set with.
///
/// Errors: [`VaultError::WrongPassphrase`]; the store is unchanged by any of them.
pub async fn unlock_with_passphrase<S: Store>(store: S, passphrase: &str) -> Result<Vault<S>, VaultError> {
    let keyring = load(&store).await?;
    let opened = keyring.open_by_passphrase(passphrase, &SystemRandom)?;
    Ok(Vault::opened(store, keyring, opened).await)
}

/// Opens the vault by its words.
///
/// Errors: [`VaultError::WrongWords`]; the store is unchanged by any of them.
pub async fn unlock_with_words<S: Store>(store: S, words: &Words) -> Result<Vault<S>, VaultError> {
    let keyring = load(&store).await?;
    let opened = keyring.open_by_words(words, &SystemRandom)?;
    Ok(Vault::opened(store, keyring, opened).await)
}

/// Opens the vault by what the passkey of this WebAuthn id answered.
///
/// Errors: [`VaultError::WrongPasskey`], [`VaultError::NoSuchWrap`]; the store is unchanged by any of them.
pub async fn unlock_with_passkey<S: Store>(store: S, credential: &[u8], prf: &Prf) -> Result<Vault<S>, VaultError> {
    let keyring = load(&store).await?;
    let opened = keyring.open_by_passkey(credential, prf, &SystemRandom)?;
    Ok(Vault::opened(store, keyring, opened).await)
}

/// Opens the vault by the key of this device, where it was kept unlocked and not put to sleep since.
///
/// Errors: [`VaultError::NoSuchWrap`], [`VaultError::Device`]; the store is unchanged by any of them.
pub async fn unlock_with_device<S: Store>(store: S, device: &impl DeviceKey) -> Result<Vault<S>, VaultError> {
    let keyring = load(&store).await?;
    let sealed = keyring.device_wrap().ok_or(VaultError::NoSuchWrap(WrapKind::Device))?;
    let root = device.unwrap(sealed).await?;
    let keys = keyring.open_by_root(&root)?;
    Ok(Vault::opened(store, keyring, Opened { keys, renewed: None }).await)
}

/// WebAuthn's ids of the passkeys that open the vault in `store`; none where there is no vault.
pub async fn passkeys<S: Store>(store: &S) -> Result<Vec<Vec<u8>>, VaultError> {
    match load(store).await {
        Ok(keyring) => Ok(keyring.passkeys()),
        Err(VaultError::None) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

impl<S: Store> Vault<S> {
    /// A keyring of an old form is replaced; if that cannot be stored now, then the next time.
    pub(super) async fn opened(store: S, keyring: Keyring, opened: Opened) -> Self {
        let vault = Self::new(store, keyring, opened.keys);
        if let Some(renewed) = opened.renewed {
            let _ = vault.keep(renewed).await;
        }
        vault
    }

    /// In which ways the vault can be opened.
    pub fn wraps(&self) -> Vec<WrapKind> {
        self.keyring.borrow().kinds()
    }

    /// The same, each with its name and date.
    pub fn ways(&self) -> Result<Vec<WrapInfo>, VaultError> {
        self.keyring.borrow().list(&self.keys)
    }

    /// From now on this passphrase opens the vault, and no other does.
    ///
    /// Errors: [`VaultError::PassphraseTooShort`].
    pub async fn set_passphrase(
        &self,
        passphrase: &str,
        cost: Cost,
        now: Time,
        random: &impl Random,
    ) -> Result<(), VaultError> {
        if passphrase.chars().count() < PASSPHRASE_MIN {
            return Err(VaultError::PassphraseTooShort);
        }
        self.change(|keyring| keyring.with_passphrase(&self.keys, passphrase, cost, Some(now), random)).await
    }

    /// From now on the words open the vault again. They are those it was made with: others are another identity.
    ///
    /// Errors: [`VaultError::WrongWords`].
    pub async fn add_words(&self, words: &Words, now: Time, random: &impl Random) -> Result<(), VaultError> {
        self.change(|keyring| keyring.with_words(&self.keys, words, Some(now), random)).await
    }

    /// From now on the passkey of this WebAuthn id opens the vault too.
    pub async fn add_passkey(
        &self,
        credential: &[u8],
        prf: &Prf,
        name: &str,
        now: Time,
        random: &impl Random,
    ) -> Result<(), VaultError> {
        self.change(|keyring| keyring.with_passkey(&self.keys, (credential, prf), name, Some(now), random)).await
    }

    /// From now on the way of that id does not open the vault. An old copy of the keyring, as in a backup, still does:
    /// only a new root makes an end of it.
    ///
    /// Errors: [`VaultError::LastWrap`], [`VaultError::UnknownWrap`].
    pub async fn remove_wrap(&self, id: &str, random: &impl Random) -> Result<(), VaultError> {
        self.change(|keyring| keyring.without_id(&self.keys, id, random)).await
    }

    /// Whether this is the vault's passphrase, or its words: for what only its owner may do.
    ///
    /// Errors: [`VaultError::WrongPassphrase`], [`VaultError::WrongWords`].
    pub fn proves(&self, secret: &str) -> Result<(), VaultError> {
        self.keyring.borrow().open_by_secret(secret).map(drop)
    }

    /// From now on the key of this device opens the vault too.
    pub async fn keep_unlocked(&self, device: &impl DeviceKey) -> Result<(), VaultError> {
        let sealed = device.wrap(self.keys.root()?.expose()).await?;
        let awake = Some(DeviceWrap::Awake(sealed));
        self.change(|keyring| keyring.with_device(&self.keys, awake, None, &SystemRandom)).await
    }

    /// From now on the key of this device does not open the vault, and it is destroyed.
    pub async fn stop_keeping_unlocked(&self, device: &impl DeviceKey) -> Result<(), VaultError> {
        self.change(|keyring| keyring.with_device(&self.keys, None, None, &SystemRandom)).await?;
        Ok(device.forget().await?)
    }

    /// Where this device's key opens the vault: not until somebody has opened it in another way. The key is destroyed,
    /// so that there is nothing on the device that opens the vault.
    pub async fn let_device_sleep(&self, device: &impl DeviceKey) -> Result<(), VaultError> {
        if self.keyring.borrow().device_wrap().is_none() {
            return Ok(());
        }
        let asleep = Some(DeviceWrap::Asleep);
        self.change(|keyring| keyring.with_device(&self.keys, asleep, None, &SystemRandom)).await?;
        Ok(device.forget().await?)
    }

    /// Somebody has opened the vault: this device's key does again, where it slept.
    pub async fn wake_device(&self, device: &impl DeviceKey) -> Result<(), VaultError> {
        let sleeps = self.keyring.borrow().device_sleeps();
        if sleeps { self.keep_unlocked(device).await } else { Ok(()) }
    }

    /// The seed of the person's identity: of the words alone, the same in every vault made with them.
    pub fn identity_seed(&self) -> Result<Secret, VaultError> {
        self.keyring.borrow().identity_seed(&self.keys)
    }

    async fn change(&self, how: impl FnOnce(&Keyring) -> Result<Keyring, VaultError>) -> Result<(), VaultError> {
        let keyring = how(&self.keyring.borrow())?;
        self.keep(keyring).await
    }

    /// Stores a keyring in place of the one before.
    pub(super) async fn keep(&self, keyring: Keyring) -> Result<(), VaultError> {
        self.keep_with(keyring, Batch::new()).await
    }

    /// The same, and what is to happen in the same commit.
    pub(super) async fn keep_with(&self, keyring: Keyring, batch: Batch) -> Result<(), VaultError> {
        self.store.commit(&batch.put_blob(keyring::NAME, keyring.encode()?)).await?;
        self.keyring.replace(keyring);
        Ok(())
    }
}
