//! All that an agent can touch: what its table lets it read, as often as its level may, and nothing else. This is the seam
//! for agents that others write.
//!
//! Tables: the spec's sections 3.6.2 (what each may read), 3.6.4 (how often) and 3.6.5 (tiers, kept by `memory::guard`).
//! An agent writes nothing and calls nobody: what it finds it hands over, and the engine and the person decide. The spec's
//! limits on writes, tools and models are thereby kept at none.

use jiff::{civil::Date, tz::TimeZone};

use crate::{
    memory::{
        Memory, MemoryKind, Tier,
        audit::Decision,
        guard::{Action, Denial, Guard, holds_at},
    },
    profile::{
        SegmentScore,
        ikigai::Ikigai,
        life::{Contact, Event, Life, Mail, Payment, Thing, Visit},
    },
    time::Time,
};

use super::{card::AgentName, error::Refused, feedback::Lessons};

/// What agents look at: everything that is known, at one moment.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// What the records tell.
    pub life: &'a Life,
    /// What is worth living for.
    pub ikigai: &'a Ikigai,
    /// The profile, without what the person refused.
    pub segments: &'a [SegmentScore],
    /// Every memory; the guard decides which of them an agent is shown.
    pub memories: &'a [&'a Memory],
    /// What was learnt from the person about earlier cards.
    pub lessons: &'a Lessons,
    /// Where the person is.
    pub zone: &'a TimeZone,
}

/// How complex an agent is (the spec's section 3.6.3), and by that how often it may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// One look, nothing kept.
    Simple,
    /// Several steps.
    Coordinated,
    /// Many.
    Complex,
}

impl Level {
    /// The most reads (the spec's section 3.6.4).
    pub fn reads(self) -> u32 {
        match self {
            Self::Simple => 10,
            Self::Coordinated => 25,
            Self::Complex => 50,
        }
    }
}

/// A kind of evidence as tables name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shelf {
    Payments,
    Mails,
    Events,
    Visits,
    Things,
    Contacts,
}

impl Shelf {
    /// Its name in the audit.
    fn name(self) -> &'static str {
        match self {
            Self::Payments => "life.payments",
            Self::Mails => "life.mails",
            Self::Events => "life.events",
            Self::Visits => "life.visits",
            Self::Things => "life.things",
            Self::Contacts => "life.contacts",
        }
    }

    /// Whether the agent's table has it.
    fn is_for(self, agent: AgentName) -> bool {
        use Shelf::{Contacts, Events, Mails, Payments, Things, Visits};
        let table: &[Self] = match agent {
            AgentName::Shopping => &[Payments, Mails, Visits, Things],
            AgentName::Travel => &[Mails, Events, Things, Contacts, Payments],
            AgentName::Restaurant => &[Events, Payments, Things, Contacts],
            AgentName::Events => &[Events, Mails, Contacts, Payments],
            AgentName::Content => &[Mails, Visits],
            AgentName::Diagnostic => return true,
        };
        table.contains(&self)
    }
}

/// One agent's hands, for one look.
pub struct Hands<'a> {
    agent: AgentName,
    world: World<'a>,
    now: Time,
    limit: u32,
    reads: u32,
    noted: Vec<Decision>,
}

impl<'a> Hands<'a> {
    /// The hands of `agent`, who is of this level.
    pub fn new(agent: AgentName, level: Level, world: World<'a>, now: Time) -> Self {
        Self { agent, world, now, limit: level.reads(), reads: 0, noted: Vec::new() }
    }

    /// The moment of the look.
    pub fn now(&self) -> Time {
        self.now
    }

    /// The day where the person is.
    pub fn today(&self) -> Date {
        self.now.instant().to_zoned(self.world.zone.clone()).date()
    }

    /// Where the person is.
    pub fn zone(&self) -> &'a TimeZone {
        self.world.zone
    }

    /// Lines of bank statements, by day.
    pub fn payments(&mut self) -> Result<&'a [Payment], Refused> {
        self.read(Shelf::Payments)?;
        Ok(&self.world.life.payments)
    }

    /// Mails, by time.
    pub fn mails(&mut self) -> Result<&'a [Mail], Refused> {
        self.read(Shelf::Mails)?;
        Ok(&self.world.life.mails)
    }

    /// Entries of calendars, by start.
    pub fn events(&mut self) -> Result<&'a [Event], Refused> {
        self.read(Shelf::Events)?;
        Ok(&self.world.life.events)
    }

    /// Pages visited, by time.
    pub fn visits(&mut self) -> Result<&'a [Visit], Refused> {
        self.read(Shelf::Visits)?;
        Ok(&self.world.life.visits)
    }

    /// What mails and events say of journeys, stays, evenings and purchases, by when it was told.
    pub fn things(&mut self) -> Result<&'a [Thing], Refused> {
        self.read(Shelf::Things)?;
        Ok(&self.world.life.things)
    }

    /// Cards of address books, by name.
    pub fn contacts(&mut self) -> Result<&'a [Contact], Refused> {
        self.read(Shelf::Contacts)?;
        Ok(&self.world.life.contacts)
    }

    /// Whether a mail address is the person's own: no read, it is who the agent works for.
    pub fn is_own(&self, mail: &str) -> bool {
        self.world.life.own_addresses().contains(mail)
    }

    /// What is worth living for.
    pub fn ikigai(&mut self) -> Result<&'a Ikigai, Refused> {
        self.count("ikigai")?;
        Ok(self.world.ikigai)
    }

    /// The profile, strongest first.
    pub fn segments(&mut self) -> Result<&'a [SegmentScore], Refused> {
        self.count("profile")?;
        Ok(self.world.segments)
    }

    /// Memories of one kind that hold now, as far as the guard lets them through for this `reason`. What is sensitive needs
    /// one of more than 20 characters, and is noted.
    pub fn memories(&mut self, kind: MemoryKind, reason: &str) -> Result<Vec<&'a Memory>, Refused> {
        self.count("memory")?;
        let refused = |why| Refused::Denied { agent: self.agent, what: "memory", why };
        let guard = Guard::of(self.agent.name()).map_err(refused)?;
        if let Err(why) = guard.may(Action::Read, kind) {
            let denied = refused(why);
            self.note(kind.namespace().to_string(), Tier::Public, false, why.to_string(), Vec::new());
            return Err(denied);
        }
        let (mut shown, mut sensitive, mut closed) = (Vec::new(), Vec::new(), Vec::<(Tier, Denial)>::new());
        for memory in self.world.memories.iter().filter(|memory| memory.kind() == kind && holds_at(memory, self.now)) {
            match guard.read(Action::Read, memory, reason) {
                Ok(()) => {
                    if guard.is_for_a_reason(memory) {
                        sensitive.push(memory.id.clone());
                    }
                    shown.push(*memory);
                }
                // Another agent's notes are none of what it asked for.
                Err(Denial::NotIts) => {}
                Err(why) if closed.contains(&(memory.tier, why)) => {}
                Err(why) => closed.push((memory.tier, why)),
            }
        }
        let namespace = kind.namespace().to_string();
        for (tier, why) in closed {
            self.note(namespace.clone(), tier, false, why.to_string(), Vec::new());
        }
        if !sensitive.is_empty() {
            self.note(namespace, Tier::Sensitive, true, reason.to_owned(), sensitive);
        }
        Ok(shown)
    }

    /// What the person said of earlier cards.
    pub fn verdicts(&self) -> &'a Lessons {
        self.world.lessons
    }

    /// What the guard decided on the way, for the audit.
    pub fn into_noted(self) -> Vec<Decision> {
        self.noted
    }

    fn read(&mut self, shelf: Shelf) -> Result<(), Refused> {
        if !shelf.is_for(self.agent) {
            let why = Denial::Namespace;
            self.note(shelf.name().to_owned(), Tier::Public, false, why.to_string(), Vec::new());
            return Err(Refused::Denied { agent: self.agent, what: shelf.name(), why });
        }
        self.count(shelf.name())
    }

    fn count(&mut self, what: &str) -> Result<(), Refused> {
        if self.reads == self.limit {
            let refused = Refused::Limit { agent: self.agent, limit: self.limit };
            self.note(what.to_owned(), Tier::Public, false, refused.to_string(), Vec::new());
            return Err(refused);
        }
        self.reads += 1;
        Ok(())
    }

    fn note(
        &mut self,
        namespace: String,
        tier: Tier,
        granted: bool,
        reason: String,
        shown: Vec<crate::memory::MemoryId>,
    ) {
        let agent = self.agent.name().to_owned();
        self.noted.push(Decision {
            at: self.now,
            agent,
            action: Action::Read,
            namespace,
            tier,
            granted,
            reason,
            shown,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::testing::fact;

    fn now() -> Time {
        "2026-03-02T12:00:00Z".parse().unwrap()
    }

    /// Gives what an agent's hands give in a world with these memories.
    fn with<T>(agent: AgentName, memories: &[Memory], look: impl FnOnce(&mut Hands<'_>) -> T) -> (T, Vec<Decision>) {
        let (life, ikigai, zone, lessons) = (Life::default(), Ikigai::default(), TimeZone::UTC, Lessons::default());
        let memories: Vec<&Memory> = memories.iter().collect();
        let world =
            World { life: &life, ikigai: &ikigai, segments: &[], memories: &memories, lessons: &lessons, zone: &zone };
        let mut hands = Hands::new(agent, Level::Simple, world, now());
        let outcome = look(&mut hands);
        (outcome, hands.into_noted())
    }

    #[test]
    fn each_agent_reads_what_its_table_has_and_the_rest_is_refused_and_noted() {
        for agent in AgentName::ALL {
            let (reads, noted) = with(agent, &[], |hands| {
                [
                    hands.payments().is_ok(),
                    hands.mails().is_ok(),
                    hands.events().is_ok(),
                    hands.visits().is_ok(),
                    hands.things().is_ok(),
                    hands.contacts().is_ok(),
                ]
            });
            let table = match agent {
                AgentName::Shopping => [true, true, false, true, true, false],
                AgentName::Travel => [true, true, true, false, true, true],
                AgentName::Restaurant => [true, false, true, false, true, true],
                AgentName::Events => [true, true, true, false, false, true],
                AgentName::Content => [false, true, false, true, false, false],
                AgentName::Diagnostic => [true; 6],
            };
            assert_eq!(reads, table, "{agent}");
            assert_eq!(noted.len(), table.iter().filter(|may| !**may).count(), "{agent}");
            assert!(noted.iter().all(|decision| !decision.granted && decision.agent == agent.name()));
        }
    }

    #[test]
    fn an_agent_reads_no_oftener_than_its_level_may() {
        let (reads, noted) = with(AgentName::Content, &[], |hands| (0..12).filter(|_| hands.mails().is_ok()).count());
        assert_eq!((reads, noted.len()), (10, 2));
        assert_eq!([Level::Simple, Level::Coordinated, Level::Complex].map(Level::reads), [10, 25, 50]);
    }

    #[test]
    fn tiers_are_kept_and_what_is_granted_for_a_reason_is_noted() {
        let tiers = [Tier::Public, Tier::Sensitive, Tier::Private];
        let memories = tiers.map(|tier| Memory { tier, ..fact("likes", "tea") });
        let reason = "to know what both can eat at that table";
        let (shown, noted) = with(AgentName::Restaurant, &memories, |hands| {
            let fact = MemoryKind::Fact;
            (hands.memories(fact, "because").unwrap().len(), hands.memories(fact, reason).unwrap().len())
        });
        assert_eq!(shown, (1, 2));
        let granted: Vec<_> = noted.iter().map(|decision| (decision.tier, decision.granted)).collect();
        let (sensitive, private) = ((Tier::Sensitive, false), (Tier::Private, false));
        assert_eq!(granted, [sensitive, private, private, (Tier::Sensitive, true)]);
        let (refused, noted) =
            with(AgentName::Shopping, &memories, |hands| hands.memories(MemoryKind::Relationship, reason).is_err());
        assert!(refused && !noted[0].granted);
    }
}
