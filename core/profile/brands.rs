//! Brands and chains of the world: nineteen thousand names, each with what kind of place it is. The tables are written by
//! scripts/brands; a name is looked up in the table as it lies, in byte order, so that opening it costs nothing.

use std::sync::OnceLock;

use crate::tables::Table;

use super::lexicon::{By, Hit, Meaning, id, rows};

/// How often a brand's name alone is right.
const STRENGTH: f32 = 0.9;

/// What a kind of place speaks for.
#[derive(Debug)]
pub(super) enum Place {
    /// Segments.
    Means(Meaning),
    /// A topic nothing may be inferred from.
    Sensitive(&'static str),
}

/// A brand found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Brand {
    /// Its letters and digits.
    pub name: &'static str,
    /// What it is.
    pub place: &'static Place,
}

impl Brand {
    /// As a name that speaks for segments.
    pub fn hit(self) -> Option<Hit<'static, Meaning>> {
        match self.place {
            Place::Means(what) => Some(Hit { term: self.name, what }),
            Place::Sensitive(_) => None,
        }
    }
}

/// The brand of this name, folded and without spaces.
pub(super) fn find(name: &str) -> Option<Brand> {
    let mut rest = Table::Brands.text();
    while !rest.is_empty() {
        let middle = rest.as_bytes().iter().take(rest.len() / 2).rposition(|byte| *byte == b'\n');
        let begins = middle.map_or(0, |newline| newline.saturating_add(1));
        let (before, from) = rest.split_at_checked(begins)?;
        let (line, after) = from.split_once('\n').unwrap_or((from, ""));
        let (brand, kind) = line.split_once('\t')?;
        rest = match name.cmp(brand) {
            std::cmp::Ordering::Less => before,
            std::cmp::Ordering::Greater => after,
            std::cmp::Ordering::Equal => {
                let place = kind.parse().ok().and_then(|kind: usize| places().get(kind))?;
                return Some(Brand { name: brand, place });
            }
        };
    }
    None
}

fn places() -> &'static [Place] {
    static PLACES: OnceLock<Vec<Place>> = OnceLock::new();
    PLACES.get_or_init(|| {
        let place = |[interest, purchase, topic]: [&'static str; 3]| {
            if topic.is_empty() {
                let (interest, purchase) = (id(interest), id(purchase));
                Place::Means(Meaning { interest, purchase, strength: STRENGTH, by: By::Name })
            } else {
                Place::Sensitive(topic)
            }
        };
        rows::<3>(Table::Kinds).map(place).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::taxonomy;

    #[test]
    fn every_brand_of_the_table_is_found_and_nothing_between_them() {
        let lines: Vec<&str> = Table::Brands.text().lines().collect();
        assert!(lines.len() > 15_000 && lines.is_sorted_by_key(|line| line.split('\t').next()));
        for line in lines {
            let name = line.split('\t').next().unwrap();
            assert_eq!(find(name).map(|brand| brand.name), Some(name));
            assert!(find(&format!("{name}~")).is_none());
        }
        assert!(find("").is_none() && find("0").is_none());
    }

    #[test]
    fn no_kind_of_place_speaks_for_a_denied_segment() {
        for place in places() {
            if let Place::Means(what) = place {
                assert!(what.interest.or(what.purchase).is_some(), "{what:?}");
                assert!([what.interest, what.purchase].into_iter().flatten().all(|id| !taxonomy::is_denied(id)));
            }
        }
    }

    #[test]
    fn a_chain_is_what_it_sells() {
        let interest = |name: &str| find(name).and_then(Brand::hit).and_then(|hit| hit.what.interest);
        assert_eq!(interest("lidl"), id("368"));
        assert_eq!(interest("decathlon"), id("607"));
        assert!(matches!(find("walgreens").map(|brand| brand.place), Some(Place::Sensitive(_))));
    }
}
