//! The tables that the core reads: word lists, the taxonomy, airports, public suffixes, time
//! zones. Natively they are part of the program; in
//! a browser they come as one file beside the WASM, which would be an eighth larger with them and no sooner compiled.

macro_rules! tables {
    ($($(#[$meta:meta])* $name:ident = $file:literal;)*) => {
        /// A table, by its file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Table {$(
            $(#[$meta])*
            $name,
        )*}

        /// Their bytes, in order, while building.
        const FILES: &[&[u8]] = &[$(include_bytes!($file)),*];

        #[cfg(not(all(feature = "web", target_arch = "wasm32")))]
        impl Table {
            /// Its text.
            pub fn text(self) -> &'static str {
                match self {$(
                    Self::$name => include_str!($file),
                )*}
            }
        }
    };
}

// scripts/lib/tables.mjs reads these lines: the file for browsers has the tables in this order.
tables! {
    /// Airports and their places.
    Airports = "ingest/extract/airports.txt";
    /// Brands and chains, each with the number of its kind.
    Brands = "profile/data/brands.tsv";
    /// What each kind of brand and chain speaks for.
    Kinds = "profile/data/kinds.tsv";
    /// What names are like by their letters: the model of profile/letters.
    Letters = "profile/data/letters.txt";
    /// Names that speak for segments.
    Names = "profile/data/names.tsv";
    /// What kinds of places are called, and what they are looked for by.
    Places = "profile/data/places.tsv";
    /// Terms of records that say nothing.
    Quiet = "profile/data/quiet.tsv";
    /// What nothing may be inferred from, by topic and language.
    Sensitive = "profile/data/sensitive.tsv";
    /// IAB Audience Taxonomy 1.1.
    Taxonomy = "profile/data/taxonomy.tsv";
    /// Words that speak for segments.
    Words = "profile/data/words.tsv";
    /// The Public Suffix List.
    PublicSuffixes = "data/public_suffixes.txt";
    /// Time zones.
    Zones = "data/zones.txt";
}

/// Of all tables, which the file for browsers has in this order, a zero byte behind each: [`fnv`].
pub const EDITION: u64 = fnv(FILES, FNV_BASIS);

const FNV_BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// 64-bit FNV-1a of all `files`, going on from `hash`: eight bytes at a time and then those left over, which for a compiler
/// that interprets it is an eighth of the time, and a zero behind each file.
#[allow(clippy::cast_lossless, reason = "`From` is not const")]
pub const fn fnv(mut files: &[&[u8]], mut hash: u64) -> u64 {
    while let [first, rest @ ..] = files {
        let (mut words, mut bytes) = first.as_chunks();
        while let [word, others @ ..] = words {
            hash = step(hash, u64::from_le_bytes(*word));
            words = others;
        }
        while let [byte, others @ ..] = bytes {
            hash = step(hash, *byte as u64);
            bytes = others;
        }
        hash = step(hash, 0);
        files = rest;
    }
    hash
}

const fn step(hash: u64, word: u64) -> u64 {
    (hash ^ word).wrapping_mul(0x100_0000_01b3)
}

#[cfg(all(feature = "web", target_arch = "wasm32"))]
mod browser {
    use std::sync::OnceLock;

    use super::{EDITION, FNV_BASIS, Table, fnv};
    use crate::error::Explain;

    static TEXTS: OnceLock<Vec<&'static str>> = OnceLock::new();

    /// The file with the tables is another build's.
    #[derive(Debug, Clone, Copy, thiserror::Error)]
    #[error("the app's word lists are of another version")]
    pub struct OtherTables;

    impl Explain for OtherTables {
        fn code(&self) -> &'static str {
            "other-tables"
        }

        fn next_step(&self) -> &'static str {
            "Reload the app; if it happens again, clear this site's cached files (not its data)."
        }
    }

    /// Takes the tables from their file, once; what comes later is not looked at.
    pub fn install(file: Vec<u8>) -> Result<(), OtherTables> {
        if TEXTS.get().is_some() {
            return Ok(());
        }
        let text = String::from_utf8(file).map_err(|_| OtherTables)?;
        let tables: Vec<&[u8]> = text.split_terminator('\0').map(str::as_bytes).collect();
        if fnv(&tables, FNV_BASIS) != EDITION {
            return Err(OtherTables);
        }
        TEXTS.get_or_init(|| text.leak().split_terminator('\0').collect());
        Ok(())
    }

    impl Table {
        /// Its text; the bindings open no core before the tables are there.
        pub fn text(self) -> &'static str {
            TEXTS.get().and_then(|texts| texts.get(self as usize)).copied().unwrap_or_default()
        }
    }
}

#[cfg(all(feature = "web", target_arch = "wasm32"))]
pub use browser::{OtherTables, install};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_edition_is_of_every_table() {
        use Table::*;
        let tables =
            [Airports, Brands, Kinds, Letters, Names, Places, Quiet, Sensitive, Taxonomy, Words, PublicSuffixes, Zones];
        let texts = tables.map(|table| table.text().as_bytes());
        assert_eq!(fnv(&texts, FNV_BASIS), EDITION);
        assert!(texts.iter().all(|text| !text.contains(&0)), "a zero byte parts them in the file for browsers");
    }

    #[test]
    fn any_byte_changes_it() {
        let of = |text: &str| fnv(&[text.as_bytes()], FNV_BASIS);
        let texts = ["", "a", "b", "12345678", "12345679", "02345678", "123456789", "12345678\n"];
        let distinct: std::collections::BTreeSet<u64> = texts.iter().map(|text| of(text)).collect();
        assert_eq!(distinct.len(), texts.len());
        assert_ne!(fnv(&[b"ab", b"c"], FNV_BASIS), fnv(&[b"a", b"bc"], FNV_BASIS));
    }
}
