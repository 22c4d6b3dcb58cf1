//! How often something may be asked.

use std::{
    collections::HashMap,
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, MutexGuard, PoisonError},
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
        let mut seen = self.seen(now);
        let (_, count) = seen.entry(key).or_insert((now, 0));
        *count = count.saturating_add(1);
        *count <= self.most
    }

    /// Whether nothing more is allowed for `key` at `now`, without counting.
    pub fn is_reached(&self, key: &K, now: Instant) -> bool {
        self.seen(now).get(key).is_some_and(|(_, count)| *count >= self.most)
    }

    fn seen(&self, now: Instant) -> MutexGuard<'_, HashMap<K, (Instant, u32)>> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        // What is over counts for nothing, and must not pile up.
        seen.retain(|_, (began, _)| now.saturating_duration_since(*began) < self.per);
        seen
    }
}

/// The part of an address that one person cannot change at will: all of IPv4's, and of IPv6's the network of 64 bits.
pub fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        address => address,
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
        assert!(limit.is_reached(&'a', start) && !limit.is_reached(&'b', start));
        assert!(limit.allows('b', start) && !limit.is_reached(&'b', start));
        assert!(!limit.allows('a', start + Duration::from_secs(59)));
        assert!(limit.allows('a', start + Duration::from_secs(60)));
    }

    #[test]
    fn neighbours_are_of_one_network() {
        for (address, expected) in
            [("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
        {
            assert_eq!(neighbourhood(address.parse().unwrap()).to_string(), expected, "{address}");
        }
    }
}
