//! Bindings: the encrypted backup, into a file that the person chose or into one to download, and back.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, prelude::*};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, FileSystemFileHandle, FileSystemWritableFileStream};

use crate::{
    random::SystemRandom,
    session::{Chunks, backup},
    time::Clock,
    vault::{
        self, Status,
        backup::{BackupError, FileFault, How, Pieces, Sink},
    },
};

use super::{
    Core, emit, failed,
    host::{BrowserClock, BrowserFile},
    shapes::{CoreEvent, Failure},
    to_js,
};

#[wasm_bindgen]
impl Core {
    /// When the last backup was made, and whether it is time for one.
    #[wasm_bindgen(unchecked_return_type = "BackupView")]
    pub fn backup(&self) -> Result<JsValue, JsValue> {
        to_js(&self.session()?.backup(BrowserClock.now()))
    }

    /// Writes a backup into the file that the person chose. What was in it is replaced at the end, or not at all.
    #[wasm_bindgen(js_name = backUpTo, unchecked_return_type = "BackupView")]
    pub async fn back_up_to(&self, file: FileSystemFileHandle) -> Result<JsValue, JsValue> {
        let session = self.session()?;
        let stream = JsFuture::from(file.create_writable()).await.and_then(JsCast::dyn_into).map_err(said)?;
        let mut counted = Counted::new(Stream(stream), self.stored().await, &self.on_event);
        let made = session.back_up(&mut counted, &BrowserClock, &SystemRandom).await;
        let stream = counted.inner.0;
        let ended = JsFuture::from(if made.is_ok() { stream.close() } else { stream.abort() }).await;
        made.map_err(failed)?;
        ended.map_err(said)?;
        self.backed_up().await
    }

    /// A backup as a file to be downloaded. When the browser has it, that is said with [`Core::backed_up`].
    #[wasm_bindgen(js_name = backUp)]
    pub async fn back_up(&self) -> Result<Blob, JsValue> {
        let mut counted = Counted::new(Collected(Array::new()), self.stored().await, &self.on_event);
        self.session()?.back_up(&mut counted, &BrowserClock, &SystemRandom).await.map_err(failed)?;
        Blob::new_with_blob_sequence(&counted.inner.0)
    }

    /// A backup was made.
    #[wasm_bindgen(js_name = backedUp, unchecked_return_type = "BackupView")]
    pub async fn backed_up(&self) -> Result<JsValue, JsValue> {
        self.session()?.backed_up(&BrowserClock).await.map_err(failed)?;
        self.emit(&CoreEvent::Changed);
        self.backup()
    }

    /// Brings a backup back and opens it, by its passphrase or its words.
    #[wasm_bindgen(js_name = restoreBackup, unchecked_return_type = "Restored")]
    pub async fn restore_backup(
        &self,
        file: web_sys::File,
        secret: String,
        replace: bool,
        partial: bool,
    ) -> Result<JsValue, JsValue> {
        self.cancelled.set(true);
        // What nobody waits for comes to its next step's end.
        drop(self.learning.lock().await);
        if self.session.borrow().as_ref().is_some_and(|session| Rc::strong_count(session) > 1) {
            return Err(Failure::busy());
        }
        // Nothing may be written by the vault that gives way.
        let before = self.session.take();
        let file = BrowserFile::new(file);
        // It is read twice.
        let total = file.size().saturating_mul(2);
        let mut file = Counted::new(file, total, &self.on_event);
        match backup::restore(self.store.clone(), &mut file, &secret, How { replace, partial }).await {
            Ok((vault, restored)) => {
                drop(before);
                self.opened(vault).await?;
                self.emit(&CoreEvent::Changed);
                self.emit(&CoreEvent::Wallet);
                to_js(&restored)
            }
            Err(error) => {
                let untouched = !matches!(vault::status(&self.store).await, Ok(Status::None));
                self.session.replace(before.filter(|_| untouched));
                self.told().await?;
                Err(failed(error))
            }
        }
    }
}

impl Core {
    /// Bytes that a backup will have, but for what frames them.
    async fn stored(&self) -> u64 {
        let Ok(session) = self.session() else { return 0 };
        session.storage().await.map_or(0, |stored| stored.total)
    }
}

/// Counts what goes through, and tells at each hundredth.
struct Counted<'a, T> {
    inner: T,
    bytes: u64,
    told: u64,
    total: u64,
    on_event: &'a js_sys::Function,
}

impl<'a, T> Counted<'a, T> {
    const fn new(inner: T, total: u64, on_event: &'a js_sys::Function) -> Self {
        Self { inner, bytes: 0, told: 0, total, on_event }
    }

    fn count(&mut self, piece: &[u8]) {
        self.bytes = self.bytes.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        if self.bytes.saturating_sub(self.told) >= self.total / 100 {
            self.told = self.bytes;
            emit(self.on_event, &CoreEvent::Backup { bytes: self.bytes, total: self.total });
        }
    }
}

impl<T: Sink> Sink for Counted<'_, T> {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        self.inner.write(bytes).await?;
        self.count(bytes);
        Ok(())
    }
}

impl<T: Pieces> Pieces for Counted<'_, T> {
    async fn next(&mut self) -> Result<Option<Vec<u8>>, FileFault> {
        let piece = self.inner.next().await?;
        self.count(piece.as_deref().unwrap_or_default());
        Ok(piece)
    }

    fn rewind(&mut self) {
        self.inner.rewind();
    }
}

/// A file being written.
struct Stream(FileSystemWritableFileStream);

impl Sink for Stream {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        let writing = self.0.write_with_js_u8_array(&Uint8Array::from(bytes)).map_err(fault)?;
        JsFuture::from(writing).await.map(drop).map_err(fault)
    }
}

/// Pieces as blobs, which the browser may keep on the disk.
struct Collected(Array);

impl Sink for Collected {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), FileFault> {
        let piece = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).map_err(fault)?;
        self.0.push(&piece);
        Ok(())
    }
}

impl Pieces for BrowserFile {
    async fn next(&mut self) -> Result<Option<Vec<u8>>, FileFault> {
        Chunks::next(self).await.map_err(|error| FileFault(error.to_string()))
    }

    fn rewind(&mut self) {
        BrowserFile::rewind(self);
    }
}

fn fault(error: JsValue) -> FileFault {
    let detail = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    FileFault(detail.unwrap_or_else(|| "the browser gave no reason".to_owned()))
}

fn said(error: JsValue) -> JsValue {
    Failure::of(&BackupError::from(fault(error)))
}
