//! Calendars as they really come: zones of every kind, whole days, recurrences, broken ones.

use super::super::{
    Item, Skip, SkipReason,
    fuzz::{read, read_in},
};
use crate::record::Record;

fn calendar(lines: &str) -> Vec<Item> {
    let text = format!("BEGIN:VCALENDAR\nVERSION:2.0\n{lines}\nEND:VCALENDAR\n").replace('\n', "\r\n");
    let (_, items) = read("a.ics", text.as_bytes()).unwrap();
    assert_eq!(read_in("a.ics", text.as_bytes(), 1).unwrap().1, items);
    items
}

fn event(lines: &str) -> Record {
    match calendar(&format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT")).remove(0) {
        Item::Record(record) => *record,
        Item::Skipped(skip) => panic!("{skip:?}"),
    }
}

fn start(line: &str) -> String {
    event(line).start.unwrap().to_string()
}

#[test]
fn an_ordinary_event() {
    let record = event(
        "UID:1@x\nSUMMARY:Dinner\\, with \n  friends\nDTSTART;TZID=Europe/Berlin:20260301T190000\nDURATION:PT2H30M\n\
         LOCATION:Berlin\nSTATUS:CANCELLED\nRRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=Europe/Berlin:20260308T190000,20260315T190000\n\
         ATTENDEE;CN=\"Doe, Jo\":mailto:jo@x.org\nATTENDEE:mailto:al@x.org\nDESCRIPTION:a\\nb\nCATEGORIES:Food,Fun\n\
         BEGIN:VALARM\nDESCRIPTION:not this\nDTSTART:19990101\nEND:VALARM\nURL:https://x.org/",
    );
    assert_eq!(record.title.as_deref(), Some("Dinner, with friends"));
    assert_eq!(record.start.unwrap().to_string(), "2026-03-01T19:00:00+01:00");
    assert_eq!(record.end.unwrap().to_string(), "2026-03-01T21:30:00+01:00");
    assert_eq!(record.time.unwrap().to_string(), "2026-03-01T19:00:00+01:00");
    assert_eq!(record.attendees, ["Doe, Jo <jo@x.org>", "al@x.org"]);
    assert_eq!(record.extra["status"], "cancelled");
    assert_eq!(record.extra["rrule"], "FREQ=WEEKLY;COUNT=3");
    assert_eq!(record.extra["exdate"], serde_json::json!(["2026-03-08T19:00:00+01:00", "2026-03-15T19:00:00+01:00"]));
    assert_eq!(record.extra["description"], "a\nb");
    assert_eq!(record.extra["categories"], serde_json::json!(["Food", "Fun"]));
    assert_eq!(record.url.as_deref(), Some("https://x.org/"));
}

#[test]
fn times_in_every_form() {
    assert_eq!(start("DTSTART:20260301T083000Z"), "2026-03-01T08:30:00+00:00");
    assert_eq!(start("DTSTART:20260701T083000"), "2026-07-01T08:30:00+02:00", "floating: the reader's zone");
    assert_eq!(start("DTSTART;TZID=W. Europe Standard Time:20260701T083000"), "2026-07-01T08:30:00+02:00");
    assert_eq!(start("DTSTART;TZID=\"(UTC+05:30) Chennai\":20260701T083000"), "2026-07-01T08:30:00+05:30");
    assert_eq!(start("DTSTART;TZID=Nowhere:20260701T083000"), "2026-07-01T08:30:00+02:00");
    assert_eq!(start("DTSTART;VALUE=DATE:20260701"), "2026-07-01");
    let days = event("DTSTART;VALUE=DATE:20260701\nDTEND;VALUE=DATE:20260704");
    assert_eq!(days.end.unwrap().to_string(), "2026-07-04");
    assert_eq!(days.time.unwrap().to_string(), "2026-07-01T00:00:00+02:00");
}

#[test]
fn a_zone_by_its_own_rules() {
    let items = calendar(
        "BEGIN:VTIMEZONE\nTZID:Custom 1\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n\
         RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\n\
         TZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n\
         BEGIN:VEVENT\nDTSTART;TZID=Custom 1:20260328T120000\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART;TZID=Custom 1:20260330T120000\nEND:VEVENT",
    );
    let starts: Vec<_> = items
        .iter()
        .map(|item| if let Item::Record(record) = item { record.start.unwrap().to_string() } else { String::new() })
        .collect();
    assert_eq!(starts, ["2026-03-28T12:00:00+01:00", "2026-03-30T12:00:00+02:00"]);
}

#[test]
fn ids_follow_uid_and_recurrence() {
    let id = |lines| event(lines).id;
    let first = id("UID:a\nDTSTART:20260301T083000Z\nRECURRENCE-ID:20260301T083000Z");
    assert_ne!(first, id("UID:a\nDTSTART:20260301T083000Z"));
    assert_eq!(first, id("UID:a\nDTSTART:20260302\nRECURRENCE-ID;TZID=Europe/Berlin:20260301T093000"));
    let twice = calendar(
        "BEGIN:VEVENT\nDTSTART:20260301\nSUMMARY:x\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260301\nSUMMARY:x\nEND:VEVENT",
    );
    assert_ne!(twice[0], twice[1]);
}

#[test]
fn what_cannot_be_read_is_told() {
    let items = calendar(
        "BEGIN:VEVENT\nSUMMARY:no start\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20261341\nEND:VEVENT\nBEGIN:VTODO\nSUMMARY:x\nEND:VTODO\n\
         BEGIN:VEVENT\nDTSTART:soon\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:00000101T000000Z\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260301\nEND:VEVENT",
    );
    let reasons: Vec<_> =
        items.iter().filter_map(|item| if let Item::Skipped(skip) = item { Some(skip.why) } else { None }).collect();
    use SkipReason::{DateOutOfRange, NoStart, NotADate, NotAnEvent};
    assert_eq!(reasons, [NoStart, DateOutOfRange, NotAnEvent, NotADate, DateOutOfRange]);
    assert!(matches!(items.last(), Some(Item::Record(_))));
}

#[test]
fn a_cut_file_gives_what_it_has() {
    let text = "\u{feff}BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260301\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:2026";
    let (_, items) = read("a.ics", text.as_bytes()).unwrap();
    assert!(matches!(items[0], Item::Record(_)));
    assert_eq!(items[1..], [Item::Skipped(Skip { at: "event 2".into(), why: SkipReason::Truncated })]);
}

#[test]
fn folding_within_a_character_and_other_charsets() {
    let folded = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260301\r\nSUMMARY:caf\xc3\r\n \xa9\r\nLOCATION:K\xf6ln\r\nEND:VEVENT\r\nEND:VCALENDAR";
    let (_, items) = read("a.ics", folded).unwrap();
    let Item::Record(record) = &items[0] else { panic!("{items:?}") };
    assert_eq!(record.title.as_deref(), Some("café"));
    assert_eq!(record.location.as_deref(), Some("Köln"));
    let wide: Vec<u8> = String::from_utf8_lossy(b"\xef\xbb\xbfBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260301\nSUMMARY:caf\xc3\xa9\nEND:VEVENT\nEND:VCALENDAR\n")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let (_, items) = read_in("a.ics", &wide, 3).unwrap();
    assert!(matches!(&items[0], Item::Record(record) if record.title.as_deref() == Some("café")), "{items:?}");
}
