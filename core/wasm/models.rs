//! The browser's way to a model: fetched from the app's own origin when it is first needed, then kept in a cache of its
//! own. Without one, search goes by words alone.

use std::{
    cell::{Cell, OnceCell},
    rc::Rc,
};

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, Response};

use crate::inference::StaticEmbedder;

/// Where the app's server has the static model.
const STATIC: &str = "/models/potion-base-8m.bin";
/// The cache of models; the app's files are in others.
const CACHE: &str = "ownyou-models";

/// The models of one worker.
#[derive(Default)]
pub(super) struct Models {
    embedder: OnceCell<Rc<StaticEmbedder>>,
    asking: Cell<bool>,
    /// The server has none.
    absent: Cell<bool>,
}

impl Models {
    /// The static embedder, where it is here already.
    pub fn ready(&self) -> Option<Rc<StaticEmbedder>> {
        self.embedder.get().cloned()
    }

    /// Whether there may be one yet.
    pub fn may_come(&self) -> bool {
        !self.absent.get()
    }

    /// The static embedder, fetched where it is not here. `None` while somebody else fetches it, without a network, and
    /// where the server has none.
    pub async fn embedder(&self) -> Option<Rc<StaticEmbedder>> {
        if self.ready().is_some() || self.asking.replace(true) {
            return self.ready();
        }
        let fetched = fetch(STATIC).await;
        self.asking.set(false);
        let Ok(Some(bytes)) = fetched else {
            self.absent.set(fetched.is_ok());
            return None;
        };
        let read = StaticEmbedder::from_bytes(&bytes);
        self.absent.set(read.is_err());
        read.ok().map(|embedder| self.embedder.get_or_init(|| Rc::new(embedder)).clone())
    }
}

/// `None` where the server has no such file; an error where it could not be asked.
async fn fetch(path: &str) -> Result<Option<Vec<u8>>, JsValue> {
    let caches: CacheStorage = Reflect::get(&js_sys::global(), &"caches".into())?.dyn_into()?;
    let cache: Cache = JsFuture::from(caches.open(CACHE)).await?.dyn_into()?;
    if let Ok(kept) = JsFuture::from(cache.match_with_str(path)).await?.dyn_into::<Response>() {
        return bytes(&kept).await.map(Some);
    }
    let fetch: Function = Reflect::get(&js_sys::global(), &"fetch".into())?.dyn_into()?;
    let asking: Promise = fetch.call1(&js_sys::global(), &path.into())?.dyn_into()?;
    let response: Response = JsFuture::from(asking).await?.dyn_into()?;
    if !response.ok() {
        return Ok(None);
    }
    let copy = response.clone()?;
    let read = bytes(&response).await?;
    // What cannot be kept for want of space is fetched again another time.
    drop(JsFuture::from(cache.put_with_str(path, &copy)).await);
    Ok(Some(read))
}

async fn bytes(response: &Response) -> Result<Vec<u8>, JsValue> {
    Ok(Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?).to_vec())
}
