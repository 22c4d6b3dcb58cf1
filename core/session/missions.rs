//! What a person does with missions: look at the feed, open a card, put it away, teach its agent, set when agents look. The
//! ledger is one sealed note; whoever changes it reads it first, as somebody else may have looked while nobody was there.

use jiff::tz::TimeZone;

use crate::{
    memory::audit::{self, Decision},
    missions::{
        card::CardId,
        error::MissionError,
        feedback::Lesson,
        ledger::{Card, Heart, Ledger},
        state::State as Standing,
        when::{ScheduleChange, place::Place},
    },
    profile::{SegmentScore, ikigai::Ikigai, life::Life},
    time::Time,
    vault::{Changes, Store},
};

use super::{
    Session, SessionError, State, books,
    view_missions::{CardView, Feed, LessonView, MissionDetail, Nothing, ScheduleView, WrongView},
};

/// The ledger's name in the vault.
pub(super) const LEDGER: &str = "missions";

/// What a session has of missions.
#[derive(Default)]
pub(super) struct Missions {
    /// What the records tell, once somebody asked.
    pub life: Option<Life>,
    /// Records came in since it was last put in order.
    pub unsettled: bool,
    /// A lease in the ledger may be one of this session.
    pub has_run: bool,
    /// What agents are given beside it, for the length of a run.
    pub seen: Option<Seen>,
}

/// What is worked out once a run.
pub(super) struct Seen {
    pub segments: Vec<SegmentScore>,
    pub ikigai: Ikigai,
}

impl<S: Store> Session<S> {
    /// What there is to do.
    pub async fn feed(&self, now: Time) -> Result<Feed, SessionError> {
        let mut ledger = self.missions().await?;
        if ledger.wake(now)
            && let Some(_turn) = self.turn.try_lock()
        {
            // Who imports for minutes keeps nobody from looking: it is noted by the next one.
            self.change_missions_now(|ledger| Ok((ledger.wake(now), Vec::new()))).await?;
        }
        let state = self.state.borrow();
        let shown = |cards: Vec<&Card>| cards.into_iter().map(|card| state.card(card)).collect::<Vec<_>>();
        let cards = shown(ledger.shown(now));
        let empty = state.shelf.evidence.lines().next().is_none();
        let nothing = if empty { Nothing::NoData } else { Nothing::AllDone };
        Ok(Feed {
            nothing: cards.is_empty().then_some(nothing),
            cards,
            snoozed: shown(ledger.snoozed(now)),
            done: shown(ledger.done()),
            points: ledger.points(),
            last_run: ledger.table.last(),
            running: ledger.is_running(now),
        })
    }

    /// One card with all that is known of it.
    pub async fn mission(&self, id: &str) -> Result<MissionDetail, SessionError> {
        let (ledger, id) = (self.missions().await?, CardId::from_text(id));
        let card = ledger.card(&id).ok_or(MissionError::Unknown(id))?;
        let state = self.state.borrow();
        let content = &card.content;
        let lines = content.evidence.iter().filter_map(|id| Some((id, state.shelf.evidence.line(id)?)));
        let wrong =
            content.wrong.iter().map(|wrong| WrongView { label: wrong.label.clone(), lesson: wrong.lesson.clone() });
        Ok(MissionDetail {
            card: state.card(card),
            reckoning: content.reckoning.clone(),
            evidence: lines.map(|(id, line)| state.show(id, line)).collect(),
            gone: (card.gone > 0).then_some(card.gone),
            stale: card.withdrawn.is_some() && !card.early,
            payload: content.payload.clone(),
            actions: content.actions.clone(),
            log: card.standing.log().to_vec(),
            wrong: wrong.collect(),
            undo: card.standing.undoable().is_some(),
        })
    }

    /// The person engages with a card.
    pub async fn open_mission(&self, id: &str, now: Time) -> Result<CardView, SessionError> {
        self.change_card(id, |ledger, id| ledger.open(id, now)).await
    }

    /// Away until then.
    pub async fn snooze_mission(&self, id: &str, until: Time, now: Time) -> Result<CardView, SessionError> {
        self.change_card(id, |ledger, id| ledger.snooze(id, until, now)).await
    }

    /// Away for good.
    pub async fn dismiss_mission(&self, id: &str, now: Time) -> Result<CardView, SessionError> {
        self.change_card(id, |ledger, id| ledger.dismiss(id, now)).await
    }

    /// Done.
    pub async fn complete_mission(&self, id: &str, now: Time) -> Result<CardView, SessionError> {
        self.change_card(id, |ledger, id| ledger.complete(id, now)).await
    }

    /// Takes the person's last change of a card back.
    pub async fn undo_mission(&self, id: &str, now: Time) -> Result<CardView, SessionError> {
        self.change_card(id, |ledger, id| ledger.undo(id, now)).await
    }

    /// What the person taps.
    pub async fn heart_mission(&self, id: &str, heart: Heart, now: Time) -> Result<CardView, SessionError> {
        self.change_card(id, |ledger, id| ledger.tap(id, heart, now)).await
    }

    /// The person says how a card is wrong.
    pub async fn teach(&self, id: &str, lesson: &str, now: Time) -> Result<LessonView, SessionError> {
        let id = CardId::from_text(id);
        let learnt = self.change_missions(|ledger| Ok((ledger.teach(&id, lesson, now)?, Vec::new()))).await?;
        Ok(lesson_view(&learnt))
    }

    /// What was learnt from the person about cards.
    pub async fn lessons(&self) -> Result<Vec<LessonView>, SessionError> {
        Ok(self.missions().await?.lessons().all().iter().map(lesson_view).collect())
    }

    /// Takes a lesson back.
    pub async fn forget_lesson(&self, id: &str, now: Time) -> Result<(), SessionError> {
        self.change_missions(|ledger| {
            ledger.forget_lesson(id, now);
            Ok(((), Vec::new()))
        })
        .await
    }

    /// When agents look by themselves.
    pub async fn schedules(&self, now: Time, zone: &TimeZone) -> Result<Vec<ScheduleView>, SessionError> {
        Ok(schedule_views(&self.missions().await?, now, zone))
    }

    /// Changes when agents look, or adds a time of the person's own.
    pub async fn set_schedule(
        &self,
        change: ScheduleChange,
        now: Time,
        zone: &TimeZone,
    ) -> Result<Vec<ScheduleView>, SessionError> {
        self.change_missions(|ledger| {
            ledger.table.change(change, now, zone)?;
            Ok((schedule_views(ledger, now, zone), Vec::new()))
        })
        .await
    }

    /// Removes a time of the person's own.
    pub async fn remove_schedule(
        &self,
        id: &str,
        now: Time,
        zone: &TimeZone,
    ) -> Result<Vec<ScheduleView>, SessionError> {
        self.change_missions(|ledger| {
            ledger.table.remove(id)?;
            Ok((schedule_views(ledger, now, zone), Vec::new()))
        })
        .await
    }

    /// Whether the device may be asked where it is.
    pub async fn may_ask_place(&self) -> Result<bool, SessionError> {
        Ok(self.missions().await?.table.place.allowed)
    }

    /// Whether the device may be asked where it is, from now on. If not, what is known of it goes.
    pub async fn allow_place(&self, allowed: bool) -> Result<(), SessionError> {
        self.change_missions(|ledger| Ok((ledger.table.place.allow(allowed), Vec::new()))).await
    }

    /// The device is here, in degrees north and east. Whether the person came to another place: then agents look at the
    /// next run.
    pub async fn came_to(&self, latitude: f64, longitude: f64) -> Result<bool, SessionError> {
        let Some(place) = Place::new(latitude, longitude) else { return Ok(false) };
        self.change_missions(|ledger| Ok((ledger.table.place.come_to(place), Vec::new()))).await
    }

    /// The ledger as it is sealed now.
    pub(super) async fn missions(&self) -> Result<Ledger, SessionError> {
        books::load(&self.vault, LEDGER).await
    }

    async fn change_card(
        &self,
        id: &str,
        change: impl FnOnce(&mut Ledger, &CardId) -> Result<(), MissionError>,
    ) -> Result<CardView, SessionError> {
        let id = CardId::from_text(id);
        let card = self.change_missions(|ledger| {
            change(ledger, &id)?;
            Ok((ledger.card(&id).cloned().ok_or(MissionError::Unknown(id))?, Vec::new()))
        });
        let card = card.await?;
        Ok(self.state.borrow().card(&card))
    }

    /// Changes the ledger, and seals it in one step with what the guard decided on the way, where anything changed.
    pub(super) async fn change_missions<T>(
        &self,
        change: impl FnOnce(&mut Ledger) -> Result<(T, Vec<Decision>), MissionError>,
    ) -> Result<T, SessionError> {
        let _turn = self.turn.lock().await;
        self.change_missions_now(change).await
    }

    /// The same for who has the turn.
    pub(super) async fn change_missions_now<T>(
        &self,
        change: impl FnOnce(&mut Ledger) -> Result<(T, Vec<Decision>), MissionError>,
    ) -> Result<T, SessionError> {
        let mut ledger = self.missions().await?;
        let before = ledger.clone();
        let (outcome, noted) = change(&mut ledger)?;
        if ledger != before || !noted.is_empty() {
            let bytes = serde_json::to_vec(&ledger).map_err(|_| SessionError::Books(LEDGER))?;
            let changes = audit::noted(&noted)?(Changes::new().put_blob(LEDGER, bytes));
            self.vault.write(changes).await?;
        }
        Ok(outcome)
    }
}

impl State {
    /// A card as it is shown.
    pub(super) fn card(&self, card: &Card) -> CardView {
        let content = &card.content;
        let face = content.face.clone();
        let mut lines = content.evidence.iter().filter_map(|id| self.shelf.evidence.line(id)).peekable();
        CardView {
            id: card.id.clone(),
            agent: card.agent,
            kind: face.kind.into_owned(),
            filter: face.filter,
            state: card.standing.state(),
            title: content.title.clone(),
            summary: content.summary.clone(),
            label: face.label.into_owned(),
            urgency: content.urgency,
            amount: face.amount,
            before: face.before,
            when: content.due,
            picture: face.picture.into_owned(),
            initials: face.initials,
            heart: card.heart(),
            score: content.score,
            points: content.points.total,
            dimensions: content.dimensions.clone(),
            snoozed_until: card.standing.until(),
            sample: lines.peek().is_some() && lines.all(|line| self.books.is_sample(line.import)),
        }
    }
}

/// How many cards of the feed nobody has opened.
pub(super) fn unseen(ledger: &Ledger, now: Time) -> usize {
    ledger.shown(now).iter().filter(|card| card.standing.state() == Standing::Presented).count()
}

fn lesson_view(lesson: &Lesson) -> LessonView {
    let Lesson { id, agent, text, since, from, .. } = lesson.clone();
    LessonView { id, agent, text, since, from }
}

fn schedule_views(ledger: &Ledger, now: Time, zone: &TimeZone) -> Vec<ScheduleView> {
    let view = |schedule: &crate::missions::when::Schedule| ScheduleView {
        id: schedule.id.clone(),
        label: schedule.label.clone(),
        cron: schedule.cron.to_string(),
        agents: schedule.agents.clone(),
        on: schedule.on,
        own: schedule.own(),
        next: schedule.next(now, zone),
        last: schedule.last,
    };
    ledger.table.schedules().iter().map(view).collect()
}
