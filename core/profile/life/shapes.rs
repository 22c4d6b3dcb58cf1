//! What each kind of record becomes in a life.

use jiff::civil::Date;
use serde_json::Value;

use crate::{
    ingest::extract::Extracted,
    memory::derive,
    profile::text,
    record::{Record, RecordId},
    time::{Time, When},
};

use super::{Address, Merchant, Money};

/// The most of a mail's text that is kept, characters: what is reasoned from stands early.
const TEXT: usize = 4_000;

/// A line of a bank statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Payment {
    /// The record.
    pub record: RecordId,
    /// The day, as the statement writes it.
    pub day: Date,
    /// Who is on the other side.
    pub merchant: Merchant,
    /// How much; negative when it went out.
    pub amount: Money,
    /// What the bank printed.
    pub descriptor: String,
    /// The person's own account, as the file names it; empty where it does not.
    pub account: String,
}

impl Payment {
    /// Nothing for a line without a day or an amount.
    pub(super) fn of(record: &Record) -> Option<Self> {
        let descriptor = record.descriptor.clone().unwrap_or_default();
        Some(Self {
            record: record.id.clone(),
            day: record.time?.date(),
            merchant: Merchant::of(&descriptor),
            amount: Money::parse(record.amount.as_deref()?, record.currency.as_deref().unwrap_or_default())?,
            descriptor,
            account: record.account.clone().unwrap_or_default(),
        })
    }
}

/// A mail.
#[derive(Debug, Clone, PartialEq)]
pub struct Mail {
    /// The record.
    pub record: RecordId,
    /// When it was sent.
    pub time: Option<Time>,
    /// Who wrote it.
    pub from: Address,
    /// To whom.
    pub to: Vec<Address>,
    /// The subject.
    pub subject: String,
    /// The beginning of the text.
    pub text: String,
    /// The person wrote it.
    pub sent: bool,
    /// It went to many: a newsletter, a shop's offers.
    pub bulk: bool,
    /// Folders and labels.
    pub labels: Vec<String>,
}

impl Mail {
    pub(super) fn of(record: &Record) -> Self {
        let text = record.body.as_deref().or(record.snippet.as_deref()).unwrap_or_default();
        Self {
            record: record.id.clone(),
            time: record.time,
            from: Address::parse(record.from.as_deref().unwrap_or_default()),
            to: record.to.iter().map(|to| Address::parse(to)).collect(),
            subject: record.subject.clone().unwrap_or_default(),
            text: beginning(text, TEXT).to_owned(),
            sent: derive::is_sent(record),
            bulk: record.extra.contains_key("list_id") || offers_to_leave(text),
            labels: record.labels.clone(),
        }
    }
}

/// Whether a text ends as those do that go to many.
fn offers_to_leave(text: &str) -> bool {
    const WORDS: [&str; 9] = [
        "unsubscribe",
        "abbestellen",
        "abmelden",
        "se désabonner",
        "désinscri",
        "darse de baja",
        "cancelar suscripción",
        "annulla iscrizione",
        "uitschrijven",
    ];
    let lower = text.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word))
}

/// An entry of a calendar.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The record.
    pub record: RecordId,
    /// The title.
    pub title: String,
    /// When it begins; of what repeats, the first time.
    pub start: When,
    /// When it ends; a whole day is exclusive.
    pub end: Option<When>,
    /// The place; empty where there is none.
    pub location: String,
    /// What is written below; empty where there is nothing.
    pub description: String,
    /// Who is invited, and who invites.
    pub attendees: Vec<Address>,
    /// The rule of RFC 5545 by which it repeats; empty where it does not.
    pub rule: String,
    /// Days on which what repeats does not take place.
    pub except: Vec<Date>,
}

impl Event {
    /// Nothing for what has no start or was cancelled.
    pub(super) fn of(record: &Record) -> Option<Self> {
        let text = |name: &str| record.extra.get(name).and_then(Value::as_str).unwrap_or_default();
        if text("status") == "cancelled" {
            return None;
        }
        let organizer = Some(text("organizer")).filter(|organizer| !organizer.is_empty());
        let mut attendees: Vec<Address> =
            record.attendees.iter().map(String::as_str).chain(organizer).map(Address::parse).collect();
        crate::order::by(&mut attendees, |a, b| (&a.mail, &b.name).cmp(&(&b.mail, &a.name)));
        attendees.dedup_by(|a, b| !a.mail.is_empty() && a.mail == b.mail);
        Some(Self {
            record: record.id.clone(),
            title: record.title.clone().unwrap_or_default(),
            start: record.start.or(record.time.map(When::At))?,
            end: record.end,
            location: record.location.clone().unwrap_or_default(),
            description: text("description").to_owned(),
            attendees,
            rule: text("rrule").to_owned(),
            except: record.extra.get("exdate").and_then(Value::as_array).map(|days| days_of(days)).unwrap_or_default(),
        })
    }

    /// Whether it comes back every year on its day.
    pub fn yearly(&self) -> bool {
        self.rule.contains("FREQ=YEARLY")
    }

    /// The day on which it begins, where it takes place.
    pub fn day(&self) -> Date {
        match self.start {
            When::At(time) => time.date(),
            When::Day(day) => day,
        }
    }

    /// For sorting: whole days first.
    pub(super) fn moment(&self) -> (Date, Option<Time>) {
        match self.start {
            When::At(time) => (time.date(), Some(time)),
            When::Day(day) => (day, None),
        }
    }
}

fn days_of(starts: &[Value]) -> Vec<Date> {
    starts.iter().filter_map(|start| start.as_str()?.get(..10)?.parse().ok()).collect()
}

/// A page visited.
#[derive(Debug, Clone, PartialEq)]
pub struct Visit {
    /// The record.
    pub record: RecordId,
    /// When.
    pub time: Option<Time>,
    /// The address.
    pub url: String,
    /// Its host, lower case, without `www.`.
    pub host: String,
    /// The page's title; empty where there is none.
    pub title: String,
}

impl Visit {
    /// Nothing for a visit without an address.
    pub(super) fn of(record: &Record) -> Option<Self> {
        let url = record.url.clone()?;
        Some(Self {
            record: record.id.clone(),
            time: record.time,
            host: text::host(&url).to_lowercase(),
            title: record.title.clone().unwrap_or_default(),
            url,
        })
    }
}

/// A thing that a mail or an event tells: docs/formats/extract.md.
#[derive(Debug, Clone, PartialEq)]
pub struct Thing {
    /// `RECORD.n`, as in [`Extracted`].
    pub id: String,
    /// The record that tells it.
    pub record: RecordId,
    /// When it was told.
    pub told: Option<Time>,
    /// The schema.org type: `FlightReservation`, `Order`, …
    pub kind: String,
    /// The whole.
    pub json: Value,
    /// How often such a thing is right, 0 to 1.
    pub confidence: f32,
}

impl Thing {
    pub(super) fn of(found: Extracted, told: Option<Time>) -> Self {
        let Extracted { id, kind, json, record, confidence, .. } = found;
        Self { id, record, told, kind, json, confidence }
    }
}

/// A birthday, as address books tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birthday {
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
    /// Of birth, where it is told.
    pub year: Option<i16>,
}

impl Birthday {
    /// Reads `1985-04-12` or `--04-12`.
    fn parse(text: &str) -> Option<Self> {
        let (year, rest) = match text.strip_prefix("--") {
            Some(rest) => (None, rest),
            None => {
                let (year, rest) = text.split_once('-')?;
                (Some(year.parse().ok()?), rest)
            }
        };
        let (month, day) = rest.split_once('-')?;
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        // A leap year holds every day there is.
        Date::new(2000, month, day).ok()?;
        Some(Self { month, day, year })
    }
}

/// A card of an address book.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// The record.
    pub record: RecordId,
    /// The name.
    pub name: String,
    /// Mail addresses, lower case.
    pub mails: Vec<String>,
    /// The birthday.
    pub birthday: Option<Birthday>,
    /// For whom they work; empty where it is not told.
    pub organization: String,
}

impl Contact {
    pub(super) fn of(record: &Record) -> Self {
        let text = |name: &str| record.extra.get(name).and_then(Value::as_str).unwrap_or_default();
        let mails = record.extra.get("emails").and_then(Value::as_array).into_iter().flatten();
        Self {
            record: record.id.clone(),
            name: record.title.clone().unwrap_or_default(),
            mails: mails.filter_map(Value::as_str).map(str::to_lowercase).collect(),
            birthday: Birthday::parse(text("birthday")),
            organization: text("organization").to_owned(),
        }
    }
}

/// The first `most` characters.
fn beginning(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}
