//! Experiences: what was done for the joy of it, by what the records behind segments are about and by what was booked.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};
use serde_json::Value;

use crate::{
    order,
    profile::life::{Event, Life, Thing},
    record::Source,
    time::When,
};

use super::{
    Activity, Experience, Experiences, Frequency, Told, bond, people, repeats,
    seen::{Records, Seen, days_between, signals, sure},
};

/// So many days of a kind make it as likely as not that it is preferred.
const HALF: f32 = 3.0;
/// A kind is preferred that was done on so many days.
const DAYS: f32 = 1.5;
/// What is recent, in days.
const RECENT: i32 = 90;
/// How often is counted over so many days at most, and at least.
const COUNTED: (i32, i32) = (28, 365);
/// Who is invited with more than so many others is not in company but in a crowd.
pub(super) const CROWD: usize = 12;

/// Segments that are an experience where something was done: IAB Audience Taxonomy 1.1.
#[rustfmt::skip]
const KINDS: [(u16, Experience); 43] = [
    (719, Experience::Travel), (1651, Experience::Travel), (1660, Experience::Travel), (1666, Experience::Travel),
    (782, Experience::Entertainment), (803, Experience::Entertainment), (366, Experience::Entertainment),
    (367, Experience::Entertainment), (361, Experience::Entertainment), (467, Experience::Entertainment),
    (373, Experience::Dining), (380, Experience::Dining),
    (720, Experience::Adventure), (631, Experience::Adventure), (628, Experience::Adventure),
    (633, Experience::Adventure), (661, Experience::Adventure), (660, Experience::Adventure),
    (344, Experience::Learning), (456, Experience::Learning), (359, Experience::Learning), (784, Experience::Learning),
    (790, Experience::Learning), (214, Experience::Learning),
    (424, Experience::Creative), (440, Experience::Creative), (452, Experience::Creative), (372, Experience::Creative),
    (371, Experience::Creative),
    (672, Experience::Outdoor), (625, Experience::Outdoor), (458, Experience::Outdoor), (725, Experience::Outdoor),
    (726, Experience::Outdoor), (435, Experience::Outdoor), (792, Experience::Outdoor), (643, Experience::Outdoor),
    (408, Experience::Wellness), (415, Experience::Wellness), (1591, Experience::Wellness),
    (667, Experience::Wellness), (669, Experience::Wellness), (663, Experience::Wellness),
];
/// What is not, though it stands below one of them: streaming, groceries, fast food, deliveries, a bus to work.
pub(super) const DAILY: [u16; 6] = [800, 902, 1404, 1405, 1668, 1040];

/// What somebody does, kind by kind.
pub(super) type Done<'a> = BTreeMap<Experience, BTreeMap<&'a str, Seen<'a>>>;

/// Everything done, by kind.
pub(super) fn done<'a>(records: &Records<'a>, life: &'a Life) -> Done<'a> {
    let daily = records.behind_any(&DAILY);
    let mut done: Done = BTreeMap::new();
    let mut add = |kind, seen: &Seen<'a>| {
        done.entry(kind).or_default().insert(seen.id.as_str(), *seen);
    };
    for (segment, kind) in KINDS {
        for seen in records.behind(segment).filter(|seen| seen.done && !daily.contains_key(seen.id.as_str())) {
            add(kind, seen);
        }
    }
    for thing in &life.things {
        if let (Some(kind), Some(seen)) = (booked(thing), records.get(&thing.record)) {
            add(kind, seen);
        }
    }
    let work: BTreeSet<&str> =
        life.events.iter().filter(|event| bond::is_work(event)).map(|event| event.record.as_str()).collect();
    for event in &life.events {
        let Some(seen) = records.get(&event.record) else { continue };
        if is_away(event) {
            add(Experience::Travel, seen);
        }
        if people::is_company(event, life) {
            add(Experience::Social, seen);
        }
    }
    done.values_mut().for_each(|seen| seen.retain(|id, _| !work.contains(id)));
    done
}

/// Whether it is a night elsewhere and more.
fn is_away(event: &Event) -> bool {
    let end = match event.end {
        Some(When::At(time)) => Some(time.date()),
        Some(When::Day(day)) => day.yesterday().ok(),
        None => None,
    };
    let nights = end.map_or(0, |end| days_between(event.day(), end));
    event.rule.is_empty() && !event.location.is_empty() && (1..30).contains(&nights)
}

/// What each entry of the calendar is beside being with somebody, in a word: by what it is about, or else by what was booked
/// for that day.
pub(super) fn of_events<'a>(done: &Done<'a>, life: &'a Life) -> BTreeMap<&'a str, Experience> {
    let booked: Vec<(Date, Experience)> =
        life.things.iter().filter_map(|thing| Some((day_of(&thing.json)?, booked(thing)?))).collect();
    let of = |event: &'a Event| {
        let id = event.record.as_str();
        let told = done.iter().find(|(kind, seen)| **kind != Experience::Social && seen.contains_key(id));
        let on_that_day = booked.iter().find(|(day, kind)| *day == event.day() && *kind != Experience::Travel);
        let is_timed = matches!(event.start, When::At(_)) && done.values().any(|seen| seen.contains_key(id));
        let kind = told.map(|(kind, _)| *kind).or(on_that_day.filter(|_| is_timed).map(|(_, kind)| *kind))?;
        Some((id, kind))
    };
    life.events.iter().filter_map(of).collect()
}

/// What is preferred, how often, and what there was lately.
pub(super) fn find(done: &Done, records: &Records, life: &Life) -> Experiences {
    let mut preferred: Vec<Told<Experience>> = Vec::new();
    for (kind, seen) in done {
        let seen: Vec<Seen> = seen.values().copied().collect();
        let days = records.days(&seen);
        if days >= DAYS {
            preferred.push(Told { what: *kind, strength: sure(days, HALF), signals: signals(seen) });
        }
    }
    order::by(&mut preferred, |a, b| b.strength.total_cmp(&a.strength).then(a.what.cmp(&b.what)));

    let mut all = activities(done, records, life);
    // The calendar's word for it before a mail's or the bank's.
    let by_hand = |it: &Activity| records.get(&it.record).is_some_and(|seen| seen.source == Source::Calendar);
    order::by(&mut all, |a, b| {
        b.day
            .cmp(&a.day)
            .then(by_hand(b).cmp(&by_hand(a)))
            .then(a.kind.cmp(&b.kind))
            .then_with(|| a.record.cmp(&b.record))
    });
    let frequency = frequency(&all, records.today);
    // What is one thing in the calendar, in a mail and at the till is one thing.
    let mut said = BTreeSet::new();
    all.retain(|it| days_between(it.day, records.today) < RECENT && said.insert((it.kind, it.day)));
    Experiences { preferred, frequency, recent: all }
}

/// What took place until today, with its day: appointments as often as they were, tables and journeys when they were, money
/// where it is spent on the spot.
fn activities(done: &Done, records: &Records, life: &Life) -> Vec<Activity> {
    let from = records.today.saturating_sub(COUNTED.1.days());
    let mut found = Vec::new();
    let mut add = |kind, seen: &Seen, day: Date| {
        if (from..=records.today).contains(&day) {
            found.push(Activity { kind, title: seen.title.to_owned(), day, record: seen.id.clone() });
        }
    };
    let events = of_events(done, life);
    let company = done.get(&Experience::Social);
    for event in &life.events {
        let id = event.record.as_str();
        let kind = events.get(id).copied().or(company.filter(|seen| seen.contains_key(id)).map(|_| Experience::Social));
        if let (Some(kind), Some(seen)) = (kind, records.get(&event.record)) {
            repeats::days(event, from, records.today).into_iter().for_each(|day| add(kind, seen, day));
        }
    }
    for thing in &life.things {
        if let (Some(kind), Some(seen), Some(day)) = (booked(thing), records.get(&thing.record), day_of(&thing.json)) {
            add(kind, seen, day);
        }
    }
    let eaten = done.get(&Experience::Dining).into_iter().flat_map(BTreeMap::values);
    for seen in eaten.filter(|seen| seen.source == Source::Transaction) {
        seen.day.into_iter().for_each(|day| add(Experience::Dining, seen, day));
    }
    found
}

/// By how many days of the last year, or of what is known of it, something was done.
fn frequency(newest_first: &[Activity], today: Date) -> Frequency {
    let Some(oldest) = newest_first.last() else { return Frequency::Rare };
    let span = days_between(oldest.day, today).clamp(COUNTED.0, COUNTED.1);
    let days: BTreeSet<Date> = newest_first.iter().map(|activity| activity.day).collect();
    let days = i32::try_from(days.len()).unwrap_or(i32::MAX);
    if days.saturating_mul(7) >= span {
        Frequency::Frequent
    } else if days.saturating_mul(30) >= span {
        Frequency::Occasional
    } else {
        Frequency::Rare
    }
}

/// What kind of experience was booked.
fn booked(thing: &Thing) -> Option<Experience> {
    match thing.kind.as_str() {
        "FlightReservation" | "TrainReservation" | "BoatReservation" | "LodgingReservation" => Some(Experience::Travel),
        "EventReservation" => Some(Experience::Entertainment),
        "FoodEstablishmentReservation" => Some(Experience::Dining),
        _ => None,
    }
}

/// The day on which what was booked begins: docs/formats/extract.md has the forms of a time.
fn day_of(json: &Value) -> Option<Date> {
    const FIELDS: [&str; 5] = ["departureTime", "departureDay", "checkinTime", "startTime", "startDate"];
    let within = [Some(json), json.get("reservationFor")];
    let value = within.into_iter().flatten().find_map(|it| FIELDS.iter().find_map(|field| it.get(field)))?;
    value.get("@value").unwrap_or(value).as_str()?.get(..10)?.parse().ok()
}
