//! Payloads of cards about a life: trips, people, evenings, what there is to read, the profile.

use serde::Serialize;

use crate::missions::card::{Face, Filter};

/// The kinds about a life.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LifeCard {
    /// Something of the profile that is worth knowing.
    Insight {
        /// What it is about, for programs.
        topic: String,
    },
}

impl LifeCard {
    /// How such a card looks.
    pub fn face(&self) -> Face {
        match self {
            Self::Insight { .. } => Face::new("insight", "Insight", "chart", Filter::Ikigai),
        }
    }
}
