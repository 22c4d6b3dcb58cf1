//! The keyring: the one blob that is not sealed by the root, since it holds the root, wrapped in each way it can be opened.
//!
//! `format` is its bytes, `wrap` one way in, `passkey` what an authenticator answers. A keyring is never changed in
//! place: a change makes another one, which replaces it once it is stored. Normative: docs/formats/vault.md.

mod format;
mod passkey;
#[cfg(test)]
mod tests;
mod wrap;

use std::borrow::Cow;

use data_encoding::HEXLOWER as HEX;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use self::{
    format::{Hex, HexBytes, first},
    wrap::{Wrap, WrapId, public_of},
};
use super::{
    VaultError, WrapKind,
    cost::Cost,
    error::Damage,
    keys::{self, Keys, Secret, VaultId},
    seal,
    words::Words,
};
use crate::{
    random::{Random, SystemRandom},
    time::Time,
    unicode::{self, Form},
};

pub use self::passkey::{PASSKEY_INPUT, PasskeyError, Prf};

/// Name of the blob in the store.
pub(super) const NAME: &str = "keyring";
/// Name under which the notes are sealed: no blob of a user's can have it.
const NOTES: &str = "keyring/notes";
/// Most characters of a wrap's name.
const NAME_MAX: usize = 60;

/// A vault's id, its identity seed sealed by the root, and the root wrapped once or more.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Keyring {
    vault: Hex<16>,
    /// How often the root was drawn.
    #[serde(default = "first")]
    generation: u32,
    identity: HexBytes,
    /// What only who is in may read of the wraps: [`Note`]s, sealed by the root.
    #[serde(default)]
    notes: HexBytes,
    wraps: Vec<Wrap>,
    /// The root before, sealed by this one, while something is still sealed by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    previous: Option<HexBytes>,
}

/// What is noted of one wrap.
#[derive(Clone, Serialize, Deserialize)]
struct Note {
    id: WrapId,
    /// To which the root is sealed; none for a wrap of version 1, and for this device's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    public: Option<Hex<32>>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    added: Option<Time>,
}

/// One way to open a vault, as its person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrapInfo {
    /// By which it can be removed.
    pub id: String,
    /// Which way.
    pub kind: WrapKind,
    /// What the person called it; empty where there is one of its kind.
    pub name: String,
    /// When it was added; none: with the vault.
    pub added: Option<Time>,
}

/// What this device's key is to the vault.
pub(super) enum DeviceWrap {
    /// It opens the vault: the root as the key sealed it.
    Awake(Vec<u8>),
    /// It will again, once somebody has opened the vault in another way.
    Asleep,
}

/// A keyring that was opened: the keys, and the keyring to keep instead, where the old one was of an old form.
pub(super) struct Opened {
    pub keys: Keys,
    pub renewed: Option<Keyring>,
}

impl Keyring {
    /// A new root and its keyring, openable by the passphrase and by the words.
    pub(super) fn create(
        random: &impl Random,
        passphrase: &str,
        words: &Words,
        cost: Cost,
    ) -> Result<(Self, Keys), VaultError> {
        let keys = Keys::of(random.array()?, 1, Secret::random(random)?, None);
        let seed = keys::identity_seed(&words.entropy());
        let identity = seal::secret(&keys.identity()?, &keys.vault, &seed, random)?;
        let empty = Self {
            vault: Hex(keys.vault),
            generation: keys.generation(),
            identity: HexBytes(identity),
            notes: HexBytes::default(),
            wraps: Vec::new(),
            previous: None,
        };
        let keyring = empty.with_passphrase(&keys, passphrase, cost, None, random)?;
        Ok((keyring.with_words(&keys, words, None, random)?, keys))
    }

    /// Whether keys of this vault and generation are those of now.
    pub(super) fn is_of(&self, vault: &VaultId, generation: u32) -> bool {
        self.vault.0 == *vault && self.generation == generation
    }

    /// In which ways the vault can be opened now.
    pub(super) fn kinds(&self) -> Vec<WrapKind> {
        let mut kinds: Vec<_> = self.wraps.iter().filter(|wrap| wrap.sealed.is_some()).map(|wrap| wrap.kind).collect();
        kinds.dedup();
        kinds
    }

    /// WebAuthn's ids of the passkeys that open the vault.
    pub(super) fn passkeys(&self) -> Vec<Vec<u8>> {
        self.wraps.iter().filter_map(|wrap| wrap.credential.as_ref()).map(|id| id.0.clone()).collect()
    }

    /// The keys, by the passphrase.
    pub(super) fn open_by_passphrase(&self, passphrase: &str, random: &impl Random) -> Result<Opened, VaultError> {
        let wrap = self.find(WrapKind::Passphrase)?;
        let secret = wrap.stretched(normalised(passphrase).as_bytes())?;
        self.open(wrap, &secret, VaultError::WrongPassphrase, random)
    }

    /// The keys, by the words.
    pub(super) fn open_by_words(&self, words: &Words, random: &impl Random) -> Result<Opened, VaultError> {
        let secret = keys::words_wrap(&words.entropy(), &self.vault.0);
        self.open(self.find(WrapKind::Words)?, &secret, VaultError::WrongWords, random)
    }

    /// The keys, by what the passkey of that id answered.
    pub(super) fn open_by_passkey(
        &self,
        credential: &[u8],
        prf: &Prf,
        random: &impl Random,
    ) -> Result<Opened, VaultError> {
        let is_it = |wrap: &&Wrap| wrap.credential.as_ref().is_some_and(|id| id.0 == credential);
        let wrap = self.wraps.iter().find(is_it).ok_or(VaultError::NoSuchWrap(WrapKind::Passkey))?;
        self.open(wrap, &keys::passkey_wrap(&prf.0, &self.vault.0), VaultError::WrongPasskey, random)
    }

    /// The keys, by the words or by the passphrase, whichever this is.
    pub(super) fn open_by_secret(&self, secret: &str) -> Result<Opened, VaultError> {
        match Words::parse(secret) {
            Ok(words) => self.open_by_words(&words, &SystemRandom),
            Err(_) => self.open_by_passphrase(secret, &SystemRandom),
        }
    }

    /// What the device's key sealed, where it may open the vault.
    pub(super) fn device_wrap(&self) -> Option<&[u8]> {
        let wrap = self.wraps.iter().find(|wrap| wrap.kind == WrapKind::Device)?;
        wrap.sealed.as_ref().map(|sealed| sealed.0.as_slice())
    }

    /// Whether this device's key waits to be let in again.
    pub(super) fn device_sleeps(&self) -> bool {
        self.wraps.iter().any(|wrap| wrap.kind == WrapKind::Device && wrap.sealed.is_none())
    }

    /// The keys, from the root as some other key opened it.
    pub(super) fn open_by_root(&self, root: &[u8]) -> Result<Keys, VaultError> {
        self.verified(Secret::copy(root).ok_or(VaultError::Keyring(Damage::Malformed))?)
    }

    /// The ways in, oldest first.
    pub(super) fn list(&self, keys: &Keys) -> Result<Vec<WrapInfo>, VaultError> {
        let notes = self.notes(keys)?;
        let info = |wrap: &Wrap| {
            let note = notes.iter().find(|note| note.id == wrap.id);
            WrapInfo {
                id: HEX.encode(&wrap.id.0),
                kind: wrap.kind,
                name: note.map(|note| note.name.clone()).unwrap_or_default(),
                added: note.and_then(|note| note.added),
            }
        };
        Ok(self.wraps.iter().map(info).collect())
    }

    /// With this passphrase in place of any other.
    pub(super) fn with_passphrase(
        &self,
        keys: &Keys,
        passphrase: &str,
        cost: Cost,
        added: Option<Time>,
        random: &impl Random,
    ) -> Result<Self, VaultError> {
        let salt = random.array()?;
        let mut wrap = Wrap::new(WrapKind::Passphrase, random)?;
        (wrap.cost, wrap.salt) = (Some(cost), Some(Hex(salt)));
        let secret = wrap.stretched(normalised(passphrase).as_bytes())?;
        let without = self.without(keys, random, |wrap| wrap.kind == WrapKind::Passphrase)?;
        without.adding(keys, wrap, &secret, "", added, random)
    }

    /// With the words that the vault was made with.
    ///
    /// Errors: [`VaultError::WrongWords`] for any others.
    pub(super) fn with_words(
        &self,
        keys: &Keys,
        words: &Words,
        added: Option<Time>,
        random: &impl Random,
    ) -> Result<Self, VaultError> {
        let entropy = words.entropy();
        if keys::identity_seed(&entropy).expose() != self.identity_seed(keys)?.expose() {
            return Err(VaultError::WrongWords);
        }
        let without = self.without(keys, random, |wrap| wrap.kind == WrapKind::Words)?;
        let wrap = Wrap::new(WrapKind::Words, random)?;
        without.adding(keys, wrap, &keys::words_wrap(&entropy, &keys.vault), "", added, random)
    }

    /// With this passkey besides all others.
    pub(super) fn with_passkey(
        &self,
        keys: &Keys,
        (credential, prf): (&[u8], &Prf),
        name: &str,
        added: Option<Time>,
        random: &impl Random,
    ) -> Result<Self, VaultError> {
        let mut wrap = Wrap::new(WrapKind::Passkey, random)?;
        let is_it = |wrap: &Wrap| wrap.credential.as_ref().is_some_and(|id| id.0 == credential);
        wrap.credential = Some(HexBytes(credential.to_vec()));
        let secret = keys::passkey_wrap(&prf.0, &keys.vault);
        self.without(keys, random, is_it)?.adding(keys, wrap, &secret, name, added, random)
    }

    /// With this device's key as it is said, or without it.
    pub(super) fn with_device(
        &self,
        keys: &Keys,
        device: Option<DeviceWrap>,
        added: Option<Time>,
        random: &impl Random,
    ) -> Result<Self, VaultError> {
        let before = self.wraps.iter().position(|wrap| wrap.kind == WrapKind::Device);
        let sealed = match device {
            None => return self.without(keys, random, |wrap| wrap.kind == WrapKind::Device),
            Some(DeviceWrap::Awake(sealed)) => Some(HexBytes(sealed)),
            Some(DeviceWrap::Asleep) => None,
        };
        let mut keyring = self.clone();
        if let Some(wrap) = before.and_then(|at| keyring.wraps.get_mut(at)) {
            wrap.sealed = sealed;
            return Ok(keyring);
        }
        let mut wrap = Wrap::new(WrapKind::Device, random)?;
        wrap.sealed = sealed;
        let mut notes = keyring.notes(keys)?;
        notes.push(Note { id: wrap.id, public: None, name: String::new(), added });
        keyring.wraps.push(wrap);
        keyring.noted(keys, &notes, random)
    }

    /// Without the wrap of that id.
    ///
    /// Errors: [`VaultError::UnknownWrap`], [`VaultError::LastWrap`] for the last that a person can carry.
    pub(super) fn without_id(&self, keys: &Keys, id: &str, random: &impl Random) -> Result<Self, VaultError> {
        let is_it = |wrap: &Wrap| HEX.encode(&wrap.id.0) == id;
        if !self.wraps.iter().any(is_it) {
            return Err(VaultError::UnknownWrap);
        }
        let keyring = self.without(keys, random, is_it)?;
        let carried = |wrap: &Wrap| matches!(wrap.kind, WrapKind::Passphrase | WrapKind::Words);
        if keyring.wraps.iter().any(carried) { Ok(keyring) } else { Err(VaultError::LastWrap) }
    }

    /// With what a person can carry alone: neither this device's key nor a passkey.
    pub(super) fn portable(&self, keys: &Keys, random: &impl Random) -> Result<Self, VaultError> {
        self.without(keys, random, |wrap| matches!(wrap.kind, WrapKind::Device | WrapKind::Passkey))
    }

    /// A new root, and the keyring that every way in opens to it; the root before goes along until [`Keyring::settled`].
    /// This device's key sleeps, or opens the vault as `device` seals the new root.
    ///
    /// Errors: [`VaultError::OldWrap`] for a way in that version 1 wrote and nobody has used since.
    pub(super) fn rotated(&self, keys: &Keys, random: &impl Random) -> Result<(Self, Keys), VaultError> {
        let generation = keys.generation().checked_add(1).ok_or(VaultError::TooLarge)?;
        let next = Keys::of(keys.vault, generation, Secret::random(random)?, Some(keys.root()?));
        let notes = self.notes(keys)?;
        let mut keyring = self.clone();
        keyring.generation = generation;
        keyring.identity = HexBytes(seal::secret(&next.identity()?, &next.vault, &self.identity_seed(keys)?, random)?);
        keyring.previous = Some(HexBytes(seal::secret(&next.previous()?, &next.place(), &keys.root()?, random)?));
        for wrap in &mut keyring.wraps {
            let public = notes.iter().find(|note| note.id == wrap.id).and_then(|note| note.public);
            match (wrap.kind, public) {
                (WrapKind::Device, _) => wrap.sealed = None,
                (_, Some(public)) => wrap.seal(&next, &public.0, random)?,
                (kind, None) => return Err(VaultError::OldWrap(kind)),
            }
        }
        Ok((keyring.noted(&next, &notes, random)?, next))
    }

    /// Without the root before: nothing is sealed by it any more.
    pub(super) fn settled(&self) -> Self {
        Self { previous: None, ..self.clone() }
    }

    /// The identity seed.
    pub(super) fn identity_seed(&self, keys: &Keys) -> Result<Secret, VaultError> {
        seal::open_secret(&keys.identity()?, &keys.vault, &self.identity.0).map_err(VaultError::Keyring)
    }

    fn find(&self, kind: WrapKind) -> Result<&Wrap, VaultError> {
        self.wraps.iter().find(|wrap| wrap.kind == kind).ok_or(VaultError::NoSuchWrap(kind))
    }

    fn open(
        &self,
        wrap: &Wrap,
        secret: &Secret,
        wrong: VaultError,
        random: &impl Random,
    ) -> Result<Opened, VaultError> {
        let root = wrap.open(&self.vault.0, self.generation, secret);
        let keys = self.verified(root.map_err(|damage| wrong_or_damaged(damage, wrong))?)?;
        let renewed = if wrap.is_old() { Some(self.renewed(&keys, wrap.id, secret, random)?) } else { None };
        Ok(Opened { keys, renewed })
    }

    /// A wrap of version 1 becomes one of now, its secret being at hand.
    fn renewed(&self, keys: &Keys, id: WrapId, secret: &Secret, random: &impl Random) -> Result<Self, VaultError> {
        let (mut keyring, mut notes) = (self.clone(), self.notes(keys)?);
        let public = public_of(secret);
        for wrap in keyring.wraps.iter_mut().filter(|wrap| wrap.id == id) {
            wrap.seal(keys, &public, random)?;
        }
        notes.retain(|note| note.id != id);
        notes.push(Note { id, public: Some(Hex(public)), name: String::new(), added: None });
        keyring.noted(keys, &notes, random)
    }

    fn adding(
        mut self,
        keys: &Keys,
        mut wrap: Wrap,
        secret: &Secret,
        name: &str,
        added: Option<Time>,
        random: &impl Random,
    ) -> Result<Self, VaultError> {
        let public = public_of(secret);
        wrap.seal(keys, &public, random)?;
        let name = name.chars().filter(|c| !c.is_control()).take(NAME_MAX).collect();
        let mut notes = self.notes(keys)?;
        notes.push(Note { id: wrap.id, public: Some(Hex(public)), name, added });
        self.wraps.push(wrap);
        self.noted(keys, &notes, random)
    }

    fn without(&self, keys: &Keys, random: &impl Random, which: impl Fn(&Wrap) -> bool) -> Result<Self, VaultError> {
        let mut keyring = self.clone();
        keyring.wraps.retain(|wrap| !which(wrap));
        if keyring.wraps.len() == self.wraps.len() {
            return Ok(keyring);
        }
        let mut notes = self.notes(keys)?;
        notes.retain(|note| keyring.wraps.iter().any(|wrap| wrap.id == note.id));
        keyring.noted(keys, &notes, random)
    }

    fn notes(&self, keys: &Keys) -> Result<Vec<Note>, VaultError> {
        if self.notes.0.is_empty() {
            return Ok(Vec::new());
        }
        let json = seal::open_blob(keys, NOTES, &self.notes.0).map_err(VaultError::Keyring)?;
        serde_json::from_slice(&json).map_err(|_| VaultError::Keyring(Damage::Malformed))
    }

    fn noted(mut self, keys: &Keys, notes: &[Note], random: &impl Random) -> Result<Self, VaultError> {
        let json = serde_json::to_vec(notes).map_err(|_| VaultError::Keyring(Damage::Malformed))?;
        self.notes = HexBytes(seal::blob(keys, NOTES, &json, random)?);
        Ok(self)
    }

    /// The root is the right one if it opens the identity seed.
    fn verified(&self, root: Secret) -> Result<Keys, VaultError> {
        let keys = Keys::of(self.vault.0, self.generation, root, None);
        self.identity_seed(&keys)?;
        let Some(previous) = &self.previous else { return Ok(keys) };
        let previous = seal::open_secret(&keys.previous()?, &keys.place(), &previous.0).map_err(VaultError::Keyring)?;
        Ok(Keys::of(keys.vault, self.generation, keys.root()?, Some(previous)))
    }
}

/// Authentication fails for another key; anything else is the keyring's own fault.
fn wrong_or_damaged(damage: Damage, wrong: VaultError) -> VaultError {
    if damage == Damage::Refused { wrong } else { VaultError::Keyring(damage) }
}

/// The passphrase as RFC 8265 (OpaqueString) prepares it: any space is a space, then NFC, so that the same characters
/// typed on another keyboard are the same passphrase.
pub(super) fn normalised(passphrase: &str) -> Zeroizing<String> {
    // Room enough that the buffer never moves and leaves a copy behind: a space has at most three bytes.
    let mut spaced = Zeroizing::new(String::with_capacity(passphrase.len()));
    spaced.extend(passphrase.chars().map(|c| if c.is_whitespace() { ' ' } else { c }));
    match unicode::normal(&spaced, Form::Nfc) {
        Cow::Borrowed(_) => spaced,
        Cow::Owned(composed) => Zeroizing::new(composed),
    }
}
