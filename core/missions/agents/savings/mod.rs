//! The shopping agent: what is paid again and again, what it costs now, and money that should come back.
//!
//! `cadence`, `amounts` and `series` are statistics over days and amounts; `bills` applies them to a life, `lines` and `post`
//! read lines and mails. Each of the others finds one kind of thing: `recurring` what is charged again and again and its
//! prices, `charges` double charges and the bank's fees, `trials`, `refunds`, `receipts` what may be sent back.

mod amounts;
mod bills;
mod cadence;
mod charges;
mod lines;
mod post;
mod receipts;
mod recurring;
mod refunds;
mod series;
#[cfg(test)]
mod series_tests;
#[cfg(test)]
mod tests;
mod trials;

use std::collections::BTreeSet;

use jiff::{civil::Date, tz::TimeZone};

use self::{bills::Bill, post::Post};
use super::{
    Agent,
    words::{calendar, dated, day as said, short},
};
use crate::{
    missions::{
        card::{AgentName, Does, Finding, Offer, Wrong},
        error::Refused,
        feedback::Lessons,
        hands::{Hands, Level},
    },
    profile::life::{Mail, Merchant, Payment, Thing, Visit},
    time::{Time, When},
    unicode::fold,
};

/// The agent.
pub struct Savings;

/// What it looks at.
struct Scene<'a> {
    now: Time,
    today: Date,
    zone: &'a TimeZone,
    payments: &'a [Payment],
    mails: &'a [Mail],
    visits: &'a [Visit],
    things: &'a [Thing],
    post: Post<'a>,
    lessons: &'a Lessons,
}

impl Agent for Savings {
    fn name(&self) -> AgentName {
        AgentName::Shopping
    }

    fn level(&self) -> Level {
        Level::Coordinated
    }

    fn look(&self, hands: &mut Hands<'_>) -> Result<Vec<Finding>, Refused> {
        let mails = hands.mails()?;
        let payments = post::with_currency(hands.payments()?, mails);
        let scene = Scene {
            now: hands.now(),
            today: hands.today(),
            zone: hands.zone(),
            payments: &payments,
            mails,
            visits: hands.visits()?,
            things: hands.things()?,
            post: Post::of(mails),
            lessons: hands.verdicts(),
        };
        let all = bills::bills(scene.payments, &scene.post, &People::of(mails));
        let all: Vec<Bill<'_>> =
            all.into_iter().filter(|bill| !scene.taught("not-a-subscription", bill.merchant)).collect();
        let mut found = recurring::find(&scene, &all);
        found.extend(charges::find(&scene, &all));
        found.extend(trials::find(&scene, &all));
        found.extend(refunds::find(&scene));
        found.extend(receipts::find(&scene));
        Ok(found)
    }
}

impl Scene<'_> {
    /// Whether the person said this of a merchant.
    fn taught(&self, lesson: &str, merchant: &Merchant) -> bool {
        self.lessons.says(lesson, &merchant.key)
    }

    /// The midnight with which a day begins.
    fn at(&self, day: Date) -> Option<Time> {
        When::Day(day).to_time(self.zone)
    }

    /// How long a day is ago; negative when it is to come.
    fn ago(&self, day: Date) -> i32 {
        cadence::days_between(day, self.today)
    }

    /// The merchant's page, and a letter to it: where mails tell its address.
    fn reach(&self, merchant: &Merchant, subject: &str, body: &str) -> Vec<Offer> {
        let mails = self.post.from(merchant);
        let domain = mails.last().map(|mail| mail.from.domain()).filter(|domain| domain.contains('.'));
        let open =
            domain.map(|domain| Offer::new(format!("Open {domain}"), Does::Open { url: format!("https://{domain}/") }));
        let answers = mails.iter().rev().map(|mail| mail.from.mail.as_str());
        let to = answers.filter(|mail| !mail.contains("reply")).find(|mail| mail.contains('@')).unwrap_or_default();
        let letter = Does::Write { to: to.to_owned(), subject: subject.to_owned(), body: body.to_owned() };
        open.into_iter().chain([Offer::new("Write to them", letter)]).collect()
    }
}

/// Whom the person knows by mail, for telling them from businesses.
struct People {
    /// The folded names, first and last, of those the person writes to, and the person's own.
    known: Vec<Vec<String>>,
    /// The last names of all who write that are no letters to many.
    families: BTreeSet<String>,
}

impl People {
    fn of(mails: &[Mail]) -> Self {
        let mut people = Self { known: Vec::new(), families: BTreeSet::new() };
        for mail in mails.iter().filter(|mail| !mail.bulk) {
            let others = mail.to.iter().filter(|_| mail.sent);
            for address in others.chain([&mail.from]) {
                let folded = fold(&address.name);
                let words: Vec<&str> =
                    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1).collect();
                let (Some(first), Some(last), true) = (words.first(), words.last(), words.len() > 1) else { continue };
                people.families.insert((*last).to_owned());
                let name = vec![(*first).to_owned(), (*last).to_owned()];
                if mail.sent && !people.known.contains(&name) {
                    people.known.push(name);
                }
            }
        }
        people
    }

    /// Whether a merchant's key names one of them: by first and last name, or by letters and a last name, as banks
    /// shorten people (`J O Donnell`).
    fn has(&self, key: &str) -> bool {
        let words: Vec<&str> = key.split(' ').collect();
        let shortened = words.split_last().is_some_and(|(last, letters)| {
            !letters.is_empty() && letters.iter().all(|it| it.chars().count() == 1) && self.families.contains(*last)
        });
        shortened || self.known.iter().any(|name| name.iter().all(|part| words.contains(&part.as_str())))
    }
}

/// A way in which a card about a merchant can be wrong.
fn wrong(label: &str, lesson: &str, says: String) -> Vec<Wrong> {
    vec![Wrong { label: label.to_owned(), lesson: lesson.to_owned(), says }]
}

/// A button that puts a day in the calendar.
fn entry(scene: &Scene<'_>, day: Date, title: &str) -> Offer {
    calendar("Put it in the calendar", title, day, day, "", scene.now)
}
