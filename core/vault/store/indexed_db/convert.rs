//! Keys and values of the database: `[namespace, seq]` or a name, and `Uint8Array`.

use std::ops::RangeInclusive;

use js_sys::{Array, BigInt, JsString, Uint8Array};
use rexie::KeyRange;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::IdbKeyRange;

use super::{
    super::{MAX_SEQ, StoreError},
    failure::kind,
};
use crate::vault::namespace::Namespace;

/// `[namespace, seq]`. Numbers are at most [`MAX_SEQ`], so exact.
#[expect(clippy::cast_precision_loss, reason = "exact up to MAX_SEQ, which is checked before")]
pub(super) fn segment_key(namespace: &Namespace, seq: u64) -> JsValue {
    Array::of2(&namespace.as_str().into(), &(seq as f64).into()).into()
}

pub(super) fn idb_range(namespace: &Namespace, first: u64, last: u64) -> Result<IdbKeyRange, JsValue> {
    IdbKeyRange::bound(&segment_key(namespace, first), &segment_key(namespace, last))
}

pub(super) fn key_range(namespace: &Namespace, range: &RangeInclusive<u64>) -> Result<KeyRange, StoreError> {
    let (first, last) = (segment_key(namespace, *range.start()), segment_key(namespace, (*range.end()).min(MAX_SEQ)));
    KeyRange::bound(&first, &last, None, None).map_err(|error| kind(error.to_string()))
}

pub(super) fn parse_key(key: JsValue) -> Result<(Namespace, u64), StoreError> {
    let strange = |_| StoreError::Failed("a strange key is in the database".to_owned());
    let key: Array = key.dyn_into().map_err(strange)?;
    let namespace = key.get(0).dyn_into::<JsString>().map_err(strange)?;
    let namespace = Namespace::parse(&String::from(namespace)).map_err(|_| strange(JsValue::NULL))?;
    let seq = BigInt::new(&key.get(1)).map_err(|error| strange(error.into()))?;
    Ok((namespace, u64::try_from(JsValue::from(seq)).map_err(strange)?))
}

pub(super) fn bytes(value: JsValue) -> Result<Vec<u8>, StoreError> {
    let strange = |_| StoreError::Failed("a strange value is in the database".to_owned());
    Ok(value.dyn_into::<Uint8Array>().map_err(strange)?.to_vec())
}
