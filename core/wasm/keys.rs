//! Bindings: create, unlock, lock, and the ways in.

use std::rc::Rc;

use data_encoding::BASE64URL_NOPAD as BASE64URL;
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use crate::{
    random::SystemRandom,
    session::{
        Session, SessionError,
        onboarding::{self, Onboarding},
    },
    time::{Clock, Time},
    vault::{self, Cost, PASSKEY_INPUT, Prf, Vault, VaultError, Words, cost},
};

use super::{
    Core,
    device_key::BrowserKey,
    failed,
    host::BrowserClock,
    owned::Owned,
    shapes::{CoreEvent, Failure, NewWords, Passkeys},
    to_js,
};

#[wasm_bindgen]
impl Core {
    /// Whether there is a vault, and whether it is open.
    #[wasm_bindgen(unchecked_return_type = "VaultState")]
    pub async fn state(&self) -> Result<JsValue, JsValue> {
        to_js(&self.vault_state().await?)
    }

    /// Draws 24 words; they are held here until `create`.
    #[wasm_bindgen(js_name = newWords, unchecked_return_type = "NewWords")]
    pub fn new_words(&self) -> Result<JsValue, JsValue> {
        let onboarding = Onboarding::begin(&SystemRandom).map_err(failed)?;
        let shown = to_js(&NewWords { words: onboarding.words(), ask: onboarding.ask() });
        self.onboarding.replace(Some(onboarding));
        shown
    }

    /// Makes the vault, the three words being right.
    #[wasm_bindgen(unchecked_return_type = "VaultState")]
    pub async fn create(
        &self,
        passphrase: String,
        answers: Vec<String>,
        #[wasm_bindgen(js_name = keepUnlocked)] keep_unlocked: bool,
    ) -> Result<JsValue, JsValue> {
        let onboarding = self.onboarding.take().ok_or_else(|| failed(SessionError::NoWords))?;
        let made = async {
            onboarding.check(&passphrase, &answers)?;
            let cost = cost::calibrate(milliseconds_of);
            onboarding.finish(self.store.clone(), &SystemRandom, &passphrase, &answers, cost).await
        };
        let vault = match made.await {
            Ok(vault) => vault,
            Err(error) => {
                self.onboarding.replace(Some(onboarding));
                return Err(failed(error));
            }
        };
        // The vault stands from here on: a device key that fails leaves it open, and is said.
        let state = self.opened(vault).await?;
        if keep_unlocked { self.keep_unlocked(true).await } else { Ok(state) }
    }

    /// Makes a vault of words that somebody has already.
    #[wasm_bindgen(js_name = createFromWords, unchecked_return_type = "VaultState")]
    pub async fn create_from_words(
        &self,
        words: String,
        passphrase: String,
        #[wasm_bindgen(js_name = keepUnlocked)] keep_unlocked: bool,
    ) -> Result<JsValue, JsValue> {
        let cost = cost::calibrate(milliseconds_of);
        let made = onboarding::again(self.store.clone(), &SystemRandom, &passphrase, &words, cost).await;
        let state = self.opened(made.map_err(failed)?).await?;
        if keep_unlocked { self.keep_unlocked(true).await } else { Ok(state) }
    }

    /// Opens the vault by its passphrase.
    #[wasm_bindgen(unchecked_return_type = "VaultState")]
    pub async fn unlock(&self, passphrase: String) -> Result<JsValue, JsValue> {
        self.opened_by(vault::unlock_with_passphrase(self.store.clone(), &passphrase).await).await
    }

    /// Opens the vault by its 24 words.
    #[wasm_bindgen(js_name = unlockWithWords, unchecked_return_type = "VaultState")]
    pub async fn unlock_with_words(&self, words: String) -> Result<JsValue, JsValue> {
        let words = Words::parse(&words).map_err(|error| Failure::of(&error))?;
        self.opened_by(vault::unlock_with_words(self.store.clone(), &words).await).await
    }

    /// Opens the vault by this device's key.
    #[wasm_bindgen(js_name = unlockWithDevice, unchecked_return_type = "VaultState")]
    pub async fn unlock_with_device(&self) -> Result<JsValue, JsValue> {
        let opened = vault::unlock_with_device(self.store.clone(), &BrowserKey::VAULT).await;
        self.opened(opened.map_err(|error| Failure::of(&error))?).await
    }

    /// What a page needs to ask an authenticator; also while the vault is locked.
    #[wasm_bindgen(unchecked_return_type = "Passkeys")]
    pub async fn passkeys(&self) -> Result<JsValue, JsValue> {
        let credentials = vault::passkeys(&self.store).await.map_err(|error| Failure::of(&error))?;
        to_js(&Passkeys {
            credentials: credentials.iter().map(|id| BASE64URL.encode(id)).collect(),
            input: PASSKEY_INPUT,
        })
    }

    /// Opens the vault by what the passkey of this id answered.
    #[wasm_bindgen(js_name = unlockWithPasskey, unchecked_return_type = "VaultState")]
    pub async fn unlock_with_passkey(&self, credential: Vec<u8>, answer: Vec<u8>) -> Result<JsValue, JsValue> {
        let answer = Zeroizing::new(answer);
        let prf = Prf::of(&answer).map_err(|error| Failure::of(&error))?;
        self.opened_by(vault::unlock_with_passkey(self.store.clone(), &credential, &prf).await).await
    }

    /// Locks the vault; what is decrypted leaves memory as soon as no call needs it.
    #[wasm_bindgen(unchecked_return_type = "VaultState")]
    pub async fn lock(&self) -> Result<JsValue, JsValue> {
        self.cancelled.set(true);
        drop(self.session.take());
        self.told().await
    }

    /// Turns "keep unlocked on this device" on or off.
    #[wasm_bindgen(js_name = keepUnlocked, unchecked_return_type = "VaultState")]
    pub async fn keep_unlocked(&self, on: bool) -> Result<JsValue, JsValue> {
        self.session()?.keep_unlocked(&BrowserKey::VAULT, on).await.map_err(failed)?;
        self.told().await
    }

    /// Locks the vault because the person wants it: this device's key opens nothing until they have. Locked in any case,
    /// also where that could not be written.
    #[wasm_bindgen(js_name = lockNow, unchecked_return_type = "VaultState")]
    pub async fn lock_now(&self) -> Result<JsValue, JsValue> {
        let left = match self.session() {
            Ok(session) => session.leave(&BrowserKey::VAULT).await,
            Err(_) => Ok(()),
        };
        let recalled = vault::recall(&self.store, &BrowserKey::MISSIONS).await;
        let state = self.lock().await?;
        left.map_err(failed)?;
        recalled.map_err(|error| Failure::of(&error))?;
        Ok(state)
    }

    /// The ways in, and when the vault locks by itself.
    #[wasm_bindgen(unchecked_return_type = "KeysView")]
    pub fn keys(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.keys().map_err(failed)?)
    }

    /// Another passphrase; `proof` is the one before, or the words.
    #[wasm_bindgen(js_name = changePassphrase, unchecked_return_type = "VaultState")]
    pub async fn change_passphrase(&self, proof: String, passphrase: String) -> Result<JsValue, JsValue> {
        let (session, cost) = (self.session()?, cost::calibrate(milliseconds_of));
        let changed = session.change_passphrase(&proof, &passphrase, cost, BrowserClock.now(), &SystemRandom).await;
        changed.map_err(failed)?;
        self.told().await
    }

    /// The words open the vault again.
    #[wasm_bindgen(js_name = addWords, unchecked_return_type = "VaultState")]
    pub async fn add_words(&self, words: String) -> Result<JsValue, JsValue> {
        self.session()?.add_words(&words, BrowserClock.now(), &SystemRandom).await.map_err(failed)?;
        self.told().await
    }

    /// A passkey opens the vault too; it was asked twice.
    #[wasm_bindgen(js_name = addPasskey, unchecked_return_type = "VaultState")]
    pub async fn add_passkey(
        &self,
        name: String,
        credential: Vec<u8>,
        first: Vec<u8>,
        again: Vec<u8>,
    ) -> Result<JsValue, JsValue> {
        let (first, again) = (Zeroizing::new(first), Zeroizing::new(again));
        let session = self.session()?;
        let added = session.add_passkey(&name, &credential, (&first, &again), BrowserClock.now(), &SystemRandom).await;
        added.map_err(failed)?;
        self.told().await
    }

    /// A way in is no longer one.
    #[wasm_bindgen(js_name = removeWay, unchecked_return_type = "VaultState")]
    pub async fn remove_way(&self, id: String) -> Result<JsValue, JsValue> {
        self.session()?.remove_way(&id, &SystemRandom).await.map_err(failed)?;
        self.told().await
    }

    /// Draws a new root and seals everything again; `proof` is the passphrase or the words.
    #[wasm_bindgen(js_name = renewRoot, unchecked_return_type = "VaultState")]
    pub async fn renew_root(&self, proof: String) -> Result<JsValue, JsValue> {
        let session = self.session()?;
        let is_ours_alone = || Rc::strong_count(&session) == 1;
        let done =
            session.renew_root(&proof, &BrowserKey::VAULT, &SystemRandom, &is_ours_alone).await.map_err(failed)?;
        if done {
            session.lend_on(BrowserClock.now(), &BrowserKey::MISSIONS).await.map_err(failed)?;
        }
        self.told().await
    }

    /// The vault locks after so many minutes without anybody; none: never.
    #[wasm_bindgen(js_name = lockAfter)]
    pub async fn lock_after(&self, minutes: Option<u32>) -> Result<(), JsValue> {
        self.session()?.lock_after(minutes).await.map_err(failed)
    }

    /// Somebody is there; `now` in milliseconds since 1970.
    pub fn touch(&self, now: f64) {
        if let (Some(session), Some(now)) = (self.session.borrow().as_ref(), time(now)) {
            session.touch(now);
        }
    }

    /// Locks the vault if nobody was there for as long as the person set, and nothing is under way.
    pub async fn tick(&self, now: f64) -> Result<(), JsValue> {
        let Some(now) = time(now) else { return Ok(()) };
        let left = self.session.borrow().as_ref().is_some_and(|session| {
            if Rc::strong_count(session) > 1 {
                session.touch(now);
            }
            session.is_left(now)
        });
        if left { self.lock().await.map(drop) } else { Ok(()) }
    }
}

impl Core {
    async fn opened_by(&self, vault: Result<Vault<Owned>, VaultError>) -> Result<JsValue, JsValue> {
        let opened = self.opened(vault.map_err(|error| Failure::of(&error))?).await?;
        self.session()?.arrive(&BrowserKey::VAULT).await;
        drop(opened);
        self.told().await
    }

    pub(super) async fn opened(&self, vault: Vault<Owned>) -> Result<JsValue, JsValue> {
        let session = Rc::new(Session::open(vault).await.map_err(failed)?);
        self.session.replace(Some(session.clone()));
        let (settling, rotating) = (session.clone(), session.vault().is_rotating());
        wasm_bindgen_futures::spawn_local(async move {
            // What cannot be saved now is read the long way the next time, and what cannot be lent is lent then.
            let _ = settling.settle(&BrowserClock).await;
            let _ = settling.lend_on(BrowserClock.now(), &BrowserKey::MISSIONS).await;
        });
        self.look_soon();
        if rotating {
            // A new root was being brought in when the vault was locked, or the tab closed.
            wasm_bindgen_futures::spawn_local(async move {
                if let Ok(true) = session.renew_on(&|| Rc::strong_count(&session) == 1).await {
                    let _ = session.lend_on(BrowserClock.now(), &BrowserKey::MISSIONS).await;
                }
            });
        }
        self.told().await
    }

    /// Tells every tab of the state, and returns it.
    pub(super) async fn told(&self) -> Result<JsValue, JsValue> {
        let state = self.vault_state().await?;
        let shown = to_js(&state);
        self.emit(&CoreEvent::State { state });
        shown
    }
}

fn time(milliseconds: f64) -> Option<Time> {
    // A float `as` saturates, and what is then out of range is no time.
    #[expect(clippy::cast_possible_truncation)]
    let seconds = (milliseconds / 1000.0) as i64;
    Time::from_unix_seconds(seconds)
}

/// How long one derivation of this cost takes here.
fn milliseconds_of(cost: &Cost) -> f64 {
    let begun = js_sys::Date::now();
    // What cannot be measured counts as endless, and the floor is taken.
    match cost.exercise() {
        Ok(()) => js_sys::Date::now() - begun,
        Err(_) => f64::INFINITY,
    }
}
