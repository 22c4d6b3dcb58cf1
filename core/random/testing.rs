//! Bytes that follow from a seed, and the damage that tests of decoders do with them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use sha2::{Digest, Sha256};

use super::{NoRandomness, Random};

/// SHA-256 in counter mode: good enough to tell one draw from another, and the same each time.
pub(crate) struct Seeded(Cell<u64>, &'static str);

impl Seeded {
    pub(crate) fn new(seed: &'static str) -> Self {
        Self(Cell::new(0), seed)
    }

    /// A number below `limit`, which is at most 65,536; 0 for a limit of 0.
    pub(crate) fn below(&self, limit: usize) -> usize {
        usize::from(u16::from_be_bytes(self.array().unwrap())) % limit.max(1)
    }

    /// Fewer than `limit` bytes.
    pub(crate) fn bytes(&self, limit: usize) -> Vec<u8> {
        let mut bytes = vec![0; self.below(limit)];
        self.fill(&mut bytes).unwrap();
        bytes
    }

    /// One of them.
    pub(crate) fn pick<'a, T>(&self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// One to four changes: a bit, a byte, a piece cut out, doubled, or replaced by noise.
    pub(crate) fn mutated(&self, good: &[u8]) -> Vec<u8> {
        let mut bytes = good.to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            let end = (at + self.below(40)).min(bytes.len());
            match self.below(5) {
                0 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << self.below(8)),
                1 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = self.array::<1>().unwrap()[0]),
                2 => drop(bytes.drain(at..end)),
                3 => bytes.extend_from_within(at..end),
                _ => bytes.splice(at..end, self.array::<24>().unwrap()).for_each(drop),
            }
        }
        bytes
    }

    /// Noise: of the length of a good one, of any length, or of one byte many times.
    fn noise(&self, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        match self.below(3) {
            0 => self.fill(&mut bytes).unwrap(),
            1 => bytes = self.bytes(2 * length + 64),
            _ => bytes.fill(self.array::<1>().unwrap()[0]),
        }
        bytes
    }
}

impl Random for Seeded {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        for chunk in bytes.chunks_mut(32) {
            self.0.set(self.0.get() + 1);
            let block = Sha256::digest([self.1.as_bytes(), &self.0.get().to_be_bytes()].concat());
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
        Ok(())
    }
}

/// How many damaged inputs each decoder gets; `make test-deep` says more.
pub(crate) fn rounds() -> usize {
    std::env::var("OWNYOU_FUZZ_DECODERS").ok().and_then(|text| text.parse().ok()).unwrap_or(20_000)
}

/// Gives a decoder `rounds` inputs that are damaged, a quarter of them noise.
///
/// `decode` writes again what it accepted: the same bytes where `exact`, otherwise something that is read as itself.
pub(crate) fn survives(
    name: &'static str,
    good: &[u8],
    rounds: usize,
    exact: bool,
    decode: impl Fn(&[u8]) -> Option<Vec<u8>>,
) {
    let random = Seeded::new(name);
    assert_eq!(decode(good).as_deref(), Some(good), "{name}: the good one");
    let holds = |bytes: &[u8]| {
        let again = decode(bytes)?;
        Some(if exact { again == bytes } else { decode(&again).as_ref() == Some(&again) })
    };
    let mut refused = 0;
    for round in 0..rounds {
        let bytes = if round % 4 == 0 { random.noise(good.len()) } else { random.mutated(good) };
        let shown = || format!("{name}, round {round}: {}", data_encoding::HEXLOWER.encode(&bytes));
        let begin = Instant::now();
        match catch_unwind(AssertUnwindSafe(|| holds(&bytes))) {
            Ok(None) => refused += 1,
            Ok(Some(holds)) => assert!(holds, "accepted, and written otherwise: {}", shown()),
            Err(_) => panic!("a panic: {}", shown()),
        }
        // A minute, because a machine that is busy otherwise can make a proof of 10 ms take seconds.
        assert!(begin.elapsed() < Duration::from_secs(60), "it hangs: {}", shown());
    }
    assert!(refused > rounds / 4, "{name}: {refused} of {rounds} refused");
}
