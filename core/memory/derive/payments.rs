//! Payments that come back: what is paid every week, month or year, and by whom the person is paid.

use std::collections::BTreeMap;

use super::{Candidate, RecordId, Tier, about_you, note};
use crate::{ingest::extract::is_city, order, record::Record, time::Time};

/// One payment.
#[derive(Debug)]
struct Payment {
    time: Time,
    /// Hundredths, negative when money went out.
    cents: i64,
    currency: Option<String>,
    id: RecordId,
}

#[derive(Debug, Default)]
pub(super) struct Payments {
    by_party: BTreeMap<String, Vec<Payment>>,
}

/// How often something is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rhythm {
    Month,
    Year,
}

impl Rhythm {
    /// The days between two payments, at least and at most; banks do not book on every day.
    fn days(self) -> (i64, i64) {
        match self {
            Self::Month => (26, 36),
            Self::Year => (350, 380),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

impl Payments {
    pub fn add(&mut self, record: &Record) {
        let (Some(text), Some(amount), Some(time)) = (&record.descriptor, &record.amount, record.time) else { return };
        let (Some(cents), Some(party)) = (cents(amount), party(text)) else { return };
        let payment = Payment { time, cents, currency: record.currency.clone(), id: record.id.clone() };
        self.by_party.entry(party).or_default().push(payment);
    }

    pub fn candidates(self, newest: Option<Time>) -> Vec<Candidate> {
        let mut found = Vec::new();
        for (party, mut payments) in self.by_party {
            order::by_key(&mut payments, |payment| payment.time);
            let (paid, earned): (Vec<_>, Vec<_>) = payments.into_iter().partition(|payment| payment.cents < 0);
            found.extend(recurring(&party, &paid, newest));
            found.extend(salary(&party, &earned, newest));
        }
        found
    }
}

/// `-12.50` → -1250
fn cents(amount: &str) -> Option<i64> {
    let (whole, rest) = amount.split_once('.').unwrap_or((amount, "00"));
    let negative = whole.starts_with('-');
    let rest: i64 = format!("{rest:0<2}").get(..2)?.parse().ok()?;
    let whole: i64 = whole.trim_start_matches(['-', '+']).parse().ok()?;
    let cents = whole.checked_mul(100)?.checked_add(rest)?;
    Some(if negative { -cents } else { cents })
}

/// Legal forms behind a company's name.
const LEGAL: [&str; 10] = ["PLC", "LTD", "LIMITED", "GMBH", "AG", "INC", "SARL", "SA", "BV", "AB"];

/// Whom a bank's line names: without how it was paid, numbers and towns behind numbers.
fn party(text: &str) -> Option<String> {
    const HOW: [&str; 34] = [
        "CARD PAYMENT TO",
        "CONTACTLESS",
        "DIRECT DEBIT",
        "STANDING ORDER",
        "FASTER PAYMENT RECEIVED",
        "FASTER PAYMENT",
        "BILL PAYMENT TO",
        "PAYMENT TO",
        "SEPA-LASTSCHRIFT",
        "LASTSCHRIFT",
        "DAUERAUFTRAG",
        "VISA",
        "MAESTRO",
        "POS",
        "SUMUP *",
        "SQ *",
        "PAYPAL *",
        "GOOGLE *",
        "DD",
        "SO",
        "DEB",
        "KARTENZAHLUNG",
        "CARD PURCHASE",
        "BILL PAYMENT",
        "RECURRING",
        "PRLV SEPA",
        "PRLV",
        "RECIBO",
        "ADEUDO",
        "ADDEBITO",
        "ACH",
        "VIA",
        "TO",
        "FROM",
    ];
    let mut rest = text.trim();
    while let Some(behind) = HOW.iter().find_map(|how| {
        rest.strip_prefix(how)
            .filter(|behind| behind.is_empty() || how.ends_with('*') || behind.starts_with([' ', ':']))
    }) {
        rest = behind.trim_start_matches([' ', ':']);
    }
    let plain = rest.split_whitespace().take_while(|word| !word.contains(|c: char| c.is_ascii_digit()));
    let mut words: Vec<&str> = plain.take(5).collect();
    if let Some(first) = words.first_mut() {
        *first = first.split_once('/').map_or(*first, |(name, _)| name);
    }
    // The town and the legal form say nothing of who it is, unless nothing else is left.
    while words.len() > 1 && words.last().is_some_and(|last| LEGAL.contains(last) || (words.len() > 2 && is_city(last)))
    {
        words.pop();
    }
    let party = words.join(" ");
    (party.chars().filter(|c| c.is_alphabetic()).count() >= 3).then_some(party)
}

/// Whether the payments come with `rhythm` and of like amounts: one may be missing, none may come in between.
fn is_regular(payments: &[Payment], rhythm: Rhythm) -> bool {
    let (least, most) = rhythm.days();
    let needed = if rhythm == Rhythm::Month { 3 } else { 2 };
    let gaps = payments.windows(2).filter_map(|pair| {
        let [one, other] = pair else { return None };
        Some((other.time.unix_seconds() - one.time.unix_seconds()) / 86_400)
    });
    let mut missing = 0;
    for gap in gaps {
        if gap >= least * 2 && gap <= most * 2 {
            missing += 1;
        } else if gap < least || gap > most {
            return false;
        }
    }
    let mut amounts: Vec<i64> = payments.iter().map(|payment| payment.cents.abs()).collect();
    order::by(&mut amounts, Ord::cmp);
    let (low, high) = (amounts.first().copied().unwrap_or_default(), amounts.last().copied().unwrap_or_default());
    payments.len() >= needed && missing <= 1 && low > 0 && high * 100 <= low * 135
}

fn recurring(party: &str, payments: &[Payment], newest: Option<Time>) -> Option<Candidate> {
    let rhythm = [Rhythm::Month, Rhythm::Year].into_iter().find(|rhythm| is_regular(payments, *rhythm))?;
    let last = payments.last()?;
    let (relation, context) = kind(party)?;
    let who = title(party);
    let said = match relation {
        "insured-with" => format!("You are insured with {who} and pay {} a {}.", money(last), rhythm.name()),
        "energy-provider" => format!("Your energy comes from {who}; you pay {} a {}.", money(last), rhythm.name()),
        "mobile-provider" => format!("Your phone is with {who}; you pay {} a {}.", money(last), rhythm.name()),
        _ => format!("You pay {who} {} a {}.", money(last), rhythm.name()),
    };
    let mut candidate = about_you(relation, &who, said, context)?;
    candidate.tier = Tier::Sensitive;
    candidate.confidence = if payments.len() >= 5 { 0.95 } else { 0.85 };
    candidate.valid_from = payments.first().map(|payment| payment.time);
    // Two of its rhythms without a payment: it has ended.
    let ended =
        newest.is_some_and(|newest| newest.unix_seconds() - last.time.unix_seconds() > rhythm.days().1 * 2 * 86_400);
    candidate.valid_to = ended.then_some(last.time);
    payments.iter().for_each(|payment| note(&mut candidate.sources, &payment.id));
    candidate.extractor = "payments@1".to_owned();
    Some(candidate)
}

/// What paying a party regularly says; nothing for money that only moves between the person's own pots.
fn kind(party: &str) -> Option<(&'static str, &'static str)> {
    const NONE: [&str; 12] = [
        "TRANSFER",
        "SAVINGS",
        "SAVING",
        "POT",
        "CREDIT CARD",
        "ACCOUNT FEE",
        "NON-STERLING",
        "ATM",
        "CASH",
        "UMBUCHUNG",
        "ÜBERTRAG",
        "FEE",
    ];
    const KINDS: [(&str, &[&str]); 5] = [
        (
            "insured-with",
            &["INSURANCE", "VERSICHERUNG", "ASSURANCE", "SEGUROS", "ASSICURAZIONI", "VERZEKERING", "FÖRSÄKRING"],
        ),
        (
            "energy-provider",
            &["ENERGY", "ENERGIE", "STROM", "STADTWERKE", "ELECTRIC", "POWER", "ENEL", "ENGIE", "IBERDROLA"],
        ),
        (
            "mobile-provider",
            &[
                "GIFFGAFF",
                "VODAFONE",
                "O2",
                "EE LIMITED",
                "TELEKOM",
                "ORANGE",
                "MOVISTAR",
                "TIM",
                "TELE2",
                "TELIA",
                "MOBILE",
                "MOBILFUNK",
            ],
        ),
        ("rent", &["LETTINGS", "RENT", "MIETE", "LOYER", "ALQUILER", "AFFITTO", "HUUR", "HYRA"]),
        ("recurring-payment", &["COUNCIL", "WATER", "TAX", "RUNDFUNK", "LICENCE", "MORTGAGE", "LOAN", "KREDIT"]),
    ];
    let upper = party.to_uppercase();
    let says = |sign: &&&str| {
        upper.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == **sign)
            || (sign.contains(' ') && upper.contains(**sign))
    };
    if NONE.iter().any(|sign| says(&sign)) {
        return None;
    }
    let known = KINDS.iter().find(|(_, signs)| signs.iter().any(|sign| says(&sign)));
    Some((known.map_or("subscription", |(relation, _)| relation), "finance"))
}

/// Who pays the person every month for their work.
fn salary(party: &str, payments: &[Payment], newest: Option<Time>) -> Vec<Candidate> {
    const WORDS: [&str; 16] = [
        "SALARY",
        "PAYROLL",
        "WAGES",
        "LOHN",
        "GEHALT",
        "BEZÜGE",
        "SALAIRE",
        "NOMINA",
        "NÓMINA",
        "STIPENDIO",
        "SALARIS",
        "LÖN",
        "LØN",
        "PLAT",
        "WYNAGRODZENIE",
        "LOHN/GEHALT",
    ];
    let is_word = |word: &str| WORDS.contains(&word.to_uppercase().as_str());
    let Some(last) = payments.last().filter(|_| party.split(' ').any(is_word)) else { return Vec::new() };
    let who = title(&party.split(' ').filter(|word| !is_word(word)).collect::<Vec<_>>().join(" "));
    if payments.len() < 2 || who.is_empty() {
        return Vec::new();
    }
    let ended = newest.is_some_and(|newest| newest.unix_seconds() - last.time.unix_seconds() > 75 * 86_400);
    let employer = about_you("employer", &who, format!("You work for {who}."), "work");
    let pay = about_you(
        "salary",
        &format!("{} a month", money(last)),
        format!("{who} pays you {} a month.", money(last)),
        "finance",
    );
    let pay = pay.filter(|_| is_regular(payments, Rhythm::Month));
    let found = [(employer, Tier::Sensitive), (pay, Tier::Private)].into_iter().filter_map(|(candidate, tier)| {
        let mut candidate = candidate?;
        candidate.tier = tier;
        candidate.confidence = 0.95;
        candidate.valid_from = payments.first().map(|payment| payment.time);
        candidate.valid_to = ended.then_some(last.time);
        payments.iter().for_each(|payment| note(&mut candidate.sources, &payment.id));
        candidate.extractor = "payments@1".to_owned();
        Some(candidate)
    });
    found.collect()
}

/// `OCTOPUS ENERGY` → `Octopus Energy`; what has small letters stays as it is.
fn title(party: &str) -> String {
    if party.chars().any(char::is_lowercase) {
        return party.to_owned();
    }
    let words = party.split(' ').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_string() + &letters.as_str().to_lowercase()).unwrap_or_default()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// `£84.00`, `84.00 SEK`
fn money(payment: &Payment) -> String {
    let cents = payment.cents.abs();
    let amount = format!("{}.{:02}", cents / 100, cents % 100);
    match payment.currency.as_deref() {
        Some("GBP") => format!("£{amount}"),
        Some("EUR") => format!("€{amount}"),
        Some("USD") => format!("${amount}"),
        Some(currency) => format!("{amount} {currency}"),
        None => amount,
    }
}
