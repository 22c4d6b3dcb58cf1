//! Bindings: memories.

use std::rc::Rc;

use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    memory::MemoryError,
    random::SystemRandom,
    session::view_memory::{MemoryChange, MemoryFilter, MemoryPage},
    time::{Clock, Time},
};

use super::{
    Core, Live, emit, failed,
    host::{BrowserClock, BrowserFile, give_way},
    shapes::{CoreEvent, Failure},
    to_js,
};

#[wasm_bindgen]
impl Core {
    /// Memories found, or all of them. Where no model has read them yet, they are found by their words, and one begins
    /// to read.
    #[wasm_bindgen(unchecked_return_type = "MemoryPage")]
    pub async fn memories(
        &self,
        query: String,
        #[wasm_bindgen(unchecked_param_type = "object")] filter: JsValue,
        offset: usize,
        limit: usize,
    ) -> Result<JsValue, JsValue> {
        let filter: MemoryFilter = read(&filter)?;
        let session = self.session()?;
        let page = match self.models.ready() {
            Some(model) => session.memories_by(&*model, &query, &filter, offset, limit, now()).await.map_err(failed)?,
            None => {
                let page = session.memories(&query, &filter, offset, limit, now());
                MemoryPage { refining: page.refining || (!query.trim().is_empty() && self.models.may_come()), ..page }
            }
        };
        if page.refining {
            self.understand(&session, &query);
            self.read_memories(&session);
        }
        to_js(&page)
    }

    /// One memory with all that is known of it.
    #[wasm_bindgen(unchecked_return_type = "MemoryView")]
    pub fn memory(&self, id: &str) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.memory(id, now()).map_err(failed)?)
    }

    /// What is remembered, in numbers.
    #[wasm_bindgen(js_name = memoryOverview, unchecked_return_type = "MemoryOverview")]
    pub fn memory_overview(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.memory_overview())
    }

    /// Remembers what the person says.
    #[wasm_bindgen(unchecked_return_type = "MemoryLine")]
    pub async fn remember(
        &self,
        text: String,
        context: Option<String>,
        #[wasm_bindgen(unchecked_optional_param_type = "Tier")] tier: JsValue,
    ) -> Result<JsValue, JsValue> {
        let tier = if tier.is_undefined() { None } else { Some(read(&tier)?) };
        let session = self.session()?;
        let line = session.remember_that(&text, context, tier, now(), &SystemRandom).await;
        to_js(&self.changed(line)?)
    }

    /// Changes a memory.
    #[wasm_bindgen(js_name = editMemory, unchecked_return_type = "MemoryLine")]
    pub async fn edit_memory(
        &self,
        id: String,
        #[wasm_bindgen(unchecked_param_type = "object")] change: JsValue,
    ) -> Result<JsValue, JsValue> {
        let change: MemoryChange = read(&change)?;
        let line = self.session()?.edit_memory(&id, change, now(), &SystemRandom).await;
        to_js(&self.changed(line)?)
    }

    /// Ends a memory and begins another.
    #[wasm_bindgen(js_name = correctMemory, unchecked_return_type = "MemoryLine")]
    pub async fn correct_memory(&self, id: String, text: String, from: Option<String>) -> Result<JsValue, JsValue> {
        let from = from.map(|from| from.parse::<Time>()).transpose();
        let from = from.map_err(|_| Failure::of(&MemoryError::Impossible("this is no date")))?;
        let line = self.session()?.correct_memory(&id, &text, from, now(), &SystemRandom).await;
        to_js(&self.changed(line)?)
    }

    /// Makes one of two.
    #[wasm_bindgen(js_name = mergeMemories, unchecked_return_type = "MemoryLine")]
    pub async fn merge_memories(&self, keep: String, other: String) -> Result<JsValue, JsValue> {
        let line = self.session()?.merge_memories(&keep, &other, now(), &SystemRandom).await;
        to_js(&self.changed(line)?)
    }

    /// Forgets a memory for good.
    #[wasm_bindgen(js_name = forgetMemory, unchecked_return_type = "Receipt")]
    pub async fn forget_memory(&self, id: String) -> Result<JsValue, JsValue> {
        let receipt = self.session()?.forget_memory(&id, now(), &SystemRandom).await;
        to_js(&self.changed(receipt)?)
    }

    /// Agrees with what waited for the person's word.
    #[wasm_bindgen(js_name = acceptMemory, unchecked_return_type = "MemoryLine")]
    pub async fn accept_memory(&self, id: String) -> Result<JsValue, JsValue> {
        let line = self.session()?.accept_memory(&id, now(), &SystemRandom).await;
        to_js(&self.changed(line)?)
    }

    /// Puts a memory away.
    #[wasm_bindgen(js_name = archiveMemory)]
    pub async fn archive_memory(&self, id: String) -> Result<(), JsValue> {
        self.changed(self.session()?.archive_memory(&id).await)
    }

    /// Takes it back into use.
    #[wasm_bindgen(js_name = restoreMemory)]
    pub async fn restore_memory(&self, id: String) -> Result<(), JsValue> {
        self.changed(self.session()?.restore_memory(&id, now(), &SystemRandom).await)
    }

    /// What the guard decided.
    #[wasm_bindgen(js_name = memoryAudit, unchecked_return_type = "AuditPage")]
    pub async fn memory_audit(&self, offset: usize, limit: usize) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.memory_audit(offset, limit).await.map_err(failed)?)
    }

    /// Every memory as a file.
    #[wasm_bindgen(js_name = exportMemories)]
    pub fn export_memories(
        &self,
        #[wasm_bindgen(unchecked_param_type = "'jsonl' | 'markdown' | 'pam'")] format: JsValue,
    ) -> Result<web_sys::Blob, JsValue> {
        let text = self.session()?.export_memories(read(&format)?, now()).map_err(failed)?;
        web_sys::Blob::new_with_str_sequence(&js_sys::Array::of1(&text.into()))
    }

    /// Takes memories in from a file.
    #[wasm_bindgen(js_name = importMemories, unchecked_return_type = "MemoryTransfer")]
    pub async fn import_memories(&self, file: web_sys::File) -> Result<JsValue, JsValue> {
        let session = self.session()?;
        let transfer = session.import_memories(&mut BrowserFile::new(file), now(), &SystemRandom).await;
        to_js(&self.changed(transfer)?)
    }

    /// One round of tidying.
    #[wasm_bindgen(unchecked_return_type = "Reflection")]
    pub async fn reflect(&self) -> Result<JsValue, JsValue> {
        let reflection = self.session()?.reflect(now(), &SystemRandom).await;
        to_js(&self.changed(reflection)?)
    }
}

impl Core {
    /// Learns from the records in the background, one time after another; a lock or a cancel ends it.
    pub(super) fn learn(&self) {
        let Ok(session) = self.session() else { return };
        let (flag, learning, on_event) = (self.cancelled.clone(), self.learning.clone(), self.on_event.clone());
        spawn_local(async move {
            let _one_at_a_time = learning.lock().await;
            let cancelled = || flag.get() || Rc::strong_count(&session) == 1;
            // Whatever went wrong here goes wrong again where somebody sees it; the next import learns the same.
            if let Ok(1..) = session.learn_from_records(&cancelled, now(), &SystemRandom).await {
                emit(&on_event, &CoreEvent::Memory);
            }
        });
        // It waits for its turn.
        self.read_on();
    }

    /// Lets the quick model read what it has not read yet, and tells when it has.
    fn read_memories(&self, session: &Live) {
        let (session, models, on_event) = (session.clone(), self.models.clone(), self.on_event.clone());
        spawn_local(async move {
            let Some(model) = models.embedder().await else { return };
            let left = || Rc::strong_count(&session) == 1;
            while session.read_memories(&*model, &left).await.is_ok_and(|more| more) {
                give_way().await;
            }
            emit(&on_event, &CoreEvent::Refined);
        });
    }

    /// Lets the transformer say what a question means, and tells when it has.
    pub(super) fn understand(&self, session: &Live, question: &str) {
        let (way, bridge, on_event) = (self.way(session), self.bridge.clone(), self.on_event.clone());
        let question = question.to_owned();
        spawn_local(async move {
            if way.understand(&*bridge, &question).await {
                emit(&on_event, &CoreEvent::Refined);
            }
        });
    }

    fn changed<T>(&self, outcome: Result<T, crate::session::SessionError>) -> Result<T, JsValue> {
        let outcome = outcome.map_err(failed)?;
        self.emit(&CoreEvent::Memory);
        self.read_on();
        Ok(outcome)
    }
}

fn now() -> Time {
    BrowserClock.now()
}

/// What a page asks with. By way of JSON, where a property that is `undefined` is one that is absent.
pub(super) fn read<T: DeserializeOwned>(value: &JsValue) -> Result<T, JsValue> {
    let text = js_sys::JSON::stringify(value)?.as_string().unwrap_or_default();
    serde_json::from_str(&text).map_err(|_| Failure::of(&MemoryError::Impossible("this is not how it is asked")))
}
