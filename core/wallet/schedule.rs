//! When the next credential is fetched: at a random time in the last three days of the week, never because of a login,
//! or issuer and publisher could join the two by time.

use crate::{
    present::Epoch,
    random::{NoRandomness, Random},
    time::Time,
};

/// Where in the week renewals are, in seconds before its end.
const WINDOW: i64 = 3 * 24 * 3600;
/// After a failure, and after having been away at the time: so many seconds at most.
const SOON: i64 = 3600;

/// When to renew after a credential of `latest`.
pub fn after(latest: Epoch, now: Time, random: &impl Random) -> Result<Option<Time>, NoRandomness> {
    let Some(end) = latest.end() else { return Ok(None) };
    let from = now.unix_seconds().max(end.unix_seconds() - WINDOW);
    within(from, end.unix_seconds().max(from + SOON), random)
}

/// When to try again.
pub fn again(now: Time, random: &impl Random) -> Result<Option<Time>, NoRandomness> {
    within(now.unix_seconds(), now.unix_seconds() + SOON, random)
}

/// A uniform instant between two.
fn within(from: i64, to: i64, random: &impl Random) -> Result<Option<Time>, NoRandomness> {
    let span = u64::try_from(to.saturating_sub(from)).unwrap_or(0).max(1);
    // The bias of a remainder of 64 bits by less than a week's seconds is below 2⁻⁴⁴.
    let offset = u64::from_be_bytes(random.array()?) % span;
    Ok(Time::from_unix_seconds(from.saturating_add(i64::try_from(offset).unwrap_or(0))))
}
