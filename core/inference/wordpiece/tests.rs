//! Cut as BERT does, cases by hand.

use std::cell::Cell;

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

#[test]
fn a_long_text_is_read_only_as_far_as_it_is_needed() {
    let read = Cell::new(0);
    let text = "So many words, 言葉! ".repeat(100_000);
    let letters = text.chars().inspect(|_| read.set(read.get() + 1));
    assert_eq!(stretches(letters).take(7).collect::<String>(), "So many words,  言  葉 !");
    assert_eq!(read.get(), 18);
}
