//! The engine as the core sees it: models live in another worker, behind a few functions of JavaScript.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::{
    inference::{
        Embedder, InferenceError, ModelId,
        catalogue::{MINILM, MINILM_DIMS},
    },
    js::{self, text},
};

#[wasm_bindgen]
extern "C" {
    /// `Embedding` of wasm-pkg/engine-api.ts.
    #[wasm_bindgen(typescript_type = "object")]
    pub type Embedding;

    #[wasm_bindgen(method, catch)]
    async fn embed(this: &Embedding, texts: Vec<String>, urgent: bool) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn ready(this: &Embedding) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn quick(this: &Embedding) -> Result<JsValue, JsValue>;
}

/// The transformer, wherever it runs.
pub(super) struct Bridge {
    id: ModelId,
    engine: Option<Embedding>,
}

impl Bridge {
    /// A bridge to this engine; without one, no model is ever there.
    pub fn new(engine: Option<Embedding>) -> Self {
        Self { id: ModelId::new(MINILM), engine }
    }

    /// Whether there is a transformer to ask: a look at what is downloaded, not at whether it works.
    pub async fn ready(&self) -> bool {
        match &self.engine {
            Some(engine) => engine.ready().await.is_ok_and(|ready| ready.is_truthy()),
            None => false,
        }
    }

    /// The static model's file, fetched where it is not here; `Ok(None)` where there is none to be had.
    pub async fn quick(&self) -> Result<Option<Vec<u8>>, InferenceError> {
        let Some(engine) = &self.engine else { return Ok(None) };
        let file = engine.quick().await.map_err(failed)?;
        Ok(file.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec()))
    }

    async fn vectors(&self, texts: &[&str], urgent: bool) -> Result<Vec<Vec<f32>>, InferenceError> {
        let engine = self.engine.as_ref().ok_or(InferenceError::Absent)?;
        let owned = texts.iter().map(ToString::to_string).collect();
        let numbers = engine.embed(owned, urgent).await.map_err(failed)?;
        js::vectors(numbers, texts.len(), MINILM_DIMS)
            .ok_or_else(|| InferenceError::Failed("it answered with too few numbers".to_owned()))
    }
}

impl Embedder for Bridge {
    fn id(&self) -> &ModelId {
        &self.id
    }

    fn dims(&self) -> usize {
        MINILM_DIMS
    }

    /// Nobody waits for it: questions go before it. What is under way is not stopped, so a call should be of some 32
    /// texts, not of thousands.
    async fn embed(&self, texts: &[&str], cancelled: &dyn Fn() -> bool) -> Result<Vec<Vec<f32>>, InferenceError> {
        if cancelled() {
            return Err(InferenceError::Cancelled);
        }
        self.vectors(texts, false).await
    }

    async fn embed_query(&self, text: &str, _weight: &dyn Fn(&str) -> f32) -> Result<Vec<f32>, InferenceError> {
        Ok(self.vectors(&[text], true).await?.pop().unwrap_or_default())
    }
}

/// What the engine threw: a `CoreError`.
fn failed(thrown: JsValue) -> InferenceError {
    match text(&thrown, "code").as_deref() {
        Some("model-absent") => InferenceError::Absent,
        _ => InferenceError::Failed(text(&thrown, "message").unwrap_or_else(|| "it could not be reached".to_owned())),
    }
}
