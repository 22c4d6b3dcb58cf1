//! Bindings: the profile, and what the person says of it.

use wasm_bindgen::prelude::*;

use crate::{profile::Says, session::SessionError};

use super::{Core, failed, host::BrowserClock, shapes::CoreEvent, to_js};

#[wasm_bindgen]
impl Core {
    /// The segments found.
    #[wasm_bindgen(unchecked_return_type = "ProfileView")]
    pub fn profile(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.profile())
    }

    /// When segments came and went, newest first.
    #[wasm_bindgen(js_name = profileHistory, unchecked_return_type = "ProfileChange[]")]
    pub fn profile_history(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.profile_history())
    }

    /// The profile as advertisers' systems read it (docs/formats/openrtb.md).
    #[wasm_bindgen(unchecked_return_type = "OpenRtb")]
    pub fn openrtb(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.openrtb())
    }

    /// Takes a segment out of the profile, for good.
    #[wasm_bindgen(js_name = notMe)]
    pub async fn not_me(&self, segment: String) -> Result<(), JsValue> {
        self.edited(self.session()?.not_me(&segment, &BrowserClock).await)
    }

    /// Puts it back.
    #[wasm_bindgen(js_name = undoNotMe)]
    pub async fn undo_not_me(&self, segment: String) -> Result<(), JsValue> {
        self.edited(self.session()?.undo_not_me(&segment, &BrowserClock).await)
    }

    /// Makes a segment certain.
    pub async fn confirm(&self, segment: String) -> Result<(), JsValue> {
        self.edited(self.session()?.this_is_me(&segment, &BrowserClock).await)
    }

    /// Leaves it to the evidence again.
    #[wasm_bindgen(js_name = undoConfirm)]
    pub async fn undo_confirm(&self, segment: String) -> Result<(), JsValue> {
        self.edited(self.session()?.undo_this_is_me(&segment, &BrowserClock).await)
    }

    /// Teaches what a voice is worth for a segment; without `says` the lesson is forgotten.
    #[wasm_bindgen(js_name = teachVoice)]
    pub async fn teach_voice(
        &self,
        voice: String,
        segment: String,
        #[wasm_bindgen(unchecked_optional_param_type = "Says")] says: JsValue,
    ) -> Result<(), JsValue> {
        let says: Option<Says> = serde_wasm_bindgen::from_value(says)?;
        self.edited(self.session()?.teach_voice(&voice, &segment, says, &BrowserClock).await)
    }
}

impl Core {
    fn edited(&self, edited: Result<(), SessionError>) -> Result<(), JsValue> {
        edited.map_err(failed)?;
        self.emit(&CoreEvent::Changed);
        Ok(())
    }
}
