//! The order of cards: the spec's well-being score (section 2.6), what cannot wait, and that no agent fills a first screen.

use jiff::SignedDuration;

use crate::{order, time::Time};

use super::{card::Urgency, ledger::Card};

/// What is urgent and so near comes first.
const NEAR: SignedDuration = SignedDuration::from_hours(48);
/// The cards of a first screen: of each so many of them an agent has one, while others have some to show.
const SCREEN: usize = 12;
const EVERY: usize = 3;
/// What is worth so much of another's may stand before it, to make a screen more varied.
const COMPARABLE: f32 = 0.5;

/// Best first: what presses, then by what it is worth to the person; of equals the sooner, then by id, so that the order is
/// the same every time. On the first screen agents take turns, as far as they have cards of comparable worth.
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
    let presses = |card: &Card| presses(card, now);
    for at in 0..cards.len().min(SCREEN) {
        let (before, rest) = cards.split_at_mut(at);
        let has_its_share = |card: &Card| before.iter().filter(|it| it.agent == card.agent).count() > at / EVERY;
        let Some(best) = rest.first().filter(|best| has_its_share(best) && !presses(best)) else { continue };
        let least = worth(best) * COMPARABLE;
        let next = rest.iter().position(|card| !has_its_share(card) && worth(card) >= least);
        if let Some(turn) = next.and_then(|next| rest.get_mut(..=next)) {
            turn.rotate_right(1);
        }
    }
}

/// Whether it is urgent, and its moment near.
pub fn presses(card: &Card, now: Time) -> bool {
    let near = |due: Time| due >= now && now.plus(NEAR).is_some_and(|limit| due <= limit);
    card.content.urgency == Urgency::High && card.content.due.is_none_or(near)
}
