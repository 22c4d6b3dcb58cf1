//! What a trip still needs: checking in, a bed for every night, and nothing else at that time.

use super::{
    super::words,
    View,
    bookings::{Mode, add, connects},
    calendar, card,
    trips::Trip,
};
use crate::{
    missions::{
        card::{Does, Finding, Offer, Step, Urgency, Wrong},
        payload::life::LifeCard,
    },
    profile::life::Event,
    unicode::fold,
};

/// What the person says where a bed is not missing.
const HAS_A_BED: &str = "has-a-bed";
/// What the person says of two things that go together.
const GO_TOGETHER: &str = "go-together";

impl View<'_> {
    /// The flights of the next two days, unless there are boarding passes.
    pub fn check_ins(&self, key: &str, trip: &Trip) -> Vec<Finding> {
        let flights = trip.legs.iter().enumerate().filter(|(_, leg)| leg.mode == Mode::Flight);
        // One checks in once for flights that connect.
        let before =
            |at: usize| at.checked_sub(1).and_then(|at| trip.legs.get(at)).filter(|leg| leg.mode == Mode::Flight);
        let firsts = flights.filter(|(at, leg)| !before(*at).is_some_and(|before| connects(before, leg)));
        let soon = firsts.map(|(_, leg)| leg).filter(|leg| {
            let left = leg.leaves.seconds() - self.now.unix_seconds();
            (0..=48 * 3600).contains(&left)
        });
        let open = soon.filter(|leg| !self.has_boarding_pass(&leg.reservation, &leg.number));
        open.map(|leg| {
            let leaves = format!("{} {}", words::weekday(leg.leaves.day), leg.leaves.shown());
            let payload = LifeCard::CheckIn {
                destination: leg.to.name.clone(),
                number: leg.number.clone(),
                leaves: card::wire(leg.leaves),
            };
            let title = format!("Check in for {} to {}", leg.number, leg.to.name);
            let link = self.link(&leg.reservation, &["checkin", "check-in"]);
            let link = link.map(|url| Offer::new("Check in", Does::Open { url }));
            Finding {
                summary: format!("It leaves {} on {leaves}.", leg.from.name),
                reckoning: vec![
                    Step { record: leg.records.first().cloned(), ..Step::new("Leaves", leaves) },
                    Step::new("Booking", leg.reservation.clone()),
                    Step::new("Boarding pass", "none among your mails"),
                ],
                evidence: leg.records.clone(),
                urgency: Urgency::High,
                due: leg.leaves.at.or(words::midnight(leg.leaves.day, self.zone)),
                expires: leg.leaves.at.or(words::midnight(words::later(leg.leaves.day, 1), self.zone)),
                utility: 0.9,
                actions: link.into_iter().chain([Offer::new("I have checked in", Does::Done)]).collect(),
                ..self.about("check-in", &format!("{key} {} {}", leg.number, leg.to.key()), trip, payload, title.trim())
            }
        })
        .collect()
    }

    fn has_boarding_pass(&self, reservation: &str, number: &str) -> bool {
        self.mails.iter().filter(|mail| !mail.sent).any(|mail| {
            let subject = fold(&mail.subject);
            let is_pass =
                ["boarding pass", "bordkarte", "carte d'embarquement", "tarjeta de embarque", "boarding card"]
                    .iter()
                    .any(|word| subject.contains(word));
            let about = |what: &str| !what.is_empty() && (mail.subject.contains(what) || mail.text.contains(what));
            is_pass && (about(reservation) || about(number)) && mail.time.is_none_or(|time| time <= self.now)
        })
    }

    /// An address in a mail about a booking that has one of `words` in it.
    fn link(&self, reservation: &str, words: &[&str]) -> Option<String> {
        if reservation.is_empty() {
            return None;
        }
        let mails = self.mails.iter().rev().filter(|mail| mail.text.contains(reservation));
        let mut links = mails
            .flat_map(|mail| mail.text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '"')));
        let is_it =
            |link: &&str| link.starts_with("https://") && words.iter().any(|word| link.to_lowercase().contains(word));
        links.find(is_it).map(str::to_owned)
    }

    /// Nights without a bed. Where none is booked at all, only if it was otherwise the last time: friends have beds, too.
    pub fn gaps(&self, key: &str, trip: &Trip) -> Option<Finding> {
        if self.lessons.says(HAS_A_BED, key) || trip.start <= self.today {
            return None;
        }
        let beds = trip.beds();
        let mut free = beds.iter().skip_while(|(_, stay, place)| stay.is_some() || place.is_none());
        let (from, _, _) = free.next()?;
        let count = 1 + free.take_while(|(_, stay, place)| stay.is_none() && place.is_some()).count();
        let before = self
            .trips
            .iter()
            .any(|other| other.end < trip.start && other.destination.is(&trip.destination) && other.stays.is_empty());
        if trip.legs.is_empty() || (trip.stays.is_empty() && (before || !trip.spans.is_empty() || !trip.returns)) {
            return None;
        }
        let nights = i64::try_from(count).unwrap_or(1);
        let to = words::later(*from, nights);
        let place = &trip.destination.name;
        let title = format!("{place}: a bed for {}?", words::count(nights, "night"));
        let mut reckoning: Vec<Step> = trip
            .stays
            .iter()
            .map(|stay| {
                let step = Step::new(words::range(stay.from, stay.to), stay.name.clone());
                Step { record: stay.records.first().cloned(), ..step }
            })
            .collect();
        reckoning.push(Step::new("Nothing booked", format!("{} to {}", words::weekday(*from), words::weekday(to))));
        Some(Finding {
            summary: format!(
                "You are away {}, and nothing is booked from {} to {}.",
                words::range(trip.start, trip.end),
                words::weekday(*from),
                words::weekday(to)
            ),
            reckoning,
            urgency: if words::days(self.today, trip.start) < 21 { Urgency::Medium } else { Urgency::Low },
            utility: 0.7,
            expires: words::midnight(words::later(*from, 1), self.zone),
            actions: vec![Offer::new("It is settled", Does::Done)],
            wrong: vec![Wrong {
                label: "I have a bed there".to_owned(),
                lesson: HAS_A_BED.to_owned(),
                says: format!("You have a bed in {place}."),
            }],
            ..self.about("gap", key, trip, LifeCard::Gap { destination: place.clone(), from: *from, to }, &title)
        })
    }

    /// Appointments at home during a trip.
    pub fn meets(&self, key: &str, trip: &Trip) -> Vec<Finding> {
        let (Some(from), Some(to)) = (trip.legs.first(), trip.legs.last()) else { return Vec::new() };
        let away = from.leaves.seconds()..to.ends().seconds();
        let known = trip.records();
        let clashes = self.events.iter().filter(|event| {
            let at = match event.start {
                crate::time::When::At(time) => time.unix_seconds(),
                crate::time::When::Day(day) => words::number_of(day) * 86_400 + 43_200,
            };
            event.rule.is_empty()
                && !calendar::is_long(event)
                && event.day() >= self.today
                && away.contains(&at)
                && !event.location.is_empty()
                && self.home.has(&event.location)
                && !known.contains(&event.record)
        });
        let found = clashes.map(|event| self.missed(key, trip, event));
        found.filter(|finding| !self.lessons.says(GO_TOGETHER, &finding.about)).collect()
    }

    /// An appointment for which the person is away.
    fn missed(&self, key: &str, trip: &Trip, event: &Event) -> Finding {
        let place = &trip.destination.name;
        let day = words::weekday(event.day());
        let together = format!("{key} {}", fold(&event.title));
        let payload =
            LifeCard::Clash { first: format!("Trip to {place}"), second: event.title.clone(), date: event.day() };
        let mut evidence = trip.records();
        add(&mut evidence, &event.record);
        let other = event.attendees.iter().find(|person| !(self.is_own)(&person.mail) && !person.mail.is_empty());
        let draft = other.map(|person| {
            let first = words::first_name(person.shown());
            let body = format!("Hi {first},\n\nI am away on {day}. Can we find another day for this?\n");
            let does = Does::Write { to: person.mail.clone(), subject: event.title.clone(), body };
            Offer::new("Ask for another day", does)
        });
        let away = words::range(trip.start, trip.end);
        Finding {
            summary: format!("“{}” is on {day}, while you are away ({away}).", event.title),
            reckoning: vec![
                Step::new("Away", away),
                Step::of(&event.record, day.clone(), format!("{}, {}", event.title, event.location)),
            ],
            evidence,
            urgency: if words::days(self.today, event.day()) < 14 { Urgency::Medium } else { Urgency::Low },
            due: words::midnight(event.day(), self.zone),
            expires: words::midnight(words::later(event.day(), 1), self.zone),
            utility: 0.75,
            actions: draft.into_iter().chain([Offer::new("It is settled", Does::Done)]).collect(),
            wrong: vec![go_together()],
            ..self.about("clash", &together, trip, payload, &format!("You are in {place} then: {}", event.title))
        }
    }

    /// Two trips at one time; a day on which one ends and the other begins is none.
    pub fn at_once(&self, coming: &[(String, &Trip)]) -> Vec<Finding> {
        let mut found = Vec::new();
        for (at, (key, one)) in coming.iter().enumerate() {
            for (other_key, other) in
                coming.iter().skip(at + 1).filter(|(_, other)| other.start < one.end && one.start < other.end)
            {
                let about = format!("{key} {other_key}");
                if self.lessons.says(GO_TOGETHER, &about) {
                    continue;
                }
                let (first, second) = (&one.destination.name, &other.destination.name);
                let payload = LifeCard::Clash {
                    first: format!("Trip to {first}"),
                    second: format!("Trip to {second}"),
                    date: other.start,
                };
                let mut evidence = one.records();
                other.records().iter().for_each(|id| add(&mut evidence, id));
                found.push(Finding {
                    summary: format!(
                        "{first} is {}, {second} is {}: you cannot be in both.",
                        words::range(one.start, one.end),
                        words::range(other.start, other.end)
                    ),
                    reckoning: vec![
                        Step::new(first.clone(), words::range(one.start, one.end)),
                        Step::new(second.clone(), words::range(other.start, other.end)),
                        Step::new("Both", words::range(other.start, one.end.min(other.end))),
                    ],
                    evidence,
                    urgency: Urgency::High,
                    utility: 0.9,
                    expires: words::midnight(words::later(one.end, 1), self.zone),
                    actions: vec![Offer::new("It is settled", Does::Done)],
                    wrong: vec![go_together()],
                    ..self.about("clash", &about, other, payload, &format!("Two trips at once: {first} and {second}"))
                });
            }
        }
        found
    }
}

fn go_together() -> Wrong {
    Wrong {
        label: "These go together".to_owned(),
        lesson: GO_TOGETHER.to_owned(),
        says: "What lay at one time here is no clash.".to_owned(),
    }
}
