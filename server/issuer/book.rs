//! The issuer's books: `issuer.sqlite` in the data directory.
//!
//! An account is a person as the issuer knows them: the two points by which they are recognised, and the entropy that
//! they were given. Nothing says when they came but the week, and nothing where they log in: the issuer never learns it.
//! `former` are the points by which an account was recognised until it was reset, and the week in which it was.

use std::path::Path;

use ownyou::{
    present::{Assurance, Epoch},
    time::Time,
};
use rusqlite::{Connection, OptionalExtension, Row};
use zeroize::Zeroizing;

use super::IssuerError;
use crate::store::{Layout, Store, StoreError};

const LAYOUT: Layout = Layout {
    file: "issuer.sqlite",
    steps: &[
        "
        CREATE TABLE account (
            id INTEGER PRIMARY KEY,
            nym BLOB NOT NULL UNIQUE,
            entropy BLOB NOT NULL,
            pseudonym BLOB NOT NULL UNIQUE,
            assurance TEXT NOT NULL,
            created TEXT NOT NULL
        ) STRICT;
        CREATE TABLE issued (
            account INTEGER NOT NULL REFERENCES account (id),
            epoch TEXT NOT NULL,
            commitment BLOB NOT NULL,
            grant_json TEXT NOT NULL,
            PRIMARY KEY (account, epoch)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE invite (code TEXT PRIMARY KEY, used INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE epoch_key (epoch TEXT PRIMARY KEY, secret BLOB NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE edition (
            number INTEGER PRIMARY KEY,
            issuer TEXT NOT NULL,
            last TEXT NOT NULL,
            hash TEXT NOT NULL UNIQUE,
            json TEXT NOT NULL
        ) STRICT;
    ",
        "
        CREATE TABLE former (
            number INTEGER PRIMARY KEY,
            account INTEGER NOT NULL REFERENCES account (id),
            pseudonym BLOB NOT NULL UNIQUE,
            week TEXT NOT NULL
        ) STRICT;
        CREATE INDEX former_of ON former (account);
    ",
    ],
    remedy: "If the disk is full or read-only, mend that. If the file is damaged, restore it from a backup: it holds the \
             issuer's keys and what every account needs to get its pseudonyms back.",
};

/// Bytes of a point.
pub const POINT: usize = 48;
/// Bytes of an account's entropy.
pub const ENTROPY: usize = 32;

/// A person as the issuer knows them.
pub struct Account {
    /// Its number here.
    pub id: i64,
    /// Whose it is: the holder's half of the pseudonym, for ever the same.
    pub nym: [u8; POINT],
    /// The issuer's part of their secret.
    pub entropy: Zeroizing<[u8; ENTROPY]>,
    /// Whom a renewal must present.
    pub pseudonym: [u8; POINT],
    /// What was checked.
    pub assurance: Assurance,
}

/// Opens the books in `dir`, making them where they are not there yet.
pub fn open(dir: &Path) -> Result<Store, StoreError> {
    Store::open(dir, &LAYOUT)
}

/// Opens the books that the issuer keeps in `dir`, to read them.
pub fn look(dir: &Path) -> Option<Store> {
    Store::look(dir, &LAYOUT)
}

/// The account of the person who asks as `nym`.
pub fn by_nym(books: &Connection, nym: &[u8; POINT]) -> rusqlite::Result<Option<Account>> {
    let sql = "SELECT id, nym, entropy, pseudonym, assurance FROM account WHERE nym = ?1";
    books.query_row(sql, [nym], account).optional()
}

/// The account of the person who presents `pseudonym`.
pub fn by_pseudonym(books: &Connection, pseudonym: &[u8; POINT]) -> rusqlite::Result<Option<Account>> {
    let sql = "SELECT id, nym, entropy, pseudonym, assurance FROM account WHERE pseudonym = ?1";
    books.query_row(sql, [pseudonym], account).optional()
}

/// The account of the person who presents `pseudonym`, which was theirs until a reset.
pub fn by_former(books: &Connection, pseudonym: &[u8; POINT]) -> rusqlite::Result<Option<Account>> {
    let sql = "SELECT id, nym, entropy, pseudonym, assurance FROM account
               WHERE id = (SELECT account FROM former WHERE pseudonym = ?1)";
    books.query_row(sql, [pseudonym], account).optional()
}

/// The account's last reset: the pseudonym that ended, and the week.
pub fn last_reset(books: &Connection, account: i64) -> Result<Option<([u8; POINT], Epoch)>, IssuerError> {
    let sql = "SELECT pseudonym, week FROM former WHERE account = ?1 ORDER BY number DESC";
    let last = books.query_row(sql, [account], |row| Ok((row.get(0)?, row.get::<_, String>(1)?))).optional()?;
    Ok(last.map(|(pseudonym, week)| week.parse().map(|week| (pseudonym, week))).transpose()?)
}

/// Gives the account another half of its secret, in the week of `now`. What it was given before is not given again.
pub fn reset(
    books: &Connection,
    account: Account,
    entropy: Zeroizing<[u8; ENTROPY]>,
    pseudonym: [u8; POINT],
    now: Time,
) -> rusqlite::Result<Account> {
    let week = Epoch::at(now).to_string();
    let sql = "INSERT INTO former (account, pseudonym, week) VALUES (?1, ?2, ?3)";
    books.execute(sql, (account.id, &account.pseudonym, week))?;
    let sql = "UPDATE account SET entropy = ?2, pseudonym = ?3 WHERE id = ?1";
    books.execute(sql, (account.id, entropy.as_slice(), &pseudonym))?;
    books.execute("DELETE FROM issued WHERE account = ?1", [account.id])?;
    Ok(Account { entropy, pseudonym, ..account })
}

/// Adds an account for `nym`, made in the week of `now`.
pub fn add(
    books: &Connection,
    nym: &[u8; POINT],
    entropy: Zeroizing<[u8; ENTROPY]>,
    pseudonym: [u8; POINT],
    assurance: Assurance,
    now: Time,
) -> rusqlite::Result<Account> {
    books.execute(
        "INSERT INTO account (nym, entropy, pseudonym, assurance, created) VALUES (?1, ?2, ?3, ?4, ?5)",
        (nym, entropy.as_slice(), &pseudonym, assurance.as_str(), Epoch::at(now).to_string()),
    )?;
    Ok(Account { id: books.last_insert_rowid(), nym: *nym, entropy, pseudonym, assurance })
}

/// What the account was given for `epoch`, and for which commitment.
pub fn given(books: &Connection, account: i64, epoch: Epoch) -> rusqlite::Result<Option<([u8; POINT], String)>> {
    let sql = "SELECT commitment, grant_json FROM issued WHERE account = ?1 AND epoch = ?2";
    books.query_row(sql, (account, epoch.to_string()), |row| Ok((row.get(0)?, row.get(1)?))).optional()
}

/// Keeps what the account is given.
pub fn give(
    books: &Connection,
    account: i64,
    epoch: Epoch,
    commitment: &[u8; POINT],
    grant: &str,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO issued (account, epoch, commitment, grant_json) VALUES (?1, ?2, ?3, ?4)";
    books.execute(sql, (account, epoch.to_string(), commitment, grant))?;
    Ok(())
}

/// Forgets what was given for weeks before `epoch`: nobody asks for it again.
pub fn forget_before(books: &Connection, epoch: Epoch) -> rusqlite::Result<()> {
    books.execute("DELETE FROM issued WHERE epoch < ?1", [epoch.to_string()])?;
    Ok(())
}

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    let assurance: String = row.get(4)?;
    let assurance = named(&assurance).ok_or(rusqlite::Error::InvalidQuery)?;
    let (entropy, pseudonym) = (Zeroizing::new(row.get(2)?), row.get(3)?);
    Ok(Account { id: row.get(0)?, nym: row.get(1)?, entropy, pseudonym, assurance })
}

fn named(name: &str) -> Option<Assurance> {
    [Assurance::Invited].into_iter().find(|assurance| assurance.as_str() == name)
}
