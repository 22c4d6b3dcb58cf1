//! The half of a search that goes by words: which terms a query asks for, and BM25 over their postings.

use super::{
    Index,
    lists::{narrow, wide},
    stem::stem,
    words::{Language, says_nothing, words},
};

/// How soon more of the same term stops to count, and how much a document's length does: the usual values for short texts.
const K1: f32 = 0.9;
const B: f32 = 0.4;
/// Terms that the beginning of a word is held to be, at most: those that most documents have.
const COMPLETIONS: usize = 16;

/// A query as the index understands it.
pub(super) struct Asked {
    /// All its words, folded.
    pub words: Vec<String>,
    /// The terms that it asks for, each once, and what they weigh.
    terms: Vec<(u32, f32)>,
}

/// Which documents have any of a query's terms, and their scores.
pub(super) struct Lexical {
    /// BM25 of each document; nought where it has none of the terms.
    pub scores: Vec<f32>,
    /// The documents that have any, in no order.
    pub found: Vec<u32>,
}

impl Index {
    /// What a query asks for. A word is stemmed by each language that the documents are in: it is too short to say its own.
    pub(super) fn asked(&self, text: &str, typing: bool) -> Asked {
        let words = words(text);
        let own = 1 << Language::of(words.iter().map(String::as_str)) as u8;
        let said = |word: &&String| !says_nothing(word, own);
        let last = words.last().filter(|_| typing && !text.ends_with(char::is_whitespace));
        let silent = !words.iter().any(|word| said(&word));
        let mut terms: Vec<(u32, f32)> = Vec::new();
        for word in words.iter().filter(|word| silent || said(word)) {
            for language in self.languages() {
                terms.extend(self.terms.find(&stem(word, language)).map(|term| (term, self.weight(term))));
            }
        }
        if let Some(last) = last {
            terms.extend(self.completions(last));
        }
        terms.sort_unstable_by_key(|(term, _)| *term);
        terms.dedup_by_key(|(term, _)| *term);
        Asked { words, terms }
    }

    /// BM25 of every document that `allowed` has.
    pub(super) fn lexical(&self, asked: &Asked, allowed: &[bool]) -> Lexical {
        let mut scores = vec![0.0_f32; self.docs.len()];
        let mut found = Vec::new();
        #[expect(clippy::cast_precision_loss, reason = "an average need not be exact")]
        let average = (self.total as f32 / self.live.max(1) as f32).max(1.0);
        let each = K1 * B / average;
        // A length is kept as one more than it is.
        let least = K1 * (1.0 - B) - each;
        for (term, weight) in &asked.terms {
            for posting in self.postings.get(*term) {
                let doc = posting >> 8;
                let at = wide(doc);
                let (Some(score), Some(length), Some(true)) =
                    (scores.get_mut(at), self.lengths.get(at), allowed.get(at))
                else {
                    continue;
                };
                if *score == 0.0 {
                    found.push(doc);
                }
                #[expect(clippy::cast_precision_loss, reason = "at most 255")]
                let count = (posting & 255) as f32;
                *score += weight * count * (K1 + 1.0) / (count + least + each * f32::from(*length));
            }
        }
        Lexical { scores, found }
    }

    /// How much a word says among these documents: the inverse document frequency of its rarest stem, more than 0. One that
    /// is nowhere says most.
    pub fn word_weight(&self, word: &str) -> f32 {
        let rarest = |word: &String| {
            let known = self.languages().filter_map(|language| self.terms.find(&stem(word, language)));
            known
                .map(|term| self.weight(term))
                .fold(None, |most: Option<f32>, weight| Some(most.map_or(weight, |most| most.min(weight))))
        };
        let folded = words(word);
        folded.iter().map(|word| rarest(word).unwrap_or_else(|| self.weight_of(0))).fold(0.0, f32::max)
    }

    /// A term's inverse document frequency.
    fn weight(&self, term: u32) -> f32 {
        self.weight_of(self.postings.get(term).len())
    }

    #[expect(clippy::cast_precision_loss, reason = "a weight need not be exact")]
    fn weight_of(&self, documents: usize) -> f32 {
        let (all, having) = (self.live as f32, documents as f32);
        ((all - having).max(0.0) + 0.5).mul_add((having + 0.5).recip(), 1.0).ln()
    }

    fn languages(&self) -> impl Iterator<Item = Language> {
        Language::ALL.into_iter().filter(|language| self.languages >> *language as u8 & 1 == 1)
    }

    /// The terms that begin so, those of most documents first, at half their weight.
    fn completions(&self, beginning: &str) -> Vec<(u32, f32)> {
        let numbered = self.terms.iter().zip(0_u32..).filter(|(term, _)| term.len() > beginning.len());
        let mut found: Vec<u32> =
            numbered.filter(|(term, _)| term.starts_with(beginning)).map(|(_, term)| term).collect();
        found.sort_by_key(|term| std::cmp::Reverse(narrow(self.postings.get(*term).len())));
        found.into_iter().take(COMPLETIONS).map(|term| (term, self.weight(term) / 2.0)).collect()
    }
}
