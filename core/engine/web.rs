//! The app's server, by `fetch`.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, ReadableStreamDefaultReader, RequestCache, RequestInit, Response};

use crate::inference::engine::{Answer, Body, Broken, Stop};

/// Where the server has the models.
const MODELS: &str = "/models/";

/// Breaks off the request that is under way.
#[derive(Clone, Default)]
pub struct Abort(Rc<Aborting>);

#[derive(Default)]
struct Aborting {
    stopped: Cell<bool>,
    request: RefCell<Option<AbortController>>,
}

impl Stop for Abort {
    fn stop(&self) {
        self.0.stopped.set(true);
        if let Some(request) = &*self.0.request.borrow() {
            request.abort();
        }
    }

    fn stopped(&self) -> bool {
        self.0.stopped.get()
    }
}

/// An answer's bytes. What is left of them when it is dropped is not fetched.
pub struct Stream {
    reader: ReadableStreamDefaultReader,
    request: AbortController,
}

impl Body for Stream {
    async fn next(&mut self) -> Result<Option<Vec<u8>>, Broken> {
        let read = JsFuture::from(self.reader.read()).await.map_err(broken)?;
        let value = Reflect::get(&read, &"value".into()).map_err(broken)?;
        // At the end there is none.
        Ok(value.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec()))
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.request.abort();
    }
}

/// Asks for a file from this byte on, past the browser's own cache: it would keep all of it a second time.
pub async fn get(file: &str, from: u64, tag: Option<&str>, stop: &Abort) -> Result<Answer<Stream>, Broken> {
    let request = AbortController::new().map_err(broken)?;
    stop.0.request.replace(Some(request.clone()));
    let headers = Headers::new().map_err(broken)?;
    if from > 0 {
        headers.set("Range", &format!("bytes={from}-")).map_err(broken)?;
        // A weak tag never is the same.
        if let Some(tag) = tag.filter(|tag| !tag.starts_with("W/")) {
            headers.set("If-Range", tag).map_err(broken)?;
        }
    }
    let options = RequestInit::new();
    options.set_cache(RequestCache::NoStore);
    options.set_headers_headers(&headers);
    options.set_signal(Some(&request.signal()));
    let global = js_sys::global();
    let fetch = Reflect::get(&global, &"fetch".into()).and_then(JsCast::dyn_into::<Function>).map_err(broken)?;
    let asking = fetch.call2(&global, &format!("{MODELS}{file}").into(), &options).map_err(broken)?;
    let asking = asking.dyn_into::<Promise>().map_err(broken)?;
    let response: Response = JsFuture::from(asking).await.and_then(JsCast::dyn_into).map_err(broken)?;
    answer(&response, request).ok_or(Broken)
}

fn answer(response: &Response, request: AbortController) -> Option<Answer<Stream>> {
    let header = |name: &str| response.headers().get(name).ok().flatten();
    // `bytes 1000-1999/5000`
    let range = header("content-range").filter(|_| response.status() == 206);
    let range = range.as_deref().and_then(|range| range.strip_prefix("bytes ")).and_then(|range| range.split_once('/'));
    let from = range.and_then(|(part, _)| part.split_once('-')).and_then(|(from, _)| from.parse().ok());
    let length = header("content-length").filter(|_| header("content-encoding").is_none() && response.status() == 200);
    let total = range.map(|(_, total)| total.to_owned()).or(length).and_then(|total| total.parse().ok());
    let reader = response.body()?.get_reader().dyn_into().ok()?;
    Some(Answer {
        status: response.status(),
        tag: header("etag").or_else(|| header("last-modified")),
        from: from.unwrap_or_default(),
        total,
        body: Stream { reader, request },
    })
}

/// Whatever went wrong: no network, or not the whole of an answer.
fn broken(_: JsValue) -> Broken {
    Broken
}
