//! The keyring by itself: every way in, what a new root leaves of them, and the form before this one.

use super::*;
use crate::{
    random::SystemRandom,
    vault::testing::{CHEAP, Counting},
};

const PASSPHRASE: &str = "correct horse";
const CREDENTIAL: &[u8] = b"a security key";
const PAGE: &str = include_str!("../../../docs/formats/vault.md");

fn words() -> Words {
    Words::generate(&SystemRandom).unwrap()
}

fn prf() -> Prf {
    Prf::agreed(&[7; 32], &[7; 32]).unwrap()
}

fn now() -> Option<Time> {
    Time::from_unix_seconds(1_790_000_000)
}

fn new(words: &Words) -> (Keyring, Keys) {
    Keyring::create(&SystemRandom, PASSPHRASE, words, CHEAP).unwrap()
}

fn stored(keyring: &Keyring) -> Keyring {
    Keyring::decode(&keyring.encode().unwrap()).unwrap()
}

fn by_passphrase(keyring: &Keyring, passphrase: &str) -> Result<Opened, VaultError> {
    keyring.open_by_passphrase(passphrase, &SystemRandom)
}

fn by_words(keyring: &Keyring, words: &Words) -> Result<Opened, VaultError> {
    keyring.open_by_words(words, &SystemRandom)
}

fn by_passkey(keyring: &Keyring, prf: &Prf) -> Result<Opened, VaultError> {
    keyring.open_by_passkey(CREDENTIAL, prf, &SystemRandom)
}

/// The keyring of version 1 that the page prints, as a vault of then has it.
fn of_version_1() -> Vec<u8> {
    let json = PAGE.split("```json\n").nth(2).unwrap().split("\n```").next().unwrap();
    let json: String = json.split_whitespace().collect();
    let head = PAGE.lines().find_map(|line| line.strip_prefix("keyring.v1.head = ")).unwrap();
    [HEX.decode(head.as_bytes()).unwrap(), json.into_bytes()].concat()
}

#[test]
fn a_passphrase_is_changed_and_the_words_still_open() {
    let words = words();
    let (keyring, keys) = new(&words);
    let changed = stored(&keyring.with_passphrase(&keys, "another horse", CHEAP, now(), &SystemRandom).unwrap());
    assert_eq!(by_passphrase(&changed, PASSPHRASE).err(), Some(VaultError::WrongPassphrase));
    let opened = by_passphrase(&changed, "another horse").ok().unwrap();
    assert_eq!(opened.keys.root().unwrap().expose(), keys.root().unwrap().expose());
    assert!(opened.renewed.is_none());
    assert!(by_words(&changed, &words).is_ok());
    let list = changed.list(&keys).unwrap();
    let told: Vec<_> = list.iter().map(|way| (way.kind, way.added)).collect();
    assert_eq!(told, [(WrapKind::Words, None), (WrapKind::Passphrase, now())]);
}

#[test]
fn a_passkey_opens_and_another_does_not() {
    let (keyring, keys) = new(&words());
    assert_eq!(by_passkey(&keyring, &prf()).err(), Some(VaultError::NoSuchWrap(WrapKind::Passkey)));
    let name = format!("Blue key\n{}", "x".repeat(99));
    let keyring = keyring.with_passkey(&keys, (CREDENTIAL, &prf()), &name, now(), &SystemRandom).unwrap();
    let keyring = keyring.with_passkey(&keys, (b"two", &prf()), "Two", now(), &SystemRandom).unwrap();
    // The same one once more takes the place of itself.
    let keyring = stored(&keyring.with_passkey(&keys, (b"two", &prf()), "Second", now(), &SystemRandom).unwrap());
    assert_eq!(keyring.kinds(), [WrapKind::Passphrase, WrapKind::Words, WrapKind::Passkey]);
    assert_eq!(keyring.passkeys(), [CREDENTIAL.to_vec(), b"two".to_vec()]);
    let names: Vec<_> = keyring.list(&keys).unwrap().into_iter().map(|way| way.name).collect();
    assert_eq!(names, ["".to_owned(), String::new(), format!("Blue key{}", "x".repeat(52)), "Second".to_owned()]);
    assert!(by_passkey(&keyring, &prf()).is_ok());
    let other = Prf::of(&[8; 32]).unwrap();
    assert_eq!(by_passkey(&keyring, &other).err(), Some(VaultError::WrongPasskey));
}

#[test]
fn something_to_carry_is_always_left() {
    let words = words();
    let (keyring, keys) = new(&words);
    let keyring = keyring.with_passkey(&keys, (CREDENTIAL, &prf()), "", now(), &SystemRandom).unwrap();
    let id =
        |keyring: &Keyring, kind| keyring.list(&keys).unwrap().into_iter().find(|way| way.kind == kind).unwrap().id;
    let unknown = keyring.without_id(&keys, "0000000000000000", &SystemRandom);
    assert_eq!(unknown.err(), Some(VaultError::UnknownWrap));
    let without = keyring.without_id(&keys, &id(&keyring, WrapKind::Words), &SystemRandom).unwrap();
    assert_eq!(by_words(&without, &words).err(), Some(VaultError::NoSuchWrap(WrapKind::Words)));
    let last = without.without_id(&keys, &id(&without, WrapKind::Passphrase), &SystemRandom);
    assert_eq!(last.err(), Some(VaultError::LastWrap));
    assert!(without.without_id(&keys, &id(&without, WrapKind::Passkey), &SystemRandom).is_ok());
    let others = without.with_words(&keys, &self::words(), now(), &SystemRandom);
    assert_eq!(others.err(), Some(VaultError::WrongWords));
    let again = without.with_words(&keys, &words, now(), &SystemRandom).unwrap();
    assert!(by_words(&again, &words).is_ok());
    let by_words_alone = again.without_id(&keys, &id(&again, WrapKind::Passphrase), &SystemRandom).unwrap();
    assert!(by_words(&by_words_alone, &words).is_ok());
}

#[test]
fn a_new_root_needs_no_secret_and_every_way_leads_to_it() {
    let words = words();
    let (keyring, keys) = new(&words);
    let keyring = keyring.with_passkey(&keys, (CREDENTIAL, &prf()), "key", now(), &SystemRandom).unwrap();
    let awake = Some(DeviceWrap::Awake(vec![1]));
    let keyring = keyring.with_device(&keys, awake, now(), &SystemRandom).unwrap();
    let (rotated, next) = keyring.rotated(&keys, &SystemRandom).unwrap();
    let rotated = stored(&rotated);
    assert_ne!(next.root().unwrap().expose(), keys.root().unwrap().expose());
    for opened in [by_passphrase(&rotated, PASSPHRASE), by_words(&rotated, &words), by_passkey(&rotated, &prf())] {
        let opened = opened.ok().unwrap().keys;
        assert_eq!(opened.root().unwrap().expose(), next.root().unwrap().expose());
        assert_eq!((opened.generation(), opened.are_changing()), (2, true));
        assert_eq!(opened.previous_blob("x").unwrap().expose(), keys.blob("x").unwrap().expose());
        assert_eq!(rotated.identity_seed(&opened).unwrap().expose(), keyring.identity_seed(&keys).unwrap().expose());
    }
    assert!(rotated.device_wrap().is_none() && rotated.device_sleeps(), "the device's key never opens an old root");
    assert_eq!(rotated.list(&next), keyring.list(&keys));
    let settled = by_passphrase(&stored(&rotated.settled()), PASSPHRASE).ok().unwrap().keys;
    assert!(!settled.are_changing());
    let old = Keys::of(keys.vault, 2, keys.root().unwrap(), None);
    assert!(rotated.notes(&old).is_err(), "the root before reads nothing of the new keyring");
}

#[test]
fn what_is_stored_shows_no_public_key_and_no_name() {
    let (keyring, keys) = new(&words());
    let keyring = keyring.with_passkey(&keys, (CREDENTIAL, &prf()), "Blue key", now(), &SystemRandom).unwrap();
    let text = String::from_utf8_lossy(&keyring.encode().unwrap()).into_owned();
    let public = HEX.encode(&public_of(&keys::passkey_wrap(&prf().0, &keys.vault)));
    for hidden in [public.as_str(), "Blue key", "2026-"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
    assert!(
        keyring.notes(&keys).unwrap().iter().any(|note| note.public.is_some_and(|key| HEX.encode(&key.0) == public))
    );
}

#[test]
fn what_leaves_with_a_backup_can_be_carried() {
    let (keyring, keys) = new(&words());
    let keyring = keyring.with_passkey(&keys, (CREDENTIAL, &prf()), "key", now(), &SystemRandom).unwrap();
    let keyring = keyring.with_device(&keys, Some(DeviceWrap::Awake(vec![1])), now(), &SystemRandom).unwrap();
    let carried = keyring.portable(&keys, &SystemRandom).unwrap();
    assert_eq!(carried.kinds(), [WrapKind::Passphrase, WrapKind::Words]);
    assert_eq!(carried.list(&keys).unwrap().len(), 2);
    assert!(by_passphrase(&carried, PASSPHRASE).is_ok());
}

#[test]
fn a_keyring_of_version_1_is_read_and_becomes_one_of_now() {
    let words = Words::generate(&Counting::from(0)).unwrap();
    let old = Keyring::decode(&of_version_1()).unwrap();
    let opened = by_passphrase(&old, PASSPHRASE).ok().unwrap();
    let once = stored(&opened.renewed.unwrap());
    assert_eq!(by_passphrase(&old, "wrong").err(), Some(VaultError::WrongPassphrase));
    assert_eq!(once.list(&opened.keys).unwrap().len(), 2);
    assert!(by_passphrase(&once, PASSPHRASE).ok().unwrap().renewed.is_none());
    // A new root can be sealed for the passphrase, and not yet for the words.
    assert_eq!(once.rotated(&opened.keys, &SystemRandom).err(), Some(VaultError::OldWrap(WrapKind::Words)));
    let opened = by_words(&once, &words).ok().unwrap();
    let twice = stored(&opened.renewed.unwrap());
    let (rotated, next) = twice.rotated(&opened.keys, &SystemRandom).unwrap();
    for again in [by_words(&rotated, &words), by_passphrase(&rotated, PASSPHRASE)] {
        assert_eq!(again.ok().unwrap().keys.root().unwrap().expose(), next.root().unwrap().expose());
    }
    assert_eq!(old.identity_seed(&opened.keys).unwrap().expose(), rotated.identity_seed(&next).unwrap().expose());
}

#[test]
fn every_bit_of_a_sealed_root_counts() {
    let (keyring, _) = new(&words());
    let bits = keyring.wraps[0].sealed.as_ref().unwrap().0.len() * 8;
    for bit in 0..bits {
        let mut damaged = keyring.clone();
        damaged.wraps[0].sealed.as_mut().unwrap().0[bit / 8] ^= 1 << (bit % 8);
        let secret = keyring.wraps[0].stretched(PASSPHRASE.as_bytes()).unwrap();
        let opened = damaged.wraps[0].open(&damaged.vault.0, 1, &secret);
        // X25519 ignores the highest bit of a point; the key is derived from all of them.
        assert!(opened.is_err(), "bit {bit}");
    }
    assert!(
        keyring.wraps[0]
            .open(&keyring.vault.0, 2, &keyring.wraps[0].stretched(PASSPHRASE.as_bytes()).unwrap())
            .is_err()
    );
}

/// RFC 7748, section 5.2: one iteration from the base point.
#[test]
fn public_keys_are_those_of_the_standard() {
    let mut nine = [0; 32];
    nine[0] = 9;
    let public = public_of(&Secret::copy(&nine).unwrap());
    assert_eq!(HEX.encode(&public), "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079");
}
