//! What is kept of the issuer: which one, its published keys, the credentials it gave.

use serde::{Deserialize, Serialize};

use crate::{
    order,
    present::{
        Credential, Epoch, KeySet, Origin, PresentError,
        issuance::{Grant, Resets},
    },
    time::Time,
};

use super::WalletError;

/// Grants kept: the one of last week, this week's, and the next.
const KEPT: usize = 3;
/// The longest text of pins, in bytes.
const MAX_BYTES: usize = 4096;
/// The most key sets that are pinned at once.
const MAX_PINS: usize = 16;

/// Which issuer this build of the app believes, and the hashes of the key sets it published, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pins {
    issuer: String,
    keys: Vec<String>,
}

impl Pins {
    /// Reads pins.
    pub fn from_json(text: &str) -> Result<Self, PresentError> {
        let malformed = PresentError::Malformed("list of pinned keys");
        if text.len() > MAX_BYTES {
            return Err(malformed);
        }
        let pins: Self = serde_json::from_str(text).map_err(|_| malformed.clone())?;
        pins.issuer()?;
        if (1..=MAX_PINS).contains(&pins.keys.len()) { Ok(pins) } else { Err(malformed) }
    }

    /// The issuer's origin.
    pub fn issuer(&self) -> Result<Origin, PresentError> {
        Origin::parse(&self.issuer)
    }

    /// The hash of the newest key set.
    pub fn newest(&self) -> &str {
        self.keys.first().map_or("", String::as_str)
    }

    /// Whether a key set of this hash is one that everyone sees.
    pub fn include(&self, hash: &str) -> bool {
        self.keys.iter().any(|pinned| pinned == hash)
    }
}

/// The papers, as they are sealed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    v: u8,
    pins: Pins,
    /// The newest pinned key set, canonical.
    keys: String,
    grants: Vec<Grant>,
    /// How often the person started anew, as far as this vault knows.
    #[serde(default)]
    names: u32,
    /// When the next credential is fetched.
    pub renew_at: Option<Time>,
}

impl Papers {
    /// Version of what is sealed.
    const VERSION: u8 = 1;

    /// Of an issuer whose pinned key set was fetched, without a credential yet.
    ///
    /// Errors: [`WalletError::Unpinned`] when the set is not the newest pinned one.
    pub fn new(pins: Pins, keys: &KeySet) -> Result<Self, WalletError> {
        if keys.hash() != pins.newest() || *keys.issuer() != pins.issuer()? {
            return Err(WalletError::Unpinned);
        }
        Ok(Self { v: Self::VERSION, pins, keys: keys.to_json(), grants: Vec::new(), names: 0, renew_at: None })
    }

    /// The same papers with newer pins and keys; credentials stay.
    pub fn updated(self, pins: Pins, keys: &KeySet) -> Result<Self, WalletError> {
        if self.pins.issuer != pins.issuer {
            return Err(WalletError::OtherIssuer);
        }
        let fresh = Self::new(pins, keys)?;
        Ok(Self { grants: self.grants, names: self.names, renew_at: self.renew_at, ..fresh })
    }

    /// What is pinned.
    pub fn pins(&self) -> &Pins {
        &self.pins
    }

    /// The key set.
    pub fn key_set(&self) -> Result<KeySet, PresentError> {
        KeySet::from_json(&self.keys)
    }

    /// Whether the credentials held give other pseudonyms than `grant`.
    pub fn renames(&self, grant: &Grant) -> bool {
        self.grants.last().is_some_and(|held| !held.same_names(grant))
    }

    /// Takes up a grant that was accepted; the oldest gives way, and all of them to one with other pseudonyms.
    pub fn add(&mut self, grant: Grant) {
        if self.renames(&grant) {
            self.grants.clear();
            self.names = self.names.saturating_add(1);
        }
        self.grants.retain(|held| held.epoch() != grant.epoch());
        self.grants.push(grant);
        order::by_key(&mut self.grants, Grant::epoch);
        let surplus = self.grants.len().saturating_sub(KEPT);
        self.grants.drain(..surplus);
    }

    /// How often the person started anew: which of their names are the ones of now.
    pub fn names(&self) -> u32 {
        self.names
    }

    /// When the person may start anew, where the issuer said so.
    pub fn resets(&self) -> Option<Resets> {
        self.grants.last().and_then(Grant::resets)
    }

    /// The epoch of the newest credential.
    pub fn latest(&self) -> Option<Epoch> {
        self.grants.last().map(Grant::epoch)
    }

    /// The newest credential that a verifier takes now.
    pub fn current(&self, now: Time) -> Option<Credential> {
        let held = self.grants.iter().rev().find(|grant| grant.epoch().accepted(now))?;
        self.credential(held)
    }

    /// The newest credential, whether or not a verifier still takes it.
    pub fn newest(&self) -> Option<Credential> {
        self.credential(self.grants.last()?)
    }

    fn credential(&self, grant: &Grant) -> Option<Credential> {
        let keys = self.key_set().ok()?;
        grant.credential(keys.get(grant.epoch())?).ok()
    }
}
