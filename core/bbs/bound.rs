//! A commitment to one nym secret whose maker is recognised: it carries OP · prover_nym with the same response scalar.
//!
//! Ours, not the drafts'. An issuer sees that two requests come from one person (and refuses a second identity), and
//! learns nothing else: OP is the issuer's own context. The statement: C = Q2·s + J1·m and P = OP·m.

use zeroize::Zeroizing;

use super::{
    BbsError, Blind, Params, Scalars,
    curve::{self, Base, POINT_BYTES, Point, SCALAR_BYTES, Scalar, Secrecy},
    suite::length,
};

/// Tag of this proof's challenge; nothing else hashes under it.
const DST: &[u8] = b"OWNYOU_BOUND_COMMITMENT_V1_H2S_";

/// C, P, and the proof that one secret is in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundCommitment {
    commitment: Point,
    nym: Point,
    blind_response: Scalar,
    nym_response: Scalar,
    challenge: Scalar,
}

impl BoundCommitment {
    /// Bytes: C ‖ P ‖ s^ ‖ m^ ‖ c.
    pub const BYTES: usize = 2 * POINT_BYTES + 3 * SCALAR_BYTES;

    /// Commits to `nym` under `blind`, recognisable in `context`.
    pub fn make(
        params: &Params,
        context: &[u8],
        nym: &Scalar,
        blind: &Blind,
        scalars: &mut impl Scalars,
    ) -> Result<Self, BbsError> {
        let (q2, j1) = generators(params)?;
        let operator = params.scheme().operator(context);
        let (blind_tilde, nym_tilde) = (Zeroizing::new(scalars.scalar()?), Zeroizing::new(scalars.scalar()?));
        let commitment = curve::sum(&[(q2, *blind.scalar()), (j1, *nym)]);
        let recognised = curve::sum(&[(operator, *nym)]);
        let random = curve::sum(&[(q2, *blind_tilde), (j1, *nym_tilde)]);
        let random_nym = curve::sum(&[(operator, *nym_tilde)]);
        let challenge = challenge(params, &[q2, j1, operator, commitment, recognised, random, random_nym], context);
        Ok(Self {
            commitment,
            nym: recognised,
            blind_response: *blind_tilde + blind.scalar() * challenge,
            nym_response: *nym_tilde + nym * challenge,
            challenge,
        })
    }

    /// Whether the proof holds in `context`.
    pub fn verify(&self, params: &Params, context: &[u8]) -> Result<(), BbsError> {
        let (q2, j1) = generators(params)?;
        let operator = params.scheme().operator(context);
        let c = -self.challenge;
        let responses = [&self.blind_response, &self.nym_response];
        let opened = params.blind_bases().zip(responses).chain([(Base::New(self.commitment), &c)]);
        let random = curve::combine(opened, Secrecy::Public);
        let known = [(Base::New(operator), &self.nym_response), (Base::New(self.nym), &c)];
        let random_nym = curve::combine(known, Secrecy::Public);
        let again = challenge(params, &[q2, j1, operator, self.commitment, self.nym, random, random_nym], context);
        if again == self.challenge { Ok(()) } else { Err(BbsError::Commitment) }
    }

    /// C: what the issuer signs.
    pub fn commitment(&self) -> &Point {
        &self.commitment
    }

    /// P: OP · prover_nym, the same for one person in one context for ever.
    pub fn nym(&self) -> &Point {
        &self.nym
    }

    /// The wire form.
    pub fn to_bytes(&self) -> Vec<u8> {
        let points = [&self.commitment, &self.nym].into_iter().flat_map(curve::point_bytes);
        let scalars = [&self.blind_response, &self.nym_response, &self.challenge];
        points.chain(scalars.into_iter().flat_map(curve::to_bytes)).collect()
    }

    /// Of exactly [`Self::BYTES`] bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BbsError> {
        let what = "commitment";
        let (points, scalars) = bytes.split_at_checked(2 * POINT_BYTES).ok_or(BbsError::Length(what))?;
        let ([commitment, nym], []) = points.as_chunks::<POINT_BYTES>() else { return Err(BbsError::Length(what)) };
        let ([s, m, c], []) = scalars.as_chunks::<SCALAR_BYTES>() else { return Err(BbsError::Length(what)) };
        Ok(Self {
            commitment: curve::point(commitment, what)?,
            nym: curve::point(nym, what)?,
            blind_response: curve::scalar(s, what)?,
            nym_response: curve::scalar(m, what)?,
            challenge: curve::scalar(c, what)?,
        })
    }
}

/// Q2 and J1 of a scheme that commits to one scalar.
fn generators(params: &Params) -> Result<(Point, Point), BbsError> {
    match params.blind_points() {
        [q2, j1] => Ok((*q2, *j1)),
        _ => Err(BbsError::Shape("generators")),
    }
}

fn challenge(params: &Params, points: &[Point], context: &[u8]) -> Scalar {
    let mut input = curve::points_bytes(points).concat();
    input.extend(length(context.len()));
    input.extend(context);
    params.scheme().suite().hash_to_scalar(&input, DST)
}
