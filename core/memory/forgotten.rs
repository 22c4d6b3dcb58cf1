//! What the person had forgotten, so that the next import does not bring it back: salted hashes, never the thing itself.
//!
//! A mark is the first 16 bytes of SHA-256(salt ‖ what), base32. The salt is random and sealed in the vault with the
//! marks, so that without the vault's key nothing can be tried against them.

use std::collections::BTreeSet;

use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::random::{NoRandomness, Random};

use super::{
    candidate::Relation,
    fold::fold,
    index::key,
    model::{Body, Statement},
};

/// The name of the blob.
pub const BLOB: &str = "memory-forgotten";

/// Marks of what was forgotten.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forgotten {
    salt: String,
    marks: BTreeSet<String>,
}

impl Forgotten {
    /// Whether `what` was forgotten.
    pub fn holds(&self, what: &str) -> bool {
        !self.marks.is_empty() && self.marks.contains(&self.mark(what))
    }

    /// From now on `what` is not to be remembered.
    pub fn add(&mut self, what: &str, random: &impl Random) -> Result<(), NoRandomness> {
        if self.salt.is_empty() {
            self.salt = BASE32_NOPAD.encode(&random.array::<32>()?);
        }
        self.marks.insert(self.mark(what));
        Ok(())
    }

    /// The person says it again themselves.
    pub fn take_back(&mut self, what: &str) {
        self.marks.remove(&self.mark(what));
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    fn mark(&self, what: &str) -> String {
        let hash = Sha256::new().chain_update(&self.salt).chain_update(what).finalize();
        let (mark, _) = hash.split_at(16);
        BASE32_NOPAD.encode(mark)
    }
}

/// What makes a statement that statement: subject, relation and object; of a note its text.
pub(super) fn identity(statement: &Statement, text: &str) -> String {
    let object = if statement.relation.as_str() == Relation::NOTE { text } else { &statement.object };
    format!("{}\n{}", key(statement), fold(object))
}

/// The same of a memory; none for kinds that nobody finds again.
pub(super) fn identity_of(body: &Body, text: &str) -> Option<String> {
    match body {
        Body::Fact(statement) | Body::Relationship(statement) => Some(identity(statement, text)),
        Body::Rule(rule) => Some(format!("rule {}\n{}", rule.agent, fold(text))),
        Body::Episode(_) | Body::Entity(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRandom;

    #[test]
    fn marks_recognise_what_was_forgotten_and_do_not_say_it() {
        let mut forgotten = Forgotten::default();
        assert!(!forgotten.holds("netflix"));
        forgotten.add("netflix", &SystemRandom).unwrap();
        assert!(forgotten.holds("netflix") && !forgotten.holds("spotify"));
        let json = serde_json::to_string(&forgotten).unwrap();
        assert!(!json.contains("netflix"));
        let mut again: Forgotten = serde_json::from_str(&json).unwrap();
        assert!(again.holds("netflix"));
        again.take_back("netflix");
        assert!(again.is_empty());

        let mut other = Forgotten::default();
        other.add("netflix", &SystemRandom).unwrap();
        assert!(other.marks.is_disjoint(&forgotten.marks), "another salt, other marks");
    }
}
