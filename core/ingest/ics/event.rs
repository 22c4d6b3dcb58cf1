//! One `VEVENT` → one record.

use std::fmt;

use jiff::{
    Span, Zoned,
    civil::{self, Date, DateTime},
    tz::TimeZone,
};
use serde_json::Value;

use super::{
    super::{SkipReason, occurrence::Occurrences, property::Property, time_of},
    zone::Zones,
};
use crate::{
    record::{Record, RecordId, Source},
    time::{Time, When, zones},
};

/// The most attendees, exception dates and categories kept.
const LIST_LIMIT: usize = 200;
/// The longest description kept, characters.
const DESCRIPTION_LIMIT: usize = 4096;

/// Whether the property `name` is read; the others (attachments above all) are not even kept while reading.
pub fn is_wanted(name: &str) -> bool {
    const WANTED: [&str; 18] = [
        "UID",
        "RECURRENCE-ID",
        "SUMMARY",
        "DTSTART",
        "DTEND",
        "DURATION",
        "LOCATION",
        "DESCRIPTION",
        "ATTENDEE",
        "ORGANIZER",
        "STATUS",
        "RRULE",
        "EXDATE",
        "CATEGORIES",
        "URL",
        "GEO",
        "STRUCTURED-DATA",
        "X-KDE-KITINERARY-RESERVATION",
    ];
    WANTED.contains(&name)
}

/// A moment as a calendar writes it.
enum Moment {
    Day(Date),
    /// A time in the zone named, or in UTC.
    At(Zoned),
    /// A time without a zone, meant in the reader's.
    Floating(Zoned),
}

impl Moment {
    fn when(&self) -> When {
        match self {
            Self::Day(date) => When::Day(*date),
            Self::At(time) | Self::Floating(time) => When::At(time_of(time)),
        }
    }

    /// The instant, a whole day being its midnight in `zone`.
    fn time(&self, zone: &TimeZone) -> Option<Time> {
        match self {
            Self::Day(date) => date.to_zoned(zone.clone()).ok().map(|midnight| time_of(&midnight)),
            Self::At(time) | Self::Floating(time) => Some(time_of(time)),
        }
    }

    fn after(&self, span: Span) -> Option<Self> {
        match self {
            Self::Day(date) => date.checked_add(span).ok().map(Self::Day),
            Self::At(time) => time.checked_add(span).ok().map(Self::At),
            Self::Floating(time) => time.checked_add(span).ok().map(Self::Floating),
        }
    }
}

/// The form in ids: it does not depend on the reader's zone, nor on the zone a program chose to write an instant in.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => date.fmt(f),
            Self::At(time) => time.timestamp().fmt(f),
            Self::Floating(time) => time.datetime().fmt(f),
        }
    }
}

/// The record of an event.
pub fn record(properties: &[Property], zones: &mut Zones, occurrences: &mut Occurrences) -> Result<Record, SkipReason> {
    let find = |name: &str| properties.iter().find(|property| property.name == name);
    let line = |name: &str| find(name).map(Property::line).filter(|line| !line.is_empty());
    let start = moment(find("DTSTART").ok_or(SkipReason::NoStart)?, zones)?;
    let end = match (find("DTEND"), find("DURATION")) {
        (Some(end), _) => moment(end, zones).ok(),
        (None, Some(duration)) => duration.value.trim().parse::<Span>().ok().and_then(|span| start.after(span)),
        (None, None) => None,
    };
    let recurrence = find("RECURRENCE-ID").map(|id| match moment(id, zones) {
        Ok(moment) => moment.to_string(),
        Err(_) => id.value.trim().to_owned(),
    });
    let (title, location) = (line("SUMMARY"), line("LOCATION"));
    let uid = find("UID").map(|uid| uid.value.trim()).filter(|uid| !uid.is_empty());
    let id = match uid {
        Some(uid) => RecordId::from_natural_key(Source::Calendar, &[uid, recurrence.as_deref().unwrap_or("")]),
        None => {
            let end = end.as_ref().map(Moment::to_string).unwrap_or_default();
            let (title, location) = (title.as_deref().unwrap_or(""), location.as_deref().unwrap_or(""));
            occurrences.id(Source::Calendar, &[&start.to_string(), &end, title, location])
        }
    };

    let mut record = Record::new(id, Source::Calendar);
    record.time = Some(start.time(zones.floating()).ok_or(SkipReason::DateOutOfRange)?);
    record.end = end.filter(|end| !ends_before(end, &start)).map(|end| end.when());
    record.start = Some(start.when());
    record.title = title;
    record.location = location;
    record.url = find("URL").map(|url| url.value.trim().to_owned()).filter(|url| !url.is_empty());
    let people = properties.iter().filter(|property| property.name == "ATTENDEE");
    record.attendees = people.filter_map(Property::person).take(LIST_LIMIT).collect();
    let mut keep = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            record.extra.insert(name.to_owned(), value);
        }
    };
    let plain = |name: &str| find(name).map(|found| found.value.trim().to_owned()).filter(|text| !text.is_empty());
    keep("uid", uid.map(Value::from));
    keep("recurrence_id", recurrence.map(Value::from));
    keep("status", plain("STATUS").map(|status| status.to_ascii_lowercase().into()));
    keep("rrule", plain("RRULE").map(Value::from));
    keep("exdate", exceptions(properties, zones));
    keep(
        "zone",
        find("DTSTART").and_then(|start| start.parameter("TZID")).filter(|name| is_zone(name)).map(Value::from),
    );
    keep("geo", plain("GEO").map(Value::from));
    keep("schema", schema(properties));
    keep("organizer", find("ORGANIZER").and_then(Property::person).map(Value::from));
    keep("categories", categories(properties));
    let description = find("DESCRIPTION").map(Property::text).filter(|text| !text.is_empty());
    keep("description", description.map(|text| text.chars().take(DESCRIPTION_LIMIT).collect::<String>().into()));
    Ok(record)
}

/// Whether `name` is one of the IANA database, not a calendar program's own.
fn is_zone(name: &str) -> bool {
    name.contains('/') && zones::find(name).is_some()
}

/// The schema.org objects an event carries (RFC 9073 §6.6, and the property that KDE's programs write).
fn schema(properties: &[Property]) -> Option<Value> {
    let named = properties
        .iter()
        .filter(|property| matches!(property.name.as_str(), "STRUCTURED-DATA" | "X-KDE-KITINERARY-RESERVATION"));
    let blocks: Vec<Value> = named.filter_map(|property| serde_json::from_str(&property.text()).ok()).take(8).collect();
    (!blocks.is_empty()).then(|| blocks.into())
}

fn ends_before(end: &Moment, start: &Moment) -> bool {
    match (end, start) {
        (Moment::Day(end), Moment::Day(start)) => end < start,
        (Moment::At(end) | Moment::Floating(end), Moment::At(start) | Moment::Floating(start)) => end < start,
        _ => true,
    }
}

fn exceptions(properties: &[Property], zones: &mut Zones) -> Option<Value> {
    let mut dates: Vec<Value> = Vec::new();
    for property in properties.iter().filter(|property| property.name == "EXDATE") {
        for value in property.value.split(',').take(LIST_LIMIT) {
            if let Ok(moment) = read(value, property.parameter("TZID"), zones) {
                dates.push(moment.when().to_string().into());
            }
        }
    }
    dates.truncate(LIST_LIMIT);
    (!dates.is_empty()).then(|| dates.into())
}

fn categories(properties: &[Property]) -> Option<Value> {
    let named = properties.iter().filter(|property| property.name == "CATEGORIES");
    let words = named.flat_map(|property| property.text().split(',').map(str::to_owned).collect::<Vec<_>>());
    let words: Vec<_> = words.map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.into_iter().take(LIST_LIMIT).collect::<Vec<_>>().into())
}

fn moment(property: &Property, zones: &mut Zones) -> Result<Moment, SkipReason> {
    read(&property.value, property.parameter("TZID"), zones)
}

/// Reads `20260301`, `20260301T093000` and `20260301T083000Z`, also with separators.
fn read(value: &str, zone: Option<&str>, zones: &mut Zones) -> Result<Moment, SkipReason> {
    let value: String = value.trim().chars().filter(|c| !matches!(c, '-' | ':')).take(32).collect();
    let value = value.to_ascii_uppercase();
    let (date, time) = value.split_once('T').map_or((value.as_str(), None), |(date, time)| (date, Some(time)));
    let date = date_of(date)?;
    let Some(time) = time else { return Ok(Moment::Day(date)) };
    let (time, utc) = time.strip_suffix('Z').map_or((time, false), |time| (time, true));
    let datetime = date.to_datetime(clock_of(time)?);
    let in_zone = |zone| DateTime::to_zoned(datetime, zone).map_err(|_| SkipReason::DateOutOfRange);
    if utc {
        return in_zone(TimeZone::UTC).map(Moment::At);
    }
    match zone.and_then(|name| zones.find(name)) {
        Some(zone) => in_zone(zone).map(Moment::At),
        None => in_zone(zones.floating().clone()).map(Moment::Floating),
    }
}

fn number<T: std::str::FromStr>(text: &str, from: usize, to: usize) -> Result<T, SkipReason> {
    let digits = text.get(from..to).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    digits.and_then(|digits| digits.parse().ok()).ok_or(SkipReason::NotADate)
}

fn date_of(text: &str) -> Result<Date, SkipReason> {
    if text.len() != 8 {
        return Err(SkipReason::NotADate);
    }
    let year = number(text, 0, 4)?;
    if year == 0 {
        return Err(SkipReason::DateOutOfRange);
    }
    Date::new(year, number(text, 4, 6)?, number(text, 6, 8)?).map_err(|_| SkipReason::DateOutOfRange)
}

fn clock_of(text: &str) -> Result<civil::Time, SkipReason> {
    let second: i8 = if text.len() >= 6 { number(text, 4, 6)? } else { 0 };
    civil::Time::new(number(text, 0, 2)?, number(text, 2, 4)?, second.min(59), 0)
        .map_err(|_| SkipReason::DateOutOfRange)
}
