//! Downloads that break off, stop, come wrong, and what is here afterwards.

use super::{super::*, fake::*};

const FILE: &str = "cpu.bin";
const LENGTH: usize = 3 * MIB + 12_345;

/// What was asked of the server: the first bytes.
fn asked(world: &World) -> Vec<u64> {
    world.asked.borrow().iter().map(|(_, from, _)| *from).collect()
}

fn serve(world: &World, bytes: Vec<u8>, tag: &str) {
    world.served.borrow_mut().insert(FILE.to_owned(), (bytes, tag.to_owned()));
}

/// A file is here, checked, and to the last byte what the server had.
async fn arrived(engine: &Engine<Fake>, world: &World, whole: &[u8]) {
    assert_eq!(state(engine, FILE).await, (ModelState::Here, whole.len() as u64, None));
    assert!(world.shelf.borrow().values().any(|bytes| bytes == whole));
    assert!(engine.ready().await);
}

#[tokio::test]
async fn a_file_comes_and_is_here_the_next_time() {
    let whole = bytes(LENGTH);
    let (world, catalogue) = (world(&whole), catalogue(&whole));
    let engine = engine(&world, catalogue).await;
    assert_eq!(state(&engine, FILE).await, (ModelState::Absent, 0, None));
    engine.download(FILE).await.unwrap();
    arrived(&engine, &world, &whole).await;
    assert!(world.changes.get() >= 4, "a part is told of");
    let again = super::fake::engine(&world, catalogue).await;
    world.offline.set(true);
    again.download(FILE).await.unwrap();
    arrived(&again, &world, &whole).await;
    assert_eq!(asked(&world), [0]);
}

#[tokio::test]
async fn what_breaks_off_goes_on_from_there() {
    let whole = bytes(LENGTH);
    let (world, catalogue) = (world(&whole), catalogue(&whole));
    let first = engine(&world, catalogue).await;
    world.breaks.borrow_mut().extend([1_500_000, 700_000, 0]);
    assert_eq!(first.download(FILE).await, Err(EngineError::Broken));
    assert_eq!(asked(&world), [0, 1_500_000, 2_200_000]);
    assert_eq!(state(&first, FILE).await, (ModelState::Stopped, 2_200_000, Some("download-broken")));
    // After a reload, and only of the same version.
    let second = engine(&world, catalogue).await;
    assert_eq!(state(&second, FILE).await, (ModelState::Stopped, 2_200_000, None));
    second.download(FILE).await.unwrap();
    assert_eq!(world.asked.borrow().last().unwrap(), &(FILE.to_owned(), 2_200_000, Some("\"one\"".to_owned())));
    arrived(&second, &world, &whole).await;
}

#[tokio::test]
async fn a_server_without_ranges_begins_anew() {
    let whole = bytes(LENGTH);
    let (world, catalogue) = (world(&whole), catalogue(&whole));
    world.no_ranges.set(true);
    let engine = engine(&world, catalogue).await;
    world.breaks.borrow_mut().extend([2 * MIB, MIB]);
    assert_eq!(engine.download(FILE).await, Err(EngineError::Broken), "no further than before: no third time");
    assert_eq!(asked(&world), [0, 2 * MIB as u64]);
    engine.download(FILE).await.unwrap();
    arrived(&engine, &world, &whole).await;
}

#[tokio::test]
async fn a_file_that_changed_meanwhile_is_never_mixed() {
    let (before, whole) = (bytes(LENGTH + 1), bytes(LENGTH));
    for heeds_if_range in [true, false] {
        let (world, catalogue) = (world(&whole), catalogue(&whole));
        world.no_if_range.set(!heeds_if_range);
        world.no_total.set(true);
        serve(&world, before.clone(), "\"before\"");
        world.breaks.borrow_mut().extend([2 * MIB, 0]);
        let engine = engine(&world, catalogue).await;
        assert_eq!(engine.download(FILE).await, Err(EngineError::Broken));
        serve(&world, whole.clone(), "\"one\"");
        engine.download(FILE).await.unwrap();
        arrived(&engine, &world, &whole).await;
    }
}

#[tokio::test]
async fn a_file_that_changes_all_the_time_is_given_up() {
    let whole = bytes(LENGTH);
    let (world, catalogue) = (world(&whole), catalogue(&whole));
    world.no_if_range.set(true);
    world.breaks.borrow_mut().extend([MIB; 9]);
    *world.meanwhile.borrow_mut() = Some(|world| {
        let requests = world.asked.borrow().len();
        let mut served = world.served.borrow_mut();
        served.get_mut(FILE).unwrap().1 = format!("\"{requests}\"");
    });
    let engine = engine(&world, catalogue).await;
    assert_eq!(engine.download(FILE).await, Err(EngineError::Changed));
    assert_eq!(asked(&world).len(), 4);
}

#[tokio::test]
async fn what_is_not_the_file_is_thrown_away() {
    let whole = bytes(LENGTH);
    let mut flipped = whole.clone();
    flipped[2 * MIB] ^= 1;
    // A byte is another, it is too long (with and without its length told), too short.
    let wrong = [(flipped, false), (bytes(LENGTH + 1), false), (bytes(LENGTH + 1), true), (bytes(LENGTH - 1), false)];
    for (wrong, no_total) in wrong {
        let (world, catalogue) = (world(&whole), catalogue(&whole));
        world.no_total.set(no_total);
        serve(&world, wrong, "\"wrong\"");
        let engine = engine(&world, catalogue).await;
        assert_eq!(engine.download(FILE).await, Err(EngineError::Damaged));
        let again = super::fake::engine(&world, catalogue).await;
        for engine in [&engine, &again] {
            assert_eq!(state(engine, FILE).await, (ModelState::Damaged, 0, Some("model-damaged")));
            assert!(!engine.ready().await);
        }
        assert!(world.shelf.borrow().values().all(|bytes| bytes.len() < 100), "nothing of it is kept");
        serve(&world, whole.clone(), "\"right\"");
        again.download(FILE).await.unwrap();
        arrived(&again, &world, &whole).await;
    }
}

#[tokio::test]
async fn a_full_disk_keeps_what_has_come() {
    let whole = bytes(LENGTH);
    let (world, catalogue) = (world(&whole), catalogue(&whole));
    world.room.set(Some(5 * MIB / 2));
    let engine = engine(&world, catalogue).await;
    assert_eq!(engine.download(FILE).await, Err(EngineError::Full));
    let (now, have, problem) = state(&engine, FILE).await;
    assert_eq!((now, problem), (ModelState::Stopped, Some("storage-full")));
    world.room.set(None);
    engine.download(FILE).await.unwrap();
    assert_eq!(asked(&world), [0, have]);
    arrived(&engine, &world, &whole).await;
}

#[tokio::test]
async fn what_the_server_cannot_give_is_told() {
    let whole = bytes(LENGTH);
    let (world, catalogue) = (world(&whole), catalogue(&whole));
    let engine = engine(&world, catalogue).await;
    world.offline.set(true);
    assert_eq!(engine.download(FILE).await, Err(EngineError::Broken));
    assert_eq!(state(&engine, FILE).await, (ModelState::Absent, 0, Some("download-broken")));
    world.offline.set(false);
    world.status.set(Some(503));
    assert_eq!(engine.download(FILE).await, Err(EngineError::Refused(503)));
    world.served.borrow_mut().clear();
    assert_eq!(engine.download(FILE).await, Err(EngineError::Unavailable));
    assert_eq!(state(&engine, FILE).await, (ModelState::Unavailable, 0, Some("model-unavailable")));
    assert_eq!(engine.quick().await, Ok(None));
    assert_eq!(engine.download("other.bin").await, Err(EngineError::Unknown));
}

#[tokio::test]
async fn two_who_ask_share_a_download_and_its_stop() {
    let whole = bytes(LENGTH);
    let (world, catalogue) = (world(&whole), catalogue(&whole));
    let engine = engine(&world, catalogue).await;
    let stopping = async {
        while world.shelf.borrow().values().all(|bytes| bytes.len() < MIB) {
            tokio::task::yield_now().await;
        }
        assert_eq!(state(&engine, FILE).await.0, ModelState::Downloading);
        engine.stop(FILE);
    };
    let (one, other, ()) = tokio::join!(engine.download(FILE), engine.download(FILE), stopping);
    assert_eq!([one, other], [Err(EngineError::Stopped), Err(EngineError::Stopped)]);
    assert_eq!(asked(&world), [0]);
    let (now, have, problem) = state(&engine, FILE).await;
    assert_eq!((now, problem), (ModelState::Stopped, None));
    assert!(have >= MIB as u64);
    let both = tokio::join!(engine.download(FILE), engine.download(FILE));
    assert_eq!(both, (Ok(()), Ok(())));
    assert_eq!(asked(&world), [0, have]);
    arrived(&engine, &world, &whole).await;
}

#[tokio::test]
async fn what_is_removed_comes_back_only_when_asked_for() {
    let whole = bytes(LENGTH);
    let (world, catalogue) = (world(&whole), catalogue(&whole));
    let engine = engine(&world, catalogue).await;
    assert_eq!(engine.quick().await, Ok(Some(b"a table".to_vec())));
    engine.download(FILE).await.unwrap();
    assert_eq!(engine.embed(&["x"], true).await.unwrap().len(), 1);
    for file in ["quick.bin", FILE] {
        engine.remove(file).await.unwrap();
        assert_eq!(state(&engine, file).await, (ModelState::Absent, 0, None));
    }
    let asked_before = world.asked.borrow().len();
    assert_eq!(engine.quick().await, Ok(None));
    assert_eq!(engine.embed(&["x"], true).await, Err(EngineError::Inference(InferenceError::Absent)));
    assert_eq!(world.asked.borrow().len(), asked_before);
    engine.download("quick.bin").await.unwrap();
    assert_eq!(engine.quick().await, Ok(Some(b"a table".to_vec())));
    // In the middle of a download, too.
    let removing = async {
        while world.shelf.borrow().values().all(|bytes| bytes.len() < MIB) {
            tokio::task::yield_now().await;
        }
        engine.remove(FILE).await.unwrap();
    };
    let (outcome, ()) = tokio::join!(engine.download(FILE), removing);
    assert_eq!(outcome, Err(EngineError::Stopped));
    assert_eq!(state(&engine, FILE).await, (ModelState::Absent, 0, None));
}

#[tokio::test]
async fn files_of_other_versions_go() {
    let (old, new) = (bytes(LENGTH), bytes(LENGTH - 7));
    let world = world(&old);
    let first = engine(&world, catalogue(&old)).await;
    first.download(FILE).await.unwrap();
    first.quick().await.unwrap();
    let second = engine(&world, catalogue(&new)).await;
    assert_eq!(state(&second, FILE).await, (ModelState::Absent, 0, None));
    assert_eq!(state(&second, "quick.bin").await.0, ModelState::Here);
    assert!(!world.shelf.borrow().values().any(|bytes| *bytes == old));
}

#[tokio::test]
async fn what_came_whole_and_was_not_checked_is_checked_without_the_server() {
    let whole = bytes(LENGTH);
    let (world, catalogue) = (world(&whole), catalogue(&whole));
    let engine = engine(&world, catalogue).await;
    engine.download(FILE).await.unwrap();
    let note = world.shelf.borrow().keys().find(|name| name.ends_with("cpu.bin.note")).unwrap().clone();
    world.shelf.borrow_mut().insert(note, b"tag \"one\"".to_vec());
    world.offline.set(true);
    assert_eq!(state(&engine, FILE).await.0, ModelState::Stopped);
    engine.download(FILE).await.unwrap();
    arrived(&engine, &world, &whole).await;
}

#[tokio::test]
async fn what_storage_lost_or_damaged_is_got_again() {
    let whole = [b"bad", bytes(1000).as_slice()].concat();
    let (world, catalogue) = (world(&whole), catalogue(&whole));
    let engine = engine(&world, catalogue).await;
    engine.download(FILE).await.unwrap();
    let refused = engine.embed(&["x"], true).await;
    assert!(matches!(refused, Err(EngineError::Inference(InferenceError::NoModel(_)))));
    assert_eq!(state(&engine, FILE).await.0, ModelState::Damaged);
    engine.download(FILE).await.unwrap();
    let name = world.shelf.borrow().keys().find(|name| name.ends_with(FILE)).unwrap().clone();
    world.shelf.borrow_mut().get_mut(&name).unwrap().truncate(500);
    assert!(!engine.ready().await);
    assert_eq!(engine.embed(&["x"], true).await, Err(EngineError::Inference(InferenceError::Absent)));
    engine.download(FILE).await.unwrap();
    arrived(&engine, &world, &whole).await;
}
