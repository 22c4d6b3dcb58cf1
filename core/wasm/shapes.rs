//! What crosses between Rust and TypeScript besides the session's own views: state, events, failures.

use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::JsValue;

use crate::{
    error::Explain,
    session::{SessionError, view_reading::ReadingView},
    vault::{Status, WrapKind},
    wallet::reply::Reply,
};

/// Whether there is a vault and whether it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum VaultIs {
    /// Nothing is stored on this origin.
    None,
    /// There is a vault; its key is not here.
    Locked,
    /// There is a vault and it is open.
    Open,
}

/// The state of the vault and the ways it can be opened.
#[derive(Debug, Clone, Serialize, Tsify)]
pub struct VaultState {
    /// Which of the three.
    pub vault: VaultIs,
    /// Ways to open it.
    pub wraps: Vec<WrapKind>,
}

impl VaultState {
    pub(super) fn new(open: bool, status: Status) -> Self {
        match status {
            Status::None => Self { vault: VaultIs::None, wraps: Vec::new() },
            Status::Locked { wraps } => Self { vault: if open { VaultIs::Open } else { VaultIs::Locked }, wraps },
        }
    }
}

/// The words shown at onboarding.
#[derive(Debug, Clone, Serialize, Tsify)]
pub struct NewWords {
    /// 24 of them.
    pub words: Vec<&'static str>,
    /// Three 1-based positions, ascending.
    pub ask: [usize; 3],
}

/// What a page needs to ask an authenticator.
#[derive(Debug, Clone, Serialize, Tsify)]
pub struct Passkeys {
    /// WebAuthn's ids, base64url.
    pub credentials: Vec<String>,
    /// What their PRF is asked.
    pub input: &'static str,
}

/// What the core tells without being asked.
#[derive(Debug, Clone, Serialize, Tsify)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum CoreEvent {
    /// The vault was made, opened, locked or erased.
    State {
        /// As it is now.
        state: VaultState,
    },
    /// An import goes on.
    Import {
        /// The file's name.
        file: String,
        /// Bytes read.
        bytes: u64,
        /// Bytes in all.
        total: u64,
        /// Records that are new.
        imported: u64,
        /// Records that were here before.
        duplicate: u64,
        /// Pieces that could not be read.
        skipped: u64,
    },
    /// A backup, or bringing one back, goes on.
    Backup {
        /// Bytes written or read.
        bytes: u64,
        /// Bytes in all, as nearly as is known before the end.
        total: u64,
    },
    /// The storage takes writes again, or refuses them.
    Saving {
        /// Why it refuses them.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[tsify(optional)]
        problem: Option<Failure>,
    },
    /// The evidence or the profile changed: read again what is shown.
    Changed,
    /// The credential, the logins or the picture changed.
    Wallet,
    /// What is remembered changed.
    Memory,
    /// The feed, lessons or schedules changed.
    Missions,
    /// What was said to be refining is to be asked again.
    Refined,
    /// How far a model has read.
    Reading {
        /// As it is now.
        reading: ReadingView,
    },
}

/// How a publisher is answered: at most one of the two.
#[derive(Debug, Clone, Default, Serialize, Tsify)]
pub struct Answer {
    /// To post on the port, as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional, type = "object")]
    pub message: Option<serde_json::Value>,
    /// Where to go, when there is no port.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[tsify(optional)]
    pub navigate: Option<String>,
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        match reply {
            Reply::Message(text) => Self { message: serde_json::from_str(&text).ok(), navigate: None },
            Reply::Navigate(address) => Self { message: None, navigate: Some(address) },
            Reply::Nothing => Self::default(),
        }
    }
}

/// What is thrown.
#[derive(Debug, Clone, Serialize, Tsify)]
pub struct Failure {
    /// Stable identifier.
    pub code: &'static str,
    /// What happened.
    pub message: String,
    /// What to do now.
    pub next: String,
}

impl Failure {
    pub(super) fn new(error: &impl Explain) -> Self {
        Self { code: error.code(), message: error.to_string(), next: error.next_step().to_owned() }
    }

    pub(super) fn of(error: &impl Explain) -> JsValue {
        Self::new(error).thrown()
    }

    /// As [`Failure::of`], with the issuer's own advice where it gave some.
    pub(super) fn of_session(error: &SessionError) -> JsValue {
        let next = match error {
            SessionError::Wallet(error) => error.advice(),
            error => error.next_step(),
        };
        Self { code: error.code(), message: error.to_string(), next: next.to_owned() }.thrown()
    }

    pub(super) fn locked() -> JsValue {
        let message = "the vault is locked".to_owned();
        Self { code: "locked", message, next: "Unlock it and try again.".to_owned() }.thrown()
    }

    pub(super) fn busy() -> JsValue {
        let message = "something is still being read or written".to_owned();
        Self { code: "busy", message, next: "Wait until the import has stopped, then try again.".to_owned() }.thrown()
    }

    fn thrown(&self) -> JsValue {
        super::to_js(self).unwrap_or_else(|error| error)
    }
}
