//! Bindings: a publisher's question and its answer.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::*;

use crate::{
    random::SystemRandom,
    session::{
        present,
        view::{Carrier, PresentStatus},
    },
    time::Clock,
};

use super::{
    Core, failed,
    host::BrowserClock,
    shapes::{Answer, CoreEvent, VaultIs},
    to_js,
};

#[wasm_bindgen]
impl Core {
    /// What there is to decide about a request (JSON text); to be called again after unlocking.
    #[wasm_bindgen(unchecked_return_type = "PresentView")]
    pub async fn present(
        &self,
        request: String,
        #[wasm_bindgen(unchecked_param_type = "Carrier")] carrier: JsValue,
    ) -> Result<JsValue, JsValue> {
        let carrier: Carrier = serde_wasm_bindgen::from_value(carrier)?;
        let view = match (self.vault_state().await?.vault, self.session()) {
            (VaultIs::None, _) => present::unopened(&request, &carrier, PresentStatus::NoVault),
            (_, Ok(session)) => {
                let view = session.present(&request, &carrier, BrowserClock.now());
                if view.status == PresentStatus::Ask {
                    // After this has been answered: the person sees the question first. A vault locked by then stays so.
                    let session = Rc::downgrade(&session);
                    let prepare = move || {
                        if let Some(session) = session.upgrade() {
                            session.prepare(BrowserClock.now(), &SystemRandom);
                        }
                    };
                    Timeout::new(0, prepare).forget();
                }
                view
            }
            (_, Err(_)) => present::unopened(&request, &carrier, PresentStatus::Locked),
        };
        to_js(&view)
    }

    /// Yes, telling these of the segments that were offered.
    #[wasm_bindgen(js_name = presentYes, unchecked_return_type = "Answer")]
    pub async fn present_yes(
        &self,
        request: String,
        #[wasm_bindgen(unchecked_param_type = "Carrier")] carrier: JsValue,
        segments: Vec<String>,
    ) -> Result<JsValue, JsValue> {
        let carrier: Carrier = serde_wasm_bindgen::from_value(carrier)?;
        let session = self.session()?;
        let answering = session.present_yes(&request, &carrier, &segments, &BrowserClock, &SystemRandom);
        let reply = answering.await.map_err(failed)?;
        self.emit(&CoreEvent::Wallet);
        to_js(&Answer::from(reply))
    }

    /// No. Needs no vault, and says nothing of why.
    #[wasm_bindgen(js_name = presentNo, unchecked_return_type = "Answer")]
    pub fn present_no(
        &self,
        request: String,
        #[wasm_bindgen(unchecked_param_type = "Carrier")] carrier: JsValue,
    ) -> Result<JsValue, JsValue> {
        let carrier: Carrier = serde_wasm_bindgen::from_value(carrier)?;
        to_js(&Answer::from(present::no(&request, &carrier)))
    }
}
