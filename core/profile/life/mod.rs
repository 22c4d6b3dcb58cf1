//! Life: what the records tell, in the form that ikigai and missions reason from, each kind in the order in which it
//! happened.
//!
//! The door is here: a record that touches what nothing may be inferred from (docs/profile.md) is not let in, so nothing
//! that reasons from a life can ever make a claim or a card of it. `money` is amounts, `merchants` who is behind a bank's
//! line, `people` who is behind an address, `shapes` what each kind of record becomes.

mod merchants;
mod money;
mod people;
mod shapes;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use merchants::Merchant;
pub use money::Money;
pub use people::Address;
pub use shapes::{Birthday, Contact, Event, Mail, Payment, Thing, Visit};

use crate::{
    ingest::extract::extract,
    memory::derive::Addresses,
    order,
    record::{Record, RecordId, Source},
};

use super::{Kind, Profile, classify};

/// So many entries of a calendar say whose it is.
const EVERYWHERE: usize = 3;

/// What the records tell. After [`Life::add`] and [`Life::remove`] comes [`Life::settle`], and then it may be read.
#[derive(Debug, Default)]
pub struct Life {
    /// Lines of bank statements, by day.
    pub payments: Vec<Payment>,
    /// Mails, by time.
    pub mails: Vec<Mail>,
    /// Entries of calendars, by start; what was cancelled is not here, what repeats is here once.
    pub events: Vec<Event>,
    /// Pages visited, by time.
    pub visits: Vec<Visit>,
    /// What mails and events say of journeys, stays, evenings and purchases, by when it was told.
    pub things: Vec<Thing>,
    /// Cards of address books, by name.
    pub contacts: Vec<Contact>,
    known: BTreeSet<RecordId>,
    addresses: Addresses,
    own: BTreeSet<String>,
}

impl Life {
    /// The life that records tell, settled.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut life = Self::default();
        records.into_iter().for_each(|record| life.add(record));
        life.settle();
        life
    }

    /// Takes a record in, if it may be reasoned from and is not here already. What people say to assistants and what
    /// assistants answer tells of interests (the profile) and facts (memory), and nothing here.
    pub fn add(&mut self, record: &Record) {
        self.add_unless(record, || classify(record).kind == Kind::Sensitive);
    }

    /// The same where a profile knows the record: one that speaks for anything there is not judged again, which takes
    /// longer than all else.
    pub fn add_judged(&mut self, record: &Record, profile: &Profile) {
        self.add_unless(record, || !profile.speaks_by(&record.id) && classify(record).kind == Kind::Sensitive);
    }

    fn add_unless(&mut self, record: &Record, is_sensitive: impl FnOnce() -> bool) {
        if record.source == Source::Chat || self.known.contains(&record.id) {
            return;
        }
        if record.source == Source::Email {
            self.addresses.mail(record);
        }
        if is_sensitive() {
            return;
        }
        self.known.insert(record.id.clone());
        match record.source {
            Source::Email => self.mails.push(Mail::of(record)),
            Source::Transaction => self.payments.extend(Payment::of(record)),
            Source::Calendar => self.events.extend(Event::of(record)),
            Source::History => self.visits.extend(Visit::of(record)),
            Source::Contact => self.contacts.push(Contact::of(record)),
            Source::Chat => {}
        }
        if matches!(record.source, Source::Email | Source::Calendar) {
            let told = extract(record).into_iter().filter(|found| found.json.is_object());
            self.things.extend(told.map(|found| Thing::of(found, record.time)));
        }
    }

    /// Forgets a record and all it told.
    pub fn remove(&mut self, id: &RecordId) {
        if !self.known.remove(id) {
            return;
        }
        self.payments.retain(|it| it.record != *id);
        self.mails.retain(|it| it.record != *id);
        self.events.retain(|it| it.record != *id);
        self.visits.retain(|it| it.record != *id);
        self.things.retain(|it| it.record != *id);
        self.contacts.retain(|it| it.record != *id);
    }

    /// Puts everything in its order, and finds which mails are the person's own.
    pub fn settle(&mut self) {
        order::by_key(&mut self.payments, |it| (it.day, it.record.clone()));
        order::by_key(&mut self.mails, |it| (it.time, it.record.clone()));
        order::by_key(&mut self.events, |it| (it.moment(), it.record.clone()));
        order::by_key(&mut self.visits, |it| (it.time, it.record.clone()));
        order::by_key(&mut self.things, |it| (it.told, it.id.clone()));
        order::by_key(&mut self.contacts, |it| (it.name.clone(), it.record.clone()));
        self.own = self.addresses.own().into_iter().collect();
        if self.own.is_empty() {
            self.own.extend(self.everywhere());
        }
        for mail in &mut self.mails {
            mail.sent |= self.own.contains(&mail.from.mail);
        }
    }

    /// Whoever is in nearly all that the calendar has with others, and nobody else is: whose calendar it is.
    fn everywhere(&self) -> Option<String> {
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        let company = self.events.iter().filter(|event| event.attendees.len() > 1);
        let all = company.clone().count();
        for person in company.flat_map(|event| &event.attendees).filter(|person| !person.mail.is_empty()) {
            *times.entry(&person.mail).or_default() += 1;
        }
        let mut often = times.into_iter().filter(|(_, count)| all >= EVERYWHERE && count * 10 >= all * 9);
        let one = often.next()?.0.to_owned();
        often.next().is_none().then_some(one)
    }

    /// The person's own mail addresses, in lower case, as mails sent and received show them, or else the calendar.
    pub fn own_addresses(&self) -> &BTreeSet<String> {
        &self.own
    }

    /// Whether this record is here: it was brought in, may be reasoned from, and was not forgotten.
    pub fn holds(&self, id: &RecordId) -> bool {
        self.known.contains(id)
    }

    /// How many records are here.
    pub fn records(&self) -> usize {
        self.known.len()
    }
}
