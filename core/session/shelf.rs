//! The records of an open vault, as far as they are in memory: the line of each, what the profile makes of them, and
//! their words, to search by. Opening takes all three from one snapshot and reads only the segments that came after it;
//! without one, or with one of other rules, it reads every record.

use crate::{
    flat::{Garbled, Reader, Writer},
    memory::{
        Evidence, Line,
        search::{Document, Facets, Filter, Index, Meaning, Query, Ranker},
    },
    profile::{self, Profile},
    record::{Record, RecordId, Source},
    tables,
    vault::{Store, Vault},
};

use super::SessionError;

/// The snapshot's name in the vault.
pub(super) const NAME: &str = "records";
/// Version byte of the snapshot.
const VERSION: u8 = 1;
/// The most records that one search finds.
const FOUND: usize = 1_000;
/// The most characters of a record's text that are searched.
const SEARCHED: usize = 600;

/// What is known of all records.
#[derive(Default)]
pub(super) struct Shelf {
    pub evidence: Evidence,
    pub profile: Profile,
    /// Every record by its id.
    pub index: Index,
    /// How many records are not in the snapshot.
    ahead: usize,
}

impl Shelf {
    /// Reads what the vault has.
    pub async fn open<S: Store>(vault: &Vault<S>) -> Result<Self, SessionError> {
        let snapshot = vault.snapshot_get(NAME).await?;
        let read = snapshot.and_then(|(covers, bytes)| Some((Self::from_bytes(&bytes).ok()?, covers)));
        let (mut shelf, covers) = read.unwrap_or_default();
        // Where all has been judged, what judges need not be there: a page that only answers a publisher has no use for it.
        if vault.covers(&Evidence::namespaces()).await? != covers {
            tables::classifier().await?;
        }
        let Self { evidence, profile, index, ahead } = &mut shelf;
        evidence
            .read_on(vault, &covers, |record| {
                judge(profile, record);
                file(index, record);
                *ahead += 1;
            })
            .await?;
        Ok(shelf)
    }

    /// Takes up what [`Evidence::write`] confirmed.
    pub fn extend(&mut self, written: Vec<(RecordId, Line)>, records: &[Record]) {
        self.evidence.extend(written);
        for record in records {
            judge(&mut self.profile, record);
            file(&mut self.index, record);
        }
        self.ahead = self.ahead.saturating_add(records.len());
    }

    /// Forgets records.
    pub fn forget<'a>(&mut self, ids: impl Iterator<Item = &'a RecordId> + Clone) {
        self.evidence.forget(ids.clone());
        for id in ids {
            self.profile.remove(id);
            self.index.remove(id.as_str());
        }
        // The vault let the snapshot go with the first of them.
        self.ahead = self.evidence.lines().count();
    }

    /// Records of one kind or all that are found by these words, and by what they mean, best first.
    pub fn found(&self, source: Option<Source>, text: &str, meanings: &[Meaning<'_>]) -> Vec<(&RecordId, &Line)> {
        let namespaces = source.map(|source| [u16::from(source.number())]);
        let filter = Filter { namespaces: namespaces.as_ref().map(<[u16; 1]>::as_slice), ..Filter::default() };
        let ranker = if meanings.is_empty() { Ranker::Bm25 } else { Ranker::Full };
        let hits =
            self.index.search(&Query { meanings, filter, ranker, limit: FOUND, typing: true, ..Query::new(text) });
        let told = hits.iter().filter(|hit| hit.lexical > 0.0 || hit.near);
        told.filter_map(|hit| self.evidence.entry(&hit.id)).collect()
    }

    /// What the next snapshot is, where the last one is not of all records: the next opening then judges none.
    pub fn due(&self) -> Option<Vec<u8>> {
        (self.ahead > 0).then(|| self.to_bytes())
    }

    /// Seals what [`Shelf::due`] gave, nothing having been written since.
    pub async fn save<S: Store>(vault: &Vault<S>, snapshot: Vec<u8>) -> Result<(), SessionError> {
        let covers = vault.covers(&Evidence::namespaces()).await?;
        Ok(vault.snapshot_put(NAME, &covers, snapshot).await?)
    }

    /// A snapshot was sealed.
    pub fn saved(&mut self) {
        self.ahead = 0;
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.u8(VERSION);
        out.bytes(&self.evidence.to_bytes());
        out.bytes(&self.profile.to_bytes());
        // Their vectors are kept by themselves: opening must not wait for them.
        out.bytes(&self.index.to_snapshot_of_words());
        out.finish()
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, Garbled> {
        let mut from = Reader::new(bytes);
        if from.u8()? != VERSION {
            return Err(Garbled);
        }
        let evidence = Evidence::from_bytes(from.bytes()?)?;
        let profile = Profile::from_bytes(from.bytes()?)?;
        let index = Index::from_snapshot(from.bytes()?).map_err(|_| Garbled)?;
        from.end()?;
        Ok(Self { evidence, profile, index, ahead: 0 })
    }
}

fn judge(profile: &mut Profile, record: &Record) {
    profile.add(&record.id, record.source, record.time, &profile::classify(record));
}

fn file(index: &mut Index, record: &Record) {
    let text = searched(record);
    index.add(&Document {
        id: record.id.as_str(),
        text: &text,
        thread: None,
        speaker: None,
        time: record.time.map(|time| time.unix_seconds()),
        facets: Facets { namespace: u16::from(record.source.number()), ..Facets::default() },
    });
}

/// What a record is found by: its two lines, who took part, and the beginning of its text.
fn searched(record: &Record) -> String {
    let detail = record.detail();
    let people = record.to.iter().chain(&record.attendees).map(String::as_str);
    let body = record.body.as_deref().or(record.snippet.as_deref()).unwrap_or_default();
    let parts = [record.headline(), &detail].into_iter().chain(people.take(10)).chain([body]);
    let text = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
    match text.char_indices().nth(SEARCHED) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned(),
        None => text,
    }
}
