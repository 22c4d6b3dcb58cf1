//! Archives as programs write them, and hostile ones.

use super::{
    super::{
        Format, IngestError, Item, Skip, SkipReason,
        fuzz::{read, read_in},
    },
    entry::{Begin, begin},
};

/// How a file is put into an archive.
#[derive(Clone, Copy, PartialEq)]
enum How {
    Stored,
    Deflated,
    /// The length is told after it, with or without a signature and in four bytes or eight.
    Streamed {
        packed: bool,
        signature: bool,
        wide: bool,
    },
    Zip64,
    Encrypted,
    Method(u16),
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

/// An archive of `files`.
fn archive(files: &[(&str, &[u8], How)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, bytes, how) in files {
        let packed = matches!(how, How::Deflated | How::Zip64 | How::Streamed { packed: true, .. });
        let data = if packed { miniz_oxide::deflate::compress_to_vec(bytes, 6) } else { bytes.to_vec() };
        let later = matches!(how, How::Streamed { .. });
        let flags = u16::from(later) << 3 | u16::from(*how == How::Encrypted);
        let method = if let How::Method(method) = how { *method } else { u16::from(packed) * 8 };
        let sizes = [u32::try_from(data.len()).unwrap(), u32::try_from(bytes.len()).unwrap()];
        let (check, told) = match how {
            How::Zip64 => (crc(bytes), [u32::MAX; 2]),
            How::Streamed { .. } => (0, [0, 0]),
            _ => (crc(bytes), sizes),
        };
        let mut extra = vec![0x55, 0x54, 1, 0, 9];
        if *how == How::Zip64 {
            extra.extend([1, 0, 16, 0]);
            extra.extend(u64::from(sizes[1]).to_le_bytes());
            extra.extend(u64::from(sizes[0]).to_le_bytes());
        }
        out.extend(b"PK\x03\x04\x14\0");
        out.extend([flags.to_le_bytes(), method.to_le_bytes()].concat());
        out.extend([0; 4]);
        out.extend([check, told[0], told[1]].map(u32::to_le_bytes).concat());
        out.extend([name.len(), extra.len()].map(|length| u16::try_from(length).unwrap().to_le_bytes()).concat());
        out.extend(name.as_bytes());
        out.extend(extra);
        out.extend(&data);
        if let How::Streamed { signature, wide, .. } = how {
            out.extend(if *signature { &b"PK\x07\x08"[..] } else { &[] });
            out.extend(crc(bytes).to_le_bytes());
            for size in sizes {
                out.extend(u64::from(size).to_le_bytes().into_iter().take(if *wide { 8 } else { 4 }));
            }
        }
    }
    // The list at the end is not read, but there always is one.
    out.extend(b"PK\x01\x02");
    out.extend([0; 60]);
    out
}

const CHAT: &[u8] = br#"[{"uuid":"u","name":"n","chat_messages":[{"uuid":"1","sender":"human","text":"PK hello"}]}]"#;
const MAIL: &[u8] = b"From a@b Mon Mar  1 09:00:00 2021\nFrom: a@b.c\nSubject: One\n\nx\n";
const CARD: &[u8] = b"BEGIN:VCARD\nFN:Jo\nEND:VCARD\n";

/// A small archive, for the tests of every format.
pub fn seed() -> Vec<u8> {
    let streamed = How::Streamed { packed: true, signature: true, wide: false };
    archive(&[("a.json", CHAT, How::Deflated), ("b.mbox", MAIL, streamed), ("c.vcf", CARD, How::Stored)])
}

fn told(bytes: &[u8]) -> Vec<String> {
    let (format, items) = read("export.zip", bytes).unwrap();
    assert_eq!(format, Format::Zip);
    for size in [1, 13, 1000] {
        assert_eq!(read_in("export.zip", bytes, size).unwrap().1, items, "chunks of {size}");
    }
    items
        .iter()
        .map(|item| match item {
            Item::Record(record) => format!("{} {}", record.source, record.headline()),
            Item::Skipped(skip) => format!("{}: {}", skip.at, skip.why.code()),
        })
        .collect()
}

#[test]
fn a_checksum_is_what_it_is_everywhere() {
    assert_eq!(crc(b"123456789"), 0xcbf4_3926);
}

#[test]
fn however_it_is_packed() {
    let streamed = |packed, signature, wide| How::Streamed { packed, signature, wide };
    for how in [
        How::Stored,
        How::Deflated,
        How::Zip64,
        streamed(true, true, false),
        streamed(true, false, false),
        streamed(true, true, true),
        streamed(true, false, true),
        streamed(false, true, false),
        streamed(false, true, true),
    ] {
        let bytes = archive(&[
            ("export/", b"", How::Stored),
            ("export/conversations-000.json", CHAT, how),
            ("export/picture.png", &[0x89; 3000], how),
            ("export/All mail.mbox", MAIL, how),
            ("export/Alle Kontakte.vcf", CARD, how),
        ]);
        assert_eq!(told(&bytes), ["chat PK hello", "email One", "contact Jo"]);
    }
}

#[test]
fn what_cannot_be_read_takes_nothing_with_it() {
    let mut damaged = archive(&[("a.json", CHAT, How::Stored), ("b.vcf", CARD, How::Stored)]);
    let place = damaged.windows(5).position(|five| five == b"hello").unwrap();
    damaged[place] = b'H';
    assert_eq!(told(&damaged), ["chat PK Hello", "a.json: damaged", "contact Jo"]);
    let html = "Takeout/My Activity/Gemini Apps/MyActivity.html";
    let files = archive(&[
        ("locked.json", CHAT, How::Encrypted),
        ("other.json", CHAT, How::Method(14)),
        ("inner.zip", &archive(&[("a.json", CHAT, How::Stored)]), How::Deflated),
        ("users.json", b"[{\"email\":\"a@b.c\"}]", How::Deflated),
        ("table.csv", b"a;b;c\n1;2;3\n", How::Deflated),
        ("empty.json", b"", How::Stored),
        ("photo.jpg", b"x", How::Encrypted),
        (html, b"<html>", How::Deflated),
        ("good.vcf", CARD, How::Deflated),
    ]);
    assert_eq!(
        told(&files),
        [
            "locked.json: encrypted",
            "other.json: other-packing",
            "inner.zip: other-kind",
            "users.json: nothing-known",
            "table.csv: columns-unclear",
            &format!("{html}: other-kind"),
            "contact Jo",
        ]
    );
}

#[test]
fn a_cut_archive_gives_what_it_has() {
    let whole = archive(&[("a.vcf", CARD, How::Stored), ("b.json", CHAT, How::Stored)]);
    let cut = &whole[..whole.len() - 64 - 5];
    assert_eq!(told(cut), ["contact Jo", "b.json: conversation 1: truncated", "the archive: truncated"]);
    assert_eq!(read("a.zip", &archive(&[("a.txt", b"x", How::Stored)])).unwrap_err(), IngestError::NothingInArchive);
    assert_eq!(read("a.zip", b"PK\x05\x06").unwrap_err(), IngestError::NothingInArchive);
}

#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = vec![b' '; 64 * 1024 * 1024];
    for how in [How::Deflated, How::Streamed { packed: true, signature: true, wide: false }] {
        let bomb = [b"[{\"uuid\":\"u\",\"chat_messages\":[]},", zeros.as_slice()].concat();
        let bytes = archive(&[("bomb.json", &bomb, how), ("b.vcf", CARD, How::Stored)]);
        assert!(bytes.len() < 100_000);
        let (_, items) = read("a.zip", &bytes).unwrap();
        let skipped = |at: &str, why| Item::Skipped(Skip { at: at.into(), why });
        assert_eq!(items[0], skipped("bomb.json: conversation 2", SkipReason::Truncated));
        assert_eq!(items[1], skipped("bomb.json", SkipReason::TooLarge));
        // Where its packed length is told it is passed over; where not, nothing after it can be found.
        assert_eq!(items.len(), if how == How::Deflated { 3 } else { 2 });
    }
}

#[test]
fn headers_wait_for_their_bytes() {
    assert!(matches!(begin(b"PK"), Begin::Short));
    assert!(matches!(begin(b"PK\x03\x04abc"), Begin::Short));
    assert!(matches!(begin(b"garbage"), Begin::Damaged));
    assert!(matches!(begin(b"PK\x05\x06"), Begin::End));
}
