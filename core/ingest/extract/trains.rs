//! Journeys on the ground in text: trains by their number, and coaches, ferries and trains that have none.

use serde_json::Value;

use super::{
    Context, labels,
    legs::{End, Leg, Mode, Reading},
    moments, shape,
    words::{cells, folded_words, has_digit, is_listed, runs},
};

/// Kinds of trains as they are written before a number.
const KINDS: &str = "ICE IC ICN EC ECE RE RB IR IRE RJ RJX rj rjx R Os Sp Ex LE NJ EN D TGV THA EST FR FA FB AV ITA NTV AVE ALVIA AVANT MD \
    TLK EIC EIP MP Bus REG WB KTX SJ Frecciarossa Frecciargento Frecciabianca Italo Intercités Intercity InterCity Thalys Eurostar Railjet Nightjet TER SC RX";

/// Words before a train's number.
const TRAIN: &[&str] = &[
    "train",
    "train no",
    "train number",
    "zug",
    "zugnummer",
    "zug nr",
    "tren",
    "treno",
    "trein",
    "tag",
    "tog",
    "vlak",
    "pociag",
    "juna",
    "numero de train",
    "train n",
    "comboio",
    "vonat",
];

/// What a text is about that names no train.
const VEHICLES: [(&str, &[&str]); 3] = [
    ("BusReservation", &["bus", "coach", "flixbus", "autobus", "autocar", "fernbus", "autocarro", "buss", "bussi"]),
    ("BoatReservation", &["ferry", "fahre", "traghetto", "faerge", "farja", "fergen", "sailing", "crossing", "lautta"]),
    (
        "TrainReservation",
        &[
            "train", "zug", "bahn", "rail", "railway", "treno", "tren", "trein", "tag", "tog", "vlak", "pociag",
            "juna", "gare", "station", "platform", "railcard",
        ],
    ),
];

struct Number {
    line: usize,
    end: usize,
    name: String,
}

/// The journeys in `text`.
pub fn read(text: &str, context: &Context) -> Vec<Value> {
    let lines: Vec<&str> = text.lines().collect();
    let numbers: Vec<Number> = lines.iter().enumerate().filter_map(|(at, line)| number(at, line)).take(48).collect();
    let found = by_number(&lines, &numbers, context);
    let found = if found.is_empty() { by_labels(&lines, context) } else { found };
    if found.is_empty() { by_times(&lines, context) } else { found }
}

/// Journeys of which only the times and the cities are told, in one line or two below their day: `10:00 London Kings Cross`,
/// `14:20 Edinburgh Waverley`.
fn by_times(lines: &[&str], context: &Context) -> Vec<Value> {
    const ABOVE: usize = 4;
    let reading = Reading { mode: Mode::Ground, order: context.order, last_counts: false };
    let is_city = |end: &End| end.name.as_deref().and_then(super::airports::city_at_the_beginning).is_some();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at).filter(|_| found.len() < 48) {
        let told = (1..=2).filter(|_| !moments::times(line).is_empty()).find_map(|count| {
            let leg = Leg::read(lines.get(at..at + count)?, reading);
            let whole = leg.from.time.is_some() && leg.to.time.is_some() && is_city(&leg.from) && is_city(&leg.to);
            let above = lines.get(at.saturating_sub(ABOVE)..at)?;
            let day = above.iter().rev().find_map(|line| moments::days(line, context.order).pop());
            let what = trip("TrainTrip", &leg, None, day.map(|found| found.value), context).filter(|_| whole)?;
            Some((count, shape::reservation("TrainReservation", what, None)))
        });
        at += told.as_ref().map_or(1, |(count, _)| *count);
        found.extend(told.map(|(_, one)| one));
    }
    found
}

/// A leg for each number: the lines from it to the next one, or those before it.
fn by_number(lines: &[&str], numbers: &[Number], context: &Context) -> Vec<Value> {
    const BEHIND: usize = 16;
    let legs = |trailing: bool| -> Vec<Leg> {
        let reading = Reading { mode: Mode::Ground, order: context.order, last_counts: trailing };
        let range = |at: usize, number: &Number| {
            let next = numbers.get(at + 1).map_or(lines.len(), |next| next.line.max(number.line + 1));
            let previous = at.checked_sub(1).and_then(|at| numbers.get(at)).map_or(0, |previous| previous.line + 1);
            match trailing {
                true => previous.max(number.line.saturating_sub(8)).min(number.line)..number.line + 1,
                false => number.line..next.min(number.line + BEHIND),
            }
        };
        let legs = numbers.iter().enumerate().map(|(at, number)| {
            let mut own: Vec<String> =
                lines.get(range(at, number)).unwrap_or_default().iter().map(|line| (*line).to_owned()).collect();
            let place = if trailing { own.last_mut() } else { own.first_mut() };
            if let Some(line) = place {
                // The number and what follows in its cell are no place.
                line.truncate(cut_before(line, number));
            }
            let own: Vec<&str> = own.iter().map(String::as_str).collect();
            Leg::read(&own, reading)
        });
        legs.collect()
    };
    let (leading, trailing) = (legs(false), legs(true));
    let score = |legs: &[Leg]| legs.iter().map(Leg::score).sum::<u32>();
    let best = if score(&trailing) > score(&leading) { trailing } else { leading };
    let found = numbers.iter().zip(best).filter_map(|(number, leg)| {
        let before = lines.get(..number.line)?.iter().rev().find_map(|line| moments::days(line, context.order).pop());
        let is_bus = number.name.starts_with("Bus ");
        let (kind, reservation) =
            if is_bus { ("BusTrip", "BusReservation") } else { ("TrainTrip", "TrainReservation") };
        let what = trip(kind, &leg, Some(&number.name), before.map(|found| found.value), context)?;
        let mut found = shape::reservation(reservation, what, None);
        shape::set(&mut found, "reservedTicket", ticket(lines, number));
        Some(found)
    });
    found.collect()
}

/// Where the number's name begins in its line, if a time stands before it.
fn cut_before(line: &str, number: &Number) -> usize {
    let start = number.end.saturating_sub(number.name.len());
    let timed = moments::times(line.get(..start).unwrap_or_default()).len();
    if timed > 0 { start } else { line.len() }
}

/// The number of a train: its kind and digits, or digits behind a word for a train.
fn number(at: usize, line: &str) -> Option<Number> {
    if !has_digit(line) {
        return None;
    }
    let words = runs(line);
    let by_kind = words.windows(2).find_map(|pair| {
        let [kind, digits] = pair else { return None };
        let alone = line
            .get(..kind.start)?
            .chars()
            .last()
            .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ':' | ',' | '>'));
        // Going through the list takes time: only before a number.
        let close = matches!(digits.gap, "" | " " | "\u{a0}")
            && (1..=6).contains(&digits.text.len())
            && digits.number().is_some();
        let known = close && is_listed(KINDS, kind.text);
        let ends =
            line.get(digits.end..)?.chars().next().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, ':' | '.'));
        // One letter and one digit is a line of some town, or a room.
        let long = kind.text.len() > 1 || digits.text.len() >= 3;
        (alone && known && ends && long).then(|| Number {
            line: at,
            end: digits.end,
            name: format!("{} {}", kind.text, digits.text),
        })
    });
    by_kind.or_else(|| {
        let label = labels::find(line, TRAIN)?;
        let value = labels::value(line, label, TRAIN);
        let start = line.len() - value.len();
        let name: String = cells(value).first()?.text.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
        let digits = name.chars().filter(char::is_ascii_digit).count();
        let upper = name.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || c == ' ');
        (upper && (1..=6).contains(&digits)).then(|| Number { line: at, end: start + name.len(), name })
    })
}

/// Coach and seat: labelled, or in the columns behind the number as `EC 283 258   41, 42`.
fn ticket(lines: &[&str], number: &Number) -> Option<Value> {
    let line = lines.get(number.line)?;
    let behind = line.get(number.end..)?;
    let columns = cells(behind);
    let first = columns
        .first()
        .map(|cell| cell.text)
        .filter(|text| text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit()));
    let seats = columns.get(1).map(|cell| cell.text).filter(|text| is_seats(text));
    let around = lines.get(number.line.saturating_sub(2)..(number.line + 6).min(lines.len()))?;
    let labelled = |labels: &[&str]| around.iter().find_map(|line| seat_value(line, labels));
    let section = first.filter(|_| seats.is_some()).map(str::to_owned).or_else(|| labelled(labels::COACH));
    let seat = seats.filter(|_| first.is_some()).map(str::to_owned).or_else(|| labelled(labels::SEAT))?;
    let seat = shape::object("Seat", [("seatNumber", Some(seat.into())), ("seatSection", section.map(Value::from))]);
    Some(shape::object("Ticket", [("ticketedSeat", Some(seat))]))
}

fn is_seats(text: &str) -> bool {
    text.len() <= 40
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, ',' | ' ' | '-'))
}

/// `Coach 5`, `Sitzplatz 41, 42`
fn seat_value(line: &str, labels: &[&str]) -> Option<String> {
    labels::every(line, labels).into_iter().find_map(|label| place_value(labels::value(line, label, labels)))
}

fn place_value(value: &str) -> Option<String> {
    let value: String = value
        .chars()
        .take_while(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, ' ' | ',' | '-'))
        .collect();
    let value = value.trim().trim_end_matches([',', '-']).trim();
    let plain = value.split([',', ' ', '-']).all(|seat| seat.len() <= 4);
    (plain && value.contains(|c: char| c.is_ascii_digit()) && value.len() <= 20).then(|| value.to_owned())
}

/// Journeys that labels tell: a line for where it departs, one for where it arrives.
fn by_labels(lines: &[&str], context: &Context) -> Vec<Value> {
    let Some(kind) = vehicle(lines) else { return Vec::new() };
    let starts_leg = |line: &&str| {
        let strong = labels::leading(line, labels::DEPARTURE).is_some();
        strong || labels::leading(line, labels::FROM).is_some_and(|label| label.marked)
    };
    let mut starts: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| starts_leg(line)).map(|(at, _)| at).collect();
    // "From: …" and "Departure: …" right after one another begin the same leg.
    starts.truncate(96);
    starts.dedup_by(|next, previous| next.saturating_sub(*previous) <= 3);
    let reading = Reading { mode: Mode::Ground, order: context.order, last_counts: false };
    let legs = starts.iter().enumerate().filter_map(|(at, start)| {
        let end = starts.get(at + 1).copied().unwrap_or(lines.len()).min(start + 14);
        let leg = Leg::read(lines.get(*start..end)?, reading);
        let before =
            lines.get(..*start)?.iter().rev().take(6).find_map(|line| moments::days(line, context.order).pop());
        leg.from.time?;
        let trip_kind = if kind == "BusReservation" {
            "BusTrip"
        } else if kind == "BoatReservation" {
            "BoatTrip"
        } else {
            "TrainTrip"
        };
        let what = trip(trip_kind, &leg, None, before.map(|found| found.value), context)?;
        Some(shape::reservation(kind, what, None))
    });
    legs.collect()
}

/// What the words of the text say one travels by.
fn vehicle(lines: &[&str]) -> Option<&'static str> {
    let mut counts = [0_usize; VEHICLES.len()];
    for word in lines.iter().take(400).flat_map(|line| folded_words(line)) {
        for (count, (_, words)) in counts.iter_mut().zip(VEHICLES) {
            *count += usize::from(words.contains(&word.as_str()));
        }
    }
    let (count, (kind, _)) = counts.into_iter().zip(VEHICLES).max_by_key(|(count, _)| *count)?;
    (count >= 2).then_some(kind)
}

fn trip(kind: &str, leg: &Leg, name: Option<&str>, before: Option<moments::Day>, context: &Context) -> Option<Value> {
    if !leg.from.has_place() || !leg.to.has_place() || leg.from.name == leg.to.name {
        return None;
    }
    let (date, departure, arrival) = leg.times(before, context.reference);
    let zone = |end: &End| end.airport.map(|airport| airport.zone);
    let (stop, field) = match kind {
        "BusTrip" => ("BusStation", "BusStop"),
        "BoatTrip" => ("BoatTerminal", "BoatTerminal"),
        _ => ("TrainStation", "Station"),
    };
    let station = |end: &End| {
        shape::object(
            stop,
            [
                ("name", end.name.as_deref().map(Value::from)),
                ("identifier", end.airport.map(|airport| format!("iata:{}", airport.code).into())),
                ("address", end.airport.map(|airport| shape::country(airport.country))),
                ("geo", end.airport.map(|airport| shape::geo(airport.place))),
            ],
        )
    };
    let number = if kind == "BusTrip" { "busNumber" } else { "trainNumber" };
    let mut found = shape::object(
        kind,
        [
            (number, name.map(Value::from)),
            ("departureDay", Some(date?.to_string().into()).filter(|_| kind == "TrainTrip")),
            ("departureTime", departure.map(|at| shape::local(at, zone(&leg.from)))),
            ("departurePlatform", leg.from.platform.as_deref().map(Value::from)),
            ("arrivalTime", arrival.map(|at| shape::local(at, zone(&leg.to)))),
            ("arrivalPlatform", leg.to.platform.as_deref().map(Value::from)),
        ],
    );
    shape::set(&mut found, &format!("departure{field}"), Some(station(&leg.from)));
    shape::set(&mut found, &format!("arrival{field}"), Some(station(&leg.to)));
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn train_numbers() {
        for (line, name) in [
            ("06.08. 17:50 EC 283 258", Some("EC 283")),
            ("rj 72", Some("rj 72")),
            ("Train:  LH 1234", Some("LH 1234")),
            ("ICE 573", Some("ICE 573")),
            ("Frecciarossa 9612", Some("Frecciarossa 9612")),
            ("IC: 12:30", None),
            ("R 2", None),
            ("train to London", None),
        ] {
            assert_eq!(number(0, line).map(|number| number.name).as_deref(), name, "{line}");
        }
    }
}
