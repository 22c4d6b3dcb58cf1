//! The issuer's keys, one a week, and the editions in which they are published.
//!
//! Keys are published half a year ahead and an app pins the editions that it knows: an issuer that gave one person a key
//! of their own would have had to plan it for everyone.

use std::collections::BTreeMap;

use ownyou::{
    present::{Epoch, KeySet, Origin, SecretKey},
    random::Random,
    time::Time,
};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use zeroize::Zeroizing;

use super::error::IssuerError;

/// How many weeks an edition is published for, the current one among them.
const WEEKS: usize = 26;
/// With fewer weeks to go, the next edition comes out.
const SOON: usize = 13;
/// How many editions an app pins: what they have keys for is years past before it is forgotten.
const PINNED: u32 = 12;

/// Publishes an edition for `issuer` when there is none, or when the newest one is about to end.
pub fn publish_if_due(
    books: &mut Connection,
    issuer: &Origin,
    now: Time,
    random: &impl Random,
) -> Result<(), IssuerError> {
    let all = books.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let current = Epoch::at(now);
    let last: Option<String> = all
        .query_row("SELECT last FROM edition WHERE issuer = ?1 ORDER BY number DESC", [issuer.as_str()], |row| {
            row.get(0)
        })
        .optional()?;
    let ends = last.map(|last| last.parse::<Epoch>()).transpose()?;
    let left = weeks(current).take(WEEKS).take_while(|epoch| ends.is_some_and(|ends| *epoch <= ends)).count();
    if left >= SOON {
        return Ok(());
    }
    let mut keys = BTreeMap::new();
    // Last week's credentials are good for two days more.
    if let Some(key) = secret(&all, current.previous())? {
        keys.insert(current.previous(), key.public());
    }
    let mut ends = current;
    for epoch in weeks(current).take(WEEKS) {
        let key = match secret(&all, epoch)? {
            Some(key) => key,
            None => make(&all, epoch, random)?,
        };
        keys.insert(epoch, key.public());
        ends = epoch;
    }
    let edition = KeySet::new(issuer.clone(), keys);
    all.execute(
        "INSERT INTO edition (issuer, last, hash, json) VALUES (?1, ?2, ?3, ?4)",
        (issuer.as_str(), ends.to_string(), edition.hash(), edition.to_json()),
    )?;
    all.commit()?;
    Ok(())
}

/// The newest edition of `issuer`, as published.
pub fn newest(books: &Connection, issuer: &Origin) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT json FROM edition WHERE issuer = ?1 ORDER BY number DESC";
    books.query_row(sql, [issuer.as_str()], |row| row.get(0)).optional()
}

/// The edition with that hash, as published.
pub fn by_hash(books: &Connection, hash: &str) -> rusqlite::Result<Option<String>> {
    books.query_row("SELECT json FROM edition WHERE hash = ?1", [hash], |row| row.get(0)).optional()
}

/// The hashes of the last editions of `issuer`, newest first.
pub fn hashes(books: &Connection, issuer: &Origin) -> rusqlite::Result<Vec<String>> {
    let mut all = books.prepare("SELECT hash FROM edition WHERE issuer = ?1 ORDER BY number DESC LIMIT ?2")?;
    all.query_map((issuer.as_str(), PINNED), |row| row.get(0))?.collect()
}

/// The signing key of `epoch`.
pub fn secret(books: &Connection, epoch: Epoch) -> Result<Option<SecretKey>, IssuerError> {
    let sql = "SELECT secret FROM epoch_key WHERE epoch = ?1";
    let bytes: Option<Vec<u8>> = books.query_row(sql, [epoch.to_string()], |row| row.get(0)).optional()?;
    let key = bytes.map(|bytes| SecretKey::from_bytes(&Zeroizing::new(bytes)));
    key.transpose().map_err(|_| IssuerError::NoKey)
}

/// Every key that there ever was: somebody who was away for long renews with an old credential.
pub fn every_key(books: &Connection, issuer: &Origin) -> Result<KeySet, IssuerError> {
    let mut all = books.prepare("SELECT epoch, secret FROM epoch_key")?;
    let rows = all.query_map([], |row| Ok((row.get::<_, String>(0)?, Zeroizing::new(row.get::<_, Vec<u8>>(1)?))))?;
    let mut keys = BTreeMap::new();
    for row in rows {
        let (epoch, secret) = row?;
        keys.insert(epoch.parse()?, SecretKey::from_bytes(&secret).map_err(|_| IssuerError::NoKey)?.public());
    }
    Ok(KeySet::new(issuer.clone(), keys))
}

fn make(books: &Connection, epoch: Epoch, random: &impl Random) -> Result<SecretKey, IssuerError> {
    let key = SecretKey::generate(random).map_err(|_| IssuerError::NoKey)?;
    books.execute(
        "INSERT INTO epoch_key (epoch, secret) VALUES (?1, ?2)",
        (epoch.to_string(), key.to_bytes().as_slice()),
    )?;
    Ok(key)
}

fn weeks(first: Epoch) -> impl Iterator<Item = Epoch> {
    std::iter::successors(Some(first), |epoch| Some(epoch.next()))
}

#[cfg(test)]
mod tests {
    use ownyou::random::SystemRandom;

    use super::*;
    use crate::issuer::book;

    #[test]
    fn an_edition_lasts_half_a_year_and_the_next_continues_its_keys() {
        let dir = tempfile::tempdir().unwrap();
        let mut store = book::open(dir.path()).unwrap();
        let issuer = Origin::parse("http://issuer.localhost:8788").unwrap();
        let mut editions_at = |now: &str| {
            publish_if_due(&mut store.db, &issuer, now.parse().unwrap(), &SystemRandom).unwrap();
            let newest = KeySet::from_json(&newest(&store.db, &issuer).unwrap().unwrap()).unwrap();
            let hashes = hashes(&store.db, &issuer).unwrap();
            assert_eq!(hashes[0], newest.hash());
            assert_eq!(by_hash(&store.db, &newest.hash()).unwrap().unwrap(), newest.to_json());
            (newest, hashes.len())
        };
        let week = |text: &str| text.parse::<Epoch>().unwrap();
        let (first, count) = editions_at("2026-11-16T00:00:00Z");
        assert_eq!(count, 1);
        assert!(first.get(week("2026-W46")).is_none(), "no key for a week before the first");
        assert!(first.get(week("2026-W47")).is_some() && first.get(week("2027-W19")).is_some());
        assert!(first.get(week("2027-W20")).is_none());
        // 13 weeks to go, then 12.
        assert_eq!(editions_at("2027-02-21T23:59:59Z").1, 1);
        let (second, count) = editions_at("2027-02-22T00:00:00Z");
        assert_eq!(count, 2);
        assert_ne!(first.hash(), second.hash());
        for epoch in weeks(week("2027-W07")).take_while(|epoch| *epoch <= week("2027-W19")) {
            let (old, new) = (first.get(epoch).unwrap(), second.get(epoch).unwrap());
            assert_eq!(old.to_bytes(), new.to_bytes(), "{epoch}");
        }
        assert!(second.get(week("2027-W06")).is_none() && second.get(week("2027-W33")).is_some());
        assert_eq!(editions_at("2027-02-23T00:00:00Z").1, 2);
    }

    #[test]
    fn an_issuer_that_moved_publishes_its_own() {
        let dir = tempfile::tempdir().unwrap();
        let mut store = book::open(dir.path()).unwrap();
        let now = "2026-11-16T00:00:00Z".parse().unwrap();
        let [one, two] =
            ["http://issuer.localhost:1", "http://issuer.localhost:2"].map(|at| Origin::parse(at).unwrap());
        for issuer in [&one, &two, &one] {
            publish_if_due(&mut store.db, issuer, now, &SystemRandom).unwrap();
            assert_eq!(hashes(&store.db, issuer).unwrap().len(), 1);
            let json = newest(&store.db, issuer).unwrap().unwrap();
            assert_eq!(KeySet::from_json(&json).unwrap().issuer(), issuer);
        }
    }
}
