//! The book in the vault: each version of a memory is one JSON entry in the namespace of its kind; the highest revision
//! is right. Docs: docs/formats/memory.md.

use std::collections::{BTreeMap, BTreeSet};

use crate::vault::{Changes, Store, Vault};

use super::{
    book::{Book, Edit, Held},
    error::MemoryError,
    forgotten,
    model::{Memory, MemoryId, MemoryKind},
};

/// Entries a segment, at most.
const SEGMENT_ENTRIES: usize = 250;
/// Segments read at a time while opening.
const READ_SEGMENTS: u64 = 16;
/// Segments made one at a time.
const COMPACT_SEGMENTS: usize = 64;
/// Segments of a kind below which nothing is worth compacting.
const FEW_SEGMENTS: usize = 8;

/// What is to be written, worked out while the book was at hand.
#[derive(Debug, Default)]
pub struct Plan {
    /// New entries, by kind.
    append: BTreeMap<MemoryKind, Vec<(MemoryId, Vec<u8>)>>,
    /// Segments to be rewritten without the memories that go.
    rewrite: BTreeSet<(MemoryKind, u64)>,
    /// Segments to be removed whole: what of them is still right is among the new entries.
    replaced: BTreeSet<(MemoryKind, u64)>,
    edit: Edit,
}

/// What was written.
#[derive(Debug)]
pub struct Written {
    plan: Plan,
    /// The segment of each new entry.
    segments: Vec<(MemoryId, u64, usize)>,
    /// New and rewritten segments, with how many entries they have.
    counts: Vec<((MemoryKind, u64), usize)>,
}

impl Book {
    /// Reads every version of every memory. Damaged segments are counted and left alone.
    pub async fn load<S: Store>(vault: &Vault<S>) -> Result<Self, MemoryError> {
        let mut book = Self::default();
        if let Some(bytes) = vault.blob_get(forgotten::BLOB).await? {
            match serde_json::from_slice(&bytes) {
                Ok(forgotten) => book.forgotten = forgotten,
                Err(_) => book.damaged += 1,
            }
        }
        for kind in MemoryKind::ALL {
            let namespace = kind.namespace();
            let Some(last) = vault.last(&namespace).await? else { continue };
            let mut from = 0;
            while from <= last {
                let to = last.min(from.saturating_add(READ_SEGMENTS - 1));
                for segment in vault.read(&namespace, from..=to).await? {
                    match segment.entries {
                        Ok(entries) => book.read_segment(kind, segment.seq, &entries),
                        Err(_) => book.damaged += 1,
                    }
                }
                from = to.saturating_add(1);
            }
        }
        Ok(book)
    }

    fn read_segment(&mut self, kind: MemoryKind, seq: u64, entries: &[Vec<u8>]) {
        let mut readable = true;
        for entry in entries {
            match serde_json::from_slice::<Memory>(entry) {
                Ok(memory) if memory.kind() == kind => self.hold(memory, seq, entry.len()),
                Ok(_) | Err(_) => readable = false,
            }
        }
        if readable {
            self.segments.insert((kind, seq), entries.len());
        } else {
            // Never compacted: what this build cannot read, another may.
            self.damaged += 1;
        }
    }

    /// Takes up a version that lies in segment `seq`, the newest of the vault so far.
    fn hold(&mut self, memory: Memory, seq: u64, bytes: usize) {
        let mut segments = match self.held.remove(&memory.id) {
            Some(held) if held.memory.revision > memory.revision => {
                let mut segments = held.segments;
                segments.insert(0, seq);
                self.held.insert(memory.id.clone(), Held { segments, ..held });
                return;
            }
            Some(held) => {
                self.index.remove(&held.memory);
                held.segments
            }
            None => Vec::new(),
        };
        segments.retain(|segment| *segment != seq);
        segments.push(seq);
        self.index.add(&memory);
        self.held.insert(memory.id.clone(), Held { memory, segments, bytes });
    }

    fn release(&mut self, id: &MemoryId) {
        if let Some(held) = self.held.remove(id) {
            self.index.remove(&held.memory);
        }
    }

    /// What has to be written for `edit`.
    pub fn plan(&self, edit: Edit) -> Result<Plan, MemoryError> {
        let mut plan = Plan::default();
        for memory in &edit.put {
            plan.append(memory)?;
        }
        for id in &edit.gone {
            let Some(held) = self.held.get(id) else { continue };
            plan.rewrite.extend(held.segments.iter().map(|seq| (held.memory.kind(), *seq)));
        }
        Ok(Plan { edit, ..plan })
    }

    /// The next step of compaction: many small segments, or much in them that is out of date, become few that are full.
    /// `None` when there is nothing to be gained.
    pub fn plan_compaction(&self) -> Result<Option<Plan>, MemoryError> {
        let mut live: BTreeMap<(MemoryKind, u64), usize> = BTreeMap::new();
        for held in self.held.values() {
            if let Some(seq) = held.segments.last() {
                *live.entry((held.memory.kind(), *seq)).or_default() += 1;
            }
        }
        for kind in MemoryKind::ALL {
            let of_kind = self.segments.range((kind, 0)..=(kind, u64::MAX));
            let is_worn = |at: &(MemoryKind, u64), entries: usize| {
                entries < SEGMENT_ENTRIES / 2 || live.get(at).is_none_or(|live| live * 2 < entries)
            };
            let worn: BTreeSet<(MemoryKind, u64)> = of_kind
                .filter(|(at, entries)| is_worn(at, **entries))
                .map(|(at, _)| *at)
                .take(COMPACT_SEGMENTS)
                .collect();
            if worn.len() < FEW_SEGMENTS {
                continue;
            }
            let mut plan = Plan { replaced: worn, ..Plan::default() };
            for held in self.held.values() {
                let newest = held.segments.last().copied();
                if held.memory.kind() == kind && newest.is_some_and(|seq| plan.replaced.contains(&(kind, seq))) {
                    plan.append(&held.memory)?;
                }
            }
            return Ok(Some(plan));
        }
        Ok(None)
    }

    /// Takes up what was stored.
    pub fn take_up(&mut self, written: Written) {
        let Written { plan, segments, counts } = written;
        for (kind, seq) in &plan.replaced {
            self.segments.remove(&(*kind, *seq));
        }
        for held in self.held.values_mut() {
            let kind = held.memory.kind();
            held.segments.retain(|seq| !plan.replaced.contains(&(kind, *seq)));
        }
        for (at, entries) in counts {
            if entries == 0 {
                self.segments.remove(&at);
            } else {
                self.segments.insert(at, entries);
            }
        }
        for id in &plan.edit.gone {
            self.release(id);
        }
        let mut put: BTreeMap<MemoryId, Memory> =
            plan.edit.put.into_iter().map(|memory| (memory.id.clone(), memory)).collect();
        for (id, seq, bytes) in segments {
            let compacted = || self.held.get(&id).map(|held| held.memory.clone());
            if let Some(memory) = put.remove(&id).or_else(compacted) {
                self.hold(memory, seq, bytes);
            }
        }
        if let Some(forgotten) = plan.edit.forgotten {
            self.forgotten = forgotten;
        }
    }
}

impl Written {
    /// The memories that changed or went.
    pub fn edit(&self) -> &Edit {
        &self.plan.edit
    }
}

impl Plan {
    fn append(&mut self, memory: &Memory) -> Result<(), MemoryError> {
        let bytes = serde_json::to_vec(memory).map_err(|_| MemoryError::UnwritableMemory(memory.id.clone()))?;
        self.append.entry(memory.kind()).or_default().push((memory.id.clone(), bytes));
        Ok(())
    }

    /// Whether nothing is to be written.
    pub fn is_empty(&self) -> bool {
        self.append.is_empty() && self.rewrite.is_empty() && self.replaced.is_empty() && self.edit.is_empty()
    }

    /// The memories that change or go.
    pub fn edit(&self) -> &Edit {
        &self.edit
    }
}

impl Plan {
    /// Writes it in one step, together with what `also` adds. When this returns it is on disk; until then nothing is.
    pub async fn write<S: Store>(
        mut self,
        vault: &Vault<S>,
        also: impl FnOnce(Changes) -> Changes,
    ) -> Result<Written, MemoryError> {
        let (mut changes, mut counts) = (Changes::new(), Vec::new());
        for (kind, seq) in std::mem::take(&mut self.rewrite) {
            let namespace = kind.namespace();
            for segment in vault.read(&namespace, seq..=seq).await? {
                let Ok(entries) = segment.entries else { continue };
                let kept: Vec<Vec<u8>> = entries.into_iter().filter(|entry| !self.goes(entry)).collect();
                counts.push(((kind, seq), kept.len()));
                changes = changes.rewrite(&namespace, seq, kept);
            }
        }
        for (kind, seq) in &self.replaced {
            changes = changes.rewrite(&kind.namespace(), *seq, Vec::new());
        }
        let mut groups = Vec::new();
        for (kind, entries) in std::mem::take(&mut self.append) {
            let mut entries = entries.into_iter();
            loop {
                let (ids, group): (Vec<_>, Vec<_>) =
                    entries.by_ref().take(SEGMENT_ENTRIES).map(|(id, bytes)| ((id, bytes.len()), bytes)).unzip();
                if group.is_empty() {
                    break;
                }
                changes = changes.append(&kind.namespace(), group);
                groups.push((kind, ids));
            }
        }
        if let Some(forgotten) = &self.edit.forgotten {
            let bytes = serde_json::to_vec(forgotten).map_err(|_| MemoryError::Impossible("it cannot be forgotten"))?;
            changes = changes.put_blob(forgotten::BLOB, bytes);
        }
        let numbers = vault.write(also(changes)).await?;
        let mut segments = Vec::new();
        for ((kind, ids), seq) in groups.into_iter().zip(numbers) {
            counts.push(((kind, seq), ids.len()));
            segments.extend(ids.into_iter().map(|(id, bytes)| (id, seq, bytes)));
        }
        Ok(Written { plan: self, segments, counts })
    }

    fn goes(&self, entry: &[u8]) -> bool {
        serde_json::from_slice::<Memory>(entry).is_ok_and(|memory| self.edit.gone.contains(&memory.id))
    }
}

#[cfg(test)]
pub(super) mod testing {
    //! A book without a vault.

    use super::*;

    /// What `edit` would be once it is stored, in segments that nobody reads.
    pub(in super::super) fn stored(edit: Edit) -> Written {
        let segments = edit.put.iter().map(|memory| (memory.id.clone(), 0, 0)).collect();
        Written { plan: Plan { edit, ..Plan::default() }, segments, counts: Vec::new() }
    }
}
