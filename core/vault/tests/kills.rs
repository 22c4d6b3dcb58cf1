//! Killed at any write, cut off from power at any, or without room for it: everything confirmed is there, everything
//! unconfirmed wholly there or not. `OWNYOU_DEEP=1` tries ten times as often.

use std::collections::BTreeMap;

use super::{
    super::{
        store::{
            file::FileStore,
            sim_disk::{Blow, SimDisk},
        },
        testing::Dice,
    },
    *,
};

/// Steps of one life.
const STEPS: u64 = 14;

fn lives() -> u64 {
    if std::env::var_os("OWNYOU_DEEP").is_some() { 10_000 } else { 1_000 }
}

/// What a vault holds, whatever its segments are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Held {
    logs: BTreeMap<Namespace, Vec<Vec<u8>>>,
    blobs: BTreeMap<&'static str, Vec<u8>>,
}

impl Held {
    async fn by<S: Store>(vault: &Vault<S>) -> Result<Self, VaultError> {
        let mut held = Self::default();
        for namespace in vault.namespaces().await? {
            let segments = vault.read(&namespace, ALL).await?;
            let entries: Vec<_> = segments.into_iter().flat_map(|segment| segment.entries.unwrap()).collect();
            if !entries.is_empty() {
                held.logs.insert(namespace, entries);
            }
        }
        for name in ["edits", "large"] {
            if let Some(bytes) = vault.blob_get(name).await? {
                held.blobs.insert(name, bytes);
            }
        }
        Ok(held)
    }

    /// Everything in the log of which the snapshot is.
    fn snapshot(&self) -> Vec<u8> {
        self.logs.get(&LOG).map(|entries| entries.concat()).unwrap_or_default()
    }
}

/// What is known to be stored, and what else may be.
#[derive(Default)]
struct Confirmed {
    created: bool,
    held: Held,
    or: Option<Held>,
}

impl Confirmed {
    /// One step on its way: `change` is what it would make of what is held.
    fn trying(&mut self, change: impl FnOnce(&mut Held)) {
        let mut after = self.held.clone();
        change(&mut after);
        self.or = Some(after);
    }

    fn done(&mut self) {
        if let Some(after) = self.or.take() {
            self.held = after;
        }
    }

    async fn check<S: Store>(&self, vault: &Vault<S>, place: &str) {
        let held = Held::by(vault).await.unwrap();
        assert!(held == self.held || Some(&held) == self.or.as_ref(), "{place}: {held:?}");
        if let Some((_, snapshot)) = vault.snapshot_get("index").await.unwrap() {
            assert!(held.snapshot().starts_with(&snapshot), "{place}: the snapshot has what is gone");
        }
        let found = vault.integrity().await.unwrap();
        assert_eq!((found.flaws, found.blobs, found.aside, found.manifest), (vec![], vec![], vec![], None), "{place}");
    }
}

/// One step, as the dice fall.
async fn step<S: Store>(
    vault: &Vault<S>,
    dice: &mut Dice,
    number: u64,
    known: &mut Confirmed,
) -> Result<(), VaultError> {
    let namespace = if dice.below(3) == 0 { OTHER } else { LOG };
    let entry = format!("{number}.").into_bytes();
    match dice.below(10) {
        0..3 => {
            known.trying(|held| held.logs.entry(namespace.clone()).or_default().push(entry.clone()));
            vault.append(&namespace, &[entry]).await?;
        }
        3 | 4 => {
            known.trying(|held| {
                held.logs.entry(LOG).or_default().extend([entry.clone(), b"and.".to_vec()]);
                held.logs.entry(OTHER).or_default().push(entry.clone());
                held.blobs.insert("edits", entry.clone());
            });
            let both = Changes::new().append(&LOG, vec![entry.clone(), b"and.".to_vec()]);
            vault.write(both.append(&OTHER, vec![entry.clone()]).put_blob("edits", entry)).await?;
        }
        5 => {
            // Now and then one of two parts.
            let size = if dice.below(10) == 0 { 4 << 20 } else { 100 };
            let bytes = vec![u8::try_from(number).unwrap(); size + dice.index(9)];
            known.trying(|held| drop(held.blobs.insert("large", bytes.clone())));
            vault.blob_put("large", &bytes).await?;
        }
        6 => {
            let segments = vault.read(&namespace, ALL).await?;
            let full: Vec<_> = segments.into_iter().filter(|segment| segment.entries != Ok(vec![])).collect();
            if full.is_empty() {
                return Ok(());
            }
            let at = dice.index(full.len());
            let mut entries = full[at].entries.clone().unwrap();
            let before: usize = full[..at].iter().map(|segment| segment.entries.as_ref().unwrap().len()).sum();
            entries.remove(0);
            known.trying(|held| {
                let log = held.logs.get_mut(&namespace).unwrap();
                log.remove(before);
                if log.is_empty() {
                    held.logs.remove(&namespace);
                }
            });
            vault.rewrite(&namespace, vec![(full[at].seq, entries)]).await?;
        }
        7 => {
            known.trying(|_| {});
            let covers = vault.covers(&[LOG]).await?;
            vault.snapshot_put("index", &covers, known.held.snapshot()).await?;
        }
        8 => {
            let many: Vec<_> = (0..60).map(|at| format!("{number}/{at}.").into_bytes()).collect();
            known.trying(|held| held.logs.entry(namespace.clone()).or_default().extend(many.clone()));
            vault.append(&namespace, &many).await?;
            known.done();
            known.trying(|_| {});
            vault.compact(&namespace, usize::MAX).await?;
        }
        _ => {
            known.trying(|held| drop(held.logs.remove(&OTHER)));
            vault.erase_namespace(&OTHER).await?;
        }
    }
    known.done();
    Ok(())
}

/// A life of a vault, until the first error.
async fn live<S: Store>(store: S, words: &Words, mut dice: Dice, known: &mut Confirmed) -> Result<(), VaultError> {
    let vault = create(store, &SystemRandom, PASSPHRASE, words, CHEAP).await?;
    known.created = true;
    for number in 0..STEPS {
        step(&vault, &mut dice, number, known).await?;
    }
    Ok(())
}

async fn look<S: Store>(store: S, known: &Confirmed, place: &str) {
    match unlock_with_passphrase(store, PASSPHRASE).await {
        Ok(vault) => {
            known.check(&vault, place).await;
            let before = Held::by(&vault).await.unwrap();
            vault.append(&LOG, &entries(&["after"])).await.unwrap();
            let mut wanted = before;
            wanted.logs.entry(LOG).or_default().push(b"after".to_vec());
            assert_eq!(Held::by(&vault).await, Ok(wanted), "{place}");
        }
        Err(error) => {
            assert_eq!(error, VaultError::None, "{place}");
            assert!(!known.created, "{place}");
        }
    }
}

#[tokio::test]
async fn killed_or_cut_off_at_any_disk_operation() {
    let words = words();
    let mut dice = Dice(7);
    let mut blown = 0;
    for life in 0..lives() {
        let seed = Dice(life);
        let calm = SimDisk::new(u64::MAX, Blow::Kill, Dice(0));
        // The same life is led ten times, and killed elsewhere each time.
        if life % 10 == 0 {
            let store = FileStore::on(calm.clone(), "vault").ok().unwrap();
            live(store, &words, Dice(life / 10), &mut Confirmed::default()).await.unwrap();
            blown = calm.operations();
        }
        let (at, blow) = (1 + dice.below(blown), if life % 2 == 0 { Blow::Kill } else { Blow::PowerCut });
        let (disk, mut known) = (SimDisk::new(at, blow, seed), Confirmed::default());
        let place = format!("life {life}, {blow:?} at {at} of {blown}");
        if let Ok(store) = FileStore::on(disk.clone(), "vault") {
            live(store, &words, Dice(life / 10), &mut known).await.expect_err(&place);
        }
        look(FileStore::on(disk.after(), "vault").ok().unwrap(), &known, &place).await;
    }
}

#[tokio::test]
async fn killed_at_any_commit() {
    let words = words();
    let mut dice = Dice(8);
    for life in 0..lives() {
        let fault = [Fault::KilledBefore, Fault::KilledAfter][dice.index(2)];
        let at = dice.below(STEPS);
        let (disk, mut known) = (MemoryStore::default(), Confirmed::default());
        let lived = live(FaultyStore::over(&disk, at, fault), &words, Dice(life), &mut known).await;
        let place = format!("life {life}, {fault:?} at {at}");
        assert!(lived.is_err() || at >= 5, "{place}");
        look(disk, &known, &place).await;
    }
}

/// No room at one moment, at any moment: what was confirmed is there, the error says so, and life goes on.
#[tokio::test]
async fn a_disk_that_is_full_for_a_moment() {
    let words = words();
    let mut dice = Dice(9);
    let mut full = 0;
    for life in 0..lives() / 10 {
        let disk = SimDisk::new(2 + dice.below(250), Blow::Full, Dice(life));
        let place = format!("life {life}");
        let Ok(store) = FileStore::on(disk.clone(), "vault") else { continue };
        let (mut known, mut seed) = (Confirmed::default(), Dice(life));
        let Ok(vault) = create(store, &SystemRandom, PASSPHRASE, &words, CHEAP).await else { continue };
        known.created = true;
        for number in 0..STEPS {
            if let Err(error) = step(&vault, &mut seed, number, &mut known).await {
                assert_eq!((error.code(), &error), ("storage-full", &VaultError::Store(StoreError::Full)), "{place}");
                full += 1;
                known.check(&vault, &place).await;
                // What was not confirmed may have happened after all; from now on that is known.
                known.held = Held::by(&vault).await.unwrap();
                known.or = None;
            }
        }
        known.check(&vault, &place).await;
        vault.lock();
        look(FileStore::on(disk.after(), "vault").ok().unwrap(), &known, &place).await;
    }
    assert!(full > 10, "{full}");
}
