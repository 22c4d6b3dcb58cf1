//! Who gets a credential: the policy, a trait, and invites, its first implementation.

use ownyou::{
    error::Explain,
    present::{Assurance, issuance::Ask},
};
use rusqlite::Transaction;

use super::invites;

/// Decides whether somebody unknown gets an account.
pub trait Policy: Send + Sync {
    /// Lets the person in and says what was checked. What this spends is spent in `books`, the transaction that makes the
    /// account: both happen or neither.
    fn admit(&self, books: &Transaction<'_>, ask: &Ask) -> Result<Assurance, Refused>;
}

/// Why somebody is not let in.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// No invite came with the request, and the person has no account.
    #[error("a first credential needs an invite")]
    NoInvite,
    /// There is no such invite.
    #[error("there is no such invite")]
    UnknownInvite,
    /// The invite made an account already.
    #[error("this invite has been used")]
    UsedInvite,
    /// The invites could not be read or written.
    #[error("the issuer's books could not be read or written: {0}")]
    Store(#[from] rusqlite::Error),
}

impl Explain for Refused {
    fn code(&self) -> &'static str {
        match self {
            Self::NoInvite => "no-invite",
            Self::UnknownInvite => "unknown-invite",
            Self::UsedInvite => "used-invite",
            Self::Store(_) => "issuer-store",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::NoInvite => {
                "Enter an invite code. If you had a credential before, restore your vault with its 24 words."
            }
            Self::UnknownInvite => "Check the code: ten letters and digits, without I, L, O, U, 0 and 1.",
            Self::UsedInvite => "Each invite is for one person, once; ask for another.",
            Self::Store(_) => "Try again later; if it goes on, the issuer must be mended.",
        }
    }
}

/// One account an invite, and no other check.
#[derive(Debug, Clone, Copy)]
pub struct Invites;

impl Policy for Invites {
    fn admit(&self, books: &Transaction<'_>, ask: &Ask) -> Result<Assurance, Refused> {
        let code = ask.invite().ok_or(Refused::NoInvite)?;
        invites::spend(books, code)?;
        Ok(Assurance::Invited)
    }
}
