//! Sealing: bytes in, bytes out, XChaCha20-Poly1305, each sealed thing bound to its one place.
//!
//! Normative description: docs/formats/vault.md.

use chacha20poly1305::{AeadInOut, KeyInit, Tag, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::{
    codec,
    error::Damage,
    keys::{Keys, Secret, VaultId, prefixed},
    namespace::Namespace,
};
use crate::random::Random;

/// Version byte of everything sealed here.
const VERSION: u8 = 1;
const NONCE: usize = 24;
const TAG: usize = 16;
/// Most plaintext one sealed thing may hold, framing included: 64 MiB.
pub const MAX_PLAINTEXT: usize = 64 << 20;

/// Why nothing was sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum SealError {
    #[error("more than 64 MiB at once")]
    TooLarge,
    #[error(transparent)]
    NoRandomness(#[from] crate::random::NoRandomness),
}

/// Seals `entries` for the place (`namespace`, `seq`): version ‖ generation ‖ nonce ‖ ciphertext ‖ tag.
pub(super) fn segment(
    keys: &Keys,
    namespace: &Namespace,
    seq: u64,
    entries: &[Vec<u8>],
    random: &impl Random,
) -> Result<Vec<u8>, SealError> {
    let plaintext = codec::join(entries).ok_or(SealError::TooLarge)?;
    let key = keys.segment(namespace, keys.generation());
    let mut header = vec![VERSION];
    header.extend_from_slice(&keys.generation().to_be_bytes());
    seal(&key, &header, &segment_place(&keys.vault, namespace, seq), &plaintext, random)
}

/// Opens what [`segment`] sealed for the same place.
pub(super) fn open_segment(
    keys: &Keys,
    namespace: &Namespace,
    seq: u64,
    sealed: &[u8],
) -> Result<Vec<Vec<u8>>, Damage> {
    let header = header::<5>(sealed)?;
    let [_, generation @ ..] = *header;
    let key = keys.segment(namespace, u32::from_be_bytes(generation));
    let plaintext = open(&key, header, &segment_place(&keys.vault, namespace, seq), sealed)?;
    codec::split(&plaintext).map_err(|_| Damage::Malformed)
}

/// Whether a segment says that the newest root sealed it; what says nothing is not of now.
pub(super) fn is_of_now(keys: &Keys, sealed: &[u8]) -> bool {
    header::<5>(sealed).is_ok_and(|[_, generation @ ..]| u32::from_be_bytes(*generation) == keys.generation())
}

/// Seals a blob for its name: version ‖ nonce ‖ ciphertext ‖ tag.
pub(super) fn blob(keys: &Keys, name: &str, plaintext: &[u8], random: &impl Random) -> Result<Vec<u8>, SealError> {
    seal(&keys.blob(name), &[VERSION], &blob_place(&keys.vault, name), plaintext, random)
}

/// Opens what [`blob`] sealed for the same name, under this root or the one before.
pub(super) fn open_blob(keys: &Keys, name: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Damage> {
    let (header, place) = (header::<1>(sealed)?, blob_place(&keys.vault, name));
    match (open(&keys.blob(name), header, &place, sealed), keys.previous_blob(name)) {
        (Err(Damage::Refused), Some(previous)) => open(&previous, header, &place, sealed),
        (outcome, _) => outcome,
    }
}

/// What a blob holds that the root before sealed, and the newest did not.
pub(super) fn open_older_blob(keys: &Keys, name: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (header, place) = (header::<1>(sealed).ok()?, blob_place(&keys.vault, name));
    open(&keys.previous_blob(name)?, header, &place, sealed).ok()
}

/// Seals a secret under `key` for `place`: version ‖ nonce ‖ ciphertext ‖ tag.
pub(super) fn secret(key: &Secret, place: &[u8], secret: &Secret, random: &impl Random) -> Result<Vec<u8>, SealError> {
    seal(key, &[VERSION], place, secret.expose(), random)
}

/// Opens what [`secret`] sealed for the same place.
pub(super) fn open_secret(key: &Secret, place: &[u8], sealed: &[u8]) -> Result<Secret, Damage> {
    let plaintext = open(key, header::<1>(sealed)?, place, sealed)?;
    Secret::copy(&plaintext).ok_or(Damage::Malformed)
}

fn segment_place(vault: &VaultId, namespace: &Namespace, seq: u64) -> Vec<u8> {
    [vault.as_slice(), &prefixed(namespace.as_str()), &seq.to_be_bytes()].concat()
}

fn blob_place(vault: &VaultId, name: &str) -> Vec<u8> {
    [vault.as_slice(), &prefixed(name)].concat()
}

/// The first `N` bytes, of which the first is a version that is known.
fn header<const N: usize>(sealed: &[u8]) -> Result<&[u8; N], Damage> {
    match sealed.first() {
        None => Err(Damage::Truncated),
        Some(&VERSION) => sealed.first_chunk().ok_or(Damage::Truncated),
        Some(&version) => Err(Damage::UnknownVersion(version)),
    }
}

/// `header ‖ nonce ‖ ciphertext ‖ tag`; associated data is `place ‖ header`.
fn seal(
    key: &Secret,
    header: &[u8],
    place: &[u8],
    plaintext: &[u8],
    random: &impl Random,
) -> Result<Vec<u8>, SealError> {
    if plaintext.len() > MAX_PLAINTEXT {
        return Err(SealError::TooLarge);
    }
    let nonce = XNonce::from(random.array::<NONCE>()?);
    let mut ciphertext = plaintext.to_vec();
    let tag = XChaCha20Poly1305::new(key.expose().into())
        .encrypt_inout_detached(&nonce, &[place, header].concat(), ciphertext.as_mut_slice().into())
        .map_err(|_| SealError::TooLarge)?;
    Ok([header, &nonce, &ciphertext, &tag].concat())
}

/// The plaintext of `sealed`, whose header was read already.
fn open(key: &Secret, header: &[u8], place: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Damage> {
    let rest = sealed.get(header.len()..).ok_or(Damage::Truncated)?;
    let (nonce, rest) = rest.split_first_chunk::<NONCE>().ok_or(Damage::Truncated)?;
    let (ciphertext, tag) = rest.split_last_chunk::<TAG>().ok_or(Damage::Truncated)?;
    let mut plaintext = Zeroizing::new(ciphertext.to_vec());
    XChaCha20Poly1305::new(key.expose().into())
        .decrypt_inout_detached(
            nonce.into(),
            &[place, header].concat(),
            plaintext.as_mut_slice().into(),
            <&Tag>::from(tag),
        )
        .map_err(|_| Damage::Refused)?;
    Ok(plaintext)
}
