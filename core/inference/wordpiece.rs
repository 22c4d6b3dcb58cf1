//! WordPiece as BERT has it: text in lower case without accents, cut at spaces, punctuation and ideographs, each word the
//! longest pieces that the vocabulary knows.

use std::collections::HashMap;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A longer word is unknown as a whole.
const MOST_LETTERS: usize = 100;

/// A vocabulary: its pieces by number.
#[derive(Debug, Clone, Default)]
pub(super) struct WordPiece {
    pieces: HashMap<Box<str>, u32>,
}

impl WordPiece {
    /// The vocabulary of these pieces, numbered in their order.
    pub fn new<'a>(pieces: impl Iterator<Item = &'a str>) -> Self {
        Self { pieces: pieces.map(Box::from).zip(0..).collect() }
    }

    /// The words of a text as BERT sees them.
    pub fn words(text: &str) -> Vec<String> {
        let mut words = vec![String::new()];
        for letter in text.chars().filter(|letter| !is_left_out(*letter)) {
            if letter.is_whitespace() {
                next(&mut words);
            } else if is_punctuation(letter) || is_ideograph(letter) {
                next(&mut words);
                words.last_mut().into_iter().for_each(|word| word.push(letter));
                next(&mut words);
            } else {
                let Some(word) = words.last_mut() else { continue };
                let plain = std::iter::once(letter).nfd().filter(|letter| !is_combining_mark(*letter));
                word.extend(plain.flat_map(char::to_lowercase));
            }
        }
        words.retain(|word| !word.is_empty());
        words
    }

    /// The numbers of a word's pieces; none where a part of it is unknown.
    pub fn pieces(&self, word: &str) -> Vec<u32> {
        let mut numbers = Vec::new();
        if word.chars().count() > MOST_LETTERS {
            return numbers;
        }
        let mut rest = word;
        let mut piece = String::new();
        while !rest.is_empty() {
            let ends = rest.char_indices().rev().map(|(at, letter)| at.saturating_add(letter.len_utf8()));
            let longest = ends.into_iter().find_map(|end| {
                piece.clear();
                piece.push_str(if numbers.is_empty() { "" } else { "##" });
                piece.push_str(rest.get(..end)?);
                Some((*self.pieces.get(piece.as_str())?, end))
            });
            let Some((number, end)) = longest else { return Vec::new() };
            numbers.push(number);
            rest = rest.get(end..).unwrap_or_default();
        }
        numbers
    }
}

fn next(words: &mut Vec<String>) {
    if words.last().is_some_and(|word| !word.is_empty()) {
        words.push(String::new());
    }
}

/// Control characters and the sign for what could not be decoded; line ends and tabs are spaces.
fn is_left_out(letter: char) -> bool {
    let format = matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    (letter.is_control() && !letter.is_whitespace()) || format || letter == '\u{fffd}'
}

/// Every ASCII mark, and the punctuation of the blocks that have most of it.
fn is_punctuation(letter: char) -> bool {
    letter.is_ascii_punctuation()
        || matches!(letter,
            '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{30fb}'
            | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff3d}' | '\u{ff5b}'..='\u{ff65}')
}

/// The blocks of Han characters that BERT cuts one by one.
fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_as_bert_does() {
        assert_eq!(
            WordPiece::words("Café-Bar, don't!\n東京\u{200b}x"),
            ["cafe", "-", "bar", ",", "don", "'", "t", "!", "東", "京", "x"]
        );
        assert!(WordPiece::words(" \t").is_empty());
    }

    #[test]
    fn the_longest_piece_comes_first() {
        let vocabulary = WordPiece::new(["un", "##aff", "##able", "##a", "aff"].into_iter());
        assert_eq!(vocabulary.pieces("unaffable"), [0, 1, 2]);
        assert_eq!(vocabulary.pieces("una"), [0, 3]);
        assert!(vocabulary.pieces("unx").is_empty());
        assert!(vocabulary.pieces(&"a".repeat(101)).is_empty());
    }
}
