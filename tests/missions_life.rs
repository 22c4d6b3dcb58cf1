//! Cards about a life, from outside: over the sample life, and over a harder one (scripts/persona-life).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "support/sample.rs"]
mod sample;

use std::{collections::BTreeSet, fs, path::Path};

use jiff::tz::TimeZone;
use ownyou::{
    missions::{
        card::{AgentName, Does, Finding},
        feedback::Lessons,
        hands::World,
        run::{look, look_all},
    },
    profile::{
        ikigai::{Ikigai, Weights, reflect},
        life::Life,
    },
    record::Record,
    time::Time,
};
use serde_json::{Value, json};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn clara() -> Vec<Record> {
    let lines = fs::read_to_string(root().join("tests/data/life.jsonl")).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What is found at `now`, each finding as a card should be, whatever it says.
fn found(records: &[Record], now: &str) -> Vec<(AgentName, Finding)> {
    let now: Time = now.parse().unwrap();
    let life = Life::of(records.iter().filter(|record| record.source.name() != "email" || record.time <= Some(now)));
    let lessons = Lessons::default();
    let ikigai = reflect(&life, &[], Weights::default(), now);
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let world = World { life: &life, ikigai: &ikigai, segments: &[], memories: &[], lessons: &lessons, zone: &zone };
    let found = look_all(world, now);
    let mut keys = BTreeSet::new();
    for (agent, one) in &found {
        assert!(one.title.chars().count() <= 60 && !one.title.is_empty(), "{}", one.title);
        assert!(!one.summary.is_empty() && !one.reckoning.is_empty() && !one.actions.is_empty(), "{one:#?}");
        assert!((0.0..=1.0).contains(&one.utility), "{one:#?}");
        assert!(one.evidence.iter().all(|id| life.holds(id)), "{one:#?}");
        assert!(one.expires.is_none_or(|end| end > now), "{one:#?}");
        assert!(keys.insert((*agent, one.key.clone())), "twice: {:?}", one.key);
        for offer in &one.actions {
            if let Does::Calendar { ics } = &offer.does {
                assert!(ics.starts_with("BEGIN:VCALENDAR\r\n") && ics.ends_with("END:VCALENDAR\r\n"), "{ics}");
            }
        }
    }
    found
}

/// The payloads of a kind, as on the wire.
fn payloads(found: &[(AgentName, Finding)], kind: &str) -> Vec<Value> {
    let all = found.iter().map(|(_, one)| serde_json::to_value(&one.payload).unwrap());
    all.filter(|payload| payload["kind"] == kind).collect()
}

fn trips(records: &[Record], now: &str) -> Vec<String> {
    let found = found(records, now);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let line = |trip: &Value| {
        let legs = trip["legs"].as_array().unwrap().len();
        format!("{} {} {} {legs}", text(&trip["destination"]), text(&trip["start"]), text(&trip["end"]))
    };
    payloads(&found, "trip").iter().map(line).collect()
}

fn days(records: &[Record], now: &str, kind: &str) -> Vec<(String, String)> {
    let found = found(records, now);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut all: Vec<_> = payloads(&found, kind).iter().map(|day| (text(&day["name"]), text(&day["date"]))).collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    all
}

fn show(found: &[(AgentName, Finding)]) {
    for (agent, one) in found {
        eprintln!("{agent} [{:?}] {} — {}", one.urgency, one.title, one.summary);
        for step in &one.reckoning {
            eprintln!("      {}: {}", step.label, step.value);
        }
    }
}

#[test]
fn the_journeys_of_the_sample_life() {
    let records = sample::records();
    assert_eq!(
        trips(&records, "2026-05-29T08:00:00+01:00"),
        [
            "Swansea 2026-05-30 2026-05-31 2",
            "Gothenburg 2026-06-18 2026-06-22 4",
            // So far in the calendar only.
            "Lisbon 2026-09-10 2026-09-15 2",
            "Gothenburg 2026-12-20 2026-12-28 2",
        ]
    );
    assert_eq!(trips(&records, "2026-08-01T08:00:00+01:00")[0], "Lisbon 2026-09-10 2026-09-15 2");
    assert_eq!(trips(&records, "2026-11-01T08:00:00+00:00"), ["Gothenburg 2026-12-20 2026-12-28 2"]);
    show(&found(&records, "2026-11-01T08:00:00+00:00"));
    show(&found(&records, "2026-09-08T08:00:00+01:00"));
}

#[test]
fn who_comes_along_is_sent_the_plan_without_the_bookings_numbers() {
    let found = found(&sample::records(), "2026-11-01T08:00:00+00:00");
    let (_, trip) = found.iter().find(|(_, one)| one.title.contains("Gothenburg")).unwrap();
    let payload = serde_json::to_value(&trip.payload).unwrap();
    let number = payload["legs"][0]["reservation"].as_str().unwrap();
    let letter = trip.actions.iter().find_map(|offer| match &offer.does {
        Does::Write { body, .. } => Some(body),
        _ => None,
    });
    assert!(trip.reckoning.iter().any(|step| step.value.contains(number)) && number.len() > 4);
    assert!(letter.unwrap().contains("SK 526") && !letter.unwrap().contains(number), "{letter:?}");
}

#[test]
fn journeys_changed_called_off_overlapping_and_those_of_others() {
    let records = clara();
    show(&found(&records, "2026-11-21T09:00:00+01:00"));
    assert_eq!(
        trips(&records, "2026-11-21T09:00:00+01:00"),
        [
            "Madrid 2026-12-03 2026-12-08 4",
            "New York 2027-02-19 2027-02-28 4",
            "Vienna 2027-02-23 2027-02-26 2",
            "Copenhagen 2027-03-26 2027-03-29 0",
            "Binz 2027-05-14 2027-05-21 0",
        ]
    );
    // Before they were changed and called off.
    assert_eq!(
        trips(&records, "2026-10-15T09:00:00+02:00")[..3],
        ["Madrid 2026-12-03 2026-12-07 4", "Rome 2027-01-10 2027-01-13 2", "New York 2027-02-12 2027-02-21 4"]
    );
    assert_eq!(trips(&records, "2026-07-01T09:00:00+02:00")[0], "Munich 2026-07-03 2026-07-06 2");
}

#[test]
fn what_a_trip_still_needs() {
    let found = found(&clara(), "2026-11-21T09:00:00+01:00");
    let passports = payloads(&found, "passport_expiry");
    let to = |place: &str| passports.iter().find(|it| it["destination"] == place);
    assert_eq!(to("New York").unwrap()["expires"], "2027-03-30");
    assert_eq!(
        payloads(&found, "gap"),
        [json!({"kind": "gap", "destination": "New York", "from": "2027-02-25", "to": "2027-02-27"})]
    );
    let clashes: Vec<_> = payloads(&found, "clash").iter().map(|it| it["second"].clone()).collect();
    // The dentist's appointment in those days is of health, and makes no card.
    assert_eq!(clashes, ["Ben's birthday dinner", "Trip to Vienna"]);
    let on_the_eve = self::found(&clara(), "2026-12-02T09:00:00+01:00");
    let check_ins: Vec<_> = payloads(&on_the_eve, "check_in").iter().map(|it| it["number"].clone()).collect();
    assert_eq!(check_ins, ["LH 9"]);
}

#[test]
fn birthdays_of_four_languages_once_each() {
    let pair = |name: &str, date: &str| (name.to_owned(), date.to_owned());
    assert_eq!(
        days(&clara(), "2026-11-21T09:00:00+01:00", "birthday"),
        [
            pair("Ben Fischer", "2026-12-01"),
            pair("Diego Ruiz", "2026-12-09"),
            pair("Mama", "2026-12-24"),
            pair("Mia Wolf", "2026-12-28"),
            pair("Léa", "2027-01-05"),
            pair("Aunt Ingrid", "2027-02-28"),
            pair("Old Friend", "2027-07-15"),
        ]
    );
    assert_eq!(
        days(&clara(), "2026-11-21T09:00:00+01:00", "anniversary"),
        [pair("Hochzeitstag Mama & Papa", "2026-12-14")]
    );
    assert_eq!(
        days(&sample::records(), "2026-08-20T09:00:00+01:00", "birthday"),
        [
            pair("Priya", "2026-08-29"),
            pair("Elin", "2026-09-03"),
            pair("Abena", "2026-10-08"),
            pair("Mamma", "2027-05-27"),
            pair("Tom", "2027-07-11"),
        ]
    );
}

#[test]
fn a_week_in_the_sample_life() {
    let records = sample::records();
    let mut before = BTreeSet::new();
    for day in 1..=7 {
        let now = format!("2026-11-{day:02}T08:00:00+00:00");
        let found = found(&records, &now);
        let kinds: BTreeSet<String> =
            found.iter().map(|(_, one)| serde_json::to_value(&one.payload).unwrap()["kind"].to_string()).collect();
        eprintln!("{now}: {} cards, {kinds:?}", found.len());
        if day == 1 {
            show(&found);
            assert!(kinds.contains("\"trip\"") && kinds.contains("\"passport_expiry\""), "{kinds:?}");
            assert!(kinds.contains("\"unsubscribe\""), "{kinds:?}");
        }
        // What is said on one day is, but for what is new, what was said the day before.
        let keys: BTreeSet<_> = found.iter().map(|(agent, one)| (*agent, one.key.clone())).collect();
        assert!(before.is_empty() || keys.difference(&before).count() <= 3, "{:?}", keys.difference(&before));
        before = keys;
    }
}

#[test]
fn an_evening_with_who_was_not_met_for_long() {
    let records = sample::records();
    // Priya was met on 16 October, and the time before that there were dumplings.
    let evenings = payloads(&found(&records, "2026-11-16T08:00:00+00:00"), "evening");
    show(&found(&records, "2026-11-16T08:00:00+00:00"));
    assert_eq!(
        evenings[0],
        json!({"kind": "evening", "name": "Priya Nair", "date": "2026-11-20", "place": "Dumpling Quay"})
    );
}

#[test]
fn bookings_in_plain_words() {
    let lines = fs::read_to_string(root().join("tests/data/bookings.jsonl")).unwrap();
    let mut wrong = Vec::new();
    for line in lines.lines() {
        let record: Record = serde_json::from_str(line).unwrap();
        let expected: Vec<String> =
            record.extra.get("trip").iter().map(|trip| trip.as_str().unwrap().to_owned()).collect();
        let trips = trips(&[record], "2027-01-03T09:00:00+00:00");
        let trips: Vec<String> = trips.iter().map(|trip| trip.rsplit_once(' ').unwrap().0.to_owned()).collect();
        if trips != expected {
            wrong.push((expected, trips));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_birthday_is_found_at_once_and_becomes_a_card_in_time() {
    let (life, ikigai, lessons) = (Life::of(&clara()), Ikigai::default(), Lessons::default());
    let zone = TimeZone::get("Europe/Berlin").unwrap();
    let world = World { life: &life, ikigai: &ikigai, segments: &[], memories: &[], lessons: &lessons, zone: &zone };
    let cards = |now: &str| {
        let found = look(AgentName::Events, world, now.parse().unwrap()).findings;
        let titles = found.into_iter().map(|one| one.title).filter(|title| title.contains("birthday on"));
        titles.collect::<Vec<_>>()
    };
    assert_eq!(cards("2026-11-01T00:00:00+01:00"), ["Ben Fischer: birthday on 1 December"]);
    assert!(cards("2026-10-31T00:00:00+01:00").is_empty());
    assert!(cards("2026-12-02T00:00:00+01:00").iter().all(|title| !title.starts_with("Ben")));
}

/// Texts that nobody wrote, and days at the ends of the calendar.
#[test]
fn any_records_come_to_something() {
    let texts = [
        "",
        " ",
        "Check-in: 31 December 9999\nCheck-out: 1 January 0001 hotel booking",
        "A to B",
        "London to Rome",
        "🎂's 's",
        "\u{202e}Z\u{301}",
    ];
    let days = ["0001-01-02", "9998-12-31", "2024-02-29", "2027-01-10"];
    let mut records = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        for (other, day) in days.iter().enumerate() {
            let id = format!("{at}-{other}");
            let time = format!("{day}T12:00:00Z");
            let flight = json!({"@type": "FlightReservation", "reservationNumber": text, "reservationFor": {"@type": "Flight",
                "departureAirport": {"iataCode": "HAM"}, "arrivalAirport": {"name": text}, "departureTime": time, "arrivalTime": days[3]}});
            for record in [
                json!({"id": format!("m{id}"), "source": "email", "time": time, "from": text, "to": [text], "subject": format!("Booking {text}"),
                    "body": text, "labels": [text], "schema": [flight]}),
                json!({"id": format!("c{id}"), "source": "calendar", "title": text, "start": day, "end": days[1], "location": text,
                    "attendees": [text], "rrule": "FREQ=YEARLY"}),
                json!({"id": format!("e{id}"), "source": "calendar", "title": text, "start": time, "end": time, "location": text}),
                json!({"id": format!("p{id}"), "source": "contact", "title": text, "emails": [text], "birthday": "--02-29"}),
                json!({"id": format!("t{id}"), "source": "transaction", "time": time, "descriptor": text, "amount": "-99999999999.99"}),
                json!({"id": format!("h{id}"), "source": "history", "time": time, "url": format!("https://a.example/{text}"), "title": text}),
            ] {
                records.push(serde_json::from_value::<Record>(record).unwrap());
            }
        }
    }
    for now in ["0001-01-03T00:00:00Z", "2027-01-09T00:00:00Z", "9998-12-30T23:59:59Z"] {
        let life = Life::of(&records);
        let (ikigai, lessons, zone) = (Ikigai::default(), Lessons::default(), TimeZone::UTC);
        let world =
            World { life: &life, ikigai: &ikigai, segments: &[], memories: &[], lessons: &lessons, zone: &zone };
        for (_, one) in look_all(world, now.parse().unwrap()) {
            assert!(one.title.chars().count() <= 60, "{}", one.title);
        }
    }
}
