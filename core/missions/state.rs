//! Where a card stands, and which ways lead from there: the spec's section 3.3, with each way a method of the state that it
//! leaves, so that no other can be written. Two ways more than the spec draws: what is active can be snoozed and dismissed
//! too, as people look at a thing before they put it away; and the person can take back what they did last.

use std::{fmt, marker::PhantomData};

use serde::{Deserialize, Serialize};

use crate::time::Time;

use super::error::MissionError;

/// The states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum State {
    /// Found; it waits for its day in the feed.
    Created,
    /// In the feed.
    Presented,
    /// Out of the feed until a moment.
    Snoozed,
    /// Out of the feed for good.
    Dismissed,
    /// The person has engaged with it.
    Active,
    /// Fulfilled.
    Completed,
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Created => "created",
            Self::Presented => "presented",
            Self::Snoozed => "snoozed",
            Self::Dismissed => "dismissed",
            Self::Active => "active",
            Self::Completed => "completed",
        })
    }
}

/// Who changed a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum By {
    /// The person.
    Person,
    /// Who found it.
    Agent,
    /// Time that passed.
    Clock,
}

/// One change of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Change {
    /// When.
    #[cfg_attr(feature = "web", tsify(type = "string"))]
    pub at: Time,
    /// From what; absent where it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "web", tsify(optional))]
    pub from: Option<State>,
    /// To what.
    pub to: State,
    /// By whom.
    pub by: By,
    /// It took another change back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(feature = "web", tsify(optional))]
    pub undo: bool,
}

/// Where a card stands, and how it came there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    state: State,
    /// Of what is snoozed: until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Time>,
    log: Vec<Change>,
}

/// A standing that is known to be in one state: it has the ways out of that state, and no others.
///
/// ```compile_fail
/// use ownyou::missions::state::{Stage, Standing};
/// let now = "2026-03-01T08:00:00Z".parse().unwrap();
/// let mut standing = Standing::created(now);
/// if let Stage::Created(created) = standing.stage() {
///     created.complete(now);
/// }
/// ```
pub struct At<'a, S> {
    standing: &'a mut Standing,
    state: PhantomData<S>,
}

/// Found.
pub struct Created;
/// In the feed.
pub struct Presented;
/// Away for a while.
pub struct Snoozed;
/// Away for good.
pub struct Dismissed;
/// Engaged with.
pub struct Active;
/// Fulfilled.
pub struct Completed;

/// A standing, told apart by its state.
pub enum Stage<'a> {
    /// Found.
    Created(At<'a, Created>),
    /// In the feed.
    Presented(At<'a, Presented>),
    /// Away for a while.
    Snoozed(At<'a, Snoozed>),
    /// Away for good.
    Dismissed(At<'a, Dismissed>),
    /// Engaged with.
    Active(At<'a, Active>),
    /// Fulfilled.
    Completed(At<'a, Completed>),
}

impl Standing {
    /// Of what an agent has just found.
    pub fn created(now: Time) -> Self {
        let first = Change { at: now, from: None, to: State::Created, by: By::Agent, undo: false };
        Self { state: State::Created, until: None, log: vec![first] }
    }

    /// Which state.
    pub fn state(&self) -> State {
        self.state
    }

    /// Until when it is snoozed.
    pub fn until(&self) -> Option<Time> {
        self.until
    }

    /// Every change, oldest first.
    pub fn log(&self) -> &[Change] {
        &self.log
    }

    /// When it came to where it is.
    pub fn since(&self) -> Option<Time> {
        self.log.last().map(|change| change.at)
    }

    /// Whether it was ever in the feed.
    pub fn was_presented(&self) -> bool {
        self.log.iter().any(|change| change.to == State::Presented)
    }

    /// The standing with the ways out of its state.
    pub fn stage(&mut self) -> Stage<'_> {
        match self.state {
            State::Created => Stage::Created(At::of(self)),
            State::Presented => Stage::Presented(At::of(self)),
            State::Snoozed => Stage::Snoozed(At::of(self)),
            State::Dismissed => Stage::Dismissed(At::of(self)),
            State::Active => Stage::Active(At::of(self)),
            State::Completed => Stage::Completed(At::of(self)),
        }
    }

    /// The change that the person could take back: their last, and nothing came after it.
    pub fn undoable(&self) -> Option<State> {
        let last = self.log.last().filter(|change| change.by == By::Person && !change.undo)?;
        last.from
    }

    /// Takes the person's last change back. A snooze that is over by then was over: it is in the feed.
    pub fn undo(&mut self, now: Time) -> Result<(), MissionError> {
        let before = self.undoable().ok_or(MissionError::NothingToUndo)?;
        let back = if before == State::Snoozed { State::Presented } else { before };
        self.go(back, By::Person, now);
        if let Some(change) = self.log.last_mut() {
            change.undo = true;
        }
        Ok(())
    }

    /// Into the feed, where it is not there yet.
    pub fn present(&mut self, now: Time) -> Result<(), MissionError> {
        match self.stage() {
            Stage::Created(card) => drop(card.present(now)),
            Stage::Snoozed(card) => drop(card.wake(By::Clock, now)),
            Stage::Presented(_) | Stage::Active(_) => {}
            Stage::Dismissed(_) | Stage::Completed(_) => return Err(self.illegal(State::Presented)),
        }
        Ok(())
    }

    /// The person engages with it.
    pub fn engage(&mut self, now: Time) -> Result<(), MissionError> {
        match self.stage() {
            Stage::Created(card) => drop(card.present(now).engage(now)),
            Stage::Presented(card) => drop(card.engage(now)),
            Stage::Snoozed(card) => drop(card.wake(By::Person, now).engage(now)),
            Stage::Active(_) | Stage::Completed(_) => {}
            Stage::Dismissed(_) => return Err(self.illegal(State::Active)),
        }
        Ok(())
    }

    /// The person wants it out of the feed until a moment to come.
    pub fn snooze(&mut self, until: Time, now: Time) -> Result<(), MissionError> {
        if until <= now {
            return Err(MissionError::Past);
        }
        match self.stage() {
            Stage::Presented(card) => drop(card.snooze(until, now)),
            Stage::Active(card) => drop(card.snooze(until, now)),
            Stage::Snoozed(card) => card.standing.until = Some(until),
            Stage::Created(_) | Stage::Dismissed(_) | Stage::Completed(_) => return Err(self.illegal(State::Snoozed)),
        }
        Ok(())
    }

    /// The person wants it out of the feed for good.
    pub fn dismiss(&mut self, now: Time) -> Result<(), MissionError> {
        match self.stage() {
            Stage::Presented(card) => drop(card.dismiss(now)),
            Stage::Active(card) => drop(card.dismiss(now)),
            Stage::Snoozed(card) => drop(card.wake(By::Person, now).dismiss(now)),
            Stage::Dismissed(_) => {}
            Stage::Created(_) | Stage::Completed(_) => return Err(self.illegal(State::Dismissed)),
        }
        Ok(())
    }

    /// The person has done it, whether they opened it before or not.
    pub fn complete(&mut self, now: Time) -> Result<(), MissionError> {
        match self.stage() {
            Stage::Presented(card) => drop(card.engage(now).complete(now)),
            Stage::Snoozed(card) => drop(card.wake(By::Person, now).engage(now).complete(now)),
            Stage::Active(card) => drop(card.complete(now)),
            Stage::Completed(_) => {}
            Stage::Created(_) | Stage::Dismissed(_) => return Err(self.illegal(State::Completed)),
        }
        Ok(())
    }

    fn illegal(&self, to: State) -> MissionError {
        MissionError::Illegal { from: self.state, to }
    }

    fn go(&mut self, to: State, by: By, now: Time) {
        self.log.push(Change { at: now, from: Some(self.state), to, by, undo: false });
        self.state = to;
        self.until = None;
    }
}

impl<'a, S> At<'a, S> {
    fn of(standing: &'a mut Standing) -> Self {
        Self { standing, state: PhantomData }
    }

    fn go<T>(self, to: State, by: By, now: Time) -> At<'a, T> {
        self.standing.go(to, by, now);
        At::of(self.standing)
    }

    fn away(self, until: Time, now: Time) -> At<'a, Snoozed> {
        let snoozed = self.go(State::Snoozed, By::Person, now);
        snoozed.standing.until = Some(until);
        snoozed
    }
}

impl<'a> At<'a, Created> {
    /// Its day has come.
    pub fn present(self, now: Time) -> At<'a, Presented> {
        self.go(State::Presented, By::Clock, now)
    }
}

impl<'a> At<'a, Presented> {
    /// The person opens it.
    pub fn engage(self, now: Time) -> At<'a, Active> {
        self.go(State::Active, By::Person, now)
    }

    /// Away until then.
    pub fn snooze(self, until: Time, now: Time) -> At<'a, Snoozed> {
        self.away(until, now)
    }

    /// Away for good.
    pub fn dismiss(self, now: Time) -> At<'a, Dismissed> {
        self.go(State::Dismissed, By::Person, now)
    }
}

impl<'a> At<'a, Snoozed> {
    /// It comes back.
    pub fn wake(self, by: By, now: Time) -> At<'a, Presented> {
        self.go(State::Presented, by, now)
    }
}

impl<'a> At<'a, Active> {
    /// It is done.
    pub fn complete(self, now: Time) -> At<'a, Completed> {
        self.go(State::Completed, By::Person, now)
    }

    /// Away until then.
    pub fn snooze(self, until: Time, now: Time) -> At<'a, Snoozed> {
        self.away(until, now)
    }

    /// Away for good.
    pub fn dismiss(self, now: Time) -> At<'a, Dismissed> {
        self.go(State::Dismissed, By::Person, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Way = fn(&mut Standing, Time) -> Result<(), MissionError>;

    fn now() -> Time {
        "2026-03-01T08:00:00+01:00".parse().unwrap()
    }

    fn later() -> Time {
        "2026-03-02T08:00:00+01:00".parse().unwrap()
    }

    const SNOOZE: Way = |card, now| card.snooze(later(), now);

    /// A standing after these steps.
    fn after(ways: &[Way]) -> Standing {
        let mut card = Standing::created(now());
        for way in ways {
            way(&mut card, now()).unwrap();
        }
        card
    }

    #[test]
    fn every_way_leads_where_the_diagram_says_and_no_other_is_open() {
        use State::{Active as A, Completed as C, Dismissed as D, Presented as P, Snoozed as S};
        let ways: [(State, Way); 5] = [
            (P, Standing::present),
            (S, SNOOZE),
            (D, Standing::dismiss),
            (A, Standing::engage),
            (C, Standing::complete),
        ];
        let table: [(&[Way], [Option<State>; 5]); 6] = [
            (&[], [Some(P), None, None, Some(A), None]),
            (&[Standing::present], [Some(P), Some(S), Some(D), Some(A), Some(C)]),
            (&[Standing::present, SNOOZE], [Some(P), Some(S), Some(D), Some(A), Some(C)]),
            (&[Standing::present, Standing::dismiss], [None, None, Some(D), None, None]),
            (&[Standing::engage], [Some(A), Some(S), Some(D), Some(A), Some(C)]),
            (&[Standing::engage, Standing::complete], [None, None, None, Some(C), Some(C)]),
        ];
        for (begin, ends) in table {
            for ((to, way), end) in ways.iter().zip(ends) {
                let mut card = after(begin);
                let from = card.state();
                match (way(&mut card, now()), end) {
                    (Ok(()), Some(end)) => assert_eq!(card.state(), end, "{from} to {to}"),
                    (Err(error), None) => assert_eq!(error, MissionError::Illegal { from, to: *to }),
                    (outcome, end) => panic!("{from} to {to}: {outcome:?}, not {end:?}"),
                }
            }
        }
    }

    #[test]
    fn every_change_is_in_the_log_each_from_where_the_one_before_led() {
        let card = after(&[Standing::present, SNOOZE, Standing::complete]);
        let states: Vec<State> = card.log().iter().map(|change| change.to).collect();
        use State::{Active, Completed, Created, Presented, Snoozed};
        assert_eq!(states, [Created, Presented, Snoozed, Presented, Active, Completed]);
        assert!(card.log().windows(2).all(|pair| pair[1].from == Some(pair[0].to)));
    }

    #[test]
    fn the_persons_last_change_can_be_taken_back_once() {
        let mut card = after(&[Standing::present, Standing::dismiss]);
        card.undo(later()).unwrap();
        assert_eq!(card.state(), State::Presented);
        assert_eq!(card.undo(later()), Err(MissionError::NothingToUndo));
        let mut card = after(&[Standing::present]);
        assert_eq!(card.undo(later()), Err(MissionError::NothingToUndo), "time's changes are not the person's");
    }

    #[test]
    fn a_snooze_ends_in_what_is_to_come_and_is_not_kept_after() {
        let mut card = after(&[Standing::present]);
        assert_eq!(card.snooze(now(), now()), Err(MissionError::Past));
        card.snooze(later(), now()).unwrap();
        assert_eq!(card.until(), Some(later()));
        card.present(later()).unwrap();
        assert_eq!((card.state(), card.until()), (State::Presented, None));
    }
}
