//! Bindings: erasing. Each returns how many records went.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::{memory::ImportId, missions::when::Trigger, record::Source, session::SessionError};

use super::{
    Core,
    device_key::BrowserKey,
    failed,
    shapes::{CoreEvent, Failure},
};

#[wasm_bindgen]
impl Core {
    /// Erases one record.
    #[wasm_bindgen(js_name = eraseRecord)]
    pub async fn erase_record(&self, id: String) -> Result<f64, JsValue> {
        self.erased(self.session()?.erase_record(&id).await)
    }

    /// Erases what one import brought in.
    #[wasm_bindgen(js_name = eraseImport)]
    pub async fn erase_import(&self, id: u32) -> Result<f64, JsValue> {
        self.erased(self.session()?.erase_import(ImportId(id)).await)
    }

    /// Erases one kind of evidence.
    #[wasm_bindgen(js_name = eraseSource)]
    pub async fn erase_source(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Source")] source: JsValue,
    ) -> Result<f64, JsValue> {
        let source: Source = serde_wasm_bindgen::from_value(source)?;
        self.erased(self.session()?.erase_source(source).await)
    }

    /// Erases the sample life.
    #[wasm_bindgen(js_name = removeSample)]
    pub async fn remove_sample(&self) -> Result<f64, JsValue> {
        self.erased(self.session()?.remove_sample().await)
    }

    /// Erases a vault that cannot be opened any more, and this device's key.
    #[wasm_bindgen(js_name = eraseUnopened)]
    pub async fn erase_unopened(&self) -> Result<(), JsValue> {
        crate::session::erase_unopened(&self.store).await.map_err(failed)?;
        BrowserKey::forget_all().await.map_err(|error| Failure::of(&error))?;
        self.told().await?;
        Ok(())
    }

    /// Erases the vault, its keys and this device's key: nothing of the core's is left on the origin.
    #[wasm_bindgen(js_name = eraseEverything)]
    pub async fn erase_everything(&self) -> Result<f64, JsValue> {
        self.cancelled.set(true);
        drop(self.learning.lock().await);
        let session = self.session.take().ok_or_else(Failure::locked)?;
        let session = Rc::try_unwrap(session).map_err(|session| {
            self.session.replace(Some(session));
            Failure::busy()
        })?;
        let records = session.erase_everything().await.map_err(failed)?;
        BrowserKey::forget_all().await.map_err(|error| Failure::of(&error))?;
        self.told().await?;
        Ok(number(records))
    }
}

impl Core {
    fn erased(&self, outcome: Result<u64, SessionError>) -> Result<f64, JsValue> {
        let records = outcome.map_err(failed)?;
        self.emit(&CoreEvent::Changed);
        // Cards that rested on it are gone.
        self.emit(&CoreEvent::Missions);
        self.look_on(Trigger::Data);
        Ok(number(records))
    }
}

/// Counts of records are far below 2^32.
pub(super) fn number(records: u64) -> f64 {
    u32::try_from(records).map_or(f64::INFINITY, f64::from)
}
