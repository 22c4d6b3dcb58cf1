//! zkryptium 0.8.0 as a second opinion: generators, commitments and signatures byte for byte, proofs of either believed by
//! the other, and a changed bit by neither. Both ciphersuites, all three interfaces, everything drawn.

use data_encoding::HEXLOWER;
use serde_json::json;
use zeroize::Zeroizing;
use zkryptium::{
    bbsplus::{
        ciphersuites::{BbsCiphersuite, Bls12381Sha256, Bls12381Shake256},
        commitment::BlindFactor,
        generators::Generators,
        keys::{BBSplusPublicKey, BBSplusSecretKey},
        pseudonym::{BBSplusPseudonym, PseudonymSecret},
    },
    errors::Error,
    schemes::{algorithms::BBSplus, generics},
};

use super::support::First;
use crate::{
    bbs::{
        BbsError, Commitment, Interface, Params, Proof, Prover, PublicKey, SHA_256, SHAKE_256, Scalar, Scalars, Scheme,
        SecretKey, Signature, SignerInput, Statement, Suite, Uniform, commit, fixture::judge, point, point_bytes,
        scalar, scalar_bytes,
    },
    random::testing::Seeded,
};

/// How many cases in all; `make test-deep` has more.
fn cases() -> usize {
    if std::env::var_os("OWNYOU_DEEP").is_some() { 10_000 } else { 200 }
}

/// A third of the cases, in one interface and either suite.
fn agree(interface: Interface, seed: &'static str) {
    let random = Seeded::new(seed);
    for round in 0..cases().div_ceil(6) {
        Case::<Bls12381Sha256>::draw(&SHA_256, interface, &random).agrees(&random, round);
        Case::<Bls12381Shake256>::draw(&SHAKE_256, interface, &random).agrees(&random, round);
    }
}

#[test]
fn zkryptium_agrees_about_core_proofs() {
    agree(Interface::Core, "core");
}

#[test]
fn zkryptium_agrees_about_blind_proofs() {
    agree(Interface::Blind, "blind");
}

#[test]
fn zkryptium_agrees_about_pseudonyms() {
    agree(Interface::Pseudonym, "pseudonym");
}

/// What both sides are told.
#[derive(Clone)]
struct Said {
    header: Vec<u8>,
    presentation_header: Vec<u8>,
    context: Vec<u8>,
    proof: Vec<u8>,
    pseudonym: Option<[u8; 48]>,
}

struct Case<CS: BbsCiphersuite> {
    params: Params,
    key: SecretKey,
    public: PublicKey,
    their_key: (BBSplusSecretKey, BBSplusPublicKey),
    /// What the issuer knows, and what the holder commits to besides the nym secrets.
    open: Vec<Vec<u8>>,
    own: Vec<Vec<u8>>,
    nyms: Vec<Scalar>,
    entropy: Scalar,
    /// Indexes of both that are shown.
    shown: [Vec<usize>; 2],
    said: Said,
    suite: std::marker::PhantomData<CS>,
}

/// A signature over everything.
struct Signed {
    bytes: [u8; 80],
    /// Zero in the core interface, which has no place for it.
    blind: Scalar,
}

impl<CS: BbsCiphersuite> Case<CS> {
    fn draw(suite: &'static Suite, interface: Interface, random: &Seeded) -> Self {
        let texts = |least: usize, most: usize| -> Vec<Vec<u8>> {
            (0..least + random.below(most - least + 1)).map(|_| random.bytes(40)).collect()
        };
        let subset = |of: &[Vec<u8>]| (0..of.len()).filter(|_| random.below(2) == 0).collect();
        let secret = || Uniform(random).scalar().unwrap();
        let open = texts(1, 6);
        let (own, nyms) = match interface {
            Interface::Core => (Vec::new(), 0),
            Interface::Blind => (texts(0, 2), 0),
            Interface::Pseudonym => (texts(0, 2), 1 + random.below(2)),
        };
        let key = SecretKey::generate(random).unwrap();
        let their_key = BBSplusSecretKey::from_bytes(key.to_bytes().as_slice()).unwrap();
        Self {
            params: Params::new(Scheme::new(suite, interface), open.len(), own.len() + nyms).unwrap(),
            public: key.public(),
            their_key: (their_key.clone(), their_key.public_key()),
            key,
            shown: [subset(&open), subset(&own)],
            open,
            own,
            nyms: (0..nyms).map(|_| secret()).collect(),
            entropy: secret(),
            said: Said {
                header: random.bytes(40),
                presentation_header: random.bytes(40),
                context: random.bytes(40),
                proof: Vec::new(),
                pseudonym: None,
            },
            suite: std::marker::PhantomData,
        }
    }

    fn interface(&self) -> Interface {
        self.params.scheme().interface()
    }

    fn agrees(&self, random: &Seeded, round: usize) {
        let key = HEXLOWER.encode(self.key.to_bytes().as_slice());
        let shown = format!("{:?}, round {round}, key {key}", self.interface());
        assert_eq!(self.public.to_bytes(), self.their_key.1.to_bytes(), "{shown}");
        let signed = self.sign(random);
        for said in [self.prove(&signed, random), self.they_prove(&signed)] {
            assert_eq!(self.verify(&said), Ok(()), "{shown}");
            assert!(self.they_verify(&said).is_ok(), "{shown}");
            let changed = self.changed(&said, random);
            assert!(self.verify(&changed).is_err(), "{shown}");
            assert!(self.they_verify(&changed).is_err(), "{shown}");
        }
    }

    /// Signed by both, which gives the same bytes.
    fn sign(&self, random: &Seeded) -> Signed {
        let Self { params, key, open, own, nyms, entropy, .. } = self;
        let (secret, public) = &self.their_key;
        let header = self.said.header.as_slice();
        let messages = self.scalars(open);
        if self.interface() == Interface::Core {
            let bytes = Signature::sign_open(params, key, header, &messages).unwrap().to_bytes();
            let theirs = generics::Signature::<BBSplus<CS>>::sign(Some(open), secret, public, Some(header)).unwrap();
            assert_eq!(theirs.to_bytes(), bytes);
            return Signed { bytes, blind: Scalar::default() };
        }
        let (theirs, blind) = if nyms.is_empty() {
            generics::Commitment::<BBSplus<CS>>::commit(Some(own)).unwrap()
        } else {
            generics::Commitment::<BBSplus<CS>>::commit_with_nym(Some(own), their_secrets(nyms)).unwrap()
        };
        // With the same blinding factor it is the same commitment, and its proof holds for the other.
        let blind = scalar(&blind.to_bytes(), "blinding factor").unwrap();
        let committed = [self.scalars(own), nyms.clone()].concat();
        let (ours, again) = commit(params, &committed, &mut First(Some(blind), Uniform(random))).unwrap();
        assert_eq!(*again.scalar(), blind);
        assert_eq!(ours.to_bytes()[..48], theirs.to_bytes()[..48]);
        Commitment::from_bytes(&theirs.to_bytes(), committed.len()).unwrap().verify(params).unwrap();
        let (octets, point) = (ours.to_bytes(), ours.point());
        let (bytes, theirs) = if nyms.is_empty() {
            let ours = Signature::sign_blind(params, key, header, &messages, Some(point)).unwrap();
            let theirs = generics::BlindSignature::<BBSplus<CS>>::blind_sign(
                secret,
                public,
                Some(&octets),
                Some(header),
                Some(open),
            );
            (ours.to_bytes(), theirs.unwrap().to_bytes())
        } else {
            let input = SignerInput { header, messages: &messages, commitment: point, entropy, nyms: nyms.len() };
            let theirs = generics::BlindSignature::<BBSplus<CS>>::blind_sign_with_nym(
                secret,
                public,
                Some(&octets),
                nyms.len(),
                Some(header),
                &their_secrets(&[*entropy]).remove(0),
                Some(open),
            );
            (Signature::sign(params, key, &input).unwrap().to_bytes(), theirs.unwrap().to_bytes())
        };
        assert_eq!(bytes, theirs);
        Signed { bytes, blind }
    }

    fn scalars(&self, texts: &[Vec<u8>]) -> Vec<Scalar> {
        texts.iter().map(|text| self.params.scheme().message(text)).collect()
    }

    /// The nym secrets as they were signed.
    fn secrets(&self) -> Vec<Scalar> {
        let mut secrets = self.nyms.clone();
        let last = secrets.pop().map(|last| last + self.entropy);
        secrets.extend(last);
        secrets
    }

    /// Indexes of what is shown among all that was signed.
    fn indexes(&self) -> Vec<usize> {
        let [open, own] = &self.shown;
        open.iter().copied().chain(own.iter().map(|index| index + self.open.len() + 1)).collect()
    }

    /// What was signed, in its order.
    fn all(&self, blind: Scalar) -> Vec<Scalar> {
        let blind = if self.interface() == Interface::Core { vec![] } else { vec![blind] };
        [self.scalars(&self.open), blind, self.scalars(&self.own), self.secrets()].concat()
    }

    fn statement<'a>(&self, said: &'a Said) -> Statement<'a> {
        let Said { header, presentation_header, context, .. } = said;
        Statement { header, presentation_header, context, nyms: self.nyms.len() }
    }

    fn prove(&self, signed: &Signed, random: &Seeded) -> Said {
        let signature = Signature::from_bytes(&signed.bytes).unwrap();
        let all = self.all(signed.blind);
        signature.verify(&self.params, &self.public, &self.said.header, &all, self.nyms.len()).unwrap();
        let prover = Prover::new(&self.params, &self.public, &signature, Zeroizing::new(all), &self.indexes()).unwrap();
        let statement = self.statement(&self.said);
        let mut scalars = Uniform(random);
        let (proof, pseudonym) = if self.nyms.is_empty() {
            (prover.prove_unlinked(&statement, &mut scalars).unwrap(), None)
        } else {
            let (proof, pseudonym) = prover.prove(&statement, &mut scalars).unwrap();
            (proof, Some(point_bytes(&pseudonym)))
        };
        Said { proof: proof.to_bytes(), pseudonym, ..self.said.clone() }
    }

    fn they_prove(&self, signed: &Signed) -> Said {
        let Said { header, presentation_header, context, .. } = &self.said;
        let (header, presentation_header) = (Some(header.as_slice()), Some(presentation_header.as_slice()));
        let (key, [shown, shown_own]) = (&self.their_key.1, &self.shown);
        let blind = BlindFactor::from_bytes(&scalar_bytes(&signed.blind)).unwrap();
        let (open, own) = (Some(self.open.as_slice()), Some(self.own.as_slice()));
        type Theirs<CS> = generics::PoKSignature<BBSplus<CS>>;
        let (proof, pseudonym) = match self.interface() {
            Interface::Core => {
                let of = Theirs::<CS>::proof_gen(key, &signed.bytes, header, presentation_header, open, Some(shown));
                (of.unwrap(), None)
            }
            Interface::Blind => {
                let of = Theirs::<CS>::blind_proof_gen(
                    key,
                    &signed.bytes,
                    header,
                    presentation_header,
                    open,
                    own,
                    Some(shown),
                    Some(shown_own),
                    Some(&blind),
                );
                (of.unwrap(), None)
            }
            Interface::Pseudonym => {
                let (proof, pseudonym) = Theirs::<CS>::proof_gen_with_nym(
                    key,
                    &signed.bytes,
                    header,
                    presentation_header,
                    &their_secrets(&self.secrets()),
                    context,
                    open,
                    own,
                    Some(shown),
                    Some(shown_own),
                    Some(&blind),
                )
                .unwrap();
                (proof, Some(pseudonym.to_bytes().try_into().unwrap()))
            }
        };
        Said { proof: proof.to_bytes(), pseudonym, ..self.said.clone() }
    }

    fn verify(&self, said: &Said) -> Result<(), BbsError> {
        let Self { params, public, .. } = self;
        let indexes = self.indexes();
        let all = self.all(Scalar::default());
        let shown: Vec<_> = indexes.iter().map(|index| (*index, all[*index])).collect();
        let proof = Proof::from_bytes(&said.proof, all.len() - shown.len())?;
        let statement = self.statement(said);
        match said.pseudonym {
            None => proof.verify_unlinked(params, public, &statement, &shown),
            Some(bytes) => proof.verify(params, public, &statement, &point(&bytes, "pseudonym")?, &shown),
        }
    }

    fn they_verify(&self, said: &Said) -> Result<(), Error> {
        let texts = |of: &[Vec<u8>], shown: &[usize]| shown.iter().map(|index| of[*index].clone()).collect::<Vec<_>>();
        let (key, [shown, shown_own]) = (&self.their_key.1, &self.shown);
        let (open, own) = (texts(&self.open, shown), texts(&self.own, shown_own));
        let (header, presentation_header) = (Some(said.header.as_slice()), Some(said.presentation_header.as_slice()));
        let proof = generics::PoKSignature::<BBSplus<CS>>::from_bytes(&said.proof)?;
        let (length, open, own) = (Some(self.open.len()), Some(open.as_slice()), Some(own.as_slice()));
        let (shown, shown_own) = (Some(shown.as_slice()), Some(shown_own.as_slice()));
        match (self.interface(), said.pseudonym) {
            (Interface::Core, _) => proof.proof_verify(key, open, shown, header, presentation_header),
            (_, None) => {
                proof.blind_proof_verify(key, header, presentation_header, length, open, own, shown, shown_own)
            }
            (_, Some(pseudonym)) => proof.proof_verify_with_nym(
                key,
                header,
                presentation_header,
                &BBSplusPseudonym::from_bytes(&pseudonym)?,
                &said.context,
                self.nyms.len(),
                length,
                open,
                own,
                shown,
                shown_own,
            ),
        }
    }

    /// One bit of it changed: of the proof, mostly.
    fn changed(&self, said: &Said, random: &Seeded) -> Said {
        let mut changed = said.clone();
        let linked = changed.pseudonym.is_some();
        let mut parts = vec![&mut changed.proof[..], &mut changed.header, &mut changed.presentation_header];
        if linked {
            parts.push(&mut changed.context);
        }
        parts.extend(changed.pseudonym.iter_mut().map(<[u8; 48]>::as_mut_slice));
        parts.retain(|part| !part.is_empty());
        let part = random.below(2) * random.below(parts.len());
        let at = random.below(parts[part].len());
        parts[part][at] ^= 1 << random.below(8);
        changed
    }
}

fn their_secrets(secrets: &[Scalar]) -> Vec<PseudonymSecret> {
    secrets.iter().map(|secret| PseudonymSecret::from_bytes(&scalar_bytes(secret)).unwrap()).collect()
}

/// Their generators as a file of the drafts, which ours are found to be.
#[test]
fn zkryptium_s_generators_are_ours() {
    generators::<Bls12381Sha256>();
    generators::<Bls12381Shake256>();
}

fn generators<CS: BbsCiphersuite>() {
    let set = |api_id: &[u8]| {
        let made = Generators::create::<CS>(30, Some(api_id));
        let hex: Vec<String> = made.values.iter().map(|point| HEXLOWER.encode(&point.to_compressed())).collect();
        json!({
            "api_id": String::from_utf8(api_id.to_vec()).unwrap(),
            "P1": HEXLOWER.encode(&made.g1_base_point.to_compressed()),
            "Q1": hex[0],
            "MsgGenerators": hex[1..],
        })
    };
    assert_eq!(judge(set(CS::API_ID).to_string().as_bytes()).outcome, Ok(()));
    for api_id in [CS::API_ID_BLIND, CS::API_ID_NYM] {
        let blind = [b"BLIND_", api_id].concat();
        let both = json!({ "generators": set(api_id), "blindGenerators": set(&blind) });
        assert_eq!(judge(both.to_string().as_bytes()).outcome, Ok(()));
    }
}
