//! What models have read, in the vault: what it looks like, and when it goes.

use std::rc::Rc;

use super::{
    memory_tests::{everything, says},
    reading_tests::{Fake, Room, STORED, ids},
    tests::{PASSPHRASE, Text, bring},
    vectors::{Entry, Thing},
    view_keys::StorageKind,
    view_memory::{MemoryChange, MemoryFilter},
    view_reading::ReadingState,
    *,
};
use crate::{
    memory::{MemoryId, search::Row, testing::day},
    random::SystemRandom,
    record::{RecordId, Source},
    vault::{store::Batch, testing::MaskingDevice},
};

#[test]
fn an_entry_is_what_it_was_and_no_bytes_are_trusted() {
    let row = Row::of(&[1.0, -2.0, 3.0]).unwrap();
    let read = Entry { thing: Thing::Memory(MemoryId::from_text("M1")), mark: 7, row: Some(row) };
    let empty = Entry { thing: Thing::Record(RecordId::from_text("R1")), mark: 1, row: None };
    for entry in [read, empty] {
        let bytes = entry.to_bytes();
        assert_eq!(Entry::from_bytes(&bytes).unwrap(), entry);
        for at in 0..bytes.len() {
            drop(Entry::from_bytes(&bytes[..at]));
            let mut bytes = bytes.clone();
            bytes[at] ^= 0x81;
            drop(Entry::from_bytes(&bytes));
        }
        assert!(Entry::from_bytes(&bytes[..bytes.len() - 1]).is_err());
    }
}

#[tokio::test]
async fn what_is_forgotten_while_it_is_read_is_not_kept() {
    const SECRET: &str = "Zephyrinox";
    let room = Room::with_mails(0..60).await;
    let memory = room.say(&format!("{SECRET} is my friend")).await;
    let records = ids(&room.session());
    let (session, id, record) = (room.session(), memory.clone(), records[0].clone());
    room.model.meanwhile(async move {
        session.forget_memory(&id, day(11), &SystemRandom).await.unwrap();
        session.erase_record(record.as_str()).await.unwrap();
    });
    room.read().await;
    let things = room.things().await;
    assert_eq!(things.len(), 59);
    assert!(!things.contains(&Thing::Memory(MemoryId::from_text(&memory))));
    assert!(!things.contains(&Thing::Record(records[0].clone())));
    assert_eq!(room.view().state, ReadingState::Done);
    assert!(says(&everything(&room.session(), &room.store).await, &memory) == 0);
}

#[tokio::test]
async fn what_is_forgotten_or_erased_takes_its_vectors_along_in_one_step() {
    let room = Room::with_mails(0..200).await;
    let bank = "Date,Description,Amount,Currency\n2026-05-01,SPOTIFY P1234,-10.99,GBP\n";
    bring(&room.session(), Text::new("bank.csv", bank), false).await;
    let tea = room.say("I like green tea").await;
    room.say("I like black coffee").await;
    room.read().await;
    assert_eq!(room.things().await.len(), 203);
    let named = async |id: &str| says(&everything(&room.session(), &room.store).await, id);
    assert!(named(&tea).await >= 2);

    room.reload().await;
    let receipt = room.session().forget_memory(&tea, day(12), &SystemRandom).await.unwrap();
    assert_eq!(receipt.removed.vectors, 1, "also where no model was used since the vault was opened");
    assert_eq!(named(&tea).await, 0);
    let record = ids(&room.session())[7].clone();
    assert!(named(record.as_str()).await >= 2);
    room.session().erase_record(record.as_str()).await.unwrap();
    assert_eq!(named(record.as_str()).await, 0);
    assert_eq!(room.things().await.len(), 201);
    let import = room.session().overview().imports.iter().find(|import| import.file == "a.mbox").unwrap().id;
    room.session().erase_import(import).await.unwrap();
    assert_eq!(room.things().await.len(), 2);
    room.session().erase_source(Source::Transaction).await.unwrap();
    assert_eq!(room.things().await.len(), 1);
    drop(room.way());
    let (read, before) = (room.view(), room.model.asked.get());
    assert_eq!((read.done, read.total), (1, 1));
    room.read().await;
    assert_eq!(room.model.asked.get(), before);
    let session = Rc::try_unwrap(room.session.take().unwrap()).ok().unwrap();
    session.erase_everything().await.unwrap();
    assert!(room.store.namespaces().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_new_wording_is_read_anew_and_the_old_one_goes() {
    let room = Room::with_mails(0..10).await;
    let tea = room.say("I like green tea").await;
    room.read().await;
    let change = |text: Option<&str>, context: Option<&str>| MemoryChange {
        text: text.map(str::to_owned),
        context: context.map(str::to_owned),
        ..MemoryChange::default()
    };
    room.session().edit_memory(&tea, change(None, Some("food")), day(12), &SystemRandom).await.unwrap();
    assert_eq!(room.view().state, ReadingState::Done, "it says the same");
    room.session().edit_memory(&tea, change(Some("I like juice"), None), day(12), &SystemRandom).await.unwrap();
    assert_eq!((room.view().done, room.view().total), (10, 11));
    room.reload().await;
    room.read().await;
    assert_eq!(room.model.read.borrow().as_slice(), ["I like juice"]);
    assert_eq!(room.things().await.len(), 11);
}

#[tokio::test]
async fn what_cannot_be_read_of_the_vectors_is_made_anew() {
    let room = Room::with_mails(0..400).await;
    room.read().await;
    let mut segments = room.store.read(&STORED, 0..=u64::MAX).await.unwrap();
    let (seq, sealed) = &mut segments[1];
    sealed[60] ^= 1;
    room.store.commit(&Batch::new().put(&STORED, *seq, sealed.clone())).await.unwrap();
    room.reload().await;
    room.read().await;
    assert_eq!(room.model.read.borrow().len(), 128);
    assert_eq!(room.things().await.len(), 400, "the damaged segment is gone");
    // An entry of another build.
    room.session().vault().append(&STORED, &[b"\x09what is this".to_vec()]).await.unwrap();
    room.reload().await;
    room.say("I like green tea").await;
    room.read().await;
    assert_eq!(room.things().await.len(), 401);
    assert_eq!(room.model.read.borrow().len(), 1);
}

#[tokio::test]
async fn another_model_or_another_size_begins_anew() {
    let mut room = Room::with_mails(0..150).await;
    room.read().await;
    for (id, dims) in [("fake@1", 256), ("other@2", 256), ("fake@1", 384)] {
        room.model = Fake::of(id, dims);
        room.read().await;
        assert_eq!(room.model.read.borrow().len(), 150, "{id} {dims}");
        let stored = room.store.namespaces().await.unwrap();
        let stored: Vec<String> = stored.iter().map(ToString::to_string).filter(|it| it.starts_with("vec")).collect();
        assert_eq!(stored, [format!("vectors.{}", id.replace('@', "."))]);
        room.reload().await;
        room.read().await;
        assert!(room.model.read.borrow().is_empty(), "{id} {dims}");
    }
    room.session().reader_is(None);
    assert_eq!(room.view().state, ReadingState::NoModel, "what was read stays for when the model is back");
    assert_eq!(room.things().await.len(), 150);
}

#[tokio::test]
async fn many_small_segments_become_few() {
    let room = Room::with_mails(0..130).await;
    for number in 0..40 {
        room.say(&format!("I have been to place {number}")).await;
        room.read().await;
    }
    let segments = room.store.read(&STORED, 0..=u64::MAX).await.unwrap().len();
    assert!(segments < 20, "{segments}");
    assert_eq!(room.things().await.len(), 170);
    let places = room.session().memories("", &MemoryFilter::default(), 0, 100, day(20)).items;
    for line in places.iter().take(30) {
        room.session().forget_memory(line.id.as_str(), day(20), &SystemRandom).await.unwrap();
    }
    assert_eq!(room.things().await.len(), 140);
    room.reload().await;
    room.read().await;
    assert_eq!((room.view().done, room.model.read.borrow().len()), (140, 0));
}

#[tokio::test]
async fn a_new_root_a_snapshot_and_what_takes_room_go_on_with_it() {
    let room = Room::with_mails(0..600).await;
    room.read().await;
    let stored = room.session().storage().await.unwrap();
    let indexes = stored.kinds.iter().find(|stored| stored.kind == StorageKind::Indexes).map_or(0, |it| it.bytes);
    assert!(indexes > 600 * 400, "{stored:?}");
    room.session().settle(&super::tests::Noon).await.unwrap();
    let (_, snapshot) = room.session().vault().snapshot_get("records").await.unwrap().unwrap();
    let named = b"fake@1";
    assert!(!snapshot.windows(named.len()).any(|part| part == named), "opening does not wait for vectors");
    let session = Rc::try_unwrap(room.session.take().unwrap()).ok().unwrap();
    assert!(session.renew_root(PASSPHRASE, &MaskingDevice::default(), &SystemRandom, &|| false).await.unwrap());
    room.session.replace(Some(Rc::new(session)));
    room.reload().await;
    room.read().await;
    assert_eq!((room.view().done, room.model.read.borrow().len()), (600, 0), "nothing was read again");
}
