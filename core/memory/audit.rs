//! The audit: what the guard refused, and what it granted for a reason. Sealed, and shown to the person.

use serde::{Deserialize, Serialize};

use crate::{
    time::Time,
    vault::{Changes, Namespace, Store, Vault},
};

use super::{candidate::Tier, error::MemoryError, guard::Action, model::MemoryId};

/// Where what agents were let do and refused is noted.
pub const AUDIT: Namespace = Namespace::literal("memory.audit");

/// One decision of the guard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// When.
    pub at: Time,
    /// Which agent.
    pub agent: String,
    /// What it wanted to do.
    pub action: Action,
    /// Where.
    pub namespace: String,
    /// Of which tier.
    pub tier: Tier,
    /// Whether it was let.
    pub granted: bool,
    /// Why it was refused; where it was let, the reason that the agent gave.
    pub reason: String,
    /// What it was shown for that reason; of a refusal nothing, so that no list of secrets comes about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shown: Vec<MemoryId>,
}

/// Adds decisions to what is to be written.
pub fn noted(decisions: &[Decision]) -> Result<impl FnOnce(Changes) -> Changes + use<>, MemoryError> {
    let entries = decisions.iter().map(serde_json::to_vec).collect::<Result<Vec<_>, _>>();
    let entries = entries.map_err(|_| MemoryError::Impossible("the guard's decision cannot be written down"))?;
    Ok(move |changes: Changes| if entries.is_empty() { changes } else { changes.append(&AUDIT, entries) })
}

/// Every decision, oldest first. A damaged segment hides no other.
pub async fn list<S: Store>(vault: &Vault<S>) -> Result<Vec<Decision>, MemoryError> {
    let segments = vault.read(&AUDIT, 0..=u64::MAX).await?;
    let entries = segments.into_iter().filter_map(|segment| segment.entries.ok()).flatten();
    Ok(entries.filter_map(|entry| serde_json::from_slice(&entry).ok()).collect())
}

/// Takes the reason out of every decision that showed one of `ids`: an agent may have said there what is forgotten.
pub async fn scrub<S: Store>(
    vault: &Vault<S>,
    ids: &std::collections::BTreeSet<MemoryId>,
) -> Result<impl FnOnce(Changes) -> Changes + use<S>, MemoryError> {
    let mut rewritten = Vec::new();
    for segment in vault.read(&AUDIT, 0..=u64::MAX).await? {
        let Ok(entries) = segment.entries else { continue };
        let mut touched = false;
        let entries: Vec<Vec<u8>> = entries
            .into_iter()
            .map(|entry| {
                let Ok(mut decision) = serde_json::from_slice::<Decision>(&entry) else { return entry };
                if decision.shown.iter().all(|id| !ids.contains(id)) {
                    return entry;
                }
                decision.shown.retain(|id| !ids.contains(id));
                decision.reason.clear();
                touched = true;
                serde_json::to_vec(&decision).unwrap_or_default()
            })
            .collect();
        if touched {
            rewritten.push((segment.seq, entries));
        }
    }
    Ok(move |changes: Changes| {
        rewritten.into_iter().fold(changes, |changes, (seq, entries)| changes.rewrite(&AUDIT, seq, entries))
    })
}
