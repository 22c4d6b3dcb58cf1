//! The bindings: conversions only, one file a topic. A rule that is here is in the wrong room.
//!
//! `keys` (create, unlock, lock), `background` (while nobody is there), `backup`, `storage`, `bring` (import), `see`,
//! `see_profile`, `erase`, `memory`, `missions`, `reading`, `wallet` and
//! `present`
//! are methods of [`Core`]; `bridge`, `device_key`, `host`, `link` and `owned` are the browser's side of the core's traits; `shapes`
//! holds what crosses; `suite` is built for tests and figures alone.

mod background;
mod backup;
mod bridge;
mod bring;
mod device_key;
mod erase;
mod host;
mod ikigai;
mod keys;
mod link;
mod memory;
mod missions;
mod models;
mod owned;
mod present;
mod reading;
mod see;
mod see_profile;
mod shapes;
mod storage;
#[cfg(feature = "suite")]
mod suite;
mod wallet;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use async_lock::Mutex;
use wasm_bindgen::prelude::*;

use crate::{
    js::to_js,
    session::{Session, SessionError, onboarding::Onboarding},
    tables,
    vault::{Store, WrapKind},
};

use bridge::{Bridge, Embedding};
use models::Models;
use owned::Owned;
use shapes::{CoreEvent, Failure, VaultState};

type Live = Rc<Session<Owned>>;

/// The core in a browser's worker: one origin's vault.
#[wasm_bindgen]
pub struct Core {
    store: Owned,
    session: RefCell<Option<Live>>,
    onboarding: RefCell<Option<Onboarding>>,
    cancelled: Rc<Cell<bool>>,
    models: Rc<Models>,
    /// The transformer.
    bridge: Rc<Bridge>,
    /// Held by what nobody waits for while it has the session: learning from records, and reading.
    learning: Rc<Mutex<()>>,
    /// Held while the transformer reads.
    reading: Rc<Mutex<()>>,
    /// How often agents were asked to look on.
    looking: Rc<Cell<u32>>,
    /// Whether missions are looked for while the vault is open.
    looks: bool,
    on_event: js_sys::Function,
}

#[wasm_bindgen]
impl Core {
    /// Opens this origin's storage as its owner, and the vault where this device's key does. `tables` is the file
    /// `core.tables` that lies beside the module, `classifier` fetches `classifier.tables`; `onEvent` is called with every
    /// [`CoreEvent`]. Without an `engine` everything is found by its words alone.
    pub async fn open(
        tables: Vec<u8>,
        #[wasm_bindgen(unchecked_param_type = "() => Promise<Uint8Array>")] classifier: js_sys::Function,
        #[wasm_bindgen(js_name = onEvent, unchecked_param_type = "(event: CoreEvent) => void")]
        on_event: js_sys::Function,
        engine: Option<Embedding>,
        looks: bool,
    ) -> Result<Core, JsValue> {
        let core = Self { looks, ..Self::closed(tables, classifier, on_event, engine)? };
        // What cannot be written to can still be read; the pages are told.
        let _ = core.store.claim().await;
        if core.vault_state().await?.wraps.contains(&WrapKind::Device) {
            // A device key that no longer works leaves the vault locked, and the other ways in.
            let _ = core.unlock_with_device().await;
        }
        Ok(core)
    }

    /// Writes a little, to see whether the storage takes it; what comes of it is told as [`CoreEvent::Saving`].
    #[wasm_bindgen(js_name = trySaving)]
    pub async fn try_saving(&self) {
        let _ = self.store.probe().await;
    }
}

impl Core {
    /// With nothing opened.
    fn closed(
        tables: Vec<u8>,
        classifier: js_sys::Function,
        on_event: js_sys::Function,
        engine: Option<Embedding>,
    ) -> Result<Self, JsValue> {
        console_error_panic_hook::set_once();
        tables::install(tables, host::fetching(classifier)).map_err(|error| Failure::of(&error))?;
        let bridge = Rc::new(Bridge::new(engine));
        Ok(Self {
            store: Owned::new(on_event.clone()),
            session: RefCell::default(),
            onboarding: RefCell::default(),
            cancelled: Rc::default(),
            models: Rc::new(Models::new(bridge.clone())),
            bridge,
            learning: Rc::default(),
            reading: Rc::default(),
            looking: Rc::default(),
            looks: false,
            on_event,
        })
    }

    fn session(&self) -> Result<Live, JsValue> {
        self.session.borrow().clone().ok_or_else(Failure::locked)
    }

    fn emit(&self, event: &CoreEvent) {
        emit(&self.on_event, event);
    }

    async fn vault_state(&self) -> Result<VaultState, JsValue> {
        let open = self.session.borrow().is_some();
        let status = crate::vault::status(&self.store).await.map_err(|error| Failure::of(&error))?;
        Ok(VaultState::new(open, status))
    }
}

/// A listener that throws must not stop the core.
fn emit(on_event: &js_sys::Function, event: &CoreEvent) {
    if let Ok(event) = to_js(event) {
        let _ = on_event.call1(&JsValue::NULL, &event);
    }
}

fn failed(error: SessionError) -> JsValue {
    Failure::of_session(&error)
}
