//! Recognises a file: by its content first, by its name second.

use super::{
    Format, IngestError,
    charset::{self, Utf16},
    chat::Chats,
    csv, mail, ofx, qif,
};

/// Header names by which a mail is known; it has at least two of them.
const MAIL_HEADERS: [&str; 14] = [
    "from",
    "to",
    "subject",
    "date",
    "received",
    "message-id",
    "mime-version",
    "return-path",
    "delivered-to",
    "content-type",
    "cc",
    "reply-to",
    "sender",
    "x-gmail-labels",
];

/// What the file `name` that begins with `head` is.
pub fn detect(name: &str, head: &[u8]) -> Result<Format, IngestError> {
    if let Some(format) = binary(head)? {
        return Ok(format);
    }
    let text = charset::head_text(head);
    let text = text.trim_start();
    if text.is_empty() {
        return Err(IngestError::Empty);
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    let lower = text.get(..16).unwrap_or_default().to_ascii_lowercase();
    if lower.starts_with("begin:vcalendar") {
        Ok(Format::Ics)
    } else if lower.starts_with("begin:vcard") {
        Ok(Format::Vcard)
    } else if qif::is_qif(text) {
        Ok(Format::Qif)
    } else if ofx::is_ofx(text) {
        Ok(Format::Ofx)
    } else if text.starts_with("From ") && (extension == "mbox" || mail::is_separator(first_line(text).as_bytes())) {
        Ok(Format::Mbox)
    } else if text.starts_with(['{', '[']) {
        json(text)
    } else if is_mail(text, extension == "eml") {
        Ok(Format::Eml)
    } else if text.starts_with('<') {
        Err(IngestError::Unknown)
    } else if matches!(extension.as_str(), "csv" | "tsv") || csv::examine(head).is_ok_and(|found| found.guess.is_some())
    {
        Ok(Format::Csv)
    } else {
        Err(IngestError::Unknown)
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// What a file that is not text is.
fn binary(head: &[u8]) -> Result<Option<Format>, IngestError> {
    const ZIP: [&[u8]; 4] = [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK"];
    const PACKED: [&[u8]; 5] = [b"\x1f\x8b", b"BZh", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\xfd7zXZ\0"];
    const BINARY: [&[u8]; 3] = [b"%PDF-", b"\xd0\xcf\x11\xe0", b"\x89PNG"];
    let begins = |magic: &&[u8]| head.starts_with(magic);
    if ZIP.iter().any(begins) {
        return Ok(Some(Format::Zip));
    }
    if head.starts_with(b"SQLite format 3\0") {
        return Ok(Some(Format::Sqlite));
    }
    if PACKED.iter().any(begins) {
        return Err(IngestError::Archive);
    }
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    let is_text = Utf16::detect(head).is_some() || zeros * 100 <= head.len();
    if BINARY.iter().any(begins) || !is_text { Err(IngestError::Binary) } else { Ok(None) }
}

fn json(text: &str) -> Result<Format, IngestError> {
    if Chats::is_chats(text) {
        Ok(Format::Chat)
    } else if is_history(text) {
        Ok(Format::History)
    } else {
        Err(IngestError::NothingKnown)
    }
}

/// JSON that looks like visits. An empty list is a history in which nothing happened.
fn is_history(text: &str) -> bool {
    ["\"Browser History\"", "\"time_usec\"", "\"url\""].iter().any(|sign| text.contains(sign))
}

fn is_mail(text: &str, named_so: bool) -> bool {
    let mut found = Vec::new();
    for line in text.lines().take(200) {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { break };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            break;
        }
        let name = name.to_ascii_lowercase();
        if MAIL_HEADERS.contains(&name.as_str()) && !found.contains(&name) {
            found.push(name);
        }
    }
    found.len() >= if named_so { 1 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_before_the_name() {
        let mail = b"From: a@b.c\r\nSubject: x\r\n\r\nhello";
        assert_eq!(detect("statement.csv", mail), Ok(Format::Eml));
        assert_eq!(detect("a.txt", b"From a@b Mon Mar  1 09:00:00 2021\nFrom: a@b\n\nx"), Ok(Format::Mbox));
        assert_eq!(detect("a.eml", b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n"), Ok(Format::Ics));
        assert_eq!(detect("x", b"{\"Browser History\": []}"), Ok(Format::History));
        assert_eq!(detect("x", br#"[{"title":"a","mapping":{"1":{"message":null}}}]"#), Ok(Format::Chat));
        assert_eq!(detect("x", br#"[{"uuid":"a","chat_messages":[]}]"#), Ok(Format::Chat));
        assert_eq!(
            detect("x", br#"[{"header":"Gemini","title":"a","time":"b","products":["Gemini"]}]"#),
            Ok(Format::Chat)
        );
        assert_eq!(detect("a.vcf", b"BEGIN:VCARD\r\nVERSION:3.0\r\n"), Ok(Format::Vcard));
        assert_eq!(detect("a.qfx", b"\r\nOFXHEADER:100\r\nDATA:OFXSGML\r\n"), Ok(Format::Ofx));
        assert_eq!(detect("a.ofx", b"<?xml version=\"1.0\"?>\n<?OFX OFXHEADER=\"200\"?>\n<OFX>"), Ok(Format::Ofx));
        assert_eq!(detect("a.qif", b"!Type:Bank\nD1/2/2026\n"), Ok(Format::Qif));
        assert_eq!(detect("History", b"SQLite format 3\0\x10\0"), Ok(Format::Sqlite));
        assert_eq!(detect("takeout.zip", b"PK\x03\x04\x14\0"), Ok(Format::Zip));
        assert_eq!(detect("x", b"Date,Description,Amount\n2024-01-02,Shop,-3.50\n"), Ok(Format::Csv));
    }

    #[test]
    fn what_is_not_read_says_so() {
        assert_eq!(detect("a.csv", b""), Err(IngestError::Empty));
        assert_eq!(detect("a.csv", b" \r\n\r\n"), Err(IngestError::Empty));
        assert_eq!(detect("mail.mbox.gz", b"\x1f\x8b\x08\0"), Err(IngestError::Archive));
        assert_eq!(detect("a.csv", b"%PDF-1.7\n"), Err(IngestError::Binary));
        assert_eq!(detect("a.mbox", &[0, 1, 2, 3, 0, 0, 0, 9, 0, 7]), Err(IngestError::Binary));
        assert_eq!(detect("a.eml", b"<!doctype html><p>Hi"), Err(IngestError::Unknown));
        assert_eq!(detect("c.json", b"{\"a\":1}"), Err(IngestError::NothingKnown));
        assert_eq!(detect("notes.txt", b"Dear diary,\nnothing today."), Err(IngestError::Unknown));
    }
}
