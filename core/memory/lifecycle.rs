//! How memories fade, and how many there may be: pure functions of what is held and of a given time.
//!
//! Figures: the spec's sections 8.9 (decay, pruning) and 8.15.2 (limits).

use crate::time::Time;

use super::{
    candidate::{Holds, Origin},
    model::{Memory, MemoryKind, Standing},
};

/// A new memory's strength.
pub const STRENGTH_NEW: f32 = 1.0;
/// What one confirmation adds.
pub const STRENGTH_STEP: f32 = 0.5;
/// The strongest there is.
pub const STRENGTH_MAX: f32 = 5.0;
/// What is left of a strength after a week without access.
const DECAY_A_WEEK: f64 = 0.95;
/// Below it a memory goes to the archive.
const PRUNE_BELOW: f32 = 0.1;
const SECONDS_A_WEEK: f64 = 604_800.0;

/// The strength of a memory at `now`: what it was when last accessed, less 5 % for each week since. A clock that went
/// back makes nothing stronger.
pub fn strength(memory: &Memory, now: Time) -> f32 {
    let seconds = now.unix_seconds().saturating_sub(memory.accessed.unix_seconds()).max(0);
    // Whole seconds since 1970 are exact in a double.
    #[expect(clippy::cast_precision_loss)]
    let weeks = seconds as f64 / SECONDS_A_WEEK;
    // A strength is at most 5: nothing is lost but digits.
    #[expect(clippy::cast_possible_truncation)]
    let left = DECAY_A_WEEK.powf(weeks) as f32;
    memory.strength * left
}

/// Whether a memory may be put away without being asked: not what the person said themselves, and nothing of which there
/// is one at a time, as an employer is no less so for not being spoken of.
pub fn may_leave(memory: &Memory) -> bool {
    let one = memory.statement().is_some_and(|statement| statement.relation.holds() != Holds::Many);
    memory.standing == Standing::Kept && memory.origin != Origin::Person && !one
}

/// Whether it has faded so far that it belongs into the archive. Rules and entities do not fade: what follows from them
/// is behaviour, and what they are named in fades by itself.
pub fn has_faded(memory: &Memory, now: Time) -> bool {
    let fades = matches!(memory.kind(), MemoryKind::Fact | MemoryKind::Relationship | MemoryKind::Episode);
    fades && may_leave(memory) && strength(memory, now) < PRUNE_BELOW
}

/// What a namespace may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Memories in use.
    pub records: usize,
    /// Their bytes, as stored.
    pub bytes: usize,
    /// Percent of either from which on the weakest are archived.
    pub archive_at: usize,
}

/// The limits of a kind (the spec's section 8.15.2).
pub fn limits(kind: MemoryKind) -> Limits {
    let of = |records, megabytes: usize, archive_at| Limits { records, bytes: megabytes * 1_000_000, archive_at };
    match kind {
        MemoryKind::Fact => of(10_000, 20, 80),
        MemoryKind::Episode => of(5_000, 15, 70),
        MemoryKind::Rule => of(500, 2, 90),
        MemoryKind::Entity => of(2_000, 5, 80),
        MemoryKind::Relationship => of(10_000, 5, 80),
    }
}

/// How many memories have to leave use, given how many are in use and how many bytes they have.
pub fn too_many(limits: Limits, records: usize, bytes: usize) -> usize {
    let over = |now: usize, limit: usize| now.saturating_sub(limit / 100 * limits.archive_at);
    let by_bytes = match records {
        0 => 0,
        records => over(bytes, limits.bytes).div_ceil((bytes / records).max(1)),
    };
    over(records, limits.records).max(by_bytes)
}

#[cfg(test)]
mod tests {
    use super::{super::testing, *};

    #[test]
    fn strength_fades_by_five_percent_a_week_and_never_grows() {
        let mut memory = testing::fact("likes", "tea");
        memory.strength = 2.0;
        memory.accessed = testing::day(1);
        assert!((strength(&memory, testing::day(1)) - 2.0).abs() < 1e-6);
        assert!((strength(&memory, testing::day(8)) - 1.9).abs() < 1e-6);
        assert!((strength(&memory, testing::day(15)) - 1.805).abs() < 1e-6);
        memory.accessed = testing::day(20);
        assert!((strength(&memory, testing::day(1)) - 2.0).abs() < 1e-6);
    }

    #[test]
    fn what_a_person_said_and_what_there_is_one_of_does_not_fade() {
        let later = "2036-01-01T00:00:00Z".parse().unwrap();
        assert!(has_faded(&testing::fact("likes", "tea"), later));
        assert!(!has_faded(&testing::fact("diet", "vegan"), later));
        assert!(!has_faded(&Memory { origin: Origin::Person, ..testing::fact("likes", "tea") }, later));
        assert!(!has_faded(&testing::fact("likes", "tea"), testing::day(28)));
    }

    #[test]
    fn room_is_made_down_to_the_threshold() {
        let limits = Limits { records: 100, bytes: 10_000, archive_at: 80 };
        assert_eq!(too_many(limits, 80, 8_000), 0);
        assert_eq!(too_many(limits, 81, 8_000), 1);
        assert_eq!(too_many(limits, 10, 9_000), 2);
        assert_eq!(too_many(limits, 0, 0), 0);
    }
}
