//! "Login with OwnYou" at a publisher, all of it: `GET /ownyou/challenge` and `POST /ownyou/verify`.
//!
//! The challenge is a request with a fresh nonce, kept in the visitor's session; the answer is verified against it, once,
//! within two minutes, and the pseudonym that comes out is the account.

use std::{sync::Arc, time::Duration};

use axum::{
    Extension, Json,
    body::{Body, to_bytes},
    extract::RawQuery,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use ownyou::{
    present::{Login, Purpose, Refusal, Request, verify},
    random::SystemRandom,
    time::Clock,
};
use serde::Deserialize;
use serde_json::json;
use tokio::{task, time::timeout};

use super::{
    Publisher,
    error::LoginError,
    readers,
    sessions::{self, Challenge, Pending, Reader},
};
use crate::{
    clock::SystemClock,
    serve::{gate::is_from, headers::NEVER_KEPT},
};

/// How many segments are asked for where the page does not say.
const SEGMENTS: u8 = 2;
/// The largest answer, bytes: a token is under two thousand.
const LIMIT: usize = 16 * 1024;
/// How long an answer may take to come in.
const PATIENCE: Duration = Duration::from_secs(10);

/// What the wallet answers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    vp_token: VpToken,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VpToken {
    ownyou: [String; 1],
}

/// `GET /ownyou/challenge[?max=N]`: the next request of this visitor's session.
pub async fn challenge(
    Extension(publisher): Extension<Arc<Publisher>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, LoginError> {
    if !is_from(publisher.origin.as_str(), &headers) {
        return Err(LoginError::OtherSite);
    }
    let max = match query.as_deref() {
        None | Some("") => SEGMENTS,
        Some(query) => query.strip_prefix("max=").and_then(|max| max.parse().ok()).ok_or(LoginError::Malformed)?,
    };
    let keys = publisher.keys.current().ok_or(LoginError::NoKeys)?;
    let request = Request::new(&publisher.origin, max, &[Purpose::Content], &keys, &SystemRandom)?;
    let body = format!("{{\"request\":{}}}", request.to_json());
    let session = publisher.sessions.challenge(sessions::named(&headers).as_deref(), request, keys)?;
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, NEVER_KEPT)];
    Ok(([(header::SET_COOKIE, sessions::cookie(&session))], headers, body).into_response())
}

/// `POST /ownyou/verify`: believes the answer and logs its reader in, or says why not.
pub async fn answer(
    Extension(publisher): Extension<Arc<Publisher>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, LoginError> {
    if !is_from(publisher.origin.as_str(), &headers) {
        return Err(LoginError::OtherSite);
    }
    let token = token(body).await?;
    let session = sessions::named(&headers);
    let challenge = match publisher.sessions.take_challenge(session.as_deref()) {
        Challenge::Open(challenge) => challenge,
        Challenge::Expired => return Err(LoginError::Expired),
        Challenge::None => return Err(LoginError::NoChallenge),
    };
    let login = match believe(&publisher, token, challenge).await {
        Err(LoginError::Refused(Refusal::Key)) => {
            // The next challenge names the issuer's newest keys.
            publisher.keys.refresh().await;
            return Err(Refusal::Key.into());
        }
        login => login?,
    };
    publisher.books(|books| readers::count(books, publisher.paper.host, &login))?;
    let segments: Vec<_> = login.segments.iter().map(|each| json!({ "id": each.id, "name": each.name })).collect();
    let body = json!({ "sub": login.sub, "segments": segments, "assurance": login.assurance.as_str() });
    let reader = Reader { sub: login.sub, segments: login.segments, assurance: login.assurance };
    let renamed = publisher.sessions.log_in(session.as_deref(), reader)?;
    let keep = [(header::CACHE_CONTROL, NEVER_KEPT)];
    Ok(([(header::SET_COOKIE, sessions::cookie(&renamed))], keep, Json(body)).into_response())
}

/// Verifies where it holds up nobody else: two pairings take some milliseconds.
async fn believe(publisher: &Arc<Publisher>, token: String, challenge: Box<Pending>) -> Result<Login, LoginError> {
    let publisher = Arc::clone(publisher);
    let login = task::spawn_blocking(move || {
        verify(&token, &challenge.request, &publisher.origin, &challenge.keys, SystemClock.now())
    });
    Ok(login.await.map_err(|_| LoginError::Interrupted)??)
}

async fn token(body: Body) -> Result<String, LoginError> {
    let bytes = timeout(PATIENCE, to_bytes(body, LIMIT)).await.map_err(|_| LoginError::Interrupted)?;
    let bytes = bytes.map_err(|_| LoginError::TooLarge)?;
    let answer: Answer = serde_json::from_slice(&bytes).map_err(|_| LoginError::Malformed)?;
    let [token] = answer.vp_token.ownyou;
    Ok(token)
}
