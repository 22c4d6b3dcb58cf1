//! Who has been here, by pseudonym, and what they told: `demo.sqlite` in the data directory.
//!
//! The publishers share the file because one process serves both; every row names its publisher, and nothing in it would
//! let one find its readers among the other's.

use std::path::Path;

use ownyou::{
    present::Login,
    time::{Clock, Time},
};
use rusqlite::{OptionalExtension, params};

use crate::{
    clock::SystemClock,
    store::{Layout, Store, StoreError},
};

const LAYOUT: Layout = Layout {
    file: "demo.sqlite",
    steps: &["
        CREATE TABLE reader (
            site TEXT NOT NULL,
            sub TEXT NOT NULL,
            first TEXT NOT NULL,
            last TEXT NOT NULL,
            logins INTEGER NOT NULL,
            PRIMARY KEY (site, sub)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE told (
            site TEXT NOT NULL,
            sub TEXT NOT NULL,
            segment TEXT NOT NULL,
            name TEXT NOT NULL,
            first TEXT NOT NULL,
            PRIMARY KEY (site, sub, segment)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE key_set (issuer TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT, WITHOUT ROWID;
    "],
    remedy: "If the disk is full or read-only, mend that. If the file is damaged, move it away: it holds what the demo \
             publishers know of their readers, and they begin anew.",
};

/// A reader as one publisher knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// When they first logged in.
    pub first: Time,
    /// When they last did.
    pub last: Time,
    /// How often.
    pub logins: u32,
    /// Every segment that they ever told: its name, and when first.
    pub told: Vec<(String, Time)>,
}

/// Opens the file in `dir`.
pub fn open(dir: &Path) -> Result<Store, StoreError> {
    Store::open(dir, &LAYOUT)
}

/// Counts a login at `site`.
pub fn count(store: &mut Store, site: &str, login: &Login) -> Result<(), StoreError> {
    let now = SystemClock.now().to_string();
    let step = |store: &mut Store| -> rusqlite::Result<()> {
        let all = store.db.transaction()?;
        all.execute(
            "INSERT INTO reader (site, sub, first, last, logins) VALUES (?1, ?2, ?3, ?3, 1)
             ON CONFLICT DO UPDATE SET last = excluded.last, logins = logins + 1",
            params![site, login.sub, now],
        )?;
        for segment in &login.segments {
            all.execute(
                "INSERT INTO told (site, sub, segment, name, first) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
                params![site, login.sub, segment.id.to_string(), segment.name, now],
            )?;
        }
        all.commit()
    };
    step(store).map_err(|source| store.because(source))
}

/// What `site` knows of the reader `sub`.
pub fn known(store: &Store, site: &str, sub: &str) -> Result<Option<Known>, StoreError> {
    let step = || -> rusqlite::Result<Option<Known>> {
        let mut told =
            store.db.prepare("SELECT name, first FROM told WHERE site = ?1 AND sub = ?2 ORDER BY first, name")?;
        let told = told.query_map([site, sub], |row| Ok((row.get(0)?, time(row.get(1)?)?)))?;
        let told = told.collect::<rusqlite::Result<Vec<_>>>()?;
        let sql = "SELECT first, last, logins FROM reader WHERE site = ?1 AND sub = ?2";
        let known = store.db.query_row(sql, [site, sub], |row| {
            Ok(Known { first: time(row.get(0)?)?, last: time(row.get(1)?)?, logins: row.get(2)?, told })
        });
        known.optional()
    };
    step().map_err(|source| store.because(source))
}

/// The issuer's keys as last kept, as they were published.
pub fn key_set(store: &Store, issuer: &str) -> Result<Option<String>, StoreError> {
    let sql = "SELECT json FROM key_set WHERE issuer = ?1";
    store.db.query_row(sql, [issuer], |row| row.get(0)).optional().map_err(|source| store.because(source))
}

/// Keeps the issuer's keys.
pub fn keep_key_set(store: &Store, issuer: &str, json: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO key_set (issuer, json) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET json = excluded.json";
    store.db.execute(sql, [issuer, json]).map_err(|source| store.because(source))?;
    Ok(())
}

fn time(text: String) -> rusqlite::Result<Time> {
    text.parse().map_err(|_| rusqlite::Error::InvalidQuery)
}
