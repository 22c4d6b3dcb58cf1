//! Surroundings in memory: a server that can do all that a server does wrong, storage with so much room, a clock that goes
//! as encoders work.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::super::*;
use crate::inference::{Embedder, ModelId};

pub const MIB: usize = 1 << 20;

/// The files of a test: a small one for each use.
pub fn catalogue(transformer: &[u8]) -> &'static [Entry] {
    let entry = |id, file, device, bytes: &[u8]| Entry {
        id,
        file,
        bytes: bytes.len() as u64,
        sha256: Box::leak(HEXLOWER.encode(&Sha256::digest(bytes)).into_boxed_str()),
        device,
        licence: "MIT",
        about: "A model",
    };
    Box::leak(Box::new([
        entry(POTION, "quick.bin", Device::Cpu, b"a table"),
        entry("t@1", "cpu.bin", Device::Cpu, transformer),
        entry("t@1", "gpu.bin", Device::Gpu, b"for a card"),
    ]))
}

/// So many bytes, no two parts alike.
pub fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

#[derive(Default)]
pub struct World {
    /// What the server has, with its tag.
    pub served: RefCell<BTreeMap<String, (Vec<u8>, String)>>,
    /// It answers parts with all of it.
    pub no_ranges: Cell<bool>,
    /// It takes no notice of `If-Range`.
    pub no_if_range: Cell<bool>,
    /// It does not say how long a file is.
    pub no_total: Cell<bool>,
    pub offline: Cell<bool>,
    pub status: Cell<Option<u16>>,
    /// After how many bytes the connections break, one after the other; those after them do not.
    pub breaks: RefCell<VecDeque<usize>>,
    /// What becomes of the server's files after each answer.
    pub meanwhile: RefCell<Option<fn(&World)>>,
    /// What was asked: file, first byte, tag.
    pub asked: RefCell<Vec<(String, u64, Option<String>)>>,
    pub shelf: RefCell<BTreeMap<String, Vec<u8>>>,
    /// Bytes that may be kept in all.
    pub room: Cell<Option<usize>>,
    pub time: Cell<f64>,
    /// Milliseconds that a letter takes on the processor, and on the card.
    pub cpu_pace: Cell<f64>,
    pub gpu_pace: Cell<f64>,
    pub card: RefCell<Option<Adapter>>,
    /// The card cannot be begun with.
    pub no_gpu: Cell<bool>,
    /// Texts until the card is lost.
    pub gpu_left: Cell<Option<usize>>,
    /// What ran: `cpu 3`, `gpu 8`.
    pub ran: RefCell<Vec<String>>,
    pub changes: Cell<usize>,
}

#[derive(Clone)]
pub struct Fake(pub Rc<World>);

pub struct Bytes {
    bytes: VecDeque<Vec<u8>>,
    breaks: bool,
    stop: Flag,
}

#[derive(Clone, Default)]
pub struct Flag(Rc<Cell<bool>>);

impl Stop for Flag {
    fn stop(&self) {
        self.0.set(true);
    }

    fn stopped(&self) -> bool {
        self.0.get()
    }
}

impl Body for Bytes {
    async fn next(&mut self) -> Result<Option<Vec<u8>>, Broken> {
        tokio::task::yield_now().await;
        match self.bytes.pop_front() {
            _ if self.stop.stopped() => Err(Broken),
            None if self.breaks => Err(Broken),
            next => Ok(next),
        }
    }
}

impl Web for Fake {
    type Body = Bytes;
    type Stop = Flag;

    async fn get(&self, file: &str, from: u64, tag: Option<&str>, stop: &Flag) -> Result<Answer<Bytes>, Broken> {
        self.0.asked.borrow_mut().push((file.to_owned(), from, tag.map(str::to_owned)));
        if self.0.offline.get() {
            return Err(Broken);
        }
        let Some((bytes, now)) = self.0.served.borrow().get(file).cloned() else {
            return Ok(self.answer(404, None, 0, None, &[], stop));
        };
        if let Some(status) = self.0.status.get() {
            return Ok(self.answer(status, None, 0, None, &[], stop));
        }
        let same = self.0.no_if_range.get() || tag.is_none_or(|tag| tag == now);
        let from = if self.0.no_ranges.get() || !same { 0 } else { from as usize };
        let total = (!self.0.no_total.get()).then_some(bytes.len() as u64);
        if from > bytes.len() {
            return Ok(self.answer(416, Some(now), 0, total, &[], stop));
        }
        let status = if from > 0 { 206 } else { 200 };
        let answer = self.answer(status, Some(now), from, total, &bytes[from..], stop);
        self.0.meanwhile.borrow().iter().for_each(|change| change(&self.0));
        Ok(answer)
    }
}

impl Fake {
    fn answer(
        &self,
        status: u16,
        tag: Option<String>,
        from: usize,
        total: Option<u64>,
        bytes: &[u8],
        stop: &Flag,
    ) -> Answer<Bytes> {
        let end = self.0.breaks.borrow_mut().pop_front();
        let come = &bytes[..end.unwrap_or(bytes.len()).min(bytes.len())];
        let pieces = come.chunks(300_000).map(<[u8]>::to_vec).collect();
        let body = Bytes { bytes: pieces, breaks: end.is_some(), stop: stop.clone() };
        Answer { status, tag, from: from as u64, total, body }
    }
}

impl Shelf for Fake {
    async fn names(&self) -> Result<Vec<String>, ShelfFault> {
        Ok(self.0.shelf.borrow().keys().cloned().collect())
    }

    async fn size(&self, name: &str) -> Result<u64, ShelfFault> {
        Ok(self.0.shelf.borrow().get(name).map_or(0, Vec::len) as u64)
    }

    async fn read(&self, name: &str, from: u64, length: u64) -> Result<Vec<u8>, ShelfFault> {
        let shelf = self.0.shelf.borrow();
        let bytes = shelf.get(name).map_or(&[][..], Vec::as_slice);
        Ok(bytes.iter().skip(from as usize).take(length as usize).copied().collect())
    }

    async fn write(&self, name: &str, from: u64, bytes: &[u8]) -> Result<(), ShelfFault> {
        let mut shelf = self.0.shelf.borrow_mut();
        let taken: usize = shelf.values().map(Vec::len).sum();
        if self.0.room.get().is_some_and(|room| taken + bytes.len() > room) {
            return Err(ShelfFault::Full);
        }
        let file = shelf.entry(name.to_owned()).or_default();
        assert!(from as usize <= file.len(), "a hole in {name}");
        file.truncate(from as usize);
        file.extend(bytes);
        Ok(())
    }

    async fn remove(&self, name: &str) -> Result<(), ShelfFault> {
        self.0.shelf.borrow_mut().remove(name);
        Ok(())
    }
}

impl Clock for Fake {
    fn now(&self) -> f64 {
        self.0.time.get()
    }

    async fn give_way(&self) {
        tokio::task::yield_now().await;
    }

    fn changed(&self) {
        self.0.changes.set(self.0.changes.get() + 1);
    }
}

/// Answers with a text's length and its first letter.
pub struct Encoder {
    world: Rc<World>,
    id: ModelId,
    gpu: bool,
}

impl Embedder for Encoder {
    fn id(&self) -> &ModelId {
        &self.id
    }

    fn dims(&self) -> usize {
        2
    }

    async fn embed(&self, texts: &[&str], _: &dyn Fn() -> bool) -> Result<Vec<Vec<f32>>, InferenceError> {
        let world = &self.world;
        let name = if self.gpu { "gpu" } else { "cpu" };
        world.ran.borrow_mut().push(format!("{name} {}", texts.len()));
        if let Some(left) = world.gpu_left.get().filter(|_| self.gpu) {
            let Some(left) = left.checked_sub(texts.len()) else {
                return Err(InferenceError::GpuLost);
            };
            world.gpu_left.set(Some(left));
        }
        let pace = if self.gpu { world.gpu_pace.get() } else { world.cpu_pace.get() };
        world.time.set(world.time.get() + pace * texts.iter().map(|text| text.len() as f64).sum::<f64>());
        Ok(texts
            .iter()
            .map(|text| vec![text.len() as f32, f32::from(text.bytes().next().unwrap_or_default())])
            .collect())
    }

    async fn embed_query(&self, text: &str, _: &dyn Fn(&str) -> f32) -> Result<Vec<f32>, InferenceError> {
        Ok(self.embed(&[text], &|| false).await?.remove(0))
    }
}

impl Backends for Fake {
    type Cpu = Encoder;
    type Gpu = Encoder;

    fn cpu(&self, file: Vec<u8>) -> Result<Encoder, InferenceError> {
        if file.starts_with(b"bad") {
            return Err(InferenceError::NoModel("it begins with something else"));
        }
        Ok(Encoder { world: self.0.clone(), id: ModelId::new("t@1"), gpu: false })
    }

    async fn adapter(&self) -> Option<Adapter> {
        self.0.card.borrow().clone()
    }

    async fn gpu(&self, _: Vec<u8>) -> Result<Encoder, InferenceError> {
        tokio::task::yield_now().await;
        if self.0.no_gpu.get() {
            return Err(InferenceError::GpuFailed("no memory".to_owned()));
        }
        Ok(Encoder { world: self.0.clone(), id: ModelId::new("t@1"), gpu: true })
    }

    fn memory(&self) -> u64 {
        65_536
    }
}

/// A server that has every file, and nothing kept yet.
pub fn world(transformer: &[u8]) -> Rc<World> {
    let world = World::default();
    for (file, bytes) in [("quick.bin", &b"a table"[..]), ("cpu.bin", transformer), ("gpu.bin", b"for a card")] {
        world.served.borrow_mut().insert(file.to_owned(), (bytes.to_vec(), "\"one\"".to_owned()));
    }
    world.cpu_pace.set(0.1);
    world.gpu_pace.set(0.01);
    Rc::new(world)
}

/// The engine as it is after every opening of the app.
pub async fn engine(world: &Rc<World>, catalogue: &'static [Entry]) -> Engine<Fake> {
    Engine::open(Fake(world.clone()), catalogue).await
}

/// A file's state and how much of it is here.
pub async fn state(engine: &Engine<Fake>, file: &str) -> (ModelState, u64, Option<&'static str>) {
    let models = engine.models().await.models;
    let line = models.into_iter().find(|line| line.file == file).unwrap();
    (line.state, line.have, line.problem.map(|problem| problem.code))
}
