//! The issuer's published keys as the publishers have them: fetched at the start and every day, kept on disk, so that
//! readers can log in while the issuer is away.
//!
//! An edition is used for as long as it has next week's key and the issuer stands by it: wallets that were not opened for
//! weeks know the old edition, and not yet the newest.

use std::{
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::Duration,
};

use ownyou::{
    present::{Epoch, KeySet, Origin},
    time::Clock,
};
use tokio::time::sleep;

use super::readers;
use crate::{
    clock::SystemClock,
    store::{Store, StoreError},
};

/// Where an issuer publishes its keys.
const PUBLISHED: &str = "/.well-known/ownyou/issuer";
/// How long keys are believed to be the newest.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// The shortest and the longest pause after a failure.
const RETRY: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(60));

/// The issuer's keys.
pub struct Keys {
    issuer: Origin,
    store: Arc<Mutex<Store>>,
    current: RwLock<Option<Arc<KeySet>>>,
}

impl Keys {
    /// Starts with the first of `sets`, else with what was kept.
    pub fn new(issuer: Origin, store: Arc<Mutex<Store>>, sets: Vec<KeySet>) -> Result<Self, StoreError> {
        let kept = {
            let store = store.lock().unwrap_or_else(PoisonError::into_inner);
            readers::key_set(&store, issuer.as_str())?
        };
        let kept = kept.and_then(|json| KeySet::from_json(&json).ok());
        let current = sets.into_iter().next().or(kept).map(Arc::new);
        Ok(Self { issuer, store, current: RwLock::new(current) })
    }

    /// The keys, once there are any.
    pub fn current(&self) -> Option<Arc<KeySet>> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Asks the issuer for its keys now; whether those here are good.
    pub async fn refresh(&self) -> bool {
        let Some(newest) = self.fetch(PUBLISHED).await else { return false };
        if let Some(current) = self.current()
            && current.get(Epoch::at(SystemClock.now()).next()).is_some()
            && self.fetch(&format!("/keys/{}", current.hash())).await.is_some()
        {
            return true;
        }
        let json = newest.to_json();
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(newest));
        let store = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        // Keys that could not be kept are good all the same, and fetched again at the next start.
        let _ = readers::keep_key_set(&store, self.issuer.as_str(), &json);
        true
    }

    async fn fetch(&self, path: &str) -> Option<KeySet> {
        let json = super::fetch::text(&self.issuer, path).await.ok()?;
        KeySet::from_json(&json).ok().filter(|set| *set.issuer() == self.issuer)
    }

    /// Keeps the keys up to date for as long as the publishers run.
    pub async fn upkeep(self: Arc<Self>) {
        let (mut pause, longest) = RETRY;
        loop {
            if self.refresh().await {
                pause = RETRY.0;
                sleep(DAY).await;
            } else {
                sleep(pause).await;
                pause = pause.saturating_mul(2).min(longest);
            }
        }
    }
}
