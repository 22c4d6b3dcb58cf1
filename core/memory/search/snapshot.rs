//! The index as flat bytes: a version, then columns in a fixed order, each behind its length. Loading copies them and builds
//! what follows from them anew. docs/search.md has the layout.
//!
//! Nothing of a removed document is ever written: an index with holes is closed up first.

use std::borrow::Cow;

use super::{
    Doc, Facets, Index, NONE,
    lists::{Lists, narrow, wide},
    names::Names,
    vectors::Vectors,
};
use crate::{error::Explain, inference::ModelId, memory::candidate::Tier};

/// What a snapshot begins with, its version last.
const MAGIC: &[u8; 8] = b"OYINDEX\x01";
/// Bytes of a document's record.
const RECORD: usize = 64;

/// Why bytes are no snapshot.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// It is of another version, or of something else.
    #[error("the search index is of another version")]
    Version,
    /// It contradicts itself: where.
    #[error("the search index is damaged: {0}")]
    Damaged(&'static str),
}

impl Explain for SnapshotError {
    fn code(&self) -> &'static str {
        match self {
            Self::Version => "index-version",
            Self::Damaged(_) => "index-damaged",
        }
    }

    fn next_step(&self) -> &'static str {
        "Nothing is lost: the index is made anew from what is remembered."
    }
}

impl Index {
    /// The index as bytes.
    pub fn to_snapshot(&self) -> Vec<u8> {
        self.written(true)
    }

    /// The same without vectors, for whoever keeps those elsewhere.
    pub fn to_snapshot_of_words(&self) -> Vec<u8> {
        self.written(false)
    }

    fn written(&self, with_vectors: bool) -> Vec<u8> {
        let index = if self.has_holes() { Cow::Owned(self.compacted()) } else { Cow::Borrowed(self) };
        let mut out = Writer(MAGIC.to_vec());
        out.names(&index.terms);
        let terms = 0..narrow(index.terms.len());
        out.numbers(terms.clone().map(|term| narrow(index.postings.get(term).len())));
        out.numbers(terms.flat_map(|term| index.postings.get(term).iter().copied()));
        out.names(&index.ids);
        out.bytes(&index.docs.iter().flat_map(record).collect::<Vec<u8>>());
        out.bytes(&index.lengths.iter().flat_map(|length| length.to_le_bytes()).collect::<Vec<u8>>());
        out.names(&index.threads);
        out.names(&index.speakers);
        out.bytes(&[index.languages]);
        for (model, vectors) in index.vectors.iter().filter(|_| with_vectors) {
            out.bytes(model.as_str().as_bytes());
            out.numbers([narrow(vectors.dims())].into_iter());
            let (scales, rows) = vectors.parts();
            out.numbers(scales.iter().map(|scale| scale.to_bits()));
            out.bytes(&rows.iter().map(|number| number.cast_unsigned()).collect::<Vec<u8>>());
        }
        out.0
    }

    /// An index from bytes; memory used is a small multiple of theirs.
    pub fn from_snapshot(bytes: &[u8]) -> Result<Self, SnapshotError> {
        let mut from = Reader(bytes.strip_prefix(MAGIC).ok_or(SnapshotError::Version)?);
        let terms = from.names()?;
        let counts = from.numbers()?;
        let postings = from.numbers()?;
        let ids = from.names()?;
        let (records, []) = from.bytes()?.as_chunks::<RECORD>() else { return Err(SnapshotError::Damaged("records")) };
        let (lengths, []) = from.bytes()?.as_chunks::<2>() else { return Err(SnapshotError::Damaged("lengths")) };
        let lengths: Vec<u16> = lengths.iter().map(|length| u16::from_le_bytes(*length)).collect();
        let (threads, speakers) = (from.names()?, from.names()?);
        let [languages] = *from.bytes()? else { return Err(SnapshotError::Damaged("languages")) };
        let docs =
            records.iter().map(document).collect::<Option<Vec<Doc>>>().ok_or(SnapshotError::Damaged("records"))?;
        let total = lengths.iter().map(|length| u64::from(length.saturating_sub(1))).sum();
        let sizes = [ids.len(), lengths.len()].into_iter().all(|size| size == docs.len());
        if !sizes || counts.len() != terms.len() || lengths.contains(&0) {
            return Err(SnapshotError::Damaged("sizes"));
        }
        let (postings, contents) = lists(&counts, postings, docs.len()).ok_or(SnapshotError::Damaged("postings"))?;
        let tails = tails(&docs, threads.len(), speakers.len()).ok_or(SnapshotError::Damaged("threads"))?;
        let mut vectors = Vec::new();
        while !from.0.is_empty() {
            vectors.push(from.model(docs.len())?);
        }
        let live = docs.len();
        Ok(Self {
            terms,
            postings,
            ids,
            docs,
            lengths,
            contents,
            threads,
            tails,
            speakers,
            vectors,
            live,
            total,
            languages,
        })
    }

    /// Whether anything of a removed document is left.
    fn has_holes(&self) -> bool {
        let unused = |term| self.postings.get(term).is_empty();
        let left = |tail: &u32| *tail == NONE;
        let speakers = || {
            let mut spoken = vec![false; self.speakers.len()];
            let named = self.docs.iter().map(|doc| wide(doc.speaker));
            named.for_each(|speaker| spoken.get_mut(speaker).into_iter().for_each(|spoken| *spoken = true));
            spoken.contains(&false)
        };
        self.live != self.docs.len()
            || (0..narrow(self.terms.len())).any(unused)
            || self.tails.iter().any(left)
            || speakers()
    }

    /// The same index without what removed documents left: names, terms, threads, speakers and numbers that none has.
    pub(super) fn compacted(&self) -> Self {
        let mut new = Self { languages: self.languages, live: self.live, total: self.total, ..Self::default() };
        let mut numbers = vec![NONE; self.docs.len()];
        for (doc, number) in (0..).zip(&mut numbers).filter(|(doc, _)| self.is_live(*doc)) {
            *number = new.ids.number(self.ids.get(doc));
            new.lengths.push(self.lengths.get(wide(doc)).copied().unwrap_or(1));
        }
        let moved = |doc: u32| numbers.get(wide(doc)).copied().unwrap_or(NONE);
        for (_, one) in (0..).zip(&self.docs).filter(|(doc, _)| self.is_live(*doc)) {
            let thread = if one.thread == NONE { NONE } else { new.threads.number(self.threads.get(one.thread)) };
            let speaker = if one.speaker == NONE { NONE } else { new.speakers.number(self.speakers.get(one.speaker)) };
            new.docs.push(Doc { previous: moved(one.previous), next: moved(one.next), thread, speaker, ..*one });
        }
        for (model, old) in &self.vectors {
            let mut kept = Vectors::new(old.dims());
            for doc in (0..narrow(self.docs.len())).filter(|doc| old.has(*doc)) {
                let (row, scale) = old.row(doc);
                kept.set_row(moved(doc), row, scale);
            }
            new.vectors.push((model.clone(), kept));
        }
        let mut counts = Vec::new();
        let mut flat = Vec::new();
        for term in (0..narrow(self.terms.len())).filter(|term| !self.postings.get(*term).is_empty()) {
            new.terms.number(self.terms.get(term));
            let postings = self.postings.get(term);
            counts.push(narrow(postings.len()));
            flat.extend(postings.iter().map(|posting| moved(posting >> 8) << 8 | posting & 255));
        }
        let docs = new.docs.len();
        (new.postings, new.contents) = lists(&counts, flat, docs).unwrap_or_default();
        new.tails = tails(&new.docs, new.threads.len(), new.speakers.len()).unwrap_or_default();
        new
    }
}

/// The postings and, turned about, each document's terms; `None` where a posting points nowhere.
fn lists(counts: &[u32], postings: Vec<u32>, docs: usize) -> Option<(Lists, Lists)> {
    let mut terms_of = vec![0_u32; docs];
    for posting in &postings {
        let count = terms_of.get_mut(wide(posting >> 8))?;
        *count = count.saturating_add(1);
    }
    let mut ends = Vec::with_capacity(docs);
    let mut end = 0_usize;
    for count in &terms_of {
        ends.push(end);
        end = end.saturating_add(wide(*count));
    }
    let mut contents = vec![0_u32; postings.len()];
    let postings = Lists::of(counts, postings)?;
    for term in 0..narrow(counts.len()) {
        for posting in postings.get(term) {
            let at = ends.get_mut(wide(posting >> 8))?;
            *contents.get_mut(*at)? = term;
            *at = at.saturating_add(1);
        }
    }
    Some((postings, Lists::of(&terms_of, contents)?))
}

/// Each thread's last document; `None` where a document points to what is not there.
fn tails(docs: &[Doc], threads: usize, speakers: usize) -> Option<Vec<u32>> {
    let mut tails = vec![NONE; threads];
    for (number, doc) in (0..).zip(docs) {
        let there = |at: u32, count: usize| at == NONE || wide(at) < count;
        let known = there(doc.previous, docs.len()) && there(doc.next, docs.len()) && there(doc.speaker, speakers);
        if !known || !there(doc.thread, threads) {
            return None;
        }
        if doc.next == NONE && doc.thread != NONE {
            *tails.get_mut(wide(doc.thread))? = number;
        }
    }
    Some(tails)
}

/// A document's record: marks, tier, namespace, four numbers, strength, five times.
fn record(doc: &Doc) -> [u8; RECORD] {
    let Facets { namespace, tier, valid_from, valid_to, known, strength, accessed } = doc.facets;
    let marks = u8::from(doc.asks)
        | u8::from(doc.time.is_some()) << 1
        | u8::from(valid_from.is_some()) << 2
        | u8::from(valid_to.is_some()) << 3;
    let mut bytes = vec![marks, tier as u8];
    bytes.extend(namespace.to_le_bytes());
    for number in [doc.thread, doc.speaker, doc.previous, doc.next, strength.to_bits()] {
        bytes.extend(number.to_le_bytes());
    }
    for time in [doc.time.unwrap_or(0), valid_from.unwrap_or(0), valid_to.unwrap_or(0), known, accessed] {
        bytes.extend(time.to_le_bytes());
    }
    bytes.try_into().unwrap_or([0; RECORD])
}

fn document(record: &[u8; RECORD]) -> Option<Doc> {
    let (head, times) = record.split_at_checked(24)?;
    let (head, numbers) = head.split_first_chunk::<4>()?;
    let [marks, tier, low, high] = *head;
    let [thread, speaker, previous, next, strength] = numbers
        .as_chunks::<4>()
        .0
        .iter()
        .map(|bytes| u32::from_le_bytes(*bytes))
        .collect::<Vec<_>>()
        .try_into()
        .ok()?;
    let [time, from, to, known, accessed] =
        times.as_chunks::<8>().0.iter().map(|bytes| i64::from_le_bytes(*bytes)).collect::<Vec<_>>().try_into().ok()?;
    let marked = |bit: u8, time: i64| (marks >> bit & 1 == 1).then_some(time);
    let facets = Facets {
        namespace: u16::from_le_bytes([low, high]),
        tier: *Tier::ALL.get(usize::from(tier))?,
        valid_from: marked(2, from),
        valid_to: marked(3, to),
        known,
        strength: f32::from_bits(strength),
        accessed,
    };
    let asks = marks & 1 == 1;
    Some(Doc { facets, time: marked(1, time), previous, next, thread, speaker, asks })
}

struct Writer(Vec<u8>);

impl Writer {
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend(narrow(bytes.len()).to_le_bytes());
        self.0.extend_from_slice(bytes);
    }

    fn numbers(&mut self, numbers: impl Iterator<Item = u32>) {
        let at = self.0.len();
        self.0.extend([0; 4]);
        self.0.extend(numbers.flat_map(u32::to_le_bytes));
        let length = narrow(self.0.len().saturating_sub(at).saturating_sub(4));
        self.0
            .get_mut(at..at.saturating_add(4))
            .into_iter()
            .for_each(|slot| slot.copy_from_slice(&length.to_le_bytes()));
    }

    fn names(&mut self, names: &Names) {
        let (text, ends) = names.parts();
        self.bytes(text.as_bytes());
        self.numbers(ends.iter().copied());
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn bytes(&mut self) -> Result<&'a [u8], SnapshotError> {
        let cut = SnapshotError::Damaged("it ends too early");
        let (length, rest) = self.0.split_first_chunk::<4>().ok_or(cut.clone())?;
        let (bytes, rest) = rest.split_at_checked(wide(u32::from_le_bytes(*length))).ok_or(cut)?;
        self.0 = rest;
        Ok(bytes)
    }

    fn numbers(&mut self) -> Result<Vec<u32>, SnapshotError> {
        match self.bytes()?.as_chunks::<4>() {
            (numbers, []) => Ok(numbers.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect()),
            _ => Err(SnapshotError::Damaged("numbers")),
        }
    }

    fn names(&mut self) -> Result<Names, SnapshotError> {
        let text = std::str::from_utf8(self.bytes()?).map_err(|_| SnapshotError::Damaged("text"))?;
        Names::of(text.to_owned(), self.numbers()?).ok_or(SnapshotError::Damaged("names"))
    }

    fn model(&mut self, docs: usize) -> Result<(ModelId, Vectors), SnapshotError> {
        let damaged = SnapshotError::Damaged("vectors");
        let name = std::str::from_utf8(self.bytes()?).map_err(|_| damaged.clone())?;
        let [dims] = *self.numbers()? else { return Err(damaged) };
        let scales: Vec<f32> = self.numbers()?.into_iter().map(f32::from_bits).collect();
        let rows = self.bytes()?;
        let fit = scales.iter().all(|scale| scale.is_finite()) && scales.len() <= docs;
        let vectors = fit.then(|| Vectors::of(wide(dims), &scales, rows)).flatten();
        Ok((ModelId::new(name), vectors.ok_or(damaged)?))
    }
}
