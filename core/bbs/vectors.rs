//! The drafts' own vectors, all of them (tests/vectors/bbs says where they are from), made again byte for byte.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;
use serde_json::Value;
use zeroize::Zeroizing;

use super::{
    BbsError, Commitment, Interface, Params, Prover, PublicKey, SHA_256, SHAKE_256, Scalar, Scheme, SecretKey,
    Signature, SignerInput, Statement, Suite,
    fixture::{Kind, Mocked, judge},
};

const SEED: &[u8] = b"3.141592653589793238462643383279";

/// The drafts' folders, and those of the two suites in each.
const DRAFTS: [&str; 3] = ["core-bbs", "blind-bbs", "pseudonym-nym"];
const SUITES: [(&str, &Suite); 2] = [("bls12-381-sha-256", &SHA_256), ("bls12-381-shake-256", &SHAKE_256)];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/bbs")
}

/// The JSON files in a folder and those below it.
fn files(dir: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for path in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            all.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "json") {
            all.push(path);
        }
    }
    all.sort();
    all
}

/// The vectors of one step of one draft.
fn vectors(draft: &str, suite: &str, step: &str) -> Vec<(String, Value)> {
    let read = |path: PathBuf| (path.display().to_string(), serde_json::from_slice(&fs::read(path).unwrap()).unwrap());
    files(&root().join(draft).join(suite).join(step)).into_iter().map(read).collect()
}

fn bytes(value: &Value) -> Vec<u8> {
    HEXLOWER.decode(value.as_str().unwrap_or_default().as_bytes()).unwrap()
}

fn list(value: &Value) -> Vec<&Value> {
    value.as_array().map(|items| items.iter().collect()).unwrap_or_default()
}

fn messages(scheme: Scheme, value: &Value) -> Vec<Scalar> {
    list(value).into_iter().map(|text| scheme.message(&bytes(text))).collect()
}

/// Some scalars are printed without their leading zeros; an absent one is zero.
fn scalar(value: &Value) -> Scalar {
    let Some(text) = value.as_str() else { return Scalar::default() };
    super::scalar(&HEXLOWER.decode(format!("{text:0>64}").as_bytes()).unwrap(), "vector").unwrap()
}

/// Every file holds or does not, as it says itself.
#[test]
fn every_vector_is_judged_as_it_says() {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut refused = 0;
    for path in DRAFTS.iter().flat_map(|draft| files(&root().join(draft))) {
        let text = fs::read(&path).unwrap();
        let vector: Value = serde_json::from_slice(&text).unwrap();
        let judgement = judge(&text);
        let valid = vector["result"]["valid"].as_bool().unwrap_or(true);
        assert_eq!(judgement.outcome.is_ok(), valid, "{}: {judgement:?}", path.display());
        *kinds.entry(judgement.kind.unwrap().as_str()).or_default() += 1;
        refused += usize::from(!valid);
    }
    let expected = [
        (Kind::Messages, 3),
        (Kind::Generators, 6),
        (Kind::HashToScalar, 2),
        (Kind::MessageScalars, 2),
        (Kind::MockedScalars, 2),
        (Kind::KeyPair, 2),
        (Kind::Signature, 20),
        (Kind::Proof, 30),
        (Kind::BlindCommitment, 4),
        (Kind::BlindSignature, 10),
        (Kind::BlindProof, 16),
        (Kind::PseudonymCommitment, 8),
        (Kind::PseudonymSignature, 12),
        (Kind::PseudonymProof, 22),
    ];
    assert_eq!(kinds, expected.map(|(kind, count)| (kind.as_str(), count)).into());
    assert_eq!(refused, 34);
}

/// Signing is deterministic: the valid signatures of all three drafts come out again.
#[test]
fn signatures_come_out_again() {
    let interfaces = [Interface::Core, Interface::Blind, Interface::Pseudonym];
    let steps = ["signature", "signature", "nymSignature"];
    let mut made = 0;
    for (suite_name, suite) in SUITES {
        for ((draft, step), interface) in DRAFTS.into_iter().zip(steps).zip(interfaces) {
            for (file, vector) in vectors(draft, suite_name, step) {
                if vector["result"]["valid"] != true {
                    continue;
                }
                let scheme = Scheme::new(suite, interface);
                assert_eq!(sign(scheme, &vector).to_bytes().to_vec(), bytes(&vector["signature"]), "{file}");
                made += 1;
            }
        }
    }
    assert_eq!(made, 28);
}

fn sign(scheme: Scheme, vector: &Value) -> Signature {
    let key = SecretKey::from_bytes(&bytes(&vector["signerKeyPair"]["secretKey"])).unwrap();
    let (open, header) = (messages(scheme, &vector["messages"]), bytes(&vector["header"]));
    let nyms = list(&vector["proverNyms"]).len();
    let own = list(&vector["committedMessages"]).len() + nyms;
    let params = Params::new(scheme, open.len(), own).unwrap();
    let octets = bytes(&vector["commitmentWithProof"]);
    let commitment = (!octets.is_empty()).then(|| Commitment::from_bytes(&octets, own).unwrap());
    match scheme.interface() {
        Interface::Core => Signature::sign_open(&params, &key, &header, &open),
        Interface::Blind => {
            Signature::sign_blind(&params, &key, &header, &open, commitment.as_ref().map(Commitment::point))
        }
        Interface::Pseudonym => {
            let entropy = scalar(&vector["signer_nym_entropy"]);
            let commitment = commitment.unwrap();
            let point = commitment.point();
            let input = SignerInput { header: &header, messages: &open, commitment: point, entropy: &entropy, nyms };
            Signature::sign(&params, &key, &input)
        }
    }
    .unwrap()
}

/// Proofs of the core draft come out again of its mocked scalars.
#[test]
fn core_proofs_come_out_again() {
    let mut made = 0;
    for (suite_name, suite) in SUITES {
        let scheme = Scheme::new(suite, Interface::Core);
        for (file, vector) in vectors("core-bbs", suite_name, "proof") {
            if vector["result"]["valid"] != true {
                continue;
            }
            let all = messages(scheme, &vector["messages"]);
            let disclosed: Vec<usize> = serde_json::from_value(vector["disclosedIndexes"].clone()).unwrap();
            let dst = scheme.tag(b"MOCK_RANDOM_SCALARS_DST_");
            let params = Params::new(scheme, all.len(), 0).unwrap();
            assert_eq!(prove(&params, &vector, all, &disclosed, &dst), bytes(&vector["proof"]), "{file}");
            made += 1;
        }
    }
    assert_eq!(made, 10);
}

/// Proofs of the blind draft, whose hidden messages are in a file of their own.
#[test]
fn blind_proofs_come_out_again() {
    let texts: Value = serde_json::from_slice(&fs::read(root().join("blind-bbs/messages.json")).unwrap()).unwrap();
    let mut made = 0;
    for (suite_name, suite) in SUITES {
        let scheme = Scheme::new(suite, Interface::Blind);
        for (file, vector) in vectors("blind-bbs", suite_name, "proof") {
            let open = messages(scheme, &texts["messages"]);
            let blank = vector["commitmentWithProof"].is_null();
            let own = if blank { Vec::new() } else { messages(scheme, &texts["committedMessages"]) };
            let params = Params::new(scheme, open.len(), own.len()).unwrap();
            let shown = |field: &str, shift: usize| -> Vec<usize> {
                let map = vector[field].as_object().cloned().unwrap_or_default();
                map.keys().map(|key| key.parse::<usize>().unwrap() + shift).collect()
            };
            let disclosed = [shown("revealedMessages", 0), shown("revealedCommittedMessages", open.len() + 1)].concat();
            let all = [open, vec![scalar(&vector["proverBlind"])], own].concat();
            let dst = vector["mockRngParameters"]["proof"]["DST"].as_str().unwrap();
            assert_eq!(prove(&params, &vector, all, &disclosed, dst.as_bytes()), bytes(&vector["proof"]), "{file}");
            made += 1;
        }
    }
    assert_eq!(made, 16);
}

fn prove(params: &Params, vector: &Value, all: Vec<Scalar>, disclosed: &[usize], dst: &[u8]) -> Vec<u8> {
    let key = PublicKey::from_bytes(&bytes(&vector["signerPublicKey"])).unwrap();
    let signature = Signature::from_bytes(&bytes(&vector["signature"])).unwrap();
    let (header, ph) = (bytes(&vector["header"]), bytes(&vector["presentationHeader"]));
    let statement = Statement { header: &header, presentation_header: &ph, context: b"", nyms: 0 };
    let scalars = 5 + all.len() - disclosed.len();
    let mut mocked = Mocked::new(params.scheme().suite(), SEED, dst, scalars).unwrap();
    let prover = Prover::new(params, &key, &signature, Zeroizing::new(all), disclosed).unwrap();
    assert_eq!(prover.prove(&statement, &mut mocked).unwrap_err(), BbsError::Shape("nym secrets"));
    let mut mocked = Mocked::new(params.scheme().suite(), SEED, dst, scalars).unwrap();
    prover.prove_unlinked(&statement, &mut mocked).unwrap().to_bytes()
}
