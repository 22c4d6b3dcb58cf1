//! What a vault asks of the device it is kept unlocked on: a key that cannot leave it.

use zeroize::Zeroizing;

use crate::error::Explain;

/// A key of this device that can seal a secret and open it again, but cannot be read, e.g. a non-extractable
/// WebCrypto key. One device has one.
#[expect(async_fn_in_trait, reason = "the browser's futures are not Send, and nothing here needs them to be")]
pub trait DeviceKey {
    /// Seals `secret`, making the key first where there is none yet.
    async fn wrap(&self, secret: &[u8]) -> Result<Vec<u8>, DeviceError>;
    /// Opens what [`DeviceKey::wrap`] sealed.
    async fn unwrap(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, DeviceError>;
    /// Destroys the key; nothing of it remains. Fine when there is none.
    async fn forget(&self) -> Result<(), DeviceError>;
}

/// Why the device's key did not serve.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeviceError {
    /// The device has no key any more: cleared, or another profile of the browser.
    #[error("this device no longer has its key")]
    Missing,
    /// The key is there and did not open what it was given.
    #[error("this device's key does not open the vault")]
    Refused,
    /// The device cannot make, keep or use such a key.
    #[error("this device cannot keep a key: {0}")]
    Unavailable(String),
}

impl Explain for DeviceError {
    fn code(&self) -> &'static str {
        match self {
            Self::Missing => "device-key-missing",
            Self::Refused => "device-key-refused",
            Self::Unavailable(_) => "device-key-unavailable",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Missing | Self::Refused => "Unlock with your passphrase or your words; nothing is lost.",
            Self::Unavailable(_) => "Use your passphrase on this device.",
        }
    }
}
