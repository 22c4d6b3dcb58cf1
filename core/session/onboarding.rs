//! Before there is a vault: the words are shown, three are asked back, and the vault is made.

use crate::{
    random::Random,
    vault::{self, Cost, PASSPHRASE_MIN, Store, Vault, VaultError, Words},
};

use super::SessionError;

/// Makes a vault of words that somebody has already: the same person at every site, and none of their data.
pub async fn again<S: Store>(
    store: S,
    random: &impl Random,
    passphrase: &str,
    words: &str,
    cost: Cost,
) -> Result<Vault<S>, SessionError> {
    Ok(vault::create(store, random, passphrase, &Words::parse(words)?, cost).await?)
}

/// Words that have been shown and not yet asked back.
pub struct Onboarding {
    words: Words,
    ask: [usize; 3],
}

impl Onboarding {
    /// Draws 24 words and the three positions to ask for.
    pub fn begin(random: &impl Random) -> Result<Self, SessionError> {
        let words = Words::generate(random)?;
        let ask = Words::ask(random)?;
        Ok(Self { words, ask })
    }

    /// The words, to be shown once.
    pub fn words(&self) -> Vec<&'static str> {
        self.words.list()
    }

    /// The three 1-based positions asked back, ascending.
    pub fn ask(&self) -> [usize; 3] {
        self.ask
    }

    /// Whether the vault can be made of this; said before the slow work begins.
    pub fn check(&self, passphrase: &str, answers: &[String]) -> Result<(), SessionError> {
        if passphrase.chars().count() < PASSPHRASE_MIN {
            return Err(VaultError::PassphraseTooShort.into());
        }
        Ok(self.words.check(&self.ask, answers)?)
    }

    /// Makes the vault, the answers being right.
    pub async fn finish<S: Store>(
        &self,
        store: S,
        random: &impl Random,
        passphrase: &str,
        answers: &[String],
        cost: Cost,
    ) -> Result<Vault<S>, SessionError> {
        self.check(passphrase, answers)?;
        Ok(vault::create(store, random, passphrase, &self.words, cost).await?)
    }
}
