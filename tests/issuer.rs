//! The issuer from outside: the binary is started and asked over HTTP, with real proofs, by honest people and by others.
#![cfg(all(feature = "server", unix))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeSet;

use ownyou::{
    bbs::{Blind, BoundCommitment, OWN, Params, Prover, Scalar, Signature, Statement, Uniform, point_bytes, scalar},
    present::{
        Assurance, Context, Credential, Epoch, Header, KeySet, Origin, SCHEMA, Use, decode, encode,
        issuance::{Ask, Renewal},
    },
    random::{Random, SystemRandom},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use support::{
    Place, Server, send_over,
    wallet::{Person, keys, open_invite, week},
};
use zeroize::Zeroizing;

fn started() -> (Place, Server) {
    let place = Place::new();
    let server = place.serve(&["--port", "0"]);
    (place, server)
}

#[test]
fn its_keys_are_published_half_a_year_ahead_and_pinned_by_the_app() {
    let (place, server) = started();
    let published = server.get("issuer", "/.well-known/ownyou/issuer");
    assert_eq!(published.header("access-control-allow-origin"), Some("*"));
    assert_eq!(published.header("cross-origin-resource-policy"), Some("cross-origin"));
    assert_eq!(published.header("cache-control"), Some("public, max-age=3600"));
    let set = KeySet::from_json(published.text()).unwrap();
    assert_eq!(set.issuer().as_str(), server.origin("issuer"));
    assert_eq!(set.epochs().count(), 26);
    assert_eq!(set.epochs().next(), Some(week()));
    let edition = server.get("issuer", &format!("/keys/{}", set.hash()));
    assert_eq!(edition.text(), published.text());
    assert_eq!(edition.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(server.get("issuer", "/keys/nothing").refusal(), (404, "nothing-here".into()));
    let pins = server.get("app", "/issuer.json");
    assert_eq!(pins.json(), json!({ "issuer": server.origin("issuer"), "keys": [set.hash()] }));
    let policy = server.get("app", "/");
    let policy = policy.header("content-security-policy").unwrap();
    assert!(policy.contains(&format!("connect-src 'self' {};", server.origin("issuer"))), "{policy}");
    // The next start publishes the same.
    server.stop("TERM");
    let again = place.serve(&[]);
    assert_eq!(again.get("issuer", "/.well-known/ownyou/issuer").text(), published.text());
}

#[test]
fn each_site_can_have_a_process_of_its_own() {
    let place = Place::new();
    let issuer = place.serve(&["issuer", "--port", "0"]);
    let app = place.serve(&["app", "--port", "0"]);
    let pins = app.get("app", "/issuer.json").json();
    assert_eq!(pins["issuer"], issuer.origin("issuer"));
    assert_eq!(pins["keys"], json!([keys(&issuer).hash()]));
    // By itself it gives invites to nobody.
    assert_eq!(issuer.post("issuer", "/invite", "").refusal().0, 404);
    assert!(!issuer.get("issuer", "/").text().contains("<form"));
    // The app comes up first, knows where the issuer will be, and believes nobody yet.
    let other = Place::new();
    let alone = other.serve(&["app", "--port", "0"]);
    assert_eq!(alone.get("app", "/issuer.json").status, 404);
    // An issuer elsewhere is believed by its key set.
    let file = other.path("keys.json");
    std::fs::write(&file, issuer.get("issuer", "/.well-known/ownyou/issuer").text()).unwrap();
    let there = issuer.origin("issuer");
    let told = ["app", "--port", "0", "--issuer-url", &there, "--issuer-keys", file.to_str().unwrap()];
    assert_eq!(other.serve(&told).get("app", "/issuer.json").json(), pins);
    let lie = ["app", "--issuer-url", "https://other.example", "--issuer-keys", file.to_str().unwrap()];
    let refused = other.command(&lie).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("it is of the issuer"));
}

#[test]
fn an_invite_is_one_person_once() {
    let (place, server) = started();
    let (ann, bob) = (Person::new(1, &server), Person::new(2, &server));
    assert_eq!(ann.ask(&server, None).refusal(), (403, "no-invite".into()));
    assert_eq!(ann.ask(&server, Some("ABCDE23456")).refusal(), (403, "unknown-invite".into()));
    let codes = place.invites(2);
    let first = ann.ask(&server, Some(&codes[0]));
    assert_eq!(first.header("cache-control"), Some("no-store"));
    assert_eq!(ann.accept(&server, &first).epoch, week());
    // The same request gets the same answer, and the invite is not asked for again.
    assert_eq!(ann.ask(&server, Some(&codes[0])).text(), first.text());
    assert_eq!(ann.ask(&server, None).text(), first.text());
    assert_eq!(bob.ask(&server, Some(&codes[0])).refusal(), (403, "used-invite".into()));
    assert_eq!(bob.ask(&server, Some(&codes[1].to_lowercase())).status, 200);
}

#[test]
fn an_invite_is_not_spent_on_a_request_that_fails() {
    let (place, server) = started();
    let code = place.invites(1).remove(0);
    let broken = json!({ "v": 1, "invite": code, "commitment": encode(&[7; 192]) }).to_string();
    assert_eq!(server.post("issuer", "/credential", &broken).status, 400);
    let ann = Person::new(1, &server);
    ann.accept(&server, &ann.ask(&server, Some(&code)));
}

#[test]
fn restoring_from_the_words_is_not_for_every_minute() {
    let (_place, server) = started();
    let ann = Person::new(1, &server);
    ann.join(&server);
    let answers: Vec<u16> = (0..12).map(|_| ann.ask(&server, None).status).collect();
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 10, "{answers:?}");
    assert_eq!(ann.ask(&server, None).refusal(), (429, "too-often".into()));
    // Somebody else is not held up by it.
    Person::new(2, &server).join(&server);
}

#[test]
fn who_renews_twenty_times_is_one_person_everywhere() {
    let (_place, server) = started();
    let ann = Person::new(1, &server);
    let mut newest = ann.join(&server);
    let sites = ["https://news.example", "https://blog.example"];
    let before = sites.map(|site| ann.name(&server, &newest, site));
    assert_ne!(before[0], before[1]);
    let mut grants = BTreeSet::new();
    for _ in 0..20 {
        let answer = ann.renew(&server, &newest);
        newest = ann.accept(&server, &answer);
        grants.insert(answer.text().to_owned());
        assert!([week(), week().next()].contains(&newest.epoch));
        assert_eq!(sites.map(|site| ann.name(&server, &newest, site)), before);
    }
    assert!(grants.len() <= 2, "this week's, and in its last days the next week's");
}

#[test]
fn a_renewal_presents_the_own_credential() {
    let (_place, server) = started();
    let (ann, bob) = (Person::new(1, &server), Person::new(2, &server));
    let (hers, his) = (ann.join(&server), bob.join(&server));
    // Each presents the other's.
    assert_eq!(ann.renew(&server, &his).refusal(), (403, "bad-proof".into()));
    // A commitment is bound to its proof.
    let wire = |person: &Person, credential: &Credential| -> Value {
        let renewal = Renewal::new(&person.holder, credential, &person.issuer, &SystemRandom).unwrap();
        serde_json::from_str(&renewal.to_json()).unwrap()
    };
    let mut mixed = wire(&ann, &hers);
    mixed["commitment"] = wire(&bob, &his)["commitment"].clone();
    assert_eq!(server.post("issuer", "/renewal", &mixed.to_string()).refusal(), (403, "bad-proof".into()));
    // A credential of another issuer's key is nobody's.
    let (_elsewhere, other) = started();
    let carl = Person::new(3, &other);
    let stranger = carl.join(&other);
    let (status, _) = ann.renew(&server, &stranger).refusal();
    assert_eq!(status, 403);
}

/// Somebody who has a credential and the protocol's tools, and would be more than one person.
struct Forger {
    nym: Scalar,
    blind: Blind,
    issuer: Origin,
}

impl Forger {
    fn new(issuer: &Origin) -> Self {
        let scalar = || SystemRandom.array::<64>().unwrap();
        Self { nym: Scalar::from_bytes_wide(&scalar()), blind: Blind::derived(&scalar()), issuer: issuer.clone() }
    }

    fn commitment(&self) -> Vec<u8> {
        let (params, context) = (Params::new(OWN, 8, 1).unwrap(), Context::issuer(&self.issuer));
        let random = &mut Uniform(&SystemRandom);
        BoundCommitment::make(&params, context.as_bytes(), &self.nym, &self.blind, random).unwrap().to_bytes()
    }

    fn ask(&self, invite: &str) -> String {
        json!({ "v": 1, "invite": invite, "commitment": encode(&self.commitment()) }).to_string()
    }

    /// A renewal that presents the credential of `grant`, which is this person's, for a commitment of anybody's.
    fn renewal(&self, grant: &Value, keys: &KeySet, commitment: &[u8]) -> String {
        self.presenting(Use::Renewal, grant, keys, commitment)
    }

    /// Likewise, a renewal or a reset.
    fn presenting(&self, purpose: Use, grant: &Value, keys: &KeySet, commitment: &[u8]) -> String {
        let text = |name: &str| grant[name].as_str().unwrap();
        let epoch: Epoch = text("epoch").parse().unwrap();
        let signature = Signature::from_bytes(&decode(text("signature"), "").unwrap()).unwrap();
        let entropy: [u8; 32] = decode(text("entropy"), "").unwrap().try_into().unwrap();
        let (week, zero) = (epoch.to_string(), [0; 32]);
        let mut open: Vec<&[u8]> = vec![SCHEMA.as_bytes(), week.as_bytes(), Assurance::Invited.as_str().as_bytes()];
        open.resize(8, &zero);
        let mut messages: Vec<Scalar> = open.into_iter().map(|text| OWN.message(text)).collect();
        messages.extend([*self.blind.scalar(), self.nym + scalar(&entropy, "entropy").unwrap()]);
        let (params, context) = (Params::new(OWN, 8, 1).unwrap(), Context::issuer(&self.issuer));
        let key = keys.get(epoch).unwrap();
        let prover = Prover::new(&params, &key, &signature, Zeroizing::new(messages), &[0, 1, 2]).unwrap();
        let header = Header {
            audience: &self.issuer,
            purpose,
            nonce: &[0; 32],
            request: Sha256::digest(commitment).into(),
            segments: &Default::default(),
        };
        let statement = Statement {
            header: SCHEMA.as_bytes(),
            presentation_header: &header.to_bytes(),
            context: context.as_bytes(),
            nyms: 1,
        };
        let (proof, pseudonym) = prover.prove(&statement, &mut Uniform(&SystemRandom)).unwrap();
        let (mut token, proof) = (vec![1, 1, 15], proof.to_bytes());
        token.extend([SCHEMA.as_bytes(), week.as_bytes(), &[1]].concat());
        token.extend(point_bytes(&pseudonym));
        token.extend([0; 6]);
        token.extend(u16::try_from(proof.len()).unwrap().to_be_bytes());
        token.extend(proof);
        json!({ "v": 1, "commitment": encode(commitment), "token": encode(&token) }).to_string()
    }
}

#[test]
fn nobody_becomes_a_second_person_by_renewing() {
    let (_place, server) = started();
    let eve = Forger::new(keys(&server).issuer());
    let first = server.post("issuer", "/credential", &eve.ask(&open_invite(&server)));
    assert_eq!(first.status, 200, "{}", first.text());
    let grant = first.json();
    let keys = keys(&server);
    // The tools are good: the honest renewal passes.
    let honest = server.post("issuer", "/renewal", &eve.renewal(&grant, &keys, &eve.commitment()));
    assert_eq!(honest.status, 200, "{}", honest.text());
    for _ in 0..20 {
        let second = Forger::new(&eve.issuer);
        let answer = server.post("issuer", "/renewal", &eve.renewal(&grant, &keys, &second.commitment()));
        assert_eq!(answer.refusal(), (403, "other-person".into()));
    }
    // The same secret under another blinding is the same person, and has this week's credential.
    let again = Forger { nym: eve.nym, ..Forger::new(&eve.issuer) };
    assert_eq!(server.post("issuer", "/credential", &again.ask("")).refusal(), (409, "already-issued".into()));
    let answer = server.post("issuer", "/renewal", &eve.renewal(&grant, &keys, &again.commitment()));
    assert_eq!(answer.refusal(), (409, "already-issued".into()));
}

#[test]
fn only_the_app_s_pages_may_ask() {
    let (_place, server) = started();
    let (app, issuer) = (server.origin("app"), server.origin("issuer"));
    let preflight = [("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type")];
    for path in ["/credential", "/renewal", "/reset"] {
        let from = |origin: &str, method: &str, more: &[(&str, &str)]| {
            let headers = [&[("Origin", origin)], more].concat();
            server.ask("issuer", method, path, &headers, "")
        };
        let allowed = from(&app, "OPTIONS", &preflight);
        assert_eq!(allowed.status, 204);
        assert_eq!(allowed.header("access-control-allow-origin"), Some(app.as_str()));
        assert_eq!(allowed.header("access-control-allow-headers"), Some("content-type"));
        assert_eq!(allowed.header("access-control-allow-methods"), Some("POST"));
        assert_eq!(allowed.header("access-control-allow-credentials"), None);
        // An error can be read by the app, too.
        let error = from(&app, "POST", &[]);
        assert_eq!(error.status, 400);
        assert_eq!(error.header("access-control-allow-origin"), Some(app.as_str()));
        for stranger in ["http://news.localhost:1", "https://evil.example", "null", issuer.as_str()] {
            for method in ["OPTIONS", "POST"] {
                let refused = from(stranger, method, &preflight);
                assert_eq!(refused.refusal(), (403, "other-site".into()), "{stranger}");
                assert_eq!(refused.header("access-control-allow-origin"), None);
            }
        }
    }
    for site in ["cross-site", "same-site"] {
        let refused = server.ask("issuer", "POST", "/invite", &[("Sec-Fetch-Site", site), ("Origin", &issuer)], "");
        assert_eq!(refused.refusal(), (403, "other-site".into()));
    }
    let own = server.ask("issuer", "POST", "/invite", &[("Sec-Fetch-Site", "same-origin"), ("Origin", "null")], "");
    assert_eq!(own.status, 200);
}

#[test]
fn garbage_is_refused_everywhere_and_breaks_nothing() {
    let (_place, server) = started();
    let deep = format!("{}1{}", "[".repeat(4000), "]".repeat(4000));
    let long = "x".repeat(16 * 1024 + 1);
    let commitment = |text: &str| format!("{{\"v\":1,\"commitment\":\"{text}\"}}");
    let renewal = |token: &str| format!("{{\"v\":1,\"commitment\":\"AAAA\",\"token\":\"{token}\"}}");
    let bodies = [
        String::new(),
        "null".into(),
        "{}".into(),
        "{\"v\":1".into(),
        "\u{0}\u{1}".into(),
        deep,
        "{\"v\":2,\"commitment\":\"\"}".into(),
        commitment(""),
        commitment("===="),
        commitment(&encode(&[0; 192])),
        commitment(&encode(&[0xff; 192])),
        commitment(&encode(&[0xc0; 96])),
        commitment(&"A".repeat(15_000)),
        renewal(""),
        renewal(&"A".repeat(700)),
        renewal("\u{fffd}"),
    ];
    for path in ["/credential", "/renewal", "/reset"] {
        for body in &bodies {
            let answer = server.post("issuer", path, body);
            assert!([400, 403].contains(&answer.status), "{path} {body:.60}: {}", answer.head);
            let said = answer.json();
            assert!(
                ["code", "message", "next"]
                    .iter()
                    .all(|field| said[field].as_str().is_some_and(|text| !text.is_empty()))
            );
        }
        assert_eq!(server.post("issuer", path, &long).refusal(), (413, "too-large".into()));
        for method in ["GET", "PUT", "DELETE", "PATCH"] {
            assert_eq!(server.ask("issuer", method, path, &[], "").refusal(), (405, "not-allowed".into()), "{method}");
        }
    }
    for path in ["/nothing", "/keys", "/keys/", "/keys/%00", "/keys/../issuer.sqlite", "/.well-known/ownyou", "/%ff"] {
        let answer = server.get("issuer", path);
        assert!([400, 404].contains(&answer.status), "{path}: {}", answer.head);
    }
    Person::new(1, &server).join(&server);
}

#[test]
fn who_starts_anew_is_somebody_else_everywhere_and_one_person_still() {
    let (_place, server) = started();
    let ann = Person::new(1, &server);
    let first = ann.join(&server);
    let sites = ["https://news.example", "https://blog.example"];
    let names = |credential: &Credential| sites.map(|site| ann.name(&server, credential, site));
    let answer = ann.reset(&server, &first);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let fresh = ann.accept(&server, &answer);
    assert_eq!(fresh.epoch, week());
    // No eight bytes of what a site or the issuer was given before come again.
    let old: BTreeSet<Vec<u8>> = names(&first).concat().windows(8).map(<[u8]>::to_vec).collect();
    let public = [names(&fresh).concat(), answer.body.clone()].concat();
    assert!(public.windows(8).all(|bytes| !old.contains(bytes)));
    // A lost answer is given again; the words give the same name; the next renewal keeps it.
    assert_eq!(ann.reset(&server, &first).text(), answer.text());
    assert_eq!(ann.ask(&server, None).text(), answer.text());
    let renewed = ann.accept(&server, &ann.renew(&server, &fresh));
    assert_eq!(names(&renewed), names(&fresh));
    // The credential of before is good for nothing here any more, and a second time is too early.
    assert_eq!(ann.renew(&server, &first).refusal(), (409, "before-reset".into()));
    let again = ann.reset(&server, &fresh);
    assert_eq!(again.refusal(), (429, "too-early".into()));
    let from = week().after(26).start().unwrap().date().to_string();
    assert!(again.json()["message"].as_str().unwrap().contains(&from), "{}", again.text());
    assert_eq!(answer.json()["resets"], json!({ "from": week().after(26).to_string(), "weeks": 26 }));
}

#[test]
fn whoever_runs_the_issuer_says_how_often_one_may_start_anew() {
    let place = Place::new();
    let server = place.serve(&["--port", "0", "--reset-weeks", "3"]);
    let ann = Person::new(1, &server);
    let answer = ann.reset(&server, &ann.join(&server));
    assert_eq!(answer.json()["resets"], json!({ "from": week().after(3).to_string(), "weeks": 3 }));
    for wrong in ["0", "521", "-1", "often"] {
        let refused = place.command(&["issuer", "--reset-weeks", wrong]).output().unwrap();
        assert_eq!(refused.status.code(), Some(2), "{wrong}");
    }
}

#[test]
fn a_reset_is_no_renewal_and_nobody_else_s() {
    let (_place, server) = started();
    let (ann, bob) = (Person::new(1, &server), Person::new(2, &server));
    let (hers, his) = (ann.join(&server), bob.join(&server));
    let renewal = Renewal::new(&ann.holder, &hers, &ann.issuer, &SystemRandom).unwrap().to_json();
    let reset = Renewal::reset(&ann.holder, &hers, &ann.issuer, &SystemRandom).unwrap().to_json();
    assert_eq!(server.post("issuer", "/reset", &renewal).refusal(), (403, "bad-proof".into()));
    assert_eq!(server.post("issuer", "/renewal", &reset).refusal(), (403, "bad-proof".into()));
    assert_eq!(ann.reset(&server, &his).refusal(), (403, "bad-proof".into()));
    let mut mixed: Value = serde_json::from_str(&reset).unwrap();
    mixed["commitment"] = serde_json::from_str::<Value>(&renewal).unwrap()["commitment"].clone();
    assert_eq!(server.post("issuer", "/reset", &mixed.to_string()).refusal(), (403, "bad-proof".into()));
    // Nothing of it changed her name.
    assert_eq!(ann.ask(&server, None).json()["entropy"], encode_entropy(&hers));
}

/// Part of an answer of the issuer.
fn encode_entropy(credential: &Credential) -> String {
    encode(credential.entropy().as_slice())
}

#[test]
fn nobody_becomes_a_second_person_by_starting_anew() {
    let (_place, server) = started();
    let eve = Forger::new(keys(&server).issuer());
    let grant = server.post("issuer", "/credential", &eve.ask(&open_invite(&server))).json();
    let keys = keys(&server);
    for _ in 0..5 {
        let second = Forger::new(&eve.issuer);
        let body = eve.presenting(Use::Reset, &grant, &keys, &second.commitment());
        assert_eq!(server.post("issuer", "/reset", &body).refusal(), (403, "other-person".into()));
    }
    // The tools are good: the honest one passes, once, and is the same when it is replayed.
    let honest = eve.presenting(Use::Reset, &grant, &keys, &eve.commitment());
    let answer = server.post("issuer", "/reset", &honest);
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(server.post("issuer", "/reset", &honest).text(), answer.text());
    let second = Forger::new(&eve.issuer);
    let body = eve.presenting(Use::Reset, &grant, &keys, &second.commitment());
    assert_eq!(server.post("issuer", "/reset", &body).refusal(), (403, "other-person".into()));
    // One credential of this week and name: not another under another blinding.
    let again = Forger { nym: eve.nym, ..Forger::new(&eve.issuer) };
    let body = eve.presenting(Use::Reset, &grant, &keys, &again.commitment());
    assert_eq!(server.post("issuer", "/reset", &body).refusal(), (409, "already-issued".into()));
}

#[test]
fn an_invite_is_tried_so_often_and_no_more() {
    let (place, server) = started();
    let code = place.invites(1).remove(0);
    Person::new(1, &server).accept(&server, &Person::new(1, &server).ask(&server, Some(&code)));
    let bob = Person::new(2, &server);
    let tries: Vec<(u16, String)> = (0..10).map(|_| bob.ask(&server, Some(&code)).refusal()).collect();
    assert!(tries[..9].iter().all(|refusal| *refusal == (403, "used-invite".into())), "{tries:?}");
    assert_eq!(tries[9], (429, "too-often".into()));
    // Whoever has it already is not a newcomer.
    assert_eq!(Person::new(1, &server).ask(&server, Some(&code)).status, 200);
}

/// On other systems this machine has one address of IPv4 to itself.
#[cfg(target_os = "linux")]
#[test]
fn who_guesses_invites_holds_up_nobody_at_another_address() {
    let (place, server) = started();
    let (ann, code) = (Person::new(1, &server), place.invites(1).remove(0));
    for _ in 0..10 {
        assert_eq!(ann.ask(&server, Some("AAAAAAAAAA")).refusal(), (403, "unknown-invite".into()));
    }
    assert_eq!(ann.ask(&server, Some(&code)).refusal(), (429, "too-often".into()));
    let bob = Person::new(2, &server);
    let ask = Ask::new(&bob.holder, &bob.issuer, Some(code), &SystemRandom).unwrap().to_json();
    let request = server.request("issuer", "POST", "/credential", &[], &ask);
    let elsewhere = connected([127, 0, 0, 2], server.port("issuer"));
    assert_eq!(send_over(elsewhere, &request).status, 200);
}

/// A connection to this machine from that address of it.
#[cfg(target_os = "linux")]
fn connected(from: [u8; 4], port: u16) -> std::net::TcpStream {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind((from, 0).into()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let stream = runtime.block_on(socket.connect(([127, 0, 0, 1], port).into())).unwrap().into_std().unwrap();
    stream.set_nonblocking(false).unwrap();
    stream
}

#[test]
fn open_invites_have_a_limit_a_minute() {
    let (_place, server) = started();
    let answers: Vec<u16> = (0..32).map(|_| server.post("issuer", "/invite", "").status).collect();
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 30);
    assert_eq!(server.post("issuer", "/invite", "").refusal(), (429, "too-often".into()));
}
