//! What a trip still needs: checking in, a passport that lasts, a bed for every night, and nothing else at that time.

use jiff::civil::Date;

use super::{
    super::words,
    View,
    bookings::{Mode, add},
    calendar, card,
    trips::Trip,
};
use crate::{
    ingest::extract::days_named,
    missions::{
        card::{Does, Finding, Offer, Step, Urgency, Wrong},
        payload::life::LifeCard,
    },
    record::RecordId,
    unicode::fold,
};

/// Many countries ask for a passport that lasts for half a year after the journey.
const PASSPORT_DAYS: i64 = 183;
/// Countries between which those who live there travel with an identity card: the Schengen area.
const SCHENGEN: &str = "AT BE BG CH CZ DE DK EE ES FI FR GR HR HU IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK";
/// Schengen and many others ask for three months.
const AT_LEAST: i64 = 90;
/// What the person says where a bed is not missing.
const HAS_A_BED: &str = "has-a-bed";
/// What the person says of two things that go together.
const GO_TOGETHER: &str = "go-together";

impl View<'_> {
    /// The flights of the next two days, unless there are boarding passes.
    pub fn check_ins(&self, key: &str, trip: &Trip) -> Vec<Finding> {
        let soon = trip.legs.iter().filter(|leg| leg.mode == Mode::Flight).filter(|leg| {
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

    /// A passport that ends before, or too soon after, a trip abroad.
    pub fn passport(&self, key: &str, trip: &Trip) -> Option<Finding> {
        let countries =
            || trip.legs.iter().flat_map(|leg| [&leg.from.country, &leg.to.country]).filter(|it| !it.is_empty());
        let first = countries().next()?;
        let within = |area: &str| countries().all(|country| area.split(' ').any(|other| other == country));
        if within(first) || within(SCHENGEN) {
            return None;
        }
        let (expires, told) = self.passport_ends()?;
        let left = words::days(trip.end, expires);
        if left >= PASSPORT_DAYS {
            return None;
        }
        let place = &trip.destination.name;
        let back = words::day(trip.end, self.today);
        let payload = LifeCard::PassportExpiry { expires, destination: place.clone(), end: trip.end };
        let (title, summary) = if left < 0 {
            (
                format!("Your passport ends before {place}"),
                format!(
                    "It expires on {}, and you are back on {back}. Renew it before you go.",
                    words::day(expires, self.today)
                ),
            )
        } else {
            (
                format!("Is your passport good for {place}?"),
                format!(
                    "It expires on {}, {} after you are back. Many countries ask for three to six months: look up which.",
                    words::day(expires, self.today),
                    words::count(left, "day")
                ),
            )
        };
        let mut evidence = trip.records();
        evidence.extend(told.filter(|id| !trip.records().contains(id)));
        Some(Finding {
            summary,
            reckoning: vec![
                Step { record: evidence.last().cloned(), ..Step::new("Passport expires", expires.to_string()) },
                Step::new("Back from the trip", trip.end.to_string()),
                Step::new("Days between", left.to_string()),
                Step::new("Often asked for", format!("{AT_LEAST} to {PASSPORT_DAYS} days")),
            ],
            evidence,
            urgency: match left {
                ..0 => Urgency::High,
                0..AT_LEAST if words::days(self.today, trip.start) < 70 => Urgency::High,
                _ => Urgency::Medium,
            },
            utility: if left < AT_LEAST { 0.95 } else { 0.6 },
            actions: vec![
                words::calendar(
                    "Remind me to renew it",
                    "Renew the passport",
                    words::later(self.today, 1),
                    words::later(self.today, 1),
                    "",
                    self.now,
                ),
                Offer::new("It is renewed", Does::Done),
            ],
            ..self.about("passport", key, trip, payload, &title)
        })
    }

    /// The last day of the passport, as the latest mail or a memory tells it.
    fn passport_ends(&self) -> Option<(Date, Option<RecordId>)> {
        const PASSPORT: [&str; 7] =
            ["passport", "reisepass", "passeport", "pasaporte", "passaporto", "paspoort", "passaporte"];
        const ENDS: [&str; 14] = [
            "expire",
            "expiry",
            "valid until",
            "runs out",
            "ablauf",
            "lauft",
            "gultig bis",
            "valable jusqu",
            "caduca",
            "vence",
            "scade",
            "verloopt",
            "geldig tot",
            "valido",
        ];
        let ends = |text: &str, told: Option<Date>| {
            let line = sentences(text).into_iter().find(|line| {
                let line = fold(line);
                PASSPORT.iter().any(|word| line.contains(word)) && ENDS.iter().any(|word| line.contains(word))
            })?;
            let possible = |date: &Date| told.is_none_or(|told| words::days(told, *date) < 11 * 366);
            days_named(&line, told).into_iter().find(possible)
        };
        let fact =
            self.facts.iter().rev().find_map(|fact| Some((ends(&fact.text, None)?, fact.sources.first().cloned())));
        let mail = || {
            let mails = self.mails.iter().rev().filter(|mail| !mail.bulk);
            let mut told = mails.filter_map(|mail| {
                let day = mail.time?.date();
                Some((ends(&mail.text, Some(day)).filter(|date| *date >= day)?, Some(mail.record.clone())))
            });
            told.next()
        };
        fact.or_else(mail)
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
        clashes
            .map(|event| {
                let place = &trip.destination.name;
                let day = words::weekday(event.day());
                let together = format!("{key} {}", fold(&event.title));
                let payload = LifeCard::Clash {
                    first: format!("Trip to {place}"),
                    second: event.title.clone(),
                    date: event.day(),
                };
                let title = format!("You are in {place} then: {}", event.title);
                let mut evidence = known.clone();
                add(&mut evidence, &event.record);
                let draft =
                    event.attendees.iter().find(|person| !(self.is_own)(&person.mail) && !person.mail.is_empty());
                let draft = draft.map(|person| {
                    let body = format!(
                        "Hi {},\n\nI am away on {day}. Can we find another day for this?\n",
                        words::first_name(person.shown())
                    );
                    Offer::new(
                        "Ask for another day",
                        Does::Write { to: person.mail.clone(), subject: event.title.clone(), body },
                    )
                });
                Finding {
                    summary: format!(
                        "“{}” is on {day}, while you are away ({}).",
                        event.title,
                        words::range(trip.start, trip.end)
                    ),
                    reckoning: vec![
                        Step::new("Away", words::range(trip.start, trip.end)),
                        Step::of(&event.record, day.clone(), format!("{}, {}", event.title, event.location)),
                    ],
                    evidence,
                    urgency: if words::days(self.today, event.day()) < 14 { Urgency::Medium } else { Urgency::Low },
                    due: words::midnight(event.day(), self.zone),
                    expires: words::midnight(words::later(event.day(), 1), self.zone),
                    utility: 0.75,
                    actions: draft.into_iter().chain([Offer::new("It is settled", Does::Done)]).collect(),
                    wrong: vec![go_together()],
                    ..self.about("clash", &together, trip, payload, &title)
                }
            })
            .filter(|finding| !self.lessons.says(GO_TOGETHER, &finding.about))
            .collect()
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

/// The sentences of a text, across its lines; the point of `30. März` ends none.
fn sentences(text: &str) -> Vec<String> {
    let (mut all, mut one) = (Vec::new(), String::new());
    for word in text.split_whitespace() {
        one.push_str(word);
        one.push(' ');
        let before = word.trim_end_matches(['.', '!', '?']);
        let number = before.len() <= 2 && before.chars().all(|c| c.is_ascii_digit());
        if before.len() < word.len() && !number {
            all.push(std::mem::take(&mut one));
        }
    }
    all.push(one);
    all
}

fn go_together() -> Wrong {
    Wrong {
        label: "These go together".to_owned(),
        lesson: GO_TOGETHER.to_owned(),
        says: "What lay at one time here is no clash.".to_owned(),
    }
}
