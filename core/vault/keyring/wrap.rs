//! One way in: the root sealed to a key that the person, or their device, can make again.
//!
//! Each secret stands for a pair of X25519 keys (RFC 7748), and the root is sealed to the public one: so a new root can
//! be sealed for every way without asking for any secret. The public keys lie in the keyring's sealed notes alone: who
//! has no root learns none of them and can put none of their own in, and what is at rest rests on no curve.

use curve25519_dalek::{constants::X25519_BASEPOINT, montgomery::MontgomeryPoint};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroize;

use super::format::{Hex, HexBytes};
use crate::{
    random::Random,
    vault::{
        VaultError, WrapKind,
        cost::Cost,
        error::Damage,
        keys::{self, Keys, Secret, VaultId},
        seal,
    },
};

/// Version byte of a root sealed to a public key; 1 is one sealed with the secret itself.
const SEALED_TO: u8 = 2;

/// Which of a keyring's wraps: 8 random bytes.
pub(super) type WrapId = Hex<8>;

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wrap {
    #[serde(default)]
    pub id: WrapId,
    pub kind: WrapKind,
    /// Of a passphrase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Cost>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<Hex<16>>,
    /// Of a passkey: WebAuthn's credential id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<HexBytes>,
    /// The root; absent where this device's key may not open the vault until somebody has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<HexBytes>,
}

impl Wrap {
    /// A wrap without the root in it yet.
    pub fn new(kind: WrapKind, random: &impl Random) -> Result<Self, VaultError> {
        Ok(Self { id: Hex(random.array()?), kind, cost: None, salt: None, credential: None, sealed: None })
    }

    /// The wraps of version 1 had no id: it is made of what they are, the same whenever they are read.
    pub fn give_id(&mut self) {
        let sealed = self.sealed.as_ref().map(|sealed| sealed.0.as_slice());
        let digest = Sha256::new_with_prefix(self.kind.name()).chain_update(sealed.unwrap_or_default()).finalize();
        if let Some(id) = digest.first_chunk() {
            self.id = Hex(*id);
        }
    }

    /// The secret key of a passphrase's wrap. Takes as long as its cost says.
    pub fn stretched(&self, passphrase: &[u8]) -> Result<Secret, VaultError> {
        match (&self.cost, &self.salt) {
            (Some(cost), Some(salt)) => Ok(keys::passphrase_wrap(&cost.stretch(passphrase, &salt.0)?)),
            _ => Err(VaultError::Keyring(Damage::Malformed)),
        }
    }

    /// Whether the root was sealed with the secret itself, as version 1 did.
    pub fn is_old(&self) -> bool {
        self.kind != WrapKind::Device && self.sealed.as_ref().is_some_and(|sealed| sealed.0.first() != Some(&SEALED_TO))
    }

    /// Seals the root to `public`.
    pub fn seal(&mut self, keys: &Keys, public: &[u8; 32], random: &impl Random) -> Result<(), VaultError> {
        let ephemeral = Secret::random(random)?;
        let shown = public_of(&ephemeral);
        let key = keys::sealed_to(&shared(&ephemeral, public), &shown, public);
        let place = self.place(&keys.vault, keys.generation());
        let sealed = seal::secret(&key, &place, &keys.root()?, random)?;
        self.sealed = Some(HexBytes([&[SEALED_TO], shown.as_slice(), &sealed].concat()));
        Ok(())
    }

    /// The root, by the secret key.
    pub fn open(&self, vault: &VaultId, generation: u32, secret: &Secret) -> Result<Secret, Damage> {
        let sealed = self.sealed.as_ref().ok_or(Damage::Truncated)?;
        let Some((&SEALED_TO, rest)) = sealed.0.split_first() else {
            let place = [vault.as_slice(), &keys::prefixed(self.kind.name())].concat();
            return seal::open_secret(secret, &place, &sealed.0);
        };
        let (shown, sealed) = rest.split_first_chunk::<32>().ok_or(Damage::Truncated)?;
        let key = keys::sealed_to(&shared(secret, shown), shown, &public_of(secret));
        seal::open_secret(&key, &self.place(vault, generation), sealed)
    }

    fn place(&self, vault: &VaultId, generation: u32) -> Vec<u8> {
        [vault.as_slice(), &keys::prefixed(self.kind.name()), &generation.to_be_bytes()].concat()
    }
}

/// The public key of `secret`.
pub(super) fn public_of(secret: &Secret) -> [u8; 32] {
    X25519_BASEPOINT.mul_clamped(*secret.expose()).to_bytes()
}

fn shared(secret: &Secret, public: &[u8; 32]) -> Secret {
    let mut point = MontgomeryPoint(*public).mul_clamped(*secret.expose());
    let mut shared = Secret::blank();
    shared.expose_mut().copy_from_slice(point.as_bytes());
    point.zeroize();
    shared
}
