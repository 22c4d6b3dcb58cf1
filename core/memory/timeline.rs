//! Contradictions, decided by the two timelines alone: two objects of one subject, where there is one at a time.
//!
//! The one that began later ends the one that began earlier. Where both began at the same moment, or of one of them
//! nobody knows when, both are kept and shown as a conflict until the person decides. No model and no agent sets an end.

use crate::time::Time;

use super::{
    book::{Book, Draft},
    candidate::{Holds, Origin},
    fold::fold,
    index::key,
    model::{Memory, MemoryId, Standing},
};

impl Book {
    /// The memories that say otherwise of the same subject, relation and time.
    pub fn conflicts(&self, memory: &Memory) -> Vec<&Memory> {
        let Some(statement) = memory.statement() else { return Vec::new() };
        if statement.relation.holds() == Holds::Many {
            return Vec::new();
        }
        let others = self.index.with_key(&key(statement)).iter().filter_map(|id| self.get(id));
        others.filter(|other| contradict(memory, other)).collect()
    }

    /// The other memories of the same subject and relation, where there is one at a time: what held before and after.
    pub fn succession(&self, memory: &Memory) -> Vec<&Memory> {
        let Some(statement) = memory.statement() else { return Vec::new() };
        if statement.relation.holds() == Holds::Many {
            return Vec::new();
        }
        let others = self.index.with_key(&key(statement)).iter().filter_map(|id| self.get(id));
        others.filter(|other| other.id != memory.id && other.standing == Standing::Kept).collect()
    }
}

impl Draft<'_> {
    /// Puts a statement in its place among the others of its subject and relation.
    pub fn settle(&mut self, id: &MemoryId, now: Time) {
        let Some(memory) = self.get(id) else { return };
        let Some(statement) = memory.statement().cloned() else { return };
        if statement.relation.holds() != Holds::OneAtATime {
            return;
        }
        let others: Vec<MemoryId> = self.with_key(&key(&statement)).iter().map(|other| other.id.clone()).collect();
        for other in others {
            let (Some(memory), Some(other)) = (self.get(id), self.get(&other)) else { continue };
            if !contradict(memory, other) {
                continue;
            }
            let (Some(mine), Some(theirs)) = (memory.valid.from, other.valid.from) else { continue };
            let (earlier, end) = match mine.instant().cmp(&theirs.instant()) {
                std::cmp::Ordering::Less => (memory, theirs),
                std::cmp::Ordering::Equal => continue,
                std::cmp::Ordering::Greater => (other, mine),
            };
            // Where the person set the end themselves, only they move it.
            if earlier.origin == Origin::Person && earlier.valid.to.is_some() {
                continue;
            }
            let earlier = earlier.id.clone();
            self.change(&earlier, |memory| {
                memory.turn_page(now);
                memory.valid.to = Some(end);
            });
        }
    }
}

fn contradict(one: &Memory, other: &Memory) -> bool {
    let (Some(a), Some(b)) = (one.statement(), other.statement()) else { return false };
    one.id != other.id
        && one.standing == Standing::Kept
        && other.standing == Standing::Kept
        && fold(&a.object) != fold(&b.object)
        && one.valid.overlaps(&other.valid)
}
