//! Derive: records → what may be remembered of the person. Nothing is guessed: what is not told by several records, in
//! the person's own words or by a document about them, does not become a candidate.
//!
//! Records are fed one by one, in any order; nothing of them is kept but what a candidate needs.

use std::collections::BTreeMap;

use serde_json::Value;

use super::candidate::{Candidate, EntityKind, Origin, Subject, Tier};
use crate::{
    ingest::extract::extract,
    record::{Record, RecordId, Source},
    time::Time,
};

pub mod occasions;
mod payments;
pub(crate) mod people;
mod said;
#[cfg(test)]
mod tests;
mod trips;

/// The most records named as the source of one candidate: the newest.
const SOURCES: usize = 12;

/// Collects what records say.
#[derive(Debug, Default)]
pub struct Derivation {
    me: Addresses,
    people: people::People,
    payments: payments::Payments,
    said: said::Said,
    trips: trips::Trips,
    newest: Option<Time>,
}

impl Derivation {
    /// Takes what was extracted from a record: its type and the whole.
    pub fn tell(&mut self, record: &RecordId, kind: &str, json: &Value) {
        self.trips.add(record, kind, json);
    }

    /// Takes a record, without what may be extracted from it.
    pub fn add(&mut self, record: &Record) {
        self.newest = self.newest.max(record.time);
        match record.source {
            Source::Email => {
                self.me.mail(record);
                self.people.mail(record);
                self.said.mail(record);
            }
            Source::Calendar => self.people.event(record),
            Source::Transaction => self.payments.add(record),
            Source::Chat => self.said.chat(record),
            Source::Contact => self.people.contact(record),
            Source::History => {}
        }
    }

    /// What all of it comes to, in a fixed order.
    pub fn finish(self) -> Vec<Candidate> {
        let me = self.me.own();
        let mut found = self.people.candidates(&me);
        found.extend(self.payments.candidates(self.newest));
        found.extend(self.said.candidates(&me));
        found.extend(self.trips.candidates());
        found
    }
}

/// What the records come to.
pub fn derive<'a>(records: impl IntoIterator<Item = &'a Record>) -> Vec<Candidate> {
    let mut derivation = Derivation::default();
    for record in records {
        derivation.add(record);
        extract(record).iter().for_each(|found| derivation.tell(&found.record, &found.kind, &found.json));
    }
    derivation.finish()
}

/// Which addresses are the person's own: those that mails in a folder of sent ones come from, or else the one to which
/// most mails go.
#[derive(Debug, Default)]
pub(crate) struct Addresses {
    sent: BTreeMap<String, usize>,
    to: BTreeMap<String, usize>,
    mails: usize,
}

impl Addresses {
    /// Takes a mail.
    pub(crate) fn mail(&mut self, record: &Record) {
        self.mails += 1;
        if is_sent(record)
            && let Some(from) = record.from.as_deref()
        {
            *self.sent.entry(address(from)).or_default() += 1;
        } else if let [to] = record.to.as_slice() {
            *self.to.entry(address(to)).or_default() += 1;
        }
    }

    /// The addresses, lower case.
    pub(crate) fn own(&self) -> Vec<String> {
        if !self.sent.is_empty() {
            return self.sent.keys().cloned().collect();
        }
        let most = self.to.iter().max_by_key(|(_, count)| **count);
        most.filter(|(_, count)| **count * 2 > self.mails).map(|(address, _)| address.clone()).into_iter().collect()
    }
}

/// Whether the mail lies in a folder of sent ones, as mail programs name it.
pub(crate) fn is_sent(record: &Record) -> bool {
    const FOLDERS: [&str; 9] =
        ["sent", "sent mail", "sent items", "gesendet", "envoyes", "enviados", "inviata", "verzonden", "skickat"];
    record.labels.iter().any(|label| FOLDERS.contains(&label.trim().to_lowercase().as_str()))
}

/// `Name <address>` → the address in lower case.
fn address(person: &str) -> String {
    let inner = person.rsplit_once('<').map_or(person, |(_, inner)| inner.trim_end_matches('>'));
    inner.trim().to_lowercase()
}

/// `Name <address>` → the name.
fn name(person: &str) -> Option<String> {
    let (name, _) = person.rsplit_once('<')?;
    let name = name.trim().trim_matches('"').split_whitespace().collect::<Vec<_>>().join(" ");
    (!name.is_empty() && !name.contains('@')).then_some(name)
}

/// A statement of the evidence about the person, to be filled further.
fn about_you(relation: &str, object: &str, text: String, context: &str) -> Option<Candidate> {
    Some(Candidate {
        subject: Subject::You,
        relation: relation.parse().ok()?,
        object: object.to_owned(),
        text,
        context: context.to_owned(),
        valid_from: None,
        valid_to: None,
        confidence: 0.8,
        tier: Tier::of_context(context),
        sources: Vec::new(),
        extractor: String::new(),
        origin: Origin::Evidence,
    })
}

/// Somebody as a subject.
fn person(name: &str) -> Subject {
    Subject::Entity { kind: EntityKind::Person, name: name.to_owned() }
}

/// Keeps the newest sources.
fn note(sources: &mut Vec<RecordId>, id: &RecordId) {
    if !sources.contains(id) {
        sources.push(id.clone());
        if sources.len() > SOURCES {
            sources.remove(0);
        }
    }
}
