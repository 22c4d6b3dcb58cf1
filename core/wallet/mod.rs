//! The wallet: a person's credential, what a publisher gets to see of them, and what it was told before.
//!
//! `papers` is what is kept of the issuer, `issuer` how it is asked, `schedule` when the next credential is fetched;
//! `asking` decides about a publisher's request and `reply` answers it; `disclose` chooses the segments; `log` is the
//! memory of it all. Pure but for the issuer's link; what is kept is sealed by the session above.

pub mod disclose;

pub mod asking;
mod error;
#[cfg(test)]
mod fuzz;
pub mod issuer;
pub mod log;
pub mod papers;
mod punycode;
pub mod reply;
pub mod schedule;
#[cfg(test)]
mod simulation;

pub use error::WalletError;
pub use punycode::readable;

use crate::{
    present::{
        Credential, Origin,
        credential::{Holder, expand},
    },
    vault::Secret,
};

use disclose::PrfKey;

const PRF: &[u8] = b"ownyou/wallet/prf/v2/2026-11";

/// What follows from a person's words: their half of every pseudonym, and their draw of segments for every site.
pub struct Identity {
    seed: Secret,
}

impl Identity {
    /// Of the identity seed.
    pub fn new(seed: Secret) -> Self {
        Self { seed }
    }

    /// Towards an issuer.
    pub fn holder(&self, issuer: &Origin) -> Holder {
        Holder::derive(self.seed.expose(), issuer)
    }

    /// The key of the draw, under the names that a credential gives: whoever starts anew is not to be known again by what
    /// they tell.
    pub fn prf(&self, credential: &Credential) -> PrfKey {
        PrfKey::new(*expand(self.seed.expose(), &[PRF, credential.entropy().as_slice()]))
    }
}
