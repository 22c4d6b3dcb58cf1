//! Our own vectors, tests/vectors/present/formats.json, made again from fixed bytes: what docs/formats/presentation.md
//! says, for whoever writes another verifier.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::cell::RefCell;

use data_encoding::HEXLOWER;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{
    bbs::{point_bytes, scalar_bytes},
    error::Explain,
    profile::taxonomy::SegmentId,
    random::{NoRandomness, Random},
    time::Time,
};

use super::{
    tests::{World, epoch, origin, world},
    *,
};

const FILE: &str = include_str!("../../tests/vectors/present/formats.json");

fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

fn segments(ids: &[u16]) -> Segments {
    Segments::new(ids.iter().copied().map(SegmentId).collect()).unwrap()
}

/// Writes down what is drawn.
struct Recorded<'a, R>(&'a R, RefCell<Vec<String>>);

impl<R: Random> Random for Recorded<'_, R> {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        self.0.fill(bytes)?;
        self.1.borrow_mut().push(hex(bytes));
        Ok(())
    }
}

fn contexts() -> Vec<Value> {
    let login = ["https://news.example", "https://xn--bcher-kva.example:8443", "http://news.localhost:8789"];
    let of = |purpose: &str, origin: &str, context: Context| json!({ "purpose": purpose, "origin": origin, "bytes": hex(context.as_bytes()) });
    let mut all: Vec<_> = login.iter().map(|name| of("ownyou/login/v1", name, Context::login(&origin(name)))).collect();
    let issuer = "https://issuer.example";
    all.push(of("ownyou/issuer/v1", issuer, Context::issuer(&origin(issuer))));
    all
}

fn headers() -> Vec<Value> {
    let cases: [(&str, Use, [u8; 2], &[u16]); 4] = [
        ("https://news.example", Use::Login, [1, 2], &[544, 719]),
        ("https://news.example", Use::Login, [0xff, 0], &[]),
        ("http://news.localhost:8789", Use::Login, [3, 4], &[1, 256, 1024]),
        ("https://issuer.example", Use::Renewal, [0, 5], &[]),
    ];
    let of = |(audience, purpose, [nonce, request], ids): (&str, Use, [u8; 2], &[u16])| {
        let (nonce, request, segments) = ([nonce; 32], [request; 32], segments(ids));
        let header = Header { audience: &origin(audience), purpose, nonce: &nonce, request, segments: &segments };
        let name = if purpose == Use::Login { "login" } else { "renewal" };
        json!({
            "audience": audience, "use": name, "nonce": hex(&nonce), "request": hex(&request), "segments": ids,
            "bytes": hex(&header.to_bytes()),
        })
    };
    cases.into_iter().map(of).collect()
}

/// A login with all that is secret in it.
fn login(world: &World) -> Value {
    let request = world.request("https://news.example");
    let random = Recorded(&world.random, RefCell::default());
    let (ids, publisher) = ([544, 719], request.origin().clone());
    let segments = segments(&ids);
    let token = world.credential.log_in(&world.holder, &request, &segments, &random).unwrap();
    let login = world.verify(&token.to_text(), &request).unwrap();
    let header = Header::login(&request, &segments);
    json!({
        "now": world.now.to_string(),
        "origin": publisher.as_str(),
        "issuer": world.issuer.as_str(),
        "secretKey": hex(world.secrets[&epoch("W47")].to_bytes().as_slice()),
        "identitySeed": hex(&[9; 32]),
        "proverNym": hex(&scalar_bytes(&world.holder.nym)),
        "blind": hex(&scalar_bytes(world.holder.blind.scalar())),
        "entropy": hex(&world.entropy),
        "nymSecret": hex(&scalar_bytes(&(*world.holder.nym + *world.credential.entropy))),
        "signature": hex(&world.credential.signature.to_bytes()),
        "keys": world.keys.to_json(),
        "keysHash": world.keys.hash(),
        "request": request.to_json(),
        "requestHash": hex(&request.hash()),
        "context": hex(Context::login(&publisher).as_bytes()),
        "header": hex(&header.to_bytes()),
        "randomness": random.1.into_inner(),
        "token": token.to_text(),
        "fields": {
            "epoch": token.epoch.to_string(),
            "assurance": token.assurance.as_str(),
            "pseudonym": hex(&point_bytes(&token.pseudonym)),
            "segments": ids,
            "proof": hex(&token.proof.to_bytes()),
        },
        "sub": login.sub,
    })
}

/// What changes of a good login, and what it is refused with.
fn refused(world: &World, good: &Value) -> Vec<Value> {
    let token = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = decode(good["token"].as_str().unwrap(), "token").unwrap();
        change(&mut bytes);
        json!({ "token": encode(&bytes) })
    };
    let put = |at: usize, new: &'static [u8]| token(&move |bytes| bytes[at..at + new.len()].copy_from_slice(new));
    let text = |name: &str, from: &str, to: &str| {
        let old = good[name].as_str().unwrap();
        assert!(old.contains(from), "{from}");
        json!({ name: old.replacen(from, to, 1) })
    };
    let neutral = {
        let mut point = vec![0; 48];
        point[0] = 0xc0;
        point
    };
    let of_nothing =
        token(&|bytes| [83, 131].map(|at| bytes[at..at + 48].copy_from_slice(&neutral)).into_iter().collect());
    let blog = world.request("https://blog.example").to_json();
    let late = |week: &'static [u8], now: &str| {
        let mut changed = put(18, week);
        changed["now"] = now.into();
        changed
    };
    let all = [
        ("another version", put(0, &[2])),
        ("another suite", put(1, &[2])),
        ("another schema", put(17, b"2")),
        ("a week that is none", put(18, b"2026-W54")),
        ("an unknown assurance", put(26, &[2])),
        ("the neutral pseudonym", token(&|bytes| bytes[27..75].copy_from_slice(&neutral))),
        (
            "a pseudonym outside the group",
            token(&|bytes| {
                bytes[27..75].fill(0);
                (bytes[27], bytes[74]) = (0x80, 4);
            }),
        ),
        ("segments that descend", put(75, &[2, 207, 2, 32, 0, 0])),
        ("a segment twice", put(75, &[2, 32, 2, 32, 0, 0])),
        ("a segment behind the padding", put(75, &[2, 32, 0, 0, 2, 207])),
        ("another length of the proof", put(81, &[1, 0xef])),
        ("a proof of nothing", of_nothing),
        ("a scalar of zero", put(227, &[0; 32])),
        ("a scalar above the order", put(227, &[0xff; 32])),
        ("one byte less", token(&|bytes| bytes.truncate(578))),
        ("one byte more", token(&|bytes| bytes.push(0))),
        ("padding of the text", json!({ "token": format!("{}=", good["token"].as_str().unwrap()) })),
        ("segments it does not say", put(75, &[2, 32, 0, 0, 0, 0])),
        ("a challenge of another proof", put(578, &[0])),
        ("another week, with a key", late(b"2026-W46", "2026-11-17T00:00:00Z")),
        ("another week, without a key", late(b"2026-W50", "2026-12-10T00:00:00Z")),
        ("before its week", json!({ "now": "2026-11-15T23:59:59Z" })),
        ("after the grace", json!({ "now": "2026-11-25T00:00:00Z" })),
        ("another nonce", json!({ "request": world.request("https://news.example").to_json() })),
        ("another purpose", text("request", "\"ads\"", "\"content\"")),
        ("fewer asked for than told", text("request", "\"max_segments\":2", "\"max_segments\":1")),
        ("more asked for than anyone may", text("request", "\"max_segments\":2", "\"max_segments\":4")),
        ("a field too many", text("request", "{", "{\"extra\":1,")),
        ("a field twice", text("request", "\"segtax\":4", "\"segtax\":4,\"segtax\":4")),
        ("purposes out of order", text("request", "\"ads\"", "\"content\",\"ads\"")),
        ("an answer that goes elsewhere", text("request", "/cb\"", "/cb?to=https://evil.example\"")),
        ("a request of another site", json!({ "request": blog })),
        ("delivered to another site", json!({ "request": blog, "origin": "https://blog.example" })),
        ("an origin that is none", json!({ "origin": "https://news.example/" })),
        ("keys of another issuer", text("keys", "issuer.example", "other.example")),
        ("keys out of order", text("keys", "2026-W46", "2026-W48")),
        ("keys of another version", text("keys", "\"v\":1", "\"v\":2")),
    ];
    let of = |(what, changed): (&str, Value)| {
        let mut case = good.clone();
        case.as_object_mut().unwrap().extend(changed.as_object().unwrap().clone());
        let code = judge(&case).expect_err(what);
        json!({ "what": what, "code": code, "changed": changed })
    };
    all.into_iter().map(of).collect()
}

/// What a verifier says of a case.
fn judge(case: &Value) -> Result<Login, &'static str> {
    let said = |name: &str| case[name].as_str().unwrap();
    let code = |error: PresentError| error.code();
    let request = Request::from_json(said("request")).map_err(code)?;
    let origin = Origin::parse(said("origin")).map_err(code)?;
    let keys = KeySet::from_json(said("keys")).map_err(code)?;
    let now: Time = said("now").parse().unwrap();
    verify(said("token"), &request, &origin, &keys, now).map_err(|refusal| refusal.code())
}

#[test]
fn the_vectors_are_what_the_code_makes() {
    let world = world();
    let login = login(&world);
    let spaced = login["request"].as_str().unwrap().replace(',', " , ");
    assert_eq!(hex(&Sha256::digest(login["request"].as_str().unwrap())), login["requestHash"]);
    assert_eq!(hex(&Request::from_json(&spaced).unwrap().hash()), login["requestHash"]);
    let made = json!({
        "about": "Vectors of docs/formats/presentation.md, which core/present/vectors.rs makes. `refused`: the login with \
                  `changed` instead, and what a verifier says.",
        "contexts": contexts(),
        "headers": headers(),
        "refused": refused(&world, &login),
        "spaced": spaced,
        "login": login,
    });
    let kept: Value = serde_json::from_str(FILE).unwrap();
    assert!(kept == made, "tests/vectors/present/formats.json should be:\n{made:#}");
}
