//! A context: whom a pseudonym is for. Another context, another pseudonym that nobody can relate to the first.

use super::Origin;

/// Version of the encoding; the first byte.
const VERSION: u8 = 1;

/// The bytes that a pseudonym is computed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context(Vec<u8>);

impl Context {
    /// A person at a publisher: for the exact origin.
    pub fn login(publisher: &Origin) -> Self {
        Self::of("ownyou/login/v1", publisher)
    }

    /// A person at their issuer.
    pub fn issuer(issuer: &Origin) -> Self {
        Self::of("ownyou/issuer/v1", issuer)
    }

    fn of(purpose: &str, origin: &Origin) -> Self {
        let mut bytes = vec![VERSION];
        prefixed(&mut bytes, purpose.as_bytes());
        prefixed(&mut bytes, origin.as_str().as_bytes());
        Self(bytes)
    }

    /// The encoding.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Two bytes of length, big-endian, then the octets: no two lists give the same bytes. Nothing here reaches 64 KiB.
pub(super) fn prefixed(into: &mut Vec<u8>, octets: &[u8]) {
    into.extend(u16::try_from(octets.len()).unwrap_or(u16::MAX).to_be_bytes());
    into.extend(octets);
}
