//! The classifier against labelled evidence that is not part of the project: where `../shared/data/gold-dev` is there, it
//! is measured and held to a floor; where it is not, the test says that it skips. docs/profile.md quotes its figures.

use std::{collections::BTreeSet, fs, path::Path};

use serde::Deserialize;

use super::{classify, taxonomy, taxonomy::SegmentId};
use crate::record::Record;

#[derive(Deserialize)]
struct Gold {
    kind: String,
    expect: Vec<String>,
    #[serde(flatten)]
    record: Record,
}

#[derive(Default)]
struct Tally {
    positive: usize,
    answered: usize,
    right: usize,
    emitted: usize,
    emitted_right: usize,
    sensitive: usize,
    unseen: usize,
    leaks: usize,
    none: usize,
    fires: usize,
}

/// The tier-2 segment that a segment is in, or itself above that.
fn tier2(id: SegmentId) -> SegmentId {
    taxonomy::lineage(id).find(|node| node.tier <= 2).map_or(id, |node| node.id)
}

impl Tally {
    /// Counts one item, and says whether it was judged well.
    fn count(&mut self, gold: &Gold) -> bool {
        let verdict = classify(&gold.record);
        let expected: BTreeSet<SegmentId> =
            gold.expect.iter().map(|id| tier2(SegmentId(id.parse().unwrap()))).collect();
        let emitted: BTreeSet<SegmentId> = verdict.claims.iter().map(|claim| tier2(claim.segment)).collect();
        let right = emitted.intersection(&expected).count();
        self.emitted += emitted.len();
        self.emitted_right += right;
        match gold.kind.as_str() {
            "sensitive" => {
                self.sensitive += 1;
                self.unseen += usize::from(verdict.kind != super::Kind::Sensitive);
                self.leaks += usize::from(!emitted.is_empty());
                verdict.kind == super::Kind::Sensitive
            }
            "none" => {
                self.none += 1;
                self.fires += usize::from(!emitted.is_empty());
                emitted.is_empty()
            }
            _ => {
                self.positive += 1;
                self.answered += usize::from(!emitted.is_empty());
                self.right += usize::from(right > 0);
                right > 0 && right == emitted.len()
            }
        }
    }
}

#[test]
fn labelled_evidence_is_judged_well_enough() {
    let path = Path::new("../shared/data/gold-dev/gold.jsonl");
    let Ok(text) = fs::read_to_string(path).or_else(|_| fs::read_to_string(Path::new("..").join(path))) else {
        eprintln!("skipped: {} is not here", path.display());
        return;
    };
    let verbose = std::env::var_os("OWNYOU_GOLD_VERBOSE").is_some();
    let mut all = Tally::default();
    for line in text.lines() {
        let gold: Gold = serde_json::from_str(line).unwrap();
        if !all.count(&gold) && verbose {
            let words = super::text::tokens(line);
            let topics: Vec<_> =
                super::lexicon::sensitive().find(&words).into_iter().map(|hit| (hit.term, hit.what)).collect();
            eprintln!("{line}\n    {:?}\n    {topics:?}", classify(&gold.record));
        }
    }
    eprintln!(
        "answered {}/{}, tier-2 right {}/{}, precision {}/{}, leaks {} (not recognised {}) of {}, fires on none {}/{}",
        all.answered,
        all.positive,
        all.right,
        all.answered,
        all.emitted_right,
        all.emitted,
        all.leaks,
        all.unseen,
        all.sensitive,
        all.fires,
        all.none
    );
    assert_eq!(all.leaks, 0, "sensitive evidence gave a segment");
    assert!(all.fires * 20 <= all.none, "{} of {} say something about nothing", all.fires, all.none);
    assert!(all.emitted_right * 10 >= all.emitted * 9, "precision {}/{}", all.emitted_right, all.emitted);
}
