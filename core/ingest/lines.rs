//! Bytes → lines, whatever the chunks; and bytes → text, whatever the charset.

use std::borrow::Cow;

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The longest piece of a line that is given at once, bytes. A longer line comes in several pieces.
pub const LINE_LIMIT: usize = 64 * 1024;

/// A line, or a piece of one that is longer than [`LINE_LIMIT`].
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// The bytes, with their terminator where the line has one.
    pub bytes: &'a [u8],
    /// Whether this is where the line begins.
    pub begins: bool,
    /// Whether this is where the line ends.
    pub ends: bool,
}

/// Splits chunks of any size into lines; the pieces do not depend on the chunks.
pub struct Lines {
    terminator: u8,
    partial: Vec<u8>,
    inside: bool,
}

impl Lines {
    /// Lines that end with the byte `terminator`.
    pub fn new(terminator: u8) -> Self {
        Self { terminator, partial: Vec::new(), inside: false }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, mut bytes: &[u8], sink: &mut dyn FnMut(Line)) {
        while !bytes.is_empty() {
            let room = LINE_LIMIT.saturating_sub(self.partial.len());
            let window = bytes.get(..room).unwrap_or(bytes);
            let found = window.iter().position(|byte| *byte == self.terminator);
            let length = found.map_or(window.len(), |at| at + 1);
            let (piece, rest) = bytes.split_at_checked(length).unwrap_or((bytes, &[]));
            bytes = rest;
            if found.is_none() && length < room {
                self.partial.extend_from_slice(piece);
                return;
            }
            let line = |bytes| Line { bytes, begins: !self.inside, ends: found.is_some() };
            if self.partial.is_empty() {
                sink(line(piece));
            } else {
                self.partial.extend_from_slice(piece);
                sink(line(&self.partial));
                self.partial.clear();
            }
            self.inside = found.is_none();
        }
    }

    /// Gives the last line where it has no terminator.
    pub fn finish(self, sink: &mut dyn FnMut(Line)) {
        if !self.partial.is_empty() {
            sink(Line { bytes: &self.partial, begins: !self.inside, ends: true });
        }
    }
}

/// Text of unknown charset: UTF-8 where it is valid, else windows-1252, which has a character for every byte.
pub fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The bytes without a UTF-8 byte order mark.
pub fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// The charset of a UTF-16 file, by its byte order mark or by the zero bytes that Latin text has in it.
pub fn utf16(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [0xff, 0xfe, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] => return Some(UTF_16BE),
        _ => {}
    }
    let sample = head.get(..512).unwrap_or(head);
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    if pairs < 4 {
        None
    } else if odd * 10 > pairs * 7 && even * 10 < pairs {
        Some(UTF_16LE)
    } else if even * 10 > pairs * 7 && odd * 10 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Turns a UTF-16 stream into UTF-8.
pub struct Utf16(Decoder);

impl Utf16 {
    /// A decoder, where `head` is UTF-16.
    pub fn detect(head: &[u8]) -> Option<Self> {
        utf16(head).map(|encoding| Self(encoding.new_decoder_with_bom_removal()))
    }

    /// Decodes `bytes` and gives the UTF-8 to `sink` in pieces; broken units become U+FFFD.
    pub fn decode<E>(
        &mut self,
        mut bytes: &[u8],
        last: bool,
        sink: &mut dyn FnMut(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut out = [0; 4096];
        loop {
            let (result, read, written) = self.0.decode_to_utf8_without_replacement(bytes, &mut out, last);
            sink(out.get(..written).unwrap_or_default())?;
            bytes = bytes.get(read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => return Ok(()),
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => sink("\u{fffd}".as_bytes())?,
            }
        }
    }
}

/// All of `head` as text, in whichever charset it is.
pub fn head_text(head: &[u8]) -> Cow<'_, str> {
    match utf16(head) {
        Some(encoding) => encoding.decode_with_bom_removal(head).0,
        None => {
            let head = without_mark(head);
            match std::str::from_utf8(head) {
                // A head may be cut within a character.
                Err(error) if error.error_len().is_none() => text(head.get(..error.valid_up_to()).unwrap_or_default()),
                _ => text(head),
            }
        }
    }
}
