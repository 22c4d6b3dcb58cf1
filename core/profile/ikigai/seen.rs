//! The records behind segments, as ikigai needs them: when, what they are called, and whether somebody did something or
//! only read of it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    profile::{SegmentScore, life::Life, taxonomy::SegmentId},
    record::{RecordId, Source},
    time::Time,
};

use super::Signal;

/// Days in which what was done comes to count for half.
const HALF_LIFE: f32 = 365.0;

/// One record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    pub id: &'a RecordId,
    pub source: Source,
    pub day: Option<Date>,
    /// What a person knows it by.
    pub title: &'a str,
    /// Something was done: an appointment, money spent, a booking or an order.
    pub done: bool,
}

/// All records that a life has.
pub(super) struct Records<'a> {
    by_id: BTreeMap<&'a str, Seen<'a>>,
    segments: BTreeMap<SegmentId, &'a SegmentScore>,
    pub today: Date,
}

impl<'a> Records<'a> {
    pub fn new(life: &'a Life, segments: &'a [SegmentScore], now: Time) -> Self {
        let mut by_id = BTreeMap::new();
        let mut add = |seen: Seen<'a>| {
            by_id.insert(seen.id.as_str(), seen);
        };
        for payment in &life.payments {
            let (id, title, done) = (&payment.record, payment.merchant.name.as_str(), payment.amount.micros < 0);
            add(Seen { id, source: Source::Transaction, day: Some(payment.day), title, done });
        }
        for mail in &life.mails {
            let day = mail.time.map(Time::date);
            add(Seen { id: &mail.record, source: Source::Email, day, title: &mail.subject, done: false });
        }
        for event in &life.events {
            let day = Some(event.day());
            add(Seen { id: &event.record, source: Source::Calendar, day, title: &event.title, done: true });
        }
        for visit in &life.visits {
            let day = visit.time.map(Time::date);
            add(Seen { id: &visit.record, source: Source::History, day, title: &visit.title, done: false });
        }
        for thing in &life.things {
            by_id.entry(thing.record.as_str()).and_modify(|seen: &mut Seen| seen.done = true);
        }
        let segments = segments.iter().map(|score| (score.segment, score)).collect();
        Self { by_id, segments, today: now.date() }
    }

    pub fn get(&self, id: &RecordId) -> Option<&Seen<'a>> {
        self.by_id.get(id.as_str())
    }

    /// What speaks for a segment or one below it.
    pub fn behind(&self, segment: u16) -> impl Iterator<Item = &Seen<'a>> {
        let score = self.segments.get(&SegmentId(segment));
        score.into_iter().flat_map(|score| &score.records).filter_map(|id| self.get(id))
    }

    /// The same of several segments, each record once.
    pub fn behind_any(&self, segments: &[u16]) -> BTreeMap<&'a str, Seen<'a>> {
        let all = segments.iter().flat_map(|segment| self.behind(*segment));
        all.map(|seen| (seen.id.as_str(), *seen)).collect()
    }

    /// How many days these are, what is long ago counting for less.
    pub fn days(&self, seen: &[Seen]) -> f32 {
        let mut days: Vec<Date> = seen.iter().filter_map(|seen| seen.day).collect();
        crate::order::by_key(&mut days, |day| *day);
        days.dedup();
        days.into_iter().map(|day| fading(days_between(day, self.today))).sum()
    }
}

/// The evidence of a claim, newest first.
pub(super) fn signals(mut seen: Vec<Seen>) -> Vec<Signal> {
    crate::order::by(&mut seen, |a, b| b.day.cmp(&a.day).then_with(|| a.id.cmp(b.id)));
    seen.dedup_by(|a, b| a.id == b.id);
    seen.into_iter().map(signal).collect()
}

/// What one record says alone: an appointment more than money, money more than what somebody wrote or read.
pub(super) fn signal(seen: Seen) -> Signal {
    let strength = match (seen.source, seen.done) {
        (Source::Calendar, _) => 0.9,
        (_, true) => 0.7,
        (Source::Email | Source::Chat, false) => 0.4,
        _ => 0.3,
    };
    Signal { record: seen.id.clone(), source: seen.source, strength }
}

/// How much something counts that was so many days ago; what is to come counts in full.
pub(super) fn fading(days: i32) -> f32 {
    // Days of a human life are far below 2^24.
    #[expect(clippy::cast_precision_loss)]
    let days = days.max(0) as f32;
    (-days / HALF_LIFE).exp2()
}

/// Days from one to the other; negative where it is the other way round.
pub(super) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// As sure as so many days make one: nothing is ever certain.
pub(super) fn sure(days: f32, half: f32) -> f32 {
    days / (days + half)
}
