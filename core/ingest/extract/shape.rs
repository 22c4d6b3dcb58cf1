//! The shape of what is found: schema.org objects with times that know their zone.

use jiff::{Timestamp, civil::DateTime};
use serde_json::{Map, Value, json};

use crate::time::zones;

use super::airports::Airport;

/// The value of `@context`.
pub const CONTEXT: &str = "http://schema.org";
/// A reservation that stands.
pub const CONFIRMED: &str = "http://schema.org/ReservationConfirmed";

/// An object of `kind` with the fields that have a value.
pub fn object<const N: usize>(kind: &str, fields: [(&str, Option<Value>); N]) -> Value {
    let mut object = Map::new();
    object.insert("@type".into(), kind.into());
    for (name, value) in fields {
        if let Some(value) = value {
            object.insert(name.to_owned(), value);
        }
    }
    Value::Object(object)
}

/// A confirmed reservation of `kind` for `what`.
pub fn reservation(kind: &str, what: Value, reference: Option<&str>) -> Value {
    let mut found = object(
        kind,
        [
            ("reservationFor", Some(what)),
            ("reservationNumber", reference.map(Value::from)),
            ("reservationStatus", Some(CONFIRMED.into())),
        ],
    );
    set(&mut found, "@context", Some(CONTEXT.into()));
    found
}

/// Sets a field of an object, where there is a value for it.
pub fn set(object: &mut Value, name: &str, value: Option<Value>) {
    if let (Some(object), Some(value)) = (object.as_object_mut(), value) {
        object.insert(name.to_owned(), value);
    }
}

/// A person by name.
pub fn person(name: &str) -> Value {
    json!({"@type": "Person", "name": name})
}

/// A local time: with its offset and zone where the zone is known, else bare.
pub fn local(at: DateTime, zone: Option<&str>) -> Value {
    let zoned = zone.and_then(zones::find).and_then(|zone| at.to_zoned(zone).ok());
    match (zoned, zone) {
        (Some(zoned), Some(zone)) => json!({
            "@type": "QDateTime",
            "@value": zoned.timestamp().display_with_offset(zoned.offset()).to_string(),
            "timezone": zone,
        }),
        _ => at.to_string().into(),
    }
}

/// An instant as the clocks of a zone show it.
pub fn instant(at: Timestamp, zone: &str) -> Option<Value> {
    let zoned = at.to_zoned(zones::find(zone)?);
    Some(local(zoned.datetime(), Some(zone)))
}

/// Degrees as a place.
pub fn geo((latitude, longitude): (f64, f64)) -> Value {
    json!({"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude})
}

/// A country as an address.
pub fn country(code: &str) -> Value {
    json!({"@type": "PostalAddress", "addressCountry": code})
}

/// An airport: what the text calls it, with what is known of its code.
pub fn airport(name: Option<&str>, known: Option<Airport>) -> Value {
    object(
        "Airport",
        [
            ("name", name.filter(|name| !name.is_empty()).map(Value::from)),
            ("iataCode", known.map(|airport| airport.code.into())),
            ("address", known.map(|airport| country(airport.country))),
            ("geo", known.map(|airport| geo(airport.place))),
        ],
    )
}
