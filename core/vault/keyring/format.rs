//! The keyring as bytes: version ‖ SHA-256 of the rest ‖ JSON, and what its hexadecimal members are read as.
//!
//! Normative description: docs/formats/vault.md.

use data_encoding::HEXLOWER as HEX;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

use super::{Keyring, VaultError, wrap::Wrap};
use crate::vault::error::Damage;

/// Version byte of the blob.
const VERSION: u8 = 2;
/// The version before: wraps without ids, a root that never changed.
const FIRST: u8 = 1;

impl Keyring {
    /// The blob: version ‖ SHA-256 of the rest ‖ JSON.
    pub(in crate::vault) fn encode(&self) -> Result<Vec<u8>, VaultError> {
        let json = serde_json::to_vec(self).map_err(|_| VaultError::Keyring(Damage::Malformed))?;
        Ok([&[VERSION], Sha256::digest(&json).as_slice(), &json].concat())
    }

    /// Reads what [`Keyring::encode`] wrote, now or in the version before. The digest tells damage from a wrong
    /// passphrase; it protects against accidents, not against forgery, which the seals refuse.
    pub(in crate::vault) fn decode(blob: &[u8]) -> Result<Self, Damage> {
        let (version, rest) = blob.split_first().ok_or(Damage::Truncated)?;
        if !(FIRST..=VERSION).contains(version) {
            return Err(Damage::UnknownVersion(*version));
        }
        let (digest, json) = rest.split_first_chunk::<32>().ok_or(Damage::Truncated)?;
        if Sha256::digest(json).as_slice() != digest {
            return Err(Damage::Refused);
        }
        let mut keyring: Self = serde_json::from_slice(json).map_err(|_| Damage::Malformed)?;
        if *version == FIRST {
            keyring.wraps.iter_mut().for_each(Wrap::give_id);
        }
        Ok(keyring)
    }
}

/// The generation of a keyring that does not say: the first.
pub(super) fn first() -> u32 {
    1
}

/// Bytes as lower-case hexadecimal.
#[derive(Clone, Default)]
pub(super) struct HexBytes(pub Vec<u8>);

/// Exactly `N` bytes as lower-case hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Hex<const N: usize>(pub [u8; N]);

impl<const N: usize> Default for Hex<N> {
    fn default() -> Self {
        Self([0; N])
    }
}

impl Serialize for HexBytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&HEX.encode_display(&self.0))
    }
}

impl<'de> Deserialize<'de> for HexBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        HEX.decode(text.as_bytes()).map(Self).map_err(de::Error::custom)
    }
}

impl<const N: usize> Serialize for Hex<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&HEX.encode_display(&self.0))
    }
}

impl<'de, const N: usize> Deserialize<'de> for Hex<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = HexBytes::deserialize(deserializer)?.0;
        bytes.try_into().map(Self).map_err(|_| de::Error::custom("another length"))
    }
}
