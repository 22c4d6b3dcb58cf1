//! The shapes the app is given. With the feature `web` each has a TypeScript type of the same name.

use serde::{Deserialize, Serialize};

use crate::{
    ingest::{Format, csv},
    memory::ImportId,
    profile::{
        Says,
        history::{Because, Way},
    },
    record::{RecordId, Source},
    time::Time,
    wallet::log::Carried,
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
pub(super) use shapes;

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
        /// Whether the person said that this is them.
        pub confirmed: bool,
        /// When the oldest record behind it happened.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
        pub first: Option<Time>,
        /// When the newest did.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
        pub last: Option<Time>,
        /// Records that speak against it.
        pub against: u64,
    }

    /// A segment left out because together with others it would tell what nothing may be inferred from.
    pub struct WithheldView {
        /// IAB Audience Taxonomy 1.1 id.
        pub id: String,
        /// Names from tier 1 down to itself.
        pub path: Vec<String>,
        /// A sentence.
        pub reason: String,
    }

    /// What the person said of a voice.
    pub struct LessonView {
        /// A record's reason.
        pub voice: String,
        /// For which segment and those below it.
        pub segment: String,
        /// Names from tier 1 down to it.
        pub path: Vec<String>,
        /// What it is worth.
        pub says: Says,
    }

    /// A segment came into the profile or went out of it.
    pub struct ProfileChange {
        /// When.
        #[cfg_attr(feature = "web", tsify(type = "string"))]
        pub at: Time,
        /// IAB Audience Taxonomy 1.1 id.
        pub id: String,
        /// Names from tier 1 down to itself.
        pub path: Vec<String>,
        /// Which of the two.
        pub change: Way,
        /// What made it.
        pub because: Because,
        /// How sure the profile then was, 0 to 1.
        pub confidence: f32,
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
        /// What is held back because of others.
        pub withheld: Vec<WithheldView>,
        /// What the person taught the classifier.
        pub lessons: Vec<LessonView>,
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
        /// Better results are coming.
        pub refining: bool,
    }

    /// The credential, as the wallet shows it.
    pub struct WalletView {
        /// Whether there is one that publishers take.
        pub credential: CredentialIs,
        /// Whether it is time for the next.
        pub renewal_due: bool,
        /// Origin of who issued it, or of who would.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub issuer: Option<String>,
        /// ISO week.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub epoch: Option<String>,
        /// Publishers take it until then.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
        pub until: Option<Time>,
        /// What the issuer checked.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub assurance: Option<String>,
        /// How recognisable everything that any site was ever told makes one, if they put it together.
        pub told_bits: f64,
        /// When the person may start anew, where the issuer said so.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub anew: Option<Anew>,
        /// What the last renewal failed with.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub problem: Option<Problem>,
        /// The person's picture, where there is one.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub picture: Option<Picture>,
    }

    /// When a person may start anew at every site.
    pub struct Anew {
        /// Whether they may now.
        pub now: bool,
        /// From then on.
        #[cfg_attr(feature = "web", tsify(type = "string"))]
        pub from: Time,
        /// If they do now, then again from then on.
        #[cfg_attr(feature = "web", tsify(type = "string"))]
        pub again: Time,
    }

    /// What went wrong, for a person to read.
    pub struct Problem {
        /// Stable identifier.
        pub code: String,
        /// What happened.
        pub message: String,
        /// What to do now.
        pub next: String,
    }

    /// A scene that the person chose, with a phrase: it shows them that a window is theirs, and is never sent.
    pub struct Picture {
        /// Draws the scene.
        pub seed: u32,
        /// At most 60 characters, may be empty.
        pub phrase: String,
    }

    /// What the page knows of how a request came.
    pub struct Carrier {
        /// `event.origin` of the opener's message; none where the request came in the address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub sender: Option<String>,
        /// This page is framed, or its opener is, or the message was not the opener's.
        pub embedded: bool,
    }

    /// A segment that a site would be told.
    pub struct SegmentOffer {
        /// IAB Audience Taxonomy 1.1 id.
        pub id: String,
        /// Its own name.
        pub name: String,
        /// Names from tier 1 down to itself.
        pub path: Vec<String>,
        /// How recognisable it makes one by itself.
        pub bits: f64,
    }

    /// A publisher's question, as the person is asked it.
    pub struct PresentView {
        /// What can be done about it.
        pub status: PresentStatus,
        /// Exact origin of who asks.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub origin: Option<String>,
        /// Its registrable domain, or the host where there is none.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub site: Option<String>,
        /// The host as a person reads it, where it is punycode.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub unicode: Option<String>,
        /// The browser says that it is this origin; else it is only claimed.
        pub verified: bool,
        /// Never logged in there before.
        pub first_visit: bool,
        /// Not encrypted: this machine's own names, in development.
        pub insecure: bool,
        /// What the segments are wanted for.
        pub purposes: Vec<String>,
        /// What the site would be told.
        pub segments: Vec<SegmentOffer>,
        /// How recognisable that and all it was told before make one.
        pub bits: f64,
        /// About one in so many people.
        pub people: u64,
        /// The first characters of the pseudonym there.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub pseudonym: Option<String>,
        /// The last login there.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
        pub known: Option<Time>,
        /// Why not.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub problem: Option<Problem>,
    }

    /// One login.
    pub struct DisclosureLine {
        /// Which.
        pub id: String,
        /// When.
        #[cfg_attr(feature = "web", tsify(type = "string"))]
        pub at: Time,
        /// At which origin.
        pub origin: String,
        /// Its registrable domain.
        pub site: String,
        /// The first characters of the pseudonym there.
        pub pseudonym: String,
        /// What was told.
        pub segments: Vec<Named>,
        /// How the answer went.
        pub carrier: Carried,
        /// Under a name from before the person started anew.
        pub old: bool,
    }

    /// Some logins of a longer list, newest first.
    pub struct DisclosurePage {
        /// Length of the whole list.
        pub total: u64,
        /// The lines asked for.
        pub items: Vec<DisclosureLine>,
    }

    /// A segment by its name.
    pub struct Named {
        /// IAB Audience Taxonomy 1.1 id.
        pub id: String,
        /// Its own name.
        pub name: String,
    }

    /// All that a site was ever told.
    pub struct SiteLine {
        /// Registrable domain.
        pub site: String,
        /// First login.
        #[cfg_attr(feature = "web", tsify(type = "string"))]
        pub first: Time,
        /// Last login.
        #[cfg_attr(feature = "web", tsify(type = "string"))]
        pub last: Time,
        /// How many.
        pub logins: u64,
        /// Whether the person blocked it.
        pub blocked: bool,
        /// Everything it was ever told.
        pub told: Vec<Told>,
        /// How recognisable that makes one.
        pub bits: f64,
        /// All of it under a name from before the person started anew.
        pub old: bool,
    }

    /// A segment that a site was told.
    pub struct Told {
        /// IAB Audience Taxonomy 1.1 id.
        pub id: String,
        /// Its own name.
        pub name: String,
        /// When first.
        #[cfg_attr(feature = "web", tsify(type = "string"))]
        pub first: Time,
    }
}

/// Whether there is a credential that publishers take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum CredentialIs {
    /// There never was one.
    None,
    /// There is.
    Current,
    /// Its week is over.
    Expired,
}

/// What can be done about a publisher's question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum PresentStatus {
    /// It can be answered.
    Ask,
    /// After unlocking.
    Locked,
    /// There is no vault here yet.
    NoVault,
    /// There is no credential of this week.
    NoCredential,
    /// The person blocked the site.
    Blocked,
    /// It is not a question that is ever answered.
    Refused,
}
