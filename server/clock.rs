//! The system's clock, for the core's rules.

use jiff::Timestamp;
use ownyou::time::{Clock, Time};

/// The system's clock, in UTC.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Time {
        Time::utc(Timestamp::now())
    }
}
