//! WordPiece as BERT has it: text in lower case without accents, cut at spaces, punctuation and ideographs, each word the
//! longest pieces that the vocabulary knows.

use std::{collections::HashMap, iter};

use crate::unicode::{
    Form,
    categories::{is_accent, is_format, is_punctuation},
    normal,
};

#[cfg(test)]
mod differential;
#[cfg(test)]
mod tests;

/// A longer word is unknown as a whole.
const MOST_LETTERS: usize = 100;

/// A vocabulary: its pieces by number.
#[derive(Debug, Clone, Default)]
pub(super) struct WordPiece {
    pieces: HashMap<Box<str>, u32>,
    /// Letters of the longest piece.
    longest: usize,
}

impl WordPiece {
    /// The vocabulary of these pieces, numbered in their order.
    pub fn new<'a>(pieces: impl Iterator<Item = &'a str>) -> Self {
        let pieces: HashMap<Box<str>, u32> = pieces.map(Box::from).zip(0..).collect();
        let longest = pieces.keys().map(|piece| piece.chars().count()).max().unwrap_or(0);
        Self { pieces, longest }
    }

    /// The numbers of a text's pieces as a transformer is given them: `[CLS]`, the pieces, `[SEP]`, all together at most
    /// `most` (2 at least). A word that the vocabulary cannot make is one `[UNK]`. Of the text only as much is read as that needs.
    pub fn encode(&self, text: &str, most: usize) -> Vec<u32> {
        let mark = |name: &str| self.pieces.get(name).copied();
        let last = most.saturating_sub(1);
        let mut numbers = Vec::from_iter(mark("[CLS]"));
        let mut words = Self::words(text);
        while numbers.len() < last
            && let Some(word) = words.next()
        {
            let pieces = self.pieces(&word);
            let unknown = mark("[UNK]").filter(|_| pieces.is_empty());
            numbers.extend(pieces.into_iter().chain(unknown));
        }
        numbers.truncate(last);
        numbers.extend(mark("[SEP]"));
        numbers
    }

    /// The words of a text as BERT sees them.
    pub fn words(text: &str) -> impl Iterator<Item = String> {
        stretches(text.chars()).flat_map(|stretch| words_of(&stretch))
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
            let prefix = if numbers.is_empty() { "" } else { "##" };
            piece.clear();
            piece.push_str(prefix);
            piece.extend(rest.chars().take(self.longest));
            let known = loop {
                if let Some(number) = self.pieces.get(piece.as_str()) {
                    break *number;
                }
                piece.pop();
                if piece.len() <= prefix.len() {
                    return Vec::new();
                }
            };
            numbers.push(known);
            rest = rest.get(piece.len().saturating_sub(prefix.len())..).unwrap_or_default();
        }
        numbers
    }
}

/// A text without what is left out, in stretches that no word goes beyond and that are read one by one: each ends behind a
/// space, a punctuation mark or an ideograph.
fn stretches(text: impl Iterator<Item = char>) -> impl Iterator<Item = String> {
    let mut letters = text.filter(|letter| !is_left_out(*letter));
    iter::from_fn(move || {
        let mut stretch = String::new();
        for letter in letters.by_ref() {
            if is_ideograph(letter) {
                stretch.extend([' ', letter, ' ']);
                break;
            }
            stretch.push(letter);
            if letter.is_whitespace() || is_punctuation(letter) {
                break;
            }
        }
        (!stretch.is_empty()).then_some(stretch)
    })
}

/// A stretch's words: in lower case, without accents, cut at spaces and at punctuation marks, each of which is a word.
fn words_of(stretch: &str) -> Vec<String> {
    let plain = normal(stretch, Form::Nfd);
    let letters = plain.chars().filter(|letter| !is_accent(*letter)).flat_map(char::to_lowercase);
    let mut words = vec![String::new()];
    for letter in letters {
        let alone = is_punctuation(letter);
        if (alone || letter.is_whitespace()) && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if alone {
            words.extend([String::from(letter), String::new()]);
        } else if !letter.is_whitespace() {
            words.last_mut().into_iter().for_each(|word| word.push(letter));
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Control characters, what only formats, private use, and the sign for what could not be decoded. Of the control characters
/// line ends and the tab are spaces.
fn is_left_out(letter: char) -> bool {
    let control = letter.is_control() && !matches!(letter, '\t' | '\n' | '\r');
    let private = matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}');
    control || private || letter == '\u{fffd}' || is_format(letter)
}

/// The blocks of Han characters that BERT cuts one by one; a hole in them is the reference's own.
fn is_ideograph(letter: char) -> bool {
    matches!(letter,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2a6df}'
        | '\u{2a700}'..='\u{2b73f}' | '\u{2b740}'..='\u{2b81f}' | '\u{2b920}'..='\u{2ceaf}' | '\u{2f800}'..='\u{2fa1f}')
}
