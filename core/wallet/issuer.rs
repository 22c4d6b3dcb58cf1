//! Asking the issuer: the pinned keys, the first credential, the one that was had before, the next, one with other names.

use serde::Deserialize;

use crate::{
    present::{
        KeySet, Origin,
        credential::Holder,
        issuance::{Ask, Grant, Renewal},
    },
    random::Random,
};

use super::{
    WalletError,
    papers::{Papers, Pins},
};

/// What the issuer says to a credential whose names have ended.
const BEFORE_RESET: &str = "before-reset";

/// An answer over HTTP.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The body, as text.
    pub body: String,
}

/// How issuer and app are reached; the browser's `fetch` in the product.
#[expect(async_fn_in_trait, reason = "never sent between threads: the core is single-threaded in the browser")]
pub trait Link {
    /// What this build of the app believes: its own `/issuer.json`.
    async fn pins(&self) -> Result<Answer, WalletError>;
    /// Reads from the issuer.
    async fn get(&self, issuer: &Origin, path: &str) -> Result<Answer, WalletError>;
    /// Asks the issuer.
    async fn post(&self, issuer: &Origin, path: &str, body: String) -> Result<Answer, WalletError>;
}

/// The issuer's no.
#[derive(Deserialize)]
struct No {
    code: String,
    message: String,
    #[serde(default)]
    next: String,
}

/// Who gives out credentials, as far as this build of the app knows: where an invite is to be had.
pub async fn named(link: &impl Link) -> Result<Origin, WalletError> {
    Ok(Pins::from_json(&said(link.pins().await)?)?.issuer()?)
}

/// Brings pins and keys up to date; `held` are the papers so far.
pub async fn prepare(link: &impl Link, held: Option<Papers>) -> Result<Papers, WalletError> {
    let pins = match (said(link.pins().await), &held) {
        (Ok(text), _) => Pins::from_json(&text)?,
        // What was pinned before still is.
        (Err(_), Some(papers)) => papers.pins().clone(),
        (Err(error), None) => return Err(error),
    };
    if let Some(papers) = held.as_ref().filter(|papers| *papers.pins() == pins) {
        return Ok(papers.clone());
    }
    let issuer = pins.issuer()?;
    let keys = KeySet::from_json(&said(link.get(&issuer, &format!("/keys/{}", pins.newest())).await)?)?;
    match held {
        Some(papers) => papers.updated(pins, &keys),
        None => Papers::new(pins, &keys),
    }
}

/// The first credential with an invite, or without one the credential of somebody who had one before.
pub async fn first(
    link: &impl Link,
    papers: &mut Papers,
    holder: &Holder,
    invite: Option<String>,
    random: &impl Random,
) -> Result<(), WalletError> {
    let issuer = papers.pins().issuer()?;
    let ask = Ask::new(holder, &issuer, invite, random)?;
    let grant = said(link.post(&issuer, "/credential", ask.to_json()).await)?;
    papers.add(accepted(papers, holder, &grant)?);
    Ok(())
}

/// The next credential, presenting the newest.
pub async fn next(
    link: &impl Link,
    papers: &mut Papers,
    holder: &Holder,
    random: &impl Random,
) -> Result<(), WalletError> {
    let issuer = papers.pins().issuer()?;
    // After more weeks than are published at once, nothing is left to present.
    let Some(old) = papers.newest() else { return first(link, papers, holder, None, random).await };
    let renewal = Renewal::new(holder, &old, &issuer, random)?;
    let grant = match said(link.post(&issuer, "/renewal", renewal.to_json()).await) {
        // The person did start anew: with these words elsewhere, or here and the answer did not arrive.
        Err(WalletError::Refused { code, .. }) if code == BEFORE_RESET => {
            return first(link, papers, holder, None, random).await;
        }
        said => accepted(papers, holder, &said?)?,
    };
    if papers.renames(&grant) {
        return Err(WalletError::OtherNames);
    }
    papers.add(grant);
    Ok(())
}

/// A credential with other pseudonyms, presenting the newest. Asked again, the issuer answers the same.
pub async fn anew(
    link: &impl Link,
    papers: &mut Papers,
    holder: &Holder,
    random: &impl Random,
) -> Result<(), WalletError> {
    let issuer = papers.pins().issuer()?;
    let old = papers.newest().ok_or(WalletError::NoCredential)?;
    let reset = Renewal::reset(holder, &old, &issuer, random)?;
    let grant = accepted(papers, holder, &said(link.post(&issuer, "/reset", reset.to_json()).await)?)?;
    if !papers.renames(&grant) {
        return Err(WalletError::SameNames);
    }
    papers.add(grant);
    Ok(())
}

/// The issuer's answer, if it is a credential of the holder's.
fn accepted(papers: &Papers, holder: &Holder, grant: &str) -> Result<Grant, WalletError> {
    let grant = Grant::from_json(grant).map_err(|_| WalletError::Answer)?;
    grant.accept(holder, &papers.key_set()?).map_err(WalletError::Grant)?;
    Ok(grant)
}

/// The body of a yes; the issuer's own words of a no.
fn said(answer: Result<Answer, WalletError>) -> Result<String, WalletError> {
    let answer = answer?;
    if (200..300).contains(&answer.status) {
        return Ok(answer.body);
    }
    let No { code, message, next } = serde_json::from_str(&answer.body).map_err(|_| WalletError::Answer)?;
    Err(WalletError::Refused { code, message, next })
}
