//! The manifest's bytes: numbers of seven bits a byte, the lowest first (LEB128). Normative: docs/formats/vault.md.

use super::{Blob, Cover, Covers, Log, Manifest, Namespace, Run};
use crate::vault::error::Damage;

impl Manifest {
    /// The plaintext to be sealed.
    pub(in crate::vault) fn encode(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.number(self.writes);
        out.number(self.floor);
        out.list(&self.logs, |out, (namespace, log)| {
            out.name(namespace.as_str());
            [log.next, log.edition, log.settled].into_iter().for_each(|number| out.number(number));
            let mut end = 0u64;
            out.list(&log.runs, |out, run| {
                out.number(run.from.saturating_sub(end));
                out.number(run.count);
                out.number(log.edition.saturating_sub(run.edition));
                end = run.end();
            });
        });
        out.list(&self.blobs, |out, (name, blob)| {
            out.name(name);
            out.number(blob.edition);
            out.number(u64::from(blob.parts));
            out.list(&blob.covers.0, |out, (namespace, cover)| {
                out.name(namespace.as_str());
                out.number(cover.next);
                out.number(cover.edition);
            });
        });
        out.list(&self.aside, |out, (number, (namespace, seq))| {
            out.number(*number);
            out.name(namespace.as_str());
            out.number(*seq);
        });
        out.0
    }

    /// Reads what [`Manifest::encode`] wrote; memory is bounded by the input.
    pub(in crate::vault) fn decode(bytes: &[u8]) -> Result<Self, Damage> {
        let mut reader = Reader(bytes);
        let manifest = read(&mut reader).filter(|_| reader.0.is_empty());
        manifest.ok_or(Damage::Malformed)
    }
}

fn read(reader: &mut Reader) -> Option<Manifest> {
    Some(Manifest {
        writes: reader.number()?,
        floor: reader.number()?,
        logs: reader.list(|reader| Some((reader.namespace()?, log(reader)?)))?.into_iter().collect(),
        blobs: reader.list(|reader| Some((reader.name()?.to_owned(), blob(reader)?)))?.into_iter().collect(),
        aside: reader
            .list(|reader| Some((reader.number()?, (reader.namespace()?, reader.number()?))))?
            .into_iter()
            .collect(),
    })
}

fn log(reader: &mut Reader) -> Option<Log> {
    let (next, edition, settled) = (reader.number()?, reader.number()?, reader.number()?);
    let mut end = 0u64;
    let runs = reader.list(|reader| {
        let from = end.checked_add(reader.number()?)?;
        let run = Run { from, count: reader.number()?, edition: edition.checked_sub(reader.number()?)? };
        end = from.checked_add(run.count)?;
        Some(run)
    })?;
    Some(Log { next, edition, settled, runs })
}

fn blob(reader: &mut Reader) -> Option<Blob> {
    let (edition, parts) = (reader.number()?, reader.number()?.try_into().ok()?);
    let covers = reader
        .list(|reader| Some((reader.namespace()?, Cover { next: reader.number()?, edition: reader.number()? })))?;
    Some(Blob { edition, parts, covers: Covers(covers.into_iter().collect()) })
}

#[derive(Default)]
struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, mut number: u64) {
        while number > 0x7f {
            self.0.push(low(number) | 0x80);
            number >>= 7;
        }
        self.0.push(low(number));
    }

    fn name(&mut self, name: &str) {
        self.0.extend(crate::vault::keys::prefixed(name));
    }

    fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator>,
        mut each: impl FnMut(&mut Self, T),
    ) {
        let items = items.into_iter();
        self.number(u64::try_from(items.len()).unwrap_or(u64::MAX));
        items.for_each(|item| each(self, item));
    }
}

/// The lowest seven bits.
fn low(number: u64) -> u8 {
    number.to_le_bytes().first().copied().unwrap_or(0) & 0x7f
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64u32).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            let bits = u64::from(byte & 0x7f);
            // Bits that fall off the end are none of ours.
            let placed = bits.checked_shl(shift).filter(|placed| placed >> shift == bits)?;
            number |= placed;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn name(&mut self) -> Option<&'a str> {
        let (length, rest) = self.0.split_first()?;
        let (name, rest) = rest.split_at_checked(usize::from(*length))?;
        self.0 = rest;
        std::str::from_utf8(name).ok()
    }

    fn namespace(&mut self) -> Option<Namespace> {
        Namespace::parse(self.name()?).ok()
    }

    fn list<T>(&mut self, mut each: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        // No capacity is taken on its word: every item takes at least one byte.
        (0..count).map(|_| each(self)).collect()
    }
}
