//! The gate before memory: what is refused and why, what waits for the person's word, and what goes in.
//!
//! Against junk: memory is worth as much as what is not in it (of 10,134 memories of one agent framework 97.8 % were
//! junk, most of them recalled memories written again).

use crate::error::Explain;

use super::{
    candidate::{Candidate, Holds, Origin, Subject, Tier},
    fold::fold,
};

/// Below it nothing is remembered.
const CONFIDENCE_FLOOR: f32 = 0.3;
/// Below it the person is asked.
pub(super) const CONFIDENCE_SURE: f32 = 0.6;
/// The longest text, in characters.
pub(super) const TEXT_MAX: usize = 500;

/// Of what a machine speaks when it speaks of itself.
const MACHINE: [&str; 12] = [
    "as an ai",
    "language model",
    "system prompt",
    "tool call",
    "api key",
    "heartbeat",
    "the assistant",
    "the agent is",
    "context window",
    "no new information",
    "stack trace",
    "conversation summary",
];

/// Why something is not remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Refusal {
    /// It was read out of memory before.
    #[error("it was recalled, not learnt")]
    Recalled,
    /// Everything it says, and every record it rests on, is known.
    #[error("it is known already")]
    Known,
    /// There is no text, or no word in it.
    #[error("it says nothing")]
    Empty,
    /// Longer than 500 characters.
    #[error("it is longer than {TEXT_MAX} characters")]
    TooLong,
    /// Too likely to be wrong.
    #[error("it is too uncertain")]
    Uncertain,
    /// About somebody or something that is not of the person's life.
    #[error("it is not about you")]
    NotAboutYou,
    /// About the machine that says it.
    #[error("it is about the software, not about you")]
    Machine,
    /// Its end is before its beginning, or its confidence is no number from 0 to 1.
    #[error("it contradicts itself")]
    Malformed,
    /// The person had it forgotten.
    #[error("you had it forgotten")]
    Forgotten,
}

impl Explain for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Recalled => "memory-recalled",
            Self::Known => "memory-known",
            Self::Empty => "memory-empty",
            Self::TooLong => "memory-too-long",
            Self::Uncertain => "memory-uncertain",
            Self::NotAboutYou => "memory-not-about-you",
            Self::Machine => "memory-machine",
            Self::Malformed => "memory-malformed",
            Self::Forgotten => "memory-forgotten",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Recalled | Self::Known => "Nothing is to be done: it is remembered.",
            Self::Empty => "Write down what is to be remembered.",
            Self::TooLong => "Say it in fewer words, or in several memories.",
            Self::Malformed => "Check the dates.",
            Self::Uncertain | Self::NotAboutYou | Self::Machine | Self::Forgotten => {
                "If it is to be remembered, say it yourself on the memory page."
            }
        }
    }
}

/// What is wrong with a candidate by itself, whatever is known already.
pub fn refuse(candidate: &Candidate) -> Result<(), Refusal> {
    let interval = candidate.valid_from.zip(candidate.valid_to);
    if candidate.origin == Origin::Recalled {
        return Err(Refusal::Recalled);
    }
    if interval.is_some_and(|(from, to)| to < from) || !(0.0..=1.0).contains(&candidate.confidence) {
        return Err(Refusal::Malformed);
    }
    sayable(&candidate.text)?;
    sayable(&candidate.object)?;
    if candidate.origin == Origin::Person {
        return Ok(());
    }
    if candidate.confidence < CONFIDENCE_FLOOR {
        return Err(Refusal::Uncertain);
    }
    let folded = fold(&candidate.text);
    if matches!(candidate.origin, Origin::Agent { .. }) && MACHINE.iter().any(|words| folded.contains(words)) {
        return Err(Refusal::Machine);
    }
    if let Subject::Entity { name, .. } = &candidate.subject {
        sayable(name)?;
    }
    Ok(())
}

/// Whether a text says anything, and not too much.
pub fn sayable(text: &str) -> Result<(), Refusal> {
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Refusal::Empty);
    }
    if text.chars().count() > TEXT_MAX { Err(Refusal::TooLong) } else { Ok(()) }
}

/// Whether the person is to be asked: an unsure source; or an agent's word of something private, or of which there is
/// only one.
pub fn asks(candidate: &Candidate) -> bool {
    match candidate.origin {
        Origin::Person => false,
        Origin::Evidence | Origin::Recalled => candidate.confidence < CONFIDENCE_SURE,
        Origin::Agent { .. } => {
            candidate.confidence < CONFIDENCE_SURE
                || candidate.tier != Tier::Public
                || candidate.relation.holds() != Holds::Many
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::testing::candidate, *};

    #[test]
    fn each_kind_of_junk_is_refused_by_its_name() {
        let ok = candidate("likes", "tea");
        assert_eq!(refuse(&ok), Ok(()));
        let agent = Origin::Agent { name: "travel".to_owned() };
        let cases = [
            (Refusal::Recalled, Candidate { origin: Origin::Recalled, ..ok.clone() }),
            (Refusal::Empty, Candidate { text: " … ".to_owned(), ..ok.clone() }),
            (Refusal::TooLong, Candidate { text: "tea ".repeat(200), ..ok.clone() }),
            (Refusal::Uncertain, Candidate { confidence: 0.2, ..ok.clone() }),
            (Refusal::Malformed, Candidate { confidence: f32::NAN, ..ok.clone() }),
            (Refusal::Machine, Candidate { origin: agent, text: "As an AI, I like tea".to_owned(), ..ok.clone() }),
        ];
        for (refusal, candidate) in cases {
            assert_eq!(refuse(&candidate), Err(refusal), "{candidate:?}");
        }
        let backwards = Candidate {
            valid_from: Some("2026-02-01T00:00:00Z".parse().unwrap()),
            valid_to: Some("2026-01-01T00:00:00Z".parse().unwrap()),
            ..ok
        };
        assert_eq!(refuse(&backwards), Err(Refusal::Malformed));
    }

    #[test]
    fn the_person_is_asked_about_what_is_unsure() {
        let sure = candidate("likes", "tea");
        assert!(!asks(&sure));
        assert!(asks(&Candidate { confidence: 0.5, ..sure.clone() }));
        assert!(!asks(&Candidate { confidence: 0.5, origin: Origin::Person, ..sure.clone() }));
        let agent = Candidate { origin: Origin::Agent { name: "travel".to_owned() }, ..sure };
        assert!(!asks(&agent));
        assert!(asks(&Candidate { tier: Tier::Private, ..agent.clone() }));
        assert!(asks(&Candidate { relation: "employer".parse().unwrap(), ..agent }));
    }
}
