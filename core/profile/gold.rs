//! The classifier against labelled evidence, held to a floor: the project's own (tests/data/profile.jsonl), and one that is
//! not part of the project, where `../shared/data/gold-dev` is there; where it is not, its test says that it skips.
//! docs/profile.md quotes their figures. `tests/data/sensitive.jsonl` is of what nothing may be inferred from alone.

use std::{collections::BTreeSet, fs, path::Path};

use serde::Deserialize;

use super::{Kind, Verdict, classify, taxonomy, taxonomy::SegmentId};
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
    fn count(&mut self, gold: &Gold) {
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
                self.unseen += usize::from(verdict.kind != Kind::Sensitive);
                self.leaks += usize::from(!emitted.is_empty());
            }
            "none" => {
                self.none += 1;
                self.fires += usize::from(!emitted.is_empty());
            }
            _ => {
                self.positive += 1;
                self.answered += usize::from(!emitted.is_empty());
                self.right += usize::from(right > 0);
            }
        }
    }
}

fn measured(lines: &str) -> Tally {
    let mut all = Tally::default();
    for line in lines.lines() {
        all.count(&serde_json::from_str(line).unwrap());
    }
    let recall = (all.right, all.answered, all.positive);
    eprintln!("tier-2 right, answered, positive {recall:?}, precision {}/{}", all.emitted_right, all.emitted);
    eprintln!(
        "leaks {} and not recognised {} of {}, fires {}/{}",
        all.leaks, all.unseen, all.sensitive, all.fires, all.none
    );
    assert_eq!(all.leaks, 0, "sensitive evidence gave a segment");
    assert!(all.fires * 20 <= all.none, "{} of {} say something about nothing", all.fires, all.none);
    assert!(all.emitted_right * 10 >= all.emitted * 9, "precision {}/{}", all.emitted_right, all.emitted);
    assert!(all.right * 10 >= all.positive * 9, "right in {} of {}", all.right, all.positive);
    all
}

#[test]
fn our_labelled_evidence_is_judged_well_enough() {
    let own = measured(include_str!("../../tests/data/profile.jsonl"));
    assert_eq!((own.positive, own.sensitive, own.none), (254, 348, 53));
    assert_eq!(own.unseen, 0, "sensitive evidence was not recognised");
}

/// Evidence on the topics nothing may be inferred from, for each topic, language and source, and harmless records with
/// words that sound like it.
#[test]
fn sensitive_evidence_is_told_from_what_sounds_like_it() {
    let items = include_str!("../../tests/data/sensitive.jsonl").lines();
    let judge = |line| {
        let gold: Gold = serde_json::from_str(line).unwrap();
        let verdict = classify(&gold.record);
        (gold, verdict)
    };
    let judged: Vec<(Gold, Verdict)> = items.map(judge).collect();
    let (sensitive, harmless): (Vec<_>, Vec<_>) = judged.iter().partition(|(gold, _)| gold.kind == "sensitive");
    let taken =
        |items: &[&(Gold, Verdict)]| items.iter().filter(|(_, verdict)| verdict.kind == Kind::Sensitive).count();
    for (gold, verdict) in &sensitive {
        assert!(verdict.claims.is_empty(), "{:?} gave {:?}", gold.record, verdict.claims);
    }
    let (recognised, mistaken) = (taken(&sensitive), taken(&harmless));
    eprintln!("recognised {recognised}/{}, mistaken for it {mistaken}/{}", sensitive.len(), harmless.len());
    assert!(recognised * 100 >= sensitive.len() * 97 && mistaken * 100 <= harmless.len() * 6);
}

#[test]
fn labelled_evidence_of_others_is_judged_well_enough() {
    let path = Path::new("../shared/data/gold-dev/gold.jsonl");
    let Ok(text) = fs::read_to_string(path).or_else(|_| fs::read_to_string(Path::new("..").join(path))) else {
        eprintln!("skipped: {} is not here", path.display());
        return;
    };
    measured(&text);
}
