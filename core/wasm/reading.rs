//! Bindings: the work queue. It decides by itself what is to be done; here it is only begun, by whatever may give it
//! something to do, and again when it says so.

use std::rc::Rc;

use async_lock::Mutex;
use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    inference::Embedder,
    session::{Way, view_reading::PacePage},
    time::Clock,
};

use super::{
    Core, Live, bridge::Bridge, emit, failed, host::BrowserClock, memory::read, owned::Owned, shapes::CoreEvent, to_js,
};

#[wasm_bindgen]
impl Core {
    /// How far reading is.
    #[wasm_bindgen(unchecked_return_type = "ReadingView")]
    pub async fn reading(&self) -> Result<JsValue, JsValue> {
        let session = self.session()?;
        if self.look_for_reader(&session).await {
            // What was read before is to be told of also while nothing is being read.
            self.way(&session).have_vectors(&*self.bridge).await;
        }
        self.read_on();
        to_js(&session.reading(BrowserClock.now()))
    }

    /// For the person's own wish.
    #[wasm_bindgen(js_name = pauseReading)]
    pub async fn pause_reading(&self, paused: bool) -> Result<(), JsValue> {
        let session = self.session()?;
        session.pause_reading(paused).await.map_err(failed)?;
        emit(&self.on_event, &CoreEvent::Reading { reading: session.reading(BrowserClock.now()) });
        self.read_on();
        Ok(())
    }

    /// What a page says of itself and of the device.
    pub fn pace(&self, #[wasm_bindgen(unchecked_param_type = "PacePage")] page: JsValue) -> Result<(), JsValue> {
        let page: PacePage = read(&page)?;
        // Nothing is read in a locked vault.
        if let Ok(session) = self.session() {
            session.pace(page);
            self.read_on();
        }
        Ok(())
    }
}

impl Core {
    /// Whether a model is here that reads.
    async fn look_for_reader(&self, session: &Live) -> bool {
        let ready = self.bridge.ready().await;
        session.reader_is(ready.then(|| self.bridge.id()));
        ready
    }

    pub(super) fn way(&self, session: &Live) -> Way<Owned> {
        Way { session: Rc::downgrade(session), background: self.learning.clone() }
    }

    /// Goes on reading in the background, if nobody does.
    pub(super) fn read_on(&self) {
        let Ok(session) = self.session() else { return };
        let (bridge, on_event) = (self.bridge.clone(), self.on_event.clone());
        Rc::new(Background { way: self.way(&session), bridge, one: self.reading.clone(), on_event }).read_on();
    }
}

/// What reading needs, without the session.
struct Background {
    way: Way<Owned>,
    bridge: Rc<Bridge>,
    /// Held while one reads.
    one: Rc<Mutex<()>>,
    on_event: js_sys::Function,
}

impl Background {
    fn read_on(self: Rc<Self>) {
        spawn_local(async move {
            let again = {
                let Some(_one_at_a_time) = self.one.try_lock() else { return };
                let ready = self.bridge.ready().await;
                let Some(session) = self.way.session.upgrade() else { return };
                session.reader_is(ready.then(|| self.bridge.id()));
                drop(session);
                if !ready {
                    return;
                }
                let tell = |reading: &_| emit(&self.on_event, &CoreEvent::Reading { reading: Clone::clone(reading) });
                self.way.read_on(&*self.bridge, &BrowserClock, &tell).await
            };
            if let Some(again) = again {
                let milliseconds = u32::try_from(again.as_millis()).unwrap_or(u32::MAX);
                Timeout::new(milliseconds, move || self.read_on()).forget();
            }
        });
    }
}
