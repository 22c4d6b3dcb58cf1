//! What a person does with a card, and what is learnt from it.

use crate::{
    memory::model::Outcome,
    order,
    profile::ikigai::{Feedback, Weights},
    time::Time,
};

use crate::missions::{
    card::{AgentName, CardId},
    error::MissionError,
    feedback::{Drawn, Lesson, Lessons},
    state::{By, State},
};

use super::{Card, Heart, Ledger};

/// So many cards of a kind put away, one after the other, say something of the kind.
const ENOUGH: usize = 3;

/// What became of a card, to be remembered as an episode (the spec's sections 2.8 and 8.4.2).
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// The card.
    pub id: CardId,
    /// Whose.
    pub agent: AgentName,
    /// Its kind.
    pub kind: String,
    /// What was offered.
    pub situation: String,
    /// How the agent came to it.
    pub reasoning: String,
    /// How it went.
    pub outcome: Outcome,
    /// What the person said of it.
    pub feedback: Option<String>,
}

impl Ledger {
    /// The person opened it.
    pub fn open(&mut self, id: &CardId, now: Time) -> Result<(), MissionError> {
        self.known(id)?.standing.engage(now)?;
        self.draw(now);
        Ok(())
    }

    /// Away until then.
    pub fn snooze(&mut self, id: &CardId, until: Time, now: Time) -> Result<(), MissionError> {
        self.known(id)?.standing.snooze(until, now)
    }

    /// Away for good.
    pub fn dismiss(&mut self, id: &CardId, now: Time) -> Result<(), MissionError> {
        self.known(id)?.standing.dismiss(now)?;
        self.draw(now);
        Ok(())
    }

    /// Done.
    pub fn complete(&mut self, id: &CardId, now: Time) -> Result<(), MissionError> {
        self.known(id)?.standing.complete(now)?;
        self.draw(now);
        Ok(())
    }

    /// Takes the last change back, with the lesson that it taught.
    pub fn undo(&mut self, id: &CardId, now: Time) -> Result<(), MissionError> {
        let card = self.known(id)?;
        card.standing.undo(now)?;
        if let Some(lesson) = card.lesson.take() {
            self.lessons.0.retain(|it| it.id != lesson);
        }
        self.draw(now);
        Ok(())
    }

    /// What the person taps. It says more than what they do.
    pub fn tap(&mut self, id: &CardId, heart: Heart, now: Time) -> Result<(), MissionError> {
        let card = self.known(id)?;
        card.tapped = Some(heart);
        card.told = false;
        self.draw(now);
        Ok(())
    }

    /// The person says how the card is wrong: it goes, and its agent finds no such thing again.
    pub fn teach(&mut self, id: &CardId, lesson: &str, now: Time) -> Result<Lesson, MissionError> {
        let card = self.known(id)?;
        let wrong = card.content.wrong.iter().find(|wrong| wrong.lesson == lesson);
        let wrong = wrong.ok_or(MissionError::NoLesson)?.clone();
        card.standing.dismiss(now)?;
        let (agent, about) = (card.agent, card.content.about.clone());
        let id = format!("{agent}/{}/{about}", wrong.lesson);
        card.lesson = Some(id.clone());
        let lesson = Lesson { id, agent, lesson: wrong.lesson, about, text: wrong.says, since: now, from: Drawn::Said };
        self.lessons.0.retain(|known| known.id != lesson.id);
        self.lessons.0.push(lesson.clone());
        Ok(lesson)
    }

    /// Takes a lesson back: cards that it put away are in the feed again, if they are found again.
    pub fn forget_lesson(&mut self, id: &str, now: Time) {
        let Some(at) = self.lessons.0.iter().position(|lesson| lesson.id == id) else { return };
        let lesson = self.lessons.0.remove(at);
        if lesson.from == Drawn::Drawn {
            self.revoked.insert(lesson.id, now);
            return;
        }
        for card in self.cards.values_mut().filter(|card| card.lesson.as_deref() == Some(id)) {
            card.lesson = None;
            // Put away by it, and by nothing else since.
            let _ = card.standing.undo(now);
        }
    }

    /// What the person did with cards and has not become an episode yet. What can still be taken back waits.
    pub fn untold(&self, before: Time) -> Vec<Telling> {
        let cards = self.cards.values().filter(|card| !card.told);
        cards.filter_map(|card| telling(card, before, &self.lessons)).collect()
    }

    /// Notes that these have become episodes.
    pub fn told(&mut self, ids: &[CardId]) {
        for id in ids {
            if let Some(card) = self.cards.get_mut(id) {
                card.told = true;
            }
        }
    }

    /// How much each dimension counts, by what the person did with cards, oldest first.
    pub fn weights(&self) -> Weights {
        let mut weights = Weights::default();
        for (_, card, verdict) in self.verdicts() {
            weights.learn(&card.content.dimensions, verdict);
        }
        weights
    }

    /// Every card that the person has done something with, and when, oldest first.
    fn verdicts(&self) -> Vec<(Time, &Card, Feedback)> {
        let of = |card| Some((last_by_person(card)?, card, verdict(card)?));
        let mut verdicts: Vec<(Time, &Card, Feedback)> = self.cards.values().filter_map(of).collect();
        order::by_key(&mut verdicts, |(at, card, _)| (*at, card.id.clone()));
        verdicts
    }

    /// Draws the lessons that the last cards of each kind teach, and lets go of those that they teach no more.
    fn draw(&mut self, now: Time) {
        let mut in_a_row: std::collections::BTreeMap<String, (AgentName, String, String, usize)> = Default::default();
        for (at, card, verdict) in self.verdicts().into_iter().filter(|(_, card, _)| card.lesson.is_none()) {
            let face = &card.content.face;
            let id = format!("{}/{}/{}", card.agent, Lessons::RARE, face.kind);
            if self.revoked.get(&id).is_some_and(|revoked| at <= *revoked) {
                continue;
            }
            let label = face.label.to_string();
            let row = in_a_row.entry(id).or_insert_with(|| (card.agent, face.kind.to_string(), label, 0));
            row.3 = if verdict == Feedback::Dismissed { row.3.saturating_add(1) } else { 0 };
        }
        let teaches = |id: &String| in_a_row.get(id).is_some_and(|row| row.3 >= ENOUGH);
        self.lessons.0.retain(|lesson| lesson.from == Drawn::Said || teaches(&lesson.id));
        for (id, (agent, about, label, row)) in in_a_row {
            if row < ENOUGH || self.lessons.0.iter().any(|lesson| lesson.id == id) {
                continue;
            }
            let text = format!("You put {row} cards \u{201c}{label}\u{201d} away: at most one a week from now on.");
            let lesson = Lessons::RARE.to_owned();
            self.lessons.0.push(Lesson { id, agent, lesson, about, text, since: now, from: Drawn::Drawn });
        }
    }

    fn known(&mut self, id: &CardId) -> Result<&mut Card, MissionError> {
        self.cards.get_mut(id).ok_or_else(|| MissionError::Unknown(id.clone()))
    }
}

fn last_by_person(card: &Card) -> Option<Time> {
    card.standing.log().iter().rev().find(|change| change.by == By::Person).map(|change| change.at)
}

/// What the person made of a card. Looking at it and putting it away is putting it away; a tap says more than either.
fn verdict(card: &Card) -> Option<Feedback> {
    match (card.heart(), card.standing.state()) {
        (Heart::Love, _) => Some(Feedback::Loved),
        (Heart::Like, _) => Some(Feedback::Liked),
        (Heart::Meh, State::Dismissed) => Some(Feedback::Dismissed),
        (Heart::Meh, _) => None,
    }
}

fn telling(card: &Card, before: Time, lessons: &Lessons) -> Option<Telling> {
    let over = matches!(card.standing.state(), State::Dismissed | State::Completed);
    if !over || card.standing.since().is_none_or(|since| since > before) {
        return None;
    }
    let said = card.lesson.as_ref().and_then(|id| lessons.all().iter().find(|lesson| lesson.id == *id));
    Some(Telling {
        id: card.id.clone(),
        agent: card.agent,
        kind: card.content.face.kind.to_string(),
        situation: card.content.title.clone(),
        reasoning: card.content.summary.clone(),
        outcome: match verdict(card)? {
            Feedback::Dismissed => Outcome::Negative,
            Feedback::Liked => Outcome::Mixed,
            Feedback::Loved => Outcome::Positive,
        },
        feedback: said.map(|lesson| lesson.text.clone()),
    })
}
