//! Nothing that a publisher or an issuer sends makes the wallet panic or hang: damage to good messages, and noise.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    collections::BTreeMap,
    pin::pin,
    task::{Context, Poll, Waker},
};

use super::{
    WalletError,
    asking::{Carrier, receive},
    issuer::{self, Answer, Link},
    papers::Pins,
};
use crate::{
    present::{Epoch, KeySet, Origin, Purpose, Request, SecretKey},
    random::testing::{Seeded, rounds, survives},
};

const NEWS: &str = "https://news.example";

/// An app and an issuer that say this, whatever they are asked.
struct Saying(u16, String);

impl Saying {
    fn answer(&self) -> Result<Answer, WalletError> {
        Ok(Answer { status: self.0, body: self.1.clone() })
    }
}

impl Link for Saying {
    async fn pins(&self) -> Result<Answer, WalletError> {
        self.answer()
    }

    async fn get(&self, _: &Origin, _: &str) -> Result<Answer, WalletError> {
        self.answer()
    }

    async fn post(&self, _: &Origin, _: &str, _: String) -> Result<Answer, WalletError> {
        self.answer()
    }
}

/// What a future gives that waits for nothing.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

fn keys() -> KeySet {
    let epoch: Epoch = "2026-W47".parse().unwrap();
    let key = SecretKey::from_bytes(&[7; 32]).unwrap().public();
    KeySet::new(Origin::parse("https://issuer.example").unwrap(), BTreeMap::from([(epoch, key)]))
}

#[test]
fn what_the_issuer_says_is_read_whatever_it_is() {
    let pins = format!(r#"{{"issuer":"https://issuer.example","keys":["{}"]}}"#, keys().hash());
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    survives("pins", pins.as_bytes(), rounds(), false, |bytes| {
        let pins = Pins::from_json(&text(bytes)).ok()?;
        let named = ready(issuer::named(&Saying(200, text(bytes)))).unwrap();
        assert_eq!(named, pins.issuer().unwrap());
        Some(serde_json::to_vec(&pins).unwrap())
    });
    let no = r#"{"code":"bad-invite","message":"This is no invite.","next":"Ask for another."}"#;
    survives("no", no.as_bytes(), rounds(), true, |bytes| match ready(issuer::named(&Saying(403, text(bytes)))) {
        Err(WalletError::Refused { .. }) => Some(bytes.to_vec()),
        Err(WalletError::Answer) => None,
        other => panic!("{other:?}"),
    });
}

#[test]
fn what_a_publisher_asks_is_read_whatever_it_is() {
    let news = Origin::parse(NEWS).unwrap();
    let request = Request::new(&news, 2, &[Purpose::Ads], &keys(), &Seeded::new("request")).unwrap().to_json();
    let popup = Carrier { sender: Some(NEWS.to_owned()), embedded: false };
    survives("asked by a window", request.as_bytes(), rounds(), false, |bytes| {
        let received = receive(&String::from_utf8_lossy(bytes), &popup).ok()?;
        assert_eq!(received.request.origin().as_str(), NEWS);
        Some(received.request.to_json().into_bytes())
    });
}
