//! An issuer's published keys, one an epoch, weeks ahead. Everyone must see the same set: its hash is pinned by wallets
//! and named in every request, so that nobody can be given a key of their own.

use std::{collections::BTreeMap, sync::OnceLock};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::bbs::{PUBLIC_KEY_BYTES, PublicKey};

use super::{Epoch, Origin, PresentError, SCHEMA, decode_exact, encode};

/// The most keys that one set may hold: a year and the grace.
const MAX_KEYS: usize = 64;
/// The longest text of a key set, in bytes.
const MAX_BYTES: usize = 16 * 1024;
const VERSION: u8 = 1;
const SUITE: &str = "BLS12-381-SHA-256";

/// A key set. A key is decoded when it is needed first, and kept: that takes longer than anything else here, and of a set
/// one is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySet {
    issuer: Origin,
    keys: BTreeMap<Epoch, Entry>,
}

/// A key as it was published; inside, what it says.
#[derive(Debug, Clone)]
struct Entry {
    bytes: [u8; PUBLIC_KEY_BYTES],
    key: OnceLock<Option<PublicKey>>,
}

impl Entry {
    fn new(bytes: [u8; PUBLIC_KEY_BYTES]) -> Self {
        Self { bytes, key: OnceLock::new() }
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Entry {}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    v: u8,
    issuer: String,
    schema: String,
    suite: String,
    keys: Vec<WireKey>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireKey {
    epoch: Epoch,
    key: String,
}

impl KeySet {
    /// A set of an issuer's keys.
    pub fn new(issuer: Origin, keys: BTreeMap<Epoch, PublicKey>) -> Self {
        Self { issuer, keys: keys.into_iter().map(|(epoch, key)| (epoch, Entry::new(key.to_bytes()))).collect() }
    }

    /// The issuer's origin.
    pub fn issuer(&self) -> &Origin {
        &self.issuer
    }

    /// The key of an epoch; none where the set has none, or has bytes there that are no key.
    pub fn get(&self, epoch: Epoch) -> Option<PublicKey> {
        let Entry { bytes, key } = self.keys.get(&epoch)?;
        key.get_or_init(|| PublicKey::from_bytes(bytes).ok()).clone()
    }

    /// The epochs that it has keys for, ascending.
    pub fn epochs(&self) -> impl DoubleEndedIterator<Item = Epoch> + '_ {
        self.keys.keys().copied()
    }

    /// The canonical text.
    pub fn to_json(&self) -> String {
        let keys = self.keys.iter().map(|(epoch, key)| WireKey { epoch: *epoch, key: encode(&key.bytes) });
        let wire = Wire {
            v: VERSION,
            issuer: self.issuer.to_string(),
            schema: SCHEMA.to_owned(),
            suite: SUITE.to_owned(),
            keys: keys.collect(),
        };
        // Texts and numbers only: nothing that serde_json could refuse.
        serde_json::to_string(&wire).unwrap_or_default()
    }

    /// Reads a set: epochs ascending, none twice.
    pub fn from_json(text: &str) -> Result<Self, PresentError> {
        let malformed = PresentError::Malformed("key set");
        if text.len() > MAX_BYTES {
            return Err(malformed);
        }
        let wire: Wire = serde_json::from_str(text).map_err(|_| malformed.clone())?;
        if wire.v != VERSION || wire.suite != SUITE || wire.schema != SCHEMA {
            return Err(PresentError::Version("key set"));
        }
        let ascending = wire.keys.is_sorted_by(|a, b| a.epoch < b.epoch);
        if !ascending || wire.keys.is_empty() || wire.keys.len() > MAX_KEYS {
            return Err(malformed);
        }
        let keys = wire
            .keys
            .iter()
            .map(|key| Ok((key.epoch, Entry::new(decode_exact(&key.key, "key")?))))
            .collect::<Result<_, PresentError>>()?;
        Ok(Self { issuer: Origin::parse(&wire.issuer)?, keys })
    }

    /// SHA-256 of the canonical text, as text.
    pub fn hash(&self) -> String {
        encode(&Sha256::digest(self.to_json()))
    }
}
