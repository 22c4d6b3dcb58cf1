//! Trips and evenings: where the person went, for how long, and what they went to.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;

use super::{Candidate, RecordId, about_you, note};
use crate::{
    ingest::extract::airport_city,
    order,
    time::{Time, day_of},
};

/// The longest stay away that is one trip, days.
const LONGEST: i64 = 60;

/// A flight, by the cities of its airports.
#[derive(Debug)]
struct Flight {
    from: String,
    to: String,
    leaves: Time,
    arrives: Time,
    record: RecordId,
}

/// A stay somewhere.
#[derive(Debug)]
struct Trip {
    place: String,
    from: Time,
    to: Option<Time>,
    sources: Vec<RecordId>,
}

#[derive(Debug, Default)]
pub(super) struct Trips {
    flights: Vec<Flight>,
    stays: Vec<Trip>,
    /// Shops, by how often they sent an order.
    shops: BTreeMap<String, (usize, Vec<RecordId>)>,
}

impl Trips {
    pub fn add(&mut self, record: &RecordId, kind: &str, json: &Value) {
        let status = json.get("reservationStatus").and_then(Value::as_str);
        match kind {
            _ if status.is_some_and(|status| status.ends_with("Cancelled")) => {}
            "FlightReservation" => self.flights.extend(flight(json, record)),
            "LodgingReservation" => self.stays.extend(stay(json, record)),
            "Order" => self.order(json, record),
            _ => {}
        }
    }

    fn order(&mut self, order: &Value, record: &RecordId) {
        let name = order
            .get("merchant")
            .or_else(|| order.get("seller"))
            .and_then(|merchant| merchant.get("name"))
            .and_then(Value::as_str);
        if let Some(name) = name.map(str::trim).filter(|name| (2..=60).contains(&name.len())) {
            let (count, sources) = self.shops.entry(name.to_owned()).or_default();
            *count += 1;
            note(sources, record);
        }
    }

    pub fn candidates(mut self) -> Vec<Candidate> {
        order::by_key(&mut self.flights, |flight| flight.leaves);
        // A booking and its boarding pass tell of one flight; the former knows its times better.
        self.flights.dedup_by(|next, first| {
            let same = next.leaves.date() == first.leaves.date() && next.from == first.from && next.to == first.to;
            if same && next.arrives > next.leaves && first.arrives <= first.leaves {
                std::mem::swap(next, first);
            }
            same
        });
        let mut trips = flown(&self.flights);
        for stay in self.stays {
            match trips.iter_mut().find(|trip| trip.place.eq_ignore_ascii_case(&stay.place) && overlaps(trip, &stay)) {
                Some(trip) => stay.sources.iter().for_each(|id| note(&mut trip.sources, id)),
                None => trips.push(stay),
            }
        }
        let mut found: Vec<Candidate> = trips.into_iter().filter_map(candidate).collect();
        // One order is a purchase; a customer comes back.
        found.extend(self.shops.into_iter().filter(|(_, (count, _))| *count >= 2).filter_map(
            |(name, (count, sources))| {
                let mut candidate = about_you(
                    "customer-of",
                    &name,
                    format!("You have ordered from {name} {count} times."),
                    "shopping",
                )?;
                candidate.confidence = 0.95;
                candidate.sources = sources;
                candidate.extractor = "orders@1".to_owned();
                Some(candidate)
            },
        ));
        found
    }
}

fn overlaps(trip: &Trip, stay: &Trip) -> bool {
    let day = 86_400;
    let end = |trip: &Trip| trip.to.unwrap_or(trip.from).unix_seconds() + day;
    trip.from.unix_seconds() - day <= end(stay) && stay.from.unix_seconds() - day <= end(trip)
}

/// Journeys there and back: where the first flight of a way out ends, until a flight leaves from there again.
fn flown(flights: &[Flight]) -> Vec<Trip> {
    let mut trips = Vec::new();
    let mut rest = flights.iter().peekable();
    while let Some(out) = rest.next() {
        let mut last = out;
        let mut sources = vec![out.record.clone()];
        // A connection leaves from where the flight before arrived, within a day.
        while let Some(next) = rest
            .next_if(|next| next.from == last.to && next.leaves.unix_seconds() - last.arrives.unix_seconds() < 86_400)
        {
            last = next;
            note(&mut sources, &next.record);
        }
        let limit = last.arrives.unix_seconds() + LONGEST * 86_400;
        let back = rest.next_if(|next| next.from == last.to && next.leaves.unix_seconds() < limit);
        if let Some(back) = back {
            note(&mut sources, &back.record);
            let mut home = back;
            while let Some(next) = rest.next_if(|next| {
                next.from == home.to && next.leaves.unix_seconds() - home.arrives.unix_seconds() < 86_400
            }) {
                home = next;
            }
        }
        trips.push(Trip { place: last.to.clone(), from: out.leaves, to: back.map(|back| back.leaves), sources });
    }
    trips
}

fn flight(json: &Value, record: &RecordId) -> Option<Flight> {
    let flight = json.get("reservationFor")?;
    let city = |name: &str| airport_city(flight.get(name)?.get("iataCode")?.as_str()?);
    let leaves = time(flight.get("departureTime")?)?;
    let arrives = flight.get("arrivalTime").and_then(time).unwrap_or(leaves);
    Some(Flight {
        from: city("departureAirport")?,
        to: city("arrivalAirport")?,
        leaves,
        arrives,
        record: record.clone(),
    })
}

fn stay(json: &Value, record: &RecordId) -> Option<Trip> {
    let house = json.get("reservationFor")?;
    let place = house.get("address")?.get("addressLocality")?.as_str()?.trim().to_owned();
    let (from, to) = (time(json.get("checkinTime")?)?, json.get("checkoutTime").and_then(time));
    Some(Trip { place, from, to, sources: vec![record.clone()] })
}

/// A time of the extracted form: with its zone, as text, or a day alone.
fn time(value: &Value) -> Option<Time> {
    let text = value.as_str().or_else(|| value.get("@value")?.as_str())?;
    if let Ok(time) = text.parse::<Time>() {
        return Some(time);
    }
    let date: Date = text.get(..10)?.parse().ok()?;
    Some(Time::utc(date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp()))
}

fn candidate(trip: Trip) -> Option<Candidate> {
    let from = trip.from.date();
    let when = match trip.to.map(Time::date) {
        Some(to) if to != from => format!("from {} to {} {}", day_of(from), day_of(to), to.year()),
        _ => format!("on {} {}", day_of(from), from.year()),
    };
    let mut candidate = about_you("travels-to", &trip.place, format!("A trip to {} {when}.", trip.place), "travel")?;
    candidate.confidence = 0.9;
    candidate.valid_from = Some(trip.from);
    candidate.valid_to = trip.to;
    candidate.sources = trip.sources;
    candidate.extractor = "trips@1".to_owned();
    Some(candidate)
}
