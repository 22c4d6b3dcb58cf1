//! What tests of this room begin with.

use crate::time::Time;

use super::{
    candidate::{Candidate, Origin, Relation, Subject, Tier},
    lifecycle::STRENGTH_NEW,
    model::{Body, Interval, Memory, MemoryId, Standing, Statement},
};
use crate::random::SystemRandom;

/// Noon of a day of January 2026.
pub(crate) fn day(day: u32) -> Time {
    format!("2026-01-{day:02}T12:00:00Z").parse().unwrap()
}

/// "You {relation} {object}", as evidence would say it.
pub(crate) fn candidate(relation: &str, object: &str) -> Candidate {
    Candidate {
        subject: Subject::You,
        relation: relation.parse().unwrap(),
        object: object.to_owned(),
        text: format!("You {} {object}", relation.replace('-', " ")),
        context: "general".to_owned(),
        valid_from: None,
        valid_to: None,
        confidence: 0.9,
        tier: Tier::Public,
        sources: Vec::new(),
        extractor: "test@1".to_owned(),
        origin: Origin::Evidence,
    }
}

/// A text without a relation.
pub(crate) fn note(text: &str) -> Candidate {
    Candidate { relation: Relation::note(), text: text.to_owned(), ..candidate("likes", text) }
}

/// The same, kept since the first.
pub(crate) fn fact(relation: &str, object: &str) -> Memory {
    let Candidate { subject, relation, object, text, context, confidence, tier, sources, extractor, origin, .. } =
        candidate(relation, object);
    Memory {
        id: MemoryId::draw(&SystemRandom).unwrap(),
        revision: 0,
        body: Body::Fact(Statement { subject, relation, object }),
        text,
        context,
        valid: Interval::default(),
        known: day(1),
        past: Vec::new(),
        strength: STRENGTH_NEW,
        accessed: day(1),
        accesses: 0,
        confidence,
        tier,
        sources,
        extractor,
        origin,
        standing: Standing::Kept,
        ends: None,
        used: Vec::new(),
    }
}
