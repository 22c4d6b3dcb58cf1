//! When work in the background may go on: while somebody is there to see it, the battery lasts, and what it needs does not
//! fail. It is the same for every kind of such work, whatever model does it.

use std::time::Duration;

use crate::{error::Explain, time::Time};

use super::{
    view::Problem,
    view_reading::{PacePage, Why},
};

/// Below this share of the battery nothing is done that nobody waits for.
const LEAST_BATTERY: f64 = 0.2;
/// Pages that are kept in mind; one that crashed said no farewell.
const MOST_PAGES: usize = 32;
/// Seconds until what failed is tried again; each time twice as many, up to the most.
const FIRST_WAIT: u64 = 5;
const MOST_WAIT: u64 = 600;

/// What is known of whether work may go on.
#[derive(Default)]
pub(super) struct Pace {
    /// As they last said of themselves, the newest last.
    pages: Vec<PacePage>,
    failure: Option<Failure>,
}

struct Failure {
    problem: Problem,
    /// In a row.
    times: u32,
    since: Time,
}

impl Failure {
    fn wait(&self) -> u64 {
        FIRST_WAIT.saturating_mul(2_u64.saturating_pow(self.times.saturating_sub(1))).min(MOST_WAIT)
    }

    /// What of the wait is left. A clock that went backwards starts it anew.
    fn left(&self, now: Time) -> u64 {
        let waited = u64::try_from(now.unix_seconds().saturating_sub(self.since.unix_seconds())).unwrap_or(0);
        self.wait().saturating_sub(waited)
    }
}

impl Pace {
    /// Takes what a page says of itself and of the device.
    pub fn page(&mut self, page: PacePage) {
        self.pages.retain(|known| known.id != page.id);
        self.pages.push(page);
        let many = self.pages.len().saturating_sub(MOST_PAGES);
        self.pages.drain(..many);
    }

    /// What is needed failed once more.
    pub fn failed(&mut self, error: &impl Explain, now: Time) {
        let (code, next) = (error.code().to_owned(), error.next_step().to_owned());
        let problem = Problem { code, message: error.to_string(), next };
        let times = self.failure.as_ref().map_or(0, |failure| failure.times).saturating_add(1);
        self.failure = Some(Failure { problem, times, since: now });
    }

    /// It works, or is to be tried again at once.
    pub fn works(&mut self) {
        self.failure = None;
    }

    /// What it failed with last.
    pub fn problem(&self) -> Option<&Problem> {
        self.failure.as_ref().map(|failure| &failure.problem)
    }

    /// Why nothing may be done now, if it may not.
    pub fn holds(&self, now: Time) -> Option<Why> {
        let newest = self.pages.last();
        let hidden = !self.pages.is_empty() && self.pages.iter().all(|page| page.hidden);
        let low = |page: &PacePage| page.charging == Some(false) && page.level.is_some_and(|it| it < LEAST_BATTERY);
        let failed = self.failure.as_ref().is_some_and(|failure| failure.left(now) > 0);
        match () {
            () if hidden => Some(Why::Hidden),
            () if newest.is_some_and(low) => Some(Why::Battery),
            () if failed => Some(Why::Failed),
            () => None,
        }
    }

    /// When to look again, where nothing else than time has to pass.
    pub fn again(&self, now: Time) -> Option<Duration> {
        let waits = self.holds(now) == Some(Why::Failed);
        self.failure.as_ref().filter(|_| waits).map(|failure| Duration::from_secs(failure.left(now)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::InferenceError;

    fn at(seconds: i64) -> Time {
        Time::from_unix_seconds(1_780_000_000 + seconds).unwrap()
    }

    fn page(id: &str, hidden: bool) -> PacePage {
        PacePage { id: id.to_owned(), hidden, charging: None, level: None }
    }

    #[test]
    fn work_goes_on_while_any_page_is_seen() {
        let mut pace = Pace::default();
        assert_eq!(pace.holds(at(0)), None, "no page has said anything");
        pace.page(page("a", true));
        assert_eq!(pace.holds(at(0)), Some(Why::Hidden));
        pace.page(page("b", false));
        assert_eq!(pace.holds(at(0)), None);
        pace.page(page("b", true));
        assert_eq!(pace.holds(at(0)), Some(Why::Hidden));
        (0..100).for_each(|number| pace.page(page(&number.to_string(), true)));
        assert_eq!(pace.pages.len(), MOST_PAGES);
    }

    #[test]
    fn a_low_battery_is_spared_until_it_is_charged() {
        let mut pace = Pace::default();
        let mut with = |charging, level| {
            pace.page(PacePage { charging: Some(charging), level: Some(level), ..page("a", false) });
            pace.holds(at(0))
        };
        assert_eq!(with(false, 0.9), None);
        assert_eq!(with(false, 0.19), Some(Why::Battery));
        assert_eq!(with(true, 0.19), None);
        assert_eq!(with(false, f64::NAN), None);
        assert_eq!(with(false, 0.1), Some(Why::Battery));
        pace.page(PacePage { charging: Some(false), level: Some(0.5), ..page("b", false) });
        assert_eq!(pace.holds(at(0)), None, "all pages are on one device: the newest word counts");
    }

    #[test]
    fn what_fails_is_tried_less_and_less_often() {
        let mut pace = Pace::default();
        let mut now = 0;
        let mut waits = Vec::new();
        for _ in 0..10 {
            pace.failed(&InferenceError::Cancelled, at(now));
            assert_eq!(pace.holds(at(now)), Some(Why::Failed));
            let wait = pace.again(at(now)).unwrap().as_secs();
            waits.push(wait);
            now += i64::try_from(wait).unwrap();
            assert_eq!((pace.holds(at(now)), pace.again(at(now))), (None, None));
        }
        assert_eq!(waits, [5, 10, 20, 40, 80, 160, 320, 600, 600, 600]);
        assert_eq!(pace.again(at(-100)), Some(Duration::from_secs(600)), "a clock that went backwards");
        assert_eq!(pace.problem().unwrap().code, "cancelled");
        pace.works();
        assert!(pace.problem().is_none() && pace.holds(at(now)).is_none());
    }
}
