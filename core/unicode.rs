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
    if text.chars().all(is_plain) { Cow::Borrowed(text) } else { Cow::Owned(normalised(text, form)) }
}

/// Whether this is itself in every normal form: ASCII, and the signs that most texts have beside it. What a browser is asked
/// for takes long.
fn is_plain(character: char) -> bool {
    matches!(character, '\0'..='\x7f' | '£' | '§' | '©' | '«' | '®' | '°' | '·' | '»' | '–'..='―' | '‘'..='•' | '₩'..='₿' | '←'..='↓')
}

/// Letters from `À` to `ÿ` without case and accents, in their order.
const LATIN: &[u8; 64] = b"aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.y";

/// What `fold` makes of a letter of that range, where that is one of ASCII: most texts in Latin letters have no others.
fn latin(letter: char) -> Option<char> {
    let at = usize::try_from(u32::from(letter).checked_sub(0xc0)?).ok()?;
    LATIN.get(at).filter(|found| **found != b'.').map(|found| char::from(*found))
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
    let is_whole = |letter: char| {
        is_plain(letter) || latin(letter).is_some() || matches!(letter, 'ß' | 'æ' | 'Æ' | 'œ' | 'Œ' | 'ł' | 'Ł')
    };
    let text = if text.chars().all(is_whole) { Cow::Borrowed(text) } else { normal(text, Form::Nfkd) };
    for letter in text.chars().filter(|letter| !categories::is_accent(*letter)) {
        match letter {
            'ß' | 'ẞ' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' => folded.push('d'),
            'ı' => folded.push('i'),
            other => match latin(other) {
                Some(letter) => folded.push(letter),
                None => folded.extend(other.to_lowercase()),
            },
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

    /// The short ways lead where the long ones do.
    #[test]
    fn what_needs_no_table_is_what_the_tables_say() {
        let (mut plain, mut letters) = (0, 0);
        for letter in '\0'..=char::MAX {
            let text = letter.to_string();
            for form in [Form::Nfc, Form::Nfd, Form::Nfkc, Form::Nfkd] {
                assert!(!is_plain(letter) || normalised(&text, form) == text, "{letter:?}");
            }
            plain += usize::from(is_plain(letter));
            letters += usize::from(latin(letter).is_some());
            // Beside a letter that has no short way.
            assert_eq!(fold(&text) + "d", fold(&format!("{text}đ")), "{letter:?}");
        }
        assert!(plain > 150 && letters > 50);
    }

    #[test]
    fn what_is_written_with_and_without_accents_is_one() {
        assert_eq!(fold("Zürich, ŁÓDŹ · Ærø & Straße ﬁne"), "zurich, lodz · aero & strasse fine");
        assert_eq!(fold("ASCII only"), "ascii only");
    }
}
