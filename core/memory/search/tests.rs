//! The index as its users see it.

use proptest::prelude::*;

use super::*;

const DAY: i64 = 86_400;

fn model() -> ModelId {
    ModelId::new("test@1")
}

fn document<'a>(id: &'a str, text: &'a str) -> Document<'a> {
    Document { id, text, thread: None, speaker: None, time: None, facets: Facets::default() }
}

fn index_of(texts: &[&str]) -> Index {
    let mut index = Index::new();
    for (number, text) in texts.iter().enumerate() {
        assert!(index.add(&document(&number.to_string(), text)));
    }
    index
}

fn ids(hits: &[Hit]) -> Vec<&str> {
    hits.iter().map(|hit| hit.id.as_str()).collect()
}

/// A vector of 256 numbers that a seed decides.
fn vector(seed: u32) -> Vec<f32> {
    let mut state = u64::from(seed).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % 2000) as f32 / 1000.0 - 1.0
    };
    (0..256).map(|_| next()).collect()
}

#[test]
fn bm25_is_the_formula() {
    let index = index_of(&["apple banana apple", "banana cherry", "cherry cherry cherry date"]);
    let hits = index.search(&Query { ranker: Ranker::Bm25, ..Query::new("apples?") });
    // One document of three has it, twice among three words; three words is the average.
    let expected = (1.0_f32 + 2.5 / 1.5).ln() * 2.0 * 1.9 / (2.0 + 0.9);
    assert_eq!(ids(&hits), ["0"]);
    assert!((hits[0].score - expected).abs() < 0.05, "{} is not {expected}", hits[0].score);
    assert_eq!(ids(&index.search(&Query { ranker: Ranker::Bm25, ..Query::new("cherries") })), ["2", "1"]);
    assert!(index.search(&Query::new("zebra")).is_empty());
    assert!(index.search(&Query::new("")).is_empty());
}

#[test]
fn each_language_finds_its_forms() {
    let index = index_of(&[
        "Wir haben die Wohnungen in Köln besichtigt",
        "Nous avons visité les maisons avec ma fille",
        "Planning a hike for the weekend",
    ]);
    assert_eq!(ids(&index.search(&Query::new("Wohnung Koln"))), ["0"]);
    assert_eq!(ids(&index.search(&Query::new("maison"))), ["1"]);
    assert_eq!(ids(&index.search(&Query::new("planned hikes"))), ["2"]);
}

#[test]
fn a_word_is_completed_while_it_is_typed() {
    let index = index_of(&["a cup of coffee", "the office chair"]);
    assert_eq!(ids(&index.search(&Query { typing: true, ..Query::new("coff") })), ["0"]);
    assert!(index.search(&Query::new("coff")).is_empty());
    assert!(index.search(&Query { typing: true, ..Query::new("coff ") }).is_empty());
}

#[test]
fn what_is_removed_is_gone() {
    let mut index = index_of(&["the secret word is xylophone", "another word"]);
    assert!(index.set_vector("0", &model(), &vector(1)));
    assert_eq!(index.remove("0"), Some(Removed { postings: 3, vectors: 1 }));
    assert_eq!(index.remove("0"), None);
    assert_eq!((index.len(), index.contains("0")), (1, false));
    assert!(index.search(&Query::new("xylophone")).is_empty());
    let near = vector(1);
    assert!(index.search(&Query { meanings: &[Meaning::new(&model(), &near)], ..Query::new("") }).is_empty());
    let snapshot = index.to_snapshot();
    assert!(!snapshot.windows(5).any(|part| part == b"xylop" || part == b"secre"));
    assert_eq!(Index::from_snapshot(&snapshot).unwrap().len(), 1);
}

#[test]
fn a_document_of_the_same_name_replaces_the_first() {
    let mut index = index_of(&["I live in Berlin", "I live in Rome"]);
    index.add(&document("0", "I live in Lisbon"));
    assert!(index.search(&Query::new("Berlin")).is_empty());
    assert_eq!(ids(&index.search(&Query::new("Lisbon"))), ["0"]);
    assert_eq!(index.len(), 2);
}

#[test]
fn filters_are_masks() {
    let mut index = Index::new();
    for (id, namespace, tier, time, from, to, known) in [
        ("a", 1, Tier::Public, 10, 10, 20, 10),
        ("b", 1, Tier::Private, 20, 20, 30, 25),
        ("c", 2, Tier::Public, 30, 30, 40, 50),
    ] {
        let (valid_from, valid_to) = (Some(from * DAY), Some(to * DAY));
        let facets = Facets { namespace, tier, valid_from, valid_to, known: known * DAY, ..Facets::default() };
        index.add(&Document { time: Some(time * DAY), facets, ..document(id, "lives somewhere") });
    }
    let found = |filter: Filter| {
        let mut found: Vec<String> =
            index.search(&Query { filter, ..Query::new("lives") }).into_iter().map(|hit| hit.id).collect();
        found.sort();
        found.concat()
    };
    let day = |day: i64| Some(day * DAY);
    assert_eq!(found(Filter::default()), "abc");
    assert_eq!(found(Filter { namespaces: Some(&[2]), ..Filter::default() }), "c");
    assert_eq!(found(Filter { tiers: Some(&[Tier::Public]), ..Filter::default() }), "ac");
    assert_eq!(found(Filter { from: day(20), to: day(30), ..Filter::default() }), "b");
    assert_eq!(found(Filter { as_of: AsOf { valid: day(25), known: None }, ..Filter::default() }), "b");
    assert_eq!(found(Filter { as_of: AsOf { valid: None, known: day(30) }, ..Filter::default() }), "ab");
    assert_eq!(found(Filter { as_of: AsOf { valid: day(35), known: day(40) }, ..Filter::default() }), "");
}

#[test]
fn what_must_not_be_found_moves_nobody() {
    let build = |hidden: &str| {
        let mut index = Index::new();
        let private = Facets { tier: Tier::Private, ..Facets::default() };
        index.add(&Document { thread: Some("t"), ..document("a", "we talked about the garden") });
        index.add(&Document { thread: Some("t"), facets: private, ..document("b", hidden) });
        index.add(&Document { thread: Some("u"), ..document("c", "we talked about the garden") });
        let filter = Filter { tiers: Some(&[Tier::Public]), ..Filter::default() };
        index.search(&Query { filter, ..Query::new("garden disease") }).iter().map(|hit| hit.score).collect::<Vec<_>>()
    };
    let scores = build("a disease of the heart");
    assert!((scores[0] - scores[1]).abs() < 1e-6, "{scores:?}");
}

#[test]
fn neighbours_names_and_dates_count() {
    let mut index = Index::new();
    for (id, speaker, text, day) in [
        ("1", "Anna", "What is your dog called?", 0),
        ("2", "Ben", "Rufus, after my grandfather", 0),
        ("3", "Anna", "We went to the lake", 40),
        ("4", "Ben", "We went to the lake", 80),
    ] {
        let (speaker, time) = (Some(speaker), Some(day * DAY));
        index.add(&Document { speaker, time, thread: Some("t"), ..document(id, text) });
    }
    let best = |text| index.search(&Query::new(text))[0].id.clone();
    assert!(ids(&index.search(&Query::new("the name of the dog")))[..2].contains(&"2"));
    assert_eq!(best("lake Ben"), "4");
    assert_eq!(best("lake Anna"), "3");
    // The 40th day of 1970 is in February, the 80th in March.
    assert_eq!(best("the lake in February"), "3");
    assert_eq!(best("the lake in March"), "4");
}

#[test]
fn strength_and_recency_decide_between_equals_only() {
    let mut index = index_of(&["likes green tea", "likes green tea", "likes green tea from Japan"]);
    index.touch("1", 1.0, 100 * DAY);
    index.touch("0", 0.2, 0);
    index.touch("2", 0.0, 0);
    let query = Query { now: 100 * DAY, ..Query::new("green tea") };
    assert_eq!(ids(&index.search(&query))[0], "1");
    assert_eq!(ids(&index.search(&Query { text: "tea from Japan", ..query }))[0], "2");
    assert!(!index.touch("9", 1.0, 0));
}

#[test]
fn mmr_puts_repetition_back() {
    let index =
        index_of(&["rent of the flat paid", "rent of the flat paid", "rent of the garage in the old town paid late"]);
    let query = Query { limit: 2, ..Query::new("rent paid") };
    assert_eq!(ids(&index.search(&query)), ["0", "1"]);
    assert_eq!(ids(&index.search(&Query { diversity: Some(0.5), ..query })), ["0", "2"]);
}

#[test]
fn vectors_of_two_models_have_nothing_in_common() {
    let mut index = index_of(&["one", "two"]);
    let other = ModelId::new("other@1");
    assert!(index.set_vector("0", &model(), &vector(1)));
    assert!(!index.set_vector("0", &model(), &[1.0; 3]));
    assert!(index.set_vector("1", &other, &[1.0; 384]));
    let near = vector(1);
    let hits = index.search(&Query { meanings: &[Meaning::new(&model(), &near)], ..Query::new("") });
    assert_eq!(ids(&hits), ["0"]);
    assert!(hits[0].semantic > 0.99);
    assert!(index.search(&Query { meanings: &[Meaning::new(&other, &near)], ..Query::new("") }).is_empty());
}

#[test]
fn a_model_that_has_not_read_all_does_not_hide_what_another_has_read() {
    let mut index = index_of(&["one", "two", "three", "four"]);
    let slow = ModelId::new("slow@1");
    for (id, seed) in [("0", 1), ("1", 2), ("2", 3), ("3", 4)] {
        index.set_vector(id, &model(), &vector(seed));
    }
    index.set_vector("0", &slow, &vector(9));
    index.set_vector("1", &slow, &vector(1));
    let (fast, quick, sure) = (model(), vector(3), vector(1));
    let meant = |share| {
        let meanings = [Meaning::new(&fast, &quick), Meaning { share, near: 0.9, ..Meaning::new(&slow, &sure) }];
        index.search(&Query { meanings: &meanings, ranker: Ranker::Vector, ..Query::new("") })
    };
    let hits = meant(3.0);
    assert_eq!(ids(&hits)[..2], ["2", "1"], "{hits:?}");
    assert_eq!(hits.iter().filter(|hit| hit.near).count(), 1, "only by the model that says so");
    let alone = [Meaning::new(&fast, &quick)];
    let alone = index.search(&Query { meanings: &alone, ranker: Ranker::Vector, ..Query::new("") });
    assert_eq!(ids(&alone)[0], "2");
    assert!(meant(0.0).iter().zip(&alone).all(|(one, other)| one.id == other.id));
}

#[test]
fn two_stages_find_what_one_does() {
    let mut index = Index::new();
    let texts: Vec<String> = (0..4000).map(|n| n.to_string()).collect();
    for (seed, id) in (0..).zip(&texts) {
        index.add(&document(id, "x"));
        // In clusters, as texts are: a hundred of each kind.
        let vector: Vec<f32> = vector(seed % 40).iter().zip(vector(seed + 99)).map(|(kind, own)| kind + own).collect();
        index.set_vector(id, &model(), &vector);
    }
    let vectors = index.vectors_of(&model()).unwrap();
    let mut found = 0;
    for kind in 0..40 {
        let probe = vectors.probe(&vector(kind)).unwrap();
        let mut all: Vec<_> = (0..4000).filter_map(|doc| Some((doc, vectors.cosine(&probe, doc)?))).collect();
        let mut near = vectors.nearest(&probe, &[true; 4000], 200);
        for list in [&mut all, &mut near] {
            list.sort_by(|one, other| other.1.total_cmp(&one.1));
            list.truncate(10);
        }
        found += near.iter().filter(|one| all.contains(one)).count();
    }
    assert!(found >= 396, "{found} of 400");
}

fn lived_in() -> Index {
    let mut index = index_of(&["Hello world, where are you?", "Grüße aus Köln", "a third"]);
    let facets = Facets { namespace: 7, tier: Tier::Sensitive, valid_to: Some(5), ..Facets::default() };
    let (thread, speaker) = (Some("chat"), Some("Anna B"));
    for id in ["x", "y", "z"] {
        index.add(&Document { id, text: "about the boat", thread, speaker, time: Some(9), facets });
    }
    index.set_vector("y", &model(), &vector(3));
    index.set_vector("0", &ModelId::new("small@2"), &[0.5, -1.0, 0.25]);
    index
}

#[test]
fn a_snapshot_is_the_same_index() {
    let mut index = lived_in();
    let same = |index: &Index, other: &Index| {
        for query in ["boat Anna", "Grüße", "hello third"] {
            let near = vector(3);
            let model = model();
            let query = Query { meanings: &[Meaning::new(&model, &near)], ..Query::new(query) };
            assert_eq!(index.search(&query), other.search(&query));
        }
        assert!(index.to_snapshot() == other.to_snapshot());
    };
    same(&index, &Index::from_snapshot(&index.to_snapshot()).unwrap());
    index.remove("y");
    index.remove("1");
    let mut back = Index::from_snapshot(&index.to_snapshot()).unwrap();
    same(&index, &back);
    for index in [&mut index, &mut back] {
        index.add(&Document { thread: Some("chat"), ..document("w", "the boat again") });
    }
    same(&index, &back);
    same(&Index::new(), &Index::from_snapshot(&Index::new().to_snapshot()).unwrap());
}

#[test]
fn another_version_is_told() {
    let mut bytes = lived_in().to_snapshot();
    bytes[7] = 9;
    assert_eq!(Index::from_snapshot(&bytes).unwrap_err(), SnapshotError::Version);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: fuzz_cases(), ..ProptestConfig::default() })]

    /// A damaged snapshot is refused or is an index that can be used, whatever it says.
    #[test]
    fn no_snapshot_can_do_harm(damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), cut: prop::sample::Index) {
        let mut bytes = lived_in().to_snapshot();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut.index(4) == 0 {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(mut index) = Index::from_snapshot(&bytes) {
            let near = vector(3);
            index.search(&Query { meanings: &[Meaning::new(&model(), &near)], diversity: Some(0.3), ..Query::new("boat hello") });
            index.add(&Document { thread: Some("chat"), ..document("w", "the boat again") });
            index.remove("y");
            index.to_snapshot();
        }
    }

    /// Whatever is added, touched and removed: what is found is what a fresh index of what is left finds.
    #[test]
    fn removing_leaves_no_trace(steps in prop::collection::vec((0_usize..12, any::<bool>()), 1..80)) {
        const TEXTS: [&str; 12] = ["red boat", "blue boat", "red house", "old house by the sea", "sea and boat", "the sea",
            "a green door", "red door", "blue sea", "the house of the door", "boat boat boat", "green sea"];
        let (mut index, mut left) = (Index::new(), Vec::new());
        for (at, add) in steps {
            let id = at.to_string();
            left.retain(|kept| *kept != at);
            if add {
                left.push(at);
                index.add(&Document { thread: Some(&id), ..document(&id, TEXTS[at]) });
            } else {
                index.remove(&id);
            }
        }
        let mut fresh = Index::new();
        for at in &left {
            fresh.add(&Document { thread: Some(&at.to_string()), ..document(&at.to_string(), TEXTS[*at]) });
        }
        let found = |index: &Index| {
            let mut hits = index.search(&Query { ranker: Ranker::Bm25, limit: 20, ..Query::new("red boat on the sea") });
            hits.sort_by(|one, other| one.id.cmp(&other.id));
            hits
        };
        let (found, wanted) = (found(&index), found(&fresh));
        prop_assert_eq!(ids(&found), ids(&wanted));
        for (one, other) in found.iter().zip(&wanted) {
            prop_assert!((one.score - other.score).abs() < 1e-4);
        }
    }
}

/// How many damaged snapshots: more when that is asked for.
fn fuzz_cases() -> u32 {
    std::env::var("OWNYOU_FUZZ").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2000)
}
