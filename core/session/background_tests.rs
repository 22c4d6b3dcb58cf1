//! A session on lent keys: what it does for who is away, what it cannot do, and what a kill leaves.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use super::{
    Session, SessionError,
    background::{self, Detail, Wish, WishChange},
    tests::{PASSPHRASE, Text, bring, mails, new_session},
};
use crate::{
    ingest::sample,
    missions::when::Trigger,
    random::SystemRandom,
    time::{Clock, Time},
    vault::{
        self, Store, VaultError,
        store::memory::MemoryStore,
        testing::{Fault, FaultyStore, MaskingDevice},
    },
};

const ON: WishChange =
    WishChange { on: Some(true), detail: Some(Detail::Full), quiet_from: Some(0), quiet_to: Some(0), per_day: Some(5) };
const OFF: WishChange = WishChange { on: Some(false), detail: None, quiet_from: None, quiet_to: None, per_day: None };

/// So many days after the last week of the sample life began.
#[derive(Clone, Copy)]
struct Day(i64);

impl Clock for Day {
    fn now(&self) -> Time {
        let first: Time = "2026-11-02T12:00:00+01:00".parse().unwrap();
        Time::from_unix_seconds(first.unix_seconds() + self.0 * 86_400).unwrap()
    }
}

/// A vault with some mails, kept by who wants missions while they are away; it is locked.
async fn away(wish: WishChange, device: &MaskingDevice) -> MemoryStore {
    let session = new_session().await;
    bring(&session, Text::new("mail.mbox", &mails(0..40)), false).await;
    session.set_background(wish, Day(0).now(), device).await.unwrap();
    session.lock()
}

/// The same with the sample life.
async fn away_with_a_life(device: &MaskingDevice) -> MemoryStore {
    let session = new_session().await;
    for name in ["mail.mbox", "bank.csv", "calendar.ics"] {
        bring(&session, Text::of(name, sample::file(name)), true).await;
    }
    session.set_background(ON, Day(0).now(), device).await.unwrap();
    session.lock()
}

async fn home(store: MemoryStore) -> Session<MemoryStore> {
    Session::open(vault::unlock_with_passphrase(store, PASSPHRASE).await.unwrap()).await.unwrap()
}

async fn looked<S: Store>(session: &Session<S>, day: Day) -> Result<Option<background::Away>, SessionError> {
    session.look_away(Trigger::Tick, &TimeZone::UTC, &day, &SystemRandom, &|| true).await
}

fn refusal<T>(outcome: Result<T, SessionError>) -> SessionError {
    outcome.err().unwrap()
}

#[tokio::test]
async fn agents_look_while_the_vault_is_locked_and_the_owner_finds_it_done() {
    let device = MaskingDevice::default();
    let store = away(ON, &device).await;
    let session = background::open(store.clone(), Day(1).now(), &device).await.unwrap();
    assert_eq!(session.overview().total, 40);
    let away = looked(&session, Day(1)).await.unwrap().unwrap();
    assert!(!away.more);
    let again = looked(&session, Day(1)).await.unwrap().unwrap();
    assert_eq!(again.notices, away.notices, "untold is told again");

    let ids: Vec<String> = away.notices.show.iter().map(|notice| notice.id.clone()).collect();
    session.was_told(ids.clone(), Day(1).now()).await.unwrap();
    let shown = looked(&session, Day(1)).await.unwrap().unwrap().notices.show;
    assert!(shown.iter().all(|notice| !ids.contains(&notice.id)), "{shown:?}");
    drop(session);

    let owner = home(store).await;
    assert_eq!(owner.feed(Day(1).now()).await.unwrap().last_run, Some(Day(1).now()));
    assert_eq!(owner.vault().integrity().await.unwrap().flaws, []);
}

#[tokio::test]
async fn who_looks_gets_at_nothing_else() {
    let device = MaskingDevice::default();
    let store = away(ON, &device).await;
    let session = background::open(store, Day(1).now(), &device).await.unwrap();
    let refused = [
        refusal(session.lock_after(Some(5)).await),
        refusal(session.erase_source(crate::record::Source::Email).await),
        refusal(session.set_background(ON, Day(300).now(), &device).await),
        refusal(session.vault().identity_seed().map_err(SessionError::from)),
    ];
    for error in refused {
        assert!(matches!(error, SessionError::Vault(VaultError::OutOfScope)), "{error}");
    }
    assert_eq!(session.overview().total, 40);
}

#[tokio::test]
async fn nobody_looks_who_was_not_asked_to() {
    let device = MaskingDevice::default();
    let store = away(WishChange::default(), &device).await;
    assert!(background::is_unwanted(&refusal(background::open(store.clone(), Day(1).now(), &device).await)));
    let owner = home(store.clone()).await;
    assert!(looked(&owner, Day(1)).await.unwrap().is_none());
    assert_eq!(owner.feed(Day(1).now()).await.unwrap().last_run, None);

    owner.set_background(ON, Day(1).now(), &device).await.unwrap();
    assert!(background::open(store.clone(), Day(2).now(), &device).await.is_ok());
    let view = owner.set_background(OFF, Day(2).now(), &device).await.unwrap();
    assert!(!view.ready);
    assert!(background::is_unwanted(&refusal(background::open(store, Day(2).now(), &device).await)));
}

#[tokio::test]
async fn two_changes_made_at_once_both_hold() {
    let device = MaskingDevice::default();
    let session = new_session().await;
    let from = WishChange { quiet_from: Some(60), ..WishChange::default() };
    let until = WishChange { quiet_to: Some(1441), per_day: Some(3), ..WishChange::default() };
    let (from, until) = tokio::join!(
        session.set_background(from, Day(0).now(), &device),
        session.set_background(until, Day(0).now(), &device)
    );
    from.unwrap();
    until.unwrap();
    let wish = session.background().await.unwrap().wish;
    assert_eq!(wish, Wish { quiet_from: 60, quiet_to: 1, per_day: 3, ..Wish::default() });
}

#[tokio::test]
async fn each_opening_makes_it_longer_and_none_takes_it_away_from_who_turned_it_off() {
    let device = MaskingDevice::default();
    let store = away(ON, &device).await;
    assert!(background::is_unwanted(&refusal(background::open(store.clone(), Day(14).now(), &device).await)));
    let owner = home(store.clone()).await;
    owner.lend_on(Day(20).now(), &device).await.unwrap();
    assert!(background::open(store.clone(), Day(33).now(), &device).await.is_ok());
    // Killed between the two steps of turning it off: the wish is stored, and a copy of what was lent is back.
    let lent = store.blob_get("lent").await.unwrap().unwrap();
    owner.set_background(OFF, Day(20).now(), &device).await.unwrap();
    store.commit(&vault::Batch::new().put_blob("lent", lent)).await.unwrap();
    owner.lend_on(Day(21).now(), &device).await.unwrap();
    assert_eq!(store.blob_get("lent").await, Ok(None));
}

#[tokio::test]
async fn a_week_away_brings_something_worth_telling_and_nothing_twice() {
    let device = MaskingDevice::default();
    let store = away_with_a_life(&device).await;
    let mut told = BTreeSet::new();
    for day in 0..7 {
        // A worker of its own each time, as the browser wakes it.
        let session = background::open(store.clone(), Day(day).now(), &device).await.unwrap();
        let notices = looked(&session, Day(day)).await.unwrap().unwrap().notices;
        assert!(notices.show.len() <= usize::from(ON.per_day.unwrap()));
        for notice in &notices.show {
            assert!(!notice.title.is_empty() && !notice.body.is_empty(), "{notice:?}");
            assert!(notices.keep.contains(&notice.id));
            assert!(told.insert(notice.id.clone()), "told twice: {notice:?}");
        }
        let ids = notices.show.into_iter().map(|notice| notice.id).collect();
        session.was_told(ids, Day(day).now()).await.unwrap();
    }
    assert!(told.len() > 2, "{told:?}");
    let owner = home(store).await;
    let feed = owner.feed(Day(6).now()).await.unwrap();
    assert!(feed.cards.iter().any(|card| told.contains(card.id.as_str())), "what was told is in the feed");
}

#[tokio::test]
async fn killed_at_any_write_nothing_is_lost_and_the_next_goes_on() {
    let device = MaskingDevice::default();
    let store = away_with_a_life(&device).await;
    let whole = store.copy();
    let session = background::open(whole.clone(), Day(1).now(), &device).await.unwrap();
    let wanted = looked(&session, Day(1)).await.unwrap().unwrap().notices;
    for fault in [Fault::Fails, Fault::KilledBefore, Fault::KilledAfter] {
        for at in 0.. {
            let (disk, place) = (store.copy(), format!("{fault:?} at {at}"));
            let cut = background::open(FaultyStore::over(&disk, at, fault), Day(1).now(), &device).await.unwrap();
            if looked(&cut, Day(1)).await.is_ok() {
                break;
            }
            let next = background::open(disk.clone(), Day(2).now(), &device).await.unwrap();
            assert!(!looked(&next, Day(2)).await.unwrap().unwrap().more, "{place}");
            let owner = home(disk).await;
            let feed = owner.feed(Day(2).now()).await.unwrap();
            assert_eq!(feed.last_run, Some(Day(2).now()), "{place}");
            let cards: BTreeSet<&str> = feed.cards.iter().map(|card| card.id.as_str()).collect();
            assert_eq!(cards.len(), feed.cards.len(), "{place}: none twice");
            let kept = wanted.keep.iter().filter(|id| cards.contains(id.as_str())).count();
            assert!(kept * 2 >= wanted.keep.len(), "{place}: {kept} of {} are there a day later", wanted.keep.len());
            assert_eq!(owner.vault().integrity().await.unwrap().flaws, [], "{place}");
        }
    }
}
