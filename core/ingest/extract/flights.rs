//! Flights in text: a flight number, and around it two airports with their times.

use serde_json::Value;

use super::{
    Context, airports, labels,
    legs::{Leg, Mode, Reading},
    shape,
    words::{cells, fold, folded_words, has_digit, is_listed, squeeze},
};

/// IATA codes of airlines that sell to persons.
const CARRIERS: &str = "0B 2L 3K 3O 3U 3V 4O 4U 4Y 5J 5O 6E 7C 7G 8F 8Q 9C 9W A3 A5 AA AB AC AD AE AF AH AI AK AM AP AR AS AT AV AY AZ B2 B6 BA BF BG BI BJ BR \
    BT BV BW BX BY CA CI CL CM CO CX CY CZ D7 D8 DE DI DL DM DP DS DX DY E4 E9 EC EI EJ EK EN ES ET EW EY F9 FB FD FI FJ FM FR FY FZ G3 G4 G8 G9 GA GF GQ GR GS H2 HA HG HM HO HR HU HV HX \
    I2 IB IG IX J2 JA JD JJ JL JP JQ JU K6 KA KC KE KF KL KM KQ KU KX LA LG LH LJ LM LO LP LS LT LV LX LY ME MF MH MI MK MN MS MT MU N0 N4 NE NF NH NK NO NT NX NZ OA OD OG OK OM ON OR OS OU OV OZ \
    PC PD PG PK PR PS PU PW PX QF QR QS QU QZ R3 RC RJ RK RO RS RX S4 S7 SA SB SC SD SG SK SL SN SP SQ SS ST SU SV SY TB TF TG TK TN TO TP TR TS TT TU TW TX U2 U6 UA UJ UK UL UO US UT UX V7 VA VB VF VG \
    VJ VL VN VS VT VW VX VY VZ W2 W3 W4 W6 W9 WA WB WF WG WK WN WO WS WU WW WY X3 XC XE XL XP XQ XR XY YM YX Z0 Z8 ZB ZH ZL ZI";

/// Codes that are also words or hours: they need the word "flight" beside them.
const DOUBTFUL: &str = "EC EN ES IR AM AT IN TO NO ON OR OS AS IS ME PC PS DE US SO A3 B6 B2 ST CA CO ID";

/// Airlines as some write them before a flight's number, in full or by three letters, folded.
const NAMES: &str = "delta=DL united=UA american=AA southwest=WN jetblue=B6 alaska=AS lufthansa=LH ryanair=FR easyjet=U2 \
    ezy=U2 ezs=U2 eju=U2 ryr=FR klm=KL vueling=VY iberia=IB wizz=W6 wzz=W6 swiss=LX swr=LX eurowings=EW norwegian=DY \
    finnair=AY qantas=QF emirates=EK baw=BA dlh=LH afr=AF vlg=VY ibe=IB aua=OS tap=TP dal=DL ual=UA aal=AA swa=WN";

/// The most flight numbers of a text that are followed.
const MOST: usize = 48;

/// Words for a flight.
const FLIGHT: &[&str] = &[
    "flight",
    "flight no",
    "flight number",
    "flug",
    "flugnummer",
    "flugnr",
    "flyg",
    "flygnummer",
    "fly",
    "vol",
    "vuelo",
    "volo",
    "voo",
    "vlucht",
    "vluchtnummer",
    "let",
    "lot",
    "lento",
    "rejs",
    "jarat",
    "zbor",
    "ucus",
    "segment",
];

/// A flight number in its line.
#[derive(Debug, Clone)]
struct Number {
    line: usize,
    end: usize,
    carrier: String,
    digits: String,
}

/// A flight as found.
struct Flight<'a> {
    number: &'a Number,
    leg: Leg,
    lines: &'a [&'a str],
}

/// The flights in `text`, each a `FlightReservation`.
pub fn read(text: &str, context: &Context) -> Vec<Value> {
    let lines: Vec<&str> = text.lines().collect();
    let numbers: Vec<Number> = lines.iter().enumerate().flat_map(|(at, line)| numbers(at, line)).take(MOST).collect();
    if numbers.is_empty() {
        return Vec::new();
    }
    let score = |flights: &[Flight]| flights.iter().map(|flight| flight.leg.score()).sum::<u32>();
    let mut best = flights(&lines, &numbers, context, Stands::First);
    for other in [Stands::Last, Stands::Second] {
        let other = flights(&lines, &numbers, context, other);
        best = if score(&other) > score(&best) { other } else { best };
    }
    best.iter().filter_map(|flight| reservation(flight, &lines, context)).collect()
}

/// Where a flight's number stands among the lines that tell of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    First,
    /// Below its way: `Bristol to Nice`.
    Second,
    Last,
}

/// The legs that belong to the numbers: the lines behind each, or the lines before it.
fn flights<'a>(lines: &'a [&'a str], numbers: &'a [Number], context: &Context, stands: Stands) -> Vec<Flight<'a>> {
    const BEHIND: usize = 24;
    const BEFORE: usize = 12;
    let trailing = stands == Stands::Last;
    let reading = Reading { mode: Mode::Air, order: context.order, last_counts: trailing };
    let is_way = |line: &&str| {
        let leg = Leg::read(&[*line], reading);
        leg.from.has_place() && leg.to.has_place()
    };
    let begins = |number: &Number| {
        let above = number.line.checked_sub(1).filter(|_| stands == Stands::Second);
        above.filter(|above| lines.get(*above).is_some_and(is_way)).unwrap_or(number.line)
    };
    let mut found = Vec::new();
    for (at, number) in numbers.iter().enumerate() {
        let previous = at.checked_sub(1).and_then(|at| numbers.get(at)).map_or(0, |previous| previous.line + 1);
        let next = numbers.get(at + 1).map_or(lines.len(), |next| begins(next).max(number.line + 1));
        let range = if trailing {
            previous.max(number.line.saturating_sub(BEFORE)).min(number.line)..number.line + 1
        } else {
            begins(number)..next.min(number.line + BEHIND)
        };
        let lines = lines.get(range).unwrap_or_default();
        found.push(Flight { number, leg: Leg::read(lines, reading), lines });
    }
    found
}

/// The flight numbers of a line, without those of whoever flies for another.
fn numbers(at: usize, line: &str) -> Vec<Number> {
    let mut found = Vec::new();
    if !has_digit(line) {
        return found;
    }
    let operated = labels::find(line, labels::OPERATED).map_or(line.len(), |label| label.start);
    let named = labels::find(line, FLIGHT).is_some();
    let mut boundary = true;
    for (start, character) in line.char_indices() {
        let here = boundary && character.is_ascii_alphanumeric();
        boundary = !character.is_alphanumeric();
        if !here || start >= operated {
            continue;
        }
        let Some((carrier, rest)) = line.get(start..).and_then(carrier) else { continue };
        let behind = behind_separator(rest);
        let digits: String = behind.chars().take_while(char::is_ascii_digit).collect();
        let after = behind.get(digits.len()..).unwrap_or_default();
        let glued =
            after.starts_with(|c: char| c.is_alphanumeric()) && !after.starts_with(|c: char| c.is_ascii_uppercase());
        let continued = after.starts_with([':', '/', '.', '-', ','])
            && after.get(1..).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        if !(1..=4).contains(&digits.len()) || glued || continued {
            continue;
        }
        let sure = named || (digits.len() >= 3 && !is_listed(DOUBTFUL, carrier));
        if sure && !is_aircraft(line, start, carrier) {
            let end = line.len() - after.len();
            found.push(Number { line: at, end, carrier: carrier.to_owned(), digits });
        }
    }
    found
}

/// What stands behind an airline, from its number on.
fn behind_separator(rest: &str) -> &str {
    rest.strip_prefix([' ', '-', '\u{a0}']).unwrap_or(rest)
}

/// The airline with which a text begins, by its code, and what is behind.
fn carrier(text: &str) -> Option<(&str, &str)> {
    // Going through the lists takes time: only before a number.
    let numbered = |(_, rest): &(&str, &str)| behind_separator(rest).starts_with(|c: char| c.is_ascii_digit());
    let two = text.split_at_checked(2).filter(numbered).filter(|(code, _)| is_listed(CARRIERS, code));
    let by_name = || {
        let name = text.find(|c: char| !c.is_ascii_alphabetic())?;
        let (name, rest) = text.split_at_checked(name).filter(numbered)?;
        let mut names = NAMES.split(' ').filter_map(|pair| pair.split_once('='));
        names.find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, code)| (code, rest))
    };
    two.or_else(by_name)
}

/// `AIRBUS A320`, `BOEING 737`: a type of aircraft.
fn is_aircraft(line: &str, start: usize, carrier: &str) -> bool {
    let before = fold(line.get(..start).unwrap_or_default());
    let maker = ["airbus", "boeing", "embraer", "equipment", "aircraft", "avion", "flugzeug"]
        .iter()
        .any(|maker| before.contains(maker));
    maker || carrier == "A3" && before.trim_end().is_empty()
}

fn reservation(flight: &Flight, lines: &[&str], context: &Context) -> Option<Value> {
    let Flight { number, leg, .. } = flight;
    if !leg.from.has_place() || !leg.to.has_place() || leg.from.airport == leg.to.airport {
        return None;
    }
    let before =
        lines.get(..number.line)?.iter().rev().find_map(|line| super::moments::days(line, context.order).pop());
    let (date, departure, arrival) = leg.times(before.map(|found| found.value), context.reference);
    let date = date?;
    let zone = |end: &super::legs::End| end.airport.map(|airport| airport.zone);
    let airline = shape::object(
        "Airline",
        [("iataCode", Some(number.carrier.as_str().into())), ("name", airline(flight, lines).map(Value::from))],
    );
    let digits = number.digits.trim_start_matches('0');
    let what = shape::object(
        "Flight",
        [
            ("airline", Some(airline)),
            ("flightNumber", Some(digits.into())),
            ("departureAirport", Some(shape::airport(leg.from.name.as_deref(), leg.from.airport))),
            ("departureDay", Some(date.to_string().into())),
            ("departureTime", departure.map(|at| shape::local(at, zone(&leg.from)))),
            ("departureTerminal", leg.from.terminal.as_deref().map(Value::from)),
            ("arrivalAirport", Some(shape::airport(leg.to.name.as_deref(), leg.to.airport))),
            ("arrivalTime", arrival.map(|at| shape::local(at, zone(&leg.to)))),
            ("arrivalTerminal", leg.to.terminal.as_deref().map(Value::from)),
        ],
    );
    Some(shape::reservation("FlightReservation", what, None))
}

/// The airline as the text names it: right behind the number, on the next line, or as the one that operates.
fn airline(flight: &Flight, lines: &[&str]) -> Option<String> {
    let line = lines.get(flight.number.line)?;
    let rest = line.get(flight.number.end..)?.trim_start();
    let beside =
        rest.strip_prefix(['-', ',', '–', '|']).and_then(|rest| cells(rest).first().map(|cell| cell.text.to_owned()));
    let beside = beside.filter(|name| is_company(name));
    let below = || lines.get(flight.number.line + 1).map(|line| squeeze(line)).filter(|line| is_airline(line));
    let above = || operator(lines.get(flight.number.line.checked_sub(1)?..flight.number.line)?);
    beside.or_else(below).or_else(above).or_else(|| operator(flight.lines))
}

/// Who operates, where the segment says it: on the label's line or the next.
fn operator(lines: &[&str]) -> Option<String> {
    let (at, label) =
        lines.iter().enumerate().find_map(|(at, line)| Some((at, labels::find(line, labels::OPERATED)?)))?;
    let value = |line: &str| {
        let name = cells(line)
            .first()
            .map(|cell| cell.text.trim_start_matches([':', ' ', '*']).to_owned())
            .unwrap_or_default();
        name.split(['(', ',']).next().unwrap_or_default().trim().to_owned()
    };
    let here = value(labels::value(lines.get(at)?, label, labels::OPERATED));
    let name = if here.is_empty() { value(lines.get(at + 1)?) } else { here };
    is_company(&name).then_some(name)
}

fn is_company(name: &str) -> bool {
    is_short(name) && airports::by_name(name).is_none()
}

fn is_short(name: &str) -> bool {
    (2..=50).contains(&name.len()) && !name.contains(char::is_numeric) && name.split_whitespace().count() <= 6
}

fn is_airline(name: &str) -> bool {
    const SIGNS: [&str; 9] =
        ["air", "airlines", "airline", "airways", "aerolineas", "lufthansa", "lines", "wings", "jet"];
    let operated = labels::find(name, labels::OPERATED).is_some();
    is_short(name)
        && !operated
        && !name.contains(':')
        && folded_words(name).iter().any(|word| SIGNS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flight_numbers_are_told_from_other_codes() {
        let read = |line: &str| {
            numbers(0, line).into_iter().map(|n| format!("{} {}", n.carrier, n.digits)).collect::<Vec<_>>()
        };
        assert_eq!(read("FLIGHT     DL 9520 - DELTA AIR LINES"), ["DL 9520"]);
        assert_eq!(read("DELTA 1423    BOSTON    CHICAGO-OHARE"), ["DL 1423"]);
        assert_eq!(read("EZY2745"), ["U2 2745"]);
        assert_eq!(read("Flight: BT212, Air Baltic"), ["BT 212"]);
        assert_eq!(read("Flight: 15.06.2017  |  4U 8462 (X)"), ["4U 8462"]);
        for line in [
            "OPERATED BY: KLM, KL 1824",
            "AIRBUS A320-100/200",
            "at 10 AM 12",
            "IN 25 jednosměrná",
            "LH 12:30",
            "xLH123",
            "Gate A3",
        ] {
            assert!(read(line).is_empty(), "{line}: {:?}", read(line));
        }
    }
}
