//! The profile: which audience segments the evidence supports, each with its reasons. How it decides: docs/profile.md.
//!
//! `classify` judges one record; [`Profile`] adds judgements up; [`Edits`] are the person's own words, which always win.

mod accumulate;
mod brands;
mod calibrate;
mod classify;
pub mod correlation;
pub mod crosswalk;
mod edits;
#[cfg(test)]
mod gold;
pub mod history;
pub mod ikigai;
mod letters;
mod lexicon;
pub mod life;
mod merchant;
pub mod openrtb;
mod reading;
mod score;
mod structured;
pub mod taxonomy;
mod text;
mod tone;
mod weigh;

use serde::{Deserialize, Serialize};

pub use accumulate::{Evidence, Profile, SegmentScore};
pub use classify::{Reach, classify, classify_within};
pub use edits::{Edits, Says};
use taxonomy::SegmentId;
pub use tone::Tone;

use crate::tables::{self, fnv};

/// Tells the rules of [`classify`] from those of another build: what was judged by others is judged anew.
pub const EDITION: u64 = fnv(
    &[
        include_bytes!("mod.rs"),
        include_bytes!("accumulate.rs"),
        include_bytes!("brands.rs"),
        include_bytes!("calibrate.rs"),
        include_bytes!("classify.rs"),
        include_bytes!("letters.rs"),
        include_bytes!("lexicon.rs"),
        include_bytes!("merchant.rs"),
        include_bytes!("reading.rs"),
        include_bytes!("score.rs"),
        include_bytes!("structured.rs"),
        include_bytes!("taxonomy.rs"),
        include_bytes!("text.rs"),
        include_bytes!("tone.rs"),
        include_bytes!("weigh.rs"),
        include_bytes!("../domain.rs"),
        include_bytes!("../ingest/extract/airports.rs"),
        include_bytes!("../unicode.rs"),
    ],
    fnv(&[&tables::CORE.to_le_bytes()], tables::CLASSIFIER),
);

/// What a record is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It speaks for the segments claimed.
    Positive,
    /// It says nothing about interests.
    None,
    /// It touches what nothing may be inferred from: health, religion, politics, and the like (docs/profile.md).
    Sensitive,
}

/// Purchase Intent, the half of the taxonomy for what somebody wants to buy.
const PURCHASE_INTENT: SegmentId = SegmentId(752);

/// Whether the tables have this name of a brand, a shop or a site.
pub fn knows(name: &str) -> bool {
    // Looked up before they are there, the lists would stay empty.
    tables::can_judge() && lexicon::knows(name)
}

/// One record's word for one segment.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Which segment; never a denied one.
    pub segment: SegmentId,
    /// 0 to 1: how often such a claim is right.
    pub confidence: f32,
    /// What in the record decided, for the person to read.
    pub why: String,
}

impl Claim {
    /// The one place where claims are made: none for a segment that may not be emitted.
    fn new(segment: SegmentId, confidence: f32, why: &str) -> Option<Self> {
        let confidence = confidence.clamp(0.0, 1.0);
        (!taxonomy::is_denied(segment)).then(|| Self { segment, confidence, why: why.to_owned() })
    }
}

/// What a record says. Only a positive one has claims, strongest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What it is good for.
    pub kind: Kind,
    /// Whether it speaks for them as it sounds.
    pub tone: Tone,
    /// The segments it speaks for.
    pub claims: Vec<Claim>,
}

impl Verdict {
    /// A verdict without claims.
    fn silent(kind: Kind) -> Self {
        Self { kind, tone: Tone::Plain, claims: Vec::new() }
    }
}
