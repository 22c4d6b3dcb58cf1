//! What is remembered. Today: the evidence itself, each record once, erasable. Facts and episodes come on top of it.

mod evidence;

pub use evidence::{Evidence, ImportId, Line, MemoryError};
