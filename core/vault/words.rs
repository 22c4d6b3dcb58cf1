//! The 24 words (BIP-39, English): written down once by the person, they open the vault and restore the identity.

use bip39::{Language, Mnemonic};
use zeroize::Zeroizing;

use super::keys::Secret;
use crate::{
    error::Explain,
    random::{NoRandomness, Random},
};

/// How many words there are.
pub const COUNT: usize = 24;

/// 24 words that are known to belong together. Overwritten when dropped; never printed.
pub struct Words(Mnemonic);

/// Why a text is not somebody's 24 words. Positions count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WordsError {
    /// Too few or too many.
    #[error("these are {0} words, not 24")]
    Count(usize),
    /// A word that is not in the BIP-39 list.
    #[error("word {position} is not in the list of recovery words")]
    Unknown {
        /// Which one.
        position: usize,
    },
    /// Every word exists, but together they fail their checksum: a word is another one, or out of order.
    #[error("the words do not belong together")]
    Checksum,
    /// Asked back, one was not the word at that position.
    #[error("word {position} is not the one that was shown")]
    NotTheOne {
        /// Which one.
        position: usize,
    },
}

impl Explain for WordsError {
    fn code(&self) -> &'static str {
        match self {
            Self::Count(_) => "words-count",
            Self::Unknown { .. } => "words-unknown",
            Self::Checksum => "words-checksum",
            Self::NotTheOne { .. } => "wrong-words",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Count(_) => "Enter all 24 words, in the order you wrote them down.",
            Self::Unknown { .. } => "Check the spelling of that word against your note.",
            Self::Checksum => "Compare each word and the order with your note; one of them differs.",
            Self::NotTheOne { .. } => "Look at your note and enter the word at that position.",
        }
    }
}

impl Words {
    /// New words from 256 fresh bits.
    pub fn generate(random: &impl Random) -> Result<Self, NoRandomness> {
        let entropy = Secret::random(random)?;
        // Refused only for lengths other than 16, 20, 24, 28 and 32 bytes.
        Mnemonic::from_entropy(entropy.expose()).map(Self).map_err(|_| NoRandomness)
    }

    /// The words in `text`, whatever its case, spacing, numbering and punctuation.
    pub fn parse(text: &str) -> Result<Self, WordsError> {
        let mut words = Zeroizing::new(String::with_capacity(text.len()));
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            if !words.is_empty() {
                words.push(' ');
            }
            words.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        }
        let count = words.split(' ').filter(|word| !word.is_empty()).count();
        if count != COUNT {
            return Err(WordsError::Count(count));
        }
        match Mnemonic::parse_in_normalized(Language::English, &words) {
            Ok(mnemonic) => Ok(Self(mnemonic)),
            Err(bip39::Error::UnknownWord(index)) => Err(WordsError::Unknown { position: index.saturating_add(1) }),
            Err(_) => Err(WordsError::Checksum),
        }
    }

    /// The words in order, to be shown once.
    pub fn list(&self) -> Vec<&'static str> {
        self.0.words().collect()
    }

    /// Three different positions to ask back, ascending, from 1 to 24.
    pub fn ask(random: &impl Random) -> Result<[usize; 3], NoRandomness> {
        let mut left: Vec<usize> = (1..=COUNT).collect();
        let mut asked = [0; 3];
        for position in &mut asked {
            let draw = usize::from(u16::from_be_bytes(random.array()?)) % left.len().max(1);
            *position = left.swap_remove(draw);
        }
        asked.sort_unstable();
        Ok(asked)
    }

    /// Whether `answers` are the words at `positions`; the error names the first that is not.
    pub fn check(&self, positions: &[usize], answers: &[impl AsRef<str>]) -> Result<(), WordsError> {
        let list = self.list();
        let mut answers = answers.iter().map(|answer| answer.as_ref().trim());
        for &position in positions {
            let word = position.checked_sub(1).and_then(|index| list.get(index));
            match (word, answers.next()) {
                (Some(word), Some(answer)) if answer.eq_ignore_ascii_case(word) => {}
                _ => return Err(WordsError::NotTheOne { position }),
            }
        }
        Ok(())
    }

    /// The 256 bits behind the words.
    pub(super) fn entropy(&self) -> Secret {
        let entropy = Zeroizing::new(self.0.to_entropy_array().0);
        let mut secret = Secret::blank();
        secret.expose_mut().iter_mut().zip(entropy.iter()).for_each(|(to, from)| *to = *from);
        secret
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{random::SystemRandom, vault::testing::Counting};

    /// From the BIP-39 reference vectors (trezor/python-mnemonic, vectors.json, English, 256 bits).
    const VECTORS: [(&str, &str); 3] = [
        (
            "0000000000000000000000000000000000000000000000000000000000000000",
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon \
             abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon art",
        ),
        (
            "8080808080808080808080808080808080808080808080808080808080808080",
            "letter advice cage absurd amount doctor acoustic avoid letter advice cage absurd \
             amount doctor acoustic avoid letter advice cage absurd amount doctor acoustic bless",
        ),
        (
            "f585c11aec520db57dd353c69554b21a89b20fb0650966fa0a9d6f74fd989d8f",
            "void come effort suffer camp survey warrior heavy shoot primary clutch crush \
             open amazing screen patrol group space point ten exist slush involve unfold",
        ),
    ];

    #[test]
    fn reference_vectors() {
        for (entropy, words) in VECTORS {
            let parsed = Words::parse(words).ok().unwrap();
            assert_eq!(data_encoding::HEXLOWER.encode(parsed.entropy().expose()), entropy);
            assert_eq!(parsed.list().join(" "), words);
        }
    }

    #[test]
    fn notes_are_read_however_they_were_written() {
        let words = Words::generate(&SystemRandom).unwrap();
        let numbered: Vec<_> =
            words.list().iter().enumerate().map(|(i, word)| format!("{}. {}", i + 1, word.to_uppercase())).collect();
        for text in [words.list().join(" "), words.list().join(",\n\t "), numbered.join("\r\n")] {
            assert!(Words::parse(&text).is_ok_and(|parsed| parsed.list() == words.list()), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        let words = VECTORS[2].1;
        assert_eq!(Words::parse("").err(), Some(WordsError::Count(0)));
        assert_eq!(Words::parse("abandon art").err(), Some(WordsError::Count(2)));
        assert_eq!(Words::parse(&format!("{words} void")).err(), Some(WordsError::Count(25)));
        assert_eq!(Words::parse(&words.replace("camp", "kamp")).err(), Some(WordsError::Unknown { position: 5 }));
        assert_eq!(Words::parse(&words.replace("camp", "camera")).err(), Some(WordsError::Checksum));
        assert_eq!(Words::parse(&words.replace("void come", "come void")).err(), Some(WordsError::Checksum));
    }

    #[test]
    fn three_are_asked_back() {
        let words = Words::parse(VECTORS[2].1).ok().unwrap();
        for _ in 0..200 {
            let [a, b, c] = Words::ask(&SystemRandom).unwrap();
            assert!(1 <= a && a < b && b < c && c <= COUNT, "{a} {b} {c}");
        }
        assert_eq!(words.check(&[1, 5, 24], &["void", " CAMP ", "unfold"]), Ok(()));
        assert_eq!(words.check(&[1, 5, 24], &["void", "effort", "unfold"]), Err(WordsError::NotTheOne { position: 5 }));
        assert_eq!(words.check(&[1, 5, 24], &["void", "camp"]), Err(WordsError::NotTheOne { position: 24 }));
        assert_eq!(words.check(&[0], &["void"]), Err(WordsError::NotTheOne { position: 0 }));
        assert_eq!(words.check(&[25], &["void"]), Err(WordsError::NotTheOne { position: 25 }));
    }

    #[test]
    fn generation_uses_every_bit_it_is_given() {
        let words = Words::generate(&Counting::from(0)).unwrap();
        assert_eq!(words.entropy().expose().to_vec(), (0..32).collect::<Vec<u8>>());
    }
}
