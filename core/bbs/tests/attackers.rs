//! Attackers who do what they want: proofs of no signature, and two pseudonyms in one context. zkryptium 0.8.0 shows that
//! each attack works against a verifier that lets it.

use data_encoding::HEXLOWER;
use zkryptium::{
    bbsplus::{
        ciphersuites::{BbsCiphersuite, Bls12381Sha256},
        generators::Generators,
        keys::BBSplusPublicKey,
        pseudonym::BBSplusPseudonym,
    },
    errors::Error,
    schemes::{algorithms::BbsBls12381Sha256, generics::PoKSignature},
    utils::util::bbsplus_utils::{ScalarExt, hash_to_scalar},
};

use super::support::{CORE, HIDDEN, Issued, OPEN, SHOWN, neutral, number, statement, zero};
use crate::{
    bbs::{
        BbsError, Disclosed, OWN, Params, Point, Proof, PublicKey, Scalar, Scalars, SecretKey, Signature, Statement,
        Uniform, point, point_bytes, scalar, scalar_bytes, times,
    },
    random::testing::Seeded,
};

/// A prover of their own making, on their own generators and hash: the draft's arithmetic and none of its rules.
struct Crook {
    key: PublicKey,
    signature: Signature,
    /// The messages: L and, with pseudonyms, the blinding factor and M.
    all: Vec<Scalar>,
    /// What the draft draws at random: with zero Ā = A·r1·r2 and B̄ = D·r1 − Ā·e are neutral, whatever the signature is.
    r1: Scalar,
}

/// The commitments of a proof.
struct Opened {
    domain: Scalar,
    /// Ā, B̄, D, T1, T2, then the pseudonym and its commitment.
    points: Vec<Point>,
    hidden: Vec<usize>,
    /// e~, r1~, r3~, m~…
    tildes: Vec<Scalar>,
}

fn count(number: usize) -> [u8; 8] {
    u64::try_from(number).unwrap().to_be_bytes()
}

fn bytes(points: &[Point]) -> Vec<u8> {
    points.iter().flat_map(point_bytes).collect()
}

fn generators(api_id: &[u8], number: usize) -> Vec<Point> {
    let made = Generators::create::<Bls12381Sha256>(number, Some(api_id)).values;
    made.iter().map(|made| point(&made.to_compressed(), "generator").unwrap()).collect()
}

fn api_id(statement: &Statement) -> &'static [u8] {
    if statement.nyms == 0 { Bls12381Sha256::API_ID } else { Bls12381Sha256::API_ID_NYM }
}

fn hash(statement: &Statement, input: &[u8], tag: &[u8]) -> Scalar {
    let tag = [api_id(statement), tag].concat();
    scalar(&hash_to_scalar::<Bls12381Sha256>(input, &tag).unwrap().to_bytes_be(), "hash").unwrap()
}

impl Crook {
    /// The proof's bytes, and the pseudonym: that of the last N of what is hidden, whatever these are.
    fn prove(&self, said: &Statement, shown: &[usize]) -> (Vec<u8>, Point) {
        let opened = self.open(said, shown);
        let mut input = count(shown.len()).to_vec();
        for index in shown {
            input.extend(count(*index));
            input.extend(scalar_bytes(&self.all[*index]));
        }
        input.extend(bytes(&opened.points));
        input.extend(scalar_bytes(&opened.domain));
        let context = (said.nyms > 0).then_some(said.context);
        for octets in [Some(said.presentation_header), context].into_iter().flatten() {
            input.extend(count(octets.len()));
            input.extend(octets);
        }
        let c = hash(said, &input, b"H2S_");
        let e = scalar(&self.signature.to_bytes()[48..], "e").unwrap();
        let secrets = [e, zero() - self.r1, zero() - number(1)];
        let secrets = secrets.into_iter().chain(opened.hidden.iter().map(|index| self.all[*index]));
        let responses = opened.tildes.iter().zip(secrets).map(|(tilde, secret)| *tilde + secret * c);
        let mut proof = bytes(&opened.points[..3]);
        proof.extend(responses.chain([c]).flat_map(|response| scalar_bytes(&response)));
        (proof, *opened.points.get(5).unwrap_or(&neutral()))
    }

    /// With r2 = 1, so that D = B.
    fn open(&self, said: &Statement, shown: &[usize]) -> Opened {
        let random = Seeded::new("crook");
        let draw = || Uniform(&random).scalar().unwrap();
        let api_id = api_id(said);
        let mut generators = generators(api_id, OPEN + 1);
        let mut header = said.header.to_vec();
        if said.nyms > 0 {
            generators.extend(self::generators(&[b"BLIND_", api_id].concat(), self.all.len() - OPEN));
            header.extend(count(said.nyms));
        }
        let parts: [&[u8]; 6] = [
            &self.key.to_bytes(),
            &count(generators.len() - 1),
            &bytes(&generators),
            api_id,
            &count(header.len()),
            &header,
        ];
        let domain = hash(said, &parts.concat(), b"H2S_");
        let base = HEXLOWER.decode(Bls12381Sha256::P1.as_bytes()).unwrap();
        let base = point(&base, "base").unwrap() + times(&generators[0], &domain);
        let d = self.all.iter().zip(&generators[1..]).fold(base, |b, (message, of)| b + times(of, message));
        let signature = self.signature.to_bytes();
        let (a, e) = (point(&signature[..48], "A").unwrap(), scalar(&signature[48..], "e").unwrap());
        let a_bar = times(&a, &self.r1);
        let b_bar = times(&d, &self.r1) - times(&a_bar, &e);
        let hidden: Vec<usize> = (0..self.all.len()).filter(|index| !shown.contains(index)).collect();
        let tildes: Vec<Scalar> = (0..3 + hidden.len()).map(|_| draw()).collect();
        let t1 = times(&a_bar, &tildes[0]) + times(&d, &tildes[1]);
        let blinded = hidden.iter().zip(&tildes[3..]);
        let t2 = blinded.fold(times(&d, &tildes[2]), |sum, (index, tilde)| sum + times(&generators[index + 1], tilde));
        let mut points = vec![a_bar, b_bar, d, t1, t2];
        if said.nyms > 0 {
            let z = hash(said, said.context, b"VECT_NYM_SECRETS");
            let last = |of: &mut dyn DoubleEndedIterator<Item = Scalar>| {
                of.rev().take(said.nyms).fold(zero(), |sum, scalar| sum * z + scalar)
            };
            let secret = last(&mut hidden.iter().map(|index| self.all[*index]));
            let tilde = last(&mut tildes[3..].iter().copied());
            points.extend([secret, tilde].map(|scalar| times(&OWN.operator(said.context), &scalar)));
        }
        Opened { domain, points, hidden, tildes }
    }
}

/// What our verifier says where it believes whatever the prover tells it of N and of what is shown.
fn ours(
    params: &Params,
    crook: &Crook,
    proof: &[u8],
    said: &Statement,
    nym: &Point,
    shown: &[usize],
) -> Result<(), BbsError> {
    let disclosed: Vec<Disclosed> = shown.iter().map(|index| (*index, crook.all[*index])).collect();
    Proof::from_bytes(proof, crook.all.len() - shown.len())?.verify(params, &crook.key, said, nym, &disclosed)
}

/// The same of zkryptium's, for open messages.
fn theirs(key: &PublicKey, proof: &[u8], said: &Statement, nym: &Point, shown: &[usize]) -> Result<(), Error> {
    let key = BBSplusPublicKey::from_bytes(&key.to_bytes())?;
    let texts: Vec<Vec<u8>> = shown.iter().map(|index| texts()[*index].clone()).collect();
    let (header, presentation_header) = (Some(said.header), Some(said.presentation_header));
    let proof = PoKSignature::<BbsBls12381Sha256>::from_bytes(proof)?;
    if said.nyms == 0 {
        return proof.proof_verify(&key, Some(&texts), Some(shown), header, presentation_header);
    }
    proof.proof_verify_with_nym(
        &key,
        header,
        presentation_header,
        &BBSplusPseudonym::from_bytes(&point_bytes(nym))?,
        said.context,
        said.nyms,
        Some(OPEN),
        Some(&texts),
        None,
        Some(shown),
        None,
    )
}

/// The open messages of [`Issued::own`].
fn texts() -> Vec<Vec<u8>> {
    (0u8..).take(OPEN).map(|text| vec![text]).collect()
}

impl Crook {
    /// With a credential, and randomness as it should be.
    fn with(issued: &Issued) -> Self {
        let Issued { key, signature, all, .. } = issued;
        Self { key: key.public(), signature: signature.clone(), all: all.clone(), r1: number(9) }
    }

    /// With a signature that nobody made, under the key of an issuer they never met.
    fn without(all: Vec<Scalar>) -> Self {
        let made_up = [point_bytes(&OWN.operator(b"anything")).as_slice(), &scalar_bytes(&number(1))].concat();
        let key = SecretKey::from_bytes(&[7; 32]).unwrap().public();
        Self { key, signature: Signature::from_bytes(&made_up).unwrap(), all, r1: zero() }
    }
}

/// With a credential, and by the rules, they are believed by everybody: the tools are sound.
#[test]
fn a_crook_who_keeps_to_the_rules_is_believed() {
    let issued = Issued::own();
    let crook = Crook::with(&issued);
    let said = statement(b"here");
    let (proof, nym) = crook.prove(&said, &SHOWN);
    assert_eq!(nym, issued.prove(&said, &SHOWN).1);
    assert_eq!(ours(&issued.params, &crook, &proof, &said, &nym, &SHOWN), Ok(()));
    theirs(&crook.key, &proof, &said, &nym, &SHOWN).unwrap();
}

/// Somebody without any credential proves whatever they like under any issuer's key: Ā and B̄ are neutral.
#[test]
fn a_proof_of_no_signature_convinces_zkryptium_and_not_us() {
    let own = Issued::own();
    let open: Vec<Scalar> = texts().iter().map(|text| CORE.message(text)).collect();
    let said = Statement { nyms: 0, ..statement(b"") };
    let crook = Crook::without(open);
    let (forged, none) = crook.prove(&said, &SHOWN);
    theirs(&crook.key, &forged, &said, &none, &SHOWN).unwrap();
    assert_eq!(Proof::from_bytes(&forged, OPEN - SHOWN.len()), Err(BbsError::Identity("proof's first point")));

    // The same with pseudonyms of their choice: as many readers as they want.
    let said = statement(b"here");
    let mut nyms = Vec::new();
    for secret in 100..103 {
        let mut all = own.all.clone();
        all[OPEN + 1] = number(secret);
        let crook = Crook::without(all);
        let (forged, nym) = crook.prove(&said, &SHOWN);
        assert_eq!(forged[..96], bytes(&[neutral(), neutral()]));
        theirs(&crook.key, &forged, &said, &nym, &SHOWN).unwrap();
        assert_eq!(
            ours(&own.params, &crook, &forged, &said, &nym, &SHOWN),
            Err(BbsError::Identity("proof's first point"))
        );
        nyms.push(point_bytes(&nym));
    }
    nyms.sort_unstable();
    nyms.dedup();
    assert_eq!(nyms.len(), 3);
    // With points that are not neutral there is nothing to be had without a signature.
    let crook = Crook { r1: number(9), ..Crook::without(own.all.clone()) };
    let (proof, nym) = crook.prove(&said, &SHOWN);
    assert!(theirs(&crook.key, &proof, &said, &nym, &SHOWN).is_err());
    assert_eq!(ours(&own.params, &crook, &proof, &said, &nym, &SHOWN), Err(BbsError::Proof));
}

/// A holder with one committed secret, whose issuer takes N from them, and whose verifier does too: declaring N = 2 makes
/// a nym secret of the blinding factor, and so another pseudonym in the same context.
#[test]
fn a_larger_n_is_a_second_pseudonym_where_the_holder_chooses_n() {
    let (one, two) = (Issued::with(OPEN, 1), Issued::with(OPEN, 2));
    assert_eq!(one.commitment, two.commitment);
    let said = statement(b"here");
    let larger = Statement { nyms: 2, ..said };
    let (honest, greedy) = (Crook::with(&one), Crook::with(&two));
    let ((first, nym), (second, other)) = (honest.prove(&said, &SHOWN), greedy.prove(&larger, &SHOWN));
    assert_ne!(nym, other);
    // Where N comes from the holder both are believed; nothing else about them differs.
    for (crook, proof, said, nym) in [(&honest, &first, &said, &nym), (&greedy, &second, &larger, &other)] {
        assert_eq!(ours(&one.params, crook, proof, said, nym, &SHOWN), Ok(()));
        theirs(&crook.key, proof, said, nym, &SHOWN).unwrap();
    }
    assert_eq!(first.len(), second.len());
    // Where the schema says N, only one is.
    assert_eq!(ours(&one.params, &greedy, &second, &said, &other, &SHOWN), Err(BbsError::Proof));
    // And a credential of one N cannot be shown with another.
    let (proof, other) = honest.prove(&larger, &SHOWN);
    assert_eq!(ours(&one.params, &honest, &proof, &larger, &other, &SHOWN), Err(BbsError::Proof));
    assert!(theirs(&honest.key, &proof, &larger, &other, &SHOWN).is_err());
}

/// Showing the nym secret would have the same effect with N = 1: the last that is hidden is the blinding factor then. So
/// it is never shown; and what is shown is the schema's to say.
#[test]
fn a_shown_nym_secret_would_be_a_second_pseudonym() {
    let issued = Issued::own();
    let crook = Crook::with(&issued);
    let said = statement(b"here");
    let more = [SHOWN[0], SHOWN[1], OPEN + 1];
    let ((first, nym), (second, other)) = (crook.prove(&said, &SHOWN), crook.prove(&said, &more));
    assert_ne!(nym, other);
    assert_eq!(ours(&issued.params, &crook, &first, &said, &nym, &SHOWN), Ok(()));
    assert_eq!(ours(&issued.params, &crook, &second, &said, &other, &more), Err(BbsError::Shape("indexes")));
    // Where the schema says what is shown, the proof has not even the length.
    assert_eq!(Proof::from_bytes(&second, HIDDEN), Err(BbsError::Length("proof")));
    let shown = issued.disclosed(&SHOWN);
    let proof = Proof::from_bytes(&second, HIDDEN - 1).unwrap();
    let outcome = proof.verify(&issued.params, &issued.public, &said, &other, &shown);
    assert_eq!(outcome, Err(BbsError::Shape("messages")));
}
