//! The static model of one worker. The engine fetches and keeps its file; it is read here, since a question must not wait
//! for another worker. Without one, search goes by words alone.

use std::{
    cell::{Cell, OnceCell},
    rc::Rc,
};

use super::bridge::Bridge;
use crate::inference::StaticEmbedder;

/// The models of one worker.
pub(super) struct Models {
    bridge: Rc<Bridge>,
    embedder: OnceCell<Rc<StaticEmbedder>>,
    asking: Cell<bool>,
    /// There is none to be had.
    absent: Cell<bool>,
}

impl Models {
    /// Models whose files come over this bridge.
    pub fn new(bridge: Rc<Bridge>) -> Self {
        Self { bridge, embedder: OnceCell::new(), asking: Cell::default(), absent: Cell::default() }
    }

    /// The static embedder, where it is here already.
    pub fn ready(&self) -> Option<Rc<StaticEmbedder>> {
        self.embedder.get().cloned()
    }

    /// Whether there may be one yet.
    pub fn may_come(&self) -> bool {
        !self.absent.get()
    }

    /// The static embedder, fetched where it is not here. `None` while somebody else fetches it, without a network, and
    /// where there is none to be had.
    pub async fn embedder(&self) -> Option<Rc<StaticEmbedder>> {
        if self.ready().is_some() || self.asking.replace(true) {
            return self.ready();
        }
        let fetched = self.bridge.quick().await;
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
