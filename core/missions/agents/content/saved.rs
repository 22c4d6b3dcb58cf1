//! Articles put away and forgotten: links a person mailed to themselves, and long reads looked at once, long ago.

use std::collections::BTreeMap;

use super::{View, words};
use crate::{
    missions::{
        card::{Does, Finding, Offer, Step, Wrong},
        payload::life::LifeCard,
    },
    profile::{
        ikigai::Dimension,
        life::{Mail, Visit},
    },
    record::RecordId,
    unicode::fold,
};

/// Something is forgotten after so many days, and past caring after so many.
const FORGOTTEN: std::ops::Range<i64> = 21..300;
/// Words of an article's address, at least.
const SLUG: usize = 4;
/// The most articles at one time.
const MOST: usize = 2;
/// What the person says of a page that was none to be read.
const NO_READ: &str = "not-to-read";

impl View<'_> {
    /// What waits to be read: links in `notes` to oneself that were never visited, then pages of a host that is liked.
    pub fn put_away(&self, notes: &[&Mail], mails: &[Mail], visits: &[Visit]) -> Vec<Finding> {
        let mut found: Vec<Finding> = notes.iter().filter_map(|note| self.noted(note, visits)).collect();
        let mut hosts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut pages: BTreeMap<&str, usize> = BTreeMap::new();
        for visit in visits {
            *hosts.entry(visit.host.as_str()).or_default() += 1;
            *pages.entry(page(&visit.url)).or_default() += 1;
        }
        let senders: Vec<&str> = mails.iter().filter(|mail| mail.bulk).map(|mail| mail.from.domain()).collect();
        let once = |visit: &&Visit| pages.get(page(&visit.url)) == Some(&1);
        let liked = |visit: &&Visit| {
            let times = hosts.get(visit.host.as_str()).copied().unwrap_or_default();
            times >= 3 || senders.iter().any(|domain| !domain.is_empty() && visit.host.ends_with(domain))
        };
        let articles = visits.iter().rev().filter(|visit| is_article(visit)).filter(once).filter(liked);
        // What belongs to an interest first.
        let mut read: Vec<Finding> = articles.filter_map(|visit| self.visited(visit)).collect();
        crate::order::by(&mut read, |a, b| b.segments.len().min(1).cmp(&a.segments.len().min(1)));
        found.extend(read);
        found.truncate(MOST);
        found
    }

    fn noted(&self, note: &Mail, visits: &[Visit]) -> Option<Finding> {
        let url = note
            .text
            .split_whitespace()
            .chain(note.subject.split_whitespace())
            .find(|word| word.starts_with("https://"))?;
        let url = url.trim_end_matches(['.', ',', ')', '>']);
        let seen = visits.iter().any(|visit| page(&visit.url) == page(url) && visit.time > note.time);
        let title = Some(note.subject.trim()).filter(|title| !title.is_empty() && !title.starts_with("http"));
        let title = title.map_or_else(|| named(url), str::to_owned);
        (!seen).then(|| self.saved(&title, url, note.time?.date(), &note.record, "You mailed it to yourself")).flatten()
    }

    fn visited(&self, visit: &Visit) -> Option<Finding> {
        let title = visit.title.split(['|', '–', '—']).next().unwrap_or_default().trim();
        self.saved(title, &visit.url, visit.time?.date(), &visit.record, "You looked at it once")
    }

    fn saved(&self, title: &str, url: &str, since: jiff::civil::Date, record: &RecordId, how: &str) -> Option<Finding> {
        let age = words::days(since, self.today);
        let about = fold(page(url));
        if !FORGOTTEN.contains(&age) || title.is_empty() || self.lessons.says(NO_READ, &about) {
            return None;
        }
        let payload = LifeCard::Saved { title: title.to_owned(), url: url.to_owned(), since };
        Some(Finding {
            key: vec!["saved".to_owned(), about.clone()],
            summary: format!("{how} {}: “{}”.", words::ago(age), words::short(title, 90)),
            reckoning: vec![Step::of(record, how, words::day(since, self.today)), Step::new("Since then", "not once")],
            evidence: vec![record.clone()],
            urgency: Self::urgency(age),
            utility: 0.25,
            dimensions: vec![Dimension::Interests],
            segments: self.about(std::slice::from_ref(record)),
            actions: vec![
                Offer::new("Read it", Does::Open { url: url.to_owned() }),
                Offer::new("I have read it", Does::Done),
            ],
            about,
            wrong: vec![Wrong {
                label: "Nothing to read".to_owned(),
                lesson: NO_READ.to_owned(),
                says: format!("“{}” is nothing you wanted to read.", words::short(title, 60)),
            }],
            ..Finding::new(payload.into(), words::title(&format!("Still to read: {title}")))
        })
    }
}

/// What an address calls its page: `how forests remember` of `…/how-forests-remember.html`, or else the host.
fn named(url: &str) -> String {
    let path = page(url).split_once("://").map_or("", |(_, path)| path);
    let last = path.rsplit('/').next().unwrap_or_default();
    let last = last.rsplit_once('.').map_or(last, |(name, _)| name);
    if last.contains(['-', '_']) {
        last.replace(['-', '_'], " ")
    } else {
        path.split('/').next().unwrap_or_default().trim_start_matches("www.").to_owned()
    }
}

/// An address without what follows the page: query and place.
fn page(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/')
}

/// Whether an address is that of a text with a title of its own, and neither of a shop nor of an account.
fn is_article(visit: &Visit) -> bool {
    const OTHERS: [&str; 22] = [
        "/product",
        "/shop",
        "/cart",
        "/checkout",
        "/order",
        "/search",
        "/login",
        "/account",
        "/booking",
        "/hotel",
        "/dp/",
        "/listing",
        "/event",
        "/watch",
        "/settings",
        "/help",
        "/support",
        "/ticket",
        "/job",
        "/buy",
        "/restaurant",
        "/contact",
    ];
    let url = visit.url.to_lowercase();
    let slug = page(&url).rsplit('/').next().unwrap_or_default().to_owned();
    let words = slug.split(['-', '_']).filter(|word| word.chars().any(char::is_alphabetic)).count();
    url.starts_with("https://")
        && words >= SLUG
        && !OTHERS.iter().any(|other| url.contains(other))
        && visit.title.split_whitespace().count() >= 3
}
