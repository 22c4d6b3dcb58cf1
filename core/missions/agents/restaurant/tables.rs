//! Where the person eats: tables booked, meals in the calendar, and how often a card was paid with there.

use jiff::civil::Date;
use serde_json::Value;

use crate::{
    missions::agents::words,
    profile::life::{Event, Payment, Thing},
    record::RecordId,
    time::When,
    unicode::fold,
};

/// A place to eat.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// How often.
    pub times: usize,
    /// With whom, by mail address.
    pub with: Vec<String>,
    /// What tells it.
    pub records: Vec<RecordId>,
}

/// Places to eat, the most visited first. Where one ate while travelling is too far for an evening out.
pub fn liked(things: &[Thing], events: &[Event], payments: &[Payment], today: Date) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let journeys = journeys(things, events);
    let is_away = |day: Date| journeys.iter().any(|(from, to)| *from <= day && day <= *to);
    for thing in things.iter().filter(|thing| thing.kind == "FoodEstablishmentReservation") {
        let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let cancelled = text(&thing.json, "reservationStatus").ends_with("Cancelled");
        let name = thing.json.get("reservationFor").map(|place| text(place, "name")).unwrap_or_default();
        let Some(day) = day_of(thing, "startTime").filter(|day| *day < today && !is_away(*day)) else { continue };
        if cancelled || name.is_empty() {
            continue;
        }
        // Who came along is in the calendar of that day.
        let meal = events.iter().find(|event| event.day() == day && mentions(event, &name));
        note(&mut tables, &name, &thing.record, meal);
    }
    let meals = events.iter().filter(|event| event.day() < today && is_meal(&event.title));
    for event in meals.filter(|meal| !is_away(meal.day())) {
        let booked = tables.iter().any(|table| mentions(event, &table.name));
        let place = event.location.split(',').next().unwrap_or_default().trim();
        if !booked && place.chars().filter(|c| c.is_alphabetic()).count() > 3 && event.location.contains(',') {
            note(&mut tables, place, &event.record, Some(event));
        }
    }
    for table in &mut tables {
        let key = fold(&table.name);
        table.times += payments
            .iter()
            .filter(|payment| payment.merchant.key.len() > 3 && key.starts_with(&payment.merchant.key))
            .count();
    }
    crate::order::by_key(&mut tables, |table| std::cmp::Reverse(table.times));
    tables
}

/// First and last days of what is spent elsewhere: nights booked, and days in a row that the calendar has somewhere.
fn journeys(things: &[Thing], events: &[Event]) -> Vec<(Date, Date)> {
    let stays = things.iter().filter(|thing| thing.kind == "LodgingReservation");
    let stays = stays.filter_map(|stay| Some((day_of(stay, "checkinTime")?, day_of(stay, "checkoutTime")?)));
    let spans = events.iter().filter(|event| !event.location.trim().is_empty() && event.rule.is_empty());
    let spans = spans.filter_map(|event| match event.end? {
        When::Day(end) => Some((event.day(), words::later(end, -1))),
        When::At(end) => Some((event.day(), end.date())),
    });
    stays.chain(spans.filter(|(from, to)| words::days(*from, *to) > 1)).collect()
}

fn day_of(thing: &Thing, name: &str) -> Option<Date> {
    let time = thing.json.get(name)?;
    time.as_str().or_else(|| time.get("@value")?.as_str())?.get(..10)?.parse().ok()
}

fn note(tables: &mut Vec<Table>, name: &str, record: &RecordId, event: Option<&Event>) {
    let known = tables.iter().position(|table| fold(&table.name) == fold(name));
    let at = known.unwrap_or(tables.len());
    if known.is_none() {
        tables.push(Table { name: name.to_owned(), times: 0, with: Vec::new(), records: Vec::new() });
    }
    let Some(table) = tables.get_mut(at) else { return };
    table.times += 1;
    table.records.push(record.clone());
    table.with.extend(event.into_iter().flat_map(|event| event.attendees.iter().map(|person| person.mail.clone())));
}

fn mentions(event: &Event, name: &str) -> bool {
    let name = fold(name);
    fold(&event.title).contains(&name) || fold(&event.location).contains(&name)
}

/// Whether a title is that of a meal.
fn is_meal(title: &str) -> bool {
    const MEALS: [&str; 24] = [
        "dinner",
        "lunch",
        "brunch",
        "breakfast",
        "supper",
        "dumplings",
        "pizza",
        "sushi",
        "ramen",
        "tapas",
        "curry",
        "burger",
        "abendessen",
        "mittagessen",
        "fruhstuck",
        "essen",
        "diner",
        "dejeuner",
        "cena",
        "comida",
        "almuerzo",
        "pranzo",
        "middag",
        "eten",
    ];
    let title = fold(title);
    title.split(|c: char| !c.is_alphanumeric()).any(|word| MEALS.contains(&word))
}
