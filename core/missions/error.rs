//! What can go wrong with missions, and what to do then.

use crate::{error::Explain, memory::guard::Denial};

use super::{
    card::{AgentName, CardId},
    state::State,
};

/// Why an agent was not given what it asked for. Every one is noted in the audit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Its table does not have it, or a tier is closed to it.
    #[error("{agent} may not read {what}: {why}")]
    Denied {
        /// Which agent.
        agent: AgentName,
        /// What it asked for.
        what: &'static str,
        /// Why not.
        why: Denial,
    },
    /// It has read as often as an agent of its level may.
    #[error("{agent} has read {limit} times, which is all that an agent of its level may")]
    Limit {
        /// Which agent.
        agent: AgentName,
        /// How often it may.
        limit: u32,
    },
}

/// Why a use case of missions could not be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MissionError {
    /// A card that is not here.
    #[error("there is no card {0}")]
    Unknown(CardId),
    /// The card's state does not allow it.
    #[error("a card that is {from} cannot become {to}")]
    Illegal {
        /// As it is.
        from: State,
        /// As it was to become.
        to: State,
    },
    /// The person has changed nothing of this card that could be taken back.
    #[error("there is nothing to take back")]
    NothingToUndo,
    /// A moment that has passed already.
    #[error("that moment has passed")]
    Past,
    /// Not one of the ways in which the card can be wrong.
    #[error("the card cannot be wrong in this way")]
    NoLesson,
    /// Not five fields that name a moment.
    #[error("\"{0}\" is no schedule")]
    Cron(String),
    /// A schedule that is not here, or is not the person's own.
    #[error("there is no such schedule of yours")]
    NoSchedule,
    /// What was asked with has another shape.
    #[error("this is not how it is asked")]
    Garbled,
}

impl Explain for MissionError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "unknown-card",
            Self::Illegal { .. } => "illegal-transition",
            Self::NothingToUndo => "nothing-to-undo",
            Self::Past => "moment-passed",
            Self::NoLesson => "no-lesson",
            Self::Cron(_) => "bad-schedule",
            Self::NoSchedule => "no-schedule",
            Self::Garbled => "garbled-question",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Unknown(_) | Self::Illegal { .. } | Self::NothingToUndo | Self::NoLesson | Self::NoSchedule => {
                "Reload the page: it shows something that has changed."
            }
            Self::Past => "Choose a later one.",
            Self::Cron(_) => "Write minute, hour, day of the month, month and day of the week, such as 0 8 * * *.",
            Self::Garbled => "Reload the page.",
        }
    }
}
