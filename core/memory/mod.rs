//! What is remembered: the evidence itself, each record once, erasable; and on top of it facts, episodes, rules, entities
//! and relationships.
//!
//! `candidate` is what somebody proposes, `model` what is kept of it, `search` finds it.

pub mod candidate;
mod evidence;
pub mod model;
pub mod search;

pub use evidence::{Evidence, ImportId, Line, MemoryError};
