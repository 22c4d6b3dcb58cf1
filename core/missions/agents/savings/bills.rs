//! The charges of a life that come back, by merchant: what may be one goes to `series`, what a line or a mail says of it
//! decides where the rhythm leaves it open.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{
    People,
    amounts::{Steadiness, apart},
    cadence::{Cadence, days_between},
    lines::{Says, Words, line, speaks_of_renewal},
    post::{Post, amounts, day_of, words_of},
    series::{Charge, Known, Series, series},
};
use crate::{
    order,
    profile::life::{Mail, Merchant, Money, Payment},
};

/// Something that is paid for again and again.
#[derive(Debug, Clone)]
pub struct Bill<'a> {
    /// To whom.
    pub merchant: &'a Merchant,
    /// When and how much.
    pub series: Series,
    /// Its payments, as in [`Series::charges`].
    pub paid: Vec<&'a Payment>,
    /// The newest of them.
    pub latest: &'a Payment,
    /// What its lines say.
    pub says: Says,
}

impl Bill<'_> {
    /// How often it is charged.
    pub fn cadence(&self) -> Cadence {
        self.series.grid.cadence
    }

    /// What was charged last.
    pub fn price(&self) -> Money {
        self.latest.amount.size()
    }

    /// What that makes a year.
    pub fn a_year(&self) -> Money {
        let price = self.price();
        price.with(price.micros.saturating_mul(self.cadence().a_year()))
    }
}

/// Payments to one merchant in one currency, oldest first.
type Group<'a> = Vec<&'a Payment>;

/// Everything that is paid again and again, ended ones too. `people` are no businesses.
pub fn bills<'a>(payments: &'a [Payment], post: &Post<'a>, people: &People) -> Vec<Bill<'a>> {
    let moves = Moves::of(payments);
    let mut groups: BTreeMap<(&str, &str), Group<'a>> = BTreeMap::new();
    for payment in payments.iter().filter(|payment| payment.amount.micros < 0) {
        groups.entry((&payment.merchant.key, &payment.amount.currency)).or_default().push(payment);
    }
    let mut found = Vec::new();
    let mut left: BTreeMap<(&str, &str), (Vec<&str>, Group<'a>)> = BTreeMap::new();
    for ((key, currency), group) in groups {
        let Some(says) = group.last().map(|newest| line(&newest.descriptor)) else { continue };
        if says.moved || says.fee || people.has(key) || moves.hold(&group) {
            continue;
        }
        let mails = post.from(&group.last().map(|newest| newest.merchant.clone()).unwrap_or_default());
        let told = mails.iter().rev().filter(|mail| !mail.bulk).take(12).any(|mail| tells_of(mail, &group));
        let says = Says { subscription: says.subscription || told, ..says };
        let mut own = of_group(&group, says);
        if own.is_empty() {
            own = by_account(&group, says);
        }
        if own.is_empty() {
            own.extend(told_by_mail(&group, &mails, says));
        }
        if own.is_empty() && group.len() < 24 {
            let word = key.split(' ').next().unwrap_or_default();
            let entry = left.entry((word, currency)).or_default();
            entry.0.push(key);
            entry.1.extend(group);
        }
        found.extend(own);
    }
    // Lines of one merchant that are written in ways that nobody can tell to be of one: their rhythm tells it.
    for ((word, _), (keys, mut group)) in left {
        if keys.len() > 1 && word.len() > 3 {
            order::by_key(&mut group, |payment| (payment.day, payment.record.clone()));
            let says = group.last().map(|newest| line(&newest.descriptor)).unwrap_or_default();
            let steady = of_group(&group, says).into_iter();
            found.extend(steady.filter(|bill| bill.series.steadiness != Steadiness::Varying && bill.paid.len() > 2));
        }
    }
    order::by_key(&mut found, |bill| (bill.merchant.key.clone(), bill.latest.record.clone()));
    found
}

fn of_group<'a>(group: &[&'a Payment], says: Says) -> Vec<Bill<'a>> {
    let charges = group.iter().zip(0..).map(|(payment, at)| Charge {
        day: payment.day,
        micros: payment.amount.micros.saturating_abs(),
        at,
    });
    let Says { habit, biller, mandated, subscription, .. } = says;
    let known = Known { habit, biller, subscription, mandated };
    let found = series(&charges.collect::<Vec<_>>(), known).into_iter();
    found
        .filter_map(|series| {
            let paid: Vec<&Payment> =
                series.charges.iter().filter_map(|(_, charge)| group.get(charge.at).copied()).collect();
            let latest = *paid.last()?;
            Some(Bill { merchant: &latest.merchant, series, paid, latest, says })
        })
        .collect()
}

/// Each of the person's accounts by itself: the same is paid from two.
fn by_account<'a>(group: &[&'a Payment], says: Says) -> Vec<Bill<'a>> {
    let mut accounts: BTreeMap<&str, Group<'a>> = BTreeMap::new();
    for payment in group {
        accounts.entry(&payment.account).or_default().push(payment);
    }
    if accounts.len() < 2 { Vec::new() } else { accounts.values().flat_map(|group| of_group(group, says)).collect() }
}

/// Whether a mail speaks of a subscription at an amount that was charged.
fn tells_of(mail: &Mail, group: &[&Payment]) -> bool {
    let charged = |amount: &Money| group.iter().rev().take(24).any(|paid| is_for(paid, amount));
    amounts(&mail.text).iter().any(charged) && speaks_of_renewal(&words_of(mail))
}

fn is_for(paid: &Payment, amount: &Money) -> bool {
    let currencies = [paid.amount.currency.as_str(), amount.currency.as_str()];
    apart(paid.amount.micros.saturating_abs(), amount.micros) <= 4
        && (currencies.contains(&"") || currencies.first() == currencies.last())
}

/// One charge alone, where a mail of the same days says that it comes back, and how often.
fn told_by_mail<'a>(group: &[&'a Payment], mails: &[&Mail], says: Says) -> Option<Bill<'a>> {
    let latest = *group.last()?;
    mails.iter().rev().filter(|mail| !mail.bulk).find_map(|mail| {
        let near = days_between(latest.day, day_of(mail)?).abs() <= 5;
        if !near || !amounts(&mail.text).iter().any(|amount| is_for(latest, amount)) {
            return None;
        }
        let words = words_of(mail);
        let cadence = told_cadence(&words).filter(|_| words.say(AGREED_BY_MAIL))?;
        let charge = Charge { day: latest.day, micros: latest.amount.micros.saturating_abs(), at: 0 };
        let series = Series::of_one(charge, cadence);
        Some(Bill { merchant: &latest.merchant, series, paid: vec![latest], latest, says })
    })
}

const AGREED_BY_MAIL: &str = "subscription|membership|abonnement|abo|suscripcion|abbonamento|assinatura|mitgliedschaft|\
    renews|next payment|next billing|verlangert sich|nachste zahlung|prochain prelevement|proximo cobro|proximo pago|\
    prossimo addebito|plan";

fn told_cadence(words: &Words) -> Option<Cadence> {
    const TOLD: [(Cadence, &str); 4] = [
        (
            Cadence::Yearly,
            "annual|annually|yearly|a year|per year|12 months|jahrlich|jahresabo|pro jahr|annuel|annuelle|par an|anual|\
                al ano|annuale|all anno|jaarlijks|per jaar|por ano",
        ),
        (Cadence::HalfYearly, "every six months|6 months|halbjahrlich|semestriel|semestral|semestrale|halfjaarlijks"),
        (
            Cadence::Quarterly,
            "quarterly|every three months|3 months|vierteljahrlich|trimestriel|trimestral|trimestrale",
        ),
        (
            Cadence::Monthly,
            "monthly|a month|per month|one month|monatlich|pro monat|mensuel|par mois|mensual|al mes|mensile|al mese|\
                maandelijks|per maand|mensal|por mes",
        ),
    ];
    TOLD.into_iter().find(|(_, list)| words.say(list)).map(|(cadence, _)| cadence)
}

/// Money that came in, for telling what only moved from one account to another.
struct Moves<'a>(BTreeMap<(i64, &'a str), Vec<(Date, &'a str)>>);

impl<'a> Moves<'a> {
    fn of(payments: &'a [Payment]) -> Self {
        let mut moves: BTreeMap<(i64, &str), Vec<(Date, &str)>> = BTreeMap::new();
        for payment in payments.iter().filter(|payment| payment.amount.micros > 0) {
            let key = (payment.amount.micros, payment.amount.currency.as_str());
            moves.entry(key).or_default().push((payment.day, &payment.account));
        }
        Self(moves)
    }

    /// Whether most of these payments came in again on another account.
    fn hold(&self, group: &[&Payment]) -> bool {
        let arrived = group.iter().filter(|paid| {
            let arrivals = self.0.get(&(paid.amount.micros.saturating_neg(), paid.amount.currency.as_str()));
            arrivals
                .into_iter()
                .flatten()
                .any(|(day, account)| *account != paid.account && days_between(paid.day, *day).abs() <= 3)
        });
        arrived.count().saturating_mul(2) > group.len()
    }
}
