//! Home: from where journeys start, and what else is so near that an appointment there is no trip.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::words::number_of,
    bookings::{Bookings, DAY, Leg},
    places::{self, Place},
};
use crate::{
    ingest::extract::is_city,
    profile::life::{Event, Payment},
    unicode::fold,
};

/// The most that a calendar or a bank says against where journeys start.
const MOST: usize = 12;
/// Weeks in which a place comes up before an appointment there is nothing unusual.
const FAMILIAR: usize = 5;

/// Where the person lives, by keys of places.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Home {
    /// The city; empty where nothing tells.
    city: String,
    /// Cities from which journeys start as well: airports of the region.
    gates: Vec<String>,
    /// Names of places of daily life.
    familiar: Vec<String>,
}

impl Home {
    /// What bookings, the calendar and cards paid with say.
    pub fn of(bookings: &Bookings, events: &[Event], payments: &[Payment]) -> Self {
        let mut starts: BTreeMap<String, usize> = BTreeMap::new();
        for (at, leg) in bookings.legs.iter().enumerate() {
            // A way out begins where nobody arrived before; a way back ends where nobody leaves from after.
            let away =
                |other: &&Leg| other.to.is(&leg.from) && leg.leaves.seconds() - other.ends().seconds() < 60 * DAY;
            if !bookings.legs.iter().take(at).any(|other| away(&other)) {
                *starts.entry(leg.from.key()).or_default() += 3;
            }
            let on = |other: &&Leg| other.from.is(&leg.to) && other.leaves.seconds() - leg.ends().seconds() < 60 * DAY;
            if !bookings.legs.iter().skip(at + 1).any(|other| on(&other)) {
                *starts.entry(leg.to.key()).or_default() += 1;
            }
        }
        let daily = daily(events, payments);
        let score = |place: &String, starts: usize| starts + daily.get(place).copied().unwrap_or(0).min(MOST);
        let most = starts.iter().max_by_key(|(place, count)| score(place, **count)).map(|(place, _)| place.clone());
        // Without journeys, the city that comes up most.
        let city = most.or_else(|| {
            let cities = daily.iter().filter(|(place, _)| places::is_known(place));
            cities.max_by_key(|(_, count)| **count).map(|(place, _)| place.clone())
        });
        let city = city.unwrap_or_default();
        let gates =
            starts.iter().filter(|(place, count)| **count >= 3 && **place != city).map(|(place, _)| place.clone());
        let familiar = daily.iter().filter(|(_, weeks)| **weeks >= FAMILIAR).map(|(place, _)| place.clone());
        Self { gates: gates.collect(), familiar: familiar.collect(), city }
    }

    /// Whether the person lives there.
    pub fn is(&self, place: &Place) -> bool {
        !self.city.is_empty() && place.key() == self.city
    }

    /// Whether journeys start there, home or not.
    pub fn is_gate(&self, place: &Place) -> bool {
        self.is(place) || self.gates.contains(&place.key())
    }

    /// Whether what a calendar calls a place is at home or in daily life.
    pub fn has(&self, location: &str) -> bool {
        places::parts(location).any(|part| {
            let part = Place::named(part).map(|place| place.key()).unwrap_or_default();
            part == self.city || self.familiar.contains(&part)
        })
    }
}

/// In how many weeks each place comes up in appointments and in card payments: a journey is one or two.
fn daily(events: &[Event], payments: &[Payment]) -> BTreeMap<String, usize> {
    let mut weeks: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    // The same places and words come again and again, and looking them up takes time.
    let (mut named, mut cities) = (BTreeMap::new(), BTreeMap::new());
    for event in events.iter().filter(|event| !super::calendar::is_long(event)) {
        // What repeats is daily life by itself.
        let more = if event.rule.is_empty() || event.yearly() { 1 } else { FAMILIAR };
        let week = number_of(event.day()) / 7;
        for part in places::parts(&event.location) {
            let place = named.entry(part).or_insert_with(|| Place::named(part).map(|place| place.key()));
            if let Some(place) = place {
                weeks.entry(place.clone()).or_default().extend((week..).take(more));
            }
        }
    }
    for payment in payments {
        // The first word is of the merchant's name.
        for word in payment.descriptor.split_whitespace().skip(1).map(fold).filter(|word| word.len() >= 4) {
            if *cities.entry(word.clone()).or_insert_with(|| is_city(&word)) {
                weeks.entry(word).or_default().insert(number_of(payment.day) / 7);
            }
        }
    }
    weeks.into_iter().map(|(place, weeks)| (place, weeks.len())).collect()
}
