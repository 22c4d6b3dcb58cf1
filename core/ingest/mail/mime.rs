//! The parts of a message: finds its first plain and its first HTML text, and decodes only those (RFC 2045–2047).

use std::borrow::Cow;

use data_encoding::BASE64;
use mail_parser::{ContentType, Message, MessageParser, MimeHeaders};

use super::super::charset;

/// The deepest nesting of parts.
const DEPTH_LIMIT: usize = 16;
/// The most parts that are looked at.
const PARTS_LIMIT: usize = 500;
/// The longest header field and the longest header block, bytes; what is beyond is left out.
const FIELD_LIMIT: usize = 16 * 1024;
const HEAD_LIMIT: usize = 256 * 1024;
/// The most bytes of an encoded text that are decoded.
const TEXT_LIMIT: usize = 1024 * 1024;

/// The texts of a message.
#[derive(Default)]
pub struct Texts {
    /// The first plain text.
    pub plain: Option<String>,
    /// The first HTML text.
    pub html: Option<String>,
    /// Whether one of them was longer than is decoded.
    pub cut: bool,
    /// Whether one of them goes to the very end of the bytes given.
    pub reached_end: bool,
    /// Whether every multipart has its closing boundary.
    pub complete: bool,
}

/// The header block (with its last line end) and what follows the empty line, if there is one.
pub fn split_head(raw: &[u8]) -> (&[u8], Option<&[u8]>) {
    let mut start = 0;
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        if matches!(line, b"\n" | b"\r\n") {
            let (head, rest) = raw.split_at_checked(start).unwrap_or((raw, &[]));
            return (head, rest.get(line.len()..));
        }
        start += line.len();
    }
    (raw, None)
}

/// The header block as UTF-8 that ends with an empty line, fields cut to [`FIELD_LIMIT`] and all of it to
/// [`HEAD_LIMIT`]: looking for encoded words in a field takes time that grows with the square of its length.
pub fn bounded_head(head: &[u8]) -> String {
    let mut bounded = String::new();
    let mut field = 0;
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        field = if line.starts_with(b" ") || line.starts_with(b"\t") { field + line.len() } else { line.len() };
        if field <= FIELD_LIMIT && bounded.len() + line.len() <= HEAD_LIMIT {
            bounded.push_str(&recoded(&charset::text(line)));
        }
    }
    bounded.truncate(bounded.trim_end().len());
    bounded.push_str("\n\n");
    bounded
}

/// The texts of the message with the given headers and body.
pub fn walk(parser: &MessageParser, message: &Message, body: &[u8]) -> Texts {
    let mut walk = Walk { parser, parts: 0, end: body.as_ptr_range().end, texts: Texts::default() };
    walk.texts.complete = true;
    walk.part(&Kind::of(message), body, 0);
    walk.texts
}

struct Walk<'a> {
    parser: &'a MessageParser,
    parts: usize,
    end: *const u8,
    texts: Texts,
}

/// What the headers say of a part.
struct Kind {
    multipart: Option<Vec<u8>>,
    html: bool,
    plain: bool,
    encoding: Transfer,
    charset: Option<String>,
}

#[derive(Clone, Copy)]
enum Transfer {
    Plain,
    Base64,
    QuotedPrintable,
}

impl Kind {
    fn of(headers: &Message) -> Self {
        let content = headers.content_type();
        let main = content.map_or("text", ContentType::ctype).to_ascii_lowercase();
        let sub = content.map_or(Some("plain"), ContentType::subtype).unwrap_or_default().to_ascii_lowercase();
        let attribute = |name| content.and_then(|content| content.attribute(name));
        let attached = headers.content_disposition().is_some_and(ContentType::is_attachment);
        let boundary = attribute("boundary").filter(|boundary| main == "multipart" && !boundary.is_empty());
        let transfer = headers.content_transfer_encoding().map(|name| name.trim().to_ascii_lowercase());
        Self {
            multipart: boundary.map(|boundary| boundary.as_bytes().to_vec()),
            html: !attached && main == "text" && sub == "html",
            plain: !attached && main == "text" && matches!(sub.as_str(), "plain" | ""),
            encoding: match transfer.as_deref() {
                Some("base64") => Transfer::Base64,
                Some("quoted-printable") => Transfer::QuotedPrintable,
                _ => Transfer::Plain,
            },
            charset: attribute("charset").map(|label| label.trim().to_owned()),
        }
    }
}

impl Walk<'_> {
    fn part(&mut self, kind: &Kind, body: &[u8], depth: usize) {
        if let Some(boundary) = &kind.multipart {
            self.multipart(boundary, body, depth);
            return;
        }
        let place = if kind.html { &mut self.texts.html } else { &mut self.texts.plain };
        if place.is_some() || !(kind.html || kind.plain) {
            return;
        }
        let encoded = body.get(..TEXT_LIMIT).unwrap_or(body);
        let text = text_in(kind.charset.as_deref(), &transfer(kind.encoding, encoded));
        if text.trim().is_empty() {
            return;
        }
        *place = Some(text);
        self.texts.cut |= encoded.len() < body.len();
        self.texts.reached_end |= body.as_ptr_range().end == self.end;
    }

    fn multipart(&mut self, boundary: &[u8], body: &[u8], depth: usize) {
        let mut start = None;
        let mut at = 0;
        for line in body.split_inclusive(|byte| *byte == b'\n') {
            let here = at;
            at += line.len();
            let Some(closing) = delimiter(line, boundary) else { continue };
            if let Some(start) = start.replace(at) {
                self.child(body.get(start..here).unwrap_or_default(), depth);
            }
            if closing {
                return;
            }
        }
        self.texts.complete = false;
        // Without the closing boundary the last part, or an unmarked body, still has its text.
        match start {
            Some(start) => self.child(body.get(start..).unwrap_or_default(), depth),
            None => self.part(&PLAIN, body, depth),
        }
    }

    fn child(&mut self, raw: &[u8], depth: usize) {
        self.parts += 1;
        if depth >= DEPTH_LIMIT || self.parts > PARTS_LIMIT {
            return;
        }
        let (head, body) = match raw {
            [b'\n', body @ ..] | [b'\r', b'\n', body @ ..] => (&[][..], Some(body)),
            _ => split_head(raw),
        };
        let head = bounded_head(head);
        let parsed = self.parser.parse_headers(head.as_bytes());
        let kind = parsed.as_ref().map_or(PLAIN, Kind::of);
        self.part(&kind, body.unwrap_or_default(), depth + 1);
    }
}

/// A part without headers (RFC 2046 §5.1).
const PLAIN: Kind = Kind { multipart: None, html: false, plain: true, encoding: Transfer::Plain, charset: None };

/// Whether `line` is the boundary: `Some(true)` for the closing one.
fn delimiter(line: &[u8], boundary: &[u8]) -> Option<bool> {
    let rest = line.strip_prefix(b"--")?.strip_prefix(boundary)?;
    let (closing, rest) = rest.strip_prefix(b"--").map_or((false, rest), |rest| (true, rest));
    rest.trim_ascii().is_empty().then_some(closing)
}

fn transfer(encoding: Transfer, bytes: &[u8]) -> Vec<u8> {
    match encoding {
        Transfer::Plain => bytes.to_vec(),
        Transfer::Base64 => base64(bytes),
        Transfer::QuotedPrintable => quoted_printable(bytes),
    }
}

/// Decodes what is base64 in `bytes`, ignoring what is not.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.extend(u8::try_from((bits >> count) & 0xff));
        }
    }
    out
}

/// Decodes quoted-printable; what is not an escape stays as it is.
pub fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return out,
            [b'=', b'\r', b'\n', rest @ ..] | [b'=', b'\n', rest @ ..] => rest,
            [b'=', high, low, rest @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let digit = |byte: u8| char::from(byte).to_digit(16).unwrap_or_default();
                out.extend(u8::try_from(digit(*high) * 16 + digit(*low)));
                rest
            }
            [b'=', blank @ (b' ' | b'\t'), after @ ..] => {
                // Blanks that a relay added after a soft line break.
                let end = after.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r')).unwrap_or(after.len());
                match after.get(end..) {
                    Some([b'\n', rest @ ..]) => rest,
                    _ => {
                        out.extend([b'=', *blank]);
                        after
                    }
                }
            }
            [byte, rest @ ..] => {
                out.push(*byte);
                rest
            }
        };
    }
}

/// Text in the charset that is declared. What is declared as Latin-1 or not at all is often UTF-8 in truth.
pub fn text_in(declared: Option<&str>, bytes: &[u8]) -> String {
    let declared = declared.filter(|label| !charset::is_windows_1252(label));
    declared
        .and_then(|label| charset::decode(label, bytes))
        .unwrap_or_else(|| charset::text(charset::without_mark(bytes)).into_owned())
}

/// A header line with the encoded words (RFC 2047) of charsets that `mail-parser` has no tables for in UTF-8 instead.
fn recoded(line: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, word)) = rest.split_once("=?") {
        out.push_str(before);
        rest = match encoded_word(word) {
            Some((text, after)) => {
                out.extend(["=?utf-8?B?", &BASE64.encode(text.as_bytes()), "?="]);
                after
            }
            None => {
                out.push_str("=?");
                word
            }
        };
    }
    if out.is_empty() { Cow::Borrowed(line) } else { Cow::Owned(out + rest) }
}

/// What `CHARSET?B?…?=` or `CHARSET?Q?…?=` says, and what comes after it; `None` where the header's parser can tell itself.
fn encoded_word(word: &str) -> Option<(String, &str)> {
    let (label, rest) = word.split_once('?')?;
    let (encoding, rest) = rest.split_once('?')?;
    let (data, after) = rest.split_once("?=")?;
    let label = label.split_once('*').map_or(label, |(label, _language)| label);
    if charset::is_windows_1252(label) || label.eq_ignore_ascii_case("utf-8") {
        return None;
    }
    let bytes = match encoding {
        "b" | "B" => base64(data.as_bytes()),
        "q" | "Q" => quoted_printable(data.replace('_', " ").as_bytes()),
        _ => return None,
    };
    Some((charset::decode(label, &bytes)?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_printable_leaves_no_remains() {
        assert_eq!(quoted_printable(b"a=3Db =C3=A9=\r\n!=  \nz"), "a=b é!z".as_bytes());
        assert_eq!(quoted_printable(b"1 = 2 =zz ="), b"1 = 2 =zz =");
    }

    #[test]
    fn base64_ignores_what_it_is_not() {
        assert_eq!(base64(b"SGVs\r\nbG8h"), b"Hello!");
        assert_eq!(base64(b"SGVsbG8=\r\n"), b"Hello");
        assert_eq!(base64(b"SGVsb*G8"), b"Hello");
    }

    #[test]
    fn boundaries_are_whole_lines() {
        assert_eq!(delimiter(b"--b1\r\n", b"b1"), Some(false));
        assert_eq!(delimiter(b"--b1-- \n", b"b1"), Some(true));
        assert_eq!(delimiter(b"--b1x\n", b"b1"), None);
        assert_eq!(delimiter(b" --b1\n", b"b1"), None);
    }
}
