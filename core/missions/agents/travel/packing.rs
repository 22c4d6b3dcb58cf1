//! What to take: what was written down, or bought, before a trip to a place alike.

use super::{super::words, View, bookings::add, trips::Trip};
use crate::{
    missions::{
        card::{Does, Finding, Offer, Step, Urgency},
        payload::life::LifeCard,
    },
    record::RecordId,
    unicode::fold,
};

/// How long before leaving people think of what to take, days.
const BEFORE: i64 = 21;
/// How long before leaving it is said, days.
const SOON: i64 = 10;
/// Words by which a list of things to take begins, folded.
const LISTS: [&str; 14] = [
    "packing",
    "pack ",
    "to bring",
    "bring ",
    "packliste",
    "einpacken",
    "mitnehmen",
    "mitbringen",
    "ta med",
    "att packa",
    "emporter",
    "valise",
    "llevar",
    "maleta",
];

impl View<'_> {
    /// What was taken before, a few days before leaving.
    pub fn packing(&self, key: &str, trip: &Trip) -> Option<Finding> {
        let left = words::days(self.today, trip.start);
        if !(1..=SOON).contains(&left) || trip.nights() == 0 {
            return None;
        }
        let mut things: Vec<(String, RecordId)> = Vec::new();
        let alike = self.trips.iter().rev().filter(|past| past.end < trip.start && is_alike(past, trip));
        let alike: Vec<&Trip> = alike.take(3).collect();
        for past in &alike {
            self.noted(past, &mut things);
        }
        let (place, past) = (&trip.destination.name, alike.first().filter(|_| !things.is_empty())?);
        things.truncate(12);
        let mut evidence = Vec::new();
        things.iter().for_each(|(_, id)| add(&mut evidence, id));
        trip.records().iter().for_each(|id| add(&mut evidence, id));
        let names: Vec<String> = things.iter().map(|(name, _)| name.clone()).collect();
        let list = names.join("\n");
        let payload = LifeCard::Packing { destination: place.clone(), start: trip.start, things: names };
        Some(Finding {
            summary: format!(
                "You leave {}. This is what you thought of before {}.",
                words::ahead(self.today, trip.start),
                past.destination.name
            ),
            reckoning: things.iter().map(|(name, id)| Step::of(id, "Last time", name.clone())).collect(),
            evidence,
            urgency: if left <= 3 { Urgency::Medium } else { Urgency::Low },
            expires: words::midnight(trip.start, self.zone),
            utility: 0.5,
            actions: vec![
                Offer::new(
                    "Send me the list",
                    Does::Write { to: String::new(), subject: format!("Packing for {place}"), body: list },
                ),
                Offer::new("Packed", Does::Done),
            ],
            ..self.about("packing", key, trip, payload, &format!("Packing for {place}: what you took before"))
        })
    }

    /// What mails of the weeks before a trip say is to be taken: the lines below such words, or what follows them.
    fn noted(&self, past: &Trip, things: &mut Vec<(String, RecordId)>) {
        let near = self.mails.iter().filter(|mail| {
            let ahead = mail.time.map(|time| words::days(time.date(), past.start));
            !mail.bulk && ahead.is_some_and(|ahead| (0..=BEFORE).contains(&ahead))
        });
        for mail in near {
            let in_subject = is_list(&mail.subject);
            let lines: Vec<&str> = mail.text.lines().map(str::trim).collect();
            let begins = lines.iter().position(|line| is_list(line));
            let from = if in_subject { 0 } else { begins.unwrap_or(lines.len()) };
            for line in lines.iter().skip(from) {
                let marked = line.strip_prefix(['-', '*', '•', '·', '☐']);
                let thing = marked.map(str::trim).filter(|thing| (2..=60).contains(&thing.chars().count()));
                let known = |thing: &str| things.iter().any(|(known, _)| fold(known) == fold(thing));
                if let Some(thing) = thing.filter(|thing| !known(thing)) {
                    things.push((thing.to_owned(), mail.record.clone()));
                }
            }
            let sentence = begins.and_then(|at| lines.get(at)).filter(|line| line.chars().count() <= 160);
            if let Some(line) = sentence.filter(|_| !lines.iter().any(|line| line.starts_with(['-', '*', '•']))) {
                things.push((words::short(line, 100), mail.record.clone()));
            }
        }
    }
}

fn is_list(text: &str) -> bool {
    let text = format!("{} ", fold(text));
    LISTS.iter().any(|word| text.contains(word))
}

/// The same city, or the same country, or the same time of the year and as long.
fn is_alike(past: &Trip, trip: &Trip) -> bool {
    let country = &trip.destination.country;
    let months = (past.start.month() - trip.start.month()).rem_euclid(12);
    let season = months <= 1 || months >= 11;
    past.destination.is(&trip.destination)
        || (!country.is_empty() && *country == past.destination.country)
        || (season && (past.nights() - trip.nights()).abs() <= 2)
}
