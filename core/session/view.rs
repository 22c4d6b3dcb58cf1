//! The shapes the app is given. With the feature `web` each has a TypeScript type of the same name.

use serde::{Deserialize, Serialize};

use crate::{
    ingest::{Format, csv},
    memory::ImportId,
    record::{RecordId, Source},
    time::Time,
};

macro_rules! shapes {
    ($($(#[$meta:meta])* pub struct $name:ident $(<$generic:ident>)? { $($body:tt)* })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        #[cfg_attr(feature = "web", derive(tsify::Tsify))]
        pub struct $name $(<$generic>)? { $($body)* }
    )*};
}

shapes! {
    /// What came of one file.
    pub struct Summary {
        /// The import, by which it can be erased.
        pub import: ImportId,
        /// The file's name.
        pub file: String,
        /// What it was read as.
        pub format: Format,
        /// Records that are new.
        pub imported: u64,
        /// Records that were here before, or twice in the file.
        pub duplicate: u64,
        /// Pieces that could not be read.
        pub skipped: u64,
        /// The person stopped it; what was imported stays.
        pub cancelled: bool,
        /// Why pieces were left out, most frequent first.
        pub reasons: Vec<Reason>,
    }

    /// One reason for leaving pieces out.
    pub struct Reason {
        /// Stable identifier.
        pub code: String,
        /// A sentence.
        pub text: String,
        /// How many pieces.
        pub count: u64,
        /// Where, for the first few: "message 12", "line 40".
        pub examples: Vec<String>,
    }

    /// What a file looks like before it is imported.
    pub struct Examined {
        /// What it would be read as.
        pub format: Format,
        /// For a bank file: its columns.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub csv: Option<csv::Examination>,
        /// For a bank file of a shape seen before: the columns as the person set them then.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub remembered: Option<csv::Mapping>,
    }

    /// One import in the list.
    pub struct ImportInfo {
        /// By which it can be erased.
        pub id: ImportId,
        /// The file's name.
        pub file: String,
        /// What it was read as.
        pub format: Format,
        /// When.
        #[cfg_attr(feature = "web", tsify(type = "string"))]
        pub at: Time,
        /// Whether it is the sample life.
        pub sample: bool,
        /// Records of it that are here now.
        pub records: u64,
        /// Records that were here before.
        pub duplicate: u64,
        /// Pieces that could not be read.
        pub skipped: u64,
        /// Whether the file was read to its end.
        pub complete: bool,
    }

    /// One kind of evidence in the overview.
    pub struct SourceInfo {
        /// Which kind.
        pub source: Source,
        /// How many.
        pub records: u64,
        /// The earliest time.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
        pub first: Option<Time>,
        /// The latest time.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
        pub last: Option<Time>,
    }

    /// What is here.
    pub struct Overview {
        /// Records in all.
        pub total: u64,
        /// By kind; kinds without a record are absent.
        pub sources: Vec<SourceInfo>,
        /// Newest first.
        pub imports: Vec<ImportInfo>,
        /// Whether the sample life is among it.
        pub sample: bool,
        /// Pieces of the vault that cannot be read.
        pub damaged: u64,
    }

    /// A segment found in the evidence.
    pub struct SegmentView {
        /// IAB Audience Taxonomy 1.1 id.
        pub id: String,
        /// Its own name.
        pub name: String,
        /// Names from tier 1 down to itself.
        pub path: Vec<String>,
        /// 1 to 6.
        pub tier: u8,
        /// The segment above.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub parent: Option<String>,
        /// 0 to 1.
        pub confidence: f32,
        /// Records behind it and behind those below it.
        pub records: u64,
        /// Kinds of evidence behind it.
        pub sources: Vec<Source>,
        /// Whether evidence names it itself, not only one below it.
        pub direct: bool,
    }

    /// A segment the person has refused.
    pub struct Refused {
        /// IAB Audience Taxonomy 1.1 id.
        pub id: String,
        /// Names from tier 1 down to itself.
        pub path: Vec<String>,
    }

    /// The profile.
    pub struct ProfileView {
        /// Strongest first within each parent.
        pub segments: Vec<SegmentView>,
        /// What the person said is not them.
        pub refused: Vec<Refused>,
        /// Records looked at.
        pub records: u64,
        /// Those of them that speak for no segment.
        pub unclassified: u64,
        /// Whether any of the evidence behind it is the sample life.
        pub sample: bool,
    }

    /// One record in a list.
    pub struct RecordLine {
        /// Which record.
        pub id: RecordId,
        /// Kind of evidence.
        pub source: Source,
        /// When.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
        pub time: Option<Time>,
        /// Subject, descriptor, title or address.
        pub headline: String,
        /// Sender, amount, place or address.
        pub detail: String,
        /// Whether it is of the sample life.
        pub sample: bool,
        /// As evidence: what in it decided.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub why: Option<String>,
        /// As evidence: 0 to 1.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub confidence: Option<f32>,
    }

    /// Some lines of a longer list.
    pub struct RecordPage {
        /// Length of the whole list.
        pub total: u64,
        /// The lines asked for.
        pub items: Vec<RecordLine>,
    }
}
