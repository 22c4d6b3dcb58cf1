//! Ways on the ground that are drawn in one cell of a line, as by an arrow.

use super::{airports, moments, words::Cell};

/// The two ends of `Basel SBB 08:34 → Paris Gare de Lyon 11:38`, each a cell; what is no way stays one. A dash stands within
/// names and spans too: it parts two ends only where each has its time, or is a city.
pub fn ends(cell: Cell<'_>) -> Vec<Cell<'_>> {
    let part = |sign: &&str| {
        let (before, behind) = cell.text.split_once(*sign)?;
        Some((before.trim_end(), behind.trim_start()))
    };
    let parts = ["→", "➔", "➜", "->"].iter().find_map(part).or_else(|| {
        let (before, behind) = [" – ", " - ", " — "].iter().find_map(part)?;
        let is_end = |text: &str| text.contains(char::is_alphabetic) && !moments::times(text).is_empty();
        let city = |text: &str| airports::city_at_the_beginning(text.split([',', ':']).next_back()?.trim());
        let first = behind.split(',').next().unwrap_or_default();
        let cities = || city(before).zip(city(first)).is_some_and(|(one, other)| one != other);
        ((is_end(before) && is_end(behind)) || cities()).then_some((before, behind))
    });
    match parts {
        Some((before, behind)) => {
            let start = cell.start + cell.text.len() - behind.len();
            vec![Cell { text: before, ..cell }, Cell { text: behind, start }]
        }
        None => vec![cell],
    }
}
