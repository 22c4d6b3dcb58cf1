//! Finding memories: the index over them, made when somebody first asks, and kept in step from then on. It lies in memory
//! only: what is forgotten has nothing to be taken out of but this.

use crate::{
    inference::{Embedder, ModelId},
    memory::{
        Memory, MemoryId, MemoryKind, Written,
        lifecycle::STRENGTH_MAX,
        model::{Body, Standing},
        search::{Document, Facets, Filter, Index, Meaning, Query, Ranker},
    },
    time::Time,
    vault::Store,
};

use super::{
    Session, SessionError, State,
    memory::Memories,
    vectors::Thing,
    view_memory::{MemoryFilter, MemoryPage},
};

/// Memories looked at for one answer.
const LOOKED_AT: usize = 400;
/// How much a memory is put back for repeating what an agent is shown already.
const DIVERSITY: f32 = 0.3;
/// Texts made into vectors at a time.
const EMBEDDED: usize = 128;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sought<'a> {
    /// In words.
    pub text: &'a str,
    /// Its vectors, where there are models.
    pub meanings: &'a [Meaning<'a>],
    /// Of these kinds.
    pub kinds: &'a [MemoryKind],
    /// The last word may be the beginning of one.
    pub typing: bool,
}

/// What went from the index.
#[derive(Debug, Default)]
pub(super) struct Unfound {
    pub vectors: usize,
    pub postings: usize,
}

impl Memories {
    /// Makes the index, where it is not there yet.
    pub fn make_findable(&mut self) {
        if self.index.is_none() {
            let mut index = Index::new();
            self.book.all().for_each(|memory| file(&mut index, memory));
            self.index = Some(index);
        }
    }

    /// The memories among those that `fits` lets through which say what is sought, best first.
    pub fn found(&self, sought: &Sought<'_>, fits: impl Fn(&Memory) -> bool, now: Time) -> Vec<&Memory> {
        let Some(index) = &self.index else { return Vec::new() };
        let namespaces: Vec<u16> = sought.kinds.iter().copied().map(number).collect();
        let hits = index.search(&Query {
            text: sought.text,
            meanings: sought.meanings,
            filter: Filter { namespaces: Some(&namespaces), ..Filter::default() },
            ranker: Ranker::Full,
            limit: LOOKED_AT,
            diversity: (!sought.typing).then_some(DIVERSITY),
            typing: sought.typing,
            now: now.unix_seconds(),
        });
        let near = hits.into_iter().filter(|hit| hit.lexical > 0.0 || hit.near);
        near.filter_map(|hit| self.book.get(&MemoryId::from_text(hit.id))).filter(|memory| fits(memory)).collect()
    }

    /// Memories that this model has not read yet.
    fn unread(&self, model: &ModelId) -> Vec<&Memory> {
        let Some(index) = &self.index else { return Vec::new() };
        let is_read = |memory: &Memory| index.has_vector(memory.id.as_str(), model) || self.silent.contains(&memory.id);
        self.book.all().filter(|memory| !is_read(memory)).collect()
    }
}

impl State {
    /// Takes up what was stored: the book, and what the memories are found by.
    pub fn take_up(&mut self, written: Written) -> Unfound {
        let mut gone = Unfound::default();
        for memory in written.edit().changed() {
            let same = self.memory.book.get(&memory.id).is_some_and(|before| passage(before) == passage(memory));
            if !same {
                self.reworded(&Thing::Memory(memory.id.clone()));
                self.memory.silent.remove(&memory.id);
            }
            if let Some(index) = &mut self.memory.index {
                // A new text has no vector yet; another strength needs no other.
                if !same || !index.set_facets(memory.id.as_str(), facets(memory)) {
                    file(index, memory);
                }
            }
        }
        if let Some(index) = &mut self.memory.index {
            for removed in written.edit().removed().iter().filter_map(|id| index.remove(id.as_str())) {
                gone.vectors = gone.vectors.saturating_add(removed.vectors);
                gone.postings = gone.postings.saturating_add(removed.postings);
            }
        }
        self.memory.book.take_up(written);
        gone
    }
}

impl<S: Store> Session<S> {
    /// As [`Session::memories`], and by what this quick model takes it to mean, as far as that has read the memories:
    /// `refining` says also that it has not read all.
    pub async fn memories_by(
        &self,
        model: &impl Embedder,
        query: &str,
        filter: &MemoryFilter,
        offset: usize,
        limit: usize,
        now: Time,
    ) -> Result<MemoryPage, SessionError> {
        self.state.borrow_mut().memory.make_findable();
        let weight = |word: &str| {
            let state = self.state.borrow();
            state.memory.index.as_ref().map_or(1.0, |index| index.word_weight(word))
        };
        let vector = model.embed_query(query, &weight).await?;
        let page = self.memories_page(query, Some((model.id(), &vector)), filter, offset, limit, now);
        let refining = !self.state.borrow().memory.unread(model.id()).is_empty();
        Ok(MemoryPage { refining: page.refining || (refining && !query.trim().is_empty()), ..page })
    }

    /// Lets a model read some of the memories that it has not read. Whether there are more.
    pub async fn read_memories(
        &self,
        model: &impl Embedder,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<bool, SessionError> {
        let (texts, more) = {
            let mut state = self.state.borrow_mut();
            state.memory.make_findable();
            let unread = state.memory.unread(model.id());
            let texts: Vec<(MemoryId, String)> =
                unread.iter().take(EMBEDDED).map(|memory| (memory.id.clone(), passage(memory))).collect();
            (texts, unread.len() > EMBEDDED)
        };
        let passages: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
        let vectors = model.embed(&passages, cancelled).await?;
        let mut state = self.state.borrow_mut();
        for ((id, text), vector) in texts.iter().zip(&vectors) {
            let memories = &mut state.memory;
            // It may have been changed or forgotten in the meantime.
            let same = memories.book.get(id).is_some_and(|memory| passage(memory) == *text);
            if let Some(index) = memories.index.as_mut().filter(|_| same)
                && !index.set_vector(id.as_str(), model.id(), vector)
            {
                memories.silent.insert(id.clone());
            }
        }
        Ok(more)
    }
}

fn file(index: &mut Index, memory: &Memory) {
    let text = passage(memory);
    index.add(&Document {
        id: memory.id.as_str(),
        text: &text,
        thread: None,
        speaker: None,
        time: Some(memory.valid.from.unwrap_or(memory.known).unix_seconds()),
        facets: facets(memory),
    });
}

/// What is searched of a memory, and what a model reads of it.
pub(super) fn passage(memory: &Memory) -> String {
    let mut parts = vec![memory.text.as_str()];
    match &memory.body {
        Body::Fact(_) | Body::Relationship(_) | Body::Rule(_) => {}
        Body::Entity(entity) => parts.extend(entity.aliases.iter().map(String::as_str)),
        Body::Episode(episode) => {
            parts.push(&episode.action);
            parts.extend(episode.feedback.as_deref());
        }
    }
    parts.join(" · ")
}

fn facets(memory: &Memory) -> Facets {
    let strength = memory.strength / STRENGTH_MAX;
    Facets {
        namespace: number(memory.kind()),
        tier: memory.tier,
        valid_from: memory.valid.from.map(Time::unix_seconds),
        valid_to: memory.valid.to.map(Time::unix_seconds),
        known: memory.known.unix_seconds(),
        strength: if memory.standing == Standing::Kept { strength } else { 0.0 },
        accessed: memory.accessed.unix_seconds(),
    }
}

/// The number of a kind's namespace in the index.
fn number(kind: MemoryKind) -> u16 {
    match kind {
        MemoryKind::Fact => 0,
        MemoryKind::Episode => 1,
        MemoryKind::Rule => 2,
        MemoryKind::Entity => 3,
        MemoryKind::Relationship => 4,
    }
}
