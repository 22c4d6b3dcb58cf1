//! Events and people: birthdays, presents, friends one hears less of, and two things at one time.

mod birthdays;
mod friends;

use jiff::{civil::Date, tz::TimeZone};

use super::{series, words};
use crate::{
    memory::{Memory, MemoryKind, derive::occasions::Occasion},
    missions::{
        card::{AgentName, Does, Finding, Offer, Step, Urgency, Wrong},
        error::Refused,
        feedback::Lessons,
        hands::{Hands, Level},
        payload::life::LifeCard,
    },
    profile::{
        ikigai::{Dimension, Ikigai},
        life::Event,
    },
    time::{Time, When},
    unicode::fold,
};

use birthdays::Kept;

/// How far ahead a birthday becomes a card, days.
const AHEAD: i64 = 30;
/// How far ahead two things at one time are said, days.
const CLASHES: i64 = 45;
/// What the person says of a day that is not kept.
const NOT_KEPT: &str = "not-a-birthday";
/// What the person says of two things that go together.
const GO_TOGETHER: &str = "go-together";

/// The agent.
pub struct Events;

/// What the cards are made from.
struct View<'a> {
    ikigai: &'a Ikigai,
    facts: &'a [&'a Memory],
    lessons: &'a Lessons,
    today: Date,
    now: Time,
    zone: &'a TimeZone,
}

impl super::Agent for Events {
    fn name(&self) -> AgentName {
        AgentName::Events
    }

    fn level(&self) -> Level {
        Level::Coordinated
    }

    fn look(&self, hands: &mut Hands<'_>) -> Result<Vec<Finding>, Refused> {
        let (events, mails, contacts) = (hands.events()?, hands.mails()?, hands.contacts()?);
        let facts = hands.memories(MemoryKind::Fact, "What people like, for presents on their birthdays")?;
        let view = View {
            ikigai: hands.ikigai()?,
            facts: &facts,
            lessons: hands.verdicts(),
            today: hands.today(),
            now: hands.now(),
            zone: hands.zone(),
        };
        let kept = birthdays::all(events, contacts, mails, |mail| hands.is_own(mail));
        let mut found: Vec<Finding> = kept.iter().filter_map(|kept| view.kept(kept)).collect();
        found.extend(kept.iter().filter_map(|kept| view.gift(kept)));
        found.extend(view.drifting(events));
        found.extend(view.clashes(events));
        Ok(found)
    }
}

impl View<'_> {
    /// A birthday or a wedding day that is coming up.
    fn kept(&self, kept: &Kept) -> Option<Finding> {
        let date = kept.next(self.today)?;
        let left = words::days(self.today, date);
        if self.lessons.says(NOT_KEPT, &kept.key()) {
            return None;
        }
        let birthday = kept.occasion == Occasion::Birthday;
        let day = crate::time::day_of(date);
        let name = kept.name.clone();
        let (title, payload) = if birthday {
            (format!("{}: birthday on {day}", words::short(&name, 36)), LifeCard::Birthday { name: name.clone(), date })
        } else {
            (format!("{}: {day}", words::short(&name, 40)), LifeCard::Anniversary { name: name.clone(), date })
        };
        let age = birthdays::turns(kept, date);
        let years = age
            .map(|age| if birthday { format!(" {name} turns {age}.") } else { format!(" It has been {age} years.") });
        let mut reckoning =
            vec![Step { record: kept.records.first().cloned(), ..Step::new(format!("In {}", kept.how), day.clone()) }];
        reckoning.extend(
            kept.year
                .filter(|_| age.is_some())
                .map(|year| Step::new(if birthday { "Born" } else { "Since" }, year.to_string())),
        );
        reckoning.push(Step::new("The next one", birthdays::said(date, self.today)));
        Some(Finding {
            key: vec!["kept".to_owned(), kept.key(), date.year().to_string()],
            summary: format!("It is {}.{}", birthdays::said(date, self.today), years.unwrap_or_default()),
            reckoning,
            evidence: kept.records.clone(),
            urgency: match left {
                ..=3 => Urgency::High,
                4..=14 => Urgency::Medium,
                _ => Urgency::Low,
            },
            due: words::midnight(date, self.zone),
            shows: words::midnight(words::later(date, -AHEAD), self.zone),
            expires: words::midnight(words::later(date, 1), self.zone),
            utility: if left <= 14 { 0.85 } else { 0.6 },
            people: self.full_name(&name).into_iter().collect(),
            dimensions: vec![Dimension::Relationships],
            actions: self.actions(kept, date),
            about: kept.key(),
            wrong: vec![Wrong {
                label: if birthday { "Not a birthday" } else { "Not kept any more" }.to_owned(),
                lesson: NOT_KEPT.to_owned(),
                says: format!("{name}: no day to be kept on {day}."),
            }],
            ..Finding::new(payload.into(), words::title(&title))
        })
    }

    /// What to do for a day that is kept: to write on the day, to note it where it is not noted.
    fn actions(&self, kept: &Kept, date: Date) -> Vec<Offer> {
        let (name, birthday) = (&kept.name, kept.occasion == Occasion::Birthday);
        let mut actions = Vec::new();
        if birthday && words::days(self.today, date) <= 1 {
            let first = words::first_name(name);
            let to = if kept.mail.is_empty() { self.address(name) } else { kept.mail.clone() };
            let body = format!("Dear {first},\n\nhappy birthday! ");
            let does = Does::Write { to, subject: format!("Happy birthday, {first}!"), body };
            actions.push(Offer::new(format!("Write to {first}"), does));
        }
        if kept.how != "your calendar" {
            let entry = if birthday { format!("Birthday: {name}") } else { name.clone() };
            actions.push(words::calendar("Add to calendar", &entry, date, date, "", self.now));
        }
        actions.push(Offer::new("All set", Does::Done));
        actions
    }

    /// The key person of this name, or the only one of this first name.
    fn full_name(&self, name: &str) -> Option<String> {
        let people = &self.ikigai.relationships.key_people;
        if let Some(person) = self.ikigai.person(name) {
            return Some(person.name.clone());
        }
        let mut alike = people.iter().filter(|person| fold(words::first_name(&person.name)) == fold(name));
        let one = alike.next().filter(|_| alike.next().is_none());
        Some(one.map_or_else(|| name.to_owned(), |person| person.name.clone()))
    }

    fn address(&self, name: &str) -> String {
        let person = self.full_name(name).and_then(|name| self.ikigai.person(&name));
        person.and_then(|person| person.addresses.first().cloned()).unwrap_or_default()
    }

    /// Appointments of which one begins before the other ends.
    fn clashes(&self, events: &[Event]) -> Vec<Finding> {
        let soon: Vec<(&Event, i64, i64, Date)> = events.iter().flat_map(|event| self.appointments(event)).collect();
        let mut found = Vec::new();
        for (at, (one, from, to, day)) in soon.iter().enumerate() {
            for (other, begins, ends, other_day) in soon.iter().skip(at + 1) {
                // That two series meet is known.
                if !one.rule.is_empty() && !other.rule.is_empty() {
                    continue;
                }
                let (both, same) = (to.min(ends) - from.max(begins), fold(&one.title) == fold(&other.title));
                let about = format!("{} {}", fold(&one.title), fold(&other.title));
                if both < 600 || same || self.lessons.says(GO_TOGETHER, &about) {
                    continue;
                }
                let payload = LifeCard::Clash { first: one.title.clone(), second: other.title.clone(), date: *day };
                let label = |event: &Event, day: Date| format!("{} {}", words::weekday(day), clock(event));
                found.push(Finding {
                    key: vec!["clash".to_owned(), about.clone()],
                    summary: format!("“{}” and “{}” overlap on {}.", one.title, other.title, words::weekday(*day)),
                    reckoning: vec![
                        Step::of(&one.record, label(one, *day), one.title.clone()),
                        Step::of(&other.record, label(other, *other_day), other.title.clone()),
                        Step::new("Both at once", words::count(both / 60, "minute")),
                    ],
                    evidence: vec![one.record.clone(), other.record.clone()],
                    urgency: if words::days(self.today, *day) <= 7 { Urgency::High } else { Urgency::Medium },
                    due: words::midnight(*day, self.zone),
                    expires: words::midnight(words::later(*day, 1), self.zone),
                    utility: 0.8,
                    actions: vec![Offer::new("It is settled", Does::Done)],
                    about,
                    wrong: vec![Wrong {
                        label: "These go together".to_owned(),
                        lesson: GO_TOGETHER.to_owned(),
                        says: format!("{} and {} go together.", one.title, other.title),
                    }],
                    ..Finding::new(
                        payload.into(),
                        words::title(&format!("Two things at once on {}", crate::time::day_of(*day))),
                    )
                });
            }
        }
        found
    }

    /// When an appointment of hours, not of days, takes place in the coming weeks: from, to, and the day.
    fn appointments<'e>(&self, event: &'e Event) -> Vec<(&'e Event, i64, i64, Date)> {
        let (When::At(start), Some(When::At(end))) = (event.start, event.end) else { return Vec::new() };
        let long = end.unix_seconds() - start.unix_seconds();
        if !(600..10 * 3600).contains(&long) {
            return Vec::new();
        }
        let days = (0..=CLASHES).map(|ahead| words::later(self.today, ahead)).filter(|day| series::is_on(event, *day));
        let from = |day: Date| {
            if event.rule.is_empty() {
                return Some(start.unix_seconds());
            }
            // At its hour, also where the clocks were changed since.
            let wall = start.instant().to_zoned(self.zone.clone()).time();
            Some(day.to_datetime(wall).to_zoned(self.zone.clone()).ok()?.timestamp().as_second())
        };
        days.filter_map(|day| from(day).map(|from| (event, from, from + long, day))).collect()
    }
}

/// `18:00`
fn clock(event: &Event) -> String {
    match event.start {
        When::At(time) => time.to_string().get(11..16).unwrap_or_default().to_owned(),
        When::Day(_) => String::new(),
    }
}
