//! Search over what is remembered: true BM25 on an inverted index, vectors of any number of models, and what becomes of
//! both together. All of it in flat memory, adding and removing in the time of one document (docs/search.md).
//!
//! `words` and `stem` read text, `names` and `lists` hold it, `vectors` (with `turn` and `kernel`) are the other half;
//! `lexical` and `rank` answer a [`Query`], `dates` understands its months, `snapshot` is the form on disk.

mod dates;
mod kernel;
mod lexical;
mod lists;
mod names;
mod rank;
mod snapshot;
mod stem;
#[cfg(test)]
mod tests;
mod turn;
mod vectors;
mod words;

use std::borrow::Cow;

use self::{
    lists::{Lists, narrow, wide},
    names::Names,
    stem::stem,
    vectors::Vectors,
    words::{Language, says_nothing, words},
};
use super::candidate::Tier;
use crate::inference::ModelId;

pub use self::{snapshot::SnapshotError, vectors::Row};

/// No document, no thread, no speaker.
const NONE: u32 = u32::MAX;
/// A posting is a document's number and, in its lowest byte, how often the term is in it.
const MOST_DOCUMENTS: u32 = 1 << 24;

/// Something to be found.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// Its name, by which it is found, touched and removed.
    pub id: &'a str,
    /// What it says.
    pub text: &'a str,
    /// What it is a part of: a conversation, a mail thread. Its parts stand in the order in which they were added.
    pub thread: Option<&'a str>,
    /// Who says it.
    pub speaker: Option<&'a str>,
    /// When it happened, seconds since 1970.
    pub time: Option<i64>,
    /// What filters and ranking look at besides.
    pub facets: Facets,
}

impl<'a> Document<'a> {
    /// The text with who says it in front, as it is indexed and as it is to be embedded: `Anna: I like it here`.
    pub fn passage(&self) -> Cow<'a, str> {
        match self.speaker.filter(|speaker| !speaker.is_empty()) {
            Some(speaker) if !names_itself(self.text, speaker) => Cow::Owned(format!("{speaker}: {}", self.text)),
            _ => Cow::Borrowed(self.text),
        }
    }
}

fn names_itself(text: &str, speaker: &str) -> bool {
    text.strip_prefix(speaker).is_some_and(|rest| rest.starts_with(':'))
}

/// What is known of a document besides its text. Times are seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Facets {
    /// A small number that the caller gives each namespace.
    pub namespace: u16,
    /// Who may be shown it.
    pub tier: Tier,
    /// When it began to be so, if that is known.
    pub valid_from: Option<i64>,
    /// When it stopped.
    pub valid_to: Option<i64>,
    /// When it became known.
    pub known: i64,
    /// 0 to 1.
    pub strength: f32,
    /// When it was last of use.
    pub accessed: i64,
}

impl Default for Facets {
    fn default() -> Self {
        let (tier, strength) = (Tier::Public, 1.0);
        Self { namespace: 0, tier, valid_from: None, valid_to: None, known: 0, strength, accessed: 0 }
    }
}

/// How found documents are put in order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Ranker {
    /// By their words alone: BM25.
    Bm25,
    /// By their vectors alone: cosine.
    Vector,
    /// By their places in both lists: reciprocal rank fusion, k = 60.
    Rrf,
    /// By both scores, each from 0 to 1, half and half.
    Fusion,
    /// By both scores with their neighbours', who is named, when it was, strength and recency: the best there is.
    #[default]
    Full,
}

/// Which documents may be found; the default is all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter<'a> {
    /// Those of these namespaces.
    pub namespaces: Option<&'a [u16]>,
    /// Those of these tiers.
    pub tiers: Option<&'a [Tier]>,
    /// Those of this time or later; one without a time is none of them.
    pub from: Option<i64>,
    /// Those before this time.
    pub to: Option<i64>,
    /// Those that were so, and known, at these times.
    pub as_of: AsOf,
}

/// A look back on both timelines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AsOf {
    /// What was so at this time, as far as it has a time.
    pub valid: Option<i64>,
    /// What was known at this time.
    pub known: Option<i64>,
}

/// A query's vector of one model.
#[derive(Debug, Clone, Copy)]
pub struct Meaning<'a> {
    /// Whose it is.
    pub model: &'a ModelId,
    /// Its numbers.
    pub vector: &'a [f32],
    /// How much its word counts beside the other models', where a document has vectors of several.
    pub share: f32,
    /// The cosine from which a document is near although it shares no word.
    pub near: f32,
}

impl<'a> Meaning<'a> {
    /// A vector that counts as much as any other, by which nothing is near.
    pub fn new(model: &'a ModelId, vector: &'a [f32]) -> Self {
        Self { model, vector, share: 1.0, near: f32::INFINITY }
    }

    /// A vector of a static model, which knows words and no sentences. docs/search.md has how these numbers were chosen.
    pub fn quick(model: &'a ModelId, vector: &'a [f32]) -> Self {
        Self { model, vector, share: 1.0, near: 0.4 }
    }

    /// A transformer's, whose word counts more.
    pub fn read(model: &'a ModelId, vector: &'a [f32]) -> Self {
        Self { model, vector, share: 2.3, near: 0.35 }
    }
}

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Query<'a> {
    /// In words.
    pub text: &'a str,
    /// Its vectors, of one model or several. Each is held against the documents' vectors of the same model.
    pub meanings: &'a [Meaning<'a>],
    /// Which documents may be found.
    pub filter: Filter<'a>,
    /// How they are put in order.
    pub ranker: Ranker,
    /// How many at most.
    pub limit: usize,
    /// 0 to 1: how much a document is put back for being like those above it (MMR).
    pub diversity: Option<f32>,
    /// Whether the last word may be the beginning of one: somebody is typing.
    pub typing: bool,
    /// The present, seconds since 1970: for recency, and for words such as "yesterday".
    pub now: i64,
}

impl<'a> Query<'a> {
    /// The ten best of all documents for these words.
    pub fn new(text: &'a str) -> Self {
        let (filter, ranker) = (Filter::default(), Ranker::default());
        Self { text, meanings: &[], filter, ranker, limit: 10, diversity: None, typing: false, now: 0 }
    }
}

/// A document that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Its name.
    pub id: String,
    /// What it was put in order by; only good for comparing hits of one search.
    pub score: f32,
    /// BM25 of its own words.
    pub lexical: f32,
    /// Cosine of its own vector and the query's, where both are there: of the first model that has them.
    pub semantic: f32,
    /// By any model's [`Meaning::near`].
    pub near: bool,
}

/// What was removed with a document, for a receipt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removed {
    /// How many terms pointed to it.
    pub postings: usize,
    /// How many models' vectors it had.
    pub vectors: usize,
}

/// What the index keeps of a document beside its terms. Absent times are the ends of their range.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Doc {
    facets: Facets,
    time: Option<i64>,
    /// The document before it in its thread, and the one behind.
    previous: u32,
    next: u32,
    thread: u32,
    speaker: u32,
    /// It ends with a question mark.
    asks: bool,
}

/// Everything that can be found.
#[derive(Debug, Clone, Default)]
pub struct Index {
    terms: Names,
    /// For each term its postings, in no order.
    postings: Lists,
    ids: Names,
    docs: Vec<Doc>,
    /// For each document one more than its words, at most 65,535; nought once it is removed.
    lengths: Vec<u16>,
    /// For each document its terms.
    contents: Lists,
    threads: Names,
    /// For each thread its last document.
    tails: Vec<u32>,
    speakers: Names,
    vectors: Vec<(ModelId, Vectors)>,
    /// How many documents are there, and how many words in all of them.
    live: usize,
    total: u64,
    /// The languages of the documents, a bit each.
    languages: u8,
}

impl Index {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many documents are in it.
    pub fn len(&self) -> usize {
        self.live
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// Bytes of memory that it holds.
    pub fn bytes(&self) -> usize {
        let names = [&self.terms, &self.ids, &self.threads, &self.speakers].map(Names::bytes);
        let columns = self.docs.capacity().saturating_mul(size_of::<Doc>());
        let small = self.lengths.capacity().saturating_mul(size_of::<u16>());
        let tails = self.tails.capacity().saturating_mul(size_of::<u32>());
        let vectors = self.vectors.iter().map(|(_, vectors)| vectors.bytes());
        let lists = [self.postings.bytes(), self.contents.bytes(), columns, small, tails];
        names.into_iter().chain(lists).chain(vectors).fold(0, usize::saturating_add)
    }

    /// Adds a document; one of the same name is replaced, with its vectors. False when there is no room for more (16
    /// million).
    pub fn add(&mut self, document: &Document) -> bool {
        self.remove(document.id);
        if self.docs.len() >= wide(MOST_DOCUMENTS) && self.ids.find(document.id).is_none() {
            return false;
        }
        let (terms, length) = self.read(&document.passage());
        let doc = self.ids.number(document.id);
        if wide(doc) == self.docs.len() {
            self.docs.push(Doc { facets: document.facets, ..Doc::EMPTY });
            self.lengths.push(0);
            self.contents.add(&terms.iter().map(|(term, _)| *term).collect::<Vec<_>>());
        } else {
            terms.iter().for_each(|(term, _)| self.contents.push(doc, *term));
        }
        for (term, count) in &terms {
            self.postings.push(*term, doc << 8 | count.min(&255));
        }
        let speaker = document.speaker.map_or(NONE, |name| self.speakers.number(&words(name).join(" ")));
        let (previous, thread) = document.thread.map_or((NONE, NONE), |name| self.join(name, doc));
        let asks = document.text.trim_end().ends_with(['?', '？']);
        if let Some(kept) = self.docs.get_mut(wide(doc)) {
            let (facets, time) = (document.facets, document.time);
            *kept = Doc { facets, time, previous, next: NONE, thread, speaker, asks };
        }
        if let Some(kept) = self.lengths.get_mut(wide(doc)) {
            *kept = length.saturating_add(1);
        }
        self.live = self.live.saturating_add(1);
        self.total = self.total.saturating_add(u64::from(length));
        true
    }

    /// Gives a document its vector of one model, whose length does not matter. False when there is no such document, or
    /// the model's vectors are of another size.
    pub fn set_vector(&mut self, id: &str, model: &ModelId, vector: &[f32]) -> bool {
        Row::of(vector).is_some_and(|row| self.set_row(id, model, &row))
    }

    /// The same, of a vector that was made a row before.
    pub fn set_row(&mut self, id: &str, model: &ModelId, row: &Row) -> bool {
        let Some(doc) = self.find(id).filter(|_| row.is_sound()) else { return false };
        if !self.vectors.iter().any(|(known, _)| known == model) {
            self.vectors.push((model.clone(), Vectors::new(usize::from(row.dims))));
        }
        let vectors = self.vectors.iter_mut().find(|(known, _)| known == model);
        vectors.is_some_and(|(_, vectors)| vectors.set(doc, row))
    }

    /// Whether a document has a vector of this model.
    pub fn has_vector(&self, id: &str, model: &ModelId) -> bool {
        self.find(id).is_some_and(|doc| self.vectors_of(model).is_some_and(|vectors| vectors.has(doc)))
    }

    /// Removes all vectors of a model.
    pub fn drop_model(&mut self, model: &ModelId) {
        self.vectors.retain(|(known, _)| known != model);
    }

    /// Removes a document: its postings, its terms, its vectors. Its name and terms that no other document has are gone
    /// from the next snapshot on.
    pub fn remove(&mut self, id: &str) -> Option<Removed> {
        let doc = self.find(id)?;
        let terms = self.contents.get(doc).to_vec();
        for term in &terms {
            let at = self.postings.get(*term).iter().position(|posting| posting >> 8 == doc);
            self.postings.cut(*term, at.map_or(0..0, |at| at..at.saturating_add(1)));
        }
        self.contents.cut(doc, 0..terms.len());
        self.leave(doc);
        let length = self.lengths.get_mut(wide(doc)).map_or(0, std::mem::take);
        self.live = self.live.saturating_sub(1);
        self.total = self.total.saturating_sub(u64::from(length.saturating_sub(1)));
        let vectors = self.vectors.iter_mut().filter_map(|(_, vectors)| vectors.remove(doc).then_some(())).count();
        let dead = self.docs.len().saturating_sub(self.live);
        if dead > 1024 && dead > self.live / 4 {
            *self = self.compacted();
        }
        Some(Removed { postings: terms.len(), vectors })
    }

    /// Notes a document's new strength and when it was of use. False when there is none of this name.
    pub fn touch(&mut self, id: &str, strength: f32, accessed: i64) -> bool {
        let Some(doc) = self.find(id) else { return false };
        let facets = self.docs.get_mut(wide(doc)).map(|doc| &mut doc.facets);
        facets.map(|facets| (facets.strength, facets.accessed) = (strength, accessed)).is_some()
    }

    /// Changes what filters look at. False when there is no document of this name.
    pub fn set_facets(&mut self, id: &str, facets: Facets) -> bool {
        let Some(doc) = self.find(id) else { return false };
        self.docs.get_mut(wide(doc)).map(|doc| doc.facets = facets).is_some()
    }

    /// Whether there is a document of this name.
    pub fn contains(&self, id: &str) -> bool {
        self.find(id).is_some()
    }

    fn find(&self, id: &str) -> Option<u32> {
        self.ids.find(id).filter(|doc| self.is_live(*doc))
    }

    fn is_live(&self, doc: u32) -> bool {
        self.lengths.get(wide(doc)).is_some_and(|length| *length > 0)
    }

    fn doc(&self, doc: u32) -> Doc {
        self.docs.get(wide(doc)).copied().unwrap_or(Doc::EMPTY)
    }

    fn vectors_of(&self, model: &ModelId) -> Option<&Vectors> {
        self.vectors.iter().find(|(known, _)| known == model).map(|(_, vectors)| vectors)
    }

    /// The terms of a text with how often each is in it, and how many words it has; those that say nothing are left out.
    fn read(&mut self, passage: &str) -> (Vec<(u32, u32)>, u16) {
        let all = words(passage);
        let language = Language::of(all.iter().map(String::as_str));
        self.languages |= 1 << language as u8;
        let mut terms: Vec<u32> = Vec::with_capacity(all.len());
        for word in all.iter().filter(|word| !says_nothing(word, 1 << language as u8)) {
            let term = self.terms.number(&stem(word, language));
            if wide(term) == self.postings.len() {
                self.postings.add(&[]);
            }
            terms.push(term);
        }
        let length = u16::try_from(terms.len()).unwrap_or(u16::MAX - 1);
        terms.sort_unstable();
        let counted = terms.chunk_by(u32::eq).filter_map(|run| Some((*run.first()?, narrow(run.len()))));
        (counted.collect(), length)
    }

    /// Puts a document at the end of its thread: the one before it, and the thread's number.
    fn join(&mut self, name: &str, doc: u32) -> (u32, u32) {
        let thread = self.threads.number(name);
        if wide(thread) == self.tails.len() {
            self.tails.push(NONE);
        }
        let previous = self.tails.get_mut(wide(thread)).map_or(NONE, |tail| std::mem::replace(tail, doc));
        if let Some(before) = self.docs.get_mut(wide(previous)) {
            before.next = doc;
        }
        (previous, thread)
    }

    /// Takes a document out of its thread and forgets what was kept of it.
    fn leave(&mut self, doc: u32) {
        let Doc { previous, next, thread, .. } = self.doc(doc);
        if let Some(before) = self.docs.get_mut(wide(previous)) {
            before.next = next;
        }
        match self.docs.get_mut(wide(next)) {
            Some(behind) => behind.previous = previous,
            None => self.tails.get_mut(wide(thread)).into_iter().for_each(|tail| *tail = previous),
        }
        if let Some(kept) = self.docs.get_mut(wide(doc)) {
            *kept = Doc::EMPTY;
        }
    }
}

impl Doc {
    const EMPTY: Self = Self {
        facets: Facets {
            namespace: 0,
            tier: Tier::Private,
            valid_from: None,
            valid_to: None,
            known: 0,
            strength: 0.0,
            accessed: 0,
        },
        time: None,
        previous: NONE,
        next: NONE,
        thread: NONE,
        speaker: NONE,
        asks: false,
    };
}
