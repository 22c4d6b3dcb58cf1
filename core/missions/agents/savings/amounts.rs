//! How amounts of one merchant behave: whether they stay, drift with a rate of exchange, or vary. In thousandths, so that
//! no amount is ever a float.

use std::ops::Range;

use crate::order;

/// How the amounts of a series behave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steadiness {
    /// The same every time, but for a change of price.
    Fixed,
    /// A little more, a little less: a foreign price at the day's rate.
    Drifting,
    /// As much as was used.
    Varying,
}

/// Up to this, thousandths, amounts are the same.
const SAME: i64 = 4;
/// Up to this, thousandths, a rate of exchange explains a step.
pub const RATE: i64 = 35;
/// By how many times the usual step a price's change goes beyond it.
const JUMP: i64 = 4;

/// How far two amounts are apart, in thousandths of the smaller.
pub fn apart(one: i64, other: i64) -> i64 {
    let smaller = one.min(other).max(1);
    one.abs_diff(other).try_into().unwrap_or(i64::MAX).saturating_mul(1000) / smaller
}

/// The one in the middle; of two, the lower.
pub fn median(amounts: &[i64]) -> i64 {
    let mut sorted = amounts.to_vec();
    order::by(&mut sorted, Ord::cmp);
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

/// How these behave, oldest first.
pub fn steadiness(amounts: &[i64]) -> Steadiness {
    let usual = usual_step(amounts);
    let levels = levels(amounts);
    // A price that changes every second time is none.
    let changes = levels.len().saturating_sub(1);
    let few = changes.saturating_mul(3) <= amounts.len().max(3);
    match usual {
        _ if !few => Steadiness::Varying,
        0..=SAME => Steadiness::Fixed,
        ..=RATE => Steadiness::Drifting,
        _ => Steadiness::Varying,
    }
}

/// The runs of one price, oldest first.
pub fn levels(amounts: &[i64]) -> Vec<Range<usize>> {
    let limit = usual_step(amounts).saturating_mul(JUMP).max(SAME);
    let mut start = 0;
    let even = without_spikes(amounts, limit);
    let runs = even.chunk_by(|one, other| apart(*one, *other) <= limit);
    runs.map(|run| {
        let range = start..start + run.len();
        start = range.end;
        range
    })
    .collect()
}

/// With the price before in place of one that stood once between two alike, as a call from abroad does on a telephone's
/// bill; where that is often so, as they are.
fn without_spikes(amounts: &[i64], limit: i64) -> Vec<i64> {
    let mut even = amounts.to_vec();
    let mut spikes = 0_usize;
    let mut last = amounts.first().copied();
    for (here, after) in even.iter_mut().zip(amounts.iter().skip(1)).skip(1) {
        let spike = last.filter(|before| apart(*before, *after) <= limit && apart(*before, *here) > limit);
        if let Some(before) = spike {
            *here = before;
            spikes += 1;
        }
        last = Some(*here);
    }
    if spikes.saturating_mul(5) > amounts.len() { amounts.to_vec() } else { even }
}

/// The step in the middle; of a single one nobody knows whether it is usual.
fn usual_step(amounts: &[i64]) -> i64 {
    if amounts.len() < 3 {
        return 0;
    }
    let steps = amounts.windows(2).filter_map(|pair| match pair {
        [one, other] => Some(apart(*one, *other)),
        _ => None,
    });
    median(&steps.collect::<Vec<i64>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_stay_rates_drift_and_meters_vary() {
        assert_eq!(steadiness(&[1299, 1299, 1299, 1499, 1499]), Steadiness::Fixed);
        assert_eq!(steadiness(&[942, 951, 947, 939, 944, 950]), Steadiness::Drifting);
        assert_eq!(steadiness(&[8400, 9120, 7710, 10450, 6800]), Steadiness::Varying);
        assert_eq!(steadiness(&[500, 900, 500, 900, 500]), Steadiness::Varying);
    }

    #[test]
    fn a_rise_at_the_days_rate_is_a_level() {
        let levels = levels(&[942, 951, 947, 939, 1130, 1121, 1128]);
        assert_eq!(levels, [0..4, 4..7]);
    }

    #[test]
    fn a_dear_month_between_two_alike_is_no_level() {
        let bills = [3100, 3100, 3844, 3100, 3100, 3100, 3360, 3100, 3100, 3280, 3280, 3280];
        assert_eq!(levels(&bills), [0..9, 9..12]);
        assert_eq!(steadiness(&bills), Steadiness::Fixed);
    }
}
