//! The holder's commitment to what the issuer signs unseen (draft-irtf-cfrg-bbs-blind-signatures-02 §4.1).

use zeroize::{Zeroize, Zeroizing};

use super::{
    BbsError, Params, Scalars,
    curve::{self, Base, POINT_BYTES, Point, SCALAR_BYTES, Scalar, Secrecy},
    suite::length,
};

/// `secret_prover_blind`: what hides the committed messages. Zeroized when dropped.
pub struct Blind(pub(super) Scalar);

impl Blind {
    /// A blinding factor that follows from `bytes` (64 uniform ones), so that a request can be made again.
    pub fn derived(bytes: &[u8; 64]) -> Self {
        Self(Scalar::from_bytes_wide(bytes))
    }

    /// Its scalar, to be proven with.
    pub fn scalar(&self) -> &Scalar {
        &self.0
    }
}

impl Drop for Blind {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// A commitment with the proof that its maker can open it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    point: Point,
    responses: Vec<Scalar>,
    challenge: Scalar,
}

/// Commits to `committed` scalars (messages, then nym secrets).
pub fn commit(
    params: &Params,
    committed: &[Scalar],
    scalars: &mut impl Scalars,
) -> Result<(Commitment, Blind), BbsError> {
    let points = params.blind_points();
    if points.len() != committed.len() + 1 {
        return Err(BbsError::Shape("committed messages"));
    }
    let blind = Blind(scalars.scalar()?);
    let secrets: Zeroizing<Vec<Scalar>> =
        Zeroizing::new(std::iter::once(blind.0).chain(committed.iter().copied()).collect());
    let tildes = Zeroizing::new(secrets.iter().map(|_| scalars.scalar()).collect::<Result<Vec<_>, _>>()?);
    let joint = |secrets: &[Scalar]| curve::combine(params.blind_bases().zip(secrets), Secrecy::Secret);
    let point = joint(&secrets);
    let challenge = challenge(params, &point, &joint(&tildes));
    let responses = tildes.iter().zip(secrets.iter()).map(|(tilde, secret)| tilde + secret * challenge).collect();
    Ok((Commitment { point, responses, challenge }, blind))
}

impl Commitment {
    /// C: what the issuer signs, once the proof is found to hold.
    pub fn point(&self) -> &Point {
        &self.point
    }

    /// Whether the proof holds.
    pub fn verify(&self, params: &Params) -> Result<(), BbsError> {
        let points = params.blind_points();
        if points.len() != self.responses.len() {
            return Err(BbsError::Shape("committed messages"));
        }
        let negative = -self.challenge;
        let terms = params.blind_bases().zip(&self.responses).chain([(Base::New(self.point), &negative)]);
        let again = curve::combine(terms, Secrecy::Public);
        if challenge(params, &self.point, &again) == self.challenge { Ok(()) } else { Err(BbsError::Commitment) }
    }

    /// C ‖ s^ ‖ m^… ‖ c.
    pub fn to_bytes(&self) -> Vec<u8> {
        let scalars = self.responses.iter().chain([&self.challenge]).flat_map(curve::to_bytes);
        curve::point_bytes(&self.point).into_iter().chain(scalars).collect()
    }

    /// Of exactly the bytes that a commitment to `committed` scalars has.
    pub fn from_bytes(bytes: &[u8], committed: usize) -> Result<Self, BbsError> {
        let what = "commitment";
        let (point, rest) = bytes.split_at_checked(POINT_BYTES).ok_or(BbsError::Length(what))?;
        let (scalars, tail) = rest.as_chunks::<SCALAR_BYTES>();
        if !tail.is_empty() || scalars.len().checked_sub(2) != Some(committed) {
            return Err(BbsError::Length(what));
        }
        let mut responses = scalars.iter().map(|bytes| curve::scalar(bytes, what)).collect::<Result<Vec<_>, _>>()?;
        let challenge = responses.pop().ok_or(BbsError::Length(what))?;
        Ok(Self { point: curve::point(point, what)?, responses, challenge })
    }
}

fn challenge(params: &Params, commitment: &Point, random: &Point) -> Scalar {
    let points = params.blind_points();
    let mut input = length(points.len().saturating_sub(1)).to_vec();
    let all: Vec<Point> = points.iter().chain([commitment, random]).copied().collect();
    input.extend(curve::points_bytes(&all).as_flattened());
    params.scheme().hash(&input)
}
