//! The native binary `ownyou`.
fn main() {}
