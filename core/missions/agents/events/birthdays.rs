//! Whose birthday is when, as calendars, address books and mails tell it: one for each person.

use jiff::civil::Date;

use super::super::words;
use crate::{
    ingest::extract::days_named,
    memory::derive::occasions::{self, Occasion},
    profile::life::{Contact, Event, Mail},
    record::RecordId,
    time::When,
    unicode::fold,
};

/// A day that is kept every year.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// What.
    pub occasion: Occasion,
    /// Whose; of a wedding day what the calendar calls it.
    pub name: String,
    /// A mail address of theirs; empty where none is known.
    pub mail: String,
    /// 1 to 12.
    pub month: i8,
    /// 1 to 31.
    pub day: i8,
    /// Of birth or of the wedding, where it is told.
    pub year: Option<i16>,
    /// Where it is told.
    pub how: &'static str,
    /// What tells it.
    pub records: Vec<RecordId>,
}

impl Kept {
    /// The next one, today included; of the 29th of February in other years the 28th.
    pub fn next(&self, today: Date) -> Option<Date> {
        let on = |year: i16| Date::new(year, self.month, self.day).or_else(|_| Date::new(year, self.month, 28)).ok();
        on(today.year()).filter(|date| *date >= today).or_else(|| on(today.year().checked_add(1)?))
    }

    /// Who it is, the same however the name is written.
    pub fn key(&self) -> String {
        fold(&self.name)
    }

    /// Whether both are of one person: one name begins with the other, or one is known by the first name alone.
    fn is(&self, other: &Self) -> bool {
        let (one, two) = (self.key(), other.key());
        let begins = |long: &str, short: &str| {
            long == short || long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '))
        };
        self.occasion == other.occasion && (begins(&one, &two) || begins(&two, &one))
    }

    fn same_day(&self, other: &Self) -> bool {
        (self.month, self.day) == (other.month, other.day)
    }
}

/// Every day that is kept, surest first: the calendar's word and the address book's count before that of mails.
pub fn all(events: &[Event], contacts: &[Contact], mails: &[Mail], is_own: impl Fn(&str) -> bool) -> Vec<Kept> {
    let mut kept: Vec<Kept> = Vec::new();
    let others = contacts.iter().filter(|contact| !contact.mails.iter().any(|mail| is_own(mail)));
    let told = others.filter_map(of_contact).chain(events.iter().filter_map(of_event));
    let said = mails.iter().filter(|mail| !mail.bulk).flat_map(|mail| of_mail(mail, &is_own));
    for (sure, one) in told.map(|it| (true, it)).chain(said.map(|it| (false, it))) {
        let known =
            kept.iter_mut().find(|known| known.is(&one) && (known.same_day(&one) || !sure || !is_full(&one, known)));
        match known {
            Some(known) if known.same_day(&one) => merge(known, one),
            // What mails say of another day was meant otherwise, and a name alone may be somebody else's.
            Some(_) if !sure => {}
            _ => kept.push(one),
        }
    }
    kept
}

/// Whether both names are whole, so that two days of one person contradict each other: both are shown.
fn is_full(one: &Kept, other: &Kept) -> bool {
    one.name.contains(' ') || other.name.contains(' ') || one.key() == other.key()
}

fn merge(known: &mut Kept, one: Kept) {
    if one.name.len() > known.name.len() {
        known.name = one.name;
    }
    if known.mail.is_empty() {
        known.mail = one.mail;
    }
    known.year = known.year.or(one.year);
    for id in one.records {
        if !known.records.contains(&id) {
            known.records.push(id);
        }
    }
}

fn of_contact(contact: &Contact) -> Option<Kept> {
    let birthday = contact.birthday?;
    (!contact.name.trim().is_empty()).then(|| Kept {
        occasion: Occasion::Birthday,
        name: contact.name.trim().to_owned(),
        mail: contact.mails.first().cloned().unwrap_or_default(),
        month: birthday.month,
        day: birthday.day,
        year: birthday.year.filter(|year| *year > 1900),
        how: "your address book",
        records: vec![contact.record.clone()],
    })
}

/// An entry of every year, or of a whole day: a party is at an hour, and on any day.
fn of_event(event: &Event) -> Option<Kept> {
    let whole = matches!(event.start, When::Day(_));
    if !whole && !event.yearly() {
        return None;
    }
    let (occasion, name) = occasions::read(&event.title)?;
    if occasions::is_own(&name) || (occasion == Occasion::Anniversary && !event.yearly()) {
        return None;
    }
    let day = event.day();
    let name = if occasion == Occasion::Anniversary { event.title.trim().to_owned() } else { name };
    // Calendars that do not know the year of birth begin in some year of their own.
    let year = Some(day.year()).filter(|_| event.yearly() && occasion == Occasion::Anniversary);
    Some(Kept {
        occasion,
        name,
        mail: String::new(),
        month: day.month(),
        day: day.day(),
        year,
        how: "your calendar",
        records: vec![event.record.clone()],
    })
}

/// What people write of their own birthday, and to whom the person wished a happy one on the day.
fn of_mail(mail: &Mail, is_own: &impl Fn(&str) -> bool) -> Vec<Kept> {
    const MINE: [&str; 12] = [
        "my birthday is",
        "my birthday on",
        "it's my birthday",
        "it is my birthday",
        "mein geburtstag",
        "meinen geburtstag",
        "mon anniversaire",
        "mi cumpleanos",
        "il mio compleanno",
        "mijn verjaardag",
        "min fodelsedag",
        "my bday",
    ];
    const WISH: [&str; 10] = [
        "happy birthday",
        "alles gute zum geburtstag",
        "herzlichen gluckwunsch zum geburtstag",
        "joyeux anniversaire",
        "bon anniversaire",
        "feliz cumpleanos",
        "buon compleanno",
        "grattis pa fodelsedagen",
        "gefeliciteerd met je verjaardag",
        "gratulerer med dagen",
    ];
    const LATE: [&str; 6] = ["belated", "nachtraglich", "en retard", "atrasad", "in ritardo", "i efterskott"];
    // Most mails are about something else.
    let lower = mail.text.to_lowercase();
    let about = [
        "birthday",
        "bday",
        "geburtstag",
        "anniversaire",
        "cumplea",
        "compleanno",
        "verjaardag",
        "födelsedag",
        "dagen",
    ];
    if !about.iter().any(|word| lower.contains(word)) && !mail.sent {
        return Vec::new();
    }
    let Some(sent) = mail.time.map(crate::time::Time::date) else { return Vec::new() };
    let kept = |name: &str, address: &str, day: Date| Kept {
        occasion: Occasion::Birthday,
        name: name.to_owned(),
        mail: address.to_owned(),
        month: day.month(),
        day: day.day(),
        year: None,
        how: "your mails",
        records: vec![mail.record.clone()],
    };
    let personal = |name: &str| name.split_whitespace().count() >= 2;
    if mail.sent {
        let [to] = mail.to.as_slice() else { return Vec::new() };
        let begins: String = mail.text.chars().take(200).collect();
        let text = fold(&format!("{} {begins}", mail.subject));
        let wished = WISH.iter().any(|word| text.contains(word)) && !LATE.iter().any(|word| text.contains(word));
        return (wished && personal(&to.name) && !is_own(&to.mail))
            .then(|| kept(&to.name, &to.mail, sent))
            .into_iter()
            .collect();
    }
    let sentences = mail.text.split(['.', '!', '?', '\n']);
    let about = sentences.filter(|sentence| {
        let sentence = fold(sentence);
        MINE.iter().any(|word| sentence.contains(word)) && sentence.len() < 200
    });
    let day = about.filter_map(|sentence| days_named(sentence, Some(sent)).into_iter().next()).next();
    day.filter(|_| personal(&mail.from.name))
        .map(|day| kept(&mail.from.name, &mail.from.mail, day))
        .into_iter()
        .collect()
}

/// How old somebody will be, where that is known and can be.
pub fn turns(kept: &Kept, date: Date) -> Option<i64> {
    let years = i64::from(date.year()) - i64::from(kept.year?);
    (1..130).contains(&years).then_some(years)
}

/// `27 May, a Thursday`
pub fn said(date: Date, today: Date) -> String {
    format!("{}, {}", words::weekday(date), words::ahead(today, date))
}
