//! Zones of a calendar: by IANA name, by Windows name, or by the rules the calendar itself gives.

use jiff::tz::{Offset, TimeZone};

use crate::time::zones;

use super::{super::property::Property, Cache, windows};

/// The zones of one calendar file.
pub struct Zones {
    floating: TimeZone,
    cache: Cache,
}

impl Zones {
    /// No zone known but the one for times without a zone.
    pub fn new(floating: TimeZone) -> Self {
        Self { floating, cache: Cache::new() }
    }

    /// The zone of times without one.
    pub fn floating(&self) -> &TimeZone {
        &self.floating
    }

    /// The zone called `name`. `None` where nobody knows it: its times are then read as if they had no zone.
    pub fn find(&mut self, name: &str) -> Option<TimeZone> {
        if let Some(found) = self.cache.get(name) {
            return found.clone();
        }
        let found = by_name(name);
        if self.cache.len() < 1000 {
            self.cache.insert(name.to_owned(), found.clone());
        }
        found
    }

    /// Learns a zone from the calendar's own definition, where its name alone does not tell it.
    pub fn define(&mut self, definition: Definition) {
        let Some(name) = definition.name.clone() else { return };
        let found = by_name(&name).or_else(|| definition.zone());
        if self.cache.len() < 1000 {
            self.cache.insert(name, found);
        }
    }
}

fn by_name(name: &str) -> Option<TimeZone> {
    let name = name.trim().trim_matches('"');
    if name.is_empty() || name.len() > 128 {
        return None;
    }
    if matches!(name, "UTC" | "GMT" | "Z") {
        return Some(TimeZone::UTC);
    }
    if let Some(iana) = windows::to_iana(name) {
        return zones::find(iana);
    }
    // Some programs put a path before it: `/mozilla.org/20050126_1/Europe/Berlin`.
    let starts = std::iter::once(0).chain(name.match_indices('/').map(|(at, _)| at + 1));
    let found = starts.filter_map(|at| name.get(at..)).find_map(zones::find);
    found.or_else(|| utc_offset(name))
}

/// `(UTC+01:00) Amsterdam, Berlin` and `GMT+0100`: the offset alone.
fn utc_offset(name: &str) -> Option<TimeZone> {
    let name = name.trim_start_matches('(');
    let rest = name.strip_prefix("UTC").or_else(|| name.strip_prefix("GMT"))?;
    let sign = if rest.starts_with('-') { -1 } else { 1 };
    let rest = rest.strip_prefix(['+', '-'])?;
    let digits: String = rest.chars().filter(|c| *c != ':').take_while(char::is_ascii_digit).take(4).collect();
    let number: i32 = digits.parse().ok()?;
    let (hours, minutes) = if digits.len() > 2 { (number / 100, number % 100) } else { (number, 0) };
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok().map(TimeZone::fixed)
}

/// A `VTIMEZONE` as it is read.
#[derive(Default)]
pub struct Definition {
    name: Option<String>,
    location: Option<String>,
    standard: Option<Observance>,
    daylight: Option<Observance>,
    current: Option<Observance>,
}

/// A `STANDARD` or `DAYLIGHT` part: the offset it sets, and when in the year.
#[derive(Default)]
struct Observance {
    is_daylight: bool,
    start: String,
    offset_seconds: Option<i32>,
    rule: Option<String>,
}

impl Definition {
    /// A part begins.
    pub fn begin(&mut self, name: &str) {
        self.close();
        self.current = Some(Observance { is_daylight: name == "DAYLIGHT", ..Observance::default() });
    }

    /// The next property.
    pub fn add(&mut self, property: &Property) {
        let value = property.value.trim();
        match (property.name.as_str(), &mut self.current) {
            ("TZID", _) => self.name = Some(value.to_owned()),
            ("X-LIC-LOCATION", _) => self.location = Some(value.to_owned()),
            ("DTSTART", Some(current)) => value.clone_into(&mut current.start),
            ("TZOFFSETTO", Some(current)) => current.offset_seconds = offset_seconds(value),
            ("RRULE", Some(current)) => current.rule = Some(value.to_ascii_uppercase()),
            _ => {}
        }
    }

    /// Of several parts of a kind the latest holds now.
    fn close(&mut self) {
        let Some(current) = self.current.take() else { return };
        let place = if current.is_daylight { &mut self.daylight } else { &mut self.standard };
        if place.as_ref().is_none_or(|other| other.start <= current.start) {
            *place = Some(current);
        }
    }

    fn zone(mut self) -> Option<TimeZone> {
        self.close();
        let located = self.location.as_deref().and_then(by_name);
        located.or_else(|| self.rules()).or_else(|| {
            let offset = self.standard.as_ref().or(self.daylight.as_ref())?.offset_seconds?;
            Offset::from_seconds(offset).ok().map(TimeZone::fixed)
        })
    }

    /// The yearly change between standard and daylight time, as a POSIX rule.
    fn rules(&self) -> Option<TimeZone> {
        let (standard, daylight) = (self.standard.as_ref()?, self.daylight.as_ref()?);
        let (winter, summer) = (standard.posix_offset()?, daylight.posix_offset()?);
        let rule = format!("STD{winter}DST{summer},{},{}", daylight.posix_rule()?, standard.posix_rule()?);
        TimeZone::posix(&rule).ok()
    }
}

impl Observance {
    /// POSIX counts west of Greenwich as positive.
    fn posix_offset(&self) -> Option<String> {
        let seconds = self.offset_seconds?;
        let sign = if seconds > 0 { '-' } else { '+' };
        let seconds = seconds.abs();
        Some(format!("{sign}{}:{:02}", seconds / 3600, seconds / 60 % 60))
    }

    fn posix_rule(&self) -> Option<String> {
        let part = |name: &str| self.rule.as_deref()?.split(';').find_map(|part| part.strip_prefix(name));
        let month: u8 = part("BYMONTH=")?.parse().ok()?;
        let (week, day) = part("BYDAY=")?.split_at_checked(part("BYDAY=")?.len().checked_sub(2)?)?;
        let week = match week.trim_start_matches('+').parse::<i8>().ok()? {
            -1 => 5,
            week @ 1..=4 => week,
            _ => return None,
        };
        let day = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"].iter().position(|name| *name == day)?;
        let time = self.start.split_once('T').map_or("020000", |(_, time)| time);
        let (hour, minute) = (time.get(..2)?.parse::<u8>().ok()?, time.get(2..4)?.parse::<u8>().ok()?);
        Some(format!("M{month}.{week}.{day}/{hour}:{minute:02}"))
    }
}

/// `+0100`, `-053000`.
fn offset_seconds(text: &str) -> Option<i32> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let digits = text.trim_start_matches(['+', '-']);
    let part = |from: usize| digits.get(from..from + 2).map_or(Some(0), |part| part.parse::<i32>().ok());
    Some(sign * (part(0)? * 3600 + part(2)? * 60 + part(4)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_kind() {
        for (name, iana) in [
            ("Europe/Berlin", "Europe/Berlin"),
            ("W. Europe Standard Time", "Europe/Berlin"),
            ("/freeassociation.sourceforge.net/Europe/Berlin", "Europe/Berlin"),
            ("america/new_york", "America/New_York"),
        ] {
            assert_eq!(by_name(name).unwrap().iana_name(), Some(iana), "{name}");
        }
        let india = by_name("(UTC+05:30) Chennai, Kolkata").unwrap();
        assert_eq!(india.to_fixed_offset().unwrap().seconds(), 19_800);
        assert!(by_name("Nowhere/Land").is_none());
    }
}
