//! Snapshots: blobs made of what the vault holds, as an index is. One goes, in the same commit, when something that it
//! is of is replaced or removed, so that it cannot bring back what was forgotten.

use super::{Changes, Covers, Namespace, Store, Vault, VaultError};

impl<S: Store> Vault<S> {
    /// How far these namespaces are now: what a snapshot that is made of them covers. Ask before reading them.
    pub async fn covers(&self, namespaces: &[Namespace]) -> Result<Covers, VaultError> {
        Ok(self.known().await?.manifest.covers(namespaces))
    }

    /// Seals a snapshot of what `covers` says, in place of the blob of that name.
    ///
    /// Errors: [`VaultError::Outdated`] when something of it was replaced or removed since.
    pub async fn snapshot_put(&self, name: &str, covers: &Covers, bytes: Vec<u8>) -> Result<(), VaultError> {
        self.write(Changes::new().snapshot(name, covers.clone(), bytes)).await.map(drop)
    }

    /// The snapshot of that name and what it covers; what was appended since has to be read. `None` when there is none,
    /// when it is damaged, and when it does not fit what the vault holds: it is to be made anew.
    pub async fn snapshot_get(&self, name: &str) -> Result<Option<(Covers, Vec<u8>)>, VaultError> {
        let bytes = match self.blob_get(name).await {
            Err(VaultError::Blob { .. }) => return Ok(None),
            outcome => outcome?,
        };
        let known = self.known().await?;
        let covers = known.manifest.blob(name).map(|blob| &blob.covers);
        let fitting = covers.filter(|covers| !covers.0.is_empty() && known.manifest.fits(covers));
        Ok(fitting.cloned().zip(bytes))
    }
}
