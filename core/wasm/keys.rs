//! Bindings: create, unlock, lock.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::{
    random::SystemRandom,
    session::{Session, SessionError, onboarding::Onboarding},
    vault::{self, Cost, Vault, VaultError, Words, cost, store::indexed_db::IndexedDb},
};

use super::{
    Core,
    device_key::BrowserKey,
    failed,
    shapes::{CoreEvent, Failure, NewWords},
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
        self.opened_by(vault::unlock_with_device(self.store.clone(), &BrowserKey::VAULT).await).await
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
        let session = self.session()?;
        let done = if on {
            session.vault().keep_unlocked(&BrowserKey::VAULT).await
        } else {
            session.vault().stop_keeping_unlocked(&BrowserKey::VAULT).await
        };
        done.map_err(|error| Failure::of(&error))?;
        self.told().await
    }
}

impl Core {
    async fn opened_by(&self, vault: Result<Vault<IndexedDb>, VaultError>) -> Result<JsValue, JsValue> {
        self.opened(vault.map_err(|error| Failure::of(&error))?).await
    }

    async fn opened(&self, vault: Vault<IndexedDb>) -> Result<JsValue, JsValue> {
        let session = Session::open(vault).await.map_err(failed)?;
        self.session.replace(Some(Rc::new(session)));
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

/// How long one derivation of this cost takes here.
fn milliseconds_of(cost: &Cost) -> f64 {
    let begun = js_sys::Date::now();
    // What cannot be measured counts as endless, and the floor is taken.
    match cost.exercise() {
        Ok(()) => js_sys::Date::now() - begun,
        Err(_) => f64::INFINITY,
    }
}
