//! The gate in front of every site: a request comes in by the one address of a site, or not at all.
//!
//! A request that names another host is not for us (a page elsewhere may point its own name at this machine), and one
//! that names this machine otherwise is sent to the site's address: data belongs to one origin.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};

use super::{
    headers::Dress,
    page::{missing, page},
};

/// Names by which a person may reach this machine, where the first site is meant.
const THIS_MACHINE: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// The address of a site: its origin.
pub fn address(host: &str, port: u16) -> String {
    match port {
        80 => format!("http://{host}"),
        _ => format!("http://{host}:{port}"),
    }
}

/// The sites behind one port, each with its host, and with an `S` that its requests carry on (as an `Extension`).
pub struct Gate<S> {
    port: u16,
    dress: Dress,
    doors: Vec<Door<S>>,
}

struct Door<S> {
    host: &'static str,
    address: String,
    site: S,
}

/// What to do with a request, by the host that it names.
enum Host<'a, S> {
    Site(&'a Door<S>),
    /// One of ours, but not by its address.
    Elsewhere(&'a Door<S>),
    Unknown,
}

impl<S: Clone + Send + Sync + 'static> Gate<S> {
    /// A gate without a door yet.
    pub fn new(port: u16, dress: Dress) -> Self {
        Self { port, dress, doors: Vec::new() }
    }

    /// Adds a site. The first one added also answers to the plain names of this machine.
    pub fn add(&mut self, host: &'static str, site: S) {
        self.doors.push(Door { host, address: address(host, self.port), site });
    }

    /// Stands in front of `router`, and completes the headers of every answer.
    pub fn before(self, router: Router) -> Router {
        router.layer(middleware::from_fn_with_state(Arc::new(self), pass::<S>))
    }

    fn find(&self, authority: &str) -> Host<'_, S> {
        let (name, port) = split(authority);
        let by_name = self.doors.iter().find(|door| door.host.eq_ignore_ascii_case(name));
        let this_machine = THIS_MACHINE.iter().any(|own| own.eq_ignore_ascii_case(name));
        match by_name {
            Some(door) if port == Some(self.port) => Host::Site(door),
            Some(door) => Host::Elsewhere(door),
            None => match self.doors.first() {
                Some(door) if this_machine => Host::Elsewhere(door),
                _ => Host::Unknown,
            },
        }
    }

    /// The site that is asked, or the answer where none is.
    #[allow(clippy::result_large_err, reason = "the answer is handed on at once")]
    fn admit(&self, request: &Request) -> Result<S, Response> {
        let Some(authority) = authority(request.uri(), request.headers()) else {
            let text = "The request names no host, or more than one.";
            return Err(page(StatusCode::BAD_REQUEST, "Bad request", text));
        };
        match self.find(authority) {
            Host::Site(door) => Ok(door.site.clone()),
            Host::Elsewhere(door) if matches!(*request.method(), Method::GET | Method::HEAD) => {
                Err(moved(&door.address, request.uri()))
            }
            Host::Elsewhere(_) | Host::Unknown => Err(page(
                StatusCode::MISDIRECTED_REQUEST,
                "Not here",
                "This server does not answer to that name. Open the address that it printed when it started.",
            )),
        }
    }
}

async fn pass<S: Clone + Send + Sync + 'static>(
    State(gate): State<Arc<Gate<S>>>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = match gate.admit(&request) {
        Ok(site) => {
            request.extensions_mut().insert(site);
            next.run(request).await
        }
        Err(refusal) => refusal,
    };
    let status = response.status();
    gate.dress.complete(response.headers_mut(), status, &path);
    response
}

/// Whether a request comes from a page of `own`, or from no page at all.
///
/// Browsers say so in `Sec-Fetch-Site`; under our referrer policy a form of ours has the `Origin` "null", which therefore
/// counts only where that header is missing.
pub fn is_from(own: &str, headers: &HeaderMap) -> bool {
    match headers.get("sec-fetch-site") {
        Some(site) => site == "same-origin" || site == "none",
        None => headers.get(header::ORIGIN).is_none_or(|origin| origin == own),
    }
}

/// Host and port of an authority; without a port it is HTTP's own, and what is no port is none.
fn split(authority: &str) -> (&str, Option<u16>) {
    match authority.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
        _ => (authority, Some(80)),
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

/// The same path at the site's own address. Temporary: a browser must not remember it for a port that others use too.
fn moved(address: &str, uri: &Uri) -> Response {
    let target = format!("{address}{}", uri.path_and_query().map_or("/", |path| path.as_str()));
    match HeaderValue::from_str(&target) {
        Ok(location) => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, location)]).into_response(),
        Err(_) => missing(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(authority: &str, port: u16) -> &'static str {
        let mut gate = Gate::new(port, Dress::publisher());
        gate.add("app.localhost", "site");
        gate.add("news.localhost", "second");
        match gate.find(authority) {
            Host::Site(door) => door.site,
            Host::Elsewhere(_) => "elsewhere",
            Host::Unknown => "unknown",
        }
    }

    #[test]
    fn only_the_one_address_is_the_site() {
        for (authority, expected) in [
            ("app.localhost:8787", "site"),
            ("APP.localhost:8787", "site"),
            ("news.localhost:8787", "second"),
            ("app.localhost", "elsewhere"),
            ("app.localhost:9", "elsewhere"),
            ("news.localhost:9", "elsewhere"),
            ("localhost:8787", "elsewhere"),
            ("127.0.0.1:8787", "elsewhere"),
            ("[::1]:8787", "elsewhere"),
            ("[::1]", "elsewhere"),
            ("evil.example:8787", "unknown"),
            ("blog.localhost:8787", "unknown"),
            ("app.localhost.evil.example:8787", "unknown"),
            ("evil@app.localhost:8787", "unknown"),
            ("", "unknown"),
            (":8787", "unknown"),
        ] {
            assert_eq!(kind(authority, 8787), expected, "{authority}");
        }
    }

    #[test]
    fn pages_of_other_sites_are_told_apart() {
        for (site, origin, own) in [
            (None, None, true),
            (Some("same-origin"), Some("null"), true),
            (Some("none"), None, true),
            (Some("cross-site"), Some("http://a.localhost"), false),
            (Some("same-site"), None, false),
            (None, Some("http://a.localhost"), true),
            (None, Some("http://b.localhost"), false),
            (None, Some("null"), false),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in [("sec-fetch-site", site), ("origin", origin)] {
                if let Some(value) = value {
                    headers.insert(name, HeaderValue::from_static(value));
                }
            }
            assert_eq!(is_from("http://a.localhost", &headers), own, "{site:?} {origin:?}");
        }
    }

    #[test]
    fn at_port_80_the_address_has_no_port() {
        assert_eq!(address("app.localhost", 80), "http://app.localhost");
        assert_eq!(kind("app.localhost", 80), "site");
        assert_eq!(kind("app.localhost:80", 80), "site");
    }
}
