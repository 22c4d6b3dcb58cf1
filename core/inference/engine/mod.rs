//! The engine: which models are on this device, and which device runs them. Everything it needs of its surroundings comes in
//! as a [`Host`], so that all of it is tried natively.
//!
//! `download` gets files and `kept` says how they lie in storage; `device` decides where batches run; `batch` runs them, with
//! questions before them; `trial` measures and checks; `view` is what is shown. The catalogue is `inference/catalogue.rs`.

mod batch;
mod device;
mod download;
mod error;
mod host;
mod kept;
#[cfg(test)]
mod tests;
mod trial;
mod view;

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
};

use async_lock::{Mutex, OnceCell};

use super::{
    InferenceError,
    catalogue::{CATALOGUE, Device, Entry, POTION},
};

use batch::Pace;
use device::{Facts, Fault, Measured, decide};
use download::{Download, Running};
use kept::{Kept, Note};

pub use device::Reason;
pub use error::EngineError;
pub use host::{Adapter, Answer, Backends, Body, Broken, Clock, Host, Shelf, ShelfFault, Stop, Web};
pub use view::{CheckView, DeviceView, ModelLine, ModelState, ModelsView, Problem, Runs, Use};

/// Where the last measurement is kept.
const MEASURED: &str = "measured";
/// A measurement is short.
const MOST: u64 = 1024;

/// The models of this device. Nothing happens before it is asked.
pub struct Engine<H: Host> {
    host: H,
    catalogue: &'static [Entry],
    running: RefCell<BTreeMap<&'static str, Rc<Running<H::Stop>>>>,
    /// Why the last download of a file failed.
    problems: RefCell<BTreeMap<&'static str, EngineError>>,
    cpu: RefCell<Option<Rc<H::Cpu>>>,
    gpu: RefCell<Option<Rc<H::Gpu>>>,
    /// Held while an encoder is made, so that two callers get the same one.
    making: Mutex<()>,
    /// Held while devices are measured.
    measuring: Mutex<()>,
    adapter: OnceCell<Option<Adapter>>,
    /// What was kept of the last measurement, looked up once.
    recalled: OnceCell<()>,
    measured: RefCell<Option<Measured>>,
    /// Milliseconds of a text on the processor, when it was only checked.
    cpu_ms: Cell<Option<f64>>,
    fault: Cell<Option<Fault>>,
    pace: Pace,
}

impl<H: Host> Engine<H> {
    /// The engine of these files. What lies in storage and is none of them is removed.
    pub async fn open(host: H, catalogue: &'static [Entry]) -> Self {
        let engine = Self {
            host,
            catalogue,
            running: RefCell::default(),
            problems: RefCell::default(),
            cpu: RefCell::default(),
            gpu: RefCell::default(),
            making: Mutex::new(()),
            measuring: Mutex::new(()),
            adapter: OnceCell::new(),
            recalled: OnceCell::new(),
            measured: RefCell::default(),
            cpu_ms: Cell::default(),
            fault: Cell::default(),
            pace: Pace::default(),
        };
        // A storage that fails says so when a model is asked for.
        let _ = engine.sweep().await;
        engine
    }

    /// The engine of every file that there is.
    pub async fn of_all(host: H) -> Self {
        Self::open(host, CATALOGUE).await
    }

    /// Removes the files of other versions.
    async fn sweep(&self) -> Result<(), EngineError> {
        for name in self.host.names().await? {
            let known = name == MEASURED || self.catalogue.iter().any(|entry| self.kept(entry).owns(&name));
            if !known {
                self.host.remove(&name).await?;
            }
        }
        Ok(())
    }

    fn kept(&self, entry: &'static Entry) -> Kept<'_, H> {
        Kept::new(&self.host, entry)
    }

    fn entry(&self, file: &str) -> Result<&'static Entry, EngineError> {
        self.catalogue.iter().find(|entry| entry.file == file).ok_or(EngineError::Unknown)
    }

    fn entry_for(&self, used: Use) -> Result<&'static Entry, EngineError> {
        self.catalogue.iter().find(|entry| used_for(entry) == used).ok_or(EngineError::Unknown)
    }

    async fn here(&self, used: Use) -> bool {
        match self.entry_for(used) {
            Ok(entry) => self.kept(entry).here().await.unwrap_or(false),
            Err(_) => false,
        }
    }

    /// Whether there is a transformer to ask.
    pub async fn ready(&self) -> bool {
        self.here(Use::Cpu).await
    }

    /// Every file and how far it is, and what runs where.
    pub async fn models(&self) -> ModelsView {
        let mut models = Vec::with_capacity(self.catalogue.len());
        for entry in self.catalogue {
            models.push(self.line(entry).await);
        }
        ModelsView { models, device: self.device().await }
    }

    async fn line(&self, entry: &'static Entry) -> ModelLine {
        let kept = self.kept(entry);
        let running = self.running.borrow().get(entry.file).cloned();
        let mut problem = self.problems.borrow().get(entry.file).cloned();
        let (state, have) = match running {
            Some(running) => (ModelState::Downloading, running.have.get()),
            None => self.at_rest(&kept).await.unwrap_or_else(|error| {
                problem.get_or_insert(error);
                (ModelState::Absent, 0)
            }),
        };
        let state = match (&problem, state) {
            (Some(EngineError::Unavailable), ModelState::Absent) => ModelState::Unavailable,
            (_, state) => state,
        };
        if state == ModelState::Damaged {
            problem.get_or_insert(EngineError::Damaged);
        }
        ModelLine {
            id: entry.id,
            file: entry.file,
            name: used_for(entry).name(),
            used: used_for(entry),
            bytes: entry.bytes,
            have,
            state,
            licence: entry.licence,
            problem: problem.filter(|_| state != ModelState::Here).map(|error| Problem::of(&error)),
        }
    }

    /// A file's state while nothing downloads it, and how much of it is here.
    async fn at_rest(&self, kept: &Kept<'_, H>) -> Result<(ModelState, u64), EngineError> {
        let have = kept.have().await?;
        Ok(match kept.note().await? {
            Note::Whole if kept.here().await? => (ModelState::Here, have),
            Note::Damaged => (ModelState::Damaged, 0),
            Note::None | Note::Part(_) if have > 0 => (ModelState::Stopped, have),
            _ => (ModelState::Absent, 0),
        })
    }

    /// Gets a file, from where the last download of it ended. Asked twice, it is one download.
    pub async fn download(&self, file: &str) -> Result<(), EngineError> {
        let entry = self.entry(file)?;
        let running = self.running.borrow_mut().entry(entry.file).or_default().clone();
        let download = Download { host: &self.host, entry, running: &running };
        let outcome = running.outcome.get_or_init(|| async { download.run().await }).await.clone();
        self.ended(entry, &running, outcome.clone());
        outcome
    }

    fn ended(&self, entry: &'static Entry, running: &Rc<Running<H::Stop>>, outcome: Result<(), EngineError>) {
        let mut all = self.running.borrow_mut();
        if !all.get(entry.file).is_some_and(|now| Rc::ptr_eq(now, running)) {
            return;
        }
        all.remove(entry.file);
        drop(all);
        let mut problems = self.problems.borrow_mut();
        match outcome {
            // Who stopped it knows why.
            Ok(()) | Err(EngineError::Stopped) => problems.remove(entry.file),
            Err(error) => problems.insert(entry.file, error),
        };
        drop(problems);
        self.host.changed();
    }

    /// Stops a download; what has come is kept.
    pub fn stop(&self, file: &str) {
        if let Some(running) = self.running.borrow().get(file) {
            running.stop.stop();
        }
    }

    /// Removes a file for good: it comes back only when somebody asks for it.
    pub async fn remove(&self, file: &str) -> Result<(), EngineError> {
        let entry = self.entry(file)?;
        let running = self.running.borrow().get(entry.file).cloned();
        if let Some(running) = running {
            running.stop.stop();
            // However it ended.
            let _ = running.outcome.wait().await;
        }
        match used_for(entry) {
            Use::Quick => {}
            Use::Cpu => drop(self.cpu.take()),
            Use::Gpu => drop(self.gpu.take()),
        }
        self.problems.borrow_mut().remove(entry.file);
        self.kept(entry).remove().await?;
        self.host.changed();
        Ok(())
    }

    /// The static model's file, fetched where it is not here. `None` where the person removed it, and where there is none.
    pub async fn quick(&self) -> Result<Option<Vec<u8>>, EngineError> {
        let entry = self.entry_for(Use::Quick)?;
        let kept = self.kept(entry);
        if matches!(kept.note().await?, Note::Removed | Note::Damaged) {
            return Ok(None);
        }
        match self.download(entry.file).await {
            Err(EngineError::Unavailable | EngineError::Damaged) => Ok(None),
            Err(error) => Err(error),
            Ok(()) => kept.whole().await,
        }
    }

    /// The encoder on the processor.
    async fn on_cpu(&self) -> Result<Rc<H::Cpu>, EngineError> {
        let _one_at_a_time = self.making.lock().await;
        if let Some(cpu) = &*self.cpu.borrow() {
            return Ok(cpu.clone());
        }
        let entry = self.entry_for(Use::Cpu)?;
        let file = self.kept(entry).whole().await?.ok_or(InferenceError::Absent)?;
        match self.host.cpu(file) {
            Ok(cpu) => Ok(self.cpu.borrow_mut().insert(Rc::new(cpu)).clone()),
            Err(error) => {
                // It was checked when it came: storage has damaged it since.
                self.kept(entry).damaged().await?;
                self.host.changed();
                Err(error.into())
            }
        }
    }

    /// The encoder on the graphics card.
    async fn on_gpu(&self) -> Result<Rc<H::Gpu>, EngineError> {
        let _one_at_a_time = self.making.lock().await;
        if let Some(gpu) = &*self.gpu.borrow() {
            return Ok(gpu.clone());
        }
        let entry = self.entry_for(Use::Gpu)?;
        let file = self.kept(entry).whole().await?.ok_or(InferenceError::Absent)?;
        let gpu = self.host.gpu(file).await?;
        Ok(self.gpu.borrow_mut().insert(Rc::new(gpu)).clone())
    }

    /// A graphics card failed: from now on everything runs on the processor.
    fn give_up_gpu(&self, fault: Fault) {
        self.gpu.take();
        self.fault.set(Some(fault));
        self.host.changed();
    }

    async fn reason(&self) -> Reason {
        let adapter = self.adapter.get_or_init(|| self.host.adapter()).await;
        self.recalled.get_or_init(|| self.recall()).await;
        // What is in use is here; storage takes milliseconds to say so, and a batch has not many.
        let cpu_here = self.cpu.borrow().is_some() || self.here(Use::Cpu).await;
        let may_be_used = adapter.as_ref().is_some_and(|adapter| !adapter.is_software());
        let gpu_here = may_be_used && (self.gpu.borrow().is_some() || self.here(Use::Gpu).await);
        let measured = self.measured.borrow().clone();
        decide(&Facts {
            cpu_here,
            gpu_here,
            adapter: adapter.as_ref(),
            fault: self.fault.get(),
            measured: measured.as_ref(),
        })
    }

    async fn recall(&self) {
        let text = self.host.read(MEASURED, 0, MOST).await.ok().and_then(|text| String::from_utf8(text).ok());
        *self.measured.borrow_mut() = text.as_deref().and_then(Measured::from_text);
    }

    async fn device(&self) -> DeviceView {
        let reason = self.reason().await;
        let adapter = self.adapter.get().cloned().flatten().map(|adapter| adapter.name);
        let measured = self.measured.borrow().clone().filter(|measured| Some(&measured.adapter) == adapter.as_ref());
        let cpu = if reason == Reason::NoModel { Runs::None } else { Runs::Cpu };
        DeviceView {
            queries: cpu,
            batches: if reason == Reason::GpuFaster { Runs::Gpu } else { cpu },
            reason,
            cpu_ms: self.cpu_ms.get().or(measured.as_ref().map(|measured| measured.cpu)),
            gpu_ms: measured.map(|measured| measured.gpu),
            adapter,
        }
    }
}

fn used_for(entry: &Entry) -> Use {
    match entry.device {
        _ if entry.id == POTION => Use::Quick,
        Device::Cpu => Use::Cpu,
        Device::Gpu => Use::Gpu,
    }
}
