//! The manifest: which segments and blobs there are, and in which edition. Sealed anew with every write, it is what tells
//! an old state of a segment, or a missing one, from the newest.
//!
//! An *edition* counts the changes of one namespace: appending stays in it, replacing or removing anything opens the
//! next. So what is of an older edition than the manifest says was brought back by somebody, and a snapshot of the
//! edition that is still the newest has nothing in it that was removed. `format` is its bytes.

mod format;

use std::{collections::BTreeMap, ops::RangeInclusive};

use super::namespace::Namespace;

/// What a vault holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Manifest {
    /// Counts the writes.
    pub writes: u64,
    /// The edition that namespaces and blobs begin with: higher than any that something erased had.
    floor: u64,
    logs: BTreeMap<Namespace, Log>,
    blobs: BTreeMap<String, Blob>,
    /// Damaged segments that were set aside, by their number in the namespace [`super::ASIDE`].
    pub aside: BTreeMap<u64, (Namespace, u64)>,
}

/// The segments of one namespace.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Log {
    /// The next free number.
    next: u64,
    edition: u64,
    /// All below are as large as they should be.
    settled: u64,
    /// Ascending and apart from each other.
    runs: Vec<Run>,
}

/// Segments one after the other, of one edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    from: u64,
    count: u64,
    edition: u64,
}

impl Run {
    fn end(&self) -> u64 {
        self.from.saturating_add(self.count)
    }
}

/// One blob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Blob {
    pub edition: u64,
    /// Into how many pieces it is cut.
    pub parts: u32,
    /// What it is a snapshot of, if it is one.
    pub covers: Covers,
}

/// What a snapshot is of: for each namespace how far, and in which edition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Covers(pub(super) BTreeMap<Namespace, Cover>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cover {
    /// The first number that is not in it.
    pub next: u64,
    pub edition: u64,
}

impl Covers {
    /// The highest number of `namespace` that is in it: what was appended later has to be read. `None` when none is.
    pub fn last(&self, namespace: &Namespace) -> Option<u64> {
        self.0.get(namespace).and_then(|cover| cover.next.checked_sub(1))
    }
}

impl Default for Manifest {
    fn default() -> Self {
        Self { writes: 0, floor: 1, logs: BTreeMap::new(), blobs: BTreeMap::new(), aside: BTreeMap::new() }
    }
}

impl Manifest {
    /// Takes up a segment that lies in the store, as where there is no manifest yet or it was lost.
    pub fn adopt(&mut self, namespace: &Namespace, seq: u64, edition: u64) {
        let log = self.log(namespace);
        log.edition = log.edition.max(edition);
        log.next = log.next.max(seq.saturating_add(1));
        log.list(seq, edition);
    }

    /// Takes up a blob that lies in the store.
    pub fn adopt_blob(&mut self, name: &str, parts: u32, edition: u64) {
        self.blobs.insert(name.to_owned(), Blob { edition, parts, covers: Covers::default() });
    }

    /// After all was taken up: what is written from now on is newer than any of it.
    pub fn begin_anew(&mut self) {
        let logs = self.logs.values().map(|log| log.edition);
        let highest = logs.chain(self.blobs.values().map(|blob| blob.edition)).max().unwrap_or(0);
        self.floor = self.floor.max(highest.saturating_add(1));
        self.logs.values_mut().for_each(|log| log.edition = self.floor);
    }

    fn log(&mut self, namespace: &Namespace) -> &mut Log {
        let new = Log { next: 0, edition: self.floor, settled: 0, runs: Vec::new() };
        self.logs.entry(namespace.clone()).or_insert(new)
    }

    /// The place and edition of the next segment.
    pub fn append(&mut self, namespace: &Namespace) -> (u64, u64) {
        let log = self.log(namespace);
        let (seq, edition) = (log.next, log.edition);
        log.next = seq.saturating_add(1);
        log.list(seq, edition);
        (seq, edition)
    }

    /// Opens the next edition of a namespace. Whatever was a snapshot of it is to be removed: its name and parts.
    pub fn reopen(&mut self, namespace: &Namespace) -> Vec<(String, u32)> {
        let log = self.log(namespace);
        log.edition = log.edition.saturating_add(1);
        let covering = |blob: &Blob| blob.covers.0.contains_key(namespace);
        let outdated: Vec<_> = self
            .blobs
            .iter()
            .filter(|(_, blob)| covering(blob))
            .map(|(name, blob)| (name.clone(), blob.parts))
            .collect();
        for (name, _) in &outdated {
            self.remove_blob(name);
        }
        outdated
    }

    /// Lists a segment as of the newest edition, which it is to be sealed in.
    pub fn replace(&mut self, namespace: &Namespace, seq: u64) -> u64 {
        let log = self.log(namespace);
        log.list(seq, log.edition);
        log.edition
    }

    /// Lists a segment no more.
    pub fn remove(&mut self, namespace: &Namespace, seq: u64) {
        self.log(namespace).unlist(seq);
    }

    /// Forgets a namespace, and which of its segments were set aside: their numbers there.
    pub fn erase(&mut self, namespace: &Namespace) -> Vec<u64> {
        if let Some(log) = self.logs.remove(namespace) {
            self.floor = self.floor.max(log.edition.saturating_add(1));
        }
        let gone: Vec<u64> =
            self.aside.iter().filter(|(_, (of, _))| of == namespace).map(|(number, _)| *number).collect();
        self.aside.retain(|_, (of, _)| of != namespace);
        gone
    }

    /// Lists a segment as set aside; its number there.
    pub fn set_aside(&mut self, namespace: &Namespace, seq: u64) -> u64 {
        if let Some(log) = self.logs.get_mut(namespace) {
            log.unlist(seq);
        }
        let number = self.aside.keys().next_back().map_or(0, |last| last.saturating_add(1));
        self.aside.insert(number, (namespace.clone(), seq));
        number
    }

    /// The lowest edition in which a segment of this place is not an old one. One that is not listed was removed, or is
    /// newer than this manifest.
    pub fn least(&self, namespace: &Namespace, seq: u64) -> u64 {
        match self.logs.get(namespace) {
            None => self.floor,
            Some(log) => match log.find(seq) {
                Ok(run) => run.edition,
                Err(_) if seq >= log.next => log.edition,
                Err(_) => log.edition.saturating_add(1),
            },
        }
    }

    /// The numbers in `namespace` that are in `range`, ascending.
    pub fn listed(&self, namespace: &Namespace, range: RangeInclusive<u64>) -> impl Iterator<Item = u64> {
        let runs = self.logs.get(namespace).map_or([].as_slice(), |log| &log.runs);
        runs.iter().flat_map(move |run| {
            let first = run.from.max(*range.start());
            let end = run.end().min(range.end().saturating_add(1));
            first..end.max(first)
        })
    }

    /// Every namespace that has a segment, ascending.
    pub fn namespaces(&self) -> impl Iterator<Item = &Namespace> {
        self.logs.iter().filter(|(_, log)| !log.runs.is_empty()).map(|(namespace, _)| namespace)
    }

    /// The highest number that was ever given in a namespace that has any segment.
    pub fn last(&self, namespace: &Namespace) -> Option<u64> {
        self.logs.get(namespace).filter(|log| !log.runs.is_empty()).and_then(|log| log.next.checked_sub(1))
    }

    /// From which number on segments may be too small.
    pub fn settled(&self, namespace: &Namespace) -> u64 {
        self.logs.get(namespace).map_or(0, |log| log.settled)
    }

    /// All segments below `seq` are as large as they should be.
    pub fn settle(&mut self, namespace: &Namespace, seq: u64) {
        self.log(namespace).settled = seq;
    }

    /// What is known of a blob.
    pub fn blob(&self, name: &str) -> Option<&Blob> {
        self.blobs.get(name)
    }

    /// The names of all blobs.
    pub fn blobs(&self) -> impl Iterator<Item = &str> {
        self.blobs.keys().map(String::as_str)
    }

    /// Lists a blob, and says in which edition it is to be sealed and how many parts it had before.
    pub fn put_blob(&mut self, name: &str, parts: u32, covers: Covers) -> (u64, u32) {
        let before = self.blobs.get(name);
        let edition = before.map_or(self.floor, |blob| blob.edition.saturating_add(1).max(self.floor));
        let had = before.map_or(0, |blob| blob.parts);
        self.blobs.insert(name.to_owned(), Blob { edition, parts, covers });
        (edition, had)
    }

    /// Lists a blob no more; how many parts it had.
    pub fn remove_blob(&mut self, name: &str) -> u32 {
        let Some(blob) = self.blobs.remove(name) else { return 0 };
        self.floor = self.floor.max(blob.edition.saturating_add(1));
        blob.parts
    }

    /// The lowest edition of a blob that is not listed: only one that is newer than this manifest has it.
    pub fn floor(&self) -> u64 {
        self.floor
    }

    /// How far these namespaces are now.
    pub fn covers(&self, namespaces: &[Namespace]) -> Covers {
        let cover = |namespace: &Namespace| match self.logs.get(namespace) {
            Some(log) => Cover { next: log.next, edition: log.edition },
            None => Cover { next: 0, edition: self.floor },
        };
        Covers(namespaces.iter().map(|namespace| (namespace.clone(), cover(namespace))).collect())
    }

    /// Whether nothing that a snapshot is of was changed or removed since.
    pub fn fits(&self, covers: &Covers) -> bool {
        covers.0.iter().all(|(namespace, cover)| {
            let same = |log: &Log| cover.edition == log.edition && cover.next <= log.next;
            cover.next == 0 || self.logs.get(namespace).is_some_and(same)
        })
    }
}

impl Log {
    /// The run that holds `seq`, or where one would be inserted.
    fn find(&self, seq: u64) -> Result<&Run, usize> {
        let at = self.runs.partition_point(|run| run.end() <= seq);
        self.runs.get(at).filter(|run| run.from <= seq).ok_or(at)
    }

    fn list(&mut self, seq: u64, edition: u64) {
        match self.runs.last_mut() {
            Some(run) if run.end() == seq && run.edition == edition => run.count = run.count.saturating_add(1),
            Some(run) if run.end() > seq => {
                self.unlist(seq);
                let at = self.runs.partition_point(|run| run.end() <= seq);
                self.runs.insert(at, Run { from: seq, count: 1, edition });
                self.join(at);
            }
            _ => self.runs.push(Run { from: seq, count: 1, edition }),
        }
    }

    fn unlist(&mut self, seq: u64) {
        let Ok(run) = self.find(seq).copied() else { return };
        let at = self.runs.partition_point(|run| run.end() <= seq);
        let before = Run { count: seq.saturating_sub(run.from), ..run };
        let from = seq.saturating_add(1);
        let after = Run { from, count: run.end().saturating_sub(from), ..run };
        self.runs.splice(at..=at, [before, after].into_iter().filter(|run| run.count > 0));
    }

    /// Makes one run of this one and its neighbours, where they touch and are of one edition.
    fn join(&mut self, at: usize) {
        for at in [at, at.saturating_sub(1)] {
            if let (Some(one), Some(two)) = (self.runs.get(at).copied(), self.runs.get(at.saturating_add(1)).copied())
                && one.end() == two.from
                && one.edition == two.edition
            {
                let both = Run { count: one.count.saturating_add(two.count), ..one };
                self.runs.splice(at..=at.saturating_add(1), [both]);
            }
        }
    }
}

#[cfg(test)]
mod tests;
