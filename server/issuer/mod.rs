//! The issuer: gives each person one credential a week, and cannot tell later who uses it where.
//!
//! `grant` has the rules, `policy` and `invites` who comes in, `epochs` which week, `editions` the published keys,
//! `book` what is kept, `routes` the HTTP, `home` the issuer's own page, `cli` its command. Nothing of a person is
//! logged, anywhere.

pub mod book;
pub mod cli;
pub mod editions;
mod epochs;
mod error;
mod grant;
mod home;
mod invites;
mod limit;
mod policy;
mod routes;

use std::{
    net::IpAddr,
    path::Path,
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};

use axum::Router;
use ownyou::{
    present::{KeySet, Origin},
    random::SystemRandom,
    time::{Clock, Time},
};
use tokio::{task, time};

use crate::{
    clock::SystemClock,
    store::{Store, StoreError},
};
pub use error::IssuerError;
use grant::Rules;
use limit::{Limit, neighbourhood};
use policy::Invites;

/// How often the issuer looks whether the next edition of its keys is due.
const UPKEEP: Duration = Duration::from_secs(60 * 60);
/// One hour.
const HOUR: Duration = Duration::from_secs(60 * 60);
/// One minute.
const MINUTE: Duration = Duration::from_secs(60);

/// What whoever runs the issuer decides.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// Whether its own page gives an invite to anyone who asks.
    pub open_invites: bool,
    /// How many weeks lie between two resets of an account.
    pub reset_weeks: u16,
}

/// The running issuer.
pub struct Issuer {
    rules: Rules,
    books: Mutex<Store>,
    /// Every key that a credential presented here can be under.
    keys: RwLock<Option<Arc<KeySet>>>,
    /// The one app whose pages may ask for a credential.
    app: Origin,
    /// Invites for everyone, on the issuer's own page; none where the page gives none out.
    open_invites: Option<Limit<IpAddr>>,
}

impl Issuer {
    /// Opens the issuer that lives at `origin` and serves the wallets of `app`, with its books in `data`.
    pub fn open(data: &Path, origin: Origin, app: Origin, terms: Terms) -> Result<Arc<Self>, StoreError> {
        let Terms { open_invites, reset_weeks } = terms;
        let rules =
            Rules { issuer: origin, policy: Box::new(Invites::default()), restores: Limit::new(10, HOUR), reset_weeks };
        let books = Mutex::new(book::open(data)?);
        let open_invites = open_invites.then(|| Limit::new(30, MINUTE));
        Ok(Arc::new(Self { rules, books, keys: RwLock::new(None), app, open_invites }))
    }

    /// Publishes the next edition of the keys when it is due.
    pub fn publish_if_due(&self) -> Result<(), IssuerError> {
        let keys = self.with(|books, now| {
            editions::publish_if_due(&mut books.db, &self.rules.issuer, now, &SystemRandom)?;
            editions::every_key(&books.db, &self.rules.issuer)
        })?;
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(keys));
        Ok(())
    }

    fn keys(&self) -> Result<Arc<KeySet>, IssuerError> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).clone().ok_or(IssuerError::NoKey)
    }

    /// Looks after the keys for as long as the issuer runs.
    pub async fn upkeep(self: Arc<Self>) {
        let mut hours = time::interval(UPKEEP);
        loop {
            hours.tick().await;
            // A failure is told to whoever asks for the keys, and tried again in an hour.
            let _ = self.run(|issuer| issuer.publish_if_due()).await;
        }
    }

    /// The issuer's site.
    pub fn router(self: Arc<Self>) -> Router {
        routes::router(self)
    }

    /// A fresh invite for who asks from the address `from`, as the address in the app at which it is used; refused where
    /// invites are not for everyone.
    fn open_invite(&self, from: IpAddr) -> Result<String, IssuerError> {
        let limit = self.open_invites.as_ref().ok_or(IssuerError::Nothing)?;
        if !limit.allows(neighbourhood(from), Instant::now()) {
            return Err(IssuerError::TooOften);
        }
        let code = invites::code(&SystemRandom)?;
        self.with(|books, _| invites::keep(&books.db, &code))?;
        Ok(invites::link(self.app.as_str(), &code))
    }

    fn with<T>(&self, work: impl FnOnce(&mut Store, Time) -> T) -> T {
        let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut books, SystemClock.now())
    }

    /// Does `work`, which computes or waits for the disk, where it holds up nobody else.
    async fn run<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, IssuerError> + Send + 'static,
    ) -> Result<T, IssuerError> {
        let issuer = Arc::clone(self);
        task::spawn_blocking(move || work(&issuer)).await.unwrap_or(Err(IssuerError::Interrupted))
    }
}
