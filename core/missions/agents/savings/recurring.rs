//! What is charged again and again: subscriptions, their price rises, two that do the same, ones that nobody uses.

use jiff::civil::Date;

use super::{
    Scene,
    amounts::Steadiness,
    bills::Bill,
    cadence::{Cadence, days_between, plus_days},
    dated, entry, lines,
    post::{amounts, day_of, days, words_of},
    said, series, short, wrong,
};
use crate::{
    missions::{
        card::{Finding, Step, Urgency},
        payload::money::MoneyCard,
    },
    profile::life::{Mail, Money},
    record::RecordId,
};

/// How many charges a card shows.
const SHOWN: usize = 12;
/// Days for which a price rise is news.
const NEWS: i32 = 366;

/// All of it.
pub fn find(scene: &Scene<'_>, all: &[Bill<'_>]) -> Vec<Finding> {
    let live: Vec<&Bill<'_>> = all.iter().filter(|bill| !bill.series.is_over(scene.today)).collect();
    let mut found: Vec<Finding> = Vec::new();
    for (at, bill) in live.iter().enumerate() {
        // Two of one merchant have keys of their own.
        let nth = live.iter().take(at).filter(|other| other.merchant.key == bill.merchant.key).count();
        found.extend(subscription(scene, bill, nth));
        let rises = rises(scene, bill, nth);
        found.extend(announced(scene, bill, nth).filter(|_| rises.is_empty()));
        found.extend(rises);
        found.extend(unused(scene, bill, nth));
    }
    found.extend(overlaps(scene, &live));
    found
}

fn key(kind: &str, bill: &Bill<'_>, nth: usize) -> Vec<String> {
    vec![kind.to_owned(), bill.merchant.key.clone(), bill.latest.amount.currency.clone(), nth.to_string()]
}

fn evidence(bill: &Bill<'_>) -> Vec<RecordId> {
    let from = bill.paid.len().saturating_sub(SHOWN);
    bill.paid.iter().skip(from).map(|payment| payment.record.clone()).collect()
}

/// `£14.99 a month`
fn rate(price: &Money, cadence: Cadence) -> String {
    format!("{price} {}", cadence.each())
}

fn subscription(scene: &Scene<'_>, bill: &Bill<'_>, nth: usize) -> Option<Finding> {
    let next = bill.series.next(scene.today)?;
    let (price, cadence, name) = (bill.price(), bill.cadence(), &bill.merchant.name);
    let first = bill.paid.first()?;
    let payload = MoneyCard::Subscription {
        merchant: name.clone(),
        amount: price.decimal(),
        currency: price.currency.clone(),
        cadence: cadence.name(),
        next,
    };
    let rate = rate(&price, cadence);
    let count = bill.paid.len();
    let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
    let mut reckoning: Vec<Step> = vec![
        Step::of(
            &first.record,
            "First charge seen",
            format!("{} on {}", first.amount.size(), said(first.day, scene.today)),
        ),
        Step::of(&bill.latest.record, "Latest charge", format!("{} on {}", price, said(bill.latest.day, scene.today))),
    ];
    if bill.series.steadiness == Steadiness::Varying {
        let all: Vec<i64> = bill.paid.iter().map(|paid| paid.amount.size().micros).collect();
        let (low, high) = (all.iter().min()?, all.iter().max()?);
        reckoning.push(Step::new("It varies", format!("{} to {}", price.with(*low), price.with(*high))));
    }
    reckoning.push(Step::new("Charged", format!("{times}, {}", cadence.name())));
    if cadence != Cadence::Yearly {
        reckoning.push(Step::new("A year", format!("{} × {price} = {}", cadence.a_year(), bill.a_year())));
    }
    let body = format!(
        "Hello,\n\nplease cancel my contract with you at the earliest date, and confirm the cancellation and the date in \
         writing.\n\nThe last payment was {price} on {}.\n",
        dated(bill.latest.day)
    );
    let mut actions = scene.reach(bill.merchant, "Cancellation", &body);
    actions.push(entry(scene, next, &format!("{name}: {price}")));
    let big = bill.a_year().micros >= 100_000_000;
    Some(Finding {
        key: key("subscription", bill, nth),
        summary: format!(
            "Charged {times} since {}; the next {} due on {}. That is {} a year.",
            said(first.day, scene.today),
            if next < scene.today { "was" } else { "is" },
            said(next, scene.today),
            bill.a_year()
        ),
        reckoning,
        evidence: evidence(bill),
        due: scene.at(next),
        utility: if bill.says.biller {
            0.2
        } else if big {
            0.4
        } else {
            0.3
        },
        actions,
        about: bill.merchant.key.clone(),
        wrong: not_a_subscription(name),
        ..Finding::new(payload.into(), short(&format!("{name}: {rate}"), 60))
    })
}

fn not_a_subscription(name: &str) -> Vec<crate::missions::card::Wrong> {
    wrong("Not a subscription", "not-a-subscription", format!("{name} is not a subscription."))
}

/// Each rise of the last year that was charged.
fn rises(scene: &Scene<'_>, bill: &Bill<'_>, nth: usize) -> Vec<Finding> {
    // What is measured goes up and down; only what is the same every time has a price.
    let measured = bill.says.biller && bill.series.steadiness != Steadiness::Fixed;
    let rises = series::rises(&bill.series).into_iter().filter(|_| !measured);
    rises
        .filter_map(|(before, since)| {
            let (before, since) = (*bill.paid.get(before)?, *bill.paid.get(since)?);
            let (from, to) = (before.amount.size(), since.amount.size());
            (scene.ago(since.day) <= NEWS).then(|| {
                let evidence = vec![before.record.clone(), since.record.clone()];
                let steps = vec![
                    Step::of(&before.record, said(before.day, scene.today), from.to_string()),
                    Step::of(&since.record, said(since.day, scene.today), to.to_string()),
                ];
                rise(scene, bill, nth, (&from, &to), since.day, evidence, steps)
            })
        })
        .collect()
}

/// A rise that a mail announces and nobody has charged yet.
fn announced(scene: &Scene<'_>, bill: &Bill<'_>, nth: usize) -> Option<Finding> {
    const SIGNS: &str = "price|prices|pricing|preis|preise|preisanpassung|preiserhohung|prix|tarif|tarifs|precio|precios|\
        prezzo|prezzi|prijs|prijzen|preco|precos|tarifa|tariffa|will cost|increase|augmentation|aumento|subida|verhoging";
    let price = bill.price();
    let mails = scene.post.from(bill.merchant);
    let recent = mails.iter().rev().filter(|mail| day_of(mail).is_some_and(|day| scene.ago(day) <= 120));
    recent.into_iter().find_map(|mail| {
        let words = words_of(mail);
        let told = day_of(mail)?;
        let named = amounts(&mail.text);
        let is_now = |amount: &Money| amount.micros == price.micros;
        let to = named
            .iter()
            .find(|amount| amount.micros > price.micros && amount.micros < price.micros.saturating_mul(2))?;
        if !words.say(SIGNS) || !named.iter().any(is_now) || days_between(told, bill.latest.day) > 60 {
            return None;
        }
        let since =
            days(&mail.text, told).into_iter().find(|day| *day >= told).or_else(|| bill.series.next(scene.today))?;
        (since >= scene.today).then(|| {
            let evidence = vec![bill.latest.record.clone(), mail.record.clone()];
            let steps = vec![
                Step::of(&bill.latest.record, said(bill.latest.day, scene.today), price.to_string()),
                Step::of(&mail.record, format!("Announced for {}", said(since, scene.today)), to.to_string()),
            ];
            rise(scene, bill, nth, (&price, &price.with(to.micros)), since, evidence, steps)
        })
    })
}

fn rise(
    scene: &Scene<'_>,
    bill: &Bill<'_>,
    nth: usize,
    (from, to): (&Money, &Money),
    since: Date,
    evidence: Vec<RecordId>,
    mut reckoning: Vec<Step>,
) -> Finding {
    let (name, cadence) = (&bill.merchant.name, bill.cadence());
    let more = to.with(to.micros.saturating_sub(from.micros));
    let year = more.with(more.micros.saturating_mul(cadence.a_year()));
    let share = more.micros.saturating_mul(100).checked_div(from.micros).unwrap_or_default();
    reckoning.push(Step::new("More", format!("{to} − {from} = {more} ({share} %)")));
    if cadence != Cadence::Yearly {
        reckoning.push(Step::new("More a year", format!("{} × {more} = {year}", cadence.a_year())));
    }
    let mut finding_key = key("price-rise", bill, nth);
    finding_key.push(to.decimal());
    let body = format!(
        "Hello,\n\nyou have raised the price from {from} to {to} as of {}. Please tell me which cheaper plan you \
         offer, or else cancel my contract at the earliest date.\n",
        dated(since)
    );
    let payload = MoneyCard::PriceRise {
        merchant: name.clone(),
        from: from.decimal(),
        to: to.decimal(),
        currency: to.currency.clone(),
        cadence: cadence.name(),
        since,
    };
    let news = scene.ago(since) <= 62;
    Finding {
        key: finding_key,
        summary: format!(
            "{name} went from {from} to {to} on {}. That is {year} more a year.",
            said(since, scene.today)
        ),
        reckoning,
        evidence,
        urgency: if news { Urgency::Medium } else { Urgency::Low },
        due: scene.at(since),
        utility: if news { 0.7 } else { 0.4 },
        actions: scene.reach(bill.merchant, "Price rise", &body),
        about: bill.merchant.key.clone(),
        wrong: not_a_subscription(name),
        ..Finding::new(payload.into(), short(&format!("{name} costs {more} more {}", cadence.each()), 60))
    }
}

/// One that shows no use for two of its periods, though it did before and others do.
fn unused(scene: &Scene<'_>, bill: &Bill<'_>, nth: usize) -> Option<Finding> {
    if bill.says.biller || bill.says.habit || bill.paid.len() < 3 {
        return None;
    }
    let since = plus_days(scene.today, -bill.cadence().days().saturating_mul(2).max(60));
    let (last, record) = last_use(scene, bill, since)?;
    let (price, name) = (bill.price(), &bill.merchant.name);
    let charged: Vec<&crate::profile::life::Payment> =
        bill.paid.iter().copied().filter(|paid| paid.day > last).collect();
    let sum = price.with(charged.iter().map(|paid| paid.amount.size().micros).fold(0, i64::saturating_add));
    let payload = MoneyCard::Unused {
        merchant: name.clone(),
        amount: price.decimal(),
        currency: price.currency.clone(),
        cadence: bill.cadence().name(),
        since: last,
    };
    let mut evidence = vec![record.clone()];
    evidence.extend(charged.iter().map(|paid| paid.record.clone()));
    let body = "Hello,\n\nplease cancel my contract with you at the earliest date, and confirm it in writing.\n";
    Some(Finding {
        key: key("unused", bill, nth),
        summary: format!("The last sign of use is of {}. Since then it has cost {sum}.", said(last, scene.today)),
        reckoning: vec![
            Step::of(record, "Last mail or visit", said(last, scene.today)),
            Step::new("Charged since", format!("{} times, {sum}", charged.len())),
            Step::new("A year", bill.a_year().to_string()),
        ],
        evidence,
        utility: 0.6,
        actions: scene.reach(bill.merchant, "Cancellation", body),
        about: bill.merchant.key.clone(),
        wrong: wrong("I use it", "not-a-subscription", format!("{name} is not to be watched.")),
        ..Finding::new(payload.into(), short(&format!("Do you still use {name}?"), 60))
    })
}

/// The last sign of use, where there were enough of a kind to miss them, and none since a day from which there are other
/// pages visited, or other mails: visits, and mails that are no newsletter and name no price.
fn last_use<'a>(scene: &Scene<'a>, bill: &Bill<'_>, since: Date) -> Option<(Date, &'a RecordId)> {
    const VISITS: usize = 2;
    const MAILS: usize = 4;
    let label = bill.merchant.key.split(' ').next().filter(|label| label.len() > 3)?;
    let day = |time: Option<crate::time::Time>| time.map(crate::time::Time::date);
    let theirs = scene.visits.iter().filter(|visit| visit.host.contains(label));
    let visits: Vec<(Date, &RecordId)> = theirs.filter_map(|visit| Some((day(visit.time)?, &visit.record))).collect();
    let says_use = |mail: &&Mail| !mail.bulk && amounts(&mail.text).is_empty();
    let mails = scene.post.from(bill.merchant).into_iter().filter(says_use);
    let mails: Vec<(Date, &RecordId)> = mails.filter_map(|mail| Some((day_of(mail)?, &mail.record))).collect();
    let is_new = |time: Option<crate::time::Time>| day(time).is_some_and(|day| day >= since);
    let told = (visits.len() >= VISITS && scene.visits.iter().any(|visit| is_new(visit.time)))
        || (mails.len() >= MAILS && scene.mails.iter().any(|mail| !mail.sent && is_new(mail.time)));
    visits.into_iter().chain(mails).max().filter(|(last, _)| told && *last < since)
}

/// Pairs that do the same.
fn overlaps(scene: &Scene<'_>, live: &[&Bill<'_>]) -> Vec<Finding> {
    let mut found = Vec::new();
    let services: Vec<Option<&'static str>> = live.iter().map(|bill| lines::service(&bill.latest.descriptor)).collect();
    for (at, (one, service)) in live.iter().zip(&services).enumerate() {
        for (other, its) in live.iter().zip(&services).skip(at.saturating_add(1)) {
            let what = if one.merchant.key == other.merchant.key {
                Some("subscriptions")
                    .filter(|_| one.price() == other.price() && one.cadence() == other.cadence() && !one.says.biller)
            } else {
                service.filter(|_| service == its)
            };
            found.extend(what.and_then(|what| overlap(scene, one, other, what)));
        }
    }
    found
}

fn overlap(scene: &Scene<'_>, one: &Bill<'_>, other: &Bill<'_>, what: &'static str) -> Option<Finding> {
    if one.latest.amount.currency != other.latest.amount.currency || scene.taught("both-wanted", one.merchant) {
        return None;
    }
    let cheaper = if one.a_year().micros <= other.a_year().micros { one } else { other };
    let saved = cheaper.a_year();
    let names = [one.merchant.name.clone(), other.merchant.name.clone()];
    let title = if one.merchant.key == other.merchant.key {
        format!("{} is charged twice each time", one.merchant.name)
    } else {
        format!("Two {what}: {}", names.join(" and "))
    };
    let payload = MoneyCard::Overlap {
        merchants: names.to_vec(),
        what,
        amount: saved.decimal(),
        currency: saved.currency.clone(),
    };
    let both = evidence(one).into_iter().chain(evidence(other)).collect();
    let [first, second] = names;
    Some(Finding {
        key: vec!["overlap".to_owned(), one.merchant.key.clone(), other.merchant.key.clone()],
        summary: format!("Without {} you would pay {saved} a year less.", cheaper.merchant.name),
        reckoning: vec![
            Step::of(&one.latest.record, first.clone(), format!("{} a year", one.a_year())),
            Step::of(&other.latest.record, second.clone(), format!("{} a year", other.a_year())),
            Step::new("The cheaper of the two", saved.to_string()),
        ],
        evidence: both,
        utility: 0.6,
        actions: scene.reach(
            cheaper.merchant,
            "Cancellation",
            "Hello,\n\nplease cancel my contract with you at the earliest date, and confirm it in writing.\n",
        ),
        about: one.merchant.key.clone(),
        wrong: wrong("I want both", "both-wanted", format!("{first} and {second} are both wanted.")),
        ..Finding::new(payload.into(), short(&title, 60))
    })
}
