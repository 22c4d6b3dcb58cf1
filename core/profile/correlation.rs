//! Harmless segments that together would tell what nothing may be inferred from: a table of ours says which, what is then
//! left out, and why. It holds for the profile and for all that one site was ever told.

use std::{collections::BTreeSet, sync::OnceLock};

use crate::tables::Table;

use super::{
    lexicon::{id, rows},
    taxonomy::{self, SegmentId},
};

/// A combination.
#[derive(Debug)]
pub struct Combination {
    /// What it would tell.
    pub topic: &'static str,
    /// What is left out where it holds, each with all below it.
    pub dropped: Vec<SegmentId>,
    /// A sentence, for the person.
    pub reason: &'static str,
    /// So many of `groups` are enough.
    of: usize,
    /// Of each group one segment, or one below it, counts.
    groups: Vec<Vec<SegmentId>>,
}

impl Combination {
    /// Whether the segment is left out where this holds.
    pub fn drops(&self, segment: SegmentId) -> bool {
        taxonomy::lineage(segment).any(|node| self.dropped.contains(&node.id))
    }

    fn holds(&self, with_those_above: &BTreeSet<SegmentId>) -> bool {
        let held = |group: &&Vec<SegmentId>| group.iter().any(|id| with_those_above.contains(id));
        self.groups.iter().filter(held).count() >= self.of
    }
}

/// The combinations that these segments make up.
pub fn spelt_out(segments: impl IntoIterator<Item = SegmentId>) -> Vec<&'static Combination> {
    let all: BTreeSet<SegmentId> = segments.into_iter().flat_map(taxonomy::lineage).map(|node| node.id).collect();
    combinations().iter().filter(|combination| combination.holds(&all)).collect()
}

fn combinations() -> &'static [Combination] {
    static COMBINATIONS: OnceLock<Vec<Combination>> = OnceLock::new();
    COMBINATIONS.get_or_init(|| {
        let row = |[topic, of, groups, dropped, reason]: [&'static str; 5]| Combination {
            topic,
            reason,
            // A row that cannot be read would drop too much, never too little.
            of: of.parse().unwrap_or(1),
            groups: groups.split(' ').map(|group| group.split('|').filter_map(id).collect()).collect(),
            dropped: dropped.split(' ').filter_map(id).collect(),
        };
        rows::<5>(Table::Correlation).map(row).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_combination_holds_only_when_enough_is_there_and_is_gone_without_what_it_drops() {
        assert!(combinations().len() >= 12);
        for combination in combinations() {
            let Combination { of, groups, topic, .. } = combination;
            assert!(*of >= 2 && *of <= groups.len(), "{topic}");
            let firsts: Vec<SegmentId> = groups.iter().map(|group| group[0]).collect();
            let holds =
                |ids: &[SegmentId]| spelt_out(ids.iter().copied()).iter().any(|it| std::ptr::eq(*it, combination));
            assert!(holds(&firsts[..*of]), "{topic}");
            assert!(!holds(&firsts[..of - 1]), "{topic}");
            let all: Vec<SegmentId> = groups.concat().into_iter().filter(|id| !combination.drops(*id)).collect();
            assert!(!holds(&all), "{topic}: what stays still tells it");
            assert!(groups.concat().iter().chain(&combination.dropped).all(|id| !taxonomy::is_denied(*id)));
        }
    }

    #[test]
    fn what_is_below_a_segment_counts_as_it_does() {
        let topics =
            |ids: &[u16]| spelt_out(ids.iter().map(|id| SegmentId(*id))).iter().map(|it| it.topic).collect::<Vec<_>>();
        assert_eq!(topics(&[1349, 1498]), ["pregnancy"]);
        assert!(topics(&[1349, 544, 719]).is_empty());
    }
}
