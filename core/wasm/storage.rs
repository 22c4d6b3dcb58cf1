//! Bindings: what takes how much room.

use wasm_bindgen::prelude::*;

use super::{Core, failed, to_js};

#[wasm_bindgen]
impl Core {
    /// Bytes stored, by kind.
    #[wasm_bindgen(unchecked_return_type = "StorageView")]
    pub async fn storage(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.storage().await.map_err(failed)?)
    }
}
