//! Series: on which days an entry of a calendar takes place, as far as its rule is one of days or weeks (RFC 5545). What
//! repeats by months or years is no part of a usual week.

use jiff::civil::Date;

use super::words::{days, number_of};
use crate::profile::life::Event;

/// Whether it takes place on this day.
pub fn is_on(event: &Event, day: Date) -> bool {
    let first = event.day();
    if event.rule.is_empty() || day < first {
        return event.rule.is_empty() && day == first;
    }
    let value = |name: &str| event.rule.split([';', ':']).find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    let number = |name: &str| value(name).and_then(|text| text.parse::<i64>().ok()).filter(|number| *number > 0);
    let (every, count) = (number("INTERVAL").unwrap_or(1), number("COUNT").unwrap_or(i64::MAX));
    let weekdays: Vec<&str> = value("BYDAY").map(|text| text.split(',').collect()).unwrap_or_default();
    let named = weekdays.iter().any(|named| *named == weekday(day));
    let nth = match value("FREQ") {
        Some("DAILY") if weekdays.is_empty() || named => days(first, day),
        Some("WEEKLY") if named || (weekdays.is_empty() && weekday(first) == weekday(day)) => week(day) - week(first),
        _ => return false,
    };
    let a_round = i64::try_from(weekdays.len().max(1)).unwrap_or(1);
    let is_over = value("UNTIL").and_then(end).is_some_and(|end| day > end) || nth / every >= (count / a_round).max(1);
    nth % every == 0 && !is_over && !event.except.contains(&day)
}

/// The day of `20261231T230000Z`.
fn end(until: &str) -> Option<Date> {
    format!("{}-{}-{}", until.get(..4)?, until.get(4..6)?, until.get(6..8)?).parse().ok()
}

/// Weeks since the first Monday of 1970, but for three days.
fn week(day: Date) -> i64 {
    (number_of(day) + 3).div_euclid(7)
}

fn weekday(day: Date) -> &'static str {
    let at = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or(0);
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].get(at).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;
    use crate::{profile::life::Life, record::Record};

    /// The days of autumn on which what begins on Wednesday, 4 November takes place by a rule.
    fn november(rule: &str, exdate: &[&str]) -> Vec<i8> {
        let record: Record =
            serde_json::from_value(serde_json::json!({"id": "A", "source": "calendar", "title": "Choir",
            "start": "2026-11-04T18:00:00+01:00", "end": "2026-11-04T20:00:00+01:00", "rrule": rule, "exdate": exdate}))
            .unwrap();
        let life = Life::of([&record]);
        let event = life.events.first().unwrap();
        (1..=30).filter(|day| is_on(event, Date::new(2026, 11, *day).unwrap())).collect()
    }

    #[test]
    fn series_take_place_by_their_rules() {
        for (rule, days) in [
            ("", vec![4]),
            ("FREQ=WEEKLY", vec![4, 11, 18, 25]),
            ("FREQ=WEEKLY;INTERVAL=2", vec![4, 18]),
            ("FREQ=WEEKLY;BYDAY=WE,SU;UNTIL=20261116T000000Z", vec![4, 8, 11, 15]),
            ("FREQ=WEEKLY;COUNT=2", vec![4, 11]),
            ("FREQ=DAILY;INTERVAL=10", vec![4, 14, 24]),
            ("FREQ=DAILY;COUNT=2", vec![4, 5]),
            ("FREQ=MONTHLY", vec![]),
        ] {
            assert_eq!(november(rule, &[]), days, "{rule}");
        }
        assert_eq!(november("FREQ=WEEKLY", &["2026-11-11T18:00:00+01:00", "2026-11-18"]), [4, 25]);
    }
}
