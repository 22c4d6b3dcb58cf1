//! Unicode: normal forms, categories of characters, and text as it is compared. Natively the tables of the normal forms are a
//! crate's; a browser has them itself, and they would be 50 KB of the download.

use std::borrow::Cow;

#[cfg(not(target_arch = "wasm32"))]
use unicode_normalization::UnicodeNormalization;

pub mod categories;

/// A normal form of Unicode Standard Annex 15.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Composed: one character for a letter with its accent where there is one.
    Nfc,
    /// Taken apart: the letter, then its marks.
    Nfd,
    /// Composed, and what only looks otherwise (`ﬁ`, `①`, full width) as what it is.
    Nfkc,
    /// Taken apart, likewise.
    Nfkd,
}

/// `text` in a normal form.
pub fn normal(text: &str, form: Form) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(normalised(text, form)) }
}

#[cfg(not(target_arch = "wasm32"))]
fn normalised(text: &str, form: Form) -> String {
    match form {
        Form::Nfc => text.nfc().collect(),
        Form::Nfd => text.nfd().collect(),
        Form::Nfkc => text.nfkc().collect(),
        Form::Nfkd => text.nfkd().collect(),
    }
}

#[cfg(target_arch = "wasm32")]
fn normalised(text: &str, form: Form) -> String {
    let form = match form {
        Form::Nfc => "NFC",
        Form::Nfd => "NFD",
        Form::Nfkc => "NFKC",
        Form::Nfkd => "NFKD",
    };
    js_sys::JsString::from(text).normalize(form).into()
}

/// `text` without case and accents, so that `Zürich`, `ZURICH` and `Zurich` are one: compatibility form without accents, and
/// the letters that have no such form as people write them without.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for letter in normal(text, Form::Nfkd).chars().filter(|letter| !categories::is_accent(*letter)) {
        match letter {
            'ß' | 'ẞ' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' => folded.push('d'),
            'ı' => folded.push('i'),
            other => folded.extend(other.to_lowercase()),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_forms() {
        assert_eq!(normal("plain", Form::Nfkd), Cow::Borrowed("plain"));
        assert_eq!(normal("e\u{301}", Form::Nfc), "é");
        assert_eq!(normal("é", Form::Nfd), "e\u{301}");
        assert_eq!(normal("ﬁ①é", Form::Nfkc), "fi1é");
        assert_eq!(normal("ﬁ①é", Form::Nfkd), "fi1e\u{301}");
    }

    #[test]
    fn what_is_written_with_and_without_accents_is_one() {
        assert_eq!(fold("Zürich, ŁÓDŹ · Ærø & Straße ﬁne"), "zurich, lodz · aero & strasse fine");
        assert_eq!(fold("ASCII only"), "ascii only");
    }
}
