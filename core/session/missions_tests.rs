//! Missions as the app uses them, over a vault in memory.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::cell::Cell;

use jiff::tz::TimeZone;

use super::{
    tests::{PASSPHRASE, Text, bring, mails, new_session, new_session_in, reopened},
    view_missions::{Feed, Nothing, RunView},
    wallet_tests::Clockwork,
    *,
};
use crate::{
    error::Explain,
    ingest::sample,
    memory::{MemoryKind, model::Outcome},
    missions::{
        card::{AgentName, Finding, Wrong},
        feedback::Lessons,
        hands::World,
        ledger::Heart,
        payload::life::LifeCard,
        run::Look,
        state::State as Standing,
        when::Trigger,
    },
    profile::{ikigai::Ikigai, life::Life},
    random::SystemRandom,
    record::RecordId,
    time::Clock,
    vault::{
        self,
        store::memory::MemoryStore,
        testing::{Fault, FaultyStore},
    },
};

const NOON: &str = "2026-06-01T12:00:00Z";

async fn due<S: Store>(session: &Session<S>, trigger: Trigger, clock: &Clockwork) -> RunView {
    session.run_due(trigger, &TimeZone::UTC, clock, &SystemRandom, &|| true).await.unwrap()
}

/// Puts cards that rest on these records into the feed, as an agent would; their ids.
async fn cards(session: &Session<MemoryStore>, records: &[String], clock: &Clockwork) -> Vec<String> {
    let finding = |record: &String| Finding {
        key: vec![record.clone()],
        evidence: vec![RecordId::from_text(record)],
        summary: "Three letters say so.".to_owned(),
        about: record.clone(),
        wrong: vec![Wrong {
            label: "Not so".to_owned(),
            lesson: "not-so".to_owned(),
            says: "It is not so.".to_owned(),
        }],
        ..Finding::new(LifeCard::Insight { topic: "a".to_owned() }.into(), format!("About {record}"))
    };
    let look = Look { findings: records.iter().map(finding).collect(), ..Look::default() };
    let (life, ikigai, lessons) = (Life::default(), Ikigai::default(), Lessons::default());
    let zone = TimeZone::UTC;
    let world = World { life: &life, ikigai: &ikigai, segments: &[], memories: &[], lessons: &lessons, zone: &zone };
    let ids = session.change_missions(|ledger| {
        let ids = ledger.take_up(AgentName::Shopping, look, world, clock.now());
        ledger.present_asked(&ids, clock.now());
        Ok((ids, Vec::new()))
    });
    ids.await.unwrap().into_iter().map(|id| id.as_str().to_owned()).collect()
}

async fn with_mails(clock: &Clockwork) -> (Session<MemoryStore>, Vec<String>) {
    let session = new_session().await;
    bring(&session, Text::new("a.mbox", &mails(0..3)), true).await;
    due(&session, Trigger::Data, clock).await;
    let records = session.records(None, "", 0, 9).items;
    (session, records.into_iter().map(|line| line.id.as_str().to_owned()).collect())
}

async fn feed(session: &Session<MemoryStore>, clock: &Clockwork) -> Feed {
    session.feed(clock.now()).await.unwrap()
}

/// How many of these cards are in the feed. Agents may have put others there.
fn of_these(feed: &Feed, ids: &[String]) -> usize {
    feed.cards.iter().filter(|card| ids.iter().any(|id| id == card.id.as_str())).count()
}

#[tokio::test]
async fn where_nothing_is_due_no_record_is_read_and_nothing_written() {
    let clock = Clockwork::at(NOON);
    let (session, _) = with_mails(&clock).await;
    let store = session.lock();
    let counted = FaultyStore::over(&store, u64::MAX, Fault::Fails);
    let vault = vault::unlock_with_passphrase(counted.clone(), PASSPHRASE).await.unwrap();
    let session = Session::open(vault).await.unwrap();
    let before = counted.writes();
    let run = due(&session, Trigger::Tick, &clock).await;
    assert!(run.looked.is_empty() && !run.more && !run.busy && !run.changed);
    assert_eq!(run.next, Some("2026-06-02T08:00:00Z".parse().unwrap()));
    assert!(session.state.borrow().missions.life.is_none());
    assert_eq!(counted.writes(), before);
}

#[tokio::test]
async fn what_comes_in_is_looked_at_once_also_where_the_import_was_cut_off() {
    let clock = Clockwork::at(NOON);
    let session = new_session().await;
    assert_eq!(feed(&session, &clock).await.nothing, Some(Nothing::NoData));
    bring(&session, Text::new("a.mbox", &mails(0..3)), false).await;
    let session = reopened(session).await;
    assert_eq!(due(&session, Trigger::Tick, &clock).await.looked, AgentName::ALL);
    assert!(due(&session, Trigger::Data, &clock).await.looked.is_empty());
    assert_eq!(feed(&session, &clock).await.last_run, Some(clock.now()));
    // And in the same session, whose life is kept in step.
    bring(&session, Text::new("b.mbox", &mails(3..5)), false).await;
    assert_eq!(due(&session, Trigger::Data, &clock).await.looked, AgentName::ALL);
    assert_eq!(session.state.borrow().missions.life.as_ref().unwrap().mails.len(), 5);
}

#[tokio::test]
async fn a_run_stops_between_two_steps_and_goes_on_there() {
    let clock = Clockwork::at(NOON);
    let session = new_session().await;
    bring(&session, Text::new("a.mbox", &mails(0..3)), false).await;
    let mut looked = Vec::new();
    for _ in 0..AgentName::ALL.len() {
        let steps = Cell::new(0);
        let one = || steps.replace(steps.get() + 1) < 1;
        let run = session.run_due(Trigger::Tick, &TimeZone::UTC, &clock, &SystemRandom, &one).await.unwrap();
        assert!(run.more && run.looked.len() == 1);
        looked.extend(run.looked);
    }
    let last = due(&session, Trigger::Tick, &clock).await;
    assert!(!last.more && last.looked.is_empty());
    assert_eq!(looked, AgentName::ALL);
}

#[tokio::test]
async fn killed_at_any_write_a_run_is_gone_on_with_and_nobody_looks_less_than_once() {
    let clock = Clockwork::at(NOON);
    let session = new_session().await;
    bring(&session, Text::new("a.mbox", &mails(0..3)), false).await;
    let store = session.lock();
    for fault in [Fault::KilledBefore, Fault::KilledAfter] {
        for at in 0..=AgentName::ALL.len() as u64 + 1 {
            clock.set(NOON);
            let store = store.copy();
            let killed = FaultyStore::over(&store, at, fault);
            let session =
                Session::open(vault::unlock_with_passphrase(killed, PASSPHRASE).await.unwrap()).await.unwrap();
            let run = session.run_due(Trigger::Tick, &TimeZone::UTC, &clock, &SystemRandom, &|| true).await;
            assert!(run.is_err(), "{at} writes are enough");
            let vault = vault::unlock_with_passphrase(store, PASSPHRASE).await.unwrap();
            let session = Session::open(vault).await.unwrap();
            due(&session, Trigger::Tick, &clock).await;
            let ledger = session.missions().await.unwrap();
            assert!(ledger.next(clock.now(), &TimeZone::UTC) > Some(clock.now()), "nothing is left, {fault:?} at {at}");
            assert!(!ledger.is_running(clock.now()));
        }
    }
}

#[tokio::test]
async fn two_that_look_at_once_are_one() {
    let clock = Clockwork::at(NOON);
    let session = new_session().await;
    bring(&session, Text::new("a.mbox", &mails(0..3)), false).await;
    let asked = Cell::new(false);
    let in_between = || {
        if !asked.replace(true) {
            let run = at_once(due(&session, Trigger::Tick, &clock));
            assert!(run.busy && run.looked.is_empty());
        }
        true
    };
    let run = session.run_due(Trigger::Tick, &TimeZone::UTC, &clock, &SystemRandom, &in_between).await.unwrap();
    assert!(asked.get());
    assert_eq!(run.looked, AgentName::ALL);
}

#[tokio::test]
async fn who_has_the_vault_next_waits_for_nobody_and_goes_on_where_the_one_before_was() {
    let clock = Clockwork::at(NOON);
    let store = MemoryStore::default();
    let page = new_session_in(store.clone()).await;
    bring(&page, Text::new("a.mbox", &mails(0..3)), false).await;
    let vault = vault::unlock_with_passphrase(store, PASSPHRASE).await.unwrap();
    let worker = Session::open(vault).await.unwrap();
    // The worker comes in the midst of the page's run, before its third step.
    let (steps, by_worker) = (Cell::new(0), Cell::new(Vec::new()));
    let in_between = || {
        steps.set(steps.get() + 1);
        if steps.get() == 3 {
            by_worker.set(at_once(due(&worker, Trigger::Tick, &clock)).looked);
        }
        true
    };
    let run = page.run_due(Trigger::Tick, &TimeZone::UTC, &clock, &SystemRandom, &in_between).await.unwrap();
    assert!(run.busy, "what it was cut off from is another's");
    assert_eq!([run.looked, by_worker.take()].concat(), AgentName::ALL);
}

/// Runs what waits for nothing but memory.
fn at_once<T>(future: impl Future<Output = T>) -> T {
    let mut future = Box::pin(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(done) = future.as_mut().poll(&mut context) {
            return done;
        }
    }
}

#[tokio::test]
async fn a_card_lives_through_its_states_and_stays_sealed() {
    let clock = Clockwork::at(NOON);
    let (session, records) = with_mails(&clock).await;
    let ids = cards(&session, &records, &clock).await;
    let card = session.open_mission(&ids[0], clock.now()).await.unwrap();
    assert_eq!((card.state, card.heart, card.sample), (Standing::Active, Heart::Like, true));
    session.complete_mission(&ids[0], clock.now()).await.unwrap();
    session.dismiss_mission(&ids[1], clock.now()).await.unwrap();
    let until = "2026-06-03T08:00:00Z".parse().unwrap();
    session.snooze_mission(&ids[2], until, clock.now()).await.unwrap();
    let session = reopened(session).await;
    let now = feed(&session, &clock).await;
    assert_eq!((of_these(&now, &ids), now.snoozed.len(), now.done.len(), now.points.total), (0, 1, 1, 100));
    let detail = session.mission(&ids[1]).await.unwrap();
    assert!(detail.undo && detail.evidence.len() == 1 && detail.log.len() == 3);
    session.undo_mission(&ids[1], clock.now()).await.unwrap();
    clock.set("2026-06-03T08:00:00Z");
    assert_eq!(of_these(&feed(&session, &clock).await, &ids), 2, "one taken back, one that was snoozed");
    let unknown = session.mission("nothing").await.unwrap_err();
    assert_eq!(unknown.code(), "unknown-card");
    let again = session.undo_mission(&ids[1], clock.now()).await.unwrap_err();
    assert_eq!(again.code(), "nothing-to-undo");
}

#[tokio::test]
async fn a_card_goes_with_its_evidence() {
    let clock = Clockwork::at(NOON);
    let (session, records) = with_mails(&clock).await;
    let ids = cards(&session, &records, &clock).await;
    session.erase_record(&records[0]).await.unwrap();
    assert!(session.mission(&ids[0]).await.is_err());
    assert_eq!(of_these(&feed(&session, &clock).await, &ids), 2);
    // Its agent looks again, at what is left.
    assert_eq!(due(&session, Trigger::Data, &clock).await.looked, AgentName::ALL);
    session.remove_sample().await.unwrap();
    assert_eq!(of_these(&feed(&session, &clock).await, &ids), 0);
}

#[tokio::test]
async fn what_a_person_did_becomes_an_episode_once() {
    let clock = Clockwork::at(NOON);
    let (session, records) = with_mails(&clock).await;
    let ids = cards(&session, &records, &clock).await;
    session.complete_mission(&ids[0], clock.now()).await.unwrap();
    session.teach(&ids[1], "not-so", clock.now()).await.unwrap();
    assert_eq!(session.lessons().await.unwrap()[0].text, "It is not so.");
    let outcomes = |session: &Session<MemoryStore>| {
        let state = session.state.borrow();
        let episodes = state.memory.book.all().filter(|memory| memory.kind() == MemoryKind::Episode);
        let mut outcomes: Vec<String> = episodes.map(|memory| format!("{:?}", memory.body)).collect();
        outcomes.sort_unstable();
        outcomes
    };
    session.tell_memory(clock.now(), &SystemRandom).await.unwrap();
    assert!(outcomes(&session).is_empty(), "it can still be taken back");
    for _ in 0..2 {
        clock.set("2026-06-01T12:30:00Z");
        session.tell_memory(clock.now(), &SystemRandom).await.unwrap();
        let told = outcomes(&session);
        assert_eq!(told.len(), 2);
        assert!(told.iter().any(|told| told.contains(&format!("{:?}", Outcome::Positive))));
        assert!(told.iter().any(|told| told.contains("It is not so.")));
    }
}

#[tokio::test]
async fn words_are_answered_by_the_agent_they_are_for() {
    let clock = Clockwork::at(NOON);
    let (session, records) = with_mails(&clock).await;
    let known = cards(&session, &records, &clock).await;
    let ask = async |words: &str| {
        let nobody: Option<&crate::inference::StaticEmbedder> = None;
        session.ask_agents(words, nobody, &TimeZone::UTC, clock.now()).await.unwrap()
    };
    // A name finds its cards, whoever made them.
    let answer = ask(&format!("hm, {}?", records[0])).await;
    assert_eq!(answer.cards.iter().map(|card| card.id.as_str()).collect::<Vec<_>>(), [known[0].as_str()]);
    assert!(answer.exact);
    // What nobody knows anything of is said so.
    let nothing = ask("lorem ipsum").await;
    assert_eq!((nothing.agent, nothing.cards.len(), nothing.exact), (None, 0, false));
    assert_eq!(ask("what do I pay for subscriptions").await.agent, Some(AgentName::Shopping));
}

#[tokio::test]
async fn what_is_no_card_yet_answers_a_question_and_is_new_in_its_time() {
    let clock = Clockwork::at(NOON);
    let session = new_session().await;
    let birthday = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Ada Lovelace's birthday\r\n\
                    DTSTART;VALUE=DATE:20151210\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    bring(&session, Text::new("a.ics", birthday), true).await;
    due(&session, Trigger::Data, &clock).await;
    let birthdays = async || {
        let feed = feed(&session, &clock).await;
        feed.cards.iter().filter(|card| card.kind == "birthday").count()
    };
    let nobody: Option<&crate::inference::StaticEmbedder> = None;
    let asked = session.ask_agents("whose birthday is next?", nobody, &TimeZone::UTC, clock.now()).await.unwrap();
    assert_eq!(asked.cards.len(), 1, "{:?}", asked.cards);
    assert_eq!(birthdays().await, 0, "in half a year");
    clock.set("2026-06-02T12:00:00Z");
    due(&session, Trigger::Tick, &clock).await;
    assert_eq!(birthdays().await, 0);
    clock.set("2026-12-01T12:00:00Z");
    let run = due(&session, Trigger::Tick, &clock).await;
    assert!(run.presented.iter().any(|card| card.kind == "birthday"), "{:?}", run.presented);
}

#[tokio::test]
async fn what_the_person_wrote_down_is_kept_in_mind() {
    let clock = Clockwork::at(NOON);
    let session = new_session().await;
    let times = |day: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:{day}\r\nSUMMARY:Dinner with Ann\r\nDTSTART:202604{day}T190000Z\r\n\
             DTEND:202604{day}T210000Z\r\nATTENDEE;CN=Ann Lee:mailto:ann@lee.example\r\nEND:VEVENT\r\n"
        )
    };
    let birthday = "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Ann Lee's birthday\r\nDTSTART;VALUE=DATE:20150610\r\n\
                    RRULE:FREQ=YEARLY\r\nEND:VEVENT\r\n";
    let calendar = format!("BEGIN:VCALENDAR\r\n{birthday}{}{}END:VCALENDAR\r\n", times("07"), times("21"));
    bring(&session, Text::new("a.ics", &calendar), true).await;
    for said in ["Ann Lee loves orchids.", "I am allergic to peanuts.", "Bob is vegan."] {
        session.remember_that(said, None, None, clock.now(), &SystemRandom).await.unwrap();
    }
    due(&session, Trigger::Data, &clock).await;
    let feed = feed(&session, &clock).await;
    let told = async |kind: &str| {
        let card = feed.cards.iter().find(|card| card.kind == kind).unwrap();
        format!("{:?}", session.mission(card.id.as_str()).await.unwrap().reckoning)
    };
    let (gift, evening) = (told("gift").await, told("evening").await);
    assert!(gift.contains("orchids"), "{gift}");
    assert!(evening.contains("peanuts") && !evening.contains("Bob"), "{evening}");
}

/// 15,000 records: the sample life's mails of nine years, thrice, and its bank's lines of 16, and pages.
fn many() -> Vec<Text> {
    let of_a_year = |name: &'static str, year: u32, nth: u32| {
        let id = format!("Message-ID: <{year}.{nth}.");
        let text = replaced(&sample::file(name), b"2026", year.to_string().as_bytes());
        Text::of(name, replaced(&text, b"Message-ID: <", id.as_bytes()))
    };
    let visit = |number: u32| {
        let micros = 1_640_000_000_000_000_u64 + u64::from(number) * 3_600_000_000;
        format!(
            r#"{{"title":"Page {number}","url":"https://site{}.example.com/{number}","time_usec":{micros}}}"#,
            number % 200
        )
    };
    let visits = (0..4_100).map(visit).collect::<Vec<_>>().join(",");
    let mails = (0..27).map(|at| of_a_year("mail.mbox", 2026 - at / 3, at % 3));
    let lines = (2011..2027).map(|year| of_a_year("bank.csv", year, 0));
    let history = Text::new("BrowserHistory.json", &format!(r#"{{"Browser History":[{visits}]}}"#));
    mails.chain(lines).chain([history]).collect()
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut rest = bytes;
    let mut out = Vec::new();
    while let Some(at) = rest.windows(from.len()).position(|window| window == from) {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    out.extend_from_slice(rest);
    out
}

/// `cargo test --lib -- --ignored figures_of_missions --nocapture`
#[tokio::test]
#[ignore = "figures, for docs/missions.md"]
#[allow(clippy::print_stdout, reason = "figures are printed")]
async fn figures_of_missions() {
    let clock = Clockwork::at(NOON);
    let session = new_session().await;
    let mut records = 0;
    for file in many() {
        records += bring(&session, file, false).await.imported;
    }
    let begun = std::time::Instant::now();
    let learnt = session.learn_from_records(&|| false, clock.now(), &SystemRandom).await.unwrap();
    println!("{records} records, {learnt} memories learnt: {:?}", begun.elapsed());
    let begun = std::time::Instant::now();
    due(&session, Trigger::Data, &clock).await;
    println!("the run after it: {:?}", begun.elapsed());
    let session = reopened(session).await;
    let begun = std::time::Instant::now();
    due(&session, Trigger::Tick, &clock).await;
    println!("nothing due: {:?}", begun.elapsed());
    for day in ["first after opening", "with the life in memory"] {
        clock.set(if day.starts_with('f') { "2026-06-02T08:00:00Z" } else { "2026-06-03T08:00:00Z" });
        let begun = std::time::Instant::now();
        let run = due(&session, Trigger::Tick, &clock).await;
        println!("daily run, {day}: {:?}, {} looked", begun.elapsed(), run.looked.len());
    }
}
