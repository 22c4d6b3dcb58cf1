//! The rules by which a credential is given: first, again, and every week.
//!
//! One a week and account; the same request gets the same answer; and an account is one person, who cannot become
//! another by renewing. A reset is the one way to other pseudonyms, and a rare one: whoever has it is two people until the
//! credentials of before have run out, and rid of what publishers hold against the first.

use std::{net::IpAddr, time::Instant};

use ownyou::{
    present::{
        Epoch, KeySet, Origin,
        issuance::{self, Ask, Checked, Renewal, Renewing, Resets, Terms},
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
    /// How many weeks lie between two resets of an account.
    pub reset_weeks: u16,
}

impl Rules {
    /// Answers an `Ask` that comes from the address `from`: the first credential of somebody new, or the credential of
    /// somebody known who lost theirs.
    pub fn ask(
        &self,
        books: &mut Connection,
        body: &str,
        from: IpAddr,
        now: Time,
        random: &impl Random,
    ) -> Result<String, IssuerError> {
        let ask = Ask::from_json(body)?;
        let checked = ask.check(&self.issuer)?;
        let books = books.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let account = match book::by_nym(&books, checked.nym())? {
            Some(account) => self.restored(account)?,
            None => {
                let assurance = self.policy.admit(&books, &ask, from)?;
                let entropy = Zeroizing::new(issuance::entropy(random)?);
                let pseudonym = issuance::pseudonym(&self.issuer, checked.nym(), &entropy)?;
                book::add(&books, checked.nym(), entropy, pseudonym, assurance, now)?
            }
        };
        self.give(books, &account, &checked, Epoch::at(now), now)
    }

    /// Answers a `Renewal`: the next credential of the person who presents one of theirs, under any key of `keys`.
    pub fn renew(&self, books: &mut Connection, body: &str, keys: &KeySet, now: Time) -> Result<String, IssuerError> {
        let renewing = Renewal::from_json(body)?.check(&self.issuer, keys)?;
        let books = books.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let account = match book::by_pseudonym(&books, &renewing.pseudonym)? {
            Some(account) => same_person(account, &renewing)?,
            None => return Err(not_any_more(&books, &renewing)?),
        };
        let has_current = book::given(&books, account.id, Epoch::at(now))?.is_some();
        self.give(books, &account, &renewing.checked, epochs::of_renewal(now, has_current), now)
    }

    /// Answers a reset: this week's credential once more, with other pseudonyms, for the person who presents one of theirs.
    ///
    /// Whoever presents the credential that the last reset ended asks for the answer of that reset again.
    pub fn reset(
        &self,
        books: &mut Connection,
        body: &str,
        keys: &KeySet,
        now: Time,
        random: &impl Random,
    ) -> Result<String, IssuerError> {
        let renewing = Renewal::from_json(body)?.check_reset(&self.issuer, keys)?;
        let books = books.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let account = match book::by_pseudonym(&books, &renewing.pseudonym)? {
            Some(account) => {
                let account = same_person(account, &renewing)?;
                let from = self.resets(&books, &account, now)?.from;
                if Epoch::at(now) < from {
                    return Err(IssuerError::TooEarly(from));
                }
                let entropy = Zeroizing::new(issuance::entropy(random)?);
                let pseudonym = issuance::pseudonym(&self.issuer, &account.nym, &entropy)?;
                book::reset(&books, account, entropy, pseudonym, now)?
            }
            None => self.restored(same_person(ended_last(&books, &renewing)?, &renewing)?)?,
        };
        self.give(books, &account, &renewing.checked, Epoch::at(now), now)
    }

    /// An account that is given again what it has, unless it was too often.
    fn restored(&self, account: Account) -> Result<Account, IssuerError> {
        if self.restores.allows(account.id, Instant::now()) { Ok(account) } else { Err(IssuerError::TooOften) }
    }

    /// When the account may be reset.
    fn resets(&self, books: &Connection, account: &Account, now: Time) -> Result<Resets, IssuerError> {
        let last = book::last_reset(books, account.id)?;
        let from = last.map_or(Epoch::at(now), |(_, week)| week.after(self.reset_weeks));
        Ok(Resets { from, weeks: self.reset_weeks })
    }

    /// Gives the account its one credential of `epoch`, and keeps it; all of it happens or nothing.
    fn give(
        &self,
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
        let terms = Terms { epoch, assurance: account.assurance, resets: self.resets(&books, account, now)? };
        let grant = issuance::issue(&key, &terms, &account.entropy, checked)?;
        book::forget_before(&books, Epoch::at(now))?;
        book::give(&books, account.id, epoch, checked.commitment(), &grant)?;
        books.commit()?;
        Ok(grant)
    }
}

/// The account, if who presents its credential asks for themselves: a commitment to another secret would make a second
/// person of this one.
fn same_person(account: Account, renewing: &Renewing) -> Result<Account, IssuerError> {
    if account.nym == *renewing.checked.nym() { Ok(account) } else { Err(IssuerError::OtherPerson) }
}

/// Why nobody is known by the pseudonym presented.
fn not_any_more(books: &Connection, renewing: &Renewing) -> rusqlite::Result<IssuerError> {
    let former = book::by_former(books, &renewing.pseudonym)?;
    Ok(if former.is_some() { IssuerError::BeforeReset } else { IssuerError::UnknownAccount })
}

/// The account whose last reset ended the pseudonym presented.
fn ended_last(books: &Connection, renewing: &Renewing) -> Result<Account, IssuerError> {
    let account = book::by_former(books, &renewing.pseudonym)?.ok_or(IssuerError::UnknownAccount)?;
    match book::last_reset(books, account.id)? {
        Some((ended, _)) if ended == renewing.pseudonym => Ok(account),
        _ => Err(IssuerError::BeforeReset),
    }
}

#[cfg(test)]
mod tests;
