//! Whether the passport lasts for a trip abroad.

use jiff::civil::Date;

use super::{super::words, View, trips::Trip};
use crate::{
    ingest::extract::days_named,
    missions::{
        card::{Does, Finding, Offer, Step, Urgency},
        payload::life::LifeCard,
    },
    profile::life::Mail,
    record::RecordId,
    unicode::fold,
};

/// Many countries ask for a passport that lasts for half a year after the journey.
const PASSPORT_DAYS: i64 = 183;
/// Countries between which those who live there travel with an identity card: the Schengen area.
const SCHENGEN: &str = "AT BE BG CH CZ DE DK EE ES FI FR GR HR HU IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK";
/// Schengen and many others ask for three months.
const AT_LEAST: i64 = 90;

/// The last day of a passport, and what tells it.
pub type Ends = (Date, Option<RecordId>);

impl View<'_> {
    /// A passport that ends before, or too soon after, a trip abroad.
    pub fn passport(&self, key: &str, trip: &Trip, ends: Option<&Ends>) -> Option<Finding> {
        let countries =
            || trip.legs.iter().flat_map(|leg| [&leg.from.country, &leg.to.country]).filter(|it| !it.is_empty());
        let first = countries().next()?;
        let within = |area: &str| countries().all(|country| area.split(' ').any(|other| other == country));
        if within(first) || within(SCHENGEN) {
            return None;
        }
        let (expires, told) = ends?;
        let expires = *expires;
        let left = words::days(trip.end, expires);
        if left >= PASSPORT_DAYS {
            return None;
        }
        let place = &trip.destination.name;
        let payload = LifeCard::PassportExpiry { expires, destination: place.clone(), end: trip.end };
        let (title, summary) = said(place, &words::day(expires, self.today), &words::day(trip.end, self.today), left);
        let mut evidence = trip.records();
        evidence.extend(told.clone().filter(|id| !trip.records().contains(id)));
        Some(Finding {
            summary,
            reckoning: vec![
                Step {
                    record: evidence.last().cloned(),
                    ..Step::new("Passport expires", words::day(expires, self.today))
                },
                Step::new("Back from the trip", words::day(trip.end, self.today)),
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

    /// The last day of the passport, as a memory, the latest mail or the calendar tells it.
    pub fn passport_ends(&self) -> Option<Ends> {
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
        let says = |line: &str| {
            let line = fold(line);
            PASSPORT.iter().any(|word| line.contains(word)) && ENDS.iter().any(|word| line.contains(word))
        };
        let ends = |text: &str, told: Option<Date>| {
            let line = sentences(text).into_iter().find(|line| says(line))?;
            let possible = |date: &Date| told.is_none_or(|told| words::days(told, *date) < 11 * 366);
            days_named(&line, told).into_iter().find(possible)
        };
        let fact =
            self.facts.iter().rev().find_map(|fact| Some((ends(&fact.text, None)?, fact.sources.first().cloned())));
        let mail = || {
            let says = |mail: &&Mail| {
                ["asspor", "reisepass", "asapor", "aspoort"].iter().any(|word| mail.text.to_lowercase().contains(word))
            };
            let mails = self.mails.iter().rev().filter(|mail| !mail.bulk).filter(says);
            let mut told = mails.filter_map(|mail| {
                let day = mail.time?.date();
                Some((ends(&mail.text, Some(day)).filter(|date| *date >= day)?, Some(mail.record.clone())))
            });
            told.next()
        };
        let noted = || {
            let noted = self.events.iter().rev().find(|event| event.rule.is_empty() && says(&event.title))?;
            Some((noted.day(), Some(noted.record.clone())))
        };
        fact.or_else(mail).or_else(noted)
    }
}

/// Title and summary: of a passport that ends before the person is back, or `left` days after.
fn said(place: &str, expires: &str, back: &str, left: i64) -> (String, String) {
    if left < 0 {
        let summary = format!("It expires on {expires}, and you are back on {back}. Renew it before you go.");
        return (format!("Your passport ends before {place}"), summary);
    }
    let summary = format!(
        "It expires on {expires}, {} after you are back. Many countries ask for three to six months: look up which.",
        words::count(left, "day")
    );
    (format!("Is your passport good for {place}?"), summary)
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
