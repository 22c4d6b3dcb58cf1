//! The encoder on burn's own CPU backend: a tiny model without any download, and the real one beside its authors' numbers.

use super::*;
use crate::inference::{encoder::CpuEncoder, golden, tests::model};

/// A model of two layers with two heads, whose numbers are of no meaning.
fn small() -> Vec<u8> {
    let words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "cat", "dog", "##s"];
    let sizes = [2_u32, 2, 8, 16, 12, 7];
    let mut named = vec![
        ("embeddings.LayerNorm.bias".to_owned(), vec![8]),
        ("embeddings.LayerNorm.weight".to_owned(), vec![8]),
        ("embeddings.position_embeddings.weight".to_owned(), vec![12, 8]),
        ("embeddings.word_embeddings.weight".to_owned(), vec![7, 8]),
    ];
    for layer in 0..2 {
        let dense = |of: &str, from, to| [(format!("{of}.bias"), vec![to]), (format!("{of}.weight"), vec![to, from])];
        let norm = |of: &str| [(format!("{of}.bias"), vec![8]), (format!("{of}.weight"), vec![8])];
        let all = [
            norm("attention.output.LayerNorm"),
            dense("attention.output.dense", 8, 8),
            dense("attention.self.key", 8, 8),
            dense("attention.self.query", 8, 8),
            dense("attention.self.value", 8, 8),
            dense("intermediate.dense", 8, 16),
            norm("output.LayerNorm"),
            dense("output.dense", 16, 8),
        ];
        named.extend(all.into_iter().flatten().map(|(name, shape)| (format!("encoder.layer.{layer}.{name}"), shape)));
    }
    let mut bytes = b"OYMODEL\x02".to_vec();
    let mut body = Vec::new();
    for part in ["tiny@1".to_owned(), words.join("\n")] {
        bytes.extend(u32::try_from(part.len()).unwrap().to_le_bytes());
        bytes.extend(part.bytes());
    }
    bytes.extend(sizes.iter().flat_map(|size| size.to_le_bytes()));
    bytes.extend(u32::try_from(named.len()).unwrap().to_le_bytes());
    let mut number = 0.1_f32;
    for (name, shape) in named {
        bytes.extend(u32::try_from(name.len()).unwrap().to_le_bytes());
        bytes.extend(name.bytes());
        bytes.extend([u8::from(shape.len() > 1), u8::try_from(shape.len()).unwrap()]);
        bytes.extend(shape.iter().flat_map(|size: &u32| size.to_le_bytes()));
        for _ in 0..shape.iter().product() {
            // Some chaos in (0, 1), the same everywhere.
            number = 3.7 * number * (1.0 - number);
            if shape.len() > 1 {
                body.extend(f16::from_f32(number - 0.5).to_le_bytes());
            } else {
                body.extend(number.to_le_bytes());
            }
        }
    }
    bytes.extend(body);
    bytes
}

fn tiny() -> BurnEncoder {
    BurnEncoder::load(&ModelFile::parse(&small()).unwrap(), &Device::flex()).unwrap()
}

async fn embed(encoder: &BurnEncoder, texts: &[&str]) -> Vec<Vec<f32>> {
    encoder.embed(texts, &|| false).await.unwrap()
}

fn furthest(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(one, other)| (one - other).abs()).fold(0.0, f32::max)
}

#[tokio::test]
async fn a_text_is_the_same_alone_and_among_longer_ones() {
    let encoder = tiny();
    let texts = ["cat", "", "dogs and cats and dogs", "dog", "cats cats cats cats cats cats cats cats cats"];
    let together = embed(&encoder, &texts).await;
    for (text, vector) in texts.iter().zip(&together) {
        let alone = embed(&encoder, &[text]).await;
        assert!(furthest(&alone[0], vector) <= 1e-5, "{text}");
        let length = vector.iter().map(|number| number * number).sum::<f32>();
        assert!((length - if text.is_empty() { 0.0 } else { 1.0 }).abs() <= 1e-5, "{text}: {length}");
    }
    assert!(furthest(&together[0], &together[3]) > 1e-3);
}

#[tokio::test]
async fn nothing_is_done_for_who_wants_no_more() {
    let stopped = tiny().embed(&["cat"], &|| true).await;
    assert_eq!(stopped, Err(InferenceError::Cancelled));
}

#[test]
fn a_model_with_a_tensor_of_another_shape_is_refused() {
    let bytes = small();
    let inner = bytes.windows(8).position(|some| some == [8, 0, 0, 0, 16, 0, 0, 0]).unwrap();
    let mut damaged = bytes;
    damaged[inner + 4] = 24;
    let refused = ModelFile::parse(&damaged).and_then(|file| BurnEncoder::load(&file, &Device::flex()));
    assert!(matches!(refused, Err(InferenceError::NoModel(_))));
}

#[tokio::test]
async fn minilm_is_as_its_authors_made_it() {
    let Some(bytes) = model("minilm-l6-f16.bin") else { return };
    let encoder = BurnEncoder::load(&ModelFile::parse(&bytes).unwrap(), &Device::flex()).unwrap();
    assert_eq!((encoder.id().as_str(), encoder.dims()), ("minilm-l6@1", 384));
    for pair in golden::check(&encoder).await.unwrap().pairs {
        assert!((pair.found - pair.expected).abs() <= 1e-3, "{pair:?}");
    }
    let long = "word ".repeat(200_000);
    let cut = embed(&encoder, &[&long, &long[..254 * 5]]).await;
    assert!(furthest(&cut[0], &cut[1]) <= 1e-5);
}

#[tokio::test]
async fn bytes_say_nearly_the_same() {
    let (Some(halves), Some(bytes)) = (model("minilm-l6-f16.bin"), model("minilm-l6-i8.bin")) else { return };
    let reference = BurnEncoder::load(&ModelFile::parse(&halves).unwrap(), &Device::flex()).unwrap();
    let ours = CpuEncoder::from_bytes(bytes).unwrap();
    let texts = [
        "Hello world",
        "Your order of 12 March has been shipped and arrives on Thursday.",
        "Caroline's naïve café in 東京 costs €3.50!",
        "Invoice 4711: 129.90 EUR, due in 14 days",
        "I have been running every morning since my knee is better, mostly along the river and back over the old bridge.",
        "no",
    ];
    let expected = embed(&reference, &texts).await;
    let found = ours.embed(&texts, &|| false).await.unwrap();
    for ((text, one), other) in texts.iter().zip(&expected).zip(&found) {
        let cosine: f32 = one.iter().zip(other).map(|(one, other): (&f32, &f32)| one * other).sum();
        assert!(cosine >= 0.998, "{text}: {cosine}");
    }
}
