//! Reading: what the store holds is held against the manifest. Nothing that is damaged hides anything else.

use std::{collections::BTreeMap, ops::RangeInclusive, rc::Rc};

use super::{
    ASIDE, Namespace, Segment, Store, StoreError, Vault, VaultError,
    error::Damage,
    manifest::Manifest,
    seal,
    write::{blob_name, movable, parse_part, part_name},
};

/// Where the manifest lies among the store's blobs.
pub(super) const MANIFEST: &str = "manifest";

/// What is known of the store: its manifest, and how that lies there.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub manifest: Manifest,
    /// As it is stored. `None` before the first write, and in a vault from before there were manifests.
    pub stored: Option<Vec<u8>>,
    /// A manifest that did not open, and why; the one above was made from what lies in the store.
    pub damaged: Option<(Vec<u8>, Damage)>,
}

/// What a check of the whole vault found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Integrity {
    /// Segments that were read and are as they were written.
    pub whole: u64,
    /// Those that are not. What is not missing is kept aside, or left in its place for a newer build.
    pub flaws: Vec<Flaw>,
    /// Segments that were set aside, now or earlier, by namespace and number.
    pub aside: Vec<(Namespace, u64)>,
    /// Blobs that cannot be read.
    pub blobs: Vec<(String, Damage)>,
    /// Why the manifest was made anew from what lies in the store, if it was: it then knows of nothing that is missing.
    pub manifest: Option<Damage>,
}

/// A segment that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Where it belongs.
    pub namespace: Namespace,
    /// Its number there.
    pub seq: u64,
    /// What is wrong.
    pub damage: Damage,
}

impl<S: Store> Vault<S> {
    /// What is known of the store, read where nobody has yet.
    pub(super) async fn known(&self) -> Result<Rc<Known>, VaultError> {
        let known = self.known.borrow().clone();
        if let Some(known) = known {
            return Ok(known);
        }
        let known = Rc::new(self.load_known().await?);
        self.known.replace(Some(known.clone()));
        Ok(known)
    }

    async fn load_known(&self) -> Result<Known, VaultError> {
        let Some(stored) = self.store.blob_get(MANIFEST).await? else {
            if self.keys.are_lent() {
                // Only who can open everything can say what there is.
                return Err(VaultError::Manifest(Damage::Missing));
            }
            let (manifest, plain) = self.listed_by_store().await?;
            // Without any, all is from before there were manifests, or there is nothing yet. Else it was removed.
            let damaged = (!plain).then_some((Vec::new(), Damage::Missing));
            return Ok(Known { manifest, stored: None, damaged });
        };
        let opened = seal::open_manifest(&self.keys, &stored).and_then(|bytes| Manifest::decode(&bytes));
        match opened {
            Ok(manifest) => Ok(Known { manifest, stored: Some(stored), damaged: None }),
            Err(damage @ Damage::UnknownVersion(_)) => Err(VaultError::Manifest(damage)),
            Err(damage) if self.keys.are_lent() => Err(VaultError::Manifest(damage)),
            Err(damage) => {
                let (manifest, _) = self.listed_by_store().await?;
                Ok(Known { manifest, stored: Some(stored.clone()), damaged: Some((stored, damage)) })
            }
        }
    }

    /// A manifest of what lies in the store, and whether all of that is from before there were manifests.
    async fn listed_by_store(&self) -> Result<(Manifest, bool), VaultError> {
        let (mut manifest, mut plain) = (Manifest::default(), true);
        for namespace in self.store.namespaces().await? {
            for (seq, sealed) in self.store.read(&namespace, 0..=u64::MAX).await? {
                plain &= !seal::is_dated(&sealed);
                // What was set aside stays there, although from where nobody knows any more.
                if namespace == ASIDE {
                    manifest.aside.insert(seq, (ASIDE, seq));
                } else {
                    manifest.adopt(&namespace, seq, self.opened_edition(&namespace, seq, &sealed));
                }
            }
        }
        let mut blobs: BTreeMap<String, (u32, u64)> = BTreeMap::new();
        for stored_as in self.store.blobs().await? {
            let Some((name, part)) = parse_part(&stored_as) else { continue };
            let sealed = self.store.blob_get(&stored_as).await?.unwrap_or_default();
            plain &= !seal::is_dated(&sealed);
            let (parts, edition) = blobs.entry(name.to_owned()).or_default();
            *parts = part.saturating_add(1).max(*parts);
            *edition = seal::edition(&sealed).unwrap_or(0).max(*edition);
        }
        for (name, (parts, edition)) in blobs {
            manifest.adopt_blob(&name, parts, edition);
        }
        manifest.begin_anew();
        Ok((manifest, plain))
    }

    /// The edition of a segment that opens; none counts for one that does not.
    fn opened_edition(&self, namespace: &Namespace, seq: u64, sealed: &[u8]) -> u64 {
        let opened = seal::open_segment(&self.keys, namespace, seq, sealed).and_then(|_| seal::edition(sealed));
        opened.unwrap_or(0)
    }

    /// The manifest takes up the segments that are newer than it.
    pub(super) async fn take_up_unlisted(&self, known: &Known) -> Result<(), VaultError> {
        let mut known = known.clone();
        for namespace in self.store.namespaces().await? {
            let from = known.manifest.last(&namespace).map_or(0, |last| last.saturating_add(1));
            for (seq, sealed) in self.store.read(&namespace, from..=u64::MAX).await? {
                known.manifest.adopt(&namespace, seq, self.opened_edition(&namespace, seq, &sealed));
            }
        }
        self.known.replace(Some(Rc::new(known)));
        Ok(())
    }

    /// The highest number in `namespace`, if it has any segment.
    pub async fn last(&self, namespace: &Namespace) -> Result<Option<u64>, VaultError> {
        Ok(self.known().await?.manifest.last(namespace))
    }

    /// Every namespace that has a segment, ascending.
    pub async fn namespaces(&self) -> Result<Vec<Namespace>, VaultError> {
        Ok(self.known().await?.manifest.namespaces().cloned().collect())
    }

    /// The segments of `namespace` whose numbers are in `range`, ascending; numbers may be missing. What the manifest
    /// names and the store does not have is said in its place.
    pub async fn read(&self, namespace: &Namespace, range: RangeInclusive<u64>) -> Result<Vec<Segment>, VaultError> {
        let known = self.known().await?;
        let segments = self.held_against(&known, namespace, range.clone()).await?;
        if segments.iter().all(|segment| segment.entries.is_ok()) || !self.is_outdated(&known).await? {
            return Ok(segments);
        }
        // Somebody else has written since: look again at what is there now.
        let known = self.known().await?;
        self.held_against(&known, namespace, range).await
    }

    /// Whether the stored manifest is another one than this. What is known is then forgotten.
    async fn is_outdated(&self, known: &Known) -> Result<bool, VaultError> {
        let outdated = self.store.blob_get(MANIFEST).await? != known.stored;
        if outdated {
            self.forget_known();
        }
        Ok(outdated)
    }

    pub(super) async fn held_against(
        &self,
        known: &Known,
        namespace: &Namespace,
        range: RangeInclusive<u64>,
    ) -> Result<Vec<Segment>, VaultError> {
        let mut stored: BTreeMap<u64, Vec<u8>> = self.store.read(namespace, range.clone()).await?.into_iter().collect();
        let missing = Segment::missing;
        let mut segments: BTreeMap<u64, Segment> =
            known.manifest.listed(namespace, range).map(|seq| (seq, missing(seq))).collect();
        while let Some((seq, sealed)) = stored.pop_first() {
            let entries = self.open(known, namespace, seq, &sealed);
            segments.insert(seq, Segment { seq, entries });
        }
        Ok(segments.into_values().collect())
    }

    /// A segment's entries, if it is as it was written and no older than the manifest says.
    pub(super) fn open(
        &self,
        known: &Known,
        namespace: &Namespace,
        seq: u64,
        sealed: &[u8],
    ) -> Result<Vec<Vec<u8>>, Damage> {
        let entries = seal::open_segment(&self.keys, namespace, seq, sealed)?;
        if seal::edition(sealed)? < known.manifest.least(namespace, seq) {
            return Err(Damage::RolledBack);
        }
        Ok(entries)
    }

    /// The blob of that name, if there is one.
    ///
    /// Errors: [`VaultError::BadName`], [`VaultError::Blob`] when it is damaged.
    pub async fn blob_get(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
        let known = self.known().await?;
        match self.blob_of(&known, name).await? {
            Err(_) if self.is_outdated(&known).await? => {
                let known = self.known().await?;
                self.blob_of(&known, name).await?
            }
            outcome => outcome,
        }
        .map_err(|damage| VaultError::Blob { name: name.to_owned(), damage })
    }

    async fn blob_of(&self, known: &Known, name: &str) -> Result<Result<Option<Vec<u8>>, Damage>, VaultError> {
        let stored_as = blob_name(name)?;
        let listed = known.manifest.blob(name);
        let (parts, least) = listed.map_or((1, known.manifest.floor()), |blob| (blob.parts, blob.edition));
        let mut whole = Vec::new();
        for part in 0..parts {
            let Some(sealed) = self.store.blob_get(&part_name(&stored_as, name, part)).await? else {
                return Ok(if listed.is_some() { Err(Damage::Missing) } else { Ok(None) });
            };
            let opened = seal::open_part(&self.keys, name, part, &sealed);
            match opened.and_then(|opened| Ok((opened, seal::edition(&sealed)?))) {
                Ok((_, edition)) if edition < least => return Ok(Err(Damage::RolledBack)),
                Ok((mut opened, _)) if parts == 1 => whole = std::mem::take(&mut *opened),
                Ok((opened, _)) => whole.extend_from_slice(&opened),
                Err(damage) => return Ok(Err(damage)),
            }
        }
        Ok(Ok(Some(whole)))
    }

    /// Reads everything and says what is not as it was written. Damaged segments are set aside: never deleted, and in
    /// nobody's way any more. Takes as long as reading the whole vault.
    pub async fn integrity(&self) -> Result<Integrity, VaultError> {
        let mut found = Integrity::default();
        for namespace in self.namespaces().await? {
            for segment in self.read(&namespace, 0..=u64::MAX).await? {
                match segment.entries {
                    Ok(_) => found.whole = found.whole.saturating_add(1),
                    Err(damage) => {
                        found.flaws.push(Flaw { namespace: namespace.clone(), seq: segment.seq, damage });
                    }
                }
            }
        }
        let known = self.known().await?;
        for name in known.manifest.blobs() {
            match self.blob_get(name).await {
                Err(VaultError::Blob { name, damage }) => found.blobs.push((name, damage)),
                outcome => drop(outcome?),
            }
        }
        found.manifest = known.damaged.as_ref().map(|(_, damage)| *damage);
        self.set_aside(&found.flaws).await?;
        found.aside = self.known().await?.manifest.aside.values().cloned().collect();
        Ok(found)
    }

    async fn set_aside(&self, flaws: &[Flaw]) -> Result<(), VaultError> {
        let _turn = self.turn.lock().await;
        let known = self.known().await?;
        let mut damaged = Vec::new();
        for Flaw { namespace, seq, .. } in flaws.iter().filter(|flaw| movable(flaw.damage)) {
            let stored = self.store.read(namespace, *seq..=*seq).await?;
            // What was written anew in the meantime stays.
            damaged.extend(
                stored
                    .into_iter()
                    .filter(|(seq, sealed)| self.open(&known, namespace, *seq, sealed).is_err())
                    .map(|(seq, sealed)| (namespace, seq, sealed)),
            );
        }
        self.commit(|draft| {
            if draft.manifest.writes != known.manifest.writes {
                return Err(StoreError::Changed.into());
            }
            for (namespace, seq, sealed) in &damaged {
                draft.set_aside(namespace, *seq, sealed.clone());
            }
            Ok(())
        })
        .await
    }

    /// The bytes of segments that were set aside, with the place that each was damaged in.
    pub async fn aside(&self) -> Result<Vec<(Namespace, u64, Vec<u8>)>, VaultError> {
        let known = self.known().await?;
        let stored = self.store.read(&ASIDE, 0..=u64::MAX).await?;
        let from = |number: u64| known.manifest.aside.get(&number).cloned();
        Ok(stored.into_iter().filter_map(|(number, bytes)| from(number).map(|(of, seq)| (of, seq, bytes))).collect())
    }
}

impl Segment {
    fn missing(seq: u64) -> Self {
        Self { seq, entries: Err(Damage::Missing) }
    }
}
