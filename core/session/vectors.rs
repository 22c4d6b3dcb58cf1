//! What a model has read, kept in the vault: for each model a namespace of its own, for each memory and record a row
//! (docs/formats/vectors.md). It is read when a model is first used, or when something of it is to be taken out, and never
//! on opening. All of it can be made anew: what cannot be read goes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sha2::{Digest, Sha256};

use crate::{
    flat::{Garbled, Reader, Writer},
    inference::{Embedder, InferenceError, ModelId},
    memory::{MemoryId, search::Row},
    record::RecordId,
    vault::{Changes, Namespace, Store},
};

use super::{Session, SessionError, State};

/// Version byte of an entry.
const FORM: u8 = 1;
/// What the namespaces of vectors begin with; the model's id follows, with a dot for the `@`.
const PREFIX: &str = "vectors.";
/// Segments read at a time.
const READ_SEGMENTS: u64 = 16;
/// Entries of a full segment: 55 kB, little to write anew when one of them goes. Half of it is small.
pub(super) const FULL: usize = 128;
/// So many small segments are made fewer; so many at a time.
const MANY_SMALL: usize = 16;
const MOST_SMALL: usize = 256;

/// A model whose vectors can have no namespace.
const UNNAMED: InferenceError = InferenceError::NoModel("its id is no name");

/// What a vector is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Thing {
    Memory(MemoryId),
    Record(RecordId),
}

/// A vector as it lies in the vault.
#[derive(Debug, PartialEq)]
pub(super) struct Entry {
    pub thing: Thing,
    /// Of what was read; another passage has another.
    pub mark: u64,
    /// None: the model has nothing to say of it.
    pub row: Option<Row>,
}

/// Which passage was read.
pub(super) fn mark(passage: &str) -> u64 {
    let digest = Sha256::digest(passage);
    digest.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

impl Entry {
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer::default();
        out.u8(FORM);
        let (kind, id) = match &self.thing {
            Thing::Memory(id) => (0, id.as_str()),
            Thing::Record(id) => (1, id.as_str()),
        };
        out.u8(kind);
        out.text(id);
        out.u64(self.mark);
        if let Some(row) = &self.row {
            out.u16(row.dims);
            out.f32(row.scale);
            out.bytes(&row.numbers.iter().map(|number| number.cast_unsigned()).collect::<Vec<u8>>());
        }
        out.finish()
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Garbled> {
        let mut from = Reader::new(bytes);
        let (form, kind, id) = (from.u8()?, from.u8()?, from.text()?);
        let thing = match (form, kind) {
            (FORM, 0) => Thing::Memory(MemoryId::from_text(id)),
            (FORM, 1) => Thing::Record(RecordId::from_text(id)),
            _ => return Err(Garbled),
        };
        let mark = from.u64()?;
        if from.end().is_ok() {
            return Ok(Self { thing, mark, row: None });
        }
        let (dims, scale) = (from.u16()?, from.f32()?);
        let numbers = from.bytes()?.iter().map(|byte| byte.cast_signed()).collect();
        from.end()?;
        let row = Some(Row { dims, numbers, scale }).filter(Row::is_sound).ok_or(Garbled)?;
        Ok(Self { thing, mark, row: Some(row) })
    }
}

/// The vectors of one model in the vault. Their rows are in the indexes.
pub(super) struct Shelved {
    pub model: ModelId,
    namespace: Namespace,
    /// Numbers of each, once there is one.
    dims: Option<u16>,
    /// The segment of each, for what is here and is as it was read.
    memories: HashMap<MemoryId, u64>,
    records: HashMap<RecordId, u64>,
    /// How many entries each segment has.
    segments: BTreeMap<u64, usize>,
    /// Segments with something in them that is to go: read anew in the meantime, or unreadable.
    worn: BTreeSet<u64>,
}

impl Shelved {
    fn of(model: ModelId, namespace: Namespace) -> Self {
        let (memories, records) = (HashMap::new(), HashMap::new());
        let (segments, worn) = (BTreeMap::new(), BTreeSet::new());
        Self { model, namespace, dims: None, memories, records, segments, worn }
    }

    /// Whether the model has read a memory.
    pub fn has_memory(&self, id: &MemoryId) -> bool {
        self.memories.contains_key(id)
    }

    /// Whether the model has read a record.
    pub fn has_record(&self, id: &RecordId) -> bool {
        self.records.contains_key(id)
    }

    /// How many things it has read.
    pub fn len(&self) -> usize {
        self.memories.len().saturating_add(self.records.len())
    }

    fn place(&self, thing: &Thing) -> Option<u64> {
        match thing {
            Thing::Memory(id) => self.memories.get(id).copied(),
            Thing::Record(id) => self.records.get(id).copied(),
        }
    }

    fn take(&mut self, thing: &Thing) -> Option<u64> {
        match thing {
            Thing::Memory(id) => self.memories.remove(id),
            Thing::Record(id) => self.records.remove(id),
        }
    }

    fn put(&mut self, thing: Thing, segment: u64) -> Option<u64> {
        match thing {
            Thing::Memory(id) => self.memories.insert(id, segment),
            Thing::Record(id) => self.records.insert(id, segment),
        }
    }

    /// Whether an entry's vector is as long as the others.
    fn fits(&mut self, entry: &Entry) -> bool {
        entry.row.as_ref().is_none_or(|row| *self.dims.get_or_insert(row.dims) == row.dims)
    }
}

fn namespace_of(model: &ModelId) -> Option<Namespace> {
    Namespace::parse(&format!("{PREFIX}{}", model.as_str().replace('@', "."))).ok()
}

fn model_of(namespace: &Namespace) -> Option<ModelId> {
    let (name, version) = namespace.as_str().strip_prefix(PREFIX)?.rsplit_once('.')?;
    Some(ModelId::new(format!("{name}@{version}")))
}

/// Segments of one model to be written anew.
pub(super) struct Rewritten {
    model: ModelId,
    counts: Vec<(u64, usize)>,
}

/// What goes from the vectors together with something else.
#[derive(Default)]
pub(super) struct Outdated {
    gone: BTreeSet<Thing>,
    rewritten: Vec<Rewritten>,
}

impl State {
    /// The vectors of this model, once they are read.
    pub(super) fn shelved(&self, model: &ModelId) -> Option<&Shelved> {
        self.vectors.as_ref()?.iter().find(|shelved| shelved.model == *model)
    }

    /// This says something else now, and is to be read again.
    pub(super) fn reworded(&mut self, thing: &Thing) {
        for shelved in self.vectors.iter_mut().flatten() {
            let segment = shelved.take(thing);
            shelved.worn.extend(segment);
        }
    }

    /// Takes up that vectors went.
    pub(super) fn without_vectors(&mut self, outdated: Outdated) {
        let Some(all) = &mut self.vectors else { return };
        for shelved in all {
            outdated.gone.iter().for_each(|thing| _ = shelved.take(thing));
            for Rewritten { counts, .. } in outdated.rewritten.iter().filter(|it| it.model == shelved.model) {
                for (segment, count) in counts {
                    shelved.worn.remove(segment);
                    shelved.segments.insert(*segment, *count);
                }
            }
            shelved.segments.retain(|_, count| *count > 0);
        }
    }

    /// Whether what was read is what it says still.
    fn is_so(&self, entry: &Entry) -> bool {
        match &entry.thing {
            Thing::Memory(id) => {
                self.memory.book.get(id).is_some_and(|memory| mark(&super::memory_find::passage(memory)) == entry.mark)
            }
            // A record never changes.
            Thing::Record(id) => self.shelf.evidence.contains(id) && entry.mark == super::reading::RECORDS_READ,
        }
    }

    /// Gives a row to the index that has the thing.
    fn set_row(&mut self, model: &ModelId, thing: &Thing, row: &Row) {
        match thing {
            Thing::Memory(id) => {
                if let Some(index) = &mut self.memory.index {
                    index.set_row(id.as_str(), model, row);
                }
            }
            Thing::Record(id) => drop(self.shelf.index.set_row(id.as_str(), model, row)),
        }
    }
}

impl<S: Store> Session<S> {
    /// Reads the vectors that the vault has, of all models, where nobody has yet. The caller has the turn.
    pub(super) async fn open_vectors(&self) -> Result<(), SessionError> {
        if self.state.borrow().vectors.is_some() {
            return Ok(());
        }
        let mut all = Vec::new();
        for namespace in self.vault.namespaces().await? {
            if let Some(model) = model_of(&namespace) {
                all.push(self.read_vectors(Shelved::of(model, namespace)).await?);
            }
        }
        self.state.borrow_mut().vectors = Some(all);
        Ok(())
    }

    async fn read_vectors(&self, mut shelved: Shelved) -> Result<Shelved, SessionError> {
        self.state.borrow_mut().memory.make_findable();
        let Some(last) = self.vault.last(&shelved.namespace).await? else { return Ok(shelved) };
        let mut from = 0;
        while from <= last {
            let to = last.min(from.saturating_add(READ_SEGMENTS - 1));
            for segment in self.vault.read(&shelved.namespace, from..=to).await? {
                let read = segment.entries.map_err(|_| Garbled);
                let read = read.and_then(|all| all.iter().map(|bytes| Entry::from_bytes(bytes)).collect());
                self.place(&mut shelved, segment.seq, read);
            }
            from = to.saturating_add(1);
        }
        Ok(shelved)
    }

    /// Takes up what a segment holds.
    fn place(&self, shelved: &mut Shelved, segment: u64, entries: Result<Vec<Entry>, Garbled>) {
        let Ok(entries) = entries else {
            shelved.worn.insert(segment);
            return;
        };
        let mut state = self.state.borrow_mut();
        if !entries.is_empty() {
            shelved.segments.insert(segment, entries.len());
        }
        for entry in entries {
            if !state.is_so(&entry) || !shelved.fits(&entry) {
                shelved.worn.insert(segment);
                continue;
            }
            if let Some(row) = &entry.row {
                state.set_row(&shelved.model, &entry.thing, row);
            }
            let before = shelved.put(entry.thing, segment);
            shelved.worn.extend(before.filter(|before| *before != segment));
        }
    }

    /// Makes this model the one that reads: what others have read goes, and what it has read itself when its vectors were
    /// of another size. The caller has the turn.
    pub(super) async fn use_vectors_of(&self, model: &impl Embedder) -> Result<(), SessionError> {
        self.open_vectors().await?;
        let is_ours = |shelved: &Shelved| {
            shelved.model == *model.id() && shelved.dims.is_none_or(|dims| usize::from(dims) == model.dims())
        };
        let others: Vec<Namespace> = {
            let state = self.state.borrow();
            let others = state.vectors.iter().flatten().filter(|shelved| !is_ours(shelved));
            others.map(|shelved| shelved.namespace.clone()).collect()
        };
        if !others.is_empty() {
            let changes = others.iter().fold(Changes::new(), |changes, namespace| changes.erase(namespace));
            self.vault.write(changes).await?;
        }
        let mut state = self.state.borrow_mut();
        let (ours, others): (Vec<Shelved>, Vec<Shelved>) =
            state.vectors.take().unwrap_or_default().into_iter().partition(is_ours);
        for Shelved { model, .. } in others {
            state.shelf.index.drop_model(&model);
            state.memory.index.iter_mut().for_each(|index| index.drop_model(&model));
        }
        let namespace = namespace_of(model.id()).ok_or(UNNAMED);
        let new = namespace.map(|namespace| Shelved::of(model.id().clone(), namespace));
        state.vectors = Some(if ours.is_empty() { vec![new?] } else { ours });
        Ok(())
    }

    /// What has to be written so that nothing is kept of these, added to `changes`. The caller has the turn, and tells
    /// [`State::without_vectors`] once it is written.
    pub(super) async fn taking_out(
        &self,
        gone: BTreeSet<Thing>,
        changes: Changes,
    ) -> Result<(Changes, Outdated), SessionError> {
        if gone.is_empty() {
            return Ok((changes, Outdated::default()));
        }
        self.open_vectors().await?;
        let plans: Vec<(ModelId, Namespace, BTreeSet<u64>)> = {
            let state = self.state.borrow();
            let all = state.vectors.iter().flatten();
            let plan = |shelved: &Shelved| {
                let segments = gone.iter().filter_map(|thing| shelved.place(thing)).chain(shelved.worn.iter().copied());
                (shelved.model.clone(), shelved.namespace.clone(), segments.collect())
            };
            all.map(plan).collect()
        };
        self.rewriting(plans, gone, changes).await
    }

    async fn rewriting(
        &self,
        plans: Vec<(ModelId, Namespace, BTreeSet<u64>)>,
        gone: BTreeSet<Thing>,
        mut changes: Changes,
    ) -> Result<(Changes, Outdated), SessionError> {
        let mut rewritten = Vec::new();
        for (model, namespace, segments) in plans {
            let mut counts = Vec::new();
            for segment in segments {
                let kept = self.kept_of(&model, &namespace, segment, &gone).await?;
                counts.push((segment, kept.len()));
                changes = changes.rewrite(&namespace, segment, kept);
            }
            rewritten.push(Rewritten { model, counts });
        }
        Ok((changes, Outdated { gone, rewritten }))
    }

    /// The entries of a segment that stay; none of one that cannot be read, for it may hold what is to go.
    async fn kept_of(
        &self,
        model: &ModelId,
        namespace: &Namespace,
        segment: u64,
        gone: &BTreeSet<Thing>,
    ) -> Result<Vec<Vec<u8>>, SessionError> {
        let read = self.vault.read(namespace, segment..=segment).await?;
        let entries = read.into_iter().filter_map(|read| read.entries.ok()).flatten();
        let state = self.state.borrow();
        let Some(shelved) = state.shelved(model) else { return Ok(Vec::new()) };
        let stays = |bytes: &Vec<u8>| {
            Entry::from_bytes(bytes)
                .is_ok_and(|entry| shelved.place(&entry.thing) == Some(segment) && !gone.contains(&entry.thing))
        };
        Ok(entries.filter(stays).collect())
    }

    /// Keeps what a model has read, in one write; what changed or went in the meantime is left out.
    pub(super) async fn keep_vectors(&self, model: &impl Embedder, entries: Vec<Entry>) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        self.use_vectors_of(model).await?;
        let (entries, plan) = {
            let state = self.state.borrow();
            let entries: Vec<Entry> = entries.into_iter().filter(|entry| state.is_so(entry)).collect();
            let shelved = state.shelved(model.id()).ok_or(UNNAMED)?;
            (entries, (model.id().clone(), shelved.namespace.clone(), shelved.worn.clone()))
        };
        if entries.is_empty() {
            return Ok(());
        }
        let namespace = plan.1.clone();
        let (changes, outdated) = self.rewriting(vec![plan], BTreeSet::new(), Changes::new()).await?;
        let bytes = entries.iter().map(Entry::to_bytes).collect();
        let numbers = self.vault.write(changes.append(&namespace, bytes)).await?;
        let mut state = self.state.borrow_mut();
        state.without_vectors(outdated);
        for Entry { thing, row, .. } in &entries {
            row.iter().for_each(|row| state.set_row(model.id(), thing, row));
        }
        let all = state.vectors.iter_mut().flatten();
        for (shelved, segment) in all.filter(|shelved| shelved.model == *model.id()).zip(numbers) {
            shelved.segments.insert(segment, entries.len());
            for entry in &entries {
                shelved.fits(entry);
                shelved.put(entry.thing.clone(), segment);
            }
        }
        Ok(())
    }

    /// Makes few full segments of many small ones, where it is worth while.
    pub(super) async fn compact_vectors(&self, model: &ModelId) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        let (namespace, small) = {
            let state = self.state.borrow();
            let Some(shelved) = state.shelved(model) else { return Ok(()) };
            let small = shelved.segments.iter().filter(|(_, entries)| **entries < FULL / 2);
            (shelved.namespace.clone(), small.map(|(segment, _)| *segment).take(MOST_SMALL).collect::<Vec<u64>>())
        };
        if small.len() < MANY_SMALL {
            return Ok(());
        }
        let (mut changes, mut entries) = (Changes::new(), Vec::new());
        for segment in &small {
            entries.extend(self.kept_of(model, &namespace, *segment, &BTreeSet::new()).await?);
            changes = changes.rewrite(&namespace, *segment, Vec::new());
        }
        for full in entries.chunks(FULL) {
            changes = changes.append(&namespace, full.to_vec());
        }
        let segments = self.vault.write(changes).await?;
        let mut state = self.state.borrow_mut();
        let all = state.vectors.iter_mut().flatten();
        for shelved in all.filter(|shelved| shelved.model == *model) {
            for segment in &small {
                shelved.segments.remove(segment);
                shelved.worn.remove(segment);
            }
            for (full, segment) in entries.chunks(FULL).zip(&segments) {
                shelved.segments.insert(*segment, full.len());
                let things = full.iter().filter_map(|bytes| Entry::from_bytes(bytes).ok());
                things.for_each(|entry| _ = shelved.put(entry.thing, *segment));
            }
        }
        Ok(())
    }
}
