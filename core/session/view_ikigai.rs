//! The shapes of ikigai and of the preview of what a site would be told, as the app is given them.

use serde::{Deserialize, Serialize};

use crate::{profile::ikigai::Dimension, time::Time};

use super::view::{Named, SegmentOffer, Told, shapes};

shapes! {
    /// What brings somebody joy, in four dimensions.
    pub struct IkigaiView {
        /// All four, in the order in which they are shown.
        pub dimensions: Vec<DimensionView>,
        /// What was done in the last 90 days, newest first.
        pub recent: Vec<ActivityView>,
        /// Whether any of the evidence behind it is the sample life.
        pub sample: bool,
    }

    /// One dimension.
    pub struct DimensionView {
        /// Which.
        pub dimension: Dimension,
        /// A sentence or two.
        pub summary: String,
        /// 0 to 1: how much is known of it.
        pub strength: f32,
        /// 0 to 1: how much it counts for missions; 0.5 where nothing was learnt.
        pub weight: f32,
        /// Strongest first.
        pub claims: Vec<ClaimView>,
    }

    /// One thing said of the person.
    pub struct ClaimView {
        /// By which its evidence is asked for.
        pub id: String,
        /// What.
        pub label: String,
        /// More of it, in a line; may be empty.
        pub detail: String,
        /// 0 to 1.
        pub strength: f32,
        /// Records behind it.
        pub records: u64,
    }

    /// Something done.
    pub struct ActivityView {
        /// As its record names it.
        pub title: String,
        /// What kind, in a word.
        pub kind: String,
        /// A date.
        pub day: String,
        /// Which record tells it.
        pub record: String,
    }

    /// What a site would be told if the person logged in there now.
    pub struct PreviewView {
        /// Whether it can be said.
        pub status: PreviewStatus,
        /// Its registrable domain.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub site: Option<String>,
        /// What it would be told.
        pub segments: Vec<SegmentOffer>,
        /// How recognisable that and all it was told before make one.
        pub bits: f64,
        /// How many of `population` people share all that.
        pub people: u64,
        /// How many people the wallet reckons with.
        pub population: u64,
        /// What it would be told but for a rule.
        pub withheld: Vec<WithheldOffer>,
        /// Everything it was ever told, the oldest first.
        pub told: Vec<Told>,
        /// How recognisable that makes one.
        pub told_bits: f64,
        /// How recognisable all that any site was ever told makes one, were they to put it together.
        pub all_bits: f64,
        /// Nothing new before then.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
        pub next: Option<Time>,
        /// Of the profile, what comes from the sample life is told to nobody.
        pub sample: bool,
    }

    /// A segment that a site is not told, and why.
    pub struct WithheldOffer {
        /// Which.
        pub segment: Named,
        /// A sentence.
        pub reason: String,
    }
}

/// Whether a preview can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum PreviewStatus {
    /// It can.
    Ready,
    /// Without a credential nothing can be told, and what would be is drawn with it.
    NoCredential,
    /// The person blocked the site: it is told nothing.
    Blocked,
    /// The text names no site.
    NoSite,
}
