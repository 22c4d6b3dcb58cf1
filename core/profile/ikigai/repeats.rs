//! The days on which what repeats in a calendar takes place.

use jiff::{Span, civil::Date};

use crate::profile::life::Event;

/// The most days that are counted of one entry.
const MOST: usize = 400;

/// The days on which an event begins, from `from` to `to`, both included. Exceptions from the rule are not known.
pub(super) fn days(event: &Event, from: Date, to: Date) -> Vec<Date> {
    let first = event.day();
    let Some((step, count, until)) = rule(&event.rule) else {
        return Some(first).filter(|day| (from..=to).contains(day)).into_iter().collect();
    };
    let last = until.map_or(to, |until| until.min(to));
    let days = (0..).map_while(|turn| first.checked_add(step.checked_mul(turn).ok()?).ok());
    days.take(count).take_while(|day| *day <= last).filter(|day| *day >= from).take(MOST).collect()
}

/// How far from one time to the next, how often, and until when. Rules that name several days of a week count as one.
fn rule(rule: &str) -> Option<(Span, usize, Option<Date>)> {
    let part = |name: &str| rule.split(';').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    let every: i32 = part("INTERVAL").and_then(|every| every.parse().ok()).unwrap_or(1).clamp(1, 1000);
    let step = match part("FREQ")? {
        "DAILY" => Span::new().days(every),
        "WEEKLY" => Span::new().weeks(every),
        "MONTHLY" => Span::new().months(every),
        "YEARLY" => Span::new().years(every),
        _ => return None,
    };
    let count = part("COUNT").and_then(|count| count.parse().ok()).unwrap_or(usize::MAX);
    let until = part("UNTIL").and_then(|until| until.get(..8)?.parse().ok());
    Some((step, count, until))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Record;

    #[track_caller]
    fn of(start: &str, rule: &str) -> Vec<String> {
        let json = format!(r#"{{"id":"e","source":"calendar","title":"x","start":"{start}","rrule":"{rule}"}}"#);
        let record: Record = serde_json::from_str(&json).unwrap();
        let life = crate::profile::life::Life::of([&record]);
        let (from, to) = ("2026-02-01".parse().unwrap(), "2026-03-31".parse().unwrap());
        days(&life.events[0], from, to).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn days_of_a_rule_within_a_span() {
        assert_eq!(of("2026-03-03", ""), ["2026-03-03"]);
        assert!(of("2026-05-03", "").is_empty());
        assert_eq!(of("2026-01-10", "FREQ=MONTHLY"), ["2026-02-10", "2026-03-10"]);
        assert_eq!(of("2026-03-10", "FREQ=WEEKLY;COUNT=2"), ["2026-03-10", "2026-03-17"]);
        assert_eq!(of("2026-03-10", "FREQ=WEEKLY;INTERVAL=2;UNTIL=20260325T000000Z"), ["2026-03-10", "2026-03-24"]);
        assert_eq!(of("2020-02-29", "FREQ=YEARLY"), ["2026-02-28"]);
        assert_eq!(of("2026-03-10", "FREQ=SECONDLY"), ["2026-03-10"]);
    }

    #[test]
    fn a_rule_without_end_ends() {
        assert!(of("1900-01-01", "FREQ=DAILY;INTERVAL=99999999").len() <= 1);
        assert_eq!(of("1900-01-01", "FREQ=DAILY").len(), 59);
    }
}
