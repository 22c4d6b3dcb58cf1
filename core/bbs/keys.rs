//! The issuer's key pair.

use std::fmt;

use data_encoding::HEXLOWER;
use zeroize::{Zeroize, Zeroizing};

use crate::random::Random;

use super::{
    BbsError, Scalars, Suite, Uniform,
    curve::{self, G2_BYTES, Key, SCALAR_BYTES, Scalar},
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
        PublicKey(Key::of(&self.0))
    }
}

impl Drop for SecretKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// What verifies: a point of G2, never the neutral one. A copy shares what has been worked out of it for pairings.
#[derive(Clone)]
pub struct PublicKey(pub(super) Key);

impl PublicKey {
    /// 96 bytes, compressed.
    pub fn to_bytes(&self) -> [u8; G2_BYTES] {
        self.0.to_bytes()
    }

    /// Of 96 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BbsError> {
        let bytes = bytes.try_into().map_err(|_| BbsError::Length("public key"))?;
        Ok(Self(Key::from_bytes(bytes, "public key")?))
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.to_bytes() == other.to_bytes()
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "PublicKey({})", HEXLOWER.encode(&self.to_bytes()))
    }
}
