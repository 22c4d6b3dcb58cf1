//! Extract: what a record tells of journeys, stays, events and purchases, as schema.org objects. No model, no network.
//!
//! What is marked up comes first (JSON-LD, microdata, boarding passes, calendar fields); only where there is none, the
//! text is read, by the labels and the order in which such texts tell things in many languages. The output's form is in
//! docs/formats/extract.md.

use jiff::civil::Date;
use serde_json::Value;

use crate::record::{Record, RecordId, Source};

mod airports;
mod bcbp;
mod booking;
mod calendar;
mod countries;
mod evenings;
mod flights;
mod labels;
mod legs;
mod lodging;
mod moments;
mod money;
mod places;
mod purchases;
mod schema;
mod shape;
mod trains;
mod ways;
mod words;

/// The longest text that is read, characters: an itinerary is short, and reading takes time.
const TEXT_LIMIT: usize = 64 * 1024;
/// The most things taken from one record.
const MOST: usize = 64;

/// One thing that a record tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Extracted {
    /// `RECORD.n`: the n-th thing of its record, from 0.
    pub id: String,
    /// The schema.org type, e.g. `FlightReservation`.
    pub kind: String,
    /// The whole, with `@context` and `@type`.
    pub json: Value,
    /// The record that tells it.
    pub record: RecordId,
    /// How often such a thing is right, 0 to 1.
    pub confidence: f32,
    /// What found it, with its version: `schema@1`, `flights@1`, …
    pub extractor: &'static str,
}

/// The city that an airport serves, in English: `LIS` → `Lisbon`.
pub fn airport_city(code: &str) -> Option<String> {
    airports::by_code(code).and_then(airports::Airport::city)
}

/// The city that a place's name begins with, in English: `Lisboa` and `Lisbon Oriente` → `Lisbon`; nothing where it is
/// none that has an airport.
pub fn city_named(name: &str) -> Option<String> {
    airports::city_at_the_beginning(name)
}

/// The days that a text names, in the order of the text; one without a year is the first from `reference` on.
pub fn days_named(text: &str, reference: Option<Date>) -> Vec<Date> {
    let order = moments::Order::of(text);
    let found = text.lines().flat_map(|line| moments::days(line, order));
    found.filter_map(|found| found.value.resolve(reference)).collect()
}

/// The ISO 3166 code of a country by its name in any of a few languages, or by its code.
pub fn country_named(name: &str) -> Option<&'static str> {
    countries::code(name)
}

/// The first amount in a text: a decimal number of two digits behind the point, the ISO 4217 code of its currency, and where
/// it ends (bytes).
pub fn amount(text: &str) -> Option<(String, &'static str, usize)> {
    let (money, end) = money::first_until(text)?;
    Some((format!("{:.2}", money.amount), money.currency, end))
}

/// Whether a word is the English name of a city with an airport.
pub fn is_city(word: &str) -> bool {
    airports::is_city(&words::fold(word))
}

/// What is known beside the text.
#[derive(Debug, Clone, Default)]
struct Context {
    /// The day from which on a date without a year is meant.
    reference: Option<Date>,
    /// When the mail was sent, RFC 3339.
    modified: Option<String>,
    /// How numeric dates are meant.
    order: moments::Order,
}

impl Context {
    fn of(record: &Record, text: &str) -> Self {
        let order = moments::Order::of(text);
        let written =
            || text.lines().flat_map(|line| moments::days(line, order)).find_map(|found| found.value.resolve(None));
        Self {
            reference: record.time.map(crate::time::Time::date).or_else(written),
            modified: record.time.map(|time| time.to_string()),
            order,
        }
    }
}

/// What `record` tells; nothing for what is only talk. Total: any text gives an answer.
pub fn extract(record: &Record) -> Vec<Extracted> {
    let (extractor, confidence, mut found) = find(record);
    found.truncate(MOST);
    let mut seen: Vec<Value> = Vec::new();
    for mut value in found {
        places::complete(&mut value);
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    let things = seen.into_iter().enumerate().map(|(at, json)| Extracted {
        id: format!("{}.{at}", record.id),
        kind: json.get("@type").and_then(Value::as_str).unwrap_or_default().to_owned(),
        json,
        record: record.id.clone(),
        confidence,
        extractor,
    });
    things.collect()
}

/// The things found, by what, and how sure that is.
fn find(record: &Record) -> (&'static str, f32, Vec<Value>) {
    let marked =
        record.extra.get("schema").and_then(Value::as_array).map(|blocks| schema::read(blocks)).unwrap_or_default();
    if !marked.is_empty() {
        let modified = record.time.map(|time| Value::from(time.to_string())).filter(|_| record.source == Source::Email);
        let stamp = |mut value: Value| {
            let reservation = value.get("reservationStatus").is_some() && value.get("modifiedTime").is_none();
            shape::set(&mut value, "modifiedTime", modified.clone().filter(|_| reservation));
            value
        };
        return ("schema@1", 0.98, marked.into_iter().map(stamp).collect());
    }
    match record.source {
        Source::Calendar => ("calendar@1", 0.95, calendar::read(record, &Context::of(record, ""))),
        Source::Email => text(record),
        _ => ("none", 0.0, Vec::new()),
    }
}

/// What the text of a mail tells.
fn text(record: &Record) -> (&'static str, f32, Vec<Value>) {
    let body = record.body.as_deref().unwrap_or_default();
    let body = body.char_indices().nth(TEXT_LIMIT).and_then(|(at, _)| body.get(..at)).unwrap_or(body);
    let body = &words::wrapped(body);
    let context = Context::of(record, body);
    // Journeys, stays and evenings have days and hours; looking for them in every letter takes most of the time.
    if !body.contains(char::is_numeric) {
        return ("purchases@1", 0.9, purchases::read(record, body, &context));
    }
    let passes = bcbp::read(body, &context);
    let flights = flights::read(body, &context);
    if !flights.is_empty() {
        return ("flights@1", 0.9, booking::complete(flights, body, &context));
    }
    if !passes.is_empty() {
        return ("boarding@1", 0.95, passes);
    }
    let trains = trains::read(body, &context);
    if !trains.is_empty() {
        return ("trains@1", 0.85, booking::complete(trains, body, &context));
    }
    let stay = lodging::read(body, &context);
    if let Some(stay) = stay {
        return ("lodging@1", 0.85, booking::complete(vec![stay], body, &context));
    }
    let evening = evenings::read(record, body, &context);
    if let Some(evening) = evening {
        return ("evenings@1", 0.85, booking::complete(vec![evening], body, &context));
    }
    ("purchases@1", 0.9, purchases::read(record, body, &context))
}

#[cfg(test)]
mod tests;
