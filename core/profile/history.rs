//! When segments came into the profile and went out of it. Small: the latest changes alone. What goes by erasing its
//! evidence goes without a trace.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::time::Time;

use super::{SegmentScore, taxonomy, taxonomy::SegmentId};

/// A segment comes when it is this sure, and goes when it is less sure than that: one that wavers does neither.
const COMES: f32 = 0.5;
const GOES: f32 = 0.35;
/// So many changes are kept.
const KEPT: usize = 500;

/// What has changed so far.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct History {
    /// What is in the profile.
    held: BTreeSet<SegmentId>,
    /// Oldest first.
    changes: Vec<Change>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// When it was noticed.
    pub at: Time,
    /// Which segment.
    pub segment: SegmentId,
    /// Whether it came or went.
    pub change: Way,
    /// What made it.
    pub because: Because,
    /// How sure the profile then was, 0 to 1.
    pub confidence: f32,
}

/// Came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Way {
    /// It is in the profile since then.
    Came,
    /// It was until then.
    Went,
}

/// What made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Because {
    /// Evidence was brought in.
    Import,
    /// The person said so.
    Edit,
    /// The rules are other ones.
    Rules,
}

/// A segment, and how sure the profile is of it.
type Sure = (SegmentId, f32);

impl History {
    /// Notes what is other than before; says whether anything is.
    pub fn note(&mut self, scores: &[SegmentScore], at: Time, because: Because) -> bool {
        let before = self.changes.len();
        let (came, went) = self.other(scores);
        let lines = came.into_iter().map(|it| (it, Way::Came)).chain(went.into_iter().map(|it| (it, Way::Went)));
        for ((segment, confidence), change) in lines {
            match change {
                Way::Came => self.held.insert(segment),
                Way::Went => self.held.remove(&segment),
            };
            self.changes.push(Change { at, segment, change, because, confidence });
        }
        let changed = self.changes.len() > before;
        self.changes.drain(..self.changes.len().saturating_sub(KEPT));
        changed
    }

    /// After evidence was erased: what went with it leaves the history too. Says whether anything did.
    pub fn forget(&mut self, scores: &[SegmentScore]) -> bool {
        let before = self.clone();
        self.changes.retain(|change| scores.iter().any(|score| score.segment == change.segment));
        for (segment, _) in self.other(scores).1 {
            self.held.remove(&segment);
        }
        *self != before
    }

    /// The changes, newest first.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().rev()
    }

    /// What should be held and is not, and the other way round, each with how sure the profile is.
    fn other(&self, scores: &[SegmentScore]) -> (Vec<Sure>, Vec<Sure>) {
        let told = |score: &&SegmentScore| taxonomy::get(score.segment).is_some_and(|node| node.tier > 1);
        let sure =
            |segment: SegmentId| scores.iter().find(|score| score.segment == segment).map_or(0.0, |it| it.confidence);
        let came =
            scores.iter().filter(told).filter(|score| score.confidence >= COMES && !self.held.contains(&score.segment));
        let went = self.held.iter().map(|id| (*id, sure(*id))).filter(|(_, sure)| *sure < GOES);
        (came.map(|score| (score.segment, score.confidence)).collect(), went.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scores(sure: &[(u16, f32)]) -> Vec<SegmentScore> {
        let score = |(id, confidence): &(u16, f32)| SegmentScore {
            confidence: *confidence,
            ..SegmentScore::of(SegmentId(*id))
        };
        sure.iter().map(score).collect()
    }

    fn at() -> Time {
        "2026-06-01T12:00:00+02:00".parse().unwrap()
    }

    #[test]
    fn what_comes_and_goes_is_noted_once_and_what_wavers_is_not() {
        let mut history = History::default();
        assert!(history.note(&scores(&[(206, 0.9), (541, 0.6), (719, 0.4)]), at(), Because::Import));
        assert!(!history.note(&scores(&[(541, 0.45)]), at(), Because::Import));
        assert!(!history.note(&scores(&[(541, 0.7)]), at(), Because::Import));
        assert!(history.note(&scores(&[(541, 0.2), (719, 0.8)]), at(), Because::Edit));
        let told: Vec<_> = history.changes().map(|it| (it.segment.0, it.change, it.because)).collect();
        assert_eq!(
            told,
            [(541, Way::Went, Because::Edit), (719, Way::Came, Because::Edit), (541, Way::Came, Because::Import)]
        );
    }

    #[test]
    fn what_is_erased_leaves_no_trace() {
        let mut history = History::default();
        history.note(&scores(&[(541, 0.6), (719, 0.8)]), at(), Because::Import);
        assert!(history.forget(&scores(&[(719, 0.1)])));
        assert!(history.changes().all(|change| change.segment.0 == 719));
        assert!(!serde_json::to_string(&history).unwrap().contains("541"));
        assert!(!history.forget(&scores(&[(719, 0.1)])));
        assert!(!history.note(&scores(&[(719, 0.1)]), at(), Because::Rules));
    }

    #[test]
    fn it_stays_small() {
        let mut history = History::default();
        for turn in 0..2_000 {
            history.note(&scores(&[(541, if turn % 2 == 0 { 0.9 } else { 0.0 })]), at(), Because::Import);
        }
        assert_eq!(history.changes().count(), KEPT);
    }
}
