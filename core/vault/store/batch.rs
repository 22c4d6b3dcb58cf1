//! What one commit does: steps that happen together, and what has to hold before them.

use std::collections::{BTreeMap, BTreeSet};

use super::{StoreError, check_blob_name, check_seq};
use crate::vault::namespace::Namespace;

/// Changes that happen in order and together, or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    expects: Option<(String, Option<Vec<u8>>)>,
    steps: Vec<Step>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Put { namespace: Namespace, seq: u64, sealed: Vec<u8> },
    Add { namespace: Namespace, seq: u64, sealed: Vec<u8> },
    Remove { namespace: Namespace, seq: u64 },
    RemoveAll { namespace: Namespace },
    PutBlob { name: String, bytes: Vec<u8> },
    RemoveBlob { name: String },
}

impl Batch {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes a segment, in place of one of the same number, which is at most [`super::MAX_SEQ`].
    #[must_use]
    pub fn put(self, namespace: &Namespace, seq: u64, sealed: Vec<u8>) -> Self {
        self.and(Step::Put { namespace: namespace.clone(), seq, sealed })
    }

    /// Writes a new segment: [`StoreError::Conflict`] when the number is taken.
    #[must_use]
    pub fn add(self, namespace: &Namespace, seq: u64, sealed: Vec<u8>) -> Self {
        self.and(Step::Add { namespace: namespace.clone(), seq, sealed })
    }

    /// Removes a segment; fine when there is none.
    #[must_use]
    pub fn remove(self, namespace: &Namespace, seq: u64) -> Self {
        self.and(Step::Remove { namespace: namespace.clone(), seq })
    }

    /// Removes every segment of a namespace.
    #[must_use]
    pub fn remove_all(self, namespace: &Namespace) -> Self {
        self.and(Step::RemoveAll { namespace: namespace.clone() })
    }

    /// Writes a blob, in place of one of the same name. Names follow [`Namespace`]'s rule, up to 80 characters.
    #[must_use]
    pub fn put_blob(self, name: &str, bytes: Vec<u8>) -> Self {
        self.and(Step::PutBlob { name: name.to_owned(), bytes })
    }

    /// Removes a blob; fine when there is none.
    #[must_use]
    pub fn remove_blob(self, name: &str) -> Self {
        self.and(Step::RemoveBlob { name: name.to_owned() })
    }

    /// Only if this blob is as it was last seen: [`StoreError::Changed`] otherwise. At most one such condition.
    #[must_use]
    pub fn expect_blob(mut self, name: &str, bytes: Option<Vec<u8>>) -> Self {
        self.expects = Some((name.to_owned(), bytes));
        self
    }

    fn and(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The blob that has to be as last seen, and how that was.
    pub(super) fn expects(&self) -> Option<(&str, Option<&[u8]>)> {
        self.expects.as_ref().map(|(name, bytes)| (name.as_str(), bytes.as_deref()))
    }

    /// Whether the blob it depends on is as it should be.
    pub(super) fn expected(&self, stored: Option<&[u8]>) -> Result<(), StoreError> {
        match &self.expects {
            Some((_, bytes)) if bytes.as_deref() != stored => Err(StoreError::Changed),
            _ => Ok(()),
        }
    }

    /// Whether this batch, whose condition does not hold any more, is itself why: what it would make of that blob is there.
    #[cfg(all(feature = "web", target_arch = "wasm32"))]
    pub(super) fn arrived(&self, stored: Option<&[u8]>) -> bool {
        let Some((name, _)) = &self.expects else { return false };
        self.steps.iter().rev().any(|step| matches!(step, Step::PutBlob { name: put, bytes } if put == name && Some(bytes.as_slice()) == stored))
    }

    /// Refuses numbers and names that no backend could keep.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        self.expects.iter().try_for_each(|(name, _)| check_blob_name(name))?;
        self.steps.iter().try_for_each(|step| match step {
            Step::Put { seq, .. } | Step::Add { seq, .. } => check_seq(*seq),
            Step::Remove { .. } | Step::RemoveAll { .. } => Ok(()),
            Step::PutBlob { name, .. } | Step::RemoveBlob { name } => check_blob_name(name),
        })
    }

    /// Refuses to add a number that is taken when its turn comes; `taken` says what is there before the batch.
    pub(super) fn check_added(
        &self,
        taken: impl Fn(&Namespace, u64) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        let mut known: BTreeMap<(&Namespace, u64), bool> = BTreeMap::new();
        let mut emptied: BTreeSet<&Namespace> = BTreeSet::new();
        for step in &self.steps {
            match step {
                Step::Add { namespace, seq, .. } => {
                    let there = match known.get(&(namespace, *seq)) {
                        Some(there) => *there,
                        None => !emptied.contains(namespace) && taken(namespace, *seq)?,
                    };
                    if there {
                        return Err(StoreError::Conflict { seq: *seq });
                    }
                    known.insert((namespace, *seq), true);
                }
                Step::Put { namespace, seq, .. } => drop(known.insert((namespace, *seq), true)),
                Step::Remove { namespace, seq } => drop(known.insert((namespace, *seq), false)),
                Step::RemoveAll { namespace } => {
                    known.retain(|(of, _), _| of != &namespace);
                    emptied.insert(namespace);
                }
                Step::PutBlob { .. } | Step::RemoveBlob { .. } => {}
            }
        }
        Ok(())
    }
}

impl FromIterator<Step> for Batch {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        Self { expects: None, steps: steps.into_iter().collect() }
    }
}
