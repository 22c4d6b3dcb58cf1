//! An epoch: one ISO week in UTC. A credential is of one epoch, so that nothing in it can be older than a week.

use std::{fmt, str::FromStr};

use jiff::{Span, civil::ISOWeekDate, civil::Weekday, tz::TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::time::Time;

use super::PresentError;

/// How long a verifier takes the epoch before the current one, in hours: a wallet that was offline over the turn of the
/// week still logs in.
pub const GRACE_HOURS: i64 = 48;

/// An ISO week; `2026-W47` as text, always eight characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Epoch {
    year: i16,
    week: i8,
}

impl Epoch {
    /// Bytes of an epoch as text.
    pub const BYTES: usize = 8;

    /// The epoch of an instant.
    pub fn at(now: Time) -> Self {
        Self::of(now.instant().to_zoned(TimeZone::UTC).date().iso_week_date())
    }

    fn of(week: ISOWeekDate) -> Self {
        Self { year: week.year(), week: week.week() }
    }

    /// The week after.
    pub fn next(self) -> Self {
        self.shifted(1)
    }

    /// The week before.
    pub fn previous(self) -> Self {
        self.shifted(-1)
    }

    /// So many weeks later.
    pub fn after(self, weeks: u16) -> Self {
        self.shifted(weeks.into())
    }

    fn shifted(self, weeks: i64) -> Self {
        let monday = self.monday().and_then(|monday| monday.checked_add(Span::new().weeks(weeks)).ok());
        monday.map_or(self, |monday| Self::of(monday.iso_week_date()))
    }

    /// Its first instant: Monday, 00:00 UTC.
    pub fn start(self) -> Option<Time> {
        let midnight = self.monday()?.to_zoned(TimeZone::UTC).ok()?;
        Some(Time::utc(midnight.timestamp()))
    }

    /// The instant after its last.
    pub fn end(self) -> Option<Time> {
        self.next().start()
    }

    /// Until when a verifier takes it.
    pub fn accepted_until(self) -> Option<Time> {
        let end = self.end()?;
        Time::from_unix_seconds(end.unix_seconds() + GRACE_HOURS * 3600)
    }

    /// Whether a verifier takes it now.
    pub fn accepted(self, now: Time) -> bool {
        let seconds = now.unix_seconds();
        self.start().is_some_and(|start| start.unix_seconds() <= seconds)
            && self.accepted_until().is_some_and(|until| seconds < until.unix_seconds())
    }

    fn monday(self) -> Option<jiff::civil::Date> {
        ISOWeekDate::new(self.year, self.week, Weekday::Monday).ok().map(ISOWeekDate::date)
    }
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.week)
    }
}

impl FromStr for Epoch {
    type Err = PresentError;

    fn from_str(text: &str) -> Result<Self, PresentError> {
        let read = || {
            let (year, week) = text.split_once("-W")?;
            let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            if year.len() != 4 || week.len() != 2 || !digits(year) || !digits(week) {
                return None;
            }
            let epoch = Self { year: year.parse().ok()?, week: week.parse().ok()? };
            epoch.monday().map(|_| epoch)
        };
        read().ok_or(PresentError::Malformed("epoch"))
    }
}

impl Serialize for Epoch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Epoch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        text.parse().unwrap()
    }

    #[test]
    fn weeks_are_those_of_iso_8601_in_utc() {
        for (time, epoch) in [
            ("2026-11-21T10:00:00Z", "2026-W47"),
            ("2027-01-03T23:59:59Z", "2026-W53"),
            ("2027-01-04T00:00:00Z", "2027-W01"),
            ("2027-01-04T00:30:00+02:00", "2026-W53"),
            ("2024-12-30T00:00:00Z", "2025-W01"),
        ] {
            assert_eq!(Epoch::at(at(time)).to_string(), epoch, "{time}");
        }
        let epoch: Epoch = "2026-W53".parse().unwrap();
        assert_eq!(epoch.next().to_string(), "2027-W01");
        assert_eq!(epoch.next().previous(), epoch);
        assert_eq!((epoch.after(0), epoch.after(26).to_string()), (epoch, "2027-W26".to_owned()));
        for text in
            ["2026-W54", "2025-W53", "2026-47", "2026-W4", "2026-W00", "26-W01", "2026-w01", "+026-W01", "2026-W+1", ""]
        {
            assert!(text.parse::<Epoch>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_grace_is_two_days_and_no_more() {
        let epoch: Epoch = "2026-W47".parse().unwrap();
        for (time, taken) in [
            ("2026-11-15T23:59:59Z", false),
            ("2026-11-16T00:00:00Z", true),
            ("2026-11-22T23:59:59Z", true),
            ("2026-11-24T23:59:59Z", true),
            ("2026-11-25T00:00:00Z", false),
        ] {
            assert_eq!(epoch.accepted(at(time)), taken, "{time}");
        }
    }
}
