//! Before there is a vault: the words are shown, three are asked back, and the vault is made.

use crate::{
    random::Random,
    vault::{self, Store, Vault, cost::Cost, words::Words},
};

use super::SessionError;

/// Fewest characters of a passphrase. NIST SP 800-63B asks for 8 at the least; a vault can be guessed at offline.
pub const LEAST_PASSPHRASE: usize = 10;

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

    /// Says which answer is wrong, if one is.
    pub fn check(&self, passphrase: &str, answers: &[String]) -> Result<(), SessionError> {
        if passphrase.chars().count() < LEAST_PASSPHRASE {
            return Err(SessionError::PassphraseTooShort { least: LEAST_PASSPHRASE });
        }
        let words = self.words.list();
        for (at, position) in self.ask.into_iter().enumerate() {
            let shown = position.checked_sub(1).and_then(|index| words.get(index));
            let answer = answers.get(at).map(|answer| answer.trim().to_lowercase());
            if shown.copied() != answer.as_deref() {
                return Err(SessionError::WrongWord { position });
            }
        }
        Ok(())
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
