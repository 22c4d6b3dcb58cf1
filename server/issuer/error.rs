//! Why the issuer does not give what was asked.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use ownyou::{
    error::Explain,
    present::{Epoch, PresentError, Refusal},
    random::NoRandomness,
};
use serde_json::json;

use super::policy::Refused;
use crate::store::StoreError;

/// Why the issuer does not give what was asked.
#[derive(Debug, thiserror::Error)]
pub enum IssuerError {
    /// What came is not in the protocol's form.
    #[error(transparent)]
    Malformed(#[from] PresentError),
    /// The credential presented does not convince.
    #[error(transparent)]
    Unconvinced(#[from] Refusal),
    /// The policy does not let this person in.
    #[error(transparent)]
    Policy(#[from] Refused),
    /// The account has another credential of this week.
    #[error("this week's credential was given out already, to another request of the same person")]
    AlreadyIssued,
    /// Nobody has the pseudonym that was presented.
    #[error("the credential presented belongs to no account here")]
    UnknownAccount,
    /// The account was reset since.
    #[error("the credential presented is from before this account was started anew")]
    BeforeReset,
    /// The account was reset not long ago.
    #[error("this account was started anew not long ago, and can be again {}", from(.0))]
    TooEarly(Epoch),
    /// The new credential would be somebody else's.
    #[error("the credential presented and the one asked for are not the same person's")]
    OtherPerson,
    /// More asked than one person needs.
    #[error("this was asked too often")]
    TooOften,
    /// The request comes from a page of another site.
    #[error("the request comes from a page of another site")]
    OtherSite,
    /// There is nothing at the address.
    #[error("there is nothing at this address")]
    Nothing,
    /// The address is not asked in that way.
    #[error("this address is not asked in that way")]
    NotAllowed,
    /// The body is over the limit.
    #[error("the request is larger than {0} bytes")]
    TooLarge(usize),
    /// The body is no text.
    #[error("the request is no text")]
    NotText,
    /// The request did not come in, or its answer could not be finished.
    #[error("the request was interrupted")]
    Interrupted,
    /// The issuer has no key for the week.
    #[error("the issuer has no key for this week")]
    NoKey,
    /// What the issuer keeps could not be read or written.
    #[error("the issuer's books could not be read or written")]
    Store(#[from] StoreError),
    /// The same, of a single step.
    #[error("the issuer's books could not be read or written: {0}")]
    Step(#[from] rusqlite::Error),
    /// The system gave no random bytes.
    #[error(transparent)]
    Random(#[from] NoRandomness),
}

impl Explain for IssuerError {
    fn code(&self) -> &'static str {
        match self {
            Self::Malformed(error) => error.code(),
            Self::Unconvinced(refusal) => refusal.code(),
            Self::Policy(refused) => refused.code(),
            Self::AlreadyIssued => "already-issued",
            Self::UnknownAccount => "unknown-account",
            Self::BeforeReset => "before-reset",
            Self::TooEarly(_) => "too-early",
            Self::OtherPerson => "other-person",
            Self::TooOften => "too-often",
            Self::OtherSite => "other-site",
            Self::Nothing => "nothing-here",
            Self::NotAllowed => "not-allowed",
            Self::TooLarge(_) => "too-large",
            Self::NotText => "not-text",
            Self::Interrupted => "interrupted",
            Self::NoKey => "no-key",
            Self::Store(_) | Self::Step(_) => "issuer-store",
            Self::Random(_) => "no-randomness",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Malformed(error) => error.next_step(),
            Self::Unconvinced(refusal) => refusal.next_step(),
            Self::Policy(refused) => refused.next_step(),
            Self::AlreadyIssued => "Use the credential that you have; the next one is given from Friday on.",
            Self::UnknownAccount | Self::OtherPerson => "Ask again with your 24 words, or with a new invite.",
            Self::BeforeReset => "Restore the credential with your 24 words; your names at sites are new ones.",
            Self::TooEarly(_) => "Keep the names that you have until then.",
            Self::TooOften => "Wait an hour, then ask again.",
            Self::OtherSite => "Ask from the OwnYou app.",
            Self::Nothing | Self::NotAllowed => "The issuer's own page, at /, says who it is.",
            Self::TooLarge(_) | Self::NotText => "Send what the wallet makes.",
            Self::Interrupted => "Ask again.",
            Self::NoKey | Self::Store(_) | Self::Step(_) | Self::Random(_) => {
                "Try again later; if it goes on, the issuer must be mended."
            }
        }
    }
}

/// A week's first day, for a person to read.
fn from(epoch: &Epoch) -> String {
    epoch.start().map_or_else(|| "never".to_owned(), |start| format!("from {} on", start.date()))
}

impl IssuerError {
    fn status(&self) -> StatusCode {
        match self {
            Self::Malformed(_) | Self::NotText => StatusCode::BAD_REQUEST,
            Self::TooOften | Self::TooEarly(_) | Self::Policy(Refused::TooOften) => StatusCode::TOO_MANY_REQUESTS,
            Self::Unconvinced(_) | Self::Policy(_) | Self::UnknownAccount | Self::OtherPerson | Self::OtherSite => {
                StatusCode::FORBIDDEN
            }
            Self::AlreadyIssued | Self::BeforeReset => StatusCode::CONFLICT,
            Self::Nothing => StatusCode::NOT_FOUND,
            Self::NotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Interrupted => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NoKey | Self::Store(_) | Self::Step(_) | Self::Random(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl IntoResponse for IssuerError {
    fn into_response(self) -> Response {
        let body = json!({ "code": self.code(), "message": self.to_string(), "next": self.next_step() });
        (self.status(), Json(body)).into_response()
    }
}
