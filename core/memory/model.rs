//! A memory: one of five kinds, with two timelines, strength, provenance and a tier. Pure data; docs/formats/memory.md is
//! its form on the wire and in the vault.

use std::fmt;

use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};

use crate::{
    random::{NoRandomness, Random},
    record::RecordId,
    time::Time,
    vault::Namespace,
};

use super::candidate::{EntityKind, Origin, Relation, Subject, Tier};

/// Identity of a memory: random, so that it says nothing of what is remembered, also after it is forgotten.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct MemoryId(String);

impl MemoryId {
    /// A fresh one: 26 characters, base32 of 128 random bits.
    pub fn draw(random: &impl Random) -> Result<Self, NoRandomness> {
        Ok(Self(BASE32_NOPAD.encode(&random.array::<16>()?)))
    }

    /// An id that was given out before.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MemoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The kinds of memory (the spec's section 8.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum MemoryKind {
    /// Semantic: something that is so.
    Fact,
    /// Episodic: something that was done for the person, and how it went.
    Episode,
    /// Procedural: how an agent is to behave.
    Rule,
    /// Somebody or something in the person's life.
    Entity,
    /// How one of them stands to the person or to another.
    Relationship,
}

impl MemoryKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Fact, Self::Episode, Self::Rule, Self::Entity, Self::Relationship];

    /// Where such memories lie in the vault.
    pub fn namespace(self) -> Namespace {
        match self {
            Self::Fact => Namespace::literal("memory.semantic"),
            Self::Episode => Namespace::literal("memory.episodes"),
            Self::Rule => Namespace::literal("memory.procedural"),
            Self::Entity => Namespace::literal("memory.entities"),
            Self::Relationship => Namespace::literal("memory.relationships"),
        }
    }
}

/// A stretch of time; an end that is absent is unknown at the beginning and open at the end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    /// Its first moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Time>,
    /// The first moment after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Time>,
}

impl Interval {
    /// Whether `at` lies in it.
    pub fn contains(&self, at: Time) -> bool {
        self.from.is_none_or(|from| from <= at) && self.to.is_none_or(|to| at < to)
    }

    /// Whether the two have a moment in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_before_end = |a: &Self, b: &Self| match (a.from, b.to) {
            (Some(from), Some(to)) => from < to,
            _ => true,
        };
        begins_before_end(self, other) && begins_before_end(other, self)
    }
}

/// A subject, what is said of it, and the value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Who or what.
    pub subject: Subject,
    /// What is said.
    pub relation: Relation,
    /// The value; of a relationship the entity's name.
    pub object: String,
}

/// How something that was done for the person went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Well.
    Positive,
    /// Badly.
    Negative,
    /// In part, or nobody said.
    Mixed,
}

/// Something that was done for the person (the spec's section 8.4.2). What they wanted is the memory's text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Episode {
    /// How the agent approached it.
    pub reasoning: String,
    /// What it did.
    pub action: String,
    /// How it went.
    pub outcome: Outcome,
    /// What the person said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feedback: Option<String>,
    /// Which agent.
    pub agent: String,
    /// For which mission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mission: Option<String>,
    /// For finding it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// How an agent is to behave (the spec's section 8.4.3). The instruction is the memory's text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Which agent.
    pub agent: String,
    /// The episodes that led to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derived_from: Vec<MemoryId>,
}

/// Somebody or something (the spec's section 8.4.4). Its name is the memory's text; what is known of it is in the facts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// Other names of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// What makes a kind of memory that kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Body {
    /// A fact.
    Fact(Statement),
    /// A fact whose object is an entity.
    Relationship(Statement),
    /// An episode.
    Episode(Episode),
    /// A rule.
    Rule(Rule),
    /// An entity.
    Entity(Entity),
}

impl Body {
    /// Which kind.
    pub fn kind(&self) -> MemoryKind {
        match self {
            Self::Fact(_) => MemoryKind::Fact,
            Self::Relationship(_) => MemoryKind::Relationship,
            Self::Episode(_) => MemoryKind::Episode,
            Self::Rule(_) => MemoryKind::Rule,
            Self::Entity(_) => MemoryKind::Entity,
        }
    }

    /// The statement of a fact or a relationship.
    pub fn statement(&self) -> Option<&Statement> {
        match self {
            Self::Fact(statement) | Self::Relationship(statement) => Some(statement),
            Self::Episode(_) | Self::Rule(_) | Self::Entity(_) => None,
        }
    }
}

/// Where a memory stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// In use.
    #[default]
    Kept,
    /// Waits for the person's word; no agent sees it.
    Review,
    /// Faded or crowded out; kept, searchable on request, restorable.
    Archived,
}

/// What was held before a change, and until when: the earlier part of the timeline of what was known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// The sentence.
    pub text: String,
    /// Its context.
    pub context: String,
    /// When it was thought to hold.
    #[serde(default)]
    pub valid: Interval,
    /// The moment it was held no longer.
    pub until: Time,
}

/// One time that a memory was shown to an agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Use {
    /// Which agent.
    pub by: String,
    /// When last.
    pub at: Time,
}

/// One memory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// Identity.
    pub id: MemoryId,
    /// Counts its changes from 0; of two entries in the vault the higher one is right.
    #[serde(default)]
    pub revision: u32,
    /// What kind, and what belongs to it.
    pub body: Body,
    /// One sentence, as a person would say it; an entity's name.
    pub text: String,
    /// `travel`, `shopping`, …
    pub context: String,
    /// When it holds: the first timeline.
    #[serde(default)]
    pub valid: Interval,
    /// When it was learnt: the second timeline begins here, and goes on in `past`.
    pub known: Time,
    /// What was held before, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub past: Vec<Version>,
    /// 0 to 5, at `accessed`: 1 when new, more with every confirmation. It fades from there (`lifecycle`).
    pub strength: f32,
    /// Last confirmed or shown to an agent.
    pub accessed: Time,
    /// How often shown to an agent.
    #[serde(default)]
    pub accesses: u32,
    /// 0 to 1.
    pub confidence: f32,
    /// Who may be shown it.
    pub tier: Tier,
    /// The records that say so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<RecordId>,
    /// What found it, with its version.
    pub extractor: String,
    /// Whose word it is.
    pub origin: Origin,
    /// Where it stands.
    #[serde(default)]
    pub standing: Standing,
    /// Only in the inbox: if the person agrees, that memory ends where this one begins, and this one goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<MemoryId>,
    /// Who was shown it, oldest first, each agent once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub used: Vec<Use>,
}

impl Memory {
    /// Which kind.
    pub fn kind(&self) -> MemoryKind {
        self.body.kind()
    }

    /// The statement of a fact or a relationship.
    pub fn statement(&self) -> Option<&Statement> {
        self.body.statement()
    }

    /// Whether it held no longer at `now`.
    pub fn has_ended(&self, now: Time) -> bool {
        self.valid.to.is_some_and(|to| to <= now)
    }

    /// The wording and the validity that were believed at `at`; none before it was learnt.
    pub fn as_known_at(&self, at: Time) -> Option<(&str, Interval)> {
        if self.known > at {
            return None;
        }
        let then = self.past.iter().find(|version| at < version.until);
        Some(then.map_or((self.text.as_str(), self.valid), |version| (version.text.as_str(), version.valid)))
    }

    /// Puts what is held now into the past, before it changes at `now`.
    pub fn turn_page(&mut self, now: Time) {
        let (text, context) = (self.text.clone(), self.context.clone());
        self.past.push(Version { text, context, valid: self.valid, until: now });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SystemRandom;

    fn at(text: &str) -> Time {
        text.parse().unwrap()
    }

    #[test]
    fn ids_are_26_characters_and_never_the_same() {
        let ids: std::collections::BTreeSet<_> = (0..100).map(|_| MemoryId::draw(&SystemRandom).unwrap()).collect();
        assert_eq!(ids.len(), 100);
        assert!(ids.iter().all(|id| id.as_str().len() == 26));
    }

    #[test]
    fn intervals_overlap_where_they_share_a_moment() {
        let day = |day: u32| Some(at(&format!("2026-01-{day:02}T00:00:00Z")));
        let span = |from, to| Interval { from, to };
        let (first, second) = (span(day(1), day(5)), span(day(5), day(9)));
        assert!(!first.overlaps(&second) && !second.overlaps(&first), "an end is exclusive");
        assert!(span(None, day(6)).overlaps(&second) && second.overlaps(&span(day(6), None)));
        assert!(Interval::default().overlaps(&first) && first.overlaps(&Interval::default()));
        assert!(first.contains(day(1).unwrap()) && !first.contains(day(5).unwrap()));
    }
}
