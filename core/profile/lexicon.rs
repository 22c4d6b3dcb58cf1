//! The word lists, and finding their terms in a text: the longest term at each place wins, in one pass.
//!
//! A term is one to four tokens, its last one a prefix where it ends in `*`; one token after a `*` is a suffix, as German
//! and Dutch build words. Lists are in data/, one header line each.

use std::{collections::HashMap, sync::OnceLock};

use crate::{order, tables::Table};

use super::{
    brands,
    taxonomy::SegmentId,
    text::{label, registrable, tokens},
};

/// Longest term, in tokens.
const LONGEST: usize = 4;
/// Shortest prefix that a `*` may stand for, in bytes.
const SHORTEST_PREFIX: usize = 3;
/// Shortest suffix that may follow a `*`, in bytes.
const SHORTEST_SUFFIX: usize = 4;

/// Shortest word that is found within the name of a host, at its ends and elsewhere, in bytes.
const AT_ENDS: usize = 4;
const WITHIN: usize = 5;

/// The topic of phrases that are not sensitive, though they hold a sensitive word.
pub(super) const HARMLESS: &str = "-";
/// The topic of health words that are as often said of animals: sensitive where no animal is named.
pub(super) const CARE: &str = "care";

/// How the topics of cues begin: words that are sensitive only where another cue stands beside them, as a part of the body
/// beside a complaint.
pub(super) const CUE: char = '~';
/// The topic of rows that say which two cues together speak of a topic.
const PAIRS: &str = "&";
/// The language of rows whose terms are looked for in the names of hosts alone, anywhere in them.
const HOSTS: &str = "host";

/// What a term speaks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Meaning {
    /// The interest, where there is one.
    pub interest: Option<SegmentId>,
    /// What a purchase there shows the intent for, where there is one.
    pub purchase: Option<SegmentId>,
    /// How often the term alone is right, 0 to 1.
    pub strength: f32,
    /// What kind of term it is.
    pub by: By,
}

/// What kind of term says something: the later, the more it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    /// A word of the language.
    Word,
    /// A name: a brand, a shop, a site.
    Name,
    /// A field made for machines.
    Code,
}

impl By {
    /// As the table of calibration has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Name => "name",
            Self::Code => "code",
        }
    }
}

/// A term found in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit<'a, T> {
    /// The term as the list has it.
    pub term: &'a str,
    /// What it stands for.
    pub what: &'a T,
}

/// A list of terms.
#[derive(Debug)]
pub(super) struct Terms<T> {
    whole: HashMap<String, (String, T)>,
    begins: HashMap<String, (String, T)>,
    ends: HashMap<String, (String, T)>,
    /// How many tokens the longest term has that begins with this token: most tokens begin none.
    lengths: HashMap<String, usize>,
    /// Names without their spaces, as domains have them.
    joined: HashMap<String, (String, T)>,
}

impl<T: Clone> Terms<T> {
    fn new() -> Self {
        Self {
            whole: HashMap::new(),
            begins: HashMap::new(),
            ends: HashMap::new(),
            lengths: HashMap::new(),
            joined: HashMap::new(),
        }
    }

    fn add(&mut self, term: &str, what: &T, in_domains: bool) {
        if let Some(end) = term.strip_prefix('*') {
            self.ends.insert(tokens(end).concat(), (end.to_owned(), what.clone()));
            return;
        }
        let (open, shown) = term.strip_suffix('*').map_or((false, term), |start| (true, start));
        if in_domains && shown.contains('.') {
            self.joined.insert(shown.to_lowercase(), (shown.to_owned(), what.clone()));
            return;
        }
        self.add_spelling(&tokens(shown), shown, what, in_domains, open);
        if shown.contains(['ä', 'ö', 'ü']) {
            let spelt = shown.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
            self.add_spelling(&tokens(&spelt), shown, what, in_domains, open);
        }
    }

    fn add_spelling(&mut self, folded: &[String], shown: &str, what: &T, in_domains: bool, open: bool) {
        let entry = || (shown.to_owned(), what.clone());
        if in_domains {
            self.joined.insert(folded.concat(), entry());
        }
        if let Some(first) = folded.first().filter(|_| folded.len() > 1) {
            let longest = self.lengths.entry(first.clone()).or_default();
            *longest = folded.len().max(*longest);
        }
        let map = if open { &mut self.begins } else { &mut self.whole };
        map.insert(folded.join(" "), entry());
    }

    /// Every term in the text, left to right, none within another.
    pub fn find(&self, text: &[String]) -> Vec<Hit<'_, T>> {
        let mut hits = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let step = match self.longest_at(rest) {
                Some((length, hit)) => {
                    hits.push(hit);
                    length
                }
                None => 1,
            };
            rest = rest.get(step..).unwrap_or_default();
        }
        hits
    }

    /// The name that a host belongs to, by its registrable domain or the label in it.
    pub fn find_host(&self, host: &str) -> Option<Hit<'_, T>> {
        let host = host.to_lowercase();
        let found = [host.as_str(), registrable(&host), label(&host), &label(&host).replace('-', "")]
            .into_iter()
            .find_map(|key| self.joined.get(key));
        found.map(|(term, what)| Hit { term, what })
    }

    /// The words that a host's name is made of, where they were written as one: `golf` in `bestgolfdeals` is too short to be
    /// sure of, `allotment` in `myallotmentdiary` is not.
    pub fn within<'a>(&'a self, name: &str) -> Vec<Hit<'a, T>> {
        let mut hits = Vec::new();
        let mut rest = name;
        while !rest.is_empty() {
            let least = if rest.len() == name.len() { AT_ENDS } else { WITHIN };
            let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
            let found = ends.rev().take_while(|end| *end >= AT_ENDS).find_map(|end| {
                let enough = end >= least || (end == rest.len() && end >= AT_ENDS);
                let (term, what) = self.whole.get(rest.get(..end).filter(|_| enough)?)?;
                Some((end, Hit { term: term.as_str(), what }))
            });
            let mut step = rest.chars().next().map_or(1, char::len_utf8);
            if let Some((end, hit)) = found {
                hits.push(hit);
                step = end;
            }
            rest = rest.get(step..).unwrap_or_default();
        }
        hits
    }

    fn longest_at(&self, rest: &[String]) -> Option<(usize, Hit<'_, T>)> {
        let first = rest.first()?;
        let longest = self.lengths.get(first).copied().unwrap_or(1).min(LONGEST).min(rest.len());
        (1..=longest).rev().find_map(|length| {
            let words = rest.get(..length)?.join(" ");
            let found = self.whole.get(&words).or_else(|| self.prefix_of(&words));
            let (term, what) = found.or_else(|| self.suffix_of(first).filter(|_| length == 1))?;
            Some((length, Hit { term, what }))
        })
    }

    /// The longest listed end of this token.
    fn suffix_of(&self, token: &str) -> Option<&(String, T)> {
        let starts = token.char_indices().map(|(at, _)| at);
        starts
            .filter_map(|at| token.get(at..))
            .take_while(|end| end.len() >= SHORTEST_SUFFIX)
            .find_map(|end| self.ends.get(end))
    }

    /// The longest listed beginning of these words that ends within the last of them.
    fn prefix_of(&self, words: &str) -> Option<&(String, T)> {
        let least = words.rfind(' ').map_or(0, |space| space + 1) + SHORTEST_PREFIX;
        let ends = words.char_indices().map(|(at, _)| at).chain([words.len()]);
        ends.filter(|end| *end >= least).rev().find_map(|end| self.begins.get(words.get(..end)?))
    }
}

/// What nothing may be inferred from, by topic: names, and words by language. A phrase of the topic [`HARMLESS`] hides the
/// sensitive words within it, as the longest term wins.
pub(super) fn sensitive() -> &'static Terms<String> {
    static TERMS: OnceLock<Terms<String>> = OnceLock::new();
    TERMS.get_or_init(|| {
        let mut terms = Terms::new();
        // Cues first, harmless phrases last, what is also said of animals before them: of two meanings the later row's holds.
        let of_terms = |[topic, language, _]: &[&str; 3]| *topic != PAIRS && *language != HOSTS;
        let mut topics: Vec<_> = rows::<3>(Table::Sensitive).filter(of_terms).collect();
        order::by_key(&mut topics, |[topic, ..]| (*topic == HARMLESS, *topic == CARE, !topic.starts_with(CUE)));
        for [topic, _, words] in topics {
            words.split('|').for_each(|term| terms.add(term, &topic.to_owned(), !topic.starts_with(CUE)));
        }
        terms
    })
}

/// Whether two of these topics are cues that together are sensitive.
pub(super) fn are_telling(topics: &[&str]) -> bool {
    static PAIRS_OF: OnceLock<Vec<&str>> = OnceLock::new();
    let has = |cue: &str| topics.iter().any(|topic| topic.strip_prefix(CUE) == Some(cue));
    let pairs = PAIRS_OF.get_or_init(|| sensitive_words(|[topic, ..]| *topic == PAIRS));
    pairs.iter().any(|pair| pair.split(' ').all(has))
}

/// Whether the name of a host, lower case, has a sensitive word anywhere in it.
pub(super) fn is_sensitive_name(name: &str) -> bool {
    static WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| sensitive_words(|[_, language, _]| *language == HOSTS));
    words.iter().any(|word| name.contains(word))
}

fn sensitive_words(of: fn(&[&str; 3]) -> bool) -> Vec<&'static str> {
    rows::<3>(Table::Sensitive).filter(of).flat_map(|[_, _, words]| words.split('|')).collect()
}

/// Terms that mark a record as saying nothing, by where they count (`any`, or the name of a source).
pub(super) fn quiet() -> &'static Terms<String> {
    static TERMS: OnceLock<Terms<String>> = OnceLock::new();
    TERMS.get_or_init(|| {
        let mut terms = Terms::new();
        for [place, words] in rows::<2>(Table::Quiet) {
            words.split('|').for_each(|term| terms.add(term, &place.to_owned(), true));
        }
        terms
    })
}

/// Words that tell a gift, and what is cancelled or sent back.
pub(super) fn tones() -> &'static Terms<String> {
    static TERMS: OnceLock<Terms<String>> = OnceLock::new();
    TERMS.get_or_init(|| {
        let mut terms = Terms::new();
        for [tone, _, words] in rows::<3>(Table::Tones) {
            words.split('|').for_each(|term| terms.add(term, &tone.to_owned(), false));
        }
        terms
    })
}

/// Names and words that speak for segments.
pub(super) fn meanings() -> &'static Terms<Meaning> {
    static TERMS: OnceLock<Terms<Meaning>> = OnceLock::new();
    TERMS.get_or_init(|| {
        let mut terms = Terms::new();
        for [interest, purchase, words] in rows::<3>(Table::Names) {
            let meaning = Meaning { interest: id(interest), purchase: id(purchase), strength: 0.93, by: By::Name };
            words.split('|').for_each(|term| terms.add(term, &meaning, true));
        }
        for [strength, interest, purchase, words] in rows::<4>(Table::Places).chain(rows::<4>(Table::Words)) {
            let strength = strength.parse().unwrap_or(0.0);
            let meaning = Meaning { interest: id(interest), purchase: id(purchase), strength, by: By::Word };
            words.split('|').for_each(|term| terms.add(term, &meaning, false));
        }
        terms
    })
}

/// Whether this is a name that speaks for segments, however it is spaced and written.
pub(super) fn knows(name: &str) -> bool {
    let key = tokens(name).concat();
    meanings().joined.contains_key(&key) || brands::find(&key).is_some()
}

/// A segment's id, where a field has one.
pub(super) fn id(field: &str) -> Option<SegmentId> {
    field.parse().ok().map(SegmentId)
}

/// The rows of a table below its header; a row with too few fields has empty ones.
pub(super) fn rows<const N: usize>(table: Table) -> impl Iterator<Item = [&'static str; N]> {
    table.text().lines().skip(1).filter(|line| !line.is_empty()).map(|line| {
        let mut fields = line.split('\t');
        std::array::from_fn(|_| fields.next().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::taxonomy;

    #[test]
    fn every_row_names_segments_that_may_be_emitted() {
        let tables = [Table::Names.text(), Table::Words.text()];
        for (table, columns) in tables.iter().zip([0..2, 1..3]) {
            for line in table.lines().skip(1) {
                let fields: Vec<&str> = line.split('\t').collect();
                let ids: Vec<&str> = fields[columns.clone()].iter().copied().filter(|id| !id.is_empty()).collect();
                assert!(!ids.is_empty() || fields[0] == "0.0", "no id: {line}");
                for id in ids {
                    assert!(!taxonomy::is_denied(SegmentId(id.parse().unwrap())), "{id}: {line}");
                }
                assert!(fields.last().unwrap().split('|').all(|term| !term.trim().is_empty()), "{line}");
            }
        }
    }

    #[test]
    fn the_longest_term_wins_and_prefixes_end_in_their_word() {
        let mut terms = Terms::new();
        for term in ["coffee", "coffee table", "knit*", "big knit*"] {
            terms.add(term, &term.to_owned(), false);
        }
        let found =
            |text: &str| -> Vec<String> { terms.find(&tokens(text)).into_iter().map(|hit| hit.what.clone()).collect() };
        assert_eq!(found("a Coffee table and coffee"), ["coffee table", "coffee"]);
        assert_eq!(found("knitting, big knitwear, kni"), ["knit*", "big knit*"]);
        assert!(found("coffees tables").is_empty());
    }

    #[test]
    fn words_are_found_in_a_hosts_name() {
        let mut terms = Terms::new();
        ["golf", "allotment", "casino", "ham"].into_iter().for_each(|term| terms.add(term, &(), false));
        let found = |name: &str| terms.within(name).into_iter().map(|hit| hit.term).collect::<Vec<_>>();
        assert_eq!(found("myallotmentdiary"), ["allotment"]);
        assert_eq!(found("golfdeals"), ["golf"]);
        assert_eq!(found("indoorgolf"), ["golf"]);
        assert_eq!(found("grandcasinöclub"), Vec::<&str>::new());
        assert!(found("bestgolfdeals").is_empty() && found("ham").is_empty() && found("").is_empty());
    }

    #[test]
    fn a_suffix_matches_the_end_of_one_word_and_umlauts_match_either_spelling() {
        let mut terms = Terms::new();
        for term in ["*kasse", "bäcker*"] {
            terms.add(term, &term.to_owned(), false);
        }
        let count = |text: &str| terms.find(&tokens(text)).len();
        assert_eq!(count("Krankenkasse Baeckerei Bäckerei Backerei"), 4);
        assert_eq!(count("Kassel Aback"), 0);
    }

    #[test]
    fn every_sensitive_topic_is_recognised_in_every_language() {
        let languages = ["en", "de", "fr", "es", "it", "nl", "pt"];
        let rows: Vec<[&str; 3]> = rows::<3>(Table::Sensitive).collect();
        let topics: std::collections::BTreeSet<&str> = rows
            .iter()
            .map(|row| row[0])
            .filter(|topic| ![HARMLESS, CARE, PAIRS].contains(topic) && !topic.starts_with(CUE))
            .collect();
        assert_eq!(topics.len(), 18);
        for topic in topics {
            for language in languages {
                let row = rows.iter().find(|row| row[0] == topic && row[1] == language);
                let words = row.unwrap_or_else(|| panic!("{topic} has no words in {language}"))[2];
                for term in words.split('|') {
                    let text = tokens(&format!("xyzzy {} xyzzy", term.trim_matches('*')));
                    assert!(!sensitive().find(&text).is_empty(), "{term} is not found");
                }
            }
        }
    }
}
