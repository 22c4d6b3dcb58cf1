//! The person's picture: sealed by this device's key alone, so that it shows before anything is unlocked. A page that
//! imitates ours cannot show it.

use crate::vault::{Batch, DeviceKey, Store, VaultError};

use super::{SessionError, view::Picture};

/// Its place in the store; not a blob of the vault.
const NAME: &str = "picture";
/// The longest phrase, in characters.
const PHRASE_MAX: usize = 60;

/// The picture, where there is one that this device can open.
pub async fn load<S: Store>(store: &S, device: &impl DeviceKey) -> Result<Option<Picture>, SessionError> {
    let Some(sealed) = store.blob_get(NAME).await.map_err(VaultError::from)? else { return Ok(None) };
    // A device that lost its key has no picture: the person chooses another.
    let Ok(bytes) = device.unwrap(&sealed).await else { return Ok(None) };
    Ok(serde_json::from_slice(&bytes).ok())
}

/// Keeps a picture, in place of the one before.
pub async fn save<S: Store>(store: &S, device: &impl DeviceKey, picture: &Picture) -> Result<(), SessionError> {
    if picture.phrase.chars().count() > PHRASE_MAX {
        return Err(SessionError::Phrase);
    }
    let bytes = serde_json::to_vec(picture).map_err(|_| SessionError::Books("picture"))?;
    let sealed = device.wrap(&bytes).await.map_err(VaultError::from)?;
    Ok(store.commit(&Batch::new().put_blob(NAME, sealed)).await.map_err(VaultError::from)?)
}
