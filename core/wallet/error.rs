//! Why the wallet has no credential, or gives no answer.

use crate::{
    error::Explain,
    present::{PresentError, Refusal},
};

/// What went wrong between person, issuer and publisher.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WalletError {
    /// The issuer, or this app's own server, cannot be reached.
    #[error("{0} cannot be reached")]
    Offline(String),
    /// The issuer said no, with its own words.
    #[error("{message}")]
    Refused {
        /// The issuer's code.
        code: String,
        /// What it says.
        message: String,
        /// What it advises.
        next: String,
    },
    /// An answer that is none.
    #[error("the issuer's answer cannot be understood")]
    Answer,
    /// What the issuer gave does not hold.
    #[error("the issuer gave a credential that does not hold: {0}")]
    Grant(Refusal),
    /// A renewal under other pseudonyms.
    #[error("the issuer would have given you other names at all sites, and nobody had asked for that")]
    OtherNames,
    /// A reset under the same pseudonyms.
    #[error("the issuer left your names at all sites as they were")]
    SameNames,
    /// Keys that are not the published ones.
    #[error("these are not the keys that the issuer published for everyone")]
    Unpinned,
    /// Another issuer than the one whose credential is here.
    #[error("this app now names another issuer than the one that you have a credential of")]
    OtherIssuer,
    /// No credential of this week.
    #[error("there is no credential for this week")]
    NoCredential,
    /// A request that is not what it should be.
    #[error(transparent)]
    Request(#[from] PresentError),
    /// The window was opened from within another site's frame.
    #[error("the request comes from a frame inside another site")]
    Embedded,
    /// The request names another site than the one that asks.
    #[error("the site that asks is not the one that the request names")]
    OtherOrigin,
    /// A segment that was not offered.
    #[error("a segment was chosen that was not offered")]
    NotOffered,
    /// A site that the person blocked.
    #[error("you blocked this site")]
    Blocked,
}

impl Explain for WalletError {
    fn code(&self) -> &'static str {
        match self {
            Self::Offline(_) => "offline",
            Self::Refused { .. } => "issuer-refused",
            Self::Answer => "issuer-answer",
            Self::Grant(_) => "bad-grant",
            Self::OtherNames => "other-names",
            Self::SameNames => "same-names",
            Self::Unpinned => "unpinned-keys",
            Self::OtherIssuer => "other-issuer",
            Self::NoCredential => "no-credential",
            Self::Request(error) => error.code(),
            Self::Embedded => "embedded",
            Self::OtherOrigin => "other-origin",
            Self::NotOffered => "not-offered",
            Self::Blocked => "blocked",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Offline(_) => {
                "Check the connection, then try again. Logging in with the credential you have goes on."
            }
            Self::Refused { .. } => "Ask whoever invited you for another code, or restore what you had before.",
            Self::Answer | Self::SameNames => "Try again later; if it stays so, tell us.",
            Self::OtherNames => "Nothing was accepted, and your names are as they were: tell us.",
            Self::Grant(_) | Self::Unpinned => {
                "Nothing was accepted. An issuer that hands out keys of their own could recognise people: tell us."
            }
            Self::OtherIssuer => "Go back to the address of the app that you used before.",
            Self::NoCredential => "Open your wallet and get this week's credential.",
            Self::Request(error) => error.next_step(),
            Self::Embedded => "Nothing was sent. Open the site itself, and log in there.",
            Self::OtherOrigin => "Nothing was sent. Somebody may be pretending to be another site.",
            Self::NotOffered => "Close this window and log in again.",
            Self::Blocked => "Nothing was sent. You can unblock it in your wallet.",
        }
    }
}

impl WalletError {
    /// The advice: the issuer's own words where it gave them.
    pub fn advice(&self) -> &str {
        match self {
            Self::Refused { next, .. } if !next.is_empty() => next,
            _ => self.next_step(),
        }
    }
}
