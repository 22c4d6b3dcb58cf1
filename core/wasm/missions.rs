//! Bindings: missions. What is due runs by itself while the vault is open: after each opening, after what changes the
//! records, and when the clock says so.

use std::{
    cell::Cell,
    rc::{Rc, Weak},
};

use async_lock::Mutex;
use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    missions::{
        error::MissionError,
        when::{ScheduleChange, Trigger},
    },
    random::SystemRandom,
    session::{Session, SessionError},
    time::{Clock, Time},
};

use super::{
    Core,
    bring::zone,
    emit, failed,
    host::BrowserClock,
    memory::read,
    owned::Owned,
    shapes::{CoreEvent, Failure},
    to_js,
};

/// Seconds until the clock is looked at again: a device that slept, or whose clock was set, is not long behind.
const SOONEST: i64 = 30;
const LATEST: i64 = 15 * 60;
/// Milliseconds in which what a person sees first is on the screen.
const A_MOMENT: u32 = 1000;

#[wasm_bindgen]
impl Core {
    /// What there is to do.
    #[wasm_bindgen(unchecked_return_type = "Feed")]
    pub async fn feed(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.feed(now()).await.map_err(failed)?)
    }

    /// One card with all that is known of it.
    #[wasm_bindgen(unchecked_return_type = "MissionDetail")]
    pub async fn mission(&self, id: String) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.mission(&id).await.map_err(failed)?)
    }

    /// The person engages with a card.
    #[wasm_bindgen(js_name = openMission, unchecked_return_type = "CardView")]
    pub async fn open_mission(&self, id: String) -> Result<JsValue, JsValue> {
        to_js(&self.moved(self.session()?.open_mission(&id, now()).await)?)
    }

    /// Away until then.
    #[wasm_bindgen(unchecked_return_type = "CardView")]
    pub async fn snooze(&self, id: String, until: String) -> Result<JsValue, JsValue> {
        let until: Time = until.parse().map_err(|_| Failure::of(&MissionError::Garbled))?;
        to_js(&self.moved(self.session()?.snooze_mission(&id, until, now()).await)?)
    }

    /// Away for good.
    #[wasm_bindgen(unchecked_return_type = "CardView")]
    pub async fn dismiss(&self, id: String) -> Result<JsValue, JsValue> {
        to_js(&self.moved(self.session()?.dismiss_mission(&id, now()).await)?)
    }

    /// Done.
    #[wasm_bindgen(unchecked_return_type = "CardView")]
    pub async fn complete(&self, id: String) -> Result<JsValue, JsValue> {
        to_js(&self.moved(self.session()?.complete_mission(&id, now()).await)?)
    }

    /// Takes the person's last change of a card back.
    #[wasm_bindgen(js_name = undoMission, unchecked_return_type = "CardView")]
    pub async fn undo_mission(&self, id: String) -> Result<JsValue, JsValue> {
        to_js(&self.moved(self.session()?.undo_mission(&id, now()).await)?)
    }

    /// What the person taps.
    #[wasm_bindgen(unchecked_return_type = "CardView")]
    pub async fn heart(
        &self,
        id: String,
        #[wasm_bindgen(unchecked_param_type = "Heart")] heart: JsValue,
    ) -> Result<JsValue, JsValue> {
        let heart = read(&heart)?;
        to_js(&self.moved(self.session()?.heart_mission(&id, heart, now()).await)?)
    }

    /// The person says how a card is wrong.
    #[wasm_bindgen(unchecked_return_type = "LessonView")]
    pub async fn teach(&self, id: String, lesson: String) -> Result<JsValue, JsValue> {
        to_js(&self.moved(self.session()?.teach(&id, &lesson, now()).await)?)
    }

    /// Asks in words.
    #[wasm_bindgen(js_name = askAgents, unchecked_return_type = "{ agent?: AgentName; cards: CardView[]; exact: boolean }")]
    pub async fn ask_agents(&self, words: String) -> Result<JsValue, JsValue> {
        let model = self.models.ready();
        let answer = self.session()?.ask_agents(&words, model.as_deref(), &zone(), now()).await;
        to_js(&self.moved(answer)?)
    }

    /// What was learnt from the person.
    #[wasm_bindgen(unchecked_return_type = "LessonView[]")]
    pub async fn lessons(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.lessons().await.map_err(failed)?)
    }

    /// Takes a lesson back.
    #[wasm_bindgen(js_name = forgetLesson)]
    pub async fn forget_lesson(&self, id: String) -> Result<(), JsValue> {
        self.moved(self.session()?.forget_lesson(&id, now()).await)
    }

    /// When agents look by themselves.
    #[wasm_bindgen(unchecked_return_type = "ScheduleView[]")]
    pub async fn schedules(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.schedules(now(), &zone()).await.map_err(failed)?)
    }

    /// Changes when agents look.
    #[wasm_bindgen(js_name = setSchedule, unchecked_return_type = "ScheduleView[]")]
    pub async fn set_schedule(
        &self,
        #[wasm_bindgen(unchecked_param_type = "object")] change: JsValue,
    ) -> Result<JsValue, JsValue> {
        let change: ScheduleChange = read(&change)?;
        let schedules = self.moved(self.session()?.set_schedule(change, now(), &zone()).await)?;
        // The clock is looked at by the new table.
        self.look_on(Trigger::Tick);
        to_js(&schedules)
    }

    /// Removes a time of the person's own.
    #[wasm_bindgen(js_name = removeSchedule, unchecked_return_type = "ScheduleView[]")]
    pub async fn remove_schedule(&self, id: String) -> Result<JsValue, JsValue> {
        to_js(&self.moved(self.session()?.remove_schedule(&id, now(), &zone()).await)?)
    }

    /// Whether the device may be asked where it is.
    #[wasm_bindgen(js_name = mayAskPlace)]
    pub async fn may_ask_place(&self) -> Result<bool, JsValue> {
        self.session()?.may_ask_place().await.map_err(failed)
    }

    /// Whether it may be asked from now on.
    #[wasm_bindgen(js_name = allowPlace)]
    pub async fn allow_place(&self, allowed: bool) -> Result<(), JsValue> {
        self.moved(self.session()?.allow_place(allowed).await)
    }

    /// The device is here, in degrees north and east. Whether the person came to another place, as agents then see at once.
    #[wasm_bindgen(js_name = cameTo)]
    pub async fn came_to(&self, latitude: f64, longitude: f64) -> Result<bool, JsValue> {
        let another = self.session()?.came_to(latitude, longitude).await.map_err(failed)?;
        if another {
            self.look_on(Trigger::Tick);
        }
        Ok(another)
    }

    /// Runs what is due, and nothing where nothing is.
    #[wasm_bindgen(js_name = runDue, unchecked_return_type = "RunView")]
    pub async fn run_due(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Trigger")] trigger: JsValue,
    ) -> Result<JsValue, JsValue> {
        let trigger: Trigger = read(&trigger)?;
        let session = self.session()?;
        let run = session.run_due(trigger, &zone(), &BrowserClock, &SystemRandom, &|| true).await.map_err(failed)?;
        session.tell_memory(now(), &SystemRandom).await.map_err(failed)?;
        if run.changed {
            self.emit(&CoreEvent::Missions);
        }
        to_js(&run)
    }
}

impl Core {
    /// Lets agents look at what is due, now and from now on, as long as this session is open.
    pub(super) fn look_on(&self, trigger: Trigger) {
        if let Some(looking) = self.look() {
            looking.look_on(trigger);
        }
    }

    /// The same a moment after the vault was opened: what is asked of it first is answered first.
    pub(super) fn look_soon(&self) {
        if let Some(looking) = self.look() {
            Timeout::new(A_MOMENT, move || looking.look_on(Trigger::Tick)).forget();
        }
    }

    fn look(&self) -> Option<Rc<Looking>> {
        let session = self.session().ok().filter(|_| self.looks)?;
        let (busy, asked, on_event) = (self.learning.clone(), self.looking.clone(), self.on_event.clone());
        asked.set(asked.get().wrapping_add(1));
        let number = asked.get();
        Some(Rc::new(Looking { session: Rc::downgrade(&session), busy, asked, number, on_event }))
    }

    fn moved<T>(&self, outcome: Result<T, SessionError>) -> Result<T, JsValue> {
        let outcome = outcome.map_err(failed)?;
        self.emit(&CoreEvent::Missions);
        Ok(outcome)
    }
}

/// What looking needs, without the session.
struct Looking {
    session: Weak<Session<Owned>>,
    /// Held by what nobody waits for while it has the session.
    busy: Rc<Mutex<()>>,
    /// How often it was asked to look on: who was asked before the last one has nothing more to do.
    asked: Rc<Cell<u32>>,
    number: u32,
    on_event: js_sys::Function,
}

impl Looking {
    fn look_on(self: Rc<Self>, trigger: Trigger) {
        if self.number != self.asked.get() && trigger == Trigger::Tick {
            return;
        }
        spawn_local(async move {
            let Some(seconds) = self.look(trigger).await else { return };
            let milliseconds = u32::try_from(seconds.saturating_mul(1000)).unwrap_or(u32::MAX);
            Timeout::new(milliseconds, move || self.look_on(Trigger::Tick)).forget();
        });
    }

    /// One run. How long to wait for the next; none where the session is gone, or nothing can be written any more.
    async fn look(&self, trigger: Trigger) -> Option<i64> {
        let _one_at_a_time = self.busy.lock().await;
        let session = self.session.upgrade()?;
        let may_go_on = || Rc::strong_count(&session) > 1;
        let run = session.run_due(trigger, &zone(), &BrowserClock, &SystemRandom, &may_go_on).await.ok()?;
        session.tell_memory(now(), &SystemRandom).await.ok()?;
        if run.changed {
            emit(&self.on_event, &CoreEvent::Missions);
        }
        let wait = run.next.map_or(LATEST, |next| next.unix_seconds().saturating_sub(now().unix_seconds()));
        Some(wait.clamp(SOONEST, LATEST))
    }
}

fn now() -> Time {
    BrowserClock.now()
}
