//! Texts whose likeness is known, to tell whether a transformer computes what it should on this device.

use serde::Serialize;

use super::{Embedder, InferenceError};

/// Texts, with the cosines of each two by sentence-transformers' own implementation in single precision.
const TEXTS: [&str; 3] =
    ["Hello world", "The quick brown fox jumps over the lazy dog", "Rust is a systems programming language"];
const COSINES: [(usize, usize, f32); 3] = [(0, 1, 0.13322), (0, 2, 0.14201), (1, 2, 0.07596)];

/// How far a cosine may be off: numbers of one byte are less exact than those of the authors.
const NEAR: f32 = 0.03;

/// Two texts and their cosine.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// The one.
    pub one: &'static str,
    /// The other.
    pub other: &'static str,
    /// By the authors' implementation.
    pub expected: f32,
    /// Here.
    pub found: f32,
}

/// What a model answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// Every cosine is near enough.
    pub ok: bool,
    /// All of them.
    pub pairs: Vec<Pair>,
}

/// Lets a model embed the texts, and compares.
pub async fn check(model: &impl Embedder) -> Result<Check, InferenceError> {
    let vectors = model.embed(&TEXTS, &|| false).await?;
    let pairs: Vec<Pair> = COSINES
        .iter()
        .filter_map(|&(one, other, expected)| {
            let found = vectors.get(one)?.iter().zip(vectors.get(other)?).map(|(a, b)| a * b).sum();
            Some(Pair { one: TEXTS.get(one)?, other: TEXTS.get(other)?, expected, found })
        })
        .collect();
    // Not the other way round: what is no number is not near.
    let ok = pairs.len() == COSINES.len() && pairs.iter().all(|pair| (pair.found - pair.expected).abs() <= NEAR);
    Ok(Check { ok, pairs })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inference::ModelId;

    /// Answers with these vectors, whatever is asked.
    struct Canned(ModelId, Vec<Vec<f32>>);

    impl Embedder for Canned {
        fn id(&self) -> &ModelId {
            &self.0
        }

        fn dims(&self) -> usize {
            3
        }

        async fn embed(&self, _: &[&str], _: &dyn Fn() -> bool) -> Result<Vec<Vec<f32>>, InferenceError> {
            Ok(self.1.clone())
        }

        async fn embed_query(&self, _: &str, _: &dyn Fn(&str) -> f32) -> Result<Vec<f32>, InferenceError> {
            Ok(Vec::new())
        }
    }

    #[tokio::test]
    async fn right_vectors_pass_and_no_others() {
        // Of length 1, with the cosines of the texts.
        let right = vec![vec![1.0, 0.0, 0.0], vec![0.13322, 0.99109, 0.0], vec![0.14201, 0.05755, 0.98819]];
        let checked = |vectors| async { check(&Canned(ModelId::new("canned@1"), vectors)).await.unwrap() };
        let passed = checked(right.clone()).await;
        assert!(passed.ok, "{passed:?}");
        assert_eq!(passed.pairs.len(), 3);
        let mut wrong = right.clone();
        wrong.swap(1, 2);
        wrong[1][1] = 0.9;
        let mut no_number = right.clone();
        no_number[2][0] = f32::NAN;
        for vectors in [wrong, no_number, right[..2].to_vec(), vec![vec![0.0; 3]; 3], Vec::new()] {
            assert!(!checked(vectors).await.ok);
        }
    }
}
