//! The bindings of the `inference_gpu` build, which the inference worker loads where a WebGPU adapter answers: conversions
//! only, and what a panic becomes.
//!
//! A lost device is an error like any other. What burn and wgpu cannot carry on from (a shader refused, no memory on the
//! device) they panic at, perhaps in an event of the browser's that no call of ours is in. A panic ends the module, and
//! promises that wait for it would wait for ever: so the panic's hook rejects them before, as `gpu-failed`, and whatever is
//! asked later is rejected at once. The worker then goes on with the CPU.

use std::{
    cell::{Cell, RefCell},
    future::Future,
    mem, panic,
    rc::Rc,
    sync::Once,
};

use burn::tensor::{Device, wgpu::WgpuInitError};
use js_sys::{Array, Float32Array, Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    error::Explain,
    inference::{Embedder, InferenceError, burn::BurnEncoder, file::ModelFile},
};

static HOOK: Once = Once::new();

thread_local! {
    /// The module's one device and what its adapter calls itself. burn makes it once.
    static DEVICE: RefCell<Option<(Device, String)>> = const { RefCell::new(None) };
    /// How those who wait are told that there was a panic.
    static WAITING: RefCell<Vec<Function>> = const { RefCell::new(Vec::new()) };
    static ENDED: Cell<bool> = const { Cell::new(false) };
}

/// A model on this device's GPU.
#[wasm_bindgen]
pub struct GpuEncoder {
    encoder: Rc<BurnEncoder>,
    adapter: String,
}

#[wasm_bindgen]
impl GpuEncoder {
    /// Takes the browser's WebGPU adapter and brings the model to it. Rejected with `{code, message, next}`: `no-adapter`,
    /// `no-model`, `gpu-failed`.
    #[wasm_bindgen(unchecked_return_type = "Promise<GpuEncoder>")]
    pub fn open(model: Vec<u8>) -> Promise {
        promise(async move {
            let (device, adapter) = device().await?;
            let encoder = Rc::new(BurnEncoder::load(&ModelFile::parse(&model)?, &device)?);
            Ok(Self { encoder, adapter }.into())
        })
    }

    /// The texts' vectors, one behind the other. Rejected with `{code, message, next}`: `gpu-lost`, `gpu-failed`.
    #[wasm_bindgen(unchecked_return_type = "Promise<Float32Array>")]
    pub fn embed(&self, texts: Vec<String>) -> Promise {
        let encoder = Rc::clone(&self.encoder);
        promise(async move {
            let texts: Vec<_> = texts.iter().map(String::as_str).collect();
            let vectors = encoder.embed(&texts, &|| false).await?;
            Ok(Float32Array::from(vectors.concat().as_slice()).into())
        })
    }

    /// What the graphics card calls itself; nothing where the browser does not say.
    pub fn adapter(&self) -> String {
        self.adapter.clone()
    }
}

/// The device, asked for once.
async fn device() -> Result<(Device, String), InferenceError> {
    if let Some(known) = DEVICE.with_borrow(Clone::clone) {
        return Ok(known);
    }
    let (device, setup) = Device::wgpu_options().init_with_setup_async().await.map_err(|error| match error {
        WgpuInitError::AdapterUnavailable { .. } => InferenceError::NoAdapter,
        error => InferenceError::GpuFailed(error.to_string()),
    })?;
    let known = (device, setup.adapter.get_info().name);
    DEVICE.set(Some(known.clone()));
    Ok(known)
}

/// The promise of some work, which a panic rejects.
fn promise(work: impl Future<Output = Result<JsValue, InferenceError>> + 'static) -> Promise {
    HOOK.call_once(|| panic::set_hook(Box::new(|panic| end(&panic.to_string()))));
    let mut work = Some(work);
    Promise::new(&mut |resolve, reject| {
        let Some(work) = work.take().filter(|_| !ENDED.get()) else {
            return tell(&reject, &failure(&InferenceError::GpuFailed("it ended before".to_owned())));
        };
        WAITING.with_borrow_mut(|waiting| waiting.push(reject.clone()));
        spawn_local(async move {
            match work.await {
                Ok(value) => tell(&resolve, &value),
                Err(error) => tell(&reject, &failure(&error)),
            }
            WAITING.with_borrow_mut(|waiting| waiting.retain(|other| *other != reject));
        });
    })
}

/// Everybody who waits is told why nothing will come. A panic's hook must not panic itself.
fn end(message: &str) {
    ENDED.set(true);
    let waiting = WAITING.with(|waiting| waiting.try_borrow_mut().map(|mut waiting| mem::take(&mut *waiting)));
    let failure = failure(&InferenceError::GpuFailed(message.to_owned()));
    waiting.unwrap_or_default().iter().for_each(|reject| tell(reject, &failure));
}

/// Settles a promise.
fn tell(settle: &Function, value: &JsValue) {
    // Settling a promise never throws.
    drop(settle.call1(&JsValue::UNDEFINED, value));
}

/// What is thrown: `{code, message, next}`.
fn failure(error: &InferenceError) -> JsValue {
    let texts = [("code", error.code()), ("message", &error.to_string()), ("next", error.next_step())];
    let entries: Array = texts.iter().map(|(name, text)| Array::of2(&(*name).into(), &(*text).into())).collect();
    Object::from_entries(&entries).map_or_else(|error| error, Into::into)
}
