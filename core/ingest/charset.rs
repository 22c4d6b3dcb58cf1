//! Bytes of a charset → text (WHATWG Encoding Standard, <https://encoding.spec.whatwg.org>): UTF-16 and windows-1252 by
//! ourselves, the rest by name: natively by `encoding_rs`, in a browser by its own `TextDecoder`, which has the same tables.

use std::{borrow::Cow, char::REPLACEMENT_CHARACTER, iter};

#[cfg(target_arch = "wasm32")]
use browser::TextDecoder;

/// The characters of windows-1252 at 0x80 … 0x9f; every other byte is its own code point.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// `bytes` in the charset of that label, broken ones as U+FFFD; `None` where nobody knows the label.
#[cfg(not(target_arch = "wasm32"))]
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())?;
    Some(encoding.decode(bytes).0.into_owned())
}

/// `bytes` in the charset of that label, broken ones as U+FFFD; `None` where nobody knows the label.
#[cfg(target_arch = "wasm32")]
pub fn decode(label: &str, bytes: &[u8]) -> Option<String> {
    TextDecoder::new(label).and_then(|decoder| decoder.decode(bytes)).ok()
}

/// Whether the label names windows-1252, as those of Latin-1 and ASCII do.
pub fn is_windows_1252(label: &str) -> bool {
    let label = label.trim().to_ascii_lowercase().replace('_', "-");
    let latin = ["windows-1252", "cp1252", "x-cp1252", "latin1", "l1", "ascii", "us-ascii", "ansi-x3.4-1968", "cp819"];
    latin.contains(&label.as_str()) || matches!(label.as_str(), "iso-8859-1" | "iso8859-1" | "iso88591" | "csisolatin1")
}

/// windows-1252, which has a character for every byte.
pub fn windows_1252(bytes: &[u8]) -> String {
    let special = |byte: u8| WINDOWS_1252.chars().nth(usize::from(byte.saturating_sub(0x80)));
    bytes
        .iter()
        .map(|byte| match byte {
            0x80..=0x9f => special(*byte).unwrap_or(REPLACEMENT_CHARACTER),
            _ => char::from(*byte),
        })
        .collect()
}

/// Text of unknown charset: UTF-8 where it is valid, else windows-1252.
pub fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(windows_1252(bytes)),
    }
}

/// The bytes without a UTF-8 byte order mark.
pub fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// All of `head` as text, in whichever charset it is.
pub fn head_text(head: &[u8]) -> Cow<'_, str> {
    if let Some(mut decoder) = Utf16::detect(head) {
        let mut text = String::new();
        decoder.decode(head, true, &mut text);
        return Cow::Owned(text);
    }
    let head = without_mark(head);
    match std::str::from_utf8(head) {
        // A head may be cut within a character.
        Err(error) if error.error_len().is_none() => text(head.get(..error.valid_up_to()).unwrap_or_default()),
        _ => text(head),
    }
}

/// Which byte of a UTF-16 unit comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Endian {
    Little,
    Big,
}

/// Turns a UTF-16 stream into text, whatever its chunks.
pub struct Utf16 {
    endian: Endian,
    /// A byte whose other half has not come yet.
    half: Option<u8>,
    /// A high surrogate whose low one has not come yet.
    high: Option<u16>,
    begun: bool,
}

impl Utf16 {
    /// A decoder, where `head` is UTF-16: by its byte order mark, or by the zero bytes that Latin text has in it.
    pub fn detect(head: &[u8]) -> Option<Self> {
        let endian = match head {
            [0xff, 0xfe, ..] => Endian::Little,
            [0xfe, 0xff, ..] => Endian::Big,
            _ => by_zeros(head)?,
        };
        Some(Self { endian, half: None, high: None, begun: false })
    }

    /// Its label.
    pub fn label(&self) -> &'static str {
        match self.endian {
            Endian::Little => "utf-16le",
            Endian::Big => "utf-16be",
        }
    }

    /// Adds what `bytes` say to `out`, without the byte order mark; broken units become U+FFFD.
    pub fn decode(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        for byte in bytes {
            let Some(first) = self.half.take() else {
                self.half = Some(*byte);
                continue;
            };
            let unit = match self.endian {
                Endian::Little => u16::from_le_bytes([first, *byte]),
                Endian::Big => u16::from_be_bytes([first, *byte]),
            };
            if self.begun || unit != 0xfeff {
                self.unit(unit, out);
            }
            self.begun = true;
        }
        if last && (self.half.take().is_some() | self.high.take().is_some()) {
            out.push(REPLACEMENT_CHARACTER);
        }
    }

    fn unit(&mut self, unit: u16, out: &mut String) {
        let is_high = (0xd800..0xdc00).contains(&unit);
        let units = self.high.take().into_iter().chain(iter::once(unit).filter(|_| !is_high));
        out.extend(char::decode_utf16(units).map(|decoded| decoded.unwrap_or(REPLACEMENT_CHARACTER)));
        self.high = Some(unit).filter(|_| is_high);
    }
}

fn by_zeros(head: &[u8]) -> Option<Endian> {
    let sample = head.get(..512).unwrap_or(head);
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    if pairs < 4 {
        None
    } else if odd * 10 > pairs * 7 && even * 10 < pairs {
        Some(Endian::Little)
    } else if even * 10 > pairs * 7 && odd * 10 < pairs {
        Some(Endian::Big)
    } else {
        None
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        pub type TextDecoder;
        #[wasm_bindgen(constructor, catch)]
        pub fn new(label: &str) -> Result<TextDecoder, JsValue>;
        #[wasm_bindgen(method, catch)]
        pub fn decode(this: &TextDecoder, bytes: &[u8]) -> Result<String, JsValue>;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn windows_1252_is_the_standards() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(Some(windows_1252(&bytes)), decode("windows-1252", &bytes));
        for label in
            ["windows-1252", "ISO-8859-1", "iso_8859-1", "us-ascii", "ascii", "latin1", "cp1252", "l1", "cp819"]
        {
            assert!(is_windows_1252(label), "{label}");
            let label = label.replace("iso_8859-1", "iso-8859-1");
            assert_eq!(decode(&label, b"\x80"), Some("€".to_owned()), "{label}");
        }
        assert!(!is_windows_1252("iso-8859-15") && !is_windows_1252("utf-8"));
    }

    #[test]
    fn what_nobody_knows_is_said() {
        assert_eq!(decode("no-such-charset", b"a"), None);
        assert_eq!(decode("shift_jis", b"\x93\xfa\x96\x7b"), Some("日本".to_owned()));
    }

    proptest! {
        #[test]
        fn utf_16_in_any_pieces_is_the_standards(
            bytes in prop::collection::vec(prop_oneof![any::<u8>(), 0xd8_u8..0xe0, Just(0)], 0..60),
            cuts in prop::collection::vec(0_usize..60, 0..4),
            big: bool,
        ) {
            let mark = if big { [0xfe, 0xff] } else { [0xff, 0xfe] };
            let whole = [&mark[..], &bytes].concat();
            let mut decoder = Utf16::detect(&whole).unwrap();
            let mut text = String::new();
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(whole.len())).collect();
            cuts.sort_unstable();
            let mut from = 0;
            for cut in cuts {
                decoder.decode(&whole[from..cut], false, &mut text);
                from = cut;
            }
            decoder.decode(&whole[from..], true, &mut text);
            prop_assert_eq!(Some(text), decode(decoder.label(), &whole));
        }
    }
}
