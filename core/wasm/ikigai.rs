//! Bindings: ikigai, and what a publisher would see.

use wasm_bindgen::prelude::*;

use crate::time::Clock;

use super::{Core, failed, host::BrowserClock, to_js};

#[wasm_bindgen]
impl Core {
    /// What brings the person joy.
    #[wasm_bindgen(unchecked_return_type = "IkigaiView")]
    pub async fn ikigai(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.ikigai(BrowserClock.now()).await.map_err(failed)?)
    }

    /// The records behind a claim.
    #[wasm_bindgen(js_name = ikigaiEvidence, unchecked_return_type = "RecordPage")]
    pub async fn ikigai_evidence(&self, claim: String, offset: usize, limit: usize) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.ikigai_evidence(&claim, offset, limit, BrowserClock.now()).await.map_err(failed)?)
    }

    /// What a site would be told.
    #[wasm_bindgen(unchecked_return_type = "PreviewView")]
    pub fn preview(&self, site: &str, max: u8) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.preview(site, max, BrowserClock.now()).map_err(failed)?)
    }
}
