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
    Core, failed,
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
        let mut stream = Stream(stream);
        let made = session.back_up(&mut stream, &BrowserClock, &SystemRandom).await;
        let ended = JsFuture::from(if made.is_ok() { stream.0.close() } else { stream.0.abort() }).await;
        made.map_err(failed)?;
        ended.map_err(said)?;
        self.backed_up().await
    }

    /// A backup as a file to be downloaded. When the browser has it, that is said with [`Core::backed_up`].
    #[wasm_bindgen(js_name = backUp)]
    pub async fn back_up(&self) -> Result<Blob, JsValue> {
        let mut pieces = Collected(Array::new());
        self.session()?.back_up(&mut pieces, &BrowserClock, &SystemRandom).await.map_err(failed)?;
        Blob::new_with_blob_sequence(&pieces.0)
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
        if self.session.borrow().as_ref().is_some_and(|session| Rc::strong_count(session) > 1) {
            return Err(Failure::busy());
        }
        // Nothing may be written by the vault that gives way.
        let before = self.session.take();
        let mut file = BrowserFile::new(file);
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
