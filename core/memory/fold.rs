//! When two texts say the same: folded for comparing, and how alike they are, word by word.

use std::collections::BTreeSet;

use crate::unicode::{Form, normal};

/// Words in which two texts may differ and mean the same.
const EMPTY: [&str; 16] =
    ["a", "an", "the", "i", "my", "me", "user", "users", "is", "are", "am", "to", "of", "that", "really", "very"];
/// Words in which two texts may not differ at all: they turn a statement round.
const TURNS: [&str; 15] = [
    "not", "no", "never", "none", "without", "don't", "doesn't", "isn't", "won't", "can't", "hates", "dislikes",
    "stopped", "former", "ex",
];

/// What may stand around a word without being part of it.
const AROUND: [char; 16] = ['.', ',', ';', ':', '!', '?', '"', '\'', '(', ')', '…', '“', '”', '„', '«', '»'];

/// A text for comparing: compatibility form, lower case, one space between words, no punctuation around them.
pub(super) fn fold(text: &str) -> String {
    let lower: String = normal(text, Form::Nfkc).chars().flat_map(char::to_lowercase).collect();
    let words = lower.split_whitespace().map(|word| word.trim_matches(AROUND)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// How alike two texts are, 0 to 1: the words they share among all their words (Jaccard). Texts that differ in a number
/// or in a word that turns the meaning are not alike, whatever else they share.
pub(super) fn alike(one: &str, other: &str) -> f32 {
    let (one, other) = (fold(one), fold(other));
    if one == other {
        return 1.0;
    }
    let (one, other) = (words(&one), words(&other));
    if one.symmetric_difference(&other).any(|word| TURNS.contains(word) || word.chars().any(char::is_numeric)) {
        return 0.0;
    }
    let shared = u16::try_from(one.intersection(&other).count()).unwrap_or(u16::MAX);
    let all = u16::try_from(one.union(&other).count()).unwrap_or(u16::MAX);
    if all == 0 { 0.0 } else { f32::from(shared) / f32::from(all) }
}

fn words(folded: &str) -> BTreeSet<&str> {
    folded.split(' ').filter(|word| !EMPTY.contains(word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_hides_case_spaces_and_punctuation() {
        assert_eq!(fold("  Café  Ｄ'Or, please!"), "café d'or please");
        assert_ne!(fold("C++"), fold("C"));
        assert_eq!(fold(" ☕ "), "☕");
    }

    #[test]
    fn texts_are_alike_when_they_share_their_words() {
        assert!(alike("The user really likes window seats.", "User likes window seats") > 0.99);
        assert!(alike("likes green tea", "likes green tea with jasmine") < 0.85);
        assert!(alike("likes tea", "likes coffee") < 0.5);
    }

    #[test]
    fn numbers_and_negations_keep_texts_apart() {
        let long = "prefers flights that leave after nine in the morning from the nearest airport";
        assert!(alike(long, &format!("never {long}")).abs() < f32::EPSILON);
        assert!(alike(&format!("{long} 10"), &format!("{long} 12")).abs() < f32::EPSILON);
    }
}
