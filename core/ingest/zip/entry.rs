//! What stands before each file of an archive (PKWARE's APPNOTE, 4.3.7): its name, how it is packed and how large it is.

use super::super::charset;

/// The length of the header without name and extra fields.
const HEADER: usize = 30;
/// What a size is that stands in the extra field of large files instead.
const ELSEWHERE: u64 = 0xffff_ffff;

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its path.
    pub name: String,
    /// Whether it is locked with a password.
    pub encrypted: bool,
    /// How it is packed: 0 not at all, 8 deflate.
    pub method: u16,
    /// Its length packed; `None` where that is told only after it.
    pub packed: Option<u64>,
    /// Its length and CRC-32; `None` where they are told only after it.
    pub check: Option<(u64, u32)>,
}

/// What comes next in an archive.
#[derive(Debug)]
pub enum Begin<'a> {
    /// More bytes are needed to tell.
    Short,
    /// A file, and what follows its header.
    Entry(Entry, &'a [u8]),
    /// A mark that says nothing, and what follows it.
    Mark(&'a [u8]),
    /// The list at the end.
    End,
    /// Nothing that an archive has.
    Damaged,
}

/// Tells what `bytes` begin with.
pub fn begin(bytes: &[u8]) -> Begin<'_> {
    let Some((signature, rest)) = bytes.split_first_chunk() else { return Begin::Short };
    match signature {
        b"PK\x03\x04" => entry(bytes).map_or(Begin::Short, |(entry, rest)| Begin::Entry(entry, rest)),
        // Archives that were once meant for several disks.
        b"PK\x07\x08" | b"PK00" => Begin::Mark(rest),
        b"PK\x01\x02" | b"PK\x05\x06" | b"PK\x06\x06" | b"PK\x06\x08" => Begin::End,
        _ => Begin::Damaged,
    }
}

fn entry(bytes: &[u8]) -> Option<(Entry, &[u8])> {
    let (header, rest) = bytes.split_at_checked(HEADER)?;
    let (name, rest) = rest.split_at_checked(usize::from(u16_at(header, 26)?))?;
    let (extra, rest) = rest.split_at_checked(usize::from(u16_at(header, 28)?))?;
    let flags = u16_at(header, 6)?;
    let (mut packed, mut length) = (u64::from(u32_at(header, 18)?), u64::from(u32_at(header, 22)?));
    if let Some(large) = large(extra) {
        let mut sizes = large.chunks_exact(8).filter_map(|size| size.first_chunk().copied().map(u64::from_le_bytes));
        for size in [&mut length, &mut packed] {
            if *size == ELSEWHERE {
                *size = sizes.next()?;
            }
        }
    }
    let later = flags & 8 != 0;
    let entry = Entry {
        name: charset::text(name).replace('\\', "/"),
        encrypted: flags & 1 != 0,
        method: u16_at(header, 8)?,
        // Some programs say the length here even where they need not.
        packed: (!later || (packed > 0 && packed != ELSEWHERE)).then_some(packed),
        check: (!later).then_some((length, u32_at(header, 14)?)),
    };
    Some((entry, rest))
}

/// The extra field with the sizes of a file over 4 GiB.
fn large(mut extra: &[u8]) -> Option<&[u8]> {
    loop {
        let (kind, length) = (u16_at(extra, 0)?, usize::from(u16_at(extra, 2)?));
        let (field, rest) = extra.get(4..)?.split_at_checked(length)?;
        if kind == 1 {
            return Some(field);
        }
        extra = rest;
    }
}

/// The number at `at`, little-endian.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// The number at `at`, little-endian.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
