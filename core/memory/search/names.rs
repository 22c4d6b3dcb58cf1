//! Strings and their numbers, in flat memory: terms, documents' ids, threads, speakers.

use super::lists::{narrow, wide};

/// No entry in the table.
const FREE: u32 = u32::MAX;

/// Every string once, numbered in the order of their coming.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    text: String,
    /// Where string `n` ends in `text`.
    ends: Vec<u32>,
    /// Open addressing: numbers by the hash of their string; its length is a power of two, at least a third of it free.
    table: Vec<u32>,
}

impl Names {
    /// Strings that lie one behind the other in `text`, each up to its end; `None` where an end is no place in it.
    pub fn of(text: String, ends: Vec<u32>) -> Option<Self> {
        let ascending = ends.is_sorted() && ends.last().map_or(0, |end| wide(*end)) == text.len();
        if !ascending || !ends.iter().all(|end| text.is_char_boundary(wide(*end))) {
            return None;
        }
        let mut names = Self { text, ends, table: Vec::new() };
        names.index(names.ends.len().saturating_mul(2).next_power_of_two().max(16));
        Some(names)
    }

    /// All strings in a row, and where each ends.
    pub fn parts(&self) -> (&str, &[u32]) {
        (&self.text, &self.ends)
    }

    /// How many strings there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The string of a number; empty where there is none.
    pub fn get(&self, number: u32) -> &str {
        let at = wide(number);
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.text.get(wide(start)..wide(end)).unwrap_or_default()
    }

    /// The number of a string.
    pub fn find(&self, string: &str) -> Option<u32> {
        self.table.get(self.slot(string)?).copied().filter(|number| *number != FREE)
    }

    /// The number of a string, a new one where it is new.
    pub fn number(&mut self, string: &str) -> u32 {
        if self.ends.len().saturating_mul(3) >= self.table.len().saturating_mul(2) {
            self.index(self.table.len().saturating_mul(2).max(16));
        }
        let Some(slot) = self.slot(string).and_then(|slot| self.table.get_mut(slot)) else { return FREE };
        if *slot == FREE {
            *slot = narrow(self.ends.len());
            self.text.push_str(string);
            self.ends.push(narrow(self.text.len()));
            return narrow(self.ends.len().saturating_sub(1));
        }
        *slot
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..narrow(self.ends.len())).map(|number| self.get(number))
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        let numbers = self.ends.capacity().saturating_add(self.table.capacity());
        self.text.capacity().saturating_add(numbers.saturating_mul(size_of::<u32>()))
    }

    /// Where the string is in the table, or would be.
    fn slot(&self, string: &str) -> Option<usize> {
        let mask = self.table.len().checked_sub(1)?;
        let start = wide(hash(string)) & mask;
        (0..=mask)
            .map(|step| start.wrapping_add(step) & mask)
            .find(|slot| self.table.get(*slot).is_none_or(|number| *number == FREE || self.get(*number) == string))
    }

    /// Makes the table anew, of this size.
    fn index(&mut self, size: usize) {
        self.table = vec![FREE; size];
        let mask = size.saturating_sub(1);
        for number in 0..narrow(self.ends.len()) {
            let mut slot = wide(hash(self.get(number))) & mask;
            while self.table.get(slot).is_some_and(|taken| *taken != FREE) {
                slot = slot.wrapping_add(1) & mask;
            }
            if let Some(free) = self.table.get_mut(slot) {
                *free = number;
            }
        }
    }
}

/// FNV-1a with a last mix: the strings are the person's own, nobody gains by making them collide.
fn hash(string: &str) -> u32 {
    let mixed = string.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (mixed ^ (mixed >> 15)).wrapping_mul(0x2c1b_3c6d) ^ (mixed >> 13)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_string_has_one_number() {
        let mut names = Names::default();
        let strings: Vec<String> = (0..5000).map(|n| format!("name {}", n * 7919)).collect();
        for (at, string) in strings.iter().enumerate() {
            assert_eq!(names.find(string), None);
            assert_eq!(names.number(string), narrow(at));
            assert_eq!(names.number(string), narrow(at));
        }
        for (at, string) in strings.iter().enumerate() {
            assert_eq!(names.find(string), Some(narrow(at)));
            assert_eq!(names.get(narrow(at)), string);
        }
        assert_eq!(names.find("another"), None);
        assert_eq!(names.iter().count(), 5000);
    }
}
