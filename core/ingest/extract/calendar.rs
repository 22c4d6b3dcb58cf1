//! Calendar entries: events with their place, and bookings that came as entries of a calendar.

use serde_json::Value;

use super::{
    Context, airports, booking, countries, flights, shape, trains,
    words::{squeeze, wrapped},
};
use crate::{record::Record, time::When};

/// What a calendar record tells: the booking in its description, or else the event.
pub fn read(record: &Record, context: &Context) -> Vec<Value> {
    let description = record.extra.get("description").and_then(Value::as_str).unwrap_or_default();
    let trips = trips(record, &wrapped(description), context);
    if trips.is_empty() { event(record, description).into_iter().collect() } else { trips }
}

/// Journeys that the description tells; the entry's own start and end are surer than what is written there.
fn trips(record: &Record, description: &str, context: &Context) -> Vec<Value> {
    let context = Context { reference: record.start.map(day), modified: None, ..context.clone() };
    let mut found = trains::read(description, &context);
    if found.is_empty() {
        found = flights::read(description, &context);
    }
    if let [trip] = found.as_mut_slice()
        && let Some(leg) = trip.get_mut("reservationFor")
    {
        for (name, place, when) in
            [("departureTime", "departure", record.start), ("arrivalTime", "arrival", record.end)]
        {
            if let Some(When::At(time)) = when {
                let zone = ["Airport", "Station"].iter().find_map(|kind| zone(leg.get(format!("{place}{kind}"))?));
                shape::set(leg, name, zone.and_then(|zone| shape::instant(time.instant(), zone)));
            }
        }
        let who = super::labels::find(description, super::labels::OPERATED);
        let who = who.map(|label| {
            super::labels::value(description, label, super::labels::OPERATED).lines().next().unwrap_or_default()
        });
        if leg.get("trainNumber").is_some() {
            let provider = who.map(squeeze).filter(|name| !name.is_empty());
            shape::set(
                leg,
                "provider",
                provider.map(|name| shape::object("Organization", [("name", Some(name.into()))])),
            );
        }
    }
    booking::complete(found, description, &context)
}

fn day(when: When) -> jiff::civil::Date {
    match when {
        When::At(time) => time.date(),
        When::Day(date) => date,
    }
}

fn zone(place: &Value) -> Option<&'static str> {
    let code = place
        .get("iataCode")
        .and_then(Value::as_str)
        .or_else(|| place.get("identifier")?.as_str()?.strip_prefix("iata:"))?;
    airports::by_code(code).map(|airport| airport.zone)
}

/// The event as such.
fn event(record: &Record, description: &str) -> Option<Value> {
    let name = record.title.as_deref()?;
    let degrees = geo(record);
    let near = degrees.and_then(airports::nearest);
    let place = record.location.as_deref().map(|location| place(location, degrees));
    let country = place
        .as_ref()
        .and_then(|place| place.get("address")?.get("addressCountry")?.as_str())
        .and_then(airports::zone_of_country);
    let named = record.extra.get("zone").and_then(Value::as_str);
    let zone = named.or(country).or(near.map(|airport| airport.zone));
    let mut event = shape::object(
        "Event",
        [
            ("name", Some(name.into())),
            ("description", (!description.is_empty()).then(|| description.into())),
            ("startDate", record.start.and_then(|start| moment(start, zone, false))),
            ("endDate", record.end.and_then(|end| moment(end, zone, true))),
            ("location", place),
            ("url", record.url.as_deref().map(Value::from)),
        ],
    );
    shape::set(&mut event, "@context", Some(shape::CONTEXT.into()));
    Some(event)
}

/// A whole day begins at its midnight, and ends a second before the one that the calendar names as its end.
fn moment(when: When, zone: Option<&str>, end: bool) -> Option<Value> {
    match when {
        When::At(time) => Some(match zone {
            Some(zone) => shape::instant(time.instant(), zone)?,
            None => time.to_string().into(),
        }),
        When::Day(date) if end => Some(shape::local(date.yesterday().ok()?.at(23, 59, 59, 0), zone)),
        When::Day(date) => Some(shape::local(date.at(0, 0, 0, 0), zone)),
    }
}

/// `52.52;13.38`
fn geo(record: &Record) -> Option<(f64, f64)> {
    let (north, east) = record.extra.get("geo")?.as_str()?.split_once(';')?;
    let place: (f64, f64) = (north.trim().parse().ok()?, east.trim().parse().ok()?);
    (place.0.abs() <= 90.0 && place.1.abs() <= 180.0 && place != (0.0, 0.0)).then_some(place)
}

/// `House (Street 1, City, Country)`, or a name with the country of its coordinates.
fn place(location: &str, degrees: Option<(f64, f64)>) -> Value {
    let address = location
        .strip_suffix(')')
        .and_then(|location| location.rsplit_once(" ("))
        .and_then(|(name, inside)| Some((name, address(inside)?)));
    if let Some((name, address)) = address {
        return shape::object("Place", [("name", Some(name.into())), ("address", Some(address))]);
    }
    let last = location.rsplit(',').next().and_then(countries::code).filter(|_| location.contains(','));
    let country = degrees.and_then(airports::nearest).map(|airport| airport.country).or(last);
    shape::object(
        "Place",
        [("name", Some(location.into())), ("address", country.map(shape::country)), ("geo", degrees.map(shape::geo))],
    )
}

/// `Street 1, City[, Region], Country[ post code]`
fn address(text: &str) -> Option<Value> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let (street, city, region, last) = match parts.as_slice() {
        [street, city, last] => (street, city, None, last),
        [street, city, region, last] => (street, city, Some(region), last),
        _ => return None,
    };
    let code = last.rsplit_once(' ').filter(|(_, code)| code.starts_with(|c: char| c.is_ascii_digit()));
    let country = countries::code(code.map_or(last, |(country, _)| country))?;
    Some(shape::object(
        "PostalAddress",
        [
            ("streetAddress", Some((*street).into())),
            ("addressLocality", Some((*city).into())),
            ("addressRegion", region.map(|region| (*region).into())),
            ("postalCode", code.map(|(_, code)| code.into())),
            ("addressCountry", Some(country.into())),
        ],
    ))
}
