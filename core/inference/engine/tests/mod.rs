//! The engine in surroundings that do everything wrong that surroundings do.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small numbers of tests")]

mod devices;
mod downloads;
mod fake;
