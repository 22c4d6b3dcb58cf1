//! The agents. Each looks at what its hands can touch and says what it finds; it keeps nothing between two looks.

pub mod content;
pub mod diagnostic;
pub mod events;
pub mod restaurant;
pub mod savings;
mod series;
pub mod travel;
mod words;

use super::{
    card::{AgentName, Finding},
    error::Refused,
    hands::{Hands, Level},
};

/// Somebody who looks for what is worth doing.
pub trait Agent: Sync {
    /// Its name; several may share one, and what they find counts as of one.
    fn name(&self) -> AgentName;

    /// How complex it is.
    fn level(&self) -> Level;

    /// What it finds now. The same world gives the same findings, in any order.
    fn look(&self, hands: &mut Hands<'_>) -> Result<Vec<Finding>, Refused>;
}

/// Every agent.
pub static AGENTS: &[&dyn Agent] = &[
    &savings::Savings,
    &travel::Travel,
    &restaurant::Restaurant,
    &events::Events,
    &content::Content,
    &diagnostic::Diagnostic,
];
