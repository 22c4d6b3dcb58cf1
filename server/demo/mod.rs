//! The demo publishers: two small papers whose readers log in with OwnYou.
//!
//! What a publisher needs of OwnYou is in `login` (two routes over `ownyou::present`) and `keys` (the issuer's published
//! keys, kept for when the issuer is away). The rest is what any paper has: `paper` its articles, `pages` how they look,
//! `sessions` who is reading, `readers` who has been here, `alias` a name for a pseudonym, `routes` the HTTP.

mod alias;
mod error;
mod fetch;
mod keys;
mod login;
mod pages;
mod paper;
mod readers;
mod routes;
mod sessions;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use axum::Router;
use ownyou::present::{KeySet, Origin};

use crate::store::{Store, StoreError};
use keys::Keys;
use paper::Paper;
use sessions::Sessions;

/// What the publishers share: a machine, not their readers.
pub struct Demo {
    wallet: Origin,
    keys: Arc<Keys>,
    store: Arc<Mutex<Store>>,
    sdk: Option<PathBuf>,
}

/// One publisher.
pub struct Publisher {
    paper: &'static Paper,
    origin: Origin,
    wallet: Origin,
    keys: Arc<Keys>,
    sessions: Sessions,
    store: Arc<Mutex<Store>>,
    sdk: Option<PathBuf>,
}

impl Demo {
    /// Opens the publishers' books in `data`. Their readers' wallets are the app at `wallet`, whose credentials `issuer`
    /// gives out; `sets` are keys of the issuer to start with, `sdk` the folder of the built SDK.
    pub fn open(
        data: &Path,
        issuer: Origin,
        wallet: Origin,
        sets: Vec<KeySet>,
        sdk: Option<&Path>,
    ) -> Result<Self, StoreError> {
        let store = Arc::new(Mutex::new(readers::open(data)?));
        let keys = Keys::new(issuer, Arc::clone(&store), sets)?;
        Ok(Self { wallet, keys: Arc::new(keys), store, sdk: sdk.map(Path::to_path_buf) })
    }

    /// The issuer's keys as the publishers have them.
    pub fn keys(&self) -> Arc<Keys> {
        Arc::clone(&self.keys)
    }

    /// The publisher that lives at `host`, whose origin is `origin`.
    pub fn publisher(&self, host: &str, origin: Origin) -> Option<Arc<Publisher>> {
        Some(Arc::new(Publisher {
            paper: paper::at(host)?,
            origin,
            wallet: self.wallet.clone(),
            keys: Arc::clone(&self.keys),
            sessions: Sessions::default(),
            store: Arc::clone(&self.store),
            sdk: self.sdk.clone(),
        }))
    }

    /// The site of whichever publisher comes with a request, as an `Extension`.
    pub fn router() -> Router {
        routes::router()
    }
}

impl Publisher {
    /// Works on the books. They are small, and on this machine.
    fn books<T>(&self, work: impl FnOnce(&mut Store) -> Result<T, StoreError>) -> Result<T, StoreError> {
        work(&mut self.store.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
