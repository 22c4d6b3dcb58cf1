//! The issuer's key pair.

use bls12_381::{G2Affine, G2Prepared};
use zeroize::{Zeroize, Zeroizing};

use crate::random::Random;

use super::{
    BbsError, Scalars, Uniform,
    curve::{self, G2_BYTES, SCALAR_BYTES, Scalar},
};

/// What signs. Zeroized when dropped; never shown.
pub struct SecretKey(pub(super) Scalar);

impl SecretKey {
    /// A fresh key.
    pub fn generate(random: &impl Random) -> Result<Self, BbsError> {
        Ok(Self(Uniform(random).scalar()?))
    }

    /// 32 bytes, big-endian.
    pub fn to_bytes(&self) -> Zeroizing<[u8; SCALAR_BYTES]> {
        Zeroizing::new(curve::to_bytes(&self.0))
    }

    /// Of 32 bytes, big-endian; neither zero nor above the order.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BbsError> {
        Ok(Self(curve::scalar(bytes, "secret key")?))
    }

    /// Its public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(curve::g2_times(&self.0))
    }
}

impl Drop for SecretKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// What verifies: a point of G2, never the neutral one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(G2Affine);

impl PublicKey {
    /// 96 bytes, compressed.
    pub fn to_bytes(&self) -> [u8; G2_BYTES] {
        self.0.to_compressed()
    }

    /// Of 96 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BbsError> {
        let bytes = bytes.try_into().map_err(|_| BbsError::Length("public key"))?;
        Ok(Self(curve::g2(bytes, "public key")?))
    }

    pub(super) fn prepared(&self) -> G2Prepared {
        G2Prepared::from(self.0)
    }

    /// PK + P2 · e, prepared.
    pub(super) fn shifted(&self, e: &Scalar) -> G2Prepared {
        curve::g2_shifted(&self.0, e)
    }
}
