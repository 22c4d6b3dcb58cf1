//! A row: its number and its values, as they are written in a cell.

use super::{
    super::SkipReason,
    pages::{Charset, Pages, u32_at},
};

/// The longest row that is read, bytes.
const ROW_LIMIT: usize = 256 * 1024;

/// A row of a table.
pub struct Row {
    /// Its number, which is the column declared `INTEGER PRIMARY KEY`.
    pub id: i64,
    payload: Vec<u8>,
}

impl Row {
    /// The row in the cell of a leaf.
    pub fn read(pages: &Pages, cell: &[u8]) -> Result<Self, SkipReason> {
        let (length, rest) = varint(cell).ok_or(SkipReason::Damaged)?;
        let (id, rest) = varint(rest).ok_or(SkipReason::Damaged)?;
        let length = usize::try_from(length).map_err(|_| SkipReason::Damaged)?;
        if length > ROW_LIMIT {
            return Err(SkipReason::TooLarge);
        }
        let local = local(length, pages.usable());
        let mut payload = rest.get(..local).ok_or(SkipReason::Damaged)?.to_vec();
        let mut next = u32_at(rest, local).filter(|_| local < length);
        while payload.len() < length {
            let page = next.and_then(|number| pages.get(number)).ok_or(SkipReason::Damaged)?;
            let room = length - payload.len();
            let bytes = page.bytes.get(4..).unwrap_or_default();
            payload.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
            next = u32_at(page.bytes, 0);
        }
        Ok(Self { id, payload })
    }

    /// The value of column `index` as its type and bytes; `None` for a column that was added after the row was written.
    fn value(&self, index: usize) -> Option<(i64, &[u8])> {
        let (header, _) = varint(&self.payload)?;
        let (header, mut body) = self.payload.split_at_checked(usize::try_from(header).ok()?)?;
        let (_, mut types) = varint(header)?;
        let mut at = 0;
        loop {
            let (kind, rest) = varint(types)?;
            let (bytes, after) = body.split_at_checked(length(kind)?)?;
            if at == index {
                return Some((kind, bytes));
            }
            (types, body, at) = (rest, after, at + 1);
        }
    }

    /// The whole number in column `index`.
    pub fn integer(&self, index: usize) -> Option<i64> {
        match self.value(index)? {
            (1..=6, bytes) => {
                let negative = bytes.first().is_some_and(|byte| *byte >= 0x80);
                let start = if negative { -1_i64 } else { 0 };
                Some(bytes.iter().fold(start, |number, byte| number << 8 | i64::from(*byte)))
            }
            (8, _) => Some(0),
            (9, _) => Some(1),
            _ => None,
        }
    }

    /// The text in column `index`.
    pub fn text(&self, index: usize, charset: Charset) -> Option<String> {
        let (_, bytes) = self.value(index).filter(|(kind, _)| *kind >= 13 && kind % 2 == 1)?;
        let units = |of: fn([u8; 2]) -> u16| {
            let units = bytes.chunks_exact(2).filter_map(|pair| pair.first_chunk().copied().map(of));
            char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        };
        Some(match charset {
            Charset::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Charset::Utf16Le => units(u16::from_le_bytes),
            Charset::Utf16Be => units(u16::from_be_bytes),
        })
    }
}

/// How many bytes of a row of `length` are in its cell, on pages of `usable` bytes.
fn local(length: usize, usable: usize) -> usize {
    let most = usable.saturating_sub(35);
    if length <= most {
        return length;
    }
    let least = (usable.saturating_sub(12) * 32 / 255).saturating_sub(23);
    let fitting = least + (length - least) % usable.saturating_sub(4).max(1);
    if fitting <= most { fitting } else { least }
}

/// How many bytes a value of type `kind` takes.
fn length(kind: i64) -> Option<usize> {
    match kind {
        0 | 8 | 9 => Some(0),
        1..=4 => usize::try_from(kind).ok(),
        5 => Some(6),
        6 | 7 => Some(8),
        12.. => usize::try_from((kind - 12) / 2).ok(),
        _ => None,
    }
}

/// The number at the start of `bytes`, of which it takes up to nine, and what follows.
pub fn varint(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let mut number = 0_i64;
    for (at, byte) in bytes.iter().enumerate().take(9) {
        if at == 8 {
            return Some((number << 8 | i64::from(*byte), bytes.get(9..)?));
        }
        number = number << 7 | i64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(at + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varints() {
        assert_eq!(varint(&[0x7f, 1]), Some((127, &[1][..])));
        assert_eq!(varint(&[0x81, 0x00]), Some((128, &[][..])));
        assert_eq!(varint(&[0xff; 10]), Some((-1, &[0xff][..])));
        assert_eq!(varint(&[0x80; 4]), None);
        assert_eq!(varint(&[]), None);
    }

    #[test]
    fn what_stays_in_the_cell() {
        assert_eq!(local(4061, 4096), 4061);
        assert_eq!(local(4062, 4096), 489);
        assert_eq!(local(489 + 4092, 4096), 489);
        assert_eq!(local(489 + 4092 + 7, 4096), 496);
    }
}
