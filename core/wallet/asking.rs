//! A publisher asks: is it who it says, and what may it be told?

use crate::{
    present::{Credential, Ready, Request, Segments, credential::Holder},
    profile::taxonomy::SegmentId,
    random::Random,
    time::Time,
};

use super::{
    Identity, WalletError,
    disclose::{self, Asked, Choice, Interest, Told},
    log::{Carried, Disclosure, Site, Sites},
    papers::Papers,
    reply::Reply,
};

/// What the page knows of how the request came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    /// The opener's origin, as the browser says it; none where there is no opener.
    pub sender: Option<String>,
    /// The page is framed, or its opener is, or the message was not the opener's.
    pub embedded: bool,
}

/// A request of a known sender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The request.
    pub request: Request,
    /// How the answer goes.
    pub by: Carried,
}

/// A request that can be answered with yes.
pub struct Question<'a> {
    received: &'a Received,
    credential: Credential,
    /// What the site knows so far, where it was logged in at before.
    pub site: Option<&'a Site>,
    /// What it may be told now.
    pub choice: Choice,
    /// The pseudonym there.
    pub sub: String,
}

/// Draws what the next answer begins with, so that a yes pays only for the rest.
pub fn prepare(
    ready: &mut Option<Ready>,
    papers: &Papers,
    identity: &Identity,
    now: Time,
    random: &impl Random,
) -> Result<(), WalletError> {
    let credential = papers.current(now).ok_or(WalletError::NoCredential)?;
    let holder = identity.holder(&papers.pins().issuer()?);
    Ok(made_ready(ready, &credential, &holder)?.draw(random)?)
}

/// This credential made ready; another's stock goes.
fn made_ready<'a>(
    ready: &'a mut Option<Ready>,
    credential: &Credential,
    holder: &Holder,
) -> Result<&'a mut Ready, WalletError> {
    let kept = match ready.take() {
        Some(kept) if kept.is_of(credential) => kept,
        _ => Ready::new(credential, holder)?,
    };
    Ok(ready.insert(kept))
}

/// Whether a request is one, and of whom. With an opener the browser's word counts and the request has to say the same;
/// without one, what the request says is a claim, and the answer goes to nobody but the one it names.
pub fn receive(text: &str, carrier: &Carrier) -> Result<Received, WalletError> {
    if carrier.embedded {
        return Err(WalletError::Embedded);
    }
    let request = Request::from_json(text)?;
    let by = match &carrier.sender {
        Some(sender) if sender == request.origin().as_str() => Carried::Popup,
        Some(_) => return Err(WalletError::OtherOrigin),
        None => Carried::Callback,
    };
    Ok(Received { request, by })
}

/// What there is to decide about a request, with what the person has.
pub fn consider<'a>(
    received: &'a Received,
    papers: Option<&Papers>,
    sites: &'a Sites,
    interests: &[Interest],
    identity: &Identity,
    now: Time,
) -> Result<Question<'a>, WalletError> {
    let origin = received.request.origin();
    let site = sites.get(origin.site());
    if site.is_some_and(|site| site.blocked) {
        return Err(WalletError::Blocked);
    }
    let papers = papers.ok_or(WalletError::NoCredential)?;
    if !papers.pins().include(received.request.keys()) {
        return Err(WalletError::Unpinned);
    }
    let credential = papers.current(now).ok_or(WalletError::NoCredential)?;
    // What it knows of an old name, it does not know of this one.
    let site = site.filter(|site| site.names == papers.names());
    let told = site.map(|site| &site.told);
    let asked = Asked { site: origin.site(), max: received.request.max_segments() };
    let choice = disclose::choose(interests, &asked, told.unwrap_or(&Told::default()), &identity.prf(&credential), now);
    let sub = credential.sub(&identity.holder(&papers.pins().issuer()?), origin)?;
    Ok(Question { received, credential, site, choice, sub })
}

impl Question<'_> {
    /// Yes: the answer, and what to remember of it. `segments` are those of the offer that the person left in.
    pub fn yes(
        &self,
        segments: Vec<SegmentId>,
        papers: &Papers,
        identity: &Identity,
        ready: &mut Option<Ready>,
        now: Time,
        random: &impl Random,
    ) -> Result<(Reply, Disclosure), WalletError> {
        let offered = |id: &SegmentId| self.choice.segments.iter().any(|offer| offer.segment == *id);
        if !segments.iter().all(offered) {
            return Err(WalletError::NotOffered);
        }
        let segments = Segments::new(segments)?;
        let request = &self.received.request;
        let holder = identity.holder(&papers.pins().issuer()?);
        let token = made_ready(ready, &self.credential, &holder)?.log_in(request, &segments, random)?;
        let disclosure = Disclosure {
            at: now,
            origin: request.origin().to_string(),
            site: request.origin().site().to_owned(),
            sub: self.sub.clone(),
            segments: segments.ids().to_vec(),
            by: self.received.by,
            names: papers.names(),
        };
        Ok((Reply::yes(self.received, &token.to_text()), disclosure))
    }
}
