//! Diagnostic: what is missing, what is odd, and what the records say of the person. It reads everything and only tells.

use std::collections::BTreeMap;

use jiff::{civil::Date, tz::TimeZone};

use super::words;
use crate::{
    missions::{
        card::{AgentName, Does, Finding, Offer, Step, Wrong},
        error::Refused,
        feedback::Lessons,
        hands::{Hands, Level},
        payload::life::LifeCard,
    },
    profile::{
        SegmentScore,
        ikigai::{Dimension, Ikigai},
        life::{Mail, Money, Payment},
        taxonomy,
    },
    record::RecordId,
    unicode::fold,
};

/// Records are old after so many days.
const OLD: i64 = 35;
/// A month is dear from so many hundredths of the others on.
const DEAR: i64 = 140;
/// What the person says of an insight that is none.
const SO_WHAT: &str = "not-of-interest";

/// The agent.
pub struct Diagnostic;

/// What is told, and what is not.
struct View<'a> {
    lessons: &'a Lessons,
    today: Date,
    zone: &'a TimeZone,
}

impl super::Agent for Diagnostic {
    fn name(&self) -> AgentName {
        AgentName::Diagnostic
    }

    fn level(&self) -> Level {
        Level::Coordinated
    }

    fn look(&self, hands: &mut Hands<'_>) -> Result<Vec<Finding>, Refused> {
        let (payments, mails, events) = (hands.payments()?, hands.mails()?, hands.events()?);
        let (visits, contacts) = (hands.visits()?, hands.contacts()?);
        let (ikigai, segments) = (hands.ikigai()?, hands.segments()?);
        let view = View { lessons: hands.verdicts(), today: hands.today(), zone: hands.zone() };
        let here = [
            ("bank statements", !payments.is_empty(), "find subscriptions, fees and charges that came twice"),
            ("mail", !mails.is_empty(), "put your trips together and watch for refunds"),
            ("calendar", !events.is_empty(), "see birthdays, clashes and free evenings"),
            ("contacts", !contacts.is_empty(), "know whose birthday is when"),
            ("browser history", !visits.is_empty(), "find what you wanted to read"),
        ];
        let newest = [
            payments.last().map(|payment| payment.day),
            mails.iter().rev().find_map(|mail| mail.time).map(crate::time::Time::date),
            visits.iter().rev().find_map(|visit| visit.time).map(crate::time::Time::date),
        ];
        let newest = newest.into_iter().flatten().filter(|day| *day <= view.today).max();
        let mut found: Vec<Finding> = Vec::new();
        found.extend(view.missing(&here));
        found.extend(newest.and_then(|newest| view.old(newest)));
        found.extend(view.dear_month(payments));
        found.extend(view.loves(ikigai, segments));
        found.extend(view.hours(mails));
        found.retain(|finding| !view.lessons.says(SO_WHAT, &finding.about));
        Ok(found)
    }
}

fn good_to_know() -> Offer {
    Offer::new("Good to know", Does::Done)
}

fn bring(label: impl Into<String>) -> Vec<Offer> {
    vec![Offer::new(label, Does::Bring), good_to_know()]
}

impl View<'_> {
    /// An insight under its topic; it is said once for each `when`.
    fn insight(&self, topic: &str, when: &str, title: &str) -> Finding {
        Finding {
            key: vec![topic.to_owned(), when.to_owned()],
            about: topic.to_owned(),
            utility: 0.3,
            actions: vec![good_to_know()],
            wrong: vec![Wrong {
                label: "Not of interest".to_owned(),
                lesson: SO_WHAT.to_owned(),
                says: format!("You do not want to hear of this: {title}"),
            }],
            ..Finding::new(LifeCard::Insight { topic: topic.to_owned() }.into(), words::title(title))
        }
    }

    /// The first kind of evidence that is not here at all, once there is any.
    fn missing(&self, here: &[(&str, bool, &str)]) -> Option<Finding> {
        let (name, _, what) = here.iter().find(|(_, is, _)| !is)?;
        let known: Vec<String> = here.iter().filter(|(_, is, _)| *is).map(|(name, _, _)| (*name).to_owned()).collect();
        if known.is_empty() {
            return None;
        }
        Some(Finding {
            summary: format!("From your {name} OwnYou can {what}. Nothing of it leaves this device."),
            reckoning: vec![Step::new("Brought in", words::list(&known)), Step::new("Not yet", (*name).to_owned())],
            utility: 0.4,
            actions: bring(format!("Bring in your {name}")),
            ..self.insight("missing", name, &format!("Add your {name}"))
        })
    }

    /// The newest record is of long ago.
    fn old(&self, newest: Date) -> Option<Finding> {
        let age = words::days(newest, self.today);
        (age > OLD).then(|| Finding {
            summary: "What is new since then is not here: bring in fresh exports of what you have imported.".to_owned(),
            reckoning: vec![
                Step::new("Newest record", words::day(newest, self.today)),
                Step::new("That was", words::ago(age)),
            ],
            utility: 0.5,
            actions: bring("Bring in what is new"),
            ..self.insight("old", &newest.to_string(), &format!("Your records end {}", words::ago(age)))
        })
    }

    /// The last whole month, if more went out in it than in those before.
    fn dear_month(&self, payments: &[Payment]) -> Option<Finding> {
        let mut months: BTreeMap<(String, i16, i8), i64> = BTreeMap::new();
        for payment in payments.iter().filter(|payment| payment.amount.micros < 0) {
            let month = (payment.amount.currency.clone(), payment.day.year(), payment.day.month());
            let sum = months.entry(month).or_default();
            *sum = sum.saturating_sub(payment.amount.micros);
        }
        let last = words::later(Date::new(self.today.year(), self.today.month(), 1).ok()?, -1);
        let ((currency, ..), spent) = months
            .iter()
            .filter(|((_, year, month), _)| (*year, *month) == (last.year(), last.month()))
            .max_by_key(|(_, spent)| **spent)?;
        let before: Vec<i64> = months
            .iter()
            .filter(|((other, year, month), _)| other == currency && (*year, *month) < (last.year(), last.month()))
            .map(|(_, spent)| *spent)
            .collect();
        let average = before.iter().sum::<i64>().checked_div(i64::try_from(before.len()).ok()?)?;
        if before.len() < 3 || spent.saturating_mul(100) < average.saturating_mul(DEAR) {
            return None;
        }
        let month = crate::time::day_of(last).split(' ').next_back().unwrap_or_default().to_owned();
        let money = |micros: i64| Money { micros, currency: currency.clone() }.to_string();
        let mut largest: Vec<&Payment> = payments
            .iter()
            .filter(|payment| (payment.day.year(), payment.day.month()) == (last.year(), last.month()))
            .filter(|payment| payment.amount.currency == *currency && payment.amount.micros < 0)
            .collect();
        crate::order::by_key(&mut largest, |payment| payment.amount.micros);
        largest.truncate(4);
        let mut reckoning = vec![
            Step::new(format!("Out in {month}"), money(*spent)),
            Step::new("In a month before, on average", money(average)),
        ];
        reckoning.extend(largest.iter().map(|payment| {
            Step::of(&payment.record, payment.merchant.name.clone(), payment.amount.size().to_string())
        }));
        reckoning.push(Step::new("More than usual", money(spent.saturating_sub(average))));
        Some(Finding {
            summary: format!(
                "{} went out, {} more than in a usual month.",
                money(*spent),
                money(spent.saturating_sub(average))
            ),
            reckoning,
            evidence: largest.iter().map(|payment| payment.record.clone()).collect(),
            utility: 0.45,
            expires: words::midnight(words::later(last, 32), self.zone),
            ..self.insight(
                "dear-month",
                &format!("{}-{}", last.year(), last.month()),
                &format!("{month} was dearer than usual"),
            )
        })
    }

    /// What the records say is loved.
    fn loves(&self, ikigai: &Ikigai, segments: &[SegmentScore]) -> Option<Finding> {
        let hobbies = ikigai
            .interests
            .hobbies
            .iter()
            .map(|told| (told.what.clone(), told.signals.first().map(|signal| signal.record.clone())));
        let interests = segments.iter().filter(|score| score.direct && score.records.len() >= 5).filter_map(|score| {
            let path = taxonomy::path(score.segment);
            (path.first() == Some(&"Interest"))
                .then(|| (path.last().copied().unwrap_or_default().to_owned(), score.records.first().cloned()))
        });
        let mut told: Vec<(String, Option<RecordId>)> = Vec::new();
        for (name, record) in hobbies.chain(interests) {
            if !told.iter().any(|(known, _)| fold(known) == fold(&name)) && told.len() < 3 {
                told.push((name, record));
            }
        }
        if told.len() < 3 {
            return None;
        }
        let names: Vec<String> = told.iter().map(|(name, _)| name.clone()).collect();
        // As many as a title has room for, whole.
        let titles =
            (1..=names.len()).rev().filter_map(|most| Some(format!("Your thing: {}", words::list(names.get(..most)?))));
        let title = titles.min_by_key(|title| words::title(title) != *title)?;
        let evidence = told.iter().filter_map(|(_, record)| record.clone()).collect();
        Some(Finding {
            summary: "It is what you come back to most, in mails, payments and pages. If that is wrong, say so in your profile.".to_owned(),
            reckoning: told.into_iter().map(|(name, record)| Step { record, ..Step::new("Again and again", name) }).collect(),
            evidence,
            dimensions: vec![Dimension::Interests],
            ..self.insight("loves", &fold(&names.join(" ")), &title)
        })
    }

    /// At which hour the person writes.
    fn hours(&self, mails: &[Mail]) -> Option<Finding> {
        let sent: Vec<&Mail> = mails.iter().filter(|mail| mail.sent).collect();
        let late: Vec<&&Mail> =
            sent.iter().filter(|mail| hour(mail).is_some_and(|hour| !(5..22).contains(&hour))).collect();
        if sent.len() < 10 || late.len() * 3 < sent.len() {
            return None;
        }
        let share = late.len() * 100 / sent.len();
        Some(Finding {
            summary: format!("{share} of 100 of your mails are written between ten at night and five in the morning."),
            reckoning: vec![
                Step::new("Mails you wrote", sent.len().to_string()),
                Step::new("At night", late.len().to_string()),
            ],
            evidence: late.iter().take(6).map(|mail| mail.record.clone()).collect(),
            utility: 0.2,
            ..self.insight("night-owl", "", "You write at night")
        })
    }
}

fn hour(mail: &Mail) -> Option<u8> {
    mail.time?.to_string().get(11..13)?.parse().ok()
}
