//! What a user of the vault wants to happen in one step: appends, rewrites, erasures and blobs, of several namespaces.

use super::{manifest::Covers, namespace::Namespace};

/// Changes that happen in order and together, or not at all: [`super::Vault::write`].
#[derive(Debug, Clone, Default)]
pub struct Changes {
    steps: Vec<Step>,
}

#[derive(Debug, Clone)]
pub(super) enum Step {
    Append { namespace: Namespace, entries: Vec<Vec<u8>> },
    Rewrite { namespace: Namespace, seq: u64, entries: Vec<Vec<u8>> },
    Erase { namespace: Namespace },
    PutBlob { name: String, covers: Covers, plaintext: Vec<u8> },
    DeleteBlob { name: String },
    Recall,
}

impl Changes {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// `entries` as the next segment of `namespace`.
    #[must_use]
    pub fn append(self, namespace: &Namespace, entries: Vec<Vec<u8>>) -> Self {
        self.and(Step::Append { namespace: namespace.clone(), entries })
    }

    /// `entries` in place of those of a segment that is there. None: the segment is removed; the highest of the
    /// namespace stays as an empty one, so that no number is ever given twice.
    #[must_use]
    pub fn rewrite(self, namespace: &Namespace, seq: u64, entries: Vec<Vec<u8>>) -> Self {
        self.and(Step::Rewrite { namespace: namespace.clone(), seq, entries })
    }

    /// Removes a namespace with all that is in it, also what was set aside. Its numbers start over.
    #[must_use]
    pub fn erase(self, namespace: &Namespace) -> Self {
        self.and(Step::Erase { namespace: namespace.clone() })
    }

    /// A blob, in place of one of the same name. The name is stored in the clear.
    #[must_use]
    pub fn put_blob(self, name: &str, plaintext: Vec<u8>) -> Self {
        self.snapshot(name, Covers::default(), plaintext)
    }

    /// A blob that is made of what the vault holds, and goes when something of that is replaced or removed:
    /// [`super::Vault::covers`], [`super::Vault::snapshot_get`].
    #[must_use]
    pub fn snapshot(self, name: &str, covers: Covers, plaintext: Vec<u8>) -> Self {
        self.and(Step::PutBlob { name: name.to_owned(), covers, plaintext })
    }

    /// Removes a blob; fine when there is none.
    #[must_use]
    pub fn delete_blob(self, name: &str) -> Self {
        self.and(Step::DeleteBlob { name: name.to_owned() })
    }

    /// Takes back the keys that were lent: [`super::Vault::lend`].
    #[must_use]
    pub fn recall(self) -> Self {
        self.and(Step::Recall)
    }

    /// These, and then those.
    #[must_use]
    pub fn then(mut self, those: Self) -> Self {
        self.steps.extend(those.steps);
        self
    }

    /// Whether nothing would happen.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    fn and(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }
}
