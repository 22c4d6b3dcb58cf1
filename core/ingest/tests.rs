//! Every source, from a file to the line in docs/formats/record.md; and hostile files that try to cost time.

use std::collections::BTreeSet;

use super::{Item, fuzz::read};

const MAIL: &str = "From: Shop <orders@shop.example>\r\nTo: me@example.org\r\nSubject: Your order\r\nX-Gmail-Labels: Inbox\r\n\
    Message-ID: <1@shop.example>\r\nDate: Sun, 1 Mar 2026 09:30:00 +0100\r\n\r\nThank you for your order.\r\n";
const TABLE: &str = "Date,Payee,Amount (EUR)\n2026-03-05,REWE Markt,-23.1\n";
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1@example.org\r\nSUMMARY:Dinner\r\nLOCATION:Berlin\r\n\
    DTSTART;TZID=Europe/Berlin:20260301T190000\r\nDTEND;TZID=Europe/Berlin:20260301T213000\r\n\
    ATTENDEE;CN=Jo:mailto:jo@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
const HISTORY: &str =
    r#"{"Browser History":[{"title":"Trains","url":"https://trains.example/","time_usec":1772353800000000}]}"#;
const CHAT: &str = r#"[{"uuid":"c-1","name":"Running","chat_messages":[{"uuid":"m-1","sender":"human","text":"A plan for my first marathon?",
    "created_at":"2026-03-01T08:30:00Z"}]}]"#;
const CARD: &str =
    "BEGIN:VCARD\nVERSION:4.0\nFN:Jo Meyer\nORG:Trains Ltd\nEMAIL:jo@example.org\nBDAY:--0412\nUID:u-1\nEND:VCARD\n";

#[test]
fn the_documented_lines_are_what_is_read() {
    let page = include_str!("../../docs/formats/record.md");
    for (name, file) in
        [("a.eml", MAIL), ("a.csv", TABLE), ("a.ics", CALENDAR), ("a.json", HISTORY), ("b.json", CHAT), ("a.vcf", CARD)]
    {
        let (_, items) = read(name, file.as_bytes()).unwrap();
        let [Item::Record(record)] = items.as_slice() else { panic!("{name}: {items:?}") };
        let line = serde_json::to_string(record).unwrap();
        assert!(page.lines().any(|documented| documented == line), "docs/formats/record.md should have: {line}");
    }
}

/// The sample life that the app offers is read whole, with nothing skipped.
#[test]
fn the_sample_life_is_read_whole() {
    let mut ids = BTreeSet::new();
    for (name, least) in [("mail.mbox", 150), ("bank.csv", 250), ("calendar.ics", 50), ("BrowserHistory.json", 700)] {
        let (_, items) = read(name, &super::sample::file(name)).unwrap();
        assert!(items.len() >= least, "{name}: {}", items.len());
        for item in items {
            let Item::Record(record) = item else { panic!("{name}: {item:?}") };
            assert!(record.time.is_some() && !record.headline().is_empty(), "{name}: {record:?}");
            assert!(ids.insert(record.id.clone()), "{name}: twice {record:?}");
        }
    }
}

#[test]
fn hostile_files_cost_no_time() {
    let of = |unit: &str, bytes: usize| unit.repeat(bytes / unit.len());
    let mail = |fields: &str| format!("From: a@b.c\nSubject: x\n{fields}\n\nx");
    let table = |rows: &str| format!("Date,Description,Amount\n2024-03-05,Shop,-1.00\n{rows}");
    let calendar =
        |lines: &str| format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260301\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n");
    for (name, file) in [
        ("a.eml", mail(&format!("Keywords: {}", of("=?a?q?", 1_000_000)))),
        ("a.eml", mail(&of("Keywords: =?utf-8?b?\n =?utf-8?q?\n", 1_000_000))),
        ("a.eml", mail(&format!("To: {}", of("(<\"", 1_000_000)))),
        ("a.eml", mail(&format!("Cc: {}", of("\"a\" <", 1_000_000)))),
        ("a.eml", mail(&format!("Content-Type: multipart/mixed; boundary=b\n\n{}", of("--b\n", 2_000_000)))),
        ("a.csv", table(&of("a,\"b\"\"\n", 1_000_000))),
        ("a.csv", table(&of("\"\n", 1_000_000))),
        ("a.csv", table(&of("\"a\",\"\"\"b\n", 1_000_000))),
        ("a.csv", table(&format!("{}\n", "\"".repeat(60_000)).repeat(20))),
        ("a.ics", calendar(&of("EXDATE:20260301,20260302,\n ", 2_000_000))),
        ("a.ics", calendar(&of("SUMMARY;A=\"b;c:\n", 2_000_000))),
        ("a.ics", calendar(&of("DTSTART;TZID=/a/a/a/a/a/a/a/a/a/a/a:20260301T000000\n", 2_000_000))),
        ("a.json", format!("{{\"url\":[{}", of("{\"url\":\"", 2_000_000))),
        ("a.json", of("[{\"url\":", 2_000_000)),
        ("a.json", format!("[{{\"mapping\":{{\"message\":[{}", of("\"{\\\"\",[", 2_000_000))),
        ("a.json", of("{\"mapping\":{\"message\":", 2_000_000)),
        ("a.vcf", of("BEGIN:VCARD\n", 2_000_000)),
        ("a.vcf", format!("BEGIN:VCARD\nN;QUOTED-PRINTABLE=\n{}", of("a=\n", 2_000_000))),
        ("a.vcf", format!("BEGIN:VCARD\nN:{}", of(";\\;", 2_000_000))),
        ("a.ofx", format!("<OFX>{}", of("<STMTTRN>", 2_000_000))),
        ("a.ofx", format!("<OFX>{}", of("<![CDATA[", 2_000_000))),
        ("a.ofx", format!("<OFX><STMTTRN><NAME>{}", of("&amp", 2_000_000))),
        ("a.qif", format!("!Type:Bank\n{}", of("D1/2/26\n", 2_000_000))),
        ("a.qif", format!("!Type:Bank\n{}", of("^\nD1'1'1\n", 2_000_000))),
    ] {
        let begin = std::time::Instant::now();
        let _ = read(name, file.as_bytes());
        let seconds = begin.elapsed().as_secs_f64();
        assert!(seconds < 60.0, "{name}: {seconds:.1} s for {}…", file.chars().skip(40).take(60).collect::<String>());
    }
}
