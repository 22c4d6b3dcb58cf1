//! The libraries against each other: whatever one says, both others say, on edges as well as anywhere.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use proptest::prelude::*;

use super::{
    EXPAND_LEN, G2_BYTES, Hash, POINT_BYTES, SCALAR_BYTES,
    ark::Ark,
    backend::Curve,
    blst::Blst,
    multiply::{Base, Secrecy, Table, sum},
    reference::Reference,
};

/// The order of the group (draft-irtf-cfrg-pairing-friendly-curves-11 §4.2.1), less one.
const LAST: &str = "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000000";
/// z², one less, and z.
const EDGES: [&str; 3] = [
    "00000000000000000000000000000000ac45a4010001a4020000000100000000",
    "00000000000000000000000000000000ac45a4010001a40200000000ffffffff",
    "000000000000000000000000000000000000000000000000d201000000010000",
];

fn hex(text: &str) -> [u8; SCALAR_BYTES] {
    data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap().try_into().unwrap()
}

fn edges() -> Vec<[u8; SCALAR_BYTES]> {
    let mut all: Vec<_> = EDGES.iter().map(|text| hex(text)).collect();
    all.extend([hex(LAST), [0; SCALAR_BYTES]]);
    for small in [1, 15, 16, 17, 31, 32, 33] {
        let mut bytes = [0; SCALAR_BYTES];
        bytes[SCALAR_BYTES - 1] = small;
        all.push(bytes);
    }
    all
}

/// Any scalar: the upper bits of 32 bytes are not of a scalar.
fn scalar() -> impl Strategy<Value = [u8; SCALAR_BYTES]> {
    any::<[u8; SCALAR_BYTES]>().prop_map(|mut bytes| {
        bytes[0] &= 0x3f;
        bytes
    })
}

fn generator<C: Curve>(seed: u8) -> C::Point {
    C::hash_to_point(Hash::Sha256, &[seed], b"agree")
}

fn bytes<C: Curve>(point: C::Point) -> [u8; POINT_BYTES] {
    C::compress(&C::normalise(&[point])[0])
}

/// Double and add, a bit at a time.
fn slowly<C: Curve>(point: C::Point, scalar: &[u8; SCALAR_BYTES]) -> C::Point {
    let bits = scalar.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
    bits.fold(C::neutral(), |sum, bit| {
        let sum = C::double(&sum);
        if bit == 1 { sum + point } else { sum }
    })
}

/// Σ by every way there is, which all must agree.
fn jointly<C: Curve>(scalars: &[[u8; SCALAR_BYTES]]) -> [u8; POINT_BYTES] {
    let scalars: Vec<_> = scalars.iter().map(|bytes| C::scalar(bytes).unwrap()).collect();
    let points: Vec<_> = (0u8..).take(scalars.len()).map(generator::<C>).collect();
    let tables: Vec<_> = points.iter().map(Table::<C>::new).collect();
    let mut sums = Vec::new();
    for secrecy in [Secrecy::Secret, Secrecy::Public] {
        let fresh = || points.iter().map(|point| Base::New(*point));
        let known = || tables.iter().map(Base::Known);
        sums.push(sum(fresh().zip(&scalars), secrecy));
        sums.push(sum(known().zip(&scalars), secrecy));
        sums.push(sum(fresh().take(1).chain(known().skip(1)).zip(&scalars), secrecy));
    }
    assert!(sums.iter().all(|sum| *sum == sums[0]));
    bytes::<C>(sums[0])
}

fn agree_on_sums(scalars: &[[u8; SCALAR_BYTES]]) {
    let slow = scalars.iter().zip(0u8..).fold(Reference::neutral(), |sum, (scalar, seed)| {
        sum + slowly::<Reference>(generator::<Reference>(seed), scalar)
    });
    let expected = bytes::<Reference>(slow);
    assert_eq!(jointly::<Reference>(scalars), expected);
    assert_eq!(jointly::<Blst>(scalars), expected);
    assert_eq!(jointly::<Ark>(scalars), expected);
}

#[test]
fn sums_at_the_edges() {
    for edge in edges() {
        agree_on_sums(&[edge]);
    }
    agree_on_sums(&edges());
    agree_on_sums(&[]);
}

#[test]
fn a_point_and_its_opposite_and_the_neutral_one() {
    fn all<C: Curve>() {
        let (point, one) = (generator::<C>(1), C::Scalar::from(1));
        for secrecy in [Secrecy::Secret, Secrecy::Public] {
            for base in [C::neutral(), point] {
                let pair = [(Base::New(base), &one), (Base::New(-base), &one)];
                assert!(sum::<C>(pair, secrecy) == C::neutral());
                assert!(sum::<C>([(Base::Known(&Table::new(&base)), &one)], secrecy) == base);
            }
        }
    }
    all::<Reference>();
    all::<Blst>();
    all::<Ark>();
}

#[test]
fn totals_with_what_a_quick_formula_does_not_know() {
    let (p, q) = (generator::<Ark>(1), generator::<Ark>(2));
    let odd = [p, q, p, p, p, -p, Ark::neutral(), q, q, Ark::neutral(), Ark::neutral(), Ark::neutral(), p];
    for length in 0..=odd.len() {
        let points = Ark::normalise(&odd[..length]);
        let expected = odd[..length].iter().fold(Ark::neutral(), |sum, point| sum + *point);
        assert!(Ark::total(points) == expected, "{length} of them");
    }
}

#[test]
fn the_endomorphism_multiplies_by_z_squared() {
    fn all<C: Curve>() {
        let (shift, point) = (C::SHIFT.unwrap(), generator::<C>(3));
        let shifted = C::compress(&shift(&C::normalise(&[point])[0]));
        assert_eq!(shifted, bytes::<C>(slowly::<C>(point, &hex(EDGES[0]))));
        assert_eq!(C::compress(&shift(&C::Affine::default())), bytes::<C>(C::neutral()));
    }
    all::<Ark>();
    all::<Blst>();
}

/// Says the same of one encoding, whatever it is.
fn agree_on_point(encoded: &[u8; POINT_BYTES]) -> bool {
    let expected = Reference::decompress(encoded).map(|point| Reference::compress(&point));
    assert!(expected.is_none_or(|again| again == *encoded), "more than one encoding of a point");
    assert_eq!(Blst::decompress(encoded).map(|point| Blst::compress(&point)), expected, "{encoded:02x?}");
    assert_eq!(Ark::decompress(encoded).map(|point| Ark::compress(&point)), expected, "{encoded:02x?}");
    expected.is_some()
}

#[test]
fn every_flag_on_a_point_and_on_nothing() {
    let mut neutral = [0; POINT_BYTES];
    neutral[0] = 0xc0;
    let point = bytes::<Reference>(generator::<Reference>(1));
    let mut junk = neutral;
    junk[POINT_BYTES - 1] = 1;
    let mut good = 0;
    for flags in 0u8..8 {
        for mut encoded in [neutral, point, junk, [0xff; POINT_BYTES]] {
            encoded[0] = (encoded[0] & 0x1f) | (flags << 5);
            good += u8::from(agree_on_point(&encoded));
        }
    }
    // The neutral one, the point and its opposite. (0, 2) and (0, −2) are on the curve too, and of order three.
    assert_eq!(good, 3);
}

#[test]
fn keys_and_pairings() {
    fn all<C: Curve>() -> Vec<[u8; G2_BYTES]> {
        let (two, three) = (C::Scalar::from(2), C::Scalar::from(3));
        let (k2, k3) = (C::key(&two), C::key(&three));
        let k5 = C::add_keys(&k2, &k3);
        let (p, q) = (generator::<C>(1), generator::<C>(2));
        let holds = |points: &[C::Point], keys: &[C::Key]| {
            let prepared: Vec<_> = keys.iter().map(C::prepare).collect();
            C::product_is_one(&C::normalise(points).into_iter().zip(&prepared).collect::<Vec<_>>())
        };
        assert!(holds(&[p, p, -p], &[k2, k3, k5]));
        assert!(holds(&[p + p + p, -p + -p], &[k2, k3]));
        assert!(holds(&[C::neutral(), p], &[k2, C::Key::default()]));
        assert!(holds(&[], &[]));
        assert!(!holds(&[p, -q], &[k2, k2]));
        assert!(!holds(&[p], &[k2]));
        [k2, k3, k5, C::Key::default()].iter().map(C::compress_key).collect()
    }
    let expected = all::<Reference>();
    assert_eq!(all::<Blst>(), expected);
    assert_eq!(all::<Ark>(), expected);
    for encoded in &expected {
        for at in 0..G2_BYTES * 8 {
            let mut bytes = *encoded;
            bytes[at / 8] ^= 1 << (at % 8);
            let known = Reference::decompress_key(&bytes).is_some();
            assert_eq!(Blst::decompress_key(&bytes).is_some(), known);
            assert_eq!(Ark::decompress_key(&bytes).is_some(), known);
        }
    }
}

#[test]
fn tags_of_every_length() {
    for length in [0, 1, 31, 255, 256, 300] {
        let dst = vec![b'd'; length];
        for hash in [Hash::Sha256, Hash::Shake256] {
            let expected = bytes::<Reference>(Reference::hash_to_point(hash, b"message", &dst));
            assert_eq!(bytes::<Blst>(Blst::hash_to_point(hash, b"message", &dst)), expected);
            assert_eq!(bytes::<Ark>(Ark::hash_to_point(hash, b"message", &dst)), expected);
        }
    }
}

/// RFC 9380 §K.1 and §K.6: `expand_message_xmd` with SHA-256, `expand_message_xof` with SHAKE-256, 32 bytes of "abc".
#[test]
fn the_rfc_s_own_expansions() {
    let cases = [
        (
            Hash::Sha256,
            "QUUX-V01-CS02-with-expander-SHA256-128",
            "d8ccab23b5985ccea865c6c97b6e5b8350e794e603b4b97902f53a8a0d605615",
        ),
        (
            Hash::Shake256,
            "QUUX-V01-CS02-with-expander-SHAKE256",
            "b39e493867e2767216792abce1f2676c197c0692aed061560ead251821808e07",
        ),
    ];
    for (hash, dst, expected) in cases {
        let mut out = [0; 32];
        hash.expand(b"abc", dst.as_bytes(), &mut out);
        assert_eq!(out, hex(expected));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn sums_agree(scalars in prop::collection::vec(scalar(), 1..4)) {
        agree_on_sums(&scalars);
    }

    #[test]
    fn hashes_agree(message in prop::collection::vec(any::<u8>(), 0..100), dst in prop::collection::vec(any::<u8>(), 1..300)) {
        let expected = bytes::<Reference>(Reference::hash_to_point(Hash::Sha256, &message, &dst));
        prop_assert_eq!(bytes::<Blst>(Blst::hash_to_point(Hash::Sha256, &message, &dst)), expected);
        prop_assert_eq!(bytes::<Ark>(Ark::hash_to_point(Hash::Sha256, &message, &dst)), expected);
    }

    #[test]
    fn decoders_agree(mut encoded in any::<[u8; POINT_BYTES]>(), wide in any::<[u8; EXPAND_LEN]>()) {
        agree_on_point(&encoded);
        encoded[0] = 0x80 | (encoded[0] & 0x2f);
        agree_on_point(&encoded);
        let mut bytes = [0; SCALAR_BYTES];
        bytes.copy_from_slice(&wide[..SCALAR_BYTES]);
        let known = Reference::scalar(&bytes).map(|scalar| Reference::scalar_bytes(&scalar));
        prop_assert_eq!(Blst::scalar(&bytes).map(|scalar| Blst::scalar_bytes(&scalar)), known);
        prop_assert_eq!(Ark::scalar(&bytes).map(|scalar| Ark::scalar_bytes(&scalar)), known);
    }

    #[test]
    fn scalars_agree(a in scalar(), b in scalar(), wide in any::<[u8; 64]>()) {
        fn results<C: Curve>(a: &[u8; SCALAR_BYTES], b: &[u8; SCALAR_BYTES]) -> Vec<[u8; SCALAR_BYTES]> {
            let (a, b) = (C::scalar(a).unwrap(), C::scalar(b).unwrap());
            [a + b, a - b, a * b, -a, C::invert(&a).unwrap_or_default()].iter().map(C::scalar_bytes).collect()
        }
        let expected = results::<Reference>(&a, &b);
        prop_assert_eq!(results::<Blst>(&a, &b), expected.clone());
        prop_assert_eq!(results::<Ark>(&a, &b), expected);
        let reduced = super::to_bytes(&super::Scalar::from_bytes_wide(&wide));
        prop_assert_eq!(reduced, Reference::scalar_bytes(&bls12_381::Scalar::from_bytes_wide(&wide)));
    }
}
