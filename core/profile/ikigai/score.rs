//! What a mission is worth for somebody's well-being (the specification's section 2.6).

use serde::{Deserialize, Serialize};

use super::{Dimension, Ikigai, SegmentId};

/// The most that an experience adds.
const EXPERIENCE: f32 = 0.5;
/// What giving adds as an experience: to make somebody a gift is a small one.
const GIVING: f32 = 0.2;
/// The most that people who matter add.
const RELATIONSHIP: f32 = 0.5;
/// The most that an interest adds.
const INTEREST: f32 = 0.3;
/// The most in all.
const TOTAL: f32 = 2.0;

/// A mission's score with its parts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Score {
    /// 0 to 1: how useful.
    pub utility: f32,
    /// 0 to 0.5: whether it creates an experience.
    pub experience: f32,
    /// 0 to 0.5: whether it involves key people.
    pub relationship: f32,
    /// 0 to 0.3: whether it matches their interests.
    pub interest: f32,
    /// The sum, at most 2.0.
    pub total: f32,
}

/// Scores a mission of this `utility` (0 to 1) that serves `dimensions`, involves `people` (names or mail addresses) and is
/// about `segments`.
pub fn score(
    utility: f32,
    dimensions: &[Dimension],
    people: &[String],
    segments: &[SegmentId],
    ikigai: &Ikigai,
) -> Score {
    let factor = |dimension| ikigai.weights.factor(dimension);
    let creates = if dimensions.contains(&Dimension::Experiences) {
        EXPERIENCE * factor(Dimension::Experiences)
    } else if dimensions.contains(&Dimension::Giving) {
        GIVING * factor(Dimension::Giving)
    } else {
        0.0
    };
    let closest = people.iter().filter_map(|who| ikigai.person(who)).map(|person| person.strength).fold(0.0, f32::max);
    let topics = ikigai.interests.topics.iter().filter(|topic| segments.contains(&topic.what));
    let dearest = topics.map(|topic| topic.strength).fold(0.0, f32::max);

    let utility = utility.clamp(0.0, 1.0);
    let experience = creates.clamp(0.0, EXPERIENCE);
    let relationship = (RELATIONSHIP * closest * factor(Dimension::Relationships)).clamp(0.0, RELATIONSHIP);
    let interest = (INTEREST * dearest * factor(Dimension::Interests)).clamp(0.0, INTEREST);
    let total = (utility + experience + relationship + interest).min(TOTAL);
    Score { utility, experience, relationship, interest, total }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Bond, KeyPerson, Told},
        *,
    };
    use crate::record::RecordId;

    fn person(name: &str, strength: f32) -> KeyPerson {
        KeyPerson {
            name: name.to_owned(),
            addresses: vec![format!("{}@example.com", name.to_lowercase())],
            strength,
            bond: Bond::Unknown,
            shared: Vec::new(),
            last: None,
            records: vec![RecordId::from_text("r")],
        }
    }

    /// Sarah is closest, Mom nearly so; travel is loved, television liked well enough.
    fn ikigai() -> Ikigai {
        let topic = |id, strength| Told { what: SegmentId(id), strength, signals: Vec::new() };
        let mut ikigai = Ikigai::default();
        ikigai.relationships.key_people = vec![person("Sarah", 1.0), person("Mom", 0.8)];
        ikigai.interests.topics = vec![topic(719, 1.0), topic(1, 2.0 / 3.0)];
        ikigai
    }

    fn of(utility: f32, dimensions: &[Dimension], people: &[&str], segments: &[u16]) -> [f32; 5] {
        let people: Vec<String> = people.iter().map(|name| (*name).to_owned()).collect();
        let segments: Vec<SegmentId> = segments.iter().map(|id| SegmentId(*id)).collect();
        let score = score(utility, dimensions, &people, &segments, &ikigai());
        [score.utility, score.experience, score.relationship, score.interest, score.total]
    }

    #[track_caller]
    fn same(score: [f32; 5], table: [f32; 5]) {
        for (got, wanted) in score.into_iter().zip(table) {
            assert!((got - wanted).abs() < 1e-6, "{score:?} is not {table:?}");
        }
    }

    #[test]
    fn the_specifications_examples() {
        let (experience, relationship, giving) = (Dimension::Experiences, Dimension::Relationships, Dimension::Giving);
        same(of(0.7, &[experience, relationship], &["Sarah"], &[719]), [0.7, 0.5, 0.5, 0.3, 2.0]);
        same(of(0.6, &[relationship, giving], &["Mom"], &[]), [0.6, 0.2, 0.4, 0.0, 1.2]);
        same(of(0.8, &[], &[], &[1]), [0.8, 0.0, 0.0, 0.2, 1.0]);
    }

    #[test]
    fn the_total_is_capped_and_the_utility_kept_in_bounds() {
        same(of(7.0, &[Dimension::Experiences], &["Sarah"], &[719]), [1.0, 0.5, 0.5, 0.3, 2.0]);
    }

    #[test]
    fn somebody_unknown_or_a_topic_of_no_interest_adds_nothing() {
        same(of(0.5, &[Dimension::Relationships], &["A Shop"], &[999]), [0.5, 0.0, 0.0, 0.0, 0.5]);
    }

    #[test]
    fn people_are_known_by_their_address_too() {
        same(of(0.0, &[], &["MOM@example.com"], &[]), [0.0, 0.0, 0.4, 0.0, 0.4]);
    }

    #[test]
    fn what_was_sent_away_again_and_again_counts_for_less() {
        let mut ikigai = ikigai();
        ikigai.weights.experiences = 0.25;
        ikigai.weights.relationships = 1.0;
        let score = score(0.0, &[Dimension::Experiences], &["Mom".to_owned()], &[], &ikigai);
        assert!((score.experience - 0.25).abs() < 1e-6);
        assert!((score.relationship - 0.5).abs() < 1e-6, "never above the specification's bound");
    }
}
