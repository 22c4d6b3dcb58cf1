//! The issuer's signature over messages it knows and a commitment it cannot open, and the holder's check of it
//! (draft-irtf-cfrg-bbs-per-verifier-linkability-03, blind issuance).

use zeroize::Zeroizing;

use super::{
    BbsError, Params, PublicKey, SecretKey,
    curve::{self, POINT_BYTES, Point, SCALAR_BYTES, Scalar},
    params,
};

/// A signature: A and e.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub(super) a: Point,
    pub(super) e: Scalar,
}

/// What the issuer signs.
pub struct SignerInput<'a> {
    /// The header, the same for everyone.
    pub header: &'a [u8],
    /// The messages it knows, as scalars.
    pub messages: &'a [Scalar],
    /// The commitment's point, its proof having been checked.
    pub commitment: &'a Point,
    /// `signer_nym_entropy`, added to the holder's last nym secret.
    pub entropy: &'a Scalar,
    /// N: how many of the committed scalars are nym secrets.
    pub nyms: usize,
}

/// Bytes of a signature.
const BYTES: usize = POINT_BYTES + SCALAR_BYTES;

impl Signature {
    /// Signs. The same input gives the same signature.
    pub fn sign(params: &Params, key: &SecretKey, input: &SignerInput) -> Result<Self, BbsError> {
        if input.messages.len() != params.open() {
            return Err(BbsError::Shape("messages"));
        }
        let domain = params.domain(&key.public(), &header(input.header, input.nyms));
        let last = params.message_points().last().ok_or(BbsError::Shape("generators"))?;
        let mut terms = vec![(params.domain_point()?, domain), (*last, *input.entropy)];
        terms.extend(params.message_points().iter().copied().zip(input.messages.iter().copied()));
        let b = params.base + input.commitment + curve::sum(&terms);
        let e = params::h2s(&[key.to_bytes().as_slice(), &curve::point_bytes(&b)].concat());
        let inverse = Option::<Scalar>::from((key.0 + e).invert()).ok_or(BbsError::Signature)?;
        Ok(Self { a: curve::sum(&[(b, inverse)]), e })
    }

    /// Whether `key` signed `messages`: those the issuer knows, the blinding factor, the committed ones with the nym
    /// secrets last.
    pub fn verify(
        &self,
        params: &Params,
        key: &PublicKey,
        header_octets: &[u8],
        messages: &[Scalar],
        nyms: usize,
    ) -> Result<(), BbsError> {
        let b = b_value(params, key, header_octets, messages, nyms)?;
        if curve::pairing_holds(&self.a, &key.shifted(&self.e), &b) { Ok(()) } else { Err(BbsError::Signature) }
    }

    /// A ‖ e.
    pub fn to_bytes(&self) -> [u8; BYTES] {
        let mut bytes = [0; BYTES];
        for (to, from) in bytes.iter_mut().zip(curve::point_bytes(&self.a).into_iter().chain(curve::to_bytes(&self.e)))
        {
            *to = from;
        }
        bytes
    }

    /// Of exactly 80 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BbsError> {
        let (a, e) = bytes.split_at_checked(POINT_BYTES).ok_or(BbsError::Length("signature"))?;
        Ok(Self { a: curve::point(a, "signature")?, e: curve::scalar(e, "signature")? })
    }
}

/// The header as it is signed: with N behind it.
pub(super) fn header(octets: &[u8], nyms: usize) -> Vec<u8> {
    [octets, &params::length(nyms)].concat()
}

/// B: what the signature is over.
pub(super) fn b_value(
    params: &Params,
    key: &PublicKey,
    header_octets: &[u8],
    messages: &[Scalar],
    nyms: usize,
) -> Result<Point, BbsError> {
    if messages.len() != params.messages() {
        return Err(BbsError::Shape("messages"));
    }
    let domain = params.domain(key, &header(header_octets, nyms));
    let mut terms = Zeroizing::new(vec![(params.domain_point()?, domain)]);
    terms.extend(params.message_points().iter().copied().zip(messages.iter().copied()));
    Ok(params.base + curve::sum(&terms))
}
