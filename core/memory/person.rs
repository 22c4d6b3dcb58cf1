//! The person's own hand: change, correct, merge, accept, put away and bring back. Unlike evidence and agents they may set
//! any date, and what they set stays.

use crate::{random::Random, time::Time};

use super::{
    book::Draft,
    candidate::{Origin, Relation, Subject, Tier},
    error::MemoryError,
    fold::fold,
    forgotten::identity_of,
    gate,
    lifecycle::{STRENGTH_MAX, STRENGTH_NEW, STRENGTH_STEP},
    model::{Body, Entity, Interval, Memory, MemoryId, Rule, Standing, Statement},
};

/// What a person changes by hand; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Change {
    /// Another wording.
    pub text: Option<String>,
    /// Another context.
    pub context: Option<String>,
    /// Another tier.
    pub tier: Option<Tier>,
    /// Another beginning, or none.
    pub from: Option<Option<Time>>,
    /// Another end, or none.
    pub to: Option<Option<Time>>,
}

impl Draft<'_> {
    /// Changes a memory. Its earlier wording goes into its history. Returns its id: another one where the new wording
    /// makes it a memory of another kind.
    pub fn edit(
        &mut self,
        id: &MemoryId,
        change: Change,
        now: Time,
        random: &impl Random,
    ) -> Result<MemoryId, MemoryError> {
        let mut memory = self.want(id)?.clone();
        let (before, kind) = (memory.clone(), memory.kind());
        let valid =
            Interval { from: change.from.unwrap_or(memory.valid.from), to: change.to.unwrap_or(memory.valid.to) };
        if valid.from.zip(valid.to).is_some_and(|(from, to)| to < from) {
            return Err(gate::Refusal::Malformed.into());
        }
        let text = change.text.map_or_else(|| memory.text.clone(), |text| text.trim().to_owned());
        gate::sayable(&text)?;
        if text != memory.text || valid != memory.valid {
            memory.turn_page(now);
            memory.origin = Origin::Person;
            memory.body = restated(memory.body, &memory.text, &text);
        }
        memory.context = change.context.filter(|context| !context.trim().is_empty()).unwrap_or(memory.context);
        memory.tier = change.tier.unwrap_or(memory.tier);
        (memory.text, memory.valid) = (text, valid);
        if let Body::Entity(_) = &memory.body {
            self.rename(&before, &memory.text);
        }
        self.never_again(&before, Some(&memory), random)?;
        if memory.kind() != kind {
            // Kinds have a namespace each, so it is another memory with the same history.
            memory.id = MemoryId::draw(random)?;
        }
        let (new, standing) = (memory.id.clone(), memory.standing);
        self.put(memory);
        if standing == Standing::Kept {
            self.keep(&new, now, random)?;
        }
        if new != *id {
            self.remove(id);
        }
        for entity in self.named_by(&before) {
            self.drop_unnamed(&entity);
        }
        Ok(new)
    }

    /// Ends a statement at `from` and begins another there. Returns the new one's id.
    pub fn correct(
        &mut self,
        id: &MemoryId,
        text: &str,
        from: Time,
        now: Time,
        random: &impl Random,
    ) -> Result<MemoryId, MemoryError> {
        let old = self.want(id)?.clone();
        if old.statement().is_none() {
            return Err(MemoryError::Impossible("only what is said of somebody can be corrected"));
        }
        gate::sayable(text)?;
        self.change(id, |memory| {
            memory.turn_page(now);
            // What began later than that never held.
            memory.valid.from = memory.valid.from.map(|begun| begun.min(from));
            memory.valid.to = Some(from);
            memory.origin = Origin::Person;
        });
        let new = Memory {
            id: MemoryId::draw(random)?,
            revision: 0,
            body: restated(old.body, &old.text, text.trim()),
            text: text.trim().to_owned(),
            context: old.context,
            valid: Interval { from: Some(from), to: None },
            known: now,
            past: Vec::new(),
            strength: STRENGTH_NEW,
            accessed: now,
            accesses: 0,
            confidence: 1.0,
            tier: old.tier,
            sources: Vec::new(),
            extractor: String::new(),
            origin: Origin::Person,
            standing: Standing::Kept,
            ends: None,
            used: Vec::new(),
        };
        let new_id = new.id.clone();
        self.put(new);
        self.keep(&new_id, now, random)?;
        Ok(new_id)
    }

    /// Makes one of two: `keep` takes over what `other` rests on, and `other` goes.
    pub fn merge(
        &mut self,
        keep: &MemoryId,
        other: &MemoryId,
        now: Time,
        random: &impl Random,
    ) -> Result<(), MemoryError> {
        let (kept, gone) = (self.want(keep)?.clone(), self.want(other)?.clone());
        if keep == other {
            return Err(MemoryError::Impossible("these are one memory already"));
        }
        match (&kept.body, &gone.body) {
            (Body::Entity(one), Body::Entity(two)) if one.kind == two.kind => {
                let aliases = two.aliases.clone();
                self.rename(&gone, &kept.text);
                self.change(keep, |memory| {
                    if let Body::Entity(entity) = &mut memory.body {
                        also_called(entity, &memory.text, std::iter::once(gone.text.clone()).chain(aliases));
                    }
                });
            }
            (Body::Rule(one), Body::Rule(two)) if one.agent == two.agent => {
                let episodes = two.derived_from.clone();
                self.change(keep, |memory| {
                    if let Body::Rule(Rule { derived_from, .. }) = &mut memory.body {
                        let fresh: Vec<_> = episodes.into_iter().filter(|id| !derived_from.contains(id)).collect();
                        derived_from.extend(fresh);
                    }
                });
            }
            (one, two) if one.statement().is_some() && two.statement().is_some() => {}
            _ => return Err(MemoryError::Impossible("these are of different kinds")),
        }
        self.never_again(&gone, Some(&kept), random)?;
        self.change(keep, |memory| take_over(memory, &gone, now));
        self.remove(other);
        if kept.standing == Standing::Kept {
            self.settle(keep, now);
        }
        Ok(())
    }

    /// The person agrees with what is in the inbox. Returns the memory that there is then.
    pub fn accept(&mut self, id: &MemoryId, now: Time, random: &impl Random) -> Result<MemoryId, MemoryError> {
        let memory = self.want(id)?;
        if memory.standing != Standing::Review {
            return Err(MemoryError::Impossible("this does not wait for your word"));
        }
        if let Some(ended) = memory.ends.clone() {
            let end = memory.valid.from.unwrap_or(now);
            self.want(&ended)?;
            self.change(&ended, |memory| {
                memory.turn_page(now);
                memory.valid.to = Some(memory.valid.from.map_or(end, |from| from.max(end)));
            });
            self.remove(id);
            return Ok(ended);
        }
        self.change(id, |memory| {
            memory.confidence = 1.0;
            memory.strength = (memory.strength + STRENGTH_STEP).min(STRENGTH_MAX);
            memory.accessed = now;
        });
        self.keep(id, now, random)?;
        Ok(id.clone())
    }

    /// Puts a memory away: it is kept, and used for nothing.
    pub fn archive(&mut self, id: &MemoryId) -> Result<(), MemoryError> {
        match self.want(id)?.standing {
            Standing::Review => Err(MemoryError::Impossible("this waits for your word first")),
            Standing::Kept | Standing::Archived => {
                self.change(id, |memory| memory.standing = Standing::Archived);
                Ok(())
            }
        }
    }

    /// Takes a memory back into use, as strong as a new one.
    pub fn restore(&mut self, id: &MemoryId, now: Time, random: &impl Random) -> Result<(), MemoryError> {
        if self.want(id)?.standing != Standing::Archived {
            return Err(MemoryError::Impossible("this is not in the archive"));
        }
        self.change(id, |memory| {
            memory.strength = memory.strength.max(STRENGTH_NEW);
            memory.accessed = now;
        });
        Ok(self.keep(id, now, random)?)
    }

    /// Sees to it that the evidence behind `gone` does not bring it back, unless `kept` says the same.
    fn never_again(&mut self, gone: &Memory, kept: Option<&Memory>, random: &impl Random) -> Result<(), MemoryError> {
        let identity = identity_of(&gone.body, &gone.text);
        if identity == kept.and_then(|kept| identity_of(&kept.body, &kept.text)) || gone.origin == Origin::Person {
            return Ok(());
        }
        identity.map_or(Ok(()), |identity| Ok(self.forgotten().add(&identity, random)?))
    }

    /// Calls an entity by another name wherever it is named.
    fn rename(&mut self, entity: &Memory, name: &str) {
        let naming: Vec<MemoryId> = self.naming(entity).iter().map(|memory| memory.id.clone()).collect();
        let known = super::index::entity_names(entity);
        let is_it = |kind, called: &str| known.contains(&(kind, fold(called)));
        for id in naming {
            self.change(&id, |memory| {
                let (Body::Fact(statement) | Body::Relationship(statement)) = &mut memory.body else { return };
                let object_kind = statement.relation.object_kind();
                if object_kind.is_some_and(|kind| is_it(kind, &statement.object)) {
                    memory.text = memory.text.replace(&statement.object, name);
                    name.clone_into(&mut statement.object);
                }
                if let Subject::Entity { kind, name: called } = &mut statement.subject
                    && is_it(*kind, called)
                {
                    memory.text = memory.text.replace(called.as_str(), name);
                    name.clone_into(called);
                }
            });
        }
    }
}

fn also_called(entity: &mut Entity, name: &str, aliases: impl Iterator<Item = String>) {
    for alias in aliases {
        let known = std::iter::once(name).chain(entity.aliases.iter().map(String::as_str));
        if known.map(fold).all(|known| known != fold(&alias)) {
            entity.aliases.push(alias);
        }
    }
}

/// Founds a memory also on what another rests on.
pub(super) fn take_over(memory: &mut Memory, other: &Memory, now: Time) {
    let fresh: Vec<_> = other.sources.iter().filter(|source| !memory.sources.contains(source)).cloned().collect();
    memory.sources.extend(fresh);
    memory.strength = (memory.strength.max(other.strength) + STRENGTH_STEP).min(STRENGTH_MAX);
    memory.confidence = memory.confidence.max(other.confidence);
    memory.known = memory.known.min(other.known);
    memory.accesses = memory.accesses.saturating_add(other.accesses);
    memory.accessed = now;
    for used in &other.used {
        match memory.used.iter_mut().find(|it| it.by == used.by) {
            Some(known) => known.at = known.at.max(used.at),
            None => memory.used.push(used.clone()),
        }
    }
}

/// The statement that another wording makes. Its object is found where the old wording had it; a wording that is built
/// otherwise and does not name the old object is a note.
fn restated(body: Body, old: &str, new: &str) -> Body {
    let statement = match body {
        Body::Fact(statement) | Body::Relationship(statement) => statement,
        other => return other,
    };
    let note = statement.relation.as_str() == Relation::NOTE;
    let object = match old.split_once(&statement.object) {
        _ if note => Some(new.to_owned()),
        _ if old == new || new.contains(&statement.object) => Some(statement.object.clone()),
        Some((before, after)) => {
            let middle = new.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).map(str::trim);
            middle.filter(|middle| gate::sayable(middle).is_ok()).map(str::to_owned)
        }
        None => None,
    };
    let statement = match object {
        Some(object) => Statement { object, ..statement },
        None => Statement { relation: Relation::note(), object: new.to_owned(), ..statement },
    };
    if statement.relation.object_kind().is_none() { Body::Fact(statement) } else { Body::Relationship(statement) }
}
