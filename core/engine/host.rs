//! What the engine asks of its surroundings, in a browser's worker.

use js_sys::{Reflect, Uint8Array, WebAssembly};
use wasm_bindgen::prelude::*;
use web_sys::Performance;

use crate::{
    inference::{
        Embedder, InferenceError, ModelId,
        catalogue::{MINILM, MINILM_DIMS},
        encoder::CpuEncoder,
        engine::{Adapter, Answer, Backends, Broken, Clock, Shelf, ShelfFault, Web},
    },
    js::{text, vectors},
};

use super::{
    shelf::Folder,
    web::{self, Abort, Stream},
};

#[wasm_bindgen]
extern "C" {
    /// `Surroundings` of wasm-pkg/engine-api.ts.
    #[wasm_bindgen(typescript_type = "object")]
    pub type Surroundings;

    #[wasm_bindgen(method, catch)]
    fn changed(this: &Surroundings) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = giveWay)]
    async fn give_way(this: &Surroundings) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn adapter(this: &Surroundings) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    async fn gpu(this: &Surroundings, file: Uint8Array) -> Result<JsValue, JsValue>;

    /// `GpuEncoder` of wasm-pkg/engine-api.ts.
    pub type Card;

    #[wasm_bindgen(method, catch)]
    async fn embed(this: &Card, texts: Vec<String>) -> Result<JsValue, JsValue>;
}

/// One origin in one browser.
pub struct Browser {
    surroundings: Surroundings,
    folder: Folder,
    clock: Option<Performance>,
}

impl Browser {
    pub fn new(surroundings: Surroundings) -> Self {
        let clock = Reflect::get(&js_sys::global(), &"performance".into()).and_then(JsCast::dyn_into);
        Self { surroundings, folder: Folder, clock: clock.ok() }
    }
}

impl Web for Browser {
    type Body = Stream;
    type Stop = Abort;

    async fn get(&self, file: &str, from: u64, tag: Option<&str>, stop: &Abort) -> Result<Answer<Stream>, Broken> {
        web::get(file, from, tag, stop).await
    }
}

impl Shelf for Browser {
    async fn names(&self) -> Result<Vec<String>, ShelfFault> {
        self.folder.names().await
    }

    async fn size(&self, name: &str) -> Result<u64, ShelfFault> {
        self.folder.size(name).await
    }

    async fn read(&self, name: &str, from: u64, length: u64) -> Result<Vec<u8>, ShelfFault> {
        self.folder.read(name, from, length).await
    }

    async fn write(&self, name: &str, from: u64, bytes: &[u8]) -> Result<(), ShelfFault> {
        self.folder.write(name, from, bytes).await
    }

    async fn remove(&self, name: &str) -> Result<(), ShelfFault> {
        self.folder.remove(name).await
    }
}

impl Clock for Browser {
    fn now(&self) -> f64 {
        self.clock.as_ref().map_or_else(js_sys::Date::now, Performance::now)
    }

    async fn give_way(&self) {
        // It never fails.
        let _ = self.surroundings.give_way().await;
    }

    fn changed(&self) {
        // A listener that throws must not stop the engine.
        let _ = self.surroundings.changed();
    }
}

impl Backends for Browser {
    type Cpu = CpuEncoder;
    type Gpu = OnCard;

    fn cpu(&self, file: Vec<u8>) -> Result<CpuEncoder, InferenceError> {
        CpuEncoder::from_bytes(file)
    }

    async fn adapter(&self) -> Option<Adapter> {
        let adapter = self.surroundings.adapter().await.ok()?;
        let name = text(&adapter, "name")?;
        let fallback = Reflect::get(&adapter, &"fallback".into()).is_ok_and(|fallback| fallback.is_truthy());
        Some(Adapter { name, fallback })
    }

    async fn gpu(&self, file: Vec<u8>) -> Result<OnCard, InferenceError> {
        let card = self.surroundings.gpu(Uint8Array::from(file.as_slice())).await.map_err(failed)?;
        Ok(OnCard { id: ModelId::new(MINILM), card: card.unchecked_into() })
    }

    fn memory(&self) -> u64 {
        let buffer = wasm_bindgen::memory().dyn_into::<WebAssembly::Memory>().map(|memory| memory.buffer());
        let length = buffer.and_then(JsCast::dyn_into).map(|buffer: js_sys::ArrayBuffer| buffer.byte_length());
        length.map_or(0, u64::from)
    }
}

/// The encoder of the `inference_gpu` build.
pub struct OnCard {
    id: ModelId,
    card: Card,
}

impl Embedder for OnCard {
    fn id(&self) -> &ModelId {
        &self.id
    }

    fn dims(&self) -> usize {
        MINILM_DIMS
    }

    async fn embed(&self, texts: &[&str], cancelled: &dyn Fn() -> bool) -> Result<Vec<Vec<f32>>, InferenceError> {
        if cancelled() {
            return Err(InferenceError::Cancelled);
        }
        let owned = texts.iter().map(ToString::to_string).collect();
        let numbers = self.card.embed(owned).await.map_err(failed)?;
        // A card that answers with anything else is as good as lost.
        vectors(numbers, texts.len(), MINILM_DIMS).ok_or(InferenceError::GpuLost)
    }

    async fn embed_query(&self, text: &str, _weight: &dyn Fn(&str) -> f32) -> Result<Vec<f32>, InferenceError> {
        Ok(self.embed(&[text], &|| false).await?.pop().unwrap_or_default())
    }
}

/// What the other module threw: a `CoreError`.
fn failed(thrown: JsValue) -> InferenceError {
    match text(&thrown, "code").as_deref() {
        Some("gpu-failed") => InferenceError::GpuFailed(text(&thrown, "message").unwrap_or_default()),
        _ => InferenceError::GpuLost,
    }
}
