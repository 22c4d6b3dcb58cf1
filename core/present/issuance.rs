//! How a credential is asked for, given and renewed; both sides, as pure functions over the JSON bodies.
//!
//! An account at the issuer is a pseudonym in the issuer's own context. A request carries the holder's half of it
//! (OP_issuer · prover_nym) with a proof, so that one person cannot become two. The issuer never learns a nym secret.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{
    bbs::{
        BoundCommitment, OWN, POINT_BYTES, Params, Scalar, SecretKey, Signature, SignerInput, Uniform, point,
        point_bytes, scalar, scalar_bytes, times,
    },
    random::Random,
};

use super::{
    Assurance, Context, Credential, Epoch, Header, KeySet, Origin, PresentError, Refusal, Token, Use,
    credential::Holder, decode, decode_exact, encode, envelope::Segments, human, verify::holds,
};

const VERSION: u8 = 1;
/// The longest body, in bytes.
pub const MAX_BODY: usize = 16 * 1024;
/// The longest invite code, in characters.
const MAX_INVITE: usize = 64;
/// The nonce of a renewal or reset: what it is bound to is answered once.
const NO_NONCE: [u8; 32] = [0; 32];

/// A request for a credential: with an invite, or of someone who had one before.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    v: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    invite: Option<String>,
    commitment: String,
}

/// A request whose proof held.
#[derive(Debug, Clone)]
pub struct Checked {
    bound: BoundCommitment,
    commitment: [u8; POINT_BYTES],
    nym: [u8; POINT_BYTES],
}

/// A request for another credential, presenting one before: the next, or one with other pseudonyms.
///
/// Which of the two it is, its proof says: neither passes for the other.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Renewal {
    v: u8,
    commitment: String,
    token: String,
}

/// A renewal or reset whose proofs held.
#[derive(Debug, Clone)]
pub struct Renewing {
    /// What to sign.
    pub checked: Checked,
    /// The account: the holder's pseudonym at this issuer, by the credential presented.
    pub pseudonym: [u8; POINT_BYTES],
}

/// When an account may be reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resets {
    /// From this week on.
    pub from: Epoch,
    /// And then not for so many weeks.
    pub weeks: u16,
}

/// What a credential says openly, and what goes with it.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// Its week.
    pub epoch: Epoch,
    /// What was checked.
    pub assurance: Assurance,
    /// When the account may be reset.
    pub resets: Resets,
}

/// The issuer's answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    v: u8,
    epoch: Epoch,
    assurance: Assurance,
    entropy: String,
    signature: String,
    /// None in what wallets of earlier builds kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    resets: Option<Resets>,
}

/// A JSON body of at most [`MAX_BODY`] bytes.
fn body<'a, T: Deserialize<'a>>(text: &'a str, what: &'static str) -> Result<T, PresentError> {
    if text.len() > MAX_BODY {
        return Err(PresentError::Malformed(what));
    }
    serde_json::from_str(text).map_err(|_| PresentError::Malformed(what))
}

fn version(v: u8, what: &'static str) -> Result<(), PresentError> {
    if v == VERSION { Ok(()) } else { Err(PresentError::Version(what)) }
}

fn check(commitment: &str, issuer: &Origin) -> Result<Checked, PresentError> {
    let bound = BoundCommitment::from_bytes(&decode(commitment, "commitment")?)?;
    bound.verify(human::params()?, Context::issuer(issuer).as_bytes())?;
    Ok(Checked { commitment: point_bytes(bound.commitment()), nym: point_bytes(bound.nym()), bound })
}

fn commit(holder: &Holder, issuer: &Origin, random: &impl Random) -> Result<BoundCommitment, PresentError> {
    let context = Context::issuer(issuer);
    let params: &Params = human::params()?;
    Ok(BoundCommitment::make(params, context.as_bytes(), &holder.nym, &holder.blind, &mut Uniform(random))?)
}

impl Ask {
    /// The holder's request to `issuer`.
    pub fn new(
        holder: &Holder,
        issuer: &Origin,
        invite: Option<String>,
        random: &impl Random,
    ) -> Result<Self, PresentError> {
        let commitment = encode(&commit(holder, issuer, random)?.to_bytes());
        Ok(Self { v: VERSION, invite, commitment })
    }

    /// The body.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a body.
    pub fn from_json(text: &str) -> Result<Self, PresentError> {
        let ask: Self = body(text, "request")?;
        version(ask.v, "request")?;
        if ask.invite.as_ref().is_some_and(|invite| invite.len() > MAX_INVITE) {
            return Err(PresentError::Malformed("invite"));
        }
        Ok(ask)
    }

    /// The invite code that came with it.
    pub fn invite(&self) -> Option<&str> {
        self.invite.as_deref()
    }

    /// Whether the commitment is proven to `issuer`.
    pub fn check(&self, issuer: &Origin) -> Result<Checked, PresentError> {
        check(&self.commitment, issuer)
    }
}

impl Checked {
    /// C: what is signed unseen.
    pub fn commitment(&self) -> &[u8; POINT_BYTES] {
        &self.commitment
    }

    /// OP_issuer · prover_nym: who asks. The same person has the same for ever.
    pub fn nym(&self) -> &[u8; POINT_BYTES] {
        &self.nym
    }
}

impl Renewal {
    /// The holder's request to `issuer` for the next credential, presenting `old`.
    pub fn new(holder: &Holder, old: &Credential, issuer: &Origin, random: &impl Random) -> Result<Self, PresentError> {
        Self::present(Use::Renewal, holder, old, issuer, random)
    }

    /// The holder's request to `issuer` for a credential with other pseudonyms, presenting `old`.
    pub fn reset(
        holder: &Holder,
        old: &Credential,
        issuer: &Origin,
        random: &impl Random,
    ) -> Result<Self, PresentError> {
        Self::present(Use::Reset, holder, old, issuer, random)
    }

    fn present(
        purpose: Use,
        holder: &Holder,
        old: &Credential,
        issuer: &Origin,
        random: &impl Random,
    ) -> Result<Self, PresentError> {
        let commitment = commit(holder, issuer, random)?.to_bytes();
        let request = Sha256::digest(&commitment).into();
        let none = Segments::default();
        let token = old.present(holder, &header(purpose, issuer, &request, &none), &Context::issuer(issuer), random)?;
        Ok(Self { v: VERSION, commitment: encode(&commitment), token: token.to_text() })
    }

    /// The body.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a body.
    pub fn from_json(text: &str) -> Result<Self, PresentError> {
        let renewal: Self = body(text, "renewal")?;
        version(renewal.v, "renewal")?;
        Ok(renewal)
    }

    /// Whether it is a renewal and both proofs hold, for a credential under one of `keys`. Its week may be long past: the
    /// account counts.
    pub fn check(&self, issuer: &Origin, keys: &KeySet) -> Result<Renewing, Refusal> {
        self.check_as(Use::Renewal, issuer, keys)
    }

    /// Likewise, whether it is a reset.
    pub fn check_reset(&self, issuer: &Origin, keys: &KeySet) -> Result<Renewing, Refusal> {
        self.check_as(Use::Reset, issuer, keys)
    }

    fn check_as(&self, purpose: Use, issuer: &Origin, keys: &KeySet) -> Result<Renewing, Refusal> {
        let malformed = Refusal::Token;
        let token = Token::from_text(&self.token).map_err(malformed)?;
        let request = Sha256::digest(decode(&self.commitment, "commitment").map_err(malformed)?).into();
        let none = Segments::default();
        if token.segments != none {
            return Err(Refusal::Segments);
        }
        holds(&token, &header(purpose, issuer, &request, &none), &Context::issuer(issuer), keys)?;
        let checked = check(&self.commitment, issuer).map_err(malformed)?;
        Ok(Renewing { checked, pseudonym: point_bytes(&token.pseudonym) })
    }
}

fn header<'a>(purpose: Use, issuer: &'a Origin, request: &'a [u8; 32], none: &'a Segments) -> Header<'a> {
    Header { audience: issuer, purpose, nonce: &NO_NONCE, request: *request, segments: none }
}

/// The issuer's half of a new account's nym secret, or of one that is reset; kept with the account until the next reset.
pub fn entropy(random: &impl Random) -> Result<[u8; 32], PresentError> {
    let wide = Zeroizing::new(random.array::<64>()?);
    Ok(scalar_bytes(&Scalar::from_bytes_wide(&wide)))
}

/// An account's pseudonym: `nym` + OP_issuer · `entropy`.
pub fn pseudonym(
    issuer: &Origin,
    nym: &[u8; POINT_BYTES],
    entropy: &[u8; 32],
) -> Result<[u8; POINT_BYTES], PresentError> {
    let operator = OWN.operator(Context::issuer(issuer).as_bytes());
    let share = times(&operator, &scalar(entropy, "entropy")?);
    Ok(point_bytes(&(point(nym, "nym")? + share)))
}

/// Signs what was asked, for one epoch, with that epoch's key. The same input gives the same answer.
pub fn issue(
    key: &SecretKey,
    &Terms { epoch, assurance, resets }: &Terms,
    entropy: &[u8; 32],
    checked: &Checked,
) -> Result<String, PresentError> {
    let share = scalar(entropy, "entropy")?;
    let input = SignerInput {
        header: human::header(),
        messages: &human::messages(epoch, assurance),
        commitment: checked.bound.commitment(),
        entropy: &share,
        nyms: human::NYMS,
    };
    let signature = Signature::sign(human::params()?, key, &input)?;
    let (entropy, signature) = (encode(entropy), encode(&signature.to_bytes()));
    let grant = Grant { v: VERSION, epoch, assurance, entropy, signature, resets: Some(resets) };
    Ok(serde_json::to_string(&grant).unwrap_or_default())
}

impl Grant {
    /// Reads the issuer's answer.
    pub fn from_json(text: &str) -> Result<Self, PresentError> {
        let grant: Self = body(text, "grant")?;
        version(grant.v, "grant")?;
        Ok(grant)
    }

    /// The body.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Its week.
    pub fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Whether it gives the same pseudonyms as another.
    pub fn same_names(&self, other: &Self) -> bool {
        self.entropy == other.entropy
    }

    /// When the account may be reset, where the issuer says so.
    pub fn resets(&self) -> Option<Resets> {
        self.resets
    }

    /// The credential, if the published key of its week really signed it for this holder.
    pub fn accept(&self, holder: &Holder, keys: &KeySet) -> Result<Credential, Refusal> {
        let key = keys.get(self.epoch).ok_or(Refusal::Key)?;
        let credential = self.credential(key).map_err(Refusal::Token)?;
        credential.check(holder).map_err(|_| Refusal::Proof)?;
        Ok(credential)
    }

    /// The credential as it was once accepted under `key`.
    pub fn credential(&self, key: crate::bbs::PublicKey) -> Result<Credential, PresentError> {
        let entropy: [u8; 32] = decode_exact(&self.entropy, "entropy")?;
        Ok(Credential {
            epoch: self.epoch,
            assurance: self.assurance,
            key,
            signature: Signature::from_bytes(&decode(&self.signature, "signature")?)?,
            entropy: Zeroizing::new(scalar(&entropy, "entropy")?),
        })
    }
}
