//! A disk that is killed, or cut off from power, at any operation: what was written whole and not synced may be lost, in
//! any combination, and what was being written may be torn.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    rc::Rc,
};

use super::{StoreError, disk::Disk};
use crate::vault::testing::Dice;

/// What happens when the fuse is burnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::vault) enum Blow {
    /// That operation fails for want of space, later ones work.
    Full,
    /// The program ends in the middle of it; what it had done stays.
    Kill,
    /// The power goes in the middle of it; only what was synced is sure to stay.
    PowerCut,
}

/// Files in memory. Clones are the same disk.
#[derive(Clone)]
pub(in crate::vault) struct SimDisk(Rc<RefCell<State>>);

struct State {
    now: BTreeMap<PathBuf, Vec<u8>>,
    synced: BTreeMap<PathBuf, Vec<u8>>,
    /// What was done since, in order: a file as it became, or its removal.
    unsynced: Vec<(PathBuf, Option<Vec<u8>>)>,
    operations: u64,
    fuse: u64,
    blow: Blow,
    dead: bool,
    dice: Dice,
}

impl SimDisk {
    pub fn new(fuse: u64, blow: Blow, dice: Dice) -> Self {
        Self(Rc::new(RefCell::new(State {
            now: BTreeMap::new(),
            synced: BTreeMap::new(),
            unsynced: Vec::new(),
            operations: 0,
            fuse,
            blow,
            dead: false,
            dice,
        })))
    }

    /// How many changes were asked for.
    pub fn operations(&self) -> u64 {
        self.0.borrow().operations
    }

    /// The same disk after the machine has come back.
    pub fn after(self) -> Self {
        {
            let mut state = self.0.borrow_mut();
            if state.blow == Blow::PowerCut && state.dead {
                let mut files = std::mem::take(&mut state.synced);
                for (path, became) in std::mem::take(&mut state.unsynced) {
                    if state.dice.below(2) == 0 {
                        set(&mut files, path, became);
                    }
                }
                state.now = files;
            }
            state.synced = state.now.clone();
            state.unsynced.clear();
            (state.dead, state.fuse) = (false, u64::MAX);
        }
        self
    }
}

fn set(files: &mut BTreeMap<PathBuf, Vec<u8>>, path: PathBuf, became: Option<Vec<u8>>) {
    match became {
        Some(bytes) => drop(files.insert(path, bytes)),
        None => drop(files.remove(&path)),
    }
}

impl State {
    fn alive(&self) -> io::Result<()> {
        if self.dead { Err(io::Error::other("killed")) } else { Ok(()) }
    }

    /// Whether this operation happens.
    fn spend(&mut self) -> io::Result<()> {
        self.alive()?;
        self.operations += 1;
        if self.operations != self.fuse {
            return Ok(());
        }
        if self.blow == Blow::Full {
            return Err(ErrorKind::StorageFull.into());
        }
        self.dead = true;
        Err(io::Error::other("killed"))
    }

    fn change(&mut self, path: &Path, became: Option<Vec<u8>>) {
        set(&mut self.now, path.to_owned(), became.clone());
        self.unsynced.push((path.to_owned(), became));
    }
}

impl Disk for SimDisk {
    type Lock = ();

    fn lock(&self, _: &Path) -> Result<(), StoreError> {
        Ok(())
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        let state = self.0.borrow();
        state.alive()?;
        Ok(state.now.get(path).cloned())
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        Ok(self.read(path)?.map_or(0, |bytes| bytes.len() as u64))
    }

    fn names(&self, dir: &Path) -> io::Result<Vec<String>> {
        let state = self.0.borrow();
        state.alive()?;
        let mut names: Vec<String> = state
            .now
            .keys()
            .filter_map(|path| path.strip_prefix(dir).ok()?.components().next())
            .map(|name| name.as_os_str().to_string_lossy().into_owned())
            .collect();
        names.dedup();
        Ok(names)
    }

    fn make_dir(&self, _: &Path) -> io::Result<()> {
        self.0.borrow().alive()
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        let outcome = state.spend();
        if outcome.is_ok() {
            state.change(path, Some(bytes.to_vec()));
        } else if state.dice.below(2) == 0 {
            let torn = state.dice.index(bytes.len() + 1);
            state.change(path, Some(bytes[..torn].to_vec()));
        }
        outcome
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        state.spend()?;
        let bytes = state.now.get(from).cloned().ok_or(ErrorKind::NotFound)?;
        state.change(to, Some(bytes));
        state.change(from, None);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        state.spend()?;
        state.change(path, None);
        Ok(())
    }

    fn remove_dir(&self, _: &Path) -> io::Result<()> {
        self.0.borrow().alive()
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        state.spend()?;
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            std::mem::take(&mut state.unsynced).into_iter().partition(|(path, _)| path.parent() == Some(dir));
        state.unsynced = elsewhere;
        for (path, became) in here {
            set(&mut state.synced, path, became);
        }
        Ok(())
    }
}
