//! Bookings that nothing else reads: a way in plain words (`Bristol to Swansea`) and the day near it, a day of coming and
//! one of going, a city.

use jiff::civil::Date;

use super::{
    bookings::{Leg, Mode, Moment, Stay},
    notices::beginning,
    places::{self, Place},
};
use crate::{ingest::extract::days_named, profile::life::Mail, unicode::fold};

/// Words of a mail that confirms a booking, folded.
const BOOKED: [&str; 43] = [
    "ticket",
    "tickets",
    "eticket",
    "booking",
    "booked",
    "itinerary",
    "reservation",
    "confirmed",
    "confirmation",
    "reference",
    "pnr",
    "fahrkarte",
    "fahrkarten",
    "fahrschein",
    "reiseverbindung",
    "buchung",
    "buchungsbestatigung",
    "reservierung",
    "bestatigung",
    "gebucht",
    "billet",
    "billets",
    "reserve",
    "reservee",
    "billete",
    "billetes",
    "reserva",
    "biglietto",
    "biglietti",
    "prenotazione",
    "boeking",
    "reservering",
    "biljett",
    "bokning",
    "bestellung",
    "billett",
    "commande",
    "acquisto",
    "hinfahrt",
    "aller",
    "andata",
    "ida",
    "heenreis",
];
const FLIGHT: [&str; 16] = [
    "flight", "flights", "flug", "vol", "vuelo", "volo", "voo", "vlucht", "flyg", "airline", "airlines", "airways",
    "airport", "boarding", "gate", "abflug",
];
const BUS: [&str; 8] = ["coach", "bus", "flixbus", "autobus", "fernbus", "autocar", "megabus", "buss"];
const BOAT: [&str; 6] = ["ferry", "fahre", "ferri", "traghetto", "farja", "crossing"];
/// Between two places; the places on both sides of a dash must be known.
const TO: [(&str, bool); 10] = [
    (" to ", false),
    (" nach ", false),
    (" → ", false),
    (" -> ", false),
    (" naar ", false),
    (" till ", false),
    (" à ", true),
    (" - ", true),
    (" – ", true),
    (" > ", true),
];
/// What says that a day is that of the way back, folded.
const BACK: [&str; 14] = [
    "return",
    "returning",
    "back",
    "inbound",
    "ruckfahrt",
    "ruckreise",
    "ruckflug",
    "retour",
    "vuelta",
    "regreso",
    "ritorno",
    "terug",
    "terugreis",
    "hjemreise",
];
/// What says that a day is that of arriving, folded.
const ENDS: [&str; 11] = [
    "arr", "arrive", "arrives", "arrival", "arriving", "ankunft", "arrivee", "llegada", "arrivo", "aankomst", "ankomst",
];
/// The day of coming, and the day of going, folded.
const IN: [&str; 12] = [
    "check-in", "check in", "checkin", "arrival", "arriving", "anreise", "ankunft", "arrivee", "llegada", "entrada",
    "arrivo", "aankomst",
];
const OUT: [&str; 12] = [
    "check-out",
    "check out",
    "checkout",
    "departure",
    "departing",
    "abreise",
    "depart",
    "salida",
    "partenza",
    "vertrek",
    "leaving",
    "avresa",
];
/// What a stay is told with, folded.
const LODGING: [&str; 28] = [
    "hotel",
    "hostel",
    "room",
    "rooms",
    "night",
    "nights",
    "stay",
    "guest",
    "guests",
    "host",
    "apartment",
    "guesthouse",
    "inn",
    "airbnb",
    "zimmer",
    "doppelzimmer",
    "unterkunft",
    "pension",
    "nacht",
    "nachte",
    "ubernachtung",
    "chambre",
    "nuit",
    "nuits",
    "habitacion",
    "noches",
    "camera",
    "kamer",
];
/// A stay of more nights was misread.
const LONGEST: i64 = 60;

fn has(text: &str, words: &[&str]) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
}

/// Whether a mail confirms a booking.
fn is_booking(mail: &Mail) -> bool {
    let text = fold(&format!("{} {}", mail.subject, beginning(&mail.text))).replace("e-ticket", "eticket");
    has(&text, &BOOKED)
}

/// The pieces in which a text tells one thing each.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| line.split(". ").flat_map(|part| part.split(';'))).filter(|part| part.len() < 300)
}

/// The legs that a mail's text tells: a way and a day, in one piece of the text or one behind the other.
pub fn legs(mail: &Mail) -> Vec<Leg> {
    let Some(sent) = mail.time.map(crate::time::Time::date).filter(|_| is_booking(mail)) else { return Vec::new() };
    let mode = mode(mail);
    let mut legs: Vec<Leg> = Vec::new();
    let mut way: Option<(Place, Place)> = route(&mail.subject);
    let mut loose: Option<Date> = None;
    for part in parts(&mail.text) {
        let day = days_named(part, Some(sent)).into_iter().find(|day| *day >= sent);
        let back = has(&fold(part), &BACK);
        let told = route(part);
        let reversed = || legs.first().filter(|_| back).map(|leg| (leg.to.clone(), leg.from.clone()));
        let (found, on) = match (told, day) {
            (Some(route), Some(day)) => (Some(route), Some(day)),
            (Some(route), None) => {
                let on = loose.take();
                way = on.is_none().then(|| route.clone());
                (Some(route), on)
            }
            (None, Some(day)) => {
                let found = reversed().or_else(|| way.take().filter(|_| !back));
                // The day on which a way ends is not that of the next.
                let ends = has(&fold(part), &ENDS) || legs.last().is_some_and(|last| last.leaves.day == day);
                loose = (found.is_none() && !ends).then_some(day);
                (found, Some(day))
            }
            (None, None) => continue,
        };
        let (Some((from, to)), Some(day)) = (found, on) else { continue };
        // The first day is that of the way; more days of it say other things.
        let known = legs.iter().any(|leg| leg.from.is(&from) && leg.to.is(&to));
        if !known && legs.last().is_none_or(|last| last.leaves.day <= day) {
            way = None;
            let leaves = Moment { day, clock: clock(part), at: None };
            legs.push(Leg {
                mode,
                number: String::new(),
                from,
                to,
                leaves,
                arrives: None,
                reservation: String::new(),
                sure: 0.6,
                records: vec![mail.record.clone()],
            });
        }
    }
    legs
}

fn mode(mail: &Mail) -> Mode {
    let text = fold(&format!("{} {} {}", mail.subject, mail.from.name, mail.text));
    if has(&text, &BUS) {
        Mode::Bus
    } else if has(&text, &BOAT) {
        Mode::Boat
    } else if has(&text, &FLIGHT) {
        Mode::Flight
    } else {
        Mode::Train
    }
}

/// The nights that a mail's text tells: a day of coming and one of going, each behind its word.
pub fn stay(mail: &Mail) -> Option<Stay> {
    let sent = mail.time.map(crate::time::Time::date).filter(|_| is_booking(mail))?;
    let whole = fold(&format!("{} {} {}", mail.subject, mail.from.name, mail.text));
    if !has(&whole, &LODGING) {
        return None;
    }
    let day = |words: &[&str]| {
        let lines: Vec<&str> = mail.text.lines().collect();
        lines.iter().enumerate().find_map(|(at, line)| {
            let folded = fold(line);
            let word = words.iter().find(|word| folded.contains(**word))?;
            // What stands before the word is of something else; folding keeps nearly every place.
            let from = folded.find(word).map_or(0, |start| line.floor_char_boundary(start.min(line.len())));
            let here = days_named(line.get(from..).unwrap_or(line), Some(sent)).into_iter().next();
            here.or_else(|| days_named(lines.get(at + 1)?, Some(sent)).into_iter().next())
        })
    };
    let (from, to) = (day(&IN)?, day(&OUT)?);
    let nights = super::super::words::days(from, to);
    (from >= sent && (1..=LONGEST).contains(&nights)).then(|| Stay {
        name: house(mail),
        place: city(mail),
        from,
        to,
        reservation: String::new(),
        sure: 0.6,
        records: vec![mail.record.clone()],
    })
}

/// `at Hotel Sonne` of a subject, or whoever writes.
fn house(mail: &Mail) -> String {
    let behind =
        [" at ", " im ", " chez ", " en ", " bei "].iter().find_map(|word| Some(mail.subject.split_once(word)?.1));
    let name = behind.map(|text| text.split([',', '!', ':', '|']).next().unwrap_or(text));
    let name = name.map(|text| text.split(" is ").next().unwrap_or(text).split(" in ").next().unwrap_or(text).trim());
    name.filter(|name| name.starts_with(char::is_uppercase)).unwrap_or(&mail.from.name).to_owned()
}

/// The city that a mail is about: that of its subject, that of an address, or the first it names behind `in` or `to`.
pub fn city(mail: &Mail) -> Option<Place> {
    let named = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.iter().enumerate().find_map(|(at, word)| {
            let small = matches!(
                fold(word).as_str(),
                "in" | "to" | "for" | "nach" | "a" | "en" | "naar" | "i" | "fur" | "pour"
            );
            let name = words.get(at + 1..).filter(|_| small)?.iter().take(3).copied().collect::<Vec<_>>().join(" ");
            let place = Place::named(&name).filter(|_| name.starts_with(char::is_uppercase))?;
            places::is_known(&place.name).then_some(place)
        })
    };
    let address = || {
        mail.text.lines().filter(|line| line.len() < 160).find_map(|line| {
            let parts: Vec<&str> = line.split(',').map(str::trim).collect();
            let coded = parts.iter().find_map(|part| {
                let (code, city) = part.split_once(' ')?;
                let digits = code.chars().filter(char::is_ascii_digit).count();
                let is_code = (4..=6).contains(&digits) && code.chars().all(|c| c.is_ascii_digit() || c == '-');
                (is_code && city.starts_with(char::is_uppercase)).then(|| Place::named(city)).flatten()
            });
            let last = || {
                let country = parts.last().and_then(|part| crate::ingest::extract::country_named(part)).is_some();
                parts.iter().rev().nth(1).filter(|_| country && parts.len() >= 2).and_then(|part| Place::named(part))
            };
            coded.or_else(last)
        })
    };
    named(&mail.subject).or_else(address).or_else(|| named(&mail.text)).or_else(|| unknown(&mail.subject))
}

/// A place that no table knows, behind `in` in a subject: `Your booking in Moab is confirmed`.
fn unknown(subject: &str) -> Option<Place> {
    let behind = [" in ", " à "].iter().find_map(|word| Some(subject.split_once(word)?.1))?;
    let name = first_capitals(behind.split([',', '!', ':', '.', '(']).next()?);
    let is_month = !days_named(&format!("1 {name} 2026"), None).is_empty();
    Place::named(&name).filter(|_| !is_month && name.chars().count() > 2)
}

/// The two places of a way, of which one at least is a city that is known.
fn route(text: &str) -> Option<(Place, Place)> {
    let bare = without_brackets(text);
    TO.iter().find_map(|(to, strict)| {
        let (before, behind) = bare.split_once(to)?;
        let before = last_capitals(before.rsplit([':', '|', ',']).next()?.trim());
        let behind = first_capitals(behind.split([':', '|', ',', '.', '!', ';']).next()?.trim());
        let (from, to) = (Place::named(&before)?, Place::named(&behind)?);
        let (one, other) = (places::is_known(&from.name), places::is_known(&to.name));
        let known = if *strict { one && other } else { one || other };
        (known && !from.is(&to)).then_some((from, to))
    })
}

/// `Barcelona (BCN)` → `Barcelona `
fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let kept = text.chars().filter(|c| {
        depth = if *c == '(' { depth + 1 } else { depth };
        let keep = depth == 0;
        depth = if *c == ')' { depth.saturating_sub(1) } else { depth };
        keep
    });
    kept.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_name(word: &&str) -> bool {
    word.starts_with(char::is_uppercase) && !word.chars().any(|c| c.is_ascii_digit())
}

/// Small words within names: `Gare du Nord`.
fn is_small(word: &&str) -> bool {
    matches!(*word, "de" | "du" | "des" | "del" | "da" | "do" | "di" | "la" | "le" | "of" | "am" | "an" | "der")
}

fn first_capitals(text: &str) -> String {
    text.split_whitespace().take_while(is_name).take(4).collect::<Vec<_>>().join(" ")
}

fn last_capitals(text: &str) -> String {
    let words = text.split_whitespace().rev().take_while(|word| is_name(word) || is_small(word)).take(5);
    let mut words: Vec<&str> = words.collect();
    while words.last().is_some_and(is_small) {
        words.pop();
    }
    words.reverse();
    words.join(" ")
}

/// The first `06:40` of a text.
fn clock(text: &str) -> Option<(i8, i8)> {
    let times = text.split(|c: char| !c.is_ascii_digit() && c != ':').filter_map(|word| word.split_once(':'));
    let mut times = times.filter_map(|(hour, minute)| Some((hour.parse::<i8>().ok()?, minute.parse::<i8>().ok()?)));
    times.find(|(hour, minute)| (0..24).contains(hour) && (0..60).contains(minute))
}
