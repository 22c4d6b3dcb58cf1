//! The bindings of the `inference` build, which a worker of its own loads on first need: conversions only. What decides is
//! in `inference/engine`.
//!
//! `web` is the app's server, `shelf` the browser's storage, `host` the clock and the encoders.

mod host;
mod shelf;
mod web;

use std::rc::Rc;

use js_sys::{Float32Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    inference::engine::{self, EngineError, Problem},
    js::to_js,
};

use host::{Browser, Surroundings};

/// The models of this origin: `Models` and `Embedding` of wasm-pkg/engine-api.ts.
#[wasm_bindgen]
pub struct Engine(Rc<engine::Engine<Browser>>);

#[wasm_bindgen]
impl Engine {
    /// Opens this origin's models. `surroundings`: `Surroundings` of wasm-pkg/engine-api.ts.
    pub async fn open(surroundings: Surroundings) -> Engine {
        console_error_panic_hook::set_once();
        Self(Rc::new(engine::Engine::of_all(Browser::new(surroundings)).await))
    }

    /// Every file and how far it is, and what runs where.
    #[wasm_bindgen(unchecked_return_type = "ModelsView")]
    pub async fn models(&self) -> Result<JsValue, JsValue> {
        let view = self.0.models().await;
        self.settle();
        to_js(&view)
    }

    /// Gets a file, from where the last download of it ended.
    #[wasm_bindgen(js_name = downloadModel)]
    pub async fn download_model(&self, file: String) -> Result<(), JsValue> {
        self.0.download(&file).await.map_err(failed)?;
        self.settle();
        Ok(())
    }

    /// Stops a download.
    #[wasm_bindgen(js_name = stopDownload)]
    pub fn stop_download(&self, file: &str) {
        self.0.stop(file);
    }

    /// Removes a file.
    #[wasm_bindgen(js_name = removeModel)]
    pub async fn remove_model(&self, file: String) -> Result<(), JsValue> {
        self.0.remove(&file).await.map_err(failed)
    }

    /// Lets the transformer show what it can.
    #[wasm_bindgen(js_name = checkModel, unchecked_return_type = "CheckView")]
    pub async fn check_model(&self) -> Result<JsValue, JsValue> {
        to_js(&self.0.check().await.map_err(failed)?)
    }

    /// The texts' vectors, one behind the other.
    pub async fn embed(&self, texts: Vec<String>, urgent: bool) -> Result<Float32Array, JsValue> {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let vectors = self.0.embed(&texts, urgent).await.map_err(failed)?;
        Ok(Float32Array::from(vectors.concat().as_slice()))
    }

    /// Whether there is a transformer to ask.
    pub async fn ready(&self) -> bool {
        self.0.ready().await
    }

    /// The static model's file, fetched where it is not here; nothing where there is none to be had.
    pub async fn quick(&self) -> Result<Option<Uint8Array>, JsValue> {
        let file = self.0.quick().await.map_err(failed)?;
        Ok(file.map(|file| Uint8Array::from(file.as_slice())))
    }

    /// In the background, measures what has to be known.
    fn settle(&self) {
        let engine = self.0.clone();
        spawn_local(async move { _ = engine.settle().await });
    }
}

fn failed(error: EngineError) -> JsValue {
    to_js(&Problem::of(&error)).unwrap_or_else(|error| error)
}
