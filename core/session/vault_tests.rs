//! What a person does with their vault as a whole: back up and come back, see what takes room, change the ways in.

use super::{
    Session, SessionError, backup, onboarding,
    tests::{PASSPHRASE, Text, bring, mails, new_session, reopened},
    view_keys::StorageKind,
};
use crate::{
    error::Explain,
    random::SystemRandom,
    time::{Clock, Time},
    vault::{
        self, Words, WrapKind,
        backup::{FileFault, How, Pieces, Sink},
        store::memory::MemoryStore,
        testing::{CHEAP, MaskingDevice},
    },
};

/// So many days after the noon at which the other tests' files are brought in.
struct Day(i64);

impl Clock for Day {
    fn now(&self) -> Time {
        Time::from_unix_seconds(1_780_308_000 + self.0 * 86_400).unwrap()
    }
}

#[derive(Default)]
struct File(Vec<u8>, bool);

impl Sink for File {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }
}

impl Pieces for File {
    async fn next(&mut self) -> Result<Option<Vec<u8>>, FileFault> {
        let first = !std::mem::replace(&mut self.1, true);
        Ok(first.then(|| self.0.clone()))
    }

    fn rewind(&mut self) {
        self.1 = false;
    }
}

const WHOLE: How = How { replace: false, partial: false };

#[tokio::test]
async fn a_session_is_backed_up_and_comes_back_elsewhere() {
    let session = new_session().await;
    bring(&session, Text::new("mail.mbox", &mails(0..30)), false).await;
    let mut file = File::default();
    session.back_up(&mut file, &Day(1), &SystemRandom).await.unwrap();
    let wrong = backup::restore(MemoryStore::default(), &mut file, "wrong horse", WHOLE).await.err().unwrap();
    assert_eq!(wrong.code(), "wrong-passphrase");
    let (vault, restored) = backup::restore(MemoryStore::default(), &mut file, PASSPHRASE, WHOLE).await.unwrap();
    assert_eq!((restored.whole, restored.made), (true, Some(Day(1).now())));
    let back = Session::open(vault).await.unwrap();
    assert_eq!(back.overview().total, 30);
    assert_eq!(back.profile().segments.len(), session.profile().segments.len());
}

#[tokio::test]
async fn a_person_is_reminded_two_weeks_after_the_first_data_or_the_last_backup() {
    let session = new_session().await;
    assert!(!session.backup(Day(99).now()).due, "nothing would be lost");
    bring(&session, Text::new("mail.mbox", &mails(0..3)), true).await;
    assert!(!session.backup(Day(99).now()).due, "the sample life can be had again");
    bring(&session, Text::new("more.mbox", &mails(3..6)), false).await;
    assert!(!session.backup(Day(14).now()).due);
    assert!(session.backup(Day(15).now()).due);
    session.backed_up(&Day(15)).await.unwrap();
    let session = reopened(session).await;
    let told = session.backup(Day(20).now());
    assert_eq!((told.at, told.days, told.due), (Some(Day(15).now()), Some(5), false));
    assert!(!session.backup(Day(29).now()).due);
    assert!(session.backup(Day(30).now()).due);
    assert_eq!(session.backup(Day(0).now()).days, Some(0), "a clock that went back");
}

#[tokio::test]
async fn what_takes_room_is_named_as_a_person_would() {
    let session = new_session().await;
    bring(&session, Text::new("mail.mbox", &mails(0..30)), false).await;
    let stored = session.storage().await.unwrap();
    assert_eq!(stored.kinds.iter().map(|kind| kind.bytes).sum::<u64>(), stored.total);
    assert!(stored.kinds.is_sorted_by_key(|kind| std::cmp::Reverse(kind.bytes)));
    let of = |wanted| stored.kinds.iter().find(|stored| stored.kind == wanted).map_or(0, |stored| stored.bytes);
    assert!(of(StorageKind::Records) > 1_000 && of(StorageKind::Keys) > 500, "{stored:?}");
}

#[tokio::test]
async fn the_passphrase_and_the_root_are_changed_only_by_who_knows_a_secret() {
    let session = new_session().await;
    bring(&session, Text::new("mail.mbox", &mails(0..9)), false).await;
    let (now, device) = (Day(1).now(), MaskingDevice::default());
    let stranger = session.change_passphrase("a guess", "a new passphrase", CHEAP, now, &SystemRandom).await;
    assert_eq!(stranger.unwrap_err().code(), "wrong-passphrase");
    let stranger = session.renew_root("a guess", &device, &SystemRandom, &|| false).await;
    assert_eq!(stranger.unwrap_err().code(), "wrong-passphrase");
    assert!(session.renew_root(PASSPHRASE, &device, &SystemRandom, &|| false).await.unwrap());
    session.change_passphrase(PASSPHRASE, "a new passphrase", CHEAP, now, &SystemRandom).await.unwrap();
    let view = session.keys().unwrap();
    assert_eq!((view.lock_after, view.renewing), (Some(15), false));
    let told: Vec<_> = view.ways.iter().map(|way| (way.kind, way.added)).collect();
    assert_eq!(told, [(WrapKind::Words, None), (WrapKind::Passphrase, Some(now))]);
    session.lock_after(Some(0)).await.unwrap();
    let store = session.lock();
    assert!(vault::unlock_with_passphrase(store.clone(), PASSPHRASE).await.is_err());
    let vault = vault::unlock_with_passphrase(store, "a new passphrase").await.ok().unwrap();
    let session = Session::open(vault).await.unwrap();
    assert_eq!(session.overview().total, 9);
    assert_eq!(session.keys().unwrap().lock_after, Some(1), "no shorter than a minute");
}

#[tokio::test]
async fn whoever_locks_their_vault_has_it_locked() {
    let session = new_session().await;
    let device = MaskingDevice::default();
    session.keep_unlocked(&device, true).await.unwrap();
    session.leave(&device).await.unwrap();
    let store = session.lock();
    assert!(vault::unlock_with_device(store.clone(), &device).await.is_err());
    let vault = vault::unlock_with_passphrase(store.clone(), PASSPHRASE).await.ok().unwrap();
    Session::open(vault).await.unwrap().arrive(&device).await;
    assert!(vault::unlock_with_device(store, &device).await.is_ok());
}

#[tokio::test]
async fn words_that_somebody_has_make_a_vault_of_the_same_person() {
    let words = Words::generate(&SystemRandom).unwrap();
    let text = words.list().join(" ");
    let mut seeds = Vec::new();
    for _ in 0..2 {
        let made = onboarding::again(MemoryStore::default(), &SystemRandom, PASSPHRASE, &text, CHEAP).await.unwrap();
        seeds.push(*made.identity_seed().unwrap().expose());
    }
    assert_eq!(seeds.first(), seeds.last());
    let wrong = onboarding::again(MemoryStore::default(), &SystemRandom, PASSPHRASE, "zebra", CHEAP).await;
    assert!(matches!(wrong.err(), Some(SessionError::Words(_))));
}
