//! What these tests share: a credential of each scheme, every decoder with a good input, and bytes that are no point.

use zeroize::Zeroizing;

use crate::{
    bbs::{
        BbsError, Blind, BoundCommitment, Commitment, Interface, OWN, Params, Point, Proof, Prover, PublicKey, SHA_256,
        Scalar, Scalars, Scheme, SecretKey, Signature, SignerInput, Statement, Uniform, commit, point, point_bytes,
        scalar, scalar_bytes,
    },
    random::testing::Seeded,
};

/// The field's modulus, big-endian.
pub const P: [u8; 48] = [
    0x1a, 0x01, 0x11, 0xea, 0x39, 0x7f, 0xe6, 0x9a, 0x4b, 0x1b, 0xa7, 0xb6, 0x43, 0x4b, 0xac, 0xd7, 0x64, 0x77, 0x4b,
    0x84, 0xf3, 0x85, 0x12, 0xbf, 0x67, 0x30, 0xd2, 0xa0, 0xf6, 0xb0, 0xf6, 0x24, 0x1e, 0xab, 0xff, 0xfe, 0xb1, 0x53,
    0xff, 0xff, 0xb9, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xaa, 0xab,
];
/// The groups' order, big-endian.
pub const R: [u8; 32] = [
    0x73, 0xed, 0xa7, 0x53, 0x29, 0x9d, 0x7d, 0x48, 0x33, 0x39, 0xd8, 0x08, 0x09, 0xa1, 0xd8, 0x05, 0x53, 0xbd, 0xa4,
    0x02, 0xff, 0xfe, 0x5b, 0xfe, 0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x01,
];
/// What is signed besides the messages.
pub const HEADER: &[u8] = b"header";
/// L of [`Issued::own`].
pub const OPEN: usize = 3;
/// The messages that [`Issued::own`] shows.
pub const SHOWN: [usize; 2] = [0, 2];
/// What a proof of [`Issued::own`] hides: one open message, the blinding factor, the nym secret.
pub const HIDDEN: usize = 3;

/// A signature, and all that was signed.
pub struct Issued {
    pub params: Params,
    pub key: SecretKey,
    pub public: PublicKey,
    pub signature: Signature,
    /// L open messages, the blinding factor, the committed ones.
    pub all: Vec<Scalar>,
    pub commitment: Commitment,
}

/// A small number as a scalar; none is 0.
pub fn number(value: u8) -> Scalar {
    let mut bytes = [0; 32];
    bytes[31] = value;
    scalar(&bytes, "number").unwrap()
}

/// 0, which no decoder gives.
pub fn zero() -> Scalar {
    Scalar::default()
}

/// The neutral point, which no decoder gives.
pub fn neutral() -> Point {
    Point::default()
}

/// Randomness that begins with what the test wants, if anything.
pub struct First<'a>(pub Option<Scalar>, pub Uniform<'a, Seeded>);

impl Scalars for First<'_> {
    fn scalar(&mut self) -> Result<Scalar, BbsError> {
        self.0.take().map_or_else(|| self.1.scalar(), Ok)
    }
}

/// What a proof is for.
pub fn statement(context: &[u8]) -> Statement<'_> {
    Statement { header: HEADER, presentation_header: b"presentation", context, nyms: 1 }
}

impl Issued {
    /// With pseudonyms, as OwnYou's own: L = 3, M = N = 1.
    pub fn own() -> Self {
        Self::with(OPEN, 1)
    }

    /// By an issuer that takes `nyms` for N whatever was committed to, which is one secret.
    pub fn with(open: usize, nyms: usize) -> Self {
        let params = Params::new(OWN, open, 1).unwrap();
        let key = SecretKey::from_bytes(&[7; 32]).unwrap();
        let messages: Vec<Scalar> = (0u8..).take(open).map(|text| OWN.message(&[text])).collect();
        let (nym, entropy) = (number(3), number(5));
        let (commitment, blind) = commit(&params, &[nym], &mut Uniform(&Seeded::new("commitment"))).unwrap();
        let point = commitment.point();
        let input = SignerInput { header: HEADER, messages: &messages, commitment: point, entropy: &entropy, nyms };
        let signature = Signature::sign(&params, &key, &input).unwrap();
        let all = [messages.as_slice(), &[*blind.scalar(), nym + entropy]].concat();
        Self { params, public: key.public(), key, signature, all, commitment }
    }

    /// A proof that shows the messages at `shown`, and the pseudonym.
    pub fn prove(&self, statement: &Statement, shown: &[usize]) -> (Proof, Point) {
        let all = Zeroizing::new(self.all.clone());
        let prover = Prover::new(&self.params, &self.public, &self.signature, all, shown).unwrap();
        prover.prove(statement, &mut Uniform(&Seeded::new("proof"))).unwrap()
    }

    /// The messages at `shown`, as a verifier is given them.
    pub fn disclosed(&self, shown: &[usize]) -> Vec<(usize, Scalar)> {
        shown.iter().map(|index| (*index, self.all[*index])).collect()
    }
}

/// What stands in a wire form, one after the other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Field {
    G1,
    G2,
    Scalar,
}

impl Field {
    pub fn bytes(self) -> usize {
        match self {
            Self::G1 => 48,
            Self::G2 => 96,
            Self::Scalar => 32,
        }
    }
}

/// A decoder: what its errors name, a good input and what that consists of. `decode` writes again what it read.
pub struct Decoder {
    pub name: &'static str,
    pub what: &'static str,
    pub good: Vec<u8>,
    pub fields: Vec<Field>,
    pub decode: fn(&[u8]) -> Result<Vec<u8>, BbsError>,
}

impl Decoder {
    /// The fields of one sort: where each begins.
    pub fn places(&self, sort: Field) -> Vec<usize> {
        let mut at = 0;
        let mut places = Vec::new();
        for field in &self.fields {
            if *field == sort {
                places.push(at);
            }
            at += field.bytes();
        }
        places
    }

    /// What the error calls the point at `at`.
    pub fn name_at(&self, at: usize) -> &'static str {
        match (self.name, at) {
            ("proof", 0) => "proof's first point",
            ("proof", 48) => "proof's second point",
            ("proof", 96) => "proof's third point",
            _ => self.what,
        }
    }

    /// The good input with something else at `at`.
    pub fn with(&self, at: usize, bytes: &[u8]) -> Vec<u8> {
        let mut changed = self.good.clone();
        changed[at..at + bytes.len()].copy_from_slice(bytes);
        changed
    }
}

/// Every decoder of the room.
pub fn decoders() -> Vec<Decoder> {
    use Field::{G1, G2, Scalar as S};
    let issued = Issued::own();
    let (proof, pseudonym) = issued.prove(&statement(b"here"), &SHOWN);
    let blind = Blind::derived(&[4; 64]);
    let bound =
        BoundCommitment::make(&issued.params, b"issuer", &number(3), &blind, &mut Uniform(&Seeded::new("bound")))
            .unwrap();
    vec![
        decoder("proof", "proof", proof.to_bytes(), &[G1, G1, G1, S, S, S, S, S, S, S], |bytes| {
            Ok(Proof::from_bytes(bytes, HIDDEN)?.to_bytes())
        }),
        decoder("signature", "signature", issued.signature.to_bytes().to_vec(), &[G1, S], |bytes| {
            Ok(Signature::from_bytes(bytes)?.to_bytes().to_vec())
        }),
        decoder("commitment", "commitment", issued.commitment.to_bytes(), &[G1, S, S, S], |bytes| {
            Ok(Commitment::from_bytes(bytes, 1)?.to_bytes())
        }),
        decoder("bound commitment", "commitment", bound.to_bytes(), &[G1, G1, S, S, S], |bytes| {
            Ok(BoundCommitment::from_bytes(bytes)?.to_bytes())
        }),
        decoder("public key", "public key", issued.public.to_bytes().to_vec(), &[G2], |bytes| {
            Ok(PublicKey::from_bytes(bytes)?.to_bytes().to_vec())
        }),
        decoder("secret key", "secret key", issued.key.to_bytes().to_vec(), &[S], |bytes| {
            Ok(SecretKey::from_bytes(bytes)?.to_bytes().to_vec())
        }),
        decoder("point", "pseudonym", point_bytes(&pseudonym).to_vec(), &[G1], |bytes| {
            Ok(point_bytes(&point(bytes, "pseudonym")?).to_vec())
        }),
        decoder("scalar", "entropy", scalar_bytes(&number(9)).to_vec(), &[S], |bytes| {
            Ok(scalar_bytes(&scalar(bytes, "entropy")?).to_vec())
        }),
    ]
}

fn decoder(
    name: &'static str,
    what: &'static str,
    good: Vec<u8>,
    fields: &[Field],
    decode: fn(&[u8]) -> Result<Vec<u8>, BbsError>,
) -> Decoder {
    Decoder { name, what, good, fields: fields.to_vec(), decode }
}

/// The core interface, for proofs that zkryptium's plain verifier reads too.
pub const CORE: Scheme = Scheme::new(&SHA_256, Interface::Core);

/// a + b, big-endian; none where that needs more bits than `a` may have.
pub fn added<const N: usize>(a: &[u8], b: [u8; N], bits: u32) -> Option<[u8; N]> {
    let mut sum = [0; N];
    let mut carry = 0;
    for at in (0..N).rev() {
        let digit = u16::from(a[at]) + u16::from(b[at]) + carry;
        sum[at] = (digit & 0xff) as u8;
        carry = digit >> 8;
    }
    let spare = u32::try_from(8 * N).unwrap() - bits;
    let fits = carry == 0 && (spare == 0 || u32::from(sum[0]) >> (8 - spare) == 0);
    fits.then_some(sum)
}
