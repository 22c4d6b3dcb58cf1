//! The attack: two sites that know how people are and what the policy does look for the same person in each other's
//! books, with everything each was ever told and when.

use std::collections::HashMap;

use super::sites::{Life, Seen, Trace, WEEKS};
use crate::profile::taxonomy::{self, SegmentId};

/// How a found segment stands to the one looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    Equal,
    /// One is above the other.
    Nested,
    /// The same topic otherwise.
    Topic,
    /// Another topic.
    Other,
}

const RELATIONS: usize = 4;
/// Ids are below this.
const IDS: usize = 2_048;
/// Weeks apart are told apart up to this.
const GAPS: usize = 5;
/// So many made-up cases keep a rare pair from saying too much.
const DOUBT: f64 = 20.0;

/// Where segments stand: for each its path from the topic down.
pub(super) struct Map(Vec<Vec<SegmentId>>);

impl Map {
    pub(super) fn new() -> Self {
        let path = |id: usize| {
            let lineage = taxonomy::lineage(SegmentId(id as u16));
            let mut path: Vec<SegmentId> = lineage.filter(|node| node.tier >= 2).map(|node| node.id).collect();
            path.reverse();
            path
        };
        Self((0..IDS).map(path).collect())
    }

    fn topic(&self, segment: SegmentId) -> SegmentId {
        self.0[usize::from(segment.0)][0]
    }

    fn relation(&self, a: SegmentId, b: SegmentId) -> Relation {
        let (one, other) = (&self.0[usize::from(a.0)], &self.0[usize::from(b.0)]);
        let common = one.iter().zip(other).take_while(|(a, b)| a == b).count();
        match common {
            _ if a == b => Relation::Equal,
            0 => Relation::Other,
            all if all == one.len().min(other.len()) => Relation::Nested,
            _ => Relation::Topic,
        }
    }
}

/// Both sides' traces, in the order of people.
pub(super) struct Books {
    pub(super) first: Vec<Trace>,
    second: Vec<Trace>,
    /// How often the second site shows each segment.
    rates: HashMap<SegmentId, f64>,
    /// Of what the second site saw, how much began and ended in each week: interests, then purchases.
    begins: [Vec<f64>; 2],
    ends: [Vec<f64>; 2],
}

fn gap(a: u8, b: u8) -> usize {
    usize::from(a.abs_diff(b)).min(GAPS - 1)
}

fn is_purchase(segment: SegmentId) -> usize {
    usize::from(segment.0 > 752)
}

impl Books {
    pub(super) fn new(lives: &[Life]) -> Self {
        let side = |index: usize| lives.iter().map(|life| life.traces[index].clone()).collect();
        let (first, second): (Vec<Trace>, Vec<Trace>) = (side(0), side(1));
        let mut rates = HashMap::new();
        let weeks = || [0, 1].map(|_| vec![1.0; usize::from(WEEKS)]);
        let (mut begins, mut ends) = (weeks(), weeks());
        for seen in second.iter().flatten() {
            *rates.entry(seen.segment).or_insert(0.0) += 1.0 / second.len() as f64;
            begins[is_purchase(seen.segment)][usize::from(seen.first)] += 1.0;
            ends[is_purchase(seen.segment)][usize::from(seen.last)] += 1.0;
        }
        for weeks in begins.iter_mut().chain(&mut ends) {
            let all: f64 = weeks.iter().sum();
            weeks.iter_mut().for_each(|count| *count /= all);
        }
        Self { first, second, rates, begins, ends }
    }
}

/// What the attacker learns from people whom it knows at both sites.
pub(super) struct Learnt<'a> {
    map: &'a Map,
    /// For a segment at the first site, how many so related the second shows.
    related: [f64; RELATIONS],
    /// How often the second shows a topic, given one that the first shows, over how often it shows it at all.
    lift: HashMap<(SegmentId, SegmentId), f64>,
    /// For what is equal and for what is nested: how often it begins, and ends, so many weeks apart at both.
    apart: [[[f64; GAPS]; 2]; 2],
}

impl<'a> Learnt<'a> {
    pub(super) fn new(map: &'a Map, books: &Books) -> Self {
        let mut related = [0.0; RELATIONS];
        let mut apart = [[[1.0; GAPS]; 2]; 2];
        let (mut pairs, mut firsts, mut seconds) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut shown = 0.0;
        for (first, second) in books.first.iter().zip(&books.second) {
            for a in first {
                shown += 1.0;
                *firsts.entry(map.topic(a.segment)).or_insert(0.0) += 1.0;
                for b in second {
                    let relation = map.relation(a.segment, b.segment) as usize;
                    related[relation] += 1.0;
                    if let Some([begins, ends]) = apart.get_mut(relation) {
                        begins[gap(a.first, b.first)] += 1.0;
                        ends[gap(a.last, b.last)] += 1.0;
                    }
                    *pairs.entry((map.topic(a.segment), map.topic(b.segment))).or_insert(0.0) += 1.0;
                }
            }
            for b in second {
                *seconds.entry(map.topic(b.segment)).or_insert(0.0) += 1.0 / books.second.len() as f64;
            }
        }
        for counts in apart.iter_mut().flatten() {
            let all: f64 = counts.iter().sum();
            counts.iter_mut().for_each(|count| *count /= all);
        }
        let lift = |((a, b), count): ((SegmentId, SegmentId), f64)| {
            let expected = seconds[&b];
            ((a, b), (count + DOUBT * expected) / (firsts[&a] + DOUBT) / expected)
        };
        let lift = pairs.into_iter().map(lift).collect();
        Self { map, related: related.map(|count| count / shown), lift, apart }
    }

    /// For the trace looked for, what each segment in the other book is worth.
    fn weights(&self, looked_for: &Trace, rates: &HashMap<SegmentId, f64>) -> Vec<f64> {
        let mut weights = vec![0.0; IDS];
        for a in looked_for {
            let mut by_chance = [0.0; RELATIONS];
            for (b, rate) in rates {
                by_chance[self.map.relation(a.segment, *b) as usize] += rate;
            }
            for b in rates.keys() {
                let relation = self.map.relation(a.segment, *b);
                let lift = match relation {
                    Relation::Other => {
                        self.lift.get(&(self.map.topic(a.segment), self.map.topic(*b))).copied().unwrap_or(0.5)
                    }
                    near => self.related[near as usize] / by_chance[near as usize],
                };
                weights[usize::from(b.0)] += lift.max(1e-3).ln();
            }
        }
        weights
    }

    /// What the dates say where both sites saw the same, or one above it: a segment that leaves the profile ends at
    /// both at the next login.
    fn dates(&self, looked_for: &Trace, found: &Seen, books: &Books) -> f64 {
        let kind = is_purchase(found.segment);
        let mut worth = 0.0;
        for seen in looked_for {
            let relation = self.map.relation(seen.segment, found.segment) as usize;
            let Some([begins, ends]) = self.apart.get(relation) else { continue };
            for (one, other, apart, weeks) in [
                (seen.first, found.first, begins, &books.begins[kind]),
                (seen.last, found.last, ends, &books.ends[kind]),
            ] {
                let gap_is = gap(one, other);
                let so_far = (0..WEEKS).zip(weeks).filter(|(week, _)| gap(one, *week) == gap_is);
                worth += (apart[gap_is] / so_far.map(|(_, rate)| rate).sum::<f64>()).ln();
            }
        }
        worth
    }

    /// How many of the first `targets` people it points at rightly, by likelihood.
    pub(super) fn likelihood(&self, books: &Books, targets: usize) -> f64 {
        let point = |(target, looked_for): (usize, &Trace)| {
            let weights = self.weights(looked_for, &books.rates);
            let worth = |seen: &Seen| weights[usize::from(seen.segment.0)] + self.dates(looked_for, seen, books);
            luck(&books.second, target, |trace| trace.iter().map(worth).sum())
        };
        books.first.iter().enumerate().take(targets).map(point).sum::<f64>() / targets as f64
    }
}

/// The plain attack: the most alike set, each segment counting by how rare it is.
pub(super) fn nearest(books: &Books, targets: usize) -> f64 {
    let rarity = |seen: &Seen| -books.rates[&seen.segment].ln();
    let point = |(target, looked_for): (usize, &Trace)| {
        let has = |seen: &&Seen| looked_for.iter().any(|other| other.segment == seen.segment);
        let alike = |trace: &Trace| -> f64 {
            let all: f64 = trace.iter().map(rarity).sum();
            trace.iter().filter(has).map(rarity).sum::<f64>() - 0.1 * all
        };
        luck(&books.second, target, alike)
    };
    books.first.iter().enumerate().take(targets).map(point).sum::<f64>() / targets as f64
}

/// The chance of pointing at `target`, taking any one of those with the best score.
fn luck(traces: &[Trace], target: usize, score: impl Fn(&Trace) -> f64) -> f64 {
    let aim = score(&traces[target]);
    let mut same = 0.0;
    for trace in traces {
        let other = score(trace);
        if other > aim + 1e-9 {
            return 0.0;
        }
        same += f64::from(u8::from(other > aim - 1e-9));
    }
    1.0 / same
}
