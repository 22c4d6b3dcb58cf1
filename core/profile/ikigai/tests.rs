//! The sample life reflected: whom it is lived with and what for; and what must never be said of anybody.

use super::*;
use crate::{
    ingest::sample,
    profile::{Edits, Profile, classify, life::Life, taxonomy},
    record::Record,
};

const NOW: &str = "2026-11-08T09:00:00Z";

fn sample() -> Vec<Record> {
    sample::records(&sample::FILES)
}

fn reflected(records: &[Record], now: &str) -> Ikigai {
    let mut profile = Profile::default();
    for record in records {
        profile.add(&record.id, record.source, record.time, &classify(record));
    }
    reflect(&Life::of(records), &profile.segments(&Edits::default()), Weights::default(), now.parse().unwrap())
}

fn records(lines: &[String]) -> Vec<Record> {
    lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Every claim with its name and its evidence.
fn claims(ikigai: &Ikigai) -> Vec<(String, Vec<RecordId>)> {
    fn of<T>(told: &[Told<T>], name: impl Fn(&T) -> String) -> Vec<(String, Vec<RecordId>)> {
        told.iter()
            .map(|it| (name(&it.what), it.signals.iter().map(|signal| signal.record.clone()).collect()))
            .collect()
    }
    let path = |id: &SegmentId| taxonomy::path(*id).join(" > ");
    let people = ikigai.relationships.key_people.iter();
    [
        of(&ikigai.experiences.preferred, |kind| format!("{kind:?}")),
        ikigai.experiences.recent.iter().map(|it| (it.title.clone(), vec![it.record.clone()])).collect(),
        people.map(|person| (person.name.clone(), person.records.clone())).collect(),
        of(&ikigai.interests.topics, path),
        of(&ikigai.interests.hobbies, Clone::clone),
        of(&ikigai.giving.causes, Clone::clone),
        of(&ikigai.giving.volunteering, Clone::clone),
        ikigai.giving.gifts.iter().map(|gift| ("gift".to_owned(), vec![gift.record.clone()])).collect(),
    ]
    .concat()
}

#[test]
fn the_sample_life_is_lived_with_these_people() {
    let ikigai = reflected(&sample(), NOW);
    for person in &ikigai.relationships.key_people {
        let KeyPerson { name, strength, bond, shared, last, records, .. } = person;
        eprintln!("{name}: {strength:.2} {bond:?} {shared:?} {last:?}, {} records", records.len());
    }
    let people: Vec<(&str, Bond)> =
        ikigai.relationships.key_people.iter().map(|person| (person.name.as_str(), person.bond)).collect();
    let mut sorted = people.clone();
    sorted.sort();
    assert_eq!(
        sorted,
        [
            ("Abena Owusu", Bond::Friend),
            ("Elin Lindqvist", Bond::Family),
            ("Jonas Weber", Bond::Friend),
            ("Karin Lindqvist", Bond::Family),
            ("Priya Nair", Bond::Friend),
            ("Ruth Pell", Bond::Colleague),
            ("Tom Ashby", Bond::Partner),
        ]
    );
    assert_eq!(people.first().map(|(name, _)| *name), Some("Tom Ashby"));
    assert!(ikigai.relationships.key_people.iter().all(|person| (0.3..1.0).contains(&person.strength)));
    let strength = |name| ikigai.person(name).unwrap().strength;
    assert!(strength("priya.nair@example.net") > strength("Ruth Pell"), "friends are closer than the office");
    assert!(matches!(ikigai.relationships.social, Social::Social | Social::VerySocial));
}

#[test]
fn the_sample_life_is_lived_for_this() {
    let ikigai = reflected(&sample(), NOW);
    for (name, evidence) in claims(&ikigai) {
        eprintln!("{name}: {}", evidence.len());
    }
    eprintln!("{:?}, {:.1} gifts a year", ikigai.experiences.frequency, ikigai.giving.gifts_a_year);
    let preferred: Vec<Experience> = ikigai.experiences.preferred.iter().map(|it| it.what).collect();
    for kind in [Experience::Travel, Experience::Entertainment, Experience::Wellness, Experience::Creative] {
        assert!(preferred.contains(&kind), "{kind:?}: {preferred:?}");
    }
    assert_eq!(ikigai.experiences.frequency, Frequency::Frequent);
    let recent: Vec<&str> = ikigai.experiences.recent.iter().map(|it| it.title.as_str()).collect();
    for title in ["Lisbon!", "Pottery class", "Moth Radio at SWX"] {
        assert!(recent.contains(&title), "{title}: {recent:?}");
    }
    assert!(!recent.contains(&"A week in Gothenburg"), "that is yet to come");
    let hobbies: Vec<&str> = ikigai.interests.hobbies.iter().map(|it| it.what.as_str()).collect();
    for hobby in ["Running and Jogging", "Desserts and Baking", "Arts and Crafts", "Photography"] {
        assert!(hobbies.contains(&hobby), "{hobby}: {hobbies:?}");
    }
    let gifts = ikigai.giving.gifts.len();
    assert!((3..=6).contains(&gifts), "flowers, a record, an apron, a scarf: {gifts}");
    assert!((4.0..13.0).contains(&ikigai.giving.gifts_a_year));
}

/// The only money given in the sample life went to a party, and the only meetings of the kind were a funeral, a dentist's
/// and a blood test.
#[test]
fn nothing_sensitive_is_behind_any_claim() {
    let records = sample();
    let ikigai = reflected(&records, NOW);
    assert!(ikigai.giving.causes.is_empty(), "{:?}", ikigai.giving.causes);
    for (name, evidence) in claims(&ikigai) {
        assert!(!evidence.is_empty(), "{name} has no evidence");
        for id in evidence {
            let record = records.iter().find(|record| record.id == id).unwrap();
            assert_ne!(classify(record).kind, crate::profile::Kind::Sensitive, "{name}: {}", record.headline());
        }
    }
}

#[test]
fn causes_and_volunteering_are_told_by_what_was_given() {
    let paid = |id: &str, day: &str, text: &str| {
        format!(
            r#"{{"id":"{id}","source":"transaction","time":"{day}T00:00:00Z","descriptor":"{text}","amount":"-15.00","currency":"GBP"}}"#
        )
    };
    let ikigai = reflected(
        &records(&[
            paid("a", "2026-09-01", "DD OXFAM"),
            paid("b", "2026-10-01", "DD OXFAM"),
            paid("c", "2026-10-03", "SUPERMARKET 12"),
            r#"{"id":"d","source":"email","time":"2026-10-09T00:00:00Z","from":"WWF <thanks@wwf.example>","to":["me@example.org"],"subject":"Thank you for your donation"}"#.to_owned(),
            r#"{"id":"e","source":"email","time":"2026-10-10T00:00:00Z","from":"WWF <news@wwf.example>","to":["me@example.org"],"subject":"Pandas need you, donate"}"#.to_owned(),
            r#"{"id":"f","source":"calendar","title":"Beach clean","start":"2026-10-11T10:00:00Z"}"#.to_owned(),
        ]),
        NOW,
    );
    let named = |told: &[Told<String>]| told.iter().map(|it| (it.what.clone(), it.signals.len())).collect::<Vec<_>>();
    assert_eq!(named(&ikigai.giving.causes), [("Oxfam".to_owned(), 2), ("WWF".to_owned(), 1)]);
    assert_eq!(named(&ikigai.giving.volunteering), [("Beach clean".to_owned(), 1)]);
}

#[test]
fn whoever_writes_to_many_or_sells_something_is_nobody() {
    let from = |id: u8, from: &str, body: &str| {
        format!(
            r#"{{"id":"i{id}","source":"email","time":"2026-10-{id:02}T10:00:00Z","from":"{from}","to":["me@example.org"],"subject":"Hello","body":"{body}"}}"#
        )
    };
    let to = |id: u8, to: &str| {
        format!(
            r#"{{"id":"o{id}","source":"email","time":"2026-10-{id:02}T10:00:00Z","from":"Ann Me <me@example.org>","to":["{to}"],"subject":"Hello","labels":["Sent"],"body":"Hi"}}"#
        )
    };
    let ikigai = reflected(
        &records(&[
            from(1, "Jane Writer <jane@paper.example>", "To leave: unsubscribe"),
            to(2, "Jane Writer <jane@paper.example>"),
            from(3, "Shop Service <service@shop.example>", "Your question"),
            to(4, "Shop Service <service@shop.example>"),
            from(5, "Only Writes <only@example.net>", "Are you there?"),
            to(6, "Only Written <written@example.net>"),
            to(7, "Ann Me <me@example.org>"),
            from(8, "Mum <ma@example.net>", "See you on Sunday. Love, Mum"),
            to(9, "Mum <ma@example.net>"),
            from(10, "Bob Friend <bob@example.net>", "Coming?"),
            to(11, "Bob Friend <bob@example.net>"),
        ]),
        NOW,
    );
    let people: Vec<(&str, Bond)> =
        ikigai.relationships.key_people.iter().map(|person| (person.name.as_str(), person.bond)).collect();
    assert_eq!(people, [("Bob Friend", Bond::Unknown), ("Mum", Bond::Family)]);
}

#[test]
fn a_life_without_records_is_reflected_as_nothing() {
    assert_eq!(reflected(&[], NOW), Ikigai::default());
}
