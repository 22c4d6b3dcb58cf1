//! What a notification says, and whether now is the time for one.

use std::{cmp::Reverse, collections::BTreeMap};

use serde::Serialize;

use crate::{missions::card::Urgency, order, time::Time};

use super::background::{Detail, Wish};

/// Cards that the person was told of, by their ids, and when.
pub(super) type Told = BTreeMap<String, Time>;

/// A card that could be told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tellable {
    pub id: String,
    pub title: String,
    pub summary: String,
    pub urgency: Urgency,
}

/// One notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Notice {
    /// Of the card.
    pub id: String,
    /// Its first line.
    pub title: String,
    /// Its second.
    pub body: String,
}

/// What there is to tell now.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Notices {
    /// To be shown; then they are told.
    pub show: Vec<Notice>,
    /// The cards whose notifications may stay; all others are over.
    pub keep: Vec<String>,
    /// For the app's badge: cards that wait.
    pub badge: usize,
}

/// Chooses among the cards of the feed that nobody has opened, which are best first: what presses, was never told, and is not too much.
pub(super) fn choose(cards: Vec<Tellable>, told: &Told, wish: &Wish, now: Time) -> Notices {
    let keep: Vec<String> = cards.iter().map(|card| card.id.clone()).collect();
    let badge = keep.len();
    let today = told.values().filter(|at| at.date() == now.date()).count();
    let room = if !wish.on || is_quiet(wish, now) { 0 } else { usize::from(wish.per_day).saturating_sub(today) };
    let mut new: Vec<Tellable> =
        cards.into_iter().filter(|card| card.urgency > Urgency::Low && !told.contains_key(&card.id)).collect();
    order::by_key(&mut new, |card| Reverse(card.urgency));
    let show = new.into_iter().take(room).map(|card| notice(card, wish.detail)).collect();
    Notices { show, keep, badge }
}

fn notice(card: Tellable, detail: Detail) -> Notice {
    match detail {
        Detail::Full => Notice { id: card.id, title: card.title, body: card.summary },
        Detail::Little => {
            let body = if card.urgency == Urgency::High {
                "Something that cannot wait long."
            } else {
                "Something new for you."
            };
            Notice { id: card.id, title: "OwnYou".to_owned(), body: body.to_owned() }
        }
    }
}

/// Whether `now` is between the two minutes of the day, which may have midnight between them.
fn is_quiet(wish: &Wish, now: Time) -> bool {
    let (from, to, minute) = (wish.quiet_from, wish.quiet_to, now.minute_of_day());
    if from <= to { (from..to).contains(&minute) } else { minute >= from || minute < to }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ON: Wish = Wish { on: true, detail: Detail::Full, quiet_from: 21 * 60, quiet_to: 8 * 60, per_day: 2 };

    fn at(text: &str) -> Time {
        text.parse().unwrap()
    }

    fn card(id: &str, urgency: Urgency) -> Tellable {
        Tellable { id: id.to_owned(), title: format!("Title of {id}"), summary: format!("Why {id}"), urgency }
    }

    fn cards() -> Vec<Tellable> {
        vec![
            card("later", Urgency::Low),
            card("soon", Urgency::Medium),
            card("now", Urgency::High),
            card("also", Urgency::Medium),
        ]
    }

    fn shown(told: &Told, wish: &Wish, now: &str) -> Vec<String> {
        choose(cards(), told, wish, at(now)).show.into_iter().map(|notice| notice.id).collect()
    }

    #[test]
    fn what_presses_most_is_told_first_once_and_not_too_often() {
        let mut told = Told::new();
        assert_eq!(shown(&told, &ON, "2026-03-01T12:00:00+01:00"), ["now", "soon"]);
        told.extend(["now", "soon"].map(|id| (id.to_owned(), at("2026-03-01T12:00:00+01:00"))));
        assert!(shown(&told, &ON, "2026-03-01T19:00:00+01:00").is_empty(), "enough for a day");
        assert_eq!(shown(&told, &ON, "2026-03-02T12:00:00+01:00"), ["also"]);
        told.insert("also".to_owned(), at("2026-03-02T12:00:00+01:00"));
        assert!(shown(&told, &ON, "2026-03-09T12:00:00+01:00").is_empty(), "what does not press is never told");
        assert!(shown(&Told::new(), &Wish { on: false, ..ON }, "2026-03-01T12:00:00+01:00").is_empty());
    }

    #[test]
    fn quiet_hours_are_those_of_the_place_and_cross_midnight() {
        let told = Told::new();
        for quiet in ["2026-03-01T21:00:00+01:00", "2026-03-02T00:00:00+01:00", "2026-03-02T07:59:00-08:00"] {
            assert!(shown(&told, &ON, quiet).is_empty(), "{quiet}");
        }
        for loud in ["2026-03-01T20:59:00+01:00", "2026-03-02T08:00:00-08:00"] {
            assert_eq!(shown(&told, &ON, loud).len(), 2, "{loud}");
        }
        let noon = Wish { quiet_from: 12 * 60, quiet_to: 13 * 60, ..ON };
        assert!(shown(&told, &noon, "2026-03-01T12:30:00Z").is_empty());
        assert_eq!(shown(&told, &noon, "2026-03-01T23:30:00Z").len(), 2);
        let never = Wish { quiet_from: 0, quiet_to: 0, ..ON };
        assert_eq!(shown(&told, &never, "2026-03-01T00:00:00Z").len(), 2);
    }

    #[test]
    fn a_lock_screen_shows_nothing_of_it_unless_the_person_agreed() {
        let told = Told::new();
        let little = choose(cards(), &told, &Wish { detail: Detail::Little, ..ON }, at("2026-03-01T12:00:00Z"));
        for notice in &little.show {
            assert_eq!(notice.title, "OwnYou");
            assert!(!notice.body.contains(&notice.id));
        }
        assert_ne!(little.show[0].body, little.show[1].body, "how much it presses is said");
        let full = choose(cards(), &told, &ON, at("2026-03-01T12:00:00Z"));
        assert_eq!((full.show[0].title.as_str(), full.show[0].body.as_str()), ("Title of now", "Why now"));
        assert_eq!(full.keep, ["later", "soon", "now", "also"]);
        assert_eq!(full.badge, 4);
    }
}
