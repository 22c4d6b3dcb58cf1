//! The tables that the core reads: word lists, the taxonomy, airports, public suffixes, time zones. Natively they are part
//! of the program. In a browser they are two files beside the WASM, which would be an eighth larger with them and no sooner
//! compiled: `core.tables` is there before anything is opened, `classifier.tables` is fetched when there is a record to
//! judge, so that a page that only answers a publisher never loads it.

macro_rules! tables {
    ($($edition:ident $(#[$about:meta])* { $($(#[$meta:meta])* $name:ident = $file:literal;)* })*) => {
        /// A table, by its file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Table {$($(
            $(#[$meta])*
            $name,
        )*)*}

        $(
            $(#[$about])*
            pub const $edition: u64 = fnv(&[$(include_bytes!($file)),*], FNV_BASIS);
        )*

        #[cfg(not(all(feature = "web", target_arch = "wasm32")))]
        impl Table {
            /// Its text.
            pub fn text(self) -> &'static str {
                match self {$($(
                    Self::$name => include_str!($file),
                )*)*}
            }
        }

        /// Each file's tables, in its order.
        #[cfg(any(test, all(feature = "web", target_arch = "wasm32")))]
        const FILES: &[(u64, &[Table])] = &[$(($edition, &[$(Table::$name),*])),*];
    };
}

// scripts/lib/tables.mjs reads these lines: a file for browsers has the tables of its block in this order.
tables! {
CORE
/// Of the tables that are always there, which `core.tables` has in this order, a zero byte behind each: [`fnv`].
{
    /// Airports and their places.
    Airports = "ingest/extract/airports.txt";
    /// IAB Audience Taxonomy 1.1.
    Taxonomy = "profile/data/taxonomy.tsv";
    /// What the audience taxonomy's segments are called by the other taxonomies of advertising.
    Crosswalk = "profile/data/crosswalk.tsv";
    /// Segments that together would tell what nothing may be inferred from.
    Correlation = "profile/data/correlation.tsv";
    /// The Public Suffix List.
    PublicSuffixes = "data/public_suffixes.txt";
    /// Time zones.
    Zones = "data/zones.txt";
}
CLASSIFIER
/// Of the classifier's tables, likewise, in `classifier.tables`.
{
    /// Brands and chains, each with the number of its kind.
    Brands = "profile/data/brands.tsv";
    /// What structured fields speak for: types of schema.org, categories of banks and calendars, merchant category codes.
    Codes = "profile/data/codes.tsv";
    /// How often a verdict is right, by how sure it is of itself.
    Calibration = "profile/data/calibration.tsv";
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
    /// Words that tell a gift, and what is cancelled or sent back.
    Tones = "profile/data/tones.tsv";
    /// Words that speak for segments.
    Words = "profile/data/words.tsv";
}
}

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

/// Why a table is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TablesError {
    /// The file is another build's.
    #[error("the app's word lists are of another version")]
    Other,
    /// The file could not be fetched.
    #[error("the app's word lists could not be fetched")]
    Absent,
}

impl crate::error::Explain for TablesError {
    fn code(&self) -> &'static str {
        match self {
            Self::Other => "other-tables",
            Self::Absent => "no-tables",
        }
    }

    fn next_step(&self) -> &'static str {
        match self {
            Self::Other => "Reload the app; if it happens again, clear this site's cached files (not its data).",
            Self::Absent => "Check the connection, then try it again; once fetched, they are there offline too.",
        }
    }
}

#[cfg(not(all(feature = "web", target_arch = "wasm32")))]
mod native {
    use super::TablesError;

    /// Whether records can be judged.
    pub fn can_judge() -> bool {
        true
    }

    /// Sees to it that records can be judged.
    pub fn classifier() -> std::future::Ready<Result<(), TablesError>> {
        std::future::ready(Ok(()))
    }
}

#[cfg(all(feature = "web", target_arch = "wasm32"))]
mod browser {
    use std::{cell::RefCell, pin::Pin, rc::Rc, sync::OnceLock};

    use super::{FILES, FNV_BASIS, Table, TablesError, fnv};

    static TEXTS: [OnceLock<Vec<&'static str>>; 2] = [const { OnceLock::new() }; 2];

    /// What fetches the classifier's file.
    pub type Fetch = Rc<dyn Fn() -> Pin<Box<dyn Future<Output = Option<Vec<u8>>>>>>;

    thread_local! {
        static FETCH: RefCell<Option<Fetch>> = const { RefCell::new(None) };
    }

    /// Takes the core's tables from their file, once, and remembers where the classifier's come from.
    pub fn install(file: Vec<u8>, fetch: Fetch) -> Result<(), TablesError> {
        FETCH.set(Some(fetch));
        take(0, file)
    }

    /// Whether records can be judged.
    pub fn can_judge() -> bool {
        TEXTS[1].get().is_some()
    }

    /// Sees to it that records can be judged.
    pub async fn classifier() -> Result<(), TablesError> {
        if can_judge() {
            return Ok(());
        }
        let fetch = FETCH.with_borrow(Clone::clone).ok_or(TablesError::Absent)?;
        take(1, fetch().await.ok_or(TablesError::Absent)?)
    }

    fn take(which: usize, file: Vec<u8>) -> Result<(), TablesError> {
        let (Some(texts), Some((edition, _))) = (TEXTS.get(which), FILES.get(which)) else {
            return Err(TablesError::Other);
        };
        if texts.get().is_some() {
            return Ok(());
        }
        let text = String::from_utf8(file).map_err(|_| TablesError::Other)?;
        let tables: Vec<&[u8]> = text.split_terminator('\0').map(str::as_bytes).collect();
        if fnv(&tables, FNV_BASIS) != *edition {
            return Err(TablesError::Other);
        }
        texts.get_or_init(|| text.leak().split_terminator('\0').collect());
        Ok(())
    }

    impl Table {
        /// Its text; empty while its file is not there. The bindings open no core before the first is, and nothing judges
        /// before the second is.
        pub fn text(self) -> &'static str {
            let at = |tables: &[Table]| tables.iter().position(|table| *table == self);
            let found =
                FILES.iter().zip(&TEXTS).find_map(|((_, tables), texts)| texts.get()?.get(at(tables)?).copied());
            found.unwrap_or_default()
        }
    }
}

#[cfg(all(feature = "web", target_arch = "wasm32"))]
pub use browser::{Fetch, can_judge, classifier, install};
#[cfg(not(all(feature = "web", target_arch = "wasm32")))]
pub use native::{can_judge, classifier};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_is_of_every_table_of_its_file() {
        for (edition, tables) in FILES {
            let texts: Vec<&[u8]> = tables.iter().map(|table| table.text().as_bytes()).collect();
            assert_eq!(fnv(&texts, FNV_BASIS), *edition);
            assert!(texts.iter().all(|text| !text.contains(&0)), "a zero byte parts them in the file for browsers");
        }
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
