//! How often something may be asked.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// At most so many a time, for each key.
pub struct Limit<K> {
    most: u32,
    per: Duration,
    seen: Mutex<HashMap<K, (Instant, u32)>>,
}

impl<K: Eq + Hash> Limit<K> {
    /// `most` in each stretch of `per`.
    pub fn new(most: u32, per: Duration) -> Self {
        Self { most, per, seen: Mutex::new(HashMap::new()) }
    }

    /// Counts one for `key` at `now`; whether it is within the limit.
    pub fn allows(&self, key: K, now: Instant) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        // What is over counts for nothing, and must not pile up.
        seen.retain(|_, (began, _)| now.saturating_duration_since(*began) < self.per);
        let (_, count) = seen.entry(key).or_insert((now, 0));
        *count = count.saturating_add(1);
        *count <= self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_its_own_number_and_time() {
        let limit = Limit::new(2, Duration::from_secs(60));
        let start = Instant::now();
        assert!(limit.allows('a', start) && limit.allows('a', start) && !limit.allows('a', start));
        assert!(limit.allows('b', start));
        assert!(!limit.allows('a', start + Duration::from_secs(59)));
        assert!(limit.allows('a', start + Duration::from_secs(60)));
    }
}
