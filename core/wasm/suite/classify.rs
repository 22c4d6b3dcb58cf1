//! Bindings: classifying records by themselves, for figures.

use wasm_bindgen::prelude::*;

use crate::{profile::classify, record::Record, tables};

use super::super::{host::fetching, shapes::Failure};

/// Records that wait to be classified.
#[wasm_bindgen]
pub struct Records(Vec<Record>);

#[wasm_bindgen]
impl Records {
    /// Reads JSON lines; `tables` and what `classifier` fetches are the files that lie beside the module.
    pub async fn read(tables: Vec<u8>, classifier: js_sys::Function, lines: String) -> Result<Records, JsValue> {
        tables::install(tables, fetching(classifier)).map_err(|error| Failure::of(&error))?;
        tables::classifier().await.map_err(|error| Failure::of(&error))?;
        Ok(Self(lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()))
    }

    /// Classifies them all; how many say something.
    pub fn classify(&self) -> usize {
        self.0.iter().filter(|record| !classify(record).claims.is_empty()).count()
    }
}
