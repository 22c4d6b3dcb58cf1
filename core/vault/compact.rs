//! Making few large segments of many small ones: a write of one fact makes a small segment, and a vault of a hundred
//! thousand of those would open slowly.

use super::{Damage, Namespace, Store, StoreError, Vault, VaultError, read::Known};

/// Fewer entries make a segment small.
const SMALL: usize = 100;
/// So many make it large enough.
const ENOUGH: usize = 250;
/// More are never merged into one.
const MOST: usize = 500;
/// Nor more bytes.
const MOST_BYTES: usize = 4 << 20;
/// Small segments that are looked at in one go.
const WINDOW: usize = 1024;

/// A segment whose entries are now at the end of another: of those with the same `to_seq` in ascending order, its own
/// entries last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The number that is gone.
    pub from_seq: u64,
    /// The number that has them.
    pub to_seq: u64,
}

/// Neighbours that will be one segment, under the highest of their numbers.
#[derive(Default)]
struct Group {
    seqs: Vec<u64>,
    entries: Vec<Vec<u8>>,
    bytes: usize,
}

impl Group {
    fn has_room_for(&self, entries: &[Vec<u8>]) -> bool {
        let bytes = self.bytes.saturating_add(size(entries));
        self.entries.len() < ENOUGH && self.entries.len().saturating_add(entries.len()) <= MOST && bytes <= MOST_BYTES
    }

    fn take(&mut self, seq: u64, entries: Vec<Vec<u8>>) {
        self.seqs.push(seq);
        self.bytes = self.bytes.saturating_add(size(&entries));
        self.entries.extend(entries);
    }
}

fn size(entries: &[Vec<u8>]) -> usize {
    entries.iter().map(Vec::len).sum()
}

impl<S: Store> Vault<S> {
    /// Merges small segments of `namespace` into segments of 100 to 500 entries, at most about `budget` of them, in one
    /// atomic commit. Order stays; of the merged numbers the highest stays. Snapshots of the namespace go. What is left
    /// at the end and too little for a segment stays as it is. Nothing moved means that nothing is left to do.
    pub async fn compact(&self, namespace: &Namespace, budget: usize) -> Result<Vec<Moved>, VaultError> {
        let _turn = self.turn.lock().await;
        let known = self.known().await?;
        let plan = self.plan_merges(&known, namespace, budget).await?;
        self.commit(|draft| {
            // What was read may be outdated if somebody else wrote in between.
            if draft.manifest.writes != known.manifest.writes {
                return Err(StoreError::Changed.into());
            }
            let mut moved = Vec::new();
            for group in plan.groups.iter().filter(|group| group.seqs.len() > 1) {
                let Some((&to_seq, gone)) = group.seqs.split_last() else { continue };
                for &from_seq in gone {
                    draft.rewrite(namespace, from_seq, &[])?;
                    moved.push(Moved { from_seq, to_seq });
                }
                draft.rewrite(namespace, to_seq, &group.entries)?;
            }
            if plan.settled > draft.manifest.settled(namespace) {
                draft.manifest.settle(namespace, plan.settled);
            }
            Ok(moved)
        })
        .await
    }

    async fn plan_merges(&self, known: &Known, namespace: &Namespace, budget: usize) -> Result<Plan, VaultError> {
        let mut plan = Plan { groups: Vec::new(), settled: known.manifest.settled(namespace) };
        let mut group = Group::default();
        let listed: Vec<u64> = known.manifest.listed(namespace, plan.settled..=u64::MAX).collect();
        for window in listed.chunks(WINDOW) {
            let (Some(&first), Some(&last)) = (window.first(), window.last()) else { break };
            for segment in self.held_against(known, namespace, first..=last).await? {
                match segment.entries {
                    // It may come back.
                    Err(Damage::Missing) => {}
                    Ok(entries) if entries.len() < SMALL => {
                        if !group.has_room_for(&entries) {
                            plan.flush(&mut group);
                        }
                        group.take(segment.seq, entries);
                    }
                    // What is large enough stays, and so does what cannot be read; nothing moves past it.
                    _ => {
                        plan.flush(&mut group);
                        plan.settled = segment.seq.saturating_add(1);
                    }
                }
            }
            if plan.merged() >= budget.max(1) {
                return Ok(plan);
            }
        }
        if group.entries.len() >= SMALL {
            plan.flush(&mut group);
        }
        Ok(plan)
    }
}

/// What is to be merged, and up to where nothing is left to do then.
struct Plan {
    groups: Vec<Group>,
    settled: u64,
}

impl Plan {
    fn flush(&mut self, group: &mut Group) {
        if let Some(last) = group.seqs.last() {
            self.settled = last.saturating_add(1);
            self.groups.push(std::mem::take(group));
        }
    }

    /// How many segments are to be made fewer of.
    fn merged(&self) -> usize {
        self.groups.iter().map(|group| group.seqs.len()).filter(|&seqs| seqs > 1).sum()
    }
}
