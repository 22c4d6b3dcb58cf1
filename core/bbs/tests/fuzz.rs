//! No bytes at all make a decoder panic or hang, and none reads two inputs as the same: damage to good inputs, and noise.

use serde_json::{Value, json};

use super::{
    super::fixture::{FixtureError, judge},
    support::decoders,
    vector,
};
use crate::random::testing::{Seeded, rounds, survives};

#[test]
fn decoders_are_total_and_canonical() {
    for decoder in decoders() {
        survives(decoder.name, &decoder.good, rounds(), true, |bytes| (decoder.decode)(bytes).ok());
    }
}

/// Files whose judging takes no curve, or hardly any.
const CHEAP: [&str; 5] = [
    "core-bbs/bls12-381-sha-256/h2s.json",
    "core-bbs/bls12-381-shake-256/MapMessageToScalarAsHash.json",
    "core-bbs/bls12-381-sha-256/mockedRng.json",
    "core-bbs/bls12-381-shake-256/keypair.json",
    "blind-bbs/messages.json",
];
/// One of each other kind. What still looks like one costs as much as a proof.
const COSTLY: [&str; 9] = [
    "core-bbs/bls12-381-sha-256/signature/signature001.json",
    "core-bbs/bls12-381-shake-256/proof/proof003.json",
    "blind-bbs/bls12-381-sha-256/commit/commit002.json",
    "blind-bbs/bls12-381-shake-256/signature/signature004.json",
    "blind-bbs/bls12-381-sha-256/proof/proof004.json",
    "pseudonym-nym/bls12-381-shake-256/nymCommit/nymCommit002.json",
    "pseudonym-nym/bls12-381-sha-256/nymSignature/nymSignature004.json",
    "pseudonym-nym/bls12-381-shake-256/nymProof/nymProof003.json",
    "pseudonym-nym/bls12-381-sha-256/generators.json",
];

#[test]
fn the_drafts_files_are_judged_whatever_they_are() {
    let judged = |bytes: &[u8]| judge(bytes).outcome.is_ok().then(|| bytes.to_vec());
    for path in CHEAP {
        survives(path, vector(path).to_string().as_bytes(), rounds() / CHEAP.len(), true, judged);
    }
    for path in COSTLY {
        survives(path, vector(path).to_string().as_bytes(), rounds() / 20 / COSTLY.len(), true, judged);
    }
}

/// Fields that are there and are something else: absurd, or another field's.
#[test]
fn the_drafts_files_are_judged_whatever_their_fields_are() {
    let random = Seeded::new("fields");
    let files = COSTLY.map(vector);
    let mut verdicts = 0;
    for round in 0..rounds() / 40 {
        let mut file = random.pick(&files).clone();
        for _ in 0..=random.below(3) {
            let other = random.pick(&files);
            spoil(&mut file, other, &random);
        }
        let outcome = judge(file.to_string().as_bytes()).outcome;
        assert_ne!(outcome, Err(FixtureError::NotJson), "round {round}");
        verdicts += usize::from(outcome.is_err_and(|error| error.is_verdict()));
    }
    assert!(verdicts > 0);
}

fn spoil(file: &mut Value, other: &Value, random: &Seeded) {
    let absurd = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(1000),
        json!(u64::MAX),
        json!(1.5),
        json!(""),
        json!("0"),
        json!("00"),
        json!("zz"),
        json!("00".repeat(48)),
        json!(format!("c0{}", "00".repeat(47))),
        json!("f".repeat(64)),
        json!("ab".repeat(5000)),
        json!([]),
        json!(["", null]),
        json!(vec!["00"; 1001]),
        json!({}),
        json!({ "0": "00", "1": "01" }),
        json!({ "18446744073709551616": "00" }),
    ];
    let Value::Object(fields) = file else { return };
    let names: Vec<String> = fields.keys().cloned().collect();
    let Some(name) = names.get(random.below(names.len())) else { return };
    match (random.below(4), other) {
        (0, _) => drop(fields.remove(name)),
        (1, Value::Object(theirs)) => {
            let (name, value) = theirs.iter().nth(random.below(theirs.len())).unwrap();
            fields.insert(name.clone(), value.clone());
        }
        (2, _) if fields[name].is_object() => spoil(&mut fields[name], other, random),
        _ => drop(fields.insert(name.clone(), random.pick(&absurd).clone())),
    }
}
