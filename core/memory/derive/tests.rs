//! What the sample life comes to, judged line by line as the person would, and what must never come of anything.

use proptest::prelude::*;

use super::*;
use crate::ingest::sample;

fn life() -> Vec<Record> {
    sample::records(&["mail.mbox", "bank.csv", "calendar.ics"])
}

fn lines(found: &[Candidate]) -> Vec<String> {
    found.iter().map(|c| format!("{:?} {} | {} | {}", c.tier, c.relation, c.object, c.text)).collect()
}

#[test]
fn the_sample_life_is_told_as_it_is() {
    let records = life();
    let found = derive(&records);
    let all = lines(&found);
    eprintln!("{}", all.join("\n"));
    let object = |relation: &str| {
        found.iter().filter(|c| c.relation.as_str() == relation).map(|c| c.object.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(object("employer"), ["Fernhollow Landscape"]);
    for name in ["Abena Owusu", "Jonas Weber", "Priya Nair", "Tom Ashby"] {
        assert!(object("knows").contains(&name), "{name}: {all:#?}");
    }
    assert!(object("family").contains(&"Elin Lindqvist") && object("family").contains(&"Karin Lindqvist"));
    assert_eq!(object("energy-provider"), ["Octopus Energy"]);
    assert!(object("travels-to").contains(&"Lisbon"), "{all:#?}");
    assert!(object("subscription").iter().any(|object| object.starts_with("Spotify")), "{all:#?}");
    // The person is not somebody they know, and money between their own pots is no subscription.
    for line in &all {
        assert!(!line.contains("Mara Lindqvist") && !line.to_lowercase().contains("savings"), "{line}");
    }
    let ids: Vec<_> = records.iter().map(|record| record.id.clone()).collect();
    for candidate in &found {
        assert!(!candidate.sources.is_empty() && candidate.sources.iter().all(|id| ids.contains(id)), "{candidate:?}");
        assert!((0.0..=1.0).contains(&candidate.confidence) && candidate.text.len() < 300, "{candidate:?}");
        let money = matches!(
            candidate.relation.as_str(),
            "salary" | "subscription" | "rent" | "recurring-payment" | "employer"
        );
        assert!(!money || candidate.tier != Tier::Public, "{candidate:?}");
    }
}

#[test]
fn the_order_of_records_does_not_matter_to_what_is_known() {
    let mut records = life();
    let mut forth = lines(&derive(&records));
    records.reverse();
    let mut back = lines(&derive(&records));
    forth.sort();
    back.sort();
    assert_eq!(forth, back);
}

fn mail(from: &str, labels: &[&str], body: &str) -> Record {
    let mut record = Record::new(RecordId::from_natural_key(Source::Email, &[from, body]), Source::Email);
    record.from = Some(from.to_owned());
    record.labels = labels.iter().map(|label| (*label).to_owned()).collect();
    record.body = Some(body.to_owned());
    record
}

#[test]
fn only_the_persons_own_words_count() {
    let mut turn = Record::new(RecordId::from_text("c"), Source::Chat);
    turn.body = Some("As you said, fine.\nI love mountains.".to_owned());
    turn.extra.insert("author".to_owned(), "assistant".into());
    let records = [
        mail("A B <a@b.example>", &["Inbox"], "I hate opera."),
        mail("Me <me@b.example>", &["Sent"], "I like tea.\n> I like coffee."),
        turn,
    ];
    assert_eq!(lines(&derive(&records)), ["Public likes | tea | You like tea."]);
}

#[test]
fn birthdays_are_those_of_calendars() {
    let event = |title: &str, rule: Option<&str>, start: &str| {
        let mut record = Record::new(RecordId::from_natural_key(Source::Calendar, &[title]), Source::Calendar);
        record.title = Some(title.to_owned());
        record.start = start.parse().ok();
        record.extra.extend(rule.map(|rule| ("rrule".to_owned(), rule.into())));
        record
    };
    let records = [
        event("Tom's birthday", Some("FREQ=YEARLY"), "2026-07-11"),
        event("Geburtstag: Jonas Weber", None, "2026-03-02"),
        event("Tom's birthday dinner, Marrow & Thyme", None, "2026-07-12T19:30:00+01:00"),
        event("Birthday picnic", None, "2026-08-22T13:00:00+01:00"),
    ];
    let texts: Vec<_> = derive(&records).into_iter().map(|c| c.text).collect();
    assert_eq!(texts, ["Tom's birthday is on 11 July.", "Jonas Weber's birthday is on 2 March."]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn any_records_come_to_something(texts in proptest::collection::vec("\\PC{0,60}", 1..8), amount in "-?[0-9]{0,9}\\.?[0-9]{0,3}", day in 0_i64..2_000) {
        let mut records = Vec::new();
        for (at, text) in texts.iter().enumerate() {
            for source in Source::ALL {
                let mut record = Record::new(RecordId::from_natural_key(source, &[&at.to_string()]), source);
                record.time = Time::from_unix_seconds((day + i64::try_from(at).unwrap_or(0) * 30) * 86_400);
                record.from = Some(format!("{text} <{text}>"));
                record.to = vec![text.clone()];
                record.labels = vec!["Sent".to_owned()];
                (record.subject, record.title, record.descriptor) = (Some(text.clone()), Some(text.clone()), Some(text.clone()));
                record.body = Some(format!("I like {text}. {text}"));
                record.amount = Some(amount.clone());
                record.attendees = vec![text.clone()];
                records.push(record);
            }
        }
        derive(&records);
    }
}
