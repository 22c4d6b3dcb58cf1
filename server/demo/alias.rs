//! A name for a pseudonym that a person can remember: "Quiet Heron 7K2M".
//!
//! It is drawn from the pseudonym by a hash, so it is the same at every login here, and says nothing elsewhere.

use sha2::{Digest, Sha256};

const FIRST: [&str; 32] = [
    "Amber",
    "Brisk",
    "Calm",
    "Clear",
    "Copper",
    "Distant",
    "Early",
    "Fair",
    "Gentle",
    "Golden",
    "Hidden",
    "Ivory",
    "Keen",
    "Late",
    "Lively",
    "Lunar",
    "Mellow",
    "Misty",
    "Nimble",
    "Northern",
    "Patient",
    "Quiet",
    "Rapid",
    "Rustic",
    "Silver",
    "Steady",
    "Sunlit",
    "Tidal",
    "Velvet",
    "Violet",
    "Wandering",
    "Winter",
];
const SECOND: [&str; 32] = [
    "Badger", "Beacon", "Birch", "Brook", "Cedar", "Comet", "Cove", "Dune", "Elm", "Falcon", "Fern", "Finch", "Fjord",
    "Garnet", "Harbour", "Hazel", "Heron", "Island", "Juniper", "Lantern", "Larch", "Maple", "Meadow", "Otter",
    "Pebble", "Plover", "Reed", "Ridge", "Sparrow", "Thistle", "Tundra", "Willow",
];
/// Letters and digits that are not taken for each other; 32 of them.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// The name of the reader `sub`.
pub fn of(sub: &str) -> String {
    let digest = Sha256::digest(sub.as_bytes());
    let mut bytes = digest.iter().map(|byte| usize::from(*byte) % 32);
    let mut next = move || bytes.next().unwrap_or_default();
    let words = [FIRST.get(next()), SECOND.get(next())].map(|word| word.copied().unwrap_or_default());
    let code: String = (0..4).filter_map(|_| LETTERS.get(next()).map(|letter| char::from(*letter))).collect();
    format!("{} {} {code}", words[0], words[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pseudonym_has_one_name() {
        assert_eq!(of("abc"), of("abc"));
        assert_ne!(of("abc"), of("abd"));
        let name = of("abc");
        assert_eq!(name.split(' ').map(str::len).collect::<Vec<_>>()[2], 4, "{name}");
        assert!(name.split(' ').all(|word| word.len() > 2), "{name}");
    }
}
