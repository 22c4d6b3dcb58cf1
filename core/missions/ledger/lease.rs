//! The lease: of all who may run missions at once in one session (a page's tick, an import that ended, a service worker that
//! asks the page), one does.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::time::Time;

/// How long a run may be silent before another takes over. Each step renews it.
const TERM: SignedDuration = SignedDuration::from_secs(60);

/// Who runs, and until when nobody else does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// Drawn by each run for itself: the fence. A step that finds another name here writes nothing.
    pub holder: String,
    until: Time,
}

impl Lease {
    /// A lease from now on.
    pub fn new(holder: &str, now: Time) -> Option<Self> {
        Some(Self { holder: holder.to_owned(), until: now.plus(TERM)? })
    }

    /// Keeps nobody out any more, and says that a run has not come to its end.
    pub fn end(&mut self, now: Time) {
        self.until = now;
    }

    /// Whether it keeps others out. One that lies further ahead than any can was taken under a clock that was ahead.
    pub fn is_live(&self, now: Time) -> bool {
        now < self.until && now.plus(TERM).is_some_and(|limit| self.until <= limit)
    }
}
