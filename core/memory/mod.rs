//! What is remembered: the evidence itself, each record once, erasable; and on top of it facts, episodes, rules, entities
//! and relationships.
//!
//! `candidate` is what somebody proposes, `derive` what records propose, `model` what is kept of it, `gate` what stands between. `book` holds it all in
//! memory and `log` in the vault; `write` and `timeline` say how a new statement meets the old ones, `lifecycle` how they
//! fade, `forgotten` what must not come back; `search` finds it. `guard` and `audit` stand before every agent.

pub mod audit;
mod book;
pub mod candidate;
pub mod derive;
mod error;
mod evidence;
mod fold;
mod forget;
mod forgotten;
pub mod gate;
pub mod guard;
mod index;
pub mod lifecycle;
mod log;
pub mod model;
mod person;
pub mod reflect;
pub mod search;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod timeline;
pub mod transfer;
mod write;

pub use book::{Book, Draft, Edit};
pub use candidate::Tier;
pub use error::MemoryError;
pub use evidence::{Evidence, ImportId, Line};
pub use forgotten::BLOB as FORGOTTEN;
pub use log::{Plan, Written};
pub use model::{Memory, MemoryId, MemoryKind};
pub use person::Change;
pub use write::Verdict;
