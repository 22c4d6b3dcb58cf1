//! schema.org objects that a mail carries (JSON-LD, microdata), brought to one form: one reservation an object, known
//! names only, types and statuses without their many spellings.

use serde_json::{Map, Value, json};

use crate::order;

use super::{countries, shape};

/// The deepest nesting that is followed.
const DEPTH: usize = 12;
/// The most objects taken from a mail.
const MOST: usize = 64;

/// Fields of every reservation.
const RESERVATION: &str = "reservationNumber reservationStatus underName url modifiedTime programMembershipUsed reservationFor reservedTicket totalPrice priceCurrency provider";

/// What is kept of each type; types that are not here are not kept at all.
const FIELDS: &[(&str, &str)] = &[
    ("FlightReservation", "airplaneSeat boardingGroup passengerSequenceNumber"),
    ("TrainReservation", ""),
    ("BusReservation", ""),
    ("BoatReservation", ""),
    ("LodgingReservation", "checkinTime checkoutTime lodgingUnitDescription"),
    ("FoodEstablishmentReservation", "startTime endTime partySize"),
    ("EventReservation", ""),
    ("RentalCarReservation", "pickupTime dropoffTime pickupLocation dropoffLocation"),
    ("TaxiReservation", "pickupTime pickupLocation partySize"),
    (
        "Flight",
        "flightNumber airline departureAirport departureTime departureGate departureTerminal departureDay arrivalAirport arrivalTime arrivalTerminal boardingTime",
    ),
    (
        "TrainTrip",
        "trainNumber trainName departureStation departureTime departurePlatform departureDay arrivalStation arrivalTime arrivalPlatform provider",
    ),
    (
        "BusTrip",
        "busNumber busName departureBusStop departureTime departurePlatform arrivalBusStop arrivalTime arrivalPlatform provider",
    ),
    ("BoatTrip", "name departureBoatTerminal departureTime arrivalBoatTerminal arrivalTime provider"),
    ("Event", "name description startDate endDate doorTime location url"),
    ("LodgingBusiness", "name address geo telephone email url"),
    ("FoodEstablishment", "name address geo telephone email url"),
    ("LocalBusiness", "name address geo telephone email url"),
    ("RentalCar", "name model brand rentalCompany"),
    ("Taxi", "name"),
    ("Airport", "name iataCode address geo"),
    ("TrainStation", "name address geo identifier"),
    ("BusStation", "name address geo identifier"),
    ("BoatTerminal", "name address geo identifier"),
    ("Place", "name address geo telephone"),
    ("PostalAddress", "streetAddress postalCode addressLocality addressRegion addressCountry"),
    ("GeoCoordinates", "latitude longitude"),
    ("Airline", "name iataCode"),
    ("Organization", "name url email telephone"),
    ("Brand", "name"),
    ("Person", "name givenName familyName email"),
    ("ProgramMembership", "programName membershipNumber member"),
    ("Ticket", "name ticketedSeat ticketNumber ticketToken"),
    ("Seat", "seatNumber seatRow seatSection seatingType"),
];

/// Types under the names others give them.
const TYPES: &[(&str, &str)] = &[
    ("LodgingBusiness", "Hotel Hostel Motel Resort BedAndBreakfast Campground VacationRental"),
    ("FoodEstablishment", "Restaurant CafeOrCoffeeShop BarOrPub FastFoodRestaurant Bakery"),
    (
        "Event",
        "MusicEvent TheaterEvent SportsEvent BusinessEvent EducationEvent Festival SocialEvent ScreeningEvent ComedyEvent ExhibitionEvent DanceEvent LiteraryEvent FoodEvent SaleEvent ChildrensEvent VisualArtsEvent",
    ),
    ("EventReservation", "Reservation"),
    ("BusStation", "BusStop"),
    (
        "Place",
        "EventVenue CivicStructure PerformingArtsTheater StadiumOrArena MusicVenue MovieTheater Museum City ParkingFacility TouristAttraction CityHall PlaceOfWorship",
    ),
    ("Organization", "Corporation AutoRental RentalAgency"),
];

/// What is told of at the top of a mail's markup, and passed on as it came.
const WHOLE: &[&str] = &["Order", "Invoice", "ParcelDelivery"];

/// The reservations, events, orders and deliveries in `blocks`.
pub fn read(blocks: &[Value]) -> Vec<Value> {
    let mut found = Vec::new();
    for block in blocks {
        collect(block, 0, &mut found);
    }
    found.truncate(MOST);
    found
}

fn collect(value: &Value, depth: usize, found: &mut Vec<Value>) {
    if depth > DEPTH || found.len() >= MOST {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, depth + 1, found)),
        Value::Object(object) => {
            let kind = kind(object).unwrap_or_default();
            if kind == "ReservationPackage" {
                packaged(object, depth, found);
            } else if WHOLE.contains(&kind) {
                let mut whole = value.clone();
                shape::set(&mut whole, "@type", Some(kind.into()));
                shape::set(&mut whole, "@context", Some(shape::CONTEXT.into()));
                found.push(whole);
            } else if kind.ends_with("Reservation") {
                each(object, found);
            } else if kind == "Event" {
                found.extend(cleaned(value, 0).map(|mut event| {
                    shape::set(&mut event, "@context", Some(shape::CONTEXT.into()));
                    event
                }));
            } else {
                ["@graph", "mainEntity", "about"]
                    .iter()
                    .filter_map(|name| object.get(*name))
                    .for_each(|inner| collect(inner, depth + 1, found));
            }
        }
        _ => {}
    }
}

/// The reservations of a package, each with what the package says of all.
fn packaged(package: &Map<String, Value>, depth: usize, found: &mut Vec<Value>) {
    let inner = match package.get("subReservation") {
        Some(Value::Array(inner)) => inner.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    for reservation in inner.iter().filter_map(Value::as_object) {
        let mut whole = reservation.clone();
        for name in ["reservationNumber", "reservationId", "reservationStatus", "underName", "url", "modifiedTime"] {
            if let Some(value) = package.get(name).filter(|_| !whole.contains_key(name)) {
                whole.insert(name.to_owned(), value.clone());
            }
        }
        collect(&Value::Object(whole), depth + 1, found);
    }
}

/// One reservation for each person and each thing it is for.
fn each(object: &Map<String, Value>, found: &mut Vec<Value>) {
    let list = |name: &str| match object.get(name) {
        Some(Value::Array(values)) if !values.is_empty() => values.iter().take(16).cloned().map(Some).collect(),
        Some(value) => vec![Some(value.clone())],
        None => vec![None],
    };
    for what in list("reservationFor") {
        for who in list("underName") {
            let mut one = object.clone();
            for (name, value) in [("reservationFor", &what), ("underName", &who)] {
                if let Some(value) = value {
                    one.insert(name.to_owned(), value.clone());
                }
            }
            if found.len() < MOST {
                found.extend(reservation(one));
            }
        }
    }
}

fn reservation(mut object: Map<String, Value>) -> Option<Value> {
    rename(&mut object);
    let actions = actions(&object);
    let ticket = ticket(&object);
    let status = status(object.get("reservationStatus"));
    let mut clean = cleaned(&Value::Object(object), 0)?;
    clean.get("reservationFor")?;
    shape::set(&mut clean, "@context", Some(shape::CONTEXT.into()));
    shape::set(&mut clean, "reservationStatus", Some(status.into()));
    shape::set(&mut clean, "potentialAction", (!actions.is_empty()).then(|| actions.into()));
    if clean.get("reservedTicket").is_none() {
        shape::set(&mut clean, "reservedTicket", ticket);
    }
    Some(clean)
}

/// Old and misspelt names of fields, as mails still carry them.
fn rename(object: &mut Map<String, Value>) {
    const NAMES: [(&str, &str); 12] = [
        ("reservationId", "reservationNumber"),
        ("confirmationNumber", "reservationNumber"),
        ("reservation_number", "reservationNumber"),
        ("programMembership", "programMembershipUsed"),
        ("checkinDate", "checkinTime"),
        ("checkoutDate", "checkoutTime"),
        ("checkInTime", "checkinTime"),
        ("checkOutTime", "checkoutTime"),
        ("price", "totalPrice"),
        ("startDate", "startTime"),
        ("endDate", "endTime"),
        ("pickUpTime", "pickupTime"),
    ];
    for (old, new) in NAMES {
        if let Some(value) = object.remove(old)
            && !object.contains_key(new)
        {
            object.insert(new.to_owned(), value);
        }
    }
    if let Some(Value::Object(member)) = object.get_mut("programMembershipUsed") {
        for (old, new) in [("memberNumber", "membershipNumber"), ("program", "programName")] {
            if let Some(value) = member.remove(old) {
                member.insert(new.to_owned(), value);
            }
        }
    }
}

fn status(value: Option<&Value>) -> &'static str {
    let text = value.and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
    if text.contains("cancel") {
        "http://schema.org/ReservationCancelled"
    } else if text.contains("pending") {
        "http://schema.org/ReservationPending"
    } else if text.contains("hold") {
        "http://schema.org/ReservationHold"
    } else {
        shape::CONFIRMED
    }
}

/// What one can do about it, by address: from the actions, and from the fields that were there before actions.
fn actions(object: &Map<String, Value>) -> Vec<Value> {
    const FIELDS: [(&str, &str); 6] = [
        ("checkinUrl", "CheckInAction"),
        ("cancelReservationUrl", "CancelAction"),
        ("modifyReservationUrl", "UpdateAction"),
        ("ticketDownloadUrl", "DownloadAction"),
        ("url", "ViewAction"),
        ("reservationUrl", "ViewAction"),
    ];
    let mut found: Vec<(String, String)> = Vec::new();
    let listed = match object.get("potentialAction").or(object.get("action")) {
        Some(Value::Array(actions)) => actions.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let old =
        FIELDS.iter().filter_map(|(field, kind)| Some(((*kind).to_owned(), object.get(*field)?.as_str()?.to_owned())));
    let new = listed.iter().filter_map(Value::as_object).filter_map(|action| {
        let kind = match kind(action)? {
            "EditAction" => "UpdateAction",
            known @ ("CheckInAction" | "CancelAction" | "UpdateAction" | "DownloadAction" | "ViewAction") => known,
            _ => return None,
        };
        let target = action.get("target").or_else(|| action.get("url"))?;
        let target =
            target.as_str().or_else(|| target.get("urlTemplate")?.as_str()).or_else(|| target.get(0)?.as_str())?;
        Some((kind.to_owned(), target.to_owned()))
    });
    found.extend(old.chain(new).filter(|(_, target)| target.starts_with("http")));
    order::by(&mut found, Ord::cmp);
    found.dedup();
    found.into_iter().take(16).map(|(kind, target)| json!({"@type": kind, "target": target})).collect()
}

/// The ticket, from the fields of a reservation that belong to it.
fn ticket(object: &Map<String, Value>) -> Option<Value> {
    let field = |name: &str| object.get(name).filter(|value| value.is_string()).cloned();
    let ticket =
        shape::object("Ticket", [("ticketNumber", field("ticketNumber")), ("ticketToken", field("ticketToken"))]);
    (ticket.as_object()?.len() > 1).then_some(ticket)
}

/// The type by its one name, without the address of schema.org.
fn kind(object: &Map<String, Value>) -> Option<&str> {
    let written = match object.get("@type")? {
        Value::Array(types) => types.first()?.as_str()?,
        other => other.as_str()?,
    };
    let name = written.rsplit('/').next().unwrap_or(written).trim();
    let known = TYPES.iter().find(|(_, others)| others.split(' ').any(|other| other == name));
    Some(known.map_or(name, |(kind, _)| kind))
}

/// The object with its known fields only; `None` for a type that is not known, or where nothing is left.
fn cleaned(value: &Value, depth: usize) -> Option<Value> {
    let object = value.as_object()?;
    let kind = kind(object)?;
    let (_, fields) = FIELDS.iter().find(|(known, _)| *known == kind)?;
    let common = if kind.ends_with("Reservation") { RESERVATION } else { "" };
    let mut clean = Map::new();
    for name in fields.split(' ').chain(common.split(' ')) {
        let Some(value) = object.get(name).and_then(|value| field(name, value, depth)) else { continue };
        clean.insert(name.to_owned(), value);
    }
    if clean.is_empty() {
        return None;
    }
    clean.insert("@type".to_owned(), kind.into());
    Some(Value::Object(clean))
}

fn field(name: &str, value: &Value, depth: usize) -> Option<Value> {
    if depth > DEPTH {
        return None;
    }
    // A list where one is meant: the first.
    let value = value.as_array().map_or(Some(value), |list| list.first())?;
    match name {
        "addressCountry" => {
            let name = value
                .as_str()
                .or_else(|| value.get("name")?.as_str())
                .map(str::trim)
                .filter(|name| !name.is_empty())?;
            Some(countries::code(name).unwrap_or(name).into())
        }
        "address" if value.is_string() => {
            text(value).map(|street| json!({"@type": "PostalAddress", "streetAddress": street}))
        }
        "location" if value.is_string() => text(value).map(|name| json!({"@type": "Place", "name": name})),
        "latitude" | "longitude" | "totalPrice" => number(value),
        "partySize" => number(value).map(|size| {
            size.as_f64().filter(|size| size.fract() == 0.0).and_then(super::booking::amount).unwrap_or(size)
        }),
        "airline" | "provider" | "underName" | "pickupLocation" | "dropoffLocation" if value.is_string() => {
            let kind = match name {
                "airline" => "Airline",
                "provider" => "Organization",
                "underName" => "Person",
                _ => "Place",
            };
            text(value).map(|name| json!({"@type": kind, "name": name}))
        }
        _ => match value {
            Value::Object(_) if is_time(value) => Some(value.clone()),
            Value::Object(_) => cleaned(value, depth + 1),
            Value::String(_) => text(value).map(Value::from),
            Value::Number(_) | Value::Bool(_) => Some(value.to_string().into()),
            _ => None,
        },
    }
}

/// A time with its zone, as this module's own output has it.
fn is_time(value: &Value) -> bool {
    value.get("@value").is_some_and(Value::is_string)
}

fn text(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A number, also as text: `"48.2"`, `"EUR 12,50"`.
fn number(value: &Value) -> Option<Value> {
    if value.is_number() {
        return Some(value.clone());
    }
    let text = value.as_str()?.trim();
    let plain: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-')).collect();
    let plain = if plain.contains('.') { plain.replace(',', "") } else { plain.replace(',', ".") };
    super::booking::amount(plain.parse::<f64>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form_for_many_spellings() {
        let found = read(&[json!({"@graph": [{
            "@type": "http://schema.org/LodgingReservation", "reservationId": " X1 ", "reservationStatus": "Cancelled",
            "checkinDate": "2026-05-01", "price": "12,50", "underName": [{"@type": "Person", "name": "A B"}, {"@type": "Person", "name": "C D"}],
            "reservationFor": {"@type": ["Hotel"], "name": "Inn", "image": "x", "address": {"@type": "PostalAddress", "addressCountry": {"@type": "Country", "name": "France"}}},
        }, {"@type": "BreadcrumbList"}]})]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0]["reservationNumber"], "X1");
        assert_eq!(found[0]["reservationStatus"], "http://schema.org/ReservationCancelled");
        assert_eq!(found[0]["totalPrice"], 12.5);
        assert_eq!(
            found[0]["reservationFor"],
            json!({"@type": "LodgingBusiness", "name": "Inn", "address": {"@type": "PostalAddress", "addressCountry": "FR"}})
        );
        assert_eq!(found[1]["underName"]["name"], "C D");
    }

    #[test]
    fn what_is_of_no_use_is_left_out() {
        assert!(
            read(&[
                json!({"@type": "Organization", "name": "x"}),
                json!("x"),
                json!([[[]]]),
                json!({"@type": "FlightReservation"})
            ])
            .is_empty()
        );
    }
}
