//! A new root: everything in the vault is sealed again, and the work may stop at any point.
//!
//! First the keyring gets the new root, with the one before sealed under it: from that write on, all that is written is
//! sealed by the new one. Then what is older is sealed again, piece by piece. At last the keyring loses the old root.
//! Whoever opens the vault in between goes on with [`Vault::renew`]; nothing else has to know.

use super::{Batch, Changes, Namespace, Store, Vault, VaultError, lend, seal, write::blob_name};
use crate::random::Random;

/// Segments read, and sealed again, in one step.
const WINDOW: usize = 16;

impl<S: Store> Vault<S> {
    /// Whether a new root is being brought in.
    pub fn is_rotating(&self) -> bool {
        self.keys.are_changing()
    }

    /// Draws a new root. Every way into the vault leads to it at once, but for this device's key, which sleeps; keys that
    /// were lent open nothing any more.
    ///
    /// Errors: [`VaultError::OldWrap`].
    pub async fn draw_root(&self, random: &impl Random) -> Result<(), VaultError> {
        if self.is_rotating() {
            return Ok(());
        }
        let _turn = self.turn.lock().await;
        let (keyring, next) = self.keyring.borrow().rotated(&self.keys, random)?;
        self.keep_with(keyring, Batch::new().remove_blob(lend::NAME)).await?;
        self.keys.become_those_of(next);
        Ok(())
    }

    /// Seals again what the root before still opens, then forgets that root; returns whether it came to the end.
    /// What cannot be read stays as it is: it could not be read before either.
    pub async fn renew(&self, cancelled: &dyn Fn() -> bool) -> Result<bool, VaultError> {
        if !self.is_rotating() {
            return Ok(true);
        }
        let known = self.known().await?;
        for namespace in known.manifest.namespaces() {
            let numbers: Vec<u64> = known.manifest.listed(namespace, 0..=u64::MAX).collect();
            for window in numbers.chunks(WINDOW) {
                self.renew_some(namespace, window).await?;
                if cancelled() {
                    return Ok(false);
                }
            }
        }
        for name in known.manifest.blobs() {
            self.renew_blob(name).await?;
            if cancelled() {
                return Ok(false);
            }
        }
        let _turn = self.turn.lock().await;
        self.commit(|draft| {
            draft.anew = true;
            Ok(())
        })
        .await?;
        let settled = self.keyring.borrow().settled();
        self.keep(settled).await?;
        self.keys.settle();
        Ok(true)
    }

    /// One step through a namespace.
    async fn renew_some(&self, namespace: &Namespace, numbers: &[u64]) -> Result<(), VaultError> {
        let _turn = self.turn.lock().await;
        let (Some(&first), Some(&last)) = (numbers.first(), numbers.last()) else { return Ok(()) };
        let known = self.known().await?;
        let mut changes = Changes::new();
        for (seq, sealed) in self.store.read(namespace, first..=last).await? {
            if seal::is_of_now(&self.keys, &sealed) {
                continue;
            }
            if let Ok(entries) = self.open(&known, namespace, seq, &sealed) {
                changes = changes.rewrite(namespace, seq, entries);
            }
        }
        self.carry_out(&changes).await.map(drop)
    }

    async fn renew_blob(&self, name: &str) -> Result<(), VaultError> {
        let _turn = self.turn.lock().await;
        let known = self.known().await?;
        let Some(blob) = known.manifest.blob(name) else { return Ok(()) };
        let Some(sealed) = self.store.blob_get(&blob_name(name)?).await? else { return Ok(()) };
        if seal::is_dated(&sealed) && seal::is_of_now(&self.keys, &sealed) {
            return Ok(());
        }
        match self.blob_get(name).await {
            Ok(Some(plaintext)) => {
                let again = Changes::new().snapshot(name, blob.covers.clone(), plaintext);
                self.carry_out(&again).await.map(drop)
            }
            Ok(None) | Err(VaultError::Blob { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }
}
