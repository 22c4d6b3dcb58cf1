//! The protocol end to end, and the ways in which an answer must be refused; field by field in `strict`, and in
//! `unlinkable` what those who see the answers could put together.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod strict;
mod unlinkable;

use std::collections::BTreeMap;

use crate::{bbs::BbsError, profile::taxonomy::SegmentId, random::testing::Seeded, time::Time};

use super::{
    credential::Holder,
    envelope::Segments,
    issuance::{self, Ask, Grant, Renewal, Resets, Terms},
    *,
};

/// A good one of everything that is decoded.
pub(super) fn examples() -> Vec<(&'static str, Vec<u8>)> {
    let world = world();
    let request = world.request("https://news.example");
    let token = world.token(&request);
    let ask = Ask::new(&world.holder, &world.issuer, Some("CODE".into()), &world.random).unwrap();
    let renewal = Renewal::new(&world.holder, &world.credential, &world.issuer, &world.random).unwrap();
    let checked = ask.check(&world.issuer).unwrap();
    let key = &world.secrets[&epoch("W47")];
    let grant = issuance::issue(key, &terms(epoch("W47")), &world.entropy, &checked).unwrap();
    vec![
        ("token", decode(&token, "token").unwrap()),
        ("text", token.into_bytes()),
        ("request", request.to_json().into_bytes()),
        ("keys", world.keys.to_json().into_bytes()),
        ("ask", ask.to_json().into_bytes()),
        ("renewal", renewal.to_json().into_bytes()),
        ("grant", grant.into_bytes()),
        ("origin", b"https://www.news.example:8443".to_vec()),
        ("epoch", b"2026-W53".to_vec()),
    ]
}

fn at(text: &str) -> Time {
    text.parse().unwrap()
}

pub(super) fn origin(text: &str) -> Origin {
    Origin::parse(text).unwrap()
}

/// An issuer with keys for W46 to W49, and one person with a credential of W47.
pub(super) struct World {
    pub(super) issuer: Origin,
    pub(super) secrets: BTreeMap<Epoch, SecretKey>,
    pub(super) keys: KeySet,
    pub(super) holder: Holder,
    pub(super) entropy: [u8; 32],
    pub(super) credential: Credential,
    pub(super) random: Seeded,
    pub(super) now: Time,
}

pub(super) fn epoch(week: &str) -> Epoch {
    format!("2026-{week}").parse().unwrap()
}

fn terms(epoch: Epoch) -> Terms {
    Terms { epoch, assurance: Assurance::Invited, resets: Resets { from: epoch, weeks: 26 } }
}

pub(super) fn world() -> World {
    let random = Seeded::new("world");
    let issuer = origin("https://issuer.example");
    let secrets: BTreeMap<Epoch, SecretKey> =
        ["W46", "W47", "W48", "W49"].map(|week| (epoch(week), SecretKey::generate(&random).unwrap())).into();
    let public = secrets.iter().map(|(epoch, key)| (*epoch, key.public())).collect();
    let keys = KeySet::new(issuer.clone(), public);
    let holder = Holder::derive(&[9; 32], &issuer);
    let entropy = issuance::entropy(&random).unwrap();
    let ask = Ask::new(&holder, &issuer, Some("CODE".into()), &random).unwrap();
    let checked = Ask::from_json(&ask.to_json()).unwrap().check(&issuer).unwrap();
    let grant = issuance::issue(&secrets[&epoch("W47")], &terms(epoch("W47")), &entropy, &checked).unwrap();
    let credential = Grant::from_json(&grant).unwrap().accept(&holder, &keys).unwrap();
    World { issuer, secrets, keys, holder, entropy, credential, random, now: at("2026-11-21T12:00:00Z") }
}

impl World {
    pub(super) fn request(&self, publisher: &str) -> Request {
        Request::new(&origin(publisher), 2, &[Purpose::Ads], &self.keys, &self.random).unwrap()
    }

    fn token(&self, request: &Request) -> String {
        let segments = Segments::new(vec![SegmentId(719), SegmentId(544)]).unwrap();
        self.credential.log_in(&self.holder, request, &segments, &self.random).unwrap().to_text()
    }

    pub(super) fn verify(&self, token: &str, request: &Request) -> Result<Login, Refusal> {
        verify(token, request, request.origin(), &self.keys, self.now)
    }
}

#[test]
fn a_stranger_is_believed() {
    let world = world();
    let news = world.request("https://news.example");
    let login = world.verify(&world.token(&news), &news).unwrap();
    assert_eq!(login.segments.iter().map(|segment| segment.id.0).collect::<Vec<_>>(), [544, 719]);
    assert_eq!(login.segments[0].name, "Dogs");
    assert_eq!((login.assurance, login.epoch), (Assurance::Invited, epoch("W47")));
    assert_eq!(login.sub.len(), 64);
    // The same person is the same here each time, and somebody else elsewhere; not even on another port or subdomain.
    let again = world.request("https://news.example");
    assert_eq!(world.verify(&world.token(&again), &again).unwrap().sub, login.sub);
    for elsewhere in ["https://blog.example", "https://news.example:8443", "https://www.news.example"] {
        let request = world.request(elsewhere);
        assert_ne!(world.verify(&world.token(&request), &request).unwrap().sub, login.sub);
    }
}

#[test]
fn what_was_drawn_before_is_believed_and_used_once() {
    let world = world();
    let mut ready = Ready::new(&world.credential, &world.holder).unwrap();
    for drawn in 0..4 {
        // None in stock, one, and more than are kept.
        (0..drawn).for_each(|_| ready.draw(&world.random).unwrap());
        let request = world.request("https://news.example");
        let fresh = world.verify(&world.token(&request), &request).unwrap();
        let segments = Segments::new(vec![SegmentId(719), SegmentId(544)]).unwrap();
        let tokens = [(); 3].map(|()| ready.log_in(&request, &segments, &world.random).unwrap());
        for token in &tokens {
            assert_eq!(world.verify(&token.to_text(), &request).unwrap(), fresh);
        }
        let proofs = tokens.each_ref().map(|token| token.proof.to_bytes());
        assert!(
            proofs[0][..48] != proofs[1][..48]
                && proofs[1][..48] != proofs[2][..48]
                && proofs[0][..48] != proofs[2][..48]
        );
    }
}

#[test]
fn what_was_drawn_for_one_credential_is_not_for_another() {
    let world = world();
    let ready = Ready::new(&world.credential, &world.holder).unwrap();
    assert!(ready.is_of(&world.credential));
    let ask = Ask::new(&world.holder, &world.issuer, None, &world.random).unwrap();
    let checked = ask.check(&world.issuer).unwrap();
    let key = &world.secrets[&epoch("W48")];
    let next = issuance::issue(key, &terms(epoch("W48")), &world.entropy, &checked).unwrap();
    assert!(!ready.is_of(&Grant::from_json(&next).unwrap().accept(&world.holder, &world.keys).unwrap()));
}

#[test]
fn every_token_has_one_length_and_repeats_nothing() {
    let world = world();
    let request = world.request("https://news.example");
    let (one, two) = (world.token(&request), world.token(&request));
    let none = world.credential.log_in(&world.holder, &request, &Segments::default(), &world.random).unwrap();
    assert_eq!(decode(&one, "token").unwrap().len(), Token::BYTES);
    assert_eq!(none.to_bytes().len(), Token::BYTES);
    let (one, two) = (decode(&one, "").unwrap(), decode(&two, "").unwrap());
    // Version to segments are the same at one site; of the proof no byte run is.
    let proof = Token::BYTES - 496;
    assert_eq!(one[..proof], two[..proof]);
    assert!(one[proof..].chunks(16).zip(two[proof..].chunks(16)).all(|(a, b)| a != b));
}

#[test]
fn refused_for_another_request_origin_nonce_key_set_or_week() {
    let world = world();
    let request = world.request("https://news.example");
    let token = world.token(&request);
    let other_nonce = world.request("https://news.example");
    assert_eq!(world.verify(&token, &other_nonce), Err(Refusal::Proof));
    let elsewhere = origin("https://blog.example");
    assert_eq!(verify(&token, &request, &elsewhere, &world.keys, world.now), Err(Refusal::Origin));
    let at_blog = world.request("https://blog.example");
    assert_eq!(world.verify(&token, &at_blog), Err(Refusal::Proof));
    let mut fewer: BTreeMap<_, _> = world.keys.epochs().map(|epoch| (epoch, world.keys.get(epoch).unwrap())).collect();
    fewer.remove(&epoch("W46"));
    let fewer = KeySet::new(world.issuer.clone(), fewer);
    assert_eq!(verify(&token, &request, request.origin(), &fewer, world.now), Err(Refusal::KeySet));
    for (now, fine) in [
        ("2026-11-15T23:59:59Z", false),
        ("2026-11-16T00:00:00Z", true),
        ("2026-11-24T23:59:59Z", true),
        ("2026-11-25T00:00:00Z", false),
        ("2027-11-21T12:00:00Z", false),
    ] {
        let outcome = verify(&token, &request, request.origin(), &world.keys, at(now));
        assert_eq!(outcome.is_ok(), fine, "{now}");
        assert!(fine || outcome == Err(Refusal::Epoch));
    }
    // A proof that says another week or key than it was made with.
    let mut bytes = decode(&token, "").unwrap();
    let week = 2 + 1 + SCHEMA.len() + 7;
    bytes[week] = b'6';
    let monday = at("2026-11-17T00:00:00Z");
    let outcome = verify(&encode(&bytes), &request, request.origin(), &world.keys, monday);
    assert_eq!(outcome, Err(Refusal::Proof));
}

#[test]
fn refused_when_changed_at_any_byte_cut_or_longer() {
    let world = world();
    let request = world.request("https://news.example");
    let bytes = decode(&world.token(&request), "token").unwrap();
    assert!(world.verify(&encode(&bytes), &request).is_ok());
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        assert!(world.verify(&encode(&changed), &request).is_err(), "bit flipped in byte {at}");
        assert!(Token::from_bytes(&bytes[..at]).is_err(), "cut to {at}");
    }
    for more in 1..=64 {
        let longer = [bytes.as_slice(), &vec![0; more]].concat();
        assert!(Token::from_bytes(&longer).is_err(), "{more} more bytes");
    }
    for text in ["", "!", "AA==", &"A".repeat(100_000), "\u{0}", "é"] {
        assert!(matches!(world.verify(text, &request), Err(Refusal::Token(_))));
    }
}

#[test]
fn a_proof_of_nothing_is_refused() {
    let world = world();
    let request = world.request("https://news.example");
    let bytes = decode(&world.token(&request), "token").unwrap();
    let identity = {
        let mut point = [0; 48];
        point[0] = 0xc0;
        point
    };
    let pseudonym = 2 + 1 + SCHEMA.len() + 8 + 1;
    let proof = Token::BYTES - 496;
    let places = [pseudonym, proof, proof + 48, proof + 96];
    for chosen in places.iter().map(|at| vec![*at]).chain([vec![proof, proof + 48], places.to_vec()]) {
        let mut forged = bytes.clone();
        for at in chosen {
            forged[at..at + 48].copy_from_slice(&identity);
        }
        let outcome = world.verify(&encode(&forged), &request);
        assert!(matches!(outcome, Err(Refusal::Token(PresentError::Bbs(BbsError::Identity(_))))), "{outcome:?}");
    }
    // A point on the curve that is not in the group: x = 4 has small order parts (RFC 9380's cofactor is not one).
    let mut forged = bytes.clone();
    let mut outside = [0; 48];
    (outside[0], outside[47]) = (0x80, 4);
    forged[proof..proof + 48].copy_from_slice(&outside);
    let outcome = world.verify(&encode(&forged), &request);
    assert!(matches!(outcome, Err(Refusal::Token(PresentError::Bbs(BbsError::NotAPoint(_))))), "{outcome:?}");
    let mut key = [0; 96];
    key[0] = 0xc0;
    assert_eq!(PublicKey::from_bytes(&key), Err(BbsError::Identity("public key")));
}

#[test]
fn segments_cannot_be_changed_added_or_exceed_what_was_asked() {
    let world = world();
    let request = world.request("https://news.example");
    let bytes = decode(&world.token(&request), "token").unwrap();
    let at = Token::BYTES - 496 - 2 - 6;
    assert_eq!(&bytes[at..at + 6], [2, 32, 2, 207, 0, 0]);
    for forged in [[2, 33, 2, 207, 0, 0], [2, 207, 0, 0, 0, 0], [2, 32, 2, 207, 3, 0]] {
        let mut changed = bytes.clone();
        changed[at..at + 6].copy_from_slice(&forged);
        assert!(world.verify(&encode(&changed), &request).is_err());
    }
    for malformed in [[2, 207, 2, 32, 0, 0], [2, 32, 2, 32, 0, 0], [0, 0, 2, 32, 0, 0]] {
        let mut changed = bytes.clone();
        changed[at..at + 6].copy_from_slice(&malformed);
        assert!(matches!(world.verify(&encode(&changed), &request), Err(Refusal::Token(PresentError::Segments))));
    }
    let three = Segments::new(vec![SegmentId(543), SegmentId(544), SegmentId(719)]).unwrap();
    let token = world.credential.log_in(&world.holder, &request, &three, &world.random).unwrap();
    assert_eq!(world.verify(&token.to_text(), &request), Err(Refusal::Segments));
    assert!(Segments::new((1..=4).map(SegmentId).collect()).is_err());
}

#[test]
fn requests_are_read_strictly() {
    let world = world();
    let good = world.request("https://news.example").to_json();
    assert_eq!(Request::from_json(&good).unwrap().to_json(), good);
    let change = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        Request::from_json(&good.replacen(from, to, 1))
    };
    assert_eq!(change("\"max_segments\":2", "\"max_segments\":50"), Err(PresentError::TooManySegments));
    assert_eq!(change("/cb", "/cb?to=https://evil.example"), Err(PresentError::Callback));
    assert_eq!(change("https://news.example", "http://news.example"), Err(PresentError::Callback));
    assert_eq!(change("https://news.example", "https://news.example/x"), Err(PresentError::Callback));
    assert_eq!(change("redirect_uri:", "https:"), Err(PresentError::Callback));
    for (from, to) in [
        ("web_message", "fragment"),
        ("\"vp_token\"", "\"id_token\""),
        ("ownyou/human/v1", "ownyou/human/v2"),
        ("\"segtax\":4", "\"segtax\":7"),
        ("\"purposes\":[\"ads\"]", "\"purposes\":[\"profiling\"]"),
        ("\"purposes\":[\"ads\"]", "\"purposes\":[\"ads\",\"ads\"]"),
        ("\"nonce\":\"", "\"nonce\":\"A"),
        ("\"state\":\"", "\"state\":\"A"),
        ("{\"response_type\"", "{\"extra\":1,\"response_type\""),
        ("}", ""),
    ] {
        assert!(matches!(change(from, to), Err(PresentError::Malformed(_))), "{from} → {to}");
    }
    let padded = good.replacen('{', &format!("{{{}", " ".repeat(5000)), 1);
    assert!(matches!(Request::from_json(&padded), Err(PresentError::Malformed(_))));
    // Spaces change nothing that is bound.
    let spaced = good.replacen(':', " : ", 1);
    assert_eq!(Request::from_json(&spaced).unwrap().hash(), Request::from_json(&good).unwrap().hash());
}

#[test]
fn key_sets_are_read_strictly_and_have_one_hash() {
    let world = world();
    let json = world.keys.to_json();
    let read = KeySet::from_json(&json).unwrap();
    assert_eq!((read.hash(), read.to_json()), (world.keys.hash(), json.clone()));
    assert_eq!(KeySet::from_json(&json.replacen(':', ": ", 1)).unwrap().hash(), world.keys.hash());
    for (from, to) in [
        ("2026-W46", "2026-W48"),
        ("2026-W46", "2026-W47"),
        ("\"v\":1", "\"v\":2"),
        ("SHA-256", "SHAKE-256"),
        ("https:", "http:"),
    ] {
        assert!(KeySet::from_json(&json.replacen(from, to, 1)).is_err(), "{from} → {to}");
    }
    let empty = KeySet::new(world.issuer.clone(), BTreeMap::new()).to_json();
    assert!(KeySet::from_json(&empty).is_err());
}

#[test]
fn a_renewal_is_recognised_and_nobody_becomes_two() {
    let world = world();
    let account = {
        let ask = Ask::new(&world.holder, &world.issuer, None, &world.random).unwrap();
        let checked = ask.check(&world.issuer).unwrap();
        (issuance::pseudonym(&world.issuer, checked.nym(), &world.entropy).unwrap(), *checked.commitment())
    };
    let renewal = Renewal::new(&world.holder, &world.credential, &world.issuer, &world.random).unwrap();
    let renewing = Renewal::from_json(&renewal.to_json()).unwrap().check(&world.issuer, &world.keys).unwrap();
    assert_eq!(renewing.pseudonym, account.0);
    // The request follows from the words: the same commitment each time, so the same answer.
    assert_eq!(*renewing.checked.commitment(), account.1);
    let next = epoch("W48");
    let grant = |checked| issuance::issue(&world.secrets[&next], &terms(next), &world.entropy, checked);
    let text = grant(&renewing.checked).unwrap();
    assert_eq!(grant(&renewing.checked).unwrap(), text);
    let renewed = Grant::from_json(&text).unwrap().accept(&world.holder, &world.keys).unwrap();
    let request = world.request("https://news.example");
    let before = world.verify(&world.token(&request), &request).unwrap().sub;
    let token = renewed.log_in(&world.holder, &request, &Segments::default(), &world.random).unwrap().to_text();
    let later = verify(&token, &request, request.origin(), &world.keys, at("2026-11-26T00:00:00Z")).unwrap();
    assert_eq!(later.sub, before);

    // Another prover_nym under the same old credential: the proofs hold each for itself, the account does not match.
    let other = Holder::derive(&[8; 32], &world.issuer);
    let theirs = Ask::new(&other, &world.issuer, None, &world.random).unwrap().check(&world.issuer).unwrap();
    assert_ne!(issuance::pseudonym(&world.issuer, theirs.nym(), &world.entropy).unwrap(), account.0);
    // A token that is bound to another commitment is none.
    let mut mixed: serde_json::Value = serde_json::from_str(&renewal.to_json()).unwrap();
    let ask: serde_json::Value =
        serde_json::from_str(&Ask::new(&other, &world.issuer, None, &world.random).unwrap().to_json()).unwrap();
    mixed["commitment"] = ask["commitment"].clone();
    let mixed = Renewal::from_json(&mixed.to_string()).unwrap().check(&world.issuer, &world.keys);
    assert_eq!(mixed.err(), Some(Refusal::Proof));
    // A login's token renews nothing.
    let mut login: serde_json::Value = serde_json::from_str(&renewal.to_json()).unwrap();
    login["token"] = world.token(&request).into();
    let login = Renewal::from_json(&login.to_string()).unwrap().check(&world.issuer, &world.keys);
    assert!(login.is_err());
}

#[test]
fn a_reset_is_no_renewal_and_keeps_nothing_of_the_old_name() {
    let world = world();
    let (holder, issuer, random) = (&world.holder, &world.issuer, &world.random);
    let reset = Renewal::reset(holder, &world.credential, issuer, random).unwrap();
    let renewal = Renewal::new(holder, &world.credential, issuer, random).unwrap();
    // Each proof says which of the two it is, in whichever body it comes.
    assert_eq!(reset.check(issuer, &world.keys).err(), Some(Refusal::Proof));
    assert_eq!(renewal.check_reset(issuer, &world.keys).err(), Some(Refusal::Proof));
    let asked = Renewal::from_json(&reset.to_json()).unwrap().check_reset(issuer, &world.keys).unwrap();
    let as_renewal = renewal.check(issuer, &world.keys).unwrap();
    assert_eq!((asked.pseudonym, asked.checked.nym()), (as_renewal.pseudonym, as_renewal.checked.nym()));
    // Bound to its commitment, to its issuer, and to the credential of who asks.
    let other = Holder::derive(&[8; 32], issuer);
    let theirs = Ask::new(&other, issuer, None, random).unwrap().to_json();
    let theirs: serde_json::Value = serde_json::from_str(&theirs).unwrap();
    let mut mixed: serde_json::Value = serde_json::from_str(&reset.to_json()).unwrap();
    mixed["commitment"] = theirs["commitment"].clone();
    let mixed = Renewal::from_json(&mixed.to_string()).unwrap();
    assert_eq!(mixed.check_reset(issuer, &world.keys).err(), Some(Refusal::Proof));
    assert!(reset.check_reset(&origin("https://other.example"), &world.keys).is_err());
    let stolen = Renewal::reset(&other, &world.credential, issuer, random).unwrap();
    assert_eq!(stolen.check_reset(issuer, &world.keys).err(), Some(Refusal::Proof));

    let fresh = issuance::entropy(random).unwrap();
    let text = issuance::issue(&world.secrets[&epoch("W47")], &terms(epoch("W47")), &fresh, &asked.checked).unwrap();
    let grant = Grant::from_json(&text).unwrap();
    assert_eq!(grant.resets(), Some(Resets { from: epoch("W47"), weeks: 26 }));
    let credential = grant.accept(holder, &world.keys).unwrap();
    assert_ne!(credential.entropy(), world.credential.entropy());
    for site in ["https://news.example", "https://blog.example"].map(origin) {
        assert_ne!(credential.sub(holder, &site).unwrap(), world.credential.sub(holder, &site).unwrap());
    }
    // A grant that was kept before resets there were.
    let mut kept: serde_json::Value = serde_json::from_str(&text).unwrap();
    kept.as_object_mut().unwrap().remove("resets");
    assert_eq!(Grant::from_json(&kept.to_string()).unwrap().resets(), None);
}

#[test]
fn a_grant_that_the_published_key_did_not_sign_is_refused() {
    let world = world();
    let ask = Ask::new(&world.holder, &world.issuer, None, &world.random).unwrap();
    let checked = ask.check(&world.issuer).unwrap();
    let tagged = SecretKey::generate(&world.random).unwrap();
    let grant = issuance::issue(&tagged, &terms(epoch("W47")), &world.entropy, &checked).unwrap();
    let outcome = Grant::from_json(&grant).unwrap().accept(&world.holder, &world.keys);
    assert_eq!(outcome.err(), Some(Refusal::Proof));
    let unpublished = epoch("W52");
    let grant = issuance::issue(&tagged, &terms(unpublished), &world.entropy, &checked).unwrap();
    assert_eq!(Grant::from_json(&grant).unwrap().accept(&world.holder, &world.keys).err(), Some(Refusal::Key));
    // A commitment to another issuer is none here.
    assert!(ask.check(&origin("https://other.example")).is_err());
    let bytes =
        decode(serde_json::from_str::<serde_json::Value>(&ask.to_json()).unwrap()["commitment"].as_str().unwrap(), "")
            .unwrap();
    for at in (0..bytes.len()).step_by(7) {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let body = format!("{{\"v\":1,\"commitment\":\"{}\"}}", encode(&changed));
        assert!(Ask::from_json(&body).unwrap().check(&world.issuer).is_err(), "byte {at}");
    }
    for body in ["", "{}", "[]", "{\"v\":2,\"commitment\":\"\"}", "{\"v\":1,\"commitment\":\"\",\"x\":1}"] {
        assert!(Ask::from_json(body).is_err(), "{body}");
    }
}

/// Our own vectors, for docs/formats/presentation.md: everything derived from fixed bytes.
#[test]
fn the_formats_are_those_of_the_page() {
    let news = origin("https://news.example");
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
    assert_eq!(
        hex(Context::login(&news).as_bytes()),
        "01000f6f776e796f752f6c6f67696e2f7631001468747470733a2f2f6e6577732e6578616d706c65"
    );
    let segments = Segments::new(vec![SegmentId(719), SegmentId(544)]).unwrap();
    let header =
        Header { audience: &news, purpose: Use::Login, nonce: &[1; 32], request: [2; 32], segments: &segments };
    assert_eq!(
        hex(&header.to_bytes()),
        format!(
            "01001468747470733a2f2f6e6577732e6578616d706c6500056c6f67696e{}{}04022002cf0000",
            "01".repeat(32),
            "02".repeat(32)
        )
    );
    let page = include_str!("../../docs/formats/presentation.md");
    let world = world();
    let request = world.request("https://news.example");
    let token = world.token(&request);
    for shown in [&hex(Context::login(&news).as_bytes()), &request.to_json(), &world.keys.hash(), &token] {
        assert!(page.contains(shown.as_str()), "docs/formats/presentation.md lacks {shown}");
    }
}
