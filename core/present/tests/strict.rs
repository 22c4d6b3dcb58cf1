//! What is refused as what: every field of a token, every length, and tokens of people who are no readers.

use zeroize::Zeroizing;

use super::*;
use crate::{
    bbs::{
        OWN, POINT_BYTES, Params, Prover, Scalar, Scalars, Signature, SignerInput, Statement, Uniform, commit,
        point_bytes, scalar, scalar_bytes,
    },
    present::human,
};

/// Where the fields of a token begin.
const SCHEMA_AT: usize = 3;
const EPOCH_AT: usize = SCHEMA_AT + SCHEMA.len();
const PSEUDONYM_AT: usize = EPOCH_AT + 9;
const SEGMENTS_AT: usize = PSEUDONYM_AT + POINT_BYTES;
const LENGTH_AT: usize = SEGMENTS_AT + 6;
const PROOF_AT: usize = LENGTH_AT + 2;

fn good() -> (World, Request, Vec<u8>) {
    let world = world();
    let request = world.request("https://news.example");
    let bytes = decode(&world.token(&request), "token").unwrap();
    assert_eq!(PROOF_AT + 496, bytes.len());
    (world, request, bytes)
}

#[test]
fn every_field_of_a_token_is_refused_as_what_it_is() {
    use PresentError::{Bbs, Malformed, Segments, Version};
    let (world, request, bytes) = good();
    let neutral: [u8; 48] = std::array::from_fn(|at| if at == 0 { 0xc0 } else { 0 });
    let table: Vec<(usize, &[u8], PresentError)> = vec![
        (0, &[0], Version("token")),
        (0, &[2], Version("token")),
        (1, &[2], Version("token")),
        (2, &[0], Version("schema")),
        (2, &[255], Version("schema")),
        (SCHEMA_AT, b"O", Version("schema")),
        (EPOCH_AT, b"2026-W54", Malformed("epoch")),
        (EPOCH_AT, b"2026-W00", Malformed("epoch")),
        (EPOCH_AT, b"2026-w47", Malformed("epoch")),
        (EPOCH_AT, b"+026-W47", Malformed("epoch")),
        (EPOCH_AT, &[0xff; 8], Malformed("epoch")),
        (EPOCH_AT + 8, &[0], Version("assurance")),
        (EPOCH_AT + 8, &[2], Version("assurance")),
        (PSEUDONYM_AT, &neutral, Bbs(BbsError::Identity("pseudonym"))),
        (PSEUDONYM_AT, &[0; 48], Bbs(BbsError::NotAPoint("pseudonym"))),
        (PSEUDONYM_AT, &[0xff; 48], Bbs(BbsError::NotAPoint("pseudonym"))),
        (SEGMENTS_AT, &[0, 0, 2, 32, 0, 0], Segments),
        (SEGMENTS_AT, &[2, 207, 2, 32, 0, 0], Segments),
        (SEGMENTS_AT, &[2, 32, 2, 32, 0, 0], Segments),
        (LENGTH_AT, &[1, 0xd0], Bbs(BbsError::Length("proof"))),
        (LENGTH_AT, &[1, 0xef], Bbs(BbsError::Length("proof"))),
        (LENGTH_AT, &[0, 0], Bbs(BbsError::Length("proof"))),
        (LENGTH_AT, &[1, 0xf1], Malformed("token")),
        (LENGTH_AT, &[0xff, 0xff], Malformed("token")),
        (PROOF_AT, &neutral, Bbs(BbsError::Identity("proof's first point"))),
        (PROOF_AT + 48, &neutral, Bbs(BbsError::Identity("proof's second point"))),
        (PROOF_AT + 96, &neutral, Bbs(BbsError::Identity("proof's third point"))),
        (PROOF_AT + 96, &[0xff; 48], Bbs(BbsError::NotAPoint("proof's third point"))),
        (PROOF_AT + 144, &[0; 32], Bbs(BbsError::NotAScalar("proof"))),
        (PROOF_AT + 464, &[0xff; 32], Bbs(BbsError::NotAScalar("proof"))),
    ];
    for (at, changed, error) in table {
        let mut token = bytes.clone();
        token[at..at + changed.len()].copy_from_slice(changed);
        let outcome = world.verify(&encode(&token), &request);
        assert_eq!(outcome, Err(Refusal::Token(error)), "{changed:?} at {at}");
    }
}

#[test]
fn every_other_length_of_a_token_is_refused_as_such() {
    let (_, _, bytes) = good();
    let malformed = Err(PresentError::Malformed("token"));
    for cut in 0..bytes.len() {
        assert_eq!(Token::from_bytes(&bytes[..cut]).map(drop), malformed, "cut to {cut}");
        assert_eq!(Token::from_text(&encode(&bytes[..cut])).map(drop), malformed, "cut to {cut}");
    }
    for more in 1..=64 {
        for tail in [vec![0; more], bytes[..more].to_vec()] {
            assert_eq!(Token::from_bytes(&[bytes.as_slice(), &tail].concat()).map(drop), malformed, "{more} more");
        }
    }
    for text in ["", "=", "!", "A", "AA==", "é", "\0"].map(str::to_owned).into_iter().chain(["A".repeat(100_000)]) {
        assert_eq!(Token::from_text(&text).map(drop), malformed);
    }
}

#[test]
fn every_other_length_of_what_an_issuer_is_asked_is_refused() {
    let world = world();
    let ask = Ask::new(&world.holder, &world.issuer, None, &world.random).unwrap().to_json();
    let ask: serde_json::Value = serde_json::from_str(&ask).unwrap();
    let bytes = decode(ask["commitment"].as_str().unwrap(), "").unwrap();
    let check = |bytes: &[u8]| {
        let body = serde_json::json!({ "v": 1, "commitment": encode(bytes) });
        Ask::from_json(&body.to_string()).unwrap().check(&world.issuer).map(drop)
    };
    assert_eq!(check(&bytes), Ok(()));
    let length = Err(PresentError::Bbs(BbsError::Length("commitment")));
    (0..bytes.len()).for_each(|cut| assert_eq!(check(&bytes[..cut]), length, "cut to {cut}"));
    (1..=64).for_each(|more| assert_eq!(check(&[bytes.as_slice(), &vec![0; more]].concat()), length, "{more} more"));
    let elsewhere = Ask::from_json(&ask.to_string()).unwrap().check(&origin("https://other.example"));
    assert_eq!(elsewhere.map(drop), Err(PresentError::Bbs(BbsError::Commitment)));
    let mut changed = bytes.clone();
    changed[2 * POINT_BYTES + 31] ^= 1;
    assert_eq!(check(&changed), Err(PresentError::Bbs(BbsError::Commitment)));
}

/// Randomness that begins with zero: the prover's r1, with which Ā and B̄ are neutral.
struct Rigged<'a>(bool, Uniform<'a, Seeded>);

impl Scalars for Rigged<'_> {
    fn scalar(&mut self) -> Result<Scalar, BbsError> {
        let drawn = self.1.scalar()?;
        Ok(if std::mem::take(&mut self.0) { Scalar::default() } else { drawn })
    }
}

/// A token for `request` with whatever signature over whatever messages, the nym secret last.
fn token(world: &World, request: &Request, nyms: usize, made: (&Params, &Signature, &[Scalar]), rigged: bool) -> Token {
    let (params, signature, all) = made;
    let segments = Segments::default();
    let (presentation_header, context) =
        (Header::login(request, &segments).to_bytes(), Context::login(request.origin()));
    let statement = Statement {
        header: human::header(),
        presentation_header: &presentation_header,
        context: context.as_bytes(),
        nyms,
    };
    let key = world.keys.get(epoch("W47")).unwrap();
    let prover = Prover::new(params, &key, signature, Zeroizing::new(all.to_vec()), &human::SHOWN).unwrap();
    let (proof, pseudonym) = prover.prove(&statement, &mut Rigged(rigged, Uniform(&world.random))).unwrap();
    Token { epoch: epoch("W47"), assurance: Assurance::Invited, pseudonym, segments, proof }
}

/// Somebody without a credential: the pairing holds for neutral points, whatever was signed.
#[test]
fn a_forged_login_is_refused() {
    let world = world();
    let request = world.request("https://news.example");
    let e = scalar_bytes(&scalar(&[1; 32], "").unwrap());
    let nothing = [point_bytes(&OWN.operator(b"anything")).as_slice(), &e].concat();
    let nothing = Signature::from_bytes(&nothing).unwrap();
    let mut all = human::messages(epoch("W47"), Assurance::Invited);
    all.extend([scalar(&[2; 32], "").unwrap(), scalar(&[3; 32], "").unwrap()]);
    let made = (human::params().unwrap(), &nothing, all.as_slice());
    let forged = token(&world, &request, human::NYMS, made, true);
    assert_eq!(forged.to_bytes().len(), Token::BYTES);
    let outcome = world.verify(&forged.to_text(), &request);
    assert_eq!(outcome, Err(Refusal::Token(PresentError::Bbs(BbsError::Identity("proof's first point")))));
    let outcome = world.verify(&token(&world, &request, human::NYMS, made, false).to_text(), &request);
    assert_eq!(outcome, Err(Refusal::Proof));
}

/// An issuer that signs for whatever N it is told: its holder has as many pseudonyms, and none but the schema's logs in.
#[test]
fn a_second_pseudonym_is_refused() {
    let world = world();
    let request = world.request("https://news.example");
    let params = human::params().unwrap();
    let open = human::messages(epoch("W47"), Assurance::Invited);
    let nym = scalar(&[3; 32], "").unwrap();
    let (commitment, blind) = commit(params, &[nym], &mut Uniform(&world.random)).unwrap();
    let entropy = scalar(&world.entropy, "").unwrap();
    let all = [open.as_slice(), &[*blind.scalar(), nym + entropy]].concat();
    let mut subs = Vec::new();
    for nyms in 1..=3 {
        let input = SignerInput {
            header: human::header(),
            messages: &open,
            commitment: commitment.point(),
            entropy: &entropy,
            nyms,
        };
        let signature = Signature::sign(params, &world.secrets[&epoch("W47")], &input).unwrap();
        let token = token(&world, &request, nyms, (params, &signature, &all), false);
        // Nothing to be seen from outside: one length, one key, one week.
        assert_eq!(token.to_bytes().len(), Token::BYTES);
        subs.push(point_bytes(&token.pseudonym));
        let outcome = world.verify(&token.to_text(), &request);
        assert_eq!(outcome.map(|login| login.sub), if nyms == 1 { Ok(encode(&subs[0])) } else { Err(Refusal::Proof) });
    }
    subs.dedup();
    assert_eq!(subs.len(), 3);
}
