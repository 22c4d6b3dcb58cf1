//! What a person does with memories: say, change, correct, merge, accept, put away, forget; and the tidying between.

use std::collections::{BTreeMap, HashSet};

use crate::{
    memory::{
        Change, Draft, MemoryError, MemoryId, MemoryKind, Plan, Tier, Verdict,
        audit::{self, Decision},
        candidate::{Candidate, Origin, Relation, Subject},
        reflect::{Checkpoint, Tally},
        search::Index,
    },
    order,
    random::Random,
    record::RecordId,
    time::Time,
    vault::{Changes, Store},
};

use super::{
    Session, SessionError, books,
    memory_find::Unfound,
    vectors::Thing,
    view_memory::{AuditLine, AuditPage, MemoryChange, MemoryLine, Receipt, Reflection, Removed},
};
use crate::memory::Book;

/// Where tidying stands.
const CHECKPOINT: &str = "memory-reflection";
/// What is remembered without a context.
const GENERAL: &str = "general";
/// Memories looked at in one round of tidying.
const ROUND: usize = 2_000;

/// What a session has of memory.
#[derive(Default)]
pub(super) struct Memories {
    pub book: Book,
    /// Made when it is first asked for.
    pub index: Option<Index>,
    /// Those of which the quick model has nothing to say.
    pub silent: HashSet<MemoryId>,
}

impl<S: Store> Session<S> {
    /// Remembers what the person says. What is known already gets stronger.
    pub async fn remember_that(
        &self,
        text: &str,
        context: Option<String>,
        tier: Option<Tier>,
        now: Time,
        random: &impl Random,
    ) -> Result<MemoryLine, SessionError> {
        let context = context.map(|context| context.trim().to_lowercase()).filter(|context| !context.is_empty());
        let context = context.unwrap_or_else(|| GENERAL.to_owned());
        let said = Candidate {
            subject: Subject::You,
            relation: Relation::note(),
            object: text.trim().to_owned(),
            text: text.trim().to_owned(),
            tier: tier.unwrap_or_else(|| Tier::of_context(&context)),
            context,
            valid_from: None,
            valid_to: None,
            confidence: 1.0,
            sources: Vec::new(),
            extractor: String::new(),
            origin: Origin::Person,
        };
        let id = self
            .change_memory(|draft| {
                let verdict = draft.consider(said, now, random)?;
                draft.make_room(now);
                Ok(verdict.memory()?.clone())
            })
            .await?;
        self.memory_line(&id, now)
    }

    /// Takes in what extractors found in records. What became of each candidate, in the order of their beginnings.
    pub async fn learn(
        &self,
        candidates: Vec<Candidate>,
        now: Time,
        random: &impl Random,
    ) -> Result<Vec<Verdict>, SessionError> {
        self.change_memory(|draft| {
            let verdicts = draft.consider_all(candidates, now, random)?;
            draft.make_room(now);
            Ok(verdicts)
        })
        .await
    }

    /// Changes a memory by hand.
    pub async fn edit_memory(
        &self,
        id: &str,
        change: MemoryChange,
        now: Time,
        random: &impl Random,
    ) -> Result<MemoryLine, SessionError> {
        let MemoryChange { text, context, tier, from, to } = change;
        let change = Change { text, context, tier, from, to };
        let id = self.change_memory(|draft| draft.edit(&named(id), change, now, random)).await?;
        self.memory_line(&id, now)
    }

    /// Ends a memory, `from` or now on, and begins another there.
    pub async fn correct_memory(
        &self,
        id: &str,
        text: &str,
        from: Option<Time>,
        now: Time,
        random: &impl Random,
    ) -> Result<MemoryLine, SessionError> {
        let from = from.unwrap_or(now);
        let id = self.change_memory(|draft| draft.correct(&named(id), text, from, now, random)).await?;
        self.memory_line(&id, now)
    }

    /// Makes one of two.
    pub async fn merge_memories(
        &self,
        keep: &str,
        other: &str,
        now: Time,
        random: &impl Random,
    ) -> Result<MemoryLine, SessionError> {
        self.change_memory(|draft| draft.merge(&named(keep), &named(other), now, random)).await?;
        self.memory_line(&named(keep), now)
    }

    /// The person agrees with what waited for their word.
    pub async fn accept_memory(&self, id: &str, now: Time, random: &impl Random) -> Result<MemoryLine, SessionError> {
        let id = self.change_memory(|draft| draft.accept(&named(id), now, random)).await?;
        self.memory_line(&id, now)
    }

    /// Puts a memory away.
    pub async fn archive_memory(&self, id: &str) -> Result<(), SessionError> {
        self.change_memory(|draft| draft.archive(&named(id))).await
    }

    /// Takes it back into use.
    pub async fn restore_memory(&self, id: &str, now: Time, random: &impl Random) -> Result<(), SessionError> {
        self.change_memory(|draft| draft.restore(&named(id), now, random)).await
    }

    /// Forgets a memory for good: every version of it, what is found by it, who is named only there, what the guard noted
    /// of it. Evidence does not bring it back; the person can say it again.
    pub async fn forget_memory(&self, id: &str, now: Time, random: &impl Random) -> Result<Receipt, SessionError> {
        let _turn = self.turn.lock().await;
        let plan = {
            let state = self.state.borrow();
            let mut draft = state.memory.book.draft();
            draft.forget(&named(id), random)?;
            state.memory.book.plan(draft.finish())?
        };
        let gone = plan.edit().removed().clone();
        let scrubbed = audit::scrub(&self.vault, &gone).await?;
        let receipt = MemoryId::draw(random).map_err(MemoryError::from)?;
        let kinds: Vec<MemoryKind> = {
            let book = &self.state.borrow().memory.book;
            gone.iter().filter_map(|id| book.get(id)).map(|memory| memory.kind()).collect()
        };
        let entities = kinds.iter().filter(|kind| **kind == MemoryKind::Entity).count();
        let cited = plan.edit().changed().iter().filter(|memory| memory.kind() == MemoryKind::Rule).count();
        let unfound = self.carry_out(plan, scrubbed).await?;
        let removed = Removed {
            facts: number(kinds.len().saturating_sub(entities)),
            vectors: number(unfound.vectors),
            postings: number(unfound.postings),
            mentions: number(entities.saturating_add(cited)),
            snapshots: 0,
        };
        Ok(Receipt { id: receipt, at: now, removed })
    }

    /// One round of tidying; the next goes on where this one stopped, also after a restart.
    pub async fn reflect(&self, now: Time, random: &impl Random) -> Result<Reflection, SessionError> {
        let _turn = self.turn.lock().await;
        let mut sum = Reflection { done: false, merged: 0, archived: 0, proposed: 0 };
        let mut left = ROUND;
        let mut from: Checkpoint = books::load(&self.vault, CHECKPOINT).await?;
        loop {
            let (plan, next, Tally { looked, merged, archived, proposed }) = {
                let book = &self.state.borrow().memory.book;
                let (edit, next, tally) = book.reflect(from, left, now, random).map_err(MemoryError::from)?;
                (book.plan(edit)?, next, tally)
            };
            let bytes = serde_json::to_vec(&next.clone().unwrap_or_default());
            let bytes = bytes.map_err(|_| SessionError::Books(CHECKPOINT))?;
            self.carry_out(plan, |changes| changes.put_blob(CHECKPOINT, bytes)).await?;
            sum.merged = sum.merged.saturating_add(merged);
            sum.archived = sum.archived.saturating_add(archived);
            sum.proposed = sum.proposed.saturating_add(proposed);
            left = left.saturating_sub(looked);
            match next {
                None => break,
                Some(_) if left == 0 => return Ok(sum),
                Some(next) => from = next,
            }
        }
        sum.done = !self.compact_memory().await?;
        Ok(sum)
    }

    /// What the guard decided, newest first.
    pub async fn memory_audit(&self, offset: usize, limit: usize) -> Result<AuditPage, SessionError> {
        let decisions = audit::list(&self.vault).await?;
        let total = number(decisions.len());
        let items = decisions.into_iter().rev().skip(offset).take(limit).map(|decision| AuditLine {
            at: decision.at,
            agent: decision.agent,
            action: decision.action,
            namespace: decision.namespace,
            tier: decision.tier,
            granted: decision.granted,
            reason: decision.reason,
        });
        Ok(AuditPage { total, items: items.collect() })
    }

    /// Takes erased records away from under the memories that rest on them. The caller has the turn.
    pub(super) async fn unlearn(&self, gone: impl Iterator<Item = RecordId>) -> Result<(), SessionError> {
        let gone = gone.collect();
        let plan = {
            let book = &self.state.borrow().memory.book;
            let mut draft = book.draft();
            draft.without_evidence(&gone);
            book.plan(draft.finish())?
        };
        if plan.is_empty() {
            return Ok(());
        }
        let scrubbed = audit::scrub(&self.vault, plan.edit().removed()).await?;
        self.carry_out(plan, scrubbed).await?;
        Ok(())
    }

    /// Makes a change and stores it in one step.
    pub(super) async fn change_memory<T>(
        &self,
        change: impl FnOnce(&mut Draft<'_>) -> Result<T, MemoryError>,
    ) -> Result<T, SessionError> {
        self.change_memory_noting(|draft| Ok((change(draft)?, Vec::new()))).await
    }

    /// The same, with what the guard decided on the way, in the same step.
    pub(super) async fn change_memory_noting<T>(
        &self,
        change: impl FnOnce(&mut Draft<'_>) -> Result<(T, Vec<Decision>), MemoryError>,
    ) -> Result<T, SessionError> {
        let _turn = self.turn.lock().await;
        let (outcome, plan, decisions) = {
            let book = &self.state.borrow().memory.book;
            let mut draft = book.draft();
            let (outcome, decisions) = change(&mut draft)?;
            (outcome, book.plan(draft.finish())?, decisions)
        };
        if !plan.is_empty() || !decisions.is_empty() {
            self.carry_out(plan, audit::noted(&decisions)?).await?;
        }
        Ok(outcome)
    }

    /// Stores what was planned, with what `also` adds and without the vectors of what goes, in one step; and takes it up.
    /// The caller has the turn.
    async fn carry_out(&self, plan: Plan, also: impl FnOnce(Changes) -> Changes) -> Result<Unfound, SessionError> {
        let things = plan.edit().removed().iter().cloned().map(Thing::Memory).collect();
        let (vectors, outdated) = self.taking_out(things, Changes::new()).await?;
        let written = plan.write(&self.vault, |changes| also(changes).then(vectors)).await?;
        let mut state = self.state.borrow_mut();
        state.without_vectors(outdated);
        Ok(state.take_up(written))
    }

    /// One step of making few full segments of many small ones. Whether there was one to do.
    async fn compact_memory(&self) -> Result<bool, SessionError> {
        let plan = self.state.borrow().memory.book.plan_compaction()?;
        let Some(plan) = plan else { return Ok(false) };
        self.carry_out(plan, |changes| changes).await?;
        Ok(true)
    }
}

pub(super) fn named(id: &str) -> MemoryId {
    MemoryId::from_text(id)
}

pub(super) fn number(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// How often each name occurs, most first.
pub(super) fn counted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let mut counts: Vec<(String, u64)> = counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    order::by_key(&mut counts, |(_, count)| std::cmp::Reverse(*count));
    counts
}
