//! The shapes of reading, as the app is given them.

use serde::{Deserialize, Serialize};

use super::view::{Problem, shapes};

shapes! {
    /// How far reading is.
    pub struct ReadingView {
        /// Memories and records.
        pub total: u64,
        /// Those that the model has read.
        pub done: u64,
        /// What goes on.
        pub state: ReadingState,
        /// Why it is paused.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub why: Option<Why>,
        /// What the model failed with last.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub problem: Option<Problem>,
    }

    /// What a page knows of itself and of the device.
    pub struct PacePage {
        /// The page's own name.
        pub id: String,
        /// Nobody sees it.
        pub hidden: bool,
        /// The device is being charged, where the browser tells.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub charging: Option<bool>,
        /// How full its battery is, 0 to 1.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "web", tsify(optional))]
        pub level: Option<f64>,
    }
}

/// What goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum ReadingState {
    /// There is no model that could read.
    NoModel,
    /// It reads.
    Reading,
    /// It will go on.
    Paused,
    /// Everything is read.
    Done,
}

/// Why work in the background is paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Why {
    /// Nobody sees a page of the app.
    Hidden,
    /// There is too little battery.
    Battery,
    /// The model failed, and is asked again by and by.
    Failed,
    /// The person wants it so.
    Person,
}
