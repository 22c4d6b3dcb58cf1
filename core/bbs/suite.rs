//! Ciphersuites and interfaces: which hash, and which of the drafts' three schemes, with the tags that keep them apart.
//!
//! A suite is a value that others point to, so a build links only the hash of a suite that it names.

use super::{
    BbsError,
    curve::{self, EXPAND_LEN, Hash, POINT_BYTES, Point, Scalar},
};

/// A ciphersuite of draft-irtf-cfrg-bbs-signatures: its identifier, base point and hash.
#[derive(Debug)]
pub struct Suite {
    id: &'static [u8],
    /// P1, compressed.
    base: [u8; POINT_BYTES],
    hash: Hash,
}

/// BLS12-381-SHA-256 (§7.2.2 of the draft).
pub static SHA_256: Suite = Suite {
    id: b"BBS_BLS12381G1_XMD:SHA-256_SSWU_RO_",
    base: [
        0xa8, 0xce, 0x25, 0x61, 0x02, 0x84, 0x08, 0x21, 0xa3, 0xe9, 0x4e, 0xa9, 0x02, 0x5e, 0x46, 0x62, 0xb2, 0x05,
        0x76, 0x2f, 0x97, 0x76, 0xb3, 0xa7, 0x66, 0xc8, 0x72, 0xb9, 0x48, 0xf1, 0xfd, 0x22, 0x5e, 0x7c, 0x59, 0x69,
        0x85, 0x88, 0xe7, 0x0d, 0x11, 0x40, 0x6d, 0x16, 0x1b, 0x4e, 0x28, 0xc9,
    ],
    hash: Hash::Sha256,
};

/// BLS12-381-SHAKE-256 (§7.2.1 of the draft).
#[cfg(any(test, feature = "fixtures"))]
pub static SHAKE_256: Suite = Suite {
    id: b"BBS_BLS12381G1_XOF:SHAKE-256_SSWU_RO_",
    base: [
        0x89, 0x29, 0xdf, 0xbc, 0x7e, 0x66, 0x42, 0xc4, 0xed, 0x9c, 0xba, 0x08, 0x56, 0xe4, 0x93, 0xf8, 0xb9, 0xd7,
        0xd5, 0xfc, 0xb0, 0xc3, 0x1e, 0xf8, 0xfd, 0xcd, 0x34, 0xd5, 0x06, 0x48, 0xa5, 0x6c, 0x79, 0x5e, 0x10, 0x6e,
        0x9e, 0xad, 0xa6, 0xe0, 0xbd, 0xa3, 0x86, 0xb4, 0x14, 0x15, 0x07, 0x55,
    ],
    hash: Hash::Shake256,
};

impl Suite {
    /// `expand_message` of RFC 9380 into `out`, of which a hash gives at most some 8,000 bytes.
    pub(super) fn expand(&self, message: &[u8], dst: &[u8], out: &mut [u8]) {
        self.hash.expand(message, dst, out);
    }

    /// `hash_to_scalar`: a scalar that follows from `message` alone.
    pub(super) fn hash_to_scalar(&self, message: &[u8], dst: &[u8]) -> Scalar {
        let mut expanded = zeroize::Zeroizing::new([0; EXPAND_LEN]);
        self.expand(message, dst, expanded.as_mut_slice());
        curve::wide(&expanded)
    }

    /// `hash_to_curve_g1`: a point of which nobody knows the logarithm.
    pub(super) fn hash_to_point(&self, message: &[u8], dst: &[u8]) -> Point {
        curve::hash_to_point(self.hash, message, dst)
    }

    /// P1.
    pub(super) fn base(&self) -> Result<Point, BbsError> {
        curve::point(&self.base, "base point")
    }
}

/// Which draft's operations: each has tags of its own, so nothing made in one holds in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interface {
    /// draft-irtf-cfrg-bbs-signatures: the issuer knows every message.
    Core,
    /// draft-irtf-cfrg-bbs-blind-signatures-02: the holder commits to some.
    Blind,
    /// draft-irtf-cfrg-bbs-per-verifier-linkability-03: the last of those are nym secrets.
    Pseudonym,
}

/// A ciphersuite and an interface.
#[derive(Debug, Clone, Copy)]
pub struct Scheme {
    suite: &'static Suite,
    interface: Interface,
}

/// What OwnYou's credentials are made of.
pub const OWN: Scheme = Scheme::new(&SHA_256, Interface::Pseudonym);

impl Scheme {
    /// The operations of `interface` with the hash of `suite`.
    pub const fn new(suite: &'static Suite, interface: Interface) -> Self {
        Self { suite, interface }
    }

    /// Its ciphersuite.
    pub fn suite(&self) -> &'static Suite {
        self.suite
    }

    /// Its interface.
    pub fn interface(&self) -> Interface {
        self.interface
    }

    /// `api_id` followed by `suffix`: the tag of one of its hashes.
    pub(super) fn tag(&self, suffix: &[u8]) -> Vec<u8> {
        let interface: &[u8] = match self.interface {
            Interface::Core => b"H2G_HM2S_",
            Interface::Blind => b"BLIND_H2G_HM2S_",
            Interface::Pseudonym => b"H2G_HM2S_PSEUDONYM_",
        };
        [self.suite.id, interface, suffix].concat()
    }

    /// The scalar of a message.
    pub fn message(&self, octets: &[u8]) -> Scalar {
        self.suite.hash_to_scalar(octets, &self.tag(b"MAP_MSG_TO_SCALAR_AS_HASH_"))
    }

    /// OP: the point of a context, by which a pseudonym's nym secrets are multiplied.
    pub fn operator(&self, context: &[u8]) -> Point {
        self.suite.hash_to_point(context, &self.tag(b""))
    }

    /// z: where the nym secrets' polynomial is evaluated.
    pub(super) fn nym_base(&self, context: &[u8]) -> Scalar {
        self.suite.hash_to_scalar(context, &self.tag(b"VECT_NYM_SECRETS"))
    }

    /// `hash_to_scalar` with the interface's own tag.
    pub(super) fn hash(&self, input: &[u8]) -> Scalar {
        self.suite.hash_to_scalar(input, &self.tag(b"H2S_"))
    }

    /// The header as it is signed: with N behind it where there are nym secrets, which is with pseudonyms and only there.
    pub(super) fn header(&self, octets: &[u8], nyms: usize) -> Result<Vec<u8>, BbsError> {
        match (self.interface, nyms) {
            (Interface::Core | Interface::Blind, 0) => Ok(octets.to_vec()),
            (Interface::Pseudonym, 1..) => Ok([octets, &length(nyms)].concat()),
            _ => Err(BbsError::Shape("nym secrets")),
        }
    }
}

/// A count as the drafts write it: eight bytes, big-endian.
pub(super) fn length(count: usize) -> [u8; 8] {
    // A usize has at most 64 bits on every machine that Rust knows.
    u64::try_from(count).unwrap_or(u64::MAX).to_be_bytes()
}
