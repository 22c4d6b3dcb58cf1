//! Mails of merchants: whose they are, and the days and amounts they name.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use jiff::civil::Date;

use super::lines::Words;
use crate::{
    ingest::extract,
    profile::life::{Mail, Merchant, Money, Payment},
    unicode::fold,
};

/// The fewest letters by which a sender and a merchant are the same.
const LETTERS: usize = 4;

/// Received mails, by who sends them.
pub struct Post<'a> {
    by_sender: BTreeMap<String, Vec<&'a Mail>>,
}

impl<'a> Post<'a> {
    /// Sorts mails by sender: by the name in the domain, and by the name itself.
    pub fn of(mails: &'a [Mail]) -> Self {
        let mut by_sender: BTreeMap<String, Vec<&Mail>> = BTreeMap::new();
        for mail in mails.iter().filter(|mail| !mail.sent) {
            let Sender { label, name } = Sender::of(mail);
            if name != label && !name.is_empty() {
                by_sender.entry(name).or_default().push(mail);
            }
            by_sender.entry(label).or_default().push(mail);
        }
        Self { by_sender }
    }

    /// What this merchant sent, oldest first.
    pub fn from(&self, merchant: &Merchant) -> Vec<&'a Mail> {
        let key = letters(&merchant.key);
        let first = merchant.key.split(' ').next().unwrap_or_default();
        let theirs = self.by_sender.iter().filter(|(sender, _)| same(&key, first, sender));
        let mut mails: Vec<&Mail> = theirs.flat_map(|(_, mails)| mails.iter().copied()).collect();
        crate::order::by_key(&mut mails, |mail| (mail.time, mail.record.clone()));
        mails.dedup_by(|one, other| one.record == other.record);
        mails
    }
}

/// Who sends a mail, for comparing it with many merchants.
pub struct Sender {
    label: String,
    name: String,
}

impl Sender {
    /// Of this mail.
    pub fn of(mail: &Mail) -> Self {
        let label = letters(mail.from.domain().split('.').next().unwrap_or_default());
        Self { label, name: letters(&Merchant::of(&mail.from.name).key) }
    }

    /// Whether it is this merchant.
    pub fn is(&self, merchant: &Merchant) -> bool {
        let key = letters(&merchant.key);
        let first = merchant.key.split(' ').next().unwrap_or_default();
        same(&key, first, &self.label) || same(&key, first, &self.name)
    }
}

/// Whether a merchant's key and a sender's name are of one business: the same letters, or one begins with the other.
fn same(key: &str, first: &str, sender: &str) -> bool {
    let begins = |long: &str, short: &str| short.len() >= LETTERS && long.starts_with(short);
    let is_first = sender.len() > 2 && first == sender;
    key == sender
        || is_first
        || begins(key, sender)
        || begins(sender, key)
        || (first.len() > LETTERS && begins(sender, first))
}

fn letters(text: &str) -> String {
    fold(text).chars().filter(|character| character.is_alphanumeric()).collect()
}

/// The day of a mail.
pub fn day_of(mail: &Mail) -> Option<Date> {
    mail.time.map(crate::time::Time::date)
}

/// Subject and text as words.
pub fn words_of(mail: &Mail) -> Words {
    Words::of(&format!("{} {}", mail.subject, mail.text))
}

/// The sentences of a mail: its subject, its lines, and what full stops part.
pub fn sentences(mail: &Mail) -> Vec<&str> {
    let lines = std::iter::once(mail.subject.as_str()).chain(mail.text.lines());
    lines.flat_map(|line| line.split_inclusive(". ")).map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// The amounts of a text, in order.
pub fn amounts(text: &str) -> Vec<Money> {
    let mut rest = text;
    let mut found = Vec::new();
    while let Some((decimal, currency, end)) = extract::amount(rest) {
        found.extend(Money::parse(&decimal, currency));
        rest = rest.get(end..).unwrap_or_default();
    }
    found
}

/// The days that a text names, in order; one without a year is the first not before `reference`.
pub fn days(text: &str, reference: Date) -> Vec<Date> {
    extract::days_named(text, Some(reference))
}

/// The number that stands before one of these words (`30 days`, `14-tägig`, `10 working days`), at most two words before.
pub fn number_before(text: &str, words: &[&str]) -> Option<i32> {
    let folded = fold(text);
    let all: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    all.iter().enumerate().filter(|(_, word)| words.iter().any(|stem| word.starts_with(stem))).find_map(|(at, _)| {
        (1..=2)
            .find_map(|back| all.get(at.checked_sub(back)?)?.parse().ok().filter(|number| (1..=400).contains(number)))
    })
}

/// Payments, each with its currency: where a statement does not say, the one in which mails tell of its amounts.
pub fn with_currency<'a>(payments: &'a [Payment], mails: &[Mail]) -> Cow<'a, [Payment]> {
    if payments.iter().all(|paid| !paid.amount.currency.is_empty()) {
        return Cow::Borrowed(payments);
    }
    let unnamed = payments.iter().filter(|paid| paid.amount.currency.is_empty());
    let charged: BTreeSet<i64> = unnamed.map(|paid| -paid.amount.micros).collect();
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    for amount in mails.iter().rev().take(400).flat_map(|mail| amounts(&mail.text).into_iter().take(3)) {
        if charged.contains(&amount.micros) {
            *told.entry(amount.currency).or_default() += 1;
        }
    }
    let Some((currency, _)) = told.into_iter().max_by_key(|(_, times)| *times) else { return Cow::Borrowed(payments) };
    let mut payments = payments.to_vec();
    for paid in payments.iter_mut().filter(|paid| paid.amount.currency.is_empty()) {
        paid.amount.currency.clone_from(&currency);
    }
    Cow::Owned(payments)
}
