//! Bringing a backup back: read once to see whether all of it is there, and a second time to keep it.

use std::collections::BTreeSet;

use super::{
    BackupError, Contents, Pieces,
    format::{Part, Parts},
    write::END,
};
use crate::{
    time::Time,
    vault::{
        Batch, Store, Vault, VaultError,
        keyring::{self, Keyring, Opened},
        keys::Keys,
        read::MANIFEST,
        seal,
        write::parse_part,
    },
};

/// Bytes that one commit of a restore writes, about.
const COMMIT: usize = 4 << 20;

/// Blob that is in the store while a restore is under way: what else is there is then nobody's vault.
pub(in crate::vault) const UNDER_WAY: &str = "restoring";

/// What the person wants of a restore.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct How {
    /// A vault that is there already gives way.
    pub replace: bool,
    /// A damaged backup gives what can be read of it.
    pub partial: bool,
}

/// Makes the vault in `store` that the backup holds, opened by its passphrase or its words. Nothing in the store changes
/// before the file has been read to its end and found whole. The keyring is written last: cut off in between, there is
/// no vault, and the restore is done again.
///
/// Errors: [`BackupError::Cut`], [`BackupError::Damaged`] unless [`How::partial`]; [`VaultError::Exists`] unless
/// [`How::replace`]; a wrong secret as when unlocking.
pub async fn restore<S: Store>(
    store: S,
    file: &mut impl Pieces,
    secret: &str,
    how: How,
) -> Result<(Vault<S>, Contents), BackupError> {
    let there = store.blob_get(keyring::NAME).await.map_err(VaultError::from)?.is_some();
    if there && !how.replace {
        return Err(VaultError::Exists.into());
    }
    let seen = look(file, secret).await?;
    if !seen.contents.whole && !how.partial {
        return Err(if seen.cut { BackupError::Cut(seen.contents) } else { BackupError::Damaged(seen.contents) });
    }
    store.clear().await.map_err(VaultError::from)?;
    let kept = keep(&store, file, &seen).await;
    if let Err(error) = kept {
        store.clear().await.map_err(VaultError::from)?;
        return Err(error);
    }
    Ok((Vault::opened(store, seen.keyring, Opened { keys: seen.keys, renewed: None }).await, seen.contents))
}

/// What a first reading found.
struct Seen {
    keys: Keys,
    keyring: Keyring,
    contents: Contents,
    /// The end is missing.
    cut: bool,
    /// Parts that cannot be read, by their number.
    unreadable: BTreeSet<u64>,
    digest: [u8; 32],
}

async fn look(file: &mut impl Pieces, secret: &str) -> Result<Seen, BackupError> {
    let mut parts = Parts::of(file).await?;
    let Some(Part::Keyring(blob)) = parts.next().await? else { return Err(BackupError::NoKeyring) };
    let keyring = Keyring::decode(&blob).map_err(|_| BackupError::NoKeyring)?;
    let Opened { keys, renewed } = keyring.open_by_secret(secret)?;
    let keyring = renewed.unwrap_or(keyring);
    let (mut contents, mut unreadable, mut cut) = (Contents::default(), BTreeSet::new(), true);
    while let Some(part) = parts.next().await? {
        let readable = match &part {
            Part::Keyring(_) => false,
            Part::Segment { namespace, seq, sealed } => {
                let opened = seal::open_segment(&keys, namespace, *seq, sealed).is_ok();
                contents.segments = contents.segments.saturating_add(u64::from(opened));
                opened
            }
            Part::Blob { name, sealed } => {
                let opened = opens(&keys, name, sealed);
                contents.blobs = contents.blobs.saturating_add(u64::from(opened));
                opened
            }
            Part::End(sealed) => {
                cut = false;
                contents.made = end(&keys, sealed, &parts);
                contents.whole = contents.made.is_some() && parts.is_at_end().await?;
                break;
            }
        };
        if !readable {
            unreadable.insert(parts.count);
            contents.unreadable.push(part.place());
        }
    }
    contents.bytes = parts.bytes;
    let digest = parts.digest();
    Ok(Seen { keys, keyring, contents, cut, unreadable, digest })
}

/// Whether a blob of the vault's users, or the manifest, can be read; what else there is only its owner can tell.
fn opens(keys: &Keys, name: &str, sealed: &[u8]) -> bool {
    match parse_part(name) {
        Some((name, part)) => seal::open_part(keys, name, part, sealed).is_ok(),
        None => name != MANIFEST || seal::open_manifest(keys, sealed).is_ok(),
    }
}

/// When the backup was made, if its end tells of exactly what was read.
fn end<P: Pieces>(keys: &Keys, sealed: &[u8], parts: &Parts<'_, P>) -> Option<Time> {
    let end = seal::open_blob(keys, END, sealed).ok()?;
    let (count, rest) = end.split_first_chunk()?;
    let (seconds, digest) = rest.split_first_chunk()?;
    // The end itself was counted here and not there.
    let same = u64::from_be_bytes(*count).saturating_add(1) == parts.count && *digest == parts.digest();
    Time::from_unix_seconds(i64::from_be_bytes(*seconds)).filter(|_| same)
}

async fn keep<S: Store>(store: &S, file: &mut impl Pieces, seen: &Seen) -> Result<(), BackupError> {
    let mut parts = Parts::of(file).await?;
    let (mut batch, mut held) = (Batch::new().put_blob(UNDER_WAY, Vec::new()), 0_usize);
    while let Some(part) = parts.next().await? {
        if seen.unreadable.contains(&parts.count) {
            continue;
        }
        match part {
            Part::Keyring(_) => {}
            Part::Segment { namespace, seq, sealed } => {
                held = held.saturating_add(sealed.len());
                batch = batch.put(&namespace, seq, sealed);
            }
            Part::Blob { name, sealed } => {
                held = held.saturating_add(sealed.len());
                batch = batch.put_blob(&name, sealed);
            }
            Part::End(_) => break,
        }
        if held >= COMMIT {
            store.commit(&std::mem::take(&mut batch)).await.map_err(VaultError::from)?;
            held = 0;
        }
    }
    if parts.digest() != seen.digest {
        return Err(BackupError::Changed);
    }
    let batch = batch.remove_blob(UNDER_WAY).put_blob(keyring::NAME, seen.keyring.encode()?);
    Ok(store.commit(&batch).await.map_err(VaultError::from)?)
}
