//! A publisher's HTTP: its pages, twice (`/coop/…` is alone with its own origin, as some publishers are), the two routes
//! of the login, and the files that every publisher takes from OwnYou as they are.

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{Path, Request},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    middleware,
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use ownyou::present::CALLBACK;

use super::{
    Publisher,
    login::{answer, challenge},
    pages::{self, Visit},
    readers, sessions,
};
use crate::serve::{
    files,
    gate::is_from,
    headers::{NEVER_KEPT, opener},
    page::{missing, not_allowed, page},
};

/// Where the pages are that no window of another site may speak with.
const ALONE: &str = "/coop";
/// What the papers' own script is.
const SCRIPT: &str = include_str!("../../web/demo/reader.js");

/// Where a page's links begin: empty, or [`ALONE`].
#[derive(Clone, Copy)]
struct Base(&'static str);

/// The site of whichever publisher comes with a request.
pub fn router() -> Router {
    let alone = pages_at(Base(ALONE)).layer(middleware::map_response(async |mut response: Response| {
        let policy = HeaderName::from_static("cross-origin-opener-policy");
        response.headers_mut().insert(policy, HeaderValue::from_static(opener::ALONE));
        response
    }));
    Router::new()
        .merge(pages_at(Base("")))
        .nest(ALONE, alone)
        .route("/logout", post(logout))
        .route("/ownyou/challenge", get(challenge))
        .route("/ownyou/verify", post(answer))
        .route("/style.css", get(style))
        .route("/icon.svg", get(icon))
        .route("/reader.js", get(async || ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT)))
        .route("/ownyou.js", get(sdk))
        .route(CALLBACK, get(sdk))
        .route("/.well-known/ownyou/{file}", get(sdk))
        .fallback(async || missing())
        .method_not_allowed_fallback(async || not_allowed())
}

fn pages_at(base: Base) -> Router {
    Router::new()
        .route("/", get(front))
        .route("/articles/{slug}", get(article))
        .route("/account", get(account))
        .route("/publishers", get(publishers))
        .layer(Extension(base))
}

async fn front(
    Extension(publisher): Extension<Arc<Publisher>>,
    Extension(base): Extension<Base>,
    headers: HeaderMap,
) -> Response {
    html(pages::front(&visit(&publisher, base, &headers)))
}

async fn article(
    Extension(publisher): Extension<Arc<Publisher>>,
    Extension(base): Extension<Base>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Response {
    match publisher.paper.article(&slug) {
        Some(article) => html(pages::article(&visit(&publisher, base, &headers), article)),
        None => missing(),
    }
}

async fn account(
    Extension(publisher): Extension<Arc<Publisher>>,
    Extension(base): Extension<Base>,
    headers: HeaderMap,
) -> Response {
    let visit = visit(&publisher, base, &headers);
    let known = match &visit.reader {
        Some(reader) => publisher.books(|books| readers::known(books, publisher.paper.host, &reader.sub)),
        None => Ok(None),
    };
    match known {
        Ok(known) => html(pages::account(&visit, known.as_ref())),
        Err(_) => page(StatusCode::SERVICE_UNAVAILABLE, "Not now", "The account cannot be read. Try again later."),
    }
}

/// What a publisher does who wants the same.
async fn publishers(
    Extension(publisher): Extension<Arc<Publisher>>,
    Extension(base): Extension<Base>,
    headers: HeaderMap,
) -> Response {
    html(pages::publishers(&visit(&publisher, base, &headers)))
}

async fn logout(Extension(publisher): Extension<Arc<Publisher>>, headers: HeaderMap) -> Response {
    if !is_from(publisher.origin.as_str(), &headers) {
        return page(StatusCode::FORBIDDEN, "Not from here", "Log out with the button on this site's own page.");
    }
    publisher.sessions.log_out(sessions::named(&headers).as_deref());
    let home = HeaderValue::from_static("/");
    (StatusCode::SEE_OTHER, [(header::LOCATION, home), (header::SET_COOKIE, sessions::no_cookie())]).into_response()
}

async fn style(Extension(publisher): Extension<Arc<Publisher>>) -> impl IntoResponse {
    let style = [include_str!("../../web/demo/paper.css"), publisher.paper.style].concat();
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], style)
}

async fn icon(Extension(publisher): Extension<Arc<Publisher>>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "image/svg+xml")], publisher.paper.icon)
}

/// A file of the SDK: the element's script, the callback page and what belongs to it.
async fn sdk(Extension(publisher): Extension<Arc<Publisher>>, mut request: Request) -> Response {
    let path = request.uri().path();
    let file = if path == CALLBACK { "cb.html" } else { path.rsplit('/').next().unwrap_or_default() };
    match (format!("/{file}").parse::<Uri>(), &publisher.sdk) {
        (Ok(uri), Some(dir)) => {
            *request.uri_mut() = uri;
            files::file(files::dir(dir), request).await
        }
        _ => missing(),
    }
}

fn visit<'a>(publisher: &'a Publisher, base: Base, headers: &HeaderMap) -> Visit<'a> {
    Visit {
        paper: publisher.paper,
        base: base.0,
        wallet: publisher.wallet.as_str(),
        reader: publisher.sessions.reader(sessions::named(headers).as_deref()),
    }
}

fn html(body: String) -> Response {
    ([(header::CACHE_CONTROL, NEVER_KEPT)], Html(body)).into_response()
}
