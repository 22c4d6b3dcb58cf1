//! How much a publisher may learn: which segments a site is offered, and how recognisable they make the person.
//!
//! Pure: no clock, no storage, and no randomness but a keyed function of the site. The rules, the model behind the
//! figures and where they come from: docs/disclosure.md.

mod choose;
mod draw;
mod prevalence;
#[cfg(test)]
mod tests;
mod told;

pub use choose::choose;
pub use draw::PrfKey;
pub use told::Told;

use crate::profile::taxonomy::SegmentId;

/// How many people the wallet reckons with: those among whom one of this build could be looked for.
pub const POPULATION: u64 = 10_000;
/// So many of [`POPULATION`] share all that a site was ever told, or it is told less.
pub const K: f64 = 200.0;
/// How many segments a publisher that names no number asks for.
pub const DEFAULT_SEGMENTS: u8 = 2;
/// The most segments one login carries.
pub const MAX_SEGMENTS: u8 = 3;
/// A site is told something new only while it then knows no more than one in so many of the topics that the person is
/// interested in, rounded up: who has few interests would tell every site the same.
pub const ONE_TOPIC_IN: usize = 4;
/// From one segment that is new to a site to the next.
pub const SECONDS_BETWEEN_NEW: i64 = 4 * 7 * 24 * 3600;
/// A segment the profile holds for less likely than this is told to nobody. One already told stays for as long as
/// the profile has it at all, so that a confidence that wavers shows nobody that it does.
pub const SURE: f32 = 0.5;

/// A segment the profile holds. Those above it may be given too; they count as held either way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interest {
    /// Which segment.
    pub segment: SegmentId,
    /// 0 to 1, as the profile has it.
    pub confidence: f32,
}

/// Who asks, and for how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The registrable domain, lower case: all hosts below it are one site.
    pub site: &'a str,
    /// How many segments it wants at most; above [`MAX_SEGMENTS`] is as [`MAX_SEGMENTS`].
    pub max: u8,
}

/// What a site may be told.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// In ascending order of ids, at most what was asked for.
    pub segments: Vec<Offer>,
    /// How recognisable the site could make the person with these and all it was told before.
    pub bits: f64,
    /// What would have been among them but for a rule, in the order it was considered.
    pub withheld: Vec<Withheld>,
}

/// One segment to tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offer {
    /// Which.
    pub segment: SegmentId,
    /// How recognisable it alone makes a person.
    pub bits: f64,
}

/// A segment that the site is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withheld {
    /// Which.
    pub segment: SegmentId,
    /// The rule.
    pub why: Why,
}

/// Why a segment is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Too few people would share it with everything else the site knows.
    Recognisable,
    /// The same, but one of the segments above it can be told instead.
    Generalised,
    /// The site was told something new in the last four weeks.
    TooSoon,
}

/// How recognisable these segments together make a person: the binary logarithm of one in how many people has them
/// all. A segment above another adds nothing to it. 0 for none.
pub fn bits_of(segments: &[SegmentId]) -> f64 {
    -prevalence::joint(segments).log2() + 0.0
}

/// How many of [`POPULATION`] have what so many bits say; rounded down.
pub fn people_like(bits: f64) -> u64 {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "it is from 0 to POPULATION"
    )]
    let people = (POPULATION as f64 * (-bits.max(0.0)).exp2()) as u64;
    people
}
