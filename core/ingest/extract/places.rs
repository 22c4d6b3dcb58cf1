//! What follows from what was found: zones of times from their places, countries and places of airports, days.

use jiff::{Timestamp, civil::DateTime};
use serde_json::{Value, json};

use super::{airports, airports::Airport, booking, countries, shape};

/// Completes one object, whoever found it.
pub fn complete(found: &mut Value) {
    let kind = found.get("@type").and_then(Value::as_str).unwrap_or_default().to_owned();
    match kind.as_str() {
        "FlightReservation" => flight(found),
        "TrainReservation" => trip(found, "departureStation", "arrivalStation"),
        "BusReservation" => trip(found, "departureBusStop", "arrivalBusStop"),
        "BoatReservation" => trip(found, "departureBoatTerminal", "arrivalBoatTerminal"),
        "LodgingReservation" | "FoodEstablishmentReservation" => {
            let zone = found.get_mut("reservationFor").and_then(place);
            times(found, &["checkinTime", "checkoutTime", "startTime", "endTime"], zone);
        }
        "RentalCarReservation" | "TaxiReservation" => {
            let pickup = found.get_mut("pickupLocation").and_then(place);
            let dropoff = found.get_mut("dropoffLocation").and_then(place);
            times(found, &["pickupTime"], pickup);
            times(found, &["dropoffTime"], dropoff.or(pickup));
        }
        "EventReservation" => {
            if let Some(event) = found.get_mut("reservationFor") {
                self::event(event);
            }
        }
        "Event" => event(found),
        _ => {}
    }
    person(found);
}

fn event(event: &mut Value) {
    let zone = event.get_mut("location").and_then(place);
    times(event, &["startDate", "endDate", "doorTime"], zone);
}

fn flight(found: &mut Value) {
    let Some(flight) = found.get_mut("reservationFor") else { return };
    number(flight);
    let from = flight.get_mut("departureAirport").and_then(airport);
    let to = flight.get_mut("arrivalAirport").and_then(airport);
    times(flight, &["departureTime", "boardingTime"], from.map(|airport| airport.zone));
    times(flight, &["arrivalTime"], to.map(|airport| airport.zone));
    day(flight);
}

fn trip(found: &mut Value, from: &str, to: &str) {
    let Some(trip) = found.get_mut("reservationFor") else { return };
    let departure = trip.get_mut(from).and_then(place);
    let arrival = trip.get_mut(to).and_then(place);
    times(trip, &["departureTime"], departure);
    times(trip, &["arrivalTime"], arrival);
    if trip.get("@type").and_then(Value::as_str) == Some("TrainTrip") {
        day(trip);
    }
}

/// `LH 123` as a flight number is the airline's code and the number.
fn number(flight: &mut Value) {
    let Some(written) = flight.get("flightNumber").and_then(Value::as_str) else { return };
    let compact: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    let Some((carrier, digits)) = compact.split_at_checked(2) else { return };
    let is_code = carrier.bytes().any(|byte| byte.is_ascii_uppercase())
        && carrier.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if !is_code || digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return;
    }
    let (carrier, digits) = (Value::from(carrier), Value::from(digits));
    shape::set(flight, "flightNumber", Some(digits));
    match flight.get_mut("airline") {
        Some(airline) if airline.get("iataCode").is_none() => shape::set(airline, "iataCode", Some(carrier)),
        Some(_) => {}
        None => shape::set(flight, "airline", Some(json!({"@type": "Airline", "iataCode": carrier}))),
    }
}

/// Adds what the table knows of an airport.
fn airport(value: &mut Value) -> Option<Airport> {
    let by_code = value.get("iataCode").and_then(Value::as_str).and_then(airports::by_code);
    let by_name = || value.get("name").and_then(Value::as_str).and_then(airports::by_name).map(|found| found.airport);
    let known = by_code.or_else(by_name)?;
    for (name, fact) in
        [("iataCode", known.code.into()), ("address", shape::country(known.country)), ("geo", shape::geo(known.place))]
    {
        if value.get(name).is_none() {
            shape::set(value, name, Some(fact));
        }
    }
    Some(known)
}

/// The zone of a place: of its coordinates, or of a country that has but one.
fn place(value: &mut Value) -> Option<&'static str> {
    let degrees = |name: &str| value.get("geo")?.get(name)?.as_f64();
    let near =
        degrees("latitude").zip(degrees("longitude")).filter(|place| *place != (0.0, 0.0)).and_then(airports::nearest);
    let country = value.get("address").and_then(|address| address.get("addressCountry")).and_then(Value::as_str);
    let country = country.and_then(countries::code);
    match (country, near) {
        (Some(country), near) => airports::zone_of_country(country).or(near.map(|airport| airport.zone)),
        (None, Some(near)) => {
            if value.get("address").is_none() {
                shape::set(value, "address", Some(shape::country(near.country)));
            }
            Some(near.zone)
        }
        (None, None) => None,
    }
}

fn times(object: &mut Value, names: &[&str], zone: Option<&str>) {
    for name in names {
        let Some(written) = object.get(*name).and_then(Value::as_str) else { continue };
        let told = time(written, zone);
        shape::set(object, name, told);
    }
}

/// A time as a person at the place reads it; `None` for what is no time, which is left as it came.
fn time(written: &str, zone: Option<&str>) -> Option<Value> {
    let written = written.trim();
    if let Ok(instant) = written.parse::<Timestamp>() {
        return match zone {
            Some(zone) => shape::instant(instant, zone),
            None => None,
        };
    }
    if written.len() < 16 {
        return None;
    }
    written.parse::<DateTime>().ok().map(|at| shape::local(at, zone))
}

/// The day of a departure whose time may change.
fn day(trip: &mut Value) {
    if trip.get("departureDay").is_some() {
        return;
    }
    let time = trip.get("departureTime").and_then(|time| time.as_str().or_else(|| time.get("@value")?.as_str()));
    let day =
        time.and_then(|time| time.get(..10)).filter(|day| day.parse::<jiff::civil::Date>().is_ok()).map(Value::from);
    shape::set(trip, "departureDay", day);
}

/// The whole name where only its parts are given.
fn person(found: &mut Value) {
    let Some(person) = found.get_mut("underName") else { return };
    if let Some(name) = person.get("name").and_then(Value::as_str) {
        let bare = booking::without_title(name);
        shape::set(person, "name", Some(bare.into()));
        return;
    }
    let part = |name: &str| person.get(name).and_then(Value::as_str);
    let whole = [part("givenName"), part("familyName")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    shape::set(person, "name", (!whole.is_empty()).then(|| whole.into()));
}
