//! The groups of sites: each has a listener, a port and a process of its own if one likes.
//!
//! A site is told from the others by its host, not by its port alone: the ports of one host share their cookies.

use super::gate::address;

/// Sites that share a listener.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
pub enum Group {
    /// The OwnYou app
    App,
    /// Who gives out the credential
    Issuer,
    /// Two publishers that let readers log in with it
    Demo,
}

impl Group {
    /// All of them, in the order of their ports.
    pub const ALL: [Self; 3] = [Self::App, Self::Issuer, Self::Demo];

    /// Its hosts. A browser takes every `*.localhost` for this machine, and each is an origin of its own.
    pub fn hosts(self) -> &'static [&'static str] {
        match self {
            Self::App => &["app.localhost"],
            Self::Issuer => &["issuer.localhost"],
            Self::Demo => &["news.localhost", "blog.localhost"],
        }
    }

    /// How far its port is from the app's where ports are chosen together.
    pub fn offset(self) -> u16 {
        match self {
            Self::App => 0,
            Self::Issuer => 1,
            Self::Demo => 2,
        }
    }

    /// The setting that holds its port.
    pub fn setting(self) -> &'static str {
        match self {
            Self::App => "port",
            Self::Issuer => "port-issuer",
            Self::Demo => "port-demo",
        }
    }

    /// As `ownyou serve` names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Issuer => "issuer",
            Self::Demo => "demo",
        }
    }

    /// The addresses of its sites at `port`.
    pub fn addresses(self, port: u16) -> Vec<String> {
        self.hosts().iter().map(|host| address(host, port)).collect()
    }

    /// The address of its first site at `port`.
    pub fn first_address(self, port: u16) -> String {
        self.addresses(port).into_iter().next().unwrap_or_default()
    }
}
