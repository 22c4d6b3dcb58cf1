//! Numbers equal things within one file, so that two equal coffees are two records.

use std::collections::HashMap;

use crate::record::{RecordId, Source};

/// Counts how often each natural key was seen in a file.
#[derive(Default)]
pub struct Occurrences {
    seen: HashMap<RecordId, u32>,
}

impl Occurrences {
    /// The id of the next thing with the canonical fields `key`: their natural key with the occurrence number, from 0.
    pub fn id(&mut self, source: Source, key: &[&str]) -> RecordId {
        let count = self.seen.entry(RecordId::from_natural_key(source, key)).or_default();
        let number = count.to_string();
        *count = count.saturating_add(1);
        let mut numbered = key.to_vec();
        numbered.push(&number);
        RecordId::from_natural_key(source, &numbered)
    }
}
