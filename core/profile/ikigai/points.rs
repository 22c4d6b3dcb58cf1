//! What doing a mission earns (the specification's section 2.7).

use serde::{Deserialize, Serialize};

use super::{Dimension, Ikigai};

/// For any mission.
const BASE: u32 = 100;

/// Points by category. What each multiplier adds counts for its category, the base for achieving.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Points {
    /// The sum of the four.
    pub total: u32,
    /// For experiences.
    pub explorer: u32,
    /// For what involves key people.
    pub connector: u32,
    /// For giving.
    pub helper: u32,
    /// For getting it done.
    pub achiever: u32,
}

impl Points {
    /// Adds what another mission earned.
    pub fn add(&mut self, other: Self) {
        self.total = self.total.saturating_add(other.total);
        self.explorer = self.explorer.saturating_add(other.explorer);
        self.connector = self.connector.saturating_add(other.connector);
        self.helper = self.helper.saturating_add(other.helper);
        self.achiever = self.achiever.saturating_add(other.achiever);
    }
}

/// What a mission of these dimensions earns: 100, × 1.5 with a key person, × 2 for an experience, × 2.5 for giving.
pub fn points(dimensions: &[Dimension], people: &[String], ikigai: &Ikigai) -> Points {
    let mut points = Points { total: BASE, achiever: BASE, ..Points::default() };
    let applies = [
        (people.iter().any(|who| ikigai.person(who).is_some()), 15, &mut points.connector),
        (dimensions.contains(&Dimension::Experiences), 20, &mut points.explorer),
        (dimensions.contains(&Dimension::Giving), 25, &mut points.helper),
    ];
    for (applies, tenths, category) in applies {
        if applies {
            *category = points.total * tenths / 10 - points.total;
            points.total += *category;
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Bond, KeyPerson},
        *,
    };
    use crate::record::RecordId;

    fn of(dimensions: &[Dimension], people: &[&str]) -> Points {
        let mut ikigai = Ikigai::default();
        ikigai.relationships.key_people.push(KeyPerson {
            name: "Sarah".to_owned(),
            addresses: Vec::new(),
            strength: 0.1,
            bond: Bond::Friend,
            shared: Vec::new(),
            last: None,
            records: vec![RecordId::from_text("r")],
        });
        let people: Vec<String> = people.iter().map(|name| (*name).to_owned()).collect();
        points(dimensions, &people, &ikigai)
    }

    #[test]
    fn the_specifications_multipliers() {
        for (dimensions, people, total) in [
            (&[][..], &[][..], 100),
            (&[Dimension::Interests], &["A Shop"], 100),
            (&[Dimension::Experiences], &[], 200),
            (&[Dimension::Relationships], &["Sarah"], 150),
            (&[Dimension::Giving], &[], 250),
            (&[Dimension::Experiences, Dimension::Relationships], &["Sarah"], 300),
            (&[Dimension::Giving, Dimension::Relationships], &["Sarah"], 375),
            (&Dimension::ALL, &["Sarah"], 750),
        ] {
            let points = of(dimensions, people);
            assert_eq!(points.total, total, "{dimensions:?} {people:?}");
            assert_eq!(points.explorer + points.connector + points.helper + points.achiever, total);
        }
    }

    #[test]
    fn each_multiplier_fills_its_category() {
        let points = of(&Dimension::ALL, &["Sarah"]);
        assert_eq!((points.achiever, points.connector, points.explorer, points.helper), (100, 50, 150, 450));
        let mut sum = points;
        sum.add(of(&[Dimension::Experiences], &[]));
        assert_eq!((sum.total, sum.explorer), (950, 250));
    }
}
