//! A model from its bytes, and the real one beside what its authors' numbers say.

use std::{env, fs, path::PathBuf};

use super::*;

/// A model's file from the cache, where set-up has put it.
pub(super) fn model(file: &str) -> Option<Vec<u8>> {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cache")))?;
    let bytes = fs::read(cache.join("ownyou/models").join(file));
    bytes.inspect_err(|_| eprintln!("{file}: skipped, scripts/setup-models.sh has not been run")).ok()
}

/// A model of three pieces and two numbers.
fn small() -> Vec<u8> {
    let mut bytes = b"OYMODEL\x01".to_vec();
    for part in ["tiny@1", "cat\ndog\n##s"] {
        bytes.extend(u32::try_from(part.len()).unwrap().to_le_bytes());
        bytes.extend(part.bytes());
    }
    bytes.extend([2_u32, 3].iter().flat_map(|number| number.to_le_bytes()));
    bytes.extend([1.0_f32, 0.5, 1.0].iter().flat_map(|number| number.to_le_bytes()));
    bytes.extend([127_i8, 0, 0, 127, 0, 127].iter().map(|number| number.cast_unsigned()));
    bytes
}

fn near(one: &[f32], other: &[f32], by: f32) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| (one - other).abs() <= by)
}

#[test]
fn a_vector_is_the_mean_of_the_pieces() {
    let model = StaticEmbedder::from_bytes(&small()).unwrap();
    assert_eq!((model.id().as_str(), model.dims()), ("tiny@1", 2));
    assert!(near(&model.vector("cat", |_| 1.0), &[1.0, 0.0], 1e-6));
    assert!(near(&model.vector("Cats!", |_| 1.0), &[0.5_f32.sqrt(), 0.5_f32.sqrt()], 1e-6));
    assert!(near(&model.vector("cat dog", |word| if word == "dog" { 2.0 } else { 1.0 }), &[0.5_f32.sqrt(); 2], 1e-6));
    assert!(near(&model.vector("bird", |_| 1.0), &[0.0, 0.0], 0.0));
}

#[test]
fn what_is_no_model_is_refused() {
    let bytes = small();
    for length in 0..bytes.len() {
        assert!(StaticEmbedder::from_bytes(&bytes[..length]).is_err(), "{length} bytes");
    }
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x41;
        if let Ok(model) = StaticEmbedder::from_bytes(&damaged) {
            assert_eq!(model.vector("cats and dogs", |_| 1.0).len(), model.dims());
        }
    }
}

/// The first numbers and the cosines that numpy gives from the original weights; a number's byte may be half a step off.
#[test]
fn potion_is_as_its_authors_made_it() {
    let Some(bytes) = model("potion-base-8m.bin") else { return };
    let model = StaticEmbedder::from_bytes(&bytes).unwrap();
    let texts = [
        "Hello world",
        "The quick brown fox jumps over the lazy dog",
        "Rust is a systems programming language",
        "Caroline's naïve café in 東京 costs €3.50!",
    ];
    let first = [
        [-0.0343, -0.0802, -0.144, 0.0848, 0.0196, 0.1422, 0.0441, -0.1269],
        [-0.2133, -0.1154, 0.0762, -0.1617, 0.0423, 0.0241, -0.0888, -0.091],
        [0.1306, -0.0274, -0.1557, -0.171, 0.1179, 0.0243, -0.0272, -0.1689],
        [0.1402, 0.0454, -0.0564, -0.0352, -0.084, 0.1438, 0.05, -0.1292],
    ];
    let vectors = texts.map(|text| model.vector(text, |_| 1.0));
    for ((vector, first), text) in vectors.iter().zip(first).zip(texts) {
        assert!(near(&vector[..8], &first, 0.01), "{text}: {:?}", &vector[..8]);
    }
    let cosine = |one: usize, other: usize| vectors[one].iter().zip(&vectors[other]).map(|(a, b)| a * b).sum::<f32>();
    let cosines = [cosine(0, 1), cosine(0, 2), cosine(0, 3), cosine(1, 2), cosine(1, 3), cosine(2, 3)];
    assert!(near(&cosines, &[0.0301, 0.1098, 0.0665, -0.0221, 0.0558, 0.0613], 0.01), "{cosines:?}");
}
