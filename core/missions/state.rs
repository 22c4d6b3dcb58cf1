//! Where a card stands, and which way it can go from there.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The states of the spec's section 3.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum State {
    /// Found; it waits for its day in the feed.
    Created,
    /// In the feed.
    Presented,
    /// Out of the feed until a moment.
    Snoozed,
    /// Out of the feed for good.
    Dismissed,
    /// The person has engaged with it.
    Active,
    /// Fulfilled.
    Completed,
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Created => "created",
            Self::Presented => "presented",
            Self::Snoozed => "snoozed",
            Self::Dismissed => "dismissed",
            Self::Active => "active",
            Self::Completed => "completed",
        })
    }
}
