//! The card of a trip: all of it in one place.

use super::{
    super::words,
    NO_TRIP, TRAVEL, View,
    bookings::{Leg, Mode, Moment},
    trips::Trip,
};
use crate::{
    missions::{
        card::{Does, Finding, Offer, Step, Urgency, Wrong},
        payload::life::{LegCard, LifeCard, StayCard},
    },
    profile::ikigai::Dimension,
};

/// How a moment stands in a payload.
pub fn wire(moment: Moment) -> String {
    moment.at.map_or_else(|| moment.day.to_string(), |time| time.to_string())
}

/// `Flight SK 526`
pub fn called(leg: &Leg) -> String {
    let mode = match leg.mode {
        Mode::Flight => "Flight",
        Mode::Train => "Train",
        Mode::Bus => "Coach",
        Mode::Boat => "Ferry",
    };
    format!("{mode} {}", leg.number).trim().to_owned()
}

impl View<'_> {
    /// First names of those who come along.
    pub fn companions(&self, trip: &Trip) -> Vec<String> {
        let others = trip.people().into_iter().filter(|person| !(self.is_own)(&person.mail) && !person.name.is_empty());
        others.map(|person| person.name).collect()
    }

    /// `10–15 September`, with the year where it is not this one.
    pub fn range(&self, trip: &Trip) -> String {
        let year = if trip.end.year() == self.today.year() { String::new() } else { format!(" {}", trip.end.year()) };
        format!("{}{year}", words::range(trip.start, trip.end))
    }

    /// A finding about a trip, with what all of them share.
    pub fn about(&self, kind: &str, key: &str, trip: &Trip, payload: LifeCard, title: &str) -> Finding {
        let place = &trip.destination.name;
        Finding {
            key: vec![kind.to_owned(), key.to_owned()],
            evidence: trip.records(),
            due: words::midnight(trip.start, self.zone),
            expires: words::midnight(words::later(trip.end, 1), self.zone),
            dimensions: vec![Dimension::Experiences],
            segments: vec![TRAVEL],
            about: key.to_owned(),
            wrong: vec![Wrong {
                label: "Not my trip".to_owned(),
                lesson: NO_TRIP.to_owned(),
                says: format!("The journey to {place} in {} is not yours.", trip.start.year()),
            }],
            ..Finding::new(payload.into(), words::title(title))
        }
    }

    pub fn trip(&self, key: &str, trip: &Trip) -> Finding {
        let place = trip.destination.name.clone();
        let payload = LifeCard::Trip {
            destination: place.clone(),
            start: trip.start,
            end: trip.end,
            legs: trip.legs.iter().map(leg_card).collect(),
            stays: trip
                .stays
                .iter()
                .map(|stay| StayCard {
                    name: stay.name.clone(),
                    from: stay.from,
                    to: stay.to,
                    reservation: stay.reservation.clone(),
                })
                .collect(),
        };
        let range = self.range(trip);
        let title = format!("Your trip to {place}, {range}");
        let title = if title.chars().count() > 60 { format!("{place}, {range}") } else { title };
        let people = self.companions(trip);
        let plan = |steps: &[Step]| {
            let lines: Vec<String> = steps.iter().map(|step| format!("{}: {}", step.label, step.value)).collect();
            lines.join("\n")
        };
        let steps = itinerary(trip, Numbers::Shown);
        let near = words::days(self.today, trip.start);
        let mut actions = vec![words::calendar(
            "Add to calendar",
            &format!("Trip to {place}"),
            trip.start,
            trip.end,
            &plan(&steps),
            self.now,
        )];
        let other = trip.people().into_iter().find(|person| !(self.is_own)(&person.mail) && !person.mail.is_empty());
        actions.extend(other.map(|person| {
            // Whoever has a booking's number and a name can change it.
            let plan = plan(&itinerary(trip, Numbers::Hidden));
            let body = format!("Hi {},\n\nhere is our plan:\n\n{plan}\n", words::first_name(person.shown()));
            let does = Does::Write { to: person.mail.clone(), subject: format!("{place}, {range}"), body };
            Offer::new(format!("Send the plan to {}", words::first_name(person.shown())), does)
        }));
        let mut dimensions = vec![Dimension::Experiences];
        dimensions.extend((!people.is_empty()).then_some(Dimension::Relationships));
        Finding {
            summary: self.summary(trip, &people),
            reckoning: steps,
            urgency: match near {
                ..=2 => Urgency::High,
                3..=10 => Urgency::Medium,
                _ => Urgency::Low,
            },
            due: trip.legs.first().and_then(|leg| leg.leaves.at).or(words::midnight(trip.start, self.zone)),
            utility: if near <= 10 { 0.9 } else { 0.7 },
            people,
            dimensions,
            actions,
            ..self.about("trip", key, trip, payload, &title)
        }
    }

    fn summary(&self, trip: &Trip, people: &[String]) -> String {
        let place = &trip.destination.name;
        let nights = match trip.nights() {
            0 => "for the day".to_owned(),
            nights => format!("for {}", words::count(nights, "night")),
        };
        let mut said = if trip.start > self.today {
            format!("{} to {place} {}, {nights}.", going(trip), words::ahead(self.today, trip.start))
        } else {
            format!("You are away until {}.", words::day(trip.end, self.today))
        };
        let names: Vec<String> = people.iter().map(|name| words::first_name(name).to_owned()).collect();
        if !names.is_empty() {
            said.push_str(&format!(" With you there: {}.", words::list(&names)));
        }
        let leaves = trip.legs.first().filter(|leg| leg.leaves.clock.is_some() && trip.start >= self.today);
        if let Some(leg) = leaves {
            said.push_str(&format!(" {} leaves {} at {}.", called(leg), leg.from.name, leg.leaves.shown()));
        }
        said
    }
}

fn going(trip: &Trip) -> &'static str {
    match trip.legs.first().map(|leg| leg.mode) {
        Some(Mode::Flight) => "You fly",
        Some(Mode::Boat) => "You sail",
        _ => "You go",
    }
}

fn leg_card(leg: &Leg) -> LegCard {
    LegCard {
        mode: leg.mode.name(),
        number: leg.number.clone(),
        from: leg.from.name.clone(),
        to: leg.to.name.clone(),
        leaves: wire(leg.leaves),
        arrives: leg.arrives.map(wire).unwrap_or_default(),
        reservation: leg.reservation.clone(),
    }
}

/// Whether an itinerary tells the numbers of bookings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    Shown,
    Hidden,
}

/// A line for each leg, each house and each entry of the calendar, by day.
fn itinerary(trip: &Trip, numbers: Numbers) -> Vec<Step> {
    let mut lines: Vec<(i64, Step)> = Vec::new();
    for leg in &trip.legs {
        let label = format!("{} {}", words::weekday(leg.leaves.day), leg.leaves.shown());
        let arrives = leg.arrives.map(|moment| format!(", there at {}", moment.shown())).unwrap_or_default();
        let is_told = numbers == Numbers::Shown && !leg.reservation.is_empty();
        let booking = if is_told { format!(" ({})", leg.reservation) } else { String::new() };
        let value = format!("{}, {} to {}{arrives}{booking}", called(leg), leg.from.name, leg.to.name);
        let step = Step { record: leg.records.first().cloned(), ..Step::new(label.trim(), value) };
        lines.push((leg.leaves.seconds(), step));
    }
    for stay in &trip.stays {
        let name = if stay.name.is_empty() { "A room" } else { &stay.name };
        let nights = words::count(words::days(stay.from, stay.to), "night");
        let step = Step::new(words::weekday(stay.from), format!("{name}, {nights}"));
        lines.push((
            words::number_of(stay.from) * 86_400 + 54_000,
            Step { record: stay.records.first().cloned(), ..step },
        ));
    }
    for span in &trip.spans {
        let step = Step::of(&span.record, words::range(span.from, span.to), span.title.clone());
        lines.push((words::number_of(span.from) * 86_400, step));
    }
    crate::order::by_key(&mut lines, |(at, _)| *at);
    let mut steps: Vec<Step> = lines.into_iter().map(|(_, step)| step).collect();
    steps.push(Step::new("Nights away", trip.nights().to_string()));
    steps
}
