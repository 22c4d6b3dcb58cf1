//! A new root: everything in the vault is sealed again, in steps that may stop at any point.
//!
//! First the keyring gets the new root, with the one before sealed under it: from that write on, all that is written is
//! sealed by the new one. Then what is older is sealed again, piece by piece. At last the keyring loses the old root.

use super::{BLOB_PREFIX, Store, Vault, VaultError, error::Damage, keyring, seal};
use crate::random::Random;

/// What is left to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// Some of it; call again.
    Under,
    /// Nothing: the root before is gone.
    Done,
}
