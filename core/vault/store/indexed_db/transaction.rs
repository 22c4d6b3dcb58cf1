//! One strict transaction over both object stores: the fence and the expected blob are read in it, then all is written.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

use super::{
    super::{Batch, Claim, FENCE, MAX_SEQ, Step, StoreError},
    BLOBS, SEGMENTS,
    convert::{bytes, idb_range, segment_key},
    failure::thrown,
};

/// A transaction that is on the disk when it has ended well.
pub(super) struct Transaction {
    inner: IdbTransaction,
    segments: IdbObjectStore,
    blobs: IdbObjectStore,
}

impl Transaction {
    pub fn begin(database: &IdbDatabase) -> Result<Self, StoreError> {
        let inner = strict_transaction(database).map_err(thrown)?;
        let segments = inner.object_store(SEGMENTS).map_err(thrown)?;
        let blobs = inner.object_store(BLOBS).map_err(thrown)?;
        Ok(Self { inner, segments, blobs })
    }

    /// Makes the whole batch or nothing of it; says under which number the store is held from now on, where that is new.
    /// `again`: it was tried before, and may have arrived.
    pub async fn commit(self, batch: &Batch, claim: Claim, again: bool) -> Result<Option<u64>, StoreError> {
        let mut adding = Vec::new();
        let made = self.make(batch, claim, again, &mut adding).await;
        self.end(made, &adding).await
    }

    /// Stores the next fencing number.
    pub async fn claim(self) -> Result<u64, StoreError> {
        let next = async {
            let fence = self.fence().await?.map_or(Claim::FIRST, |fence| fence.saturating_add(1));
            self.put_fence(fence).map_err(thrown)?;
            Ok(fence)
        };
        let next = next.await;
        self.end(next, &[]).await
    }

    async fn make(
        &self,
        batch: &Batch,
        claim: Claim,
        again: bool,
        adding: &mut Vec<(u64, IdbRequest)>,
    ) -> Result<Option<u64>, StoreError> {
        let mut expected = Ok(());
        if let Some((name, _)) = batch.expects() {
            let stored = self.blob(name).await?;
            if again && batch.arrived(stored.as_deref()) {
                return Ok((claim == Claim::Pending).then_some(Claim::FIRST));
            }
            expected = batch.expected(stored.as_deref());
        }
        let fence = if claim == Claim::None { None } else { claim.admit(self.fence().await?)? };
        expected?;
        if let Some(fence) = fence {
            self.put_fence(fence).map_err(thrown)?;
        }
        batch.steps().iter().try_for_each(|step| self.step(step, adding)).map_err(thrown)?;
        Ok(fence)
    }

    fn step(&self, step: &Step, adding: &mut Vec<(u64, IdbRequest)>) -> Result<(), JsValue> {
        let value = |bytes: &[u8]| JsValue::from(Uint8Array::from(bytes));
        match step {
            Step::Put { namespace, seq, sealed } => {
                self.segments.put_with_key(&value(sealed), &segment_key(namespace, *seq)).map(drop)
            }
            Step::Add { namespace, seq, sealed } => {
                adding.push((*seq, self.segments.add_with_key(&value(sealed), &segment_key(namespace, *seq))?));
                Ok(())
            }
            Step::Remove { namespace, seq } => self.segments.delete(&segment_key(namespace, *seq)).map(drop),
            Step::RemoveAll { namespace } => self.segments.delete(&idb_range(namespace, 0, MAX_SEQ)?.into()).map(drop),
            Step::PutBlob { name, bytes } => self.blobs.put_with_key(&value(bytes), &name.into()).map(drop),
            Step::RemoveBlob { name } => self.blobs.delete(&name.into()).map(drop),
        }
    }

    async fn blob(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let found = answer(&self.blobs.get(&name.into()).map_err(thrown)?).await?;
        if found.is_undefined() { Ok(None) } else { bytes(found).map(Some) }
    }

    async fn fence(&self) -> Result<Option<u64>, StoreError> {
        Ok(self.blob(FENCE).await?.and_then(|bytes| Some(u64::from_be_bytes(bytes.try_into().ok()?))))
    }

    fn put_fence(&self, fence: u64) -> Result<(), JsValue> {
        let bytes = Uint8Array::from(fence.to_be_bytes().as_slice());
        self.blobs.put_with_key(&bytes, &FENCE.into()).map(drop)
    }

    /// Ends it well, and waits until it is; or takes back whatever it did.
    async fn end<T>(self, made: Result<T, StoreError>, adding: &[(u64, IdbRequest)]) -> Result<T, StoreError> {
        let made = match made {
            Ok(made) => made,
            Err(error) => {
                // That it cannot be aborted means that it was; why is what was thrown.
                drop(self.inner.abort());
                return Err(error);
            }
        };
        match self.finish().await {
            Ok(()) => Ok(made),
            Err(StoreError::Conflict { seq }) => Err(StoreError::Conflict { seq: taken(adding).unwrap_or(seq) }),
            Err(error) => Err(error),
        }
    }

    /// Waits until the transaction is committed, or says why it was not.
    async fn finish(&self) -> Result<(), StoreError> {
        let ended = Promise::new(&mut |resolve, reject| {
            self.inner.set_oncomplete(Some(&resolve));
            self.inner.set_onabort(Some(&reject));
        });
        match JsFuture::from(ended).await {
            Ok(_) => Ok(()),
            Err(_) => Err(self.inner.error().map_or_else(
                || StoreError::Lost("a transaction was aborted".to_owned()),
                |error| thrown(error.into()),
            )),
        }
    }
}

/// Of the numbers to be added the one that was taken: its request failed by itself, the others with it.
fn taken(adding: &[(u64, IdbRequest)]) -> Option<u64> {
    let failed = |request: &IdbRequest| request.error().ok().flatten().is_some_and(|e| e.name() == "ConstraintError");
    adding.iter().find(|(_, request)| failed(request)).map(|(seq, _)| *seq)
}

/// `database.transaction(stores, "readwrite", {durability: "strict"})`, whose last argument web-sys does not know yet.
fn strict_transaction(database: &IdbDatabase) -> Result<IdbTransaction, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let transaction: Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
    let stores = Array::of2(&SEGMENTS.into(), &BLOBS.into());
    transaction.call3(database, &stores, &"readwrite".into(), &options)?.dyn_into()
}

/// The result of a request.
pub(super) async fn answer(request: &IdbRequest) -> Result<JsValue, StoreError> {
    let answered = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(answered).await {
        Ok(_) => request.result().map_err(thrown),
        Err(_) => Err(thrown(request.error().map_err(thrown)?.into())),
    }
}
