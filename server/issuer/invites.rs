//! Invites: single-use codes that a person can read aloud.

use ownyou::random::{NoRandomness, Random};
use rusqlite::{Connection, OptionalExtension};

/// Letters and digits that are not taken for each other: no I, L, O, U, 0, 1.
const ALPHABET: &[u8; 30] = b"ABCDEFGHJKMNPQRSTVWXYZ23456789";
/// Characters of a code: 30 to the 10th is 49 bits, against a handful of guesses a minute.
const LENGTH: usize = 10;
/// The bytes below it fall evenly on the alphabet: 240 is 8 times 30.
const EVEN: u8 = 240;

/// A code that was never given out.
pub fn code(random: &impl Random) -> Result<String, NoRandomness> {
    let mut code = String::with_capacity(LENGTH);
    while code.len() < LENGTH {
        let bytes = random.array::<16>()?;
        let letters = bytes.into_iter().filter(|byte| *byte < EVEN);
        let letters = letters.filter_map(|byte| ALPHABET.get(usize::from(byte) % ALPHABET.len()));
        code.extend(letters.take(LENGTH - code.len()).map(|letter| char::from(*letter)));
    }
    Ok(code)
}

/// Where a person uses `code`, in the app at `app`.
pub fn link(app: &str, code: &str) -> String {
    format!("{app}/#/wallet?invite={code}")
}

/// Keeps `code` as one that can be used once.
pub fn keep(books: &Connection, code: &str) -> rusqlite::Result<()> {
    books.execute("INSERT INTO invite (code, used) VALUES (?1, 0)", [code])?;
    Ok(())
}

/// The code that somebody typed; capitals, blanks and hyphens do not matter.
pub fn read(typed: &str) -> String {
    let letters = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
    letters.take(LENGTH + 1).flat_map(char::to_uppercase).collect()
}

/// Whether the invite is used; none where there is no such invite.
pub fn is_used(books: &Connection, code: &str) -> rusqlite::Result<Option<bool>> {
    books.query_row("SELECT used FROM invite WHERE code = ?1", [code], |row| row.get(0)).optional()
}

/// Uses up an invite.
pub fn spend(books: &Connection, code: &str) -> rusqlite::Result<()> {
    books.execute("UPDATE invite SET used = 1 WHERE code = ?1", [code])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use ownyou::random::SystemRandom;

    use super::*;
    use crate::issuer::book;

    #[test]
    fn codes_are_ten_clear_letters_and_never_the_same() {
        let codes: BTreeSet<String> = (0..200).map(|_| code(&SystemRandom).unwrap()).collect();
        assert_eq!(codes.len(), 200);
        assert!(codes.iter().all(|code| code.len() == LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte))));
        let letters: BTreeSet<u8> = codes.iter().flat_map(|code| code.bytes()).collect();
        assert_eq!(letters.len(), ALPHABET.len(), "2000 letters leave none out");
    }

    #[test]
    fn an_invite_is_used_once_however_it_is_typed() {
        let dir = tempfile::tempdir().unwrap();
        let store = book::open(dir.path()).unwrap();
        keep(&store.db, "ABCDE23456").unwrap();
        for typed in ["ABCDE23457", "ABCDE234562", ""] {
            assert_eq!(is_used(&store.db, &read(typed)).unwrap(), None, "{typed}");
        }
        for typed in ["ABCDE23456", " abcde-23456 "] {
            assert_eq!(is_used(&store.db, &read(typed)).unwrap(), Some(false), "{typed}");
        }
        spend(&store.db, "ABCDE23456").unwrap();
        assert_eq!(is_used(&store.db, "ABCDE23456").unwrap(), Some(true));
    }
}
