//! `ownyou serve` from outside: the binary is started, spoken to over its socket, and stopped by a signal. The app's site
//! is here; tests/issuer.rs and tests/demo.rs have the others.
#![cfg(all(feature = "server", unix))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod support;

use std::{
    fs,
    io::{Read, Write},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    process::Command,
    time::Duration,
};

use support::{Answer, Place, Server, ownyou, send};
use tempfile::TempDir;

/// The app alone, running.
struct App(Server);

impl App {
    fn start(data: &Path, app: &Path, more: &[&str]) -> Self {
        Self(Server::start(&mut command(data, app, more)))
    }

    fn port(&self) -> u16 {
        self.0.port("app")
    }

    fn host(&self) -> String {
        self.0.site("app")
    }

    /// Sends a request as it is and reads to the end of the answer.
    fn send(&self, request: &str) -> Answer {
        send(self.port(), request)
    }

    fn ask(&self, method: &str, path: &str, host: &str, headers: &str) -> Answer {
        self.send(&format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{headers}\r\n"))
    }

    /// Asks for `path` at the site's own address.
    fn get(&self, path: &str) -> Answer {
        self.0.get("app", path)
    }

    fn stop(self, signal: &str) -> (Option<i32>, String, Duration) {
        self.0.stop(signal)
    }
}

fn command(data: &Path, app: &Path, more: &[&str]) -> Command {
    let mut command = ownyou(&["serve", "app"]);
    command.arg("--data").arg(data).arg("--app-dir").arg(app).args(more);
    command
}

/// What a start that must fail says on stderr: the error, then the next step.
fn refusal(data: &Path, app: &Path, more: &[&str]) -> String {
    let output = command(data, app, more).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(output.stdout.is_empty());
    assert!(said.starts_with("error: "), "{said}");
    assert!(said.lines().count() >= 2, "no next step: {said}");
    said
}

/// A built app in miniature, and a file beside it that must never come out.
fn fixture() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let app = dir.path().join("app");
    fs::create_dir_all(app.join("assets")).unwrap();
    fs::create_dir_all(app.join("empty")).unwrap();
    for (name, content) in [
        ("index.html", "<!doctype html><title>OwnYou</title>"),
        ("sw.js", "self.addEventListener('fetch', () => {});"),
        ("manifest.webmanifest", "{\"name\":\"OwnYou\"}"),
        ("assets/app-1a2b.js", "plain"),
        ("assets/app-1a2b.js.br", "brotli bytes"),
        ("assets/app-1a2b.js.gz", "gzip"),
        ("assets/core-3c4d.wasm", "\0asm"),
        ("assets/app-5e6f.css", "body{}"),
        ("../secret.txt", "not for you"),
    ] {
        fs::write(app.join(name), content).unwrap();
    }
    dir
}

/// A fixture and a server on it.
fn served() -> (TempDir, App) {
    let dir = fixture();
    let server = App::start(&dir.path().join("data"), &dir.path().join("app"), &["--port", "0"]);
    (dir, server)
}

fn assert_secured(answer: &Answer) {
    for (name, value) in [
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        (
            "content-security-policy",
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self' \
             http://issuer.localhost:8788; img-src 'self' blob:; style-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; \
             form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types ownyou",
        ),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name} of a {}", answer.status);
    }
    let denied = answer.header("permissions-policy").unwrap();
    for ability in ["camera", "microphone", "payment", "usb", "clipboard-read"] {
        assert!(denied.split(", ").any(|one| one == format!("{ability}=()")), "{ability}");
    }
}

#[test]
fn every_answer_carries_the_security_headers() {
    let (_dir, server) = served();
    let host = server.host();
    for (status, answer) in [
        (200, server.get("/")),
        (200, server.get("/assets/app-1a2b.js")),
        (200, server.ask("HEAD", "/", &host, "")),
        (206, server.ask("GET", "/sw.js", &host, "Range: bytes=0-3\r\n")),
        (307, server.ask("GET", "/", "localhost", "")),
        (400, server.send("GET / HTTP/1.0\r\n\r\n")),
        (404, server.get("/nothing")),
        (405, server.ask("POST", "/", &host, "Content-Length: 0\r\n")),
        (416, server.ask("GET", "/sw.js", &host, "Range: bytes=9000-\r\n")),
        (421, server.ask("GET", "/", "evil.example", "")),
    ] {
        assert_eq!(answer.status, status, "{}", answer.head);
        assert_secured(&answer);
    }
    let etag = server.get("/").header("etag").unwrap().to_owned();
    let again = server.ask("GET", "/", &host, &format!("If-None-Match: {etag}\r\n"));
    assert_eq!(again.status, 304);
    assert!(again.body.is_empty());
    assert_secured(&again);
}

#[test]
fn files_have_their_type_and_their_time() {
    let (_dir, server) = served();
    let for_ever = "public, max-age=31536000, immutable";
    for (path, kind, keep) in [
        ("/", "text/html", "no-cache"),
        ("/index.html", "text/html", "no-cache"),
        ("/sw.js", "text/javascript", "no-cache"),
        ("/manifest.webmanifest", "application/manifest+json", "no-cache"),
        ("/assets/app-1a2b.js", "text/javascript", for_ever),
        ("/assets/core-3c4d.wasm", "application/wasm", for_ever),
        ("/assets/app-5e6f.css", "text/css", for_ever),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), Some(kind), "{path}");
        assert_eq!(answer.header("cache-control"), Some(keep), "{path}");
        assert!(answer.header("etag").is_some() && answer.header("last-modified").is_some(), "{path}");
    }
    let missing = server.get("/assets/gone-9z9z.js");
    assert_eq!((missing.status, missing.header("cache-control")), (404, Some("no-cache")));
}

#[test]
fn the_compressed_neighbour_goes_out_to_those_who_take_it() {
    let (_dir, server) = served();
    for (accepts, encoding, body) in [
        ("Accept-Encoding: gzip, deflate, br\r\n", Some("br"), "brotli bytes"),
        ("Accept-Encoding: gzip\r\n", Some("gzip"), "gzip"),
        ("Accept-Encoding: br;q=0, identity\r\n", None, "plain"),
        ("", None, "plain"),
    ] {
        let answer = server.ask("GET", "/assets/app-1a2b.js", &server.host(), accepts);
        assert_eq!(answer.header("content-encoding"), encoding, "{accepts}");
        assert_eq!(answer.text(), body);
        assert_eq!(answer.header("content-type"), Some("text/javascript"));
        assert!(answer.header("vary").unwrap().eq_ignore_ascii_case("accept-encoding"));
    }
    let alone = server.ask("GET", "/sw.js", &server.host(), "Accept-Encoding: br\r\n");
    assert_eq!((alone.status, alone.header("content-encoding")), (200, None));
}

/// A model that is downloaded in part goes on from there, unless it is another one by now.
#[test]
fn a_part_of_a_file_can_be_asked_for() {
    let (dir, server) = served();
    let models = dir.path().join("app/models");
    fs::create_dir_all(&models).unwrap();
    fs::write(models.join("small.bin"), "0123456789").unwrap();
    let ask = |headers: &str| server.ask("GET", "/models/small.bin", &server.host(), headers);
    let whole = ask("");
    assert_eq!((whole.status, whole.text(), whole.header("accept-ranges")), (200, "0123456789", Some("bytes")));
    let tag = whole.header("etag").unwrap();
    let rest = ask(&format!("Range: bytes=4-\r\nIf-Range: {tag}\r\n"));
    assert_eq!((rest.status, rest.text()), (206, "456789"));
    assert_eq!((rest.header("content-range"), rest.header("etag")), (Some("bytes 4-9/10"), Some(tag)));
    assert_secured(&rest);
    assert_eq!(ask("Range: bytes=10-\r\n").status, 416);
    fs::write(models.join("small.bin"), "abcdefghijk").unwrap();
    let other = ask(&format!("Range: bytes=4-\r\nIf-Range: {tag}\r\n"));
    // All of the new one, or a part that says that it is of another: never unnoticed.
    assert!(
        other.status == 200 && other.text() == "abcdefghijk" || other.header("etag") != Some(tag),
        "{}",
        other.head
    );
}

#[test]
fn head_says_what_get_would_without_the_body() {
    let (_dir, server) = served();
    for path in ["/", "/sw.js", "/nothing"] {
        let get = server.get(path);
        let head = server.ask("HEAD", path, &server.host(), "");
        assert_eq!(head.status, get.status);
        assert!(head.body.is_empty());
        for name in ["content-type", "content-length", "cache-control", "etag"] {
            assert_eq!(head.header(name), get.header(name), "{name} of {path}");
        }
    }
}

#[test]
fn other_names_of_this_machine_lead_to_the_one_address() {
    let (_dir, server) = served();
    let port = server.port();
    for host in [
        format!("localhost:{port}"),
        format!("127.0.0.1:{port}"),
        format!("[::1]:{port}"),
        "LOCALHOST".to_owned(),
        "app.localhost:1".to_owned(),
    ] {
        let answer = server.ask("GET", "/a%20b?c=d", &host, "");
        assert_eq!(answer.status, 307, "{host}");
        assert_eq!(answer.header("location"), Some(format!("http://app.localhost:{port}/a%20b?c=d").as_str()));
    }
}

#[test]
fn strangers_get_nothing() {
    let (_dir, server) = served();
    let host = server.host();
    for stranger in ["evil.example", "app.localhost.evil.example", "app.localhos", "localhost.evil.example"] {
        let answer = server.ask("GET", "/", stranger, "");
        assert_eq!(answer.status, 421, "{stranger}");
        assert!(!answer.text().contains("<title>OwnYou</title>"));
    }
    assert_eq!(server.ask("GET", "http://evil.example/", &host, "").status, 421);
    assert_eq!(server.ask("GET", "/", &host, "Host: evil.example\r\n").status, 400);
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let answer = server.ask(method, "/", &host, "Content-Length: 0\r\n");
        assert_eq!((answer.status, answer.header("allow")), (405, Some("GET, HEAD")), "{method}");
    }
}

#[test]
fn nothing_outside_the_app_comes_out() {
    let (_dir, server) = served();
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/../../secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/..%5csecret.txt",
        "//../secret.txt",
        "/index.html/../../secret.txt",
        "/%00",
        "/index.html%00.js",
        "/empty",
        "/empty/",
        "/assets",
        "/index.html/",
        "/index.html/x",
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("Not found"), "{path}");
    }
}

#[test]
fn the_address_is_the_same_at_the_next_start() {
    let dir = fixture();
    let (data, app) = (dir.path().join("data"), dir.path().join("app"));
    let first = App::start(&data, &app, &["--port", "0"]);
    let port = first.port();
    assert_eq!(first.stop("TERM").0, Some(0));
    let second = App::start(&data, &app, &[]);
    assert_eq!(second.port(), port);
    assert_eq!(second.get("/").status, 200);
    // While the old port is still held, "any free one" is surely another.
    let moved = App::start(&data, &app, &["--port", "0"]);
    let now = moved.port();
    assert_ne!(now, port);
    let (_, said, _) = moved.stop("TERM");
    assert!(said.contains(&format!("http://app.localhost:{port} before")), "{said}");
    assert_eq!(App::start(&data, &app, &[]).port(), now);
}

#[test]
fn an_occupied_port_is_said_and_never_left_silently() {
    let dir = fixture();
    let (data, app) = (dir.path().join("data"), dir.path().join("app"));
    let running = App::start(&data, &app, &["--port", "0"]);
    let said = refusal(&data, &app, &[]);
    assert!(said.contains(&format!("http://app.localhost:{}", running.port())), "{said}");
    assert!(said.contains("another `ownyou serve`"), "{said}");

    let stranger = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let taken = stranger.local_addr().unwrap().port();
    let said = refusal(&dir.path().join("other"), &app, &["--port", &taken.to_string()]);
    assert!(said.contains(&format!("port {taken} is taken")), "{said}");
}

#[test]
fn a_signal_stops_it_cleanly_even_with_connections_open() {
    for signal in ["TERM", "INT"] {
        let (_dir, server) = served();
        let _silent = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port())).unwrap();
        let mut kept = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port())).unwrap();
        write!(kept, "GET / HTTP/1.1\r\nHost: {}\r\n\r\n", server.host()).unwrap();
        kept.read_exact(&mut [0; 16]).unwrap();
        let (code, said, took) = server.stop(signal);
        assert_eq!(code, Some(0));
        assert!(said.contains("Ctrl-C stops it"), "{said}");
        assert!(took < Duration::from_secs(3), "{took:?}");
    }
}

#[test]
fn a_missing_build_says_how_to_make_it() {
    let dir = fixture();
    let said = refusal(&dir.path().join("data"), &dir.path().join("app/empty"), &[]);
    assert!(said.contains("make build") && said.contains("empty"), "{said}");
    assert!(!dir.path().join("data").exists(), "nothing is made for a start that fails");
}

#[test]
fn what_a_newer_version_wrote_is_refused_and_kept() {
    let dir = fixture();
    let (data, app) = (dir.path().join("data"), dir.path().join("app"));
    let port = App::start(&data, &app, &["--port", "0"]).port();
    let file = data.join("server.sqlite");
    let old = fs::read(&file).unwrap();
    // `user_version` is a big-endian number at byte 60 of an SQLite file.
    let mut newer = old.clone();
    newer[60..64].copy_from_slice(&7_u32.to_be_bytes());
    fs::write(&file, &newer).unwrap();
    let said = refusal(&data, &app, &[]);
    assert!(said.contains("newer version") && said.contains("schema 7"), "{said}");
    assert_eq!(fs::read(&file).unwrap(), newer);

    fs::write(&file, "not a database at all, but long enough to look at").unwrap();
    let said = refusal(&data, &app, &[]);
    assert!(said.contains("server.sqlite"), "{said}");

    fs::write(&file, &old).unwrap();
    assert_eq!(App::start(&data, &app, &[]).port(), port);
}

#[test]
fn the_wallet_s_page_keeps_its_opener() {
    let place = Place::new();
    let server = place.serve(&["app", "--port", "0"]);
    for path in ["/present", "/present.html", "/present?any=1"] {
        let page = server.get("app", path);
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text().contains("Log in?"));
        assert_eq!(page.header("cross-origin-opener-policy"), Some("unsafe-none"));
        assert_eq!(page.header("cross-origin-embedder-policy"), Some("require-corp"));
        assert!(page.header("content-security-policy").unwrap().contains("frame-ancestors 'none'"));
    }
    fs::remove_file(place.path("app/present.html")).unwrap();
    assert_eq!(server.get("app", "/present").status, 404);
    assert_eq!(server.ask("app", "POST", "/present", &[], "").status, 405);
}

#[test]
fn each_group_of_sites_keeps_a_port_of_its_own() {
    let place = Place::new();
    let all = place.serve(&["--port", "0"]);
    assert_eq!(all.sites.len(), 4);
    let sites = all.sites.clone();
    assert_eq!(all.port("news"), all.port("blog"));
    let (_, said, _) = all.stop("TERM");
    assert!(said.contains("Ctrl-C stops it"), "{said}");
    // Together and alone they are where they were, and know where the others are.
    assert_eq!(place.serve(&[]).sites, sites);
    let demo = place.serve(&["demo"]);
    assert_eq!(demo.sites, sites[2..]);
    assert!(demo.get("news", "/account").text().contains(&format!("wallet=\"http://{}\"", sites[0])));
    // A group that is taken says which, and the others are not moved for it.
    let refused = place.command(&["app", "demo"]).output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("the readers' accounts belong to http://news.localhost"), "{said}");
    // Only what is named moves.
    let moved = place.serve(&["issuer", "--port", "0"]);
    assert_ne!(moved.sites, sites[1..2]);
    assert_eq!(place.serve(&["app"]).sites, sites[..1]);
}

#[test]
fn a_port_brings_its_neighbours() {
    let place = Place::new();
    let refused = place.command(&["--port", "65534"]).output().unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(said.contains("after 65534 there are not two"), "{said}");
}
