//! What the server answers: the files of a built site, to whoever asks for the site by its one address.
//!
//! A request that names another host is not for us (a page elsewhere may point its own name at this machine), and one
//! that names this machine otherwise is sent to the site's address: data belongs to one origin.

use std::{io, path::Path, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use tower_http::services::ServeDir;

use super::headers;

/// Names by which a person may reach this machine, where the first site is meant.
const THIS_MACHINE: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// The address of a site: its origin.
pub fn address(host: &str, port: u16) -> String {
    match port {
        80 => format!("http://{host}"),
        _ => format!("http://{host}:{port}"),
    }
}

/// The sites at one port, each with its host.
pub struct Sites {
    port: u16,
    sites: Vec<Site>,
}

struct Site {
    host: &'static str,
    address: String,
    files: ServeDir,
}

/// What to do with a request, by the host that it names.
enum Host<'a> {
    Site(&'a Site),
    /// One of ours, but not by its address.
    Elsewhere(&'a Site),
    Unknown,
}

impl Sites {
    /// No site yet.
    pub fn new(port: u16) -> Self {
        Self { port, sites: Vec::new() }
    }

    /// Adds the built site in `dir`. The first one added also answers to the plain names of this machine.
    pub fn add(&mut self, host: &'static str, dir: &Path) {
        // A folder is its index.html, never a redirect; a file beside its .br or .gz goes out as that.
        let files = ServeDir::new(dir).redirect_to_trailing_slash(false).precompressed_br().precompressed_gzip();
        self.sites.push(Site { host, address: address(host, self.port), files });
    }

    /// The service.
    pub fn into_router(self) -> Router {
        Router::new().fallback(answer).with_state(Arc::new(self))
    }

    fn find(&self, authority: &str) -> Host<'_> {
        let (name, port) = split(authority);
        let by_name = self.sites.iter().find(|site| site.host.eq_ignore_ascii_case(name));
        let this_machine = THIS_MACHINE.iter().any(|own| own.eq_ignore_ascii_case(name));
        match by_name {
            Some(site) if port == Some(self.port) => Host::Site(site),
            Some(site) => Host::Elsewhere(site),
            None => match self.sites.first() {
                Some(site) if this_machine => Host::Elsewhere(site),
                _ => Host::Unknown,
            },
        }
    }
}

/// Host and port of an authority; without a port it is HTTP's own, and what is no port is none.
fn split(authority: &str) -> (&str, Option<u16>) {
    match authority.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
        _ => (authority, Some(80)),
    }
}

async fn answer(State(sites): State<Arc<Sites>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = route(&sites, request).await;
    let status = response.status();
    headers::complete(response.headers_mut(), status, &path);
    response
}

async fn route(sites: &Sites, request: Request) -> Response {
    let Some(authority) = authority(request.uri(), request.headers()) else {
        return page(StatusCode::BAD_REQUEST, "Bad request", "The request names no host, or more than one.");
    };
    let host = sites.find(authority);
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut refusal = page(StatusCode::METHOD_NOT_ALLOWED, "Not allowed", "Files can be read here, nothing else.");
        refusal.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return refusal;
    }
    match host {
        Host::Site(site) => file(site.files.clone(), request).await,
        Host::Elsewhere(site) => moved(&site.address, request.uri()),
        Host::Unknown => page(
            StatusCode::MISDIRECTED_REQUEST,
            "Not here",
            "This server does not answer to that name. Open the address that it printed when it started.",
        ),
    }
}

/// The host that a request names: in its target, else in its one `Host` header.
fn authority<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    if let Some(authority) = uri.authority() {
        return Some(authority.as_str());
    }
    let mut named = headers.get_all(header::HOST).iter();
    let first = named.next()?;
    if named.next().is_some() { None } else { first.to_str().ok() }
}

/// The file that the request names.
async fn file(mut files: ServeDir, request: Request) -> Response {
    let answer = files.try_call(request).await.map(|response| response.map(Body::new));
    match answer {
        Ok(response) if response.status() == StatusCode::NOT_FOUND => missing(),
        Ok(response) => response,
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::PermissionDenied => missing(),
            _ => page(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Cannot be read",
                "The file is there but could not be read. Restart the server; if that does not help, build the app again.",
            ),
        },
    }
}

fn missing() -> Response {
    page(StatusCode::NOT_FOUND, "Not found", "There is nothing at this address. The app starts at <a href=\"/\">/</a>.")
}

/// The same path at the site's own address. Temporary: a browser must not remember it for a port that others use too.
fn moved(address: &str, uri: &Uri) -> Response {
    let target = format!("{address}{}", uri.path_and_query().map_or("/", |path| path.as_str()));
    match HeaderValue::from_str(&target) {
        Ok(location) => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, location)]).into_response(),
        Err(_) => missing(),
    }
}

/// A small page; `text` is HTML of ours, nothing of the request is ever in it.
fn page(status: StatusCode, title: &str, text: &str) -> Response {
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width\">\n<title>{title} · OwnYou</title>\n<h1>{title}</h1>\n<p>{text}</p>\n</html>\n"
    );
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(authority: &str, port: u16) -> &'static str {
        let mut sites = Sites::new(port);
        sites.add("app.localhost", Path::new("."));
        match sites.find(authority) {
            Host::Site(_) => "site",
            Host::Elsewhere(_) => "elsewhere",
            Host::Unknown => "unknown",
        }
    }

    #[test]
    fn only_the_one_address_is_the_site() {
        for (authority, expected) in [
            ("app.localhost:8787", "site"),
            ("APP.localhost:8787", "site"),
            ("app.localhost", "elsewhere"),
            ("app.localhost:9", "elsewhere"),
            ("localhost:8787", "elsewhere"),
            ("127.0.0.1:8787", "elsewhere"),
            ("[::1]:8787", "elsewhere"),
            ("[::1]", "elsewhere"),
            ("evil.example:8787", "unknown"),
            ("app.localhost.evil.example:8787", "unknown"),
            ("evil@app.localhost:8787", "unknown"),
            ("", "unknown"),
            (":8787", "unknown"),
        ] {
            assert_eq!(kind(authority, 8787), expected, "{authority}");
        }
    }

    #[test]
    fn at_port_80_the_address_has_no_port() {
        assert_eq!(address("app.localhost", 80), "http://app.localhost");
        assert_eq!(kind("app.localhost", 80), "site");
        assert_eq!(kind("app.localhost:80", 80), "site");
    }
}
