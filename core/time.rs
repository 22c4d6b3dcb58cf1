//! Time: instants with their offset, all-day dates, and the clock as a trait.

pub mod zones;

use std::{fmt, str::FromStr};

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
    fmt::temporal::{DateTimeParser, Pieces},
    tz::{Offset, TimeZone},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::flat::{Garbled, Reader, Writer};

/// Where "now" comes from. The core never reads a clock by itself.
pub trait Clock {
    /// The current instant, with the device's UTC offset.
    fn now(&self) -> Time;
}

/// A text that is not the time it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{text}\" is not an RFC 3339 date or time between the years 1 and 9999")]
pub struct TimeError {
    /// The text as given, at most 64 characters of it.
    pub text: String,
}

impl TimeError {
    fn new(text: &str) -> Self {
        Self { text: text.chars().take(64).collect() }
    }
}

/// An instant and the UTC offset it was written with; RFC 3339 on the wire (`2026-03-01T09:30:00+01:00`).
///
/// Equality and order are those of the instant, then of the offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    instant: Timestamp,
    offset_seconds: i32,
}

impl Time {
    /// `instant` as seen at `offset`, whose seconds are dropped: RFC 3339 cannot write those of local mean time.
    pub fn new(instant: Timestamp, offset: Offset) -> Self {
        Self { instant, offset_seconds: offset.seconds() / 60 * 60 }
    }

    /// `instant` in UTC.
    pub fn utc(instant: Timestamp) -> Self {
        Self::new(instant, Offset::UTC)
    }

    /// Seconds since 1970-01-01T00:00:00Z; `None` outside the years 1 to 9999.
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        Timestamp::from_second(seconds).ok().map(Self::utc)
    }

    /// Microseconds since 1970-01-01T00:00:00Z; `None` outside the years 1 to 9999.
    pub fn from_unix_micros(micros: i64) -> Option<Self> {
        Timestamp::from_microsecond(micros).ok().map(Self::utc)
    }

    /// The instant.
    pub fn instant(self) -> Timestamp {
        self.instant
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix_seconds(self) -> i64 {
        self.instant.as_second()
    }

    /// The calendar date at the time's own offset.
    pub fn date(self) -> Date {
        self.offset().to_datetime(self.instant).date()
    }

    /// The moment so much later, at the same offset; `None` outside the years 1 to 9999.
    pub fn plus(self, duration: SignedDuration) -> Option<Self> {
        Some(Self { instant: self.instant.checked_add(duration).ok()?, ..self })
    }

    /// Minutes since midnight by the clock at the time's own offset, 0 to 1439.
    pub fn minute_of_day(self) -> u16 {
        let clock = self.offset().to_datetime(self.instant).time();
        // An hour is below 24, a minute below 60.
        u16::try_from(i32::from(clock.hour()) * 60 + i32::from(clock.minute())).unwrap_or(0)
    }

    /// Adds it to flat bytes: seconds, nanoseconds, offset.
    pub fn write(time: Option<Self>, out: &mut Writer) {
        out.u8(u8::from(time.is_some()));
        if let Some(time) = time {
            out.i64(time.instant.as_second());
            out.i32(time.instant.subsec_nanosecond());
            out.i32(time.offset_seconds);
        }
    }

    /// Takes it from flat bytes.
    pub fn read(from: &mut Reader) -> Result<Option<Self>, Garbled> {
        match from.u8()? {
            0 => Ok(None),
            1 => {
                let instant = Timestamp::new(from.i64()?, from.i32()?).map_err(|_| Garbled)?;
                let offset = Offset::from_seconds(from.i32()?).map_err(|_| Garbled)?;
                Ok(Some(Self::new(instant, offset)))
            }
            _ => Err(Garbled),
        }
    }

    /// What clocks on the wall show then, at the time's own offset.
    pub fn wall(self) -> DateTime {
        self.offset().to_datetime(self.instant)
    }

    fn offset(self) -> Offset {
        Offset::from_seconds(self.offset_seconds).unwrap_or(Offset::UTC)
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.instant.display_with_offset(self.offset()))
    }
}

impl FromStr for Time {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let fail = || TimeError::new(text);
        let instant: Timestamp = text.parse().map_err(|_| fail())?;
        let offset = match Pieces::parse(text).map_err(|_| fail())?.to_numeric_offset() {
            Some(offset) => offset,
            None => Offset::UTC,
        };
        Ok(Self::new(instant, offset))
    }
}

/// A moment in a calendar: an instant, or a whole day without a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    /// An instant with its offset.
    At(Time),
    /// A whole day; as an end it is exclusive.
    Day(Date),
}

impl When {
    /// The instant, a whole day being its midnight in `zone`.
    pub fn to_time(self, zone: &TimeZone) -> Option<Time> {
        match self {
            Self::At(time) => Some(time),
            Self::Day(date) => {
                let zoned = date.to_zoned(zone.clone()).ok()?;
                Some(Time::new(zoned.timestamp(), zoned.offset()))
            }
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(time) => time.fmt(f),
            Self::Day(date) => write!(f, "{date}"),
        }
    }
}

impl FromStr for When {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        if text.len() == 10 {
            let date = DateTimeParser::new().parse_date(text).map_err(|_| TimeError::new(text))?;
            return Ok(Self::Day(date));
        }
        text.parse().map(Self::At)
    }
}

macro_rules! as_text {
    ($type:ty) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    };
}
as_text!(Time);
as_text!(When);

/// A day as it is said, without its year: `3 March`.
pub fn day_of(date: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::try_from(date.month()).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?));
    format!("{} {}", date.day(), month.copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_offset_it_was_written_with() {
        for text in ["2026-03-01T09:30:00+01:00", "2026-03-01T08:30:00Z", "1999-12-31T23:59:59-05:30"] {
            let time: Time = text.parse().unwrap();
            assert_eq!(time.to_string().replace("+00:00", "Z"), text);
        }
    }

    #[test]
    fn the_date_is_the_one_on_the_wall() {
        let time: Time = "2026-03-01T00:30:00+02:00".parse().unwrap();
        assert_eq!(time.date().to_string(), "2026-03-01");
    }

    #[test]
    fn local_mean_time_keeps_its_instant() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let day: When = "1880-01-01".parse().unwrap();
        let time = day.to_time(&berlin).unwrap();
        assert_eq!(time.to_string().parse::<Time>().unwrap(), time);
    }

    #[test]
    fn whole_days_have_no_zone() {
        let day: When = "2026-03-29".parse().unwrap();
        assert_eq!(day.to_string(), "2026-03-29");
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        assert_eq!(day.to_time(&berlin).unwrap().to_string(), "2026-03-29T00:00:00+01:00");
    }

    #[test]
    fn refuses_what_is_no_time() {
        for text in
            ["", "yesterday", "2026-13-01T00:00:00Z", "2026-02-30", "2026-01-01T00:00:00", "99999-01-01T00:00:00Z"]
        {
            assert!(text.parse::<When>().is_err(), "{text}");
        }
    }
}
