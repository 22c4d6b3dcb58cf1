//! When agents look: the table of what is due, by the clock on the wall, by what came in, by what is coming up.
//!
//! A schedule keeps the civil time of its last occurrence that was seen to, not an instant: so it runs once a day whatever
//! becomes of the zone, summer time or the flight in between, and days away are made up for by one run, not by many.

pub mod cron;
pub mod place;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, ToSpan, civil::DateTime, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::{profile::life::Life, record::Source, time::Time};

use super::{card::AgentName, error::MissionError};
use cron::Cron;
use place::Whereabouts;

/// An occurrence so far ahead of the wall was seen to under a clock that was wrong: two zones are 26 hours apart at most.
const AHEAD: i32 = 36;
/// What is in the calendar is looked at so long before.
const COMING_UP: SignedDuration = SignedDuration::from_hours(24);
/// What comes from outside wakes an agent that has looked this lately no more.
const LATELY: SignedDuration = SignedDuration::from_hours(1);

/// Why a run is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Trigger {
    /// Time has passed.
    Tick,
    /// Records came or went.
    Data,
    /// Something in the calendar is coming up, as somebody outside says.
    Calendar,
    /// The person came to another place.
    Place,
    /// Somebody whom the person allowed to says that it is worth looking.
    Push,
}

impl Trigger {
    /// Who looks because of it, beside those who are due.
    fn wakes(self) -> &'static [AgentName] {
        use AgentName::{Content, Events, Restaurant, Shopping, Travel};
        match self {
            // What came in is written down with it, and who is to look by that.
            Self::Tick | Self::Data => &[],
            Self::Calendar => &[Travel, Restaurant, Events],
            Self::Place => &[Travel, Restaurant],
            Self::Push => &[Shopping, Travel, Restaurant, Events, Content],
        }
    }
}

/// Who looks at what comes from a source: the watch on namespaces.
pub fn watching(source: Source) -> &'static [AgentName] {
    use AgentName::{Content, Diagnostic, Events, Restaurant, Shopping, Travel};
    match source {
        // Trips, orders and evenings are told in mails.
        Source::Email => &AgentName::ALL,
        Source::Transaction => &[Shopping, Travel, Restaurant, Events, Diagnostic],
        Source::Calendar => &[Travel, Restaurant, Events, Diagnostic],
        Source::History => &[Shopping, Content, Diagnostic],
        Source::Contact => &[Travel, Restaurant, Events, Diagnostic],
        Source::Chat => &[Diagnostic],
    }
}

/// One schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// `daily`, `weekly`, `monthly`; of the person's own `own-1`, …
    pub id: String,
    /// For people.
    pub label: String,
    /// When.
    pub cron: Cron,
    /// Who looks.
    pub agents: Vec<AgentName>,
    /// Whether it runs.
    pub on: bool,
    /// The last occurrence that was seen to, by the clock on the wall then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<DateTime>,
    /// When it ran last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Time>,
}

impl Schedule {
    /// Whether the person made it.
    pub fn own(&self) -> bool {
        self.id.starts_with(OWN)
    }

    /// The next moment at which it is due, in `zone`.
    pub fn next(&self, now: Time, zone: &TimeZone) -> Option<Time> {
        let wall = wall(now, zone);
        let seen = self.seen.map_or(wall, |seen| if is_wrong(seen, wall) { wall } else { seen });
        let zoned = self.cron.after(seen)?.to_zoned(zone.clone()).ok()?;
        self.on.then(|| Time::new(zoned.timestamp(), zoned.offset()))
    }

    /// Whether an occurrence has come that nobody has seen to. Of many that were missed, it is the last.
    fn due(&self, now: Time, zone: &TimeZone) -> Option<DateTime> {
        let wall = wall(now, zone);
        let last = self.cron.until(wall)?;
        // In an hour that summer time left out nothing is due before it is over, as then the wall shows what comes after.
        (self.on && last > self.seen? && !is_wrong(self.seen?, wall)).then_some(last)
    }

    /// Begins to count from now on; of what was seen to under a wrong clock too.
    fn count(&mut self, now: Time, zone: &TimeZone) {
        let wall = wall(now, zone);
        if self.seen.is_none_or(|seen| is_wrong(seen, wall)) {
            self.seen = Some(wall);
        }
    }
}

const OWN: &str = "own-";

fn is_wrong(seen: DateTime, wall: DateTime) -> bool {
    wall.checked_add(AHEAD.hours()).is_ok_and(|limit| seen > limit)
}

fn wall(now: Time, zone: &TimeZone) -> DateTime {
    zone.to_datetime(now.instant())
}

/// What the person changes of a schedule; what is absent stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ScheduleChange {
    /// Which; absent: a new one.
    pub id: Option<String>,
    /// For people.
    pub label: Option<String>,
    /// When.
    pub cron: Option<String>,
    /// Who looks.
    pub agents: Option<Vec<AgentName>>,
    /// Whether it runs.
    pub on: Option<bool>,
}

/// The table of what is due.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    schedules: Vec<Schedule>,
    /// Sources that changed since agents looked.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    changed: BTreeSet<Source>,
    /// When something in the calendar is near enough to look at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    coming_up: Option<Time>,
    /// When each agent looked last.
    #[serde(default)]
    looked: BTreeMap<AgentName, Time>,
    /// Where the person is.
    #[serde(default)]
    pub place: Whereabouts,
}

impl Default for Table {
    fn default() -> Self {
        use AgentName::{Content, Diagnostic, Events, Restaurant, Shopping, Travel};
        let schedule = |id: &str, label: &str, cron: &str, agents: &[AgentName]| {
            Some(Schedule {
                id: id.to_owned(),
                label: label.to_owned(),
                cron: cron.parse().ok()?,
                agents: agents.to_vec(),
                on: true,
                seen: None,
                last: None,
            })
        };
        let schedules = [
            schedule("daily", "Every day", "0 8 * * *", &[Shopping, Travel, Restaurant, Events]),
            schedule("weekly", "Every week", "0 10 * * SUN", &[Content, Diagnostic]),
            schedule("monthly", "Every month", "0 9 1 * *", &AgentName::ALL),
        ];
        Self {
            schedules: schedules.into_iter().flatten().collect(),
            changed: BTreeSet::new(),
            coming_up: None,
            looked: BTreeMap::new(),
            place: Whereabouts::default(),
        }
    }
}

impl Table {
    /// Who is to look now.
    pub fn due(&self, trigger: Trigger, now: Time, zone: &TimeZone) -> BTreeSet<AgentName> {
        let mut due: BTreeSet<AgentName> = BTreeSet::new();
        for schedule in self.schedules.iter().filter(|schedule| schedule.due(now, zone).is_some()) {
            due.extend(&schedule.agents);
        }
        due.extend(self.changed.iter().flat_map(|source| watching(*source)));
        if self.coming_up.is_some_and(|at| at <= now) {
            due.extend(Trigger::Calendar.wakes());
        }
        if self.place.is_news(zone.iana_name()) {
            due.extend(Trigger::Place.wakes());
        }
        due.extend(trigger.wakes().iter().filter(|agent| !self.has_looked_lately(**agent, now)));
        due
    }

    /// Notes that all that is due is being seen to.
    pub fn see_to(&mut self, now: Time, zone: &TimeZone) {
        for schedule in &mut self.schedules {
            if let Some(occurrence) = schedule.due(now, zone) {
                schedule.seen = Some(occurrence);
                schedule.last = Some(now);
            }
        }
        self.changed.clear();
        self.place.see_to(zone.iana_name());
        self.coming_up = self.coming_up.filter(|at| *at > now);
    }

    /// Begins to count, where a schedule does not do so yet. Whether one began.
    pub fn count(&mut self, now: Time, zone: &TimeZone) -> bool {
        let before = self.schedules.clone();
        self.schedules.iter_mut().for_each(|schedule| schedule.count(now, zone));
        before != self.schedules
    }

    /// Notes that an agent has looked.
    pub fn has_looked(&mut self, agent: AgentName, now: Time) {
        self.looked.insert(agent, now);
    }

    /// When anybody looked last.
    pub fn last(&self) -> Option<Time> {
        self.looked.values().max().copied()
    }

    /// Records of these sources came or went.
    pub fn changed(&mut self, sources: impl IntoIterator<Item = Source>) {
        self.changed.extend(sources);
    }

    /// Looks into the calendar for the next moment at which something is near.
    pub fn look_ahead(&mut self, life: &Life, now: Time, zone: &TimeZone) {
        let starts = life.events.iter().filter_map(|event| event.start.to_time(zone)?.plus(-COMING_UP));
        self.coming_up = starts.filter(|at| *at > now).min();
    }

    /// When something is due next.
    pub fn next(&self, now: Time, zone: &TimeZone) -> Option<Time> {
        if !self.changed.is_empty() || self.place.is_news(zone.iana_name()) {
            return Some(now);
        }
        self.schedules.iter().filter_map(|schedule| schedule.next(now, zone)).chain(self.coming_up).min()
    }

    /// Every schedule.
    pub fn schedules(&self) -> &[Schedule] {
        &self.schedules
    }

    /// Changes a schedule, or adds one of the person's own.
    pub fn change(&mut self, change: ScheduleChange, now: Time, zone: &TimeZone) -> Result<(), MissionError> {
        let cron = change.cron.as_deref().map(str::parse::<Cron>).transpose()?;
        let at = match &change.id {
            Some(id) => self.schedules.iter().position(|schedule| schedule.id == *id),
            None => {
                let cron = cron.clone().ok_or_else(|| MissionError::Cron(String::new()))?;
                let mut numbers = (1..).map(|number: u32| format!("{OWN}{number}"));
                let id = numbers.find(|id| self.schedules.iter().all(|schedule| schedule.id != *id));
                let (id, agents) = (id.unwrap_or_default(), AgentName::ALL.to_vec());
                let label = "Your own".to_owned();
                self.schedules.push(Schedule { id, label, cron, agents, on: true, seen: None, last: None });
                self.schedules.len().checked_sub(1)
            }
        };
        let schedule = at.and_then(|at| self.schedules.get_mut(at)).ok_or(MissionError::NoSchedule)?;
        let again = cron.is_some() || (change.on == Some(true) && !schedule.on);
        schedule.cron = cron.unwrap_or(schedule.cron.clone());
        schedule.label = change.label.map(|label| label.trim().to_owned()).unwrap_or(schedule.label.clone());
        schedule.agents = change.agents.unwrap_or(schedule.agents.clone());
        schedule.on = change.on.unwrap_or(schedule.on);
        if again {
            // What would have been due before is not made up for.
            schedule.seen = Some(wall(now, zone));
        }
        Ok(())
    }

    /// Removes a schedule of the person's own.
    pub fn remove(&mut self, id: &str) -> Result<(), MissionError> {
        let before = self.schedules.len();
        self.schedules.retain(|schedule| schedule.id != id || !schedule.own());
        if before == self.schedules.len() { Err(MissionError::NoSchedule) } else { Ok(()) }
    }

    fn has_looked_lately(&self, agent: AgentName, now: Time) -> bool {
        let looked = self.looked.get(&agent);
        looked.is_some_and(|at| *at <= now && now.instant().duration_since(at.instant()) < LATELY)
    }
}
