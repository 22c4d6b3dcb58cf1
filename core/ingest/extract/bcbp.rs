//! Boarding passes as IATA prints them in barcodes (Resolution 792, "BCBP"): one line of fixed fields.

use jiff::civil::Date;
use serde_json::Value;

use super::{Context, airports, shape};

/// The boarding passes whose code stands in `text`.
pub fn read(text: &str, context: &Context) -> Vec<Value> {
    text.lines().flat_map(|line| legs(line.trim_start_matches("aztecCode:"), context)).collect()
}

fn legs(line: &str, context: &Context) -> Vec<Value> {
    // Going through every place of every line takes time.
    if line.len() < 58 || !line.contains('/') {
        return Vec::new();
    }
    let start = line.char_indices().map(|(at, _)| at).find(|at| line.get(*at..).is_some_and(begins));
    let Some(code) = start.and_then(|start| line.get(start..)) else { return Vec::new() };
    leg(code, context).into_iter().collect()
}

/// `M1` and a name that fills 20 characters.
fn begins(code: &str) -> bool {
    let Some(name) = code.get(2..22) else { return false };
    let letters = name.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b' ' | b'/' | b'-' | b'.'));
    code.starts_with('M')
        && code.as_bytes().get(1).is_some_and(|byte| matches!(byte, b'1'..=b'4'))
        && letters
        && name.contains('/')
        && code.len() >= 58
}

fn leg(code: &str, context: &Context) -> Option<Value> {
    let field = |from: usize, to: usize| code.get(from..to).map(str::trim).filter(|field| !field.is_empty());
    let (family, given) = field(2, 22)?.split_once('/')?;
    let (from, to) = (airports::by_code(field(30, 33)?), airports::by_code(field(33, 36)?));
    let carrier = field(36, 39)?;
    let number = field(39, 44)?.trim_start_matches('0');
    let date = day_of_year(field(44, 47)?.parse().ok()?, context.reference)?;
    let seat = field(48, 52).map(|seat| seat.trim_start_matches('0')).filter(|seat| !seat.is_empty());
    let sequence =
        field(52, 57).map(|sequence| sequence.trim_start_matches('0')).filter(|sequence| !sequence.is_empty());
    let what = shape::object(
        "Flight",
        [
            ("airline", Some(shape::object("Airline", [("iataCode", Some(carrier.into()))]))),
            ("flightNumber", Some(number.into())),
            ("departureAirport", Some(shape::airport(None, from))),
            ("departureDay", Some(date.to_string().into())),
            ("arrivalAirport", Some(shape::airport(None, to))),
        ],
    );
    let mut found = shape::reservation("FlightReservation", what, field(23, 30));
    let person = shape::object(
        "Person",
        [
            ("familyName", Some(family.into())),
            ("givenName", Some(given.into())),
            ("name", Some(format!("{given} {family}").into())),
        ],
    );
    shape::set(&mut found, "underName", Some(person));
    shape::set(&mut found, "airplaneSeat", seat.map(Value::from));
    shape::set(&mut found, "passengerSequenceNumber", sequence.map(Value::from));
    let ticket = shape::object("Ticket", [("ticketToken", Some(format!("aztecCode:{}", code.trim_end()).into()))]);
    shape::set(&mut found, "reservedTicket", Some(ticket));
    (from.is_some() && to.is_some()).then_some(found)
}

/// The day of the year, in the first year that has it after the reference.
fn day_of_year(day: i16, reference: Option<Date>) -> Option<Date> {
    let reference = reference?;
    let in_year = |year: i16| Date::new(year, 1, 1).ok()?.checked_add(jiff::Span::new().days(i64::from(day) - 1)).ok();
    (1..=366).contains(&day).then_some(())?;
    in_year(reference.year()).filter(|date| *date >= reference).or_else(|| in_year(reference.year().checked_add(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_a_boarding_pass() {
        let context = Context { reference: Date::new(2019, 8, 19).ok(), ..Context::default() };
        let found = read("M1MUELLER/ANNA        EXXX007 VIEMXPAK 1996 249J013C0042 167>5321WW8325BAK", &context);
        let [found] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(found["reservationFor"]["flightNumber"], "1996");
        assert_eq!(found["reservationFor"]["departureDay"], "2019-09-06");
        assert_eq!((&found["airplaneSeat"], &found["reservationNumber"]), (&"13C".into(), &"XXX007".into()));
    }
}
