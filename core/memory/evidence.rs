//! The evidence log: records as brought in, each kept once, sealed in the vault by kind, erasable one by one.
//!
//! In the vault a record is one JSON entry `{"import": n, "record": {…}}` in the namespace `evidence.SOURCE`. In memory
//! there is one short [`Line`] a record; the record itself is read from its segment when somebody asks for it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use crate::{
    flat::{Garbled, Reader, Writer},
    record::{Record, RecordId, Source},
    time::Time,
    vault::{Changes, Covers, Namespace, Store, Vault},
};

use super::error::MemoryError;

/// Which import brought a record in; counts up from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct ImportId(pub u32);

/// What is known of a record without opening its segment.
#[derive(Debug, Clone)]
pub struct Line {
    /// Kind of evidence.
    pub source: Source,
    /// When it happened.
    pub time: Option<Time>,
    /// Subject, descriptor, title or address.
    pub headline: String,
    /// Sender, amount, place or host.
    pub detail: String,
    /// Which import brought it.
    pub import: ImportId,
    segment: u64,
}

impl Line {
    /// Whether both records lie in one segment, so that reading one is reading the other.
    pub fn lies_beside(&self, other: &Self) -> bool {
        (self.source, self.segment) == (other.source, other.segment)
    }
}

#[derive(Serialize, Deserialize)]
struct Entry {
    import: ImportId,
    record: Record,
}

/// Records a segment: small enough to rewrite when one is erased, large enough to open quickly (docs/formats/vault.md).
const SEGMENT_RECORDS: usize = 250;
/// Segments read at a time while opening.
const READ_SEGMENTS: u64 = 4;
/// A headline or detail longer than this many characters is cut in the list; the record keeps it whole.
const LINE_CHARACTERS: usize = 200;

/// Version byte of the lines as flat bytes.
const VERSION: u8 = 1;
/// The fewest bytes of a line there.
const SHORTEST_LINE: usize = 26;

/// The evidence log over an open vault. It holds no vault itself: every call that touches storage is given one.
#[derive(Debug, Default)]
pub struct Evidence {
    lines: HashMap<RecordId, Line>,
    damaged: usize,
}

impl Evidence {
    /// The namespaces that records are kept in.
    pub fn namespaces() -> Vec<Namespace> {
        Source::ALL.into_iter().map(namespace).collect()
    }

    /// Reads every segment once that is not in what `covers` says, handing each record to `each`. Damaged segments are
    /// counted and left alone.
    pub async fn read_on<S: Store>(
        &mut self,
        vault: &Vault<S>,
        covers: &Covers,
        mut each: impl FnMut(&Record),
    ) -> Result<(), MemoryError> {
        for source in Source::ALL {
            let namespace = namespace(source);
            let Some(last) = vault.last(&namespace).await? else { continue };
            let mut from = covers.last(&namespace).map_or(0, |covered| covered.saturating_add(1));
            while from <= last {
                let to = last.min(from.saturating_add(READ_SEGMENTS - 1));
                for segment in vault.read(&namespace, from..=to).await? {
                    let Ok(entries) = segment.entries else {
                        self.damaged += 1;
                        continue;
                    };
                    for entry in &entries {
                        match serde_json::from_slice::<Entry>(entry) {
                            Ok(entry) => {
                                each(&entry.record);
                                self.remember(&entry.record, entry.import, segment.seq);
                            }
                            Err(_) => self.damaged += 1,
                        }
                    }
                }
                from = to.saturating_add(1);
            }
        }
        Ok(())
    }

    /// Segments, and records within segments, that could not be read. They stay in the store.
    pub fn damaged(&self) -> usize {
        self.damaged
    }

    /// Whether this record is here already.
    pub fn contains(&self, id: &RecordId) -> bool {
        self.lines.contains_key(id)
    }

    /// What is known of one record.
    pub fn line(&self, id: &RecordId) -> Option<&Line> {
        self.lines.get(id)
    }

    /// A record's id and line, by its id as text.
    pub fn entry(&self, id: &str) -> Option<(&RecordId, &Line)> {
        self.lines.get_key_value(&RecordId::from_text(id))
    }

    /// Every record, in no order.
    pub fn lines(&self) -> impl Iterator<Item = (&RecordId, &Line)> {
        self.lines.iter()
    }

    /// Seals `records`, which must be new and of any kinds, in one write: on disk when this returns, not here before.
    ///
    /// Splits into "plan" and "remember" so that no borrow of the log is held while the store works.
    pub async fn write<S: Store>(
        vault: &Vault<S>,
        import: ImportId,
        records: &[Record],
    ) -> Result<Vec<(RecordId, Line)>, MemoryError> {
        let mut changes = Changes::new();
        let mut groups = Vec::new();
        for source in Source::ALL {
            let of_source: Vec<&Record> = records.iter().filter(|record| record.source == source).collect();
            for group in of_source.chunks(SEGMENT_RECORDS) {
                let entries = group.iter().map(|record| entry_bytes(import, record)).collect::<Result<Vec<_>, _>>()?;
                changes = changes.append(&namespace(source), entries);
                groups.push(group.to_vec());
            }
        }
        let segments = vault.write(changes).await?;
        let written = groups.into_iter().zip(segments).flat_map(|(group, segment)| {
            group.into_iter().map(move |record| (record.id.clone(), line(record, import, segment)))
        });
        Ok(written.collect())
    }

    /// Takes up what [`Evidence::write`] confirmed.
    pub fn extend(&mut self, written: Vec<(RecordId, Line)>) {
        self.lines.extend(written);
    }

    /// Reads one record back, whole. `None` when it is not here or its segment is damaged.
    pub async fn read<S: Store>(vault: &Vault<S>, id: &RecordId, line: &Line) -> Result<Option<Record>, MemoryError> {
        Ok(Self::read_beside(vault, line).await?.into_iter().find(|record| record.id == *id))
    }

    /// Reads every record of the segment that this one lies in, as far as it can be read.
    pub async fn read_beside<S: Store>(vault: &Vault<S>, line: &Line) -> Result<Vec<Record>, MemoryError> {
        let segments = vault.read(&namespace(line.source), line.segment..=line.segment).await?;
        let entries = segments.into_iter().filter_map(|segment| segment.entries.ok()).flatten();
        Ok(entries.filter_map(|entry| serde_json::from_slice::<Entry>(&entry).ok()).map(|entry| entry.record).collect())
    }

    /// What has to be written so that `ids` are in no segment, added to `changes`; a segment left empty goes.
    pub async fn without<S: Store>(
        vault: &Vault<S>,
        ids: &BTreeMap<RecordId, Line>,
        mut changes: Changes,
    ) -> Result<Changes, MemoryError> {
        let touched: BTreeSet<(Source, u64)> = ids.values().map(|line| (line.source, line.segment)).collect();
        for (source, segment) in touched {
            let namespace = namespace(source);
            for segment in vault.read(&namespace, segment..=segment).await? {
                let Ok(entries) = segment.entries else { continue };
                let kept = entries.into_iter().filter(|entry| !holds_any(entry, ids)).collect();
                changes = changes.rewrite(&namespace, segment.seq, kept);
            }
        }
        Ok(changes)
    }

    /// Forgets the lines of `ids`, once what [`Evidence::without`] said is written.
    pub fn forget<'a>(&mut self, ids: impl IntoIterator<Item = &'a RecordId>) {
        for id in ids {
            self.lines.remove(id);
        }
    }

    /// The lines as flat bytes, for an index that opens without reading the records: docs/formats/vault.md.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.u8(VERSION);
        out.length(self.lines.len());
        for (id, line) in &self.lines {
            out.text(id.as_str());
            out.u8(line.source.number());
            Time::write(line.time, &mut out);
            out.text(&line.headline);
            out.text(&line.detail);
            out.u32(line.import.0);
            out.u64(line.segment);
        }
        out.finish()
    }

    /// Reads what [`Evidence::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Garbled> {
        let mut from = Reader::new(bytes);
        if from.u8()? != VERSION {
            return Err(Garbled);
        }
        let count = from.length(SHORTEST_LINE)?;
        let mut lines = HashMap::with_capacity(count);
        for _ in 0..count {
            let id = RecordId::from_text(from.text()?);
            let line = Line {
                source: Source::from_number(from.u8()?).ok_or(Garbled)?,
                time: Time::read(&mut from)?,
                headline: from.text()?.to_owned(),
                detail: from.text()?.to_owned(),
                import: ImportId(from.u32()?),
                segment: from.u64()?,
            };
            lines.insert(id, line);
        }
        from.end()?;
        Ok(Self { lines, damaged: 0 })
    }

    fn remember(&mut self, record: &Record, import: ImportId, segment: u64) {
        self.lines.insert(record.id.clone(), line(record, import, segment));
    }
}

fn namespace(source: Source) -> Namespace {
    match source {
        Source::Email => Namespace::literal("evidence.email"),
        Source::Transaction => Namespace::literal("evidence.transaction"),
        Source::Calendar => Namespace::literal("evidence.calendar"),
        Source::History => Namespace::literal("evidence.history"),
        Source::Chat => Namespace::literal("evidence.chat"),
        Source::Contact => Namespace::literal("evidence.contact"),
    }
}

fn entry_bytes(import: ImportId, record: &Record) -> Result<Vec<u8>, MemoryError> {
    #[derive(Serialize)]
    struct Entry<'a> {
        import: ImportId,
        record: &'a Record,
    }
    serde_json::to_vec(&Entry { import, record }).map_err(|_| MemoryError::Unwritable(record.id.clone()))
}

fn holds_any(entry: &[u8], ids: &BTreeMap<RecordId, Line>) -> bool {
    serde_json::from_slice::<Entry>(entry).is_ok_and(|entry| ids.contains_key(&entry.record.id))
}

fn line(record: &Record, import: ImportId, segment: u64) -> Line {
    let cut = |text: &str| text.chars().take(LINE_CHARACTERS).collect();
    Line {
        source: record.source,
        time: record.time,
        headline: cut(record.headline()),
        detail: cut(&record.detail()),
        import,
        segment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flat_bytes_hold_every_line_and_no_bytes_are_trusted() {
        let mut evidence = Evidence::default();
        for (at, source) in Source::ALL.into_iter().enumerate() {
            let mut record = Record::new(RecordId::from_text(format!("r{at}")), source);
            record.time = "2026-03-01T09:30:00.5+01:00".parse().ok().filter(|_| at > 0);
            record.subject = Some("Grüße".to_owned());
            evidence.remember(&record, ImportId(7), u64::MAX);
        }
        let bytes = evidence.to_bytes();
        let again = Evidence::from_bytes(&bytes).unwrap();
        assert_eq!(again.lines().count(), Source::ALL.len());
        for (id, line) in evidence.lines() {
            assert_eq!(format!("{line:?}"), format!("{:?}", again.line(id).unwrap()));
        }
        for length in 0..bytes.len() {
            assert!(Evidence::from_bytes(&bytes[..length]).is_err());
        }
        for at in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0x41;
            drop(Evidence::from_bytes(&bytes));
        }
    }
}
