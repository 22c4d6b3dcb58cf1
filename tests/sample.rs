//! The sample life (`tests/data/sample/`, written by `scripts/sample/generate.mjs`) read as a person's files: nothing
//! is lost, and mail, bank, calendar and browsing tell one story.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, fs, path::Path};

use jiff::tz::TimeZone;
use ownyou::{
    ingest::{Format, Item, Options, Reader},
    profile::{Edits, Evidence, Kind, Profile, classify, taxonomy},
    record::{Record, Source},
};

/// File, what it is recognised as, and how many records it holds.
const FILES: [(&str, Format, usize); 4] = [
    ("mail.mbox", Format::Mbox, 221),
    ("bank.csv", Format::Csv, 306),
    ("calendar.ics", Format::Ics, 60),
    ("BrowserHistory.json", Format::History, 800),
];

/// The bank's balance before the first line of `bank.csv`, pence.
const OPENING_PENCE: i64 = 261_843;

fn bytes(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sample").join(name)).unwrap()
}

/// The records of a file pushed in chunks of `chunk` bytes. Fails if anything is skipped.
fn read(name: &str, format: Format, chunk: usize) -> Vec<Record> {
    let bytes = bytes(name);
    let head = &bytes[..bytes.len().min(64 * 1024)];
    let options = Options { zone: TimeZone::get("Europe/London").unwrap(), columns: None };
    let mut reader = Reader::new(name, head, options).unwrap();
    assert_eq!(reader.format(), format, "{name}");
    let mut records = Vec::new();
    let mut sink = |item| match item {
        Item::Record(record) => records.push(*record),
        Item::Skipped(skip) => panic!("{name}, {}: {}", skip.at, skip.why),
    };
    for part in bytes.chunks(chunk) {
        reader.push(part, &mut sink).unwrap();
    }
    reader.finish(&mut sink).unwrap();
    records
}

fn life() -> Vec<Record> {
    FILES.into_iter().flat_map(|(name, format, _)| read(name, format, 64 * 1024)).collect()
}

/// The only record of `source` that `wanted` accepts.
fn only(life: &[Record], source: Source, wanted: impl Fn(&Record) -> bool) -> &Record {
    let found: Vec<_> = life.iter().filter(|record| record.source == source && wanted(record)).collect();
    assert_eq!(found.len(), 1, "{found:#?}");
    found[0]
}

fn pence(amount: &str) -> i64 {
    let (whole, cents) = amount.split_once('.').unwrap();
    assert_eq!(cents.len(), 2, "{amount}");
    let sign = if amount.starts_with('-') { -1 } else { 1 };
    whole.parse::<i64>().unwrap() * 100 + sign * cents.parse::<i64>().unwrap()
}

fn text<'a>(record: &'a Record, field: &str) -> &'a str {
    record.extra.get(field).and_then(|value| value.as_str()).unwrap_or_default()
}

/// The day in the home zone's wall-clock time as the record was written.
fn day(record: &Record) -> String {
    record.time.unwrap().date().to_string()
}

#[test]
fn every_item_is_read_and_has_an_id_of_its_own() {
    for (name, format, count) in FILES {
        assert_eq!(read(name, format, 64 * 1024).len(), count, "{name}");
    }
    let life = life();
    let ids: BTreeSet<_> = life.iter().map(|record| &record.id).collect();
    assert_eq!(ids.len(), life.len());
    assert!(life.iter().all(|record| record.time.is_some() && !record.headline().is_empty()));
}

#[test]
fn reading_again_in_other_chunks_gives_the_same_records() {
    for (name, format, _) in FILES {
        assert!(read(name, format, 997) == read(name, format, 1 << 20), "{name}");
    }
}

#[test]
fn mails_keep_their_letters() {
    let life = life();
    let subject = |words: &str| only(&life, Source::Email, |mail| mail.subject.as_deref() == Some(words));
    let body = |words: &str| subject(words).body.as_deref().unwrap();
    assert!(body("Inflyttningsfest hos oss?").contains("gästrummet fritt från torsdagen"), "Latin-1, 8bit");
    assert!(body("Tack för blommorna").contains("Älskade Mara"), "Latin-1, quoted-printable");
    assert!(body("Ja må du leva!").contains("Grattis på födelsedagen"), "Latin-1, base64");
    assert!(body("Förklädet!").contains("exactly the green"), "subject in base64");
    let leaves = body("Att ta med").lines().filter(|line| line.starts_with("From "));
    assert_eq!(leaves.count(), 2, "the quoting of an mbox is undone");
    assert!(body("A walk tomorrow").contains("\n>From the new book"));
    let apple = life.iter().filter(|mail| mail.subject.as_deref() == Some("Your receipt from Apple"));
    assert!(apple.clone().all(|mail| mail.body.as_deref().unwrap().contains("Apple Music")), "HTML alone");
    assert_eq!(apple.count(), 5);
    assert!(body("Invitation: Book club: The Overstory").contains("600 pages about trees"), "with an attachment");
    assert!(life.iter().all(|record| !record.body.as_deref().unwrap_or_default().contains('\u{fffd}')));
    let lists: BTreeSet<_> =
        life.iter().map(|record| text(record, "list_id")).filter(|list| !list.is_empty()).collect();
    assert_eq!(lists.len(), 11);
}

#[test]
fn the_bank_adds_up() {
    let records = read("bank.csv", Format::Csv, 64 * 1024);
    let file = String::from_utf8(bytes("bank.csv")).unwrap();
    let mut balance = OPENING_PENCE;
    for (record, line) in records.iter().zip(file.lines().skip(1)) {
        let cells: Vec<_> = line.split(',').collect();
        let (date, descriptor, printed) = (cells[0], cells[2], cells[4]);
        let written: Vec<_> = day(record).split('-').rev().map(str::to_owned).collect();
        assert_eq!(written.join("/"), date);
        assert_eq!(record.descriptor.as_deref(), Some(descriptor));
        balance += pence(record.amount.as_deref().unwrap());
        assert_eq!(balance, pence(printed), "{line}");
    }
    let clay = records.iter().filter(|record| record.descriptor.as_deref().unwrap().contains("KILN & CLAY"));
    let clay: BTreeSet<_> = clay.map(|record| (&record.id, day(record), &record.amount)).collect();
    assert_eq!(clay.len(), 2, "two equal charges on one day are two");
}

/// The booking's mail, the card's payment, the calendar's flights and the page of the confirmation.
#[test]
fn flights_agree_everywhere() {
    let life = life();
    for (reference, descriptor, pounds, out, back) in [
        ("K7QW2M", "SAS SCANDINAVIAN 1172419", "186.40", "2026-06-18T11:05:00+01:00", "2026-06-22T18:40:00+02:00"),
        ("KB4T9XN", "EASYJET EZY000KB4T9XN", "268.96", "2026-09-10T06:45:00+01:00", "2026-09-15T21:05:00+01:00"),
        ("R3DZ8L", "SAS SCANDINAVIAN 1172982", "214.80", "2026-12-20T11:15:00+00:00", "2026-12-28T18:40:00+01:00"),
    ] {
        let confirmed = format!("Your booking {reference} is confirmed");
        let mail = only(&life, Source::Email, |mail| mail.subject.as_ref() == Some(&confirmed));
        assert!(mail.body.as_deref().unwrap().contains(&format!("£{pounds}")), "{reference}");
        let card = |record: &Record| record.descriptor.as_deref().unwrap().contains(descriptor);
        let payment = only(&life, Source::Transaction, card);
        assert_eq!(payment.amount.as_deref(), Some(format!("-{pounds}").as_str()));
        assert_eq!(day(payment), day(mail));
        let page = format!("confirmation/{reference}");
        let visit = only(&life, Source::History, |visit| visit.url.as_deref().unwrap().ends_with(&page));
        assert_eq!(day(visit), day(mail));

        let note = format!("Booking reference {reference}");
        let mut flights: Vec<_> = life.iter().filter(|event| text(event, "description") == note).collect();
        flights.sort_by_key(|event| event.time);
        let starts: Vec<_> = flights.iter().map(|event| event.start.unwrap().to_string()).collect();
        assert_eq!(starts, [out, back]);

        let told = mail.extra["schema"].to_string();
        for event in flights {
            assert!(told.contains(&event.start.unwrap().to_string()), "{told}");
            assert!(told.contains(&event.end.unwrap().to_string()), "{told}");
        }
    }
}

#[test]
fn the_calendar_keeps_series_exceptions_and_whole_days() {
    let life = life();
    let pottery: Vec<_> = life.iter().filter(|event| text(event, "uid") == "pottery@calendar.example.com").collect();
    assert_eq!(pottery.len(), 2, "the series, and the evening that moved");
    assert_eq!(text(pottery[0], "rrule"), "FREQ=WEEKLY;COUNT=6");
    assert_eq!(pottery[1].start.unwrap().to_string(), "2026-10-14T19:00:00+01:00");
    let titled = |title: &str| only(&life, Source::Calendar, |event| event.title.as_deref() == Some(title));
    assert_eq!(text(titled("Quiz night at Tincan Kitchen"), "status"), "cancelled");
    let lisbon = titled("Lisbon!");
    assert_eq!(
        (lisbon.start.unwrap().to_string(), lisbon.end.unwrap().to_string()),
        ("2026-09-10".into(), "2026-09-16".into())
    );
    assert_eq!(lisbon.attendees, ["Tom Ashby <tom.ashby@example.org>"]);
    let mamma = titled("Ring Mamma");
    assert_eq!(mamma.start.unwrap().to_string(), "2026-08-17T19:00:00+00:00");
}
/// What the sample's author knows to be sensitive: health, a party, mourning, alcohol, gambling.
const SENSITIVE: [&str; 22] = [
    "Your GP appointment on 16 June",
    "Your test results",
    "Reminder: your dental check-up on 24 September",
    "Thank you for your donation",
    "Granny Jean's funeral", // a mail and an event
    "Cup sweepstake",
    "my ears", // speaks of cider
    "CARD PAYMENT TO WELL PHARMACY SOUTHVILLE",
    "CARD PAYMENT TO BUPA DENTAL CARE BEDMINSTER",
    "CARD PAYMENT TO GREEN PARTY DONATION",
    "CARD PAYMENT TO SYSTEMBOLAGET 0178 GOTEBORG",
    "CARD PAYMENT TO MAJESTIC WINE BRISTOL",
    "GP appointment, blood test",
    "Dentist",
    "always tired low iron symptoms - Google Search",
    "Iron deficiency anaemia - NHS",
    "About ferrous sulfate - NHS",
    "Your prescriptions - NHS App",
    "Coping with bereavement | Marie Curie",
    "Donate | Green Party",
    "dog friendly pubs leigh woods - Google Search",
    "Invitation: Book club: The Overstory", // speaks of wine
];

/// Segments of tier 2 that Mara's life is about.
const EXPECTED: [&str; 14] = [
    "Interest > Food & Drink",
    "Interest > Travel",
    "Interest > Hobbies & Interests",
    "Interest > Pets",
    "Interest > Healthy Living",
    "Interest > Music and Audio",
    "Interest > Sports",
    "Interest > Style & Fashion",
    "Interest > Books and Literature",
    "Interest > Home & Garden",
    "Interest > News and Politics",
    "Interest > Television",
    "Purchase Intent > Travel and Tourism",
    "Purchase Intent > Arts and Entertainment",
];

#[test]
fn the_profile_is_that_of_mara() {
    let mut profile = Profile::default();
    for record in life() {
        profile.add(&record.id, record.source, record.time, &classify(&record));
    }
    let scores = profile.segments(&Edits::default());
    let found: BTreeSet<_> = scores.iter().map(|score| taxonomy::path(score.segment).join(" > ")).collect();
    let missing: Vec<_> = EXPECTED.into_iter().filter(|path| !found.contains(*path)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    for deep in ["Photography", "Running and Jogging", "Desserts and Baking", "Dogs", "Europe Travel", "Air Travel"] {
        assert!(found.iter().any(|path| path.ends_with(deep)), "{deep}");
    }
    for score in &scores {
        assert!(!taxonomy::is_denied(score.segment), "{:?}", taxonomy::path(score.segment));
        assert!(score.confidence > 0.0 && score.confidence < 1.0);
        let newest_first = |evidence: &[Evidence]| evidence.iter().rev().map(|one| one.time).is_sorted();
        let evidence = profile.evidence(score.segment);
        assert_eq!(
            evidence.iter().map(|one| &one.record).collect::<Vec<_>>(),
            score.records.iter().collect::<Vec<_>>()
        );
        assert!(newest_first(&evidence));
    }
}

#[test]
fn sensitive_evidence_yields_nothing() {
    let life = life();
    for headline in SENSITIVE {
        let told: Vec<_> = life.iter().filter(|record| record.headline() == headline).collect();
        assert!(!told.is_empty(), "{headline}");
        for record in told {
            let verdict = classify(record);
            assert_eq!(verdict.kind, Kind::Sensitive, "{headline}");
            assert!(verdict.claims.is_empty(), "{headline}");
        }
    }
    let silenced = life.iter().filter(|record| classify(record).kind == Kind::Sensitive).count();
    assert!(silenced * 100 < life.len() * 4, "caution must not swallow a life: {silenced} of {}", life.len());
}
