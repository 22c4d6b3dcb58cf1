//! The shapes that the app is given of keys, backup and storage. With the feature `web` each has a TypeScript type of the
//! same name.

use serde::Serialize;

use crate::{
    time::Time,
    vault::{WrapInfo, WrapKind},
};

/// The ways into the vault.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct KeysView {
    /// Oldest first.
    pub ways: Vec<WayView>,
    /// Minutes without anybody after which the vault locks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "web", tsify(optional))]
    pub lock_after: Option<u32>,
    /// A new root is being brought in.
    pub renewing: bool,
}

/// One way into the vault.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct WayView {
    /// By which it is removed.
    pub id: String,
    /// Which way.
    pub kind: WrapKind,
    /// What the person called it.
    pub name: String,
    /// When it was added; none: with the vault.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
    pub added: Option<Time>,
}

impl From<WrapInfo> for WayView {
    fn from(way: WrapInfo) -> Self {
        Self { id: way.id, kind: way.kind, name: way.name, added: way.added }
    }
}

/// The last backup.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct BackupView {
    /// When it was made, where one was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
    pub at: Option<Time>,
    /// Days since then.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "web", tsify(optional))]
    pub days: Option<u32>,
    /// There is data, and it has gone without one for two weeks.
    pub due: bool,
}

/// What came of bringing a backup back.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Restored {
    /// When it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "web", tsify(optional, type = "string"))]
    pub made: Option<Time>,
    /// The file was to the last byte what was written.
    pub whole: bool,
    /// What could not be read of it.
    pub unreadable: Vec<String>,
}

/// What is stored on this device.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct StorageView {
    /// Bytes in all.
    pub total: u64,
    /// By kind, the most first.
    pub kinds: Vec<Stored>,
}

/// What one kind takes.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Stored {
    /// Which.
    pub kind: StorageKind,
    /// Bytes.
    pub bytes: u64,
}

/// What a person would call what is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum StorageKind {
    /// What was brought in.
    Records,
    /// What is remembered.
    Memories,
    /// What can be made anew from the others.
    Indexes,
    /// Credential, logins, sites.
    Wallet,
    /// The keyring.
    Keys,
    /// The rest.
    Other,
}
