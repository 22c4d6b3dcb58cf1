//! What one site was told: everything ever, because nothing can be taken back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{SECONDS_BETWEEN_NEW, bits_of};
use crate::{order, profile::taxonomy::SegmentId, time::Time};

/// Everything one site was ever told. Serialised with its version: `{"v":"1","sent":{"544":{"first":…,"last":…}}}`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Versioned", into = "Versioned")]
pub struct Told {
    sent: BTreeMap<SegmentId, Sent>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Sent {
    first: Time,
    last: Time,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "v", deny_unknown_fields)]
enum Versioned {
    #[serde(rename = "1")]
    V1 { sent: BTreeMap<SegmentId, Sent> },
}

impl From<Versioned> for Told {
    fn from(Versioned::V1 { sent }: Versioned) -> Self {
        Self { sent }
    }
}

impl From<Told> for Versioned {
    fn from(told: Told) -> Self {
        Self::V1 { sent: told.sent }
    }
}

impl Told {
    /// Takes up what was really sent: of an offer only what the person left in.
    pub fn record(&mut self, sent: &[SegmentId], now: Time) {
        for segment in sent {
            let entry = self.sent.entry(*segment).or_insert(Sent { first: now, last: now });
            entry.last = entry.last.max(now);
        }
    }

    /// Everything ever sent with when it first was, in ascending order of ids.
    pub fn all(&self) -> impl Iterator<Item = (SegmentId, Time)> {
        self.sent.iter().map(|(segment, sent)| (*segment, sent.first))
    }

    /// How recognisable the site could make the person with all it was ever told.
    pub fn bits(&self) -> f64 {
        bits_of(&self.segments())
    }

    /// When something new may be told at the earliest; none where nothing was told yet.
    pub fn next_new(&self) -> Option<Time> {
        let latest = self.sent.values().map(|sent| sent.first.unix_seconds()).max()?;
        Time::from_unix_seconds(latest.saturating_add(SECONDS_BETWEEN_NEW))
    }

    pub(super) fn segments(&self) -> Vec<SegmentId> {
        self.sent.keys().copied().collect()
    }

    /// Everything ever sent, what the site was told last before what it was told earlier: a choice stays as it is, and
    /// what once gave way does not push itself back in.
    pub(super) fn latest_first(&self) -> Vec<SegmentId> {
        let mut sent: Vec<_> = self.sent.iter().collect();
        order::by(&mut sent, |(_, a), (_, b)| b.last.cmp(&a.last).then(a.first.cmp(&b.first)));
        sent.into_iter().map(|(segment, _)| *segment).collect()
    }

    /// How many new segments the site may be told at `now`: any number at first, later one in four weeks. A clock set
    /// back gives none.
    pub(super) fn new_allowed(&self, now: Time) -> usize {
        let latest = self.sent.values().map(|sent| sent.first.unix_seconds()).max();
        match latest {
            None => usize::MAX,
            Some(latest) => usize::from(now.unix_seconds().saturating_sub(latest) >= SECONDS_BETWEEN_NEW),
        }
    }
}
