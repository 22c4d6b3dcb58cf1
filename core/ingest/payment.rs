//! A payment as a bank's file tells it → its record; the same for every format, so that ids agree.

use jiff::tz::TimeZone;

use super::{SkipReason, csv::value::Moment, occurrence::Occurrences, time_of};
use crate::{
    record::{Record, RecordId, Source},
    time::Time,
};

/// The longest descriptor kept, characters.
const DESCRIPTOR_LIMIT: usize = 1000;

/// What a file tells of a payment.
pub struct Payment {
    /// When.
    pub moment: Moment,
    /// As in the record.
    pub amount: String,
    /// As in the record.
    pub currency: Option<String>,
    /// As in the record.
    pub account: Option<String>,
    /// As in the record.
    pub descriptor: String,
    /// The bank's own number of the payment.
    pub number: Option<String>,
    /// Whether that number is known to be given twice by some banks, so that day and amount must tell payments apart.
    pub repeats: bool,
    /// The bank's own category.
    pub category: Option<String>,
}

impl Payment {
    /// The record; `zone` is for times without one.
    pub fn record(self, zone: &TimeZone, occurrences: &mut Occurrences) -> Result<Record, SkipReason> {
        let time = moment_in(self.moment, zone)?;
        let account = self.account.as_deref().unwrap_or("");
        let day = key_of(self.moment);
        let id = match &self.number {
            Some(number) if self.repeats => {
                RecordId::from_natural_key(Source::Transaction, &[number, account, &day, &self.amount])
            }
            Some(number) => RecordId::from_natural_key(Source::Transaction, &[number, account]),
            None => {
                let key = [&day, &self.amount, self.currency.as_deref().unwrap_or(""), &self.descriptor, account];
                occurrences.id(Source::Transaction, &key)
            }
        };
        let mut record = Record::new(id, Source::Transaction);
        record.time = Some(time);
        record.amount = Some(self.amount);
        record.currency = self.currency;
        record.account = self.account;
        record.descriptor = Some(self.descriptor).filter(|descriptor| !descriptor.is_empty());
        if let Some(category) = self.category {
            record.extra.insert("category".into(), category.into());
        }
        if let Some(number) = self.number {
            record.extra.insert("bank_id".into(), number.into());
        }
        Ok(record)
    }
}

/// The texts joined; one that another already says is left out.
pub fn descriptor<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut descriptor = String::new();
    for text in texts {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() && !descriptor.contains(&text) {
            if !descriptor.is_empty() {
                descriptor.push(' ');
            }
            descriptor.push_str(&text);
        }
    }
    descriptor.chars().take(DESCRIPTOR_LIMIT).collect()
}

/// The three letters of a currency.
pub fn currency(text: &str) -> Option<String> {
    let code = text.trim().to_ascii_uppercase();
    (code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_alphabetic())).then_some(code)
}

/// A day is its midnight in `zone`.
fn moment_in(moment: Moment, zone: &TimeZone) -> Result<Time, SkipReason> {
    let local = match moment {
        Moment::At(time) => return Ok(time),
        Moment::Day(date) => date.to_datetime(jiff::civil::Time::midnight()),
        Moment::Local(date, time) => date.to_datetime(time),
    };
    local.to_zoned(zone.clone()).map(|zoned| time_of(&zoned)).map_err(|_| SkipReason::DateOutOfRange)
}

/// The time as it stands in ids: it does not depend on the zone of the reader.
fn key_of(moment: Moment) -> String {
    match moment {
        Moment::At(time) => time.instant().to_string(),
        Moment::Day(date) => date.to_string(),
        Moment::Local(date, time) => date.to_datetime(time).to_string(),
    }
}
