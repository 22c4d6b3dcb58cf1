//! A new root: everything in the vault is sealed again, and the work may stop at any point.
//!
//! First the keyring gets the new root, with the one before sealed under it: from that write on, all that is written is
//! sealed by the new one. Then what is older is sealed again, piece by piece. At last the keyring loses the old root.
//! Whoever opens the vault in between goes on with [`Vault::renew`]; nothing else has to know.

use super::{BLOB_PREFIX, Changes, Namespace, Store, Vault, VaultError, seal};
use crate::random::Random;

/// Segments read, and sealed again, in one step.
const WINDOW: u64 = 16;

impl<S: Store> Vault<S> {
    /// Whether a new root is being brought in.
    pub fn is_rotating(&self) -> bool {
        self.keys.are_changing()
    }

    /// Draws a new root. Every way into the vault leads to it at once, but for this device's key, which sleeps.
    ///
    /// Errors: [`VaultError::OldWrap`].
    pub async fn draw_root(&self, random: &impl Random) -> Result<(), VaultError> {
        if self.is_rotating() {
            return Ok(());
        }
        let _turn = self.turn.lock().await;
        let (keyring, next) = self.keyring.borrow().rotated(&self.keys, random)?;
        self.keep(keyring).await?;
        self.keys.become_those_of(next);
        Ok(())
    }

    /// Seals again what the root before still opens, then forgets that root; returns whether it came to the end.
    /// What cannot be read stays as it is: it could not be read before either.
    pub async fn renew(&self, cancelled: &dyn Fn() -> bool) -> Result<bool, VaultError> {
        if !self.is_rotating() {
            return Ok(true);
        }
        for namespace in self.store.namespaces().await? {
            let mut from = 0;
            while let Some(next) = self.renew_some(&namespace, from).await? {
                if cancelled() {
                    return Ok(false);
                }
                from = next;
            }
        }
        for stored_as in self.store.blobs().await? {
            if cancelled() {
                return Ok(false);
            }
            if let Some(name) = stored_as.strip_prefix(BLOB_PREFIX) {
                self.renew_blob(name, &stored_as).await?;
            }
        }
        let _turn = self.turn.lock().await;
        let settled = self.keyring.borrow().settled();
        self.keep(settled).await?;
        self.keys.settle();
        Ok(true)
    }

    /// One step through a namespace; where the next begins, none at its end.
    async fn renew_some(&self, namespace: &Namespace, from: u64) -> Result<Option<u64>, VaultError> {
        let _turn = self.turn.lock().await;
        let last = self.store.last(namespace).await?;
        if last.is_none_or(|last| from > last) {
            return Ok(None);
        }
        let next = from.saturating_add(WINDOW);
        let mut changes = Changes::new();
        for (seq, sealed) in self.store.read(namespace, from..=next.saturating_sub(1)).await? {
            if seal::is_of_now(&self.keys, &sealed) {
                continue;
            }
            if let Ok(entries) = seal::open_segment(&self.keys, namespace, seq, &sealed) {
                changes = changes.rewrite(namespace, seq, entries);
            }
        }
        if !changes.is_empty() {
            self.carry_out(&changes).await?;
        }
        Ok(Some(next))
    }

    async fn renew_blob(&self, name: &str, stored_as: &str) -> Result<(), VaultError> {
        let _turn = self.turn.lock().await;
        let Some(sealed) = self.store.blob_get(stored_as).await? else { return Ok(()) };
        match seal::open_older_blob(&self.keys, name, &sealed) {
            Some(plaintext) => self.carry_out(&Changes::new().put_blob(name, plaintext.to_vec())).await.map(drop),
            None => Ok(()),
        }
    }
}
