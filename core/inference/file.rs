//! A transformer's file: how large it is, its vocabulary and its tensors, borrowed from the bytes. docs/formats/model.md has
//! the form, `scripts/models/encoder.mjs` writes it.

use super::{InferenceError, ModelId};

/// How any model of ours begins; the version of its form is behind it.
const MAGIC: &[u8; 7] = b"OYMODEL";

/// The version of a transformer's form.
const VERSION: u8 = 2;

/// A transformer's sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Config {
    /// Layers.
    pub layers: usize,
    /// Heads of attention a layer.
    pub heads: usize,
    /// Numbers of a piece's row between layers, and of a text's vector.
    pub hidden: usize,
    /// Numbers of a row within a layer's two dense steps.
    pub inner: usize,
    /// Most pieces of a text, with the two that stand around it.
    pub positions: usize,
    /// Pieces of the vocabulary.
    pub pieces: usize,
}

/// Numbers as they are in the file, little-endian.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values<'a> {
    /// Single precision.
    F32(&'a [[u8; 4]]),
    /// Half precision.
    F16(&'a [[u8; 2]]),
    /// A matrix in signed bytes: a number is byte × its row's scale × its column's.
    I8 {
        /// The rows' scales, in single precision.
        rows: &'a [[u8; 4]],
        /// The columns' scales.
        columns: &'a [[u8; 4]],
        /// The bytes, row by row.
        bytes: &'a [u8],
    },
}

/// A tensor of one or two dimensions, the last one's numbers beside each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tensor<'a> {
    /// Its sizes; a dense layer's are its outputs and its inputs.
    pub shape: Vec<usize>,
    /// Its numbers.
    pub values: Values<'a>,
}

impl<'a> Tensor<'a> {
    /// All its numbers in single precision.
    pub fn floats(&self) -> Vec<f32> {
        match self.values {
            Values::F32(numbers) => singles(numbers).collect(),
            Values::F16(numbers) => numbers.iter().map(|bytes| half(u16::from_le_bytes(*bytes))).collect(),
            Values::I8 { rows, columns, bytes } => {
                let row = |(row, scale): (&'a [u8], f32)| {
                    row.iter()
                        .zip(singles(columns))
                        .map(move |(byte, column)| f32::from(byte.cast_signed()) * scale * column)
                };
                bytes.chunks(columns.len().max(1)).zip(singles(rows)).flat_map(row).collect()
            }
        }
    }
}

/// A transformer, read but not computed with.
#[derive(Debug, Clone)]
pub struct ModelFile<'a> {
    /// Whose vectors it gives.
    pub id: ModelId,
    /// Its sizes.
    pub config: Config,
    /// Its WordPiece vocabulary, one piece a line, in the order of the numbers.
    pub vocabulary: &'a str,
    tensors: Vec<(&'a str, Tensor<'a>)>,
}

impl<'a> ModelFile<'a> {
    /// Reads a file; nothing but the list of its tensors is copied. A file that is cut, has more than it says, or whose sizes do not
    /// belong together is refused.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, InferenceError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(InferenceError::NoModel("it begins with something else"))?;
        let rest = rest.strip_prefix(&[VERSION]).ok_or(InferenceError::NoModel("it is of another version"))?;
        let mut reader = Reader(rest);
        let id = ModelId::new(reader.text()?);
        let vocabulary = reader.text()?;
        let config = Config {
            layers: reader.number()?,
            heads: reader.number()?,
            hidden: reader.number()?,
            inner: reader.number()?,
            positions: reader.number()?,
            pieces: reader.number()?,
        };
        let parts = [config.layers, config.heads, config.inner, config.positions];
        if parts.contains(&0) || config.hidden == 0 || !config.hidden.is_multiple_of(config.heads) {
            return Err(InferenceError::NoModel("its sizes do not belong together"));
        }
        if vocabulary.split('\n').count() != config.pieces {
            return Err(InferenceError::NoModel("its vocabulary is of another size"));
        }
        let heads = (0..reader.number()?).map(|_| Head::read(&mut reader)).collect::<Result<Vec<_>, _>>()?;
        let tensors = heads.into_iter().map(|head| head.tensor(&mut reader)).collect::<Result<Vec<_>, _>>()?;
        if !reader.0.is_empty() {
            return Err(InferenceError::NoModel("it goes on behind its end"));
        }
        Ok(Self { id, config, vocabulary, tensors })
    }

    /// The tensor of a name, which is the authors' (`encoder.layer.0.output.dense.weight`), if it has this shape.
    pub fn tensor(&self, name: &str, shape: &[usize]) -> Result<Tensor<'a>, InferenceError> {
        let found = self.tensors.iter().find(|(other, tensor)| *other == name && tensor.shape == shape);
        Ok(found.ok_or(InferenceError::NoModel("a tensor is missing or has another shape"))?.1.clone())
    }
}

/// What the list says of a tensor.
struct Head<'a> {
    name: &'a str,
    kind: u8,
    shape: Vec<usize>,
}

impl<'a> Head<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, InferenceError> {
        let name = reader.text()?;
        let [kind, dimensions] = *reader.take(2)? else { return Err(CUT) };
        if !matches!((kind, dimensions), (0 | 1, 1 | 2) | (2, 2)) {
            return Err(InferenceError::NoModel("a tensor is of a kind that is not known"));
        }
        let shape = (0..dimensions).map(|_| reader.number()).collect::<Result<_, _>>()?;
        Ok(Self { name, kind, shape })
    }

    fn tensor(self, reader: &mut Reader<'a>) -> Result<(&'a str, Tensor<'a>), InferenceError> {
        let count = self.shape.iter().try_fold(1_usize, |count, size| count.checked_mul(*size)).ok_or(CUT)?;
        let mut quads = |count: usize| Ok(reader.take(count.saturating_mul(4))?.as_chunks::<4>().0);
        let values = match self.kind {
            0 => Values::F32(quads(count)?),
            1 => Values::F16(reader.take(count.saturating_mul(2))?.as_chunks::<2>().0),
            _ => Values::I8 {
                rows: quads(self.shape.first().copied().unwrap_or_default())?,
                columns: quads(self.shape.last().copied().unwrap_or_default())?,
                bytes: reader.take(count)?,
            },
        };
        Ok((self.name, Tensor { shape: self.shape, values }))
    }
}

const CUT: InferenceError = InferenceError::NoModel("it ends too early");

/// What is not read yet.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], InferenceError> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(CUT)?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<usize, InferenceError> {
        let (number, rest) = self.0.split_first_chunk().ok_or(CUT)?;
        self.0 = rest;
        usize::try_from(u32::from_le_bytes(*number)).map_err(|_| CUT)
    }

    /// A text behind its length.
    fn text(&mut self) -> Result<&'a str, InferenceError> {
        let length = self.number()?;
        std::str::from_utf8(self.take(length)?)
            .map_err(|_| InferenceError::NoModel("a name or its vocabulary is no text"))
    }
}

/// Numbers in single precision.
pub(super) fn singles(numbers: &[[u8; 4]]) -> impl Iterator<Item = f32> {
    numbers.iter().map(|bytes| f32::from_le_bytes(*bytes))
}

/// A number in half precision (IEEE 754 binary16), exactly.
fn half(bits: u16) -> f32 {
    let bits = u32::from(bits);
    let (sign, digits) = ((bits & 0x8000) << 16, (bits & 0x7fff) << 13);
    // The exponent's middle is 15 here and 127 there; what is infinite here lies above all numbers there.
    let size = if digits >= 0x0f80_0000 {
        f32::from_bits(digits | 0x7f80_0000)
    } else {
        f32::from_bits(digits) * f32::from_bits(0x7780_0000)
    };
    f32::from_bits(size.to_bits() | sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A model of two pieces with a tensor of each kind: what it is, and its bytes.
    fn small() -> Vec<u8> {
        let mut bytes = b"OYMODEL\x02".to_vec();
        let text = |bytes: &mut Vec<u8>, text: &str| {
            bytes.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
            bytes.extend(text.bytes());
        };
        text(&mut bytes, "tiny@1");
        text(&mut bytes, "cat\ndog");
        bytes.extend([1_u32, 2, 4, 8, 3, 2, 3].iter().flat_map(|number| number.to_le_bytes()));
        for (name, kind, shape) in [("a", 0, &[2_u32][..]), ("b", 1, &[2, 3]), ("c", 2, &[2, 2])] {
            text(&mut bytes, name);
            bytes.extend([kind, u8::try_from(shape.len()).unwrap()]);
            bytes.extend(shape.iter().flat_map(|number| number.to_le_bytes()));
        }
        bytes.extend([1.5_f32, -2.0].iter().flat_map(|number| number.to_le_bytes()));
        bytes.extend([0x3c00_u16, 0xc000, 0x0001, 0x7bff, 0x8000, 0x7c00].iter().flat_map(|half| half.to_le_bytes()));
        bytes.extend([0.5_f32, 2.0, 1.0, 3.0].iter().flat_map(|number| number.to_le_bytes()));
        bytes.extend([1, 0xff, 127, 0x81]);
        bytes
    }

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let bytes = small();
        let file = ModelFile::parse(&bytes).unwrap();
        assert_eq!((file.id.as_str(), file.vocabulary), ("tiny@1", "cat\ndog"));
        assert_eq!(file.config, Config { layers: 1, heads: 2, hidden: 4, inner: 8, positions: 3, pieces: 2 });
        assert_eq!(file.tensor("a", &[2]).unwrap().floats(), [1.5, -2.0]);
        let smallest = 2.0_f32.powi(-24);
        assert_eq!(file.tensor("b", &[2, 3]).unwrap().floats(), [1.0, -2.0, smallest, 65504.0, 0.0, f32::INFINITY]);
        assert_eq!(file.tensor("c", &[2, 2]).unwrap().floats(), [0.5, -1.5, 254.0, -762.0]);
        assert!(file.tensor("c", &[4, 1]).is_err() && file.tensor("d", &[2]).is_err());
    }

    #[test]
    fn a_cut_or_damaged_file_is_refused_or_read() {
        let bytes = small();
        for length in 0..bytes.len() {
            assert!(ModelFile::parse(&bytes[..length]).is_err(), "{length} bytes");
        }
        assert!(ModelFile::parse(&[&bytes[..], &[0]].concat()).is_err());
        for (at, bit) in (0..bytes.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << bit;
            if let Ok(file) = ModelFile::parse(&damaged) {
                let numbers = file.tensors.iter().map(|(_, tensor)| tensor.floats().len()).sum::<usize>();
                assert!(numbers <= damaged.len(), "bit {bit} of byte {at}");
            }
        }
    }

    #[test]
    fn another_version_says_so() {
        let mut bytes = small();
        bytes[7] = 3;
        assert_eq!(ModelFile::parse(&bytes).unwrap_err(), InferenceError::NoModel("it is of another version"));
    }
}
