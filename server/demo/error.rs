//! Why a publisher does not log a visitor in.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use ownyou::{
    error::Explain,
    present::{PresentError, Refusal},
    random::NoRandomness,
};
use serde_json::json;

use crate::{serve::headers::NEVER_KEPT, store::StoreError};

/// Why a publisher does not log a visitor in.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// The request comes from a page of another site.
    #[error("the request comes from a page of another site")]
    OtherSite,
    /// What came is not in its form.
    #[error("the request is malformed")]
    Malformed,
    /// It is over the limit.
    #[error("the request is too large")]
    TooLarge,
    /// The page asks what may not be asked.
    #[error(transparent)]
    Ask(#[from] PresentError),
    /// The session has no open challenge: it never had, or it is used.
    #[error("this session has no open challenge")]
    NoChallenge,
    /// The challenge is too old.
    #[error("the challenge is too old")]
    Expired,
    /// The answer is not believed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The issuer's keys are not known yet.
    #[error("the issuer's keys are not known here yet")]
    NoKeys,
    /// What the publisher keeps could not be read or written.
    #[error("the books could not be read or written")]
    Store(#[from] StoreError),
    /// The system gave no random bytes.
    #[error(transparent)]
    Random(#[from] NoRandomness),
    /// The answer could not be finished.
    #[error("the request was interrupted")]
    Interrupted,
}

impl Explain for LoginError {
    fn code(&self) -> &'static str {
        match self {
            Self::OtherSite => "other-site",
            Self::Malformed => "malformed",
            Self::TooLarge => "too-large",
            Self::Ask(error) => error.code(),
            Self::NoChallenge => "no-challenge",
            Self::Expired => "challenge-expired",
            Self::Refused(refusal) => refusal.code(),
            Self::NoKeys => "no-issuer-keys",
            Self::Store(error) => error.code(),
            Self::Random(_) => "no-randomness",
            Self::Interrupted => "interrupted",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::OtherSite | Self::Malformed | Self::TooLarge => "Log in with the button on this site's own page.",
            Self::Ask(error) => error.next_step(),
            Self::NoChallenge | Self::Expired | Self::Interrupted => "Press the button again.",
            Self::Refused(refusal) => refusal.next_step(),
            Self::NoKeys => "Start the issuer once; its keys are kept.",
            Self::Store(error) => error.next_step(),
            Self::Random(_) => "Try again later.",
        }
    }
}

impl LoginError {
    fn status(&self) -> StatusCode {
        match self {
            Self::Malformed | Self::Ask(_) => StatusCode::BAD_REQUEST,
            Self::OtherSite | Self::NoChallenge | Self::Expired | Self::Refused(_) => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Interrupted => StatusCode::REQUEST_TIMEOUT,
            Self::NoKeys | Self::Store(_) | Self::Random(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl IntoResponse for LoginError {
    fn into_response(self) -> Response {
        let body = json!({ "code": self.code(), "next": self.next_step() });
        (self.status(), [(header::CACHE_CONTROL, NEVER_KEPT)], Json(body)).into_response()
    }
}
