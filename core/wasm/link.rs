//! The browser's way to the issuer: `fetch`, without credentials, without a referrer, nothing cached.

use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, RequestCache, RequestCredentials, RequestInit, RequestMode, Response};

use crate::{
    present::Origin,
    wallet::{
        WalletError,
        issuer::{Answer, Link},
    },
};

/// Where this build of the app says whom it believes.
const PINS: &str = "/issuer.json";

/// `fetch` of the worker.
pub(super) struct Fetch;

impl Link for Fetch {
    async fn pins(&self) -> Result<Answer, WalletError> {
        asked(PINS, "this app's server", None).await
    }

    async fn get(&self, issuer: &Origin, path: &str) -> Result<Answer, WalletError> {
        asked(&format!("{issuer}{path}"), issuer.as_str(), None).await
    }

    async fn post(&self, issuer: &Origin, path: &str, body: String) -> Result<Answer, WalletError> {
        asked(&format!("{issuer}{path}"), issuer.as_str(), Some(body)).await
    }
}

async fn asked(address: &str, who: &str, body: Option<String>) -> Result<Answer, WalletError> {
    fetch(address, body).await.map_err(|_| WalletError::Offline(who.to_owned()))
}

async fn fetch(address: &str, body: Option<String>) -> Result<Answer, JsValue> {
    let options = RequestInit::new();
    options.set_cache(RequestCache::NoStore);
    options.set_credentials(RequestCredentials::Omit);
    options.set_mode(RequestMode::Cors);
    if let Some(body) = body {
        options.set_method("POST");
        options.set_body(&body.into());
        let headers = Object::new();
        Reflect::set(&headers, &"content-type".into(), &"application/json".into())?;
        options.set_headers(&headers);
    }
    let request = Request::new_with_str_and_init(address, &options)?;
    let fetch: js_sys::Function = Reflect::get(&js_sys::global(), &"fetch".into())?.dyn_into()?;
    let answering: js_sys::Promise = fetch.call1(&js_sys::global(), &request)?.dyn_into()?;
    let response: Response = JsFuture::from(answering).await?.dyn_into()?;
    let body = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
    Ok(Answer { status: response.status(), body })
}
