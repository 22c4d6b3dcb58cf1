//! BBS signatures with per-verifier pseudonyms: pure functions over bytes, no I/O, no clock, injected randomness.
//!
//! draft-irtf-cfrg-bbs-signatures (wire format of -11), blind issuance of draft-irtf-cfrg-bbs-blind-signatures-02,
//! pseudonyms of draft-irtf-cfrg-bbs-per-verifier-linkability-03, each with either ciphersuite; OwnYou itself uses one
//! of the six, [`OWN`]. The names are the drafts' own. `curve` is the only folder that knows a curve library; `suite`
//! and `params` say which scheme it is; `commit`, `sign`, `proof` are the three steps between issuer, holder and
//! verifier; `bound` is our own addition, a commitment whose maker is recognised;
//! `batch` verifies many proofs at once.
//!
//! Every decoder is total: any bytes in, a typed error out.

mod batch;
mod bound;
mod commit;
mod curve;
#[cfg(any(test, feature = "fixtures"))]
pub mod fixture;
mod keys;
mod params;
mod proof;
mod sign;
mod suite;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;

pub use batch::{Claim, verify_batch};
pub use bound::BoundCommitment;
pub use commit::{Blind, Commitment, commit};
pub use curve::G2_BYTES as PUBLIC_KEY_BYTES;
pub use curve::{
    POINT_BYTES, Point, SCALAR_BYTES, Scalar, point, point_bytes, scalar, times, to_bytes as scalar_bytes,
};
pub use keys::{PublicKey, SecretKey};
pub use params::{MAX_MESSAGES, Params};
pub use proof::{Disclosed, Opening, PROOF_BASE_BYTES, Proof, Prover, Statement};
pub use sign::{Signature, SignerInput};
#[cfg(any(test, feature = "fixtures"))]
pub use suite::SHAKE_256;
pub use suite::{Interface, OWN, SHA_256, Scheme, Suite};

use crate::{
    error::Explain,
    random::{NoRandomness, Random},
};

/// Why something is not a key, a signature or a proof, or cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BbsError {
    /// The bytes are not of the one length that they can have.
    #[error("the {0} has the wrong length")]
    Length(&'static str),
    /// Bytes that are no point of the group.
    #[error("the {0} is no point of the group")]
    NotAPoint(&'static str),
    /// The neutral element where it must not be: it would make a proof of nothing.
    #[error("the {0} is the neutral element")]
    Identity(&'static str),
    /// Bytes that are no scalar, or zero.
    #[error("the {0} is no scalar of the group")]
    NotAScalar(&'static str),
    /// Indexes, messages or generators that do not belong together.
    #[error("the {0} do not fit the scheme")]
    Shape(&'static str),
    /// A commitment whose proof does not hold.
    #[error("the commitment is not proven")]
    Commitment,
    /// A signature that this key did not make over these messages.
    #[error("the signature does not hold")]
    Signature,
    /// A proof that does not hold.
    #[error("the proof does not hold")]
    Proof,
    /// No randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

impl Explain for BbsError {
    fn code(&self) -> &'static str {
        match self {
            Self::Length(_) => "bbs-length",
            Self::NotAPoint(_) => "bbs-not-a-point",
            Self::Identity(_) => "bbs-identity",
            Self::NotAScalar(_) => "bbs-not-a-scalar",
            Self::Shape(_) => "bbs-shape",
            Self::Commitment => "bbs-commitment",
            Self::Signature => "bbs-signature",
            Self::Proof => "bbs-proof",
            Self::NoRandomness(_) => "no-randomness",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::NoRandomness(_) => "Restart the browser or the device, then try again.",
            Self::Shape(_) => "This is an error of the program that calls; report it.",
            _ => "Do not accept it. Ask for a fresh one; if that fails too, the other side is broken or dishonest.",
        }
    }
}

/// Where secret scalars come from: [`Random`] in the product, the drafts' mocked source in tests.
pub trait Scalars {
    /// A uniform scalar.
    fn scalar(&mut self) -> Result<Scalar, BbsError>;
}

/// Uniform scalars out of random bytes.
pub struct Uniform<'a, R: Random>(pub &'a R);

impl<R: Random> Scalars for Uniform<'_, R> {
    fn scalar(&mut self) -> Result<Scalar, BbsError> {
        let bytes = zeroize::Zeroizing::new(self.0.array::<64>()?);
        Ok(Scalar::from_bytes_wide(&bytes))
    }
}
