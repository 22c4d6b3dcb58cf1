//! Confidence and threshold fitted on some entities and judged on the others: what is fitted to a person it was never
//! shown is what it is worth.

use std::collections::BTreeMap;

use super::{Item, tally::share};

/// The precision that the threshold is set for, on the other folds.
const PRECISION: f64 = 0.95;

/// Gives each item's claims the confidence that items of the other folds bear out, and, unless `all`, takes those away
/// that are below the threshold which gives those others [`PRECISION`]. An entity is in one fold.
pub fn fit(items: &mut [Item], folds: usize, all: bool) {
    let places = places(items, folds);
    for fold in 0..folds {
        let others = items.iter().zip(&places).filter(|(_, place)| **place != fold);
        let mut claims: Vec<(f64, bool)> =
            others.flat_map(|(item, _)| item.said.iter().map(|said| (said.confidence, item.accepts(said)))).collect();
        claims.sort_by(|a, b| a.0.total_cmp(&b.0));
        let steps = steps(&claims);
        let threshold = if all { 0.0 } else { threshold(&claims) };
        for (item, _) in items.iter_mut().zip(&places).filter(|(_, place)| **place == fold) {
            item.said.retain(|said| said.confidence >= threshold);
            item.said.iter_mut().for_each(|said| said.confidence = borne_out(&steps, said.confidence));
        }
    }
}

/// The fold of each item: entities in the order of their names, dealt out in turn.
fn places(items: &[Item], folds: usize) -> Vec<usize> {
    let mut entities: BTreeMap<&str, usize> = items.iter().map(|item| (item.entity.as_str(), 0)).collect();
    entities.values_mut().zip((0..folds).cycle()).for_each(|(place, fold)| *place = fold);
    items.iter().map(|item| entities.get(item.entity.as_str()).copied().unwrap_or(0)).collect()
}

/// A run of claims of like accuracy.
#[derive(Debug, Clone, Copy)]
struct Step {
    /// Its least confidence.
    from: f64,
    claims: usize,
    right: usize,
}

/// Isotonic regression (pool adjacent violators): accuracy that never falls as confidence grows. `claims` are in order.
fn steps(claims: &[(f64, bool)]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for (confidence, right) in claims {
        let mut step = Step { from: *confidence, claims: 1, right: usize::from(*right) };
        while let Some(last) = steps
            .pop_if(|last| last.from >= step.from || share(last.right, last.claims) >= share(step.right, step.claims))
        {
            step = Step {
                from: last.from,
                claims: last.claims.saturating_add(step.claims),
                right: last.right.saturating_add(step.right),
            };
        }
        steps.push(step);
    }
    steps
}

/// The accuracy of claims this sure, with one more right and one more wrong: a short run is not certain.
fn borne_out(steps: &[Step], confidence: f64) -> f64 {
    let step = steps.iter().rev().find(|step| step.from <= confidence).or(steps.first());
    step.map_or(confidence, |step| share(step.right.saturating_add(1), step.claims.saturating_add(2)))
}

/// The least confidence from which on the claims are as precise as is asked; `claims` are in order.
fn threshold(claims: &[(f64, bool)]) -> f64 {
    let (mut right, mut count, mut best) = (0_usize, 0_usize, f64::INFINITY);
    for (confidence, is_right) in claims.iter().rev() {
        count = count.saturating_add(1);
        right = right.saturating_add(usize::from(*is_right));
        if share(right, count) >= PRECISION {
            best = *confidence;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use ownyou::profile::{Kind, taxonomy::SegmentId};

    use super::super::Said;
    use super::*;

    fn item(entity: &str, confidence: f64, right: bool) -> Item {
        let said = Said { tier1: SegmentId(206), tier2: SegmentId(719), confidence };
        let accepted = if right { vec![said.tier2] } else { Vec::new() };
        Item { kind: Kind::Positive, accepted, entity: entity.to_owned(), said: vec![said] }
    }

    #[test]
    fn an_item_is_judged_by_others_only() {
        // All others are right at 0.6; this entity alone is wrong, twice, and cannot know.
        let mut items: Vec<Item> = (0..20).map(|n| item(&format!("shop {n}"), 0.6, true)).collect();
        items.extend([item("odd", 0.6, false), item("odd", 0.6, false)]);
        fit(&mut items, 21, false);
        let odd = items.last().unwrap();
        assert!((odd.said[0].confidence - 21.0 / 22.0).abs() < 1e-9, "{odd:?}");
        // The others know of the odd one: 19 of 21 are less than is asked, and nothing is said.
        assert!(items[0].said.is_empty());
    }

    #[test]
    fn accuracy_never_falls_as_confidence_grows() {
        let claims = [(0.5, false), (0.6, true), (0.7, false), (0.8, true), (0.9, true)];
        let steps = steps(&claims);
        let shares: Vec<f64> = steps.iter().map(|step| share(step.right, step.claims)).collect();
        assert!(shares.is_sorted(), "{shares:?}");
        assert_eq!(threshold(&claims), 0.8);
        assert!(borne_out(&steps, 0.65) < borne_out(&steps, 0.85));
    }
}
