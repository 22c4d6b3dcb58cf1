//! How much all the evidence of one segment says.
//!
//! Within one voice (a sender, merchant or host) claims add little to each other: two hundred visits of one site are
//! one habit, and all that one voice says on one day is said once, so that an evening of somebody else at a shared device is
//! one claim. A voice's strength is its strongest claim, reached by repetition; claims fade with age, each by what kind of
//! evidence it is; a gift is hardly one's own interest. The strengths of different voices add up to S, what was cancelled or
//! sent back is taken off it, and the confidence is S / (S + [`HALF`]).

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    order,
    record::{RecordId, Source},
    time::Time,
};

use super::{
    Claim, Edits, SegmentScore, Tone,
    accumulate::Judged,
    edits::Worth,
    taxonomy::{self, SegmentId},
};

/// As many full voices make a segment as likely as not: one habit is no interest yet, and nothing is ever certain.
const HALF: f32 = 1.5;
/// One record alone is at most this sure of a person, however sure it is of itself.
const ONE_RECORD: f32 = 0.55;
/// How much of the way to its claim's confidence each further day of one voice goes.
const REPETITION: f32 = 0.12;
/// What a gift is worth beside the same bought for oneself.
const GIFT: f32 = 0.25;
/// What a voice that was wrong of something else is worth.
const DOUBTED: f32 = 0.5;
/// Seconds of a day.
const DAY: i64 = 24 * 3600;

/// After so many days a claim counts half: what is paid for and planned tells of longer than what was looked at, and who
/// wanted to buy has bought.
fn half_life(source: Source, segment: SegmentId) -> f32 {
    if taxonomy::lineage(segment).any(|node| node.id == super::PURCHASE_INTENT) {
        return 120.0;
    }
    match source {
        Source::Transaction | Source::Calendar => 365.0,
        Source::Email | Source::Contact => 270.0,
        Source::Chat => 210.0,
        Source::History => 150.0,
    }
}

/// All that speaks for a segment or against it.
#[derive(Default)]
pub(super) struct Tally<'a> {
    records: Vec<(&'a RecordId, &'a Judged)>,
    voices: BTreeMap<(&'a str, bool), Voice>,
    against: u64,
    direct: bool,
}

/// One voice: its strongest claim, and on how many days it was heard, each by its age.
#[derive(Default)]
struct Voice {
    strongest: f32,
    days: BTreeSet<i64>,
    times: f32,
}

impl<'a> Tally<'a> {
    /// Takes a claim up; `now` is the time of the newest evidence: that a person brings in nothing says nothing.
    pub fn count(&mut self, id: &'a RecordId, judged: &'a Judged, claim: &'a Claim, edits: &Edits, now: Option<Time>) {
        let worth = edits.worth(&claim.why, claim.segment);
        if worth == Worth::Nothing {
            return;
        }
        if self.records.last().is_none_or(|(last, _)| *last != id) {
            self.records.push((id, judged));
            self.against += u64::from(judged.tone == Tone::Against);
        }
        let tone = match (worth, judged.tone) {
            (_, Tone::Gift) => GIFT,
            (Worth::Doubted, _) => DOUBTED,
            _ => 1.0,
        };
        let voice = self.voices.entry((claim.why.as_str(), judged.tone == Tone::Against)).or_default();
        voice.strongest = voice.strongest.max(claim.confidence);
        let day = judged.time.map_or(0, |time| time.unix_seconds().div_euclid(DAY));
        if worth == Worth::Full {
            voice.times = f32::INFINITY;
        } else if voice.days.insert(day) {
            voice.times += tone * faded(judged, claim.segment, now);
        }
    }

    /// Notes that a record claims the segment itself.
    pub fn claimed(&mut self) {
        self.direct = true;
    }

    /// The score; none where nothing is left that speaks for it.
    pub fn score(mut self, segment: SegmentId, confirmed: bool) -> Option<SegmentScore> {
        let sum = |against: bool| -> f32 {
            let voices = self.voices.iter().filter(|((_, is), _)| *is == against);
            voices.map(|(_, voice)| voice.strength()).sum()
        };
        let said = (sum(false) - sum(true)).max(0.0);
        if said <= 0.0 && !confirmed {
            return None;
        }
        let newest_first =
            |a: &(&RecordId, &Judged), b: &(&RecordId, &Judged)| b.1.time.cmp(&a.1.time).then(a.0.cmp(b.0));
        order::by(&mut self.records, newest_first);
        let held = |source: &Source| self.records.iter().any(|(_, judged)| judged.source == *source);
        let times = || self.records.iter().filter_map(|(_, judged)| judged.time);
        Some(SegmentScore {
            segment,
            confidence: if confirmed { 1.0 } else { said / (said + HALF) },
            sources: Source::ALL.into_iter().filter(held).collect(),
            first: times().min(),
            last: times().max(),
            records: self.records.iter().map(|(id, _)| (*id).clone()).collect(),
            against: self.against,
            direct: self.direct,
            confirmed,
        })
    }
}

impl Voice {
    /// How much it says.
    fn strength(&self) -> f32 {
        let first = self.strongest * ONE_RECORD;
        if self.times <= 1.0 {
            return first * self.times;
        }
        self.strongest - (self.strongest - first) * (1.0 - REPETITION).powf(self.times - 1.0)
    }
}

/// How much of a claim is left, 0 to 1.
fn faded(judged: &Judged, segment: SegmentId, now: Option<Time>) -> f32 {
    let Some((time, now)) = judged.time.zip(now) else { return 1.0 };
    let days = now.unix_seconds().saturating_sub(time.unix_seconds()).max(0).div_euclid(DAY);
    // A float of a number of days is near enough.
    #[expect(clippy::cast_precision_loss)]
    let days = days as f32;
    0.5_f32.powf(days / half_life(judged.source, segment))
}
