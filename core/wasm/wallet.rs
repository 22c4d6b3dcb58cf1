//! Bindings: the credential, the person's picture, and what was disclosed.

use wasm_bindgen::prelude::*;

use crate::{
    random::SystemRandom,
    session::{picture, view::Picture},
    time::Clock,
    wallet::issuer,
};

use super::{Core, device_key::BrowserKey, failed, host::BrowserClock, link::Fetch, shapes::CoreEvent, to_js};

#[wasm_bindgen]
impl Core {
    /// The credential as it is now.
    #[wasm_bindgen(unchecked_return_type = "WalletView")]
    pub async fn wallet(&self) -> Result<JsValue, JsValue> {
        let mut view = self.session()?.wallet(BrowserClock.now());
        view.picture = picture::load(&self.store, &BrowserKey::PICTURE).await.map_err(failed)?;
        if view.issuer.is_none() {
            // Without a network the person is not told where invites are; everything else is.
            view.issuer = issuer::named(&Fetch).await.ok().map(|issuer| issuer.to_string());
        }
        to_js(&view)
    }

    /// Gets a credential with an invite; without one, the credential that belongs to this person's words.
    #[wasm_bindgen(js_name = getCredential, unchecked_return_type = "WalletView")]
    pub async fn get_credential(&self, invite: Option<String>) -> Result<JsValue, JsValue> {
        let session = self.session()?;
        session.get_credential(&Fetch, invite, &BrowserClock, &SystemRandom).await.map_err(failed)?;
        self.emit(&CoreEvent::Wallet);
        self.wallet().await
    }

    /// Fetches the next credential if it is time.
    #[wasm_bindgen(js_name = renewIfDue, unchecked_return_type = "WalletView")]
    pub async fn renew_if_due(&self) -> Result<JsValue, JsValue> {
        if self.session()?.renew_if_due(&Fetch, &BrowserClock, &SystemRandom).await.map_err(failed)? {
            self.emit(&CoreEvent::Wallet);
        }
        self.wallet().await
    }

    /// Fetches the next credential at once if it is time.
    #[wasm_bindgen(unchecked_return_type = "WalletView")]
    pub async fn renew(&self) -> Result<JsValue, JsValue> {
        self.session()?.renew(&Fetch, &BrowserClock, &SystemRandom).await.map_err(failed)?;
        self.emit(&CoreEvent::Wallet);
        self.wallet().await
    }

    /// Gets a credential under which no site knows the person any more.
    #[wasm_bindgen(js_name = startAnew, unchecked_return_type = "WalletView")]
    pub async fn start_anew(&self) -> Result<JsValue, JsValue> {
        self.session()?.start_anew(&Fetch, &BrowserClock, &SystemRandom).await.map_err(failed)?;
        self.emit(&CoreEvent::Wallet);
        self.wallet().await
    }

    /// The person's picture; also while the vault is locked.
    #[wasm_bindgen(unchecked_return_type = "Picture | undefined")]
    pub async fn picture(&self) -> Result<JsValue, JsValue> {
        match picture::load(&self.store, &BrowserKey::PICTURE).await.map_err(failed)? {
            Some(picture) => to_js(&picture),
            None => Ok(JsValue::UNDEFINED),
        }
    }

    /// Chooses a picture, with the vault open.
    #[wasm_bindgen(js_name = setPicture)]
    pub async fn set_picture(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Picture")] chosen: JsValue,
    ) -> Result<(), JsValue> {
        let chosen: Picture = serde_wasm_bindgen::from_value(chosen)?;
        self.session()?;
        picture::save(&self.store, &BrowserKey::PICTURE, &chosen).await.map_err(failed)?;
        self.emit(&CoreEvent::Wallet);
        Ok(())
    }

    /// Logins, newest first.
    #[wasm_bindgen(unchecked_return_type = "DisclosurePage")]
    pub fn disclosures(&self, offset: usize, limit: usize) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.disclosures(offset, limit))
    }

    /// What every site knows.
    #[wasm_bindgen(unchecked_return_type = "SiteLine[]")]
    pub fn sites(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.sites())
    }

    /// Blocks a site, or not any more.
    pub async fn block(&self, site: String, on: bool) -> Result<(), JsValue> {
        self.session()?.block(&site, on).await.map_err(failed)?;
        self.emit(&CoreEvent::Wallet);
        Ok(())
    }

    /// Forgets the list of logins; says how many went.
    #[wasm_bindgen(js_name = forgetDisclosures)]
    pub async fn forget_disclosures(&self) -> Result<f64, JsValue> {
        let gone = self.session()?.forget_disclosures().await.map_err(failed)?;
        self.emit(&CoreEvent::Wallet);
        Ok(super::erase::number(gone))
    }
}
