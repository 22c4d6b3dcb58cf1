//! Flat bytes for what is read whole and at once, such as an index: little-endian numbers and texts one after the other,
//! without names. Whoever writes them puts a version first. The reader is total and bounded by its input.

use std::collections::HashMap;

/// Bytes that are not what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are not what was written")]
pub struct Garbled;

/// Writes flat bytes.
#[derive(Debug, Default)]
pub struct Writer(Vec<u8>);

/// Reads what a [`Writer`] wrote, in the same order.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a>(&'a [u8]);

macro_rules! numbers {
    ($($name:ident)*) => {
        impl Writer {$(
            /// Adds a number.
            pub fn $name(&mut self, value: $name) {
                self.0.extend_from_slice(&value.to_le_bytes());
            }
        )*}
        impl Reader<'_> {$(
            /// Takes a number.
            pub fn $name(&mut self) -> Result<$name, Garbled> {
                let (bytes, rest) = self.0.split_first_chunk().ok_or(Garbled)?;
                self.0 = rest;
                Ok($name::from_le_bytes(*bytes))
            }
        )*}
    };
}
numbers!(u8 u16 u32 u64 i32 i64 f32);

impl Writer {
    /// Adds the length of what follows; more than 2³² − 1 do not fit into a browser's memory.
    pub fn length(&mut self, length: usize) {
        self.u32(u32::try_from(length).unwrap_or(u32::MAX));
    }

    /// Adds bytes with their length.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.length(bytes.len());
        self.0.extend_from_slice(bytes);
    }

    /// Adds a text with its length.
    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    /// All that was written.
    pub fn finish(self) -> Vec<u8> {
        self.0
    }
}

impl<'a> Reader<'a> {
    /// A reader at the start of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// Takes a length. Each of what follows has at least `least` bytes, so that no length asks for more memory than
    /// there is input.
    pub fn length(&mut self, least: usize) -> Result<usize, Garbled> {
        let length = usize::try_from(self.u32()?).map_err(|_| Garbled)?;
        if length.checked_mul(least).is_some_and(|size| size <= self.0.len()) { Ok(length) } else { Err(Garbled) }
    }

    /// Takes bytes.
    pub fn bytes(&mut self) -> Result<&'a [u8], Garbled> {
        let length = self.length(1)?;
        let (bytes, rest) = self.0.split_at_checked(length).ok_or(Garbled)?;
        self.0 = rest;
        Ok(bytes)
    }

    /// Takes a text.
    pub fn text(&mut self) -> Result<&'a str, Garbled> {
        std::str::from_utf8(self.bytes()?).map_err(|_| Garbled)
    }

    /// Nothing may be left.
    pub fn end(self) -> Result<(), Garbled> {
        if self.0.is_empty() { Ok(()) } else { Err(Garbled) }
    }
}

/// Texts that come again and again, each kept once and known by its number.
#[derive(Debug, Default)]
pub struct Texts<'a> {
    numbers: HashMap<&'a str, u32>,
    texts: Vec<&'a str>,
}

impl<'a> Texts<'a> {
    /// The number of `text`.
    pub fn number(&mut self, text: &'a str) -> u32 {
        let next = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(text).or_insert_with(|| {
            self.texts.push(text);
            next
        })
    }

    /// Adds all of them to `out`.
    pub fn write(&self, out: &mut Writer) {
        out.length(self.texts.len());
        self.texts.iter().for_each(|text| out.text(text));
    }

    /// Takes all of them.
    pub fn read(from: &mut Reader<'a>) -> Result<Vec<&'a str>, Garbled> {
        (0..from.length(4)?).map(|_| from.text()).collect()
    }
}

/// The text of that number.
pub fn text_of<'a>(texts: &[&'a str], number: u32) -> Result<&'a str, Garbled> {
    usize::try_from(number).ok().and_then(|at| texts.get(at)).copied().ok_or(Garbled)
}
