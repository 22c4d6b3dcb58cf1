//! What a passkey answered: 32 bytes of its PRF (WebAuthn's `prf` extension), looked at before anything is built on them.

use crate::{error::Explain, vault::keys::Secret};

/// What every passkey's PRF is asked.
pub const PASSKEY_INPUT: &str = "ownyou/vault/passkey/v1/2026-11";

/// The output of a passkey's PRF for the vault's input.
pub struct Prf(pub(in crate::vault) Secret);

/// Why an answer of a passkey is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasskeyError {
    /// Not 32 bytes: the authenticator has no PRF.
    #[error("this passkey cannot make a key")]
    NoPrf,
    /// All zero: known of faulty authenticators, and the same for everybody.
    #[error("this passkey answered with an empty key")]
    Blank,
    /// Asked twice, it answered two things: the vault would never open again.
    #[error("this passkey answered differently when it was asked again")]
    Unstable,
}

impl Prf {
    /// An answer, to open with.
    pub fn of(answer: &[u8]) -> Result<Self, PasskeyError> {
        let secret = Secret::copy(answer).ok_or(PasskeyError::NoPrf)?;
        if secret.expose().iter().all(|byte| *byte == 0) { Err(PasskeyError::Blank) } else { Ok(Self(secret)) }
    }

    /// Two answers to the same question, to build on: they must be one.
    pub fn agreed(first: &[u8], again: &[u8]) -> Result<Self, PasskeyError> {
        let prf = Self::of(first)?;
        if *prf.0.expose() == *Self::of(again)?.0.expose() { Ok(prf) } else { Err(PasskeyError::Unstable) }
    }
}

impl Explain for PasskeyError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoPrf => "passkey-no-prf",
            Self::Blank => "passkey-blank",
            Self::Unstable => "passkey-unstable",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::NoPrf => "Use another passkey or security key, or keep to your passphrase.",
            Self::Blank | Self::Unstable => "Do not use it here: it could lock you out. Try another one.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_steady_answer_is_built_on() {
        assert!(Prf::agreed(&[7; 32], &[7; 32]).is_ok());
        assert_eq!(Prf::agreed(&[7; 32], &[8; 32]).err(), Some(PasskeyError::Unstable));
        assert_eq!(Prf::agreed(&[0; 32], &[0; 32]).err(), Some(PasskeyError::Blank));
        assert_eq!(Prf::agreed(&[7; 32], &[0; 32]).err(), Some(PasskeyError::Blank));
        for length in [0, 31, 33, 64] {
            assert_eq!(Prf::of(&vec![7; length]).err(), Some(PasskeyError::NoPrf));
        }
    }
}
