//! The room's rules over a vault in memory: writing, contradictions, the person's hand, forgetting, tidying.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{
    candidate::{Candidate, EntityKind, Origin, Subject},
    gate::Refusal,
    model::{Body, Episode, Outcome, Standing},
    reflect::Checkpoint,
    testing::{candidate, day, fact, note},
    *,
};
use crate::{
    random::SystemRandom,
    record::RecordId,
    time::Time,
    vault::{self, Vault, Words, store::memory::MemoryStore, testing::CHEAP},
};

async fn new_vault() -> Vault<MemoryStore> {
    let words = Words::generate(&SystemRandom).unwrap();
    vault::create(MemoryStore::default(), &SystemRandom, "three green bicycles", &words, CHEAP).await.unwrap()
}

/// Makes a change and stores it.
async fn change<T>(book: &mut Book, vault: &Vault<MemoryStore>, change: impl FnOnce(&mut Draft<'_>) -> T) -> T {
    let (outcome, plan) = {
        let mut draft = book.draft();
        let outcome = change(&mut draft);
        (outcome, book.plan(draft.finish()).unwrap())
    };
    let written = plan.write(vault, |changes| changes).await.unwrap();
    book.take_up(written);
    outcome
}

/// The same without a vault: the book is only looked at through the draft.
fn consider(draft: &mut Draft<'_>, candidate: Candidate) -> Verdict {
    draft.consider(candidate, day(20), &SystemRandom).unwrap()
}

fn from(day_of_month: u32, candidate: Candidate) -> Candidate {
    let source = RecordId::from_text(format!("{}-{day_of_month}", fold::fold(&candidate.object)));
    Candidate { valid_from: Some(day(day_of_month)), sources: vec![source], ..candidate }
}

fn agent(name: &str) -> Origin {
    Origin::Agent { name: name.to_owned() }
}

/// Object, beginning and end of each statement of the person in a relation, by beginning.
fn spans<'a>(memories: impl Iterator<Item = &'a Memory>, relation: &str) -> Vec<(String, Option<Time>, Option<Time>)> {
    let mut spans: Vec<_> = memories
        .filter_map(|memory| Some((memory.statement()?, memory.valid)))
        .filter(|(statement, _)| statement.relation.as_str() == relation)
        .map(|(statement, valid)| (statement.object.clone(), valid.from, valid.to))
        .collect();
    spans.sort_by_key(|span| span.1);
    spans
}

#[test]
fn what_is_said_again_by_another_record_gets_stronger_and_by_the_same_does_not() {
    let book = Book::default();
    let mut draft = book.draft();
    let first = consider(&mut draft, from(1, candidate("subscription", "Netflix")));
    let Verdict::Added(id) = first else { panic!("{first:?}") };
    assert_eq!(consider(&mut draft, from(1, candidate("subscription", "netflix."))), Verdict::Refused(Refusal::Known));
    assert_eq!(consider(&mut draft, from(2, candidate("subscription", "NETFLIX"))), Verdict::Confirmed(id.clone()));
    let memory = draft.get(&id).unwrap();
    assert!((memory.strength - 1.5).abs() < 1e-6);
    assert_eq!((memory.sources.len(), memory.valid.from), (2, Some(day(1))));
    for number in 3..20 {
        consider(&mut draft, from(number, candidate("subscription", "Netflix")));
    }
    assert!((draft.get(&id).unwrap().strength - 5.0).abs() < 1e-6);
}

#[test]
fn notes_that_say_the_same_are_one_and_numbers_keep_them_apart() {
    let book = Book::default();
    let mut draft = book.draft();
    let person = |text: &str| Candidate { origin: Origin::Person, ..note(text) };
    let first = consider(&mut draft, person("I really like window seats on trains"));
    let again = consider(&mut draft, person("I like window seats on trains."));
    assert_eq!(again, Verdict::Confirmed(first.memory().unwrap().clone()));
    assert!(matches!(consider(&mut draft, person("I never like window seats on trains")), Verdict::Added(_)));
}

#[test]
fn an_agent_does_not_confirm_what_it_was_shown_or_said_itself() {
    let book = Book::default();
    let mut draft = book.draft();
    let said = Candidate { origin: agent("travel"), ..note("Prefers aisle seats on short flights") };
    let Verdict::Added(id) = consider(&mut draft, said.clone()) else { panic!() };
    assert_eq!(consider(&mut draft, said.clone()), Verdict::Refused(Refusal::Recalled));
    draft.change(&id, |memory| memory.used.push(model::Use { by: "events".to_owned(), at: day(2) }));
    let other = Candidate { origin: agent("events"), ..said.clone() };
    assert_eq!(consider(&mut draft, other), Verdict::Refused(Refusal::Recalled));
    let third = Candidate { origin: agent("shopping"), ..said };
    assert_eq!(consider(&mut draft, third), Verdict::Confirmed(id));
}

#[test]
fn strangers_are_not_remembered_and_those_of_the_persons_life_are() {
    let book = Book::default();
    let mut draft = book.draft();
    let sarah = Subject::Entity { kind: EntityKind::Person, name: "sarah".to_owned() };
    let vegan = Candidate { subject: sarah, ..candidate("diet", "vegan") };
    assert_eq!(consider(&mut draft, vegan.clone()), Verdict::Refused(Refusal::NotAboutYou));
    consider(&mut draft, candidate("partner", "Sarah"));
    let Verdict::Added(id) = consider(&mut draft, vegan) else { panic!() };
    let Subject::Entity { name, .. } = &draft.get(&id).unwrap().statement().unwrap().subject else { panic!() };
    assert_eq!(name, "Sarah", "by the name that is known");
}

#[test]
fn what_is_unsure_waits_and_better_evidence_lets_it_in() {
    let book = Book::default();
    let mut draft = book.draft();
    let unsure = Candidate { confidence: 0.4, ..from(1, candidate("employer", "Acme")) };
    let Verdict::Asked(id) = consider(&mut draft, unsure) else { panic!() };
    assert!(draft.all().all(|memory| memory.kind() != MemoryKind::Entity), "nobody is known by a rumour");
    consider(&mut draft, from(2, candidate("employer", "Acme")));
    assert_eq!(draft.get(&id).unwrap().standing, Standing::Kept);
    assert!(draft.all().any(|memory| memory.kind() == MemoryKind::Entity && memory.text == "Acme"));
}

#[test]
fn the_later_employer_ends_the_earlier_and_a_tie_is_a_conflict() {
    let book = Book::default();
    let mut draft = book.draft();
    consider(&mut draft, from(1, candidate("employer", "Acme")));
    consider(&mut draft, from(9, candidate("employer", "Globex")));
    let span = |object: &str, from, to| (object.to_owned(), Some(day(from)), to);
    let expected = [span("Acme", 1, Some(day(9))), span("Globex", 9, None)];
    assert_eq!(spans(draft.all(), "employer"), expected);
    // An observation between the two neither joins them nor moves an end.
    consider(&mut draft, from(4, candidate("employer", "Acme")));
    assert_eq!(spans(draft.all(), "employer"), expected);
    consider(&mut draft, from(9, candidate("employer", "Initech")));
    let edit = draft.finish();
    let mut book = Book::default();
    book.take_up(log::testing::stored(edit));
    let conflicting = book.all().filter(|memory| !book.conflicts(memory).is_empty()).count();
    assert_eq!(conflicting, 2);
    assert!(book.all().any(|memory| book.succession(memory).len() == 2));
}

#[test]
fn no_date_decides_between_two_birthdays() {
    let book = Book::default();
    let mut draft = book.draft();
    for (at, date) in [(1, "3 May"), (2, "5 March")] {
        consider(&mut draft, from(at, candidate("birthday", date)));
    }
    assert!(spans(draft.all(), "birthday").iter().all(|(_, _, to)| to.is_none()));
}

#[test]
fn what_the_person_set_an_end_to_is_not_moved_by_evidence() {
    let book = Book::default();
    let mut draft = book.draft();
    let Verdict::Added(id) = consider(&mut draft, from(1, candidate("lives-in", "Berlin"))) else { panic!() };
    let change = Change { to: Some(Some(day(25))), ..Change::default() };
    draft.edit(&id, change, day(20), &SystemRandom).unwrap();
    consider(&mut draft, from(10, candidate("lives-in", "Lisbon")));
    assert_eq!(draft.get(&id).unwrap().valid.to, Some(day(25)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever is observed when, in whatever order a file has it: each stretch goes to whom was seen first in it, and no
    /// two of different names overlap.
    #[test]
    fn the_order_of_a_file_does_not_matter(seen in proptest::collection::vec((0u8..4, 1u32..28), 1..12), turn in 0usize..12) {
        let seen: std::collections::BTreeMap<u32, u8> = seen.into_iter().map(|(who, when)| (when, who)).collect();
        let observations: Vec<Candidate> =
            seen.iter().map(|(when, who)| from(*when, candidate("employer", &format!("Firm {who}")))).collect();
        let run = |mut candidates: Vec<Candidate>| {
            candidates.rotate_left(turn % observations.len());
            let book = Book::default();
            let mut draft = book.draft();
            draft.consider_all(candidates, day(28), &SystemRandom).unwrap();
            spans(draft.all(), "employer")
        };
        let forwards = run(observations.clone());
        let backwards = run(observations.iter().rev().cloned().collect());
        prop_assert_eq!(&forwards, &backwards);
        for pair in forwards.windows(2) {
            prop_assert_eq!(pair[0].2, pair[1].1, "each ends where the next begins: {:?}", &forwards);
        }
    }
}

#[tokio::test]
async fn what_is_written_is_there_after_opening_again() {
    let vault = new_vault().await;
    let mut book = Book::load(&vault).await.unwrap();
    let id = change(&mut book, &vault, |draft| {
        consider(draft, from(1, candidate("employer", "Acme")));
        consider(draft, candidate("likes", "tea")).memory().unwrap().clone()
    })
    .await;
    change(&mut book, &vault, |draft| draft.change(&id, |memory| memory.context = "drinks".to_owned())).await;
    let again = Book::load(&vault).await.unwrap();
    assert_eq!((again.len(), again.damaged()), (3, 0));
    assert_eq!(again.get(&id), book.get(&id));
    assert_eq!(again.get(&id).unwrap().context, "drinks");
}

#[tokio::test]
async fn compaction_drops_what_is_out_of_date_and_nothing_else() {
    let vault = new_vault().await;
    let mut book = Book::load(&vault).await.unwrap();
    for number in 0..40 {
        change(&mut book, &vault, |draft| consider(draft, candidate("likes", &format!("thing {number}")))).await;
    }
    let id = book.all().next().unwrap().id.clone();
    for number in 0..5 {
        change(&mut book, &vault, |draft| draft.change(&id, |memory| memory.accesses = number)).await;
    }
    let mut before: Vec<Memory> = book.all().cloned().collect();
    while let Some(plan) = book.plan_compaction().unwrap() {
        let written = plan.write(&vault, |changes| changes).await.unwrap();
        book.take_up(written);
    }
    let segments = vault.read(&MemoryKind::Fact.namespace(), 0..=u64::MAX).await.unwrap();
    let entries: usize = segments.iter().map(|segment| segment.entries.as_ref().unwrap().len()).sum();
    assert_eq!(entries, 40, "one version of each");
    let again = Book::load(&vault).await.unwrap();
    let mut after: Vec<Memory> = again.all().cloned().collect();
    before.sort_by(|one, other| one.id.cmp(&other.id));
    after.sort_by(|one, other| one.id.cmp(&other.id));
    assert_eq!(before, after);
    change(&mut book, &vault, |draft| draft.forget(&id, &SystemRandom).unwrap()).await;
    assert_eq!(Book::load(&vault).await.unwrap().len(), 39);
}

#[tokio::test]
async fn forgetting_takes_every_version_and_the_names_with_it_and_it_stays_gone() {
    let vault = new_vault().await;
    let mut book = Book::load(&vault).await.unwrap();
    let secret = from(1, candidate("partner", "Zephyrine"));
    let id = change(&mut book, &vault, |draft| consider(draft, secret.clone()).memory().unwrap().clone()).await;
    let edit = Change { context: Some("love".to_owned()), ..Change::default() };
    change(&mut book, &vault, |draft| draft.edit(&id, edit, day(2), &SystemRandom).unwrap()).await;
    assert_eq!(book.len(), 2);
    change(&mut book, &vault, |draft| draft.forget(&id, &SystemRandom).unwrap()).await;
    assert!(book.is_empty());
    for kind in MemoryKind::ALL {
        for segment in vault.read(&kind.namespace(), 0..=u64::MAX).await.unwrap() {
            assert_eq!(segment.entries, Ok(Vec::new()), "only the emptied last segment of {kind:?} is left");
        }
    }
    let mut book = Book::load(&vault).await.unwrap();
    let again = Candidate { sources: vec![RecordId::from_text("another")], ..secret.clone() };
    let verdict = change(&mut book, &vault, |draft| consider(draft, again)).await;
    assert_eq!(verdict, Verdict::Refused(Refusal::Forgotten));
    let said = Candidate { origin: Origin::Person, ..secret };
    assert!(matches!(change(&mut book, &vault, |draft| consider(draft, said)).await, Verdict::Added(_)));
}

#[test]
fn what_ended_by_what_is_forgotten_goes_on() {
    let book = Book::default();
    let mut draft = book.draft();
    consider(&mut draft, from(1, candidate("lives-in", "Berlin")));
    let Verdict::Added(lisbon) = consider(&mut draft, from(9, candidate("lives-in", "Lisbon"))) else { panic!() };
    let mut other = book.draft();
    consider(&mut other, from(1, candidate("lives-in", "Berlin")));
    draft.forget(&lisbon, &SystemRandom).unwrap();
    assert_eq!(spans(draft.all(), "lives-in"), spans(other.all(), "lives-in"));
    assert!(draft.all().all(|memory| memory.past.is_empty()));
}

#[test]
fn facts_go_with_their_only_evidence_and_come_back_with_it() {
    let book = Book::default();
    let mut draft = book.draft();
    let netflix = from(1, candidate("subscription", "Netflix"));
    consider(&mut draft, netflix.clone());
    consider(&mut draft, from(1, candidate("subscription", "Spotify")));
    consider(&mut draft, from(2, candidate("subscription", "Spotify")));
    let said = Candidate { origin: Origin::Person, ..from(1, candidate("subscription", "BBC")) };
    consider(&mut draft, said.clone());
    let gone: BTreeSet<RecordId> = ["netflix-1", "spotify-1", "bbc-1"].into_iter().map(RecordId::from_text).collect();
    draft.without_evidence(&gone);
    let left: BTreeSet<String> = spans(draft.all(), "subscription").into_iter().map(|span| span.0).collect();
    assert_eq!(left, BTreeSet::from(["BBC".to_owned(), "Spotify".to_owned()]));
    assert!(draft.all().all(|memory| memory.text != "Netflix"), "nor is its name left");
    assert!(matches!(consider(&mut draft, netflix), Verdict::Added(_)));
}

#[test]
fn correcting_ends_the_old_and_begins_the_new_and_both_can_be_asked_for() {
    let book = Book::default();
    let mut draft = book.draft();
    let Verdict::Added(old) = consider(&mut draft, from(1, candidate("employer", "Acme"))) else { panic!() };
    let new = draft.correct(&old, "You employer Globex", day(9), day(21), &SystemRandom).unwrap();
    let span = |object: &str, from, to| (object.to_owned(), Some(day(from)), to);
    assert_eq!(spans(draft.all(), "employer"), [span("Acme", 1, Some(day(9))), span("Globex", 9, None)]);
    let old = draft.get(&old).unwrap();
    assert_eq!(old.as_known_at(day(20)).unwrap().1.to, None, "it was not known to end then");
    assert_eq!(old.as_known_at(day(21)).unwrap().1.to, Some(day(9)));
    assert_eq!(draft.get(&new).unwrap().as_known_at(day(20)), None);
    // The same records do not bring the old one back.
    assert_eq!(consider(&mut draft, from(1, candidate("employer", "Acme"))), Verdict::Refused(Refusal::Known));
}

#[test]
fn another_wording_of_another_build_is_a_note() {
    let book = Book::default();
    let mut draft = book.draft();
    let Verdict::Added(id) = consider(&mut draft, from(1, candidate("employer", "Acme"))) else { panic!() };
    let change = Change { text: Some("I work for myself".to_owned()), ..Change::default() };
    let new = draft.edit(&id, change, day(3), &SystemRandom).unwrap();
    let memory = draft.get(&new).unwrap();
    assert_eq!((memory.kind(), memory.statement().unwrap().relation.as_str()), (MemoryKind::Fact, "note"));
    assert_eq!(memory.past[0].text, "You employer Acme");
    assert!(draft.get(&id).is_none() && draft.all().all(|memory| memory.kind() != MemoryKind::Entity));
    assert_eq!(consider(&mut draft, from(2, candidate("employer", "Acme"))), Verdict::Refused(Refusal::Forgotten));
}

#[test]
fn two_names_of_one_person_become_one() {
    let book = Book::default();
    let mut draft = book.draft();
    consider(&mut draft, candidate("partner", "Sarah"));
    consider(&mut draft, candidate("knows", "Sarah Miller"));
    let entity = |draft: &Draft<'_>, name: &str| {
        draft.all().find(|memory| memory.kind() == MemoryKind::Entity && memory.text == name).map(|it| it.id.clone())
    };
    let (keep, other) = (entity(&draft, "Sarah").unwrap(), entity(&draft, "Sarah Miller").unwrap());
    draft.merge(&keep, &other, day(3), &SystemRandom).unwrap();
    assert_eq!(entity(&draft, "Sarah Miller"), None);
    assert_eq!(draft.naming(draft.get(&keep).unwrap()).len(), 2);
    consider(&mut draft, candidate("friend", "sarah miller"));
    assert_eq!(draft.naming(draft.get(&keep).unwrap()).len(), 3, "by the other name too");
    assert!(draft.merge(&keep, &keep, day(3), &SystemRandom).is_err());
}

#[test]
fn the_persons_yes_ends_what_an_agent_says_is_over() {
    let book = Book::default();
    let mut draft = book.draft();
    let Verdict::Added(id) = consider(&mut draft, candidate("likes", "meat")) else { panic!() };
    let proposal = Memory {
        standing: Standing::Review,
        ends: Some(id.clone()),
        valid: model::Interval { from: Some(day(8)), to: None },
        ..fact("note", "no longer likes meat")
    };
    let asked = proposal.id.clone();
    draft.put(proposal);
    assert_eq!(draft.get(&id).unwrap().valid.to, None);
    assert_eq!(draft.accept(&asked, day(9), &SystemRandom).unwrap(), id);
    assert_eq!(draft.get(&id).unwrap().valid.to, Some(day(8)));
    assert!(draft.get(&asked).is_none());
}

#[tokio::test]
async fn reflection_goes_on_where_it_was_stopped() {
    let vault = new_vault().await;
    let mut book = Book::load(&vault).await.unwrap();
    change(&mut book, &vault, |draft| {
        for number in 0..20 {
            // Twins, as two devices would make them.
            draft.put(fact("likes", &format!("thing {number}")));
            draft.put(fact("likes", &format!("Thing {number}")));
        }
        let episode = Episode {
            reasoning: "it was the cheapest".to_owned(),
            action: "booked a layover".to_owned(),
            outcome: Outcome::Negative,
            feedback: Some("Never book layovers again".to_owned()),
            agent: "travel".to_owned(),
            mission: None,
            tags: Vec::new(),
        };
        for _ in 0..2 {
            draft.put(Memory { body: Body::Episode(episode.clone()), ..fact("likes", "a flight to Paris") });
        }
    })
    .await;
    let run = async |book: &mut Book, now: Time, budget: usize| {
        let (mut from, mut steps, mut sum) = (Checkpoint::default(), 0, reflect::Tally::default());
        loop {
            let json = serde_json::to_string(&from).unwrap();
            let (edit, next, tally) =
                book.reflect(serde_json::from_str(&json).unwrap(), budget, now, &SystemRandom).unwrap();
            let written = book.plan(edit).unwrap().write(&vault, |changes| changes).await.unwrap();
            book.take_up(written);
            (sum.merged, sum.archived, sum.proposed) =
                (sum.merged + tally.merged, sum.archived + tally.archived, sum.proposed + tally.proposed);
            steps += 1;
            *book = Book::load(&vault).await.unwrap();
            match next {
                Some(next) => from = next,
                None => return (steps, sum),
            }
        }
    };
    let (steps, sum) = run(&mut book, day(2), 7).await;
    assert!(steps > 8, "in {steps} steps");
    assert_eq!((sum.merged, sum.archived, sum.proposed), (20, 0, 1));
    let rule = book.all().find(|memory| memory.kind() == MemoryKind::Rule).unwrap().clone();
    assert_eq!(rule.standing, Standing::Review);
    let Body::Rule(its) = &rule.body else { panic!() };
    assert_eq!((its.agent.as_str(), its.derived_from.len()), ("travel", 2));
    change(&mut book, &vault, |draft| draft.forget(&rule.id, &SystemRandom).unwrap()).await;
    let (_, sum) = run(&mut book, "2028-01-01T00:00:00Z".parse().unwrap(), 100).await;
    assert_eq!((sum.merged, sum.archived, sum.proposed), (0, 22, 0), "refused once, not proposed again; all has faded");
}
