//! The demo publishers from outside: the whole login over HTTP with real proofs, and every answer that must be refused.
#![cfg(all(feature = "server", unix))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use ownyou::{
    present::{Credential, Request, Segments},
    profile::taxonomy::SegmentId,
    random::SystemRandom,
};
use serde_json::json;
use support::{
    Answer, PATIENCE, Place, Server,
    wallet::{Person, keys, week},
};

/// A browser at one publisher: it has at most one cookie.
struct Visitor<'a> {
    server: &'a Server,
    site: &'static str,
    cookie: Option<String>,
}

impl<'a> Visitor<'a> {
    fn at(server: &'a Server, site: &'static str) -> Self {
        Self { server, site, cookie: None }
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> Answer {
        let cookie = self.cookie.clone().unwrap_or_default();
        let headers = [("Cookie", cookie.as_str())];
        let headers = if cookie.is_empty() { &headers[..0] } else { &headers[..] };
        let answer = self.server.ask(self.site, method, path, headers, body);
        if let Some(cookie) = answer.cookie() {
            self.cookie = Some(cookie.to_owned());
        }
        answer
    }

    fn challenge(&mut self) -> Request {
        let answer = self.ask("GET", "/ownyou/challenge", "");
        assert_eq!(answer.status, 200, "{}", answer.text());
        Request::from_json(&answer.json()["request"].to_string()).unwrap()
    }

    fn deliver(&mut self, token: &str) -> Answer {
        self.ask("POST", "/ownyou/verify", &json!({ "vp_token": { "ownyou": [token] } }).to_string())
    }

    /// The whole login; the pseudonym.
    fn log_in(&mut self, person: &Person, credential: &Credential) -> String {
        let request = self.challenge();
        let answer = self.deliver(&person.token(credential, &request));
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["sub"].as_str().unwrap().to_owned()
    }
}

/// All sites, and a person with a credential.
fn started() -> (Place, Server, Person, Credential) {
    let place = Place::new();
    let server = place.serve(&["--port", "0"]);
    known_keys(&server);
    let ann = Person::new(1, &server);
    let credential = ann.join(&server);
    (place, server, ann, credential)
}

/// Waits until the publishers have the issuer's keys.
fn known_keys(server: &Server) {
    let start = Instant::now();
    while server.get("news", "/ownyou/challenge").status == 503 {
        assert!(start.elapsed() < PATIENCE, "the publishers never had the issuer's keys");
        sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_reader_is_the_same_each_time_and_somebody_else_at_the_other_paper() {
    let (_place, server, ann, credential) = started();
    let mut names = Vec::new();
    for site in ["news", "blog"] {
        let article = if site == "news" { "/articles/ferry" } else { "/articles/tea" };
        let mut first = Visitor::at(&server, site);
        let closed = first.ask("GET", article, "");
        assert!(closed.text().contains("<ownyou-login") && !closed.text().contains("class=\"body\""));
        let sub = first.log_in(&ann, &credential);
        assert_eq!(sub.len(), 64);
        let open = first.ask("GET", article, "");
        assert!(!open.text().contains("<ownyou-login") && open.text().contains("class=\"body\""));
        assert!(open.text().contains("What this site was told"));
        // Another browser, another day: the same account.
        let mut second = Visitor::at(&server, site);
        assert_eq!(second.log_in(&ann, &credential), sub);
        let account = second.ask("GET", "/account", "");
        assert!(account.text().contains("<dd id=\"logins\">2</dd>"), "{}", account.text());
        assert!(account.text().contains(&sub));
        assert_eq!(account.header("cache-control"), Some("no-store"));
        names.push(sub);
    }
    assert_ne!(names[0], names[1]);
    let bob = Person::new(2, &server);
    let his = bob.join(&server);
    assert!(!names.contains(&Visitor::at(&server, "news").log_in(&bob, &his)));
}

#[test]
fn what_a_reader_told_is_shown_and_never_more_than_was_asked() {
    let (_place, server, ann, credential) = started();
    let dogs_and_more = || Segments::new(vec![SegmentId(719), SegmentId(544)]).unwrap();
    let tell = |request: &Request, segments: &Segments| {
        credential.log_in(&ann.holder, request, segments, &SystemRandom).unwrap().to_text()
    };
    let mut visitor = Visitor::at(&server, "news");
    let request = visitor.challenge();
    assert_eq!(request.max_segments(), 2);
    let answer = visitor.deliver(&tell(&request, &dogs_and_more()));
    let told = answer.json();
    assert_eq!(told["segments"][0], json!({ "id": "544", "name": "Dogs" }));
    assert_eq!((told["segments"].as_array().unwrap().len(), &told["assurance"]), (2, &json!("invited")));
    assert_eq!(told.as_object().unwrap().len(), 3, "{told}");
    let article = visitor.ask("GET", "/articles/ferry", "");
    assert!(article.text().contains("<li data-segment=\"544\">Dogs</li>"), "{}", article.text());
    // Later nothing is told: the login says nothing, the account remembers.
    visitor.log_in(&ann, &credential);
    assert!(visitor.ask("GET", "/articles/ferry", "").text().contains("Nothing about your interests."));
    assert!(visitor.ask("GET", "/account", "").text().contains("<li>Dogs <span"));
    // One was asked for, two are told.
    let asked = visitor.ask("GET", "/ownyou/challenge?max=1", "").json()["request"].to_string();
    let token = tell(&Request::from_json(&asked).unwrap(), &dogs_and_more());
    assert_eq!(visitor.deliver(&token).refusal(), (403, "too-many-segments".into()));
}

#[test]
fn twenty_renewals_are_one_reader() {
    let (_place, server, ann, mut newest) = started();
    let sub = Visitor::at(&server, "news").log_in(&ann, &newest);
    for _ in 0..20 {
        newest = ann.accept(&server, &ann.renew(&server, &newest));
        // Next week's credential is not taken before next week.
        if newest.epoch == week() {
            assert_eq!(Visitor::at(&server, "news").log_in(&ann, &newest), sub);
        } else {
            let mut early = Visitor::at(&server, "news");
            let request = early.challenge();
            assert_eq!(early.deliver(&ann.token(&newest, &request)).refusal(), (403, "wrong-epoch".into()));
        }
    }
}

#[test]
fn the_session_is_renamed_at_the_login_and_ends_at_the_logout() {
    let (_place, server, ann, credential) = started();
    let mut visitor = Visitor::at(&server, "news");
    let asked = visitor.ask("GET", "/ownyou/challenge", "");
    let cookie = asked.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-ownyou="), "{cookie}");
    for attribute in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));
    let planted = visitor.cookie.clone().unwrap();
    visitor.log_in(&ann, &credential);
    assert_ne!(visitor.cookie.as_deref(), Some(planted.as_str()));
    // Whoever planted the first name is not logged in with it.
    let mut planter = Visitor { cookie: Some(planted), ..Visitor::at(&server, "news") };
    assert!(planter.ask("GET", "/account", "").text().contains("<ownyou-login"));
    let reader = visitor.cookie.clone();
    let out = visitor.ask("POST", "/logout", "");
    assert_eq!((out.status, out.header("location")), (303, Some("/")));
    assert!(out.header("set-cookie").unwrap().contains("Max-Age=0"));
    let mut late = Visitor { cookie: reader, ..Visitor::at(&server, "news") };
    assert!(late.ask("GET", "/account", "").text().contains("<ownyou-login"));
}

#[test]
fn a_token_is_good_once_in_its_own_session_at_its_own_site() {
    let (_place, server, ann, credential) = started();
    let none = (403, "no-challenge".to_owned());
    let mut visitor = Visitor::at(&server, "news");
    let request = visitor.challenge();
    let token = ann.token(&credential, &request);
    // Delivered by somebody who asked for nothing, and by somebody whose own challenge is another.
    assert_eq!(Visitor::at(&server, "news").deliver(&token).refusal(), none);
    let mut other = Visitor::at(&server, "news");
    other.challenge();
    assert_eq!(other.deliver(&token).refusal(), (403, "bad-proof".into()));
    // That attempt used the other's challenge up.
    assert_eq!(other.deliver(&token).refusal(), none);
    // At the other paper.
    let mut blog = Visitor::at(&server, "blog");
    blog.challenge();
    assert_eq!(blog.deliver(&token).refusal(), (403, "bad-proof".into()));
    assert_eq!(
        Visitor { cookie: visitor.cookie.clone(), ..Visitor::at(&server, "blog") }.deliver(&token).refusal(),
        none
    );
    // Where it belongs: once.
    let mut twin = Visitor { cookie: visitor.cookie.clone(), ..Visitor::at(&server, "news") };
    assert_eq!(visitor.deliver(&token).status, 200);
    assert_eq!(visitor.deliver(&token).refusal(), none);
    assert_eq!(twin.deliver(&token).refusal(), none);
    // A new challenge replaces the one before.
    let mut hasty = Visitor::at(&server, "news");
    let first = hasty.challenge();
    hasty.challenge();
    assert_eq!(hasty.deliver(&ann.token(&credential, &first)).refusal(), (403, "bad-proof".into()));
}

#[test]
fn a_token_with_any_bit_turned_is_refused() {
    let (_place, server, ann, credential) = started();
    let mut visitor = Visitor::at(&server, "news");
    let length = ownyou::present::Token::BYTES;
    for at in (0..length).step_by(37).chain([length - 1]) {
        let request = visitor.challenge();
        let mut bytes = ownyou::present::decode(&ann.token(&credential, &request), "").unwrap();
        bytes[at] ^= 1;
        let answer = visitor.deliver(&ownyou::present::encode(&bytes));
        assert_eq!(answer.status, 403, "byte {at}: {}", answer.text());
    }
    for change in [|text: &str| text[1..].to_owned(), |text: &str| format!("{text}AAAA"), |_: &str| String::new()] {
        let request = visitor.challenge();
        assert_eq!(visitor.deliver(&change(&ann.token(&credential, &request))).refusal(), (403, "bad-token".into()));
    }
}

#[test]
fn garbage_is_refused_everywhere_and_breaks_nothing() {
    let (_place, server, ann, credential) = started();
    let mut visitor = Visitor::at(&server, "news");
    visitor.challenge();
    for body in [
        "",
        "null",
        "{}",
        "[]",
        "{\"vp_token\":{}}",
        "{\"vp_token\":{\"ownyou\":[]}}",
        "{\"vp_token\":{\"ownyou\":[\"a\",\"b\"]}}",
        "{\"vp_token\":{\"ownyou\":[7]}}",
        "{\"vp_token\":{\"ownyou\":[\"a\"]},\"sub\":\"me\"}",
        "{\"vp_token\":{\"ownyou\":[\"a\"],\"more\":1}}",
        "\u{0}",
    ] {
        assert_eq!(visitor.ask("POST", "/ownyou/verify", body).refusal(), (400, "malformed".into()), "{body}");
    }
    let large = format!("{{\"vp_token\":{{\"ownyou\":[\"{}\"]}}}}", "A".repeat(17_000));
    assert_eq!(visitor.ask("POST", "/ownyou/verify", &large).refusal(), (413, "too-large".into()));
    for (query, code) in [
        ("max=50", "too-many-segments"),
        ("max=4", "too-many-segments"),
        ("max=256", "malformed"),
        ("max=-1", "malformed"),
        ("max=", "malformed"),
        ("max=2&max=3", "malformed"),
        ("most=2", "malformed"),
    ] {
        let answer = visitor.ask("GET", &format!("/ownyou/challenge?{query}"), "");
        assert_eq!(answer.refusal(), (400, code.into()), "{query}");
    }
    for (method, path, status) in [
        ("POST", "/ownyou/challenge", 405),
        ("GET", "/ownyou/verify", 405),
        ("GET", "/logout", 405),
        ("POST", "/", 405),
        ("DELETE", "/articles/ferry", 405),
        ("GET", "/articles/none", 404),
        ("GET", "/articles/%ff", 400),
        ("GET", "/ownyou", 404),
        ("GET", "/.well-known/ownyou/..%2f..%2fCargo.toml", 404),
        ("GET", "/.well-known/ownyou/none.js", 404),
    ] {
        assert_eq!(visitor.ask(method, path, "").status, status, "{method} {path}");
    }
    visitor.cookie = Some("__Host-ownyou=\"; a=b".into());
    assert_eq!(visitor.ask("GET", "/", "").status, 200);
    Visitor::at(&server, "news").log_in(&ann, &credential);
}

#[test]
fn pages_of_other_sites_cannot_ask_in_a_reader_s_name() {
    let (_place, server, ann, credential) = started();
    let blog = server.origin("blog");
    for headers in [[("Sec-Fetch-Site", "cross-site"), ("X-Any", "1")], [("Origin", blog.as_str()), ("X-Any", "1")]] {
        for (method, path) in [("GET", "/ownyou/challenge"), ("POST", "/ownyou/verify")] {
            assert_eq!(server.ask("news", method, path, &headers, "").refusal(), (403, "other-site".into()), "{path}");
        }
        assert_eq!(server.ask("news", "POST", "/logout", &headers, "").status, 403);
    }
    let answer = server.get("news", "/ownyou/challenge");
    assert_eq!(answer.header("access-control-allow-origin"), None);
    assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"));
    Visitor::at(&server, "news").log_in(&ann, &credential);
}

#[test]
fn the_papers_work_while_app_and_issuer_are_away() {
    let (place, server, ann, credential) = started();
    let sub = Visitor::at(&server, "news").log_in(&ann, &credential);
    server.stop("TERM");
    let alone = place.serve(&["demo"]);
    assert_eq!(alone.sites.len(), 2);
    assert_eq!(Visitor::at(&alone, "news").log_in(&ann, &credential), sub);
}

#[test]
fn the_papers_get_their_keys_when_the_issuer_comes() {
    let place = Place::new();
    let demo = place.serve(&["demo", "--port", "0", "--issuer-url", "http://issuer.localhost:1"]);
    let answer = demo.get("news", "/ownyou/challenge");
    assert_eq!(answer.refusal(), (503, "no-issuer-keys".into()));
    assert_eq!(demo.get("news", "/").status, 200);
    demo.stop("TERM");
    let issuer = place.serve(&["issuer", "--port", "0"]);
    issuer.stop("TERM");
    // It knows where the issuer will be, and asks until it is there.
    let demo = place.serve(&["demo"]);
    assert_eq!(demo.get("news", "/ownyou/challenge").status, 503);
    let issuer = place.serve(&["issuer"]);
    known_keys(&demo);
    let asked = demo.get("news", "/ownyou/challenge").json();
    assert_eq!(asked["request"]["ownyou"]["keys"], keys(&issuer).hash());
}

#[test]
fn pages_are_strict_and_two_kinds_of_alone() {
    let (_place, server, ..) = started();
    for site in ["news", "blog"] {
        for (path, opener) in
            [("/", "same-origin-allow-popups"), ("/coop", "same-origin"), ("/coop/account", "same-origin")]
        {
            let page = server.get(site, path);
            assert_eq!(page.status, 200);
            assert_eq!(page.header("cross-origin-opener-policy"), Some(opener), "{path}");
            let policy = page.header("content-security-policy").unwrap();
            assert!(policy.starts_with("default-src 'none'; script-src 'self'; connect-src 'self';"), "{policy}");
            assert!(!policy.contains("unsafe") && policy.contains("frame-ancestors 'none'"));
            let inline = |word: &str| word.starts_with("style=") || word.starts_with("on") && word.contains('=');
            assert!(!page.text().contains("<script>") && !page.text().split_whitespace().any(inline));
        }
        assert!(server.get(site, "/coop").text().contains("href=\"/coop/articles/"));
        for (path, kind) in [
            ("/style.css", "text/css; charset=utf-8"),
            ("/reader.js", "text/javascript; charset=utf-8"),
            ("/icon.svg", "image/svg+xml"),
            ("/ownyou.js", "text/javascript"),
            ("/.well-known/ownyou/cb", "text/html"),
            ("/.well-known/ownyou/cb.js", "text/javascript"),
        ] {
            let file = server.get(site, path);
            assert_eq!((file.status, file.header("content-type")), (200, Some(kind)), "{path}");
        }
    }
    assert_ne!(server.get("news", "/style.css").text(), server.get("blog", "/style.css").text());
}

#[test]
fn each_host_is_its_own_site() {
    let (_place, server, ..) = started();
    let port = server.port("news");
    let asked =
        |host: &str| support::send(port, &format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
    assert!(asked(&format!("news.localhost:{port}")).text().contains("Harbour Post"));
    assert!(asked(&format!("blog.localhost:{port}")).text().contains("Slow Carriages"));
    let moved = asked(&format!("127.0.0.1:{port}"));
    assert_eq!(
        (moved.status, moved.header("location")),
        (307, Some(format!("http://news.localhost:{port}/").as_str()))
    );
    for stranger in [format!("app.localhost:{port}"), format!("issuer.localhost:{port}"), "evil.example".into()] {
        assert_eq!(asked(&stranger).status, 421, "{stranger}");
    }
}
