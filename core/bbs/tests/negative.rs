//! What must be refused, and as what: every field that is none, every length, every other shape and statement.

use zeroize::Zeroizing;

use super::support::{
    CORE, Decoder, Field, HEADER, HIDDEN, Issued, OPEN, P, R, SHOWN, added, decoders, neutral, number, statement,
};
use crate::{
    bbs::{
        BbsError, Blind, BoundCommitment, Interface, OWN, Params, Proof, Prover, SHAKE_256, Scheme, SecretKey,
        Signature, Statement, Uniform, point, point_bytes, times,
    },
    random::testing::Seeded,
};

/// The neutral point of G1 (48 bytes) or G2 (96), compressed.
fn identity<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    bytes[0] = 0xc0;
    bytes
}

/// A small x, compressed; of G2 its first coefficient.
fn small<const N: usize>(x: u8) -> [u8; N] {
    let mut bytes = [0; N];
    (bytes[0], bytes[N - 1]) = (0x80, x);
    bytes
}

/// The same bytes with other flags in the first three bits.
fn flagged<const N: usize>(mut bytes: [u8; N], flags: u8) -> [u8; N] {
    bytes[0] = (bytes[0] & 0x1f) | flags;
    bytes
}

/// What is wrong with the flags alone, whatever the group.
fn no_flags<const N: usize>(good: [u8; N]) -> Vec<(&'static str, Vec<u8>)> {
    let junk = |at: usize| {
        let mut bytes = identity::<N>();
        bytes[at] |= 1;
        bytes.to_vec()
    };
    vec![
        ("not compressed", flagged(good, 0).to_vec()),
        ("nothing", vec![0; N]),
        ("infinity, not compressed", flagged(identity::<N>(), 0x40).to_vec()),
        ("infinity, with a sign", flagged(identity::<N>(), 0xe0).to_vec()),
        ("infinity, with a first bit", junk(0)),
        ("infinity, with a last bit", junk(N - 1)),
        ("infinity, with an x", flagged(good, 0xc0).to_vec()),
        ("all bits", vec![0xff; N]),
    ]
}

/// 48 bytes that are no point of G1.
fn no_g1() -> Vec<(&'static str, Vec<u8>)> {
    // A quarter of all x are small enough that x + p fits too.
    let good = (1..).map(|k| point_bytes(&times(&OWN.operator(b"any"), &number(k))));
    let (good, twice) = good.filter_map(|good| Some((good, added(&flagged(good, 0), P, 381)?))).next().unwrap();
    assert!(point(&good, "").is_ok());
    let mut all = no_flags(good);
    all.extend([
        // 1³ + 4 is no square modulo p. 4³ + 4 and 0³ + 4 are; that the order of neither point is that of the group was
        // found with integers modulo p and the formulas of the curve. The second has order 3.
        ("off the curve", small::<48>(1).to_vec()),
        ("off the group", small::<48>(4).to_vec()),
        ("of order 3", small::<48>(0).to_vec()),
        ("x = p", flagged(P, 0x80).to_vec()),
        ("x + p", flagged(twice, good[0] & 0xe0).to_vec()),
        ("x of all bits", flagged([0xff; 48], 0x80).to_vec()),
    ]);
    all
}

/// 96 bytes that are no point of G2.
fn no_g2(good: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let good: [u8; 96] = good.try_into().unwrap();
    let (head, tail) = good.split_at(48);
    let of = |head: &[u8], tail: &[u8]| [head, tail].concat();
    let mut flagged_tail = tail.to_vec();
    flagged_tail[0] |= 0x80;
    let mut all = no_flags(good);
    all.extend([
        // As above: 1³ + 4 + 4u is no square modulo p, 2³ + 4 + 4u is.
        ("off the curve", small::<96>(1).to_vec()),
        ("off the group", small::<96>(2).to_vec()),
        ("x = p", of(&small::<48>(0), &P)),
        ("x = p·u", of(&flagged(P, 0x80), &[0; 48])),
        ("x + p", of(head, &added(tail, P, 384).unwrap())),
        ("flags twice", of(head, &flagged_tail)),
    ]);
    all
}

/// 32 bytes that are no scalar.
fn no_scalar(good: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut one = [0; 32];
    one[31] = 1;
    vec![
        ("zero", vec![0; 32]),
        ("the order", R.to_vec()),
        ("one more than the order", added(&R, one, 256).unwrap().to_vec()),
        ("the order more", added(good, R, 256).unwrap().to_vec()),
        ("all bits", vec![0xff; 32]),
    ]
}

/// What each decoder says of a field that is none, wherever that field is.
#[test]
fn every_field_that_is_none_is_refused_as_what_it_is() {
    let mut tried = 0;
    for decoder in decoders() {
        let Decoder { name, what, good, decode, .. } = &decoder;
        assert_eq!(decode(good).as_ref(), Ok(good), "{name}");
        let mut refused = |at: usize, reason: &str, bytes: &[u8], error: BbsError| {
            assert_eq!(decode(&decoder.with(at, bytes)), Err(error), "{name}, {reason} at {at}");
            tried += 1;
        };
        for at in decoder.places(Field::G1) {
            let point = decoder.name_at(at);
            no_g1().iter().for_each(|(reason, bytes)| refused(at, reason, bytes, BbsError::NotAPoint(point)));
            refused(at, "the neutral point", &identity::<48>(), BbsError::Identity(point));
        }
        for at in decoder.places(Field::G2) {
            no_g2(&good[at..]).iter().for_each(|(reason, bytes)| refused(at, reason, bytes, BbsError::NotAPoint(what)));
            refused(at, "the neutral point", &identity::<96>(), BbsError::Identity(what));
        }
        for at in decoder.places(Field::Scalar) {
            let none = no_scalar(&good[at..at + 32]);
            none.iter().for_each(|(reason, bytes)| refused(at, reason, bytes, BbsError::NotAScalar(what)));
        }
    }
    assert_eq!(tried, 8 * 15 + 15 + 16 * 5);
}

/// Ā, B̄ and D neutral: each two of them, and all.
#[test]
fn neutral_points_together_are_refused_too() {
    let proof = decoders().swap_remove(0);
    let places = proof.places(Field::G1);
    assert_eq!(places, [0, 48, 96]);
    for several in [&places[..2], &places[1..], &[0, 96], &places] {
        let mut bytes = proof.good.clone();
        several.iter().for_each(|at| bytes[*at..at + 48].copy_from_slice(&identity::<48>()));
        assert_eq!((proof.decode)(&bytes), Err(BbsError::Identity(proof.name_at(several[0]))), "{several:?}");
    }
}

/// One length each: cut anywhere or with anything behind, it is refused before anything is decoded.
#[test]
fn every_other_length_is_refused() {
    for Decoder { name, what, good, decode, .. } in decoders() {
        for cut in 0..good.len() {
            assert_eq!(decode(&good[..cut]), Err(BbsError::Length(what)), "{name} cut to {cut}");
        }
        for more in 1..=64 {
            for tail in [vec![0; more], good.iter().copied().cycle().take(more).collect()] {
                let longer = [good.as_slice(), &tail].concat();
                assert_eq!(decode(&longer), Err(BbsError::Length(what)), "{name} and {more} more");
            }
        }
    }
    let proof = decoders().swap_remove(0).good;
    for hidden in [0, HIDDEN - 1, HIDDEN + 1, 2048] {
        assert_eq!(Proof::from_bytes(&proof, hidden), Err(BbsError::Length("proof")), "{hidden}");
    }
}

/// Everything that a proof is for, changed one at a time.
#[test]
fn a_proof_is_for_one_statement_key_pseudonym_and_set_of_messages() {
    let issued = Issued::own();
    let said = statement(b"here");
    let (proof, pseudonym) = issued.prove(&said, &SHOWN);
    let shown = issued.disclosed(&SHOWN);
    let verify = |statement: &Statement, pseudonym, shown: &[_]| {
        proof.verify(&issued.params, &issued.public, statement, pseudonym, shown)
    };
    assert_eq!(verify(&said, &pseudonym, &shown), Ok(()));
    for other in [
        Statement { header: b"headers", ..said },
        Statement { header: b"", ..said },
        Statement { presentation_header: b"Presentation", ..said },
        Statement { presentation_header: b"", ..said },
        Statement { context: b"there", ..said },
        Statement { context: b"", ..said },
        // The lengths are part of what is hashed: nothing moves from one to the other.
        Statement { presentation_header: b"presentationhere", context: b"", ..said },
        Statement { nyms: 2, ..said },
    ] {
        assert_eq!(verify(&other, &pseudonym, &shown), Err(BbsError::Proof), "{other:?}");
    }
    // So many that one of them would be shown.
    let outcome = verify(&Statement { nyms: HIDDEN, ..said }, &pseudonym, &shown);
    assert_eq!(outcome, Err(BbsError::Shape("indexes")));
    for nyms in [0, HIDDEN + 1, usize::MAX] {
        let outcome = verify(&Statement { nyms, ..said }, &pseudonym, &shown);
        assert_eq!(outcome, Err(BbsError::Shape("nym secrets")), "{nyms}");
    }
    let others = [times(&pseudonym, &number(2)), OWN.operator(b"here"), OWN.operator(b"there")];
    others.iter().for_each(|other| assert_eq!(verify(&said, other, &shown), Err(BbsError::Proof)));
    assert_eq!(verify(&said, &neutral(), &shown), Err(BbsError::Identity("pseudonym")));
    let unlinked = proof.verify_unlinked(&issued.params, &issued.public, &said, &shown);
    assert_eq!(unlinked, Err(BbsError::Shape("nym secrets")));
    let other = SecretKey::from_bytes(&[8; 32]).unwrap().public();
    assert_eq!(proof.verify(&issued.params, &other, &said, &pseudonym, &shown), Err(BbsError::Proof));
}

#[test]
fn messages_of_other_values_indexes_order_or_number_are_refused() {
    let issued = Issued::own();
    let said = statement(b"here");
    let (proof, pseudonym) = issued.prove(&said, &SHOWN);
    let [first, third] = [issued.all[0], issued.all[2]];
    let shape = BbsError::Shape;
    for (reason, shown, error) in [
        ("another value", vec![(0, third), (2, third)], BbsError::Proof),
        ("values exchanged", vec![(0, third), (2, first)], BbsError::Proof),
        ("another index", vec![(0, first), (1, third)], BbsError::Proof),
        ("the index of a hidden one", vec![(0, first), (OPEN, third)], BbsError::Proof),
        ("out of order", vec![(2, third), (0, first)], shape("messages")),
        ("one twice", vec![(0, first), (0, first)], shape("messages")),
        ("one fewer", vec![(0, first)], shape("messages")),
        ("one more", vec![(0, first), (1, third), (2, third)], shape("messages")),
        ("none", vec![], shape("messages")),
        ("just out of range", vec![(0, first), (OPEN + 2, third)], shape("indexes")),
        ("far out of range", vec![(0, first), (usize::MAX, third)], shape("indexes")),
    ] {
        let outcome = proof.verify(&issued.params, &issued.public, &said, &pseudonym, &shown);
        assert_eq!(outcome, Err(error), "{reason}");
    }
    let prover = |messages: &[_], shown: &[usize]| {
        let all = Zeroizing::new(messages.to_vec());
        Prover::new(&issued.params, &issued.public, &issued.signature, all, shown).err()
    };
    assert_eq!(prover(&issued.all, &SHOWN), None);
    assert_eq!(prover(&issued.all, &[2, 0]), Some(shape("messages")));
    assert_eq!(prover(&issued.all, &[0, 0]), Some(shape("messages")));
    assert_eq!(prover(&issued.all, &[0, 5]), Some(shape("indexes")));
    assert_eq!(prover(&issued.all[1..], &SHOWN), Some(shape("messages")));
}

/// Another L or M, as many messages in all or not, and the generators of another scheme.
#[test]
fn another_scheme_s_generators_are_refused() {
    let issued = Issued::own();
    let said = statement(b"here");
    let (proof, pseudonym) = issued.prove(&said, &SHOWN);
    let shown = issued.disclosed(&SHOWN);
    let verify = |scheme: Scheme, open: usize, committed: usize| {
        let params = Params::new(scheme, open, committed).unwrap();
        proof.verify(&params, &issued.public, &said, &pseudonym, &shown)
    };
    assert_eq!(verify(OWN, OPEN, 1), Ok(()));
    for (open, committed) in [(OPEN - 1, 2), (OPEN + 1, 0), (0, OPEN + 1)] {
        assert_eq!(verify(OWN, open, committed), Err(BbsError::Proof), "L = {open}, M = {committed}");
    }
    for (open, committed) in [(OPEN + 1, 1), (OPEN, 2), (OPEN, 0), (0, 0)] {
        assert_eq!(verify(OWN, open, committed), Err(BbsError::Shape("messages")), "L = {open}, M = {committed}");
    }
    assert_eq!(verify(Scheme::new(&SHAKE_256, Interface::Pseudonym), OPEN, 1), Err(BbsError::Proof));
    assert_eq!(verify(CORE, OPEN + 2, 0), Err(BbsError::Shape("nym secrets")));
    assert_eq!(verify(Scheme::new(&SHAKE_256, Interface::Blind), OPEN, 1), Err(BbsError::Shape("nym secrets")));
}

#[test]
fn signatures_and_commitments_are_of_one_key_header_and_context() {
    let issued = Issued::own();
    let Issued { params, public, signature, all, .. } = &issued;
    assert_eq!(signature.verify(params, public, HEADER, all, 1), Ok(()));
    let bad = Err(BbsError::Signature);
    let other = SecretKey::from_bytes(&[8; 32]).unwrap().public();
    assert_eq!(signature.verify(params, &other, HEADER, all, 1), bad);
    assert_eq!(signature.verify(params, public, b"headers", all, 1), bad);
    assert_eq!(signature.verify(params, public, HEADER, all, 2), bad);
    for at in 0..all.len() {
        let mut changed = all.clone();
        changed[at] = number(200);
        assert_eq!(signature.verify(params, public, HEADER, &changed, 1), bad, "message {at}");
    }
    assert_eq!(signature.verify(params, public, HEADER, &all[1..], 1), Err(BbsError::Shape("messages")));
    let bytes = signature.to_bytes();
    let (a, e) = bytes.split_at(48);
    let doubled = point_bytes(&times(&point(a, "").unwrap(), &number(2)));
    let other = Signature::from_bytes(&[doubled.as_slice(), e].concat()).unwrap();
    assert_eq!(other.verify(params, public, HEADER, all, 1), bad);

    let two = Params::new(OWN, OPEN, 2).unwrap();
    assert_eq!(issued.commitment.verify(params), Ok(()));
    assert_eq!(issued.commitment.verify(&two), Err(BbsError::Shape("committed messages")));
    let elsewhere = Params::new(Scheme::new(&SHAKE_256, Interface::Pseudonym), OPEN, 1).unwrap();
    assert_eq!(issued.commitment.verify(&elsewhere), Err(BbsError::Commitment));
    let random = Seeded::new("bound");
    let blind = Blind::derived(&[4; 64]);
    let bound = BoundCommitment::make(params, b"issuer", &number(3), &blind, &mut Uniform(&random)).unwrap();
    assert_eq!(bound.verify(params, b"issuer"), Ok(()));
    assert_eq!(bound.verify(params, b"another"), Err(BbsError::Commitment));
    assert_eq!(bound.verify(&elsewhere, b"issuer"), Err(BbsError::Commitment));
    assert_eq!(bound.verify(&two, b"issuer"), Err(BbsError::Shape("generators")));
}
