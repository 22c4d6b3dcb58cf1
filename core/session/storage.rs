//! What takes how much room on this device, by what a person calls it.

use std::collections::BTreeMap;

use crate::{order, vault::Store};

use super::{
    Session, SessionError,
    view_keys::{StorageKind, StorageView, Stored},
};

impl<S: Store> Session<S> {
    /// Bytes stored, the most first. What the browser adds of its own is not in it.
    pub async fn storage(&self) -> Result<StorageView, SessionError> {
        let usage = self.vault.usage().await?;
        let mut kinds: BTreeMap<StorageKind, u64> = BTreeMap::new();
        let namespaces = usage.namespaces.iter().map(|(namespace, bytes)| (kind_of(namespace.as_str()), *bytes));
        for (kind, bytes) in namespaces.chain(usage.blobs.iter().map(|(name, bytes)| (kind_of_blob(name), *bytes))) {
            let sum = kinds.entry(kind).or_default();
            *sum = sum.saturating_add(bytes);
        }
        let total = kinds.values().copied().fold(0, u64::saturating_add);
        let mut kinds: Vec<Stored> = kinds.into_iter().map(|(kind, bytes)| Stored { kind, bytes }).collect();
        order::by_key(&mut kinds, |stored| std::cmp::Reverse(stored.bytes));
        Ok(StorageView { total, kinds })
    }
}

/// By the first word of a namespace's or a blob's name, but for what stands in for other things.
fn kind_of(name: &str) -> StorageKind {
    if ["index", "vectors", "snapshot"].iter().any(|word| name.contains(word)) {
        return StorageKind::Indexes;
    }
    match name.split(['.', '-']).next() {
        Some("evidence" | "imports" | "columns") => StorageKind::Records,
        Some("memory") => StorageKind::Memories,
        Some("wallet" | "sites") => StorageKind::Wallet,
        _ => StorageKind::Other,
    }
}

fn kind_of_blob(name: &str) -> StorageKind {
    match name.strip_prefix("blob.") {
        Some(name) => kind_of(name),
        None if name == "keyring" => StorageKind::Keys,
        None => StorageKind::Other,
    }
}
