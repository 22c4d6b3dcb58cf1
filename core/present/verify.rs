//! Whether an answer is believed. The caller has made sure that the request is its own, of this visitor's session, not
//! older than [`super::CHALLENGE_SECONDS`], and that its nonce is used for the first time.

use crate::{
    bbs::point_bytes,
    profile::taxonomy::{self, SegmentId},
    time::Time,
};

use super::{Assurance, Context, Epoch, Header, KeySet, Origin, Refusal, Request, Token, encode, human};

/// A believed answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The pseudonym: the account's key at this publisher, for ever. 64 characters.
    pub sub: String,
    /// What the person says of themselves; nobody attests it.
    pub segments: Vec<Segment>,
    /// What the issuer checked.
    pub assurance: Assurance,
    /// The credential's week.
    pub epoch: Epoch,
}

/// A segment that a person says they are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its id in the taxonomy (segtax 4).
    pub id: SegmentId,
    /// Its name there.
    pub name: &'static str,
}

/// Verifies an answer to `request` at `origin`, under the published `keys`.
pub fn verify(token: &str, request: &Request, origin: &Origin, keys: &KeySet, now: Time) -> Result<Login, Refusal> {
    let token = Token::from_text(token).map_err(Refusal::Token)?;
    if request.origin() != origin {
        return Err(Refusal::Origin);
    }
    if request.keys() != keys.hash() {
        return Err(Refusal::KeySet);
    }
    if !token.epoch.accepted(now) {
        return Err(Refusal::Epoch);
    }
    if token.segments.ids().len() > usize::from(request.max_segments()) {
        return Err(Refusal::Segments);
    }
    holds(&token, &Header::login(request, &token.segments), &Context::login(origin), keys)?;
    let segments = token
        .segments
        .ids()
        .iter()
        .map(|id| taxonomy::get(*id).map(|node| Segment { id: *id, name: node.name }))
        .collect::<Option<_>>()
        .ok_or(Refusal::Segments)?;
    Ok(Login { sub: encode(&point_bytes(&token.pseudonym)), segments, assurance: token.assurance, epoch: token.epoch })
}

/// Whether the token's proof holds for this header in this context.
pub(super) fn holds(token: &Token, header: &Header, context: &Context, keys: &KeySet) -> Result<(), Refusal> {
    let key = keys.get(token.epoch).ok_or(Refusal::Key)?;
    let presentation_header = header.to_bytes();
    let statement = human::statement(&presentation_header, context);
    let messages = human::messages(token.epoch, token.assurance);
    let disclosed: Vec<_> =
        human::SHOWN.iter().filter_map(|index| messages.get(*index).map(|message| (*index, *message))).collect();
    let params = human::params().map_err(|_| Refusal::Proof)?;
    token.proof.verify(params, &key, &statement, &token.pseudonym, &disclosed).map_err(|_| Refusal::Proof)
}
