//! The generators of a scheme of L messages, of which the issuer knows all, and M that the holder commits to.

use super::{
    BbsError, Interface, PublicKey, Scheme,
    curve::{self, Base, Multiples, Point, Scalar},
    suite::{Suite, length},
};

/// The most messages of a scheme: each costs a hash to the curve, and nothing that comes from outside may ask for many.
pub const MAX_MESSAGES: usize = 2048;

/// Generators: Q1, H1…HL for what the issuer signs openly, Q2, J1…JM for what the holder commits to.
///
/// Making them costs a hash to the curve each, so a caller keeps them.
#[derive(Debug, Clone)]
pub struct Params {
    scheme: Scheme,
    /// Q1 ‖ H1…HL ‖ Q2 ‖ J1…JM; the core interface ends with HL.
    points: Vec<Point>,
    /// The same, compressed, as the domain takes them.
    encoded: Vec<u8>,
    open: usize,
    /// P1 of the ciphersuite.
    pub(super) base: Point,
    /// The multiples of P1, then of each of `points`; none where nobody asked to keep them.
    kept: Vec<Multiples>,
}

impl Params {
    /// `open` messages and `committed` ones, which the core interface has none of; nym secrets count among the committed.
    pub fn new(scheme: Scheme, open: usize, committed: usize) -> Result<Self, BbsError> {
        let core = scheme.interface() == Interface::Core;
        if open > MAX_MESSAGES || committed > MAX_MESSAGES || (core && committed > 0) {
            return Err(BbsError::Shape("messages"));
        }
        let (suite, api_id) = (scheme.suite(), scheme.tag(b""));
        let mut points = create(suite, open + 1, &api_id);
        if !core {
            points.extend(create(suite, committed + 1, &[b"BLIND_", api_id.as_slice()].concat()));
        }
        let encoded = curve::points_bytes(&points).concat();
        Ok(Self { scheme, points, encoded, open, base: suite.base()?, kept: Vec::new() })
    }

    /// The same with the multiples of every generator kept, for a scheme that many proofs are made or verified in: takes
    /// as long as some ten of them and up to 90 kB a generator.
    pub fn kept(mut self) -> Self {
        self.kept = std::iter::once(&self.base).chain(&self.points).map(Multiples::new).collect();
        self
    }

    /// Whose generators these are.
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// L.
    pub fn open(&self) -> usize {
        self.open
    }

    /// Messages in all: L, and where the holder commits the blinding factor and M.
    pub fn messages(&self) -> usize {
        self.points.len().saturating_sub(1)
    }

    /// P1, Q1, then H1…HL ‖ Q2 ‖ J1…JM, to be multiplied.
    pub(super) fn bases(&self) -> impl Iterator<Item = Base<'_>> {
        let points = std::iter::once(&self.base).chain(&self.points).map(|point| Base::New(*point));
        let skipped = self.kept.len();
        self.kept.iter().map(Base::Kept).chain(points.skip(skipped))
    }

    /// H1…HL ‖ Q2 ‖ J1…JM, to be multiplied.
    pub(super) fn message_bases(&self) -> impl Iterator<Item = Base<'_>> {
        self.bases().skip(2)
    }

    /// Q2 ‖ J1…JM, to be multiplied.
    pub(super) fn blind_bases(&self) -> impl Iterator<Item = Base<'_>> {
        self.message_bases().skip(self.open)
    }

    /// H1…HL ‖ Q2 ‖ J1…JM: the generator of each message.
    pub(super) fn message_points(&self) -> &[Point] {
        self.points.get(1..).unwrap_or_default()
    }

    /// Q2 ‖ J1…JM.
    pub(super) fn blind_points(&self) -> &[Point] {
        self.points.get(self.open + 1..).unwrap_or_default()
    }

    /// The domain: everything that a signature under `key` with `header` and N nym secrets depends on.
    pub(super) fn domain(&self, key: &PublicKey, header: &[u8], nyms: usize) -> Result<Scalar, BbsError> {
        let header = self.scheme.header(header, nyms)?;
        let mut input = key.to_bytes().to_vec();
        input.extend(length(self.messages()));
        input.extend(&self.encoded);
        input.extend(self.scheme.tag(b""));
        input.extend(length(header.len()));
        input.extend(header);
        Ok(self.scheme.hash(&input))
    }
}

/// `create_generators` of the draft.
pub(super) fn create(suite: &Suite, count: usize, api_id: &[u8]) -> Vec<Point> {
    let seed_dst = [api_id, b"SIG_GENERATOR_SEED_"].concat();
    let generator_dst = [api_id, b"SIG_GENERATOR_DST_"].concat();
    let mut v = [0; 48];
    suite.expand(&[api_id, b"MESSAGE_GENERATOR_SEED"].concat(), &seed_dst, &mut v);
    (1..=count)
        .map(|i| {
            let input = [v.as_slice(), &length(i)].concat();
            suite.expand(&input, &seed_dst, &mut v);
            suite.hash_to_point(&v, &generator_dst)
        })
        .collect()
}
