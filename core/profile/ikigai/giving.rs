//! Giving: causes that money went to, gifts bought, time given.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    order,
    profile::{
        self,
        life::{Life, Merchant},
        text::tokens,
    },
    record::{RecordId, Source},
    time::Time,
};

use super::{
    Giving, Told,
    seen::{Records, Seen, days_between, signal, signals, sure},
};

/// Non-profits in the taxonomy.
const NON_PROFITS: [u16; 1] = [1538];
/// Gifts and holiday items, flowers among them.
const GIFTS: [u16; 1] = [1420];
/// So many gifts to a cause make it as likely as not that it matters.
const HALF: f32 = 1.0;
/// What is bought at one place within so many days, or told of by shop and bank, is one gift.
const ONE_GIFT: i32 = 4;
/// Gifts are counted over so many days at least, so that one in the first week is not fifty a year.
const COUNTED: i32 = 90;

/// Words by which somebody is thanked for money, folded.
const THANKS: [&str; 9] =
    ["donation", "donating", "spende", "spenden", "don", "donacion", "donativo", "donazione", "donatie"];

/// Words of appointments at which time is given, folded; those with a star begin a word.
const VOLUNTEERING: [&str; 14] = [
    "volunteer*",
    "food bank",
    "foodbank",
    "soup kitchen",
    "beach clean*",
    "litter pick*",
    "ehrenamt*",
    "freiwillige*",
    "benevol*",
    "maraude",
    "voluntari*",
    "banco de alimentos",
    "volontariat*",
    "vrijwillig*",
];
/// Words by which a bank's line names a gift of money, where the name is not known, folded.
const CHARITY: [&str; 10] = [
    "charity",
    "charities",
    "foundation",
    "donation",
    "donations",
    "stiftung",
    "fondation",
    "fundacion",
    "gofundme",
    "justgiving",
];

/// One gift: its day and the records that tell of it.
pub(super) struct Gift<'a> {
    pub day: Date,
    pub seen: Vec<Seen<'a>>,
}

pub(super) fn find(records: &Records, life: &Life, gifts: &[Gift]) -> Giving {
    let behind = records.behind_any(&NON_PROFITS);
    let is_given = |id: &RecordId| behind.get(id.as_str()).copied();
    let mut causes: BTreeMap<String, (String, Vec<Seen>)> = BTreeMap::new();
    for payment in life.payments.iter().filter(|payment| payment.amount.micros < 0) {
        let words = tokens(&payment.descriptor);
        // Not everything that is called a soup kitchen is one.
        let is_cause =
            profile::knows(&payment.merchant.key) || CHARITY.iter().any(|word| words.iter().any(|it| it == word));
        if let Some(seen) = is_given(&payment.record).filter(|_| is_cause) {
            let cause = causes.entry(payment.merchant.key.clone());
            cause.or_insert_with(|| (payment.merchant.name.clone(), Vec::new())).1.push(seen);
        }
    }
    for mail in life.mails.iter().filter(|mail| !mail.sent && is_thanked(&mail.subject)) {
        if let Some(seen) = is_given(&mail.record) {
            let name = mail.from.shown();
            let cause = causes.entry(Merchant::of(name).key);
            cause.or_insert_with(|| (name.to_owned(), Vec::new())).1.push(seen);
        }
    }
    let mut volunteering: BTreeMap<String, (String, Vec<Seen>)> = BTreeMap::new();
    for event in life.events.iter().filter(|event| is_volunteering(&event.title)) {
        if let Some(seen) = records.get(&event.record).copied() {
            let given = volunteering.entry(crate::unicode::fold(&event.title));
            given.or_insert_with(|| (event.title.clone(), Vec::new())).1.push(seen);
        }
    }
    Giving {
        causes: told(causes, records),
        gifts: gifts.iter().rev().filter_map(|gift| gift.seen.first().copied().map(signal)).collect(),
        gifts_a_year: a_year(gifts, records, life),
        volunteering: told(volunteering, records),
    }
}

fn is_volunteering(title: &str) -> bool {
    let title = format!(" {} ", tokens(title).join(" "));
    VOLUNTEERING.iter().any(|words| match words.strip_suffix('*') {
        Some(beginning) => title.contains(&format!(" {beginning}")),
        None => title.contains(&format!(" {words} ")),
    })
}

fn is_thanked(subject: &str) -> bool {
    tokens(subject).iter().any(|word| THANKS.contains(&word.as_str()))
}

fn told(found: BTreeMap<String, (String, Vec<Seen>)>, records: &Records) -> Vec<Told<String>> {
    let mut told: Vec<Told<String>> = found
        .into_values()
        .map(|(what, seen)| Told { what, strength: sure(records.days(&seen), HALF), signals: signals(seen) })
        .collect();
    order::by(&mut told, |a, b| b.strength.total_cmp(&a.strength).then_with(|| a.what.cmp(&b.what)));
    told
}

/// Gifts that were bought, oldest first.
pub(super) fn gifts<'a>(records: &Records<'a>) -> Vec<Gift<'a>> {
    let bought = |seen: &Seen| seen.done && matches!(seen.source, Source::Transaction | Source::Email);
    let mut seen: Vec<(Date, Seen)> =
        records.behind_any(&GIFTS).into_values().filter(bought).filter_map(|seen| Some((seen.day?, seen))).collect();
    order::by_key(&mut seen, |(day, seen)| (*day, seen.id));
    let mut gifts: Vec<Gift> = Vec::new();
    for (day, seen) in seen {
        match gifts.last_mut().filter(|gift| days_between(gift.day, day) <= ONE_GIFT) {
            Some(gift) => gift.seen.push(seen),
            None => gifts.push(Gift { day, seen: vec![seen] }),
        }
    }
    gifts
}

/// How many gifts a year, over the time that payments and mails tell of.
fn a_year(gifts: &[Gift], records: &Records, life: &Life) -> f32 {
    let mails = life.mails.iter().filter_map(|mail| mail.time.map(Time::date));
    let days = || life.payments.iter().map(|payment| payment.day).chain(mails.clone());
    let (Some(first), Some(last)) = (days().min(), days().filter(|day| *day <= records.today).max()) else {
        return 0.0;
    };
    // Small numbers: days of a life and the gifts in them.
    #[expect(clippy::cast_precision_loss)]
    let (gifts, days) = (gifts.len() as f32, days_between(first, last).max(COUNTED) as f32);
    gifts * 365.0 / days
}
