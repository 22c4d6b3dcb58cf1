//! Beyond the vectors: what one scheme makes refused by another, and files that were damaged; in `negative` everything
//! else that must be refused, in `attackers` who would try, in `fuzz` bytes that are anything, and in `differential`
//! zkryptium as a second opinion.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use serde_json::{Value, json};
use zeroize::Zeroizing;

mod attackers;
mod differential;
mod fuzz;
mod negative;
mod support;

use super::{
    BbsError, Interface, MAX_MESSAGES, OWN, Params, Prover, SHA_256, SHAKE_256, Scalar, Scheme, SecretKey, Signature,
    Statement, Uniform, commit,
    fixture::{FixtureError, Kind, MAX_BYTES, Mocked, judge},
};
use crate::random::SystemRandom;

fn vector(path: &str) -> Value {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/bbs");
    serde_json::from_slice(&fs::read(root.join(path)).unwrap()).unwrap()
}

fn judged(value: &Value) -> Result<(), FixtureError> {
    judge(value.to_string().as_bytes()).outcome
}

/// A round of each scheme: signed, proven, verified; and the same bytes refused by every other scheme.
#[test]
fn no_scheme_takes_what_another_made() {
    let schemes: Vec<Scheme> = [&SHA_256, &SHAKE_256]
        .into_iter()
        .flat_map(|suite| [Interface::Core, Interface::Blind].map(|interface| Scheme::new(suite, interface)))
        .collect();
    let key = SecretKey::from_bytes(&[7; 32]).unwrap();
    let public = key.public();
    let statement = Statement { header: b"h", presentation_header: b"p", context: b"", nyms: 0 };
    let mut random = Uniform(&SystemRandom);
    for scheme in &schemes {
        let open: Vec<Scalar> = (0u8..3).map(|i| scheme.message(&[i])).collect();
        let (params, signature, all) = if scheme.interface() == Interface::Core {
            let params = Params::new(*scheme, 3, 0).unwrap();
            let signature = Signature::sign_open(&params, &key, b"h", &open).unwrap();
            assert!(Signature::sign_blind(&params, &key, b"h", &open, None).is_err());
            (params, signature, open.clone())
        } else {
            let params = Params::new(*scheme, 3, 1).unwrap();
            let own = scheme.message(b"own");
            let (commitment, blind) = commit(&params, &[own], &mut random).unwrap();
            let signature = Signature::sign_blind(&params, &key, b"h", &open, Some(commitment.point())).unwrap();
            assert!(Signature::sign_open(&params, &key, b"h", &open).is_err());
            (params, signature, [open.clone(), vec![*blind.scalar(), own]].concat())
        };
        signature.verify(&params, &public, b"h", &all, 0).unwrap();
        assert_eq!(signature.verify(&params, &public, b"h", &all, 1), Err(BbsError::Shape("nym secrets")));
        let prover = Prover::new(&params, &public, &signature, Zeroizing::new(all), &[1]).unwrap();
        let proof = prover.prove_unlinked(&statement, &mut random).unwrap();
        proof.verify_unlinked(&params, &public, &statement, &[(1, open[1])]).unwrap();
        for other in &schemes {
            let committed = usize::from(other.interface() == Interface::Blind);
            let theirs = Params::new(*other, params.messages() - 2 * committed, committed).unwrap();
            let own = other.suite().hash_to_scalar(b"", b"") == scheme.suite().hash_to_scalar(b"", b"")
                && other.interface() == scheme.interface();
            let outcome = proof.verify_unlinked(&theirs, &public, &statement, &[(1, open[1])]);
            assert_eq!(outcome, if own { Ok(()) } else { Err(BbsError::Proof) });
        }
    }
}

#[test]
fn shapes_that_no_scheme_has() {
    let core = Scheme::new(&SHA_256, Interface::Core);
    assert!(Params::new(core, 1, 1).is_err());
    assert!(Params::new(OWN, MAX_MESSAGES + 1, 0).is_err());
    assert!(Params::new(OWN, 0, MAX_MESSAGES + 1).is_err());
    assert!(SecretKey::derive(&SHA_256, &[0; 31], b"", b"tag").is_err());
    assert!(SecretKey::derive(&SHA_256, &[0; 32], &vec![0; 65_536], b"tag").is_err());
    assert!(Mocked::new(&SHA_256, b"seed", b"tag", 171).is_err());
    assert!(Mocked::new(&SHA_256, b"seed", b"tag", 170).is_ok());
    assert!(Mocked::new(&SHAKE_256, b"seed", &[b'x'; 300], 170).is_ok());
}

/// One digit of each field changed: nothing that the file is about holds any longer.
#[test]
fn a_changed_digit_is_seen() {
    let cases = [
        ("core-bbs/bls12-381-sha-256/signature/signature004.json", vec!["header", "signature"]),
        (
            "core-bbs/bls12-381-shake-256/proof/proof003.json",
            vec!["header", "presentationHeader", "proof", "signature"],
        ),
        ("core-bbs/bls12-381-sha-256/keypair.json", vec!["keyMaterial", "keyInfo", "keyDst"]),
        ("core-bbs/bls12-381-shake-256/h2s.json", vec!["message", "scalar"]),
        ("core-bbs/bls12-381-sha-256/mockedRng.json", vec!["seed", "dst"]),
        ("blind-bbs/bls12-381-sha-256/commit/commit002.json", vec!["commitmentWithProof", "proverBlind"]),
        (
            "blind-bbs/bls12-381-shake-256/signature/signature004.json",
            vec!["commitmentWithProof", "proverBlind", "header", "signature"],
        ),
        (
            "blind-bbs/bls12-381-sha-256/proof/proof004.json",
            vec!["signerPublicKey", "header", "presentationHeader", "proof"],
        ),
        (
            "pseudonym-nym/bls12-381-shake-256/nymSignature/nymSignature004.json",
            vec!["signer_nym_entropy", "proverBlind", "commitmentWithProof", "header", "signature"],
        ),
        (
            "pseudonym-nym/bls12-381-sha-256/nymProof/nymProof103.json",
            vec!["pseudonym", "context_id", "header", "presentationHeader", "proof", "proverBlind", "signature"],
        ),
    ];
    for (path, fields) in cases {
        let whole = vector(path);
        assert_eq!(judged(&whole), Ok(()), "{path}");
        for field in fields {
            let mut changed = whole.clone();
            let mut text = whole[field].as_str().unwrap().to_owned();
            let last = text.pop().unwrap();
            text.push(if last == '1' { '2' } else { '1' });
            changed[field] = text.into();
            assert!(judged(&changed).unwrap_err().is_verdict(), "{path} {field}");
            if !matches!(field, "scalar" | "proverBlind" | "signer_nym_entropy") {
                changed[field] = whole[field].as_str().unwrap()[1..].into();
                assert!(judged(&changed).unwrap_err().is_verdict(), "{path} {field}");
            }
            changed[field] = json!(7);
            assert!(judged(&changed).unwrap_err().is_verdict(), "{path} {field}");
        }
    }
}

#[test]
fn files_that_are_none() {
    let of = |text: &[u8]| judge(text).outcome;
    assert_eq!(of(b""), Err(FixtureError::NotJson));
    assert_eq!(of(b"\xff\xfe"), Err(FixtureError::NotJson));
    assert_eq!(of("[".repeat(100_000).as_bytes()), Err(FixtureError::NotJson));
    assert_eq!(of(b"{}"), Err(FixtureError::Unknown));
    assert_eq!(of(b"\"text\""), Err(FixtureError::Unknown));
    assert_eq!(of(&vec![b' '; MAX_BYTES + 1]), Err(FixtureError::TooLong));
    assert_eq!(of(b"[1]"), Err(FixtureError::Malformed("messages")));
    assert_eq!(of(b"{\"proof\":null}"), Err(FixtureError::Missing("signerPublicKey")));
    let many: Vec<&str> = vec![""; 1001];
    let path = "core-bbs/bls12-381-sha-256/signature/signature004.json";
    let mut signature = vector(path);
    signature["messages"] = json!(many);
    assert_eq!(judged(&signature), Err(FixtureError::TooMany("messages")));
    let text = vector(path).to_string();
    for cut in (0..text.len()).step_by(97) {
        assert_eq!(of(&text.as_bytes()[..cut]), Err(FixtureError::NotJson));
    }
    // The neutral element is no signature, no key and no pseudonym.
    let mut neutral = vector("pseudonym-nym/bls12-381-sha-256/nymProof/nymProof001.json");
    neutral["pseudonym"] = format!("c0{}", "00".repeat(47)).into();
    assert_eq!(judged(&neutral), Err(FixtureError::Bbs(BbsError::Identity("pseudonym"))));
    assert_eq!(judge(neutral.to_string().as_bytes()).kind, Some(Kind::PseudonymProof));
    neutral["L"] = json!(u64::MAX);
    assert!(judged(&neutral).is_err());
}
