//! The issuer's signature over messages it knows and, but for the core interface, a commitment it cannot open; and the
//! holder's check of it.

use zeroize::Zeroizing;

use super::{
    BbsError, Interface, Params, PublicKey, SecretKey,
    curve::{self, POINT_BYTES, Point, SCALAR_BYTES, Scalar, Secrecy},
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
    /// Signs what the issuer knows and a commitment with nym secrets. The same input gives the same signature.
    pub fn sign(params: &Params, key: &SecretKey, input: &SignerInput) -> Result<Self, BbsError> {
        let (b, _) = b_open(params, key, input.header, input.messages, input.nyms)?;
        let last = params.message_points().last().ok_or(BbsError::Shape("generators"))?;
        seal_blind(params, key, &(b + input.commitment + curve::times(last, input.entropy)))
    }

    /// Signs what the issuer knows and what the holder has committed to, if anything (the blind interface). The
    /// commitment's proof has been checked.
    pub fn sign_blind(
        params: &Params,
        key: &SecretKey,
        header: &[u8],
        messages: &[Scalar],
        commitment: Option<&Point>,
    ) -> Result<Self, BbsError> {
        of(params, Interface::Blind)?;
        let (b, _) = b_open(params, key, header, messages, 0)?;
        seal_blind(params, key, &commitment.map_or(b, |point| b + point))
    }

    /// Signs messages that the issuer knows all of (the core interface).
    pub fn sign_open(params: &Params, key: &SecretKey, header: &[u8], messages: &[Scalar]) -> Result<Self, BbsError> {
        of(params, Interface::Core)?;
        let (b, domain) = b_open(params, key, header, messages, 0)?;
        let mut input = Zeroizing::new(key.to_bytes().to_vec());
        // At once: a vector that grows would leave the key behind in memory.
        input.reserve_exact((messages.len() + 1) * SCALAR_BYTES);
        input.extend(messages.iter().chain([&domain]).flat_map(curve::to_bytes));
        seal(key, &b, params.scheme().hash(&input))
    }

    /// Whether `key` signed `messages`: those the issuer knows, then, where the holder commits, the blinding factor (zero
    /// when nothing was committed) and the committed ones, the last N (`nyms`) of them nym secrets.
    pub fn verify(
        &self,
        params: &Params,
        key: &PublicKey,
        header: &[u8],
        messages: &[Scalar],
        nyms: usize,
    ) -> Result<(), BbsError> {
        let b = b_value(params, key, header, messages, nyms)?;
        if curve::pairings_hold(&[(self.a, &key.0.shifted(&self.e))], &b) { Ok(()) } else { Err(BbsError::Signature) }
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

/// B: what the signature is over.
pub(super) fn b_value(
    params: &Params,
    key: &PublicKey,
    header: &[u8],
    messages: &[Scalar],
    nyms: usize,
) -> Result<Point, BbsError> {
    if messages.len() != params.messages() {
        return Err(BbsError::Shape("messages"));
    }
    Ok(b_of(params, params.domain(key, header, nyms)?, messages))
}

/// The issuer's share of B, and the domain.
fn b_open(
    params: &Params,
    key: &SecretKey,
    header: &[u8],
    messages: &[Scalar],
    nyms: usize,
) -> Result<(Point, Scalar), BbsError> {
    if messages.len() != params.open() {
        return Err(BbsError::Shape("messages"));
    }
    let domain = params.domain(&key.public(), header, nyms)?;
    Ok((b_of(params, domain, messages), domain))
}

/// B of all messages: P1 + Q1 · domain + Σ generatorᵢ · messageᵢ, over as many generators as there are messages.
pub(super) fn b_of(params: &Params, domain: Scalar, messages: &[Scalar]) -> Point {
    curve::combine(params.bases().zip([&Scalar::one(), &domain].into_iter().chain(messages)), Secrecy::Secret)
}

/// The signature over B where the holder's share of it is unknown: e follows from the key and B.
fn seal_blind(params: &Params, key: &SecretKey, b: &Point) -> Result<Signature, BbsError> {
    let input = Zeroizing::new([key.to_bytes().as_slice(), &curve::point_bytes(b)].concat());
    seal(key, b, params.scheme().hash(&input))
}

fn seal(key: &SecretKey, b: &Point, e: Scalar) -> Result<Signature, BbsError> {
    let inverse = (key.0 + e).invert().map(Zeroizing::new).ok_or(BbsError::Signature)?;
    if e == Scalar::zero() || *b == Point::default() {
        return Err(BbsError::Signature);
    }
    Ok(Signature { a: curve::times(b, &inverse), e })
}

fn of(params: &Params, interface: Interface) -> Result<(), BbsError> {
    if params.scheme().interface() == interface { Ok(()) } else { Err(BbsError::Shape("generators")) }
}
