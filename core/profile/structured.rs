//! What a record says in fields made for machines: types of schema.org that a mail is marked up with, a card scheme's
//! merchant category code (ISO 18245), the categories of a calendar or a bank, flights by the codes of their airports. It
//! goes before names and words, because whoever wrote it knew what it is.

use std::{ops::RangeInclusive, sync::OnceLock};

use serde_json::Value;

use crate::{
    ingest::extract::airport_city,
    record::{Record, Source},
    tables::Table,
};

use super::lexicon::{By, Meaning, id, rows};

/// The deepest nesting of markup that is followed, and the most things of it that are looked at.
const DEPTH: usize = 8;
const MOST: usize = 64;
/// The most categories of a record.
const CATEGORIES: usize = 16;
/// Types that say that something was bought.
const BOUGHT: [&str; 3] = ["Order", "Invoice", "ParcelDelivery"];
/// What the airports' codes stand for.
const FLIGHT: &str = "FlightReservation";

/// What the machine-readable fields say.
#[derive(Default)]
pub(super) struct Structured {
    /// What is meant, each with how it is called in the record.
    pub codes: Vec<&'static Code>,
    /// Names of things that were ordered, reserved, or that the record is filed under.
    pub texts: Vec<String>,
    /// Whether something was ordered or reserved.
    pub bought: bool,
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct Code {
    /// A type of schema.org, or a range of merchant category codes, as a person reads it.
    pub name: String,
    /// What it speaks for.
    pub means: Meaning,
    /// The topic, where nothing may be inferred from it.
    pub topic: Option<&'static str>,
    numbers: Option<RangeInclusive<u16>>,
}

/// Reads the fields.
pub(super) fn read(record: &Record) -> Structured {
    let mut found = Structured::default();
    let field = |name: &str| record.extra.get(name);
    match record.source {
        Source::Email | Source::Calendar => {
            if let Some(markup) = field("schema") {
                found.marked(markup, 0);
            }
        }
        Source::Transaction => {
            let code = ["mcc", "category"].iter().find_map(|name| merchant_code(field(name)?));
            found.codes.extend(code.and_then(by_number));
        }
        _ => {}
    }
    let filed = ["categories", "category"].iter().filter_map(|name| field(name));
    let filed = filed.filter(|category| merchant_code(category).is_none());
    found.texts.extend(filed.flat_map(texts).take(CATEGORIES).map(str::to_owned));
    if record.source == Source::Calendar && record.title.as_deref().is_some_and(names_a_flight) {
        found.codes.extend(by_type(FLIGHT));
    }
    found
}

impl Structured {
    fn marked(&mut self, value: &Value, depth: usize) {
        if depth > DEPTH || self.codes.len() + self.texts.len() > MOST {
            return;
        }
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.marked(value, depth + 1)),
            Value::Object(object) => {
                for kind in object.get("@type").into_iter().flat_map(texts) {
                    let kind = kind.rsplit(['/', '#', ':']).next().unwrap_or(kind);
                    self.codes.extend(by_type(kind));
                    self.bought |= kind.ends_with("Reservation") || BOUGHT.contains(&kind);
                }
                for (name, value) in object {
                    // Who is told of it says nothing; of what it is for, the name does.
                    match name.as_str() {
                        "underName" | "customer" | "potentialAction" | "provider" | "broker" | "address" => {}
                        "name" if depth > 0 => self.texts.extend(value.as_str().map(str::to_owned)),
                        _ => self.marked(value, depth + 1),
                    }
                }
            }
            _ => {}
        }
    }
}

/// A text or a list of texts.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(values) => values.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Four digits, as text or number.
fn merchant_code(value: &Value) -> Option<u16> {
    let text = value.as_u64().map(|number| format!("{number:04}")).or_else(|| value.as_str().map(str::to_owned))?;
    (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// `FRA-JFK`, `LHR → TXL`: two airports, one after the other.
fn names_a_flight(title: &str) -> bool {
    let words: Vec<&str> =
        title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_airport = |word: &str| {
        word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()) && airport_city(word).is_some()
    };
    words.windows(2).any(|pair| pair.iter().all(|word| is_airport(word)) && pair.first() != pair.get(1))
}

fn by_type(kind: &str) -> Option<&'static Code> {
    codes().iter().find(|code| code.numbers.is_none() && code.name == kind)
}

fn by_number(number: u16) -> Option<&'static Code> {
    codes().iter().find(|code| code.numbers.as_ref().is_some_and(|numbers| numbers.contains(&number)))
}

fn codes() -> &'static [Code] {
    static CODES: OnceLock<Vec<Code>> = OnceLock::new();
    CODES.get_or_init(|| {
        let row = |[scheme, from, to, strength, interest, purchase, topic]: [&'static str; 7]| {
            let numbers = from.parse().ok().zip(to.parse().ok()).map(|(from, to): (u16, u16)| from..=to);
            let strength = strength.parse().unwrap_or(0.0);
            Code {
                name: if numbers.is_some() { format!("{} {from}", scheme.to_uppercase()) } else { from.to_owned() },
                means: Meaning { interest: id(interest), purchase: id(purchase), strength, by: By::Code },
                topic: Some(topic).filter(|topic| !topic.is_empty()),
                numbers,
            }
        };
        rows::<7>(Table::Codes).map(row).collect()
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;
    use crate::{
        profile::{Kind, classify, taxonomy},
        record::RecordId,
    };

    fn record(source: Source, extra: Value) -> Record {
        let mut record = Record::new(RecordId::from_text("r"), source);
        record.extra = extra.as_object().unwrap().clone();
        record
    }

    fn said(record: &Record) -> Vec<u16> {
        let verdict = classify(record);
        verdict.claims.iter().map(|claim| claim.segment.0).collect()
    }

    #[test]
    fn every_code_speaks_for_what_may_be_told_or_for_nothing_at_all() {
        let topics: BTreeSet<&str> = rows::<3>(Table::Sensitive).map(|[topic, ..]| topic).collect();
        for code in codes() {
            let ids = [code.means.interest, code.means.purchase];
            assert!(ids.into_iter().flatten().all(|id| !taxonomy::is_denied(id)), "{}", code.name);
            assert!(code.topic.is_some() || ids.iter().any(Option::is_some), "{}", code.name);
            assert!(code.topic.is_none_or(|topic| topics.contains(topic)), "{}", code.name);
        }
        let numbers: Vec<_> = codes().iter().filter_map(|code| code.numbers.clone()).collect();
        assert!(numbers.is_sorted_by(|a, b| a.end() < b.start()), "no number is in two rows");
    }

    #[test]
    fn a_merchant_code_says_what_the_name_of_the_shop_does_not() {
        let mut line = record(Source::Transaction, json!({"category": "5995"}));
        line.descriptor = Some("H J BRANNIGAN 4471".into());
        assert_eq!(said(&line), [541, 1553]);
        line.extra.insert("mcc".into(), json!(742));
        assert_eq!(said(&line), [541, 1554]);
        line.extra.insert("mcc".into(), json!("5912"));
        assert_eq!(classify(&line).kind, Kind::Sensitive);
    }

    #[test]
    fn markup_says_what_was_reserved_and_for_what() {
        let mut mail = record(
            Source::Email,
            json!({"schema": [{"@type": "http://schema.org/FoodEstablishmentReservation", "underName": {"name": "Anna Golf"},
                "reservationFor": {"@type": "Restaurant", "name": "Zum Anker"}}]}),
        );
        mail.subject = Some("See you soon".into());
        assert_eq!(said(&mail), [373, 1406]);
        mail.extra.insert("schema".into(), json!({"@type": "Event", "name": "Sunday mass"}));
        assert_ne!(classify(&mail).kind, Kind::Positive);
        mail.extra.insert(
            "schema".into(),
            json!({"@type": "Order", "acceptedOffer": {"itemOffered": {"name": "Hiking boots"}}}),
        );
        assert!(!said(&mail).is_empty());
    }

    #[test]
    fn a_calendar_says_what_it_is_filed_under_and_flights_by_their_airports() {
        let mut event = record(Source::Calendar, json!({"categories": ["Yoga"]}));
        event.title = Some("Tuesday".into());
        assert!(!said(&event).is_empty());
        let mut flight = record(Source::Calendar, json!({}));
        flight.title = Some("LH 400 FRA-JFK".into());
        assert_eq!(said(&flight).first(), Some(&719));
        flight.title = Some("FRA FRA and the API".into());
        assert!(said(&flight).is_empty());
    }
}
