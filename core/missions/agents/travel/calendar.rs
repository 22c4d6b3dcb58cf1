//! What a calendar says of journeys: entries of a flight, entries that last for days somewhere else.

use jiff::civil::Date;

use super::{
    super::words::number_of,
    bookings::{Bookings, Leg, Mode, Moment},
    home::Home,
    places::{self, Place},
    whose::Whose,
};
use crate::{
    ingest::extract::{airport_city, city_named},
    profile::life::{Address, Event},
    record::RecordId,
    time::When,
    unicode::fold,
};

/// The longest that an entry is one journey, nights.
const LONGEST: i64 = 45;

/// An entry that lasts for nights.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// Its title.
    pub title: String,
    /// Where, if that is somewhere else.
    pub place: Option<Place>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Who goes along.
    pub people: Vec<Address>,
    /// The entry.
    pub record: RecordId,
}

/// The last day of an event: an end at midnight, and one of whole days, are of the day before.
pub fn last_day(event: &Event) -> Date {
    let last = match event.end {
        Some(When::Day(end)) => end.yesterday().unwrap_or(end),
        Some(When::At(end)) if Moment::of(end).clock == Some((0, 0)) => end.date().yesterday().unwrap_or(end.date()),
        Some(When::At(end)) => end.date(),
        None => event.day(),
    };
    last.max(event.day())
}

/// Whether it lasts for a night at least, and is not an evening that ends after midnight.
pub fn is_long(event: &Event) -> bool {
    let nights = number_of(last_day(event)) - number_of(event.day());
    match (event.start, event.end) {
        (When::At(start), Some(When::At(end))) => nights >= 1 && end.unix_seconds() - start.unix_seconds() >= 20 * 3600,
        _ => nights >= 1,
    }
}

/// The entries that last for nights and once.
pub fn spans(events: &[Event], home: &Home, whose: &Whose) -> Vec<Span> {
    let once = events.iter().filter(|event| event.rule.is_empty() && is_long(event));
    let short = once.filter(|event| number_of(last_day(event)) - number_of(event.day()) <= LONGEST);
    short
        .map(|event| Span {
            title: event.title.clone(),
            place: place(event, home).filter(|_| !whose.is_of_somebody(&event.title)),
            from: event.day(),
            to: last_day(event),
            people: event.attendees.clone(),
            record: event.record.clone(),
        })
        .collect()
}

/// Where an entry is, unless at home: by its place, or by a city or a journey in its title.
fn place(event: &Event, home: &Home) -> Option<Place> {
    if home.has(&event.location) {
        return None;
    }
    let by_location = Place::of_location(&event.location);
    by_location.or_else(|| in_title(&event.title)).filter(|place| !home.is(place))
}

/// `Weekend in Porto`, `Urlaub Rom`, `Trip to Kraków`: a city that is known.
fn in_title(title: &str) -> Option<Place> {
    let words: Vec<&str> =
        title.split(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '!' | '(' | ')')).collect();
    let capital = |word: &&&str| word.starts_with(char::is_uppercase) && word.chars().count() >= 3;
    let name =
        |word: &&str| city_named(word).filter(|city| fold(city).split(' ').count() == 1 && places::is_known(word));
    let exonym = |word: &&str| city_named(word).filter(|_| !places::is_known(word));
    let city = words.iter().filter(capital).find_map(|word| name(word).or_else(|| exonym(word)))?;
    Some(Place { name: city, country: String::new() })
}

/// Adds the journeys that entries of the calendar are, where no booking tells of them.
pub fn add_legs(bookings: &mut Bookings, events: &[Event]) {
    for event in events {
        let Some((mode, from, to, number)) = journey(event) else { continue };
        let (When::At(start), Some(When::At(end))) = (event.start, event.end) else { continue };
        let leg = Leg {
            mode,
            number,
            from,
            to,
            leaves: Moment::of(start),
            arrives: Some(Moment::of(end)),
            reservation: String::new(),
            sure: 0.8,
            records: vec![event.record.clone()],
        };
        bookings.take_entry(leg);
    }
}

/// `Flight SK 526 LHR-GOT`; `Flight to Lisbon (U2 6025)` with `Bristol BRS` as its place; `Train to Sintra` tells too
/// little.
fn journey(event: &Event) -> Option<(Mode, Place, Place, String)> {
    const FLIGHT: [&str; 12] =
        ["flight", "flug", "vol", "vuelo", "volo", "voo", "vlucht", "flyg", "fly", "flyrejse", "lot", "✈"];
    const TRAIN: [&str; 8] = ["train", "zug", "tren", "treno", "trein", "tag", "ice", "eurostar"];
    let title = fold(&event.title);
    let first =
        |words: &[&str]| title.split(|c: char| !c.is_alphanumeric() && c != '✈').any(|word| words.contains(&word));
    let mode = if first(&FLIGHT) {
        Mode::Flight
    } else if first(&TRAIN) {
        Mode::Train
    } else {
        return None;
    };
    let place = |code: &str| airport_city(code).map(|name| Place { name, country: String::new() });
    let is_code = |word: &&str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let codes = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words.filter(is_code).filter_map(place).collect::<Vec<_>>()
    };
    let in_title = codes(&event.title);
    let number = number(&event.title);
    if let [from, to] = in_title.as_slice() {
        return (!from.is(to)).then(|| (mode, from.clone(), to.clone(), number));
    }
    let (behind, to) = [" to ", " nach ", " a ", " à ", " naar ", " till ", " til ", " → ", " para "]
        .iter()
        .find_map(|word| event.title.split_once(word))
        .and_then(|(before, to)| Some((before, known(to)?)))?;
    let from = codes(&event.location).into_iter().next();
    let from = from.or_else(|| known(&event.location)).or_else(|| behind.split(' ').next_back().and_then(known))?;
    (!from.is(&to)).then_some((mode, from, to, number))
}

fn known(text: &str) -> Option<Place> {
    city_named(text.split(['(', ',']).next()?).map(|name| Place { name, country: String::new() })
}

/// `SK 526` or `U26025` in a title.
fn number(title: &str) -> String {
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).collect();
    let is_line = |word: &str| word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let is_digits = |word: &str| (1..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    let apart = words.windows(2).find_map(|pair| match pair {
        [line, digits] if is_line(line) && is_digits(digits) => Some(format!("{line} {digits}")),
        _ => None,
    });
    let together = || {
        let split = words.iter().filter_map(|word| word.split_at_checked(2));
        split
            .filter(|(line, digits)| is_line(line) && is_digits(digits))
            .find(|(line, _)| line.bytes().any(|b| b.is_ascii_uppercase()))
    };
    apart.or_else(|| together().map(|(line, digits)| format!("{line} {digits}"))).unwrap_or_default()
}
