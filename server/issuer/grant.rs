//! The rules by which a credential is given: first, again, and every week.
//!
//! One a week and account; the same request gets the same answer; and an account is one person, who cannot become
//! another by renewing.

use std::time::Instant;

use ownyou::{
    present::{
        Epoch, KeySet, Origin,
        issuance::{self, Ask, Checked, Renewal},
    },
    random::Random,
    time::Time,
};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use zeroize::Zeroizing;

use super::{
    book::{self, Account},
    editions, epochs,
    error::IssuerError,
    limit::Limit,
    policy::Policy,
};

/// What the rules need to know of the issuer.
pub struct Rules {
    /// Its origin, which is part of every account's key.
    pub issuer: Origin,
    /// Who gets an account.
    pub policy: Box<dyn Policy>,
    /// How often an account may be restored from its words.
    pub restores: Limit<i64>,
    /// How often somebody unknown may ask: nobody guesses an invite.
    pub newcomers: Limit<()>,
}

impl Rules {
    /// Answers an `Ask`: the first credential of somebody new, or the credential of somebody known who lost theirs.
    pub fn ask(
        &self,
        books: &mut Connection,
        body: &str,
        now: Time,
        random: &impl Random,
    ) -> Result<String, IssuerError> {
        let ask = Ask::from_json(body)?;
        let checked = ask.check(&self.issuer)?;
        let books = books.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let account = match book::by_nym(&books, checked.nym())? {
            Some(account) if self.restores.allows(account.id, Instant::now()) => account,
            None if self.newcomers.allows((), Instant::now()) => {
                let assurance = self.policy.admit(&books, &ask)?;
                let entropy = Zeroizing::new(issuance::entropy(random)?);
                let pseudonym = issuance::pseudonym(&self.issuer, checked.nym(), &entropy)?;
                book::add(&books, checked.nym(), entropy, pseudonym, assurance, now)?
            }
            Some(_) | None => return Err(IssuerError::TooOften),
        };
        give(books, &account, &checked, Epoch::at(now), now)
    }

    /// Answers a `Renewal`: the next credential of the person who presents one of theirs, under any key of `keys`.
    pub fn renew(&self, books: &mut Connection, body: &str, keys: &KeySet, now: Time) -> Result<String, IssuerError> {
        let renewing = Renewal::from_json(body)?.check(&self.issuer, keys)?;
        let books = books.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let account = book::by_pseudonym(&books, &renewing.pseudonym)?.ok_or(IssuerError::UnknownAccount)?;
        // A commitment to another secret would make a second person of this one.
        let asks = issuance::pseudonym(&self.issuer, renewing.checked.nym(), &account.entropy)?;
        if asks != account.pseudonym {
            return Err(IssuerError::OtherPerson);
        }
        let has_current = book::given(&books, account.id, Epoch::at(now))?.is_some();
        give(books, &account, &renewing.checked, epochs::of_renewal(now, has_current), now)
    }
}

/// Gives the account its one credential of `epoch`, and keeps it; all of it happens or nothing.
fn give(
    books: Transaction<'_>,
    account: &Account,
    checked: &Checked,
    epoch: Epoch,
    now: Time,
) -> Result<String, IssuerError> {
    if let Some((commitment, grant)) = book::given(&books, account.id, epoch)? {
        return if commitment == *checked.commitment() { Ok(grant) } else { Err(IssuerError::AlreadyIssued) };
    }
    let key = editions::secret(&books, epoch)?.ok_or(IssuerError::NoKey)?;
    let grant = issuance::issue(&key, epoch, account.assurance, &account.entropy, checked)?;
    book::forget_before(&books, Epoch::at(now))?;
    book::give(&books, account.id, epoch, checked.commitment(), &grant)?;
    books.commit()?;
    Ok(grant)
}

#[cfg(test)]
mod tests {
    use std::{path::Path, time::Duration};

    use ownyou::{
        present::{Assurance, Credential, credential::Holder, issuance::Grant},
        random::SystemRandom,
    };

    use super::*;
    use crate::{
        issuer::{
            invites,
            policy::{Invites, Refused},
        },
        store::Store,
    };

    struct World {
        rules: Rules,
        store: Store,
        holder: Holder,
    }

    fn world(dir: &Path, policy: Box<dyn Policy>) -> World {
        let issuer = Origin::parse("https://issuer.example").unwrap();
        let hour = Duration::from_secs(3600);
        World {
            holder: Holder::derive(&[1; 32], &issuer),
            rules: Rules { issuer, policy, restores: Limit::new(9, hour), newcomers: Limit::new(2, hour) },
            store: book::open(dir).unwrap(),
        }
    }

    impl World {
        fn keys(&mut self, now: &str) -> KeySet {
            let now = now.parse().unwrap();
            editions::publish_if_due(&mut self.store.db, &self.rules.issuer, now, &SystemRandom).unwrap();
            editions::every_key(&self.store.db, &self.rules.issuer).unwrap()
        }

        fn ask(&mut self, now: &str, invite: Option<&str>) -> Result<Credential, IssuerError> {
            let keys = self.keys(now);
            let invite = invite.map(str::to_owned);
            let ask = Ask::new(&self.holder, &self.rules.issuer, invite, &SystemRandom).unwrap();
            let grant = self.rules.ask(&mut self.store.db, &ask.to_json(), now.parse().unwrap(), &SystemRandom)?;
            Ok(Grant::from_json(&grant).unwrap().accept(&self.holder, &keys).unwrap())
        }

        fn renew(&mut self, now: &str, old: &Credential) -> Credential {
            let keys = self.keys(now);
            let renewal = Renewal::new(&self.holder, old, &self.rules.issuer, &SystemRandom).unwrap();
            let grant = self.rules.renew(&mut self.store.db, &renewal.to_json(), &keys, now.parse().unwrap()).unwrap();
            Grant::from_json(&grant).unwrap().accept(&self.holder, &keys).unwrap()
        }

        fn rows(&self, table: &str) -> u32 {
            self.store.db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
        }
    }

    #[test]
    fn weeks_follow_each_other_and_a_long_absence_is_no_end() {
        let dir = tempfile::tempdir().unwrap();
        let mut world = world(dir.path(), Box::new(Invites));
        invites::keep(&world.store.db, "ABCDE23456").unwrap();
        let first = world.ask("2026-11-17T12:00:00Z", Some("ABCDE23456")).unwrap();
        assert_eq!(first.epoch.to_string(), "2026-W47");
        for (now, epoch) in [
            ("2026-11-18T12:00:00Z", "2026-W47"),
            ("2026-11-21T12:00:00Z", "2026-W48"),
            ("2026-11-22T12:00:00Z", "2026-W48"),
            ("2026-11-24T12:00:00Z", "2026-W48"),
            // Away for two months, and back in the last days of a week: this week's first, then the next.
            ("2027-02-05T12:00:00Z", "2027-W05"),
            ("2027-02-05T13:00:00Z", "2027-W06"),
            // Away for longer than an edition lasts.
            ("2028-03-01T12:00:00Z", "2028-W09"),
        ] {
            assert_eq!(world.renew(now, &first).epoch.to_string(), epoch, "{now}");
        }
        assert_eq!(world.rows("account"), 1);
        assert_eq!(world.rows("issued"), 1, "what nobody asks for again is forgotten");
        assert_eq!(world.ask("2028-03-01T12:00:00Z", None).unwrap().epoch.to_string(), "2028-W09");
    }

    /// Lets everyone in, or nobody.
    struct Everyone(bool);

    impl Policy for Everyone {
        fn admit(&self, books: &Transaction<'_>, _: &Ask) -> Result<Assurance, Refused> {
            invites::keep(books, "SPENT")?;
            if self.0 { Ok(Assurance::Invited) } else { Err(Refused::NoInvite) }
        }
    }

    #[test]
    fn what_a_policy_spends_is_kept_only_with_the_account() {
        for (open, rows) in [(true, 1), (false, 0)] {
            let dir = tempfile::tempdir().unwrap();
            let mut world = world(dir.path(), Box::new(Everyone(open)));
            assert_eq!(world.ask("2026-11-17T12:00:00Z", None).is_ok(), open);
            assert_eq!((world.rows("account"), world.rows("invite"), world.rows("issued")), (rows, rows, rows));
        }
    }

    #[test]
    fn invites_cannot_be_guessed_all_day() {
        let dir = tempfile::tempdir().unwrap();
        let mut world = world(dir.path(), Box::new(Invites));
        for _ in 0..2 {
            let guess = world.ask("2026-11-17T12:00:00Z", Some("AAAAAAAAAA"));
            assert!(matches!(guess, Err(IssuerError::Policy(Refused::UnknownInvite))));
        }
        assert!(matches!(world.ask("2026-11-17T12:00:00Z", None), Err(IssuerError::TooOften)));
    }
}
