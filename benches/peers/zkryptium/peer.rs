//! zkryptium through its public API: ten messages, three shown, with a pseudonym and without. In the browser behind
//! `lib.rs`, natively behind `benches/native/bbs.rs`.
//!
//! Its API takes the signature as bytes, hashes all messages and makes the generators anew on every call, so all that is
//! in its times.

use zkryptium::{
    bbsplus::{
        commitment::BlindFactor,
        keys::{BBSplusPublicKey, BBSplusSecretKey},
        pseudonym::{BBSplusPseudonym, PseudonymSecret},
    },
    errors::Error,
    keys::pair::KeyPair,
    schemes::{
        algorithms::BbsBls12381Sha256 as Suite,
        generics::{BlindSignature, Commitment, PoKSignature, Signature},
    },
};

const MESSAGES: u8 = 10;
const SHOWN: [usize; 3] = [0, 1, 2];
const HEADER: Option<&[u8]> = Some(b"ownyou/figures");
const CONTEXT: &[u8] = b"https://news.example";
const POINT_BYTES: usize = 48;

/// A credential, and the key that it is verified with.
pub struct Peer {
    key: BBSplusPublicKey,
    signature: Vec<u8>,
    messages: Vec<Vec<u8>>,
    /// What the pseudonym is made of; none without.
    nyms: Option<(Vec<PseudonymSecret>, BlindFactor)>,
}

impl Peer {
    /// Issues it, with a pseudonym or without.
    pub fn new(linked: bool) -> Result<Self, Error> {
        let (secret, key) = KeyPair::<Suite>::random()?.into_parts();
        let messages: Vec<Vec<u8>> = (0..MESSAGES).map(|i| vec![i; 32]).collect();
        if !linked {
            let signature = Signature::<Suite>::sign(Some(&messages), &secret, &key, HEADER)?.to_bytes().to_vec();
            return Ok(Self { key, signature, messages, nyms: None });
        }
        let (signature, nyms) = issue(&secret, &key, &messages)?;
        Ok(Self { key, signature, messages, nyms: Some(nyms) })
    }

    /// A proof's bytes, with the pseudonym's behind them.
    pub fn prove(&self, presentation_header: &[u8]) -> Result<Vec<u8>, Error> {
        let Self { key, signature, messages, nyms } = self;
        let (ph, messages, shown) = (Some(presentation_header), Some(messages.as_slice()), Some(SHOWN.as_slice()));
        let Some((nyms, blind)) = nyms else {
            return Ok(PoKSignature::<Suite>::proof_gen(key, signature, HEADER, ph, messages, shown)?.to_bytes());
        };
        let (proof, pseudonym) = PoKSignature::<Suite>::proof_gen_with_nym(
            key,
            signature,
            HEADER,
            ph,
            nyms,
            CONTEXT,
            messages,
            None,
            shown,
            None,
            Some(blind),
        )?;
        Ok([proof.to_bytes(), pseudonym.to_bytes()].concat())
    }

    /// Whether the bytes of a proof hold.
    pub fn verify(&self, bytes: &[u8], presentation_header: &[u8]) -> Result<(), Error> {
        let (ph, messages, shown) =
            (Some(presentation_header), self.messages.get(..SHOWN.len()), Some(SHOWN.as_slice()));
        let Some((nyms, _)) = &self.nyms else {
            return PoKSignature::<Suite>::from_bytes(bytes)?.proof_verify(&self.key, messages, shown, HEADER, ph);
        };
        let (proof, pseudonym) =
            bytes.split_last_chunk::<POINT_BYTES>().ok_or(Error::InvalidProofOfKnowledgeSignature)?;
        let pseudonym = BBSplusPseudonym::from_bytes(pseudonym)?;
        PoKSignature::<Suite>::from_bytes(proof)?.proof_verify_with_nym(
            &self.key,
            HEADER,
            ph,
            &pseudonym,
            CONTEXT,
            nyms.len(),
            Some(self.messages.len()),
            messages,
            None,
            shown,
            None,
        )
    }
}

type Issued = (Vec<u8>, (Vec<PseudonymSecret>, BlindFactor));

fn issue(secret: &BBSplusSecretKey, key: &BBSplusPublicKey, messages: &[Vec<u8>]) -> Result<Issued, Error> {
    let (nyms, entropy) = (PseudonymSecret::random_vec(1), PseudonymSecret::random());
    let (commitment, blind) = Commitment::<Suite>::commit_with_nym(None, nyms.clone())?;
    let signature = BlindSignature::<Suite>::blind_sign_with_nym(
        secret,
        key,
        Some(&commitment.to_bytes()),
        nyms.len(),
        HEADER,
        &entropy,
        Some(messages),
    )?;
    let nyms =
        signature.verify_finalize_with_nym(key, HEADER, Some(messages), None, nyms, Some(&entropy), Some(&blind))?;
    Ok((signature.to_bytes().to_vec(), (nyms, blind)))
}
