//! The generators of a scheme of L messages, of which the issuer knows all, and M that the holder commits to.

use super::{
    API_ID, BbsError, PublicKey,
    curve::{self, Point, Scalar},
};

/// Generators: Q1, H1…HL for what the issuer signs openly, Q2, J1…JM for what the holder commits to.
///
/// Making them costs a hash to the curve each, so a caller keeps them.
#[derive(Debug, Clone)]
pub struct Params {
    /// Q1 ‖ H1…HL ‖ Q2 ‖ J1…JM.
    points: Vec<Point>,
    /// The same, compressed, as the domain takes them.
    encoded: Vec<u8>,
    open: usize,
    /// P1 of the ciphersuite.
    pub(super) base: Point,
}

impl Params {
    /// A scheme of `open` messages and `committed` ones; the nym secrets count among the committed.
    pub fn new(open: usize, committed: usize) -> Result<Self, BbsError> {
        let mut points = create(open + 1, API_ID);
        points.extend(create(committed + 1, &[b"BLIND_", API_ID].concat()));
        let encoded = points.iter().flat_map(curve::point_bytes).collect();
        Ok(Self { points, encoded, open, base: curve::base_point()? })
    }

    /// L.
    pub fn open(&self) -> usize {
        self.open
    }

    /// Messages in all: L, the blinding factor, M.
    pub fn messages(&self) -> usize {
        self.points.len().saturating_sub(1)
    }

    /// Q1.
    pub(super) fn domain_point(&self) -> Result<Point, BbsError> {
        self.points.first().copied().ok_or(BbsError::Shape("generators"))
    }

    /// H1…HL ‖ Q2 ‖ J1…JM: the generator of each message.
    pub(super) fn message_points(&self) -> &[Point] {
        self.points.get(1..).unwrap_or_default()
    }

    /// Q2 ‖ J1…JM.
    pub(super) fn blind_points(&self) -> &[Point] {
        self.points.get(self.open + 1..).unwrap_or_default()
    }

    /// The domain: everything that a signature under `key` with `header` depends on.
    pub(super) fn domain(&self, key: &PublicKey, header: &[u8]) -> Scalar {
        let mut input = key.to_bytes().to_vec();
        input.extend(length(self.messages()));
        input.extend(&self.encoded);
        input.extend(API_ID);
        input.extend(length(header.len()));
        input.extend(header);
        h2s(&input)
    }
}

/// `create_generators` of the draft.
fn create(count: usize, api_id: &[u8]) -> Vec<Point> {
    let seed_dst = [api_id, b"SIG_GENERATOR_SEED_"].concat();
    let generator_dst = [api_id, b"SIG_GENERATOR_DST_"].concat();
    let mut v = [0; 48];
    curve::expand(&[api_id, b"MESSAGE_GENERATOR_SEED"].concat(), &seed_dst, &mut v);
    (1..=count)
        .map(|i| {
            let input = [v.as_slice(), &length(i)].concat();
            curve::expand(&input, &seed_dst, &mut v);
            curve::hash_to_point(&v, &generator_dst)
        })
        .collect()
}

/// A count as the drafts write it: eight bytes, big-endian.
pub(super) fn length(count: usize) -> [u8; 8] {
    // A usize has at most 64 bits on every machine that Rust knows.
    u64::try_from(count).unwrap_or(u64::MAX).to_be_bytes()
}

/// hash_to_scalar with the interface's own tag.
pub(super) fn h2s(input: &[u8]) -> Scalar {
    curve::hash_to_scalar(input, &[API_ID, b"H2S_"].concat())
}

/// The scalar of a message.
pub fn message(octets: &[u8]) -> Scalar {
    curve::hash_to_scalar(octets, &[API_ID, b"MAP_MSG_TO_SCALAR_AS_HASH_"].concat())
}
