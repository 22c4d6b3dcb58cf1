//! A proof of a signature, with a pseudonym where the scheme has them, and its verification.

use zeroize::Zeroizing;

use super::{
    BbsError, Params, PublicKey, Scalars, Signature,
    curve::{self, Base, Multiples, POINT_BYTES, Point, SCALAR_BYTES, Scalar, Secrecy},
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
    key: PublicKey,
    signature: Signature,
    /// All messages: L, the blinding factor, M with the nym secrets last.
    messages: Zeroizing<Vec<Scalar>>,
    disclosed: Vec<Disclosed>,
    kept: Option<(Signed, [Multiples; 2])>,
}

/// What a header makes of a signature.
#[derive(Clone)]
struct Signed {
    header: Vec<u8>,
    nyms: usize,
    domain: Scalar,
    b: Point,
}

/// A proof as far as it can be made before anybody asks: its first points, the randomness behind them, and what will hide
/// the hidden messages. Good for one proof; a second from the same would give the secrets away, so it goes into the first.
pub struct Opening {
    a_bar: Point,
    b_bar: Point,
    d: Point,
    t1: Point,
    t2: Point,
    r1: Zeroizing<Scalar>,
    r3: Zeroizing<Scalar>,
    e_tilde: Zeroizing<Scalar>,
    r1_tilde: Zeroizing<Scalar>,
    r3_tilde: Zeroizing<Scalar>,
    tildes: Zeroizing<Vec<Scalar>>,
    domain: Scalar,
    nyms: usize,
}

impl<'a> Prover<'a> {
    /// `disclosed`: ascending indexes of the messages that every proof shows.
    pub fn new(
        params: &'a Params,
        key: &PublicKey,
        signature: &Signature,
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
        Ok(Self { params, key: key.clone(), signature: signature.clone(), messages, disclosed, kept: None })
    }

    /// The same with what every proof under `header` begins with kept: B, and the multiples of A and B. Pays from the
    /// third proof on.
    pub fn kept(mut self, header: &[u8], nyms: usize) -> Result<Self, BbsError> {
        let signed = self.signed(header, nyms)?;
        let multiples = [Multiples::new(&self.signature.a), Multiples::new(&signed.b)];
        self.kept = Some((signed, multiples));
        Ok(self)
    }

    /// A proof for `statement`, and the pseudonym in its context.
    pub fn prove(&self, statement: &Statement, scalars: &mut impl Scalars) -> Result<(Proof, Point), BbsError> {
        self.finish(self.open(statement.header, statement.nyms, scalars)?, statement)
    }

    /// A proof for `statement` in a scheme without pseudonyms.
    pub fn prove_unlinked(&self, statement: &Statement, scalars: &mut impl Scalars) -> Result<Proof, BbsError> {
        match self.answer(self.open(statement.header, statement.nyms, scalars)?, statement)? {
            (proof, None) => Ok(proof),
            (_, Some(_)) => Err(BbsError::Shape("nym secrets")),
        }
    }

    /// The proof that `opening`, made by this prover for the statement's header, begins.
    pub fn finish(&self, opening: Opening, statement: &Statement) -> Result<(Proof, Point), BbsError> {
        let (proof, pseudonym) = self.answer(opening, statement)?;
        Ok((proof, pseudonym.ok_or(BbsError::Shape("nym secrets"))?))
    }

    /// What a proof under `header` begins with, whatever it will be for.
    pub fn open(&self, header: &[u8], nyms: usize, scalars: &mut impl Scalars) -> Result<Opening, BbsError> {
        let mut draw = || scalars.scalar().map(Zeroizing::new);
        let (r1, r2, e_tilde, r1_tilde, r3_tilde) = (draw()?, draw()?, draw()?, draw()?, draw()?);
        let tildes = self.hidden().map(|_| draw().map(|scalar| *scalar)).collect::<Result<Vec<_>, _>>()?;
        let tildes = Zeroizing::new(tildes);
        let r3 = Zeroizing::new(r2.invert().ok_or(BbsError::Proof)?);
        let kept = self.kept.as_ref().filter(|(signed, _)| signed.header == header && signed.nyms == nyms);
        let signed = kept.map_or_else(|| self.signed(header, nyms), |(signed, _)| Ok(signed.clone()))?;
        let (a, b) = match kept {
            Some((_, [a, b])) => (Base::Kept(a), Base::Kept(b)),
            None => (Base::New(self.signature.a), Base::New(signed.b)),
        };
        // The draft has B̄ and T1 of D and Ā; of A and B, which are the same for every proof, they are multiples too.
        let times = |terms: &[(Base, &Scalar)]| curve::combine(terms.iter().copied(), Secrecy::Secret);
        let both = Zeroizing::new(*r1 * *r2);
        let e_both = Zeroizing::new(-(self.signature.e * *both));
        let d = times(&[(b, &r2)]);
        let a_bar = times(&[(a, &both)]);
        let b_bar = times(&[(b, &both), (a, &e_both)]);
        let (a_tilde, b_tilde) = (Zeroizing::new(*both * *e_tilde), Zeroizing::new(*r2 * *r1_tilde));
        let t1 = times(&[(a, &a_tilde), (b, &b_tilde)]);
        let d_tilde = Zeroizing::new(*r2 * *r3_tilde);
        let blinded = self.hidden().map(|(base, _)| base).zip(tildes.iter());
        let t2 = curve::combine(blinded.chain([(b, &*d_tilde)]), Secrecy::Secret);
        let domain = signed.domain;
        Ok(Opening { a_bar, b_bar, d, t1, t2, r1, r3, e_tilde, r1_tilde, r3_tilde, tildes, domain, nyms })
    }

    fn answer(&self, opening: Opening, statement: &Statement) -> Result<(Proof, Option<Point>), BbsError> {
        if opening.nyms != statement.nyms {
            return Err(BbsError::Shape("nym secrets"));
        }
        let linked = self.link(statement, &opening.tildes)?;
        let pseudonym = linked.as_ref().map(|linked| linked.pseudonym);
        let Opening { a_bar, b_bar, d, t1, t2, domain, .. } = opening;
        let transcript = Transcript { disclosed: &self.disclosed, points: [a_bar, b_bar, d, t1, t2], linked, domain };
        let challenge = challenge(self.params, &transcript, statement);
        let hidden = self.hidden().zip(opening.tildes.iter());
        let proof = Proof {
            a_bar,
            b_bar,
            d,
            e: *opening.e_tilde + self.signature.e * challenge,
            r1: *opening.r1_tilde - *opening.r1 * challenge,
            r3: *opening.r3_tilde - *opening.r3 * challenge,
            hidden: hidden.map(|((_, secret), tilde)| tilde + secret * challenge).collect(),
            challenge,
        };
        Ok((proof, pseudonym))
    }

    fn signed(&self, header: &[u8], nyms: usize) -> Result<Signed, BbsError> {
        let domain = self.params.domain(&self.key, header, nyms)?;
        let b = sign::b_of(self.params, domain, &self.messages);
        Ok(Signed { header: header.to_vec(), nyms, domain, b })
    }

    /// The pseudonym in the statement's context and its random twin, where there are nym secrets.
    fn link(&self, statement: &Statement, tildes: &[Scalar]) -> Result<Option<Linked>, BbsError> {
        if statement.nyms == 0 {
            return Ok(None);
        }
        let scheme = self.params.scheme();
        let (operator, z) = (scheme.operator(statement.context), scheme.nym_base(statement.context));
        let secret = Zeroizing::new(evaluate(tail(&self.messages, statement.nyms)?, &z));
        let tilde = Zeroizing::new(evaluate(tail(tildes, statement.nyms)?, &z));
        let pseudonym = curve::times(&operator, &secret);
        if pseudonym == Point::default() {
            return Err(BbsError::Identity("pseudonym"));
        }
        Ok(Some(Linked { pseudonym, random: curve::times(&operator, &tilde) }))
    }

    /// Generator and scalar of each message that is not shown.
    fn hidden(&self) -> impl Iterator<Item = (Base<'_>, &Scalar)> {
        let shown = |index: usize| self.disclosed.iter().any(|(shown, _)| *shown == index);
        let all = self.params.message_bases().zip(self.messages.iter()).enumerate();
        all.filter(move |(index, _)| !shown(*index)).map(|(_, term)| term)
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
        let linked = self.linked(params, statement, pseudonym)?;
        // A nym secret is never shown: what stands before it would be taken for one, and make a second pseudonym.
        let showable = params.messages().saturating_sub(statement.nyms);
        if disclosed.last().is_some_and(|(last, _)| *last >= showable) {
            return Err(BbsError::Shape("indexes"));
        }
        let domain = params.domain(key, statement.header, statement.nyms)?;
        let c = self.challenge;
        let terms = [(&self.b_bar, &c), (&self.a_bar, &self.e), (&self.d, &self.r1)];
        let t1 = curve::combine(terms.map(|(point, scalar)| (Base::New(*point), scalar)), Secrecy::Public);
        let t2 = self.t2(params, disclosed, domain)?;
        let points = [self.a_bar, self.b_bar, self.d, t1, t2];
        let again = challenge(params, &Transcript { disclosed, points, linked, domain }, statement);
        if again == c { Ok(()) } else { Err(BbsError::Proof) }
    }

    /// That Ā and B̄ are of a signature by `key`.
    fn signature_holds(&self, key: &PublicKey) -> Result<(), BbsError> {
        let holds = curve::pairings_hold(&[(self.a_bar, &key.0)], &self.b_bar);
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
                let terms = [(Base::New(operator), &response), (Base::New(*pseudonym), &-self.challenge)];
                let random = curve::combine(terms, Secrecy::Public);
                Ok(Some(Linked { pseudonym: *pseudonym, random }))
            }
            _ => Err(BbsError::Shape("nym secrets")),
        }
    }

    fn t2(&self, params: &Params, disclosed: &[Disclosed], domain: Scalar) -> Result<Point, BbsError> {
        let c = self.challenge;
        let mut scalars = vec![c, domain * c];
        let mut responses = self.hidden.iter();
        for index in 0..params.messages() {
            scalars.push(match disclosed.iter().find(|(shown, _)| *shown == index) {
                Some((_, message)) => message * c,
                None => *responses.next().ok_or(BbsError::Shape("messages"))?,
            });
        }
        let terms = params.bases().zip(&scalars).chain([(Base::New(self.d), &self.r3)]);
        Ok(curve::combine(terms, Secrecy::Public))
    }

    /// Ā ‖ B̄ ‖ D ‖ e^ ‖ r1^ ‖ r3^ ‖ m^… ‖ c.
    pub fn to_bytes(&self) -> Vec<u8> {
        let points = curve::points_bytes(&[self.a_bar, self.b_bar, self.d]).into_iter().flatten();
        let scalars = [&self.e, &self.r1, &self.r3].into_iter().chain(&self.hidden).chain([&self.challenge]);
        points.chain(scalars.flat_map(curve::to_bytes)).collect()
    }

    /// Of exactly the bytes that a proof hiding `hidden` messages has.
    pub fn from_bytes(bytes: &[u8], hidden: usize) -> Result<Self, BbsError> {
        let what = "proof";
        let (points, scalars) = bytes.split_at_checked(3 * POINT_BYTES).ok_or(BbsError::Length(what))?;
        let (scalars, tail) = scalars.as_chunks::<SCALAR_BYTES>();
        if !tail.is_empty() || scalars.len().checked_sub(4) != Some(hidden) {
            return Err(BbsError::Length(what));
        }
        let (points, _) = points.as_chunks::<POINT_BYTES>();
        let [a_bar, b_bar, d] = points else { return Err(BbsError::Length(what)) };
        let scalars = scalars.iter().map(|bytes| curve::scalar(bytes, what)).collect::<Result<Vec<_>, _>>()?;
        let [e, r1, r3, hidden @ .., challenge] = scalars.as_slice() else { return Err(BbsError::Length(what)) };
        Ok(Self {
            a_bar: curve::point(a_bar, "proof's first point")?,
            b_bar: curve::point(b_bar, "proof's second point")?,
            d: curve::point(d, "proof's third point")?,
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
    let linked = transcript.linked.iter().flat_map(|linked| [linked.pseudonym, linked.random]);
    let points: Vec<Point> = transcript.points.into_iter().chain(linked).collect();
    input.extend(curve::points_bytes(&points).as_flattened());
    input.extend(curve::to_bytes(&transcript.domain));
    let context = transcript.linked.as_ref().map(|_| statement.context);
    for octets in [Some(statement.presentation_header), context].into_iter().flatten() {
        input.extend(length(octets.len()));
        input.extend(octets);
    }
    params.scheme().hash(&input)
}
