//! The browser's side of the core's traits: its clock and its files.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use jiff::{Timestamp, tz::Offset};
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::{
    session::{Chunks, ReadFault},
    tables::Fetch,
    time::{Clock, Time},
};

/// The device's clock and UTC offset.
pub(super) struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> Time {
        let minutes_behind = js_sys::Date::new_0().get_timezone_offset();
        // A float `as` saturates, and offsets are within a day.
        #[expect(clippy::cast_possible_truncation)]
        let seconds = (-minutes_behind * 60.0) as i32;
        Time::new(Timestamp::now(), Offset::from_seconds(seconds).unwrap_or(Offset::UTC))
    }
}

/// Lets whatever else waits in this worker have its turn.
pub(super) async fn give_way() {
    let turn = Promise::new(&mut |resolve, _| {
        Timeout::new(0, move || drop(resolve.call0(&JsValue::UNDEFINED))).forget();
    });
    // It never fails.
    drop(JsFuture::from(turn).await);
}

/// Calls a function that promises a file.
pub(super) fn fetching(function: js_sys::Function) -> Fetch {
    Rc::new(move || {
        let function = function.clone();
        Box::pin(async move {
            let promise = function.call0(&JsValue::NULL).ok()?.dyn_into::<Promise>().ok()?;
            let file = JsFuture::from(promise).await.ok()?;
            Some(file.dyn_into::<js_sys::Uint8Array>().ok()?.to_vec())
        })
    })
}

/// Bytes taken from a file at a time.
const CHUNK: f64 = 1_048_576.0;

/// A file the person chose, read slice by slice.
pub(super) struct BrowserFile {
    file: web_sys::File,
    name: String,
    at: f64,
}

impl BrowserFile {
    pub fn new(file: web_sys::File) -> Self {
        Self { name: file.name(), file, at: 0.0 }
    }

    /// Begins again.
    pub fn rewind(&mut self) {
        self.at = 0.0;
    }

    /// Bytes in all.
    pub fn size(&self) -> u64 {
        // A float `as` saturates; sizes are whole and not negative.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let size = self.file.size() as u64;
        size
    }

    async fn slice(&self, from: f64, to: f64) -> Result<Vec<u8>, ReadFault> {
        let fault = |_| ReadFault { file: self.name.clone() };
        let blob = self.file.slice_with_f64_and_f64(from, to).map_err(fault)?;
        let buffer = JsFuture::from(blob.array_buffer()).await.map_err(fault)?;
        let buffer = buffer.dyn_into::<js_sys::ArrayBuffer>().map_err(fault)?;
        Ok(js_sys::Uint8Array::new(&buffer).to_vec())
    }
}

impl Chunks for BrowserFile {
    fn name(&self) -> &str {
        &self.name
    }

    async fn head(&self, length: usize) -> Result<Vec<u8>, ReadFault> {
        let length = u32::try_from(length).map_or(CHUNK, f64::from);
        self.slice(0.0, length.min(self.file.size())).await
    }

    async fn next(&mut self) -> Result<Option<Vec<u8>>, ReadFault> {
        let to = (self.at + CHUNK).min(self.file.size());
        if self.at >= to {
            return Ok(None);
        }
        let bytes = self.slice(self.at, to).await?;
        self.at = to;
        Ok(Some(bytes))
    }
}
