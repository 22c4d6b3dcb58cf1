//! One leg of a journey out of the lines that tell it: from where to where, when, which terminal and platform.
//!
//! Nothing here knows a vendor. A label says whose the next place, date and time are; without one they come in the
//! order of travel.

use jiff::civil::{Date, DateTime, Time};

use crate::order;

use super::{
    airports::{self, Airport},
    labels,
    moments::{self, Day, Order},
    ways,
    words::{Cell, cells, fold, squeeze},
};

/// By what one travels; decides what may be the name of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Places are airports of the table.
    Air,
    /// Places are whatever stands beside a label or a time.
    Ground,
}

/// One end of a leg.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct End {
    /// What the text calls the place.
    pub name: Option<String>,
    /// The airport, where it is one that is known.
    pub airport: Option<Airport>,
    /// The day.
    pub day: Option<Day>,
    /// The time of day.
    pub time: Option<Time>,
    /// The terminal.
    pub terminal: Option<String>,
    /// The platform.
    pub platform: Option<String>,
    /// In which column of the text the time stood.
    column: Option<usize>,
}

impl End {
    /// Whether the place is known.
    pub fn has_place(&self) -> bool {
        self.name.is_some() || self.airport.is_some()
    }
}

/// A leg.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Leg {
    /// Where it begins.
    pub from: End,
    /// Where it ends.
    pub to: End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    From,
    To,
}

/// How a leg's lines are read.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// By what one travels.
    pub mode: Mode,
    /// How numeric dates are meant.
    pub order: Order,
    /// Whether what comes last counts, because the number that names the leg stands behind it.
    pub last_counts: bool,
}

impl Leg {
    /// Reads `lines`.
    pub fn read(lines: &[&str], reading: Reading) -> Self {
        let mut builder = Builder { leg: Self::default(), side: None, fresh: false, reading };
        for line in lines {
            builder.line(line);
        }
        builder.leg
    }

    /// How much of a leg it is: places, then times, then days.
    pub fn score(&self) -> u32 {
        let ends = [&self.from, &self.to];
        let count = |known: &dyn Fn(&End) -> bool| u32::from(ends.iter().all(|end| known(end)));
        let places =
            count(&End::has_place) * u32::from(self.from.name != self.to.name || self.from.airport != self.to.airport);
        places * 4 + count(&|end| end.time.is_some()) * 2 + u32::from(self.from.day.is_some())
    }

    /// Departure and arrival as local times; an arrival that would come before its departure is on the next day.
    pub fn times(
        &self,
        before: Option<Day>,
        reference: Option<Date>,
    ) -> (Option<Date>, Option<DateTime>, Option<DateTime>) {
        let Some(date) = self.from.day.or(before).and_then(|day| day.resolve(reference)) else {
            return (None, None, None);
        };
        let departure = self.from.time.map(|time| date.to_datetime(time));
        // Whatever is more than three days off is the day of something else.
        let latest = date.checked_add(jiff::Span::new().days(3)).unwrap_or(date);
        let arrival_day = self
            .to
            .day
            .and_then(|day| day.resolve(Some(date)))
            .filter(|day| (date..=latest).contains(day))
            .unwrap_or(date);
        let arrival = self.to.time.map(|time| arrival_day.to_datetime(time)).map(|arrival| match departure {
            Some(departure) if arrival < departure && self.same_zone() => arrival.tomorrow().unwrap_or(arrival),
            _ => arrival,
        });
        (Some(date), departure, arrival)
    }

    fn same_zone(&self) -> bool {
        self.from.airport.map(|airport| airport.zone) == self.to.airport.map(|airport| airport.zone)
            || self.to.day.is_none()
    }
}

struct Builder {
    leg: Leg,
    side: Option<Side>,
    /// Whether the label's own day is still to come.
    fresh: bool,
    reading: Reading,
}

impl Builder {
    fn line(&mut self, line: &str) {
        // The name of whoever really flies is no place.
        if labels::find(line, labels::OPERATED).is_some() {
            return;
        }
        let span = moments::span_at(line).unwrap_or(line.len());
        let mut cells = cells(line);
        if self.reading.mode == Mode::Ground {
            cells = cells.into_iter().flat_map(ways::ends).collect();
        }
        let timed = cells.iter().any(|cell| !moments::times(cell.text).is_empty());
        for cell in cells.into_iter().filter(|cell| cell.start < span) {
            let labelled = self.label(cell);
            let start = labelled.unwrap_or(cell.start);
            let body = line.get(start..cell.start + cell.text.len()).unwrap_or_default();
            let body = if labelled.is_some() {
                body.trim_start_matches([':', '.', '-', '–', ' ', '/', '\u{a0}'])
            } else {
                body
            };
            self.cell(body, cell.start, labelled.is_some(), timed);
        }
        // With its time told and its day known from before, a label waits for no day.
        let own = self.own();
        if own.time.is_some() && own.day.is_some() {
            self.fresh = false;
        }
    }

    /// Follows a label at the beginning of a cell; where what it labels begins.
    fn label(&mut self, cell: Cell) -> Option<usize> {
        let strong = |labels| labels::in_cell(cell, labels);
        let marked = |labels| labels::in_cell(cell, labels).filter(|label| label.marked);
        let found = strong(labels::DEPARTURE).map(|label| (Side::From, label));
        let found = found.or_else(|| strong(labels::ARRIVAL).map(|label| (Side::To, label)));
        let found = found.or_else(|| marked(labels::FROM).map(|label| (Side::From, label)));
        let (side, label) = found.or_else(|| marked(labels::TO).map(|label| (Side::To, label)))?;
        self.side = Some(side);
        self.fresh = true;
        Some(label.end)
    }

    fn cell(&mut self, body: &str, column: usize, labelled: bool, timed: bool) {
        let days = moments::days(body, self.reading.order);
        let times = moments::times(body);
        for day in &days {
            if std::mem::take(&mut self.fresh) {
                self.own().day = Some(day.value);
            } else if let Some(end) = self.slot(|end| end.day.is_some()) {
                end.day = Some(day.value);
            }
        }
        for time in &times {
            if let Some(end) = self.slot(|end| end.time.is_some()) {
                end.time = Some(time.value);
                end.column = Some(column);
            }
        }
        let (text, terminal) = split_word(body, &["terminal"]);
        if let Some(terminal) = terminal.filter(|_| self.reading.mode == Mode::Air) {
            self.terminal(terminal, column);
        }
        let (text, platform) = split_word(text, labels::PLATFORM);
        if let Some(platform) = platform.filter(|_| self.reading.mode == Mode::Ground)
            && let Some(end) = self.last_place()
        {
            end.platform = Some(platform);
        }
        let cuts = days.iter().map(|day| (day.start, day.end)).chain(times.iter().map(|time| (time.start, time.end)));
        let mut cuts: Vec<_> = cuts.collect();
        order::by(&mut cuts, Ord::cmp);
        match self.reading.mode {
            Mode::Air => self.airports(&without(text, &cuts), labelled),
            Mode::Ground => {
                let allowed = labelled || !times.is_empty() || !days.is_empty() || timed;
                self.station(&without(text, &cuts), allowed);
            }
        }
    }

    /// Where the next value goes that `filled` tells to be there already.
    fn slot(&mut self, filled: impl Fn(&End) -> bool) -> Option<&mut End> {
        let (from, to) = (filled(&self.leg.from), filled(&self.leg.to));
        match (self.side, from, to) {
            (Some(Side::From) | None, false, _) => Some(&mut self.leg.from),
            (_, _, false) => Some(&mut self.leg.to),
            (None, true, true) if self.reading.last_counts => {
                if self.leg.from.has_place() && self.leg.to.has_place() && filled(&self.leg.to) {
                    self.leg.from = std::mem::take(&mut self.leg.to);
                }
                Some(&mut self.leg.to)
            }
            _ => None,
        }
    }

    /// The end that the last label spoke of.
    fn own(&mut self) -> &mut End {
        if self.side == Some(Side::To) { &mut self.leg.to } else { &mut self.leg.from }
    }

    fn last_place(&mut self) -> Option<&mut End> {
        match self.side {
            Some(Side::To) => Some(&mut self.leg.to),
            _ if self.leg.to.has_place() => Some(&mut self.leg.to),
            _ => Some(&mut self.leg.from),
        }
    }

    /// A terminal stands under the time it goes with, or beside its place.
    fn terminal(&mut self, terminal: String, column: usize) {
        let under = |end: &End| end.column == Some(column);
        let end = match (under(&self.leg.from), under(&self.leg.to)) {
            (true, false) => Some(&mut self.leg.from),
            (false, true) => Some(&mut self.leg.to),
            _ => self.last_place_or_next(),
        };
        if let Some(end) = end {
            end.terminal.get_or_insert(terminal);
        }
    }

    /// The terminal is read before the place in its cell: it belongs to the place about to be read.
    fn last_place_or_next(&mut self) -> Option<&mut End> {
        match self.side {
            Some(Side::From) => Some(&mut self.leg.from),
            Some(Side::To) => Some(&mut self.leg.to),
            None => self.last_place(),
        }
    }

    fn airports(&mut self, text: &str, labelled: bool) {
        let codes = codes(text);
        for (name, airport) in &codes {
            let (name, airport) = (name.clone(), *airport);
            if let Some(end) = self.slot(End::has_place) {
                end.airport = Some(airport);
                end.name = name;
            }
        }
        let name = tidy_name(text);
        if codes.is_empty() && self.pair(text) {
            return;
        }
        if !codes.is_empty() || name.chars().filter(|c| c.is_alphabetic()).count() < 3 {
            return;
        }
        let Some(found) = airports::by_name(&name) else { return };
        let expected = labelled || (self.side.is_some() && name.split_whitespace().count() <= 6);
        if (found.whole || expected)
            && let Some(end) = self.slot(End::has_place)
        {
            end.airport = Some(found.airport);
            end.name = Some(name);
        }
    }

    /// `London Heathrow to Göteborg Landvetter`
    fn pair(&mut self, text: &str) -> bool {
        const BETWEEN: [&str; 12] =
            [" to ", " nach ", " → ", " - ", " – ", " > ", " a ", " à ", " naar ", " till ", " til ", " do "];
        if self.leg.from.has_place() || self.leg.to.has_place() {
            return false;
        }
        let find = |between: &&str| {
            let (from, to) = text.split_once(*between)?;
            // The number of the flight stands before the first place, commas behind the second.
            let from = from.rsplit(|c: char| c.is_ascii_digit()).next().unwrap_or(from);
            let (from, to) = (tidy_name(from), tidy_name(to.split([',', '|']).next().unwrap_or(to)));
            let (one, other) = (airports::by_name(&from)?, airports::by_name(&to)?);
            (one.airport != other.airport).then_some((from, one.airport, to, other.airport))
        };
        let Some((from, one, to, other)) = BETWEEN.iter().find_map(find) else { return false };
        (self.leg.from.name, self.leg.from.airport) = (Some(from), Some(one));
        (self.leg.to.name, self.leg.to.airport) = (Some(to), Some(other));
        true
    }

    fn station(&mut self, text: &str, allowed: bool) {
        let coded = codes(text).into_iter().next();
        let name = coded.as_ref().and_then(|(name, _)| name.clone()).unwrap_or_else(|| station_name(text));
        if !allowed || !is_station(&name) {
            return;
        }
        if let Some(end) = self.slot(End::has_place) {
            end.name = Some(name);
            end.airport = coded.map(|(_, airport)| airport);
        }
    }
}

/// Takes `Terminal 2E` off a text: what is before it, and which.
fn split_word<'a>(text: &'a str, words: &[&str]) -> (&'a str, Option<String>) {
    let Some(label) = labels::find(text, words) else { return (text, None) };
    let value = labels::value(text, label, words);
    let which: String = value.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
    let good = (1..=3).contains(&which.len()) && which.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
    let before = text.get(..label.start).unwrap_or_default();
    if good { (before, Some(which)) } else { (text, None) }
}

/// The text without the pieces named, which are in order.
fn without(text: &str, cuts: &[(usize, usize)]) -> String {
    let mut rest = String::new();
    let mut at = 0;
    for (start, end) in cuts {
        rest.push_str(text.get(at..*start).unwrap_or_default());
        rest.push(' ');
        at = at.max(*end);
    }
    rest.push_str(text.get(at..).unwrap_or_default());
    rest
}

/// `Berlin (TXL)`, `TXL`, `TXL-BRU`: the airports named by code, each with what stands before it.
fn codes(text: &str) -> Vec<(Option<String>, Airport)> {
    let is_code = |word: &&str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let known = |word: &str| Some(word).filter(is_code).and_then(airports::by_code);
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(['(', '[']) {
        let inside = after.split([')', ']']).next().unwrap_or_default().trim();
        rest = after.get(inside.len()..).unwrap_or_default();
        let last = inside.rsplit([' ', ',', '-', '/']).next().unwrap_or_default();
        if let Some(airport) = known(inside).or_else(|| known(last)) {
            let name = tidy_name(before.rsplit([')', ']']).next().unwrap_or(before));
            found.push((Some(name).filter(|name| !name.is_empty()), airport));
        }
    }
    if !found.is_empty() {
        return found;
    }
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let pair_or_alone = matches!(words.len(), 1 | 2) || words.windows(2).all(|pair| pair.iter().all(&is_code));
    if pair_or_alone && words.len() <= 2 {
        found.extend(words.iter().filter_map(|word| known(word)).map(|airport| (None, airport)));
        found.truncate(if words.len() == found.len() { 2 } else { 0 });
    }
    found
}

/// A name without what punctuation is left around it.
fn tidy_name(text: &str) -> String {
    let name = squeeze(text);
    let name = name.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '.' | '\''));
    let name = name.trim_start_matches(['.', ')', '\'']).trim_start();
    let open = name.matches('(').count();
    let name =
        if open > name.matches(')').count() { name.rsplit_once('(').map_or(name, |(name, _)| name) } else { name };
    let name = if open == 0 { name.trim_end_matches(')') } else { name };
    name.trim().trim_end_matches([',', '-', '–', ' ']).to_owned()
}

/// Words that stand beside places and times and are none.
const NO_STATION: &str = "date time datum zeit uhrzeit uhr day hour hora fecha heure data ora tid dag station airport bahnhof at um kl hod h hrs am on le el il \
    class klasse zug train bus seat seats platz sitzplatz coach wagen ticket total page seite from to von nach de a valid reference booking ref direct via change transfer \
    journey outbound return inbound hinfahrt ruckfahrt hinreise ruckreise aller retour ida vuelta andata ritorno heenreis \
    terugreis ab dep arr price preis duration dauer passenger adult erwachsener status confirmed gate terminal local";

fn station_name(text: &str) -> String {
    let (text, _) = split_label(text, labels::COACH);
    let (text, _) = split_label(text, labels::SEAT);
    let mut name = tidy_name(text);
    // "10:32 from London": little words before a name are not of it.
    while let Some((first, rest)) = name.split_once(' ').filter(|(first, _)| is_small(first) || is_weekday(first)) {
        name = tidy_name(rest.get(..).unwrap_or(first));
    }
    // "Lyon Part-Dieu, le 5 novembre, départ 08:04", "Zürich HB ab 08:59": and behind it.
    if let Some((first, _)) = name.split_once(',').filter(|(_, behind)| !behind.contains(char::is_uppercase)) {
        name = tidy_name(first);
    }
    while let Some((rest, _)) = name
        .rsplit_once(' ')
        .filter(|(_, last)| matches!(*last, "ab" | "an" | "dep" | "arr" | "at" | "um" | "à" | "alle"))
    {
        name = tidy_name(rest);
    }
    name
}

fn split_label<'a>(text: &'a str, words: &[&str]) -> (&'a str, bool) {
    match labels::find(text, words) {
        Some(label)
            if text.get(label.end..).is_some_and(|rest| {
                rest.trim_start_matches([':', ' ', '.']).starts_with(|c: char| c.is_ascii_digit())
            }) =>
        {
            (text.get(..label.start).unwrap_or_default(), true)
        }
        _ => (text, false),
    }
}

/// `Fr,` before a name; `Sol` may begin one.
fn is_weekday(word: &str) -> bool {
    word.ends_with([',', '.']) && moments::is_weekday(word.trim_end_matches([',', '.']))
}

fn is_small(word: &str) -> bool {
    let word = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    NO_STATION.split_whitespace().any(|small| small == word)
}

fn is_station(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let words = name.split_whitespace().count();
    let sentence = name.ends_with('.') && words > 4;
    (3..=60).contains(&name.len())
        && letters >= 3
        && digits <= 2
        && words <= 7
        && !sentence
        && !name.contains(['@', '€', '£', '$', '=', '*', ':'])
        && name.starts_with(char::is_uppercase)
        && !name.split_whitespace().all(is_small)
        && !moments::is_weekday(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str], mode: Mode) -> Leg {
        Leg::read(lines, Reading { mode, order: Order::DayFirst, last_counts: false })
    }

    #[test]
    fn labels_say_whose_a_time_is() {
        let leg = read(&["Arrival: 13:50 London Heathrow", "Departure: 12:55  Berlin-Tegel"], Mode::Air);
        assert_eq!(leg.from.airport.map(|airport| airport.code), Some("TXL"));
        assert_eq!(leg.to.time, Time::new(13, 50, 0, 0).ok());
    }

    #[test]
    fn without_labels_the_order_says_it() {
        let leg = read(&["Berlin (TXL)    12:25    15:35", "Madrid (MAD)        Terminal 4"], Mode::Air);
        assert_eq!((leg.from.name.as_deref(), leg.to.name.as_deref()), (Some("Berlin"), Some("Madrid")));
        assert_eq!(leg.to.time, Time::new(15, 35, 0, 0).ok());
    }

    #[test]
    fn stations_stand_beside_their_times() {
        let leg = read(&["Praha hl.n.    06.08. 17:50", "Brno hl.n.     06.08. 20:02      Total 3"], Mode::Ground);
        assert_eq!((leg.from.name.as_deref(), leg.to.name.as_deref()), (Some("Praha hl.n."), Some("Brno hl.n.")));
        let leg =
            read(&["Aller : vendredi 8 janvier 2027", "Basel SBB 08:34 → Paris Gare de Lyon 11:38"], Mode::Ground);
        assert_eq!((leg.from.name.as_deref(), leg.to.name.as_deref()), (Some("Basel SBB"), Some("Paris Gare de Lyon")));
        let leg = read(&["Hinfahrt am 12.12.2026: Zürich HB ab 08:59 – München Hbf an 12:32"], Mode::Ground);
        assert_eq!((leg.from.name.as_deref(), leg.to.name.as_deref()), (Some("Zürich HB"), Some("München Hbf")));
        assert!(leg.from.day.is_some() && leg.to.time.is_some());
        let leg = read(&["Hinfahrt: Fr, 30.04.2027, Basel SBB – Lugano, ab 08:04, an 11:26"], Mode::Ground);
        assert_eq!((leg.from.name.as_deref(), leg.to.name.as_deref()), (Some("Basel SBB"), Some("Lugano")));
        assert_eq!(leg.to.time, Time::new(11, 26, 0, 0).ok());
        let leg = read(&["10:32 London Paddington, platform 3", "12:10 Bristol Temple Meads"], Mode::Ground);
        assert_eq!(leg.from.platform.as_deref(), Some("3"));
        assert_eq!(leg.from.name.as_deref(), Some("London Paddington"));
    }
}
