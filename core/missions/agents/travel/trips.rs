//! Trips: legs, nights and entries of the calendar put together, each trip once, from leaving home to being back.

use jiff::civil::Date;

use super::{
    super::words::number_of,
    bookings::{Bookings, DAY, Leg, Stay, add},
    calendar::Span,
    home::Home,
    places::Place,
};
use crate::{order, profile::life::Address, record::RecordId};

/// The longest time in one place, seconds.
const LONGEST: i64 = 60 * DAY;
/// The longest time between arriving in one city and leaving from another, seconds.
const OPEN_JAW: i64 = 21 * DAY;

/// A trip.
#[derive(Debug, Clone, PartialEq)]
pub struct Trip {
    /// The city one goes to: where most nights are.
    pub destination: Place,
    /// The day of leaving.
    pub start: Date,
    /// The day of being back; where nothing tells of a way back, the last day that something tells of.
    pub end: Date,
    /// Ways, by departure.
    pub legs: Vec<Leg>,
    /// Nights, by arrival.
    pub stays: Vec<Stay>,
    /// What the calendar calls it.
    pub spans: Vec<Span>,
    /// Whether a way back is known.
    pub returns: bool,
}

impl Trip {
    /// All that tells of it.
    pub fn records(&self) -> Vec<RecordId> {
        let mut all = Vec::new();
        let told = self.legs.iter().map(|leg| &leg.records).chain(self.stays.iter().map(|stay| &stay.records));
        told.flatten().chain(self.spans.iter().map(|span| &span.record)).for_each(|id| add(&mut all, id));
        all
    }

    /// Nights away.
    pub fn nights(&self) -> i64 {
        number_of(self.end) - number_of(self.start)
    }

    /// Who goes along, as the calendar says.
    pub fn people(&self) -> Vec<Address> {
        let mut all: Vec<Address> = Vec::new();
        for person in self.spans.iter().flat_map(|span| &span.people) {
            if !all.iter().any(|known| known.mail == person.mail) {
                all.push(person.clone());
            }
        }
        all
    }

    /// Where each night is spent, as far as anything tells: under a roof that is booked, or else where the last leg ended.
    pub fn beds(&self) -> Vec<(Date, Option<&Stay>, Option<&Place>)> {
        let mut nights = Vec::new();
        let mut day = self.start;
        while day < self.end {
            let stay = self.stays.iter().find(|stay| stay.from <= day && day < stay.to);
            let last = self.legs.iter().rfind(|leg| leg.ends().day <= day);
            // A night on the way is a night without a bed.
            let on_the_way = self.legs.iter().any(|leg| leg.leaves.day <= day && leg.ends().day > day);
            let place = stay.and_then(|stay| stay.place.as_ref()).or(last.map(|leg| &leg.to).filter(|_| !on_the_way));
            nights.push((day, stay, place));
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        nights
    }
}

/// Legs that belong to one journey.
#[derive(Debug, Default)]
struct Journey {
    legs: Vec<Leg>,
}

/// How well a leg goes on from a journey; the better the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    OpenJaw,
    Connected,
    Booked,
}

impl Journey {
    fn fit(&self, leg: &Leg, home: &Home) -> Option<Fit> {
        let (first, last) = (self.legs.first()?, self.legs.last()?);
        let gap = leg.leaves.seconds() - last.ends().seconds();
        let booked = !leg.reservation.is_empty() && self.legs.iter().any(|known| known.reservation == leg.reservation);
        let connected = last.to.is(&leg.from);
        let fit = if booked { Fit::Booked } else { Fit::Connected };
        if !(-3600..LONGEST).contains(&gap) {
            return None;
        }
        let is_back = home.is(&last.to) || (last.to.is(&first.from) && !home.is(&leg.to));
        let at_gate = home.is_gate(&last.to) || last.to.is(&first.from);
        let takes_home = home.is(&leg.to) || leg.to.is(&first.from);
        let goes_on = connected && gap < DAY;
        if is_back {
            (goes_on && booked && !takes_home).then_some(fit)
        } else if at_gate {
            (goes_on || (connected && takes_home)).then_some(fit)
        } else if connected {
            Some(fit)
        } else {
            let elsewhere = !home.is_gate(&leg.from) && !leg.from.is(&first.from);
            (elsewhere && gap < OPEN_JAW && (takes_home || booked || home.is_gate(&leg.to) || gap < OPEN_JAW / 2))
                .then_some(Fit::OpenJaw)
        }
    }
}

/// The trips, by their beginning.
pub fn assemble(bookings: &Bookings, spans: &[Span], home: &Home) -> Vec<Trip> {
    let mut journeys: Vec<Journey> = Vec::new();
    for leg in &bookings.legs {
        let best = journeys.iter_mut().filter_map(|journey| Some((journey.fit(leg, home)?, journey)));
        match best.max_by_key(|(fit, _)| *fit) {
            Some((_, journey)) => journey.legs.push(leg.clone()),
            None => journeys.push(Journey { legs: vec![leg.clone()] }),
        }
    }
    let mut trips: Vec<Trip> = journeys.into_iter().filter_map(|journey| flown(journey, home)).collect();
    bookings.stays.iter().for_each(|stay| lodge(&mut trips, stay, home));
    spans.iter().for_each(|span| name(&mut trips, span));
    trips.iter_mut().for_each(|trip| settle(trip, home));
    order::by_key(&mut trips, |trip| (trip.start, trip.end));
    trips
}

/// A journey as a trip; to work and back on one day by train, or between home and its airport, is none.
fn flown(journey: Journey, home: &Home) -> Option<Trip> {
    let (first, last) = (journey.legs.first()?, journey.legs.last()?);
    let one_day = first.leaves.day == last.ends().day;
    let by_air = journey.legs.iter().any(|leg| leg.mode == super::bookings::Mode::Flight);
    let round = last.to.is(&first.from) || home.is(&last.to);
    let around_home = journey.legs.iter().all(|leg| home.is_gate(&leg.from) && home.is_gate(&leg.to));
    if (one_day && !by_air && (round || around_home)) || (around_home && journey.legs.len() == 1) {
        return None;
    }
    let returns = journey.legs.len() > 1 && (round || home.is_gate(&last.to));
    Some(Trip {
        destination: Place::default(),
        start: first.leaves.day,
        end: last.ends().day,
        returns: returns || home.is(&last.to),
        legs: journey.legs,
        stays: Vec::new(),
        spans: Vec::new(),
    })
}

/// Puts nights where they belong: into the trip that goes there then, into that which is anywhere then, behind other
/// nights without a way, or alone.
fn lodge(trips: &mut Vec<Trip>, stay: &Stay, home: &Home) {
    if stay.place.as_ref().is_some_and(|place| home.is(place)) {
        return;
    }
    let there = |trip: &Trip| match &stay.place {
        Some(place) => {
            trip.legs.iter().any(|leg| leg.to.is(place))
                || trip.stays.iter().any(|known| known.place.as_ref() == Some(place))
        }
        None => false,
    };
    let country = |trip: &Trip| {
        let known = stay.place.as_ref().map(|place| &place.country).filter(|country| !country.is_empty());
        known.is_some_and(|country| trip.legs.iter().any(|leg| leg.to.country == *country))
    };
    let best = trips.iter_mut().filter_map(|trip| {
        let from = number_of(stay.from) - number_of(trip.end);
        let open = if trip.returns { 0 } else { 1 };
        let meets = from <= open && number_of(stay.to) >= number_of(trip.start);
        let inside = stay.from >= trip.start && (stay.to <= trip.end || !trip.returns);
        // Nights that only touch a trip elsewhere are another trip's.
        let fit = u8::from(there(trip)) * 4 + u8::from(country(trip)) * 2 + u8::from(inside);
        (meets && fit > 0).then_some((fit, trip))
    });
    match best.max_by_key(|(fit, _)| *fit) {
        Some((_, trip)) => {
            trip.start = trip.start.min(stay.from);
            trip.end = trip.end.max(stay.to);
            trip.stays.push(stay.clone());
        }
        None => trips.push(Trip {
            destination: Place::default(),
            start: stay.from,
            end: stay.to,
            legs: Vec::new(),
            stays: vec![stay.clone()],
            spans: Vec::new(),
            returns: false,
        }),
    }
}

/// Puts an entry of the calendar to the trip that it is about, or makes one of it where it is somewhere else.
fn name(trips: &mut Vec<Trip>, span: &Span) {
    let overlap = |trip: &Trip| number_of(trip.end.min(span.to)) - number_of(trip.start.max(span.from)) + 1;
    let days = number_of(span.to) - number_of(span.from) + 1;
    let about = |trip: &Trip| {
        let Some(place) = &span.place else { return false };
        let places =
            trip.legs.iter().map(|leg| &leg.to).chain(trip.stays.iter().filter_map(|stay| stay.place.as_ref()));
        let mut places = places.chain(trip.spans.iter().filter_map(|span| span.place.as_ref()));
        overlap(trip) > 0 && places.any(|known| known.is(place))
    };
    // The whole time of a trip, somewhere that no table knows: the house of a friend.
    let covers = |trip: &Trip| {
        let known = span.place.as_ref().is_some_and(|place| super::places::is_known(&place.name));
        let (most, all) = (days.max(trip.nights() + 1), overlap(trip));
        !known && span.place.is_some() && all * 3 >= most * 2
    };
    let about = trips.iter().position(about).or_else(|| trips.iter().position(covers));
    match (about.and_then(|at| trips.get_mut(at)), &span.place) {
        (Some(trip), _) => {
            if !trip.returns {
                trip.end = trip.end.max(span.to);
                if trip.legs.is_empty() {
                    trip.start = trip.start.min(span.from);
                }
            }
            trip.spans.push(span.clone());
        }
        (None, Some(place)) => trips.push(Trip {
            destination: place.clone(),
            start: span.from,
            end: span.to,
            legs: Vec::new(),
            stays: Vec::new(),
            spans: vec![span.clone()],
            returns: false,
        }),
        (None, None) => {}
    }
}

/// Finds where the trip goes: where most nights are; of a day's journey, where its first half ends.
fn settle(trip: &mut Trip, home: &Home) {
    order::by_key(&mut trip.stays, |stay| stay.from);
    let mut tally: Vec<(Place, usize)> = Vec::new();
    for (_, _, place) in trip.beds() {
        let Some(place) = place.filter(|place| !home.is(place)) else { continue };
        match tally.iter_mut().find(|(known, _)| known.is(place)) {
            Some((_, nights)) => *nights += 1,
            None => tally.push((place.clone(), 1)),
        }
    }
    let mut most: Option<(Place, usize)> = None;
    for (place, nights) in tally {
        if most.as_ref().is_none_or(|(_, best)| nights > *best) {
            most = Some((place, nights));
        }
    }
    let turn = || {
        let middle = trip.legs.len().saturating_sub(1) / 2;
        let there = trip.legs.get(middle).map(|leg| leg.to.clone()).filter(|place| !home.is(place));
        there.or_else(|| trip.legs.first().map(|leg| leg.from.clone()))
    };
    let named = || trip.spans.iter().find_map(|span| span.place.clone());
    let house = || trip.stays.iter().find(|stay| !stay.name.is_empty()).map(|stay| stay.name.clone());
    let house = || house().map(|name| Place { name, country: String::new() });
    let found = most.map(|(place, _)| place).or_else(turn).or_else(named).or_else(house);
    if let Some(place) = found {
        trip.destination = place;
    }
}
