//! The app's site: the files of the built app, the wallet's `/present`, and which issuer this app believes.

use std::{path::Path, sync::Arc};

use axum::{
    Json, Router,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use tower_http::services::ServeDir;

use super::{
    files::{self, file},
    headers::opener,
    page::page,
    pins::Pins,
};

/// Where a publisher's page opens the wallet, and the file that is there. It must keep its opener: the answer goes
/// back through it.
const PRESENT: [&str; 2] = ["/present", "/present.html"];
/// Which issuer and which of its published key sets the app believes.
const PINS: &str = "/issuer.json";

struct App {
    files: ServeDir,
    pins: Pins,
}

/// The site of the app built in `dir`.
pub fn router(dir: &Path, pins: Pins) -> Router {
    Router::new().fallback(answer).with_state(Arc::new(App { files: files::dir(dir), pins }))
}

async fn answer(State(app): State<Arc<App>>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut refusal = page(StatusCode::METHOD_NOT_ALLOWED, "Not allowed", "Files can be read here, nothing else.");
        refusal.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return refusal;
    }
    match request.uri().path() {
        PINS => pins(&app.pins).await,
        path if PRESENT.contains(&path) => present(app.files.clone(), request).await,
        _ => file(app.files.clone(), request).await,
    }
}

async fn present(files: ServeDir, mut request: Request) -> Response {
    *request.uri_mut() = Uri::from_static("/present.html");
    let mut page = file(files, request).await;
    let policy = HeaderName::from_static("cross-origin-opener-policy");
    page.headers_mut().insert(policy, HeaderValue::from_static(opener::OPENED));
    page
}

async fn pins(pins: &Pins) -> Response {
    match pins.read().await {
        Some(pins) => Json(pins).into_response(),
        None => page(
            StatusCode::NOT_FOUND,
            "No issuer yet",
            "The issuer has not published its keys here. Start it with <code>ownyou serve issuer</code>, or name its key \
             set with <code>--issuer-keys</code>.",
        ),
    }
}
