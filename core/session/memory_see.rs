//! Looking at memories: found and listed, one with all that is known of it, and the numbers.

use std::{cmp::Reverse, collections::BTreeSet};

use crate::{
    inference::ModelId,
    memory::{
        Book, Memory, MemoryError, MemoryId, MemoryKind,
        candidate::{Origin, Subject},
        lifecycle,
        model::{Body, Interval, Standing},
    },
    order,
    record::RecordId,
    time::Time,
    vault::Store,
};

use super::{
    Session, SessionError, State,
    memory::{counted, named, number},
    memory_find::Sought,
    view_memory::{
        ContextCount, EntityLine, EntityName, KindCounts, MemoryFilter, MemoryLine, MemoryOverview, MemoryPage,
        MemoryState, MemoryView, NamespaceCount, UseLine,
    },
};

/// Entities named in the overview.
const ENTITIES: usize = 50;

impl<S: Store> Session<S> {
    /// Memories found by the words of `query`, and by what it means where the model that reads has said so (`refining`: it
    /// has not yet), best first; without a query all of them, newest first: by when it began, else by when it was learnt.
    pub fn memories(&self, query: &str, filter: &MemoryFilter, offset: usize, limit: usize, now: Time) -> MemoryPage {
        self.memories_page(query, None, filter, offset, limit, now)
    }

    pub(super) fn memories_page(
        &self,
        query: &str,
        quick: Option<(&ModelId, &[f32])>,
        filter: &MemoryFilter,
        offset: usize,
        limit: usize,
        now: Time,
    ) -> MemoryPage {
        let asks = !query.trim().is_empty();
        if asks {
            self.state.borrow_mut().memory.make_findable();
        }
        let state = self.state.borrow();
        let sieve = Sieve::new(&state.memory.book, filter, now);
        let found = if asks {
            let kinds = filter.kinds.as_deref().unwrap_or(&MemoryKind::ALL);
            let meanings = state.meanings(query, quick);
            let sought = Sought { text: query, meanings: &meanings, kinds, typing: true };
            state.memory.found(&sought, |memory| sieve.lets(memory), now)
        } else {
            let mut all: Vec<&Memory> = state.memory.book.all().filter(|memory| sieve.lets(memory)).collect();
            order::by_key(&mut all, |memory| (Reverse(memory.valid.from.unwrap_or(memory.known)), &memory.id));
            all
        };
        let items = found.iter().skip(offset).take(limit).map(|memory| state.line_as_of(memory, filter.as_of, now));
        MemoryPage { total: number(found.len()), items: items.collect(), refining: state.awaits(query) }
    }

    /// One memory with all that is known of it.
    pub fn memory(&self, id: &str, now: Time) -> Result<MemoryView, SessionError> {
        let state = self.state.borrow();
        let book = &state.memory.book;
        let memory = book.get(&named(id)).ok_or_else(|| MemoryError::Unknown(named(id)))?;
        let (subject, relation, object) = said(memory);
        let mut evidence: Vec<_> =
            memory.sources.iter().filter_map(|id| state.shelf.evidence.line(id).map(|line| (id, line))).collect();
        order::by_key(&mut evidence, |(id, line)| (Reverse(line.time), *id));
        let mut used: Vec<UseLine> = memory.used.iter().map(|it| UseLine { by: it.by.clone(), at: it.at }).collect();
        order::by_key(&mut used, |it| Reverse(it.at));
        let about = book.draft().named_by(memory);
        let about = about.iter().filter_map(|id| book.get(id)).map(|entity| EntityName {
            id: entity.id.clone(),
            name: entity.text.clone(),
            kind: entity_kind(entity).to_owned(),
        });
        Ok(MemoryView {
            line: state.line(memory, now),
            subject,
            relation,
            object,
            extractor: found_by(memory),
            evidence: evidence.into_iter().map(|(id, line)| state.show(id, line)).collect(),
            history: state.history(memory, now),
            conflicts: book.conflicts(memory).into_iter().map(|other| state.line(other, now)).collect(),
            about: about.collect(),
            used,
        })
    }

    /// What is remembered, in numbers.
    pub fn memory_overview(&self) -> MemoryOverview {
        let state = self.state.borrow();
        let book = &state.memory.book;
        let kept: Vec<&Memory> = book.all().filter(|memory| memory.standing == Standing::Kept).collect();
        let count = |kind: MemoryKind| number(kept.iter().filter(|memory| memory.kind() == kind).count());
        let standing = |standing| number(book.all().filter(|memory| memory.standing == standing).count());
        let contexts = counted(kept.iter().map(|memory| memory.context.as_str()));
        let namespaces = MemoryKind::ALL.into_iter().map(|kind| NamespaceCount {
            name: kind.namespace().to_string(),
            count: count(kind),
            limit: number(lifecycle::limits(kind).records),
        });
        MemoryOverview {
            total: number(kept.len()),
            kinds: KindCounts {
                fact: count(MemoryKind::Fact),
                episode: count(MemoryKind::Episode),
                rule: count(MemoryKind::Rule),
                entity: count(MemoryKind::Entity),
                relationship: count(MemoryKind::Relationship),
            },
            contexts: contexts.into_iter().map(|(name, count)| ContextCount { name, count }).collect(),
            review: standing(Standing::Review),
            conflicts: number(kept.iter().filter(|memory| !book.conflicts(memory).is_empty()).count()),
            archived: standing(Standing::Archived),
            namespaces: namespaces.collect(),
            entities: entities(book),
        }
    }

    /// One memory as a line.
    pub(super) fn memory_line(&self, id: &MemoryId, now: Time) -> Result<MemoryLine, SessionError> {
        let state = self.state.borrow();
        let memory = state.memory.book.get(id).ok_or_else(|| MemoryError::Unknown(id.clone()))?;
        Ok(state.line(memory, now))
    }
}

/// Which memories a filter lets through.
pub(super) struct Sieve<'a> {
    filter: &'a MemoryFilter,
    /// The memories about the entity asked for.
    about: Option<BTreeSet<&'a MemoryId>>,
    now: Time,
}

impl<'a> Sieve<'a> {
    pub fn new(book: &'a Book, filter: &'a MemoryFilter, now: Time) -> Self {
        let about =
            filter.about.as_ref().map(|entity| book.about(entity).into_iter().map(|memory| &memory.id).collect());
        Self { filter, about, now }
    }

    pub fn lets(&self, memory: &Memory) -> bool {
        let filter = self.filter;
        let among = |list: &Option<Vec<_>>, it| list.as_ref().is_none_or(|list| list.contains(&it));
        among(&filter.kinds, memory.kind())
            && filter.tiers.as_ref().is_none_or(|tiers| tiers.contains(&memory.tier))
            && filter.contexts.as_ref().is_none_or(|contexts| contexts.contains(&memory.context))
            && self.about.as_ref().is_none_or(|about| about.contains(&memory.id))
            && self.stands(memory)
            && self.in_time(memory)
    }

    fn stands(&self, memory: &Memory) -> bool {
        let state = state_of(memory, self.now);
        match self.filter.state {
            Some(wanted) => state == wanted,
            None => matches!(state, MemoryState::Kept | MemoryState::Ended),
        }
    }

    /// Both timelines: what was known by then, and what of it held within the stretch asked for.
    fn in_time(&self, memory: &Memory) -> bool {
        let filter = self.filter;
        let valid = match filter.as_of {
            None => memory.valid,
            Some(at) => match memory.as_known_at(at) {
                Some((_, valid)) => valid,
                None => return false,
            },
        };
        match (filter.from, filter.to, filter.as_of) {
            (None, None, None) => true,
            (None, None, Some(at)) => valid.contains(at),
            (from, to, _) => valid.overlaps(&Interval { from, to }),
        }
    }
}

impl State {
    pub(super) fn line(&self, memory: &Memory, now: Time) -> MemoryLine {
        MemoryLine {
            id: memory.id.clone(),
            kind: memory.kind(),
            namespace: memory.kind().namespace().to_string(),
            text: memory.text.clone(),
            context: memory.context.clone(),
            from: memory.valid.from,
            to: memory.valid.to,
            known: memory.known,
            strength: lifecycle::strength(memory, now),
            confidence: memory.confidence,
            tier: memory.tier,
            sources: number(memory.sources.len()),
            state: state_of(memory, now),
            conflict: !self.memory.book.conflicts(memory).is_empty(),
            sample: self.is_of_sample(memory),
        }
    }

    /// A line with the wording and the dates that were believed at `at`.
    fn line_as_of(&self, memory: &Memory, at: Option<Time>, now: Time) -> MemoryLine {
        let line = self.line(memory, now);
        match at.and_then(|at| memory.as_known_at(at)) {
            Some((text, Interval { from, to })) => MemoryLine { text: text.to_owned(), from, to, ..line },
            None => line,
        }
    }

    /// What was held before: the earlier wordings, and what the same subject had in its place. Newest first.
    fn history(&self, memory: &Memory, now: Time) -> Vec<MemoryLine> {
        let line = self.line(memory, now);
        let pages = memory.past.iter().rev().map(|page| MemoryLine {
            text: page.text.clone(),
            context: page.context.clone(),
            from: page.valid.from,
            to: page.valid.to,
            known: page.until,
            ..line.clone()
        });
        let mut before = self.memory.book.succession(memory);
        before.retain(|other| other.has_ended(now));
        order::by_key(&mut before, |other| Reverse(other.valid.to));
        pages.chain(before.into_iter().map(|other| self.line(other, now))).collect()
    }

    /// Whether a memory rests on the sample life alone; an entity rests on what names it.
    fn is_of_sample(&self, memory: &Memory) -> bool {
        let naming = match memory.kind() {
            MemoryKind::Entity => self.memory.book.about(&memory.id),
            _ => vec![memory],
        };
        let mut sources = naming.into_iter().flat_map(|memory| &memory.sources).peekable();
        sources.peek().is_some() && sources.all(|id| self.is_sample(id))
    }

    fn is_sample(&self, id: &RecordId) -> bool {
        self.shelf.evidence.line(id).is_some_and(|line| self.books.is_sample(line.import))
    }
}

fn state_of(memory: &Memory, now: Time) -> MemoryState {
    match memory.standing {
        Standing::Review => MemoryState::Review,
        Standing::Archived => MemoryState::Archived,
        Standing::Kept if memory.has_ended(now) => MemoryState::Ended,
        Standing::Kept => MemoryState::Kept,
    }
}

/// Subject, relation and object, for a person to read.
fn said(memory: &Memory) -> (String, String, String) {
    let (subject, relation, object) = match &memory.body {
        Body::Fact(statement) | Body::Relationship(statement) => {
            let subject = match &statement.subject {
                Subject::You => "you",
                Subject::Entity { name, .. } => name,
            };
            (subject, statement.relation.as_str(), statement.object.as_str())
        }
        Body::Episode(episode) => (episode.agent.as_str(), "did", episode.action.as_str()),
        Body::Rule(rule) => (rule.agent.as_str(), "is-to", memory.text.as_str()),
        Body::Entity(entity) => (memory.text.as_str(), "is-a", entity.kind.name()),
    };
    (subject.to_owned(), relation.to_owned(), object.to_owned())
}

fn found_by(memory: &Memory) -> String {
    match &memory.origin {
        Origin::Person => "you".to_owned(),
        Origin::Agent { name } => name.clone(),
        Origin::Evidence | Origin::Recalled => memory.extractor.clone(),
    }
}

fn entity_kind(memory: &Memory) -> &'static str {
    match &memory.body {
        Body::Entity(entity) => entity.kind.name(),
        _ => "",
    }
}

fn entities(book: &Book) -> Vec<EntityLine> {
    let entities = book.all().filter(|memory| memory.kind() == MemoryKind::Entity && memory.standing == Standing::Kept);
    let mut lines: Vec<EntityLine> = entities
        .map(|entity| EntityLine {
            id: entity.id.clone(),
            name: entity.text.clone(),
            kind: entity_kind(entity).to_owned(),
            mentions: number(book.mentions(entity)),
        })
        .collect();
    order::by(&mut lines, |one, other| other.mentions.cmp(&one.mentions).then_with(|| one.name.cmp(&other.name)));
    lines.truncate(ENTITIES);
    lines
}
