//! What somebody proposes to remember: an extractor that read a record, the person themselves, or an agent. Whether it
//! is kept, the gate decides.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::{record::RecordId, time::Time};

/// One statement that may become a memory.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Who or what it is about.
    pub subject: Subject,
    /// What is said of them.
    pub relation: Relation,
    /// The value: a name, a place, a date, a thing; of a note, its text.
    pub object: String,
    /// One sentence, as a person would say it.
    pub text: String,
    /// `travel`, `shopping`, …: lower case, one word.
    pub context: String,
    /// When it began to hold, as far as the source says: a receipt's date, a contract's start.
    pub valid_from: Option<Time>,
    /// When it stopped.
    pub valid_to: Option<Time>,
    /// 0 to 1: how often such a statement of this extractor is right.
    pub confidence: f32,
    /// Who may be shown it.
    pub tier: Tier,
    /// The records that say so.
    pub sources: Vec<RecordId>,
    /// What found it, with its version: `receipts@1`.
    pub extractor: String,
    /// Whose word it is.
    pub origin: Origin,
}

/// Who may be shown a memory (the spec's section 8.11).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Tier {
    /// Every agent.
    #[default]
    Public,
    /// An agent that says why.
    Sensitive,
    /// Nobody but the person.
    Private,
}

impl Tier {
    /// Every tier, the most open first.
    pub const ALL: [Self; 3] = [Self::Public, Self::Sensitive, Self::Private];

    /// The tier of what is said in a context, unless somebody says otherwise.
    pub fn of_context(context: &str) -> Self {
        match context {
            "health" | "journal" | "body" | "faith" | "politics" => Self::Private,
            "financial" | "finance" | "money" | "relationships" | "family" | "work" | "identity" => Self::Sensitive,
            _ => Self::Public,
        }
    }
}

/// Whom a memory is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// The person.
    You,
    /// Somebody or something in the person's life.
    Entity {
        /// What it is.
        kind: EntityKind,
        /// Its name.
        name: String,
    },
}

/// What an entity is (the spec's section 8.4.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// Somebody.
    Person,
    /// A company, a club, an authority.
    Organization,
    /// A place.
    Place,
    /// A thing or a service.
    Product,
    /// Something that happens.
    Event,
}

impl EntityKind {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Place => "place",
            Self::Product => "product",
            Self::Event => "event",
        }
    }
}

/// Whose word a statement is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Records say so.
    Evidence,
    /// The person said it here.
    Person,
    /// An agent observed it.
    Agent {
        /// Which.
        name: String,
    },
    /// It was read out of memory before: never written again.
    Recalled,
}

/// What is said of a subject: 1 to 40 of `a-z`, `0-9` and `-`, beginning with a letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Relation(String);

/// A text that is no [`Relation`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a relation is 1 to 40 of a-z, 0-9 and '-', beginning with a letter")]
pub struct BadRelation;

impl Relation {
    /// Anything that is no relation: the text alone counts.
    pub const NOTE: &'static str = "note";
    const MAX: usize = 40;

    /// The relation of a text without one.
    pub fn note() -> Self {
        Self(Self::NOTE.to_owned())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Of what kind the object is, where it is an entity: such a statement is a relationship.
    pub fn object_kind(&self) -> Option<EntityKind> {
        known(&self.0).and_then(|known| known.object)
    }

    /// How many objects a subject can have.
    pub fn holds(&self) -> Holds {
        known(&self.0).map_or(Holds::Many, |known| known.holds)
    }

    fn is_well_formed(text: &str) -> bool {
        text.len() <= Self::MAX
            && text.starts_with(|first: char| first.is_ascii_lowercase())
            && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
    }
}

impl FromStr for Relation {
    type Err = BadRelation;

    fn from_str(text: &str) -> Result<Self, BadRelation> {
        if Self::is_well_formed(text) { Ok(Self(text.to_owned())) } else { Err(BadRelation) }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Relation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// How many objects one subject can have in a relation, so that two of them contradict each other or do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Any number.
    Many,
    /// One at a time: an employer. The next ends the one before.
    OneAtATime,
    /// One for ever: a birthday. No date decides between two.
    OneEver,
}

/// A relation of which more is known than its name.
struct Known {
    name: &'static str,
    holds: Holds,
    object: Option<EntityKind>,
}

const fn relation(name: &'static str, holds: Holds, object: Option<EntityKind>) -> Known {
    Known { name, holds, object }
}

/// Relations outside this table are welcome: they say many things of one subject, each a value of its own.
const KNOWN: [Known; 27] = [
    relation("employer", Holds::OneAtATime, Some(EntityKind::Organization)),
    relation("lives-in", Holds::OneAtATime, Some(EntityKind::Place)),
    relation("home-address", Holds::OneAtATime, None),
    relation("partner", Holds::OneAtATime, Some(EntityKind::Person)),
    relation("name", Holds::OneAtATime, None),
    relation("birthday", Holds::OneEver, None),
    relation("job-title", Holds::OneAtATime, None),
    relation("phone-number", Holds::OneAtATime, None),
    relation("mobile-provider", Holds::OneAtATime, Some(EntityKind::Organization)),
    relation("energy-provider", Holds::OneAtATime, Some(EntityKind::Organization)),
    relation("seat-preference", Holds::OneAtATime, None),
    relation("diet", Holds::OneAtATime, None),
    relation("landlord", Holds::OneAtATime, Some(EntityKind::Organization)),
    relation("rent", Holds::OneAtATime, None),
    relation("salary", Holds::OneAtATime, None),
    relation("knows", Holds::Many, Some(EntityKind::Person)),
    relation("family", Holds::Many, Some(EntityKind::Person)),
    relation("friend", Holds::Many, Some(EntityKind::Person)),
    relation("colleague", Holds::Many, Some(EntityKind::Person)),
    relation("subscription", Holds::Many, Some(EntityKind::Organization)),
    relation("member-of", Holds::Many, Some(EntityKind::Organization)),
    relation("customer-of", Holds::Many, Some(EntityKind::Organization)),
    relation("banks-with", Holds::Many, Some(EntityKind::Organization)),
    relation("insured-with", Holds::Many, Some(EntityKind::Organization)),
    relation("travels-to", Holds::Many, Some(EntityKind::Place)),
    relation("visits", Holds::Many, Some(EntityKind::Place)),
    relation("attends", Holds::Many, Some(EntityKind::Event)),
];

fn known(name: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_short_plain_names() {
        for good in ["employer", "lives-in", "a", "likes2"] {
            assert_eq!(good.parse::<Relation>().unwrap().as_str(), good);
        }
        for bad in ["", "-x", "2x", "Lives in", "ä", "a_b", &"a".repeat(41)] {
            assert_eq!(bad.parse::<Relation>(), Err(BadRelation), "{bad:?}");
        }
        assert!(serde_json::from_str::<Relation>("\"lives in\"").is_err());
    }

    #[test]
    fn every_known_relation_is_well_formed_and_named_once() {
        for (at, known) in KNOWN.iter().enumerate() {
            assert!(known.name.parse::<Relation>().is_ok(), "{}", known.name);
            assert!(KNOWN.iter().skip(at + 1).all(|other| other.name != known.name), "{}", known.name);
        }
    }
}
