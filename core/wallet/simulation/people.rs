//! FROZEN. The people of the simulation: who is interested in what, and how that drifts from week to week.
//!
//! Written before the policy was tuned, and not to be changed with it: `the_people_are_frozen` holds a fingerprint. It
//! shares nothing with the policy's prevalence table but the taxonomy: other shares (each off by about ±50 %), other
//! ties between interests (six hidden leanings and a breadth of interest beside sex and age, some of which exclude
//! each other), and below a topic few popular segments and a long tail where the policy reckons with equal parts.
//! The numbers are made up; no survey says which interests go together.

use std::collections::HashMap;

use crate::{
    profile::taxonomy::{self, SegmentId},
    wallet::disclose::Interest,
};

/// Topic, percent of people, and how much likelier women and the young have it (ten times the logarithm of the odds).
#[rustfmt::skip]
const TOPICS: [(u16, u8, i8, i8); 58] = [
    (207, 19, -1, 2), (243, 39, -8, 1), (258, 43, 6, 1), (268, 32, -7, 1), (338, 32, -1, 8), (344, 20, 0, 6),
    (348, 30, 1, 4), (359, 12, 3, -4), (368, 53, 3, -1), (406, 30, -3, -2), (422, 31, 2, -3), (457, 32, 3, -7),
    (467, 30, 0, 2), (481, 38, -3, 3), (522, 34, 1, 0), (534, 17, -3, -5), (541, 30, -1, -7), (581, 34, 3, 5),
    (583, 36, -2, 0), (606, 44, 1, 5), (607, 36, -4, 6), (676, 17, 11, 7), (687, 19, -8, -1), (706, 56, -2, -2),
    (719, 32, -1, 0), (733, 29, -2, 10), (753, 25, -1, 8), (779, 34, 2, 6), (805, 38, -6, 1), (852, 7, -7, 0),
    (861, 23, -6, -3), (865, 11, 7, -4), (871, 4, -2, -6), (919, 46, 6, 3), (935, 4, -6, 2), (942, 18, -3, 3),
    (972, 66, 0, -2), (1368, 7, 0, 7), (1377, 19, 3, 10), (1383, 28, -1, -5), (1400, 31, 2, 3), (1407, 14, 3, 0),
    (1420, 25, 6, -5), (1428, 13, -5, -8), (1471, 10, 2, -4), (1476, 5, 0, -1), (1493, 7, 6, -1), (1496, 6, 0, 8),
    (1506, 10, -5, 2), (1538, 21, -2, -3), (1546, 6, 0, -1), (1549, 18, 1, 7), (1585, 3, -1, 6), (1591, 34, -1, 6),
    (1599, 8, -7, 0), (1618, 19, -5, 10), (1649, 21, -2, 2), (1676, 10, -2, 6),
];
const LEANINGS: usize = 6;
/// How strongly a leaning moves a topic, and how much people differ in breadth, in logits.
const LEANING: f64 = 0.5;
const BREADTH: f64 = 0.6;
/// How often in a week an interest, or an intent to buy, is decided anew.
const CHURN: f64 = 0.01;
const CHURN_PURCHASE: f64 = 0.04;

/// A small deterministic generator (splitmix64).
#[derive(Clone)]
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 to 1.
    pub(super) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// Standard normal, near enough: twelve uniforms.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

struct Topic {
    id: SegmentId,
    base: f64,
    women: f64,
    young: f64,
    leanings: [f64; LEANINGS],
    churn: f64,
}

/// What is the same for everybody.
pub(super) struct World {
    topics: Vec<Topic>,
    /// Below each segment, the most popular first: the n-th is 1/n as popular as the first.
    children: HashMap<SegmentId, Vec<SegmentId>>,
}

impl World {
    pub(super) fn new() -> Self {
        let mut dice = Dice(1_558);
        let mut children: HashMap<SegmentId, Vec<SegmentId>> = HashMap::new();
        for node in taxonomy::all().into_iter().filter(|node| !taxonomy::is_denied(node.id)) {
            if let Some(parent) = node.parent {
                let below = children.entry(parent).or_default();
                below.insert(dice.below(below.len() + 1), node.id);
            }
        }
        let topics = TOPICS.map(|(id, percent, women, young)| {
            let share = f64::from(percent) / 100.0;
            let (women, young) = (f64::from(women) / 10.0, f64::from(young) / 10.0);
            let leanings = [0.0; LEANINGS].map(|_| LEANING * dice.normal());
            let spread = leanings.iter().map(|weight| weight * weight).sum::<f64>()
                + BREADTH * BREADTH
                + (women * women + young * young) / 4.0;
            // So that the mean over everybody is about the share (the usual approximation of a logistic by a probit).
            let base = (share / (1.0 - share)).ln() * (1.0 + std::f64::consts::PI * spread / 8.0).sqrt();
            let churn = if id < 752 { CHURN } else { CHURN_PURCHASE };
            Topic { id: SegmentId(id), base, women, young, leanings, churn }
        });
        Self { topics: topics.into(), children }
    }
}

/// One person over time.
pub(super) struct Person<'a> {
    world: &'a World,
    dice: Dice,
    /// For each topic how likely it interests this person.
    chances: Vec<f64>,
    /// For each topic what is held in it, itself first; empty without interest.
    held: Vec<Vec<SegmentId>>,
}

impl<'a> Person<'a> {
    pub(super) fn new(world: &'a World, seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let woman = if dice.unit() < 0.5 { 0.5 } else { -0.5 };
        let young = if dice.unit() < 0.45 { 0.5 } else { -0.5 };
        let leanings = [0.0; LEANINGS].map(|_| dice.normal());
        let breadth = BREADTH * dice.normal();
        let chance = |topic: &Topic| {
            let leaning = topic.leanings.iter().zip(&leanings).map(|(a, b)| a * b).sum::<f64>();
            let logit = topic.base + topic.women * woman + topic.young * young + leaning + breadth;
            1.0 / (1.0 + (-logit).exp())
        };
        let chances = world.topics.iter().map(chance).collect();
        let held = vec![Vec::new(); world.topics.len()];
        let mut person = Self { world, dice, chances, held };
        for index in 0..world.topics.len() {
            person.decide(index);
        }
        person
    }

    /// A week passes; whether anything changed.
    pub(super) fn live_a_week(&mut self) -> bool {
        let mut changed = false;
        for index in 0..self.world.topics.len() {
            if self.dice.unit() < self.world.topics[index].churn {
                let before = self.held[index].clone();
                self.decide(index);
                changed |= before != self.held[index];
            }
        }
        changed
    }

    fn decide(&mut self, index: usize) {
        self.held[index].clear();
        if self.dice.unit() < self.chances[index] {
            let topic = self.world.topics[index].id;
            self.held[index].push(topic);
            let kinds = [0.75, 0.4, 0.15];
            for chance in kinds {
                if self.dice.unit() < chance {
                    self.go_below(index, topic);
                }
            }
        }
    }

    fn go_below(&mut self, index: usize, above: SegmentId) {
        let Some(below) = self.world.children.get(&above) else { return };
        let total: f64 = (1..=below.len()).map(|rank| 1.0 / rank as f64).sum();
        let mut left = self.dice.unit() * total;
        let mut rank = 0;
        while rank + 1 < below.len() && left > 1.0 / (rank + 1) as f64 {
            left -= 1.0 / (rank + 1) as f64;
            rank += 1;
        }
        let chosen = below[rank];
        if !self.held[index].contains(&chosen) {
            self.held[index].push(chosen);
        }
        if self.dice.unit() < 0.4 {
            self.go_below(index, chosen);
        }
    }

    /// The profile: everything held, those above included.
    pub(super) fn interests(&self) -> Vec<Interest> {
        let all = self.held.iter().flatten();
        all.map(|segment| Interest { segment: *segment, confidence: 0.8 }).collect()
    }

    /// What has nothing held below it.
    pub(super) fn most_specific(&self) -> Vec<SegmentId> {
        let mut specific = Vec::new();
        for held in &self.held {
            let is_above = |a: SegmentId, b: SegmentId| taxonomy::lineage(b).skip(1).any(|node| node.id == a);
            let above = |id: SegmentId| held.iter().any(|other| is_above(id, *other));
            specific.extend(held.iter().copied().filter(|id| !above(*id)));
        }
        specific
    }
}

#[test]
fn the_people_are_frozen() {
    let world = World::new();
    let mut fingerprint = 0_u64;
    let mut topics = 0;
    for seed in 0..200 {
        let mut person = Person::new(&world, seed);
        topics += person.held.iter().filter(|held| !held.is_empty()).count();
        for _ in 0..26 {
            person.live_a_week();
        }
        for segment in person.held.iter().flatten() {
            fingerprint = fingerprint.wrapping_mul(0x0100_0000_01b3).wrapping_add(u64::from(segment.0));
        }
    }
    assert_eq!((topics, fingerprint), (2_902, 7_215_209_660_486_644_257));
}
