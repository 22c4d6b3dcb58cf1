//! Ikigai: what brings somebody joy, from their own records and without a model. How it decides: docs/ikigai.md.
//!
//! Four dimensions (the specification's section 2), and each claim in them with the records behind it. What missions are
//! worth by it is in `score`, what doing them earns in `points`, what hearts teach in `weights`; `seen` is the evidence as
//! `experiences`, `people` (with `bond`), `interests` and `giving` read it, `repeats` what comes back in a calendar.

mod bond;
mod experiences;
mod giving;
mod interests;
mod people;
mod points;
mod repeats;
mod score;
mod seen;
#[cfg(test)]
mod tests;
mod weights;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    record::{RecordId, Source},
    time::Time,
};

use super::{SegmentScore, life::Life, taxonomy::SegmentId};

pub use points::{Points, points};
pub use score::{Score, score};
pub use weights::{Feedback, Weights};

/// What a life is worth living for, in four parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Dimension {
    /// What is done for the joy of it.
    Experiences,
    /// Who matters.
    Relationships,
    /// What is returned to again and again.
    Interests,
    /// What is given to others.
    Giving,
}

impl Dimension {
    /// All four, in the order a person sees them.
    pub const ALL: [Self; 4] = [Self::Experiences, Self::Relationships, Self::Interests, Self::Giving];
}

/// One record behind a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Signal {
    /// Which record.
    pub record: RecordId,
    /// Kind of evidence.
    pub source: Source,
    /// 0 to 1: how much the record alone says.
    pub strength: f32,
}

/// One thing said of a person, with its evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Told<T> {
    /// What.
    pub what: T,
    /// 0 to 1.
    pub strength: f32,
    /// The records behind it, newest first; never empty.
    pub signals: Vec<Signal>,
}

/// A kind of experience (the specification's list, prompt 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Experience {
    /// Journeys with a night away or a flight.
    Travel,
    /// Concerts, films, theatre, matches.
    Entertainment,
    /// Eating out.
    Dining,
    /// Climbing, diving, skiing and their like.
    Adventure,
    /// Courses and museums.
    Learning,
    /// Making things.
    Creative,
    /// Being with people.
    Social,
    /// Hiking, cycling, gardens.
    Outdoor,
    /// Sport and rest.
    Wellness,
}

impl Experience {
    /// As people call it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Travel => "Travel",
            Self::Entertainment => "Going out",
            Self::Dining => "Eating out",
            Self::Adventure => "Adventure",
            Self::Learning => "Learning",
            Self::Creative => "Making things",
            Self::Social => "Time together",
            Self::Outdoor => "Being outdoors",
            Self::Wellness => "Sport and rest",
        }
    }
}

/// How often somebody seeks experiences.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Frequency {
    /// Less than one a month.
    #[default]
    Rare,
    /// Less than one a week.
    Occasional,
    /// One a week and more.
    Frequent,
}

/// Something done in the last 90 days.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// Its kind.
    pub kind: Experience,
    /// As the record names it.
    pub title: String,
    /// When.
    pub day: Date,
    /// Which record tells it.
    pub record: RecordId,
}

/// Experiences.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Experiences {
    /// The kinds preferred, most so first.
    pub preferred: Vec<Told<Experience>>,
    /// How often.
    pub frequency: Frequency,
    /// The last 90 days, newest first.
    pub recent: Vec<Activity>,
}

/// What somebody is to the person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Bond {
    /// Parents, children, siblings, and whoever shares the family name.
    Family,
    /// Wife, husband, partner.
    Partner,
    /// Somebody met in free time.
    Friend,
    /// Somebody met at work.
    Colleague,
    /// Not told.
    #[default]
    Unknown,
}

/// Somebody who matters.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyPerson {
    /// As most records name them.
    pub name: String,
    /// Mail addresses, lower case.
    pub addresses: Vec<String>,
    /// 0 to 1, by interaction: the closest person is nearest to 1.
    pub strength: f32,
    /// What they are to the person.
    pub bond: Bond,
    /// What they do together, most often first.
    pub shared: Vec<String>,
    /// The last time they were in touch.
    pub last: Option<Time>,
    /// The records behind it, newest first; never empty.
    pub records: Vec<RecordId>,
}

/// How much company somebody keeps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Social {
    /// By themselves.
    #[default]
    Solo,
    /// With one other.
    Couple,
    /// With several.
    Social,
    /// With many, often.
    VerySocial,
}

/// Relationships.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Relationships {
    /// Closest first.
    pub key_people: Vec<KeyPerson>,
    /// How much company.
    pub social: Social,
}

/// Interests.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Interests {
    /// Segments that are interests, by engagement; most first.
    pub topics: Vec<Told<SegmentId>>,
    /// What time or money goes into again and again, most first.
    pub hobbies: Vec<Told<String>>,
}

/// Giving.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Giving {
    /// Charities and their like that money went to, most often first.
    pub causes: Vec<Told<String>>,
    /// Gifts bought, newest first.
    pub gifts: Vec<Signal>,
    /// Gifts bought in a year, over the time that records tell of.
    pub gifts_a_year: f32,
    /// Where time was given, most often first.
    pub volunteering: Vec<Told<String>>,
}

/// All four dimensions.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ikigai {
    /// What is done for the joy of it.
    pub experiences: Experiences,
    /// Who matters.
    pub relationships: Relationships,
    /// What is returned to.
    pub interests: Interests,
    /// What is given.
    pub giving: Giving,
    /// How much each counts for missions, by what the person did with earlier ones.
    pub weights: Weights,
}

/// What brings somebody joy, by their life and the segments it supports (without those they refused).
pub fn reflect(life: &Life, segments: &[SegmentScore], weights: Weights, now: Time) -> Ikigai {
    let records = seen::Records::new(life, segments, now);
    let mut gifts = giving::gifts(&records);
    let done = experiences::done(&records, life);
    let mut names: BTreeMap<&str, &'static str> =
        experiences::of_events(&done, life).into_iter().map(|(id, kind)| (id, kind.word())).collect();
    names.extend(interests::names(&records, segments));
    let relationships = people::find(life, &records, &names, &mut gifts, now);
    Ikigai {
        experiences: experiences::find(&done, &records, life),
        relationships,
        interests: interests::find(&records, segments),
        giving: giving::find(&records, life, &gifts),
        weights,
    }
}

impl Ikigai {
    /// The key person of this name or mail address.
    pub fn person(&self, who: &str) -> Option<&KeyPerson> {
        let who = who.to_lowercase();
        self.relationships
            .key_people
            .iter()
            .find(|person| person.name.to_lowercase() == who || person.addresses.contains(&who))
    }
}
