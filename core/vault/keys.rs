//! Secrets and what is derived from them: one dated info string a use. Nothing here can be printed or cloned.
//!
//! Normative description: docs/formats/vault.md.

use std::{cell::RefCell, collections::BTreeMap};

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroize;

use super::namespace::Namespace;
use crate::random::{NoRandomness, Random};

const SEGMENT: &[u8] = b"ownyou/vault/segment/v1/2026-11";
const BLOB: &[u8] = b"ownyou/vault/blob/v1/2026-11";
const MANIFEST: &[u8] = b"ownyou/vault/manifest/v1/2026-11";
const IDENTITY_SEAL: &[u8] = b"ownyou/vault/identity/v1/2026-11";
const PASSPHRASE_WRAP: &[u8] = b"ownyou/vault/wrap/passphrase/v1/2026-11";
const WORDS_WRAP: &[u8] = b"ownyou/vault/wrap/words/v1/2026-11";
const PASSKEY_WRAP: &[u8] = b"ownyou/vault/wrap/passkey/v1/2026-11";
const SEALED_TO: &[u8] = b"ownyou/vault/wrap/sealed-to/v2/2026-11";
const PREVIOUS: &[u8] = b"ownyou/vault/previous-root/v2/2026-11";
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

    /// The same secret once more.
    pub(super) fn again(&self) -> Self {
        let mut secret = Self::blank();
        secret.expose_mut().copy_from_slice(self.expose());
        secret
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

/// What an unlocked vault holds: its id, and its storage root or what was lent of it.
pub(super) struct Keys {
    pub(super) vault: VaultId,
    held: RefCell<Held>,
}

enum Held {
    Roots(Roots),
    Lent(Lent),
}

/// The storage root; while that is being replaced, the one before too.
struct Roots {
    /// How often the root was drawn, from 1; what is sealed now says so.
    generation: u32,
    root: Secret,
    /// The root of the generation before, until nothing is sealed by it any more.
    previous: Option<Secret>,
}

/// Some keys of one generation, without the root that they come from.
pub(super) struct Lent {
    pub generation: u32,
    /// Each by the info string that it was derived with.
    pub keys: BTreeMap<Vec<u8>, Secret>,
    /// The namespaces and blobs that may be written to.
    pub writes: Vec<String>,
}

/// A key that was not handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the key for this was not handed over")]
pub(super) struct OutOfScope;

impl Keys {
    /// The keys of a root, and of the one before it where there is one.
    pub(super) fn of(vault: VaultId, generation: u32, root: Secret, previous: Option<Secret>) -> Self {
        Self { vault, held: RefCell::new(Held::Roots(Roots { generation, root, previous })) }
    }

    /// Keys that were lent.
    pub(super) fn lent(vault: VaultId, lent: Lent) -> Self {
        Self { vault, held: RefCell::new(Held::Lent(lent)) }
    }

    /// What a holder needs who opens the manifest and these namespaces and blobs, and nothing else.
    pub(super) fn some(
        &self,
        namespaces: &[Namespace],
        blobs: &[&str],
    ) -> Result<BTreeMap<Vec<u8>, Secret>, OutOfScope> {
        let generation = self.generation();
        let namespaces = namespaces.iter().map(|namespace| segment_info(namespace, generation));
        let infos = namespaces.chain(blobs.iter().map(|name| blob_info(name))).chain([MANIFEST.to_vec()]);
        infos.map(|info| self.derive(&info).map(|key| (info, key))).collect()
    }

    /// Whether these are not the vault's owner's.
    pub(super) fn are_lent(&self) -> bool {
        matches!(&*self.held.borrow(), Held::Lent(_))
    }

    /// Whether who holds these may write to the namespace or blob of that name.
    pub(super) fn may_write(&self, name: &str) -> Result<(), OutOfScope> {
        match &*self.held.borrow() {
            Held::Lent(lent) if !lent.writes.iter().any(|writes| writes == name) => Err(OutOfScope),
            _ => Ok(()),
        }
    }

    /// Goes on with the roots of `other`.
    pub(super) fn become_those_of(&self, other: Self) {
        self.held.replace(other.held.into_inner());
    }

    /// Forgets the root before.
    pub(super) fn settle(&self) {
        if let Held::Roots(roots) = &mut *self.held.borrow_mut() {
            roots.previous = None;
        }
    }

    /// Which root is the newest; everything is sealed by it.
    pub(super) fn generation(&self) -> u32 {
        match &*self.held.borrow() {
            Held::Roots(roots) => roots.generation,
            Held::Lent(lent) => lent.generation,
        }
    }

    /// Whether something may still be sealed by the root before.
    pub(super) fn are_changing(&self) -> bool {
        matches!(&*self.held.borrow(), Held::Roots(Roots { previous: Some(_), .. }))
    }

    /// A copy of the root.
    pub(super) fn root(&self) -> Result<Secret, OutOfScope> {
        match &*self.held.borrow() {
            Held::Roots(roots) => Ok(roots.root.again()),
            Held::Lent(_) => Err(OutOfScope),
        }
    }

    /// The key of one generation of one namespace; all that an agent confined to that namespace would be given.
    pub(super) fn segment(&self, namespace: &Namespace, generation: u32) -> Result<Secret, OutOfScope> {
        self.derive_at(generation, &segment_info(namespace, generation))
    }

    /// The key of one blob, under the root of a generation.
    pub(super) fn blob_at(&self, name: &str, generation: u32) -> Result<Secret, OutOfScope> {
        self.derive_at(generation, &blob_info(name))
    }

    /// The key of the manifest, under the root of a generation.
    pub(super) fn manifest(&self, generation: u32) -> Result<Secret, OutOfScope> {
        self.derive_at(generation, MANIFEST)
    }

    /// The key of one blob.
    pub(super) fn blob(&self, name: &str) -> Result<Secret, OutOfScope> {
        self.derive(&blob_info(name))
    }

    /// The key that one blob had under the root before, while there is one.
    pub(super) fn previous_blob(&self, name: &str) -> Option<Secret> {
        match &*self.held.borrow() {
            Held::Roots(roots) => roots.previous.as_ref().map(|root| root.derive(&[&blob_info(name)])),
            Held::Lent(_) => None,
        }
    }

    /// Where the root before is sealed: the vault, and which root it gave way to.
    pub(super) fn place(&self) -> Vec<u8> {
        [self.vault.as_slice(), &self.generation().to_be_bytes()].concat()
    }

    /// The key that the root before is sealed with.
    pub(super) fn previous(&self) -> Result<Secret, OutOfScope> {
        self.derive(PREVIOUS)
    }

    /// The key that the identity seed is sealed with.
    pub(super) fn identity(&self) -> Result<Secret, OutOfScope> {
        self.derive(IDENTITY_SEAL)
    }

    /// Of the root before, while it is there, for what an earlier generation sealed.
    fn derive_at(&self, generation: u32, info: &[u8]) -> Result<Secret, OutOfScope> {
        match &*self.held.borrow() {
            Held::Roots(Roots { generation: newest, previous: Some(previous), .. }) if generation < *newest => {
                Ok(previous.derive(&[info]))
            }
            Held::Roots(roots) => Ok(roots.root.derive(&[info])),
            Held::Lent(lent) if generation == lent.generation => lent.find(info),
            Held::Lent(_) => Err(OutOfScope),
        }
    }

    fn derive(&self, info: &[u8]) -> Result<Secret, OutOfScope> {
        match &*self.held.borrow() {
            Held::Roots(roots) => Ok(roots.root.derive(&[info])),
            Held::Lent(lent) => lent.find(info),
        }
    }
}

impl Lent {
    fn find(&self, info: &[u8]) -> Result<Secret, OutOfScope> {
        self.keys.get(info).map(Secret::again).ok_or(OutOfScope)
    }
}

fn segment_info(namespace: &Namespace, generation: u32) -> Vec<u8> {
    [SEGMENT, &prefixed(namespace.as_str()), &generation.to_be_bytes()].concat()
}

fn blob_info(name: &str) -> Vec<u8> {
    [BLOB, &prefixed(name)].concat()
}

/// The key that wraps the root for a passphrase, from Argon2id's output.
pub(super) fn passphrase_wrap(stretched: &Secret) -> Secret {
    stretched.derive(&[PASSPHRASE_WRAP])
}

/// The key that wraps the root for the words, from their entropy; another one in every vault.
pub(super) fn words_wrap(entropy: &Secret, vault: &VaultId) -> Secret {
    entropy.derive(&[WORDS_WRAP, vault])
}

/// The key that wraps the root for a passkey, from its PRF's output; another one in every vault.
pub(super) fn passkey_wrap(output: &Secret, vault: &VaultId) -> Secret {
    output.derive(&[PASSKEY_WRAP, vault])
}

/// The key of one sealing to a public key: from what both sides computed, and who they were.
pub(super) fn sealed_to(shared: &Secret, ephemeral: &[u8; 32], public: &[u8; 32]) -> Secret {
    shared.derive(&[SEALED_TO, ephemeral, public])
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
