//! The shapes of missions that the app is given: wasm-pkg/missions-api.ts says the same in TypeScript.

use serde::Serialize;
use serde_json::Value;

use crate::{
    missions::{
        card::{AgentName, CardId, Filter, Offer, Step, Urgency},
        feedback::Drawn,
        ledger::Heart,
        state::{Change, State},
    },
    profile::ikigai::{Dimension, Points, Score},
    time::Time,
};

use super::view::RecordLine;

macro_rules! views {
    ($($(#[$meta:meta])* pub struct $name:ident { $($body:tt)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Serialize)]
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(feature = "web", derive(tsify::Tsify))]
        pub struct $name { $($body)* }
    )*};
}

views! {
    /// One card of the feed, ready to be shown.
    pub struct CardView {
        /// Which.
        pub id: CardId,
        /// Who found it.
        #[serde(rename = "type")]
        pub agent: AgentName,
        /// Of its payload.
        pub kind: String,
        /// Its tab.
        pub filter: Filter,
        /// Where it stands.
        pub state: State,
        /// At most 60 characters.
        pub title: String,
        /// One or two sentences.
        pub summary: String,
        /// What it is, for below the card.
        pub label: String,
        /// How much it presses.
        pub urgency: Urgency,
        /// `€12.99`.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub amount: Option<String>,
        /// What it was before.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub before: Option<String>,
        /// The moment it is about.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
        pub when: Option<Time>,
        /// Name of a drawing.
        pub picture: String,
        /// Of the person it is about.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub initials: Option<String>,
        /// What the person makes of it.
        pub heart: Heart,
        /// What it is worth.
        pub score: Score,
        /// What completing it earns.
        pub points: u32,
        /// What in a life it serves.
        pub dimensions: Vec<Dimension>,
        /// Away until then.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
        pub snoozed_until: Option<Time>,
        /// It rests on the sample life alone.
        pub sample: bool,
    }

    /// One card with all that is known of it.
    pub struct MissionDetail {
        /// Itself.
        pub card: CardView,
        /// How its agent came to it.
        pub reckoning: Vec<Step>,
        /// The records behind it that are here, oldest first.
        pub evidence: Vec<RecordLine>,
        /// How many of them were forgotten.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub gone: Option<u32>,
        /// Its agent does not find it any more: it stays where it is opened, and is in no feed.
        pub stale: bool,
        /// docs/formats/card.md.
        #[cfg_attr(feature = "web", tsify(type = "unknown"))]
        pub payload: Value,
        /// Buttons.
        pub actions: Vec<Offer>,
        /// Every change of its state, oldest first.
        pub log: Vec<Change>,
        /// How it can be wrong.
        pub wrong: Vec<WrongView>,
        /// Whether the person's last change can be taken back.
        pub undo: bool,
    }

    /// One way in which a card can be wrong.
    pub struct WrongView {
        /// What the person clicks on.
        pub label: String,
        /// What `teach` takes.
        pub lesson: String,
    }

    /// What there is to do.
    pub struct Feed {
        /// To be shown now, best first.
        pub cards: Vec<CardView>,
        /// The soonest back first.
        pub snoozed: Vec<CardView>,
        /// The latest first.
        pub done: Vec<CardView>,
        /// What was earned.
        pub points: Points,
        /// When an agent looked last.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
        pub last_run: Option<Time>,
        /// Whether a run is on its way.
        pub running: bool,
        /// Why there is no card.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub nothing: Option<Nothing>,
    }

    /// What was learnt.
    pub struct LessonView {
        /// By which it is taken back.
        pub id: String,
        /// Whose cards it is about.
        pub agent: AgentName,
        /// As a sentence.
        pub text: String,
        /// Since when.
        #[cfg_attr(feature = "web", tsify(type = "string"))]
        pub since: Time,
        /// Who says so.
        pub from: Drawn,
    }

    /// One schedule.
    pub struct ScheduleView {
        /// Which.
        pub id: String,
        /// For people.
        pub label: String,
        /// When, in local time.
        pub cron: String,
        /// Who looks.
        pub agents: Vec<AgentName>,
        /// Whether it runs.
        pub on: bool,
        /// Whether the person made it.
        pub own: bool,
        /// When it is due next.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
        pub next: Option<Time>,
        /// When it ran last.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
        pub last: Option<Time>,
    }

    /// What came of a run.
    #[derive(Default)]
    pub struct RunView {
        /// It stopped between two steps: call again.
        pub more: bool,
        /// Another run is on its way.
        pub busy: bool,
        /// Whether anything in the feed may be another.
        #[serde(skip)]
        pub changed: bool,
        /// Agents that looked.
        pub looked: Vec<AgentName>,
        /// Cards new in the feed, best first.
        pub presented: Vec<CardView>,
        /// Cards of the feed that were not opened yet.
        pub unseen: usize,
        /// When something is due next.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
        pub next: Option<Time>,
    }

    /// What answers a question.
    pub struct AnswerView {
        /// The agent that the words are for; absent where they are for none.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub agent: Option<AgentName>,
        /// What is found, best first.
        pub cards: Vec<CardView>,
        /// Whether they speak of what was asked for; else they are what comes nearest.
        pub exact: bool,
    }
}

/// Why there is no card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Nothing {
    /// There is no record that an agent could look at.
    NoData,
    /// All is done.
    AllDone,
}
