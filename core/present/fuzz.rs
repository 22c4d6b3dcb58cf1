//! No bytes at all make a decoder panic or hang, and none reads two inputs as the same: damage to good messages, and noise.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::{
    Epoch, KeySet, Origin, Request, Token,
    issuance::{Ask, Grant, Renewal},
    tests::{examples, world},
};
use crate::random::testing::{rounds, survives};

/// Reads text that may be none.
fn text<T>(bytes: &[u8], read: impl Fn(&str) -> Option<T>) -> Option<T> {
    read(&String::from_utf8_lossy(bytes))
}

#[test]
fn decoders_are_total() {
    let json = |read: fn(&str) -> Option<String>| move |bytes: &[u8]| text(bytes, read).map(String::into_bytes);
    for (name, good) in &examples() {
        // Of bytes and of plain text there is one form; white space in JSON is allowed, and gone when written again.
        match *name {
            "token" => survives(name, good, rounds(), true, |bytes| Some(Token::from_bytes(bytes).ok()?.to_bytes())),
            "text" => survives(name, good, rounds(), true, json(|text| Some(Token::from_text(text).ok()?.to_text()))),
            "origin" => survives(name, good, rounds(), true, json(|text| Some(Origin::parse(text).ok()?.to_string()))),
            "epoch" => survives(name, good, rounds(), true, json(|text| Some(text.parse::<Epoch>().ok()?.to_string()))),
            "request" => {
                survives(name, good, rounds(), false, json(|text| Some(Request::from_json(text).ok()?.to_json())));
            }
            "keys" => {
                survives(name, good, rounds(), false, json(|text| Some(KeySet::from_json(text).ok()?.to_json())));
            }
            "ask" => survives(name, good, rounds(), false, json(|text| Some(Ask::from_json(text).ok()?.to_json()))),
            "renewal" => {
                survives(name, good, rounds(), false, json(|text| Some(Renewal::from_json(text).ok()?.to_json())));
            }
            _ => survives(name, good, rounds(), false, json(|text| Some(Grant::from_json(text).ok()?.to_json()))),
        }
    }
}

/// What an issuer and a wallet do with a message that they could read, which costs a proof where it is still one.
#[test]
fn what_is_read_is_checked_whatever_it_is() {
    let world = world();
    for (name, good) in &examples() {
        let checked = |bytes: &[u8]| {
            text(bytes, |text| {
                Some(match *name {
                    "ask" => {
                        let ask = Ask::from_json(text).ok()?;
                        ask.check(&world.issuer).ok().map(|_| ask.to_json())?
                    }
                    "renewal" => {
                        let renewal = Renewal::from_json(text).ok()?;
                        renewal.check(&world.issuer, &world.keys).ok().map(|_| renewal.to_json())?
                    }
                    "grant" => {
                        let grant = Grant::from_json(text).ok()?;
                        grant.credential(world.keys.get(grant.epoch())?).ok().map(|_| grant.to_json())?
                    }
                    _ => {
                        let keys = KeySet::from_json(text).ok()?;
                        keys.epochs().all(|epoch| keys.get(epoch).is_some()).then(|| keys.to_json())?
                    }
                })
            })
            .map(String::into_bytes)
        };
        match *name {
            "ask" | "renewal" => survives(name, good, rounds() / 20, false, checked),
            "grant" | "keys" => survives(name, good, rounds() / 4, false, checked),
            _ => {}
        }
    }
}
