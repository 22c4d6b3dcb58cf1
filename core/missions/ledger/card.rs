//! One card of the ledger: what was found, where it stands, and what the person said of it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    profile::ikigai::{Dimension, Points, Score, points, score},
    record::RecordId,
    time::Time,
};

use crate::missions::{
    card::{AgentName, CardId, Face, Finding, Offer, Step, Urgency, Wrong},
    hands::World,
    state::{Standing, State},
};

/// What the person's hand said of a card, or else what they did with it (the spec's section 2.8).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Heart {
    /// Nothing.
    #[default]
    Meh,
    /// One tap, or opened.
    Like,
    /// Two taps, or done.
    Love,
}

/// What was found, as it is kept and shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// How it looks.
    pub face: Face,
    /// docs/formats/card.md.
    pub payload: Value,
    /// At most 60 characters.
    pub title: String,
    /// One or two sentences.
    pub summary: String,
    /// How the agent came to it.
    pub reckoning: Vec<Step>,
    /// The records behind it that are here, oldest first.
    pub evidence: Vec<RecordId>,
    /// How much it presses.
    pub urgency: Urgency,
    /// The moment it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Time>,
    /// From then on it is not worth showing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Time>,
    /// What it is worth.
    pub score: Score,
    /// What completing it earns.
    pub points: Points,
    /// What in a life it serves.
    pub dimensions: Vec<Dimension>,
    /// Buttons.
    pub actions: Vec<Offer>,
    /// Whom or what lessons from it are about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// How it can be wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wrong: Vec<Wrong>,
}

impl Content {
    /// What a finding comes to in this world.
    pub fn of(finding: Finding, world: World<'_>) -> Self {
        let Finding { payload, people, dimensions, segments, .. } = finding;
        Self {
            face: payload.face(),
            // A payload is a struct of texts and numbers: it has no way to fail.
            payload: serde_json::to_value(&payload).unwrap_or_default(),
            title: finding.title,
            summary: finding.summary,
            reckoning: finding.reckoning,
            evidence: finding.evidence,
            urgency: finding.urgency,
            due: finding.due,
            expires: finding.expires,
            score: score(finding.utility, &dimensions, &people, &segments, world.ikigai),
            points: points(&dimensions, &people, world.ikigai),
            dimensions,
            actions: finding.actions,
            about: finding.about,
            wrong: finding.wrong,
        }
    }
}

/// One card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Which.
    pub id: CardId,
    /// Who found it.
    pub agent: AgentName,
    /// What was found.
    pub content: Content,
    /// Where it stands.
    pub standing: Standing,
    /// What the person tapped; absent: what they did says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tapped: Option<Heart>,
    /// Its agent does not find it any more, or it has expired; since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Time>,
    /// It is no card yet, and is here because the person asked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub early: bool,
    /// How many records of its evidence were forgotten since it was found last.
    #[serde(default)]
    pub gone: u32,
    /// What the person did with it has become an episode of memory.
    #[serde(default)]
    pub told: bool,
    /// The lesson that put it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lesson: Option<String>,
}

impl Card {
    /// A card of what was just found.
    pub fn new(id: CardId, agent: AgentName, content: Content, now: Time) -> Self {
        let standing = Standing::created(now);
        let (tapped, withdrawn, lesson) = (None, None, None);
        Self { id, agent, content, standing, tapped, withdrawn, early: false, gone: 0, told: false, lesson }
    }

    /// The heart: tapped, or else by what was done (opened: like, completed: love).
    pub fn heart(&self) -> Heart {
        self.tapped.unwrap_or_else(|| match self.standing.state() {
            State::Completed => Heart::Love,
            State::Active => Heart::Like,
            _ => Heart::Meh,
        })
    }

    /// Whether it is over at `now`.
    pub fn has_expired(&self, now: Time) -> bool {
        self.content.expires.is_some_and(|expires| expires <= now)
    }

    /// Takes away what rests on records that were forgotten.
    pub fn forget(&mut self, is_gone: &dyn Fn(&RecordId) -> bool) {
        let before = self.content.evidence.len();
        self.content.evidence.retain(|id| !is_gone(id));
        let gone = before.saturating_sub(self.content.evidence.len());
        self.gone = self.gone.saturating_add(u32::try_from(gone).unwrap_or(u32::MAX));
        self.content.reckoning.retain(|step| !step.record.as_ref().is_some_and(is_gone));
    }
}
