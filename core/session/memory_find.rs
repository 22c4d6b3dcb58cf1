//! Finding memories.

use std::cmp::Reverse;

use crate::{
    memory::{Memory, lifecycle},
    time::Time,
};

use super::memory::{Memories, number};

impl Memories {
    /// The memories among those that `fits` lets through which share words with `query`: most words first, then the
    /// strongest.
    pub fn found(&self, query: &str, fits: impl Fn(&Memory) -> bool, now: Time) -> Vec<&Memory> {
        let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
        let shared = |memory: &Memory| {
            let text = memory.text.to_lowercase();
            number(words.iter().filter(|word| text.contains(word.as_str())).count())
        };
        let fitting = self.book.all().filter(|memory| fits(memory)).map(|memory| (shared(memory), memory));
        let mut found: Vec<(u64, &Memory)> = fitting.filter(|(shared, _)| *shared > 0).collect();
        found.sort_by(|(one, a), (other, b)| {
            let stronger = lifecycle::strength(b, now).total_cmp(&lifecycle::strength(a, now));
            Reverse(one).cmp(&Reverse(other)).then(stronger).then_with(|| a.id.cmp(&b.id))
        });
        found.into_iter().map(|(_, memory)| memory).collect()
    }
}
