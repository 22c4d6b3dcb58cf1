//! Writing: a candidate passes the gate, confirms what is known or becomes a memory, and finds its place on the timeline.

use crate::{
    order,
    random::{NoRandomness, Random},
    time::Time,
};

use super::{
    book::Draft,
    candidate::{Candidate, EntityKind, Holds, Origin, Relation, Subject},
    fold::{alike, fold},
    forgotten::identity,
    gate::{self, CONFIDENCE_SURE, Refusal},
    index::{key, names},
    lifecycle::{STRENGTH_MAX, STRENGTH_NEW, STRENGTH_STEP},
    model::{Body, Entity, Interval, Memory, MemoryId, Standing, Statement},
};

/// From here on two notes say the same.
pub(super) const SAME: f32 = 0.85;

/// What became of a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is a memory.
    Added(MemoryId),
    /// It waits for the person's word.
    Asked(MemoryId),
    /// It says what is known, and made that stronger.
    Confirmed(MemoryId),
    /// It is not remembered.
    Refused(Refusal),
}

impl Verdict {
    /// Whether it is a memory of its own now, and not part of one that was known.
    pub fn added(&self) -> Result<bool, Refusal> {
        self.memory().map(|_| !matches!(self, Self::Confirmed(_)))
    }

    /// The memory it is now in.
    pub fn memory(&self) -> Result<&MemoryId, Refusal> {
        match self {
            Self::Added(id) | Self::Asked(id) | Self::Confirmed(id) => Ok(id),
            Self::Refused(refusal) => Err(*refusal),
        }
    }
}

impl Draft<'_> {
    /// Takes candidates in, by the order of when they began to hold, so that it does not matter in which order a file has
    /// them. The verdicts are in that order too.
    pub fn consider_all(
        &mut self,
        mut candidates: Vec<Candidate>,
        now: Time,
        random: &impl Random,
    ) -> Result<Vec<Verdict>, NoRandomness> {
        order::by_key(&mut candidates, |candidate| candidate.valid_from.map(Time::instant));
        candidates.into_iter().map(|candidate| self.consider(candidate, now, random)).collect()
    }

    /// Takes one candidate in, or says why not.
    pub fn consider(&mut self, candidate: Candidate, now: Time, random: &impl Random) -> Result<Verdict, NoRandomness> {
        if let Err(refusal) = gate::refuse(&candidate) {
            return Ok(Verdict::Refused(refusal));
        }
        let mut statement = Statement {
            subject: candidate.subject.clone(),
            relation: candidate.relation.clone(),
            object: candidate.object.trim().to_owned(),
        };
        let strangers = self.name_as_known(&mut statement);
        if strangers && candidate.origin != Origin::Person {
            return Ok(Verdict::Refused(Refusal::NotAboutYou));
        }
        let identity = identity(&statement, &candidate.text);
        if self.is_forgotten(&identity) {
            if candidate.origin != Origin::Person {
                return Ok(Verdict::Refused(Refusal::Forgotten));
            }
            self.forgotten().take_back(&identity);
        }
        if let Some(known) = self.same(&statement, &candidate) {
            return Ok(match self.confirm(&known, &candidate, now, random)? {
                Ok(()) => Verdict::Confirmed(known),
                Err(refusal) => Verdict::Refused(refusal),
            });
        }
        let id = MemoryId::draw(random)?;
        let asks = gate::asks(&candidate);
        self.put(new(id.clone(), statement, candidate, now));
        if asks {
            self.change(&id, |memory| memory.standing = Standing::Review);
            return Ok(Verdict::Asked(id));
        }
        self.keep(&id, now, random)?;
        Ok(Verdict::Added(id))
    }

    /// Makes a statement part of what holds: whom it names is known from now on, and it has its place on the timeline.
    pub fn keep(&mut self, id: &MemoryId, now: Time, random: &impl Random) -> Result<(), NoRandomness> {
        self.change(id, |memory| memory.standing = Standing::Kept);
        self.mention(id, now, random)?;
        self.settle(id, now);
        Ok(())
    }

    /// Calls the entities of a statement by the names that are known. Whether its subject is somebody unknown.
    fn name_as_known(&self, statement: &mut Statement) -> bool {
        let known = |kind: EntityKind, name: &str| self.entity(&(kind, fold(name))).map(|entity| entity.text.clone());
        if let Some(name) = statement.relation.object_kind().and_then(|kind| known(kind, &statement.object)) {
            statement.object = name;
        }
        match &mut statement.subject {
            Subject::You => false,
            Subject::Entity { kind, name } => match known(*kind, name) {
                Some(known) => {
                    *name = known;
                    false
                }
                None => true,
            },
        }
    }

    /// The memory that a candidate says again.
    fn same(&self, statement: &Statement, candidate: &Candidate) -> Option<MemoryId> {
        if statement.relation.as_str() == Relation::NOTE {
            return self.said_alike(&statement.subject, &candidate.text);
        }
        let of_key = self.with_key(&key(statement));
        let of_key = of_key.into_iter().filter(|memory| memory.ends.is_none());
        let object = fold(&statement.object);
        let rests = |memory: &&&Memory| {
            let sources = &candidate.sources;
            !sources.is_empty() && sources.iter().all(|source| memory.sources.contains(source))
        };
        let (same, others): (Vec<&Memory>, Vec<&Memory>) =
            of_key.partition(|memory| memory.statement().is_some_and(|statement| fold(&statement.object) == object));
        let one_at_a_time = statement.relation.holds() == Holds::OneAtATime;
        let reaches = |memory: &&&Memory| match (candidate.valid_from, memory.valid.from, memory.valid.to) {
            (None, _, to) => to.is_none(),
            (Some(at), _, Some(to)) if to <= at => false,
            // It held earlier than was known, unless something else held in between.
            (Some(at), Some(from), _) if at < from && one_at_a_time => {
                let between = |other: &&Memory| other.valid.from.is_some_and(|other| at <= other && other <= from);
                !others.iter().any(between)
            }
            _ => true,
        };
        // The same records say nothing new, whatever the person has made of the dates since.
        let reached = same.iter().filter(reaches).min_by_key(|memory| memory.valid.from.map(Time::instant));
        same.iter().find(rests).or(reached).map(|memory| memory.id.clone())
    }

    /// The memory of that subject which says the same in about the same words, whatever its relation.
    fn said_alike(&self, subject: &Subject, text: &str) -> Option<MemoryId> {
        let folded = fold(text);
        let mut words: Vec<&str> = folded.split(' ').collect();
        order::by_key(&mut words, |word| std::cmp::Reverse(word.len()));
        words.truncate(2);
        let of_subject = self.all().filter(|memory| {
            memory.ends.is_none() && memory.statement().is_some_and(|statement| statement.subject == *subject)
        });
        // Texts that share neither of the two longest words are not alike: most are told apart by that.
        let near = of_subject.filter(|memory| {
            let text = memory.text.to_lowercase();
            words.iter().any(|word| text.contains(word))
        });
        let alike = near.map(|memory| (alike(&memory.text, text), memory));
        let best = alike.filter(|(how, _)| *how >= SAME).max_by(|one, other| one.0.total_cmp(&other.0));
        best.map(|(_, memory)| memory.id.clone())
    }

    /// A second word for what is known: it gets stronger, surer and better founded.
    fn confirm(
        &mut self,
        id: &MemoryId,
        candidate: &Candidate,
        now: Time,
        random: &impl Random,
    ) -> Result<Result<(), Refusal>, NoRandomness> {
        let Some(known) = self.get(id) else { return Ok(Err(Refusal::Known)) };
        let fresh: Vec<_> =
            candidate.sources.iter().filter(|source| !known.sources.contains(source)).cloned().collect();
        let refusal = match &candidate.origin {
            Origin::Person => None,
            // What an agent was shown, or said itself, it does not confirm by saying it again.
            Origin::Agent { name }
                if known.used.iter().any(|it| it.by == *name) || known.origin == candidate.origin =>
            {
                Some(Refusal::Recalled)
            }
            Origin::Agent { .. } => None,
            Origin::Evidence | Origin::Recalled => fresh.is_empty().then_some(Refusal::Known),
        };
        if let Some(refusal) = refusal {
            return Ok(Err(refusal));
        }
        let was = known.standing;
        self.change(id, |memory| {
            memory.strength = (memory.strength + STRENGTH_STEP).min(STRENGTH_MAX);
            memory.confidence = (memory.confidence + candidate.confidence * 2.0) / 3.0;
            memory.accessed = now;
            memory.sources.extend(fresh);
            widen(memory, candidate, now);
            if candidate.origin == Origin::Person {
                memory.origin = Origin::Person;
                memory.confidence = 1.0;
            }
        });
        let settled = match was {
            Standing::Kept => false,
            Standing::Archived => true,
            Standing::Review => match candidate.origin {
                Origin::Person => true,
                Origin::Evidence => self.get(id).is_some_and(|memory| memory.confidence >= CONFIDENCE_SURE),
                Origin::Agent { .. } | Origin::Recalled => false,
            },
        };
        if settled {
            self.keep(id, now, random)?;
        } else if was == Standing::Kept {
            self.settle(id, now);
        }
        Ok(Ok(()))
    }

    /// Makes whom a statement names known.
    fn mention(&mut self, id: &MemoryId, now: Time, random: &impl Random) -> Result<(), NoRandomness> {
        let Some(memory) = self.get(id).cloned() else { return Ok(()) };
        let Some(statement) = memory.statement() else { return Ok(()) };
        for (kind, name) in names(statement) {
            let known = self.entity(&(kind, fold(name))).map(|entity| (entity.id.clone(), entity.tier));
            match known {
                // A name that is said openly once is no secret.
                Some((entity, tier)) if memory.tier < tier => self.change(&entity, |entity| entity.tier = memory.tier),
                Some(_) => {}
                None => {
                    let entity = Memory {
                        id: MemoryId::draw(random)?,
                        revision: 0,
                        body: Body::Entity(Entity { kind, aliases: Vec::new() }),
                        text: name.to_owned(),
                        context: kind.name().to_owned(),
                        valid: Interval::default(),
                        known: now,
                        past: Vec::new(),
                        strength: STRENGTH_NEW,
                        accessed: now,
                        accesses: 0,
                        sources: Vec::new(),
                        ends: None,
                        used: Vec::new(),
                        standing: Standing::Kept,
                        ..memory.clone()
                    };
                    self.put(entity);
                }
            }
        }
        Ok(())
    }
}

/// A source may say that something began earlier than was known, or that it ended. It never says that something goes on.
fn widen(memory: &mut Memory, candidate: &Candidate, now: Time) {
    let from = match (memory.valid.from, candidate.valid_from) {
        (Some(known), Some(said)) => Some(known.min(said)),
        (known, _) => known,
    };
    let valid = Interval { from, to: memory.valid.to.or(candidate.valid_to) };
    if valid != memory.valid {
        memory.turn_page(now);
        memory.valid = valid;
    }
}

fn new(id: MemoryId, statement: Statement, candidate: Candidate, now: Time) -> Memory {
    let relationship = statement.relation.object_kind().is_some();
    Memory {
        id,
        revision: 0,
        body: if relationship { Body::Relationship(statement) } else { Body::Fact(statement) },
        text: candidate.text.trim().to_owned(),
        context: candidate.context,
        valid: Interval { from: candidate.valid_from, to: candidate.valid_to },
        known: now,
        past: Vec::new(),
        strength: STRENGTH_NEW,
        accessed: now,
        accesses: 0,
        confidence: candidate.confidence,
        tier: candidate.tier,
        sources: candidate.sources,
        extractor: candidate.extractor,
        origin: candidate.origin,
        standing: Standing::Kept,
        ends: None,
        used: Vec::new(),
    }
}
