//! A record as the classifier reads it: which host stands behind it, which texts it has and how much a word in each counts,
//! which brands are named, and what its fields for machines say.

use crate::record::{Record, Source};

use super::{
    brands::{self, Brand},
    merchant,
    structured::{self, Code, Structured},
    text::{after_host, host, label, sender, tokens, whose},
};

/// How much a word counts in what the record is filed under, or in the name of a thing that its markup has.
const FILED: f32 = 0.9;
/// A brand's name begins among so many words of a text that names somebody.
const NAME_BEGINS: usize = 2;
/// It has so many words at most.
const NAME_LENGTH: usize = 5;
/// A name of so many letters is a name wherever it stands.
pub(super) const LONG_NAME: usize = 8;

/// A record as the classifier reads it.
#[derive(Default)]
pub(super) struct Reading<'a> {
    /// The host that stands behind it: of the sender or of the page.
    pub host: Option<&'a str>,
    /// A bank's whole line.
    pub line: Vec<String>,
    /// What there is to read.
    pub texts: Vec<Text>,
    /// Whether money went out or an order was made: then a purchase is claimed too.
    pub bought: bool,
    /// Whether fields made for machines say what it is about.
    pub marked: bool,
    /// What they say.
    pub codes: Vec<&'static Code>,
}

/// One text of a record.
pub(super) struct Text {
    /// Its words, folded.
    pub words: Vec<String>,
    /// How much a word in it counts, 0 to 1.
    pub weight: f32,
    /// Whether it names who is behind the record: a sender, a bank's descriptor.
    pub names: bool,
}

impl Text {
    fn new(text: &str, weight: f32, names: bool) -> Self {
        Self { words: tokens(text), weight, names }
    }
}

/// Reads a record.
pub(super) fn read(record: &Record) -> Reading<'_> {
    let Structured { codes, texts, bought } = structured::read(record);
    let mut reading = read_texts(record);
    reading.texts.extend(texts.iter().map(|text| Text::new(text, FILED, false)));
    reading.marked = bought || !codes.is_empty();
    reading.bought |= bought;
    reading.codes = codes;
    reading
}

fn read_texts(record: &Record) -> Reading<'_> {
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
            Reading { line, texts: vec![descriptor], bought, ..Reading::default() }
        }
        Source::Calendar => {
            Reading { texts: vec![text(&record.title, 1.0), text(&record.location, 0.75)], ..Reading::default() }
        }
        Source::History => {
            let url = record.url.as_deref().unwrap_or_default();
            let host = whose(host(url));
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

fn is_order(word: &str) -> bool {
    ["order", "receipt", "invoice", "booking", "bestellung", "rechnung", "commande", "facture", "pedido", "factura"]
        .contains(&word)
}

/// The brands that stand behind a record, by its host or at the beginning of what names its sender or its shop, and how
/// much each counts: a short name further in is as likely a place or a person.
pub(super) fn brands_of(reading: &Reading) -> Vec<(Brand, f32)> {
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
