//! The encoder's arithmetic in burn's operations: layers of attention and of a wider inner layer, each followed by a
//! normalisation (BERT: Devlin et al., 2018), then the mean over a text's pieces.

use burn::tensor::{
    Device, Tensor, TensorData,
    activation::{gelu, softmax},
    module::{layer_norm, linear},
};

use super::{Config, InferenceError, ModelFile};

/// What a model's authors added to every variance.
const EPSILON: f64 = 1e-12;

/// Everything behind the table of words, on a device.
#[derive(Debug, Clone)]
pub(super) struct Network {
    config: Config,
    first: Norm,
    layers: Vec<Layer>,
}

#[derive(Debug, Clone)]
struct Layer {
    query: Linear,
    key: Linear,
    value: Linear,
    together: Linear,
    attended: Norm,
    widen: Linear,
    narrow: Linear,
    done: Norm,
}

/// y = x·w + b, w of shape [in, out].
#[derive(Debug, Clone)]
struct Linear {
    weight: Tensor<2>,
    bias: Tensor<1>,
}

#[derive(Debug, Clone)]
struct Norm {
    scale: Tensor<1>,
    shift: Tensor<1>,
}

impl Network {
    /// Brings a file's weights to the device.
    pub fn load(file: &ModelFile<'_>, device: &Device) -> Result<Self, InferenceError> {
        let config = file.config;
        let first = Norm::load("embeddings.LayerNorm", config.hidden, file, device)?;
        let layers =
            (0..config.layers).map(|number| Layer::load(number, config, file, device)).collect::<Result<_, _>>()?;
        Ok(Self { config, first, layers })
    }

    /// The mean of each text's pieces: [texts, hidden]. `pieces` is [texts, length, hidden], `bias` [texts, 1, 1, length]
    /// (0 for a piece, much less for padding), `share` [texts, 1, length] (what a piece counts for in its text's mean).
    pub fn forward(&self, pieces: Tensor<3>, bias: &Tensor<4>, share: Tensor<3>) -> Tensor<2> {
        let mut pieces = self.first.apply(pieces);
        for layer in &self.layers {
            pieces = layer.apply(pieces, bias, self.config);
        }
        share.matmul(pieces).squeeze_dim(1)
    }
}

impl Layer {
    fn load(number: usize, config: Config, file: &ModelFile<'_>, device: &Device) -> Result<Self, InferenceError> {
        let name = |of: &str| format!("encoder.layer.{number}.{of}");
        let linear = |of: &str, from: usize, to: usize| Linear::load(&name(of), from, to, file, device);
        let norm = |of: &str| Norm::load(&name(of), config.hidden, file, device);
        let Config { hidden, inner, .. } = config;
        Ok(Self {
            query: linear("attention.self.query", hidden, hidden)?,
            key: linear("attention.self.key", hidden, hidden)?,
            value: linear("attention.self.value", hidden, hidden)?,
            together: linear("attention.output.dense", hidden, hidden)?,
            attended: norm("attention.output.LayerNorm")?,
            widen: linear("intermediate.dense", hidden, inner)?,
            narrow: linear("output.dense", inner, hidden)?,
            done: norm("output.LayerNorm")?,
        })
    }

    fn apply(&self, pieces: Tensor<3>, bias: &Tensor<4>, config: Config) -> Tensor<3> {
        let attended = self.attended.apply(self.attend(pieces.clone(), bias, config) + pieces);
        let wide = gelu(self.widen.apply(attended.clone()));
        self.done.apply(self.narrow.apply(wide) + attended)
    }

    /// Every piece looks at all pieces of its text, in each head with a part of its numbers.
    fn attend(&self, pieces: Tensor<3>, bias: &Tensor<4>, config: Config) -> Tensor<3> {
        let [texts, length, hidden] = pieces.dims();
        let width = hidden.checked_div(config.heads).unwrap_or(hidden);
        let heads = |linear: &Linear| {
            linear.apply(pieces.clone()).reshape([texts, length, config.heads, width]).swap_dims(1, 2)
        };
        #[expect(clippy::cast_precision_loss, reason = "some dozens are exact")]
        let scale = 1.0 / (width as f32).sqrt();
        let scores = heads(&self.query).matmul(heads(&self.key).swap_dims(2, 3)) * scale + bias.clone();
        let seen = softmax(scores, 3).matmul(heads(&self.value));
        self.together.apply(seen.swap_dims(1, 2).reshape([texts, length, hidden]))
    }
}

impl Linear {
    /// The file has a weight as [to, from].
    fn load(name: &str, from: usize, to: usize, file: &ModelFile<'_>, device: &Device) -> Result<Self, InferenceError> {
        let weight = file.tensor(&format!("{name}.weight"), &[to, from])?.floats();
        let weight = Tensor::<2>::from_data(TensorData::new(weight, [to, from]), device).transpose();
        Ok(Self { weight, bias: vector(&format!("{name}.bias"), to, file, device)? })
    }

    fn apply(&self, input: Tensor<3>) -> Tensor<3> {
        linear(input, self.weight.clone(), Some(self.bias.clone()))
    }
}

impl Norm {
    fn load(name: &str, size: usize, file: &ModelFile<'_>, device: &Device) -> Result<Self, InferenceError> {
        let scale = vector(&format!("{name}.weight"), size, file, device)?;
        let shift = vector(&format!("{name}.bias"), size, file, device)?;
        Ok(Self { scale, shift })
    }

    fn apply(&self, input: Tensor<3>) -> Tensor<3> {
        layer_norm(input, self.scale.clone(), Some(self.shift.clone()), EPSILON)
    }
}

fn vector(name: &str, size: usize, file: &ModelFile<'_>, device: &Device) -> Result<Tensor<1>, InferenceError> {
    Ok(Tensor::from_data(TensorData::new(file.tensor(name, &[size])?.floats(), [size]), device))
}
