//! Memory as the app and an agent use it, over a vault in memory.

use std::collections::BTreeSet;

use super::{
    memory_agent::{Observation, Wanted},
    tests::{Text, bring, mails, new_session, reopened},
    view_memory::{MemoryChange, MemoryFilter, MemoryState},
    *,
};
use crate::{
    error::Explain,
    inference::{Embedder, InferenceError, ModelId},
    memory::{
        MemoryKind, Tier, Verdict,
        candidate::{Candidate, EntityKind, Subject},
        gate::Refusal,
        model::{Episode, Outcome},
        testing::{candidate, day},
        transfer::Format,
    },
    random::SystemRandom,
    record::{RecordId, Source},
    vault::store::memory::MemoryStore,
};

type Session = super::Session<MemoryStore>;

/// What nothing else in a vault says.
const SECRET: &str = "Zephyrinox";

async fn learn(session: &Session, candidates: Vec<Candidate>) -> Vec<Verdict> {
    session.learn(candidates, day(10), &SystemRandom).await.unwrap()
}

async fn say(session: &Session, text: &str) -> String {
    session.remember_that(text, None, None, day(10), &SystemRandom).await.unwrap().id.as_str().to_owned()
}

fn texts(session: &Session, query: &str, filter: &MemoryFilter) -> BTreeSet<String> {
    let page = session.memories(query, filter, 0, 100, day(20));
    page.items.into_iter().map(|line| line.text).collect()
}

/// Every plaintext that the vault gives, and every byte that lies in its store.
pub(super) async fn everything(session: &Session, store: &MemoryStore) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for namespace in store.namespaces().await.unwrap() {
        all.push(namespace.to_string().into_bytes());
        for segment in session.vault().read(&namespace, 0..=u64::MAX).await.unwrap() {
            all.extend(segment.entries.unwrap());
        }
        all.extend(store.read(&namespace, 0..=u64::MAX).await.unwrap().into_iter().map(|(_, sealed)| sealed));
    }
    for name in store.blobs().await.unwrap() {
        all.extend(store.blob_get(&name).await.unwrap());
        if let Some(blob) = name.strip_prefix("blob.") {
            all.extend(session.vault().blob_get(blob).await.unwrap());
        }
        all.push(name.into_bytes());
    }
    all
}

pub(super) fn says(all: &[Vec<u8>], what: &str) -> usize {
    let what = what.to_lowercase();
    all.iter().filter(|bytes| String::from_utf8_lossy(bytes).to_lowercase().contains(&what)).count()
}

#[tokio::test]
async fn a_forgotten_memory_is_nowhere_in_the_store() {
    let store = MemoryStore::default();
    let session = super::tests::new_session_in(store.clone()).await;
    let name = Candidate { tier: Tier::Sensitive, ..candidate("partner", SECRET) };
    let about = Candidate {
        subject: Subject::Entity { kind: EntityKind::Person, name: SECRET.to_owned() },
        text: format!("{SECRET} is vegan"),
        ..candidate("diet", "vegan")
    };
    learn(&session, vec![name, about]).await;
    say(&session, "I like green tea").await;
    let filter = MemoryFilter { kinds: Some(vec![MemoryKind::Relationship]), ..MemoryFilter::default() };
    let id = session.memories("", &filter, 0, 9, day(10)).items[0].id.clone();
    let change = MemoryChange { context: Some("love".to_owned()), ..MemoryChange::default() };
    session.edit_memory(id.as_str(), change, day(11), &SystemRandom).await.unwrap();
    // An agent says the name where the guard notes it.
    let agent = session.agent("restaurant", day(12)).await.unwrap();
    let reason = format!("to choose a table that {SECRET} will like as well");
    let travel = session.agent("travel", day(12)).await.unwrap();
    let wanted = Wanted { query: SECRET, context: None, limit: 9, reason: &reason };
    assert!(!travel.search_memories(wanted, day(12)).await.unwrap().is_empty());
    agent.invalidate_memory(id.as_str(), &reason, day(12), &SystemRandom).await.unwrap();
    assert!(says(&everything(&session, &store).await, SECRET) > 4);

    let entity = session.memory_overview().entities.into_iter().find(|entity| entity.name == SECRET).unwrap();
    let receipt = session.forget_memory(entity.id.as_str(), day(13), &SystemRandom).await.unwrap();
    assert_eq!((receipt.removed.facts, receipt.removed.mentions), (3, 1));
    assert_eq!(says(&everything(&session, &store).await, SECRET), 0);
    assert!(!serde_json::to_string(&receipt).unwrap().contains(entity.id.as_str()));
    let session = reopened(session).await;
    assert_eq!(says(&everything(&session, &store).await, SECRET), 0);
    assert_eq!(texts(&session, "", &MemoryFilter::default()), BTreeSet::from(["I like green tea".to_owned()]));
    let again = learn(&session, vec![candidate("partner", SECRET)]).await;
    assert_eq!(again, [Verdict::Refused(Refusal::Forgotten)]);
}

#[tokio::test]
async fn erased_evidence_takes_what_rested_on_it_alone() {
    let store = MemoryStore::default();
    let session = super::tests::new_session_in(store.clone()).await;
    bring(&session, Text::new("a.mbox", &mails(0..2)), false).await;
    let records: Vec<RecordId> =
        session.records(Some(Source::Email), "", 0, 9).items.into_iter().map(|line| line.id).collect();
    let resting = |object: &str, sources: &[RecordId]| Candidate {
        sources: sources.to_vec(),
        ..candidate("subscription", object)
    };
    learn(&session, vec![resting(SECRET, &records[..1]), resting("Spotify", &records)]).await;
    let spotify = session.memories("spotify", &MemoryFilter::default(), 0, 9, day(11)).items;
    let spotify = spotify.iter().find(|line| line.kind == MemoryKind::Relationship).unwrap().id.clone();
    assert_eq!(session.memory(spotify.as_str(), day(11)).unwrap().evidence.len(), 2);

    session.erase_record(records[0].as_str()).await.unwrap();
    assert_eq!(says(&everything(&session, &store).await, SECRET), 0);
    assert_eq!(session.memory(spotify.as_str(), day(11)).unwrap().evidence.len(), 1);
    session.erase_source(Source::Email).await.unwrap();
    assert_eq!(session.memory_overview().total, 0);
    // Unlike what is forgotten, it comes back with its evidence.
    assert!(matches!(learn(&session, vec![resting(SECRET, &records[..1])]).await[..], [Verdict::Added(_)]));
}

#[tokio::test]
async fn what_the_person_does_survives_a_lock() {
    let session = new_session().await;
    let tea = say(&session, "I like green tea").await;
    let gym = say(&session, "I go to the gym on Mondays").await;
    let change =
        MemoryChange { tier: Some(Tier::Private), context: Some("health".to_owned()), ..MemoryChange::default() };
    session.edit_memory(&gym, change, day(11), &SystemRandom).await.unwrap();
    let coffee = session.correct_memory(&tea, "I like coffee", Some(day(5)), day(12), &SystemRandom).await.unwrap();
    session.archive_memory(&gym).await.unwrap();

    let session = reopened(session).await;
    let shown = |state| texts(&session, "", &MemoryFilter { state: Some(state), ..MemoryFilter::default() });
    assert_eq!(shown(MemoryState::Ended), BTreeSet::from(["I like green tea".to_owned()]));
    assert_eq!(shown(MemoryState::Kept), BTreeSet::from(["I like coffee".to_owned()]));
    assert_eq!(shown(MemoryState::Archived), BTreeSet::from(["I go to the gym on Mondays".to_owned()]));
    assert_eq!(session.memory(&tea, day(13)).unwrap().history.len(), 1);
    assert_eq!(session.memory(coffee.id.as_str(), day(13)).unwrap().line.from, Some(day(5)));
    session.restore_memory(&gym, day(13), &SystemRandom).await.unwrap();
    let merged = session.merge_memories(coffee.id.as_str(), &gym, day(14), &SystemRandom).await.unwrap();
    assert!((merged.strength - 1.5).abs() < 1e-6);
    let overview = session.memory_overview();
    assert_eq!((overview.total, overview.kinds.fact, overview.archived), (2, 2, 0));
    let error = session.forget_memory(&gym, day(14), &SystemRandom).await.unwrap_err();
    assert_eq!(error.code(), "unknown-memory");
}

#[tokio::test]
async fn both_timelines_can_be_looked_back_on() {
    let session = new_session().await;
    let said = |from, object: &str| Candidate { valid_from: Some(day(from)), ..candidate("employer", object) };
    session.learn(vec![said(1, "Acme")], day(10), &SystemRandom).await.unwrap();
    session.learn(vec![said(5, "Globex")], day(15), &SystemRandom).await.unwrap();
    let firms = |filter: MemoryFilter| {
        let kinds = Some(vec![MemoryKind::Relationship]);
        texts(&session, "", &MemoryFilter { kinds, ..filter })
    };
    let set = |names: &[&str]| names.iter().map(|name| format!("You employer {name}")).collect::<BTreeSet<_>>();
    let span = |from, to| MemoryFilter { from: Some(from), to: Some(to), ..MemoryFilter::default() };
    assert_eq!(firms(span(day(2), day(3))), set(&["Acme"]), "when it held");
    assert_eq!(firms(span(day(6), day(7))), set(&["Globex"]));
    assert_eq!(firms(span(day(4), day(6))), set(&["Acme", "Globex"]));
    let known = |at| MemoryFilter { as_of: Some(at), ..MemoryFilter::default() };
    assert_eq!(firms(known(day(9))), set(&[]), "nothing was known yet");
    assert_eq!(firms(known(day(12))), set(&["Acme"]), "as it was known then: Acme, without an end");
    assert_eq!(firms(known(day(16))), set(&["Globex"]));
    let before = MemoryFilter { as_of: Some(day(12)), ..span(day(6), day(7)) };
    assert_eq!(firms(before.clone()), set(&["Acme"]), "what was believed on the 12th of the 6th");
    assert_eq!(session.memories("acme", &before, 0, 9, day(20)).items[0].to, None);
}

#[tokio::test]
async fn an_agent_has_what_the_guard_lets_through_and_the_rest_is_noted() {
    let session = new_session().await;
    let tiered = |tier, object: &str| Candidate { tier, ..candidate("likes", object) };
    learn(
        &session,
        vec![
            tiered(Tier::Public, "soup of the day"),
            tiered(Tier::Sensitive, "soup with wine"),
            tiered(Tier::Private, "soup for the sick"),
        ],
    )
    .await;
    let agent = session.agent("restaurant", day(11)).await.unwrap();
    let look = |reason: &'static str| Wanted { query: "soup", context: None, limit: 9, reason };
    assert_eq!(agent.search_memories(look(""), day(11)).await.unwrap().len(), 1);
    assert_eq!(agent.search_memories(look("to order a meal for this evening"), day(12)).await.unwrap().len(), 2);
    assert_eq!(session.agent("nobody", day(13)).await.err().unwrap().code(), "memory-denied");
    let diagnostic = session.agent("diagnostic", day(13)).await.unwrap();
    let seen = Observation { content: "Eats soup daily", context: "dining", confidence: 0.9 };
    let refused = diagnostic.save_observation(seen.clone(), day(13), &SystemRandom).await.unwrap_err();
    assert_eq!(refused.code(), "memory-denied");

    let session = reopened(session).await;
    let audit = session.memory_audit(0, 99).await.unwrap();
    let line = |index: usize| {
        let line = &audit.items[index];
        (line.agent.as_str(), line.action.name(), line.tier, line.granted)
    };
    assert_eq!(audit.total, 6);
    assert_eq!(line(0), ("diagnostic", "write", Tier::Public, false));
    assert_eq!(line(1), ("nobody", "read", Tier::Public, false));
    assert_eq!(line(2), ("restaurant", "search", Tier::Sensitive, true));
    assert_eq!(line(3), ("restaurant", "search", Tier::Private, false));
    assert_eq!(line(5), ("restaurant", "search", Tier::Sensitive, false));
    let wine = session.memories("wine", &MemoryFilter::default(), 0, 1, day(14)).items.remove(0);
    let used = session.memory(wine.id.as_str(), day(14)).unwrap().used;
    assert_eq!((used.len(), used[0].by.as_str(), used[0].at), (1, "restaurant", day(12)));
    // What it was shown it cannot confirm.
    let agent = session.agent("restaurant", day(14)).await.unwrap();
    let echo = Observation { content: &wine.text, context: "general", confidence: 1.0 };
    let echoed = agent.save_observation(echo, day(14), &SystemRandom).await.unwrap();
    assert_eq!(echoed, Verdict::Refused(Refusal::Recalled));
    assert!(matches!(agent.save_observation(seen, day(14), &SystemRandom).await.unwrap(), Verdict::Added(_)));
}

#[tokio::test]
async fn episodes_are_their_agents_and_bad_ones_propose_rules() {
    let session = new_session().await;
    let travel = session.agent("travel", day(1)).await.unwrap();
    let flight = |outcome, feedback: Option<&str>| Episode {
        reasoning: "It was the cheapest".to_owned(),
        action: "Booked a connection through Atlanta".to_owned(),
        outcome,
        feedback: feedback.map(str::to_owned),
        agent: String::new(),
        mission: Some("m1".to_owned()),
        tags: Vec::new(),
    };
    let bad = flight(Outcome::Negative, Some("No more layovers"));
    travel.save_episode("A flight to Paris", bad, day(1), &SystemRandom).await.unwrap();
    travel.save_episode("A flight to Rome", flight(Outcome::Positive, None), day(2), &SystemRandom).await.unwrap();
    let similar = travel.similar_episodes("flight to Tokyo", Some(Outcome::Negative), day(3)).await.unwrap();
    assert_eq!(similar.iter().map(|memory| memory.text.as_str()).collect::<Vec<_>>(), ["A flight to Paris"]);
    let events = session.agent("events", day(3)).await.unwrap();
    assert!(events.similar_episodes("flight to Tokyo", None, day(3)).await.unwrap().is_empty());

    let mut proposed = 0;
    loop {
        let round = session.reflect(day(4), &SystemRandom).await.unwrap();
        proposed += round.proposed;
        if round.done {
            break;
        }
    }
    let inbox = MemoryFilter { state: Some(MemoryState::Review), ..MemoryFilter::default() };
    let rule = session.memories("", &inbox, 0, 9, day(4)).items.remove(0);
    assert_eq!((proposed, rule.kind, rule.text.as_str()), (1, MemoryKind::Rule, "No more layovers"));
    session.accept_memory(rule.id.as_str(), day(4), &SystemRandom).await.unwrap();
    assert_eq!(session.memory_overview().kinds.rule, 1);
    let error = session.accept_memory(rule.id.as_str(), day(4), &SystemRandom).await.unwrap_err();
    assert_eq!(error.code(), "memory-cannot");
}

#[tokio::test]
async fn memories_move_to_another_vault_as_a_file() {
    let session = new_session().await;
    say(&session, "I like green tea").await;
    learn(&session, vec![candidate("employer", "Acme")]).await;
    let file = session.export_memories(Format::Jsonl, day(12)).unwrap();
    let other = new_session().await;
    let bring =
        async |name, text: &str| other.import_memories(&mut Text::new(name, text), day(13), &SystemRandom).await;
    assert_eq!(bring("memories.jsonl", &file).await.unwrap().added, 3);
    assert_eq!(bring("memories.jsonl", &file).await.unwrap().known, 3);
    let other_file = other.export_memories(Format::Jsonl, day(12)).unwrap();
    assert_eq!(other_file, file);
    assert_eq!(bring("holiday.txt", "hello").await.unwrap_err().code(), "memory-no-export");
}

/// A model that knows two things to drink, and nothing else.
struct Drinks(ModelId);

impl Embedder for Drinks {
    fn id(&self) -> &ModelId {
        &self.0
    }

    fn dims(&self) -> usize {
        4
    }

    async fn embed(&self, texts: &[&str], _: &dyn Fn() -> bool) -> Result<Vec<Vec<f32>>, InferenceError> {
        let drinks = |text: &str| ["tea", "beverage"].iter().any(|word| text.contains(word));
        let vector = |text: &&str| if drinks(text) { vec![1.0, 0.0, 0.0, 0.0] } else { vec![0.0, 1.0, 0.0, 0.0] };
        Ok(texts.iter().map(vector).collect())
    }

    async fn embed_query(&self, text: &str, _: &dyn Fn(&str) -> f32) -> Result<Vec<f32>, InferenceError> {
        Ok(self.embed(&[text], &|| false).await?.remove(0))
    }
}

#[tokio::test]
async fn what_is_meant_is_found_once_a_model_has_read_the_memories() {
    let session = new_session().await;
    let tea = say(&session, "I like green tea").await;
    for number in 0..200 {
        say(&session, &format!("I have been to place {number}")).await;
    }
    let all = MemoryFilter::default();
    let model = Drinks(ModelId::new("drinks@1"));
    assert_eq!(session.memories("gree", &all, 0, 9, day(20)).items[0].id.as_str(), tea, "while it is typed");
    assert_eq!(session.memories("beverage", &all, 0, 9, day(20)).total, 0);
    let early = session.memories_by(&model, "beverage", &all, 0, 9, day(20)).await.unwrap();
    assert!(early.refining);
    let mut rounds = 1;
    while session.read_memories(&model, &|| false).await.unwrap() {
        rounds += 1;
    }
    assert_eq!(rounds, 2);
    let found = session.memories_by(&model, "beverage", &all, 0, 9, day(20)).await.unwrap();
    assert_eq!((found.refining, found.total, found.items[0].id.as_str()), (false, 1, &*tea));
    // A new wording is read anew; a new tier is not.
    let change =
        |text: Option<&str>, tier| MemoryChange { text: text.map(str::to_owned), tier, ..MemoryChange::default() };
    let edit = async |to| session.edit_memory(&tea, to, day(20), &SystemRandom).await.unwrap();
    edit(change(None, Some(Tier::Private))).await;
    assert!(!session.memories_by(&model, "beverage", &all, 0, 9, day(20)).await.unwrap().refining);
    edit(change(Some("I like black tea"), None)).await;
    assert!(session.memories_by(&model, "beverage", &all, 0, 9, day(20)).await.unwrap().refining);
    session.read_memories(&model, &|| false).await.unwrap();
    let receipt = session.forget_memory(&tea, day(21), &SystemRandom).await.unwrap();
    assert_eq!(receipt.removed.vectors, 1);
    assert!(receipt.removed.postings >= 2);
    assert_eq!(session.memories_by(&model, "tea", &all, 0, 9, day(22)).await.unwrap().total, 0);
}

#[tokio::test]
async fn records_are_learnt_from_once_and_what_they_told_goes_with_them() {
    let session = new_session().await;
    let paid = |month: u32| format!("2026-0{month}-03,NETFLIX.COM,-12.99,GBP\n");
    let bank: String = (1..=6).map(paid).collect();
    bring(&session, Text::new("bank.csv", &format!("Date,Description,Amount,Currency\n{bank}")), false).await;
    let later = "2026-06-20T12:00:00Z".parse().unwrap();
    let learnt = async |cancelled| session.learn_from_records(&|| cancelled, later, &SystemRandom).await.unwrap();
    assert_eq!(learnt(true).await, 0);
    assert!(learnt(false).await > 0);
    let found = session.memories("netflix", &MemoryFilter::default(), 0, 9, later).items;
    assert!(found.iter().any(|line| line.kind == MemoryKind::Relationship && line.sources > 1), "{found:?}");
    assert_eq!(learnt(false).await, 0, "nothing new");
    session.erase_source(Source::Transaction).await.unwrap();
    assert_eq!(session.memory_overview().total, 0);
}
