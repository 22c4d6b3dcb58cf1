//! Half a year of logins: what two sites, each with five subdomains, come to see of everybody.

use super::people::{Dice, Person, World};
use crate::{
    profile::taxonomy::SegmentId,
    time::Time,
    wallet::disclose::{Asked, Interest, PrfKey, Told, Why, choose},
};

pub(super) const WEEKS: u8 = 26;
const SUBDOMAINS: [&str; 5] = ["www", "news", "shop", "blog", "m"];
/// The two sites that put together what they know.
const SITES: [&str; 2] = ["first.example", "second.example"];

/// How segments are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Policy {
    /// The product's.
    Ours,
    /// Any three of the most specific, drawn anew at every login.
    AnyThree,
    /// The same three everywhere, for as long as they are held.
    SameThree,
    /// Three of its own for each site, kept while they are held and replaced at once, however few share them.
    NoCrowd,
}

/// What a run assumes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    pub(super) policy: Policy,
    /// How many segments both sites ask for.
    pub(super) max: u8,
    /// How likely a person logs in at a site in a week.
    pub(super) visits: f64,
}

/// A segment as one site saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seen {
    pub(super) segment: SegmentId,
    /// Weeks of the first and the last login that showed it.
    pub(super) first: u8,
    pub(super) last: u8,
}

/// All that one site saw of one person.
pub(super) type Trace = Vec<Seen>;

/// One person's half year.
pub(super) struct Life {
    /// What each site saw.
    pub(super) traces: [Trace; 2],
    /// Everything held at first, those above included.
    pub(super) held: Vec<SegmentId>,
    /// Segments sent to the first site in the first week, and in the last.
    pub(super) sent: [usize; 2],
}

/// The profile in one week.
struct Now {
    week: u8,
    time: Time,
    interests: Vec<Interest>,
    most_specific: Vec<SegmentId>,
}

impl Now {
    fn new(person: &Person) -> Self {
        let (interests, most_specific) = (person.interests(), person.most_specific());
        Self { week: 0, time: Self::time(0), interests, most_specific }
    }

    fn time(week: u8) -> Time {
        Time::from_unix_seconds(1_800_000_000 + i64::from(week) * 7 * 86_400).unwrap()
    }
}

/// Lets person number `seed` log in at both sites, in the first week surely, each time at some subdomain.
pub(super) fn live(world: &World, setting: Setting, seed: u64) -> Life {
    let mut person = Person::new(world, seed);
    let mut dice = Dice(!seed);
    let mut key = [0; 32];
    key.iter_mut().for_each(|byte| *byte = dice.next() as u8);
    let key = PrfKey::new(key);
    let mut now = Now::new(&person);
    let held = now.interests.iter().map(|interest| interest.segment).collect();
    let mut doors = SITES.map(Door::new);
    let mut sent = [0; 2];
    for week in 0..WEEKS {
        (now.week, now.time) = (week, Now::time(week));
        for door in &mut doors {
            if week == 0 || dice.unit() < setting.visits {
                door.log_in(setting, &now, &key, &mut dice);
            }
        }
        sent[usize::from(week > 0)] = doors[0].shown.len();
        if person.live_a_week() {
            now = Now::new(&person);
            doors.iter_mut().for_each(|door| door.stale = true);
        }
    }
    Life { traces: doors.map(|door| door.trace), held, sent }
}

/// One person at one site.
struct Door {
    site: &'static str,
    told: Told,
    shown: Vec<SegmentId>,
    /// Whether asking again could be answered otherwise.
    stale: bool,
    trace: Trace,
}

impl Door {
    fn new(site: &'static str) -> Self {
        Self { site, told: Told::default(), shown: Vec::new(), stale: true, trace: Vec::new() }
    }

    fn log_in(&mut self, setting: Setting, now: &Now, key: &PrfKey, dice: &mut Dice) {
        match setting.policy {
            Policy::Ours if self.stale => {
                let host = format!("{}.{}", SUBDOMAINS[dice.below(SUBDOMAINS.len())], self.site);
                let asked = Asked { site: crate::domain::registrable(&host).unwrap(), max: setting.max };
                let choice = choose(&now.interests, &asked, &self.told, key, now.time);
                self.shown = choice.segments.iter().map(|offer| offer.segment).collect();
                self.told.record(&self.shown, now.time);
                self.stale = choice.withheld.iter().any(|withheld| withheld.why == Why::TooSoon);
            }
            // The same question has the same answer; asking again would only cost time.
            Policy::Ours => {}
            Policy::AnyThree => self.shown = draw(now.most_specific.clone(), 3, dice),
            Policy::SameThree => self.shown = now.most_specific.iter().copied().take(3).collect(),
            Policy::NoCrowd => {
                self.shown.retain(|segment| now.most_specific.contains(segment));
                let others = now.most_specific.iter().copied().filter(|id| !self.shown.contains(id)).collect();
                let more = draw(others, 3 - self.shown.len(), dice);
                self.shown.extend(more);
            }
        }
        for segment in &self.shown {
            match self.trace.iter_mut().find(|seen| seen.segment == *segment) {
                Some(seen) => seen.last = now.week,
                None => self.trace.push(Seen { segment: *segment, first: now.week, last: now.week }),
            }
        }
        self.trace.sort_unstable();
    }
}

fn draw(mut from: Vec<SegmentId>, count: usize, dice: &mut Dice) -> Vec<SegmentId> {
    let count = count.min(from.len());
    (0..count).map(|_| from.swap_remove(dice.below(from.len()))).collect()
}
