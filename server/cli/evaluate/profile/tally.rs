//! Counting what was said of labelled items.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use ownyou::profile::{Kind, taxonomy::SegmentId};
use serde_json::{Value, json};

use super::{Item, tiers};

/// Bins of the calibration error.
const BINS: usize = 10;
/// The standard normal's quantile of a two-sided 95 % interval.
const Z: f64 = 1.959_964;

/// What was counted over some items.
#[derive(Debug, Default)]
pub struct Tally {
    items: usize,
    positive: usize,
    answered: usize,
    /// Whether unanswered items count as wrong.
    all: bool,
    right1: usize,
    right2: usize,
    emitted: usize,
    accepted: usize,
    sensitive: usize,
    leaks: usize,
    none: usize,
    fires: usize,
    segments: BTreeMap<SegmentId, Marks>,
    /// Of each bin of confidence: claims, right ones, the sum of confidences.
    bins: [(usize, usize, f64); BINS],
}

/// How a tier-2 segment fared.
#[derive(Debug, Default)]
struct Marks {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Tally {
    /// Counts items; with `all`, of those that should have been answered the unanswered are wrong.
    pub fn of<'a>(items: impl Iterator<Item = &'a Item>, all: bool) -> Self {
        let mut tally = Self { all, ..Self::default() };
        items.for_each(|item| tally.count(item));
        tally
    }

    fn count(&mut self, item: &Item) {
        add(&mut self.items);
        self.count_claims(item);
        match item.kind {
            Kind::Sensitive => {
                add(&mut self.sensitive);
                add_if(&mut self.leaks, !item.said.is_empty());
            }
            Kind::None => {
                add(&mut self.none);
                add_if(&mut self.fires, !item.said.is_empty());
            }
            Kind::Positive => {
                add(&mut self.positive);
                add_if(&mut self.answered, !item.said.is_empty());
                let halves: BTreeSet<SegmentId> = item.accepted.iter().map(|id| tiers(*id).0).collect();
                add_if(&mut self.right1, item.said.iter().any(|said| halves.contains(&said.tier1)));
                let right = item.said.iter().any(|said| item.accepts(said));
                add_if(&mut self.right2, right);
                if let Some(first) = item.accepted.first().filter(|_| !right) {
                    add(&mut self.marks(*first).missed);
                }
            }
        }
    }

    fn count_claims(&mut self, item: &Item) {
        let mut seen = BTreeSet::new();
        for said in item.said.iter().filter(|said| seen.insert(said.tier2)) {
            let right = item.accepts(said);
            add(&mut self.emitted);
            add_if(&mut self.accepted, right);
            let marks = self.marks(said.tier2);
            add(if right { &mut marks.right } else { &mut marks.wrong });
            let place = (1..BINS).filter(|bin| said.confidence >= share(*bin, BINS)).count();
            if let Some((claims, rights, sum)) = self.bins.get_mut(place) {
                add(claims);
                add_if(rights, right);
                *sum += said.confidence;
            }
        }
    }

    fn marks(&mut self, id: SegmentId) -> &mut Marks {
        self.segments.entry(id).or_default()
    }

    /// Over the segments that were expected first and missed, or said: the mean of their F1.
    fn macro_f1(&self) -> f64 {
        let each = self.segments.values().map(|marks| {
            let doubled = marks.right.saturating_mul(2);
            share(doubled, doubled.saturating_add(marks.wrong).saturating_add(marks.missed))
        });
        mean(each)
    }

    /// The mean distance between confidence and accuracy of a bin, weighted by its claims.
    fn ece(&self) -> f64 {
        let each = self.bins.iter().filter(|(claims, ..)| *claims > 0).map(|(claims, right, sum)| {
            let claims_of = share(*claims, 1);
            (sum / claims_of - share(*right, *claims)).abs() * claims_of
        });
        each.sum::<f64>() / share(self.emitted.max(1), 1)
    }

    /// As one JSON object; shares are 0 to 1, four decimals.
    pub fn report(&self) -> Value {
        let of = if self.all { self.positive } else { self.answered };
        json!({
            "items": self.items,
            "positive": self.positive,
            "answered": self.answered,
            "coverage": rounded(share(self.answered, self.positive)),
            "tier1": interval(self.right1, of),
            "tier2": interval(self.right2, of),
            "precision": interval(self.accepted, self.emitted),
            "macro_f1": rounded(self.macro_f1()),
            "sensitive": self.sensitive,
            "leaks": self.leaks,
            "none": self.none,
            "false_fires": interval(self.fires, self.none),
            "ece": rounded(self.ece()),
        })
    }
}

fn add(count: &mut usize) {
    *count = count.saturating_add(1);
}

fn add_if(count: &mut usize, happened: bool) {
    *count = count.saturating_add(usize::from(happened));
}

/// A share with Wilson's interval: right where the normal approximation is not, near 0 and 1 and for few items.
fn interval(right: usize, of: usize) -> Value {
    let (low, high) = wilson(right, of);
    json!({ "right": right, "of": of, "rate": rounded(share(right, of)), "low": rounded(low), "high": rounded(high) })
}

fn wilson(right: usize, of: usize) -> (f64, f64) {
    if of == 0 {
        return (0.0, 1.0);
    }
    let (p, n) = (share(right, of), share(of, 1));
    let middle = p + Z * Z / (2.0 * n);
    let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let all = 1.0 + Z * Z / n;
    (((middle - spread) / all).max(0.0), ((middle + spread) / all).min(1.0))
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

/// `part` of `of`; 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of items are small")]
pub fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

/// A second's worth of what took `time`, whole.
pub fn rate(count: usize, time: Duration) -> f64 {
    (share(count, 1) / time.as_secs_f64().max(f64::EPSILON)).round()
}

/// To four places.
pub fn rounded(number: f64) -> f64 {
    (number * 1e4).round() / 1e4
}

#[cfg(test)]
mod tests {
    use super::super::Said;
    use super::*;

    const TRAVEL: SegmentId = SegmentId(719);
    const FOOD: SegmentId = SegmentId(368);
    const PURCHASES: SegmentId = SegmentId(871);

    fn item(kind: Kind, accepted: &[SegmentId], said: &[(SegmentId, f64)]) -> Item {
        let said = said.iter().map(|(id, confidence)| {
            let (tier1, tier2) = tiers(*id);
            Said { tier1, tier2, confidence: *confidence }
        });
        Item { kind, accepted: accepted.to_vec(), entity: String::new(), said: said.collect() }
    }

    fn some() -> Vec<Item> {
        vec![
            item(Kind::Positive, &[TRAVEL], &[(TRAVEL, 0.9), (PURCHASES, 0.9)]),
            item(Kind::Positive, &[FOOD, PURCHASES], &[(TRAVEL, 0.9)]),
            item(Kind::Positive, &[FOOD], &[]),
            item(Kind::Sensitive, &[], &[(FOOD, 0.6)]),
            item(Kind::Sensitive, &[], &[]),
            item(Kind::None, &[], &[(FOOD, 0.6)]),
        ]
    }

    #[test]
    fn each_kind_is_counted_as_the_protocol_says() {
        let items = some();
        let report = Tally::of(items.iter(), false).report();
        assert_eq!((&report["positive"], &report["answered"]), (&3.into(), &2.into()));
        assert_eq!(report["coverage"], 0.6667);
        // The second says Interest where Interest is accepted, though not this one.
        assert_eq!(report["tier1"]["rate"], 1.0);
        assert_eq!((&report["tier2"]["right"], &report["tier2"]["of"]), (&1.into(), &2.into()));
        assert_eq!((&report["precision"]["right"], &report["precision"]["of"]), (&1.into(), &5.into()));
        assert_eq!((&report["leaks"], &report["sensitive"]), (&1.into(), &2.into()));
        assert_eq!((&report["false_fires"]["right"], &report["none"]), (&1.into(), &1.into()));
        // Travel 2/(2+1), Food 0, Purchases 0.
        assert_eq!(report["macro_f1"], 0.2222);
        // Three at 0.9 of which a third is right, two at 0.6 of which none is.
        assert_eq!(report["ece"], rounded((3.0 * (0.9 - 1.0 / 3.0) + 2.0 * 0.6) / 5.0));
        let forced = Tally::of(items.iter(), true).report();
        assert_eq!(forced["tier2"]["of"], 3);
    }

    #[test]
    fn intervals_are_wilsons() {
        let (low, high) = wilson(166, 168);
        assert!((low - 0.9577).abs() < 1e-3 && (high - 0.9967).abs() < 1e-3, "{low} {high}");
        assert_eq!(wilson(0, 0), (0.0, 1.0));
        assert!(wilson(0, 10).1 > 0.2);
    }
}
