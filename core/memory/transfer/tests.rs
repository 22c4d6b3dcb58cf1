//! Out and in again, equal; files that are none; Portable AI Memory both ways.

use proptest::prelude::*;

use super::{
    super::{
        candidate::{EntityKind, Origin, Subject, Tier},
        log::testing::stored,
        model::{Body, Entity, Episode, Interval, MemoryId, Outcome, Rule, Standing, Statement, Use, Version},
        testing::{day, fact},
    },
    *,
};
use crate::{random::SystemRandom, record::RecordId};

fn book_of(memories: Vec<Memory>) -> Book {
    let book = Book::default();
    let mut draft = book.draft();
    memories.into_iter().for_each(|memory| draft.put(memory));
    let edit = draft.finish();
    let mut book = Book::default();
    book.take_up(stored(edit));
    book
}

/// Takes a file into an empty book.
fn imported(file: &str) -> (Book, Imported) {
    let empty = Book::default();
    let mut draft = empty.draft();
    let imported = import(&mut draft, file, day(20), &SystemRandom).unwrap();
    let edit = draft.finish();
    let mut book = Book::default();
    book.take_up(stored(edit));
    (book, imported)
}

fn sorted(book: &Book) -> Vec<Memory> {
    let mut all: Vec<Memory> = book.all().cloned().collect();
    all.sort_by(|one, other| one.id.cmp(&other.id));
    all
}

fn text() -> impl Strategy<Value = String> {
    "[a-zé☕\"\\\\ -]{0,30}[a-z0-9]"
}

fn moment() -> impl Strategy<Value = Time> {
    (1u32..28).prop_map(day)
}

fn body() -> impl Strategy<Value = Body> {
    let kinds =
        [EntityKind::Person, EntityKind::Organization, EntityKind::Place, EntityKind::Product, EntityKind::Event];
    let kind = proptest::sample::select(kinds.to_vec());
    let subject =
        prop_oneof![Just(Subject::You), (kind.clone(), text()).prop_map(|(kind, name)| Subject::Entity { kind, name })];
    let relation = "[a-z][a-z0-9-]{0,10}".prop_map(|name| name.parse().unwrap());
    let statement = (subject, relation, text());
    let outcomes = vec![Outcome::Positive, Outcome::Negative, Outcome::Mixed];
    let words = (text(), text(), text());
    let episode =
        (words, proptest::sample::select(outcomes), proptest::option::of(text()), proptest::option::of(text()));
    prop_oneof![
        (statement, any::<bool>()).prop_map(|((subject, relation, object), fact)| {
            let statement = Statement { subject, relation, object };
            if fact { Body::Fact(statement) } else { Body::Relationship(statement) }
        }),
        episode.prop_map(|((reasoning, action, agent), outcome, feedback, mission)| {
            let tags = vec![agent.clone()];
            Body::Episode(Episode { reasoning, action, outcome, feedback, agent, mission, tags })
        }),
        text().prop_map(|agent| {
            Body::Rule(Rule { agent, derived_from: vec![MemoryId::draw(&SystemRandom).unwrap()] })
        }),
        (kind, text()).prop_map(|(kind, alias)| Body::Entity(Entity { kind, aliases: vec![alias] })),
    ]
}

prop_compose! {
    fn memory()(
        body in body(),
        text in text(),
        context in text(),
        (known, accessed, from, length) in (moment(), moment(), proptest::option::of(moment()), proptest::option::of(1u32..9)),
        (strength, confidence, accesses, revision) in (0.0f32..=5.0, 0.0f32..=1.0, any::<u32>(), any::<u32>()),
        tier in proptest::sample::select(Tier::ALL.to_vec()),
        standing in proptest::sample::select(vec![Standing::Kept, Standing::Review, Standing::Archived]),
        origin in prop_oneof![
            Just(Origin::Evidence),
            Just(Origin::Person),
            "[a-z]{1,8}".prop_map(|name| Origin::Agent { name })
        ],
        sources in proptest::collection::vec("[A-Z2-7]{26}", 0..3),
        earlier in proptest::option::of(text()),
    ) -> Memory {
        let to = from.zip(length).and_then(|(from, days)| {
            Time::from_unix_seconds(from.unix_seconds() + i64::from(days) * 86_400)
        });
        let valid = Interval { from, to };
        Memory {
            revision,
            body,
            past: earlier.map(|text| Version { text, context: context.clone(), valid, until: known }).into_iter().collect(),
            text,
            context,
            valid,
            known,
            strength,
            accessed,
            accesses,
            confidence,
            tier,
            sources: sources.into_iter().map(RecordId::from_text).collect(),
            used: vec![Use { by: "travel".to_owned(), at: accessed }],
            origin,
            standing,
            ends: (standing == Standing::Review).then(|| MemoryId::draw(&SystemRandom).unwrap()),
            ..fact("likes", "tea")
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_goes_out_comes_in_equal(memories in proptest::collection::vec(memory(), 0..12)) {
        let book = book_of(memories);
        let file = export(&book, Format::Jsonl, day(9)).unwrap();
        let (again, imported) = imported(&file);
        prop_assert_eq!((imported.skipped, imported.known), (0, 0), "{:?}", imported.reasons);
        prop_assert_eq!(sorted(&again), sorted(&book));
        prop_assert_eq!(export(&again, Format::Jsonl, day(9)).unwrap(), file);
    }

    #[test]
    fn no_file_breaks_the_import(file in "\\PC{0,200}", lines in proptest::collection::vec("\\PC{0,80}", 0..5)) {
        let book = Book::default();
        let _ = import(&mut book.draft(), &file, day(1), &SystemRandom);
        let header = export(&book, Format::Jsonl, day(1)).unwrap();
        let file = format!("{header}{}", lines.join("\n"));
        let some = lines.iter().flat_map(|line| line.lines()).filter(|line| !line.trim().is_empty()).count();
        let imported = import(&mut book.draft(), &file, day(1), &SystemRandom).unwrap();
        prop_assert_eq!(imported.skipped, u64::try_from(some).unwrap());
    }
}

#[test]
fn the_same_file_again_is_known_and_a_newer_form_is_refused() {
    let book = book_of(vec![fact("likes", "tea"), fact("likes", "coffee")]);
    let file = export(&book, Format::Jsonl, day(9)).unwrap();
    let again = import(&mut book.draft(), &file, day(10), &SystemRandom).unwrap();
    assert_eq!((again.added, again.known, again.skipped), (0, 2, 0));
    for none in [
        "",
        "hello",
        "{\"ownyou\":\"else\",\"version\":1,\"exported\":\"2026-01-01T00:00:00Z\"}",
        &file.replacen(":1,", ":2,", 1),
    ] {
        assert!(
            matches!(import(&mut book.draft(), none, day(1), &SystemRandom), Err(MemoryError::NoExport(_))),
            "{none}"
        );
    }
}

#[test]
fn what_was_forgotten_here_does_not_come_back_in_a_file() {
    let book = book_of(vec![fact("likes", "tea")]);
    let file = export(&book, Format::Jsonl, day(9)).unwrap();
    let id = book.all().next().unwrap().id.clone();
    let mut draft = book.draft();
    draft.forget(&id, &SystemRandom).unwrap();
    let imported = import(&mut draft, &file, day(10), &SystemRandom).unwrap();
    assert_eq!((imported.added, imported.skipped), (0, 1));
    assert_eq!(imported.reasons["memory-forgotten"].examples, ["line 2"]);
}

#[test]
fn portable_ai_memory_goes_out_and_comes_in() {
    let private = Memory { tier: Tier::Private, context: "health".to_owned(), ..fact("note", "has asthma") };
    let book = book_of(vec![fact("likes", "tea"), private]);
    let file = export(&book, Format::Pam, day(9)).unwrap();
    let store: serde_json::Value = serde_json::from_str(&file).unwrap();
    assert_eq!((&store["schema"], &store["schema_version"]), (&"portable-ai-memory".into(), &"1.0".into()));
    for memory in store["memories"].as_array().unwrap() {
        assert!(memory["content_hash"].as_str().unwrap().starts_with("sha256:"));
        assert!(memory["temporal"]["created_at"].is_string() && memory["provenance"]["platform"] == "ownyou");
    }
    let (again, imported) = imported(&file);
    assert_eq!((imported.added, imported.skipped), (2, 0));
    let asthma = again.all().find(|memory| memory.text.contains("asthma")).unwrap();
    assert_eq!((asthma.tier, asthma.context.as_str()), (Tier::Private, "health"));
}

/// Of their section 6: what is hashed is trimmed and in lower case.
#[test]
fn portable_hashes_do_not_see_case_and_spaces() {
    let hash = |text: &str| {
        let book = book_of(vec![Memory { text: text.to_owned(), ..fact("likes", "tea") }]);
        let store: serde_json::Value = serde_json::from_str(&export(&book, Format::Pam, day(1)).unwrap()).unwrap();
        store["memories"][0]["content_hash"].as_str().unwrap().to_owned()
    };
    // SHA-256 of "tea".
    assert_eq!(hash("  TEA "), "sha256:a9f74d1ec36ebdeb2da3f6e5868090cd2a2d20b3dcca7b62f60304b1d3d9ef42");
    assert_eq!(hash("green  Tea"), hash("Green tea"));
}

#[test]
fn markdown_has_every_memory_on_a_line_of_its_own() {
    let book = book_of(vec![
        Memory { text: "likes *tea*\n# and more".to_owned(), ..fact("likes", "tea") },
        Memory { valid: Interval { from: Some(day(3)), to: None }, ..fact("likes", "coffee") },
    ]);
    let page = export(&book, Format::Markdown, day(9)).unwrap();
    assert!(page.contains("- likes \\*tea\\* \\# and more\n"), "{page}");
    assert!(page.contains("- You likes coffee *(since 2026-01-03)*\n"), "{page}");
}
