//! How many people share a set of segments: the table of shares, and the model that puts shares together.
//!
//! The table and its sources, and why the model is as it is: docs/disclosure.md.

use std::{collections::HashMap, sync::OnceLock};

use crate::profile::taxonomy::{self, SegmentId};

const TABLE: &str = include_str!("../prevalence.tsv");

/// Four equal groups of adults, by sex (1 women, 0 men) and age (1 below 45, 0 above). Within one, segments count as
/// independent. Nobody is ever put into one: they only say which interests go together.
const GROUPS: [(usize, usize); 4] = [(0, 0), (0, 1), (1, 0), (1, 1)];
/// No segment counts as common to more of a group than this.
const MOST: f64 = 0.95;
/// Each segment after the first counts as rarer by this factor: for interests that exclude each other in ways that sex
/// and age do not explain, and for shares that are wrong.
const CAUTION: f64 = 0.65;
/// Someone interested in a subject cares for so many of its kinds.
const KINDS: f64 = 1.5;
/// The share of a segment without one: nobody's.
const NONE: f64 = 1e-9;

/// A segment's share in each of [`GROUPS`].
type Shares = [f64; GROUPS.len()];

/// The share of people who have all these segments, 1 for none. What a segment below implies is not counted again.
pub(super) fn joint(segments: &[SegmentId]) -> f64 {
    let mut segments = segments.to_vec();
    segments.sort_unstable();
    segments.dedup();
    let implied = |id: SegmentId| segments.iter().any(|other| *other != id && is_above(id, *other));
    let shares: Vec<Shares> = segments.iter().filter(|id| !implied(**id)).map(|id| of(*id)).collect();
    let caution = shares.iter().skip(1).fold(1.0, |product, _| product * CAUTION);
    let mut products = [1.0 / f64::from(u8::try_from(GROUPS.len()).unwrap_or(u8::MAX)); GROUPS.len()];
    for share in &shares {
        products.iter_mut().zip(share).for_each(|(product, share)| *product *= share);
    }
    caution * products.iter().sum::<f64>()
}

fn is_above(above: SegmentId, below: SegmentId) -> bool {
    taxonomy::lineage(below).skip(1).any(|node| node.id == above)
}

/// The table's share of the segment, or of the nearest one above it that has one, divided up on the way down.
fn of(id: SegmentId) -> Shares {
    let table = table();
    let mut part = 1.0;
    for node in taxonomy::lineage(id) {
        if let Some(shares) = table.shares.get(&node.id) {
            return shares.map(|share| share * part);
        }
        let siblings = node.parent.and_then(|parent| table.children.get(&parent)).copied().unwrap_or(1);
        part *= part_of_parent(siblings);
    }
    [NONE; GROUPS.len()]
}

/// How many of those who have a segment have a certain one of the `children` below it; never more than half.
fn part_of_parent(children: u16) -> f64 {
    (KINDS / f64::from(children.max(1))).min(0.5)
}

struct Table {
    shares: HashMap<SegmentId, Shares>,
    children: HashMap<SegmentId, u16>,
}

fn table() -> &'static Table {
    static READ: OnceLock<Table> = OnceLock::new();
    READ.get_or_init(|| {
        let mut children: HashMap<SegmentId, u16> = HashMap::new();
        for parent in taxonomy::all().into_iter().filter_map(|node| node.parent) {
            let count = children.entry(parent).or_default();
            *count = count.saturating_add(1);
        }
        Table { shares: TABLE.lines().skip(1).filter_map(row).collect(), children }
    })
}

/// `id`, percent of adults, how many women for 100 men, how many below 45 for 100 above, source.
fn row(line: &str) -> Option<(SegmentId, Shares)> {
    let mut fields = line.split('\t').map(|field| field.parse::<u16>().ok());
    let mut field = || fields.next().flatten();
    let id = SegmentId(field()?);
    let mut ratio = || field().map(|percent| f64::from(percent) / 100.0);
    let (share, women, young) = (ratio()?, ratio()?, ratio()?);
    let tilt = |ratio: f64, is: usize| 2.0 * if is == 1 { ratio } else { 1.0 } / (1.0 + ratio);
    Some((id, GROUPS.map(|(sex, age)| (share * tilt(women, sex) * tilt(young, age)).min(MOST))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(id: u16) -> f64 {
        joint(&[SegmentId(id)])
    }

    #[test]
    fn every_segment_that_can_be_told_has_a_share() {
        for node in taxonomy::all().into_iter().filter(|node| node.tier >= 2 && !taxonomy::is_denied(node.id)) {
            let share = share(node.id.0);
            assert!(share > 2.0 * NONE && share < 0.9, "{}: {share}", node.id);
            let above = node.parent.filter(|_| node.tier > 2).map_or(1.0, |parent| joint(&[parent]));
            assert!(share < above, "{} is no rarer than what it is below", node.id);
        }
        assert!(share(65_000) < 1e-6);
    }

    #[test]
    fn every_row_is_read_and_meant() {
        assert_eq!(TABLE.lines().skip(1).count(), table().shares.len());
        let sources = ["prior", "sci", "awa", "dnr", "pew24", "eurostat", "petfood"];
        for line in TABLE.lines().skip(1) {
            let (id, _) = row(line).unwrap();
            assert!(!taxonomy::is_denied(id), "{line}");
            assert!(sources.contains(&line.rsplit('\t').next().unwrap()), "{line}");
        }
        assert!(TABLE.len() < 6 * 1024);
    }

    #[test]
    fn the_shares_of_the_groups_make_the_share_of_all() {
        // Video gaming: 33 % of adults, far more of the young.
        assert!((share(733) - 0.33).abs() < 0.001);
        // Below Sports the table names none, and there are many.
        assert!((share(669) / share(607) - KINDS / 56.0).abs() < 0.01);
    }

    #[test]
    fn a_set_is_rarer_than_its_parts_and_the_order_does_not_matter() {
        let (games, garden, style) = (SegmentId(733), SegmentId(457), SegmentId(676));
        let all = joint(&[games, garden, style]);
        assert!(all < joint(&[games, garden]) && joint(&[games, garden]) < joint(&[garden]));
        assert!((all - joint(&[style, games, garden])).abs() < 1e-12);
        assert!((joint(&[]) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn what_goes_with_age_counts_as_rare_together() {
        let (games, garden, careers) = (SegmentId(733), SegmentId(457), SegmentId(338));
        assert!(joint(&[games, garden]) / share(457) < joint(&[games, careers]) / share(338));
    }

    #[test]
    fn what_a_segment_implies_adds_nothing() {
        let (pets, dogs) = (SegmentId(541), SegmentId(544));
        assert!((joint(&[pets, dogs, dogs]) - joint(&[dogs])).abs() < 1e-12);
    }
}
