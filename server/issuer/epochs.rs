//! Which week's credential an account is given.

use ownyou::{present::Epoch, time::Time};

/// How long before the end of a week the next week's credential is given, seconds. Wallets renew at a random moment of
/// this time, so that a renewal says nothing about when its person logs in.
const AHEAD: i64 = 3 * 24 * 60 * 60;

/// The week whose credential somebody who renews is given at `now`: the current one, or in its last three days the next.
/// The current one comes first all the same: without it, a person could not log in before the week turns.
pub fn of_renewal(now: Time, has_current: bool) -> Epoch {
    let current = Epoch::at(now);
    if has_current && is_ahead(current, now) { current.next() } else { current }
}

/// Whether the credential of the week after `current` is given already.
fn is_ahead(current: Epoch, now: Time) -> bool {
    current.end().is_some_and(|end| now.unix_seconds() >= end.unix_seconds().saturating_sub(AHEAD))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(now: &str, has_current: bool) -> String {
        of_renewal(now.parse().unwrap(), has_current).to_string()
    }

    #[test]
    fn the_current_week_comes_first() {
        for now in ["2026-11-16T00:00:00Z", "2026-11-20T00:00:00Z", "2026-11-22T23:59:59Z"] {
            assert_eq!(at(now, false), "2026-W47", "{now}");
        }
    }

    #[test]
    fn the_next_week_is_given_in_the_last_three_days() {
        assert_eq!(at("2026-11-16T00:00:00Z", true), "2026-W47");
        assert_eq!(at("2026-11-19T23:59:59Z", true), "2026-W47");
        assert_eq!(at("2026-11-20T00:00:00Z", true), "2026-W48");
        assert_eq!(at("2026-11-22T23:59:59Z", true), "2026-W48");
        assert_eq!(at("2026-11-23T00:00:00Z", true), "2026-W48");
    }

    #[test]
    fn weeks_turn_with_the_year() {
        assert_eq!(at("2027-01-02T12:00:00Z", true), "2027-W01");
    }
}
