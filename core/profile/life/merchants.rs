//! Who is behind a bank's line: one key for all the ways in which a merchant is written, and a name for people.

use crate::{
    ingest::extract::is_city,
    profile::{merchant, text::tokens},
};

/// The most words of a merchant's name.
const WORDS: usize = 4;

/// Legal forms behind a company's name, and what statements write behind a merchant, folded.
const BEHIND: [&str; 46] = [
    "ab",
    "ag",
    "as",
    "bv",
    "co",
    "com",
    "corp",
    "cie",
    "de",
    "eu",
    "europe",
    "europa",
    "fr",
    "es",
    "gb",
    "gmbh",
    "inc",
    "intl",
    "international",
    "ie",
    "it",
    "kg",
    "limited",
    "llc",
    "llp",
    "ltd",
    "lu",
    "mbh",
    "net",
    "nl",
    "nv",
    "plc",
    "sa",
    "sarl",
    "sas",
    "sca",
    "se",
    "sl",
    "slu",
    "spa",
    "srl",
    "uk",
    "us",
    "usa",
    "ua",
    "und",
];

/// Who is behind a payment.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Merchant {
    /// The same for every line of one merchant: folded words.
    pub key: String,
    /// For people: `Netflix`.
    pub name: String,
}

impl Merchant {
    /// The merchant of a bank's line; without a word that could be a name, the line itself.
    pub fn of(descriptor: &str) -> Self {
        let mut words = merchant::words(&tokens(descriptor));
        words.truncate(WORDS + 2);
        while words.len() > 1 && words.last().is_some_and(|last| is_behind(last, words.len())) {
            words.pop();
        }
        words.truncate(WORDS);
        if words.is_empty() {
            words = tokens(descriptor);
        }
        Self { name: name_of(descriptor, &words), key: words.join(" ") }
    }
}

/// Whether the last of `count` words says nothing of who it is.
fn is_behind(word: &str, count: usize) -> bool {
    BEHIND.contains(&word) || word.chars().count() == 1 || (count > 1 && is_city(word))
}

/// The words as the line writes them, where it does not shout; else with capitals.
fn name_of(descriptor: &str, words: &[String]) -> String {
    let written: Vec<&str> =
        descriptor.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '&' | '+')).collect();
    let shown = words.iter().map(|word| {
        let as_written = written.iter().find(|it| tokens(it).concat() == *word);
        match as_written {
            Some(it) if it.chars().any(char::is_lowercase) => (*it).to_owned(),
            Some(it) => capital(it),
            None => capital(word),
        }
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// `NETFLIX` → `Netflix`; what is as short as `EDF` stays.
fn capital(word: &str) -> String {
    let is_initials = word.chars().count() <= 3 && word.chars().all(char::is_uppercase);
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if !is_initials => first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_merchant_has_one_key_and_a_name_for_people() {
        for (line, key, name) in [
            ("NETFLIX.COM 866-579-7172", "netflix", "Netflix"),
            ("PAYPAL *SPOTIFY", "spotify", "Spotify"),
            ("Direct Debit Octopus Energy Ltd", "octopus energy", "Octopus Energy"),
            ("SEPA-Lastschrift Vodafone GmbH", "vodafone", "Vodafone"),
            ("PRLV SEPA EDF", "edf", "EDF"),
            ("12345", "12345", "12345"),
        ] {
            let merchant = Merchant::of(line);
            assert_eq!((merchant.key.as_str(), merchant.name.as_str()), (key, name), "{line}");
        }
    }
}
