//! Cron expressions: five fields that name minutes on the wall's clock. What they mean is worked out on civil times alone;
//! a zone comes in where such a time is to be an instant.

use std::{fmt, str::FromStr};

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::missions::error::MissionError;

/// Days looked at for the next or the last occurrence: one 29 February may be eight years after the one before.
const HORIZON: u32 = 8 * 366 + 1;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// Minute, hour, day of the month, month, day of the week. Where both days are restricted, either is enough, as in every
/// cron since the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cron {
    text: String,
    minutes: u64,
    hours: u64,
    days: u64,
    months: u64,
    weekdays: u64,
    either_day: bool,
}

impl Cron {
    /// The first occurrence after a civil time; none for a day that never comes, such as 30 February.
    pub fn after(&self, time: DateTime) -> Option<DateTime> {
        let mut day = time.date();
        let mut from = minute_of_day(time) + 1;
        for _ in 0..HORIZON {
            if self.has(day)
                && let Some(minute) = (from..MINUTES).find(|minute| self.has_minute(*minute))
            {
                return at(day, minute);
            }
            (day, from) = (day.tomorrow().ok()?, 0);
        }
        None
    }

    /// The last occurrence up to a civil time, that minute included.
    pub fn until(&self, time: DateTime) -> Option<DateTime> {
        let mut day = time.date();
        let mut to = minute_of_day(time);
        for _ in 0..HORIZON {
            if self.has(day)
                && let Some(minute) = (0..=to).rev().find(|minute| self.has_minute(*minute))
            {
                return at(day, minute);
            }
            (day, to) = (day.yesterday().ok()?, MINUTES - 1);
        }
        None
    }

    fn has(&self, day: Date) -> bool {
        let weekday = day.weekday().to_sunday_zero_offset();
        let (in_month, in_week) = (bit(self.days, day.day()), bit(self.weekdays, weekday));
        let fits = if self.either_day { in_month || in_week } else { in_month && in_week };
        bit(self.months, day.month()) && fits
    }

    fn has_minute(&self, minute: i16) -> bool {
        bit(self.hours, minute / 60) && bit(self.minutes, minute % 60)
    }
}

const MINUTES: i16 = 24 * 60;

fn minute_of_day(time: DateTime) -> i16 {
    i16::from(time.hour()) * 60 + i16::from(time.minute())
}

fn at(day: Date, minute: i16) -> Option<DateTime> {
    let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
    DateTime::new(day.year(), day.month(), day.day(), hour, minute, 0, 0).ok()
}

fn bit(set: u64, number: impl Into<i64>) -> bool {
    u32::try_from(number.into()).is_ok_and(|number| set.checked_shr(number).is_some_and(|rest| rest & 1 == 1))
}

impl FromStr for Cron {
    type Err = MissionError;

    fn from_str(text: &str) -> Result<Self, MissionError> {
        let wrong = || MissionError::Cron(text.chars().take(60).collect());
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minute, hour, day, month, weekday] = fields[..] else { return Err(wrong()) };
        let weekdays = field(weekday, 0, 7, &WEEKDAYS, 0).ok_or_else(wrong)?;
        let cron = Self {
            text: fields.join(" "),
            minutes: field(minute, 0, 59, &[], 0).ok_or_else(wrong)?,
            hours: field(hour, 0, 23, &[], 0).ok_or_else(wrong)?,
            days: field(day, 1, 31, &[], 0).ok_or_else(wrong)?,
            months: field(month, 1, 12, &MONTHS, 1).ok_or_else(wrong)?,
            // 7 is Sunday too.
            weekdays: weekdays & 0x7f | weekdays >> 7 & 1,
            either_day: !day.starts_with('*') && !weekday.starts_with('*'),
        };
        let any = DateTime::constant(2000, 1, 1, 0, 0, 0, 0);
        // What never comes is no schedule.
        if cron.after(any).is_none() { Err(wrong()) } else { Ok(cron) }
    }
}

/// The numbers that a field names, as bits: `*`, `5`, `1-5`, `*/15`, `1-30/2`, names, and several of them with commas.
fn field(text: &str, least: u32, most: u32, names: &[&str], first: u32) -> Option<u64> {
    let number = |text: &str| -> Option<u32> {
        let named = names.iter().zip(first..).find(|(name, _)| name.eq_ignore_ascii_case(text));
        let number = named.map(|(_, number)| number).or_else(|| text.parse().ok())?;
        (least..=most).contains(&number).then_some(number)
    };
    let mut bits = 0_u64;
    for part in text.split(',') {
        let (range, step) = match part.split_once('/') {
            Some((range, step)) => (range, step.parse().ok().filter(|step| *step > 0)?),
            None => (part, 1_usize),
        };
        let (from, to) = match range.split_once('-') {
            _ if range == "*" => (least, most),
            Some((from, to)) => (number(from)?, number(to)?),
            // `5/15`: from 5 on.
            None if part.contains('/') => (number(range)?, most),
            None => (number(range)?, number(range)?),
        };
        if from > to {
            return None;
        }
        for number in (from..=to).step_by(step) {
            bits |= 1_u64.checked_shl(number)?;
        }
    }
    Some(bits)
}

impl fmt::Display for Cron {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Cron {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Cron {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use proptest::prelude::*;

    use super::*;

    fn civil(text: &str) -> DateTime {
        text.parse().unwrap()
    }

    fn cron(text: &str) -> Cron {
        text.parse().unwrap()
    }

    #[test]
    fn the_specifications_three() {
        let sunday = civil("2026-03-01T09:00");
        for (text, next, last) in [
            ("0 8 * * *", "2026-03-02T08:00", "2026-03-01T08:00"),
            ("0 10 * * SUN", "2026-03-01T10:00", "2026-02-22T10:00"),
            ("0 9 1 * *", "2026-04-01T09:00", "2026-03-01T09:00"),
        ] {
            assert_eq!(cron(text).after(sunday), Some(civil(next)), "{text}");
            assert_eq!(cron(text).until(sunday), Some(civil(last)), "{text}");
        }
    }

    #[test]
    fn fields_are_lists_ranges_steps_and_names() {
        for (text, from, next) in [
            ("*/15 9-17 * * mon-fri", "2026-03-06T17:45", "2026-03-09T09:00"),
            ("5/20 * * * *", "2026-03-01T00:00", "2026-03-01T00:05"),
            ("30 7 * jan,JUL *", "2026-03-01T00:00", "2026-07-01T07:30"),
            ("0 0 29 2 *", "2026-03-01T00:00", "2028-02-29T00:00"),
            ("0 0 29 2 *", "2096-03-01T00:00", "2104-02-29T00:00"),
            ("0 12 * * 7", "2026-03-02T00:00", "2026-03-08T12:00"),
            // Either day is enough.
            ("0 12 15 * fri", "2026-03-01T00:00", "2026-03-06T12:00"),
            ("0 12 2 * fri", "2026-03-01T00:00", "2026-03-02T12:00"),
        ] {
            assert_eq!(cron(text).after(civil(from)), Some(civil(next)), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_schedule() {
        for text in [
            "",
            "* * * *",
            "* * * * * *",
            "60 * * * *",
            "* 24 * * *",
            "* * 0 * *",
            "* * * 13 *",
            "* * * * 8",
            "*/0 * * * *",
            "5-1 * * * *",
            "a * * * *",
            "0 0 30 2 *",
            "-1 * * * *",
            ", * * * *",
            "1-2-3 * * * *",
            "0 8 * * sunday",
        ] {
            assert!(text.parse::<Cron>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "[0-9*/,a-zA-Z -]{0,24}") {
            let _ = text.parse::<Cron>();
        }

        /// What comes after is what comes last of it, and nothing lies between.
        #[test]
        fn after_and_until_are_of_one_mind(
            minute in 0..60_u8, hours in 0..24_u8, weekday in 0..8_u8, begin in 0..2_000_000_i64,
        ) {
            let cron = cron(&format!("{minute} {hours} * * {weekday}"));
            let from = civil("2024-01-01T00:00") + begin.minutes();
            let next = cron.after(from).unwrap();
            prop_assert!(next > from);
            prop_assert_eq!(cron.until(next), Some(next));
            prop_assert_eq!(cron.until(next - 1.minute()), cron.until(from));
        }
    }
}
