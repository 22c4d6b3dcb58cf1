//! What the engine asks of its surroundings: a server, storage, a clock, and the encoders.

use crate::inference::{Embedder, InferenceError};

/// Everything together.
pub trait Host: Web + Shelf + Clock + Backends {}

impl<T: Web + Shelf + Clock + Backends> Host for T {}

/// The connection broke, or there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken;

/// The server that has the files.
#[allow(async_fn_in_trait, reason = "everything here runs on one thread")]
pub trait Web {
    /// What an answer's bytes come from.
    type Body: Body;
    /// What ends a request from outside.
    type Stop: Stop;

    /// Asks for a file from this byte on, if it is still the one with this tag. The server may answer with all of it.
    async fn get(
        &self,
        file: &str,
        from: u64,
        tag: Option<&str>,
        stop: &Self::Stop,
    ) -> Result<Answer<Self::Body>, Broken>;
}

/// A server's answer.
#[derive(Debug)]
pub struct Answer<B> {
    /// HTTP's.
    pub status: u16,
    /// What names this version of the file: `ETag`, else `Last-Modified`.
    pub tag: Option<String>,
    /// Where `body` begins in the file: 0 but for a part of it.
    pub from: u64,
    /// Bytes of the whole file, where the server says.
    pub total: Option<u64>,
    /// The bytes.
    pub body: B,
}

/// Bytes as they come.
#[allow(async_fn_in_trait, reason = "everything here runs on one thread")]
pub trait Body {
    /// Some more; none at the end.
    async fn next(&mut self) -> Result<Option<Vec<u8>>, Broken>;
}

/// What ends a request from outside: what waits for it is broken off.
pub trait Stop: Default {
    /// Ends it.
    fn stop(&self);
    /// Whether it was ended.
    fn stopped(&self) -> bool;
}

/// Why something cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShelfFault {
    /// There is no room.
    Full,
    /// Anything else, in the browser's words.
    Refused(String),
}

/// A folder for files of models.
#[allow(async_fn_in_trait, reason = "everything here runs on one thread")]
pub trait Shelf {
    /// All that is in it.
    async fn names(&self) -> Result<Vec<String>, ShelfFault>;

    /// Bytes of a file; 0 of none.
    async fn size(&self, name: &str) -> Result<u64, ShelfFault>;

    /// Bytes of a file, fewer where it ends.
    async fn read(&self, name: &str, from: u64, length: u64) -> Result<Vec<u8>, ShelfFault>;

    /// Writes from there on, and cuts off what was behind; makes the file where there is none. Kept when it answers.
    async fn write(&self, name: &str, from: u64, bytes: &[u8]) -> Result<(), ShelfFault>;

    /// Removes a file, if there is one.
    async fn remove(&self, name: &str) -> Result<(), ShelfFault>;
}

/// Time, and turns.
#[allow(async_fn_in_trait, reason = "everything here runs on one thread")]
pub trait Clock {
    /// Milliseconds since any moment.
    fn now(&self) -> f64;

    /// Lets whatever else waits in this thread have its turn.
    async fn give_way(&self);

    /// The models are to be looked at again.
    fn changed(&self);
}

/// A graphics card as the browser tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adapter {
    /// What it calls itself.
    pub name: String,
    /// The browser says that it is no card at all.
    pub fallback: bool,
}

/// What computes.
#[allow(async_fn_in_trait, reason = "everything here runs on one thread")]
pub trait Backends {
    /// The encoder on the processor.
    type Cpu: Embedder;
    /// The encoder on a graphics card.
    type Gpu: Embedder;

    /// The encoder of this file.
    fn cpu(&self, file: Vec<u8>) -> Result<Self::Cpu, InferenceError>;

    /// The graphics card, where there is one that a browser gives us.
    async fn adapter(&self) -> Option<Adapter>;

    /// The encoder of this file on it.
    async fn gpu(&self, file: Vec<u8>) -> Result<Self::Gpu, InferenceError>;

    /// Bytes of memory that all of it has taken.
    fn memory(&self) -> u64;
}
