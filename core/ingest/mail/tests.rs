//! Mails as they really come: charsets, folding, multiparts, hostile and broken ones, whole mailboxes.

use super::super::{
    Format, Item, Skip, SkipReason,
    fuzz::{read, read_in},
};
use crate::record::Record;

fn mail(bytes: &[u8]) -> Record {
    let (format, items) = read("a.eml", bytes).unwrap();
    assert_eq!(format, Format::Eml);
    match items.into_iter().next() {
        Some(Item::Record(record)) => *record,
        other => panic!("{other:?}"),
    }
}

fn records(items: &[Item]) -> Vec<&Record> {
    items.iter().filter_map(|item| if let Item::Record(record) = item { Some(&**record) } else { None }).collect()
}

#[test]
fn an_ordinary_mail() {
    let record = mail(
        b"From: =?UTF-8?Q?J=C3=BCrgen_M=C3=BCller?= <j@example.org>\r\n\
          To: a@x.org, \"B, Bee\" <b@x.org>\r\nCc: c@x.org\r\n\
          Subject: =?iso-8859-1?B?R3L832U=?= aus\r\n =?UTF-8?Q?_K=C3=B6ln?=\r\n\
          Date: Mon, 1 Mar 2021 09:30:00 +0100\r\nMessage-ID: <1@example.org>\r\n\
          List-Id: News <news.example.org>\r\n\
          X-Gmail-Labels: =?UTF-8?Q?Posteingang,Wichtig,\"K=C3=A4ufe,_alt\"?=\r\n\
          Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
          Sch=C3=B6ne=\r\n Gr=C3=BC=C3=9Fe\r\n\r\n\r\n\r\n> quoted\r\n",
    );
    assert_eq!(record.from.as_deref(), Some("Jürgen Müller <j@example.org>"));
    assert_eq!(record.to, ["a@x.org", "B, Bee <b@x.org>"]);
    assert_eq!(record.extra["cc"], serde_json::json!(["c@x.org"]));
    assert_eq!(record.subject.as_deref(), Some("Grüße aus Köln"));
    assert_eq!(record.time.unwrap().to_string(), "2021-03-01T09:30:00+01:00");
    assert_eq!(record.labels, ["Posteingang", "Wichtig", "Käufe, alt"]);
    assert_eq!(record.body.as_deref(), Some("Schöne Grüße\n\n> quoted"));
    assert_eq!(record.snippet.as_deref(), Some("Schöne Grüße"));
    assert_eq!(record.extra["message_id"], "1@example.org");
    assert_eq!(record.extra["list_id"], "news.example.org");
    assert!(!record.extra.contains_key("truncated"));
}

#[test]
fn charsets() {
    for (charset, bytes) in [
        ("utf-8", &b"caf\xc3\xa9 \xe2\x82\xac"[..]),
        ("windows-1252", b"caf\xe9 \x80"),
        ("iso-8859-15", b"caf\xe9 \xa4"),
        ("x-unknown", b"caf\xe9 \x80"),
        ("us-ascii", b"caf\xc3\xa9 \xe2\x82\xac"),
    ] {
        let head = format!("From: a@b.c\nSubject: x\nContent-Type: text/plain; charset={charset}\n\n");
        let record = mail(&[head.as_bytes(), bytes].concat());
        assert_eq!(record.body.as_deref(), Some("café €"), "{charset}");
    }
    let record = mail(b"From: caf\xe9 <a@b.c>\nSubject: Gr\xfc\xdfe\n\n\xc3\xa9");
    assert_eq!(record.subject.as_deref(), Some("Grüße"));
    assert_eq!(record.body.as_deref(), Some("é"));
    let japanese = b"From: a@b.c\nSubject: =?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=\nContent-Type: text/plain; charset=Shift_JIS\n\n\x93\xfa\x96\x7b";
    let record = mail(japanese);
    assert_eq!((record.subject.as_deref(), record.body.as_deref()), (Some("日本"), Some("日本")));
}

#[test]
fn html_is_read_and_never_run() {
    let record = mail(
        b"From: a@b.c\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\
          Content-Type: multipart/alternative; boundary=\"i i\"\n\n--i i\nContent-Type: text/plain\n\n \n--i i\n\
          Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n\
          PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0PjxzY3JpcHQgdHlwZT0iYXBwbGljYXRpb24vbGQranNv\nbiI+eyJAdHlwZSI6Ik9yZGVyIn08L3NjcmlwdD48aW1nIHNyYz14IG9uZXJyb3I9eCgpPjxwPlRo\nYW5rIHlvdSZuYnNwOyZtZGFzaDsgYnllPC9wPg==\n\
          --i i--\n--o\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nATTACHED\n--o--\n",
    );
    assert_eq!(record.body.as_deref(), Some("Thank you — bye"));
    assert_eq!(record.extra["schema"], serde_json::json!([{"@type": "Order"}]));
}

#[test]
fn broken_mails_keep_what_they_have() {
    // No closing boundary: what there was, and a word on the cut.
    let bytes =
        b"From: a@b.c\nSubject: x\nContent-Type: multipart/mixed; boundary=o\n\n--o\nContent-Type: text/plain\n\nhello";
    let (_, items) = read("a.eml", bytes).unwrap();
    assert_eq!(records(&items)[0].body.as_deref(), Some("hello"));
    assert_eq!(records(&items)[0].extra["truncated"], true);
    assert_eq!(items[1], Item::Skipped(Skip { at: "message 1".into(), why: SkipReason::Truncated }));
    // A date that does not exist is no date.
    assert_eq!(mail(b"From: a@b.c\nSubject: x\nDate: Mon, 99 Foo 2021 99:00:00 +9900\n\nx").time, None);
    // No text at all.
    let record = mail(b"From: a@b.c\nSubject: x\nContent-Type: image/png\n\n\x89PNG");
    assert_eq!((record.body, record.snippet), (None, None));
}

#[test]
fn nesting_is_bounded() {
    let mut mail_bytes = b"From: a@b.c\nSubject: x\n".to_vec();
    for _ in 0..50_000 {
        mail_bytes.extend_from_slice(b"Content-Type: multipart/mixed; boundary=b\n\n--b\n");
    }
    mail(&mail_bytes);
    let mut mail_bytes = b"From: a@b.c\nSubject: x\n".to_vec();
    for _ in 0..50_000 {
        mail_bytes.extend_from_slice(b"Content-Type: message/rfc822\n\n");
    }
    mail(&mail_bytes);
}

#[test]
fn a_mailbox() {
    let mbox = b"From 1@xxx Mon Mar 01 09:00:00 +0000 2021\r\nFrom: a@b.c\r\nSubject: one\r\n\r\n>From here\r\n>>From there\r\nFrom now on\r\n\r\n\
        From 2@xxx Tue Mar 02 09:00:00 +0000 2021\r\nSubject: two\r\n\r\nsame\r\n\r\n\
        From 3@xxx Tue Mar 02 09:00:00 +0000 2021\r\nSubject: two\r\n\r\nsame\r\n\r\n\
        From 4@xxx Tue Mar 02 09:00:00 +0000 2021\r\n\r\nno headers\r\n";
    let (format, items) = read("All mail.mbox", mbox).unwrap();
    assert_eq!(format, Format::Mbox);
    let found = records(&items);
    assert_eq!(found.len(), 3);
    assert_eq!(found[0].body.as_deref(), Some("From here\n>From there\nFrom now on"));
    assert_eq!(found[0].time.unwrap().to_string(), "2021-03-01T09:00:00+00:00");
    assert_ne!(found[1].id, found[2].id, "two equal mails without an id are two");
    assert_eq!(items[3], Item::Skipped(Skip { at: "message 4".into(), why: SkipReason::NoHeaders }));
    for size in [1, 7, 64] {
        assert_eq!(read_in("All mail.mbox", mbox, size).unwrap().1, items);
    }
}

#[test]
fn a_huge_message_takes_no_other_with_it() {
    let mut mbox = b"From a@b Mon Mar  1 09:00:00 2021\nFrom: a@b.c\nSubject: big\nContent-Type: multipart/mixed; boundary=o\n\n--o\n\nhello\n--o\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n".to_vec();
    mbox.extend(
        std::iter::repeat_n(&b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5\n"[..], 150_000)
            .flatten(),
    );
    mbox.extend_from_slice(b"--o--\n\nFrom a@b Mon Mar  1 09:00:00 2021\nSubject: next\n\nx\n");
    assert!(mbox.len() > super::MESSAGE_LIMIT);
    let (_, items) = read_in("a.mbox", &mbox, 1 << 20).unwrap();
    let found = records(&items);
    assert_eq!(items.len(), 2);
    assert_eq!(found[0].body.as_deref(), Some("hello"));
    assert!(!found[0].extra.contains_key("truncated"), "the text itself was whole");
    assert_eq!(found[1].subject.as_deref(), Some("next"));
}

#[test]
fn a_long_text_is_cut_and_says_so() {
    let text = "wörd ".repeat(40_000);
    let record = mail(format!("From: a@b.c\nSubject: x\n\n{text}").as_bytes());
    assert_eq!(record.body.unwrap().chars().count(), super::BODY_LIMIT);
    assert_eq!(record.extra["truncated"], true);
    assert!(record.snippet.unwrap().chars().count() <= 240);
}

#[test]
#[ignore = "a measurement: cargo test --release … -- --ignored --nocapture"]
fn speed() {
    let html = "<table><tr><td style=\"color:#333;padding:10px\"><p>Hello, your order has been shipped.</p></td></tr></table>\r\n".repeat(60);
    let mut mbox = Vec::new();
    for number in 0..10_000 {
        mbox.extend_from_slice(
            format!("From {number}@xxx Mon Mar 01 09:00:00 +0000 2021\r\nFrom: Shop <shop@example.org>\r\nTo: me@example.org\r\n\
                Subject: =?UTF-8?Q?Your_order_{number}?=\r\nMessage-ID: <{number}@example.org>\r\nDate: Mon, 1 Mar 2021 09:00:00 +0000\r\n\
                Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nYour order {number} is on its way.\r\n\
                --b\r\nContent-Type: text/html\r\n\r\n{html}--b--\r\n\r\n").as_bytes(),
        );
    }
    let begin = std::time::Instant::now();
    let (_, items) = read_in("a.mbox", &mbox, 4 << 20).unwrap();
    let seconds = begin.elapsed().as_secs_f64();
    assert_eq!(items.len(), 10_000);
    eprintln!("{:.0} mails/s, {:.0} MB/s", 10_000.0 / seconds, mbox.len() as f64 / 1e6 / seconds);
}
