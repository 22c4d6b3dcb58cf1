//! The use cases over a vault in memory, as the app would call them.

use std::cell::Cell;

use jiff::tz::TimeZone;

use super::{view::Summary, *};
use crate::{
    error::Explain,
    profile::{
        Says,
        history::{Because, Way},
    },
    random::SystemRandom,
    record::Source,
    time::{Clock, Time},
    vault::{
        self, Store, VaultError, WordsError,
        store::memory::MemoryStore,
        testing::{CHEAP, Fault, FaultyStore},
    },
};

pub(super) const PASSPHRASE: &str = "three green bicycles";

pub(super) struct Noon;

impl Clock for Noon {
    fn now(&self) -> Time {
        "2026-06-01T12:00:00+02:00".parse().unwrap()
    }
}

/// A file in memory, handed out in pieces of `piece` bytes; fails at its end when `torn`.
pub(super) struct Text {
    name: &'static str,
    bytes: Vec<u8>,
    at: usize,
    piece: usize,
    torn: bool,
}

impl Text {
    pub(super) fn new(name: &'static str, text: &str) -> Self {
        Self::of(name, text.as_bytes().to_vec())
    }

    pub(super) fn of(name: &'static str, bytes: Vec<u8>) -> Self {
        Self { name, bytes, at: 0, piece: 4096, torn: false }
    }
}

impl Chunks for Text {
    fn name(&self) -> &str {
        self.name
    }

    async fn head(&self, length: usize) -> Result<Vec<u8>, ReadFault> {
        Ok(self.bytes[..length.min(self.bytes.len())].to_vec())
    }

    async fn next(&mut self) -> Result<Option<Vec<u8>>, ReadFault> {
        let end = (self.at + self.piece).min(self.bytes.len());
        if self.at == end {
            return if self.torn { Err(ReadFault { file: self.name.to_owned() }) } else { Ok(None) };
        }
        let chunk = self.bytes[self.at..end].to_vec();
        self.at = end;
        Ok(Some(chunk))
    }
}

pub(super) fn mail(number: u32, from: &str, subject: &str) -> String {
    format!(
        "From someone Mon Jun  1 08:00:00 2026\nMessage-ID: <{number}@example.com>\nDate: Mon, 1 Jun 2026 08:{:02}:00 +0200\n\
         From: {from}\nTo: me@example.com\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\nHello there.\n\n",
        number % 60
    )
}

pub(super) fn mails(numbers: std::ops::Range<u32>) -> String {
    numbers.map(|number| mail(number, "Spotify <no-reply@spotify.com>", &format!("New music {number}"))).collect()
}

const BANK: &str = "Date,Description,Amount,Currency\n\
    2026-05-01,SPOTIFY P1234,-10.99,GBP\n\
    2026-05-02,COFFEE CORNER,-3.20,GBP\n\
    2026-05-02,COFFEE CORNER,-3.20,GBP\n\
    2026-05-03,COFFEE CORNER,lots,GBP\n";

pub(super) async fn new_session() -> Session<MemoryStore> {
    new_session_in(MemoryStore::default()).await
}

pub(super) async fn new_session_in(store: MemoryStore) -> Session<MemoryStore> {
    let onboarding = onboarding::Onboarding::begin(&SystemRandom).unwrap();
    let words = onboarding.words();
    let answers: Vec<String> = onboarding.ask().iter().map(|position| words[position - 1].to_uppercase()).collect();
    let vault = onboarding.finish(store, &SystemRandom, PASSPHRASE, &answers, CHEAP).await.unwrap();
    Session::open(vault).await.unwrap()
}

pub(super) async fn reopened(session: Session<MemoryStore>) -> Session<MemoryStore> {
    let vault = vault::unlock_with_passphrase(session.lock(), PASSPHRASE).await.unwrap();
    Session::open(vault).await.unwrap()
}

pub(super) async fn bring(session: &Session<MemoryStore>, mut file: Text, sample: bool) -> Summary {
    let watch = Watch { progress: &|_| (), cancelled: &|| false };
    session.import(&mut file, None, sample, TimeZone::UTC, &Noon, watch).await.unwrap()
}

#[tokio::test]
async fn onboarding_refuses_short_passphrases_and_wrong_words() {
    let onboarding = onboarding::Onboarding::begin(&SystemRandom).unwrap();
    let words = onboarding.words();
    assert_eq!(words.len(), 24);
    let mut answers: Vec<String> = onboarding.ask().iter().map(|position| words[position - 1].to_owned()).collect();
    assert!(matches!(onboarding.check("short", &answers), Err(SessionError::Vault(VaultError::PassphraseTooShort))));
    assert!(onboarding.check(PASSPHRASE, &answers).is_ok());
    answers[1] = "zebra-nonsense".to_owned();
    let second = onboarding.ask()[1];
    assert!(matches!(
        onboarding.check(PASSPHRASE, &answers),
        Err(SessionError::Words(WordsError::NotTheOne { position })) if position == second
    ));
    assert!(onboarding.check(PASSPHRASE, &answers[..2]).is_err());
}

#[tokio::test]
async fn the_same_file_twice_adds_nothing_and_everything_is_there_after_a_lock() {
    let session = new_session().await;
    let first = bring(&session, Text::new("a.mbox", &mails(0..600)), false).await;
    assert_eq!((first.imported, first.duplicate, first.skipped), (600, 0, 0));
    let second = bring(&session, Text::new("a.mbox", &mails(0..600)), false).await;
    assert_eq!((second.imported, second.duplicate), (0, 600));

    let session = reopened(session).await;
    let overview = session.overview();
    assert_eq!(overview.total, 600);
    assert_eq!(overview.imports.len(), 2);
    assert_eq!(overview.imports.iter().map(|import| import.records).sum::<u64>(), 600);
    assert!(overview.imports.iter().all(|import| import.complete));
    assert_eq!(bring(&session, Text::new("a.mbox", &mails(590..610)), false).await.imported, 10);
}

#[tokio::test]
async fn two_equal_coffees_are_two_and_bad_amounts_are_said() {
    let session = new_session().await;
    let summary = bring(&session, Text::new("bank.csv", BANK), false).await;
    assert_eq!((summary.imported, summary.duplicate, summary.skipped), (3, 0, 1));
    assert_eq!(summary.reasons.len(), 1);
    assert_eq!(summary.reasons[0].examples.len(), 1);
    assert_eq!(bring(&session, Text::new("bank.csv", BANK), false).await.duplicate, 3);
}

#[tokio::test]
async fn a_cancelled_import_keeps_what_was_confirmed_and_can_be_finished() {
    let session = new_session().await;
    let mut file = Text::new("a.mbox", &mails(0..400));
    let asked = Cell::new(0);
    let cancelled = || {
        asked.set(asked.get() + 1);
        asked.get() > 3
    };
    let watch = Watch { progress: &|_| (), cancelled: &cancelled };
    let summary = session.import(&mut file, None, false, TimeZone::UTC, &Noon, watch).await.unwrap();
    assert!(summary.cancelled);
    assert!(summary.imported > 0 && summary.imported < 400);
    assert!(!session.overview().imports[0].complete);

    let session = reopened(session).await;
    let rest = bring(&session, Text::new("a.mbox", &mails(0..400)), false).await;
    assert_eq!(summary.imported + rest.imported, 400);
}

#[tokio::test]
async fn a_file_that_tears_loses_nothing_confirmed() {
    let session = new_session().await;
    let mut file = Text::new("a.mbox", &mails(0..400));
    file.torn = true;
    let watch = Watch { progress: &|_| (), cancelled: &|| false };
    let error = session.import(&mut file, None, false, TimeZone::UTC, &Noon, watch).await.unwrap_err();
    assert!(matches!(error, SessionError::Read(_)));
    let session = reopened(session).await;
    assert!(session.overview().total > 300);
}

#[tokio::test]
async fn not_me_survives_a_lock_and_the_next_import() {
    let session = new_session().await;
    bring(&session, Text::new("a.mbox", &mails(0..5)), false).await;
    let music = session.profile().segments.into_iter().find(|segment| segment.direct).unwrap();
    let page = session.evidence(&music.id, 0, 3).unwrap();
    assert_eq!((page.total, page.items.len()), (5, 3));
    assert!(page.items.iter().all(|item| item.why.as_deref().is_some_and(|why| !why.is_empty())));

    session.not_me(&music.id, &Noon).await.unwrap();
    let session = reopened(session).await;
    bring(&session, Text::new("b.mbox", &mails(5..10)), false).await;
    let profile = session.profile();
    assert!(profile.segments.iter().all(|segment| segment.id != music.id));
    assert_eq!(profile.refused.len(), 1);

    session.undo_not_me(&music.id, &Noon).await.unwrap();
    let back = session.profile().segments.into_iter().find(|segment| segment.id == music.id).unwrap();
    assert_eq!(back.records, 10);
    assert!(matches!(session.not_me("99999", &Noon).await, Err(SessionError::UnknownSegment(_))));
}

#[tokio::test]
async fn what_the_person_teaches_holds_and_is_in_the_history() {
    let session = new_session().await;
    bring(&session, Text::new("a.mbox", &mails(0..40)), false).await;
    let music = session.profile().segments.into_iter().find(|segment| segment.direct).unwrap();
    session.this_is_me(&music.id, &Noon).await.unwrap();
    let session = reopened(session).await;
    let sure = |session: &Session<MemoryStore>| {
        session
            .profile()
            .segments
            .into_iter()
            .find(|segment| segment.id == music.id)
            .map(|it| (it.confidence, it.confirmed))
    };
    assert_eq!(sure(&session), Some((1.0, true)));
    let came = session.profile_history().into_iter().find(|change| change.id == music.id).unwrap();
    assert_eq!((came.change, came.because), (Way::Came, Because::Edit));

    session.undo_this_is_me(&music.id, &Noon).await.unwrap();
    let voice = session.evidence(&music.id, 0, 1).unwrap().items[0].why.clone().unwrap();
    session.teach_voice(&voice, &music.id, Some(Says::Wrong), &Noon).await.unwrap();
    assert_eq!(sure(&session), None);
    assert_eq!(session.profile().lessons.len(), 1);
    assert_eq!(session.profile_history()[0].change, Way::Went);
    session.teach_voice(&voice, &music.id, None, &Noon).await.unwrap();
    assert!(sure(&session).is_some() && session.profile().lessons.is_empty());
    assert!(matches!(session.this_is_me("381", &Noon).await, Err(SessionError::UnknownSegment(_))));

    session.erase_source(Source::Email).await.unwrap();
    assert!(session.profile_history().is_empty(), "erased evidence leaves no trace");
    assert!(session.openrtb().user.data.is_empty());
}

#[tokio::test]
async fn erasing_says_what_went_and_it_stays_gone() {
    let session = new_session().await;
    let first = bring(&session, Text::new("a.mbox", &mails(0..300)), false).await;
    bring(&session, Text::new("bank.csv", BANK), false).await;
    bring(&session, Text::new("sample.mbox", &mails(900..910)), true).await;
    assert!(session.overview().sample);

    let one = session.records(Some(Source::Email), "music 17", 0, 10);
    assert!(one.total >= 1);
    let id = one.items[0].id.as_str().to_owned();
    assert_eq!(session.record(&id).await.unwrap().subject.as_deref(), Some(one.items[0].headline.as_str()));
    assert_eq!(session.erase_record(&id).await.unwrap(), 1);
    assert!(matches!(session.record(&id).await, Err(SessionError::UnknownRecord(_))));

    assert_eq!(session.remove_sample().await.unwrap(), 10);
    assert!(!session.overview().sample);
    assert_eq!(session.erase_source(Source::Transaction).await.unwrap(), 3);

    let session = reopened(session).await;
    assert_eq!(session.overview().total, 299);
    assert_eq!(session.erase_import(crate::memory::ImportId(first.import.0)).await.unwrap(), 299);
    assert!(session.overview().imports.is_empty());
    assert!(session.profile().segments.is_empty());
}

/// An archive brings several kinds; each is counted, erased and gone by itself.
#[tokio::test]
async fn what_an_archive_brought_goes_by_record_by_kind_and_by_import() {
    let session = new_session().await;
    let archive = || Text { bytes: crate::ingest::small_archive(), ..Text::new("export.zip", "") };
    let first = bring(&session, archive(), false).await;
    assert_eq!((first.imported, first.skipped), (3, 0));
    assert_eq!(bring(&session, archive(), false).await.duplicate, 3);
    let kinds = |session: &Session<MemoryStore>| {
        session.overview().sources.iter().map(|of| (of.source, of.records)).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&session), [(Source::Email, 1), (Source::Chat, 1), (Source::Contact, 1)]);
    let contact = session.records(Some(Source::Contact), "", 0, 10).items[0].id.as_str().to_owned();
    assert_eq!(session.erase_record(&contact).await.unwrap(), 1);
    assert_eq!(session.erase_source(Source::Chat).await.unwrap(), 1);
    // Of the two imports one still has the mail; the other has nothing and brought nothing.
    let session = reopened(session).await;
    assert_eq!(kinds(&session), [(Source::Email, 1)]);
    assert_eq!(session.overview().imports.iter().map(|import| import.id).collect::<Vec<_>>(), [first.import]);
    assert_eq!(session.erase_import(first.import).await.unwrap(), 1);
    assert_eq!(session.overview().total, 0);
    bring(&session, archive(), false).await;
    for (source, listed) in [(Source::Email, 1), (Source::Chat, 1), (Source::Contact, 0)] {
        assert_eq!(session.erase_source(source).await.unwrap(), 1);
        assert_eq!(session.overview().imports.len(), listed);
    }
}

#[tokio::test]
async fn erasing_everything_leaves_no_vault() {
    let store = MemoryStore::default();
    let session = new_session_in(store.clone()).await;
    bring(&session, Text::new("a.mbox", &mails(0..3)), false).await;
    assert!(!store.namespaces().await.unwrap().is_empty());
    assert_eq!(session.erase_everything().await.unwrap(), 3);
    assert!(matches!(vault::status(&store).await.unwrap(), vault::Status::None));
    assert!(store.namespaces().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_vault_that_nobody_can_open_can_be_erased() {
    let store = MemoryStore::default();
    let session = new_session_in(store.clone()).await;
    bring(&session, Text::new("a.mbox", &mails(0..3)), false).await;
    session.lock();
    erase_unopened(&store).await.unwrap();
    assert!(matches!(vault::status(&store).await.unwrap(), vault::Status::None));
    assert!(store.namespaces().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_column_profile_is_remembered_for_the_header_it_was_made_for() {
    let session = new_session().await;
    let odd = "Datum;Beschreibung;Betrag\n2026-05-01;Brot;-3,20\n2026-05-02;Milch;-1,10\n";
    let examined = session.examine(&Text::new("odd.csv", odd)).await.unwrap();
    assert!(examined.remembered.is_none());
    let mapping = examined.csv.unwrap().guess.unwrap();
    let mut file = Text::new("odd.csv", odd);
    let watch = Watch { progress: &|_| (), cancelled: &|| false };
    session.import(&mut file, Some(mapping.clone()), false, TimeZone::UTC, &Noon, watch).await.unwrap();
    let session = reopened(session).await;
    let again = session.examine(&Text::new("odd2.csv", odd)).await.unwrap();
    assert_eq!(again.remembered, Some(mapping));
}

#[tokio::test]
async fn what_a_full_disk_refused_comes_in_later_and_nothing_is_there_twice() {
    for at in 0..6 {
        let store = MemoryStore::default();
        new_session_in(store.clone()).await.lock();
        let full = FaultyStore::over(&store, at, Fault::Fails);
        let session = Session::open(vault::unlock_with_passphrase(full, PASSPHRASE).await.unwrap()).await.unwrap();
        let import = async || {
            let mut file = Text { piece: usize::MAX / 2, ..Text::new("a.mbox", &mails(0..1100)) };
            let watch = Watch { progress: &|_| (), cancelled: &|| false };
            session.import(&mut file, None, false, TimeZone::UTC, &Noon, watch).await
        };
        if let Err(error) = import().await {
            assert_eq!(error.code(), "storage-full");
            import().await.unwrap();
        }
        assert_eq!(session.overview().total, 1100);
        let namespace = vault::Namespace::literal("evidence.email");
        let segments = session.vault().read(&namespace, 0..=vault::MAX_SEQ).await.unwrap();
        let stored: usize = segments.into_iter().map(|segment| segment.entries.unwrap().len()).sum();
        assert_eq!(stored, 1100, "write {at} failed");
    }
}

#[tokio::test]
async fn a_reopened_vault_takes_its_records_from_a_snapshot_and_what_came_after_from_the_log() {
    let session = new_session().await;
    bring(&session, Text::new("a.mbox", &mails(0..600)), false).await;
    bring(&session, Text::new("b.mbox", &mails(600..610)), false).await;
    let (before, profile) = (session.overview().total, session.profile().segments.len());
    let session = reopened(session).await;
    assert_eq!((session.overview().total, session.profile().segments.len()), (before, profile));
    assert_eq!(session.records(None, "music 605", 0, 1).items[0].headline, "New music 605");
    assert!(session.vault().snapshot_get("records").await.unwrap().is_some());

    let id = session.records(None, "music 300", 0, 1).items[0].id.clone();
    assert_eq!(session.erase_record(id.as_str()).await.unwrap(), 1);
    assert!(session.vault().snapshot_get("records").await.unwrap().is_none(), "it would bring the record back");
    session.settle(&Noon).await.unwrap();
    let session = reopened(session).await;
    assert!(session.vault().snapshot_get("records").await.unwrap().is_some());
    assert!(session.records(None, "300", 0, 9).items.iter().all(|line| line.headline != "New music 300"));
    assert!(session.record(id.as_str()).await.is_err());
}
