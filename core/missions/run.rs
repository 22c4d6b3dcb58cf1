//! Letting agents look.

use crate::{memory::audit::Decision, time::Time};

use super::{
    agents::AGENTS,
    card::{AgentName, Finding},
    error::Refused,
    hands::{Hands, World},
};

/// What one agent's look brought.
#[derive(Debug, Default)]
pub struct Look {
    /// What it found.
    pub findings: Vec<Finding>,
    /// What the guard decided on the way.
    pub noted: Vec<Decision>,
    /// Why it did not get to its end.
    pub refused: Option<Refused>,
}

/// Lets everybody of this name look, for cards of now.
pub fn look(agent: AgentName, world: World<'_>, now: Time) -> Look {
    let mut look = look_ahead(agent, world, now);
    look.findings.retain(|finding| finding.shows.is_none_or(|shows| shows <= now));
    look
}

/// Lets everybody of this name look, also for what is no card yet: the person asks.
pub fn look_ahead(agent: AgentName, world: World<'_>, now: Time) -> Look {
    let mut sum = Look::default();
    for one in AGENTS.iter().filter(|one| one.name() == agent) {
        let mut hands = Hands::new(agent, one.level(), world, now);
        match one.look(&mut hands) {
            Ok(findings) => sum.findings.extend(findings.into_iter().filter(|it| is_sound(agent, it))),
            Err(refused) => sum.refused = Some(refused),
        }
        sum.noted.extend(hands.into_noted());
    }
    sum
}

/// Lets every agent look once, also for what is no card yet. What the command line shows.
pub fn look_all(world: World<'_>, now: Time) -> Vec<(AgentName, Finding)> {
    let all = AgentName::ALL.into_iter();
    all.flat_map(|agent| look_ahead(agent, world, now).findings.into_iter().map(move |finding| (agent, finding)))
        .collect()
}

/// A finding that says nothing, or rests on nothing, makes no card.
fn is_sound(agent: AgentName, finding: &Finding) -> bool {
    let rests = !finding.evidence.is_empty() || agent == AgentName::Diagnostic;
    rests && !finding.key.is_empty() && !finding.title.trim().is_empty()
}
