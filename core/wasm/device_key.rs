//! The key of this browser on this device: AES-GCM, made and kept by WebCrypto, never readable from anywhere.
//!
//! It lies in a database of its own, `ownyou-device`, as a non-extractable `CryptoKey`. No script can read it, but it is
//! on this device's disk: it protects what the locked screen protects, and is opt-in for that reason. There is one key for
//! the vault, one for the person's picture, which must show while the vault stays locked, and one for the keys that are
//! lent to the service worker.

use std::error::Error;

use js_sys::{Array, Object, Reflect, Uint8Array};
use rexie::{ObjectStore, Rexie, TransactionMode};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto};
use zeroize::Zeroizing;

use crate::{
    random::{Random, SystemRandom},
    vault::{DeviceError, DeviceKey},
};

const DATABASE: &str = "ownyou-device";
const STORE: &str = "keys";
/// Version byte of what is sealed here.
const VERSION: u8 = 1;
const NONCE: usize = 12;

/// One of the browser's device keys. Sealed: version ‖ nonce (12) ‖ ciphertext ‖ tag (16).
#[derive(Debug, Clone, Copy)]
pub struct BrowserKey {
    name: &'static str,
    /// Bound into what is sealed, so that the key opens nothing else.
    purpose: &'static [u8],
}

impl BrowserKey {
    /// Opens the vault.
    pub const VAULT: Self = Self { name: "vault", purpose: b"ownyou/vault/wrap/device/v1/2026-11" };
    /// Opens what was handed over for who looks while nobody is there.
    pub const MISSIONS: Self = Self { name: "missions", purpose: b"ownyou/vault/lent/device/v1/2026-11" };
    /// Opens the picture.
    pub const PICTURE: Self = Self { name: "picture", purpose: b"ownyou/picture/device/v1/2026-11" };

    /// Destroys every key of this origin.
    pub async fn forget_all() -> Result<(), DeviceError> {
        Rexie::delete(DATABASE).await.map_err(said)
    }
}

impl DeviceKey for BrowserKey {
    async fn wrap(&self, secret: &[u8]) -> Result<Vec<u8>, DeviceError> {
        let key = match load(self.name).await? {
            Some(key) => key,
            None => generate(self.name).await?,
        };
        let nonce: [u8; NONCE] = SystemRandom.array().map_err(|error| DeviceError::Unavailable(error.to_string()))?;
        let sealing = subtle()?
            .encrypt_with_object_and_u8_array(&parameters(&nonce, self.purpose)?, &key, secret)
            .map_err(unavailable)?;
        let sealed = JsFuture::from(sealing).await.map_err(unavailable)?;
        Ok([&[VERSION], nonce.as_slice(), &Uint8Array::new(&sealed).to_vec()].concat())
    }

    async fn unwrap(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, DeviceError> {
        let rest = sealed.strip_prefix(&[VERSION]).ok_or(DeviceError::Refused)?;
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE>().ok_or(DeviceError::Refused)?;
        let key = load(self.name).await?.ok_or(DeviceError::Missing)?;
        let opening = subtle()?
            .decrypt_with_object_and_u8_array(&parameters(nonce, self.purpose)?, &key, ciphertext)
            .map_err(unavailable)?;
        // WebCrypto says no more than that it failed.
        let secret = JsFuture::from(opening).await.map_err(|_| DeviceError::Refused)?;
        let secret = Uint8Array::new(&secret);
        let bytes = Zeroizing::new(secret.to_vec());
        secret.fill(0, 0, secret.length());
        Ok(bytes)
    }

    async fn forget(&self) -> Result<(), DeviceError> {
        let database = open().await?;
        let gone = remove(&database, self.name).await;
        database.close();
        gone.map_err(said)
    }
}

async fn generate(name: &str) -> Result<CryptoKey, DeviceError> {
    let algorithm = Object::new();
    set(&algorithm, "name", &"AES-GCM".into())?;
    set(&algorithm, "length", &256.into())?;
    let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
    let making = subtle()?.generate_key_with_object(&algorithm, false, &uses).map_err(unavailable)?;
    let key: CryptoKey = JsFuture::from(making).await.and_then(JsCast::dyn_into).map_err(unavailable)?;
    let database = open().await?;
    let saved = save(&database, name, &key).await;
    database.close();
    saved.map(|()| key).map_err(said)
}

async fn save(database: &Rexie, name: &str, key: &CryptoKey) -> rexie::Result<()> {
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    transaction.store(STORE)?.put(key, Some(&name.into())).await?;
    transaction.done().await.map(drop)
}

async fn remove(database: &Rexie, name: &str) -> rexie::Result<()> {
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    transaction.store(STORE)?.delete(name.into()).await?;
    transaction.done().await.map(drop)
}

async fn load(name: &str) -> Result<Option<CryptoKey>, DeviceError> {
    let database = open().await?;
    let found = find(&database, name).await;
    database.close();
    found.map_err(said)?.map(JsCast::dyn_into).transpose().map_err(unavailable)
}

async fn find(database: &Rexie, name: &str) -> rexie::Result<Option<JsValue>> {
    database.transaction(&[STORE], TransactionMode::ReadOnly)?.store(STORE)?.get(name.into()).await
}

async fn open() -> Result<Rexie, DeviceError> {
    Rexie::builder(DATABASE).version(1).add_object_store(ObjectStore::new(STORE)).build().await.map_err(said)
}

/// In a window and in every kind of worker alike; absent where the page is not served securely.
fn subtle() -> Result<SubtleCrypto, DeviceError> {
    let crypto: Crypto =
        Reflect::get(&js_sys::global(), &"crypto".into()).and_then(JsCast::dyn_into).map_err(unavailable)?;
    Ok(crypto.subtle())
}

fn parameters(nonce: &[u8; NONCE], purpose: &[u8]) -> Result<Object, DeviceError> {
    let parameters = Object::new();
    set(&parameters, "name", &"AES-GCM".into())?;
    set(&parameters, "iv", &Uint8Array::from(nonce.as_slice()))?;
    set(&parameters, "additionalData", &Uint8Array::from(purpose))?;
    Ok(parameters)
}

fn set(object: &Object, name: &str, value: &JsValue) -> Result<(), DeviceError> {
    Reflect::set(object, &name.into(), value).map(drop).map_err(unavailable)
}

fn unavailable(error: JsValue) -> DeviceError {
    DeviceError::Unavailable(format!("{error:?}"))
}

fn said(error: rexie::Error) -> DeviceError {
    DeviceError::Unavailable(error.source().map_or_else(|| error.to_string(), ToString::to_string))
}
