//! The issuer's HTTP: its published keys for everyone, credentials for the app alone, its own page.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, Path, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use ownyou::random::SystemRandom;
use tokio::time::timeout;

use super::{Issuer, editions, error::IssuerError, home};
use crate::serve::{
    gate::is_from,
    headers::{FOR_EVER, NEVER_KEPT},
};

/// The largest request, bytes.
const LIMIT: usize = 16 * 1024;
/// How long a request may take to come in.
const PATIENCE: Duration = Duration::from_secs(10);
/// The newest edition may be kept for an hour: it is published a quarter of a year before it is needed.
const HOURLY: &str = "public, max-age=3600";

/// The site.
pub fn router(issuer: Arc<Issuer>) -> Router {
    let credentials = Router::new()
        .route("/credential", post(credential).options(preflight))
        .route("/renewal", post(renewal).options(preflight))
        .route("/reset", post(reset).options(preflight))
        .layer(middleware::from_fn_with_state(Arc::clone(&issuer), for_the_app));
    Router::new()
        .route("/", get(front))
        .route("/style.css", get(async || ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], home::STYLE)))
        .route("/icon.svg", get(async || ([(header::CONTENT_TYPE, "image/svg+xml")], home::ICON)))
        .route("/invite", post(invite))
        .route("/.well-known/ownyou/issuer", get(newest))
        .route("/keys/{hash}", get(edition))
        .merge(credentials)
        .fallback(async || IssuerError::Nothing)
        .method_not_allowed_fallback(async || IssuerError::NotAllowed)
        .with_state(issuer)
}

async fn credential(
    State(issuer): State<Arc<Issuer>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    body: Body,
) -> Result<Response, IssuerError> {
    let body = text(body).await?;
    let grant = issuer.run(move |issuer| {
        issuer.with(|books, now| issuer.rules.ask(&mut books.db, &body, from.ip(), now, &SystemRandom))
    });
    Ok(json(grant.await?, NEVER_KEPT))
}

async fn renewal(State(issuer): State<Arc<Issuer>>, body: Body) -> Result<Response, IssuerError> {
    let body = text(body).await?;
    let keys = issuer.keys()?;
    let grant =
        issuer.run(move |issuer| issuer.with(|books, now| issuer.rules.renew(&mut books.db, &body, &keys, now)));
    Ok(json(grant.await?, NEVER_KEPT))
}

async fn reset(State(issuer): State<Arc<Issuer>>, body: Body) -> Result<Response, IssuerError> {
    let body = text(body).await?;
    let keys = issuer.keys()?;
    let grant = issuer.run(move |issuer| {
        issuer.with(|books, now| issuer.rules.reset(&mut books.db, &body, &keys, now, &SystemRandom))
    });
    Ok(json(grant.await?, NEVER_KEPT))
}

async fn newest(State(issuer): State<Arc<Issuer>>) -> Result<Response, IssuerError> {
    let newest = issuer
        .run(|issuer| issuer.with(|books, _| Ok(editions::newest(&books.db, &issuer.rules.issuer)?)))
        .await?
        .ok_or(IssuerError::NoKey)?;
    Ok(for_everyone(json(newest, HOURLY)))
}

async fn edition(State(issuer): State<Arc<Issuer>>, Path(hash): Path<String>) -> Result<Response, IssuerError> {
    let edition = issuer
        .run(move |issuer| issuer.with(|books, _| Ok(editions::by_hash(&books.db, &hash)?)))
        .await?
        .ok_or(IssuerError::Nothing)?;
    Ok(for_everyone(json(edition, FOR_EVER)))
}

async fn front(State(issuer): State<Arc<Issuer>>) -> Html<String> {
    Html(home::front(&issuer.rules.issuer, issuer.open_invites.is_some()))
}

async fn invite(
    State(issuer): State<Arc<Issuer>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Result<Response, IssuerError> {
    // A page elsewhere must not use up the invites of a minute.
    if !is_from(issuer.rules.issuer.as_str(), &headers) {
        return Err(IssuerError::OtherSite);
    }
    let link = issuer.run(move |issuer| issuer.open_invite(from.ip())).await?;
    Ok(([(header::CACHE_CONTROL, NEVER_KEPT)], Html(home::invite(&issuer.rules.issuer, &link))).into_response())
}

/// Lets the pages of the app ask and read the answer, and no other page.
async fn for_the_app(State(issuer): State<Arc<Issuer>>, request: Request, next: Next) -> Response {
    let app = issuer.app.as_str();
    let from = request.headers().get(header::ORIGIN).map(|origin| origin == app);
    let mut response = match from {
        Some(false) => IssuerError::OtherSite.into_response(),
        _ => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.insert(header::VARY, HeaderValue::from_static("origin"));
    if from == Some(true)
        && let Ok(app) = HeaderValue::from_str(app)
    {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, app);
        headers.insert(CORP, HeaderValue::from_static("cross-origin"));
    }
    response
}

const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

async fn preflight() -> Response {
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
        (header::ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    (StatusCode::NO_CONTENT, allowed).into_response()
}

/// Published keys may be read by any page: that all see the same is their point.
fn for_everyone(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(CORP, HeaderValue::from_static("cross-origin"));
    response
}

fn json(body: String, keep: &'static str) -> Response {
    ([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, keep)], body).into_response()
}

/// The body as text, within the limits.
async fn text(body: Body) -> Result<String, IssuerError> {
    match timeout(PATIENCE, to_bytes(body, LIMIT)).await {
        Ok(Ok(bytes)) => String::from_utf8(bytes.into()).map_err(|_| IssuerError::NotText),
        Ok(Err(_)) => Err(IssuerError::TooLarge(LIMIT)),
        Err(_) => Err(IssuerError::Interrupted),
    }
}
