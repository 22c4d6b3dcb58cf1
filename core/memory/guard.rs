//! The guard: no agent sees or writes anything that has not passed it. What it refuses, and what it grants for a reason,
//! is noted (`audit`).
//!
//! Tables: the spec's sections 3.6.2 (namespaces by agent) and 8.11 (tiers). The spec's table of 3.6.2 lets no agent
//! write facts and its section 8.8 gives every agent `save_observation`; here an agent may propose facts, and the gate
//! and the person decide.

use crate::time::Time;

use super::{
    candidate::{Origin, Tier},
    model::{Body, Memory, MemoryKind, Standing},
};
use MemoryKind::{Entity, Episode, Fact, Relationship, Rule};

/// A reason for seeing something sensitive has more characters than this.
const REASON_MIN: usize = 20;

/// What an agent wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Action {
    /// See one memory that it knows of.
    Read,
    /// Propose a memory.
    Write,
    /// Look for memories.
    Search,
}

impl Action {
    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Search => "search",
        }
    }
}

/// Why an agent was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Denial {
    /// No agent of that name.
    #[error("there is no such agent")]
    UnknownAgent,
    /// Its table does not have it.
    #[error("it is not among what this agent works with")]
    Namespace,
    /// Sensitive, and no reason was given, or hardly one.
    #[error("it is sensitive, and no reason was given")]
    NeedsReason,
    /// Private: nobody's but the person's.
    #[error("it is private")]
    Private,
    /// A rule or a private note of another agent.
    #[error("it is another agent's")]
    NotIts,
    /// It waits for the person's word, or was archived.
    #[error("it is not in use")]
    NotInUse,
}

struct Permissions {
    agent: &'static str,
    read: &'static [MemoryKind],
    write: &'static [MemoryKind],
    search: &'static [MemoryKind],
}

const WRITES: &[MemoryKind] = &[Fact, Relationship, Episode, Rule];

const AGENTS: [Permissions; 6] = [
    Permissions {
        agent: "shopping",
        read: &[Fact, Episode, Rule, Entity],
        write: WRITES,
        search: &[Fact, Episode, Entity],
    },
    Permissions {
        agent: "travel",
        read: &[Fact, Episode, Rule, Entity, Relationship],
        write: WRITES,
        search: &[Fact, Episode, Entity, Relationship],
    },
    Permissions {
        agent: "restaurant",
        read: &[Fact, Episode, Rule, Entity, Relationship],
        write: WRITES,
        search: &[Fact, Episode, Entity],
    },
    Permissions {
        agent: "events",
        read: &[Fact, Episode, Rule, Entity, Relationship],
        write: WRITES,
        search: &[Fact, Episode],
    },
    Permissions { agent: "content", read: &[Fact, Episode, Rule], write: WRITES, search: &[Fact] },
    Permissions { agent: "diagnostic", read: &MemoryKind::ALL, write: &[], search: &MemoryKind::ALL },
];

/// What one agent may do.
#[derive(Clone, Copy)]
pub struct Guard {
    permissions: &'static Permissions,
}

impl Guard {
    /// The guard of one agent. Errors: [`Denial::UnknownAgent`].
    pub fn of(agent: &str) -> Result<Self, Denial> {
        let permissions = AGENTS.iter().find(|permissions| permissions.agent == agent);
        permissions.map(|permissions| Self { permissions }).ok_or(Denial::UnknownAgent)
    }

    /// The agent's name.
    pub fn agent(&self) -> &'static str {
        self.permissions.agent
    }

    /// Whether the agent has anything to do with memories of this kind.
    pub fn may(&self, action: Action, kind: MemoryKind) -> Result<(), Denial> {
        let table = match action {
            Action::Read => self.permissions.read,
            Action::Write => self.permissions.write,
            Action::Search => self.permissions.search,
        };
        if table.contains(&kind) { Ok(()) } else { Err(Denial::Namespace) }
    }

    /// Whether the agent may be shown this memory, for the reason it gives.
    pub fn read(&self, action: Action, memory: &Memory, reason: &str) -> Result<(), Denial> {
        self.may(action, memory.kind())?;
        if memory.standing != Standing::Kept {
            return Err(Denial::NotInUse);
        }
        let its = match &memory.body {
            Body::Rule(rule) if rule.agent != self.agent() => return Err(Denial::NotIts),
            Body::Rule(_) => true,
            Body::Episode(episode) => episode.agent == self.agent(),
            Body::Fact(_) | Body::Relationship(_) | Body::Entity(_) => {
                matches!(&memory.origin, Origin::Agent { name } if name == self.agent())
            }
        };
        match memory.tier {
            Tier::Public => Ok(()),
            _ if its => Ok(()),
            Tier::Sensitive if reason.trim().chars().count() > REASON_MIN => Ok(()),
            Tier::Sensitive => Err(Denial::NeedsReason),
            Tier::Private => Err(Denial::Private),
        }
    }

    /// Whether what the agent sees of a memory depends on the reason it gave.
    pub fn is_for_a_reason(&self, memory: &Memory) -> bool {
        memory.tier == Tier::Sensitive && self.read(Action::Read, memory, "") == Err(Denial::NeedsReason)
    }
}

/// Whether a memory may be shown to anybody but the person at `now`: agents do not reason from what is over.
pub fn holds_at(memory: &Memory, now: Time) -> bool {
    memory.standing == Standing::Kept && !memory.has_ended(now)
}

#[cfg(test)]
mod tests {
    use super::{super::testing::fact, *};

    fn guard(agent: &str) -> Guard {
        Guard::of(agent).ok().unwrap()
    }

    #[test]
    fn agents_have_what_their_table_says() {
        assert!(matches!(Guard::of("nobody"), Err(Denial::UnknownAgent)));
        assert_eq!(guard("travel").may(Action::Search, Relationship), Ok(()));
        assert_eq!(guard("shopping").may(Action::Read, Relationship), Err(Denial::Namespace));
        assert_eq!(guard("content").may(Action::Search, Episode), Err(Denial::Namespace));
        for kind in MemoryKind::ALL {
            assert_eq!(guard("diagnostic").may(Action::Read, kind), Ok(()));
            assert_eq!(guard("diagnostic").may(Action::Write, kind), Err(Denial::Namespace));
        }
    }

    #[test]
    fn tiers_need_nothing_a_reason_or_are_closed() {
        let reason = "to book a table for two that both can eat at";
        let tea = fact("likes", "tea");
        let read = |memory: &Memory, reason| guard("restaurant").read(Action::Read, memory, reason);
        assert_eq!(read(&tea, ""), Ok(()));
        let sensitive = Memory { tier: Tier::Sensitive, ..tea.clone() };
        assert_eq!(read(&sensitive, "because"), Err(Denial::NeedsReason));
        assert_eq!(read(&sensitive, reason), Ok(()));
        let private = Memory { tier: Tier::Private, ..tea.clone() };
        assert_eq!(read(&private, reason), Err(Denial::Private));
        let own = Memory { origin: Origin::Agent { name: "restaurant".to_owned() }, ..private };
        assert_eq!(read(&own, ""), Ok(()));
        assert_eq!(guard("travel").read(Action::Read, &own, reason), Err(Denial::Private));
        for standing in [Standing::Review, Standing::Archived] {
            assert_eq!(read(&Memory { standing, ..tea.clone() }, reason), Err(Denial::NotInUse));
        }
    }
}
