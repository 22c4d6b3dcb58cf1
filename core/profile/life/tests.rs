//! Lives: what is let in, in which order, and what goes again.

use super::*;
use crate::time::When;

fn record(json: &str) -> Record {
    serde_json::from_str(json).unwrap()
}

fn life() -> Vec<Record> {
    [
        r#"{"id":"p2","source":"transaction","time":"2026-03-05T00:00:00Z","descriptor":"NETFLIX.COM","amount":"-12.99","currency":"EUR"}"#,
        r#"{"id":"p1","source":"transaction","time":"2026-02-05T00:00:00Z","descriptor":"NETFLIX.COM","amount":"-12.99","currency":"EUR"}"#,
        r#"{"id":"p3","source":"transaction","time":"2026-02-06T00:00:00Z","descriptor":"no amount"}"#,
        r#"{"id":"m1","source":"email","time":"2026-02-06T00:00:00Z","from":"Me <Me@Example.org>","to":["Jo <jo@example.org>"],"subject":"Lunch?","labels":["Sent"]}"#,
        r#"{"id":"m2","source":"email","time":"2026-02-07T00:00:00Z","from":"me@example.org","to":["Jo <jo@example.org>"],"subject":"And then?"}"#,
        r#"{"id":"m3","source":"email","time":"2026-02-08T00:00:00Z","from":"News <n@paper.example>","to":["me@example.org"],"subject":"Today","body":"To leave: Unsubscribe"}"#,
        r#"{"id":"e1","source":"calendar","title":"Anna's birthday","start":"2026-04-12","rrule":"FREQ=YEARLY"}"#,
        r#"{"id":"e2","source":"calendar","title":"Off","start":"2026-04-13","status":"cancelled"}"#,
        r#"{"id":"h1","source":"history","time":"2026-02-01T10:00:00Z","url":"https://www.Trains.example/a","title":"Trains"}"#,
        r#"{"id":"k1","source":"contact","title":"Jo Meyer","birthday":"--02-29","emails":["Jo@example.org"]}"#,
        r#"{"id":"k2","source":"contact","title":"No Day","birthday":"1985-13-40"}"#,
        r#"{"id":"s1","source":"email","time":"2026-02-09T00:00:00Z","from":"Clinic <a@clinic.example>","to":["me@example.org"],"subject":"Your chemotherapy appointment"}"#,
    ]
    .map(record)
    .into()
}

#[test]
fn every_kind_is_in_its_order_and_what_is_sensitive_stays_out() {
    let life = Life::of(&life());
    let payments: Vec<&str> = life.payments.iter().map(|payment| payment.record.as_str()).collect();
    assert_eq!(payments, ["p1", "p2"]);
    assert_eq!(life.payments[0].merchant, life.payments[1].merchant);
    assert_eq!(life.payments[0].amount.micros, -12_990_000);
    let mails: Vec<_> = life.mails.iter().map(|mail| (mail.record.as_str(), mail.sent, mail.bulk)).collect();
    assert_eq!(mails, [("m1", true, false), ("m2", true, false), ("m3", false, true)]);
    assert_eq!(life.own_addresses().iter().collect::<Vec<_>>(), ["me@example.org"]);
    assert_eq!(life.events.len(), 1);
    assert!(life.events[0].yearly() && matches!(life.events[0].start, When::Day(_)));
    assert_eq!(life.visits[0].host, "trains.example");
    let birthdays: Vec<_> = life.contacts.iter().map(|contact| contact.birthday).collect();
    assert_eq!(birthdays, [Some(Birthday { month: 2, day: 29, year: None }), None]);
    assert!(!life.holds(&RecordId::from_text("s1")));
}

#[test]
fn what_is_forgotten_is_gone_and_twice_is_once() {
    let records = life();
    let mut life = Life::of(&records);
    let before = life.records();
    records.iter().for_each(|record| life.add(record));
    assert_eq!((life.records(), life.payments.len()), (before, 2));
    records.iter().for_each(|record| life.remove(&record.id));
    life.settle();
    assert_eq!(life.records(), 0);
    assert!(life.payments.is_empty() && life.mails.is_empty() && life.events.is_empty());
    assert!(life.visits.is_empty() && life.things.is_empty() && life.contacts.is_empty());
}
