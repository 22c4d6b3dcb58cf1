//! OwnYou's core: everything that decides anything, in one crate.
//!
//! Rooms, each calling only rooms below it:
//! `session` (use cases) → `missions`, `wallet` → `present` → `profile` → `memory` → `ingest`, `inference`, `vault`, `bbs` →
//! `record`, `time`,
//! `domain`, `order`, `random`, `unicode`, `error`. `wasm` and `engine` convert for the app's workers, `engine_gpu` for
//! the second of them where there is a GPU, and `verifier` for publishers; the native binary in `server/` stands beside
//! them.
#![deny(unsafe_code)]

pub mod bbs;
pub mod domain;
#[cfg(all(feature = "inference", target_arch = "wasm32"))]
pub mod engine;
#[cfg(all(feature = "inference-gpu", target_arch = "wasm32"))]
pub mod engine_gpu;
pub mod error;
pub mod flat;
pub mod inference;
pub mod ingest;
#[cfg(all(any(feature = "web", feature = "inference"), target_arch = "wasm32"))]
mod js;
pub mod memory;
pub mod missions;
pub mod order;
pub mod present;
pub mod profile;
pub mod random;
pub mod record;
pub mod session;
pub mod tables;
pub mod time;
pub mod unicode;
pub mod vault;
#[cfg(all(feature = "verifier", target_arch = "wasm32"))]
pub mod verifier;
pub mod wallet;
#[cfg(all(feature = "web", target_arch = "wasm32"))]
pub mod wasm;
