//! Bindings: judging the BBS drafts' files, as `ownyou bbs check` does.

use serde::Serialize;
use wasm_bindgen::prelude::*;

use crate::bbs::fixture::{self, Judgement, Kind};

use super::super::to_js;

#[derive(Serialize)]
struct Verdict {
    kind: &'static str,
    valid: bool,
    error: Option<String>,
}

/// What a file carries and whether that holds: `{kind, valid, error}`, error null where there is none.
#[wasm_bindgen(js_name = judgeFixture)]
pub fn judge_fixture(file: &[u8]) -> Result<JsValue, JsValue> {
    let Judgement { kind, outcome } = fixture::judge(file);
    to_js(&Verdict {
        kind: kind.map_or("unknown", Kind::as_str),
        valid: outcome.is_ok(),
        error: outcome.err().map(|error| error.to_string()),
    })
}
