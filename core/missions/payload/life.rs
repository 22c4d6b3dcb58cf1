//! Payloads of cards about a life: trips, people, evenings, what there is to read, the profile. Days are ISO 8601.

use jiff::civil::Date;
use serde::Serialize;

use crate::missions::card::{Face, Filter};

/// One leg of a trip.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LegCard {
    /// `flight`, `train`, `bus`, `boat`.
    pub mode: &'static str,
    /// `SK 526`; empty where it is not told.
    pub number: String,
    /// The city.
    pub from: String,
    /// The city.
    pub to: String,
    /// RFC 3339 where the offset is known, else the day.
    pub leaves: String,
    /// As `leaves`; empty where it is not told.
    pub arrives: String,
    /// The booking's number; empty where it is not told.
    pub reservation: String,
}

/// Nights under one roof.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StayCard {
    /// The house.
    pub name: String,
    /// The first day.
    pub from: Date,
    /// The day of leaving.
    pub to: Date,
    /// The booking's number; empty where it is not told.
    pub reservation: String,
}

/// The kinds about a life.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LifeCard {
    /// A journey, whole.
    Trip {
        /// The city one goes to.
        destination: String,
        /// The day of leaving.
        start: Date,
        /// The day of being back.
        end: Date,
        /// By departure.
        legs: Vec<LegCard>,
        /// By arrival.
        stays: Vec<StayCard>,
    },
    /// A flight to check in for.
    CheckIn {
        /// The city.
        destination: String,
        /// `SK 526`.
        number: String,
        /// RFC 3339 where the offset is known, else the day.
        leaves: String,
    },
    /// A passport that ends too soon for a trip.
    PassportExpiry {
        /// Its last day.
        expires: Date,
        /// Of the trip.
        destination: String,
        /// The day of being back.
        end: Date,
    },
    /// Nights of a trip for which no bed is booked.
    Gap {
        /// Of the trip.
        destination: String,
        /// The first night.
        from: Date,
        /// The morning after the last.
        to: Date,
    },
    /// Two things at one time.
    Clash {
        /// The one.
        first: String,
        /// The other.
        second: String,
        /// The first day on which they meet.
        date: Date,
    },
    /// What to take.
    Packing {
        /// Of the trip.
        destination: String,
        /// The day of leaving.
        start: Date,
        /// What was taken to a place alike.
        things: Vec<String>,
    },
    /// An evening with somebody not seen for long.
    Evening {
        /// With whom.
        name: String,
        /// A free one.
        date: Date,
        /// Where it was good; empty where nothing tells.
        place: String,
    },
    /// A birthday.
    Birthday {
        /// Whose.
        name: String,
        /// The next one.
        date: Date,
    },
    /// A wedding day or another day kept every year.
    Anniversary {
        /// As the calendar names it.
        name: String,
        /// The next one.
        date: Date,
    },
    /// A present to find.
    Gift {
        /// For whom.
        name: String,
        /// For which day.
        date: Date,
        /// What they like.
        ideas: Vec<String>,
    },
    /// Somebody who is heard of less than before.
    Drifting {
        /// Who.
        name: String,
        /// The day of the last word or meeting.
        last: Date,
    },
    /// A newsletter worth reading.
    Newsletter {
        /// Whose.
        name: String,
        /// What waits.
        unread: Vec<String>,
    },
    /// A newsletter that is never opened.
    Unsubscribe {
        /// Whose.
        name: String,
        /// How many came.
        count: usize,
    },
    /// An article put away and forgotten.
    Saved {
        /// Its title.
        title: String,
        /// Its address; empty where it is not told.
        url: String,
        /// The day on which it was put away.
        since: Date,
    },
    /// Something of the profile that is worth knowing.
    Insight {
        /// What it is about, for programs.
        topic: String,
    },
}

impl LifeCard {
    /// How such a card looks.
    pub fn face(&self) -> Face {
        let face = |kind, label, picture| Face::new(kind, label, picture, Filter::Ikigai);
        let of = |face: Face, name: &str| Face { initials: initials(name), ..face };
        match self {
            Self::Trip { .. } => face("trip", "Trip", "trip"),
            Self::CheckIn { .. } => face("check_in", "Check-in", "trip"),
            Self::PassportExpiry { .. } => face("passport_expiry", "Passport", "passport"),
            Self::Gap { .. } => face("gap", "No bed yet", "bed"),
            Self::Clash { .. } => face("clash", "Two at once", "calendar"),
            Self::Packing { .. } => face("packing", "Packing", "packing"),
            Self::Evening { name, .. } => of(face("evening", "An evening out", "food"), name),
            Self::Birthday { name, .. } => of(face("birthday", "Birthday", "birthday"), name),
            Self::Anniversary { .. } => face("anniversary", "Anniversary", "birthday"),
            Self::Gift { name, .. } => of(face("gift", "Gift", "gift"), name),
            Self::Drifting { name, .. } => of(face("drifting", "Keep in touch", "people"), name),
            Self::Newsletter { .. } => face("newsletter", "Worth reading", "news"),
            Self::Unsubscribe { .. } => face("unsubscribe", "Less mail", "mail"),
            Self::Saved { .. } => face("saved", "Saved for later", "news"),
            Self::Insight { .. } => face("insight", "Insight", "chart"),
        }
    }
}

/// The first letters of the first and the last name.
fn initials(name: &str) -> Option<String> {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphabetic()));
    let first = words.next()?;
    Some(std::iter::once(first).chain(words.next_back()).flat_map(char::to_uppercase).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_payload_says_its_kind_as_its_face_does() {
        let card = LifeCard::Birthday { name: "Karin Ó Lindqvist".into(), date: jiff::civil::date(2027, 5, 27) };
        assert_eq!(
            serde_json::to_value(&card).unwrap(),
            serde_json::json!({"kind": "birthday", "name": "Karin Ó Lindqvist", "date": "2027-05-27"})
        );
        assert_eq!((card.face().kind.as_ref(), card.face().initials.as_deref()), ("birthday", Some("KL")));
        let card = LifeCard::CheckIn { destination: "Rome".into(), number: "AZ 1".into(), leaves: String::new() };
        assert_eq!(serde_json::to_value(&card).unwrap()["kind"], card.face().kind.as_ref());
    }
}
