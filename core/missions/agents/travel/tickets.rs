//! Tickets that nothing else reads: a subject that names a way (`Your tickets: Bristol to Swansea`), and days in the text.

use jiff::civil::Date;

use super::{
    bookings::{Leg, Mode, Moment},
    places::{self, Place},
};
use crate::{ingest::extract::days_named, profile::life::Mail, unicode::fold};

/// Words of a mail that holds a ticket, folded; the mode is that of the first of its words, or a train's.
const TICKET: [&str; 22] = [
    "ticket",
    "tickets",
    "eticket",
    "booking",
    "journey",
    "trip",
    "itinerary",
    "travel",
    "fahrkarte",
    "fahrkarten",
    "fahrschein",
    "reise",
    "buchung",
    "billet",
    "billets",
    "voyage",
    "billete",
    "billetes",
    "viaje",
    "biglietto",
    "viaggio",
    "biljett",
];
const BUS: [&str; 8] = ["coach", "bus", "flixbus", "autobus", "fernbus", "autocar", "megabus", "buss"];
const BOAT: [&str; 6] = ["ferry", "fahre", "ferri", "traghetto", "farja", "boat"];
const FLIGHT: [&str; 6] = ["flight", "flug", "vol", "vuelo", "volo", "flyg"];
/// Between the two places.
const TO: [&str; 7] = [" to ", " nach ", " → ", " > ", " naar ", " till ", " à "];
/// What says that a day is that of the way back, folded.
const BACK: [&str; 10] =
    ["return", "back", "inbound", "ruckfahrt", "ruckreise", "retour", "vuelta", "regreso", "ritorno", "terug"];

/// The legs that a mail's ticket is for.
pub fn read(mail: &Mail) -> Vec<Leg> {
    let subject = fold(&mail.subject);
    let has = |text: &str, words: &[&str]| text.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word));
    let is_ticket = has(&subject.replace("e-ticket", "eticket"), &TICKET);
    let (Some(sent), Some((from, to))) = (mail.time, route(&mail.subject).filter(|_| is_ticket)) else {
        return Vec::new();
    };
    let mode = match fold(&format!("{subject} {} {}", mail.from.mail, mail.text)) {
        text if has(&subject, &FLIGHT) && !has(&text, &BUS) => Mode::Flight,
        text if has(&text, &BUS) => Mode::Bus,
        text if has(&text, &BOAT) => Mode::Boat,
        _ => Mode::Train,
    };
    let mut legs: Vec<Leg> = Vec::new();
    for part in mail.text.split(['.', ';', '\n']).filter(|part| part.len() < 300) {
        let Some(day) = days_named(part, Some(sent.date())).into_iter().find(|day| *day >= sent.date()) else {
            continue;
        };
        let back = has(&fold(part), &BACK);
        let known = legs.iter().any(|leg| leg.from.is(if back { &to } else { &from }));
        // The first day is that of the way out; more days say other things.
        if known || (legs.is_empty() && back) {
            continue;
        }
        let (from, to) = if back { (to.clone(), from.clone()) } else { (from.clone(), to.clone()) };
        legs.push(Leg {
            mode,
            number: String::new(),
            from,
            to,
            leaves: Moment { day, clock: clock(part), at: None },
            arrives: None,
            reservation: String::new(),
            sure: 0.6,
            records: vec![mail.record.clone()],
        });
    }
    let order = |date: Option<&Leg>| date.map(|leg| leg.leaves.day);
    let wrong: bool = order(legs.get(1)).is_some_and(|back: Date| order(legs.first()).is_some_and(|out| back < out));
    if wrong { Vec::new() } else { legs }
}

/// The two places of a subject, of which one at least is a city that is known.
fn route(subject: &str) -> Option<(Place, Place)> {
    let (before, behind) = TO.iter().find_map(|to| subject.split_once(to))?;
    let before = before.rsplit([':', '|', '–', ',']).next()?.trim();
    let before = last_capitals(before);
    let behind = behind.split([':', '|', ',', '(', '.', '!', ';']).next()?.trim();
    let (from, to) = (Place::named(&before)?, Place::named(&first_capitals(behind))?);
    let known = places::is_known(&from.name) || places::is_known(&to.name);
    (known && !from.is(&to)).then_some((from, to))
}

fn is_capital(word: &&str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn first_capitals(text: &str) -> String {
    text.split_whitespace().take_while(is_capital).take(4).collect::<Vec<_>>().join(" ")
}

fn last_capitals(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().rev().take_while(is_capital).take(4).collect();
    words.reverse();
    words.join(" ")
}

/// The first `06:40` of a text.
fn clock(text: &str) -> Option<(i8, i8)> {
    let times = text.split(|c: char| !c.is_ascii_digit() && c != ':').filter_map(|word| word.split_once(':'));
    let mut times = times.filter_map(|(hour, minute)| Some((hour.parse::<i8>().ok()?, minute.parse::<i8>().ok()?)));
    times.find(|(hour, minute)| (0..24).contains(hour) && (0..60).contains(minute))
}
