//! Randomness as a trait: the system's in the product, a counter in tests that need the same bytes twice.

#[cfg(test)]
pub(crate) mod testing;

/// The device gave no random bytes. Nothing may go on without them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this device gave no random bytes")]
pub struct NoRandomness;

/// A source of unpredictable bytes.
pub trait Random {
    /// Fills `bytes`, all of it or none.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness>;

    /// `N` fresh bytes.
    fn array<const N: usize>(&self) -> Result<[u8; N], NoRandomness> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }
}

/// The operating system's or the browser's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        getrandom::fill(bytes).map_err(|_| NoRandomness)
    }
}
