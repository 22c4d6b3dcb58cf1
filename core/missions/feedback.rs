//! What was learnt from the person about earlier cards: what they said of one ("not a subscription"), and what three cards
//! of a kind put away say. Every lesson is shown, and can be taken back.

use serde::{Deserialize, Serialize};

use crate::time::Time;

use super::card::AgentName;

/// Who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Drawn {
    /// The person.
    Said,
    /// Drawn from cards put away.
    Drawn,
}

/// One lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// By which it is taken back.
    pub id: String,
    /// Whose cards it is about.
    pub agent: AgentName,
    /// What the agent asks for: `not-a-subscription`; of those drawn [`Lessons::RARE`].
    pub lesson: String,
    /// Whom or what it is about, folded; of those drawn the kind of card.
    pub about: String,
    /// As a sentence.
    pub text: String,
    /// Since when.
    pub since: Time,
    /// Who says so.
    pub from: Drawn,
}

/// All lessons, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lessons(pub(super) Vec<Lesson>);

impl Lessons {
    /// The lesson that cards of a kind are to be rare.
    pub const RARE: &'static str = "rare";

    /// Whether the person said this (`not-a-subscription`) of this (a merchant's key).
    pub fn says(&self, lesson: &str, about: &str) -> bool {
        self.0.iter().any(|it| it.lesson == lesson && it.about == about)
    }

    /// Whether cards of this kind are to be rare.
    pub fn makes_rare(&self, agent: AgentName, kind: &str) -> bool {
        self.0.iter().any(|it| it.agent == agent && it.lesson == Self::RARE && it.about == kind)
    }

    /// Every lesson, oldest first.
    pub fn all(&self) -> &[Lesson] {
        &self.0
    }
}
