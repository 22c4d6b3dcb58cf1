//! Bindings: looking.

use wasm_bindgen::prelude::*;

use crate::record::Source;

use super::{Core, failed, to_js};

#[wasm_bindgen]
impl Core {
    /// What is here, by kind and by import.
    #[wasm_bindgen(unchecked_return_type = "Overview")]
    pub fn overview(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.overview())
    }

    /// The records behind a segment.
    #[wasm_bindgen(unchecked_return_type = "RecordPage")]
    pub fn evidence(&self, segment: &str, offset: usize, limit: usize) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.evidence(segment, offset, limit).map_err(failed)?)
    }

    /// Records, newest first.
    #[wasm_bindgen(unchecked_return_type = "RecordPage")]
    pub fn records(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Source | undefined")] source: JsValue,
        query: &str,
        offset: usize,
        limit: usize,
    ) -> Result<JsValue, JsValue> {
        let source: Option<Source> = serde_wasm_bindgen::from_value(source)?;
        let session = self.session()?;
        let page = session.records(source, query, offset, limit);
        if page.refining {
            self.understand(&session, query);
        }
        to_js(&page)
    }

    /// One record, whole (docs/formats/record.md).
    #[wasm_bindgen(unchecked_return_type = "Record<string, unknown>")]
    pub async fn record(&self, id: String) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.record(&id).await.map_err(failed)?)
    }
}
