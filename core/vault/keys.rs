//! Secrets and what is derived from them: one dated info string a use. Nothing here can be printed or cloned.
//!
//! Normative description: docs/formats/vault.md.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroize;

use super::namespace::Namespace;
use crate::random::{NoRandomness, Random};

const SEGMENT: &[u8] = b"ownyou/vault/segment/v1/2026-11";
const BLOB: &[u8] = b"ownyou/vault/blob/v1/2026-11";
const IDENTITY_SEAL: &[u8] = b"ownyou/vault/identity/v1/2026-11";
const PASSPHRASE_WRAP: &[u8] = b"ownyou/vault/wrap/passphrase/v1/2026-11";
const WORDS_WRAP: &[u8] = b"ownyou/vault/wrap/words/v1/2026-11";
const IDENTITY_SEED: &[u8] = b"ownyou/identity/seed/v1/2026-11";

/// 32 secret bytes on the heap, so that moving them leaves no copy; overwritten when dropped.
pub struct Secret(Box<[u8; 32]>);

impl Secret {
    /// All zero, to be filled in place.
    pub(super) fn blank() -> Self {
        Self(Box::new([0; 32]))
    }

    /// Fresh from `random`.
    pub(super) fn random(random: &impl Random) -> Result<Self, NoRandomness> {
        let mut secret = Self::blank();
        random.fill(secret.expose_mut().as_mut_slice())?;
        Ok(secret)
    }

    /// A copy of `bytes`; `None` when they are not 32.
    pub(super) fn copy(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; 32] = bytes.try_into().ok()?;
        let mut secret = Self::blank();
        secret.expose_mut().copy_from_slice(bytes);
        Some(secret)
    }

    /// The bytes. Whoever holds them must not let them out of the core.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    pub(super) fn expose_mut(&mut self) -> &mut [u8; 32] {
        &mut self.0
    }

    /// HKDF-SHA256 (RFC 5869) of this secret, without salt, `info` being the parts joined.
    fn derive(&self, info: &[&[u8]]) -> Self {
        let mut derived = Self::blank();
        // Fails only for more than 255 × 32 bytes of output.
        let expanded = Hkdf::<Sha256>::new(None, self.expose()).expand_multi_info(info, derived.expose_mut());
        debug_assert!(expanded.is_ok());
        derived
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// Which vault: 16 random bytes, not secret, bound into everything it seals.
pub(super) type VaultId = [u8; 16];

/// What an unlocked vault holds: its id and its storage root.
pub(super) struct Keys {
    pub(super) vault: VaultId,
    pub(super) root: Secret,
}

impl Keys {
    /// The key of one generation of one namespace; all that an agent confined to that namespace would be given.
    pub(super) fn segment(&self, namespace: &Namespace, generation: u32) -> Secret {
        self.root.derive(&[SEGMENT, &prefixed(namespace.as_str()), &generation.to_be_bytes()])
    }

    /// The key of one blob.
    pub(super) fn blob(&self, name: &str) -> Secret {
        self.root.derive(&[BLOB, &prefixed(name)])
    }

    /// The key that the identity seed is sealed with.
    pub(super) fn identity(&self) -> Secret {
        self.root.derive(&[IDENTITY_SEAL])
    }
}

/// The key that wraps the root for a passphrase, from Argon2id's output.
pub(super) fn passphrase_wrap(stretched: &Secret) -> Secret {
    stretched.derive(&[PASSPHRASE_WRAP])
}

/// The key that wraps the root for the words, from their entropy; another one in every vault.
pub(super) fn words_wrap(entropy: &Secret, vault: &VaultId) -> Secret {
    entropy.derive(&[WORDS_WRAP, vault])
}

/// The identity seed: of the words alone, so that the words alone restore it.
pub(super) fn identity_seed(entropy: &Secret) -> Secret {
    entropy.derive(&[IDENTITY_SEED])
}

/// One byte of length, then the name: no two lists of names give the same bytes. Names are at most 64 characters.
pub(super) fn prefixed(name: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(name.len().saturating_add(1));
    bytes.push(u8::try_from(name.len()).unwrap_or(u8::MAX));
    bytes.extend_from_slice(name.as_bytes());
    bytes
}
