//! What the tests of `ownyou serve` share: the binary started as a process, and HTTP spoken over its sockets.
//!
//! The resolver of many systems does not know `*.localhost`, so the tests connect to 127.0.0.1 and name the host.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "each test takes what it needs, and fails by panicking"
)]

pub mod wallet;

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, TcpStream},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// How long a test waits for an answer before it fails.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A running server; killed when dropped.
pub struct Server {
    child: Child,
    stdout: BufReader<ChildStdout>,
    /// The sites that it said it serves: `app.localhost:8787`.
    pub sites: Vec<String>,
}

impl Server {
    /// Starts it and waits for the lines with its addresses.
    pub fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut sites = Vec::new();
        loop {
            let mut line = String::new();
            stdout.read_line(&mut line).unwrap();
            if line.trim().is_empty() {
                break;
            }
            sites.extend(line.split_whitespace().filter_map(|word| word.strip_prefix("http://")).map(str::to_owned));
        }
        assert!(!sites.is_empty(), "it said no address");
        Self { child, stdout, sites }
    }

    /// Host and port of a site: `news` for `news.localhost:8789`.
    pub fn site(&self, name: &str) -> String {
        let host = format!("{name}.localhost:");
        self.sites.iter().find(|site| site.starts_with(&host)).expect(name).clone()
    }

    /// A site's port.
    pub fn port(&self, name: &str) -> u16 {
        self.site(name).rsplit_once(':').unwrap().1.parse().unwrap()
    }

    /// A site's origin.
    pub fn origin(&self, name: &str) -> String {
        format!("http://{}", self.site(name))
    }

    /// Asks for `path` at a site's own address.
    pub fn get(&self, name: &str, path: &str) -> Answer {
        self.ask(name, "GET", path, &[], "")
    }

    /// Sends `body` to a site's own address.
    pub fn post(&self, name: &str, path: &str, body: &str) -> Answer {
        self.ask(name, "POST", path, &[("Content-Type", "application/json")], body)
    }

    /// Asks a site at its own address.
    pub fn ask(&self, name: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        send(self.port(name), &self.request(name, method, path, headers, body))
    }

    /// A request to a site, as it is sent.
    pub fn request(&self, name: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> String {
        let mut text = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.site(name));
        for (header, value) in headers {
            text.push_str(&format!("{header}: {value}\r\n"));
        }
        if !body.is_empty() || method == "POST" {
            text.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        format!("{text}\r\n{body}")
    }

    /// Sends a signal; the exit code, what else was printed, and how long it took.
    pub fn stop(mut self, signal: &str) -> (Option<i32>, String, Duration) {
        let start = Instant::now();
        let killed = Command::new("kill").args(["-s", signal, &self.child.id().to_string()]).status().unwrap();
        assert!(killed.success());
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest, start.elapsed())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends a request as it is to 127.0.0.1 and reads to the end of the answer.
pub fn send(port: u16, request: &str) -> Answer {
    send_over(TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap(), request)
}

/// Likewise over a connection that is there.
pub fn send_over(mut stream: TcpStream, request: &str) -> Answer {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    // A server that refuses a large body before its end may close the connection while we write.
    let _ = stream.write_all(request.as_bytes());
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    Answer::parse(&bytes)
}

/// An answer, taken apart.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("no end of headers");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head, body: bytes[end + 4..].to_vec() }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let mut all = self
            .head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .filter(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value);
        let first = all.next();
        assert!(all.next().is_none(), "{name} is there twice");
        first
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        let json = serde_json::from_slice(&self.body);
        assert!(json.is_ok(), "no JSON: {} {}", self.head, self.text());
        json.unwrap()
    }

    /// Status and `code` of a refusal.
    pub fn refusal(&self) -> (u16, String) {
        (self.status, self.json()["code"].as_str().unwrap_or_default().to_owned())
    }

    /// The cookie that it sets, as `name=value`.
    pub fn cookie(&self) -> Option<&str> {
        self.header("set-cookie").and_then(|cookie| cookie.split(';').next())
    }
}

/// `ownyou` with these arguments.
pub fn ownyou(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ownyou"));
    command.args(arguments);
    command
}

/// A folder with an app and an SDK in miniature, and the command that serves them: `sites` as for `ownyou serve`.
pub struct Place {
    dir: TempDir,
}

impl Place {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        for (name, content) in [
            ("app/index.html", "<!doctype html><title>OwnYou</title>"),
            ("app/present.html", "<!doctype html><title>Log in?</title>"),
            ("sdk/ownyou.js", "customElements;"),
            ("sdk/cb.html", "<!doctype html><title>Back</title>"),
            ("sdk/cb.js", "history;"),
        ] {
            let file = dir.path().join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, content).unwrap();
        }
        Self { dir }
    }

    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.dir.path().join(name)
    }

    pub fn data(&self) -> std::path::PathBuf {
        self.path("data")
    }

    /// The command that serves `arguments`: sites and options.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = ownyou(&["serve"]);
        command.args(arguments).arg("--data").arg(self.data());
        with(&mut command, "--app-dir", &self.path("app"));
        with(&mut command, "--sdk-dir", &self.path("sdk"));
        command
    }

    pub fn serve(&self, arguments: &[&str]) -> Server {
        Server::start(&mut self.command(arguments))
    }

    /// Makes invites on the command line.
    pub fn invites(&self, count: u16) -> Vec<String> {
        let mut command = ownyou(&["issuer", "invite", "--count", &count.to_string()]);
        let output = command.arg("--data").arg(self.data()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let lines = String::from_utf8(output.stdout).unwrap();
        lines.lines().map(|line| line.split("  ").next().unwrap().to_owned()).collect()
    }
}

fn with(command: &mut Command, option: &str, path: &Path) {
    command.arg(option).arg(path);
}
