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
