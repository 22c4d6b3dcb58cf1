//! The presentation header: what one proof is for. The proof covers every byte of it. No clock of the wallet is in it.

use super::{Origin, Request, SEGTAX, context::prefixed, envelope::Segments};

/// Version of the encoding; the first byte.
const VERSION: u8 = 1;

/// What a proof is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// To log in at a publisher.
    Login,
    /// To get the next credential from the issuer.
    Renewal,
    /// To get one with other pseudonyms from the issuer.
    Reset,
}

/// A presentation header.
#[derive(Debug, Clone)]
pub struct Header<'a> {
    /// Who will verify.
    pub audience: &'a Origin,
    /// What for.
    pub purpose: Use,
    /// The verifier's nonce; zero where the bound request cannot be used twice anyway.
    pub nonce: &'a [u8; 32],
    /// SHA-256 of what was asked.
    pub request: [u8; 32],
    /// What the person says of themselves.
    pub segments: &'a Segments,
}

impl<'a> Header<'a> {
    /// Of an answer to `request`.
    pub fn login(request: &'a Request, segments: &'a Segments) -> Self {
        let (audience, nonce) = (request.origin(), request.nonce_bytes());
        Self { audience, purpose: Use::Login, nonce, request: request.hash(), segments }
    }

    /// version ‖ audience ‖ purpose ‖ nonce ‖ request ‖ segtax ‖ segments.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        prefixed(&mut bytes, self.audience.as_str().as_bytes());
        let purpose: &[u8] = match self.purpose {
            Use::Login => b"login",
            Use::Renewal => b"renewal",
            Use::Reset => b"reset",
        };
        prefixed(&mut bytes, purpose);
        bytes.extend(self.nonce);
        bytes.extend(self.request);
        bytes.push(SEGTAX);
        bytes.extend(self.segments.to_bytes());
        bytes
    }
}
