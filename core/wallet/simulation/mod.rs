//! A simulation that tries to find people again: does the policy of [`super::disclose`] keep two sites apart?
//!
//! `people` makes people, `sites` lets them log in, `attack` looks for them. What is measured and what came out:
//! docs/disclosure.md. `OWNYOU_DEEP=1` runs all of 100,000 people and prints the figures there.
#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "small counts become shares and back")]

mod attack;
mod people;
mod sites;

use std::collections::HashMap;

use crate::{
    profile::taxonomy::SegmentId,
    wallet::disclose::{K, POPULATION},
};
use attack::{Books, Learnt, Map, nearest};
use people::World;
use sites::{Life, Policy, Seen, Setting, Trace, live};

/// More people found again than this is a failure.
const LIMIT: f64 = 0.05;
/// Fewer than the policy promises may share the set of so many: the table of shares is off, and so is the model.
const THIN: f64 = 0.05;
/// As many as the policy reckons with.
const CROWD: usize = POPULATION as usize;
/// The worst there is: three segments, and everybody at both sites every week.
const WORST: Setting = Setting { policy: Policy::Ours, max: 3, visits: 1.0 };

/// What one run says. All are shares of people, but for the last.
#[derive(Debug, Clone, Default)]
struct Outcome {
    /// Found again at the other site, by the better of both attacks.
    matched: f64,
    /// Found again without looking at dates: by likelihood of what alone was told.
    nearest: f64,
    /// Alone with the set of all that the first site was ever told, and with that of the first week: nobody else told
    /// it just that.
    unique: [f64; 2],
    /// Alone in holding what the first site was told in the first week.
    alone: f64,
    /// Sharing that with fewer people than the policy promises.
    thin: f64,
    /// Segments sent in the first week and in the last.
    sent: [f64; 2],
}

/// A crowd from person number `from` on, of whom the first `targets` are looked for.
fn run(setting: Setting, from: u64, crowd: usize, targets: usize) -> Outcome {
    let (world, map) = (World::new(), Map::new());
    let lives = |from: u64, count: usize| -> Vec<Life> {
        (from..from + count as u64).map(|number| live(&world, setting, number)).collect()
    };
    let learnt = Learnt::new(&map, &Books::new(&lives(1_000_000_000, 2_000)));
    let lives = lives(from, crowd);
    let books = Books::new(&lives);
    let sets = |wanted: fn(&Seen) -> bool| -> Vec<Vec<SegmentId>> {
        let set = |trace: &Trace| trace.iter().filter(|seen| wanted(seen)).map(|seen| seen.segment).collect();
        books.first.iter().map(set).collect()
    };
    let (all, at_first) = (sets(|_| true), sets(|seen| seen.first == 0));
    let crowds: Vec<f64> = at_first.iter().take(1_000).map(|set| holding(&lives, set)).collect();
    let fewer_than = |people: f64| share(crowds.iter().map(|holding| f64::from(u8::from(*holding < people))));
    let nearest = nearest(&books, targets);
    Outcome {
        matched: learnt.likelihood(&books, targets).max(nearest),
        nearest,
        unique: [unique(&all), unique(&at_first)],
        alone: fewer_than(2.0),
        thin: fewer_than(K * crowd as f64 / POPULATION as f64),
        sent: [0, 1].map(|week| share(lives.iter().map(|life| life.sent[week] as f64))),
    }
}

fn share(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len() as f64;
    values.sum::<f64>() / count
}

fn unique(sets: &[Vec<SegmentId>]) -> f64 {
    let mut counts: HashMap<&Vec<SegmentId>, usize> = HashMap::new();
    sets.iter().for_each(|set| *counts.entry(set).or_default() += 1);
    counts.values().filter(|count| **count == 1).count() as f64 / sets.len() as f64
}

/// How many hold all of the set at first.
fn holding(lives: &[Life], set: &[SegmentId]) -> f64 {
    lives.iter().filter(|life| set.iter().all(|segment| life.held.contains(segment))).count() as f64
}

#[test]
fn two_sites_do_not_find_people_again() {
    let outcome = run(WORST, 0, CROWD, CROWD);
    eprintln!("{outcome:#?}");
    assert!(outcome.matched < LIMIT, "{outcome:?}");
    assert!(outcome.nearest < LIMIT / 2.0 && outcome.unique[0] < 0.2, "{outcome:?}");
    assert!(outcome.thin < THIN && outcome.alone == 0.0, "{outcome:?}");
    assert!(outcome.sent[0] > 2.0 && outcome.sent[1] > 1.5, "nothing to tell is no policy: {outcome:?}");
}

/// The same attack on policies without a crowd, one even with a draw for each site: it is not the attack that keeps ours
/// below the limit.
#[test]
fn without_a_crowd_they_do() {
    for policy in [Policy::SameThree, Policy::NoCrowd] {
        let outcome = run(Setting { policy, ..WORST }, 0, CROWD, 100);
        eprintln!("{policy:?}: {outcome:#?}");
        assert!(outcome.matched > 2.0 * LIMIT && outcome.thin > 0.5, "{outcome:?}");
    }
}

/// All figures of docs/disclosure.md: ten crowds, 100,000 people.
#[test]
fn all_of_a_hundred_thousand() {
    if std::env::var_os("OWNYOU_DEEP").is_none() {
        eprintln!("skipped: OWNYOU_DEEP=1 runs it, in some minutes");
        return;
    }
    let people = 10 * CROWD as u64;
    for crowd in (0..people).step_by(CROWD) {
        let outcome = run(WORST, crowd, CROWD, CROWD);
        eprintln!("crowd {crowd}: {outcome:?}");
        assert!(outcome.matched < LIMIT && outcome.thin < THIN && outcome.alone == 0.0);
    }
    for (name, crowd) in [("one crowd of all", 10 * CROWD), ("a tenth", CROWD / 10)] {
        eprintln!("{name}: {:?}", run(WORST, 0, crowd, 1_000));
    }
    for setting in [Setting { max: 2, ..WORST }, Setting { visits: 0.5, ..WORST }] {
        eprintln!("{setting:?}: {:?}", run(setting, 0, CROWD, CROWD));
    }
    for policy in [Policy::AnyThree, Policy::SameThree, Policy::NoCrowd] {
        let outcome = run(Setting { policy, ..WORST }, 0, CROWD, 200);
        eprintln!("{policy:?}: {outcome:?}");
        assert!(outcome.matched > LIMIT);
    }
}
