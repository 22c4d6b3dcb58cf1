//! The vectors printed in docs/formats/vault.md, computed again; and what no vector can say: any change is refused.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use proptest::prelude::*;

use super::{
    error::Damage,
    keyring::Keyring,
    keys::{self, Keys, Secret},
    manifest::Manifest,
    seal,
    testing::{CHEAP, Counting},
    *,
};
use crate::random::SystemRandom;

const PAGE: &str = include_str!("../../docs/formats/vault.md");
const EVIDENCE: Namespace = Namespace::literal("evidence");

/// The lines `name = value` of the page.
fn printed() -> BTreeMap<&'static str, &'static str> {
    PAGE.lines().filter_map(|line| line.split_once(" = ")).collect()
}

fn fixed_keys() -> Keys {
    let fixed = Counting::from(0);
    Keys::of(fixed.array().unwrap(), 1, Secret::random(&fixed).unwrap(), None)
}

/// Of a vault where three segments were appended, the second of them replaced, and a snapshot of it kept.
fn manifest() -> Manifest {
    let mut manifest = Manifest::default();
    for _ in 0..3 {
        manifest.append(&EVIDENCE);
    }
    manifest.reopen(&EVIDENCE);
    manifest.replace(&EVIDENCE, 1);
    manifest.put_blob("index", 2, manifest.covers(&[EVIDENCE]));
    manifest.writes = 300;
    manifest
}

fn opened(name: &str) -> Vec<u8> {
    HEXLOWER.decode(printed()[name].as_bytes()).unwrap()
}

#[test]
fn the_page_prints_what_is_computed() {
    let keys = fixed_keys();
    let nonce = || Counting::from(0x30);
    let entries = [b"a".to_vec(), vec![], b"ownyou".to_vec()];
    let words = Words::generate(&Counting::from(0)).unwrap();
    let stretched = CHEAP.stretch(b"correct horse", &Counting::from(0x30).array().unwrap()).unwrap();
    let hex = |bytes: &[u8]| HEXLOWER.encode(bytes);
    let computed = [
        ("vault", hex(&keys.vault)),
        ("root", hex(keys.root().unwrap().expose())),
        ("segment.key", hex(keys.segment(&EVIDENCE, 1).unwrap().expose())),
        ("segment.sealed", hex(&seal::segment(&keys, (&EVIDENCE, 7, 3), &entries, &nonce()).unwrap())),
        ("blob.key", hex(keys.blob("index").unwrap().expose())),
        ("blob.sealed", hex(&seal::part(&keys, ("index", 0, 2), b"hello", &nonce()).unwrap())),
        ("blob.v1.sealed", hex(&seal::blob(&keys, "index", b"hello", &nonce()).unwrap())),
        ("manifest.key", hex(keys.manifest(1).unwrap().expose())),
        ("manifest.plain", hex(&manifest().encode())),
        ("manifest.sealed", hex(&seal::manifest(&keys, &manifest().encode(), &nonce()).unwrap())),
        ("words", words.list().join(" ")),
        ("words.wrap.key", hex(keys::words_wrap(&words.entropy(), &keys.vault).expose())),
        ("identity.key", hex(keys.identity().unwrap().expose())),
        ("identity.seed", hex(keys::identity_seed(&words.entropy()).expose())),
        ("passphrase.stretched", hex(stretched.expose())),
        ("passphrase.wrap.key", hex(keys::passphrase_wrap(&stretched).expose())),
    ];
    let computed: Vec<String> = computed.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    let printed: Vec<&str> = PAGE.lines().filter(|line| computed.iter().any(|of| line == of)).collect();
    assert_eq!(printed, computed, "the page should print\n{}", computed.join("\n"));
}

#[test]
fn the_printed_segment_and_blob_open() {
    let keys = fixed_keys();
    let entries = vec![b"a".to_vec(), vec![], b"ownyou".to_vec()];
    for name in ["segment.sealed", "segment.v1.sealed"] {
        assert_eq!(seal::open_segment(&keys, &EVIDENCE, 7, &opened(name)), Ok(entries.clone()), "{name}");
    }
    for name in ["blob.sealed", "blob.v1.sealed"] {
        assert_eq!(seal::open_part(&keys, "index", 0, &opened(name)).unwrap().as_slice(), b"hello", "{name}");
        assert_eq!(seal::open_part(&keys, "index", 1, &opened(name)).err(), Some(Damage::Refused), "{name}");
    }
    let read = seal::open_manifest(&keys, &opened("manifest.sealed")).unwrap();
    assert_eq!(Manifest::decode(&read), Ok(manifest()));
}

#[test]
fn the_printed_keyring_opens() {
    let json = PAGE.split("```json\n").nth(1).unwrap().split("\n```").next().unwrap();
    let words = Words::generate(&Counting::from(0)).unwrap();
    let (keyring, _) = Keyring::create(&Counting::from(0), "correct horse", &words, CHEAP).unwrap();
    let blob = keyring.encode().unwrap();
    assert_eq!(String::from_utf8_lossy(&blob[33..]), json.split_whitespace().collect::<String>());
    assert_eq!(HEXLOWER.encode(&blob[..33]), printed()["keyring.head"]);
    let read = Keyring::decode(&blob).unwrap();
    for keys in [
        read.open_by_passphrase("correct horse", &SystemRandom).ok().unwrap().keys,
        read.open_by_words(&words, &SystemRandom).ok().unwrap().keys,
    ] {
        assert_eq!(HEXLOWER.encode(keys.root().unwrap().expose()), printed()["root"]);
    }
}

#[test]
fn every_bit_of_a_segment_and_of_its_place_counts() {
    let keys = fixed_keys();
    let sealed = opened("segment.sealed");
    for bit in 0..sealed.len() * 8 {
        let mut changed = sealed.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(seal::open_segment(&keys, &EVIDENCE, 7, &changed).is_err(), "bit {bit}");
    }
    for bit in 0..64 {
        assert_eq!(seal::open_segment(&keys, &EVIDENCE, 7 ^ (1 << bit), &sealed), Err(Damage::Refused));
    }
    for length in 0..sealed.len() {
        assert!(seal::open_segment(&keys, &EVIDENCE, 7, &sealed[..length]).is_err());
    }
    let other_vault = Keys::of([0; 16], 1, fixed_keys().root().unwrap(), None);
    let other_root = Keys::of(keys.vault, 1, Secret::blank(), None);
    for other in [other_vault, other_root] {
        assert_eq!(seal::open_segment(&other, &EVIDENCE, 7, &sealed), Err(Damage::Refused));
    }
}

#[test]
fn generations_and_namespaces_have_keys_of_their_own() {
    let keys = fixed_keys();
    let mut seen = std::collections::BTreeSet::new();
    for namespace in ["a", "b", "a1", "evidence"] {
        let namespace = Namespace::parse(namespace).unwrap();
        for generation in 0..8 {
            assert!(seen.insert(*keys.segment(&namespace, generation).unwrap().expose()));
        }
        assert!(seen.insert(*keys.blob(namespace.as_str()).unwrap().expose()));
    }
    let mut other_generation = opened("segment.sealed");
    other_generation[4] = 2;
    assert_eq!(seal::open_segment(&keys, &EVIDENCE, 7, &other_generation), Err(Damage::Refused));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_is_sealed_opens_in_its_place(entries: Vec<Vec<u8>>, seq: u64, edition: u64) {
        let keys = fixed_keys();
        let sealed = seal::segment(&keys, (&EVIDENCE, seq, edition), &entries, &SystemRandom).unwrap();
        prop_assert_eq!(seal::open_segment(&keys, &EVIDENCE, seq, &sealed), Ok(entries));
        prop_assert_eq!(seal::edition(&sealed), Ok(edition));
        prop_assert_eq!(seal::open_segment(&keys, &EVIDENCE, seq ^ 1, &sealed), Err(Damage::Refused));
    }

    #[test]
    fn any_bytes_are_refused_calmly(bytes: Vec<u8>, versioned: Vec<u8>) {
        let keys = fixed_keys();
        for bytes in [bytes, [&[1], versioned.as_slice()].concat(), [&[2], versioned.as_slice()].concat()] {
            prop_assert!(seal::open_segment(&keys, &EVIDENCE, 0, &bytes).is_err());
            prop_assert!(seal::open_blob(&keys, "index", &bytes).is_err());
            prop_assert!(seal::open_part(&keys, "index", 0, &bytes).is_err());
            prop_assert!(seal::open_manifest(&keys, &bytes).is_err());
            prop_assert!(Keyring::decode(&bytes).is_err());
        }
    }
}
