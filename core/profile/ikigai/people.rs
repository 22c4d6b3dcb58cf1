//! Relationships: who matters, by letters, meetings, birthdays and gifts. Whoever writes to many, and whoever sells
//! something, is nobody.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};

use crate::{
    memory::derive::{
        occasions,
        people::{is_machine, is_personal},
    },
    order,
    profile::{
        life::{Address, Event, Life, Mail},
        text::tokens,
    },
    record::RecordId,
    time::{Time, When},
    unicode::fold,
};

use super::{
    Bond, KeyPerson, Relationships, Social, bond,
    experiences::CROWD,
    giving::Gift,
    repeats,
    seen::{Records, days_between, fading},
};

/// What counts how much: a letter to somebody more than one from them, time together more than any letter.
const WROTE: f32 = 1.0;
const WRITTEN_TO: f32 = 2.0;
const MET: f32 = 4.0;
const AT_WORK: f32 = 1.0;
const BIRTHDAY: f32 = 3.0;
const GIFT: f32 = 4.0;
/// So much makes somebody half as close as anybody can be.
const HALF: f32 = 8.0;
/// A letter to more people than these is to nobody of them.
const RECIPIENTS: usize = 6;
/// A gift bought so many days before a birthday is for that.
const FOR_BIRTHDAY: i32 = 14;
/// Thanks come so many days after a birthday at most.
const THANKED: i32 = 10;
/// The most of what two do together that is named.
const SHARED: usize = 3;
/// Social is counted over so many days.
const YEAR: i32 = 365;

/// Words of thanks, folded.
const THANKS: [&str; 11] =
    ["thank", "thanks", "thx", "danke", "dankeschon", "merci", "gracias", "grazie", "bedankt", "obrigado", "tack"];

#[derive(Default)]
struct Somebody {
    names: BTreeMap<String, u32>,
    addresses: BTreeSet<String>,
    wrote: u32,
    written_to: u32,
    met: u32,
    at_work: u32,
    words: bond::Words,
    birthday: Option<(i8, i8)>,
    score: f32,
    last: Option<Time>,
    shared: BTreeMap<&'static str, u32>,
    records: Vec<(Option<Date>, RecordId)>,
    /// Letters in which they gave thanks.
    thanked: Vec<(Date, RecordId)>,
}

/// Everybody, while they are counted.
struct Circle<'a> {
    everybody: Vec<Somebody>,
    /// Where somebody is, by address and by name.
    places: BTreeMap<String, usize>,
    life: &'a Life,
    today: Date,
}

/// Who matters, and how much company there is.
///
/// `names` says of entries of the calendar what is done there; `gifts` gets those that somebody gave thanks for.
pub(super) fn find<'a>(
    life: &'a Life,
    records: &Records<'a>,
    names: &BTreeMap<&str, &'static str>,
    gifts: &mut Vec<Gift<'a>>,
    now: Time,
) -> Relationships {
    let mut circle = Circle { everybody: Vec::new(), places: BTreeMap::new(), life, today: records.today };
    circle.contacts();
    life.mails.iter().filter(|mail| !mail.bulk).for_each(|mail| circle.mail(mail));
    let mut days = Vec::new();
    for event in life.events.iter().filter(|event| is_company(event, life)) {
        circle.event(event, names.get(event.record.as_str()).copied(), now, &mut days);
    }
    circle.birthdays();
    circle.gifts(gifts, records);
    Relationships { key_people: circle.key_people(), social: social(&days) }
}

/// Whether an entry is one of being with somebody: others are invited, and not a crowd.
pub(super) fn is_company(event: &Event, life: &Life) -> bool {
    (1..=CROWD).contains(&others(event, life).count())
}

fn others<'a>(event: &'a Event, life: &'a Life) -> impl Iterator<Item = &'a Address> {
    event.attendees.iter().filter(|who| !life.own_addresses().contains(&who.mail) && !is_machine(&who.mail))
}

impl Circle<'_> {
    /// Somebody, known before by address or name or not.
    fn meet(&mut self, who: &Address) -> Option<&mut Somebody> {
        let name = Some(who.name.as_str()).filter(|name| is_personal(name)).map(fold);
        let is_own = self.life.own_addresses().contains(&who.mail);
        if is_own || (who.mail.is_empty() && name.is_none()) || is_machine(&who.mail) {
            return None;
        }
        let mail = Some(who.mail.clone()).filter(|mail| !mail.is_empty());
        let known = [&mail, &name].into_iter().flatten().find_map(|key| self.places.get(key)).copied();
        let place = known.unwrap_or_else(|| {
            self.everybody.push(Somebody::default());
            self.everybody.len() - 1
        });
        for key in [&mail, &name].into_iter().flatten() {
            self.places.entry(key.clone()).or_insert(place);
        }
        let somebody = self.everybody.get_mut(place)?;
        somebody.addresses.extend(mail);
        if !who.name.is_empty() {
            *somebody.names.entry(who.name.clone()).or_default() += 1;
        }
        Some(somebody)
    }

    fn contacts(&mut self) {
        for contact in &self.life.contacts {
            let mails = contact.mails.iter().map(String::as_str).chain(Some("").filter(|_| contact.mails.is_empty()));
            for mail in mails {
                let who = Address { name: contact.name.clone(), mail: mail.to_owned() };
                let Some(somebody) = self.meet(&who) else { continue };
                somebody.birthday = contact.birthday.map(|it| (it.month, it.day)).or(somebody.birthday);
                somebody.note(None, &contact.record);
            }
        }
    }

    fn mail(&mut self, mail: &Mail) {
        let (day, today) = (mail.time.map(Time::date), self.today);
        let with: Vec<&Address> = if mail.sent { mail.to.iter().collect() } else { vec![&mail.from] };
        if with.len() > RECIPIENTS || mail.to.len() > CROWD {
            return;
        }
        let own = self.life.own_addresses().iter().map(|own| domain(own)).collect::<Vec<_>>();
        for who in &with {
            let Some(somebody) = self.meet(who) else { continue };
            let weight = if mail.sent { WRITTEN_TO / small(with.len()) } else { WROTE };
            if mail.sent {
                somebody.written_to += 1;
            } else {
                somebody.wrote += 1;
                somebody.thanked.extend(day.filter(|_| gives_thanks(mail)).map(|day| (day, mail.record.clone())));
            }
            if with.len() == 1 {
                somebody.words.read(mail);
            }
            somebody.at_work += u32::from(own.iter().any(|own| bond::same_work(own, who.domain())));
            somebody.count(weight, day, today, &mail.record);
            somebody.last = somebody.last.max(mail.time);
        }
    }

    /// Time together; `days` gets each day of it in the last year that was not at work, with whom.
    fn event(&mut self, event: &Event, name: Option<&'static str>, now: Time, days: &mut Vec<(Date, Vec<String>)>) {
        let work = bond::is_work(event);
        let (today, life) = (self.today, self.life);
        let from = today.saturating_sub(YEAR.days());
        let on = repeats::days(event, from, today);
        // What is to come counts as well: it was arranged.
        let last = on.last().copied().unwrap_or_else(|| event.day());
        let times = small(on.len().max(1)).sqrt();
        let time = match event.start {
            When::At(time) if !event.yearly() => Some(time).filter(|time| *time <= now),
            _ => None,
        };
        for who in others(event, life) {
            let Some(somebody) = self.meet(who) else { continue };
            somebody.met += 1;
            somebody.at_work += u32::from(work);
            somebody.count(if work { AT_WORK } else { MET } * times, Some(last), today, &event.record);
            somebody.last = somebody.last.max(time);
            if let Some(name) = name.filter(|_| !work) {
                *somebody.shared.entry(name).or_default() += 1;
            }
        }
        if !work {
            let with: Vec<String> = others(event, life).map(|who| who.mail.clone()).collect();
            days.extend(on.into_iter().map(|day| (day, with.clone())));
        }
    }

    /// Birthdays in the calendar: of whoever has that name alone, or is called so.
    fn birthdays(&mut self) {
        let life = self.life;
        for event in life.events.iter().filter(|event| event.yearly() && event.attendees.is_empty()) {
            let words = tokens(&event.title);
            if !words.iter().any(|word| occasions::BIRTHDAY.iter().any(|birthday| word.contains(birthday))) {
                continue;
            }
            // `Anna's` is one token.
            let is_named = |name: &str| words.iter().any(|word| word == name || word.strip_suffix('s') == Some(name));
            let mut named = self.everybody.iter_mut().filter(|somebody| {
                let name = fold(somebody.name());
                name.split(' ').next().is_some_and(is_named) || somebody.words.called.iter().any(|it| is_named(it))
            });
            if let (Some(somebody), None) = (named.next(), named.next()) {
                let day = event.day();
                somebody.birthday = Some((day.month(), day.day()));
                somebody.count(BIRTHDAY, None, self.today, &event.record);
            }
        }
    }

    /// A gift is for whoever alone has a birthday soon after, or gave thanks for it soon after theirs.
    fn gifts<'b>(&mut self, gifts: &mut Vec<Gift<'b>>, records: &Records<'b>) {
        let today = self.today;
        for gift in gifts.iter() {
            let mut whose = self.everybody.iter_mut().filter(|it| it.has_birthday(gift.day, 0..=FOR_BIRTHDAY));
            if let (Some(somebody), None) = (whose.next(), whose.next()) {
                let mut weight = GIFT;
                for seen in &gift.seen {
                    somebody.count(std::mem::take(&mut weight), seen.day, today, seen.id);
                }
            }
        }
        for somebody in &mut self.everybody {
            for (day, record) in std::mem::take(&mut somebody.thanked) {
                let Some(seen) = records.get(&record).filter(|_| somebody.has_birthday(day, -THANKED..=0)) else {
                    continue;
                };
                match gifts.iter_mut().find(|gift| (0..=FOR_BIRTHDAY).contains(&days_between(gift.day, day))) {
                    Some(gift) => gift.seen.push(*seen),
                    None => {
                        somebody.count(GIFT, Some(day), today, &record);
                        gifts.push(Gift { day, seen: vec![*seen] });
                    }
                }
            }
        }
        order::by_key(gifts, |gift| gift.day);
    }

    fn key_people(self) -> Vec<KeyPerson> {
        let families = self.life.mails.iter().filter(|mail| mail.sent).filter_map(|mail| family_name(&mail.from.name));
        let families: BTreeSet<String> = families.collect();
        let mut key: Vec<KeyPerson> =
            self.everybody.into_iter().filter_map(|somebody| somebody.key_person(&families)).collect();
        order::by(&mut key, |a, b| b.strength.total_cmp(&a.strength).then_with(|| a.name.cmp(&b.name)));
        key
    }
}

impl Somebody {
    fn note(&mut self, day: Option<Date>, record: &RecordId) {
        self.records.push((day, record.clone()));
    }

    fn count(&mut self, weight: f32, day: Option<Date>, today: Date, record: &RecordId) {
        self.score += weight * day.map_or(1.0, |day| fading(days_between(day, today)));
        self.note(day, record);
    }

    /// Whether their birthday is so many days after `day`.
    fn has_birthday(&self, day: Date, after: std::ops::RangeInclusive<i32>) -> bool {
        let Some((month, on)) = self.birthday else { return false };
        let years = [day.year().saturating_sub(1), day.year(), day.year().saturating_add(1)];
        let birthdays = years.into_iter().filter_map(|year| Date::new(year, month, on).ok());
        birthdays.map(|birthday| days_between(day, birthday)).any(|days| after.contains(&days))
    }

    /// The name by which most records have them, and of those the longest.
    fn name(&self) -> &str {
        let best = self.names.iter().max_by_key(|(name, count)| (is_personal(name), **count, name.len()));
        best.map_or("", |(name, _)| name)
    }

    /// Somebody matters who writes and is written to, whom one meets, or who is family.
    fn key_person(self, families: &BTreeSet<String>) -> Option<KeyPerson> {
        let name = self.name().to_owned();
        let both = self.wrote > 0 && self.written_to > 0;
        let family = self.words.family || family_name(&name).is_some_and(|name| families.contains(&name));
        let often = self.met >= 2 || (self.met > 0 && self.wrote + self.written_to > 0);
        let related = family && self.wrote + self.written_to + self.met >= 2;
        // One word is a name where a letter was answered: `Mum`.
        let named = is_personal(&name) || (both && !name.is_empty() && !name.contains(' '));
        if !named || !(both || often || related) {
            return None;
        }
        let bond = if family {
            Bond::Family
        } else if self.words.partner {
            Bond::Partner
        } else if self.at_work > 0 && self.at_work * 2 >= self.met {
            Bond::Colleague
        } else if self.met > 0 {
            Bond::Friend
        } else {
            Bond::Unknown
        };
        let mut shared: Vec<(&str, u32)> = self.shared.into_iter().collect();
        order::by(&mut shared, |a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let mut records = self.records;
        order::by(&mut records, |a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        records.dedup();
        Some(KeyPerson {
            name,
            addresses: self.addresses.into_iter().collect(),
            strength: self.score / (self.score + HALF),
            bond,
            shared: shared.into_iter().take(SHARED).map(|(name, _)| name.to_owned()).collect(),
            last: self.last,
            records: records.into_iter().map(|(_, id)| id).collect(),
        })
    }
}

fn gives_thanks(mail: &Mail) -> bool {
    let words = [tokens(&mail.subject), tokens(&mail.text)].concat();
    words.iter().any(|word| THANKS.contains(&word.as_str()))
}

/// The last of at least two names, folded.
fn family_name(name: &str) -> Option<String> {
    name.trim().rsplit_once(' ').map(|(_, family)| fold(family))
}

fn domain(mail: &str) -> &str {
    let host = mail.rsplit_once('@').map_or("", |(_, host)| host);
    crate::domain::registrable(host).unwrap_or(host)
}

/// How much company: by the days of the last year on which somebody was met out of work, and by how many they were.
fn social(days: &[(Date, Vec<String>)]) -> Social {
    let met: BTreeSet<Date> = days.iter().map(|(day, _)| *day).collect();
    let Some(first) = met.first() else { return Social::Solo };
    let span = met.last().map_or(0, |last| days_between(*first, *last)).max(90);
    let mut with: BTreeMap<&str, u32> = BTreeMap::new();
    days.iter().flat_map(|(_, with)| with).for_each(|who| *with.entry(who).or_default() += 1);
    let most = with.values().max().copied().unwrap_or(0);
    let meetings = u32::try_from(days.len()).unwrap_or(u32::MAX);
    let a_month = small(met.len()) * 30.0 / small(usize::try_from(span).unwrap_or(1));
    if a_month >= 4.0 && with.len() >= 5 {
        Social::VerySocial
    } else if most.saturating_mul(3) >= meetings.saturating_mul(2) && a_month >= 0.5 {
        Social::Couple
    } else if a_month >= 1.0 {
        Social::Social
    } else {
        Social::Solo
    }
}

/// A count as a number to reckon with; counts here are far below 2^24.
#[expect(clippy::cast_precision_loss)]
fn small(count: usize) -> f32 {
    count as f32
}
