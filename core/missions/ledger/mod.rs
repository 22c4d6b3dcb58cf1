//! The ledger: every card once, what is due, who runs. The session seals it whole after each step, so that whatever is killed
//! goes on where it was.
//!
//! `card` is one card, `lease` keeps two runs apart, `person` is what a person does with cards and what is learnt from it.

mod card;
mod lease;
mod person;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::{memory::audit::Decision, order, profile::ikigai::Points, record::RecordId, time::Time};

pub use card::{Card, Content, Heart};
pub use person::Telling;

use super::{
    card::{AgentName, CardId},
    feedback::Lessons,
    hands::World,
    intent::Asked,
    rank::{presses, rank},
    run::{Look, look},
    state::{Standing, State},
    when::{Table, Trigger},
};
use lease::Lease;

/// New cards in the feed a day, and on the first day of all.
const DAILY: usize = 6;
const FIRST_DAY: usize = 12;
/// So many more a day where they press.
const PRESSING: usize = 3;
/// New cards of one kind a day that do not press.
const OF_A_KIND: usize = 3;
/// A kind that is to be rare is shown once in so long.
const RARE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// So long a card that is over keeps its words.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);
/// So long one that was withdrawn is known, and not shown as new if it is found again.
const KNOWN: SignedDuration = SignedDuration::from_hours(365 * 24);

/// All that is known of missions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ledger {
    cards: BTreeMap<CardId, Card>,
    /// Cards that are over for good, without their words.
    buried: BTreeMap<CardId, State>,
    /// What buried cards earned.
    earned: Points,
    lessons: Lessons,
    /// When a drawn lesson was taken back: what was put away before says nothing any more.
    revoked: BTreeMap<String, Time>,
    /// What is due.
    pub table: Table,
    #[serde(skip_serializing_if = "Option::is_none")]
    lease: Option<Lease>,
    /// Who is still to look in the run that is on its way.
    left: Vec<AgentName>,
    quota: Quota,
}

/// How many cards are new in the feed today.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Quota {
    /// The first day on which there was any.
    first: Option<Date>,
    today: Option<Date>,
    presented: usize,
}

/// Whether a run begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begin {
    /// Nothing is due. `changed`: what was snoozed is back.
    Nothing {
        /// Whether the ledger is to be sealed.
        changed: bool,
    },
    /// Another run is on its way.
    Busy,
    /// It began: step on.
    Run,
}

/// What a step did.
#[derive(Debug)]
pub enum Stepped {
    /// Somebody looked; there is another step.
    Looked {
        /// Who.
        agent: AgentName,
        /// What the guard decided on the way.
        noted: Vec<Decision>,
    },
    /// Everybody has looked, and these cards are new in the feed, best first.
    Finished(Vec<CardId>),
    /// Another run took over.
    Lost,
}

impl Ledger {
    /// Begins a run, or goes on with one that was cut off, where there is anything to do.
    pub fn begin(&mut self, trigger: Trigger, now: Time, zone: &TimeZone, holder: &str) -> Begin {
        if self.lease.as_ref().is_some_and(|lease| lease.holder != holder && lease.is_live(now)) {
            return Begin::Busy;
        }
        let counted = self.table.count(now, zone);
        let woken = self.wake(now);
        let mut due = self.table.due(trigger, now, zone);
        due.extend(&self.left);
        // A lease that is left over is of a run whose end is missing.
        if due.is_empty() && self.lease.is_none() {
            return Begin::Nothing { changed: counted || woken };
        }
        self.table.see_to(now, zone);
        self.left = due.into_iter().collect();
        self.lease = Lease::new(holder, now);
        Begin::Run
    }

    /// One step of the run: one agent looks, or the run ends.
    pub fn step(&mut self, holder: &str, world: World<'_>, now: Time) -> Stepped {
        self.step_by(&look, holder, world, now)
    }

    fn step_by(
        &mut self,
        look: &dyn Fn(AgentName, World<'_>, Time) -> Look,
        holder: &str,
        world: World<'_>,
        now: Time,
    ) -> Stepped {
        if self.lease.as_ref().is_none_or(|lease| lease.holder != holder) {
            return Stepped::Lost;
        }
        self.lease = Lease::new(holder, now);
        if self.left.is_empty() {
            self.lease = None;
            self.table.look_ahead(world.life, now, world.zone);
            self.tidy(now);
            return Stepped::Finished(self.present(now, world.zone));
        }
        let agent = self.left.remove(0);
        let mut look = look(agent, world, now);
        let noted = std::mem::take(&mut look.noted);
        self.take_up(agent, look, world, now);
        self.table.has_looked(agent, now);
        Stepped::Looked { agent, noted }
    }

    /// Stops between two steps: whoever runs next goes on there.
    pub fn release(&mut self, holder: &str, now: Time) {
        if let Some(lease) = self.lease.as_mut().filter(|lease| lease.holder == holder) {
            lease.end(now);
        }
    }

    /// Whoever had the vault before can write no more (docs/one-owner.md): their run is over, and can be gone on with.
    pub fn take_over(&mut self, now: Time) {
        if let Some(lease) = &mut self.lease {
            lease.end(now);
        }
    }

    /// Whether a run is on its way.
    pub fn is_running(&self, now: Time) -> bool {
        self.lease.as_ref().is_some_and(|lease| lease.is_live(now))
    }

    /// What an agent found: what is known is brought up to date, what is over stays over, what it does not find any more is
    /// withdrawn, if it looked to the end.
    /// What is no card yet, and was looked for because the person asked, stays out of the feed.
    pub fn take_up(&mut self, agent: AgentName, look: Look, world: World<'_>, now: Time) -> Vec<CardId> {
        let mut found = BTreeSet::new();
        let mut ids = Vec::new();
        for finding in look.findings {
            let early = finding.shows.is_some_and(|shows| shows > now);
            let taught = finding.wrong.iter().any(|wrong| self.lessons.says(&wrong.lesson, &finding.about));
            let id = CardId::of(agent, &finding.key);
            if taught || self.buried.contains_key(&id) || !found.insert(id.clone()) {
                continue;
            }
            ids.push(id.clone());
            let content = Content::of(finding, world);
            match self.cards.get_mut(&id) {
                Some(card) if matches!(card.standing.state(), State::Dismissed | State::Completed) => {}
                Some(card) => {
                    (card.content, card.gone) = (content, 0);
                    (card.early, card.withdrawn) = (early, early.then_some(now));
                }
                None => {
                    let card = Card::new(id.clone(), agent, content, now);
                    let card = Card { early, withdrawn: early.then_some(now), ..card };
                    self.cards.insert(id, card);
                }
            }
        }
        if look.refused.is_none() {
            let others = self.cards.values_mut().filter(|card| card.agent == agent && !found.contains(&card.id));
            // What the person is at stays, unless what it says has lost its evidence.
            for card in others.filter(|card| card.standing.state() != State::Active || card.gone > 0) {
                card.withdrawn.get_or_insert(now);
            }
        }
        ids
    }

    /// Brings waiting cards into the feed, best first, as many as a day may have.
    fn present(&mut self, now: Time, zone: &TimeZone) -> Vec<CardId> {
        let today = now.instant().to_zoned(zone.clone()).date();
        let limit = self.quota.open(today);
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        let mut left = limit.saturating_sub(self.quota.presented);
        let mut pressing = limit.saturating_add(PRESSING).saturating_sub(self.quota.presented);
        let mut chosen = Vec::new();
        for card in self.waiting(now) {
            let kind = kinds.entry(&card.content.face.kind).or_default();
            let urgent = presses(card, now);
            let room = if urgent { pressing } else { left };
            let enough = *kind >= OF_A_KIND && !urgent;
            if room == 0 || enough || (self.is_rare(card) && (*kind > 0 || self.was_shown_lately(card, now))) {
                continue;
            }
            *kind += 1;
            (left, pressing) = (left.saturating_sub(1), pressing.saturating_sub(1));
            chosen.push(card.id.clone());
        }
        self.quota.presented = self.quota.presented.saturating_add(chosen.len());
        for id in &chosen {
            if let Some(card) = self.cards.get_mut(id) {
                // It waits: it is created, and from there this way leads.
                let _ = card.standing.present(now);
            }
        }
        chosen
    }

    /// What answers a question, best first, and whether it is what was asked for: cards of anybody that speak of its names;
    /// else, of what was found for it, what speaks of its topics, or all. None that is over.
    pub fn asked(&self, found: &[CardId], asked: &Asked, most: usize, now: Time) -> (Vec<CardId>, bool) {
        let is_over =
            |card: &Card| matches!(card.standing.state(), State::Dismissed | State::Completed) || card.has_expired(now);
        let is_found = |card: &Card| found.contains(&card.id);
        let here = |card: &&Card| !is_over(card) && (card.withdrawn.is_none() || is_found(card));
        let mut cards: Vec<&Card> = self.cards.values().filter(here).collect();
        rank(&mut cards, &|card| self.is_rare(card), now);
        let spoken = |card: &Card| {
            let Content { title, summary, face, .. } = &card.content;
            asked.spoken_of(&format!("{title} {summary} {}", face.label))
        };
        let mut spoken: Vec<(&Card, (usize, usize))> = cards.into_iter().map(|card| (card, spoken(card))).collect();
        // Of what is no card yet, what comes first.
        let when = |card: &Card| card.content.due.filter(|_| card.early).map(Time::unix_seconds);
        order::by_key(&mut spoken, |(card, count)| (std::cmp::Reverse(*count), when(card)));
        let named = spoken.iter().any(|(_, (names, _))| *names > 0);
        spoken.retain(|(card, (names, _))| if named { *names > 0 } else { is_found(card) });
        let on_topic = named || spoken.iter().any(|(_, (_, topics))| *topics > 0);
        spoken.retain(|(_, (names, topics))| !on_topic || names + topics > 0);
        let ids = spoken.into_iter().take(most).map(|(card, _)| card.id.clone()).collect();
        (ids, named || asked.names.is_empty())
    }

    /// Brings cards into the feed because the person asked.
    pub fn present_asked(&mut self, ids: &[CardId], now: Time) {
        for id in ids {
            if let Some(card) = self.cards.get_mut(id).filter(|card| card.standing.state() == State::Created) {
                let _ = card.standing.present(now);
            }
        }
    }

    /// Cards that wait for their day, best first.
    fn waiting(&self, now: Time) -> Vec<&Card> {
        self.ranked(|card| card.standing.state() == State::Created, now)
    }

    /// The cards of the feed: what is active first, then the best.
    pub fn shown(&self, now: Time) -> Vec<&Card> {
        let mut shown = self.ranked(|card| card.standing.state() == State::Active, now);
        shown.extend(self.ranked(|card| card.standing.state() == State::Presented, now));
        shown
    }

    /// What is snoozed, the soonest back first.
    pub fn snoozed(&self, now: Time) -> Vec<&Card> {
        let mut snoozed = self.ranked(|card| card.standing.state() == State::Snoozed, now);
        order::by_key(&mut snoozed, |card| card.standing.until());
        snoozed
    }

    /// What is done, the latest first.
    pub fn done(&self) -> Vec<&Card> {
        let mut done: Vec<&Card> =
            self.cards.values().filter(|card| card.standing.state() == State::Completed).collect();
        order::by_key(&mut done, |card| std::cmp::Reverse(card.standing.since()));
        done
    }

    /// One card.
    pub fn card(&self, id: &CardId) -> Option<&Card> {
        self.cards.get(id)
    }

    /// Every card, in the order of ids.
    pub fn cards(&self) -> impl Iterator<Item = &Card> {
        self.cards.values()
    }

    /// What was learnt.
    pub fn lessons(&self) -> &Lessons {
        &self.lessons
    }

    /// What completed missions earned.
    pub fn points(&self) -> Points {
        let done = self.cards.values().filter(|card| card.standing.state() == State::Completed);
        done.fold(self.earned, |mut sum, card| {
            sum.add(card.content.points);
            sum
        })
    }

    /// Brings back what was snoozed until now. Whether there was any.
    pub fn wake(&mut self, now: Time) -> bool {
        let mut woken = false;
        for card in self.cards.values_mut() {
            if card.standing.until().is_some_and(|until| until <= now) {
                woken |= card.standing.present(now).is_ok();
            }
        }
        woken
    }

    /// When anything is due next: a schedule, what is coming up, the end of a snooze.
    pub fn next(&self, now: Time, zone: &TimeZone) -> Option<Time> {
        if !self.left.is_empty() || self.lease.is_some() {
            return Some(now);
        }
        let snoozes = self.cards.values().filter_map(|card| card.standing.until());
        self.table.next(now, zone).into_iter().chain(snoozes).min()
    }

    /// Takes away what rests on forgotten records: a card that has nothing left goes, with its words; the others say how
    /// much went, until their agent has looked again. Whether any card rested on them.
    pub fn forget(&mut self, gone: &BTreeSet<RecordId>) -> bool {
        let rests = |card: &Card| card.content.evidence.iter().any(|id| gone.contains(id));
        let touched: Vec<CardId> = self.cards.values().filter(|card| rests(card)).map(|card| card.id.clone()).collect();
        for id in &touched {
            let Some(card) = self.cards.get_mut(id) else { continue };
            card.forget(&|id| gone.contains(id));
            if card.content.evidence.is_empty() {
                self.quota.give_back(&card.standing);
                self.bury(id);
            }
        }
        !touched.is_empty()
    }

    /// Lets a card go: of what is over its id stays, so that it never comes back.
    fn bury(&mut self, id: &CardId) {
        let Some(card) = self.cards.remove(id) else { return };
        let state = card.standing.state();
        if state == State::Completed {
            self.earned.add(card.content.points);
        }
        if matches!(state, State::Completed | State::Dismissed) {
            self.buried.insert(id.clone(), state);
        }
    }

    /// Lets go of what nobody asks for any more.
    fn tidy(&mut self, now: Time) {
        let age = |since: Option<Time>| {
            since.map_or(SignedDuration::ZERO, |since| now.instant().duration_since(since.instant()))
        };
        for card in self.cards.values_mut().filter(|card| card.has_expired(now)) {
            card.withdrawn.get_or_insert(now);
        }
        let over = self.cards.values().filter(|card| match card.standing.state() {
            State::Completed | State::Dismissed => age(card.standing.since()) > KEPT,
            // What nobody has seen is no loss; what was seen is remembered, so that it is not shown as new.
            State::Created => card.withdrawn.is_some(),
            // Shown before its time, because the person asked: it will be new then.
            State::Presented if card.early => true,
            State::Presented | State::Snoozed => age(card.withdrawn) > KNOWN,
            State::Active => false,
        });
        let over: Vec<CardId> = over.map(|card| card.id.clone()).collect();
        over.iter().for_each(|id| self.bury(id));
    }

    fn ranked(&self, which: impl Fn(&Card) -> bool, now: Time) -> Vec<&Card> {
        let here = |card: &&Card| card.withdrawn.is_none() && !card.has_expired(now) && which(card);
        let mut cards: Vec<&Card> = self.cards.values().filter(here).collect();
        rank(&mut cards, &|card| self.is_rare(card), now);
        cards
    }

    fn is_rare(&self, card: &Card) -> bool {
        self.lessons.makes_rare(card.agent, &card.content.face.kind)
    }

    /// Whether a card of its kind came into the feed in the last days.
    fn was_shown_lately(&self, card: &Card, now: Time) -> bool {
        let of_its_kind =
            |other: &&Card| other.agent == card.agent && other.content.face.kind == card.content.face.kind;
        self.cards.values().filter(of_its_kind).any(|other| {
            let mut shown = other.standing.log().iter().filter(|change| change.from == Some(State::Created));
            shown.any(|change| now.instant().duration_since(change.at.instant()) < RARE)
        })
    }
}

impl Quota {
    /// A card that was new today and is gone, its evidence erased, was none of today's.
    fn give_back(&mut self, standing: &Standing) {
        let is_new = standing.state() == State::Presented && standing.since().map(Time::date) == self.today;
        self.presented = self.presented.saturating_sub(usize::from(is_new));
    }

    /// How many cards may be new on this day. A clock that was set back opens no new day: it goes on with this one.
    fn open(&mut self, today: Date) -> usize {
        if self.today.is_none_or(|day| today > day) {
            self.presented = 0;
        }
        self.today = Some(today);
        if *self.first.get_or_insert(today) == today { FIRST_DAY } else { DAILY }
    }
}
