//! Sealing: bytes in, bytes out, XChaCha20-Poly1305, each sealed thing bound to its one place.
//!
//! Normative description: docs/formats/vault.md.

use chacha20poly1305::{AeadInOut, KeyInit, Tag, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::{
    codec,
    error::Damage,
    keys::{Keys, OutOfScope, Secret, VaultId, prefixed},
    namespace::Namespace,
};
use crate::random::Random;

/// Version byte of what has no edition: secrets, notes, and everything that was sealed before there were editions.
const PLAIN: u8 = 1;
/// Version byte of what is sealed in an edition: segments, parts of blobs, the manifest.
const DATED: u8 = 2;
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
    OutOfScope(#[from] OutOfScope),
    #[error(transparent)]
    NoRandomness(#[from] crate::random::NoRandomness),
}

/// Seals `entries` for the place (`namespace`, `seq`) in an edition of the namespace:
/// version ‖ generation ‖ edition ‖ nonce ‖ ciphertext ‖ tag.
pub(super) fn segment(
    keys: &Keys,
    (namespace, seq, edition): (&Namespace, u64, u64),
    entries: &[Vec<u8>],
    random: &impl Random,
) -> Result<Vec<u8>, SealError> {
    let plaintext = codec::join(entries).ok_or(SealError::TooLarge)?;
    let generation = keys.generation();
    let header = [[DATED].as_slice(), &generation.to_be_bytes(), &edition.to_be_bytes()].concat();
    let place = segment_place(&keys.vault, namespace, seq);
    seal(&keys.segment(namespace, generation)?, &header, &place, &plaintext, random)
}

/// Opens what [`segment`] sealed for the same place in any edition, or the version before it in none.
pub(super) fn open_segment(
    keys: &Keys,
    namespace: &Namespace,
    seq: u64,
    sealed: &[u8],
) -> Result<Vec<Vec<u8>>, Damage> {
    let header = match version(sealed)? {
        PLAIN => sealed.get(..5),
        _ => sealed.get(..13),
    };
    let key = keys.segment(namespace, generation(sealed)?)?;
    let place = segment_place(&keys.vault, namespace, seq);
    let plaintext = open(&key, header.ok_or(Damage::Truncated)?, &place, sealed)?;
    codec::split(&plaintext).map_err(|_| Damage::Malformed)
}

/// Whether a segment, or a part of a blob, says that the newest root sealed it; what says nothing is not of now.
pub(super) fn is_of_now(keys: &Keys, sealed: &[u8]) -> bool {
    generation(sealed).is_ok_and(|generation| generation == keys.generation())
}

/// In which edition a segment or a part of a blob says that it was sealed; 0 for what is from before there were any.
/// True only once it has opened.
pub(super) fn edition(sealed: &[u8]) -> Result<u64, Damage> {
    match version(sealed)? {
        PLAIN => Ok(0),
        _ => fixed::<8>(sealed, 5).map(u64::from_be_bytes),
    }
}

/// Whether this says that it was sealed in an edition: then there was a manifest.
pub(super) fn is_dated(sealed: &[u8]) -> bool {
    sealed.first() == Some(&DATED)
}

/// Seals one part of a blob in an edition: version ‖ generation ‖ edition ‖ part ‖ nonce ‖ ciphertext ‖ tag.
pub(super) fn part(
    keys: &Keys,
    (name, part, edition): (&str, u32, u64),
    plaintext: &[u8],
    random: &impl Random,
) -> Result<Vec<u8>, SealError> {
    let generation = keys.generation();
    let header = [[DATED].as_slice(), &generation.to_be_bytes(), &edition.to_be_bytes(), &part.to_be_bytes()].concat();
    seal(&keys.blob_at(name, generation)?, &header, &blob_place(&keys.vault, name), plaintext, random)
}

/// Opens what [`part`] sealed as the same part of the same blob, or a blob of the version before it, which has one.
pub(super) fn open_part(keys: &Keys, name: &str, part: u32, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Damage> {
    if version(sealed)? == PLAIN {
        return if part == 0 { open_blob(keys, name, sealed) } else { Err(Damage::Refused) };
    }
    if u32::from_be_bytes(fixed(sealed, 13)?) != part {
        return Err(Damage::Refused);
    }
    let header = sealed.get(..17).ok_or(Damage::Truncated)?;
    open(&keys.blob_at(name, generation(sealed)?)?, header, &blob_place(&keys.vault, name), sealed)
}

/// Seals the manifest: version ‖ generation ‖ nonce ‖ ciphertext ‖ tag.
pub(super) fn manifest(keys: &Keys, plaintext: &[u8], random: &impl Random) -> Result<Vec<u8>, SealError> {
    let generation = keys.generation();
    let header = [[DATED].as_slice(), &generation.to_be_bytes()].concat();
    seal(&keys.manifest(generation)?, &header, &keys.vault, plaintext, random)
}

/// Opens what [`manifest`] sealed.
pub(super) fn open_manifest(keys: &Keys, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Damage> {
    match version(sealed)? {
        DATED => {
            let header = sealed.get(..5).ok_or(Damage::Truncated)?;
            open(&keys.manifest(generation(sealed)?)?, header, &keys.vault, sealed)
        }
        version => Err(Damage::UnknownVersion(version)),
    }
}

/// Seals a blob for its name: version ‖ nonce ‖ ciphertext ‖ tag.
pub(super) fn blob(keys: &Keys, name: &str, plaintext: &[u8], random: &impl Random) -> Result<Vec<u8>, SealError> {
    seal(&keys.blob(name)?, &[PLAIN], &blob_place(&keys.vault, name), plaintext, random)
}

/// Opens what [`blob`] sealed for the same name, under this root or the one before.
pub(super) fn open_blob(keys: &Keys, name: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Damage> {
    let (header, place) = (plain(sealed)?, blob_place(&keys.vault, name));
    match (open(&keys.blob(name)?, header, &place, sealed), keys.previous_blob(name)) {
        (Err(Damage::Refused), Some(previous)) => open(&previous, header, &place, sealed),
        (outcome, _) => outcome,
    }
}

/// Seals a secret under `key` for `place`: version ‖ nonce ‖ ciphertext ‖ tag.
pub(super) fn secret(key: &Secret, place: &[u8], secret: &Secret, random: &impl Random) -> Result<Vec<u8>, SealError> {
    seal(key, &[PLAIN], place, secret.expose(), random)
}

/// Opens what [`secret`] sealed for the same place.
pub(super) fn open_secret(key: &Secret, place: &[u8], sealed: &[u8]) -> Result<Secret, Damage> {
    let plaintext = open(key, plain(sealed)?, place, sealed)?;
    Secret::copy(&plaintext).ok_or(Damage::Malformed)
}

fn segment_place(vault: &VaultId, namespace: &Namespace, seq: u64) -> Vec<u8> {
    [vault.as_slice(), &prefixed(namespace.as_str()), &seq.to_be_bytes()].concat()
}

fn blob_place(vault: &VaultId, name: &str) -> Vec<u8> {
    [vault.as_slice(), &prefixed(name)].concat()
}

/// The first byte, where it is a version that is known.
fn version(sealed: &[u8]) -> Result<u8, Damage> {
    match sealed.first() {
        None => Err(Damage::Truncated),
        Some(&version @ (PLAIN | DATED)) => Ok(version),
        Some(&version) => Err(Damage::UnknownVersion(version)),
    }
}

/// The generation in the header of a segment, a part or the manifest.
fn generation(sealed: &[u8]) -> Result<u32, Damage> {
    fixed(sealed, 1).map(u32::from_be_bytes)
}

/// `N` bytes of a header.
fn fixed<const N: usize>(sealed: &[u8], at: usize) -> Result<[u8; N], Damage> {
    sealed.get(at..).and_then(|rest| rest.first_chunk()).copied().ok_or(Damage::Truncated)
}

/// The header of what has none but its version.
fn plain(sealed: &[u8]) -> Result<&[u8], Damage> {
    match version(sealed)? {
        PLAIN => sealed.get(..1).ok_or(Damage::Truncated),
        version => Err(Damage::UnknownVersion(version)),
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
