//! Writing: whatever changes, the manifest that says so is sealed anew and stored in the same commit.

use std::{collections::BTreeSet, rc::Rc};

use super::{
    ASIDE, Batch, Changes, Covers, Namespace, Store, StoreError, Vault, VaultError,
    changes::Step,
    error::Damage,
    keys::Keys,
    lend,
    manifest::Manifest,
    namespace::{BadName, is_name},
    read::{Known, MANIFEST},
    seal,
};
use crate::random::SystemRandom;

/// Bytes of a blob that are sealed at a time, so that a large one needs no second copy of itself.
pub(super) const PART: usize = 4 << 20;

/// How often a write is planned anew because somebody else wrote in between.
const ATTEMPTS: usize = 16;

impl<S: Store> Vault<S> {
    /// Makes all of `changes` or nothing of it, and returns the numbers of the appended segments, in order. Confirmed
    /// means stored: what was returned survives a crash, what was not is there whole or not at all.
    ///
    /// Errors: [`VaultError::TooLarge`] for a segment beyond [`super::MAX_PLAINTEXT`], [`VaultError::NoSuchSegment`],
    /// [`VaultError::Outdated`], [`VaultError::Store`].
    pub async fn write(&self, changes: Changes) -> Result<Vec<u64>, VaultError> {
        let _turn = self.turn.lock().await;
        self.carry_out(&changes).await
    }

    /// The same for who has the turn.
    pub(super) async fn carry_out(&self, changes: &Changes) -> Result<Vec<u64>, VaultError> {
        self.commit(|draft| {
            let mut appended = Vec::new();
            for step in changes.steps() {
                match step {
                    Step::Append { namespace, entries } => appended.push(draft.append(namespace, entries)?),
                    Step::Rewrite { namespace, seq, entries } => draft.rewrite(namespace, *seq, entries)?,
                    Step::Erase { namespace } => draft.erase(namespace)?,
                    Step::PutBlob { name, covers, plaintext } => draft.put_blob(name, covers, plaintext)?,
                    Step::DeleteBlob { name } => draft.delete_blob(name)?,
                    Step::Recall => draft.recall(),
                }
            }
            Ok(appended)
        })
        .await
    }

    /// Seals `entries` as the next segment of `namespace` and returns its number; as [`Vault::write`].
    pub async fn append(&self, namespace: &Namespace, entries: &[Vec<u8>]) -> Result<u64, VaultError> {
        let _turn = self.turn.lock().await;
        self.commit(|draft| draft.append(namespace, entries)).await
    }

    /// Replaces whole segments, all of them or none. No entries: the segment is removed; the highest of the namespace
    /// stays as an empty one, so that no number is ever given twice.
    ///
    /// Errors: [`VaultError::NoSuchSegment`] for a number beyond the last.
    pub async fn rewrite(&self, namespace: &Namespace, segments: Vec<(u64, Vec<Vec<u8>>)>) -> Result<(), VaultError> {
        let changes = segments.into_iter();
        let all = changes.fold(Changes::new(), |all, (seq, entries)| all.rewrite(namespace, seq, entries));
        self.write(all).await.map(drop)
    }

    /// Removes `namespace`, all of it or nothing. Its numbers start over.
    pub async fn erase_namespace(&self, namespace: &Namespace) -> Result<(), VaultError> {
        self.write(Changes::new().erase(namespace)).await.map(drop)
    }

    /// Seals a blob, in place of one of the same name. The name is stored in the clear.
    pub async fn blob_put(&self, name: &str, plaintext: &[u8]) -> Result<(), VaultError> {
        let _turn = self.turn.lock().await;
        self.commit(|draft| draft.put_blob(name, &Covers::default(), plaintext)).await
    }

    /// Removes a blob; fine when there is none.
    pub async fn blob_delete(&self, name: &str) -> Result<(), VaultError> {
        self.write(Changes::new().delete_blob(name)).await.map(drop)
    }

    /// Plans a write on what is known, and stores it with the manifest that says so; plans it anew when somebody else
    /// wrote in between. Whoever calls this has the turn.
    pub(super) async fn commit<T>(&self, plan: impl Fn(&mut Draft) -> Result<T, VaultError>) -> Result<T, VaultError> {
        for _ in 0..ATTEMPTS {
            let known = self.known().await?;
            let mut draft = Draft::new(&self.keys, &known);
            let made = plan(&mut draft)?;
            if !draft.anew && draft.batch.is_empty() && draft.manifest == known.manifest {
                return Ok(made);
            }
            let (batch, next) = draft.sealed(&known)?;
            match self.store.commit(&batch).await {
                Ok(()) => {
                    self.known.replace(Some(Rc::new(next)));
                    return Ok(made);
                }
                Err(StoreError::Changed) => self.forget_known(),
                // A segment that the manifest knows nothing of: an old manifest was brought back.
                Err(StoreError::Conflict { .. }) if !self.keys.are_lent() => self.take_up_unlisted(&known).await?,
                Err(error) => {
                    // Whether it arrived is not known, unless there was no room for it.
                    self.forget_known();
                    return Err(error.into());
                }
            }
        }
        Err(StoreError::Changed.into())
    }

    pub(super) fn forget_known(&self) {
        self.known.replace(None);
    }
}

/// A write that is being planned: what goes to the store, and the manifest as it will be.
pub(super) struct Draft<'a> {
    keys: &'a Keys,
    pub(super) batch: Batch,
    pub(super) manifest: Manifest,
    /// The manifest is sealed anew even when nothing in it changes.
    pub(super) anew: bool,
    /// Namespaces whose next edition this write has opened.
    reopened: BTreeSet<Namespace>,
}

impl<'a> Draft<'a> {
    fn new(keys: &'a Keys, known: &Known) -> Self {
        Self { keys, batch: Batch::new(), manifest: known.manifest.clone(), anew: false, reopened: BTreeSet::new() }
    }

    fn also(&mut self, step: impl FnOnce(Batch) -> Batch) {
        self.batch = step(std::mem::take(&mut self.batch));
    }

    fn append(&mut self, namespace: &Namespace, entries: &[Vec<u8>]) -> Result<u64, VaultError> {
        if *namespace == ASIDE {
            return Err(BadName.into());
        }
        self.keys.may_write(namespace.as_str())?;
        let (seq, edition) = self.manifest.append(namespace);
        let sealed = seal::segment(self.keys, (namespace, seq, edition), entries, &SystemRandom)?;
        self.also(|batch| batch.add(namespace, seq, sealed));
        Ok(seq)
    }

    /// A segment's new entries; none removes it, unless it is the last.
    pub(super) fn rewrite(&mut self, namespace: &Namespace, seq: u64, entries: &[Vec<u8>]) -> Result<(), VaultError> {
        let last = self.manifest.last(namespace);
        if last.is_none_or(|last| seq > last) {
            return Err(VaultError::NoSuchSegment(seq));
        }
        self.keys.may_write(namespace.as_str())?;
        self.reopen(namespace);
        if entries.is_empty() && last != Some(seq) {
            self.manifest.remove(namespace, seq);
            self.also(|batch| batch.remove(namespace, seq));
        } else {
            let edition = self.manifest.replace(namespace, seq);
            let sealed = seal::segment(self.keys, (namespace, seq, edition), entries, &SystemRandom)?;
            self.also(|batch| batch.put(namespace, seq, sealed));
        }
        Ok(())
    }

    /// What is replaced or removed from now on is so in the next edition; snapshots of this one go.
    fn reopen(&mut self, namespace: &Namespace) {
        if self.reopened.insert(namespace.clone()) {
            for (name, parts) in self.manifest.reopen(namespace) {
                self.remove_parts(&name, 0..parts);
            }
        }
    }

    fn erase(&mut self, namespace: &Namespace) -> Result<(), VaultError> {
        self.keys.may_write(namespace.as_str())?;
        self.reopened.remove(namespace);
        self.reopen(namespace);
        let aside = self.manifest.erase(namespace);
        self.also(|batch| {
            aside.into_iter().fold(batch.remove_all(namespace), |batch, number| batch.remove(&ASIDE, number))
        });
        Ok(())
    }

    fn put_blob(&mut self, name: &str, covers: &Covers, plaintext: &[u8]) -> Result<(), VaultError> {
        let stored_as = blob_name(name)?;
        self.keys.may_write(name)?;
        if !self.manifest.fits(covers) {
            return Err(VaultError::Outdated);
        }
        let parts: Vec<&[u8]> = if plaintext.is_empty() { vec![plaintext] } else { plaintext.chunks(PART).collect() };
        let count = u32::try_from(parts.len()).map_err(|_| VaultError::TooLarge)?;
        let (edition, had) = self.manifest.put_blob(name, count, covers.clone());
        for (number, part) in (0..count).zip(parts) {
            let sealed = seal::part(self.keys, (name, number, edition), part, &SystemRandom)?;
            self.also(|batch| batch.put_blob(&part_name(&stored_as, name, number), sealed));
        }
        self.remove_parts(name, count..had);
        Ok(())
    }

    fn delete_blob(&mut self, name: &str) -> Result<(), VaultError> {
        let stored_as = blob_name(name)?;
        self.keys.may_write(name)?;
        let had = self.manifest.remove_blob(name);
        self.remove_parts(name, 1..had);
        // Also one that somebody brought back.
        self.also(|batch| batch.remove_blob(&stored_as));
        Ok(())
    }

    /// Keys that were lent open nothing from now on.
    fn recall(&mut self) {
        self.also(|batch| batch.remove_blob(lend::NAME));
    }

    fn remove_parts(&mut self, name: &str, parts: std::ops::Range<u32>) {
        let stored_as = format!("{BLOB_PREFIX}{name}");
        self.also(|batch| parts.fold(batch, |batch, part| batch.remove_blob(&part_name(&stored_as, name, part))));
    }

    /// Takes a damaged segment out of its place and keeps it, as it is.
    pub(super) fn set_aside(&mut self, namespace: &Namespace, seq: u64, sealed: Vec<u8>) {
        let number = self.manifest.set_aside(namespace, seq);
        self.also(|batch| batch.remove(namespace, seq).put(&ASIDE, number, sealed));
    }

    /// What is to be stored, and what is known once it is.
    fn sealed(mut self, known: &Known) -> Result<(Batch, Known), VaultError> {
        if let Some((bytes, _)) = &known.damaged {
            self.set_aside(&Namespace::literal(MANIFEST), self.manifest.writes, bytes.clone());
        }
        self.manifest.writes = self.manifest.writes.saturating_add(1);
        let sealed = seal::manifest(self.keys, &self.manifest.encode(), &SystemRandom)?;
        let batch = self.batch.expect_blob(MANIFEST, known.stored.clone()).put_blob(MANIFEST, sealed.clone());
        Ok((batch, Known { manifest: self.manifest, stored: Some(sealed), damaged: None }))
    }
}

/// Blobs of the vault's users, among the store's blobs.
pub(super) const BLOB_PREFIX: &str = "blob.";
/// The second and further parts of such a blob.
const PART_PREFIX: &str = "part.";

/// Where the first part of a blob lies.
pub(super) fn blob_name(name: &str) -> Result<String, BadName> {
    if is_name(name) { Ok(format!("{BLOB_PREFIX}{name}")) } else { Err(BadName) }
}

/// Where a part of a blob lies, whose first lies at `first`.
pub(super) fn part_name(first: &str, name: &str, part: u32) -> String {
    if part == 0 { first.to_owned() } else { format!("{PART_PREFIX}{part}.{name}") }
}

/// The blob and the part that lie under a name of the store.
pub(super) fn parse_part(stored_as: &str) -> Option<(&str, u32)> {
    if let Some(name) = stored_as.strip_prefix(BLOB_PREFIX) {
        return Some((name, 0));
    }
    let (part, name) = stored_as.strip_prefix(PART_PREFIX)?.split_once('.')?;
    Some((name, part.parse().ok()?))
}

/// Whether bytes in this state can be kept apart for later: what a newer build wrote or somebody else has the
/// key of is no damage, and what is missing cannot be moved.
pub(super) fn movable(damage: Damage) -> bool {
    !matches!(damage, Damage::UnknownVersion(_) | Damage::Missing | Damage::OutOfScope)
}
