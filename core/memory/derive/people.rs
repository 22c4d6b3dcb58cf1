//! People: with whom the person exchanges mail, whom they invite, and whose birthdays they keep.

use std::collections::BTreeMap;

use super::{
    Candidate, RecordId, about_you, address, is_sent, name, note,
    occasions::{self, Occasion},
    person,
};
use crate::{
    order,
    record::Record,
    time::{Time, When, day_of},
};

/// Somebody the person may know.
#[derive(Debug, Default)]
struct Somebody {
    name: Option<String>,
    wrote: usize,
    written_to: usize,
    met: usize,
    first: Option<Time>,
    sources: Vec<RecordId>,
}

#[derive(Debug, Default)]
pub(super) struct People {
    by_address: BTreeMap<String, Somebody>,
    birthdays: Vec<(String, i8, i8, RecordId)>,
}

impl People {
    /// A mail: whoever wrote it, or to whom the person wrote.
    pub fn mail(&mut self, record: &Record) {
        let is_list = record.extra.contains_key("list_id");
        if is_sent(record) {
            for to in record.to.iter().take(8) {
                self.meet(to, record, |somebody| somebody.written_to += 1);
            }
        } else if let Some(from) = record.from.as_deref().filter(|from| !is_list && !is_machine(from)) {
            self.meet(from, record, |somebody| somebody.wrote += 1);
        }
    }

    /// An event: who is invited, and whose birthday it is.
    pub fn event(&mut self, record: &Record) {
        let organizer = record.extra.get("organizer").and_then(serde_json::Value::as_str);
        // A crowd is no acquaintance.
        if record.attendees.len() <= 12 {
            let mut people: Vec<&str> = record.attendees.iter().map(String::as_str).chain(organizer).collect();
            order::by_key(&mut people, |somebody| address(somebody));
            people.dedup_by_key(|somebody| address(somebody));
            for somebody in people.into_iter().filter(|somebody| !is_machine(somebody)) {
                self.meet(somebody, record, |somebody| somebody.met += 1);
            }
        }
        if let Some((name, month, day)) = birthday(record) {
            self.birthdays.push((name, month, day, record.id.clone()));
        }
    }

    /// An entry of an address book: only its birthday is told by it alone.
    pub fn contact(&mut self, record: &Record) {
        let date = record
            .extra
            .get("birthday")
            .and_then(serde_json::Value::as_str)
            .and_then(|date| date.get(date.len().checked_sub(5)?..));
        let parts = date
            .and_then(|date| date.split_once('-'))
            .and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
        if let (Some((month, day)), Some(name)) =
            (parts, record.title.as_deref().map(str::trim).filter(|name| !name.is_empty()))
        {
            self.birthdays.push((name.to_owned(), month, day, record.id.clone()));
        }
    }

    fn meet(&mut self, who: &str, record: &Record, count: impl FnOnce(&mut Somebody)) {
        let somebody = self.by_address.entry(address(who)).or_default();
        count(somebody);
        if somebody.name.is_none() {
            somebody.name = name(who).filter(|name| is_personal(name));
        }
        somebody.first = match (somebody.first, record.time) {
            (Some(first), Some(time)) => Some(first.min(time)),
            (first, time) => first.or(time),
        };
        note(&mut somebody.sources, &record.id);
    }

    pub fn candidates(self, me: &[String]) -> Vec<Candidate> {
        let own = me.iter().find_map(|address| self.by_address.get(address)?.name.clone());
        let mut by_name: BTreeMap<String, Somebody> = BTreeMap::new();
        for (address, somebody) in self.by_address {
            let Some(name) = somebody.name.clone().filter(|_| !me.contains(&address)) else { continue };
            let known = by_name.entry(name).or_default();
            known.wrote += somebody.wrote;
            known.written_to += somebody.written_to;
            known.met += somebody.met;
            known.first = [known.first, somebody.first].into_iter().flatten().min();
            somebody.sources.iter().for_each(|id| note(&mut known.sources, id));
        }
        let mut found = Vec::new();
        for (name, somebody) in by_name.into_iter().filter(|(name, _)| own.as_ref() != Some(name)) {
            found.extend(acquaintance(&name, somebody, own.as_deref()));
        }
        found.extend(self.birthdays.into_iter().filter_map(|(name, month, day, id)| {
            let date = jiff::civil::Date::new(2000, month, day).ok()?;
            let own = occasions::is_own(&name);
            let whose = if own { "Your".to_owned() } else { format!("{name}'s") };
            let said = format!("{whose} birthday is on {}.", day_of(date));
            let mut candidate = about_you("birthday", &format!("--{month:02}-{day:02}"), said, "relationships")?;
            if !own {
                candidate.subject = person(&name);
            }
            candidate.confidence = 0.9;
            candidate.sources = vec![id];
            candidate.extractor = "people@1".to_owned();
            Some(candidate)
        }));
        found
    }
}

/// Somebody is known who wrote and was answered, or who is met as well as written with.
fn acquaintance(name: &str, somebody: Somebody, own: Option<&str>) -> Option<Candidate> {
    let both = somebody.wrote > 0 && somebody.written_to > 0;
    let met = somebody.met > 0 && somebody.wrote + somebody.written_to + somebody.met >= 2;
    (both || met).then_some(())?;
    let family = own
        .and_then(|own| Some((own.rsplit_once(' ')?.1, name.rsplit_once(' ')?.1)))
        .is_some_and(|(mine, other)| mine == other);
    let (relation, said) = if family {
        ("family", format!("{name} has your family name and is in touch with you: family, most likely."))
    } else {
        ("knows", format!("You are in touch with {name}."))
    };
    let mut candidate = about_you(relation, name, said, "relationships")?;
    candidate.confidence = if family {
        0.8
    } else if both {
        0.95
    } else {
        0.85
    };
    candidate.valid_from = somebody.first;
    candidate.sources = somebody.sources;
    candidate.extractor = "people@1".to_owned();
    Some(candidate)
}

/// Addresses behind which nobody sits.
pub(crate) fn is_machine(who: &str) -> bool {
    const BOXES: &str = "noreply no-reply no_reply donotreply do-not-reply newsletter news info support service hello team notifications notification notify alerts alert mailer orders order \
        billing invoice invoices accounts customerservice customerservices customer_support care help sales shop store marketing updates reply bounce booking bookings tickets reservations \
        office contact enquiries postmaster mailer-daemon auto-confirm webmaster jobs careers press events";
    let address = address(who);
    let local = address.split('@').next().unwrap_or_default();
    BOXES.split_whitespace().any(|name| {
        local == name
            || local.starts_with(&format!("{name}-"))
            || local.starts_with(&format!("{name}."))
            || local.ends_with("noreply")
    })
}

/// A person's name: two to four words, each with a capital, none of a company.
pub(crate) fn is_personal(name: &str) -> bool {
    const COMPANY: [&str; 16] = [
        "ltd", "limited", "gmbh", "inc", "team", "support", "service", "services", "shop", "club", "group", "practice",
        "council", "bank", "clinic", "studio",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
    };
    let small =
        |word: &&str| matches!(*word, "de" | "van" | "von" | "der" | "den" | "da" | "di" | "la" | "le" | "bin" | "al");
    (2..=4).contains(&words.len())
        && words.iter().all(|word| capital(word) || small(word))
        && !words.iter().any(|word| COMPANY.contains(&word.to_lowercase().as_str()))
}

/// `Anna's birthday`, `Geburtstag: Anna`, every year or a whole day. A dinner for it is on any day.
fn birthday(record: &Record) -> Option<(String, i8, i8)> {
    let yearly =
        record.extra.get("rrule").and_then(serde_json::Value::as_str).is_some_and(|rule| rule.contains("FREQ=YEARLY"));
    let date = match record.start? {
        When::Day(date) => date,
        When::At(time) if yearly => time.date(),
        When::At(_) => return None,
    };
    let (occasion, name) = occasions::read(record.title.as_deref()?)?;
    (occasion == Occasion::Birthday && !name.is_empty()).then(|| (name, date.month(), date.day()))
}
