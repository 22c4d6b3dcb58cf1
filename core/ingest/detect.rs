//! Recognises a file: by its content first, by its name second.

use super::{
    Format, IngestError,
    charset::{self, Utf16},
    csv, mail,
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
    packed_or_binary(head)?;
    let text = charset::head_text(head);
    let text = text.trim_start();
    if text.is_empty() {
        return Err(IngestError::Empty);
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase()).unwrap_or_default();
    let lower = text.get(..16).unwrap_or_default().to_ascii_lowercase();
    if lower.starts_with("begin:vcalendar") {
        Ok(Format::Ics)
    } else if text.starts_with("From ") && (extension == "mbox" || mail::is_separator(first_line(text).as_bytes())) {
        Ok(Format::Mbox)
    } else if text.starts_with(['{', '[']) {
        if is_history(text) { Ok(Format::History) } else { Err(IngestError::NoHistory) }
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

fn packed_or_binary(head: &[u8]) -> Result<(), IngestError> {
    const PACKED: [&[u8]; 7] =
        [b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\xfd7zXZ\0"];
    const BINARY: [&[u8]; 4] = [b"%PDF-", b"SQLite format 3\0", b"\xd0\xcf\x11\xe0", b"\x89PNG"];
    if PACKED.iter().any(|magic| head.starts_with(magic)) {
        return Err(IngestError::Archive);
    }
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    let is_text = Utf16::detect(head).is_some() || zeros * 100 <= head.len();
    if BINARY.iter().any(|magic| head.starts_with(magic)) || !is_text {
        return Err(IngestError::Binary);
    }
    Ok(())
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
        assert_eq!(detect("x", b"Date,Description,Amount\n2024-01-02,Shop,-3.50\n"), Ok(Format::Csv));
    }

    #[test]
    fn what_is_not_read_says_so() {
        assert_eq!(detect("a.csv", b""), Err(IngestError::Empty));
        assert_eq!(detect("a.csv", b" \r\n\r\n"), Err(IngestError::Empty));
        assert_eq!(detect("takeout.zip", b"PK\x03\x04\x14\0"), Err(IngestError::Archive));
        assert_eq!(detect("a.csv", b"%PDF-1.7\n"), Err(IngestError::Binary));
        assert_eq!(detect("a.mbox", &[0, 1, 2, 3, 0, 0, 0, 9, 0, 7]), Err(IngestError::Binary));
        assert_eq!(detect("a.eml", b"<!doctype html><p>Hi"), Err(IngestError::Unknown));
        assert_eq!(detect("c.json", b"{\"a\":1}"), Err(IngestError::NoHistory));
        assert_eq!(detect("notes.txt", b"Dear diary,\nnothing today."), Err(IngestError::Unknown));
    }
}
