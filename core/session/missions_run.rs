//! Letting agents look: what is due, step by step, each sealed before the next; and the life that they look at, read from
//! the records once a session and kept in step from then on.

use jiff::{SignedDuration, tz::TimeZone};

use crate::{
    inference::Embedder,
    memory::{
        Evidence, Memory, MemoryKind,
        guard::{Action, Guard},
        model::Episode,
    },
    missions::{
        card::{AgentName, CardId},
        hands::World,
        intent::{self, Asked},
        ledger::{Begin, Card, Ledger, Stepped, Telling},
        run::look_ahead,
        when::Trigger,
    },
    profile::{
        Profile,
        ikigai::{Weights, reflect},
        life::Life,
    },
    random::Random,
    record::{Record, RecordId, Source},
    tables,
    time::{Clock, Time},
    vault::{Covers, Store},
};

use super::{
    Session, SessionError, State,
    missions::{Missions, Seen, unseen},
    view_missions::{AnswerView, RunView},
};

/// What the person did with a card can be taken back for so long; then it becomes an episode of memory.
const SETTLED: SignedDuration = SignedDuration::from_mins(10);
/// Cards shown for what was asked.
const ANSWERS: usize = 6;

impl<S: Store> Session<S> {
    /// Runs what is due, if anything is: one agent a step, each step sealed. Stops between two steps where `may_go_on` says
    /// no; whoever runs next goes on there. Where nothing is due, no record is read.
    pub async fn run_due(
        &self,
        trigger: Trigger,
        zone: &TimeZone,
        clock: &impl Clock,
        random: &impl Random,
        may_go_on: &dyn Fn() -> bool,
    ) -> Result<RunView, SessionError> {
        let holder = data_encoding::BASE32_NOPAD.encode(&random.array::<10>()?);
        let mut run = RunView::default();
        let now = clock.now();
        let first = !self.state.borrow().missions.has_run;
        let begun = self.change_missions(|ledger| {
            if first {
                ledger.take_over(now);
            }
            Ok((ledger.begin(trigger, now, zone, &holder), Vec::new()))
        });
        let begun = begun.await?;
        self.state.borrow_mut().missions.has_run = true;
        match begun {
            Begin::Busy => run.busy = true,
            Begin::Nothing { changed } => run.changed = changed,
            Begin::Run => {
                run.changed = true;
                self.step_on(&holder, zone, clock, may_go_on, &mut run).await?;
            }
        }
        let (ledger, now) = (self.missions().await?, clock.now());
        (run.unseen, run.next) = (unseen(&ledger, now), ledger.next(now, zone));
        Ok(run)
    }

    async fn step_on(
        &self,
        holder: &str,
        zone: &TimeZone,
        clock: &impl Clock,
        may_go_on: &dyn Fn() -> bool,
        run: &mut RunView,
    ) -> Result<(), SessionError> {
        loop {
            if !may_go_on() {
                run.more = true;
                return self.change_missions(|ledger| Ok((ledger.release(holder, clock.now()), Vec::new()))).await;
            }
            let _turn = self.turn.lock().await;
            self.have_life().await?;
            let now = clock.now();
            let stepped = self.change_missions_now(|ledger| {
                let mut stepped = self.in_world(ledger, now, zone, |ledger, world| ledger.step(holder, world, now));
                let noted = match &mut stepped {
                    Stepped::Looked { noted, .. } => std::mem::take(noted),
                    Stepped::Finished(_) | Stepped::Lost => Vec::new(),
                };
                let presented = match &stepped {
                    Stepped::Finished(presented) => cards_of(ledger, presented),
                    Stepped::Looked { .. } | Stepped::Lost => Vec::new(),
                };
                Ok(((stepped, presented), noted))
            });
            let (stepped, presented) = stepped.await?;
            match stepped {
                Stepped::Looked { agent, .. } => run.looked.push(agent),
                Stepped::Lost => {
                    run.busy = true;
                    return Ok(());
                }
                Stepped::Finished(_) => {
                    let mut state = self.state.borrow_mut();
                    state.missions.seen = None;
                    run.presented = presented.iter().map(|card| state.card(card)).collect();
                    return Ok(());
                }
            }
        }
    }

    /// Lets the agent look whom words are for, also for what is no card yet, and brings what it finds into the feed. `model`,
    /// where there is one, says what is meant where the words alone do not.
    pub async fn ask_agents(
        &self,
        words: &str,
        model: Option<&impl Embedder>,
        zone: &TimeZone,
        now: Time,
    ) -> Result<AnswerView, SessionError> {
        let asked = Asked::of(words);
        let agent = match (asked.agent, model) {
            (None, Some(model)) => meant(words, model).await?,
            (agent, _) => agent,
        };
        let _turn = self.turn.lock().await;
        self.have_life().await?;
        let answer = self.change_missions_now(|ledger| {
            let (found, noted) = self.in_world(ledger, now, zone, |ledger, world| {
                let Some(agent) = agent else { return Default::default() };
                let mut look = look_ahead(agent, world, now);
                let noted = std::mem::take(&mut look.noted);
                (ledger.take_up(agent, look, world, now), noted)
            });
            let (ids, exact) = ledger.asked(&found, &asked, ANSWERS, now);
            ledger.present_asked(&ids, now);
            Ok(((cards_of(ledger, &ids), exact), noted))
        });
        let (cards, exact) = answer.await?;
        let mut state = self.state.borrow_mut();
        state.missions.seen = None;
        let cards = cards.iter().map(|card| state.card(card)).collect();
        Ok(AnswerView { agent, cards, exact })
    }

    /// What the person did with cards, as episodes of memory: for those that can no longer be taken back. For who has the
    /// keys of memory; one that only looks for missions leaves it.
    pub async fn tell_memory(&self, now: Time, random: &impl Random) -> Result<(), SessionError> {
        let Some(before) = now.plus(-SETTLED) else { return Ok(()) };
        let untold = self.missions().await?.untold(before);
        if untold.is_empty() {
            return Ok(());
        }
        // First: killed in between, an episode is missing rather than there twice.
        let ids: Vec<_> = untold.iter().map(|telling| telling.id.clone()).collect();
        self.change_missions(|ledger| Ok((ledger.told(&ids), Vec::new()))).await?;
        for telling in untold {
            let name = telling.agent.name();
            if Guard::of(name).is_ok_and(|guard| guard.may(Action::Write, MemoryKind::Episode).is_ok()) {
                let situation = telling.situation.clone();
                // What the gate does not let in is not remembered; the card itself keeps what was done.
                let _ = self.agent(name, now).await?.save_episode(&situation, episode(telling), now, random).await;
            }
        }
        Ok(())
    }

    /// Reads the records for what they tell, where nobody has yet. The caller has the turn.
    pub(super) async fn have_life(&self) -> Result<(), SessionError> {
        if self.state.borrow().missions.life.is_none() {
            // They are large; a vault without records has no use for them.
            if self.state.borrow().shelf.evidence.lines().next().is_some() {
                tables::classifier().await?;
            }
            let mut life = Life::default();
            let add = |record: &Record| life.add_judged(record, &self.state.borrow().shelf.profile);
            Evidence::default().read_on(&self.vault, &Covers::default(), add).await?;
            let missions = &mut self.state.borrow_mut().missions;
            (missions.life, missions.unsettled) = (Some(life), true);
        }
        self.state.borrow_mut().see();
        Ok(())
    }

    /// Records came or went: who watches their sources looks at the next run. The caller has the turn.
    pub(super) async fn note_changed(&self, sources: impl IntoIterator<Item = Source>) -> Result<(), SessionError> {
        self.change_missions_now(|ledger| Ok((ledger.table.changed(sources), Vec::new()))).await
    }

    /// Takes what rests on erased records away from the cards. The caller has the turn.
    pub(super) async fn unlearn_missions(&self, gone: &[(RecordId, Source)]) -> Result<(), SessionError> {
        let ids = gone.iter().map(|(id, _)| id.clone()).collect();
        self.change_missions_now(|ledger| {
            if ledger.forget(&ids) {
                ledger.table.changed(gone.iter().map(|(_, source)| *source));
            }
            Ok(((), Vec::new()))
        })
        .await
    }

    fn in_world<T>(
        &self,
        ledger: &mut Ledger,
        now: Time,
        zone: &TimeZone,
        run: impl FnOnce(&mut Ledger, World<'_>) -> T,
    ) -> T {
        let weights = ledger.weights();
        let mut state = self.state.borrow_mut();
        state.work_out(weights, now);
        let lessons = ledger.lessons().clone();
        let memories: Vec<&Memory> = state.memory.book.all().collect();
        let (life, seen) = (&state.missions.life, &state.missions.seen);
        let (nobody, nothing) = (Life::default(), Seen { segments: Vec::new(), ikigai: Default::default() });
        let (life, seen) = (life.as_ref().unwrap_or(&nobody), seen.as_ref().unwrap_or(&nothing));
        let (ikigai, segments) = (&seen.ikigai, seen.segments.as_slice());
        run(ledger, World { life, ikigai, segments, memories: &memories, lessons: &lessons, zone })
    }
}

impl State {
    /// Works out what agents are given beside the life, where that was not done yet in this run.
    fn work_out(&mut self, weights: Weights, now: Time) {
        if self.missions.seen.is_none()
            && let Some(life) = &self.missions.life
        {
            let segments = self.shelf.profile.segments(&self.books.edits);
            let ikigai = reflect(life, &segments, weights, now);
            self.missions.seen = Some(Seen { segments, ikigai });
        }
    }

    /// Puts the life in order.
    fn see(&mut self) {
        if std::mem::take(&mut self.missions.unsettled)
            && let Some(life) = &mut self.missions.life
        {
            life.settle();
            self.missions.seen = None;
        }
    }
}

impl Missions {
    /// Takes up records that were brought in and judged.
    pub fn take_up(&mut self, records: &[Record], profile: &Profile) {
        if let Some(life) = &mut self.life {
            records.iter().for_each(|record| life.add_judged(record, profile));
            self.unsettled = true;
        }
    }

    /// Forgets records.
    pub fn forget<'a>(&mut self, ids: impl Iterator<Item = &'a RecordId>) {
        if let Some(life) = &mut self.life {
            ids.for_each(|id| life.remove(id));
            self.unsettled = true;
        }
    }
}

fn cards_of(ledger: &Ledger, ids: &[CardId]) -> Vec<Card> {
    ids.iter().filter_map(|id| ledger.card(id)).cloned().collect()
}

/// The agent that is meant, by a model.
async fn meant(words: &str, model: &impl Embedder) -> Result<Option<AgentName>, SessionError> {
    let texts = intent::SAYINGS.map(|(_, saying)| saying);
    let sayings = model.embed(&texts, &|| false).await?;
    Ok(intent::nearest(&model.embed_query(words, &|_| 1.0).await?, &sayings))
}

fn episode(telling: Telling) -> Episode {
    let Telling { id, agent, kind, reasoning, outcome, feedback, .. } = telling;
    Episode {
        reasoning,
        action: "Showed a card.".to_owned(),
        outcome,
        feedback,
        agent: agent.name().to_owned(),
        mission: Some(id.as_str().to_owned()),
        tags: vec![kind],
    }
}
