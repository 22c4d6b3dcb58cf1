//! What the person says of themselves, in their own words: in mails they sent and in their turns with an assistant.
//! Never what others or an assistant say, never what is quoted, asked, wished or supposed.

use std::collections::BTreeMap;

use super::{Candidate, Tier, about_you, address, is_sent, note};
use crate::record::Record;

/// What a beginning of a sentence says of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Saying {
    Likes,
    Dislikes,
    Prefers,
    Allergy,
    Diet,
    LivesIn,
    WorksFor,
    Name,
}

/// Beginnings of sentences, in lower case; the longest that fits counts.
const BEGINNINGS: &[(&str, Saying)] = &[
    ("i love", Saying::Likes),
    ("i really love", Saying::Likes),
    ("i like", Saying::Likes),
    ("i really like", Saying::Likes),
    ("i enjoy", Saying::Likes),
    ("i adore", Saying::Likes),
    ("i am a big fan of", Saying::Likes),
    ("i'm a big fan of", Saying::Likes),
    ("i prefer", Saying::Prefers),
    ("i always prefer", Saying::Prefers),
    ("i hate", Saying::Dislikes),
    ("i can't stand", Saying::Dislikes),
    ("i cannot stand", Saying::Dislikes),
    ("i don't like", Saying::Dislikes),
    ("i do not like", Saying::Dislikes),
    ("i dislike", Saying::Dislikes),
    ("i'm allergic to", Saying::Allergy),
    ("i am allergic to", Saying::Allergy),
    ("i have an allergy to", Saying::Allergy),
    ("i don't eat", Saying::Diet),
    ("i do not eat", Saying::Diet),
    ("i'm a vegetarian", Saying::Diet),
    ("i'm vegetarian", Saying::Diet),
    ("i am vegetarian", Saying::Diet),
    ("i'm vegan", Saying::Diet),
    ("i am vegan", Saying::Diet),
    ("i'm lactose intolerant", Saying::Diet),
    ("i live in", Saying::LivesIn),
    ("i moved to", Saying::LivesIn),
    ("i work at", Saying::WorksFor),
    ("i work for", Saying::WorksFor),
    ("my name is", Saying::Name),
    ("ich liebe", Saying::Likes),
    ("ich mag", Saying::Likes),
    ("ich mag kein", Saying::Dislikes),
    ("ich mag keine", Saying::Dislikes),
    ("ich mag keinen", Saying::Dislikes),
    ("ich hasse", Saying::Dislikes),
    ("ich bevorzuge", Saying::Prefers),
    ("ich bin allergisch gegen", Saying::Allergy),
    ("ich bin allergisch auf", Saying::Allergy),
    ("ich bin vegetarier", Saying::Diet),
    ("ich bin vegan", Saying::Diet),
    ("ich esse kein", Saying::Diet),
    ("ich esse keine", Saying::Diet),
    ("ich esse keinen", Saying::Diet),
    ("ich wohne in", Saying::LivesIn),
    ("ich arbeite bei", Saying::WorksFor),
    ("ich heiße", Saying::Name),
    ("j'adore", Saying::Likes),
    ("j'aime", Saying::Likes),
    ("j'aime bien", Saying::Likes),
    ("je n'aime pas", Saying::Dislikes),
    ("je déteste", Saying::Dislikes),
    ("je préfère", Saying::Prefers),
    ("je suis allergique à", Saying::Allergy),
    ("je suis allergique aux", Saying::Allergy),
    ("je suis végétarien", Saying::Diet),
    ("je suis végétarienne", Saying::Diet),
    ("j'habite à", Saying::LivesIn),
    ("je travaille chez", Saying::WorksFor),
    ("me encanta", Saying::Likes),
    ("me encantan", Saying::Likes),
    ("me gusta", Saying::Likes),
    ("me gustan", Saying::Likes),
    ("no me gusta", Saying::Dislikes),
    ("no me gustan", Saying::Dislikes),
    ("odio", Saying::Dislikes),
    ("prefiero", Saying::Prefers),
    ("soy alérgico a", Saying::Allergy),
    ("soy alérgica a", Saying::Allergy),
    ("vivo en", Saying::LivesIn),
    ("trabajo en", Saying::WorksFor),
    ("soy vegetariano", Saying::Diet),
    ("soy vegetariana", Saying::Diet),
    ("adoro", Saying::Likes),
    ("mi piace", Saying::Likes),
    ("mi piacciono", Saying::Likes),
    ("non mi piace", Saying::Dislikes),
    ("preferisco", Saying::Prefers),
    ("sono allergico a", Saying::Allergy),
    ("sono allergica a", Saying::Allergy),
    ("abito a", Saying::LivesIn),
    ("ik hou van", Saying::Likes),
    ("ik haat", Saying::Dislikes),
    ("ik ben allergisch voor", Saying::Allergy),
    ("ik woon in", Saying::LivesIn),
    ("ik werk bij", Saying::WorksFor),
    ("jag älskar", Saying::Likes),
    ("jag gillar", Saying::Likes),
    ("jag gillar inte", Saying::Dislikes),
    ("jag hatar", Saying::Dislikes),
    ("jag föredrar", Saying::Prefers),
    ("jag är allergisk mot", Saying::Allergy),
    ("jag bor i", Saying::LivesIn),
    ("jag jobbar på", Saying::WorksFor),
];

/// Small words with which a sentence may go on from another.
const BEFORE: [&str; 12] =
    ["and", "but", "because", "also", "honestly", "und", "aber", "et", "mais", "y", "pero", "og"];

/// Objects that say nothing alone, and beginnings of clauses and wishes.
const EMPTY: &[&str] = &[
    "you",
    "it",
    "that",
    "this",
    "them",
    "him",
    "her",
    "these",
    "those",
    "how",
    "what",
    "when",
    "where",
    "if",
    "the way",
    "your",
    "his",
    "their",
    "to see",
    "to hear",
    "to know",
    "seeing you",
    "es",
    "das",
    "dich",
    "euch",
    "sie",
    "ihn",
    "wie",
    "wenn",
    "dass",
    "que",
    "ça",
    "te",
    "lo",
    "eso",
    "cuando",
    "si",
    "come",
    "questo",
    "quello",
    "dig",
    "det",
    "hur",
    "att",
    "hoe",
    "dat",
    "jou",
    "one of",
    "someone",
    "somebody",
    "something",
    "anything",
    "everything",
    "nothing",
    "here",
    "there",
    "me",
];

/// Words that make what is said nobody else's business.
const PRIVATE: &[&str] = &[
    "god",
    "jesus",
    "allah",
    "church",
    "mosque",
    "synagogue",
    "prayer",
    "praying",
    "bible",
    "quran",
    "christian",
    "muslim",
    "jewish",
    "hindu",
    "buddhist",
    "atheist",
    "kirche",
    "gott",
    "labour",
    "tories",
    "conservatives",
    "democrats",
    "republicans",
    "trump",
    "biden",
    "brexit",
    "election",
    "socialism",
    "communism",
    "afd",
    "spd",
    "cdu",
    "gay",
    "lesbian",
    "bisexual",
    "queer",
    "trans",
    "sex",
    "porn",
    "depression",
    "anxiety",
    "therapy",
    "cancer",
    "diabetes",
    "hiv",
    "pregnant",
    "medication",
    "alcohol",
    "drugs",
    "men",
    "women",
];

/// What was said of one thing, by whom and where.
#[derive(Debug)]
struct Told {
    candidate: Candidate,
    by: Option<String>,
}

/// Collects what is said.
#[derive(Debug, Default)]
pub(super) struct Said {
    said: Vec<Told>,
}

impl Said {
    /// A mail: only one that the person sent, and of it only what is not quoted.
    pub fn mail(&mut self, record: &Record) {
        let (Some(from), Some(body)) = (record.from.as_deref(), record.body.as_deref()) else { return };
        if is_sent(record) {
            self.text(own_words(body), record, Some(address(from)));
        }
    }

    /// A turn with an assistant, if it is the person's.
    pub fn chat(&mut self, record: &Record) {
        let author = record.extra.get("author").and_then(serde_json::Value::as_str);
        if let Some(body) = record.body.as_deref().filter(|_| author.is_none_or(|author| author == "person")) {
            self.text(body, record, None);
        }
    }

    fn text(&mut self, text: &str, record: &Record, by: Option<String>) {
        const SENTENCES: usize = 400;
        for sentence in sentences(text).take(SENTENCES) {
            if let Some(mut candidate) = statement(sentence) {
                candidate.valid_from = record.time;
                candidate.sources.push(record.id.clone());
                self.said.push(Told { candidate, by: by.clone() });
            }
        }
    }

    pub fn candidates(self, me: &[String]) -> Vec<Candidate> {
        let mut merged: BTreeMap<(String, String), Candidate> = BTreeMap::new();
        for said in self.said.into_iter().filter(|said| said.by.as_ref().is_none_or(|by| me.contains(by))) {
            let key = (said.candidate.relation.to_string(), said.candidate.object.to_lowercase());
            match merged.get_mut(&key) {
                Some(known) => {
                    said.candidate.sources.iter().for_each(|id| note(&mut known.sources, id));
                    known.valid_from = [known.valid_from, said.candidate.valid_from].into_iter().flatten().min();
                    known.confidence = 0.95;
                }
                None => {
                    merged.insert(key, said.candidate);
                }
            }
        }
        merged.into_values().collect()
    }
}

/// A mail's text up to what it quotes.
fn own_words(body: &str) -> &str {
    let quote = body.match_indices('\n').find(|(at, _)| {
        let line = body.get(at + 1..).unwrap_or_default().lines().next().unwrap_or_default();
        line.starts_with('>')
            || line.starts_with("-----")
            || line.starts_with("________")
            || (line.ends_with(':') && line.contains('@'))
            || (line.starts_with("On ") && line.ends_with("wrote:"))
    });
    quote.and_then(|(at, _)| body.get(..at)).unwrap_or(body)
}

/// The sentences that state something: questions are none.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', '\n', ';'])
        .map(str::trim)
        .filter(|sentence| !sentence.ends_with('?') && sentence.len() < 300)
}

/// What a sentence states of the person.
fn statement(sentence: &str) -> Option<Candidate> {
    let sentence = sentence.trim_end_matches(['.', '!', ';']).replace('’', "'");
    let lower = sentence.to_lowercase();
    // Lower case may be longer or shorter than what it was made of; then the two cannot be read side by side.
    if lower.len() != sentence.len() {
        return None;
    }
    let skipped = BEFORE.iter().find_map(|word| {
        lower.strip_prefix(word)?.strip_prefix([' ', ',']).map(|rest| lower.len() - rest.trim_start().len())
    });
    let start = skipped.unwrap_or(0);
    let rest = lower.get(start..)?;
    let fits = |beginning: &&(&str, Saying)| {
        rest.strip_prefix(beginning.0)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') || beginning.0.ends_with('\''))
    };
    let (beginning, saying) = BEGINNINGS.iter().filter(fits).max_by_key(|(beginning, _)| beginning.len())?;
    let behind = sentence.get(start + beginning.len()..)?.trim();
    match (saying, behind.is_empty()) {
        (Saying::Diet, true) => candidate(*saying, beginning.rsplit(' ').next()?, &sentence),
        (_, true) => None,
        (Saying::Diet, false) if !beginning.contains("eat") && !beginning.contains("esse") => {
            candidate(*saying, beginning.rsplit(' ').next()?, &sentence)
        }
        (Saying::LivesIn | Saying::WorksFor | Saying::Name, false) => {
            candidate(*saying, &proper_name(behind)?, &sentence)
        }
        _ => candidate(*saying, &object(behind)?, &sentence),
    }
}

/// The thing, up to where the sentence goes on to something else.
fn object(behind: &str) -> Option<String> {
    const ENDS: [&str; 20] = [
        ",",
        " but ",
        " because ",
        " and i ",
        " when ",
        " if ",
        " although ",
        " aber ",
        " weil ",
        " wenn ",
        " mais ",
        " parce ",
        " pero ",
        " porque ",
        " ma ",
        " perché ",
        " men ",
        " (",
        " – ",
        " so ",
    ];
    let lower = behind.to_lowercase();
    if EMPTY.iter().any(|empty| {
        lower.strip_prefix(empty).is_some_and(|rest| rest.is_empty() || !rest.starts_with(char::is_alphanumeric))
    }) {
        return None;
    }
    let end = ENDS.iter().filter_map(|end| lower.find(end)).min().unwrap_or(behind.len());
    let object = behind.get(..end)?.trim().trim_matches('"');
    let words = object.split_whitespace().count();
    let too_much = [" too", " a lot", " very much", " really", " sehr", " beaucoup", " mucho"]
        .iter()
        .find_map(|more| object.strip_suffix(more));
    let object = too_much.unwrap_or(object);
    ((1..=8).contains(&words)
        && object.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && !object.contains(['@', '/', '{', '<']))
    .then(|| object.to_owned())
}

/// The words with capitals at the beginning: `Bristol with my dog` → `Bristol`.
fn proper_name(behind: &str) -> Option<String> {
    let words = behind
        .split_whitespace()
        .take_while(|word| word.starts_with(char::is_uppercase) || matches!(*word, "&" | "of" | "am" | "de"));
    let words: Vec<&str> = words.take(4).collect();
    let name = words.join(" ");
    let name = name
        .split([',', '('])
        .next()
        .unwrap_or_default()
        .trim_end_matches(" of")
        .trim_end_matches(" am")
        .trim_end_matches(" de")
        .trim();
    (name.chars().filter(|c| c.is_alphabetic()).count() >= 2).then(|| name.to_owned())
}

fn candidate(saying: Saying, object: &str, sentence: &str) -> Option<Candidate> {
    let (relation, context, text) = match saying {
        Saying::Likes => ("likes", "preferences", format!("You like {object}.")),
        Saying::Dislikes => ("dislikes", "preferences", format!("You do not like {object}.")),
        Saying::Prefers => ("prefers", "preferences", format!("You prefer {object}.")),
        Saying::Allergy => ("allergic-to", "health", format!("You are allergic to {object}.")),
        Saying::Diet => ("diet", "health", format!("You said: “{sentence}.”")),
        Saying::LivesIn => ("lives-in", "identity", format!("You live in {object}.")),
        Saying::WorksFor => ("employer", "work", format!("You work for {object}.")),
        Saying::Name => ("name", "identity", format!("Your name is {object}.")),
    };
    let mut candidate = about_you(relation, object, text, context)?;
    let lower = sentence.to_lowercase();
    if lower.split(|c: char| !c.is_alphanumeric()).any(|word| PRIVATE.contains(&word)) {
        candidate.tier = Tier::Private;
    }
    candidate.confidence = 0.9;
    candidate.extractor = "said@1".to_owned();
    Some(candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sentence: &str) -> Option<(String, String)> {
        statement(sentence).map(|candidate| (candidate.relation.to_string(), candidate.object))
    }

    #[test]
    fn statements_in_the_persons_own_words() {
        for (sentence, relation, object) in [
            ("I love custard tarts.", "likes", "custard tarts"),
            ("But I can't stand coriander, sorry.", "dislikes", "coriander"),
            ("I prefer aisle seats when I fly", "prefers", "aisle seats"),
            ("I’m allergic to peanuts!", "allergic-to", "peanuts"),
            ("I'm vegetarian.", "diet", "vegetarian"),
            ("I live in Bristol with my dog", "lives-in", "Bristol"),
            ("I work at Fernhollow Landscape as a coordinator", "employer", "Fernhollow Landscape"),
            ("Ich mag keine Oliven.", "dislikes", "Oliven"),
            ("Je préfère le train", "prefers", "le train"),
            ("Me encanta el café", "likes", "el café"),
            ("Jag gillar inte surströmming", "dislikes", "surströmming"),
        ] {
            assert_eq!(read(sentence), Some((relation.to_owned(), object.to_owned())), "{sentence}");
        }
        assert_eq!(statement("I am allergic to peanuts").map(|candidate| candidate.tier), Some(Tier::Private));
        assert_eq!(statement("I like going to church").map(|candidate| candidate.tier), Some(Tier::Private));
    }

    #[test]
    fn talk_that_states_nothing() {
        for sentence in [
            "I love you",
            "I like it!",
            "I'd love to come",
            "I would prefer Tuesday",
            "She said I love tea",
            "I like the way you think",
            "I hate that",
            "I lived in a box",
            "If I like it I keep it",
            "I live in hope",
            "",
        ] {
            assert_eq!(read(sentence), None, "{sentence}");
        }
        assert_eq!(sentences("Do I like tea? Yes.\nI like tea.").filter_map(statement).count(), 1);
        assert_eq!(own_words("I like tea.\n> I hate tea."), "I like tea.");
    }
}
