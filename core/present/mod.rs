//! OwnYou Present: what a publisher asks, what a wallet answers, how an issuer issues. Pure: time and randomness come in.
//!
//! `origin`, `epoch`, `context`, `keys` are the words of the protocol; `request` is the publisher's question (a profile of
//! OpenID4VP 1.0 with DCQL), `header` binds an answer to it, `envelope` is the answer's bytes, `verify` believes it or
//! not; `credential` is what a holder has, `ready` what is
//! drawn before it is asked for, `issuance` how it gets one; `human` is the one schema. Formats byte by byte:
//! docs/formats/presentation.md.

mod context;
pub mod credential;
mod envelope;
mod epoch;
mod error;
mod header;
mod human;
pub mod issuance;
mod keys;
mod origin;
mod ready;
mod request;
mod verify;

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;

pub use crate::bbs::{PublicKey, SecretKey};
pub use context::Context;
pub use credential::Credential;
pub use envelope::{MAX_SEGMENTS, Segments, Token};
pub use epoch::{Epoch, GRACE_HOURS};
pub use error::{PresentError, Refusal};
pub use header::{Header, Use};
pub use human::{Assurance, SCHEMA};
pub use keys::KeySet;
pub use origin::Origin;
pub use ready::Ready;
pub use request::{CALLBACK, CHALLENGE_SECONDS, Purpose, Request};
pub use verify::{Login, Segment, verify};

use data_encoding::BASE64URL_NOPAD;

/// The taxonomy that segment ids are of: IAB Audience Taxonomy 1.1 (OpenRTB `segtax`).
pub const SEGTAX: u8 = 4;

/// Bytes as text on the wire.
pub fn encode(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

/// The bytes of a text on the wire; `what` names it in the error.
pub fn decode(text: &str, what: &'static str) -> Result<Vec<u8>, PresentError> {
    BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| PresentError::Malformed(what))
}

/// Exactly `N` bytes of a text on the wire.
pub fn decode_exact<const N: usize>(text: &str, what: &'static str) -> Result<[u8; N], PresentError> {
    decode(text, what)?.try_into().map_err(|_| PresentError::Malformed(what))
}
