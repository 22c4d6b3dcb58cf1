//! By what memories are found without searching: what is said of whom, and who is named where.

use std::collections::HashMap;

use crate::order;

use super::{
    candidate::{EntityKind, Subject},
    fold::fold,
    model::{Body, Memory, MemoryId, Statement},
};

/// A subject and a relation: what contradicts or confirms a statement has the same.
pub(super) type Key = String;
/// An entity by its kind and its folded name.
pub(super) type Name = (EntityKind, String);

/// The key of a statement.
pub(super) fn key(statement: &Statement) -> Key {
    match &statement.subject {
        Subject::You => format!("\n{}", statement.relation),
        Subject::Entity { kind, name } => format!("{} {}\n{}", kind.name(), fold(name), statement.relation),
    }
}

/// The entities that a statement names: its subject, and the object of a relationship.
pub(super) fn names(statement: &Statement) -> Vec<(EntityKind, &str)> {
    let subject = match &statement.subject {
        Subject::You => None,
        Subject::Entity { kind, name } => Some((*kind, name.as_str())),
    };
    let object = statement.relation.object_kind().map(|kind| (kind, statement.object.as_str()));
    subject.into_iter().chain(object).collect()
}

/// The look-up tables over some memories.
#[derive(Debug, Default)]
pub(super) struct Index {
    statements: HashMap<Key, Vec<MemoryId>>,
    naming: HashMap<Name, Vec<MemoryId>>,
    entities: HashMap<Name, Vec<MemoryId>>,
}

impl Index {
    pub fn add(&mut self, memory: &Memory) {
        let id = &memory.id;
        if let Some(statement) = memory.statement() {
            self.statements.entry(key(statement)).or_default().push(id.clone());
            for (kind, name) in names(statement) {
                self.naming.entry((kind, fold(name))).or_default().push(id.clone());
            }
        }
        for name in entity_names(memory) {
            self.entities.entry(name).or_default().push(id.clone());
        }
    }

    pub fn remove(&mut self, memory: &Memory) {
        let id = &memory.id;
        if let Some(statement) = memory.statement() {
            take(&mut self.statements, &key(statement), id);
            for (kind, name) in names(statement) {
                take(&mut self.naming, &(kind, fold(name)), id);
            }
        }
        for name in entity_names(memory) {
            take(&mut self.entities, &name, id);
        }
    }

    /// Statements of this subject and relation.
    pub fn with_key(&self, key: &Key) -> &[MemoryId] {
        self.statements.get(key).map_or(&[], Vec::as_slice)
    }

    /// Statements that name this entity.
    pub fn naming(&self, name: &Name) -> &[MemoryId] {
        self.naming.get(name).map_or(&[], Vec::as_slice)
    }

    /// The entities of that name.
    pub fn entities(&self, name: &Name) -> &[MemoryId] {
        self.entities.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Every name by which an entity is found.
pub(super) fn entity_names(memory: &Memory) -> Vec<Name> {
    let Body::Entity(entity) = &memory.body else { return Vec::new() };
    let aliases = entity.aliases.iter().map(String::as_str);
    let mut names: Vec<Name> =
        std::iter::once(memory.text.as_str()).chain(aliases).map(|name| (entity.kind, fold(name))).collect();
    order::by(&mut names, Ord::cmp);
    names.dedup();
    names
}

fn take<K: std::hash::Hash + Eq>(table: &mut HashMap<K, Vec<MemoryId>>, key: &K, id: &MemoryId) {
    if let Some(ids) = table.get_mut(key) {
        ids.retain(|other| other != id);
        if ids.is_empty() {
            table.remove(key);
        }
    }
}
