//! Cards about money, from outside: over the sample life and over a harder one (scripts/persona), how much of what is there
//! is found, and how much of what is found is there. docs/missions-figures.md has the figures.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

#[path = "support/sample.rs"]
mod sample;

use std::{fs, path::Path};

use jiff::{civil::Date, tz::TimeZone};
use ownyou::{
    missions::{feedback::Lessons, hands::World, run::look_all},
    profile::{ikigai::Ikigai, life::Life},
    record::Record,
    time::Time,
};
use serde_json::{Value, json};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sample life, and what is in it (web/app/sample/bank.mjs, persona.mjs).
fn mara() -> (Vec<Record>, Value) {
    let records = sample::records();
    let monthly = [
        ("Redcliff Climbing", "46.00"),
        ("Spotify", "12.99"),
        ("Bristol Water", "31.20"),
        ("Petplan", "21.35"),
        ("Netflix", "14.99"),
        ("Octopus Energy", "84.00"),
        ("Apple", "10.99"),
        ("giffgaff", "12.00"),
        ("Google One", "2.49"),
    ];
    let others =
        [("Riverford", "18.45", "biweekly"), ("Butternut Box", "38.20", "four-weekly"), ("Strava", "54.99", "yearly")];
    let all = monthly.map(|(merchant, amount)| (merchant, amount, "monthly")).into_iter().chain(others);
    let subscriptions: Vec<Value> = all
        .map(|(merchant, amount, cadence)| json!({"merchant": merchant, "amount": amount, "currency": "GBP", "cadence": cadence}))
        .collect();
    let expected = json!({
        "now": "2026-10-31T09:00:00+00:00",
        "subscription": subscriptions,
        "price_rise": [{"merchant": "Netflix", "from": "12.99", "to": "14.99", "since": "2026-08-12"}],
        "double_charge": [{"merchant": "Kiln & Clay", "amount": "63.80"}],
        "missing_refund": [{"merchant": "SportsShoes", "amount": "124.99"}],
        "return_window": [{"merchant": "Amazon", "amount": "22.75"}],
    });
    (records, expected)
}

/// A life of tests/data, and what is in it.
fn life(name: &str) -> (Vec<Record>, Value) {
    let read = |ending: &str| fs::read_to_string(root().join(format!("tests/data/{name}.{ending}"))).unwrap();
    let records = read("jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (records, serde_json::from_str(&read("expected.json")).unwrap())
}

/// scripts/persona.
fn jule() -> (Vec<Record>, Value) {
    life("money")
}

/// Somebody with an account wherever she lived (scripts/persona-abroad).
fn noa() -> (Vec<Record>, Value) {
    life("abroad")
}

/// Those whose authors had not seen what is found in them (scripts/lives).
fn strangers() -> [(Vec<Record>, Value); 3] {
    ["niamh", "lukas", "dana"].map(life)
}

fn everybody() -> Vec<(Vec<Record>, Value)> {
    [mara(), jule(), noa()].into_iter().chain(strangers()).collect()
}

/// The payloads found, as on the wire.
fn found(records: &[Record], now: &str) -> Vec<Value> {
    let now: Time = now.parse().unwrap();
    let life = Life::of(records);
    let (ikigai, lessons, zone) = (Ikigai::default(), Lessons::default(), TimeZone::UTC);
    let world = World { life: &life, ikigai: &ikigai, segments: &[], memories: &[], lessons: &lessons, zone: &zone };
    let cards = look_all(world, now);
    cards.iter().map(|(_, card)| serde_json::to_value(&card.payload).unwrap()).collect()
}

fn letters(value: &Value) -> String {
    let text = value.as_str().unwrap().to_lowercase();
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a card says what is expected, in every field that is; its merchant may be named longer. Of several, one is enough;
/// near a day is within three of it.
fn is_right(card: &Value, expected: &Value) -> bool {
    expected.as_object().unwrap().iter().all(|(field, value)| match (field.as_str(), value) {
        ("kind", _) => true,
        (_, Value::Object(day)) => {
            let days = [&card[field], &day["near"]].map(|day| day.as_str().unwrap().parse::<Date>().unwrap());
            days[0].duration_until(days[1]).as_hours().abs() <= 72
        }
        (_, Value::Array(any)) => any.iter().any(|value| says(card, field, value)),
        _ => says(card, field, value),
    })
}

fn says(card: &Value, field: &str, value: &Value) -> bool {
    match field {
        "merchant" | "name" | "destination" => letters(&card[field]).contains(&letters(value)),
        _ => card[field] == *value,
    }
}

/// Whether a card is of something that is arguable: who it is of is enough.
fn is_arguable(card: &Value, expected: &Value) -> bool {
    expected["may"].as_array().into_iter().flatten().any(|one| {
        let mut who = one.clone();
        who.as_object_mut().unwrap().retain(|field, _| ["merchant", "name"].contains(&field.as_str()));
        one["kind"] == card["kind"] && is_right(card, &who)
    })
}

/// What was found of a kind: right, missed and wrong.
#[derive(Debug, Default)]
struct Tally {
    right: usize,
    missed: Vec<Value>,
    wrong: Vec<Value>,
}

fn tally(cards: &[Value], expected: &Value, kind: &str) -> Tally {
    let mut tally =
        Tally { wrong: cards.iter().filter(|card| card["kind"] == kind).cloned().collect(), ..Tally::default() };
    for one in expected[kind].as_array().unwrap() {
        match tally.wrong.iter().position(|card| is_right(card, one)) {
            Some(at) => {
                tally.wrong.remove(at);
                tally.right += 1;
            }
            None => tally.missed.push(one.clone()),
        }
    }
    tally.wrong.retain(|card| !is_arguable(card, expected));
    eprintln!("{kind}: {} right, {} missed, {} wrong", tally.right, tally.missed.len(), tally.wrong.len());
    tally
}

#[test]
fn subscriptions_are_found_and_nothing_else_is_one() {
    for (records, expected) in everybody() {
        let cards = found(&records, expected["now"].as_str().unwrap());
        let tally = tally(&cards, &expected, "subscription");
        let share = |of: usize| tally.right * 100 / of.max(1);
        assert!(share(tally.right + tally.missed.len()) >= 95, "{tally:#?}");
        assert!(share(tally.right + tally.wrong.len()) >= 95, "{tally:#?}");
    }
}

#[test]
fn what_else_is_about_money_is_all_found_and_none_is_invented() {
    for (records, expected) in everybody() {
        let cards = found(&records, expected["now"].as_str().unwrap());
        for kind in ["price_rise", "double_charge", "missing_refund", "return_window"] {
            let tally = tally(&cards, &expected, kind);
            assert!(tally.missed.is_empty() && tally.wrong.is_empty(), "{tally:#?}");
        }
    }
}

#[test]
fn journeys_and_birthdays_of_many_languages_are_all_found_and_none_is_invented() {
    for (records, expected) in strangers().into_iter().chain([noa()]) {
        let cards = found(&records, expected["now"].as_str().unwrap());
        for kind in ["trip", "birthday"] {
            let tally = tally(&cards, &expected, kind);
            assert!(tally.missed.is_empty() && tally.wrong.is_empty(), "{tally:#?}");
        }
    }
}

#[test]
fn what_is_paid_for_health_is_on_no_card() {
    let (records, expected) = life("niamh");
    let cards = found(&records, expected["now"].as_str().unwrap());
    let sensitive = expected["sensitive"].as_array().unwrap();
    assert_eq!(sensitive.len(), 2);
    let about = |card: &Value, one: &Value| {
        let names = one["merchant"].as_array().unwrap();
        names.iter().any(|name| card["merchant"].is_string() && says(card, "merchant", name))
    };
    assert!(!cards.iter().any(|card| sensitive.iter().any(|one| about(card, one))));
}

#[test]
fn a_bank_statement_alone_without_accounts_is_enough() {
    let (records, expected) = jule();
    let payments: Vec<Record> = records
        .into_iter()
        .filter(|record| record.source.name() == "transaction")
        .map(|record| Record { account: None, ..record })
        .collect();
    let cards = found(&payments, expected["now"].as_str().unwrap());
    let tally = tally(&cards, &expected, "subscription");
    // One rests on a mail, and without one nobody knows that Erika is a friend.
    assert!(tally.missed.len() <= 1 && tally.wrong.len() <= 1, "{tally:#?}");
}

#[test]
fn what_has_ended_is_no_subscription_any_more() {
    let (records, _) = jule();
    let kinds = found(&records, "2027-03-01T09:00:00+00:00");
    let live = kinds.iter().filter(|card| card["kind"] == "subscription");
    // Those of a half year and a year are still running; nothing of a month or less is.
    assert!(live.into_iter().all(|card| ["half-yearly", "yearly"].contains(&card["cadence"].as_str().unwrap())));
}
