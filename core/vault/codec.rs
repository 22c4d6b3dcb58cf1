//! Length-prefixed parts in one run of bytes: `(u32 big-endian length ‖ bytes)*`. The decoder is total and bounded by its input.

use zeroize::Zeroizing;

/// Bytes that end in the middle of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut;

/// The parts in order; `None` when one of them is 4 GiB or longer.
pub(super) fn join<P: AsRef<[u8]>>(parts: &[P]) -> Option<Zeroizing<Vec<u8>>> {
    let size = parts.iter().map(|part| part.as_ref().len().saturating_add(4)).fold(0, usize::saturating_add);
    // Exact, so that the buffer never moves and leaves a plaintext copy behind.
    let mut joined = Zeroizing::new(Vec::with_capacity(size));
    for part in parts {
        let part = part.as_ref();
        joined.extend_from_slice(&u32::try_from(part.len()).ok()?.to_be_bytes());
        joined.extend_from_slice(part);
    }
    Some(joined)
}

/// The parts of `bytes`. Memory used is at most that of the input plus one `Vec` for each four bytes of it.
pub(super) fn split(mut bytes: &[u8]) -> Result<Vec<Vec<u8>>, Cut> {
    let mut parts = Vec::new();
    while !bytes.is_empty() {
        let (length, rest) = bytes.split_first_chunk::<4>().ok_or(Cut)?;
        let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| Cut)?;
        let (part, rest) = rest.split_at_checked(length).ok_or(Cut)?;
        parts.push(part.to_vec());
        bytes = rest;
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn what_is_joined_splits_again(parts: Vec<Vec<u8>>) {
            prop_assert_eq!(split(&join(&parts).unwrap()), Ok(parts));
        }

        #[test]
        fn any_bytes_split_or_are_refused(bytes: Vec<u8>) {
            if let Ok(parts) = split(&bytes) {
                prop_assert_eq!(join(&parts).unwrap().to_vec(), bytes);
            }
        }
    }

    #[test]
    fn a_length_beyond_the_end_is_refused() {
        assert_eq!(split(&[0xff, 0xff, 0xff, 0xff, 1]), Err(Cut));
        assert_eq!(split(&[0, 0, 0]), Err(Cut));
        assert_eq!(split(&[]), Ok(vec![]));
    }
}
