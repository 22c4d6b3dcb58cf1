//! The schema `ownyou/human/v1`: eight messages, three of them always shown, one nym secret. The same for everyone, so
//! that nothing about a proof's shape tells one person from another.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::bbs::{BbsError, OWN, Params, Scalar, Statement};

use super::{Context, Epoch, PresentError};

/// The schema's id; also the header that every credential is signed with.
pub const SCHEMA: &str = "ownyou/human/v1";
/// L: what the issuer signs openly.
const OPEN: usize = 8;
/// Always disclosed: schema, epoch, assurance.
pub(super) const SHOWN: [usize; 3] = [0, 1, 2];
/// What a proof hides: five zero messages, the blinding factor, the nym secret.
pub(super) const HIDDEN: usize = OPEN - SHOWN.len() + 2;
/// N.
pub(super) const NYMS: usize = 1;
/// A message that says nothing.
const ZERO: [u8; 32] = [0; 32];

/// What was checked of a person before the credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Assurance {
    /// Somebody with an invitation.
    Invited,
}

impl Assurance {
    /// The word for it, as it is signed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invited => "invited",
        }
    }

    pub(super) fn byte(self) -> u8 {
        match self {
            Self::Invited => 1,
        }
    }

    pub(super) fn from_byte(byte: u8) -> Result<Self, PresentError> {
        match byte {
            1 => Ok(Self::Invited),
            _ => Err(PresentError::Version("assurance")),
        }
    }
}

/// The header of every credential.
pub(super) fn header() -> &'static [u8] {
    SCHEMA.as_bytes()
}

/// What a proof is made and verified for.
pub(super) fn statement<'a>(presentation_header: &'a [u8], context: &'a Context) -> Statement<'a> {
    Statement { header: header(), presentation_header, context: context.as_bytes(), nyms: NYMS }
}

/// The eight messages.
pub(super) fn messages(epoch: Epoch, assurance: Assurance) -> Vec<Scalar> {
    let epoch = epoch.to_string();
    let mut texts: Vec<&[u8]> = vec![SCHEMA.as_bytes(), epoch.as_bytes(), assurance.as_str().as_bytes()];
    texts.resize(OPEN, &ZERO);
    texts.into_iter().map(|text| OWN.message(text)).collect()
}

/// The schema's generators and their multiples, made once.
pub(super) fn params() -> Result<&'static Params, BbsError> {
    static PARAMS: OnceLock<Result<Params, BbsError>> = OnceLock::new();
    PARAMS.get_or_init(|| Params::new(OWN, OPEN, NYMS).map(Params::kept)).as_ref().map_err(|error| *error)
}
