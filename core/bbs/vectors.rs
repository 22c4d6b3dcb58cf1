//! The pseudonym draft's own vectors (tests/vectors/bbs says where they are from), with its mocked source of scalars;
//! and zkryptium as a second opinion in both directions.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::{fs, path::Path};

use data_encoding::HEXLOWER;
use serde_json::Value;
use zeroize::Zeroizing;

use super::{
    BbsError, Blind, Commitment, Params, Proof, Prover, PublicKey, Scalars, SecretKey, Signature, SignerInput,
    Statement, commit, curve, curve::Scalar, params, proof,
};

/// The drafts' mocked scalars: all expanded at once from a seed.
struct Mocked(std::vec::IntoIter<Scalar>);

impl Mocked {
    fn new(count: usize, dst: &str) -> Self {
        let mut bytes = vec![0; 48 * count];
        curve::expand(b"3.141592653589793238462643383279", dst.as_bytes(), &mut bytes);
        let scalars: Vec<Scalar> = bytes.as_chunks::<48>().0.iter().map(curve::wide).collect();
        Self(scalars.into_iter())
    }
}

impl Scalars for Mocked {
    fn scalar(&mut self) -> Result<Scalar, BbsError> {
        self.0.next().ok_or(BbsError::Shape("mocked scalars"))
    }
}

fn vectors(kind: &str) -> Vec<(String, Value)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/bbs").join(kind);
    let mut files: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .into_iter()
        .map(|path| (path.display().to_string(), serde_json::from_slice(&fs::read(path).unwrap()).unwrap()))
        .collect()
}

fn bytes(value: &Value) -> Vec<u8> {
    HEXLOWER.decode(value.as_str().unwrap().as_bytes()).unwrap()
}

/// Some scalars are printed without their leading zeros.
fn scalar(value: &Value) -> Scalar {
    let padded = format!("{:0>64}", value.as_str().unwrap());
    curve::scalar(&HEXLOWER.decode(padded.as_bytes()).unwrap(), "vector").unwrap()
}

fn list(value: &Value) -> Vec<&Value> {
    value.as_array().map(|items| items.iter().collect()).unwrap_or_default()
}

fn messages(value: &Value) -> Vec<Scalar> {
    list(value).into_iter().map(|text| params::message(&bytes(text))).collect()
}

#[test]
fn generators() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/bbs/generators.json");
    let vector: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let open = list(&vector["generators"]["MsgGenerators"]);
    let params = Params::new(open.len(), 2).unwrap();
    assert_eq!(curve::point_bytes(&params.domain_point().unwrap()).to_vec(), bytes(&vector["generators"]["Q1"]));
    for (made, given) in params.message_points().iter().zip(open) {
        assert_eq!(curve::point_bytes(made).to_vec(), bytes(given));
    }
}

#[test]
fn commitments() {
    let all = vectors("nymCommit");
    assert_eq!(all.len(), 4);
    for (file, vector) in all {
        let nyms: Vec<Scalar> = list(&vector["proverNyms"]).into_iter().map(scalar).collect();
        let committed = [messages(&vector["committedMessages"]), nyms].concat();
        let params = Params::new(0, committed.len()).unwrap();
        let dst = vector["mockRngParameters"]["commit"]["DST"].as_str().unwrap();
        let (commitment, blind) = commit(&params, &committed, &mut Mocked::new(committed.len() + 2, dst)).unwrap();
        assert_eq!(*blind.scalar(), scalar(&vector["proverBlind"]), "{file}");
        assert_eq!(commitment.to_bytes(), bytes(&vector["commitmentWithProof"]), "{file}");
        commitment.verify(&params).unwrap();
        assert_eq!(Commitment::from_bytes(&commitment.to_bytes(), committed.len()).unwrap(), commitment);
    }
}

#[test]
fn signatures() {
    let all = vectors("nymSignature");
    assert_eq!(all.len(), 6);
    for (file, vector) in all {
        let key = SecretKey::from_bytes(&bytes(&vector["signerKeyPair"]["secretKey"])).unwrap();
        assert_eq!(key.public().to_bytes().to_vec(), bytes(&vector["signerKeyPair"]["publicKey"]));
        let open = messages(&vector["messages"]);
        let own = messages(&vector["committedMessages"]);
        let nyms = list(&vector["proverNyms"]).len();
        let params = Params::new(open.len(), own.len() + nyms).unwrap();
        let commitment = Commitment::from_bytes(&bytes(&vector["commitmentWithProof"]), own.len() + nyms).unwrap();
        commitment.verify(&params).unwrap();
        let header = bytes(&vector["header"]);
        let input = SignerInput {
            header: &header,
            messages: &open,
            commitment: &commitment.point,
            entropy: &scalar(&vector["signer_nym_entropy"]),
            nyms,
        };
        let signature = Signature::sign(&params, &key, &input).unwrap();
        assert_eq!(signature.to_bytes().to_vec(), bytes(&vector["signature"]), "{file}");

        let secrets: Vec<Scalar> = list(&vector["nym_secrets"]).into_iter().map(scalar).collect();
        let signed = [open, vec![scalar(&vector["proverBlind"])], own, secrets].concat();
        signature.verify(&params, &key.public(), &header, &signed, nyms).unwrap();
        let other = SecretKey(key.0 + Scalar::one()).public();
        assert_eq!(signature.verify(&params, &other, &header, &signed, nyms), Err(BbsError::Signature));
    }
}

#[test]
fn proofs() {
    let all = vectors("nymProof");
    assert_eq!(all.len(), 11);
    for (file, vector) in all {
        let key = PublicKey::from_bytes(&bytes(&vector["signerPublicKey"])).unwrap();
        let open = messages(&vector["messages"]);
        let own = messages(&vector["committedMessages"]);
        let nyms: Vec<Scalar> = list(&vector["nym_secrets"]).into_iter().map(scalar).collect();
        let params = Params::new(open.len(), own.len() + nyms.len()).unwrap();
        let shown = |field: &str, shift: usize| -> Vec<usize> {
            let map = vector[field].as_object().cloned().unwrap_or_default();
            map.keys().map(|key| key.parse::<usize>().unwrap() + shift).collect()
        };
        let mut disclosed = [shown("revealedMessages", 0), shown("revealedCommittedMessages", open.len() + 1)].concat();
        disclosed.sort_unstable();
        let all = Zeroizing::new([open, vec![scalar(&vector["proverBlind"])], own, nyms.clone()].concat());
        let shown: Vec<_> = disclosed.iter().map(|index| (*index, all[*index])).collect();
        let hidden = all.len() - disclosed.len();
        let (header, ph) = (bytes(&vector["header"]), bytes(&vector["presentationHeader"]));
        let context = bytes(&vector["context_id"]);
        let statement = Statement { header: &header, presentation_header: &ph, context: &context, nyms: nyms.len() };
        let signature = Signature::from_bytes(&bytes(&vector["signature"])).unwrap();
        let prover = Prover::new(&params, &key, &signature, all, &disclosed).unwrap();
        let dst = vector["mockRngParameters"]["proof"]["DST"].as_str().unwrap();
        let (made, pseudonym) = prover.prove(&statement, &mut Mocked::new(5 + hidden, dst)).unwrap();
        assert_eq!(curve::point_bytes(&pseudonym).to_vec(), bytes(&vector["pseudonym"]), "{file}");
        assert_eq!(proof::pseudonym(&context, &nyms), pseudonym);
        assert_eq!(made.to_bytes(), bytes(&vector["proof"]), "{file}");
        let read = Proof::from_bytes(&bytes(&vector["proof"]), hidden).unwrap();
        read.verify(&params, &key, &statement, &pseudonym, &shown).unwrap();
        let elsewhere = Statement { context: b"elsewhere", ..statement };
        assert_eq!(read.verify(&params, &key, &elsewhere, &pseudonym, &shown), Err(BbsError::Proof));
    }
}

/// Ours proves, zkryptium believes; zkryptium proves, we believe.
#[test]
fn zkryptium_agrees() {
    use zkryptium::{
        bbsplus::{
            commitment::BlindFactor,
            keys::BBSplusPublicKey,
            pseudonym::{BBSplusPseudonym, PseudonymSecret},
        },
        schemes::{algorithms::BbsBls12381Sha256, generics::PoKSignature},
    };
    let key = SecretKey::from_bytes(&[7; 32]).unwrap();
    let texts: Vec<Vec<u8>> = (0u8..8).map(|i| vec![i; 9]).collect();
    let open: Vec<Scalar> = texts.iter().map(|text| params::message(text)).collect();
    let (prover, entropy, blinding) = ([3; 64], Scalar::from(5), [4; 64]);
    let (nym, blind) = (Scalar::from_bytes_wide(&prover), Blind::derived(&blinding));
    let params = Params::new(8, 1).unwrap();
    let commitment = curve::sum(&params.blind_points().iter().copied().zip([*blind.scalar(), nym]).collect::<Vec<_>>());
    let input = SignerInput { header: b"h", messages: &open, commitment: &commitment, entropy: &entropy, nyms: 1 };
    let signature = Signature::sign(&params, &key, &input).unwrap();
    let secret = nym + entropy;
    let all = Zeroizing::new([open.clone(), vec![*blind.scalar(), secret]].concat());
    let statement = Statement { header: b"h", presentation_header: b"ph", context: b"here", nyms: 1 };
    let public = key.public();
    let prover = Prover::new(&params, &public, &signature, all, &[0, 1, 2]).unwrap();
    let (made, pseudonym) = prover.prove(&statement, &mut Mocked::new(12, "zk")).unwrap();

    let their_key = BBSplusPublicKey::from_bytes(&public.to_bytes()).unwrap();
    PoKSignature::<BbsBls12381Sha256>::from_bytes(&made.to_bytes())
        .unwrap()
        .proof_verify_with_nym(
            &their_key,
            Some(b"h"),
            Some(b"ph"),
            &BBSplusPseudonym::from_bytes(&curve::point_bytes(&pseudonym)).unwrap(),
            b"here",
            1,
            Some(8),
            Some(&texts[..3]),
            None,
            Some(&[0, 1, 2]),
            None,
        )
        .unwrap();
    let (theirs, their_pseudonym) = PoKSignature::<BbsBls12381Sha256>::proof_gen_with_nym(
        &their_key,
        &signature.to_bytes(),
        Some(b"h"),
        Some(b"ph"),
        &vec![PseudonymSecret::from_bytes(&curve::to_bytes(&secret)).unwrap()],
        b"here",
        Some(&texts),
        None,
        Some(&[0, 1, 2]),
        None,
        Some(&BlindFactor::from_bytes(&curve::to_bytes(blind.scalar())).unwrap()),
    )
    .unwrap();
    assert_eq!(their_pseudonym.to_bytes(), curve::point_bytes(&pseudonym));
    let shown = [(0, open[0]), (1, open[1]), (2, open[2])];
    Proof::from_bytes(&theirs.to_bytes(), 7).unwrap().verify(&params, &public, &statement, &pseudonym, &shown).unwrap();
}
