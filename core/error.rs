//! What every error can say of itself, whichever room it comes from.

/// An error that a person can act on: a stable code for programs, and the next step in plain words.
///
/// `Display` says what happened; [`Explain::next_step`] says what to do about it.
pub trait Explain: std::error::Error {
    /// Stable kebab-case identifier, e.g. `wrong-passphrase`. Programs match on this, never on the text.
    fn code(&self) -> &'static str;
    /// What the person can do next, one sentence.
    fn next_step(&self) -> &'static str;
}
