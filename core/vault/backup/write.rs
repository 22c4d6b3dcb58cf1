//! Making a backup. Whoever calls sees to it that nothing is written meanwhile, or the end would tell of another vault.

use sha2::{Digest, Sha256};

use super::{
    BackupError, Contents, Sink,
    format::{HEAD, Part},
};
use crate::{
    random::Random,
    time::Time,
    vault::{Store, Vault, VaultError, keyring, seal},
};

/// Bytes handed out at a time.
const PIECE: usize = 1 << 20;
/// Segments read from the store at a time.
const WINDOW: u64 = 16;
/// Name under which the end is sealed: no blob of a user's can have it.
pub(super) const END: &str = "backup/end";
/// Blobs of the store that are this device's and no part of the vault; the keyring goes without what is this device's.
const OF_THE_DEVICE: [&str; 2] = [keyring::NAME, "picture"];

impl<S: Store> Vault<S> {
    /// Writes the vault into `to`. The passphrase and the words open it there; what only this device has stays here.
    pub async fn back_up(&self, to: &mut impl Sink, now: Time, random: &impl Random) -> Result<Contents, BackupError> {
        let mut out = Out { to, held: HEAD.to_vec(), digest: Sha256::new_with_prefix(HEAD), parts: 0, bytes: 0 };
        let mut made = Contents { made: Some(now), whole: true, ..Contents::default() };
        let portable = self.keyring.borrow().portable(&self.keys, random)?.encode()?;
        out.put(&Part::Keyring(portable)).await?;
        for namespace in self.store.namespaces().await.map_err(VaultError::from)? {
            let last = self.store.last(&namespace).await.map_err(VaultError::from)?.unwrap_or_default();
            for from in (0..=last).step_by(usize::try_from(WINDOW).unwrap_or(1)) {
                let window = from..=from.saturating_add(WINDOW - 1);
                for (seq, sealed) in self.store.read(&namespace, window).await.map_err(VaultError::from)? {
                    out.put(&Part::Segment { namespace: namespace.clone(), seq, sealed }).await?;
                    made.segments = made.segments.saturating_add(1);
                }
            }
        }
        for name in self.store.blobs().await.map_err(VaultError::from)? {
            if OF_THE_DEVICE.contains(&name.as_str()) {
                continue;
            }
            if let Some(sealed) = self.store.blob_get(&name).await.map_err(VaultError::from)? {
                out.put(&Part::Blob { name, sealed }).await?;
                made.blobs = made.blobs.saturating_add(1);
            }
        }
        let end =
            [out.parts.to_be_bytes().as_slice(), &now.unix_seconds().to_be_bytes(), &out.digest.clone().finalize()]
                .concat();
        out.put(&Part::End(seal::blob(&self.keys, END, &end, random).map_err(VaultError::from)?)).await?;
        out.flush().await?;
        made.bytes = out.bytes;
        Ok(made)
    }
}

/// What was decided and not handed out yet.
struct Out<'a, T> {
    to: &'a mut T,
    held: Vec<u8>,
    digest: Sha256,
    parts: u64,
    bytes: u64,
}

impl<T: Sink> Out<'_, T> {
    async fn put(&mut self, part: &Part) -> Result<(), BackupError> {
        let bytes = part.encode().ok_or(VaultError::TooLarge)?;
        self.digest.update(&bytes);
        self.parts = self.parts.saturating_add(1);
        self.held.extend_from_slice(&bytes);
        if self.held.len() >= PIECE { self.flush().await } else { Ok(()) }
    }

    async fn flush(&mut self) -> Result<(), BackupError> {
        for piece in self.held.chunks(PIECE) {
            self.to.write(piece).await?;
        }
        self.bytes = self.bytes.saturating_add(u64::try_from(self.held.len()).unwrap_or(u64::MAX));
        self.held.clear();
        Ok(())
    }
}
