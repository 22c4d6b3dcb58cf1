//! The answer's bytes: one fixed length for everyone. Everything that a verifier believes comes out of here, after the
//! proof held.

use crate::{
    bbs::{POINT_BYTES, PROOF_BASE_BYTES, Point, Proof, SCALAR_BYTES, point, point_bytes},
    order,
    profile::taxonomy::SegmentId,
};

use super::{Assurance, Epoch, PresentError, SCHEMA, decode, encode, human};

/// The most segments in one answer.
pub const MAX_SEGMENTS: usize = 3;

const VERSION: u8 = 1;
/// BLS12-381-SHA-256 with pseudonyms.
const SUITE: u8 = 1;
const PROOF_BYTES: usize = PROOF_BASE_BYTES + human::HIDDEN * SCALAR_BYTES;
const SEGMENT_BYTES: usize = 2 * MAX_SEGMENTS;

/// Up to three segment ids, ascending, padded with zero to one length.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Segments(Vec<SegmentId>);

impl Segments {
    /// Ascending, none twice, none zero, at most three.
    pub fn new(mut ids: Vec<SegmentId>) -> Result<Self, PresentError> {
        order::by(&mut ids, Ord::cmp);
        let distinct = ids.is_sorted_by(|a, b| a < b);
        if ids.len() > MAX_SEGMENTS || !distinct || ids.first().is_some_and(|id| id.0 == 0) {
            return Err(PresentError::Segments);
        }
        Ok(Self(ids))
    }

    /// The ids.
    pub fn ids(&self) -> &[SegmentId] {
        &self.0
    }

    /// Six bytes: each id in two, big-endian, then zeros.
    pub fn to_bytes(&self) -> [u8; SEGMENT_BYTES] {
        let mut bytes = [0; SEGMENT_BYTES];
        for (to, from) in bytes.iter_mut().zip(self.0.iter().flat_map(|id| id.0.to_be_bytes())) {
            *to = from;
        }
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, PresentError> {
        let (pairs, _) = bytes.as_chunks::<2>();
        let ids: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
        let used = ids.iter().position(|id| *id == 0).unwrap_or(ids.len());
        let (head, padding) = ids.split_at_checked(used).ok_or(PresentError::Segments)?;
        if padding.iter().any(|id| *id != 0) || !head.is_sorted_by(|a, b| a < b) {
            return Err(PresentError::Segments);
        }
        Self::new(head.iter().copied().map(SegmentId).collect())
    }
}

/// An answer, decoded and not yet believed.
#[derive(Debug, Clone)]
pub struct Token {
    pub(super) epoch: Epoch,
    pub(super) assurance: Assurance,
    pub(super) pseudonym: Point,
    pub(super) segments: Segments,
    pub(super) proof: Proof,
}

impl Token {
    /// Bytes of every token.
    pub const BYTES: usize = 2 + 1 + SCHEMA.len() + Epoch::BYTES + 1 + POINT_BYTES + SEGMENT_BYTES + 2 + PROOF_BYTES;

    /// version ‖ suite ‖ schema ‖ epoch ‖ assurance ‖ pseudonym ‖ segments ‖ proof.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION, SUITE];
        bytes.push(u8::try_from(SCHEMA.len()).unwrap_or(u8::MAX));
        bytes.extend(SCHEMA.as_bytes());
        bytes.extend(self.epoch.to_string().as_bytes());
        bytes.push(self.assurance.byte());
        bytes.extend(point_bytes(&self.pseudonym));
        bytes.extend(self.segments.to_bytes());
        let proof = self.proof.to_bytes();
        bytes.extend(u16::try_from(proof.len()).unwrap_or(u16::MAX).to_be_bytes());
        bytes.extend(proof);
        bytes
    }

    /// As text.
    pub fn to_text(&self) -> String {
        encode(&self.to_bytes())
    }

    /// Reads a token of exactly [`Self::BYTES`] bytes.
    pub fn from_text(text: &str) -> Result<Self, PresentError> {
        // Before anything is allocated for it.
        if text.len() > Self::BYTES * 2 {
            return Err(PresentError::Malformed("token"));
        }
        Self::from_bytes(&decode(text, "token")?)
    }

    /// Reads a token of exactly [`Self::BYTES`] bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, PresentError> {
        let mut rest = Reading(bytes);
        if rest.take(2)? != [VERSION, SUITE] {
            return Err(PresentError::Version("token"));
        }
        let length = rest.byte()?;
        if rest.take(usize::from(length))? != SCHEMA.as_bytes() {
            return Err(PresentError::Version("schema"));
        }
        let epoch = std::str::from_utf8(rest.take(Epoch::BYTES)?).map_err(|_| PresentError::Malformed("epoch"))?;
        let token = Self {
            epoch: epoch.parse()?,
            assurance: Assurance::from_byte(rest.byte()?)?,
            pseudonym: point(rest.take(POINT_BYTES)?, "pseudonym")?,
            segments: Segments::from_bytes(rest.take(SEGMENT_BYTES)?)?,
            proof: {
                let length = u16::from_be_bytes([rest.byte()?, rest.byte()?]);
                Proof::from_bytes(rest.take(usize::from(length))?, human::HIDDEN)?
            },
        };
        if rest.0.is_empty() { Ok(token) } else { Err(PresentError::Malformed("token")) }
    }
}

/// Bytes yet to be read.
struct Reading<'a>(&'a [u8]);

impl<'a> Reading<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], PresentError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(PresentError::Malformed("token"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, PresentError> {
        self.take(1)?.first().copied().ok_or(PresentError::Malformed("token"))
    }
}
