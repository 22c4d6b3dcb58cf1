//! What is remembered: the evidence itself, each record once, erasable; and on top of it facts, episodes, rules, entities
//! and relationships.
//!
//! `candidate` is what somebody proposes, `model` what is kept of it.

pub mod candidate;
mod evidence;
pub mod model;

pub use evidence::{Evidence, ImportId, Line, MemoryError};
