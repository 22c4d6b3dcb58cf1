//! Names that no table has, judged by the letters in them: a small model trained by scripts/classifier on the tables of names
//! and words. “Wollstübchen” is in no list, and what is like it in many names sells wool.

use std::sync::OnceLock;

use crate::tables::Table;

use super::taxonomy::SegmentId;

/// Lengths of the runs of letters that are looked at.
const RUNS: [usize; 3] = [3, 4, 5];
/// The character of the weight 0, and how far apart the weights of two neighbouring characters are.
const ZERO: u8 = 79;
const STEP: f32 = 0.1;
/// Words of a text that are looked at: a name stands at its beginning.
const WORDS: usize = 24;

/// What a name is like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Guess {
    /// The tier-2 segment.
    pub segment: SegmentId,
    /// How likely it is, 0 to 1, by names that the model was not shown.
    pub chance: f32,
}

/// The class of names that nothing may be inferred from.
const SENSITIVE: &str = "sensitive";

/// The model: a class for each column, a line of weights for each bucket.
struct Model {
    classes: Vec<&'static str>,
    weights: &'static [u8],
    buckets: u32,
}

/// The likeliest segment of a name; none where it is like what says nothing or what nothing may be inferred from.
pub(super) fn guess(words: &[String]) -> Option<Guess> {
    let model = model();
    let chances = model.chances(words)?;
    let (class, chance) = chances.into_iter().enumerate().max_by(|(_, one), (_, other)| one.total_cmp(other))?;
    let segment = model.classes.get(class)?.parse().ok().map(SegmentId)?;
    Some(Guess { segment, chance })
}

/// How much a name is like those that nothing may be inferred from, 0 to 1.
pub(super) fn sensitive(words: &[String]) -> f32 {
    let model = model();
    let class = model.classes.iter().position(|class| *class == SENSITIVE);
    class.zip(model.chances(words)).and_then(|(class, chances)| chances.get(class).copied()).unwrap_or(0.0)
}

fn model() -> &'static Model {
    static MODEL: OnceLock<Model> = OnceLock::new();
    MODEL.get_or_init(|| {
        let (head, weights) = Table::Letters.text().split_once('\n').unwrap_or_default();
        let classes: Vec<_> = head.split(' ').collect();
        // A line ends in a newline.
        let buckets = weights.len() / classes.len().saturating_add(1);
        Model { classes, weights: weights.as_bytes(), buckets: u32::try_from(buckets).unwrap_or(0) }
    })
}

impl Model {
    /// The chance of each class; none for a text without letters.
    fn chances(&self, words: &[String]) -> Option<Vec<f32>> {
        let mut scores = vec![0.0_f32; self.classes.len()];
        let mut seen = 0_u16;
        for word in words.iter().take(WORDS) {
            let letters: Vec<char> = ['<'].into_iter().chain(word.chars()).chain(['>']).collect();
            let runs = RUNS.into_iter().flat_map(|run| letters.windows(run));
            for run in [&*letters].into_iter().chain(runs) {
                self.add(run, &mut scores)?;
                seen = seen.saturating_add(1);
            }
        }
        let scale = 1.0 / f32::from(seen.max(1)).sqrt();
        let most = scores.iter().copied().fold(f32::MIN, f32::max);
        scores.iter_mut().for_each(|score| *score = ((*score - most) * scale).exp());
        let sum: f32 = scores.iter().sum();
        scores.iter_mut().for_each(|score| *score /= sum);
        (seen > 0).then_some(scores)
    }

    fn add(&self, run: &[char], scores: &mut [f32]) -> Option<()> {
        let bucket = hash(run).checked_rem(self.buckets)?;
        let width = self.classes.len();
        let begins = usize::try_from(bucket).ok()?.checked_mul(width.saturating_add(1))?;
        let weights = self.weights.get(begins..)?.get(..width)?;
        for (score, weight) in scores.iter_mut().zip(weights) {
            *score += (f32::from(*weight) - f32::from(ZERO)) * STEP;
        }
        Some(())
    }
}

/// 32-bit FNV-1a, its upper half brought into its lower one, whose bits are the poorer.
fn hash(run: &[char]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut bytes = [0; 4];
    for letter in run {
        for byte in letter.encode_utf8(&mut bytes).bytes() {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    (hash >> 16) ^ hash
}

#[cfg(test)]
mod tests {
    use super::{
        super::{taxonomy, text::tokens},
        *,
    };

    fn likeliest(name: &str) -> Option<u16> {
        guess(&tokens(name)).filter(|guess| guess.chance > 0.4).map(|guess| guess.segment.0)
    }

    #[test]
    fn names_that_no_list_has_are_judged_by_what_they_are_like() {
        let names = [
            ("Burgerhaus Nord", 368),
            ("Ristorantino", 368),
            ("Autoteilewelt", 243),
            ("Schuhmodewelt", 676),
            ("Hotelpension Waldblick", 719),
            ("Fashionhouse Mila", 676),
            ("Petshopworld", 541),
            ("Fitnessclubworld", 406),
        ];
        let right = names.iter().filter(|(name, segment)| likeliest(name) == Some(*segment)).count();
        assert!(right >= 6, "{:?}", names.map(|(name, _)| (name, guess(&tokens(name)))));
    }

    #[test]
    fn it_says_nothing_of_what_is_sensitive_or_says_nothing() {
        for name in ["Krankengymnastikpraxis", "Spielcasinobetriebe", "Kirchengemeindeamt", "", "¿?"] {
            assert_eq!(likeliest(name), None, "{name}");
        }
    }

    #[test]
    fn the_model_is_whole() {
        let model = model();
        assert_eq!(model.buckets, 1 << 14);
        assert!(model.weights.iter().all(|byte| *byte == b'\n' || (33..=125).contains(byte)));
        let ids: Vec<SegmentId> = model.classes.iter().filter_map(|class| class.parse().ok().map(SegmentId)).collect();
        assert!(ids.len() >= 30 && ids.iter().all(|id| !taxonomy::is_denied(*id)));
    }
}
