//! The manifest's rules, and that its bytes say all of it.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

const A: Namespace = Namespace::literal("a");
const B: Namespace = Namespace::literal("b");

#[test]
fn appending_makes_one_run_and_a_small_manifest() {
    let mut manifest = Manifest::default();
    for seq in 0..100_000 {
        assert_eq!(manifest.append(&A), (seq, 1));
    }
    assert_eq!(manifest.logs[&A].runs.len(), 1);
    assert!(manifest.encode().len() < 24, "{}", manifest.encode().len());
    assert_eq!(manifest.last(&A), Some(99_999));
}

#[test]
fn what_is_older_than_listed_is_known() {
    let mut manifest = Manifest::default();
    for _ in 0..5 {
        manifest.append(&A);
    }
    manifest.reopen(&A);
    manifest.remove(&A, 1);
    assert_eq!(manifest.replace(&A, 2), 2);
    assert_eq!(manifest.append(&A), (5, 2));
    assert_eq!((0..7).map(|seq| manifest.least(&A, seq)).collect::<Vec<_>>(), [1, 3, 2, 1, 1, 2, 2]);
    assert_eq!(manifest.listed(&A, 1..=4).collect::<Vec<_>>(), [2, 3, 4]);
    manifest.erase(&A);
    assert_eq!((manifest.least(&A, 0), manifest.last(&A)), (3, None));
    assert_eq!(manifest.append(&A), (0, 3), "an erased segment cannot be passed off as a new one");
}

#[test]
fn a_blob_begins_above_whatever_had_its_name() {
    let mut manifest = Manifest::default();
    assert_eq!(manifest.put_blob("x", 3, Covers::default()), (1, 0));
    assert_eq!(manifest.put_blob("x", 1, Covers::default()), (2, 3));
    assert_eq!(manifest.remove_blob("x"), 1);
    assert_eq!(manifest.put_blob("x", 1, Covers::default()), (3, 0));
}

#[test]
fn a_snapshot_fits_until_something_in_it_changes() {
    let mut manifest = Manifest::default();
    let nothing = manifest.covers(&[A, B]);
    manifest.append(&A);
    let covers = manifest.covers(&[A, B]);
    assert_eq!((covers.last(&A), covers.last(&B)), (Some(0), None));
    manifest.put_blob("index", 2, covers.clone());
    manifest.append(&A);
    manifest.append(&B);
    assert!(manifest.fits(&covers) && manifest.fits(&nothing), "what came later is read");
    assert_eq!(manifest.reopen(&A), [("index".to_owned(), 2)], "and goes when something in it does");
    assert!(!manifest.fits(&covers));
    assert!(manifest.blob("index").is_none());
    manifest.erase(&A);
    assert!(!manifest.fits(&covers));
    manifest.append(&A);
    assert!(!manifest.fits(&covers), "nor does it fit a namespace that began anew");
}

/// What happens to a manifest.
#[derive(Debug, Clone)]
enum Step {
    Append(bool),
    Replace(bool, u64),
    Remove(bool, u64),
    Erase(bool),
    Blob(u8, u32, bool),
    RemoveBlob(u8),
    Aside(bool, u64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let which = any::<bool>;
    prop::collection::vec(
        prop_oneof![
            6 => which().prop_map(Step::Append),
            3 => (which(), 0..20u64).prop_map(|(a, seq)| Step::Replace(a, seq)),
            3 => (which(), 0..20u64).prop_map(|(a, seq)| Step::Remove(a, seq)),
            1 => which().prop_map(Step::Erase),
            1 => (0..4u8, 0..3u32, which()).prop_map(|(name, parts, covers)| Step::Blob(name, parts, covers)),
            1 => (0..4u8).prop_map(Step::RemoveBlob),
            1 => (which(), 0..20u64).prop_map(|(a, seq)| Step::Aside(a, seq)),
        ],
        0..60,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn runs_say_the_same_as_a_list(steps in steps()) {
        let mut manifest = Manifest::default();
        let mut plain: BTreeMap<Namespace, BTreeMap<u64, u64>> = BTreeMap::new();
        for step in steps {
            let of = |a: bool| if a { A } else { B };
            let given = |manifest: &Manifest, a, seq| manifest.logs.get(&of(a)).is_some_and(|log| seq < log.next);
            match step {
                Step::Append(a) => {
                    let (seq, edition) = manifest.append(&of(a));
                    prop_assert_eq!(plain.entry(of(a)).or_default().insert(seq, edition), None);
                }
                Step::Replace(a, seq) if given(&manifest, a, seq) => {
                    manifest.reopen(&of(a));
                    let edition = manifest.replace(&of(a), seq);
                    plain.entry(of(a)).or_default().insert(seq, edition);
                }
                Step::Remove(a, seq) if given(&manifest, a, seq) => {
                    manifest.reopen(&of(a));
                    manifest.remove(&of(a), seq);
                    plain.entry(of(a)).or_default().remove(&seq);
                }
                Step::Replace(..) | Step::Remove(..) => {}
                Step::Erase(a) => {
                    manifest.erase(&of(a));
                    plain.remove(&of(a));
                }
                Step::Blob(name, parts, covers) => {
                    let covers = if covers { manifest.covers(&[A]) } else { Covers::default() };
                    manifest.put_blob(&format!("b{name}"), parts, covers);
                }
                Step::RemoveBlob(name) => drop(manifest.remove_blob(&format!("b{name}"))),
                Step::Aside(a, seq) => {
                    manifest.set_aside(&of(a), seq);
                    if let Some(log) = plain.get_mut(&of(a)) {
                        log.remove(&seq);
                    }
                }
            }
            for namespace in [A, B] {
                let log = plain.get(&namespace).cloned().unwrap_or_default();
                let listed: Vec<_> = manifest.listed(&namespace, 0..=u64::MAX).collect();
                prop_assert_eq!(&listed, &log.keys().copied().collect::<Vec<_>>());
                for (seq, edition) in log {
                    prop_assert_eq!(manifest.least(&namespace, seq), edition);
                }
            }
        }
        let bytes = manifest.encode();
        prop_assert_eq!(Manifest::decode(&bytes), Ok(manifest));
        for length in 0..bytes.len() {
            prop_assert!(Manifest::decode(&bytes[..length]).is_err());
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        let _ = Manifest::decode(&bytes);
    }
}
