//! No bytes at all make a decoder panic or hang: mutations of good messages, and noise.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::{
    KeySet, Origin, Request, Token,
    issuance::{Ask, Grant, Renewal},
    tests::{Seeded, examples},
};
use crate::random::Random;

/// How many mutations of each message; `OWNYOU_FUZZ` in `make test-deep`.
fn rounds() -> usize {
    std::env::var("OWNYOU_FUZZ").ok().and_then(|text| text.parse().ok()).unwrap_or(2000)
}

fn number(random: &Seeded, below: usize) -> usize {
    usize::from(u16::from_be_bytes(random.array().unwrap())) % below.max(1)
}

/// One to four changes: a bit, a byte, a piece cut out, doubled, or replaced by noise.
fn mutated(good: &[u8], random: &Seeded) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..=number(random, 4) {
        let at = number(random, bytes.len());
        let end = (at + number(random, 40)).min(bytes.len());
        match number(random, 5) {
            0 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << number(random, 8)),
            1 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = random.array::<1>().unwrap()[0]),
            2 => drop(bytes.drain(at..end)),
            3 => bytes.extend_from_within(at..end),
            _ => bytes.splice(at..end, random.array::<24>().unwrap()).for_each(drop),
        }
    }
    bytes
}

#[test]
fn decoders_are_total() {
    let (random, examples) = (Seeded::new("fuzz"), examples());
    let issuer = Origin::parse("https://issuer.example").unwrap();
    let mut accepted = 0;
    for (what, good) in &examples {
        // Each round of these costs a proof's verification where the mutation still decodes.
        let rounds = if matches!(*what, "ask" | "renewal") { rounds() / 20 } else { rounds() };
        for _ in 0..rounds {
            let bytes = mutated(good, &random);
            let text = String::from_utf8_lossy(&bytes);
            accepted += usize::from(match *what {
                "token" => Token::from_bytes(&bytes).is_ok(),
                "text" => Token::from_text(&text).is_ok(),
                "request" => Request::from_json(&text).is_ok(),
                "keys" => KeySet::from_json(&text).is_ok(),
                "ask" => Ask::from_json(&text).is_ok_and(|ask| ask.check(&issuer).is_ok()),
                "renewal" => Renewal::from_json(&text).is_ok(),
                "grant" => Grant::from_json(&text).is_ok(),
                _ => Origin::parse(&text).is_ok(),
            });
        }
    }
    // Some mutations change nothing that counts (white space, another nonce): a decoder that refuses all tests nothing.
    assert!(accepted > 0);
}
