//! What can be wrong with something of the protocol, and why a verifier does not believe an answer.

use crate::{bbs::BbsError, error::Explain, random::NoRandomness};

/// Something of the protocol that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PresentError {
    /// Not in its format.
    #[error("the {0} is malformed")]
    Malformed(&'static str),
    /// Not an exact web origin.
    #[error("this is not the origin of a website that can be logged in to")]
    Origin,
    /// A version or suite that this build does not know.
    #[error("the {0} is of a version that is not known here")]
    Version(&'static str),
    /// A request for more than anyone may ask.
    #[error("more than three segments are asked for")]
    TooManySegments,
    /// A request whose answer would go elsewhere than to who asks.
    #[error("the answer would not go to the site that asks")]
    Callback,
    /// Segments that are not ascending, unknown, or never sent.
    #[error("the segments cannot be sent")]
    Segments,
    /// The cryptography says no.
    #[error(transparent)]
    Bbs(#[from] BbsError),
    /// No randomness.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

impl Explain for PresentError {
    fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::Origin => "bad-origin",
            Self::Version(_) => "unknown-version",
            Self::TooManySegments => "too-many-segments",
            Self::Callback => "bad-callback",
            Self::Segments => "bad-segments",
            Self::Bbs(error) => error.code(),
            Self::NoRandomness(_) => "no-randomness",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Malformed(_) | Self::Segments => "Nothing was sent. The site has to correct what it asks.",
            Self::Origin => "Only https sites can be logged in to (and this machine's own names, in development).",
            Self::Version(_) => "Update OwnYou, or the site's OwnYou script, whichever is older.",
            Self::TooManySegments => "Nothing was sent. A site may ask for three at most.",
            Self::Callback => {
                "Nothing was sent. The site's callback has to be /.well-known/ownyou/cb on its own origin."
            }
            Self::Bbs(error) => error.next_step(),
            Self::NoRandomness(_) => "Restart the browser or the device, then try again.",
        }
    }
}

/// Why an answer is not believed. A publisher logs it; a visitor is told only that it did not work.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The answer is not in its format.
    #[error("the token is malformed: {0}")]
    Token(PresentError),
    /// The request was made for another origin.
    #[error("the request is another origin's")]
    Origin,
    /// The key set is not the one that the request named.
    #[error("the key set is not the one in the request")]
    KeySet,
    /// No key of that week is published.
    #[error("the issuer has published no key for that week")]
    Key,
    /// The credential's week is not now.
    #[error("the credential is not of this week")]
    Epoch,
    /// More segments than were asked for.
    #[error("there are more segments than were asked for")]
    Segments,
    /// The proof does not hold for this request, origin and key.
    #[error("the proof does not hold")]
    Proof,
}

impl Explain for Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Token(_) => "bad-token",
            Self::Origin => "wrong-origin",
            Self::KeySet => "wrong-key-set",
            Self::Key => "unknown-key",
            Self::Epoch => "wrong-epoch",
            Self::Segments => "too-many-segments",
            Self::Proof => "bad-proof",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Token(_) | Self::Segments | Self::Proof => "Do not log anyone in. Let the visitor try again.",
            Self::Origin => "Verify with the origin that the request was made for: your own, exactly.",
            Self::KeySet => "Verify with the key set that the request was made with.",
            Self::Key => "Fetch the issuer's key set again; it is published weeks ahead.",
            Self::Epoch => "Check this server's clock. Otherwise the visitor's wallet has to renew first.",
        }
    }
}
