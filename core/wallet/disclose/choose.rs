//! The choice itself.

use std::collections::{BTreeMap, VecDeque};

use super::{
    Asked, Choice, Interest, K, MAX_SEGMENTS, ONE_TOPIC_IN, Offer, POPULATION, PrfKey, SURE, Told, Why, Withheld,
    bits_of, draw::Draw, prevalence,
};
use crate::{
    profile::{
        correlation,
        taxonomy::{self, SegmentId},
    },
    time::Time,
};

/// What a site may be told at `now`. The same answer to the same question, always.
///
/// What it was told before and the profile still holds comes first; free places go to what is new, by the draw. At
/// most one segment of a topic (a tier-2 branch) at a time, so never one and another above it.
pub fn choose(interests: &[Interest], asked: &Asked, told: &Told, key: &PrfKey, now: Time) -> Choice {
    let room = usize::from(asked.max.min(MAX_SEGMENTS));
    let held = held(interests);
    let kept = kept(&held, told, room);
    let known = told.segments();
    let mut search = Search { held: &held, draw: Draw::new(key, asked.site), known, withheld: Vec::new() };
    let new = search.new_topics(&kept, room, told.new_allowed(now));
    let new = search.specialise(new);

    let mut segments: Vec<SegmentId> = kept.into_iter().chain(new).collect();
    segments.sort_unstable();
    let bits = bits_of(&search.with(&segments));
    let offer = |segment| Offer { segment, bits: bits_of(&[segment]) };
    Choice { segments: segments.into_iter().map(offer).collect(), bits, withheld: search.withheld }
}

/// All that could be told at all, with how sure the profile is: from tier 2 down, nothing denied; whoever is
/// interested in something is interested in what stands above it.
fn held(interests: &[Interest]) -> BTreeMap<SegmentId, f32> {
    let mut held = BTreeMap::new();
    for interest in interests.iter().filter(|interest| !taxonomy::is_denied(interest.segment)) {
        for node in taxonomy::lineage(interest.segment).filter(|node| node.tier >= 2) {
            let sure = held.entry(node.id).or_insert(0.0_f32);
            *sure = sure.max(interest.confidence);
        }
    }
    held
}

/// What the site knows and may go on seeing.
fn kept(held: &BTreeMap<SegmentId, f32>, told: &Told, room: usize) -> Vec<SegmentId> {
    let mut kept: Vec<SegmentId> = Vec::new();
    for segment in told.latest_first() {
        let free = kept.iter().all(|other| topic(*other) != topic(segment));
        if kept.len() < room && free && held.contains_key(&segment) {
            kept.push(segment);
        }
    }
    kept
}

/// The tier-2 segment that this one is or is below.
fn topic(segment: SegmentId) -> Option<SegmentId> {
    taxonomy::lineage(segment).find(|node| node.tier == 2).map(|node| node.id)
}

struct Search<'a> {
    held: &'a BTreeMap<SegmentId, f32>,
    draw: Draw,
    /// Everything the site was ever told.
    known: Vec<SegmentId>,
    withheld: Vec<Withheld>,
}

impl Search<'_> {
    /// The topics that get the free places; none more specific yet, so that as many as can be find theirs.
    fn new_topics(&mut self, kept: &[SegmentId], room: usize, allowed: usize) -> Vec<SegmentId> {
        let taken = |id| kept.iter().any(|other| topic(*other) == Some(id));
        let topics = self.drawn(|node| node.tier == 2);
        let free = room.min(topics.len().div_ceil(ONE_TOPIC_IN)).saturating_sub(kept.len());
        let mut new = Vec::new();
        for id in topics.into_iter().filter(|id| !taken(*id)) {
            if new.len() >= free {
                break;
            }
            new.push(id);
            let why = if !self.crowded(&new) {
                Why::Recognisable
            } else if new.len() > allowed {
                Why::TooSoon
            } else {
                continue;
            };
            new.pop();
            self.withheld.push(Withheld { segment: id, why });
            if why == Why::TooSoon {
                break;
            }
        }
        new
    }

    /// Makes each topic as specific as the crowd allows, the first drawn first.
    fn specialise(&mut self, topics: Vec<SegmentId>) -> Vec<SegmentId> {
        let mut rest: VecDeque<SegmentId> = topics.into();
        let mut done = Vec::new();
        while let Some(topic) = rest.pop_front() {
            let others: Vec<SegmentId> = done.iter().chain(&rest).copied().collect();
            done.push(self.deepest(topic, &others));
        }
        done
    }

    /// The way down from `segment` by the draw, for as long as it goes unseen beside `others`.
    fn deepest(&mut self, mut segment: SegmentId, others: &[SegmentId]) -> SegmentId {
        loop {
            let below = self.drawn(|node| node.parent == Some(segment));
            match below.iter().find(|id| self.crowded(&[others, &[**id]].concat())) {
                Some(next) => segment = *next,
                None => {
                    let first = below.first().map(|id| Withheld { segment: *id, why: Why::Generalised });
                    self.withheld.extend(first);
                    return segment;
                }
            }
        }
    }

    /// Held and sure enough to be told to somebody new, in the site's order.
    fn drawn(&self, wanted: impl Fn(&taxonomy::Node) -> bool) -> Vec<SegmentId> {
        let sure = self.held.iter().filter(|(_, sure)| **sure >= SURE).filter_map(|(id, _)| taxonomy::get(*id));
        let mut drawn: Vec<SegmentId> = sure.filter(|node| wanted(node)).map(|node| node.id).collect();
        drawn.sort_by_cached_key(|id| self.draw.place(*id));
        drawn
    }

    fn with(&self, segments: &[SegmentId]) -> Vec<SegmentId> {
        [self.known.as_slice(), segments].concat()
    }

    /// Whether enough people share these and all that the site knows, and these together tell nothing that no evidence may.
    fn crowded(&self, segments: &[SegmentId]) -> bool {
        #[allow(clippy::cast_precision_loss, reason = "a population is far below 2^52")]
        let people = POPULATION as f64 * prevalence::joint(&self.with(segments));
        people >= K && correlation::spelt_out(self.with(segments)).is_empty()
    }
}
