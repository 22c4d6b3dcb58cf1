//! The ways into the vault, as its person changes them; when it locks by itself; a new root.
//!
//! Whatever lets a stranger in or keeps the owner out asks for the passphrase or the words again.

use std::cell::Cell;

use serde::{Deserialize, Serialize};

use crate::{
    random::Random,
    time::Time,
    vault::{Cost, DeviceKey, Prf, Store, Vault, VaultError, Words},
};

use super::{
    Session, SessionError, books,
    view_keys::{KeysView, WayView},
};

const SETTINGS: &str = "settings";

/// What the person set for their vault, sealed in it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Settings {
    /// Minutes without anybody after which it locks; none: never.
    lock_after: Option<u32>,
    /// No model is to read by itself.
    #[serde(default)]
    reading_paused: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { lock_after: Some(15), reading_paused: false }
    }
}

/// Whether anybody is there.
#[derive(Default)]
pub(super) struct Idle {
    settings: Cell<Settings>,
    /// When somebody was there last.
    seen: Cell<Option<Time>>,
}

impl Idle {
    pub async fn load<S: Store>(vault: &Vault<S>) -> Result<Self, SessionError> {
        Ok(Self { settings: Cell::new(books::load(vault, SETTINGS).await?), seen: Cell::default() })
    }

    /// Whether nobody was there for as long as the person set. A clock that went backwards starts the wait anew.
    fn is_over(&self, now: Time) -> bool {
        let seen = self.seen.get().map_or(now, |seen| seen.min(now));
        self.seen.set(Some(seen));
        let waited = now.unix_seconds().saturating_sub(seen.unix_seconds());
        self.settings.get().lock_after.is_some_and(|minutes| waited >= i64::from(minutes) * 60)
    }
}

impl<S: Store> Session<S> {
    /// The ways in, and when the vault locks by itself.
    pub fn keys(&self) -> Result<KeysView, SessionError> {
        let ways = self.vault.ways()?.into_iter().map(WayView::from).collect();
        Ok(KeysView { ways, lock_after: self.idle.settings.get().lock_after, renewing: self.vault.is_rotating() })
    }

    /// Another passphrase, said by who knows the one before, or the words. Nothing but the keyring is written.
    pub async fn change_passphrase(
        &self,
        proof: &str,
        passphrase: &str,
        cost: Cost,
        now: Time,
        random: &impl Random,
    ) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        self.vault.proves(proof)?;
        Ok(self.vault.set_passphrase(passphrase, cost, now, random).await?)
    }

    /// The words open the vault again.
    pub async fn add_words(&self, words: &str, now: Time, random: &impl Random) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        Ok(self.vault.add_words(&Words::parse(words)?, now, random).await?)
    }

    /// A passkey opens the vault too, having answered the same thing twice.
    pub async fn add_passkey(
        &self,
        name: &str,
        credential: &[u8],
        answers: (&[u8], &[u8]),
        now: Time,
        random: &impl Random,
    ) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        let prf = Prf::agreed(answers.0, answers.1).map_err(VaultError::from)?;
        Ok(self.vault.add_passkey(credential, &prf, name, now, random).await?)
    }

    /// A way in is no longer one.
    pub async fn remove_way(&self, id: &str, random: &impl Random) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        Ok(self.vault.remove_wrap(id, random).await?)
    }

    /// Whether this device's key opens the vault.
    pub async fn keep_unlocked(&self, device: &impl DeviceKey, on: bool) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        let vault = &self.vault;
        let done = if on { vault.keep_unlocked(device).await } else { vault.stop_keeping_unlocked(device).await };
        Ok(done?)
    }

    /// Somebody opened the vault who may: this device's key does again, where it slept. That it cannot is no reason to
    /// stay locked.
    pub async fn arrive(&self, device: &impl DeviceKey) {
        let _turn = self.turn.lock().await;
        let _ = self.vault.wake_device(device).await;
    }

    /// Before the person's own "lock now": this device's key opens nothing until somebody has opened the vault.
    pub async fn leave(&self, device: &impl DeviceKey) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        Ok(self.vault.let_device_sleep(device).await?)
    }

    /// The vault locks after so many minutes without anybody; none: never.
    pub async fn lock_after(&self, minutes: Option<u32>) -> Result<(), SessionError> {
        self.set(|settings| settings.lock_after = minutes.map(|minutes| minutes.max(1))).await
    }

    /// Whether the person wants no model to read by itself.
    pub(super) fn reading_is_paused(&self) -> bool {
        self.idle.settings.get().reading_paused
    }

    pub(super) async fn set_reading_paused(&self, paused: bool) -> Result<(), SessionError> {
        self.set(|settings| settings.reading_paused = paused).await
    }

    async fn set(&self, change: impl FnOnce(&mut Settings)) -> Result<(), SessionError> {
        let mut settings = self.idle.settings.get();
        change(&mut settings);
        books::save(&self.vault, SETTINGS, &settings).await?;
        self.idle.settings.set(settings);
        Ok(())
    }

    /// Somebody is there.
    pub fn touch(&self, now: Time) {
        self.idle.seen.set(Some(now));
    }

    /// Whether the vault is to be locked, because nobody is there.
    pub fn is_left(&self, now: Time) -> bool {
        self.idle.is_over(now)
    }
}

/// A new root, as far as it gets in one call.
impl<S: Store> Session<S> {
    /// Draws a new root and seals everything again, said by who knows the passphrase or the words. Cut off, it goes on
    /// with [`Session::renew_on`].
    pub async fn renew_root(
        &self,
        proof: &str,
        device: &impl DeviceKey,
        random: &impl Random,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<bool, SessionError> {
        {
            let _turn = self.turn.lock().await;
            self.vault.proves(proof)?;
            self.vault.draw_root(random).await?;
        }
        self.arrive(device).await;
        self.renew_on(cancelled).await
    }

    /// Goes on with a new root that was being brought in; whether it is done.
    pub async fn renew_on(&self, cancelled: &dyn Fn() -> bool) -> Result<bool, SessionError> {
        Ok(self.vault.renew(cancelled).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Time {
        Time::from_unix_seconds(1_790_000_000 + seconds).unwrap()
    }

    #[test]
    fn a_vault_is_left_after_a_quarter_of_an_hour_without_anybody() {
        let idle = Idle::default();
        assert!(!idle.is_over(at(0)), "nobody was seen yet: the wait begins");
        assert!(!idle.is_over(at(899)));
        assert!(idle.is_over(at(900)));
        idle.seen.set(Some(at(900)));
        assert!(!idle.is_over(at(1000)));
        assert!(idle.is_over(at(1800)));
    }

    #[test]
    fn a_clock_that_goes_back_keeps_no_vault_open() {
        let idle = Idle::default();
        idle.seen.set(Some(at(10_000)));
        assert!(!idle.is_over(at(0)));
        assert!(idle.is_over(at(900)));
    }

    #[test]
    fn who_wants_no_locking_gets_none() {
        let idle = Idle::default();
        idle.settings.set(Settings { lock_after: None, ..Settings::default() });
        assert!(!idle.is_over(at(0)));
        assert!(!idle.is_over(at(10_000_000)));
    }
}
