//! One download: from where the last one ended to a file that is known to be the right one.
//!
//! What has come is kept part by part. A connection that breaks is taken up again at once, as long as something comes each
//! time. A file that is another one at the server than when its first part came begins anew.

use std::cell::Cell;

use async_lock::OnceCell;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{
    EngineError,
    host::{Answer, Body, Host, Stop},
    kept::{Kept, Note},
};
use crate::inference::catalogue::Entry;

/// Bytes that are kept at once, and that are hashed between two turns of others.
const PART: u64 = 1 << 20;

/// A download that is under way.
pub struct Running<S> {
    pub stop: S,
    /// Bytes that have come.
    pub have: Cell<u64>,
    /// What became of it: whoever asks for the same file waits for this.
    pub outcome: OnceCell<Result<(), EngineError>>,
}

impl<S: Default> Default for Running<S> {
    fn default() -> Self {
        Self { stop: S::default(), have: Cell::new(0), outcome: OnceCell::new() }
    }
}

pub struct Download<'a, H: Host> {
    pub host: &'a H,
    pub entry: &'static Entry,
    pub running: &'a Running<H::Stop>,
}

impl<H: Host> Download<'_, H> {
    /// Gets what is missing and checks all of it.
    pub async fn run(&self) -> Result<(), EngineError> {
        let kept = Kept::new(self.host, self.entry);
        match kept.note().await? {
            Note::Whole if kept.here().await? => return Ok(()),
            Note::Whole | Note::Damaged | Note::Removed => kept.clear().await?,
            Note::None | Note::Part(_) => {}
        }
        self.fetch(&kept).await?;
        self.check(&kept).await
    }

    async fn fetch(&self, kept: &Kept<'_, H>) -> Result<(), EngineError> {
        let mut changes = 0;
        let mut most = kept.have().await?;
        loop {
            let have = kept.have().await?;
            self.running.have.set(have);
            self.host.changed();
            if have == self.entry.bytes {
                return Ok(());
            }
            match self.attempt(kept, have).await {
                Err(EngineError::Changed) if changes == 0 => {
                    kept.clear().await?;
                    (changes, most) = (1, 0);
                    continue;
                }
                Ok(()) | Err(EngineError::Broken) => {}
                Err(EngineError::Damaged) => {
                    kept.damaged().await?;
                    return Err(EngineError::Damaged);
                }
                Err(error) => return Err(error),
            }
            let have = kept.have().await?;
            if have <= most {
                return Err(EngineError::Broken);
            }
            most = have;
        }
    }

    /// One request, from `have` on.
    async fn attempt(&self, kept: &Kept<'_, H>, have: u64) -> Result<(), EngineError> {
        let before = match kept.note().await? {
            Note::Part(tag) if have > 0 && !tag.is_empty() => Some(tag),
            _ => None,
        };
        let asked = self.host.get(self.entry.file, have, before.as_deref(), &self.running.stop).await;
        let answer = asked.map_err(|_| self.broken())?;
        let other = before.is_some() && answer.tag.is_some() && before != answer.tag;
        match answer.status {
            // All of it: the server knows no parts, or it is another file now.
            200 => {}
            206 if answer.from == have && !other => {}
            206 | 416 => return Err(EngineError::Changed),
            404 | 410 => return Err(EngineError::Unavailable),
            status => return Err(EngineError::Refused(status)),
        }
        if answer.total.is_some_and(|total| total != self.entry.bytes) {
            return Err(EngineError::Damaged);
        }
        if answer.status == 200 || have == 0 {
            kept.begin(answer.tag.as_deref()).await?;
        }
        self.take(kept, answer).await
    }

    /// Keeps what comes, also the last bytes before a break.
    async fn take(&self, kept: &Kept<'_, H>, mut answer: Answer<H::Body>) -> Result<(), EngineError> {
        let (mut at, mut part) = (answer.from, Vec::new());
        loop {
            let come = if self.running.stop.stopped() { Err(EngineError::Stopped) } else { Ok(()) };
            let come = match come {
                Ok(()) => answer.body.next().await.map_err(|_| self.broken()),
                Err(error) => Err(error),
            };
            let ended = !matches!(come, Ok(Some(_)));
            part.extend(come.as_ref().ok().into_iter().flatten().flatten());
            let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
            if at.saturating_add(length) > self.entry.bytes {
                return Err(EngineError::Damaged);
            }
            if length >= PART || (ended && length > 0) {
                kept.add(at, &part).await?;
                at = at.saturating_add(length);
                self.running.have.set(at);
                self.host.changed();
                part.clear();
            }
            if ended {
                return come.map(drop);
            }
        }
    }

    async fn check(&self, kept: &Kept<'_, H>) -> Result<(), EngineError> {
        let mut hash = Sha256::new();
        let mut at = 0;
        while at < self.entry.bytes {
            if self.running.stop.stopped() {
                return Err(EngineError::Stopped);
            }
            hash.update(kept.read(at, PART).await?);
            at = at.saturating_add(PART);
            self.host.give_way().await;
        }
        if HEXLOWER.encode(&hash.finalize()) == self.entry.sha256 {
            return kept.finish().await;
        }
        kept.damaged().await?;
        Err(EngineError::Damaged)
    }

    /// A connection that ended: by itself, or because it was stopped.
    fn broken(&self) -> EngineError {
        if self.running.stop.stopped() { EngineError::Stopped } else { EngineError::Broken }
    }
}
