//! One record's verdict: sensitive before anything else, then what says nothing, then names and words, then whether they
//! suffice to answer, to answer more broadly, or not at all.

use std::collections::HashMap;

use crate::record::{Record, Source};

use super::{
    Claim, Kind, Verdict,
    lexicon::{self, Hit, Meaning},
    taxonomy::{self, SegmentId},
    text::{after_host, host, sender, tokens},
};

/// Below this a segment is not claimed.
const ANSWER: f32 = 0.55;
/// Below this share of the strongest, another segment is not claimed beside it.
const BESIDE: f32 = 0.8;
/// Interests claimed of one record, at most.
const INTERESTS: usize = 2;

/// A record as the classifier reads it.
#[derive(Default)]
struct Reading<'a> {
    /// The host that stands behind it: of the sender or of the page.
    host: Option<&'a str>,
    /// Texts with how much a word in them counts, 0 to 1.
    texts: Vec<(Vec<String>, f32)>,
    /// Whether money went out or an order was made: then a purchase is claimed too.
    bought: bool,
}

/// Judges one record: total, pure, the same for the same record.
pub fn classify(record: &Record) -> Verdict {
    let reading = read(record);
    if is_sensitive(record, &reading) {
        return Verdict::silent(Kind::Sensitive);
    }
    if is_quiet(record.source, &reading) {
        return Verdict::silent(Kind::None);
    }
    let claims = weigh(&reading);
    if claims.is_empty() { Verdict::silent(Kind::None) } else { Verdict { kind: Kind::Positive, claims } }
}

fn read(record: &Record) -> Reading<'_> {
    let text = |field: &Option<String>, weight| (tokens(field.as_deref().unwrap_or_default()), weight);
    match record.source {
        Source::Email => {
            let (name, host) = sender(record.from.as_deref().unwrap_or_default());
            let texts = vec![(tokens(name), 0.9), text(&record.subject, 1.0), text(&record.snippet, 0.85)];
            let bought = texts.iter().flat_map(|(words, _)| words).any(|word| is_order(word));
            Reading { host: Some(host).filter(|host| !host.is_empty()), texts, bought }
        }
        Source::Transaction => {
            let descriptor = record.descriptor.as_deref().unwrap_or_default();
            let bought = !record.amount.as_deref().is_some_and(|amount| !amount.starts_with(['-', '−']));
            Reading { host: None, texts: vec![(tokens(descriptor), 1.0)], bought }
        }
        Source::Calendar => {
            Reading { texts: vec![text(&record.title, 1.0), text(&record.location, 0.75)], ..Reading::default() }
        }
        Source::History => {
            let url = record.url.as_deref().unwrap_or_default();
            let texts = vec![text(&record.title, 1.0), (tokens(after_host(url)), 0.85), (tokens(host(url)), 0.8)];
            Reading { host: Some(host(url)).filter(|host| !host.is_empty()), texts, bought: false }
        }
        Source::Chat => Reading { texts: vec![text(&record.title, 1.0), text(&record.body, 0.7)], ..Reading::default() },
    }
}

fn is_order(word: &str) -> bool {
    ["order", "receipt", "invoice", "booking", "bestellung", "rechnung", "commande", "facture", "pedido", "factura"]
        .contains(&word)
}

/// A topic nothing may be inferred from, anywhere in what is read. The harmless phrases of the list (topic `-`) hide
/// the sensitive words within them, as the longest term wins.
fn is_sensitive(record: &Record, reading: &Reading) -> bool {
    let terms = lexicon::sensitive();
    let meant = |hit: Hit<'_, String>| hit.what != "-";
    let labels = record.labels.iter().chain(&record.attendees).map(|label| tokens(label));
    reading.host.and_then(|host| terms.find_host(host)).is_some_and(meant)
        || reading.texts.iter().any(|(text, _)| terms.find(text).into_iter().any(meant))
        || labels.into_iter().any(|label| terms.find(&label).into_iter().any(meant))
}

fn is_quiet(source: Source, reading: &Reading) -> bool {
    let terms = lexicon::quiet();
    let meant = |hit: Hit<'_, String>| hit.what == "any" || hit.what == source.name();
    reading.host.and_then(|host| terms.find_host(host)).is_some_and(meant)
        || reading.texts.iter().any(|(text, _)| terms.find(text).into_iter().any(meant))
}

/// One segment's weight so far, and the term that gave the most of it.
struct Weight<'a> {
    doubt: f32,
    best: f32,
    why: &'a str,
    named: bool,
}

fn weigh(reading: &Reading) -> Vec<Claim> {
    let terms = lexicon::meanings();
    let mut hits: Vec<(Hit<'_, Meaning>, f32)> = Vec::new();
    hits.extend(reading.host.and_then(|host| terms.find_host(host)).map(|hit| (hit, 1.0)));
    for (text, weight) in &reading.texts {
        hits.extend(terms.find(text).into_iter().map(|hit| (hit, *weight)));
    }
    // The same term in title and address is one word, said twice.
    let mut seen: HashMap<&str, f32> = HashMap::new();
    hits.retain(|(hit, weight)| seen.insert(hit.term, *weight).is_none());

    let interests = tally(hits.iter().filter_map(|(hit, weight)| Some((hit.what.interest?, hit, *weight))));
    let purchases = tally(hits.iter().filter_map(|(hit, weight)| Some((hit.what.purchase?, hit, *weight))));
    let mut claims = decide(&interests, INTERESTS);
    if reading.bought || claims.is_empty() {
        claims.extend(decide(&purchases, 1));
    }
    claims
}

fn tally<'a>(
    hits: impl Iterator<Item = (SegmentId, &'a Hit<'a, Meaning>, f32)>,
) -> HashMap<SegmentId, Weight<'a>> {
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

/// The deepest segments that are sure enough; where none is, the broader one to which several weak words add up.
fn decide(weights: &HashMap<SegmentId, Weight>, most: usize) -> Vec<Claim> {
    let sure = |weight: &Weight| 1.0 - weight.doubt;
    let enough: Vec<_> = weights.iter().filter(|(_, weight)| sure(weight) >= ANSWER).collect();
    let covers = |id: SegmentId| enough.iter().any(|(below, _)| **below != id && is_above(id, **below));
    let mut deepest: Vec<_> = enough.iter().filter(|(id, _)| !covers(**id)).collect();
    deepest.sort_by(|a, b| sure(b.1).total_cmp(&sure(a.1)).then(a.0.cmp(b.0)));
    let strongest = deepest.first().map_or(0.0, |(_, weight)| sure(weight));
    let chosen = deepest.iter().filter(|(_, weight)| sure(weight) >= strongest * BESIDE).take(most);
    chosen.filter_map(|(id, weight)| Claim::new(**id, sure(weight).min(0.97), &reason(weight))).collect()
}

fn is_above(above: SegmentId, below: SegmentId) -> bool {
    taxonomy::lineage(below).any(|node| node.id == above)
}

fn reason(weight: &Weight) -> String {
    if weight.named { format!("it comes from or names {}", weight.why) } else { format!("it says “{}”", weight.why) }
}
