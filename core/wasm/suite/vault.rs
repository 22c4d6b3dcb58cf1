//! Bindings: a vault to append to and to open again and again, for the figures.

use wasm_bindgen::prelude::*;

use crate::{
    random::SystemRandom,
    vault::{self, Cost, Namespace, Store, Vault, VaultError, Words, store::indexed_db::IndexedDb},
};

const FACTS: Namespace = Namespace::literal("facts");
const CHEAP: Cost = Cost { memory_kib: 8, iterations: 1, lanes: 1 };
const PASSPHRASE: &str = "correct horse";
/// Entries of a segment of [`Appender::fill`].
const SEGMENT: u32 = 250;
/// Bytes of one of its entries.
const ENTRY: usize = 1000;

/// A vault in a database of its own.
#[wasm_bindgen]
pub struct Appender {
    name: String,
    vault: Vault<IndexedDb>,
}

#[wasm_bindgen]
impl Appender {
    /// Makes the vault in the database `name`, in place of whatever was there.
    pub async fn create(name: String) -> Result<Appender, JsValue> {
        let store = IndexedDb::named(&name);
        store.clear().await.map_err(|error| text(error.into()))?;
        let words = Words::generate(&SystemRandom).map_err(|error| JsValue::from(error.to_string()))?;
        let vault = vault::create(store, &SystemRandom, PASSPHRASE, &words, CHEAP).await.map_err(text)?;
        vault.claim().await.map_err(text)?;
        Ok(Self { name, vault })
    }

    /// Appends one fact of so many bytes, and returns when it is confirmed.
    pub async fn append(&self, bytes: usize) -> Result<(), JsValue> {
        self.vault.append(&FACTS, &[vec![7; bytes]]).await.map(drop).map_err(text)
    }

    /// Appends so many records of 1,000 bytes, in segments as an import makes them.
    pub async fn fill(&self, records: u32) -> Result<(), JsValue> {
        for _ in 0..records.div_ceil(SEGMENT) {
            let entries: Vec<_> = (0..SEGMENT).map(|_| vec![7; ENTRY]).collect();
            self.vault.append(&FACTS, &entries).await.map_err(text)?;
        }
        Ok(())
    }

    /// Merges small segments, all there are; how many went.
    pub async fn compact(&self) -> Result<usize, JsValue> {
        let mut gone = 0usize;
        loop {
            match self.vault.compact(&FACTS, 1000).await.map_err(text)?.len() {
                0 => return Ok(gone),
                moved => gone = gone.saturating_add(moved),
            }
        }
    }

    /// Opens the database anew and reads every record; how many there are.
    pub async fn read(&self) -> Result<usize, JsValue> {
        let store = IndexedDb::named(&self.name);
        let vault = vault::unlock_with_passphrase(store, PASSPHRASE).await.map_err(text)?;
        let segments = vault.read(&FACTS, 0..=u64::MAX).await.map_err(text)?;
        Ok(segments.into_iter().filter_map(|segment| segment.entries.ok()).map(|entries| entries.len()).sum())
    }

    /// Removes the database.
    pub async fn clear(self) -> Result<(), JsValue> {
        self.vault.erase_everything().await.map_err(text)
    }
}

fn text(error: VaultError) -> JsValue {
    error.to_string().into()
}
