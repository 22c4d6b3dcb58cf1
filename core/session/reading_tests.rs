//! The work queue over a vault in memory, with a model that knows a few words.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    future::Future,
    pin::Pin,
    rc::Rc,
    time::{Duration, Instant},
};

use super::{
    tests::{PASSPHRASE, Text, bring, mails, new_session_in},
    vectors::{Entry, Thing},
    view_memory::MemoryFilter,
    view_reading::{PacePage, ReadingState, ReadingView, Why},
    *,
};
use crate::{
    inference::{Embedder, InferenceError, ModelId},
    memory::testing::day,
    random::SystemRandom,
    record::RecordId,
    time::{Clock, Time},
    vault::{
        self, Namespace,
        store::{Batch, memory::MemoryStore},
    },
};

type Open = super::Session<MemoryStore>;

pub(super) const STORED: Namespace = Namespace::literal("vectors.fake.1");

/// A model: each word of a text has a number of its own, and "beverage" is "tea".
pub(super) struct Fake {
    id: ModelId,
    dims: usize,
    /// What was read, in its order.
    pub(super) read: RefCell<Vec<String>>,
    /// Fails when it has been asked so often, questions not counted; at nought also for those.
    fails_at: Cell<usize>,
    pub(super) asked: Cell<usize>,
    /// Others have their turn while it works.
    yields: Cell<bool>,
    /// Happens while it works the next time.
    meanwhile: RefCell<Option<Pin<Box<dyn Future<Output = ()>>>>>,
}

impl Fake {
    pub(super) fn new() -> Self {
        Self::of("fake@1", 384)
    }

    pub(super) fn of(id: &str, dims: usize) -> Self {
        let (read, asked, fails_at) = (RefCell::default(), Cell::default(), Cell::new(usize::MAX));
        Self {
            id: ModelId::new(id),
            dims,
            read,
            fails_at,
            asked,
            yields: Cell::default(),
            meanwhile: RefCell::default(),
        }
    }

    pub(super) fn meanwhile(&self, happens: impl Future<Output = ()> + 'static) {
        *self.meanwhile.borrow_mut() = Some(Box::pin(happens));
    }

    fn vector(&self, text: &str) -> Vec<f32> {
        let mut vector = vec![0.0; self.dims];
        for word in text.to_lowercase().split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
        {
            let word = if word == "beverage" { "tea" } else { word };
            let number = word.bytes().fold(7_usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
            vector[number % self.dims] += 1.0;
        }
        vector
    }
}

impl Embedder for Fake {
    fn id(&self) -> &ModelId {
        &self.id
    }

    fn dims(&self) -> usize {
        self.dims
    }

    async fn embed(&self, texts: &[&str], _: &dyn Fn() -> bool) -> Result<Vec<Vec<f32>>, InferenceError> {
        let happens = self.meanwhile.borrow_mut().take();
        if let Some(happens) = happens {
            happens.await;
        }
        if self.yields.get() {
            tokio::task::yield_now().await;
        }
        self.asked.set(self.asked.get() + 1);
        if self.asked.get() >= self.fails_at.get() {
            return Err(InferenceError::NoModel("it is broken"));
        }
        self.read.borrow_mut().extend(texts.iter().map(|&text| text.to_owned()));
        Ok(texts.iter().map(|text| self.vector(text)).collect())
    }

    async fn embed_query(&self, text: &str, _: &dyn Fn(&str) -> f32) -> Result<Vec<f32>, InferenceError> {
        let happens = self.meanwhile.borrow_mut().take();
        if let Some(happens) = happens {
            happens.await;
        }
        if self.fails_at.get() == 0 { Err(InferenceError::Failed("no".to_owned())) } else { Ok(self.vector(text)) }
    }
}

/// A clock that is set by hand, in milliseconds.
pub(super) struct Hands(Cell<i64>);

impl Clock for Hands {
    fn now(&self) -> Time {
        Time::from_unix_micros(1_790_000_000_000_000 + self.0.get() * 1000).unwrap()
    }
}

/// A session with what reads in it.
pub(super) struct Room {
    pub(super) session: Rc<RefCell<Option<Rc<Open>>>>,
    pub(super) store: MemoryStore,
    pub(super) model: Fake,
    clock: Hands,
    told: RefCell<Vec<ReadingView>>,
}

impl Room {
    pub(super) async fn new() -> Self {
        let store = MemoryStore::default();
        let session = Rc::new(RefCell::new(Some(Rc::new(new_session_in(store.clone()).await))));
        Self { session, store, model: Fake::new(), clock: Hands(Cell::default()), told: RefCell::default() }
    }

    pub(super) fn session(&self) -> Rc<Open> {
        self.session.borrow().clone().unwrap()
    }

    pub(super) async fn with_mails(numbers: std::ops::Range<u32>) -> Self {
        let room = Self::new().await;
        bring(&room.session(), Text::new("a.mbox", &mails(numbers)), false).await;
        room
    }

    pub(super) async fn say(&self, text: &str) -> String {
        let line = self.session().remember_that(text, None, None, day(10), &SystemRandom).await.unwrap();
        line.id.as_str().to_owned()
    }

    pub(super) fn way(&self) -> Way<MemoryStore> {
        self.session().reader_is(Some(self.model.id()));
        Way { session: Rc::downgrade(&self.session()), background: Rc::default() }
    }

    pub(super) async fn read(&self) -> Option<Duration> {
        self.way().read_on(&self.model, &self.clock, &|view| self.told.borrow_mut().push(view.clone())).await
    }

    pub(super) fn view(&self) -> ReadingView {
        self.session().reading(self.clock.now())
    }

    /// Locks the vault and opens it again.
    pub(super) async fn reload(&self) {
        let session = self.session.take();
        let store = self.store.clone();
        drop(session);
        let vault = vault::unlock_with_passphrase(store, PASSPHRASE).await.unwrap();
        self.session.replace(Some(Rc::new(Open::open(vault).await.unwrap())));
        self.model.read.borrow_mut().clear();
    }

    pub(super) async fn entries(&self) -> Vec<Entry> {
        let segments = self.session().vault().read(&STORED, 0..=u64::MAX).await.unwrap();
        let entries = segments.into_iter().flat_map(|segment| segment.entries.unwrap());
        entries.map(|bytes| Entry::from_bytes(&bytes).unwrap()).collect()
    }

    pub(super) async fn things(&self) -> BTreeSet<Thing> {
        let entries = self.entries().await;
        let things: BTreeSet<Thing> = entries.iter().map(|entry| entry.thing.clone()).collect();
        assert_eq!(things.len(), entries.len(), "each is there once");
        things
    }
}

pub(super) fn ids(session: &Open) -> Vec<RecordId> {
    session.records(None, "", 0, 100_000).items.into_iter().map(|line| line.id).collect()
}

#[tokio::test]
async fn memories_are_read_first_and_then_the_newest_records() {
    let room = Room::new().await;
    let mail = |number: u32, month: u32| {
        super::tests::mail(number, "a@b.example", &format!("Letter {number}"))
            .replace("1 Jun 2026", &format!("1 {} 2026", ["Jan", "Feb", "Mar"][month as usize]))
    };
    let bank = "Date,Description,Amount,Currency\n2026-02-20,COFFEE CORNER,-3.20,GBP\n";
    bring(&room.session(), Text::new("old.mbox", &[mail(1, 0), mail(2, 1)].concat()), false).await;
    bring(&room.session(), Text::new("bank.csv", bank), false).await;
    bring(&room.session(), Text::new("new.mbox", &mail(3, 2)), false).await;
    room.say("I like green tea").await;
    assert_eq!(room.view().state, ReadingState::NoModel);
    assert_eq!(room.read().await, None);
    let read = room.model.read.borrow().clone();
    let order: Vec<&str> = read.iter().map(|text| text.lines().next().unwrap()).collect();
    assert_eq!(order, ["I like green tea", "Letter 3", "COFFEE CORNER", "Letter 2", "Letter 1"]);
    assert_eq!(read[1], "Letter 3\na@b.example\nHello there.");
    let view = room.view();
    assert_eq!((view.done, view.total, view.state, view.why), (5, 5, ReadingState::Done, None));
}

#[tokio::test]
async fn fifteen_thousand_are_read_through_a_reload_and_are_there_again_at_once() {
    let room = Room::with_mails(0..15_000).await;
    room.say("I like green tea").await;
    room.model.fails_at.set(200);
    assert_eq!(room.read().await, Some(Duration::from_secs(5)));
    let view = room.view();
    assert_eq!((view.state, view.why), (ReadingState::Paused, Some(Why::Failed)));
    assert_eq!(view.problem.unwrap().code, "no-model");
    assert_eq!(view.done, 199 * 32);

    room.reload().await;
    room.model.fails_at.set(usize::MAX);
    assert!(room.session().state.borrow().vectors.is_none(), "opening reads none of it");
    room.read().await;
    let view = room.view();
    assert_eq!((view.done, view.total, view.state), (15_001, 15_001, ReadingState::Done));
    assert_eq!(room.model.read.borrow().len(), 15_001 - 199 * 32, "nothing was lost, nothing read twice");
    assert_eq!(room.things().await.len(), 15_001);

    room.reload().await;
    let began = Instant::now();
    room.read().await;
    eprintln!("15,001 vectors loaded in {:?}", began.elapsed());
    assert_eq!((room.view().state, room.model.read.borrow().len()), (ReadingState::Done, 0));
    let session = room.session();
    let state = session.state.borrow();
    assert!(ids(&room.session()).iter().all(|id| state.shelf.index.has_vector(id.as_str(), room.model.id())));
}

#[tokio::test]
async fn a_lock_in_the_middle_ends_it_and_what_was_kept_is_there() {
    let room = Room::with_mails(0..300).await;
    let session = room.session.clone();
    room.model.fails_at.set(6);
    room.read().await;
    room.model.fails_at.set(usize::MAX);
    room.session().pause_reading(false).await.unwrap();
    let kept = room.entries().await.len();
    assert_eq!(kept, 160, "what was read before it failed");
    room.model.meanwhile(async move {
        let session = session.take().unwrap();
        assert_eq!(Rc::strong_count(&session), 1, "nobody else keeps the vault open");
    });
    let way = room.way();
    assert_eq!(way.read_on(&room.model, &room.clock, &|_| ()).await, None);
    room.reload().await;
    assert_eq!(room.things().await.len(), kept);
    room.read().await;
    assert_eq!(room.things().await.len(), 300);
}

#[tokio::test]
async fn it_is_paused_by_hidden_pages_a_low_battery_and_the_person() {
    let room = Room::with_mails(0..200).await;
    let page = |hidden, level| PacePage { id: "a".to_owned(), hidden, charging: Some(false), level: Some(level) };
    let session = room.session();
    room.model.meanwhile(async move { session.pace(page(true, 1.0)) });
    room.read().await;
    let view = room.view();
    assert_eq!((view.done, view.state, view.why), (32, ReadingState::Paused, Some(Why::Hidden)));
    assert_eq!(room.entries().await.len(), 32, "what was read is kept");
    room.session().pace(page(false, 0.1));
    room.read().await;
    assert_eq!((room.view().done, room.view().why), (32, Some(Why::Battery)));
    room.session().pace(page(false, 0.9));
    room.session().pause_reading(true).await.unwrap();
    room.reload().await;
    room.read().await;
    assert_eq!((room.view().why, room.model.read.borrow().len()), (Some(Why::Person), 0), "also after a reload");
    room.session().pause_reading(false).await.unwrap();
    room.read().await;
    assert_eq!(room.view().state, ReadingState::Done);
    assert_eq!(room.told.borrow().last().unwrap().done, 200);
}

#[tokio::test]
async fn a_model_that_fails_is_asked_again_by_and_by_and_nothing_is_lost() {
    let room = Room::with_mails(0..100).await;
    room.model.fails_at.set(3);
    assert_eq!(room.read().await, Some(Duration::from_secs(5)));
    assert_eq!(room.view().done, 64);
    let asked = room.model.asked.get();
    assert_eq!(room.read().await, Some(Duration::from_secs(5)), "too early");
    assert_eq!(room.model.asked.get(), asked);
    room.clock.0.set(5_000);
    assert_eq!(room.read().await, Some(Duration::from_secs(10)));
    let told = room.told.borrow().last().unwrap().problem.clone().unwrap();
    assert_eq!((told.code.as_str(), told.message.as_str()), ("no-model", "this is no model: it is broken"));
    room.model.fails_at.set(usize::MAX);
    room.clock.0.set(15_000);
    assert_eq!(room.read().await, None);
    let view = room.view();
    assert_eq!((view.state, view.problem.is_none()), (ReadingState::Done, true));
    assert_eq!(room.model.read.borrow().len(), 100);
}

#[tokio::test]
async fn progress_is_told_four_times_a_second() {
    let room = Room::with_mails(0..640).await;
    let clock = &room.clock;
    let at = Cell::new(0);
    let told = RefCell::new(Vec::new());
    let way = room.way();
    // Every look at the clock takes 10 ms.
    struct Running<'a>(&'a Hands);
    impl Clock for Running<'_> {
        fn now(&self) -> Time {
            self.0.0.set(self.0.0.get() + 10);
            self.0.now()
        }
    }
    let tell = |view: &ReadingView| {
        told.borrow_mut().push((clock.0.get() - at.replace(clock.0.get()), view.done));
    };
    way.read_on(&room.model, &Running(clock), &tell).await;
    let told = told.take();
    assert!(told.len() > 2 && told[1..told.len() - 1].iter().all(|(since, _)| *since >= 250), "{told:?}");
    assert!(told.is_sorted_by_key(|(_, done)| *done), "{told:?}");
    assert_eq!(told.last().unwrap().1, 640);
}

#[tokio::test]
async fn a_text_of_a_million_characters_is_cut_and_an_empty_one_is_read_once() {
    let room = Room::new().await;
    let long = mails(0..1).replace("Hello there.", &"Straße ".repeat(150_000));
    let empty = "From a Mon Jun  1 08:00:00 2026\nMessage-ID: <9@example.com>\n\n\n";
    bring(&room.session(), Text::new("a.mbox", &[long.as_str(), empty].concat()), false).await;
    room.read().await;
    assert_eq!(room.view().state, ReadingState::Done);
    assert!(room.model.read.borrow().iter().all(|text| text.chars().count() < 300), "{:?}", room.model.read);
    room.reload().await;
    room.read().await;
    assert_eq!((room.view().done, room.model.read.borrow().len()), (2, 0));
    assert!(room.entries().await.iter().any(|entry| entry.row.is_none()));
}

#[tokio::test]
async fn a_damaged_record_is_read_by_its_lines() {
    let room = Room::with_mails(0..5).await;
    room.reload().await;
    let mails = Namespace::literal("evidence.email");
    let mut segments = room.store.read(&mails, 0..=u64::MAX).await.unwrap();
    segments[0].1[80] ^= 1;
    room.store.commit(&Batch::new().put(&mails, segments[0].0, segments[0].1.clone())).await.unwrap();
    room.read().await;
    assert_eq!((room.view().state, room.view().done), (ReadingState::Done, 5));
    assert!(room.model.read.borrow().iter().all(|text| text.starts_with("New music")), "{:?}", room.model.read);
}

#[tokio::test]
async fn what_is_meant_is_found_once_the_reader_has_said_what_the_question_means() {
    let room = Room::with_mails(0..50).await;
    let letter = super::tests::mail(99, "a@b.example", "tea");
    bring(&room.session(), Text::new("b.mbox", &letter), false).await;
    room.say("tea").await;
    let ask = |question: &str| {
        let session = room.session();
        let memories = session.memories(question, &MemoryFilter::default(), 0, 9, day(20));
        let records = session.records(None, question, 0, 9);
        assert_eq!(memories.refining, records.refining);
        (memories.total, records.items.iter().map(|line| line.headline.clone()).collect::<Vec<_>>(), records.refining)
    };
    assert_eq!(ask("beverage"), (0, vec![], false), "nothing to wait for");
    room.read().await;
    room.reload().await;
    let way = room.way();
    assert_eq!(ask("beverage"), (0, vec![], true));
    let (again, model) = (room.way(), Fake::new());
    room.model.meanwhile(async move { assert!(!again.understand(&model, "beverage").await, "it is being asked") });
    assert!(way.understand(&room.model, "beverage").await);
    assert_eq!(ask("beverage"), (1, vec!["tea".to_owned()], false));
    assert!(!way.understand(&room.model, "beverage").await, "it has been asked");
    assert!(!ask("  ").2);
    assert_eq!(ask("New music 7").1[0], "New music 7", "words count still");

    room.model.fails_at.set(0);
    assert!(way.understand(&room.model, "hot beverage").await);
    assert_eq!(ask("hot beverage"), (0, vec![], false), "nobody waits for what failed");
    for number in 0..20 {
        assert!(way.understand(&room.model, &number.to_string()).await);
    }
    assert!(ask("beverage").2, "few questions are kept");
    let locked = room.session.take();
    assert!(locked.is_some());
    drop(locked);
    assert!(!way.understand(&room.model, "beverage").await);
}

#[tokio::test]
async fn a_model_that_is_not_there_any_more_is_no_failure() {
    struct Gone(Fake);
    impl Embedder for Gone {
        fn id(&self) -> &ModelId {
            self.0.id()
        }
        fn dims(&self) -> usize {
            self.0.dims()
        }
        async fn embed(&self, _: &[&str], _: &dyn Fn() -> bool) -> Result<Vec<Vec<f32>>, InferenceError> {
            Err(InferenceError::Absent)
        }
        async fn embed_query(&self, _: &str, _: &dyn Fn(&str) -> f32) -> Result<Vec<f32>, InferenceError> {
            Err(InferenceError::Absent)
        }
    }
    let room = Room::with_mails(0..5).await;
    let way = room.way();
    assert_eq!(way.read_on(&Gone(Fake::new()), &room.clock, &|_| ()).await, None);
    assert_eq!((room.view().state, room.view().problem.is_none()), (ReadingState::NoModel, true));
    let way = room.way();
    assert!(way.understand(&Gone(Fake::new()), "tea").await);
    assert!(!room.session().records(None, "tea", 0, 9).refining);
    assert_eq!(room.view().state, ReadingState::NoModel);
}

#[tokio::test]
async fn an_append_hardly_waits_for_reading() {
    let room = Room::with_mails(0..4_000).await;
    let session = room.session();
    let appended = async |count: usize| {
        let mut times = Vec::new();
        for _ in 0..count {
            let began = Instant::now();
            session.vault().append(&Namespace::literal("memory.facts"), &[vec![b'x'; 300]]).await.unwrap();
            times.push(began.elapsed());
            tokio::task::yield_now().await;
        }
        times.sort_unstable();
        times[count * 95 / 100]
    };
    let alone = appended(200).await;
    room.model.yields.set(true);
    let (_, beside) = tokio::join!(room.read(), appended(200));
    eprintln!("an append, p95: {alone:?} alone, {beside:?} beside reading");
    assert!(beside < alone * 4 + Duration::from_millis(5), "{alone:?} {beside:?}");
}
