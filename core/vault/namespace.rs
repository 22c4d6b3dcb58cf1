//! Names of the parts of a vault: they are stored in the clear, so they say what kind of thing is kept and never about whom.

use std::{borrow::Cow, fmt};

/// The name of one log in a vault: 1 to 64 characters of `a-z 0-9 . -`, the first a letter or a digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Namespace(Cow<'static, str>);

/// A name that is no [`Namespace`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a name is 1 to 64 of a-z, 0-9, '.' and '-', beginning with a letter or a digit")]
pub struct BadName;

impl Namespace {
    /// A name known when the program is built; meant for `const`, where a bad one fails the build.
    pub const fn literal(name: &'static str) -> Self {
        assert!(is_name(name), "not a namespace");
        Self(Cow::Borrowed(name))
    }

    /// A name that comes from outside.
    pub fn parse(name: &str) -> Result<Self, BadName> {
        if is_name(name) { Ok(Self(Cow::Owned(name.to_owned()))) } else { Err(BadName) }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Namespace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether `name` follows the rule of [`Namespace`]; blobs' names follow it too.
pub(super) const fn is_name(name: &str) -> bool {
    let mut rest = name.as_bytes();
    if rest.len() > 64 || !matches!(rest.first(), Some(b'a'..=b'z' | b'0'..=b'9')) {
        return false;
    }
    while let Some((byte, tail)) = rest.split_first() {
        if !matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-') {
            return false;
        }
        rest = tail;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_short() {
        const EVIDENCE: Namespace = Namespace::literal("evidence.v1");
        assert_eq!(Namespace::parse("evidence.v1"), Ok(EVIDENCE));
        assert!(Namespace::parse(&"a".repeat(64)).is_ok());
        for bad in ["", ".", "..", "-a", "A", "a b", "a/b", "ä", "a\0", &"a".repeat(65)] {
            assert_eq!(Namespace::parse(bad), Err(BadName), "{bad:?}");
        }
    }
}
