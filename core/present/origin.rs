//! An exact web origin: scheme, host, port, nothing else. Whom a pseudonym is for.

use std::{fmt, str::FromStr};

use crate::domain;

use super::PresentError;

/// An origin as browsers write it (`https://news.example`, `http://news.localhost:8789`): lower case, no default port.
/// Plain http only for names of the person's own machine.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Origin {
    text: String,
    host: std::ops::Range<usize>,
}

/// The longest host name.
const HOST_MAX: usize = 253;
const LABEL_MAX: usize = 63;

impl Origin {
    /// Reads an origin; anything that a browser would write otherwise is refused.
    pub fn parse(text: &str) -> Result<Self, PresentError> {
        let (secure, rest) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (None, Some(rest)) => (false, rest),
            (None, None) => return Err(PresentError::Origin),
        };
        let (host, port) = match rest.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (rest, None),
        };
        let default = if secure { "443" } else { "80" };
        let fits = is_host(host)
            && port.is_none_or(|port| is_port(port) && port != default)
            && (secure || is_this_machine(host));
        let start = text.len() - rest.len();
        if fits {
            Ok(Self { text: text.to_owned(), host: start..start + host.len() })
        } else {
            Err(PresentError::Origin)
        }
    }

    /// The origin as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host name.
    pub fn host(&self) -> &str {
        self.text.get(self.host.clone()).unwrap_or_default()
    }

    /// The registrable domain (Public Suffix List): what one owner has. The host itself where there is none.
    pub fn site(&self) -> &str {
        let host = self.host();
        if is_address(host) { host } else { domain::registrable(host).unwrap_or(host) }
    }

    /// Whether it is plain http, which only this machine's own names may be.
    pub fn is_development(&self) -> bool {
        is_this_machine(self.host())
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Origin {
    type Err = PresentError;

    fn from_str(text: &str) -> Result<Self, PresentError> {
        Self::parse(text)
    }
}

fn is_host(host: &str) -> bool {
    host.len() <= HOST_MAX && host.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let letters = label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    letters && (1..=LABEL_MAX).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
}

fn is_port(port: &str) -> bool {
    !port.starts_with('0') && port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok()
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host == "127.0.0.1" || host.ends_with(".localhost")
}

fn is_address(host: &str) -> bool {
    host.rsplit('.').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_origins_only() {
        for text in
            ["https://news.example", "https://news.example:8443", "http://news.localhost:8789", "http://127.0.0.1:1"]
        {
            assert_eq!(Origin::parse(text).unwrap().as_str(), text);
        }
        for text in [
            "",
            "null",
            "news.example",
            "http://news.example",
            "https://",
            "https://News.example",
            "https://news.example/",
            "https://news.example:443",
            "http://localhost:80",
            "https://news.example:0",
            "https://news.example:08443",
            "https://news.example:65536",
            "https://a..b",
            "https://.a",
            "https://a.",
            "https://user@news.example",
            "https://news.example?x",
            "https://news.example#x",
            "https://-a.example",
            "https://nëws.example",
            "https://[::1]",
            "ftp://news.example",
            "https://news.example:",
            "https://localhost.evil.example:80:80",
            "http://localhost.evil.example",
            "javascript://news.example",
            "https://a b",
        ] {
            assert!(Origin::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_site_is_what_one_owner_has() {
        for (origin, site) in [
            ("https://www.news.example", "news.example"),
            ("https://a.b.news.co.uk", "news.co.uk"),
            ("https://alice.github.io", "alice.github.io"),
            ("http://news.localhost:8789", "news.localhost"),
            ("http://localhost:1", "localhost"),
            ("http://127.0.0.1:1", "127.0.0.1"),
            ("https://xn--bcher-kva.example", "xn--bcher-kva.example"),
        ] {
            assert_eq!(Origin::parse(origin).unwrap().site(), site);
        }
    }
}
