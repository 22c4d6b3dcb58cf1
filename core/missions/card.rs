//! What an agent finds, in the form in which it hands it over: docs/formats/card.md is its wire form.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

use crate::{
    profile::{ikigai::Dimension, taxonomy::SegmentId},
    record::{RecordId, natural_id},
    time::Time,
};

use super::payload::Payload;

/// The agents; a card's `type` says which of them made it (the spec's section 3.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum AgentName {
    /// Money: subscriptions, prices, refunds.
    Shopping,
    /// Trips.
    Travel,
    /// Eating out.
    Restaurant,
    /// Birthdays, friends, the calendar.
    Events,
    /// What there is to read.
    Content,
    /// The profile itself.
    Diagnostic,
}

impl AgentName {
    /// Every agent, in the order in which they look.
    pub const ALL: [Self; 6] =
        [Self::Shopping, Self::Travel, Self::Restaurant, Self::Events, Self::Content, Self::Diagnostic];

    /// The name on the wire, and to the guard.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shopping => "shopping",
            Self::Travel => "travel",
            Self::Restaurant => "restaurant",
            Self::Events => "events",
            Self::Content => "content",
            Self::Diagnostic => "diagnostic",
        }
    }
}

impl fmt::Display for AgentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How much it presses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Urgency {
    /// Some time.
    #[default]
    Low,
    /// These days.
    Medium,
    /// Now: soon it is too late.
    High,
}

/// The tab of the feed that a card is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Filter {
    /// About money.
    Savings,
    /// About a life.
    Ikigai,
}

/// Identity of a card: the same finding has the same one, on every day and every device.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct CardId(String);

impl CardId {
    /// The [`natural_id`] of the agent and the finding's natural key.
    pub fn of(agent: AgentName, key: &[String]) -> Self {
        Self(natural_id(agent.name(), key.iter().map(String::as_str)))
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

impl fmt::Display for CardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One line of how an agent came to it, for people; the result last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Step {
    /// What.
    pub label: String,
    /// How much, or what of it.
    pub value: String,
    /// The record that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "web", tsify(optional))]
    pub record: Option<RecordId>,
}

impl Step {
    /// A line that no single record says.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), record: None }
    }

    /// A line of what one record says.
    pub fn of(record: &RecordId, label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { record: Some(record.clone()), ..Self::new(label, value) }
    }
}

/// What a button does. The page carries it out: nothing leaves the device by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Does {
    /// Opens a page of the web.
    Open {
        /// An https address.
        url: String,
    },
    /// Drafts a letter.
    Write {
        /// A mail address; empty where none is known.
        to: String,
        /// Of the letter.
        subject: String,
        /// Of the letter.
        body: String,
    },
    /// Puts something in the calendar.
    Calendar {
        /// The text of an .ics file.
        ics: String,
    },
    /// Remembers something.
    Remember {
        /// In these words.
        text: String,
    },
    /// Shows where data comes in.
    Bring,
    /// The mission is fulfilled.
    Done,
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Offer {
    /// What it says.
    pub label: String,
    /// What it does.
    pub does: Does,
}

impl Offer {
    /// A button.
    pub fn new(label: impl Into<String>, does: Does) -> Self {
        Self { label: label.into(), does }
    }
}

/// A way in which a finding can be wrong, by which the person teaches the agent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Wrong {
    /// What the person clicks on: "Not a subscription".
    pub label: String,
    /// What the agent asks `Lessons::says` for: `not-a-subscription`.
    pub lesson: String,
    /// The lesson as a sentence: "Acme Gym is not a subscription."
    pub says: String,
}

/// What an agent found; the ledger makes a card of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Its natural key, without dates that move: the same finding has the same key tomorrow.
    pub key: Vec<String>,
    /// What programs read of it.
    pub payload: Payload,
    /// At most 60 characters.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// The arithmetic, or the reasoning.
    pub reckoning: Vec<Step>,
    /// The records behind it, oldest first; only the diagnostic agent may have none.
    pub evidence: Vec<RecordId>,
    /// How much it presses.
    pub urgency: Urgency,
    /// The moment it is about.
    pub due: Option<Time>,
    /// Before then it is no card yet: a birthday in half a year.
    pub shows: Option<Time>,
    /// From then on it is not worth showing.
    pub expires: Option<Time>,
    /// 0 to 1: how useful it is by itself.
    pub utility: f32,
    /// Names of those it is about.
    pub people: Vec<String>,
    /// What in a life it serves.
    pub dimensions: Vec<Dimension>,
    /// The segments it has to do with.
    pub segments: Vec<SegmentId>,
    /// The first is the primary one.
    pub actions: Vec<Offer>,
    /// Whom or what lessons from it are about, folded, e.g. a merchant's key; empty where none can be learnt.
    pub about: String,
    /// How it can be wrong.
    pub wrong: Vec<Wrong>,
}

impl Finding {
    /// A finding with nothing else known, to be filled with `..`.
    pub fn new(payload: Payload, title: impl Into<String>) -> Self {
        Self {
            key: Vec::new(),
            payload,
            title: title.into(),
            summary: String::new(),
            reckoning: Vec::new(),
            evidence: Vec::new(),
            urgency: Urgency::Low,
            due: None,
            shows: None,
            expires: None,
            utility: 0.0,
            people: Vec::new(),
            dimensions: Vec::new(),
            segments: Vec::new(),
            actions: Vec::new(),
            about: String::new(),
            wrong: Vec::new(),
        }
    }
}

/// How a kind of card looks, and what it shows beside its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Face {
    /// The payload's `kind`.
    pub kind: Cow<'static, str>,
    /// One or two words below the card: "Subscription".
    pub label: Cow<'static, str>,
    /// Name of a drawing: `subscription`, `trip`, …
    pub picture: Cow<'static, str>,
    /// Its tab.
    pub filter: Filter,
    /// `€12.99`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// What it was before, to be struck through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Of the person it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initials: Option<String>,
}

impl Face {
    /// A face with neither amounts nor initials.
    pub fn new(kind: &'static str, label: &'static str, picture: &'static str, filter: Filter) -> Self {
        let [kind, label, picture] = [kind, label, picture].map(Cow::Borrowed);
        Self { kind, label, picture, filter, amount: None, before: None, initials: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_who_found_it_and_its_key() {
        let key = |parts: &[&str]| parts.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>();
        let id = CardId::of(AgentName::Shopping, &key(&["subscription", "gym"]));
        assert_eq!(id.as_str().len(), 26);
        assert_eq!(id, CardId::of(AgentName::Shopping, &key(&["subscription", "gym"])));
        assert_ne!(id, CardId::of(AgentName::Travel, &key(&["subscription", "gym"])));
        assert_ne!(id, CardId::of(AgentName::Shopping, &key(&["subscriptiong", "ym"])));
    }
}
