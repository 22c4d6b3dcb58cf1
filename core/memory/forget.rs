//! Forgetting: one memory for good, with all that follows from it; and the memories whose evidence is gone.

use std::collections::BTreeSet;

use crate::{
    random::{NoRandomness, Random},
    record::RecordId,
};

use super::{
    book::Draft,
    candidate::{Holds, Origin, Relation},
    error::MemoryError,
    forgotten::{identity, identity_of},
    index::key,
    model::{Body, Memory, MemoryId, Statement},
};

impl Draft<'_> {
    /// Forgets a memory, and whatever would say it again: proposals about it, and of an entity every statement that names
    /// it. What evidence or an agent would bring back is marked, so that it stays away.
    pub fn forget(&mut self, id: &MemoryId, random: &impl Random) -> Result<(), MemoryError> {
        let memory = self.want(id)?.clone();
        let mut going = vec![memory.clone()];
        going.extend(self.naming(&memory).into_iter().cloned());
        let ids: BTreeSet<MemoryId> = going.iter().map(|memory| memory.id.clone()).collect();
        going.extend(self.all().filter(|memory| memory.ends.as_ref().is_some_and(|it| ids.contains(it))).cloned());
        for memory in &going {
            self.mark(memory, random)?;
            self.remove(&memory.id);
            self.reopen(memory);
        }
        let citing: Vec<MemoryId> = self.all().filter(|memory| cites(memory, &ids)).map(|it| it.id.clone()).collect();
        for rule in citing {
            self.change(&rule, |memory| {
                if let Body::Rule(rule) = &mut memory.body {
                    rule.derived_from.retain(|episode| !ids.contains(episode));
                }
            });
        }
        Ok(())
    }

    /// Takes records away from under what rests on them. What rests on nothing any more goes, unless the person said it;
    /// the same evidence brought in again brings it back.
    pub fn without_evidence(&mut self, gone: &BTreeSet<RecordId>) {
        let resting: Vec<MemoryId> = self
            .all()
            .filter(|memory| memory.sources.iter().any(|source| gone.contains(source)))
            .map(|memory| memory.id.clone())
            .collect();
        for id in resting {
            self.change(&id, |memory| memory.sources.retain(|source| !gone.contains(source)));
            let Some(memory) = self.get(&id).cloned() else { continue };
            if memory.sources.is_empty() && memory.origin != Origin::Person {
                self.remove(&id);
                self.reopen(&memory);
            }
        }
    }

    fn mark(&mut self, memory: &Memory, random: &impl Random) -> Result<(), NoRandomness> {
        // Also as a note: an agent knows no relations.
        let as_note = memory.statement().map(|statement| {
            let (subject, relation) = (statement.subject.clone(), Relation::note());
            identity(&Statement { subject, relation, object: String::new() }, &memory.text)
        });
        let marks = identity_of(&memory.body, &memory.text).into_iter().chain(as_note);
        marks.into_iter().try_for_each(|mark| self.forgotten().add(&mark, random))
    }

    /// What had ended only because `gone` began goes on, as if that had never been said.
    fn reopen(&mut self, gone: &Memory) {
        let (Some(statement), Some(begun)) = (gone.statement(), gone.valid.from) else { return };
        if statement.relation.holds() != Holds::OneAtATime {
            return;
        }
        let ended = self.with_key(&key(statement)).into_iter().filter(|other| {
            let went_on =
                other.past.last().is_some_and(|page| page.valid.from == other.valid.from && page.valid.to.is_none());
            other.valid.to == Some(begun) && went_on && other.origin != Origin::Person
        });
        let ended: Vec<MemoryId> = ended.map(|other| other.id.clone()).collect();
        for id in ended {
            let Some(then) = self.get(&id).and_then(|memory| memory.past.last()).map(|page| page.until) else {
                continue;
            };
            self.change(&id, |memory| {
                memory.valid.to = None;
                memory.past.pop();
            });
            self.settle(&id, then);
        }
    }
}

fn cites(memory: &Memory, ids: &BTreeSet<MemoryId>) -> bool {
    matches!(&memory.body, Body::Rule(rule) if rule.derived_from.iter().any(|episode| ids.contains(episode)))
}
