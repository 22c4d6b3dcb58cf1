//! A commit of the file store that is decided: once this file is in its place, every step in it will be made, after a
//! crash by the next program that opens the store.
//!
//! SHA-256 of the rest ‖ length-prefixed parts, one a step: `p` ‖ seq ‖ name(namespace) ‖ bytes, `r` ‖ seq ‖
//! name(namespace), `a` ‖ name(namespace) for all, `b` ‖ name(blob) ‖ bytes, `d` ‖ name(blob); seq in 8 bytes,
//! big-endian, name(x) as one byte of length and then the name.

use sha2::{Digest, Sha256};

use super::batch::Step;
use crate::vault::{codec, keys::prefixed, namespace::Namespace};

/// The file's bytes; `None` when a step is 4 GiB or longer.
pub(super) fn encode<'a>(steps: impl Iterator<Item = &'a Step>) -> Option<Vec<u8>> {
    let parts: Vec<_> = steps.map(encode_step).collect();
    let body = codec::join(&parts)?;
    Some([Sha256::digest(&*body).as_slice(), &body].concat())
}

/// The steps; `None` when the file is damaged. What was added is put: that it was free was found before.
pub(super) fn decode(bytes: &[u8]) -> Option<Vec<Step>> {
    let (digest, body) = bytes.split_first_chunk::<32>()?;
    if Sha256::digest(body).as_slice() != digest {
        return None;
    }
    codec::split(body).ok()?.iter().map(|part| decode_step(part)).collect()
}

fn encode_step(step: &Step) -> Vec<u8> {
    match step {
        Step::Put { namespace, seq, sealed } | Step::Add { namespace, seq, sealed } => {
            [b"p", seq.to_be_bytes().as_slice(), &prefixed(namespace.as_str()), sealed].concat()
        }
        Step::Remove { namespace, seq } => [b"r", seq.to_be_bytes().as_slice(), &prefixed(namespace.as_str())].concat(),
        Step::RemoveAll { namespace } => [b"a".as_slice(), &prefixed(namespace.as_str())].concat(),
        Step::PutBlob { name, bytes } => [b"b".as_slice(), &prefixed(name), bytes].concat(),
        Step::RemoveBlob { name } => [b"d".as_slice(), &prefixed(name)].concat(),
    }
}

fn decode_step(part: &[u8]) -> Option<Step> {
    let (tag, rest) = part.split_first()?;
    let (seq, rest) = match tag {
        b'p' | b'r' => {
            let (seq, rest) = rest.split_first_chunk()?;
            (u64::from_be_bytes(*seq), rest)
        }
        _ => (0, rest),
    };
    let (length, rest) = rest.split_first()?;
    let (name, bytes) = rest.split_at_checked(usize::from(*length))?;
    let name = std::str::from_utf8(name).ok()?;
    let namespace = || Namespace::parse(name).ok();
    match tag {
        b'p' => Some(Step::Put { namespace: namespace()?, seq, sealed: bytes.to_vec() }),
        b'b' => Some(Step::PutBlob { name: name.to_owned(), bytes: bytes.to_vec() }),
        _ if !bytes.is_empty() => None,
        b'r' => Some(Step::Remove { namespace: namespace()?, seq }),
        b'a' => Some(Step::RemoveAll { namespace: namespace()? }),
        b'd' => Some(Step::RemoveBlob { name: name.to_owned() }),
        _ => None,
    }
}
