//! Bindings: bringing files in.

use jiff::tz::TimeZone;
use wasm_bindgen::prelude::*;

use crate::{
    ingest::csv::Mapping,
    missions::when::Trigger,
    session::{Chunks, Progress, Watch, view::Summary},
    time::zones,
};

use super::{
    Core, emit, failed,
    host::{BrowserClock, BrowserFile},
    shapes::CoreEvent,
    to_js,
};

#[wasm_bindgen]
impl Core {
    /// What a file is, and for a bank file its columns.
    #[wasm_bindgen(unchecked_return_type = "Examined")]
    pub async fn examine(&self, file: web_sys::File) -> Result<JsValue, JsValue> {
        let session = self.session()?;
        to_js(&session.examine(&BrowserFile::new(file)).await.map_err(failed)?)
    }

    /// Brings a file in. `mapping`, where given, is remembered for files of the same header.
    #[wasm_bindgen(js_name = importFile, unchecked_return_type = "Summary")]
    pub async fn import_file(
        &self,
        file: web_sys::File,
        #[wasm_bindgen(unchecked_optional_param_type = "Mapping")] mapping: JsValue,
    ) -> Result<JsValue, JsValue> {
        let mapping: Option<Mapping> = serde_wasm_bindgen::from_value(mapping)?;
        self.cancelled.set(false);
        let summary = self.bring(file, mapping, false).await;
        self.learn();
        self.look_on(Trigger::Data);
        to_js(&summary?)
    }

    /// Brings the files of the sample life in.
    #[wasm_bindgen(js_name = importSample, unchecked_return_type = "Summary[]")]
    pub async fn import_sample(&self, files: Vec<web_sys::File>) -> Result<JsValue, JsValue> {
        self.cancelled.set(false);
        let mut summaries = Vec::with_capacity(files.len());
        for file in files {
            summaries.push(self.bring(file, None, true).await?);
        }
        self.learn();
        self.look_on(Trigger::Data);
        to_js(&summaries)
    }

    /// Stops what is being brought in, at the next chunk.
    #[wasm_bindgen(js_name = cancelImport)]
    pub fn cancel_import(&self) {
        self.cancelled.set(true);
    }
}

impl Core {
    async fn bring(&self, file: web_sys::File, mapping: Option<Mapping>, sample: bool) -> Result<Summary, JsValue> {
        let session = self.session()?;
        let mut file = BrowserFile::new(file);
        let (name, total) = (file.name().to_owned(), file.size());
        let on_event = self.on_event.clone();
        let progress = move |now: Progress| {
            let Progress { bytes, imported, duplicate, skipped } = now;
            emit(&on_event, &CoreEvent::Import { file: name.clone(), bytes, total, imported, duplicate, skipped });
        };
        let flag = self.cancelled.clone();
        let cancelled = move || flag.get();
        let watch = Watch { progress: &progress, cancelled: &cancelled };
        let summary = session.import(&mut file, mapping, sample, zone(), &BrowserClock, watch).await;
        self.emit(&CoreEvent::Changed);
        summary.map_err(failed)
    }
}

/// The zone that this device's clock shows; UTC where the browser names one that nobody knows.
pub(super) fn zone() -> TimeZone {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    let name = js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into());
    let name = name.ok().and_then(|name| name.as_string());
    name.and_then(|name| zones::find(&name)).unwrap_or(TimeZone::UTC)
}
