//! The issuer's books: `issuer.sqlite` in the data directory.
//!
//! An account is a person as the issuer knows them: the two points by which they are recognised, and the entropy that
//! they were given. Nothing says when they came but the week, and nothing where they log in: the issuer never learns it.

use std::path::Path;

use ownyou::{
    present::{Assurance, Epoch},
    time::Time,
};
use rusqlite::{Connection, OptionalExtension, Row};
use zeroize::Zeroizing;

use crate::store::{Layout, Store, StoreError};

const LAYOUT: Layout = Layout {
    file: "issuer.sqlite",
    steps: &["
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
    "],
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
    let sql = "SELECT id, entropy, pseudonym, assurance FROM account WHERE nym = ?1";
    books.query_row(sql, [nym], account).optional()
}

/// The account of the person who presents `pseudonym`.
pub fn by_pseudonym(books: &Connection, pseudonym: &[u8; POINT]) -> rusqlite::Result<Option<Account>> {
    let sql = "SELECT id, entropy, pseudonym, assurance FROM account WHERE pseudonym = ?1";
    books.query_row(sql, [pseudonym], account).optional()
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
    Ok(Account { id: books.last_insert_rowid(), entropy, pseudonym, assurance })
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
    let assurance: String = row.get(3)?;
    let assurance = named(&assurance).ok_or(rusqlite::Error::InvalidQuery)?;
    Ok(Account { id: row.get(0)?, entropy: Zeroizing::new(row.get(1)?), pseudonym: row.get(2)?, assurance })
}

fn named(name: &str) -> Option<Assurance> {
    [Assurance::Invited].into_iter().find(|assurance| assurance.as_str() == name)
}
