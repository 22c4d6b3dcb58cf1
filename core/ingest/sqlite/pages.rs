//! The file as pages (<https://www.sqlite.org/fileformat2.html>), of which those of tables are kept.

use std::collections::HashMap;

use super::super::IngestError;

/// What is kept of a file at most, bytes.
const KEPT_LIMIT: usize = 512 * 1024 * 1024;
/// The length of the file's header, which is at the start of page 1.
const HEADER: usize = 100;
/// The first byte of a page of a table: one that refers to others, one that holds rows.
pub const INTERIOR: u8 = 5;
pub const LEAF: u8 = 13;

/// How texts are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Charset {
    #[default]
    Utf8,
    Utf16Le,
    Utf16Be,
}

/// The pages of a file.
#[derive(Default)]
pub struct Pages {
    /// Bytes a page, once the header was seen.
    size: usize,
    /// Bytes at the end of each page that are not SQLite's.
    reserved: usize,
    charset: Charset,
    /// The page that comes.
    partial: Vec<u8>,
    number: u32,
    kept: HashMap<u32, Box<[u8]>>,
    bytes: usize,
}

impl Pages {
    /// Takes the next bytes of the file.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<(), IngestError> {
        while !bytes.is_empty() {
            let wanted = if self.size == 0 { HEADER } else { self.size };
            let room = wanted.saturating_sub(self.partial.len());
            let (taken, rest) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
            self.partial.extend_from_slice(taken);
            bytes = rest;
            if self.partial.len() < wanted {
                break;
            }
            if self.size == 0 {
                self.header()?;
            } else {
                self.page()?;
            }
        }
        Ok(())
    }

    fn header(&mut self) -> Result<(), IngestError> {
        let byte = |at: usize| self.partial.get(at).copied().map_or(0, usize::from);
        // A page of 65,536 bytes does not fit in two bytes, and is written as 1.
        let size = match byte(16) << 8 | byte(17) {
            1 => 65_536,
            size => size,
        };
        let reserved = byte(20);
        if !size.is_power_of_two() || size < 512 || size.saturating_sub(reserved) < 480 {
            return Err(IngestError::DatabaseUnknown);
        }
        self.charset = match byte(59) {
            2 => Charset::Utf16Le,
            3 => Charset::Utf16Be,
            _ => Charset::Utf8,
        };
        (self.size, self.reserved) = (size, reserved);
        Ok(())
    }

    /// Keeps the page that came if it may be one of a table: with its rows, or with the rest of a long row (which begins
    /// with the number of the page that goes on, and no file has so many pages that its first byte is not 0).
    fn page(&mut self) -> Result<(), IngestError> {
        self.number = self.number.checked_add(1).ok_or(IngestError::TooLarge)?;
        let at = if self.number == 1 { HEADER } else { 0 };
        let wanted = match self.partial.get(at) {
            Some(&(INTERIOR | LEAF)) => true,
            Some(0) => self.partial.iter().any(|byte| *byte != 0),
            _ => false,
        };
        if wanted {
            self.bytes = self.bytes.saturating_add(self.size);
            if self.bytes > KEPT_LIMIT {
                return Err(IngestError::TooLarge);
            }
            self.kept.insert(self.number, self.partial.as_slice().into());
        }
        self.partial.clear();
        Ok(())
    }

    /// Whether the file ends within a page.
    pub fn is_cut(&self) -> bool {
        !self.partial.is_empty()
    }

    /// How texts are written.
    pub fn charset(&self) -> Charset {
        self.charset
    }

    /// How many pages are kept.
    pub fn count(&self) -> usize {
        self.kept.len()
    }

    /// Page `number`, from 1, without what is reserved.
    pub fn get(&self, number: u32) -> Option<Page<'_>> {
        let bytes = self.kept.get(&number)?;
        let bytes = bytes.get(..self.usable())?;
        Some(Page { bytes, at: if number == 1 { HEADER } else { 0 } })
    }

    /// Bytes a page that hold data.
    pub fn usable(&self) -> usize {
        self.size.saturating_sub(self.reserved)
    }
}

/// A page.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// All of it.
    pub bytes: &'a [u8],
    /// Where its own header begins.
    at: usize,
}

impl<'a> Page<'a> {
    /// [`INTERIOR`], [`LEAF`] or something else.
    pub fn kind(self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or_default()
    }

    /// How many cells it has: as many as it says, but none takes less than four bytes.
    pub fn cells(self) -> usize {
        u16_at(self.bytes, self.at + 3).map_or(0, usize::from).min(self.bytes.len() / 4)
    }

    /// From where cell `index` begins.
    pub fn cell(self, index: usize) -> Option<&'a [u8]> {
        let pointers = self.at + if self.kind() == INTERIOR { 12 } else { 8 };
        let start = u16_at(self.bytes, index.checked_mul(2)?.checked_add(pointers)?)?;
        self.bytes.get(usize::from(start)..)
    }

    /// The child that cell `index` of an interior page refers to; the one past the last is the rightmost.
    pub fn child(self, index: usize) -> Option<u32> {
        if index == self.cells() { u32_at(self.bytes, self.at + 8) } else { u32_at(self.cell(index)?, 0) }
    }
}

/// The number at `at`, big-endian.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// The number at `at`, big-endian.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}
