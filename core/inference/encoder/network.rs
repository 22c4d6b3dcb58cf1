//! The forward pass of a transformer of BERT's kind: a run of texts, packed one behind the other without padding, becomes
//! a vector a text.

use std::ops::Range;

use super::{
    attention::{Attention, Inputs, ROWS},
    linear::{Linear, Rows},
    math::{Norm, gelus, normalise},
    place,
};
use crate::inference::{
    InferenceError,
    file::{Config, ModelFile, Tensor, Values, singles},
};

/// A transformer whose weights stay in its file's bytes.
#[derive(Debug)]
pub(super) struct Network {
    pub config: Config,
    bytes: Vec<u8>,
    pieces: Table,
    /// What each position adds to a piece's row.
    positions: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

/// The rows of pieces, in bytes.
#[derive(Debug)]
struct Table {
    bytes: Range<usize>,
    rows: Vec<f32>,
    columns: Vec<f32>,
}

#[derive(Debug)]
struct Layer {
    query: Linear,
    key: Linear,
    value: Linear,
    attention: Linear,
    attention_norm: Norm,
    inner: Linear,
    output: Linear,
    output_norm: Norm,
}

/// Texts that are computed together.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// The numbers of their pieces, text behind text.
    pub pieces: Vec<u32>,
    /// How many pieces each has.
    pub lengths: Vec<usize>,
}

/// Room for what is between two steps, used again by every run.
#[derive(Debug, Default)]
pub(super) struct Room {
    rounded: Rows,
    hidden: Vec<f32>,
    queries: Vec<f32>,
    keys: Vec<f32>,
    values: Vec<f32>,
    context: Vec<f32>,
    inner: Vec<f32>,
    attention: Attention,
}

impl Network {
    /// The network of a file's bytes, which it brings into the order that its products read them in.
    pub fn read(mut bytes: Vec<u8>) -> Result<Self, InferenceError> {
        let file = ModelFile::parse(&bytes)?;
        let config = file.config;
        if !(config.hidden / config.heads).is_multiple_of(ROWS) {
            return Err(InferenceError::NoModel("its heads are of a size that is not known"));
        }
        let layers = (0..config.layers).map(|at| Layer::read(&file, &bytes, at)).collect::<Result<Vec<_>, _>>()?;
        let word = file.tensor("embeddings.word_embeddings.weight", &[config.pieces, config.hidden])?;
        let pieces = Table::read(&word, &bytes)?;
        let positions =
            file.tensor("embeddings.position_embeddings.weight", &[config.positions, config.hidden])?.floats();
        let norm = norm(&file, "embeddings.LayerNorm")?;
        layers.iter().flat_map(Layer::dense).for_each(|layer| layer.pack(&mut bytes));
        Ok(Self { config, bytes, pieces, positions, norm, layers })
    }

    /// The vectors of a run's texts, of length 1; noughts for a text without pieces.
    pub fn vectors(&self, run: &Run, room: &mut Room) -> Vec<Vec<f32>> {
        let hidden = self.config.hidden;
        self.begin(run, &mut room.hidden);
        for layer in &self.layers {
            layer.apply(self, run, room);
        }
        let mut rows = room.hidden.chunks_exact(hidden);
        let mean = |length: &usize| {
            let mut sum = vec![0.0_f32; hidden];
            for row in rows.by_ref().take(*length) {
                sum.iter_mut().zip(row).for_each(|(sum, number)| *sum += number);
            }
            normalise(&mut sum);
            sum
        };
        run.lengths.iter().map(mean).collect()
    }

    /// The rows that the first layer is given.
    fn begin(&self, run: &Run, rows: &mut Vec<f32>) {
        let hidden = self.config.hidden;
        rows.clear();
        rows.resize(run.pieces.len().saturating_mul(hidden), 0.0);
        let positions = run.lengths.iter().flat_map(|length| self.positions.chunks_exact(hidden).take(*length));
        for ((row, piece), position) in rows.chunks_exact_mut(hidden).zip(&run.pieces).zip(positions) {
            self.pieces.put(&self.bytes, *piece, row);
            row.iter_mut().zip(position).for_each(|(number, position)| *number += position);
        }
        self.norm.apply(rows);
    }
}

impl Table {
    fn read(tensor: &Tensor<'_>, bytes: &[u8]) -> Result<Self, InferenceError> {
        let Values::I8 { rows, columns, bytes: table } = tensor.values else {
            return Err(InferenceError::NoModel("its pieces are for another device"));
        };
        Ok(Self { bytes: place(bytes, table)?, rows: singles(rows).collect(), columns: singles(columns).collect() })
    }

    fn put(&self, bytes: &[u8], piece: u32, row: &mut [f32]) {
        let Ok(piece) = usize::try_from(piece) else { return };
        let scale = self.rows.get(piece).copied().unwrap_or_default();
        let table = bytes.get(self.bytes.clone()).unwrap_or_default();
        let from = table.get(piece.saturating_mul(row.len())..).unwrap_or_default();
        for ((number, byte), column) in row.iter_mut().zip(from).zip(&self.columns) {
            *number = f32::from(byte.cast_signed()) * scale * column;
        }
    }
}

impl Layer {
    fn read(file: &ModelFile<'_>, bytes: &[u8], at: usize) -> Result<Self, InferenceError> {
        let Config { hidden, inner, heads, .. } = file.config;
        let dense =
            |name: &str, shape, factor| Linear::read(file, bytes, &format!("encoder.layer.{at}.{name}"), shape, factor);
        let norm = |name: &str| norm(file, &format!("encoder.layer.{at}.{name}"));
        // The products of queries and keys are divided by the root of their length: here, once for all.
        let root = (hidden.checked_div(heads).unwrap_or_default() as f32).sqrt();
        Ok(Self {
            query: dense("attention.self.query", [hidden, hidden], 1.0 / root)?,
            key: dense("attention.self.key", [hidden, hidden], 1.0)?,
            value: dense("attention.self.value", [hidden, hidden], 1.0)?,
            attention: dense("attention.output.dense", [hidden, hidden], 1.0)?,
            attention_norm: norm("attention.output.LayerNorm")?,
            inner: dense("intermediate.dense", [inner, hidden], 1.0)?,
            output: dense("output.dense", [hidden, inner], 1.0)?,
            output_norm: norm("output.LayerNorm")?,
        })
    }

    fn dense(&self) -> [&Linear; 6] {
        [&self.query, &self.key, &self.value, &self.attention, &self.inner, &self.output]
    }

    fn apply(&self, network: &Network, run: &Run, room: &mut Room) {
        let Config { hidden, inner, .. } = network.config;
        let Room { rounded, hidden: rows, .. } = room;
        let mut dense = |layer: &Linear, from: &[f32], into: &mut Vec<f32>, width: usize| {
            rounded.round(from, &layer.columns);
            into.clear();
            into.resize(run.pieces.len().saturating_mul(width), 0.0);
            layer.apply(&network.bytes, rounded, into);
        };
        dense(&self.query, rows, &mut room.queries, hidden);
        dense(&self.key, rows, &mut room.keys, hidden);
        dense(&self.value, rows, &mut room.values, hidden);
        room.attend(network.config, run);
        let Room { rounded, hidden: rows, .. } = room;
        rounded.round(&room.context, &self.attention.columns);
        self.attention.apply(&network.bytes, rounded, rows);
        self.attention_norm.apply(rows);
        rounded.round(rows, &self.inner.columns);
        room.inner.clear();
        room.inner.resize(run.pieces.len().saturating_mul(inner), 0.0);
        self.inner.apply(&network.bytes, rounded, &mut room.inner);
        gelus(&mut room.inner);
        rounded.round(&room.inner, &self.output.columns);
        self.output.apply(&network.bytes, rounded, rows);
        self.output_norm.apply(rows);
    }
}

impl Room {
    /// Attention, each text by itself.
    fn attend(&mut self, Config { hidden, heads, .. }: Config, run: &Run) {
        self.context.resize(self.hidden.len(), 0.0);
        let mut from = 0_usize;
        for length in &run.lengths {
            let text = from..from.saturating_add(length.saturating_mul(hidden));
            from = text.end;
            let parts =
                [&self.queries, &self.keys, &self.values].map(|rows| rows.get(text.clone()).unwrap_or_default());
            let out = self.context.get_mut(text).unwrap_or_default();
            self.attention.apply(Inputs { queries: parts[0], keys: parts[1], values: parts[2], hidden, heads }, out);
        }
    }
}

/// The layer normalisation of this name.
fn norm(file: &ModelFile<'_>, name: &str) -> Result<Norm, InferenceError> {
    let part = |part| Ok(file.tensor(&format!("{name}.{part}"), &[file.config.hidden])?.floats());
    Ok(Norm { scales: part("weight")?, shifts: part("bias")? })
}
