//! How much work a passphrase costs: Argon2id (RFC 9106), its calibration, and the bounds on parameters that are read back.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::keys::Secret;

/// Parameters of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub iterations: u32,
    /// Lanes; we have one thread, so more than one only slows the owner down.
    pub lanes: u32,
}

/// Why no key came out of a passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CostError {
    /// Parameters that this build neither writes nor runs.
    #[error("the passphrase settings are out of bounds")]
    OutOfBounds,
    /// The memory that the parameters ask for is not to be had.
    #[error("this device has too little free memory to check the passphrase")]
    NoMemory,
}

impl Cost {
    /// The least a vault is made with: OWASP's Password Storage Cheat Sheet, 19 MiB, two passes, one lane.
    pub const FLOOR: Self = Self { memory_kib: 19 * 1024, iterations: 2, lanes: 1 };
    /// The most memory, so that a phone's browser tab survives it.
    pub const MAX_MEMORY_KIB: u32 = 64 * 1024;
    /// The most passes.
    pub const MAX_ITERATIONS: u32 = 32;
    /// The most lanes.
    pub const MAX_LANES: u32 = 4;

    /// Whether the parameters are within what any build of ours writes: a damaged or hostile keyring
    /// can then neither hang the device nor exhaust its memory.
    pub(super) fn check(&self) -> Result<(), CostError> {
        let fits = (1..=Self::MAX_LANES).contains(&self.lanes)
            && (8 * self.lanes..=Self::MAX_MEMORY_KIB).contains(&self.memory_kib)
            && (1..=Self::MAX_ITERATIONS).contains(&self.iterations);
        if fits { Ok(()) } else { Err(CostError::OutOfBounds) }
    }

    /// Argon2id v1.3 of `passphrase` and `salt`, 32 bytes. Takes as long as the cost says.
    pub(super) fn stretch(&self, passphrase: &[u8], salt: &[u8; 16]) -> Result<Secret, CostError> {
        self.check()?;
        let params =
            Params::new(self.memory_kib, self.iterations, self.lanes, Some(32)).map_err(|_| CostError::OutOfBounds)?;
        let mut blocks = Vec::new();
        blocks.try_reserve_exact(params.block_count()).map_err(|_| CostError::NoMemory)?;
        blocks.resize(params.block_count(), Block::new());
        let mut stretched = Secret::blank();
        let result = Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into_with_memory(
            passphrase,
            salt,
            stretched.expose_mut(),
            &mut blocks,
        );
        blocks.iter_mut().for_each(Zeroize::zeroize);
        result.map(|()| stretched).map_err(|_| CostError::OutOfBounds)
    }

    /// Does the work once and throws the result away: what [`calibrate`] is to measure.
    pub fn exercise(&self) -> Result<(), CostError> {
        self.stretch(b"calibration", &[0; 16]).map(drop)
    }
}

/// What unlocking may take on this device, in milliseconds.
const TARGET_MS: f64 = 700.0;

/// The costliest parameters that stay within about 700 ms here: memory first, up to 64 MiB, then passes; never below
/// [`Cost::FLOOR`]. `measure` runs [`Cost::exercise`] and returns the milliseconds it took.
pub fn calibrate(mut measure: impl FnMut(&Cost) -> f64) -> Cost {
    // The first run also pays for growing the memory; the smaller figure is the device's.
    let ms = measure(&Cost::FLOOR).min(measure(&Cost::FLOOR));
    if !ms.is_finite() || ms <= 0.0 {
        return Cost::FLOOR;
    }
    let per_pass_kib = ms / f64::from(Cost::FLOOR.memory_kib) / f64::from(Cost::FLOOR.iterations);
    let affords =
        |memory_kib: u32, iterations: u32| per_pass_kib * f64::from(memory_kib) * f64::from(iterations) <= TARGET_MS;
    let memory_kib = (Cost::FLOOR.memory_kib..=Cost::MAX_MEMORY_KIB)
        .rev()
        .step_by(1024)
        .find(|memory| affords(*memory, Cost::FLOOR.iterations))
        .unwrap_or(Cost::FLOOR.memory_kib);
    let iterations = (Cost::FLOOR.iterations..=Cost::MAX_ITERATIONS)
        .rev()
        .find(|iterations| affords(memory_kib, *iterations))
        .unwrap_or(Cost::FLOOR.iterations);
    Cost { memory_kib, iterations, lanes: Cost::FLOOR.lanes }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A device that needs `ms` for one pass over one MiB.
    fn device(ms: f64) -> impl FnMut(&Cost) -> f64 {
        move |cost| ms * f64::from(cost.memory_kib) / 1024.0 * f64::from(cost.iterations)
    }

    #[test]
    fn calibration_goes_for_memory_first_and_stays_in_bounds() {
        assert_eq!(calibrate(device(100.0)), Cost::FLOOR);
        assert_eq!(calibrate(device(10.0)), Cost { memory_kib: 35 * 1024, iterations: 2, lanes: 1 });
        assert_eq!(calibrate(device(1.0)), Cost { memory_kib: 64 * 1024, iterations: 10, lanes: 1 });
        assert_eq!(calibrate(device(1e-6)), Cost { memory_kib: 64 * 1024, iterations: 32, lanes: 1 });
        for strange in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(calibrate(|_| strange), Cost::FLOOR);
        }
    }

    #[test]
    fn parameters_out_of_bounds_are_refused_before_any_work() {
        for (memory_kib, iterations, lanes) in
            [(0, 1, 1), (7, 1, 1), (u32::MAX, 1, 1), (65_537, 1, 1), (64, 0, 1), (64, 33, 1), (64, 1, 0), (64, 1, 5)]
        {
            let cost = Cost { memory_kib, iterations, lanes };
            assert_eq!(cost.stretch(b"", &[0; 16]).err(), Some(CostError::OutOfBounds), "{cost:?}");
        }
    }

    /// Computed with the reference implementation (argon2-cffi 25.1, `low_level.hash_secret_raw`, type ID, version 19).
    #[test]
    fn agrees_with_the_reference_implementation() {
        let cost = Cost { memory_kib: 64, iterations: 3, lanes: 1 };
        let stretched = cost.stretch(b"correct horse", b"0123456789abcdef").unwrap();
        assert_eq!(
            data_encoding::HEXLOWER.encode(stretched.expose()),
            "5de797640c71ce5e1dbe17ed17ba7d249adbc20db030460e84bd4c325101844e"
        );
    }
}
