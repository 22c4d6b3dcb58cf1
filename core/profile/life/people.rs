//! Who is behind an address.

use crate::domain;

/// Somebody, as a mail or an event names them.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// The name; empty where there is none.
    pub name: String,
    /// The mail address, lower case; empty where there is none.
    pub mail: String,
}

impl Address {
    /// Reads `Name <address>`, or an address alone.
    pub fn parse(text: &str) -> Self {
        let (name, mail) = match text.rsplit_once('<') {
            Some((name, rest)) => (name, rest.split('>').next().unwrap_or_default()),
            None if text.contains('@') => ("", text),
            None => (text, ""),
        };
        let name = name.trim().trim_matches(['"', '\'']).split_whitespace().collect::<Vec<_>>().join(" ");
        // Some programs write the address where the name should be.
        let name = if name.contains('@') { String::new() } else { name };
        Self { name, mail: mail.trim().to_lowercase() }
    }

    /// The registrable domain of the address: `bbc.co.uk` of `a@news.bbc.co.uk`; empty where there is none.
    pub fn domain(&self) -> &str {
        let host = self.mail.rsplit_once('@').map_or("", |(_, host)| host);
        domain::registrable(host).unwrap_or(host)
    }

    /// The name, or else the address.
    pub fn shown(&self) -> &str {
        if self.name.is_empty() { &self.mail } else { &self.name }
    }
}
