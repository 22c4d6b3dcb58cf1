//! Charges that should not be: the same twice, and what the bank takes for itself.

use std::collections::BTreeMap;

use super::{
    Scene,
    bills::Bill,
    cadence::{Cadence, days_between},
    dated, lines,
    post::{amounts, day_of},
    said, short, wrong,
};
use crate::{
    missions::{
        card::{Finding, Step, Urgency},
        payload::money::MoneyCard,
    },
    profile::life::{Mail, Payment},
};

/// The second of two comes within so many days.
const NEAR: i32 = 3;
/// … or of what is charged by the month and more seldom, within so many.
const NEAR_DUE: i32 = 10;
/// For so many days a charge can be disputed, about.
const OPEN: i32 = 366;
/// So many equal purchases on other days are a habit.
const HABIT: usize = 3;

/// All of it.
pub fn find(scene: &Scene<'_>, bills: &[Bill<'_>]) -> Vec<Finding> {
    let mut found = doubles(scene, bills);
    found.extend(fees(scene));
    found
}

fn doubles(scene: &Scene<'_>, bills: &[Bill<'_>]) -> Vec<Finding> {
    let mut groups: BTreeMap<(&str, &str, &str, i64), Vec<&Payment>> = BTreeMap::new();
    for paid in scene.payments.iter().filter(|paid| paid.amount.micros < 0) {
        let key =
            (paid.merchant.key.as_str(), paid.account.as_str(), paid.amount.currency.as_str(), paid.amount.micros);
        groups.entry(key).or_default().push(paid);
    }
    let mut found = Vec::new();
    for group in groups.values().filter(|group| group.len() > 1) {
        let Some(last) = group.last().filter(|last| scene.ago(last.day) <= OPEN) else { continue };
        let same = |bill: &&Bill<'_>| {
            bill.merchant.key == last.merchant.key
                && bill.paid.iter().any(|paid| paid.amount == last.amount && paid.account == last.account)
        };
        let theirs: Vec<&Bill<'_>> = bills.iter().filter(same).collect();
        let near = match theirs.as_slice() {
            [bill] if bill.cadence() >= Cadence::Monthly => NEAR_DUE,
            _ => NEAR,
        };
        let runs: Vec<&[&Payment]> = group.chunk_by(|one, other| days_between(one.day, other.day) <= near).collect();
        let pairs: Vec<(&Payment, &Payment)> =
            runs.iter().filter_map(|run| if let [one, other] = run { Some((*one, *other)) } else { None }).collect();
        let [(one, other)] = pairs.as_slice() else { continue };
        if scene.ago(other.day) > OPEN {
            continue;
        }
        let pair = [&one.record, &other.record];
        let regular = theirs.iter().any(|bill| bill.paid.iter().any(|paid| pair.contains(&&paid.record)));
        let says = lines::line(&one.descriptor);
        let habit = says.habit && (runs.len() > 1 || is_usual(one.amount.micros.saturating_abs()));
        let whim = habit || says.moved || says.fee || (!regular && runs.len() > HABIT);
        if whim || scene.taught("two-purchases", &one.merchant) || came_back(scene, other) || are_two(scene, one) {
            continue;
        }
        found.push(double(scene, one, other));
    }
    found
}

/// Whether a habit costs this twice a day at times: little, or a round sum. No two baskets come to 42.17.
fn is_usual(micros: i64) -> bool {
    const LITTLE: i64 = 20_000_000;
    const ROUND: i64 = 500_000;
    micros < LITTLE || micros % ROUND == 0
}

/// Whether two mails of that day tell of this amount in the same words and with other numbers: two tickets, not one twice.
fn are_two(scene: &Scene<'_>, paid: &Payment) -> bool {
    let told = scene.post.from(&paid.merchant).into_iter().filter(|mail| {
        let near = day_of(mail).is_some_and(|day| days_between(day, paid.day).abs() <= 1);
        near && amounts(&mail.text).iter().any(|amount| amount.micros == -paid.amount.micros)
    });
    let plain = |mail: &Mail| mail.subject.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let told: Vec<&Mail> = told.collect();
    told.iter()
        .zip(told.iter().skip(1))
        .any(|(one, other)| plain(one) == plain(other) && (one.subject != other.subject || one.text != other.text))
}

/// Whether the merchant, or the bank, gave one of them back.
fn came_back(scene: &Scene<'_>, paid: &Payment) -> bool {
    scene.payments.iter().any(|credit| {
        credit.amount.micros == -paid.amount.micros
            && credit.amount.currency == paid.amount.currency
            && credit.merchant.key == paid.merchant.key
            && (0..=120).contains(&days_between(paid.day, credit.day))
    })
}

fn double(scene: &Scene<'_>, one: &Payment, other: &Payment) -> Finding {
    let (amount, name) = (one.amount.size(), &one.merchant.name);
    let days = days_between(one.day, other.day);
    let apart = match days {
        0 => "on the same day".to_owned(),
        1 => "a day apart".to_owned(),
        _ => format!("{days} days apart"),
    };
    let payload = MoneyCard::DoubleCharge {
        merchant: name.clone(),
        amount: amount.decimal(),
        currency: amount.currency.clone(),
        date: other.day,
    };
    let (first, second) = (dated(one.day), dated(other.day));
    let on = if first == second { first } else { format!("{first} and {second}") };
    let body = format!(
        "Hello,\n\nmy account was charged {amount} twice, on {on}, for what I bought once. Please refund one of the two.\n"
    );
    let fresh = scene.ago(other.day) <= 60;
    Finding {
        key: vec!["double-charge".to_owned(), one.record.to_string(), other.record.to_string()],
        summary: format!("{name} charged {amount} twice, {apart}, and gave none of it back."),
        reckoning: vec![
            Step::of(&one.record, said(one.day, scene.today), amount.to_string()),
            Step::of(&other.record, said(other.day, scene.today), amount.to_string()),
            Step::new("Returned since", "nothing"),
        ],
        evidence: vec![one.record.clone(), other.record.clone()],
        urgency: if fresh { Urgency::High } else { Urgency::Low },
        due: scene.at(other.day),
        utility: if fresh { 0.9 } else { 0.5 },
        actions: scene.reach(&one.merchant, "Charged twice", &body),
        about: one.merchant.key.clone(),
        wrong: wrong("I bought it twice", "two-purchases", format!("Two equal charges of {name} are two purchases.")),
        ..Finding::new(payload.into(), short(&format!("{name} charged {amount} twice"), 60))
    }
}

/// What the bank took for itself within a year, by what it calls it.
fn fees(scene: &Scene<'_>) -> Vec<Finding> {
    let mut kinds: BTreeMap<(&str, &str), Vec<&Payment>> = BTreeMap::new();
    for paid in scene.payments.iter().filter(|paid| paid.amount.micros < 0 && scene.ago(paid.day) <= 365) {
        if lines::is_fee(&paid.descriptor) {
            kinds.entry((&paid.merchant.key, &paid.amount.currency)).or_default().push(paid);
        }
    }
    kinds.into_values().filter_map(|all| fee(scene, &all)).collect()
}

fn fee(scene: &Scene<'_>, all: &[&Payment]) -> Option<Finding> {
    let latest = all.last()?;
    let sum = latest.amount.with(all.iter().map(|paid| paid.amount.size().micros).fold(0, i64::saturating_add));
    let name = &latest.merchant.name;
    let payload = MoneyCard::Fee {
        merchant: name.clone(),
        amount: sum.decimal(),
        currency: sum.currency.clone(),
        times: all.len(),
        date: latest.day,
    };
    let times = if all.len() == 1 { "Once".to_owned() } else { format!("{} times", all.len()) };
    let shown = all.iter().rev().take(6).rev();
    let mut reckoning: Vec<Step> =
        shown.map(|paid| Step::of(&paid.record, said(paid.day, scene.today), paid.amount.size().to_string())).collect();
    reckoning.push(Step::new("Within a year", format!("{times}, {sum}")));
    Some(Finding {
        key: vec!["fee".to_owned(), latest.merchant.key.clone(), latest.amount.currency.clone()],
        summary: format!("{times} within a year, the last on {}.", said(latest.day, scene.today)),
        reckoning,
        evidence: all.iter().map(|paid| paid.record.clone()).collect(),
        utility: 0.4,
        actions: scene.reach(
            &latest.merchant,
            "Your fee",
            "Hello,\n\nplease tell me why you charge this fee, and which account of yours goes without it.\n",
        ),
        about: latest.merchant.key.clone(),
        wrong: wrong("That is all right", "fee-accepted", format!("The fee {name} is accepted.")),
        ..Finding::new(payload.into(), short(&format!("Your bank took {sum}: {name}"), 60))
    })
    .filter(|_| !scene.taught("fee-accepted", &latest.merchant))
}

#[cfg(test)]
mod tests {
    use super::is_usual;

    #[test]
    fn two_coffees_are_usual_and_two_equal_baskets_are_not() {
        for (micros, usual) in [(3_400_000, true), (42_170_000, false), (42_500_000, true), (19_990_000, true)] {
            assert_eq!(is_usual(micros), usual, "{micros}");
        }
    }
}
