//! Whose booking it is: the person's own, or that of somebody whose mail lies in the same box.

use std::collections::BTreeSet;

use crate::{profile::life::Mail, unicode::fold};

/// Who the person is and whom they know, by name and address.
#[derive(Debug, Clone, Default)]
pub struct Whose {
    own: BTreeSet<String>,
    own_names: Vec<BTreeSet<String>>,
    others: Vec<BTreeSet<String>>,
    first_names: BTreeSet<String>,
    written_to: BTreeSet<String>,
}

impl Whose {
    /// What mails show of who the person is and whom they know; `is_own` tells the person's own
    /// addresses.
    pub fn of<'a>(is_own: impl Fn(&str) -> bool, mails: &[Mail], known: impl Iterator<Item = &'a str>) -> Self {
        let addresses = mails.iter().flat_map(|mail| std::iter::once(&mail.from).chain(&mail.to));
        let own: BTreeSet<String> = addresses.filter(|it| is_own(&it.mail)).map(|it| it.mail.clone()).collect();
        let mut all = Self { own: own.clone(), ..Self::default() };
        let (mut own_names, mut others) = (BTreeSet::new(), BTreeSet::new());
        for mail in mails {
            for person in std::iter::once(&mail.from).chain(&mail.to) {
                let is_other = mail.sent || mail.to.iter().any(|to| own.contains(&to.mail));
                if own.contains(&person.mail) {
                    own_names.insert(person.name.clone());
                } else if mail.sent || (is_other && !mail.bulk) {
                    others.insert(person.name.clone());
                }
                if mail.sent && !own.contains(&person.mail) {
                    all.written_to.insert(person.mail.clone());
                }
            }
        }
        others.extend(known.map(str::to_owned));
        let is_full = |name: &BTreeSet<String>| name.len() >= 2;
        all.own_names = own_names.iter().map(|name| words(name)).filter(|name| !name.is_empty()).collect();
        all.others = others.iter().map(|name| words(name)).filter(is_full).collect();
        all.first_names =
            others.iter().filter_map(|name| fold(name).split_whitespace().next().map(str::to_owned)).collect();
        all.others.retain(|name| !all.own_names.contains(name));
        all
    }

    /// Whether a booking for `names`, told by `mail` (or by a calendar), is the person's. What somebody writes who is
    /// written with is of their own journeys, unless they pass a booking on.
    pub fn is_mine(&self, names: &[String], mail: Option<&Mail>) -> bool {
        let names: Vec<BTreeSet<String>> = names.iter().map(|name| words(name)).collect();
        if names.is_empty() {
            return mail.is_none_or(|mail| {
                let private = self.written_to.contains(&mail.from.mail) && !self.own.contains(&mail.from.mail);
                !private || is_passed_on(&mail.subject)
            });
        }
        // What others pass on is theirs where they are the ones who travel.
        let sender = mail.filter(|mail| !self.own.contains(&mail.from.mail)).map(|mail| words(&mail.from.name));
        let of_sender =
            sender.is_some_and(|sender| sender.len() > 1 && names.iter().any(|name| sender.is_subset(name)));
        (self.own_names.is_empty() && !of_sender) || names.iter().any(|name| self.is_me(name))
    }

    /// Whether a title begins with somebody known: `Elin in Berlin` is no journey of the person's.
    pub fn is_of_somebody(&self, title: &str) -> bool {
        let title = fold(title);
        let mut words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let (Some(first), second) = (words.next(), words.next()) else { return false };
        let is_verb = second.is_some_and(|word| {
            matches!(
                word,
                "in" | "s"
                    | "en"
                    | "a"
                    | "visiting"
                    | "visits"
                    | "is"
                    | "at"
                    | "zu"
                    | "chez"
                    | "away"
                    | "and"
                    | "und"
                    | "et"
                    | "y"
            )
        });
        is_verb && self.first_names.contains(first)
    }

    /// Somebody else's whole name is theirs; otherwise one name in common is enough, as bookings shorten and lengthen.
    fn is_me(&self, name: &BTreeSet<String>) -> bool {
        if self.own_names.iter().any(|own| own.is_subset(name) || name.is_subset(own)) {
            return true;
        }
        let is_other = self.others.iter().any(|other| other.is_subset(name));
        !is_other && self.own_names.iter().flatten().any(|own| own.chars().count() > 1 && name.contains(own))
    }
}

fn is_passed_on(subject: &str) -> bool {
    let subject = subject.trim().to_lowercase();
    ["fwd", "fw:", "wg:", "tr:", "rv:", "i:", "doorst", "vs:"].iter().any(|sign| subject.starts_with(sign))
}

/// The words of a name, folded, without titles.
fn words(name: &str) -> BTreeSet<String> {
    const TITLES: [&str; 12] = ["mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau", "mme", "sr", "sra", "mstr"];
    fold(name)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !TITLES.contains(word))
        .map(str::to_owned)
        .collect()
}
