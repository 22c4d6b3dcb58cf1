//! Tests that hold for every format: chunks do not matter, and no damage to a file can panic or hang the reader.

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;

/// Options of the tests: Berlin, columns guessed.
pub fn options() -> Options {
    Options { zone: TimeZone::get("Europe/Berlin").unwrap(), columns: None }
}

/// Reads a whole file at once.
pub fn read(name: &str, bytes: &[u8]) -> Result<(Format, Vec<Item>), IngestError> {
    read_in(name, bytes, bytes.len().max(1))
}

/// Reads a whole file in chunks of `size` bytes.
pub fn read_in(name: &str, bytes: &[u8], size: usize) -> Result<(Format, Vec<Item>), IngestError> {
    read_cut(name, bytes, std::iter::repeat(size))
}

/// Reads a whole file in chunks of the given sizes.
fn read_cut(
    name: &str,
    mut bytes: &[u8],
    mut sizes: impl Iterator<Item = usize>,
) -> Result<(Format, Vec<Item>), IngestError> {
    let mut items = Vec::new();
    let mut sink = |item| items.push(item);
    let head = bytes.get(..64 * 1024).unwrap_or(bytes);
    let mut reader = Reader::new(name, head, options())?;
    let format = reader.format();
    while !bytes.is_empty() {
        let size = sizes.next().unwrap_or(bytes.len()).clamp(1, bytes.len());
        let (chunk, rest) = bytes.split_at(size);
        reader.push(chunk, &mut sink)?;
        bytes = rest;
    }
    let mut rest = Some(reader);
    while let Some(reader) = rest.take() {
        rest = reader.finish(&mut sink)?;
    }
    Ok((format, items))
}

/// A small file of each format, with the tricky things of each.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let mail = "From: =?UTF-8?Q?J=C3=BC?= <j@x.org>\r\nTo: a@b.c\r\nSubject: =?iso-8859-1?B?R3L832U=?=\r\nMessage-ID: <1@x>\r\n\
        Date: Mon, 1 Mar 2021 09:30:00 +0100\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n--b\r\n\
        Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nSch=C3=B6n=\r\n!\r\n--b\r\n\
        Content-Type: text/html\r\n\r\n<p>Sch&ouml;n <script type=\"application/ld+json\">{\"a\":[1]}</script><!-- x --></p>\r\n--b--\r\n";
    let mbox = format!(
        "From 1@x Mon Mar  1 09:00:00 2021\r\n{mail}\r\n>From here\r\n\r\nFrom 2@x Mon Mar  1 09:00:00 2021\r\n{mail}"
    );
    let ics = "BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETTO:+0100\r\n\
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:16010101T020000\r\nTZOFFSETTO:+0200\r\n\
        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Mine:20260301T190000\r\n\
        DURATION:PT1H\r\nSUMMARY:Din\r\n ner\\, é\r\nATTENDEE;CN=\"A;B\":mailto:a@b.c\r\nEXDATE:20260302T190000,20260303T190000\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260301\r\nDTEND;VALUE=DATE:20260303\r\nRECURRENCE-ID:20260301\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let csv = "Kontonummer;DE02120300000000202051\n\nBuchungstag;Empfänger;Verwendungszweck;Betrag;Währung;Status\n\
        05.03.2024;\"REWE; Markt\";\"zwei\nZeilen \"\"x\"\"\";-1.234,56 €;EUR;Gebucht\n06.03.24;ACME;Lohn;(5,00);EUR;\n7. März 2024;x;y;12,5-;EUR;vorgemerkt\n";
    let history = r#"{"Browser History":[{"title":"é \"{[","url":"https://a/","time_usec":1700000000000000},{"url":"https://b/","time_usec":"x"},
        {"url":"chrome://c"}],"Session":[{"a":{"b":[]}}]}"#;
    let chats = br#"[{"title":"a","conversation_id":"c","current_node":"2","mapping":{"1":{"parent":null,"message":{"author":{"role":"user"},
        "create_time":1.5,"content":{"content_type":"text","parts":["h\u00e9 \"[{"]}}},"2":{"parent":"1","message":{"author":{"role":"assistant"},
        "create_time":null,"content":{"content_type":"text","parts":["ok"]}}}}},{"uuid":"u","chat_messages":[{"uuid":"m","sender":"human","text":"",
        "content":[{"type":"text","text":"x"}]}]},{"header":"Gemini","products":["Gemini"],"title":"Prompted x","time":"2026-01-01T00:00:00Z",
        "safeHtmlItem":[{"html":"<p>a</p>"}]}]"#;
    let cards = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCll=\r\ner;Jo\r\nEMAIL;INTERNET:j@x.org\r\n\
        BDAY:19850412\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nFN:A\\, B\r\nitem1.TEL;TYPE=\"voice,home\":tel:+1\r\n\
        ORG:X\\;Y;Z\r\nNOTE:long\r\n  er\r\nEND:VCARD\r\n";
    let ofx = "OFXHEADER:100\r\nDATA:OFXSGML\r\nCHARSET:1252\r\n\r\n<OFX><STMTRS><CURDEF>EUR<BANKACCTFROM><ACCTID>12</BANKACCTFROM>\
        <BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260305102233.000[-5:EST]<TRNAMT>-12,50<FITID>1<NAME>A&amp;B\r\n<MEMO><![CDATA[x <y>]]>\
        </STMTTRN><STMTTRN><DTPOSTED>20260306<TRNAMT>3<FITID></STMTTRN></BANKTRANLIST></STMTRS></OFX>";
    let qif = "!Account\nNMine\n^\n!Type:Bank\nD1/15'26\nT-1,234.56\nPShop\nMnote\nLFood\n^\nD2/ 3/26\nU5.00\n^\n!Type:Cat\nNFood\n^\n";
    let zip = super::zip::seed();
    let wide: Vec<u8> = csv.encode_utf16().flat_map(u16::to_le_bytes).collect();
    vec![
        ("a.eml", mail.into()),
        ("a.mbox", mbox.into()),
        ("a.ics", ics.into()),
        ("a.csv", csv.into()),
        ("wide.csv", wide),
        ("a.json", history.into()),
        ("chats.json", chats.to_vec()),
        ("a.vcf", cards.into()),
        ("a.ofx", ofx.into()),
        ("a.qif", qif.into()),
        ("History", super::sqlite::seed()),
        ("a.zip", zip),
    ]
}

/// How many seeds there are.
const SEEDS: usize = 12;

#[test]
fn every_seed_is_read() {
    assert_eq!(seeds().len(), SEEDS);
    for (name, bytes) in seeds() {
        let (_, items) = read(name, &bytes).unwrap();
        assert!(items.iter().any(|item| matches!(item, Item::Record(_))), "{name}: {items:?}");
        assert_eq!(read_in(name, &bytes, 1).unwrap().1, items, "{name}");
    }
}

proptest! {
    #[test]
    fn chunks_do_not_matter(sizes in proptest::collection::vec(1_usize..200, 1..40), seed in 0..SEEDS) {
        let (name, bytes) = seeds().swap_remove(seed);
        prop_assert_eq!(read_cut(name, &bytes, sizes.into_iter().cycle()), read(name, &bytes));
    }

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..600), seed in 0..SEEDS) {
        let (name, _) = seeds().swap_remove(seed);
        let _ = read(name, &bytes);
    }
}

/// A small generator of numbers (SplitMix64), so that a failing round can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 16).unwrap_or_default() % limit.max(1)
    }

    /// Changes, doubles, cuts or inserts something that matters to one of the formats.
    fn damage(&mut self, bytes: &mut Vec<u8>) {
        const TOKENS: [&[u8]; 32] = [
            b"\"",
            b"\n",
            b"\r",
            b"\0",
            b"{",
            b"[",
            b"}",
            b"]",
            b";",
            b",",
            b":",
            b"=",
            b"--b",
            b"--b--",
            b"=?UTF-8?B?",
            b"?=",
            b"BEGIN:VEVENT\r\n",
            b"END:VEVENT\r\n",
            b"From x 1 1:00 2020\n",
            b"<script",
            b"\xff\xfe",
            b"\xc3",
            b"99999999999999999999",
            b"\\",
            b"PK\x03\x04",
            b"PK\x07\x08",
            b"\x05",
            b"\x0d",
            b"\xff\xff\xff\xff",
            b"<STMTTRN>",
            b"]]>",
            b"^\n",
        ];
        let at = self.below(bytes.len() + 1);
        match self.below(5) {
            0 => {
                let token = TOKENS[self.below(TOKENS.len())];
                bytes.splice(at..at, token.iter().copied());
            }
            1 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(self.below(256)).unwrap();
                }
            }
            2 => {
                let end = (at + self.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let end = (at + self.below(200)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
            _ => bytes.truncate(at.max(bytes.len() / 2)),
        }
    }
}

/// Rounds a format; `OWNYOU_FUZZ` sets another number for a deep run.
#[test]
fn damaged_files_are_survived() {
    let rounds = std::env::var("OWNYOU_FUZZ").ok().and_then(|text| text.parse().ok()).unwrap_or(2_000_u64);
    for (kind, (name, bytes)) in (0_u64..).zip(seeds()) {
        for round in 0..rounds {
            let mut dice = Dice(kind << 48 | round);
            let mut damaged = bytes.clone();
            for _ in 0..=dice.below(6) {
                dice.damage(&mut damaged);
            }
            let begin = std::time::Instant::now();
            let outcome = std::panic::catch_unwind(|| {
                let whole = read(name, &damaged);
                let size = 1 + usize::try_from(round % 97).unwrap();
                assert_eq!(read_in(name, &damaged, size), whole);
                whole
            });
            assert!(outcome.is_ok(), "{name}, round {round}: {:?}", String::from_utf8_lossy(&damaged));
            assert!(begin.elapsed().as_secs() < 5, "{name}, round {round} is slow");
            for item in outcome.unwrap().into_iter().flat_map(|(_, items)| items) {
                if let Item::Record(record) = item {
                    let json = serde_json::to_string(&record).unwrap();
                    assert_eq!(serde_json::from_str::<crate::record::Record>(&json).unwrap(), *record, "{json}");
                }
            }
        }
    }
}

/// Real files, where they lie beside the checkout; nothing of them is in the project.
#[test]
fn real_files_are_read() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/mail-and-calendar");
    let Ok(folders) = std::fs::read_dir(&root) else {
        eprintln!("skipped: no real files at ../shared/data/mail-and-calendar");
        return;
    };
    let mut read_files = 0;
    for file in folders.flatten().flat_map(|folder| std::fs::read_dir(folder.path()).into_iter().flatten().flatten()) {
        let path = file.path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let is_mail = name.ends_with(".eml") && name != "context.eml";
        if !is_mail && !name.ends_with(".ics") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let (_, items) = read(&name, &bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(!items.is_empty(), "{}", path.display());
        for item in &items {
            assert!(matches!(item, Item::Record(_)), "{}: {item:?}", path.display());
        }
        read_files += 1;
    }
    assert!(read_files > 5, "{read_files}");
}
