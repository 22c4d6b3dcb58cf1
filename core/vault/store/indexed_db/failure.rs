//! What the browser says went wrong, as a store says it.

use std::error::Error;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

use super::super::StoreError;

/// What rexie reports: its own message says nothing, that of its source names the browser's error.
pub(super) fn said(error: rexie::Error) -> StoreError {
    kind(error.source().map_or_else(|| error.to_string(), ToString::to_string))
}

/// What the browser threw.
pub(super) fn thrown(error: JsValue) -> StoreError {
    match error.dyn_into::<DomException>() {
        Ok(error) => kind(format!("{}: {}", error.name(), error.message())),
        Err(other) => kind(format!("{other:?}")),
    }
}

/// The browser's errors by their names: <https://webidl.spec.whatwg.org/#idl-DOMException-error-names>. Chrome's
/// "Internal error opening backing store" is an `UnknownError`, Safari's lost server an `UnknownError` or an
/// `InvalidStateError`.
pub(super) fn kind(text: String) -> StoreError {
    let is = |name: &str| text.contains(name);
    if is("QuotaExceededError") {
        StoreError::Full
    } else if is("ConstraintError") {
        StoreError::Conflict { seq: 0 }
    } else if is("VersionError") {
        StoreError::Newer
    } else if is("InvalidStateError") || is("UnknownError") || is("AbortError") {
        StoreError::Lost(text)
    } else {
        StoreError::Failed(text)
    }
}
