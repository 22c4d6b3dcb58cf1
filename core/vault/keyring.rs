//! The keyring: the one blob that is not sealed by the root, since it holds the root, wrapped in each way it can be opened.
//!
//! Normative description: docs/formats/vault.md.

use data_encoding::HEXLOWER as HEX;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::{
    VaultError, WrapKind,
    cost::Cost,
    error::Damage,
    keys::{self, Keys, Secret, VaultId},
    seal::{self, SealError},
    words::Words,
};
use crate::random::Random;

/// Version byte of the blob.
const VERSION: u8 = 1;

/// Name of the blob in the store.
pub(super) const NAME: &str = "keyring";

/// A vault's id, its identity seed sealed by the root, and the root wrapped once or more.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Keyring {
    vault: Hex<16>,
    identity: HexBytes,
    wraps: Vec<Wrap>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
enum Wrap {
    Passphrase { cost: Cost, salt: Hex<16>, sealed: HexBytes },
    Words { sealed: HexBytes },
    Device { sealed: HexBytes },
}

impl Wrap {
    fn kind(&self) -> WrapKind {
        match self {
            Self::Passphrase { .. } => WrapKind::Passphrase,
            Self::Words { .. } => WrapKind::Words,
            Self::Device { .. } => WrapKind::Device,
        }
    }
}

impl Keyring {
    /// A new root and its keyring, openable by the passphrase and by the words.
    pub(super) fn create(
        random: &impl Random,
        passphrase: &str,
        words: &Words,
        cost: Cost,
    ) -> Result<(Self, Keys), VaultError> {
        let keys = Keys { vault: random.array()?, root: Secret::random(random)? };
        let entropy = words.entropy();
        let salt = random.array()?;
        let stretched = cost.stretch(normalised(passphrase).as_bytes(), &salt)?;
        let by_passphrase = wrap(&keys, WrapKind::Passphrase, &keys::passphrase_wrap(&stretched), random)?;
        let by_words = wrap(&keys, WrapKind::Words, &keys::words_wrap(&entropy, &keys.vault), random)?;
        let identity = seal::secret(&keys.identity(), &keys.vault, &keys::identity_seed(&entropy), random)?;
        let keyring = Self {
            vault: Hex(keys.vault),
            identity: HexBytes(identity),
            wraps: vec![
                Wrap::Passphrase { cost, salt: Hex(salt), sealed: HexBytes(by_passphrase) },
                Wrap::Words { sealed: HexBytes(by_words) },
            ],
        };
        Ok((keyring, keys))
    }

    /// The blob: version ‖ SHA-256 of the rest ‖ JSON.
    pub(super) fn encode(&self) -> Result<Vec<u8>, VaultError> {
        let json = serde_json::to_vec(self).map_err(|_| VaultError::Keyring(Damage::Malformed))?;
        Ok([&[VERSION], Sha256::digest(&json).as_slice(), &json].concat())
    }

    /// Reads what [`Keyring::encode`] wrote. The digest tells damage from a wrong passphrase; it protects against
    /// accidents, not against forgery, which the wraps themselves refuse.
    pub(super) fn decode(blob: &[u8]) -> Result<Self, Damage> {
        let (version, rest) = blob.split_first().ok_or(Damage::Truncated)?;
        if *version != VERSION {
            return Err(Damage::UnknownVersion(*version));
        }
        let (digest, json) = rest.split_first_chunk::<32>().ok_or(Damage::Truncated)?;
        if Sha256::digest(json).as_slice() != digest {
            return Err(Damage::Refused);
        }
        serde_json::from_slice(json).map_err(|_| Damage::Malformed)
    }

    /// In which ways the vault can be opened.
    pub(super) fn kinds(&self) -> Vec<WrapKind> {
        self.wraps.iter().map(Wrap::kind).collect()
    }

    /// The keys, by the passphrase.
    pub(super) fn open_by_passphrase(&self, passphrase: &str) -> Result<Keys, VaultError> {
        let (cost, salt, sealed) = self
            .wraps
            .iter()
            .find_map(|wrap| match wrap {
                Wrap::Passphrase { cost, salt, sealed } => Some((cost, salt, sealed)),
                _ => None,
            })
            .ok_or(VaultError::NoSuchWrap(WrapKind::Passphrase))?;
        let stretched = cost.stretch(normalised(passphrase).as_bytes(), &salt.0)?;
        let root = self.unwrap(WrapKind::Passphrase, &keys::passphrase_wrap(&stretched), sealed);
        self.verified(root.map_err(|damage| wrong_or_damaged(damage, VaultError::WrongPassphrase))?)
    }

    /// The keys, by the words.
    pub(super) fn open_by_words(&self, words: &Words) -> Result<Keys, VaultError> {
        let sealed = self
            .wraps
            .iter()
            .find_map(|wrap| if let Wrap::Words { sealed } = wrap { Some(sealed) } else { None })
            .ok_or(VaultError::NoSuchWrap(WrapKind::Words))?;
        let root = self.unwrap(WrapKind::Words, &keys::words_wrap(&words.entropy(), &self.vault.0), sealed);
        self.verified(root.map_err(|damage| wrong_or_damaged(damage, VaultError::WrongWords))?)
    }

    /// What the device's key sealed.
    pub(super) fn device_wrap(&self) -> Option<&[u8]> {
        self.wraps.iter().find_map(|wrap| if let Wrap::Device { sealed } = wrap { Some(&*sealed.0) } else { None })
    }

    /// The keys, from the root as some other key opened it.
    pub(super) fn open_by_root(&self, root: &[u8]) -> Result<Keys, VaultError> {
        self.verified(Secret::copy(root).ok_or(VaultError::Keyring(Damage::Malformed))?)
    }

    /// This keyring with `sealed` as what the device's key opens, or without.
    pub(super) fn with_device(&self, sealed: Option<Vec<u8>>) -> Self {
        let mut keyring = self.clone();
        keyring.wraps.retain(|wrap| wrap.kind() != WrapKind::Device);
        keyring.wraps.extend(sealed.map(|sealed| Wrap::Device { sealed: HexBytes(sealed) }));
        keyring
    }

    /// The identity seed.
    pub(super) fn identity_seed(&self, keys: &Keys) -> Result<Secret, VaultError> {
        seal::open_secret(&keys.identity(), &keys.vault, &self.identity.0).map_err(VaultError::Keyring)
    }

    fn unwrap(&self, kind: WrapKind, key: &Secret, sealed: &HexBytes) -> Result<Secret, Damage> {
        seal::open_secret(key, &wrap_place(kind, &self.vault.0), &sealed.0)
    }

    /// The root is the right one if it opens the identity seed.
    fn verified(&self, root: Secret) -> Result<Keys, VaultError> {
        let keys = Keys { vault: self.vault.0, root };
        self.identity_seed(&keys).map(|_| keys)
    }
}

/// Authentication fails for another key; anything else is the keyring's own fault.
fn wrong_or_damaged(damage: Damage, wrong: VaultError) -> VaultError {
    if damage == Damage::Refused { wrong } else { VaultError::Keyring(damage) }
}

fn wrap(keys: &Keys, kind: WrapKind, key: &Secret, random: &impl Random) -> Result<Vec<u8>, SealError> {
    seal::secret(key, &wrap_place(kind, &keys.vault), &keys.root, random)
}

fn wrap_place(kind: WrapKind, vault: &VaultId) -> Vec<u8> {
    [vault.as_slice(), &keys::prefixed(kind.name())].concat()
}

/// The passphrase as RFC 8265 (OpaqueString) prepares it: any space is a space, then NFC, so that the same characters
/// typed on another keyboard are the same passphrase.
pub(super) fn normalised(passphrase: &str) -> Zeroizing<String> {
    // Room enough that the buffer never moves and leaves a copy behind.
    let mut text = Zeroizing::new(String::with_capacity(passphrase.len().saturating_mul(3)));
    text.extend(passphrase.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).nfc());
    text
}

/// Bytes as lower-case hexadecimal.
#[derive(Clone)]
struct HexBytes(Vec<u8>);

/// Exactly `N` bytes as lower-case hexadecimal.
#[derive(Clone)]
struct Hex<const N: usize>([u8; N]);

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
