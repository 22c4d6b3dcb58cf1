//! One record's verdict: sensitive before anything else, then what says nothing, then names and words, then whether they
//! suffice to answer, to answer more broadly, or not at all.

use std::collections::HashMap;

use crate::{
    order,
    record::{Author, Record, Source},
};

use super::{
    Claim, Kind, Verdict,
    brands::{self, Brand, Place},
    letters,
    lexicon::{self, Hit, Meaning},
    merchant,
    taxonomy::{self, SegmentId},
    text::{after_host, host, label, sender, tokens},
};

/// Below this a segment is not claimed.
const ANSWER: f32 = 0.55;
/// How much surer than the next branch the first must be to be answered.
const MARGIN: f32 = 0.01;
/// How much a name counts above words, between branches.
const NAMED: f32 = 0.2;
/// A one-word name counts this much where a brand is not expected: in free text “target” is mostly no shop.
const NAME_IN_TEXT: f32 = 0.6;

/// A brand's name begins among so many words of a text that names somebody.
const NAME_BEGINS: usize = 2;
/// It has so many words at most.
const NAME_LENGTH: usize = 5;
/// A name of so many letters is a name wherever it stands.
const LONG_NAME: usize = 8;

/// So likely must be what a name is like by its letters.
const LIKELY: f32 = 0.8;
/// How much of its own chance such a guess keeps: names of brands are clearer than most.
const GUESSED: f32 = 0.9;

/// Topics whose words make names of hosts: `luckyslots`. Others are too often a part of another word.
const IN_HOSTS: [&str; 6] = ["alcohol", "dating", "drugs", "gambling", "sexuality", "tobacco"];
/// How much a word within a host's name counts.
const IN_HOST: f32 = 0.8;

/// The regions below Interest > Travel.
const REGIONS: [SegmentId; 7] =
    [SegmentId(721), SegmentId(722), SegmentId(723), SegmentId(727), SegmentId(729), SegmentId(730), SegmentId(732)];
/// Interest > Pets.
const PETS: SegmentId = SegmentId(541);

/// A record as the classifier reads it.
#[derive(Default)]
struct Reading<'a> {
    /// The host that stands behind it: of the sender or of the page.
    host: Option<&'a str>,
    /// A bank's whole line.
    line: Vec<String>,
    /// What there is to read.
    texts: Vec<Text>,
    /// Whether money went out or an order was made: then a purchase is claimed too.
    bought: bool,
}

/// One text of a record.
struct Text {
    words: Vec<String>,
    /// How much a word in it counts, 0 to 1.
    weight: f32,
    /// Whether it names who is behind the record: a sender, a bank's descriptor.
    names: bool,
}

impl Text {
    fn new(text: &str, weight: f32, names: bool) -> Self {
        Self { words: tokens(text), weight, names }
    }
}

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
    let reading = read(record);
    if is_sensitive(record, &reading) {
        return Verdict::silent(Kind::Sensitive);
    }
    if is_anothers(record) || (is_quiet(record.source, &reading) && !reach.always) {
        return Verdict::silent(Kind::None);
    }
    let mut claims = weigh(&reading, reach);
    if claims.is_empty() && reach.words {
        claims.extend(guess(&reading, reach.always));
    }
    if claims.is_empty() { Verdict::silent(Kind::None) } else { Verdict { kind: Kind::Positive, claims } }
}

fn read(record: &Record) -> Reading<'_> {
    let text = |field: &Option<String>, weight| Text::new(field.as_deref().unwrap_or_default(), weight, false);
    match record.source {
        Source::Email => {
            let (name, host) = sender(record.from.as_deref().unwrap_or_default());
            let texts = vec![Text::new(name, 0.9, true), text(&record.subject, 1.0), text(&record.snippet, 0.85)];
            let bought = texts.iter().flat_map(|text| &text.words).any(|word| is_order(word));
            Reading { host: Some(host).filter(|host| !host.is_empty()), texts, bought, ..Reading::default() }
        }
        Source::Transaction => {
            let line = tokens(record.descriptor.as_deref().unwrap_or_default());
            let descriptor = Text { words: merchant::words(&line), weight: 1.0, names: true };
            let bought = record.amount.as_deref().is_none_or(|amount| amount.starts_with(['-', '−']));
            Reading { host: None, line, texts: vec![descriptor], bought }
        }
        Source::Calendar => {
            Reading { texts: vec![text(&record.title, 1.0), text(&record.location, 0.75)], ..Reading::default() }
        }
        Source::History => {
            let url = record.url.as_deref().unwrap_or_default();
            let host = host(url);
            let texts =
                vec![text(&record.title, 1.0), Text::new(after_host(url), 0.85, false), Text::new(host, 0.8, false)];
            Reading { host: Some(host).filter(|host| !host.is_empty()), texts, ..Reading::default() }
        }
        Source::Chat => {
            Reading { texts: vec![text(&record.title, 1.0), text(&record.body, 0.7)], ..Reading::default() }
        }
        Source::Contact => Reading { texts: vec![text(&record.title, 1.0)], ..Reading::default() },
    }
}

/// What an assistant says is no interest of the person's, nor is whom they know.
fn is_anothers(record: &Record) -> bool {
    record.source == Source::Contact || record.author() == Author::Assistant
}

fn is_order(word: &str) -> bool {
    ["order", "receipt", "invoice", "booking", "bestellung", "rechnung", "commande", "facture", "pedido", "factura"]
        .contains(&word)
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
        Place::Sensitive(topic) => Some(*topic),
        Place::Means(_) => None,
    }));
    topics.extend(labels.flat_map(|label| terms.find(&label)).map(|hit| hit.what.as_str()));
    if let Some(name) = reading.host.map(label) {
        let within = terms.within(name).into_iter().map(|hit| hit.what.as_str());
        topics.extend(within.filter(|topic| IN_HOSTS.contains(topic)));
        topics.extend(Some("host").filter(|_| letters::sensitive(&[name.to_owned()]) >= LIKELY));
    }
    topics.retain(|topic| *topic != lexicon::HARMLESS);
    topics.iter().any(|topic| *topic != lexicon::CARE) || (!topics.is_empty() && !speaks_of_animals(reading))
}

fn speaks_of_animals(reading: &Reading) -> bool {
    let mut hits = reading.texts.iter().flat_map(|text| lexicon::meanings().find(&text.words));
    hits.any(|hit| hit.what.interest.is_some_and(|id| branch(id) == Some(PETS)))
}

fn is_quiet(source: Source, reading: &Reading) -> bool {
    let terms = lexicon::quiet();
    let meant = |hit: Hit<'_, String>| hit.what == "any" || hit.what == source.name();
    reading.host.and_then(|host| terms.find_host(host)).is_some_and(meant)
        || reading.texts.iter().any(|text| terms.find(&text.words).into_iter().any(meant))
        || terms.find(&reading.line).into_iter().any(meant)
}

/// The brands that stand behind a record, by its host or at the beginning of what names its sender or its shop, and how
/// much each counts: a short name further in is as likely a place or a person.
fn brands_of(reading: &Reading) -> Vec<(Brand, f32)> {
    let label = reading.host.map(|host| label(host).replace('-', ""));
    let mut found: Vec<(Brand, f32)> =
        label.and_then(|label| brands::find(&label)).map(|brand| (brand, 1.0)).into_iter().collect();
    for text in reading.texts.iter().filter(|text| text.names) {
        let at = (0..NAME_BEGINS).find_map(|begin| {
            let rest = text.words.get(begin..)?;
            let longest = rest.len().min(NAME_LENGTH);
            let of = |length: usize| rest.get(..length).map(<[String]>::concat);
            let brand = (1..=longest).rev().filter_map(of).find_map(|name| brands::find(&name))?;
            (begin == 0 || brand.name.len() >= LONG_NAME).then_some((brand, text.weight))
        });
        found.extend(at);
    }
    found
}

/// What the names are like that stand behind a record of which no table knows a word; of one that must be answered, all its
/// words.
fn guess(reading: &Reading, always: bool) -> Option<Claim> {
    let host = reading.host.map(|host| label(host).to_owned());
    let names = reading.texts.iter().filter(|text| text.names || always).flat_map(|text| &text.words);
    let words: Vec<String> = host.into_iter().chain(names.cloned()).collect();
    let found = letters::guess(&words).filter(|found| always || found.chance >= LIKELY)?;
    Claim::new(found.segment, found.chance * GUESSED, "by its name")
}

/// One segment's weight so far, and the term that gave the most of it.
struct Weight<'a> {
    doubt: f32,
    best: f32,
    why: &'a str,
    named: bool,
}

fn weigh(reading: &Reading, reach: Reach) -> Vec<Claim> {
    let terms = lexicon::meanings();
    let mut hits: Vec<(Hit<'_, Meaning>, f32)> = Vec::new();
    hits.extend(reading.host.and_then(|host| terms.find_host(host)).map(|hit| (hit, 1.0)));
    if hits.is_empty() {
        let within = reading.host.map(|host| terms.within(label(host))).unwrap_or_default();
        hits.extend(within.into_iter().filter(|hit| !hit.what.named).map(|hit| (hit, IN_HOST)));
    }
    for text in &reading.texts {
        let found = terms.find(&text.words).into_iter();
        // Where a shop is, its descriptor says too; that is no journey.
        let told = found.filter(|hit| !(text.names && hit.what.interest.is_some_and(|id| REGIONS.contains(&id))));
        hits.extend(told.map(|hit| {
            let out_of_place = hit.what.named && !text.names && !hit.term.contains([' ', '.']);
            (hit, if out_of_place { text.weight * NAME_IN_TEXT } else { text.weight })
        }));
    }
    // What a list of ours says of a name goes before what kind of place it mostly is.
    if !hits.iter().any(|(hit, weight)| hit.what.named && *weight >= NAME_IN_TEXT) {
        // A short one may be a word of a name that only begins so: “Pink Fern Houseplants” sells no underwear.
        let told = hits.iter().any(|(hit, weight)| hit.what.strength * weight >= ANSWER);
        let brands = brands_of(reading).into_iter().filter(|(brand, _)| !told || brand.name.len() >= LONG_NAME);
        hits.extend(brands.filter_map(|(brand, weight)| Some((brand.hit()?, weight))));
    }
    // The same term in title and address is one word, said twice.
    let mut seen: HashMap<&str, f32> = HashMap::new();
    hits.retain(|(hit, weight)| {
        let may_decide = if hit.what.named { reach.names } else { reach.words };
        may_decide && seen.insert(hit.term, *weight).is_none()
    });

    let interests = tally(hits.iter().filter_map(|(hit, weight)| Some((hit.what.interest?, hit, *weight))));
    let interest = decide(&interests, reach.always);
    // A purchase must speak of the same thing as the interest: what bears the interest out says what was bought.
    let bears_out = |meaning: &Meaning| match (&interest, meaning.interest) {
        (Some(claim), Some(id)) => branch(id) == branch(claim.segment),
        (Some(_), None) => false,
        (None, _) => true,
    };
    let bought = hits.iter().filter(|(hit, _)| bears_out(hit.what));
    let purchases = tally(bought.filter_map(|(hit, weight)| Some((hit.what.purchase?, hit, *weight))));
    let purchase = if reading.bought || interest.is_none() { decide(&purchases, reach.always) } else { None };
    interest.into_iter().chain(purchase).collect()
}

/// The tier-2 segment that a segment is in.
fn branch(id: SegmentId) -> Option<SegmentId> {
    taxonomy::lineage(id).find(|node| node.tier == 2).map(|node| node.id)
}

fn tally<'a>(hits: impl Iterator<Item = (SegmentId, &'a Hit<'a, Meaning>, f32)>) -> HashMap<SegmentId, Weight<'a>> {
    let mut weights: HashMap<SegmentId, Weight> = HashMap::new();
    for (segment, hit, weight) in hits {
        let strength = hit.what.strength * weight;
        for node in taxonomy::lineage(segment).filter(|node| node.tier > 1) {
            let entry = weights.entry(node.id).or_insert(Weight { doubt: 1.0, best: 0.0, why: hit.term, named: false });
            entry.doubt *= 1.0 - strength;
            entry.named |= hit.what.named;
            if strength > entry.best {
                entry.best = strength;
                entry.why = hit.term;
            }
        }
    }
    weights
}

/// The surest tier-2 segment, and within it as deep as the words stay sure enough: several weak words may add up to a
/// broader segment where no single one is enough for a narrow one. Two branches that are equally sure cancel out, unless
/// a name stands behind one of them.
fn decide(weights: &HashMap<SegmentId, Weight>, always: bool) -> Option<Claim> {
    let answer = if always { 0.0 } else { ANSWER };
    let tops = weights.iter().filter(|(id, _)| branch(**id) == Some(**id));
    let mut tops: Vec<_> =
        tops.map(|(id, weight)| (*id, weight)).filter(|(_, weight)| weight.sure() >= answer).collect();
    order::by(&mut tops, |a, b| b.1.rank().total_cmp(&a.1.rank()).then(a.0.cmp(&b.0)));
    let (mut id, mut weight) = *tops.first()?;
    if tops.get(1).is_some_and(|(_, next)| !always && weight.rank() - next.rank() < MARGIN) {
        return None;
    }
    loop {
        let below = weights.iter().filter(|(below, weight)| {
            weight.sure() >= ANSWER && taxonomy::get(**below).is_some_and(|node| node.parent == Some(id))
        });
        let Some((next, its)) = below.max_by(|a, b| a.1.sure().total_cmp(&b.1.sure()).then(b.0.cmp(a.0))) else {
            break;
        };
        (id, weight) = (*next, its);
    }
    Claim::new(id, weight.sure().min(0.97), &reason(weight))
}

impl Weight<'_> {
    fn sure(&self) -> f32 {
        1.0 - self.doubt
    }

    /// For choosing between branches: a name says more than words do.
    fn rank(&self) -> f32 {
        self.sure() + if self.named { NAMED } else { 0.0 }
    }
}

fn reason(weight: &Weight) -> String {
    if weight.named { format!("it names “{}”", weight.why) } else { format!("it says “{}”", weight.why) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::record::RecordId;

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
