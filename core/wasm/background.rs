//! Bindings: what happens while nobody is there. The owner of the vault does it, or the service worker in its place.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::{
    missions::when::Trigger,
    random::SystemRandom,
    session::background::{self, WishChange},
    time::Clock,
    vault::Store,
};

use super::{
    Core, Live,
    bring::zone,
    device_key::BrowserKey,
    failed,
    host::BrowserClock,
    memory::read,
    shapes::{CoreEvent, Failure},
    to_js,
};

/// Milliseconds after which no new step begins: then who called may see that the vault is wanted elsewhere.
const A_WHILE: f64 = 500.0;

#[wasm_bindgen]
impl Core {
    /// For a service worker while no tab has the vault: opens what was handed over for it, and nothing else; `undefined`
    /// where nothing was. `tables`, `classifier` and `onEvent` as for `open`.
    #[wasm_bindgen(js_name = standIn)]
    pub async fn stand_in(
        tables: Vec<u8>,
        #[wasm_bindgen(unchecked_param_type = "() => Promise<Uint8Array>")] classifier: js_sys::Function,
        #[wasm_bindgen(js_name = onEvent, unchecked_param_type = "(event: CoreEvent) => void")]
        on_event: js_sys::Function,
    ) -> Result<Option<Core>, JsValue> {
        let core = Self::closed(tables, classifier, on_event, None)?;
        let Some(session) = core.handed_over().await? else { return Ok(None) };
        // Before the first write: a tab that takes the vault from here on shuts this one out.
        core.store.claim().await.map_err(|error| Failure::of(&error))?;
        core.session.replace(Some(session));
        Ok(Some(core))
    }

    /// What the person wants to happen while nobody is there, and how it is.
    #[wasm_bindgen(unchecked_return_type = "BackgroundView")]
    pub async fn background(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.background().await.map_err(failed)?)
    }

    /// The person wants it otherwise from now on.
    #[wasm_bindgen(js_name = setBackground, unchecked_return_type = "BackgroundView")]
    pub async fn set_background(
        &self,
        #[wasm_bindgen(unchecked_param_type = "WishChange")] change: JsValue,
    ) -> Result<JsValue, JsValue> {
        let change: WishChange = read(&change)?;
        let set = self.session()?.set_background(change, BrowserClock.now(), &BrowserKey::MISSIONS).await;
        to_js(&set.map_err(failed)?)
    }

    /// Runs what is due although nobody may be there, and says what there is to tell; `undefined` where the person wanted
    /// nobody to look. Also while the vault is locked: by what was handed over.
    #[wasm_bindgen(js_name = lookAway, unchecked_return_type = "Away | undefined")]
    pub async fn look_away(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Trigger")] trigger: JsValue,
    ) -> Result<JsValue, JsValue> {
        let trigger: Trigger = read(&trigger)?;
        let Some(session) = self.on_watch().await? else { return Ok(JsValue::UNDEFINED) };
        let begun = js_sys::Date::now();
        let in_time = || js_sys::Date::now() - begun < A_WHILE;
        let away = session.look_away(trigger, &zone(), &BrowserClock, &SystemRandom, &in_time).await.map_err(failed)?;
        let Some(away) = away else { return Ok(JsValue::UNDEFINED) };
        if away.changed {
            self.emit(&CoreEvent::Missions);
        }
        to_js(&away)
    }

    /// The person was told of these cards: not again.
    #[wasm_bindgen(js_name = wasTold)]
    pub async fn was_told(&self, ids: Vec<String>) -> Result<(), JsValue> {
        let Some(session) = self.on_watch().await? else { return Ok(()) };
        session.was_told(ids, BrowserClock.now()).await.map_err(failed)
    }
}

impl Core {
    /// The open vault, or what was handed over of it.
    async fn on_watch(&self) -> Result<Option<Live>, JsValue> {
        let open = self.session.borrow().clone();
        if open.is_some() { Ok(open) } else { self.handed_over().await }
    }

    async fn handed_over(&self) -> Result<Option<Live>, JsValue> {
        match background::open(self.store.clone(), BrowserClock.now(), &BrowserKey::MISSIONS).await {
            Ok(session) => Ok(Some(Rc::new(session))),
            Err(error) if background::is_unwanted(&error) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }
}
