//! WordPiece as BERT has it: text in lower case without accents, cut at spaces, punctuation and ideographs, each word the
//! longest pieces that the vocabulary knows.

use std::{collections::HashMap, iter};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

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

    /// The words of a text as BERT sees them, of a word that is too long to be known only the beginning.
    pub fn words(text: &str) -> impl Iterator<Item = String> {
        let mut letters = letters(text).peekable();
        iter::from_fn(move || {
            while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
            let mut word = String::from(letters.next()?);
            if word.chars().any(is_punctuation) {
                return Some(word);
            }
            let mut count = 1_usize;
            while let Some(letter) = letters.next_if(|letter| !letter.is_whitespace() && !is_punctuation(*letter)) {
                count = count.saturating_add(1);
                if count <= MOST_LETTERS.saturating_add(1) {
                    word.push(letter);
                }
            }
            Some(word)
        })
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

/// A text's letters as BERT sees them: without what is left out and without accents, in lower case, ideographs by themselves.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let alone = |letter: char| {
        let space = is_ideograph(letter).then_some(' ');
        [space, Some(letter), space].into_iter().flatten()
    };
    let plain = text.chars().filter(|letter| !is_left_out(*letter)).flat_map(alone).nfd();
    plain.filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase)
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
        let words = |text| WordPiece::words(text).collect::<Vec<_>>();
        assert_eq!(
            words("Café-Bar, don't!\n東京\u{200b}x"),
            ["cafe", "-", "bar", ",", "don", "'", "t", "!", "東", "京", "x"]
        );
        assert!(words(" \t").is_empty());
    }

    #[test]
    fn the_longest_piece_comes_first() {
        let vocabulary = WordPiece::new(["un", "##aff", "##able", "##a", "aff"].into_iter());
        assert_eq!(vocabulary.pieces("unaffable"), [0, 1, 2]);
        assert_eq!(vocabulary.pieces("una"), [0, 3]);
        assert!(vocabulary.pieces("unx").is_empty());
        assert!(vocabulary.pieces(&"a".repeat(101)).is_empty());
    }

    #[test]
    fn a_text_is_marked_and_cut() {
        let vocabulary = WordPiece::new(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##able"].into_iter());
        assert_eq!(vocabulary.encode("", 8), [2, 3]);
        assert_eq!(vocabulary.encode("Unable? un", 8), [2, 4, 5, 1, 4, 3]);
        assert_eq!(vocabulary.encode("Unable un", 4), [2, 4, 5, 3]);
        assert_eq!(vocabulary.encode("un unable", 4), [2, 4, 4, 3]);
        assert_eq!(vocabulary.encode("un", 2), [2, 3]);
    }
}
