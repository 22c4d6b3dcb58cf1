//! The encrypted backup: made, brought back, and when it is time for the next.

use serde::{Deserialize, Serialize};

use crate::{
    random::Random,
    time::{Clock, Time},
    vault::{
        Store, Vault,
        backup::{self, How, Pieces, Sink},
    },
};

use super::{
    Session, SessionError, books,
    view_keys::{BackupView, Restored},
};

const BACKUP: &str = "backup";
/// After so many days without one a person is reminded.
const REMIND_DAYS: u32 = 14;
const DAY_SECONDS: i64 = 86_400;

/// The last backup that was made here.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(super) struct LastBackup {
    at: Option<Time>,
}

/// Brings a backup back into `store`, and opens it.
pub async fn restore<S: Store>(
    store: S,
    file: &mut impl Pieces,
    secret: &str,
    how: How,
) -> Result<(Vault<S>, Restored), SessionError> {
    let (vault, contents) = backup::restore(store, file, secret, how).await?;
    let restored = Restored { made: contents.made, whole: contents.whole, unreadable: contents.unreadable };
    Ok((vault, restored))
}

impl<S: Store> Session<S> {
    /// Writes the vault into `to`. Nothing else is written meanwhile.
    pub async fn back_up(
        &self,
        to: &mut impl Sink,
        clock: &impl Clock,
        random: &impl Random,
    ) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        self.vault.back_up(to, clock.now(), random).await?;
        Ok(())
    }

    /// The backup has arrived where it was to go.
    pub async fn backed_up(&self, clock: &impl Clock) -> Result<(), SessionError> {
        let last = LastBackup { at: Some(clock.now()) };
        books::save(&self.vault, BACKUP, &last).await?;
        self.backup.set(last);
        Ok(())
    }

    /// When the last backup was made, and whether it is time for one.
    pub fn backup(&self, now: Time) -> BackupView {
        let at = self.backup.get().at;
        let state = self.state.borrow();
        let first = state.books.imports.iter().filter(|import| !import.sample).map(|import| import.at).min();
        // Where there never was one, the wait began with the first data.
        let waited = at.or(first).map(|since| days(since, now));
        let due = first.is_some() && waited.is_some_and(|days| days > REMIND_DAYS);
        BackupView { at, days: at.map(|at| days(at, now)), due }
    }
}

pub(super) async fn load<S: Store>(vault: &Vault<S>) -> Result<LastBackup, SessionError> {
    books::load(vault, BACKUP).await
}

fn days(since: Time, now: Time) -> u32 {
    let seconds = now.unix_seconds().saturating_sub(since.unix_seconds()).max(0);
    u32::try_from(seconds / DAY_SECONDS).unwrap_or(u32::MAX)
}
