//! The order of cards: the spec's well-being score (section 2.6), and what cannot wait.

use jiff::SignedDuration;

use crate::{order, time::Time};

use super::{card::Urgency, ledger::Card};

/// What is urgent and so near comes first.
const NEAR: SignedDuration = SignedDuration::from_hours(48);

/// Best first: what presses, then by what it is worth to the person; of equals the sooner, then by id, so that the order is
/// the same every time.
pub fn rank(cards: &mut [&Card], rare: &dyn Fn(&Card) -> bool, now: Time) {
    let worth = |card: &Card| if rare(card) { card.content.score.total / 2.0 } else { card.content.score.total };
    order::by(cards, |one, other| {
        let pressing = presses(other, now).cmp(&presses(one, now));
        let soon = |card: &Card| card.content.due.map_or(i64::MAX, Time::unix_seconds);
        pressing
            .then_with(|| worth(other).total_cmp(&worth(one)))
            .then_with(|| soon(one).cmp(&soon(other)))
            .then_with(|| one.id.cmp(&other.id))
    });
}

/// Whether it is urgent, and its moment near.
pub fn presses(card: &Card, now: Time) -> bool {
    let near = |due: Time| due >= now && now.plus(NEAR).is_some_and(|limit| due <= limit);
    card.content.urgency == Urgency::High && card.content.due.is_none_or(near)
}
