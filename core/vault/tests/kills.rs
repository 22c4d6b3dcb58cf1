//! Killed at any write. To come.
