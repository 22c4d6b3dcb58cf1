//! What a publisher asks: a profile of OpenID4VP 1.0 with DCQL. Read strictly; what is not understood is refused.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::random::Random;

use super::{KeySet, MAX_SEGMENTS, Origin, PresentError, SCHEMA, SEGTAX, decode_exact, encode};

/// Where answers go that no window waits for, on the publisher's own origin.
pub const CALLBACK: &str = "/.well-known/ownyou/cb";
/// How long a publisher waits for the answer, in seconds.
pub const CHALLENGE_SECONDS: i64 = 120;
/// The longest text of a request, in bytes.
const MAX_BYTES: usize = 4096;
const FORMAT: &str = "ownyou_bbs_nym";
const CREDENTIAL: &str = "ownyou";
const CLIENT: &str = "redirect_uri:";

/// What a publisher may want segments for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// To choose advertisements.
    Ads,
    /// To choose what to show.
    Content,
    /// To count audiences.
    Measurement,
}

impl Purpose {
    const ALL: [Self; 3] = [Self::Ads, Self::Content, Self::Measurement];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ads => "ads",
            Self::Content => "content",
            Self::Measurement => "measurement",
        }
    }
}

impl FromStr for Purpose {
    type Err = PresentError;

    fn from_str(text: &str) -> Result<Self, PresentError> {
        let found = Self::ALL.into_iter().find(|purpose| purpose.as_str() == text);
        found.ok_or(PresentError::Malformed("purpose"))
    }
}

/// A request, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    wire: Wire,
    origin: Origin,
    nonce: [u8; 32],
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    response_type: String,
    response_mode: String,
    client_id: String,
    nonce: String,
    state: String,
    dcql_query: Dcql,
    ownyou: Own,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Dcql {
    credentials: Vec<CredentialQuery>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CredentialQuery {
    id: String,
    format: String,
    meta: Meta,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Meta {
    schema: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    max_segments: u64,
    segtax: u8,
    purposes: Vec<Purpose>,
    keys: String,
}

impl Request {
    /// A fresh request of `publisher` for at most `max_segments` segments, with a new nonce and state.
    pub fn new(
        publisher: &Origin,
        max_segments: u8,
        purposes: &[Purpose],
        keys: &KeySet,
        random: &impl Random,
    ) -> Result<Self, PresentError> {
        let wire = Wire {
            response_type: "vp_token".to_owned(),
            response_mode: "web_message".to_owned(),
            client_id: format!("{CLIENT}{publisher}{CALLBACK}"),
            nonce: encode(&random.array::<32>()?),
            state: encode(&random.array::<16>()?),
            dcql_query: Dcql {
                credentials: vec![CredentialQuery {
                    id: CREDENTIAL.to_owned(),
                    format: FORMAT.to_owned(),
                    meta: Meta { schema: SCHEMA.to_owned() },
                }],
            },
            ownyou: Own {
                max_segments: u64::from(max_segments),
                segtax: SEGTAX,
                purposes: purposes.to_vec(),
                keys: keys.hash(),
            },
        };
        Self::check(wire)
    }

    /// Reads a request.
    pub fn from_json(text: &str) -> Result<Self, PresentError> {
        if text.len() > MAX_BYTES {
            return Err(PresentError::Malformed("request"));
        }
        Self::check(serde_json::from_str(text).map_err(|_| PresentError::Malformed("request"))?)
    }

    fn check(wire: Wire) -> Result<Self, PresentError> {
        let malformed = || PresentError::Malformed("request");
        let [query] = wire.dcql_query.credentials.as_slice() else { return Err(malformed()) };
        let known = wire.response_type == "vp_token"
            && wire.response_mode == "web_message"
            && query.id == CREDENTIAL
            && query.format == FORMAT
            && query.meta.schema == SCHEMA
            && wire.ownyou.segtax == SEGTAX;
        let purposes = &wire.ownyou.purposes;
        if !known || !purposes.is_sorted_by(|a, b| a < b) {
            return Err(malformed());
        }
        if wire.ownyou.max_segments > MAX_SEGMENTS as u64 {
            return Err(PresentError::TooManySegments);
        }
        let client = wire.client_id.strip_prefix(CLIENT).and_then(|uri| uri.strip_suffix(CALLBACK));
        let origin = Origin::parse(client.ok_or(PresentError::Callback)?).map_err(|_| PresentError::Callback)?;
        let nonce = decode_exact(&wire.nonce, "nonce")?;
        decode_exact::<16>(&wire.state, "state")?;
        decode_exact::<32>(&wire.ownyou.keys, "key set hash")?;
        Ok(Self { origin, nonce, wire })
    }

    /// The canonical text.
    pub fn to_json(&self) -> String {
        // Texts and numbers only: nothing that serde_json could refuse.
        serde_json::to_string(&self.wire).unwrap_or_default()
    }

    /// Who asks, as far as the request says.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The nonce as text: 32 bytes, to be used once.
    pub fn nonce(&self) -> &str {
        &self.wire.nonce
    }

    pub(super) fn nonce_bytes(&self) -> &[u8; 32] {
        &self.nonce
    }

    /// Which request an answer belongs to.
    pub fn state(&self) -> &str {
        &self.wire.state
    }

    /// At most so many segments.
    pub fn max_segments(&self) -> u8 {
        u8::try_from(self.wire.ownyou.max_segments).unwrap_or(0)
    }

    /// What they are wanted for.
    pub fn purposes(&self) -> &[Purpose] {
        &self.wire.ownyou.purposes
    }

    /// The hash of the key set that the publisher will verify with.
    pub fn keys(&self) -> &str {
        &self.wire.ownyou.keys
    }

    /// Where an answer goes that no window waits for.
    pub fn callback(&self) -> String {
        format!("{}{CALLBACK}", self.origin)
    }

    /// SHA-256 of the canonical text: what an answer is bound to.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.to_json()).into()
    }
}
