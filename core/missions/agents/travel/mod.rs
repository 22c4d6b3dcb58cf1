//! Travel: trips put together from mails and the calendar, and what is still to be done for them.
//!
//! `bookings` reads what is booked, `tickets` what only a subject tells, `notices` what was changed or called off, `whose`
//! leaves out what others booked, `places` gives a city one name, `calendar` reads entries, `home` finds where journeys
//! start, `trips` puts them together; `card` makes the trip's card, `checks` and `passport` those of what is missing,
//! `packing` what to take.

mod bookings;
mod calendar;
mod card;
mod checks;
mod home;
mod notices;
mod packing;
mod passport;
mod places;
mod tickets;
mod trips;
mod whose;

use jiff::civil::Date;

use crate::{
    memory::{
        Memory, MemoryKind,
        derive::occasions::{self, Occasion},
    },
    missions::{
        card::{AgentName, Finding},
        error::Refused,
        feedback::Lessons,
        hands::{Hands, Level},
    },
    profile::{
        life::{Event, Mail},
        taxonomy::SegmentId,
    },
    time::Time,
};

use trips::Trip;

/// Interest | Travel.
const TRAVEL: SegmentId = SegmentId(719);
/// What the person says of a trip that is none of theirs.
const NO_TRIP: &str = "not-my-trip";

/// The agent.
pub struct Travel;

/// What the cards of trips are made from.
struct View<'a> {
    trips: &'a [Trip],
    mails: &'a [Mail],
    events: &'a [Event],
    facts: &'a [&'a Memory],
    home: &'a home::Home,
    lessons: &'a Lessons,
    is_own: &'a dyn Fn(&str) -> bool,
    today: Date,
    now: Time,
    zone: &'a jiff::tz::TimeZone,
}

impl crate::missions::agents::Agent for Travel {
    fn name(&self) -> AgentName {
        AgentName::Travel
    }

    fn level(&self) -> Level {
        Level::Complex
    }

    fn look(&self, hands: &mut Hands<'_>) -> Result<Vec<Finding>, Refused> {
        let (things, mails, events) = (hands.things()?, hands.mails()?, hands.events()?);
        let (contacts, payments) = (hands.contacts()?, hands.payments()?);
        let facts = hands.memories(MemoryKind::Fact, "Passport and habits, for the trips that are coming up")?;
        let (now, today, zone, lessons) = (hands.now(), hands.today(), hands.zone(), hands.verdicts());
        let is_own = |mail: &str| hands.is_own(mail);
        let kept = events.iter().filter_map(|event| occasions::read(&event.title));
        let kept: Vec<String> = kept.filter(|(what, _)| *what == Occasion::Birthday).map(|(_, name)| name).collect();
        let known = contacts.iter().map(|contact| &contact.name).chain(&kept).map(String::as_str);
        let whose = whose::Whose::of(is_own, mails, known);
        let mut bookings = bookings::Bookings::of(things, mails, &whose);
        bookings.add_tickets(things, mails, &whose);
        calendar::add_legs(&mut bookings, events);
        let home = home::Home::of(&bookings, events, payments);
        let trips = trips::assemble(&bookings, &calendar::spans(events, &home, &whose), &home);
        let view = View {
            trips: &trips,
            mails,
            events,
            facts: &facts,
            home: &home,
            lessons,
            is_own: &is_own,
            today,
            now,
            zone,
        };
        Ok(view.findings())
    }
}

impl View<'_> {
    fn findings(&self) -> Vec<Finding> {
        let coming: Vec<(String, &Trip)> =
            self.trips.iter().enumerate().filter_map(|(at, trip)| self.coming(at, trip)).collect();
        let passport = if coming.is_empty() { None } else { self.passport_ends() };
        let mut found = Vec::new();
        for (key, trip) in &coming {
            found.push(self.trip(key, trip));
            found.extend(self.check_ins(key, trip));
            found.extend(self.passport(key, trip, passport.as_ref()));
            found.extend(self.gaps(key, trip));
            found.extend(self.meets(key, trip));
            found.extend(self.packing(key, trip));
        }
        found.extend(self.at_once(&coming));
        found
    }

    /// A trip that is not over, under a key that stays the same when its days move: the how-manieth of its year to its
    /// city it is.
    fn coming<'t>(&self, at: usize, trip: &'t Trip) -> Option<(String, &'t Trip)> {
        let alike = |other: &&Trip| other.destination.is(&trip.destination) && other.start.year() == trip.start.year();
        let before = self.trips.iter().take(at).filter(alike).count();
        let key = format!("{} {} {}", trip.destination.key(), trip.start.year(), before + 1);
        (trip.end >= self.today && !self.lessons.says(NO_TRIP, &key)).then_some((key, trip))
    }
}
