//! The work queue: what is done in the background, bit by bit, while the [`Pace`] allows it. Today there is one kind of
//! work: a model reads memories first, then records, the newest first, so that they are found by what they mean.
//!
//! The queue is no list: what is to be done next is looked up each time in what is here, so that nothing is lost by a
//! reload, and nothing is done for what was forgotten. While a model works nobody holds the session: it can be locked.

use std::{
    cell::Cell,
    cmp::Reverse,
    rc::{Rc, Weak},
    time::Duration,
};

use async_lock::Mutex;

use crate::{
    inference::{Embedder, InferenceError, ModelId},
    memory::{Evidence, Line, Memory, search::Row},
    order,
    record::{Record, RecordId},
    time::{Clock, Time},
    vault::Store,
};

use super::{
    Session, SessionError, State,
    memory::number,
    memory_find::passage,
    pace::Pace,
    vectors::{Entry, FULL, Thing, mark},
    view_reading::{PacePage, ReadingState, ReadingView, Why},
};

/// Which rules the passages of records are made by: with others, all are read again.
pub(super) const RECORDS_READ: u64 = 1;
/// Characters of a record's text that are read after its two lines.
const BEGINNING: usize = 200;
/// Characters that a model is given at most; it reads no more of any text.
const LONGEST: usize = 2_000;
/// Texts that a model is given at a time: no more has to be waited for when it is to stop.
const BATCH: usize = 32;
/// Milliseconds between two words on how far it is.
const TOLD_EVERY: i64 = 250;

/// What is known of the work.
#[derive(Default)]
pub(super) struct Reading {
    pace: Pace,
    /// The model that reads, while it is here.
    pub reader: Option<ModelId>,
    /// How many things are read and not kept yet.
    under_way: usize,
}

/// Something to be read.
struct Passage {
    thing: Thing,
    mark: u64,
    text: String,
}

/// The way from the background to a session that may be locked at any time.
pub struct Way<S: Store> {
    /// The session, while it is open.
    pub session: Weak<Session<S>>,
    /// Held by whoever has the session in the background.
    pub background: Rc<Mutex<()>>,
}

impl<S: Store> Session<S> {
    /// How far reading is.
    pub fn reading(&self, now: Time) -> ReadingView {
        let state = self.state.borrow();
        let total = state.memory.book.len().saturating_add(state.shelf.evidence.lines().count());
        let reader = state.reading.reader.as_ref();
        let shelved = reader.and_then(|model| state.shelved(model));
        let is_done = shelved.is_some_and(|shelved| shelved.len() >= total);
        let done = shelved.map_or(0, |shelved| shelved.len().saturating_add(state.reading.under_way).min(total));
        let why = self.holds(now).filter(|_| reader.is_some() && !is_done);
        let state_is = match why {
            _ if reader.is_none() => ReadingState::NoModel,
            _ if is_done => ReadingState::Done,
            Some(_) => ReadingState::Paused,
            None => ReadingState::Reading,
        };
        let problem = state.reading.pace.problem().cloned();
        ReadingView { total: number(total), done: number(done), state: state_is, why, problem }
    }

    /// Which model reads; none while there is none.
    pub fn reader_is(&self, model: Option<&ModelId>) {
        self.state.borrow_mut().reading.reader = model.cloned();
    }

    /// For the person's own wish: no model reads by itself, or one that failed is asked again at once.
    pub async fn pause_reading(&self, paused: bool) -> Result<(), SessionError> {
        self.set_reading_paused(paused).await?;
        self.state.borrow_mut().reading.pace.works();
        Ok(())
    }

    /// Takes what a page says of itself and of the device.
    pub fn pace(&self, page: PacePage) {
        self.state.borrow_mut().reading.pace.page(page);
    }

    fn holds(&self, now: Time) -> Option<Why> {
        if self.reading_is_paused() { Some(Why::Person) } else { self.state.borrow().reading.pace.holds(now) }
    }

    /// What is to be read next, at most a full segment of it; nothing when all is read.
    async fn unread(&self, model: &impl Embedder) -> Result<Vec<Passage>, SessionError> {
        {
            let _turn = self.turn.lock().await;
            self.use_vectors_of(model).await?;
        }
        let (mut passages, lines) = {
            let state = self.state.borrow();
            let memories = state.unread_memories(model.id());
            let room = FULL.saturating_sub(memories.len());
            (memories, state.unread_records(model.id(), room))
        };
        for beside in lines.chunk_by(|(_, one), (_, other)| one.lies_beside(other)) {
            let Some((_, line)) = beside.first() else { continue };
            let records = Evidence::read_beside(&self.vault, line).await?;
            passages.extend(beside.iter().map(|(id, line)| {
                let record = records.iter().find(|record| record.id == *id);
                let text = record.map_or_else(|| format!("{}\n{}", line.headline, line.detail), told);
                Passage { thing: Thing::Record(id.clone()), mark: RECORDS_READ, text: cut(&text, LONGEST).to_owned() }
            }));
        }
        Ok(passages)
    }
}

impl State {
    /// The newest memories that the model has not read.
    fn unread_memories(&self, model: &ModelId) -> Vec<Passage> {
        let Some(shelved) = self.shelved(model) else { return Vec::new() };
        let mut unread: Vec<&Memory> =
            self.memory.book.all().filter(|memory| !shelved.has_memory(&memory.id)).collect();
        order::by_key(&mut unread, |memory| (Reverse(memory.known), &memory.id));
        let passages = unread.into_iter().take(FULL).map(|memory| {
            let text = passage(memory);
            let mark = mark(&text);
            Passage { thing: Thing::Memory(memory.id.clone()), mark, text: cut(&text, LONGEST).to_owned() }
        });
        passages.collect()
    }

    /// The newest records that the model has not read, `room` of them: segment by segment, since a segment is read whole.
    fn unread_records(&self, model: &ModelId, room: usize) -> Vec<(RecordId, Line)> {
        let Some(shelved) = self.shelved(model).filter(|_| room > 0) else { return Vec::new() };
        let lines = self.shelf.evidence.lines();
        let mut unread: Vec<(&RecordId, &Line)> = lines.filter(|(id, _)| !shelved.has_record(id)).collect();
        let mut chosen = Vec::new();
        while let Some((_, newest)) = unread.iter().copied().max_by_key(|(id, line)| (line.time, *id)) {
            if chosen.len() >= room {
                break;
            }
            let (mut beside, others): (Vec<_>, Vec<_>) =
                unread.into_iter().partition(|(_, line)| line.lies_beside(newest));
            order::by_key(&mut beside, |(id, line)| (Reverse(line.time), *id));
            chosen.append(&mut beside);
            unread = others;
        }
        chosen.into_iter().take(room).map(|(id, line)| (id.clone(), line.clone())).collect()
    }
}

impl<S: Store> Way<S> {
    /// Reads until everything is read, something holds it, or the vault is locked; `tell` hears how far it is, at most
    /// four times a second. When to try again, where only time has to pass.
    pub async fn read_on(
        &self,
        model: &impl Embedder,
        clock: &impl Clock,
        tell: &dyn Fn(&ReadingView),
    ) -> Option<Duration> {
        let told = Cell::new(i64::MIN);
        let progress = |read: usize| {
            let (Some(session), now) = (self.session.upgrade(), clock.now()) else { return };
            session.state.borrow_mut().reading.under_way = read;
            let millisecond = now.instant().as_millisecond();
            if millisecond.saturating_sub(told.get()) >= TOLD_EVERY {
                told.set(millisecond);
                tell(&session.reading(now));
            }
        };
        loop {
            while let Some(Ok(true)) = self.step(model, clock, &progress).await {}
            let (session, now) = (self.session.upgrade()?, clock.now());
            let view = session.reading(now);
            // Something may have come while the last step ended.
            if view.state != ReadingState::Reading {
                tell(&view);
                let again = session.state.borrow().reading.pace.again(now);
                return again;
            }
        }
    }

    /// Lets the model read some of what it has not read. Whether there may be more; `None` once the vault is locked.
    async fn step(
        &self,
        model: &impl Embedder,
        clock: &impl Clock,
        progress: &dyn Fn(usize),
    ) -> Option<Result<bool, SessionError>> {
        let found = {
            let _one_at_a_time = self.background.lock().await;
            let session = self.session.upgrade()?;
            if session.holds(clock.now()).is_some() {
                return Some(Ok(false));
            }
            session.unread(model).await
        };
        progress(0);
        let (entries, outcome) = match &found {
            Ok(passages) => self.read(model, passages, clock, progress).await,
            Err(_) => (Vec::new(), Ok(())),
        };
        let _one_at_a_time = self.background.lock().await;
        let session = self.session.upgrade()?;
        let kept = async {
            let any = !found?.is_empty();
            session.keep_vectors(model, entries).await?;
            outcome?;
            if !any {
                session.compact_vectors(model.id()).await?;
            }
            Ok(any)
        };
        let kept = kept.await;
        let reading = &mut session.state.borrow_mut().reading;
        reading.under_way = 0;
        match &kept {
            Ok(_) => reading.pace.works(),
            Err(SessionError::Inference(InferenceError::Absent)) => reading.reader = None,
            Err(error) => reading.pace.failed(error, clock.now()),
        }
        Some(kept)
    }

    /// The vectors of passages, as far as nothing stops it.
    async fn read(
        &self,
        model: &impl Embedder,
        passages: &[Passage],
        clock: &impl Clock,
        progress: &dyn Fn(usize),
    ) -> (Vec<Entry>, Result<(), InferenceError>) {
        let stopped = || self.session.upgrade().is_none_or(|session| session.holds(clock.now()).is_some());
        let mut entries = Vec::with_capacity(passages.len());
        for batch in passages.chunks(BATCH) {
            if stopped() {
                break;
            }
            let texts: Vec<&str> = batch.iter().map(|passage| passage.text.as_str()).collect();
            let vectors = match model.embed(&texts, &stopped).await {
                Ok(vectors) => vectors,
                Err(InferenceError::Cancelled) => break,
                Err(error) => return (entries, Err(error)),
            };
            if vectors.len() != batch.len() || vectors.iter().any(|vector| vector.len() != model.dims()) {
                return (entries, Err(InferenceError::NoModel("its vectors are not those that were asked for")));
            }
            let read = batch.iter().zip(&vectors);
            entries.extend(read.map(|(Passage { thing, mark, .. }, vector)| Entry {
                thing: thing.clone(),
                mark: *mark,
                row: Row::of(vector),
            }));
            progress(entries.len());
        }
        (entries, Ok(()))
    }
}

/// What a model reads of a record: its two lines and the beginning of its text.
fn told(record: &Record) -> String {
    let body = record.body.as_deref().or(record.snippet.as_deref()).unwrap_or_default();
    [record.headline(), &record.detail(), cut(body, BEGINNING)].join("\n")
}

/// The first characters of a text.
fn cut(text: &str, characters: usize) -> &str {
    text.char_indices().nth(characters).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}
