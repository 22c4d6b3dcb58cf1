//! The bytes of one file of an archive: unpacked, counted, checked, and followed to where they end.

use miniz_oxide::{
    DataFormat, MZError, MZFlush, MZStatus,
    inflate::stream::{InflateState, inflate},
};

use super::{super::SkipReason, entry::Entry};

/// Bytes unpacked at a time.
const WINDOW: usize = 32 * 1024;
/// How many times its packed length a file may be, once it is longer than the first. What people write packs to a tenth, a
/// table of zeros to a thousandth.
const BOMB: (u64, u64) = (16 * 1024 * 1024, 250);
/// What stands after a file whose length was not told before (at most a signature, a checksum and two lengths of eight
/// bytes), and the first two bytes of what is next.
const DESCRIPTOR: usize = 26;
const SIGNATURE: [u8; 4] = *b"PK\x07\x08";

/// Why a file was not read to its end, and whether with it the place was lost where the next begins.
pub struct Trouble {
    pub why: SkipReason,
    pub lost: bool,
}

/// Follows one file.
pub struct Unpacker {
    kind: Kind,
    /// Bytes of the packed file that are still to come, where that was told.
    left: Option<u64>,
    check: Option<(u64, u32)>,
    /// Bytes taken and given, and the CRC-32 of the latter.
    packed: u64,
    length: u64,
    crc: Crc,
    /// Whether all was unpacked, and whether all has come.
    unpacked: bool,
    arrived: bool,
    why: Option<SkipReason>,
}

enum Kind {
    Stored,
    Deflated(Box<InflateState>),
    /// Passed over.
    Unread,
}

/// What follows the bytes taken, and how the file ended where it did.
type Pushed<'a> = (&'a [u8], Option<Result<(), Trouble>>);

impl Unpacker {
    /// At the start of a file; one that is not `wanted` is passed over where its length is told.
    pub fn new(entry: &Entry, wanted: bool) -> Self {
        let (kind, why) = match (entry.encrypted, entry.method) {
            _ if !wanted && entry.check.is_some() => (Kind::Unread, None),
            (true, _) => (Kind::Unread, Some(SkipReason::Encrypted)),
            (false, 0) => (Kind::Stored, None),
            (false, 8) => (Kind::Deflated(InflateState::new_boxed(DataFormat::Raw)), None),
            _ => (Kind::Unread, Some(SkipReason::OtherPacking)),
        };
        Self {
            kind,
            left: entry.packed,
            check: entry.check,
            packed: 0,
            length: 0,
            crc: Crc::new(),
            unpacked: false,
            arrived: false,
            why,
        }
    }

    /// Why the file is not unpacked, or not further.
    pub fn trouble(&self) -> Option<SkipReason> {
        self.why
    }

    /// Takes what of `input` belongs to the file, gives it unpacked to `out`, and returns what follows.
    pub fn push<'a>(&mut self, input: &'a [u8], out: &mut dyn FnMut(&[u8])) -> Pushed<'a> {
        if self.arrived {
            return self.end(input);
        }
        let rest = match self.left {
            Some(left) => {
                let own = usize::try_from(left).ok().and_then(|left| input.get(..left)).unwrap_or(input);
                self.unpack(own, out);
                self.packed = self.packed.saturating_add(as_u64(own.len()));
                let left = left.saturating_sub(as_u64(own.len()));
                self.left = Some(left);
                self.arrived = left == 0;
                if self.arrived && !self.unpacked && matches!(self.kind, Kind::Deflated(_)) {
                    self.why = Some(SkipReason::Damaged);
                }
                input.get(own.len()..)
            }
            None => {
                let used = self.unpack(input, out);
                self.packed = self.packed.saturating_add(as_u64(used));
                self.arrived = self.unpacked;
                if let Some(why) = self.why {
                    return (&[], Some(Err(Trouble { why, lost: true })));
                }
                input.get(used..)
            }
        };
        let rest = rest.unwrap_or_default();
        if self.arrived { self.end(rest) } else { (rest, None) }
    }

    /// Unpacks `own`; how many bytes of it were used.
    fn unpack(&mut self, own: &[u8], out: &mut dyn FnMut(&[u8])) -> usize {
        match self.kind {
            Kind::Stored if self.left.is_none() => self.sought(own, out),
            Kind::Stored => {
                self.give(own, out);
                own.len()
            }
            Kind::Deflated(_) => self.deflated(own, out),
            Kind::Unread => own.len(),
        }
    }

    /// Gives unpacked bytes away, and counts them.
    fn give(&mut self, bytes: &[u8], out: &mut dyn FnMut(&[u8])) {
        self.length = self.length.saturating_add(as_u64(bytes.len()));
        self.crc.add(bytes);
        out(bytes);
    }

    fn deflated(&mut self, own: &[u8], out: &mut dyn FnMut(&[u8])) -> usize {
        let mut window = [0; WINDOW];
        let mut used: usize = 0;
        while !self.unpacked {
            let Kind::Deflated(state) = &mut self.kind else { break };
            let result = inflate(state, own.get(used..).unwrap_or_default(), &mut window, MZFlush::None);
            used = used.saturating_add(result.bytes_consumed);
            self.give(window.get(..result.bytes_written).unwrap_or_default(), out);
            let packed = self.packed.saturating_add(as_u64(used));
            match result.status {
                _ if self.length > BOMB.0 && self.length / BOMB.1 > packed => self.fail(SkipReason::TooLarge),
                Ok(MZStatus::StreamEnd) => self.unpacked = true,
                Err(MZError::Buf) => break,
                Ok(_) if result.bytes_consumed == 0 && result.bytes_written == 0 => break,
                Ok(_) => {}
                Err(_) => self.fail(SkipReason::Damaged),
            }
        }
        used
    }

    /// Nothing more is unpacked.
    fn fail(&mut self, why: SkipReason) {
        self.why = Some(why);
        self.kind = Kind::Unread;
    }

    /// A file that is not packed, and whose length is told only after it: it ends where what follows says of what came
    /// before that it is right.
    fn sought(&mut self, own: &[u8], out: &mut dyn FnMut(&[u8])) -> usize {
        let mut used: usize = 0;
        loop {
            let rest = own.get(used..).unwrap_or_default();
            let sign = rest.iter().position(|byte| *byte == b'P').unwrap_or(rest.len());
            let (before, from) = rest.split_at_checked(sign).unwrap_or((rest, &[]));
            self.give(before, out);
            used = used.saturating_add(before.len());
            if from.len() < DESCRIPTOR {
                // What may be the end waits for more.
                return used;
            }
            if from.starts_with(&SIGNATURE) && self.descriptor(from).is_some() {
                self.unpacked = true;
                return used;
            }
            self.give(from.get(..1).unwrap_or_default(), out);
            used = used.saturating_add(1);
        }
    }

    /// The length of what is told at the start of `bytes` of the file that ended there, if it is true.
    fn descriptor(&self, bytes: &[u8]) -> Option<usize> {
        let packed = if matches!(self.kind, Kind::Stored) { self.length } else { self.packed };
        let short = [packed, self.length].map(|size| size.to_le_bytes().into_iter().take(4).collect::<Vec<_>>());
        let long = [packed, self.length].map(|size| size.to_le_bytes().to_vec());
        [(SIGNATURE.as_slice(), &long), (&SIGNATURE, &short), (&[], &long), (&[], &short)].into_iter().find_map(
            |(signature, sizes)| {
                let told = [signature, &self.crc.value().to_le_bytes(), &sizes.concat()].concat();
                bytes.starts_with(&told).then_some(told.len())
            },
        )
    }

    /// What is told after the file is taken, and what was told before it compared.
    fn end<'a>(&mut self, input: &'a [u8]) -> Pushed<'a> {
        let trouble = |why, lost| Some(Err(Trouble { why, lost }));
        if let Some(told) = self.check {
            let right = matches!(self.kind, Kind::Unread) || told == (self.length, self.crc.value());
            let why = self.why.or((!right).then_some(SkipReason::Damaged));
            return (input, why.map_or(Some(Ok(())), |why| trouble(why, false)));
        }
        if input.len() < DESCRIPTOR {
            return (input, None);
        }
        match (self.descriptor(input), self.why) {
            (Some(length), None) => (input.get(length..).unwrap_or_default(), Some(Ok(()))),
            (_, why) => {
                // What was not unpacked cannot be compared: the next file tells how long this is.
                let next =
                    (12..DESCRIPTOR).step_by(4).find(|at| input.get(*at..).is_some_and(|at| at.starts_with(b"PK")));
                let why = why.unwrap_or(SkipReason::Damaged);
                (input.get(next.unwrap_or_default()..).unwrap_or_default(), trouble(why, next.is_none()))
            }
        }
    }
}

fn as_u64(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// CRC-32, as in zip (ISO 3309, reflected).
struct Crc(u32);

impl Crc {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut byte: u32 = 0;
        let mut rest: &mut [u32] = &mut table;
        while let Some((first, after)) = rest.split_first_mut() {
            let mut value = byte;
            let mut bit = 0;
            while bit < 8 {
                value = if value & 1 == 1 { value >> 1 ^ 0xedb8_8320 } else { value >> 1 };
                bit += 1;
            }
            *first = value;
            byte += 1;
            rest = after;
        }
        table
    };

    fn new() -> Self {
        Self(u32::MAX)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let [low, ..] = self.0.to_le_bytes();
            let step = Self::TABLE.get(usize::from(low ^ byte)).copied().unwrap_or_default();
            self.0 = self.0 >> 8 ^ step;
        }
    }

    fn value(&self) -> u32 {
        !self.0
    }
}
