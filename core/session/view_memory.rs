//! The shapes of memory that the app is given, and those it asks with.

use serde::{Deserialize, Deserializer, Serialize};

use crate::{
    memory::{MemoryId, MemoryKind, Tier, guard::Action},
    time::Time,
};

use super::view::{Reason, RecordLine, shapes};

/// Where a memory stands, as a person sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum MemoryState {
    /// In use, and it holds.
    Kept,
    /// Waits for the person's word.
    Review,
    /// Put away.
    Archived,
    /// In use, and it holds no longer.
    Ended,
}

shapes! {
    /// One memory in a list.
    pub struct MemoryLine {
        /// Which.
        pub id: MemoryId,
        /// Its kind.
        pub kind: MemoryKind,
        /// Where it lies in the vault.
        pub namespace: String,
        /// A sentence; an entity's name.
        pub text: String,
        /// `travel`, `shopping`, …
        pub context: String,
        /// It held from then on.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
        pub from: Option<Time>,
        /// It held until then.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
        pub to: Option<Time>,
        /// When it was learnt.
        #[cfg_attr(feature = "web", tsify(type = "string"))]
        pub known: Time,
        /// 0 to 5, faded until now.
        pub strength: f32,
        /// 0 to 1.
        pub confidence: f32,
        /// Who may be shown it.
        pub tier: Tier,
        /// How many records it rests on.
        pub sources: u64,
        /// Where it stands.
        pub state: MemoryState,
        /// Another says otherwise of the same time.
        pub conflict: bool,
        /// It rests on the sample life alone.
        pub sample: bool,
    }

    /// Some memories of a longer list.
    pub struct MemoryPage {
        /// Length of the whole list.
        pub total: u64,
        /// The lines asked for.
        pub items: Vec<MemoryLine>,
        /// Better results are coming.
        pub refining: bool,
    }

    /// One memory with all that is known of it.
    pub struct MemoryView {
        /// Itself.
        pub line: MemoryLine,
        /// `you`, or an entity's name.
        pub subject: String,
        /// What is said.
        pub relation: String,
        /// The value.
        pub object: String,
        /// What found it.
        pub extractor: String,
        /// The records it rests on, as far as they are here, newest first.
        pub evidence: Vec<RecordLine>,
        /// What was held before, newest first.
        pub history: Vec<MemoryLine>,
        /// Those that say otherwise of the same time.
        pub conflicts: Vec<MemoryLine>,
        /// Who and what it is about.
        pub about: Vec<EntityName>,
        /// Who was shown it, newest first.
        pub used: Vec<UseLine>,
    }

    /// An entity by its name.
    pub struct EntityName {
        /// Which.
        pub id: MemoryId,
        /// Its name.
        pub name: String,
        /// `person`, `organization`, `place`, `product`, `event`.
        pub kind: String,
    }

    /// One time that an agent was shown a memory.
    pub struct UseLine {
        /// Which agent.
        pub by: String,
        /// When last.
        #[cfg_attr(feature = "web", tsify(type = "string"))]
        pub at: Time,
    }

    /// An entity in the overview.
    pub struct EntityLine {
        /// Which.
        pub id: MemoryId,
        /// Its name.
        pub name: String,
        /// `person`, `organization`, `place`, `product`, `event`.
        pub kind: String,
        /// Memories that are about it.
        pub mentions: u64,
    }

    /// Kept and ended memories, by kind.
    #[derive(Default)]
    pub struct KindCounts {
        /// Facts.
        pub fact: u64,
        /// Episodes.
        pub episode: u64,
        /// Rules.
        pub rule: u64,
        /// Entities.
        pub entity: u64,
        /// Relationships.
        pub relationship: u64,
    }

    /// A context, and how many memories are of it.
    pub struct ContextCount {
        /// Its name.
        pub name: String,
        /// Kept and ended ones.
        pub count: u64,
    }

    /// A namespace, and how full it is.
    pub struct NamespaceCount {
        /// Its name.
        pub name: String,
        /// Memories in use.
        pub count: u64,
        /// How many there may be.
        pub limit: u64,
    }

    /// What is remembered, in numbers.
    pub struct MemoryOverview {
        /// Kept and ended ones.
        pub total: u64,
        /// By kind.
        pub kinds: KindCounts,
        /// By context, most first.
        pub contexts: Vec<ContextCount>,
        /// Waiting for the person's word.
        pub review: u64,
        /// Memories that another contradicts.
        pub conflicts: u64,
        /// Put away.
        pub archived: u64,
        /// By namespace.
        pub namespaces: Vec<NamespaceCount>,
        /// The most mentioned.
        pub entities: Vec<EntityLine>,
    }

    /// What forgetting removed: numbers, and nothing of what it was.
    pub struct Receipt {
        /// Of this receipt.
        pub id: MemoryId,
        /// When.
        #[cfg_attr(feature = "web", tsify(type = "string"))]
        pub at: Time,
        /// How much of what.
        pub removed: Removed,
    }

    /// The parts of what was forgotten.
    pub struct Removed {
        /// Memories with all their versions.
        pub facts: u64,
        /// Vectors.
        pub vectors: u64,
        /// Words' entries in the index.
        pub postings: u64,
        /// Entities that nothing names any more, and rules that cited it.
        pub mentions: u64,
        /// Snapshots of the index.
        pub snapshots: u64,
    }

    /// What came of an import of memories.
    pub struct MemoryTransfer {
        /// New ones.
        pub added: u64,
        /// Were here already.
        pub known: u64,
        /// Left out.
        pub skipped: u64,
        /// Why.
        pub reasons: Vec<Reason>,
    }

    /// What one round of tidying did.
    pub struct Reflection {
        /// Whether the round is done.
        pub done: bool,
        /// Duplicates that became one with another.
        pub merged: u64,
        /// Memories put away.
        pub archived: u64,
        /// Rules that wait for the person's word.
        pub proposed: u64,
    }

    /// One decision of the guard.
    pub struct AuditLine {
        /// When.
        #[cfg_attr(feature = "web", tsify(type = "string"))]
        pub at: Time,
        /// Which agent.
        pub agent: String,
        /// What it wanted.
        pub action: Action,
        /// Where.
        pub namespace: String,
        /// Of which tier.
        pub tier: Tier,
        /// Whether it was let.
        pub granted: bool,
        /// Why not; or the reason it gave.
        pub reason: String,
    }

    /// Some decisions of a longer list, newest first.
    pub struct AuditPage {
        /// Length of the whole list.
        pub total: u64,
        /// The lines asked for.
        pub items: Vec<AuditLine>,
    }
}

/// Which memories are meant. What is absent leaves all.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MemoryFilter {
    /// Of these kinds.
    pub kinds: Option<Vec<MemoryKind>>,
    /// Of these contexts.
    pub contexts: Option<Vec<String>>,
    /// Of these tiers.
    pub tiers: Option<Vec<Tier>>,
    /// That held after it.
    pub from: Option<Time>,
    /// That held before it.
    pub to: Option<Time>,
    /// As known then; without the two above, also as it held then.
    pub as_of: Option<Time>,
    /// About this entity.
    pub about: Option<MemoryId>,
    /// Standing so; else kept and ended.
    pub state: Option<MemoryState>,
}

/// What a person changes by hand; absent stays, `null` takes a date away.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MemoryChange {
    /// Another wording.
    pub text: Option<String>,
    /// Another context.
    pub context: Option<String>,
    /// Another tier.
    pub tier: Option<Tier>,
    /// Another beginning.
    #[serde(deserialize_with = "given")]
    pub from: Option<Option<Time>>,
    /// Another end.
    #[serde(deserialize_with = "given")]
    pub to: Option<Option<Time>>,
}

fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Time>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}
