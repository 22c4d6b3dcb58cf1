//! The bindings of the `verifier` build, which publishers run in Node, at an edge or in a browser: conversions only.
//!
//! No storage, no network, no clock: the caller says what time it is, and remembers which nonces were used.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::{
    error::Explain,
    present::{self, Epoch, KeySet, Origin, PresentError, Purpose, Request},
    random::SystemRandom,
    time::Time,
};

/// What went wrong, as a plain object.
#[derive(Serialize)]
struct Failure {
    code: &'static str,
    message: String,
    next: &'static str,
}

/// A believed answer, as a plain object.
#[derive(Serialize)]
struct Login {
    sub: String,
    segments: Vec<Segment>,
    assurance: &'static str,
    epoch: Epoch,
}

#[derive(Serialize)]
struct Segment {
    id: String,
    name: &'static str,
}

/// A new request of the publisher at `origin`, as JSON text; keep it in the visitor's session, and use it once.
#[wasm_bindgen(js_name = newRequest)]
pub fn new_request(
    origin: &str,
    #[wasm_bindgen(js_name = maxSegments)] max_segments: u8,
    purposes: Vec<String>,
    #[wasm_bindgen(js_name = issuerKeys)] issuer_keys: &str,
) -> Result<String, JsValue> {
    let request = || {
        let (origin, keys) = (Origin::parse(origin)?, KeySet::from_json(issuer_keys)?);
        let mut purposes = purposes.iter().map(|name| name.parse()).collect::<Result<Vec<Purpose>, _>>()?;
        purposes.sort_unstable();
        Request::new(&origin, max_segments, &purposes, &keys, &SystemRandom)
    };
    request().map(|request| request.to_json()).map_err(|error| failed(&error))
}

/// Whether `token` answers `request` at `origin`. Throws `{code, message, next}` where it does not.
#[wasm_bindgen(unchecked_return_type = "Login")]
pub fn verify(
    token: &str,
    request: &str,
    origin: &str,
    #[wasm_bindgen(js_name = issuerKeys)] issuer_keys: &str,
    #[wasm_bindgen(js_name = nowSeconds)] now_seconds: f64,
) -> Result<JsValue, JsValue> {
    let read = || {
        Ok::<_, PresentError>((Request::from_json(request)?, Origin::parse(origin)?, KeySet::from_json(issuer_keys)?))
    };
    let (request, origin, keys) = read().map_err(|error| failed(&error))?;
    // A float `as` saturates, and what is no time is refused below.
    #[expect(clippy::cast_possible_truncation)]
    let now = Time::from_unix_seconds(now_seconds as i64).ok_or_else(|| failed(&PresentError::Malformed("time")))?;
    let login = present::verify(token, &request, &origin, &keys, now).map_err(|error| failed(&error))?;
    let segments = login.segments.iter().map(|segment| Segment { id: segment.id.to_string(), name: segment.name });
    to_js(&Login {
        sub: login.sub,
        segments: segments.collect(),
        assurance: login.assurance.as_str(),
        epoch: login.epoch,
    })
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** A believed answer. */
export interface Login {
  /** The pseudonym: the account's key at this publisher, for ever. 64 characters. */
  sub: string;
  /** What the person says of themselves; nobody attests it. Ids of the IAB Audience Taxonomy 1.1 (segtax 4). */
  segments: { id: string; name: string }[];
  /** What the issuer checked: `invited`. */
  assurance: string;
  /** The credential's ISO week, `2026-W47`. */
  epoch: string;
}
"#;

fn failed(error: &(impl Explain + std::fmt::Display)) -> JsValue {
    let failure = Failure { code: error.code(), message: error.to_string(), next: error.next_step() };
    to_js(&failure).unwrap_or_else(|error| error)
}

fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(JsValue::from)
}
