//! One record's verdict: sensitive before anything else, then what says nothing, then names and words, then whether they
//! suffice to answer, to answer more broadly, or not at all.

use crate::{
    record::{Author, Record, Source},
    tables,
};

use super::{
    Kind, Tone, Verdict,
    brands::Place,
    letters,
    lexicon::{self, Hit},
    reading::{Reading, brands_of, read},
    taxonomy::SegmentId,
    text::{label, tokens},
    weigh::{branch, weigh},
};

/// Topics whose words make names of hosts: `luckyslots`. Short ones of others are too often a part of another word.
const IN_HOSTS: [&str; 6] = ["alcohol", "dating", "drugs", "gambling", "sexuality", "tobacco"];
/// A word of so many letters is itself wherever it stands: `krebshilfe`.
const UNMISTAKEN: usize = 7;
/// So much must a name be like those of the list, by its letters: to be wrong costs a person what is harmless.
const ALIKE: f32 = 0.9;
/// Interest > Pets, and Gardening: animals and plants are ill too.
const PETS: SegmentId = SegmentId(541);
const GARDENING: SegmentId = SegmentId(458);

/// What may decide, for measuring the parts of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// Brands, shops and sites.
    pub names: bool,
    /// Everything else that is said.
    pub words: bool,
    /// Whether to answer whatever is neither sensitive nor another's, however unsure.
    pub always: bool,
}

impl Reach {
    /// All of it, and silence where it is not sure.
    pub const FULL: Self = Self { names: true, words: true, always: false };
}

/// Judges one record: total, pure, the same for the same record.
pub fn classify(record: &Record) -> Verdict {
    classify_within(record, Reach::FULL)
}

/// [`classify`], by a part of what it goes by.
pub fn classify_within(record: &Record, reach: Reach) -> Verdict {
    // Whoever asks without the tables learns nothing.
    if !tables::can_judge() {
        return Verdict::silent(Kind::Sensitive);
    }
    let reading = read(record);
    if is_sensitive(record, &reading) {
        return Verdict::silent(Kind::Sensitive);
    }
    if is_anothers(record) || (is_quiet(record.source, &reading) && !reach.always) {
        return Verdict::silent(Kind::None);
    }
    let claims = weigh(&reading, reach);
    if claims.is_empty() {
        Verdict::silent(Kind::None)
    } else {
        Verdict { kind: Kind::Positive, tone: Tone::of(record), claims }
    }
}

/// What an assistant says is no interest of the person's, nor is whom they know.
fn is_anothers(record: &Record) -> bool {
    record.source == Source::Contact || record.author() == Author::Assistant
}

/// A topic nothing may be inferred from, anywhere in what is read.
fn is_sensitive(record: &Record, reading: &Reading) -> bool {
    let terms = lexicon::sensitive();
    let labels = record.labels.iter().chain(&record.attendees).map(|label| tokens(label));
    let mut topics: Vec<&str> =
        reading.host.and_then(|host| terms.find_host(host)).map(|hit| hit.what.as_str()).into_iter().collect();
    let texts = reading.texts.iter().map(|text| &text.words).chain([&reading.line]);
    topics.extend(texts.flat_map(|words| terms.find(words)).map(|hit| hit.what.as_str()));
    topics.extend(brands_of(reading).into_iter().filter_map(|(brand, _)| match brand.place {
        // What a list of ours says of a name goes before what kind of place it mostly is.
        Place::Sensitive(topic) => Some(*topic).filter(|_| lexicon::meanings().find_host(brand.name).is_none()),
        Place::Means(_) => None,
    }));
    topics.extend(reading.codes.iter().filter_map(|code| code.topic));
    topics.extend(labels.flat_map(|label| terms.find(&label)).map(|hit| hit.what.as_str()));
    if let Some(host) = reading.host {
        topics.extend(in_host(host));
    }
    topics.retain(|topic| *topic != lexicon::HARMLESS);
    let (cues, topics): (Vec<&str>, Vec<&str>) = topics.into_iter().partition(|topic| topic.starts_with(lexicon::CUE));
    topics.iter().any(|topic| *topic != lexicon::CARE)
        || (!topics.is_empty() && !speaks_of_other_life(reading))
        || lexicon::are_telling(&cues)
}

/// The topics of the words that a host is made of, and of what its name is like, where no list knows it.
fn in_host(host: &str) -> Vec<&'static str> {
    let terms = lexicon::sensitive();
    let words = terms.find(&tokens(host)).into_iter().map(|hit| hit.what.as_str());
    if lexicon::meanings().find_host(host).is_some() {
        return words.collect();
    }
    let name = label(host);
    let is_telling = |hit: &Hit<'_, String>| IN_HOSTS.contains(&hit.what.as_str()) || hit.term.len() >= UNMISTAKEN;
    let within = terms.within(name).into_iter().filter(is_telling).map(|hit| hit.what.as_str());
    let likely = lexicon::is_sensitive_name(&name.to_lowercase()) || letters::sensitive(&[name.to_owned()]) >= ALIKE;
    words.chain(within).chain(Some("host").filter(|_| likely)).collect()
}

/// Whether it is of animals or plants.
fn speaks_of_other_life(reading: &Reading) -> bool {
    let mut hits = reading.texts.iter().flat_map(|text| lexicon::meanings().find(&text.words));
    hits.any(|hit| hit.what.interest.is_some_and(|id| branch(id) == Some(PETS) || id == GARDENING))
}

fn is_quiet(source: Source, reading: &Reading) -> bool {
    // Whoever marks a mail up has something to say.
    if reading.marked {
        return false;
    }
    let terms = lexicon::quiet();
    let meant = |hit: Hit<'_, String>| hit.what == "any" || hit.what == source.name();
    reading.host.and_then(|host| terms.find_host(host)).is_some_and(meant)
        || reading.texts.iter().any(|text| terms.find(&text.words).into_iter().any(meant))
        || terms.find(&reading.line).into_iter().any(meant)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{profile::taxonomy, record::RecordId};

    fn record(source: Source, text: &str) -> Record {
        let text = Some(text.to_owned());
        let mut record = Record::new(RecordId::from_text("r"), source);
        match source {
            Source::Email => (record.from, record.subject) = (text.clone(), text),
            Source::Transaction => (record.descriptor, record.amount) = (text, Some("-12.50".to_owned())),
            Source::Calendar => record.title = text,
            Source::History => (record.url, record.title) = (text.clone(), text),
            Source::Chat => record.body = text,
            Source::Contact => record.title = text,
        }
        record
    }

    fn tier2(source: Source, text: &str) -> Vec<u16> {
        classify(&record(source, text)).claims.iter().filter_map(|claim| Some(branch(claim.segment)?.0)).collect()
    }

    #[test]
    fn a_name_beats_the_words_around_it_and_a_purchase_says_the_same() {
        assert_eq!(tier2(Source::Transaction, "LIDL SAGT DANKE GARTENSTR"), [368, 871]);
        assert_eq!(tier2(Source::Transaction, "RYANAIR DUBLIN"), [719, 1649]);
        assert!(tier2(Source::Transaction, "KYOTO 4471").is_empty());
        assert_eq!(tier2(Source::History, "https://www.chefkoch.de/rezepte/1/Apfelkuchen.html"), [368]);
    }

    #[test]
    fn what_an_assistant_says_and_whom_one_knows_is_no_interest() {
        let mut said = record(Source::Chat, "Which Ryanair flights go to Dublin?");
        assert_eq!(classify(&said).kind, Kind::Positive);
        said.extra.insert("author".into(), "assistant".into());
        assert_eq!(classify(&said).kind, Kind::None);
        said.body = Some("Zahnarzttermin".into());
        assert_eq!(classify(&said).kind, Kind::Sensitive);
        assert_eq!(classify(&record(Source::Contact, "Ryanair flights")).kind, Kind::None);
    }

    #[test]
    fn words_that_contradict_each_other_are_no_answer() {
        assert!(tier2(Source::Calendar, "tennis piano").len() <= 1);
        assert!(tier2(Source::Calendar, "Anna & Tom").is_empty());
    }

    #[test]
    fn sensitive_comes_before_everything_unless_the_phrase_is_harmless() {
        let kind = |text| classify(&record(Source::Calendar, text)).kind;
        for text in
            ["Zahnarzttermin", "Messe de minuit", "Cita previa extranjería", "Stakingsactie vakbond", "Poker night"]
        {
            assert_eq!(kind(text), Kind::Sensitive, "{text}");
        }
        for text in
            ["Union Square market", "Mass Effect", "Kid's birthday party", "St. Pancras", "Schweinebraten", "Tierarzt"]
        {
            assert_ne!(kind(text), Kind::Sensitive, "{text}");
        }
        assert_eq!(kind("vaccination"), Kind::Sensitive);
        assert_ne!(kind("vaccination, puppy"), Kind::Sensitive);
        // Neither a part of the body nor a cramp says anything; both do.
        assert_ne!(kind("my calf and my elbow"), Kind::Sensitive);
        assert_eq!(kind("cramp in my elbow"), Kind::Sensitive);
        assert_ne!(kind("Tante Inge"), Kind::Sensitive);
        assert_eq!(kind("Tante Inge ist tot"), Kind::Sensitive);
    }

    #[test]
    fn a_host_is_sensitive_by_any_word_in_its_name_unless_a_list_knows_it() {
        let kind = |host: &str| classify(&record(Source::History, &format!("https://{host}/"))).kind;
        for host in ["truckerpassions.example", "www.potseeds.example", "krebshilfe.example", "st-anna.church"] {
            assert_eq!(kind(host), Kind::Sensitive, "{host}");
        }
        for host in ["gardenpaths.example", "chefkoch.de", "hospitality.example"] {
            assert_ne!(kind(host), Kind::Sensitive, "{host}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gets_a_verdict_without_denied_segments(text in "\\PC{0,200}", which in 0..Source::ALL.len()) {
            let verdict = classify(&record(Source::ALL[which], &text));
            prop_assert_eq!(verdict.kind == Kind::Positive, !verdict.claims.is_empty());
            prop_assert!(verdict.claims.len() <= 2);
            for claim in &verdict.claims {
                prop_assert!(!taxonomy::is_denied(claim.segment) && (0.0..=1.0).contains(&claim.confidence));
            }
        }
    }
}
