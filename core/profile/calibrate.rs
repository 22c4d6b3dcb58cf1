//! How often a verdict is right, by how sure it is of itself: straight lines between the points that
//! scripts/classifier/calibrate.mjs fits to our labelled records.

use std::sync::OnceLock;

use crate::tables::Table;

use super::lexicon::rows;

/// Nothing is ever certain.
const MOST: f32 = 0.98;

/// A point of the table: what decides, how sure it is of itself, how often it is then right.
type Point = (&'static str, f32, f32);

/// How often what decides `by` this is right when it is so sure of itself; as sure as it is where the table has nothing.
pub(super) fn borne_out(by: &str, sure: f32) -> f32 {
    let of_it = || points().iter().filter(|(which, ..)| *which == by).map(|(_, sure, right)| (*sure, *right));
    let below = of_it().take_while(|(at, _)| *at <= sure).last();
    let above = of_it().find(|(at, _)| *at > sure);
    let right = match (below, above) {
        (Some((from, low)), Some((to, high))) => low + (high - low) * (sure - from) / (to - from),
        (Some((_, right)), None) | (None, Some((_, right))) => right,
        (None, None) => sure,
    };
    right.clamp(0.0, MOST)
}

fn points() -> &'static [Point] {
    static POINTS: OnceLock<Vec<Point>> = OnceLock::new();
    POINTS.get_or_init(|| {
        let number = |field: &str| field.parse().unwrap_or(0.0);
        rows::<3>(Table::Calibration).map(|[by, sure, right]| (by, number(sure), number(right))).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surer_the_more_often_right_and_never_certain() {
        for by in ["word", "name", "code", "letters"] {
            let lines: Vec<f32> = (0..=100_u8).map(|step| borne_out(by, f32::from(step) / 100.0)).collect();
            assert!(lines.is_sorted() && lines.iter().all(|right| (0.0..=MOST).contains(right)), "{by} {lines:?}");
            assert!(points().iter().any(|(which, ..)| *which == by), "{by} has no points");
        }
        assert_eq!(borne_out("nothing", 0.4), 0.4);
    }
}
