//! A proof of a signature, with a pseudonym where the scheme has them, and its verification.

use zeroize::Zeroizing;

use super::{
    BbsError, Params, PublicKey, Scalars, Signature,
    curve::{self, POINT_BYTES, Point, SCALAR_BYTES, Scalar},
    sign,
    suite::length,
};

/// Bytes of a proof that hides nothing; each hidden scalar adds [`SCALAR_BYTES`].
pub const PROOF_BASE_BYTES: usize = 3 * POINT_BYTES + 4 * SCALAR_BYTES;

/// What is proven besides the signature; the same on both sides.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    /// The header that was signed.
    pub header: &'a [u8],
    /// The presentation header: what this one proof is for.
    pub presentation_header: &'a [u8],
    /// Whom the pseudonym is for; empty where there is none.
    pub context: &'a [u8],
    /// N: how many of the last messages are nym secrets; zero in the schemes without pseudonyms, and only there.
    pub nyms: usize,
}

/// A message that is shown: its index among all messages (L, blinding factor, M) and its scalar.
pub type Disclosed = (usize, Scalar);

/// A proof. Points are in the group and none is neutral; no scalar is zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    a_bar: Point,
    b_bar: Point,
    d: Point,
    e: Scalar,
    r1: Scalar,
    r3: Scalar,
    hidden: Vec<Scalar>,
    challenge: Scalar,
}

/// What the challenge is taken over, beside the statement.
struct Transcript<'a> {
    disclosed: &'a [Disclosed],
    /// Ā, B̄, D, T1, T2.
    points: [Point; 5],
    linked: Option<Linked>,
    domain: Scalar,
}

/// The pseudonym and the commitment of its proof.
struct Linked {
    pseudonym: Point,
    random: Point,
}

/// Who can prove: a signature with everything that was signed. Secrets are zeroized when dropped.
pub struct Prover<'a> {
    params: &'a Params,
    key: &'a PublicKey,
    signature: &'a Signature,
    /// All messages: L, the blinding factor, M with the nym secrets last.
    messages: Zeroizing<Vec<Scalar>>,
    disclosed: Vec<Disclosed>,
}

/// The points that a proof begins with, its randomness, and what will hide the hidden messages.
struct Opening {
    a_bar: Point,
    b_bar: Point,
    d: Point,
    t1: Point,
    t2: Point,
    r1: Zeroizing<Scalar>,
    r2: Zeroizing<Scalar>,
    e_tilde: Zeroizing<Scalar>,
    r1_tilde: Zeroizing<Scalar>,
    r3_tilde: Zeroizing<Scalar>,
    tildes: Zeroizing<Vec<Scalar>>,
}

impl<'a> Prover<'a> {
    /// `disclosed`: ascending indexes of the messages that every proof shows.
    pub fn new(
        params: &'a Params,
        key: &'a PublicKey,
        signature: &'a Signature,
        messages: Zeroizing<Vec<Scalar>>,
        disclosed: &[usize],
    ) -> Result<Self, BbsError> {
        if messages.len() != params.messages() || !ascending(disclosed) {
            return Err(BbsError::Shape("messages"));
        }
        let disclosed = disclosed
            .iter()
            .map(|&index| messages.get(index).map(|scalar| (index, *scalar)).ok_or(BbsError::Shape("indexes")))
            .collect::<Result<_, _>>()?;
        Ok(Self { params, key, signature, messages, disclosed })
    }

    /// A proof for `statement`, and the pseudonym in its context.
    pub fn prove(&self, statement: &Statement, scalars: &mut impl Scalars) -> Result<(Proof, Point), BbsError> {
        let (proof, linked) = self.answer(statement, scalars)?;
        Ok((proof, linked.ok_or(BbsError::Shape("nym secrets"))?))
    }

    /// A proof for `statement` in a scheme without pseudonyms.
    pub fn prove_unlinked(&self, statement: &Statement, scalars: &mut impl Scalars) -> Result<Proof, BbsError> {
        match self.answer(statement, scalars)? {
            (proof, None) => Ok(proof),
            (_, Some(_)) => Err(BbsError::Shape("nym secrets")),
        }
    }

    fn answer(&self, statement: &Statement, scalars: &mut impl Scalars) -> Result<(Proof, Option<Point>), BbsError> {
        let domain = self.params.domain(self.key, statement.header, statement.nyms)?;
        let (points, secrets): (Vec<Point>, Vec<Scalar>) = self.hidden().unzip();
        let secrets = Zeroizing::new(secrets);
        let opening = self.open(statement, &points, scalars)?;
        let linked = self.link(statement, &secrets, &opening.tildes)?;
        let pseudonym = linked.as_ref().map(|linked| linked.pseudonym);
        let Opening { a_bar, b_bar, d, t1, t2, .. } = opening;
        let transcript = Transcript { disclosed: &self.disclosed, points: [a_bar, b_bar, d, t1, t2], linked, domain };
        let challenge = challenge(self.params, &transcript, statement);
        let r3 = Zeroizing::new(Option::<Scalar>::from(opening.r2.invert()).ok_or(BbsError::Proof)?);
        let proof = Proof {
            a_bar,
            b_bar,
            d,
            e: *opening.e_tilde + self.signature.e * challenge,
            r1: *opening.r1_tilde - *opening.r1 * challenge,
            r3: *opening.r3_tilde - *r3 * challenge,
            hidden: opening
                .tildes
                .iter()
                .zip(secrets.iter())
                .map(|(tilde, secret)| tilde + secret * challenge)
                .collect(),
            challenge,
        };
        Ok((proof, pseudonym))
    }

    /// The pseudonym in the statement's context and its random twin, where there are nym secrets.
    fn link(&self, statement: &Statement, secrets: &[Scalar], tildes: &[Scalar]) -> Result<Option<Linked>, BbsError> {
        if statement.nyms == 0 {
            return Ok(None);
        }
        let scheme = self.params.scheme();
        let (operator, z) = (scheme.operator(statement.context), scheme.nym_base(statement.context));
        let pseudonym = curve::times(&operator, &evaluate(tail(secrets, statement.nyms)?, &z));
        if pseudonym == Point::default() {
            return Err(BbsError::Identity("pseudonym"));
        }
        let random = curve::times(&operator, &evaluate(tail(tildes, statement.nyms)?, &z));
        Ok(Some(Linked { pseudonym, random }))
    }

    /// Generator and scalar of each message that is not shown.
    fn hidden(&self) -> impl Iterator<Item = (Point, Scalar)> {
        self.params
            .message_points()
            .iter()
            .zip(self.messages.iter())
            .enumerate()
            .filter(|(index, _)| self.disclosed.iter().all(|(shown, _)| shown != index))
            .map(|(_, (point, scalar))| (*point, *scalar))
    }

    fn open(&self, statement: &Statement, hidden: &[Point], scalars: &mut impl Scalars) -> Result<Opening, BbsError> {
        let mut draw = || scalars.scalar().map(Zeroizing::new);
        let (r1, r2, e_tilde, r1_tilde, r3_tilde) = (draw()?, draw()?, draw()?, draw()?, draw()?);
        let tildes = hidden.iter().map(|_| draw().map(|scalar| *scalar)).collect::<Result<Vec<_>, _>>()?;
        let tildes = Zeroizing::new(tildes);
        let b = sign::b_value(self.params, self.key, statement.header, &self.messages, statement.nyms)?;
        let d = curve::sum(&[(b, *r2)]);
        let a_bar = curve::sum(&[(self.signature.a, *r1 * *r2)]);
        let b_bar = curve::sum(&[(d, *r1), (a_bar, -self.signature.e)]);
        let t1 = curve::sum(&[(a_bar, *e_tilde), (d, *r1_tilde)]);
        let mut terms = Zeroizing::new(vec![(d, *r3_tilde)]);
        terms.extend(hidden.iter().copied().zip(tildes.iter().copied()));
        let t2 = curve::sum(&terms);
        Ok(Opening { a_bar, b_bar, d, t1, t2, r1, r2, e_tilde, r1_tilde, r3_tilde, tildes })
    }
}

impl Proof {
    /// Whether the proof shows that `key` signed `disclosed`, and that `pseudonym` is its holder's in the context.
    pub fn verify(
        &self,
        params: &Params,
        key: &PublicKey,
        statement: &Statement,
        pseudonym: &Point,
        disclosed: &[Disclosed],
    ) -> Result<(), BbsError> {
        self.challenge_holds(params, key, statement, Some(pseudonym), disclosed)?;
        self.signature_holds(key)
    }

    /// Whether the proof shows that `key` signed `disclosed`, in a scheme without pseudonyms.
    pub fn verify_unlinked(
        &self,
        params: &Params,
        key: &PublicKey,
        statement: &Statement,
        disclosed: &[Disclosed],
    ) -> Result<(), BbsError> {
        self.challenge_holds(params, key, statement, None, disclosed)?;
        self.signature_holds(key)
    }

    /// Everything but the pairing: that whoever made the proof knows what it hides, were Ā and B̄ of a signature.
    pub(super) fn challenge_holds(
        &self,
        params: &Params,
        key: &PublicKey,
        statement: &Statement,
        pseudonym: Option<&Point>,
        disclosed: &[Disclosed],
    ) -> Result<(), BbsError> {
        if disclosed.len() + self.hidden.len() != params.messages() || !disclosed.is_sorted_by(|a, b| a.0 < b.0) {
            return Err(BbsError::Shape("messages"));
        }
        if disclosed.last().is_some_and(|(last, _)| *last >= params.messages()) {
            return Err(BbsError::Shape("indexes"));
        }
        let linked = self.linked(params, statement, pseudonym)?;
        let domain = params.domain(key, statement.header, statement.nyms)?;
        let c = self.challenge;
        let t1 = curve::sum(&[(self.b_bar, c), (self.a_bar, self.e), (self.d, self.r1)]);
        let t2 = self.t2(params, disclosed, domain)?;
        let points = [self.a_bar, self.b_bar, self.d, t1, t2];
        let again = challenge(params, &Transcript { disclosed, points, linked, domain }, statement);
        if again == c { Ok(()) } else { Err(BbsError::Proof) }
    }

    /// That Ā and B̄ are of a signature by `key`.
    fn signature_holds(&self, key: &PublicKey) -> Result<(), BbsError> {
        let holds = curve::pairings_hold(&[(self.a_bar, key.prepared())], &self.b_bar);
        if holds { Ok(()) } else { Err(BbsError::Proof) }
    }

    /// Ā and B̄: the proof is of a signature by `key` if e(Ā, key) = e(B̄, P2).
    pub(super) fn pair(&self) -> (&Point, &Point) {
        (&self.a_bar, &self.b_bar)
    }

    /// The pseudonym with what the responses make of it; there is one where there are nym secrets, and only there.
    fn linked(
        &self,
        params: &Params,
        statement: &Statement,
        pseudonym: Option<&Point>,
    ) -> Result<Option<Linked>, BbsError> {
        match (pseudonym, statement.nyms) {
            (None, 0) => Ok(None),
            (Some(pseudonym), 1..) if *pseudonym == Point::default() => Err(BbsError::Identity("pseudonym")),
            (Some(pseudonym), 1..) => {
                let scheme = params.scheme();
                let (operator, z) = (scheme.operator(statement.context), scheme.nym_base(statement.context));
                let response = evaluate(tail(&self.hidden, statement.nyms)?, &z);
                let random = curve::sum(&[(operator, response), (*pseudonym, -self.challenge)]);
                Ok(Some(Linked { pseudonym: *pseudonym, random }))
            }
            _ => Err(BbsError::Shape("nym secrets")),
        }
    }

    fn t2(&self, params: &Params, disclosed: &[Disclosed], domain: Scalar) -> Result<Point, BbsError> {
        let c = self.challenge;
        let mut terms = vec![(params.base, c), (params.domain_point()?, domain * c), (self.d, self.r3)];
        let mut responses = self.hidden.iter();
        for (index, point) in params.message_points().iter().enumerate() {
            match disclosed.iter().find(|(shown, _)| *shown == index) {
                Some((_, message)) => terms.push((*point, message * c)),
                None => terms.push((*point, *responses.next().ok_or(BbsError::Shape("messages"))?)),
            }
        }
        Ok(curve::sum(&terms))
    }

    /// Ā ‖ B̄ ‖ D ‖ e^ ‖ r1^ ‖ r3^ ‖ m^… ‖ c.
    pub fn to_bytes(&self) -> Vec<u8> {
        let points = [&self.a_bar, &self.b_bar, &self.d].into_iter().flat_map(curve::point_bytes);
        let scalars = [&self.e, &self.r1, &self.r3].into_iter().chain(&self.hidden).chain([&self.challenge]);
        points.chain(scalars.flat_map(curve::to_bytes)).collect()
    }

    /// Of exactly the bytes that a proof hiding `hidden` messages has.
    pub fn from_bytes(bytes: &[u8], hidden: usize) -> Result<Self, BbsError> {
        let what = "proof";
        let (points, scalars) = bytes.split_at_checked(3 * POINT_BYTES).ok_or(BbsError::Length(what))?;
        let (scalars, tail) = scalars.as_chunks::<SCALAR_BYTES>();
        if !tail.is_empty() || scalars.len() != hidden + 4 {
            return Err(BbsError::Length(what));
        }
        let (points, _) = points.as_chunks::<POINT_BYTES>();
        let [a_bar, b_bar, d] = points else { return Err(BbsError::Length(what)) };
        let scalars = scalars.iter().map(|bytes| curve::scalar(bytes, what)).collect::<Result<Vec<_>, _>>()?;
        let [e, r1, r3, hidden @ .., challenge] = scalars.as_slice() else { return Err(BbsError::Length(what)) };
        Ok(Self {
            a_bar: curve::point(a_bar, what)?,
            b_bar: curve::point(b_bar, what)?,
            d: curve::point(d, what)?,
            e: *e,
            r1: *r1,
            r3: *r3,
            hidden: hidden.to_vec(),
            challenge: *challenge,
        })
    }
}

/// Σ scalarᵢ·zⁱ.
fn evaluate(scalars: &[Scalar], z: &Scalar) -> Scalar {
    scalars.iter().rev().fold(Scalar::zero(), |sum, scalar| sum * z + scalar)
}

fn tail(scalars: &[Scalar], count: usize) -> Result<&[Scalar], BbsError> {
    let at = scalars.len().checked_sub(count).filter(|_| count > 0).ok_or(BbsError::Shape("nym secrets"))?;
    scalars.get(at..).ok_or(BbsError::Shape("nym secrets"))
}

fn ascending(indexes: &[usize]) -> bool {
    indexes.is_sorted_by(|a, b| a < b)
}

fn challenge(params: &Params, transcript: &Transcript, statement: &Statement) -> Scalar {
    let mut input = length(transcript.disclosed.len()).to_vec();
    for (index, message) in transcript.disclosed {
        input.extend(length(*index));
        input.extend(curve::to_bytes(message));
    }
    let linked = transcript.linked.iter().flat_map(|linked| [&linked.pseudonym, &linked.random]);
    input.extend(transcript.points.iter().chain(linked).flat_map(curve::point_bytes));
    input.extend(curve::to_bytes(&transcript.domain));
    let context = transcript.linked.as_ref().map(|_| statement.context);
    for octets in [Some(statement.presentation_header), context].into_iter().flatten() {
        input.extend(length(octets.len()));
        input.extend(octets);
    }
    params.scheme().hash(&input)
}
