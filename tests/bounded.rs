//! What decoders allocate for hostile input: never more than a bound that is known before anything is read, whatever the
//! input's length is and whatever it says of itself. A file of its own, because the allocator that counts is the process's.
#![cfg(feature = "fixtures")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use ownyou::{
    bbs::{BoundCommitment, Commitment, Proof, PublicKey, Signature, fixture},
    present::{
        KeySet, Origin, Request, Token,
        issuance::{Ask, Grant, MAX_BODY, Renewal},
    },
    wallet::papers::Pins,
};
use peak_alloc::PeakAlloc;

#[global_allocator]
static COUNTED: PeakAlloc = PeakAlloc;

const MIB: usize = 1 << 20;

/// The most bytes that were held at once meanwhile, beyond those held before.
fn peak(work: impl FnOnce()) -> usize {
    let before = COUNTED.current_usage();
    COUNTED.reset_peak_usage();
    work();
    COUNTED.peak_usage().saturating_sub(before)
}

/// Text of `length` bytes that a parser of JSON takes to be deep, long, wide or all the same.
fn texts(length: usize) -> Vec<String> {
    let repeated = |unit: &str| unit.repeat(length / unit.len());
    let inside = |open: &str, unit: &str, close: &str| {
        format!("{open}{}{close}", unit.repeat((length - open.len() - close.len()) / unit.len()))
    };
    vec![
        repeated("["),
        repeated("{\"a\":"),
        repeated("A"),
        repeated("9"),
        inside("[0", ",0", "]"),
        inside("\"", "\\u0000", "\""),
        inside("{\"v\":1,\"keys\":[", "{\"epoch\":\"2026-W47\",\"key\":\"\"},", "0]}"),
        inside("{\"v\":1,\"commitment\":\"", "A", "\"}"),
        inside("{\"v\":1,\"commitment\":\"\",\"token\":\"", "A", "\"}"),
        inside("{\"issuer\":\"https://issuer.example\",\"keys\":[\"\"", ",\"\"", "]}"),
    ]
}

/// What is read is refused, within the bound.
fn refused(name: &str, bound: usize, read: impl Fn() -> bool) {
    let mut accepted = false;
    let held = peak(|| accepted = read());
    assert!(!accepted, "{name} was accepted");
    assert!(held <= bound, "{name}: {held} bytes, of {bound} at most");
}

#[test]
fn no_decoder_allocates_more_than_its_bound() {
    let bytes = vec![0x80; 8 * MIB];
    let sizes = [0, 47, 48, 80, 96, 144, 240, 272, 496, 579, 4096, MIB, 8 * MIB];
    for input in sizes.map(|size| &bytes[..size]) {
        let name = |what: &str| format!("{what} of {} bytes", input.len());
        refused(&name("a proof"), 1024, || Proof::from_bytes(input, 7).is_ok());
        refused(&name("a signature"), 1024, || Signature::from_bytes(input).is_ok());
        refused(&name("a commitment"), 1024, || Commitment::from_bytes(input, 1).is_ok());
        refused(&name("a bound commitment"), 1024, || BoundCommitment::from_bytes(input).is_ok());
        refused(&name("a key"), 1024, || PublicKey::from_bytes(input).is_ok());
        refused(&name("a token"), 1024, || Token::from_bytes(input).is_ok());
    }
    for length in [1000, 4096, MAX_BODY, MAX_BODY + 1, 8 * MIB] {
        for text in texts(length) {
            let name = |what: &str| format!("{what} {}… of {} bytes", text.get(..40).unwrap(), text.len());
            refused(&name("a token"), 4096, || Token::from_text(&text).is_ok());
            refused(&name("an origin"), 4096, || Origin::parse(&text).is_ok());
            // Of the longest that is read, a small multiple.
            let bound = 16 * MAX_BODY;
            refused(&name("a request"), bound, || Request::from_json(&text).is_ok());
            refused(&name("a key set"), bound, || KeySet::from_json(&text).is_ok());
            refused(&name("pins"), bound, || Pins::from_json(&text).is_ok());
            refused(&name("a grant"), bound, || Grant::from_json(&text).is_ok());
            let issuer = Origin::parse("https://issuer.example").unwrap();
            refused(&name("an ask"), bound, || Ask::from_json(&text).is_ok_and(|ask| ask.check(&issuer).is_ok()));
            let keys = KeySet::new(issuer.clone(), BTreeMap::new());
            refused(&name("a renewal"), bound, || {
                Renewal::from_json(&text).is_ok_and(|renewal| renewal.check(&issuer, &keys).is_ok())
            });
        }
    }
    for text in texts(fixture::MAX_BYTES).iter().chain(&texts(8 * MIB)) {
        let name = format!("a file {}… of {} bytes", text.get(..40).unwrap(), text.len());
        // A number of JSON is 2 bytes of the file and 32 of memory, and a list that grows is there twice.
        refused(&name, 64 * fixture::MAX_BYTES, || fixture::judge(text.as_bytes()).outcome.is_ok());
    }
}
