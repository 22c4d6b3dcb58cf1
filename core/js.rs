//! What the app's modules make of JavaScript's values, and of ours for it: conversions that more than one of them needs.

use js_sys::{Float32Array, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A value as a plain object.
pub fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(JsValue::from)
}

/// A property that is a text.
pub fn text(object: &JsValue, key: &str) -> Option<String> {
    Reflect::get(object, &key.into()).ok()?.as_string()
}

/// The vectors of `dims` numbers each that lie one behind the other in a `Float32Array`; `None` where they are not `count`.
pub fn vectors(numbers: JsValue, count: usize, dims: usize) -> Option<Vec<Vec<f32>>> {
    let numbers = numbers.dyn_into::<Float32Array>().ok()?.to_vec();
    (numbers.len() == count.saturating_mul(dims)).then(|| numbers.chunks(dims).map(<[f32]>::to_vec).collect())
}
