//! `expand_message` of RFC 9380 §5.3: bytes as many as asked for, which follow from a message and a tag.

use sha2::{Digest as _, Sha256};

/// Bytes of SHA-256's output, and of its input block.
const OUTPUT: usize = 32;
const BLOCK: usize = 64;
/// The longest tag that goes in as it is.
const LONGEST_DST: usize = 255;

/// The hash of a ciphersuite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hash {
    /// `expand_message_xmd` with SHA-256.
    Sha256,
    /// `expand_message_xof` with SHAKE-256.
    #[cfg(any(test, feature = "fixtures"))]
    Shake256,
}

impl Hash {
    /// `expand_message` into `out`, of at most 255 blocks of 32 bytes.
    pub fn expand(self, message: &[u8], dst: &[u8], out: &mut [u8]) {
        match self {
            Self::Sha256 => xmd(message, dst, out),
            #[cfg(any(test, feature = "fixtures"))]
            Self::Shake256 => shake(message, dst, out),
        }
    }
}

fn xmd(message: &[u8], dst: &[u8], out: &mut [u8]) {
    let dst = if dst.len() > LONGEST_DST {
        Sha256::new().chain_update(b"H2C-OVERSIZE-DST-").chain_update(dst).finalize().to_vec()
    } else {
        dst.to_vec()
    };
    let b0 = Sha256::new().chain_update([0; BLOCK]).chain_update(message);
    let b0 = b0.chain_update(two(out.len())).chain_update([0]);
    let b0 = tagged(b0, &dst);
    let mut last = [0; OUTPUT];
    for (block, index) in out.chunks_mut(OUTPUT).zip(1..=u8::MAX) {
        let mixed: Vec<u8> = b0.iter().zip(last).map(|(a, b)| a ^ b).collect();
        last = tagged(Sha256::new().chain_update(mixed).chain_update([index]), &dst);
        for (to, from) in block.iter_mut().zip(last) {
            *to = from;
        }
    }
}

/// The hash with the tag and its length behind it.
fn tagged(hash: Sha256, dst: &[u8]) -> [u8; OUTPUT] {
    hash.chain_update(dst).chain_update([u8::try_from(dst.len()).unwrap_or(u8::MAX)]).finalize().into()
}

/// A length as two bytes; nobody asks for more than they hold.
fn two(length: usize) -> [u8; 2] {
    u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes()
}

#[cfg(any(test, feature = "fixtures"))]
fn shake(message: &[u8], dst: &[u8], out: &mut [u8]) {
    use sha3::{
        Shake256,
        digest::{ExtendableOutput as _, Update as _, XofReader as _},
    };
    let mut short = [0; OUTPUT * 2];
    let dst = if dst.len() > LONGEST_DST {
        Shake256::default().chain(b"H2C-OVERSIZE-DST-").chain(dst).finalize_xof().read(&mut short);
        short.as_slice()
    } else {
        dst
    };
    let length = [u8::try_from(dst.len()).unwrap_or(u8::MAX)];
    let hash = Shake256::default().chain(message).chain(two(out.len())).chain(dst).chain(length);
    hash.finalize_xof().read(out);
}
