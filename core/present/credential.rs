//! What a holder has: the secrets that follow from their words, and a credential of one week.

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{
    bbs::{Blind, OWN, Prover, PublicKey, Scalar, Signature, Uniform, point_bytes, scalar_bytes, times},
    random::Random,
};

use super::{
    Assurance, Context, Epoch, Header, Origin, PresentError, Ready, Request, Token, encode, envelope::Segments, human,
};

const PROVER_NYM: &[u8] = b"ownyou/identity/prover-nym/v1/2026-11";
const BLIND: &[u8] = b"ownyou/identity/blind/v1/2026-11";

/// A person's own half of the nym secret, and what blinds it: both follow from the identity seed, so that the words
/// alone ask for the same credential again.
pub struct Holder {
    pub(super) nym: Zeroizing<Scalar>,
    pub(super) blind: Blind,
}

impl Holder {
    /// Of the identity seed, towards one issuer.
    pub fn derive(seed: &[u8; 32], issuer: &Origin) -> Self {
        let nym = Zeroizing::new(Scalar::from_bytes_wide(&expand(seed, &[PROVER_NYM])));
        Self { nym, blind: Blind::derived(&expand(seed, &[BLIND, issuer.as_str().as_bytes()])) }
    }
}

/// HKDF-SHA256 of the identity seed; for a scalar 64 bytes, enough that a reduction modulo the order is uniform.
pub(crate) fn expand<const N: usize>(seed: &[u8; 32], info: &[&[u8]]) -> Zeroizing<[u8; N]> {
    let mut okm = Zeroizing::new([0; N]);
    // Fails only for more than 255 × 32 bytes of output.
    let expanded = Hkdf::<Sha256>::new(None, seed).expand_multi_info(info, okm.as_mut_slice());
    debug_assert!(expanded.is_ok());
    okm
}

/// A credential: the issuer's signature for one week. Worth nothing without the holder's secrets.
#[derive(Clone)]
pub struct Credential {
    /// Its week.
    pub epoch: Epoch,
    /// What the issuer checked.
    pub assurance: Assurance,
    /// The issuer's key of that week.
    pub key: PublicKey,
    pub(super) signature: Signature,
    /// The issuer's half of the nym secret.
    pub(super) entropy: Zeroizing<Scalar>,
}

impl Credential {
    /// A token that logs the holder in at the request's origin, saying `segments` of them; and their pseudonym there.
    pub fn log_in(
        &self,
        holder: &Holder,
        request: &Request,
        segments: &Segments,
        random: &impl Random,
    ) -> Result<Token, PresentError> {
        Ready::new(self, holder)?.log_in(request, segments, random)
    }

    /// The issuer's half of the nym secret: another after a reset.
    pub fn entropy(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(scalar_bytes(&self.entropy))
    }

    /// The holder's pseudonym at a publisher, as the publisher will see it.
    pub fn sub(&self, holder: &Holder, publisher: &Origin) -> Result<String, PresentError> {
        let secret = Zeroizing::new(*holder.nym + *self.entropy);
        let operator = OWN.operator(Context::login(publisher).as_bytes());
        Ok(encode(&point_bytes(&times(&operator, &secret))))
    }

    /// A token for this header in this context.
    pub(super) fn present(
        &self,
        holder: &Holder,
        header: &Header,
        context: &Context,
        random: &impl Random,
    ) -> Result<Token, PresentError> {
        let presentation_header = header.to_bytes();
        let statement = human::statement(&presentation_header, context);
        let (proof, pseudonym) = self.prover(holder)?.prove(&statement, &mut Uniform(random))?;
        let (epoch, assurance) = (self.epoch, self.assurance);
        Ok(Token { epoch, assurance, pseudonym, segments: header.segments.clone(), proof })
    }

    /// Who proves it, for its holder.
    pub(super) fn prover(&self, holder: &Holder) -> Result<Prover<'static>, PresentError> {
        Ok(Prover::new(human::params()?, &self.key, &self.signature, self.messages(holder), &human::SHOWN)?)
    }

    /// Whether the issuer really signed it for this holder.
    pub(super) fn check(&self, holder: &Holder) -> Result<(), PresentError> {
        let messages = self.messages(holder);
        Ok(self.signature.verify(human::params()?, &self.key, human::header(), &messages, human::NYMS)?)
    }

    /// Everything that was signed: the open messages, the blinding factor, the nym secret.
    fn messages(&self, holder: &Holder) -> Zeroizing<Vec<Scalar>> {
        let mut messages = Zeroizing::new(human::messages(self.epoch, self.assurance));
        messages.push(*holder.blind.scalar());
        messages.push(*holder.nym + *self.entropy);
        messages
    }
}
