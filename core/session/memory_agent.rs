//! What an agent can do with memory: the five tools of the spec's section 8.8, each behind the guard. There is no other
//! way for an agent.

use std::collections::BTreeMap;

use crate::{
    memory::{
        Draft, Memory, MemoryError, MemoryId, MemoryKind, Tier, Verdict,
        audit::Decision,
        candidate::{Candidate, Origin, Relation, Subject},
        gate,
        guard::{Action, Denial, Guard, holds_at},
        lifecycle::STRENGTH_NEW,
        model::{Body, Episode, Interval, Outcome, Standing, Statement, Use},
    },
    random::Random,
    time::Time,
    vault::Store,
};

use super::{Session, SessionError, memory::named, memory_find::Sought};

/// What an agent observed.
#[derive(Debug, Clone)]
pub struct Observation<'a> {
    /// In natural language.
    pub content: &'a str,
    /// `travel`, `shopping`, …
    pub context: &'a str,
    /// 0 to 1.
    pub confidence: f32,
}

/// What an agent looks for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// In natural language.
    pub query: &'a str,
    /// Of this context or of none in particular.
    pub context: Option<&'a str>,
    /// At most so many.
    pub limit: usize,
    /// Why it needs to know what is sensitive.
    pub reason: &'a str,
}

/// One agent's hands on memory.
pub struct Agent<'a, S: Store> {
    session: &'a Session<S>,
    guard: Guard,
}

impl<S: Store> Session<S> {
    /// The tools of an agent. Errors: [`MemoryError::Denied`] for a name that is no agent's, which is noted.
    pub async fn agent(&self, name: &str, now: Time) -> Result<Agent<'_, S>, SessionError> {
        match Guard::of(name) {
            Ok(guard) => Ok(Agent { session: self, guard }),
            Err(denial) => {
                let name: String = name.chars().take(40).collect();
                let refused = refusal(&name, Action::Read, MemoryKind::Fact, Tier::Public, denial, now);
                self.change_memory_noting(|_| Ok(((), vec![refused]))).await?;
                Err(denied(&name, Action::Read, MemoryKind::Fact, denial).into())
            }
        }
    }
}

impl<S: Store> Agent<'_, S> {
    /// `save_observation`: proposes something that was learnt about the person.
    pub async fn save_observation(
        &self,
        seen: Observation<'_>,
        now: Time,
        random: &impl Random,
    ) -> Result<Verdict, SessionError> {
        let candidate = Candidate {
            subject: Subject::You,
            relation: Relation::note(),
            object: seen.content.to_owned(),
            text: seen.content.to_owned(),
            context: seen.context.to_lowercase(),
            valid_from: None,
            valid_to: None,
            confidence: seen.confidence,
            tier: Tier::of_context(&seen.context.to_lowercase()),
            sources: Vec::new(),
            extractor: self.guard.agent().to_owned(),
            origin: Origin::Agent { name: self.guard.agent().to_owned() },
        };
        self.guarded(Action::Write, MemoryKind::Fact, now, |draft| {
            let verdict = draft.consider(candidate, now, random)?;
            draft.make_room(now);
            Ok(verdict)
        })
        .await
    }

    /// `save_episode`: keeps what was done for the person, and how it went.
    pub async fn save_episode(
        &self,
        situation: &str,
        episode: Episode,
        now: Time,
        random: &impl Random,
    ) -> Result<MemoryId, SessionError> {
        let episode = Episode { agent: self.guard.agent().to_owned(), ..episode };
        self.guarded(Action::Write, MemoryKind::Episode, now, |draft| {
            let said = [&*episode.reasoning, &episode.action].into_iter().chain(episode.feedback.as_deref());
            std::iter::once(situation).chain(said).try_for_each(gate::sayable)?;
            let memory = self.own(MemoryId::draw(random)?, Body::Episode(episode), situation, now);
            let id = memory.id.clone();
            draft.put(memory);
            draft.make_room(now);
            Ok(id)
        })
        .await
    }

    /// `invalidate_memory`: proposes that a memory holds no longer. It ends when the person agrees, and not before.
    pub async fn invalidate_memory(
        &self,
        id: &str,
        reason: &str,
        now: Time,
        random: &impl Random,
    ) -> Result<MemoryId, SessionError> {
        let about = {
            let state = self.session.state.borrow();
            let memory = state.memory.book.get(&named(id)).ok_or_else(|| MemoryError::Unknown(named(id)))?;
            memory.clone()
        };
        if let Err(denial) = self.guard.read(Action::Read, &about, reason) {
            return self.refuse(Action::Read, &about, denial, now).await;
        }
        self.guarded(Action::Write, about.kind(), now, |draft| {
            gate::sayable(reason)?;
            let text = format!("No longer: {} ({reason})", about.text);
            let body =
                Body::Fact(Statement { subject: Subject::You, relation: Relation::note(), object: text.clone() });
            let proposal = Memory {
                standing: Standing::Review,
                ends: Some(about.id.clone()),
                valid: Interval { from: Some(now), to: None },
                context: about.context.clone(),
                tier: about.tier,
                ..self.own(MemoryId::draw(random)?, body, &text, now)
            };
            let proposed = proposal.id.clone();
            draft.put(proposal);
            Ok(proposed)
        })
        .await
    }

    /// `search_memories`: what the agent may know about the person, best first. What it is shown counts as used.
    pub async fn search_memories(&self, wanted: Wanted<'_>, now: Time) -> Result<Vec<Memory>, SessionError> {
        let fits = |memory: &Memory| {
            memory.kind() != MemoryKind::Episode
                && wanted.context.is_none_or(|context| memory.context == context || memory.context == "general")
        };
        self.look(wanted, fits, now).await
    }

    /// `get_similar_episodes`: what this agent did before in such a situation, of one outcome or all.
    pub async fn similar_episodes(
        &self,
        situation: &str,
        outcome: Option<Outcome>,
        now: Time,
    ) -> Result<Vec<Memory>, SessionError> {
        let fits = |memory: &Memory| {
            matches!(&memory.body, Body::Episode(episode)
                if episode.agent == self.guard.agent() && outcome.is_none_or(|wanted| episode.outcome == wanted))
        };
        self.look(Wanted { query: situation, context: None, limit: 5, reason: "" }, fits, now).await
    }

    async fn look(
        &self,
        wanted: Wanted<'_>,
        fits: impl Fn(&Memory) -> bool,
        now: Time,
    ) -> Result<Vec<Memory>, SessionError> {
        let agent = self.guard.agent();
        self.session.state.borrow_mut().memory.make_findable();
        let found: Vec<Memory> = {
            let state = self.session.state.borrow();
            let fits = |memory: &Memory| {
                holds_at(memory, now) && self.guard.may(Action::Search, memory.kind()).is_ok() && fits(memory)
            };
            let sought = Sought { text: wanted.query, meanings: &[], kinds: &MemoryKind::ALL, typing: false };
            state.memory.found(&sought, fits, now).into_iter().cloned().collect()
        };
        let (mut shown, mut refused, mut granted) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        for memory in found {
            if shown.len() == wanted.limit {
                break;
            }
            match self.guard.read(Action::Search, &memory, wanted.reason) {
                Ok(()) => {
                    if self.guard.is_for_a_reason(&memory) {
                        granted.entry(memory.kind()).or_insert_with(Vec::new).push(memory.id.clone());
                    }
                    shown.push(memory);
                }
                Err(denial) => {
                    refused.insert((memory.kind(), memory.tier, denial), ());
                }
            }
        }
        let mut decisions: Vec<Decision> = refused
            .into_keys()
            .map(|(kind, tier, denial)| refusal(agent, Action::Search, kind, tier, denial, now))
            .collect();
        decisions.extend(granted.into_iter().map(|(kind, shown)| Decision {
            granted: true,
            reason: wanted.reason.to_owned(),
            shown,
            ..refusal(agent, Action::Search, kind, Tier::Sensitive, Denial::NeedsReason, now)
        }));
        self.session
            .change_memory_noting(|draft| {
                for memory in &shown {
                    draft.change(&memory.id, |memory| used(memory, agent, now));
                }
                Ok((shown, decisions))
            })
            .await
    }

    /// A change that the guard lets through, or its refusal, noted.
    async fn guarded<T>(
        &self,
        action: Action,
        kind: MemoryKind,
        now: Time,
        change: impl FnOnce(&mut Draft<'_>) -> Result<T, MemoryError>,
    ) -> Result<T, SessionError> {
        let agent = self.guard.agent();
        let outcome = self.session.change_memory_noting(|draft| match self.guard.may(action, kind) {
            Ok(()) => Ok((Ok(change(draft)?), Vec::new())),
            Err(denial) => {
                let noted = refusal(agent, action, kind, Tier::Public, denial, now);
                Ok((Err(denied(agent, action, kind, denial)), vec![noted]))
            }
        });
        Ok(outcome.await??)
    }

    async fn refuse<T>(&self, action: Action, memory: &Memory, denial: Denial, now: Time) -> Result<T, SessionError> {
        let agent = self.guard.agent();
        let noted = refusal(agent, action, memory.kind(), memory.tier, denial, now);
        self.session.change_memory_noting(|_| Ok(((), vec![noted]))).await?;
        Err(denied(agent, action, memory.kind(), denial).into())
    }

    /// A memory of this agent's own making.
    fn own(&self, id: MemoryId, body: Body, text: &str, now: Time) -> Memory {
        let agent = self.guard.agent();
        Memory {
            id,
            revision: 0,
            body,
            text: text.trim().to_owned(),
            context: agent.to_owned(),
            valid: Interval::default(),
            known: now,
            past: Vec::new(),
            strength: STRENGTH_NEW,
            accessed: now,
            accesses: 0,
            confidence: 1.0,
            tier: Tier::Public,
            sources: Vec::new(),
            extractor: agent.to_owned(),
            origin: Origin::Agent { name: agent.to_owned() },
            standing: Standing::Kept,
            ends: None,
            used: Vec::new(),
        }
    }
}

/// Being shown keeps a memory from fading, and is remembered of it.
fn used(memory: &mut Memory, agent: &str, now: Time) {
    memory.accesses = memory.accesses.saturating_add(1);
    memory.accessed = now;
    match memory.used.iter_mut().find(|it| it.by == agent) {
        Some(it) => it.at = now,
        None => memory.used.push(Use { by: agent.to_owned(), at: now }),
    }
}

fn refusal(agent: &str, action: Action, kind: MemoryKind, tier: Tier, denial: Denial, at: Time) -> Decision {
    Decision {
        at,
        agent: agent.to_owned(),
        action,
        namespace: kind.namespace().to_string(),
        tier,
        granted: false,
        reason: denial.to_string(),
        shown: Vec::new(),
    }
}

fn denied(agent: &str, action: Action, kind: MemoryKind, why: Denial) -> MemoryError {
    MemoryError::Denied { agent: agent.to_owned(), action: action.name(), namespace: kind.namespace().to_string(), why }
}
