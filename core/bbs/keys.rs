//! The issuer's key pair.

use bls12_381::{G2Affine, G2Prepared};
use zeroize::{Zeroize, Zeroizing};

use crate::random::Random;

use super::{
    BbsError, Scalars, Suite, Uniform,
    curve::{self, G2_BYTES, SCALAR_BYTES, Scalar},
};

/// The least that a key is derived from.
const MATERIAL_BYTES: usize = 32;

/// What signs. Zeroized when dropped; never shown.
pub struct SecretKey(pub(super) Scalar);

impl SecretKey {
    /// A fresh key.
    pub fn generate(random: &impl Random) -> Result<Self, BbsError> {
        Ok(Self(Uniform(random).scalar()?))
    }

    /// `KeyGen` of draft-irtf-cfrg-bbs-signatures §3.4.1: the key of this secret material (32 bytes or more), for a use
    /// that `info` names (at most 65,535 bytes), under the tag `dst`.
    pub fn derive(suite: &Suite, material: &[u8], info: &[u8], dst: &[u8]) -> Result<Self, BbsError> {
        let length = u16::try_from(info.len()).map_err(|_| BbsError::Length("key info"))?;
        if material.len() < MATERIAL_BYTES {
            return Err(BbsError::Length("key material"));
        }
        let input = Zeroizing::new([material, &length.to_be_bytes(), info].concat());
        match suite.hash_to_scalar(&input, dst) {
            scalar if scalar == Scalar::zero() => Err(BbsError::NotAScalar("secret key")),
            scalar => Ok(Self(scalar)),
        }
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
