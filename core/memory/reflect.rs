//! Reflection: tidying in steps that can be stopped after any of them and go on where they were (the spec's section 8.10,
//! as far as it needs no model).
//!
//! Duplicates become one; what a person said of bad work becomes a proposed rule for that agent; what has faded, and what
//! is too much, goes to the archive. Summaries of many memories need a model and are left to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    order,
    random::{NoRandomness, Random},
    time::Time,
};

use super::{
    book::{Book, Draft, Edit},
    candidate::{Origin, Relation},
    fold::alike,
    forgotten::{identity, identity_of},
    index::key,
    lifecycle::{STRENGTH_NEW, has_faded, limits, may_leave, strength, too_many},
    model::{Body, Episode, Interval, Memory, MemoryId, MemoryKind, Outcome, Rule, Standing},
    person::take_over,
    write::SAME,
};

/// Where reflection stands; kept in the vault between its steps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    step: Step,
    /// The last memory that the step has looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<MemoryId>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Step {
    #[default]
    Merge,
    Propose,
    Fade,
    Room,
}

/// What a step did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Memories looked at.
    pub looked: usize,
    /// Duplicates that became one with another.
    pub merged: u64,
    /// Memories put away.
    pub archived: u64,
    /// Rules that wait for the person's word.
    pub proposed: u64,
}

impl Book {
    /// One step: looks at no more than `budget` memories. `None` for the checkpoint: the round is done.
    pub fn reflect(
        &self,
        from: Checkpoint,
        budget: usize,
        now: Time,
        random: &impl Random,
    ) -> Result<(Edit, Option<Checkpoint>, Tally), NoRandomness> {
        let (mut draft, mut tally) = (self.draft(), Tally::default());
        let mut ids: Vec<&MemoryId> = self
            .all()
            .map(|memory| &memory.id)
            .filter(|id| from.after.as_ref().is_none_or(|after| *id > after))
            .collect();
        order::by(&mut ids, Ord::cmp);
        let (now_done, later) = ids.split_at(budget.min(ids.len()));
        if from.step == Step::Room {
            tally.archived = draft.make_room(now);
            tally.looked = ids.len();
            return Ok((draft.finish(), None, tally));
        }
        tally.looked = now_done.len();
        for id in now_done {
            match from.step {
                Step::Merge => tally.merged += draft.merge_duplicates(id, now),
                Step::Propose => tally.proposed += draft.propose_rule(id, now, random)?,
                Step::Fade | Step::Room => tally.archived += draft.fade(id, now),
            }
        }
        let next = if later.is_empty() {
            let step = match from.step {
                Step::Merge => Step::Propose,
                Step::Propose => Step::Fade,
                Step::Fade | Step::Room => Step::Room,
            };
            Checkpoint { step, after: None }
        } else {
            Checkpoint { step: from.step, after: now_done.last().map(|id| (*id).clone()).or(from.after) }
        };
        Ok((draft.finish(), Some(next), tally))
    }
}

impl Draft<'_> {
    /// Puts the weakest memories of each kind away until all are within their limits. Returns how many.
    pub fn make_room(&mut self, now: Time) -> u64 {
        let mut in_use: BTreeMap<MemoryKind, (usize, usize)> = BTreeMap::new();
        for memory in self.all().filter(|memory| memory.standing == Standing::Kept) {
            let (records, bytes) = in_use.entry(memory.kind()).or_default();
            *records += 1;
            *bytes += self.size(memory);
        }
        let mut archived = 0;
        for (kind, (records, bytes)) in in_use {
            let limits = limits(kind);
            if records <= limits.records && bytes <= limits.bytes {
                continue;
            }
            let mut weakest: Vec<(f32, MemoryId)> = self
                .all()
                .filter(|memory| memory.kind() == kind && may_leave(memory))
                .map(|memory| (strength(memory, now), memory.id.clone()))
                .collect();
            order::by(&mut weakest, |one, other| one.0.total_cmp(&other.0).then_with(|| one.1.cmp(&other.1)));
            for (_, id) in weakest.into_iter().take(too_many(limits, records, bytes)) {
                self.change(&id, |memory| memory.standing = Standing::Archived);
                archived += 1;
            }
        }
        archived
    }

    fn fade(&mut self, id: &MemoryId, now: Time) -> u64 {
        if !self.get(id).is_some_and(|memory| has_faded(memory, now)) {
            return 0;
        }
        self.change(id, |memory| memory.standing = Standing::Archived);
        1
    }

    /// Statements that say the same of overlapping times become one.
    fn merge_duplicates(&mut self, id: &MemoryId, now: Time) -> u64 {
        let Some(memory) = self.get(id).filter(|memory| memory.standing == Standing::Kept) else { return 0 };
        let Some(statement) = memory.statement() else { return 0 };
        let note = statement.relation.as_str() == Relation::NOTE;
        let same = |other: &&Memory| {
            let Some(its) = other.statement() else { return false };
            other.id != memory.id
                && other.standing == Standing::Kept
                && other.kind() == memory.kind()
                && other.valid.overlaps(&memory.valid)
                && if note {
                    alike(&other.text, &memory.text) >= SAME
                } else {
                    identity(its, &other.text) == identity(statement, &memory.text)
                }
        };
        let same: Vec<Memory> = self.with_key(&key(statement)).into_iter().filter(same).cloned().collect();
        let mut merged = 0;
        for other in same {
            self.change(id, |memory| {
                take_over(memory, &other, now);
                memory.valid = union(memory.valid, other.valid);
            });
            self.remove(&other.id);
            merged += 1;
        }
        merged
    }

    /// What the person said of bad work, in their own words, as a rule for whoever did it.
    fn propose_rule(&mut self, id: &MemoryId, now: Time, random: &impl Random) -> Result<u64, NoRandomness> {
        let Some(memory) = self.get(id).cloned() else { return Ok(0) };
        let Body::Episode(Episode { outcome: Outcome::Negative, feedback: Some(feedback), agent, .. }) = memory.body
        else {
            return Ok(0);
        };
        let rules: Vec<Memory> = self.all().filter(|memory| is_rule_of(memory, &agent)).cloned().collect();
        if rules.iter().any(|memory| matches!(&memory.body, Body::Rule(rule) if rule.derived_from.contains(id))) {
            return Ok(0);
        }
        if let Some(known) = rules.iter().find(|memory| alike(&memory.text, &feedback) >= SAME) {
            self.change(&known.id, |memory| {
                if let Body::Rule(rule) = &mut memory.body {
                    rule.derived_from.push(id.clone());
                }
            });
            return Ok(0);
        }
        let body = Body::Rule(Rule { agent, derived_from: vec![id.clone()] });
        if identity_of(&body, &feedback).is_some_and(|identity| self.is_forgotten(&identity)) {
            return Ok(0);
        }
        let origin = Origin::Evidence;
        self.put(Memory {
            id: MemoryId::draw(random)?,
            revision: 0,
            body,
            text: feedback,
            context: memory.context,
            valid: Interval::default(),
            known: now,
            past: Vec::new(),
            strength: STRENGTH_NEW,
            accessed: now,
            accesses: 0,
            confidence: 0.5,
            tier: memory.tier,
            sources: Vec::new(),
            extractor: "feedback@1".to_owned(),
            origin,
            standing: Standing::Review,
            ends: None,
            used: Vec::new(),
        });
        Ok(1)
    }
}

fn is_rule_of(memory: &Memory, agent: &str) -> bool {
    matches!(&memory.body, Body::Rule(rule) if rule.agent == agent)
}

/// What either of two overlapping stretches holds; an end that one of them does not know is not known.
fn union(one: Interval, other: Interval) -> Interval {
    Interval {
        from: one.from.zip(other.from).map(|(one, other)| one.min(other)).or(one.from).or(other.from),
        to: one.to.zip(other.to).map(|(one, other)| one.max(other)),
    }
}
