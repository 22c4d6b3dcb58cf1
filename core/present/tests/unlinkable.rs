//! What two publishers who collude and the issuer hold of people: nothing in it coincides but what is the same for
//! everybody, and a pseudonym with itself.

use std::collections::BTreeMap;

use serde_json::Value;

use super::*;
use crate::{error::Explain, present::issuance::Checked, random::Random};

/// The fields of a token that are the same in all of a week: name and place.
const CONSTANT: [std::ops::Range<usize>; 2] = [0..27, 81..83];
const PSEUDONYM: std::ops::Range<usize> = 27..75;
const PROOF: std::ops::Range<usize> = 83..579;
/// Coincidences are looked for by so many bytes at a time, wherever they are.
const RUN: usize = 8;
const PAPERS: [&str; 2] = ["https://news.example", "https://blog.example"];

/// Where every run of bytes was seen: in whose hands, under which name.
#[derive(Default)]
struct Seen(BTreeMap<Vec<u8>, String>);

impl Seen {
    /// Fails if a run of these bytes was seen under another name.
    fn add(&mut self, name: &str, bytes: &[u8]) {
        for run in bytes.windows(RUN) {
            let before = self.0.entry(run.to_vec()).or_insert_with(|| name.to_owned());
            assert_eq!(before, name, "both have {run:02x?}");
        }
    }
}

struct Person {
    holder: Holder,
    credential: Credential,
    /// What the issuer was asked and answered: the first time, and a week later.
    issuer: Vec<Value>,
}

fn person(world: &World) -> Person {
    let holder = Holder::derive(&world.random.array().unwrap(), &world.issuer);
    let entropy = issuance::entropy(&world.random).unwrap();
    let issue = |week: &str, checked: &Checked| {
        issuance::issue(&world.secrets[&epoch(week)], &terms(epoch(week)), &entropy, checked).unwrap()
    };
    let ask = Ask::new(&holder, &world.issuer, Some("CODE".into()), &world.random).unwrap();
    let grant = issue("W47", &ask.check(&world.issuer).unwrap());
    let credential = Grant::from_json(&grant).unwrap().accept(&holder, &world.keys).unwrap();
    let renewal = Renewal::new(&holder, &credential, &world.issuer, &world.random).unwrap();
    let renewed = issue("W48", &renewal.check(&world.issuer, &world.keys).unwrap().checked);
    let issuer = [ask.to_json(), grant, renewal.to_json(), renewed].map(|text| serde_json::from_str(&text).unwrap());
    Person { holder, credential, issuer: issuer.to_vec() }
}

fn segments(random: &Seeded, most: u8) -> Segments {
    let known = [SegmentId(543), SegmentId(544), SegmentId(719)];
    Segments::new(known[..random.below(usize::from(most) + 1)].to_vec()).unwrap()
}

/// What of the issuer's records is one person's: the values that are bytes, by name.
fn records(value: &Value) -> Vec<(&String, Vec<u8>)> {
    let bytes = |text: &Value| decode(text.as_str()?, "").ok().filter(|bytes| bytes.len() > RUN);
    value.as_object().unwrap().iter().filter_map(|(name, text)| Some((name, bytes(text)?))).collect()
}

#[test]
fn of_many_logins_only_the_constants_coincide() {
    let world = world();
    let mut seen = Seen::default();
    let (mut constants, mut shapes) = (Vec::new(), Vec::new());
    for who in 0..3 {
        let person = person(&world);
        shapes.push(person.issuer.iter().map(|record| record.to_string().len()).collect::<Vec<_>>());
        for (round, record) in person.issuer.iter().enumerate() {
            for (name, bytes) in records(record) {
                // The entropy is for ever; of a renewal's token what is constant is no record of a person.
                match name.as_str() {
                    "entropy" => seen.add(&format!("entropy of {who}"), &bytes),
                    "token" => [PSEUDONYM, PROOF]
                        .into_iter()
                        .for_each(|at| seen.add(&format!("token of {who} for the issuer {at:?}"), &bytes[at])),
                    // Commitment and account are recognised: they are for the issuer, who gave the invite.
                    "commitment" => {
                        seen.add(&format!("commitment of {who}"), &bytes[..96]);
                        seen.add(&format!("proof {round} of {who}'s commitment"), &bytes[96..]);
                    }
                    _ => seen.add(&format!("{name} {round} of {who}"), &bytes),
                }
            }
        }
        for round in 0..32 {
            let paper = PAPERS[round % 2];
            let request = world.request(paper);
            let segments = segments(&world.random, request.max_segments());
            let token = person.credential.log_in(&person.holder, &request, &segments, &world.random).unwrap();
            let login = world.verify(&token.to_text(), &request).unwrap();
            let bytes = token.to_bytes();
            seen.add(&format!("{who} at {paper}"), &bytes[PSEUDONYM]);
            seen.add(&format!("{who}, login {round}"), &bytes[PROOF]);
            assert_eq!(decode(&login.sub, "").unwrap(), bytes[PSEUDONYM]);
            // A part of a proof repeats nothing of the same proof either.
            let mut own = Seen::default();
            bytes[PROOF].chunks(16).enumerate().for_each(|(at, part)| own.add(&at.to_string(), part));
            constants.push((token.to_text().len(), CONSTANT.map(|at| bytes[at].to_vec())));
        }
    }
    constants.dedup();
    assert_eq!(constants.len(), 1, "{constants:?}");
    // The issuer's records of all are of one shape.
    shapes.dedup();
    assert_eq!(shapes.len(), 1, "{shapes:?}");
}

/// What goes wrong says nothing of whom it went wrong for: the same mistake has the same words.
#[test]
fn a_refusal_says_the_same_of_everybody() {
    let world = world();
    let mut answers: Vec<Vec<String>> = Vec::new();
    for _ in 0..3 {
        let person = person(&world);
        let request = world.request(PAPERS[0]);
        let token = person.credential.log_in(&person.holder, &request, &Segments::default(), &world.random).unwrap();
        let bytes = token.to_bytes();
        let elsewhere = world.request(PAPERS[1]);
        let mut said: Vec<Result<Login, Refusal>> = vec![
            world.verify(&token.to_text(), &elsewhere),
            verify(&token.to_text(), &request, elsewhere.origin(), &world.keys, world.now),
            verify(&token.to_text(), &request, request.origin(), &world.keys, at("2026-12-24T12:00:00Z")),
        ];
        // The first byte of every field, and the last of the proof, made into nothing that a field can be.
        for at in [0, 1, 2, 3, 19, 26, 27, 75, 81, 83, 131, 179, 227, 259, 291, 323, 547] {
            let mut changed = bytes.clone();
            changed[at] = 0xff;
            said.push(world.verify(&encode(&changed), &request));
        }
        said.push(world.verify(&encode(&bytes[1..]), &request));
        let words = |said: Result<Login, Refusal>| {
            let refusal = said.unwrap_err();
            format!("{} {refusal} {}", refusal.code(), refusal.next_step())
        };
        answers.push(said.into_iter().map(words).collect());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:#?}");
}
