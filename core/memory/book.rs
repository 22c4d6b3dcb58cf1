//! The book: every memory that is held, and a draft of changes to it. A draft becomes true when `log` has stored it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::order;

use super::{
    error::MemoryError,
    fold::fold,
    forgotten::Forgotten,
    index::{self, Index, Key, Name, entity_names, key},
    model::{Memory, MemoryId, MemoryKind, Standing},
};

/// One memory and where its versions lie in the vault.
#[derive(Debug)]
pub(super) struct Held {
    pub memory: Memory,
    /// Segments that hold a version of it; the newest is in the last.
    pub segments: Vec<u64>,
    /// Bytes of its newest entry.
    pub bytes: usize,
}

/// Everything that is remembered besides the evidence.
#[derive(Debug, Default)]
pub struct Book {
    pub(super) held: HashMap<MemoryId, Held>,
    pub(super) index: Index,
    pub(super) forgotten: Forgotten,
    /// How many entries each readable segment has.
    pub(super) segments: BTreeMap<(MemoryKind, u64), usize>,
    pub(super) damaged: usize,
}

impl Book {
    /// Every memory, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Memory> {
        self.held.values().map(|held| &held.memory)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.held.len()
    }

    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.held.is_empty()
    }

    /// One memory.
    pub fn get(&self, id: &MemoryId) -> Option<&Memory> {
        self.held.get(id).map(|held| &held.memory)
    }

    /// Segments, and entries within segments, that could not be read. They stay in the store.
    pub fn damaged(&self) -> usize {
        self.damaged
    }

    /// How many memories name an entity.
    pub fn mentions(&self, entity: &Memory) -> usize {
        entity_names(entity).iter().map(|name| self.index.naming(name).len()).sum()
    }

    /// An entity and the memories that name it.
    pub fn about(&self, entity: &MemoryId) -> Vec<&Memory> {
        let Some(entity) = self.get(entity) else { return Vec::new() };
        let names = entity_names(entity);
        let naming = names.iter().flat_map(|name| self.index.naming(name)).filter_map(|id| self.get(id));
        std::iter::once(entity).chain(naming).collect()
    }

    /// A draft of changes.
    pub fn draft(&self) -> Draft<'_> {
        Draft { book: self, put: BTreeMap::new(), gone: BTreeSet::new(), index: Index::default(), forgotten: None }
    }
}

/// Changes that are not stored yet, over the book they are made to. Lookups see the changes.
#[derive(Debug)]
pub struct Draft<'a> {
    book: &'a Book,
    put: BTreeMap<MemoryId, Memory>,
    gone: BTreeSet<MemoryId>,
    index: Index,
    forgotten: Option<Forgotten>,
}

/// What a draft changes.
#[derive(Debug, Default)]
pub struct Edit {
    pub(super) put: Vec<Memory>,
    pub(super) gone: BTreeSet<MemoryId>,
    pub(super) forgotten: Option<Forgotten>,
}

impl Edit {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.put.is_empty() && self.gone.is_empty() && self.forgotten.is_none()
    }

    /// The memories that are new or different.
    pub fn changed(&self) -> &[Memory] {
        &self.put
    }

    /// The memories that go.
    pub fn removed(&self) -> &BTreeSet<MemoryId> {
        &self.gone
    }
}

impl Draft<'_> {
    /// One memory, as it would be.
    pub fn get(&self, id: &MemoryId) -> Option<&Memory> {
        if self.gone.contains(id) {
            return None;
        }
        self.put.get(id).or_else(|| self.book.get(id))
    }

    /// One memory, or the error that it is not here.
    pub fn want(&self, id: &MemoryId) -> Result<&Memory, MemoryError> {
        self.get(id).ok_or_else(|| MemoryError::Unknown(id.clone()))
    }

    /// Every memory, as it would be.
    pub fn all(&self) -> impl Iterator<Item = &Memory> {
        let untouched = |memory: &&Memory| !self.put.contains_key(&memory.id) && !self.gone.contains(&memory.id);
        self.book.all().filter(untouched).chain(self.put.values())
    }

    /// A new memory, or another version of one.
    pub fn put(&mut self, mut memory: Memory) {
        if let Some(stored) = self.book.get(&memory.id) {
            memory.revision = stored.revision.saturating_add(1);
        }
        self.gone.remove(&memory.id);
        if let Some(before) = self.put.get(&memory.id) {
            self.index.remove(before);
        }
        self.index.add(&memory);
        self.put.insert(memory.id.clone(), memory);
    }

    /// Changes one memory, if it is here.
    pub fn change(&mut self, id: &MemoryId, change: impl FnOnce(&mut Memory)) {
        if let Some(mut memory) = self.get(id).cloned() {
            change(&mut memory);
            self.put(memory);
        }
    }

    /// Takes a memory away, with the entities that nothing names any more.
    pub fn remove(&mut self, id: &MemoryId) {
        let Some(memory) = self.get(id).cloned() else { return };
        if let Some(before) = self.put.remove(id) {
            self.index.remove(&before);
        }
        if self.book.get(id).is_some() {
            self.gone.insert(id.clone());
        }
        for entity in self.named_by(&memory) {
            self.drop_unnamed(&entity);
        }
    }

    /// Statements of this subject and relation.
    pub fn with_key(&self, wanted: &Key) -> Vec<&Memory> {
        let found = self.found(self.book.index.with_key(wanted), self.index.with_key(wanted));
        found.into_iter().filter(|memory| memory.statement().is_some_and(|it| key(it) == *wanted)).collect()
    }

    /// The entity of that name.
    pub fn entity(&self, name: &Name) -> Option<&Memory> {
        let found = self.found(self.book.index.entities(name), self.index.entities(name));
        found.into_iter().find(|memory| entity_names(memory).contains(name))
    }

    /// Statements that name this entity by any of its names.
    pub fn naming(&self, entity: &Memory) -> Vec<&Memory> {
        let mut found = Vec::new();
        for name in entity_names(entity) {
            let here = self.found(self.book.index.naming(&name), self.index.naming(&name));
            found.extend(here.into_iter().filter(|memory| {
                memory.statement().is_some_and(|statement| {
                    index::names(statement).iter().any(|(kind, named)| (*kind, fold(named)) == name)
                })
            }));
        }
        order::by(&mut found, |one, other| one.id.cmp(&other.id));
        found.dedup_by(|one, other| one.id == other.id);
        found
    }

    /// The entities that a memory names.
    pub fn named_by(&self, memory: &Memory) -> Vec<MemoryId> {
        let Some(statement) = memory.statement() else { return Vec::new() };
        let names = index::names(statement).into_iter().map(|(kind, name)| (kind, fold(name)));
        names.filter_map(|name| self.entity(&name).map(|entity| entity.id.clone())).collect()
    }

    /// Bytes of a memory, as stored; of a new one about that.
    pub(super) fn size(&self, memory: &Memory) -> usize {
        self.book.held.get(&memory.id).map_or(memory.text.len() * 2 + 400, |held| held.bytes)
    }

    /// What was forgotten, to be changed.
    pub fn forgotten(&mut self) -> &mut Forgotten {
        self.forgotten.get_or_insert_with(|| self.book.forgotten.clone())
    }

    /// Whether the person had this forgotten.
    pub fn is_forgotten(&self, what: &str) -> bool {
        self.forgotten.as_ref().unwrap_or(&self.book.forgotten).holds(what)
    }

    /// What changes.
    pub fn finish(self) -> Edit {
        let put = self.put.into_values().filter(|memory| self.book.get(&memory.id) != Some(memory)).collect();
        Edit { put, gone: self.gone, forgotten: self.forgotten }
    }

    /// Takes an entity away that nothing names any more.
    pub(super) fn drop_unnamed(&mut self, entity: &MemoryId) {
        let named = self
            .get(entity)
            .is_some_and(|entity| self.naming(entity).iter().any(|memory| memory.standing != Standing::Review));
        if !named {
            if let Some(before) = self.put.remove(entity) {
                self.index.remove(&before);
            }
            if self.book.get(entity).is_some() {
                self.gone.insert(entity.clone());
            }
        }
    }

    fn found(&self, stored: &[MemoryId], drafted: &[MemoryId]) -> Vec<&Memory> {
        let stored = stored.iter().filter(|id| !self.put.contains_key(*id));
        stored.chain(drafted).filter_map(|id| self.get(id)).collect()
    }
}
