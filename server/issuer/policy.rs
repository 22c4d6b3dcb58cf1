//! Who gets a credential: the policy, a trait, and invites, its first implementation.

use std::{
    net::IpAddr,
    time::{Duration, Instant},
};

use ownyou::{
    error::Explain,
    present::{Assurance, issuance::Ask},
};
use rusqlite::Transaction;

use super::{
    invites,
    limit::{Limit, neighbourhood},
};

/// Wrong invites an address may try a minute: whoever mistypes has many, whoever guesses 49 bits has none.
const WRONG: u32 = 10;
/// Tries of one invite an hour, from anywhere: it is for one person, who needs one.
const TRIES: u32 = 10;

/// Decides whether somebody unknown gets an account.
pub trait Policy: Send + Sync {
    /// Lets the person in who asks from the address `from`, and says what was checked. What this spends is spent in
    /// `books`, the transaction that makes the account: both happen or neither.
    fn admit(&self, books: &Transaction<'_>, ask: &Ask, from: IpAddr) -> Result<Assurance, Refused>;
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
    /// More wrong invites than a person mistypes, or one invite more often than a person uses it.
    #[error("invites were tried too often")]
    TooOften,
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
            Self::TooOften => "too-often",
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
            Self::TooOften => "Wait a minute, then try again; with the same invite, an hour.",
            Self::Store(_) => "Try again later; if it goes on, the issuer must be mended.",
        }
    }
}

/// One account an invite, and no other check.
///
/// Limits are by what is tried and from where, so that nobody can use up those of others.
pub struct Invites {
    wrong: Limit<IpAddr>,
    tries: Limit<String>,
}

impl Default for Invites {
    fn default() -> Self {
        let (minute, hour) = (Duration::from_secs(60), Duration::from_secs(60 * 60));
        Self { wrong: Limit::new(WRONG, minute), tries: Limit::new(TRIES, hour) }
    }
}

impl Policy for Invites {
    fn admit(&self, books: &Transaction<'_>, ask: &Ask, from: IpAddr) -> Result<Assurance, Refused> {
        let (from, now) = (neighbourhood(from), Instant::now());
        let code = invites::read(ask.invite().ok_or(Refused::NoInvite)?);
        // Else the limit would slow down everybody but who guesses right.
        if self.wrong.is_reached(&from, now) {
            return Err(Refused::TooOften);
        }
        let spent = match invites::is_used(books, &code)? {
            None => Err(Refused::UnknownInvite),
            Some(_) if !self.tries.allows(code.clone(), now) => Err(Refused::TooOften),
            Some(true) => Err(Refused::UsedInvite),
            Some(false) => Ok(invites::spend(books, &code)?),
        };
        if spent.is_err() {
            self.wrong.allows(from, now);
        }
        spent.map(|()| Assurance::Invited)
    }
}

#[cfg(test)]
mod tests {
    use ownyou::{
        present::{Origin, credential::Holder},
        random::SystemRandom,
    };

    use super::*;
    use crate::{issuer::book, store::Store};

    fn books() -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().unwrap();
        let store = book::open(dir.path()).unwrap();
        (dir, store)
    }

    fn tried(invites: &Invites, store: &mut Store, code: &str, from: &str) -> Result<Assurance, Refused> {
        let issuer = Origin::parse("https://issuer.example").unwrap();
        let holder = Holder::derive(&[1; 32], &issuer);
        let ask = Ask::new(&holder, &issuer, Some(code.to_owned()), &SystemRandom).unwrap();
        let books = store.db.transaction().unwrap();
        let admitted = invites.admit(&books, &ask, from.parse().unwrap());
        books.commit().unwrap();
        admitted
    }

    #[test]
    fn who_guesses_holds_up_nobody_else() {
        let ((_dir, mut store), invites) = (books(), Invites::default());
        for code in ["AAAAAAAAAA", "BBBBBBBBBB"] {
            invites::keep(&store.db, code).unwrap();
        }
        let mut tried = |code, from| tried(&invites, &mut store, code, from);
        for _ in 0..WRONG {
            assert!(matches!(tried("CCCCCCCCCC", "2001:db8:1:2::3"), Err(Refused::UnknownInvite)));
        }
        // Not even with the right one, and not from the next address of the same network.
        for neighbour in ["2001:db8:1:2::3", "2001:db8:1:2:ffff::1"] {
            assert!(matches!(tried("AAAAAAAAAA", neighbour), Err(Refused::TooOften)));
        }
        assert!(tried("AAAAAAAAAA", "2001:db8:1:3::3").is_ok());
        assert!(tried("BBBBBBBBBB", "192.0.2.1").is_ok());
    }

    #[test]
    fn one_invite_is_tried_so_often_from_everywhere_together() {
        let ((_dir, mut store), invites) = (books(), Invites::default());
        invites::keep(&store.db, "AAAAAAAAAA").unwrap();
        assert!(tried(&invites, &mut store, "aaaaa-aaaaa", "192.0.2.1").is_ok());
        for last in 2..=TRIES {
            let again = tried(&invites, &mut store, "AAAAAAAAAA", &format!("192.0.2.{last}"));
            assert!(matches!(again, Err(Refused::UsedInvite)));
        }
        for code in ["AAAAAAAAAA", " aaaaaaaaaa"] {
            assert!(matches!(tried(&invites, &mut store, code, "192.0.2.200"), Err(Refused::TooOften)));
        }
    }
}
