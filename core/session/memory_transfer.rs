//! Memories as files: out in three forms, in from two.

use crate::{
    memory::{
        MemoryError,
        transfer::{self, FILE_MAX, Format},
    },
    random::Random,
    time::Time,
    vault::Store,
};

use super::{Chunks, Session, SessionError, view::Reason, view_memory::MemoryTransfer};

impl<S: Store> Session<S> {
    /// Every memory as the text of a file.
    pub fn export_memories(&self, format: Format, now: Time) -> Result<String, SessionError> {
        Ok(transfer::export(&self.state.borrow().memory.book, format, now)?)
    }

    /// Takes memories in from a file of ours, or of Portable AI Memory.
    pub async fn import_memories(
        &self,
        file: &mut impl Chunks,
        now: Time,
        random: &impl Random,
    ) -> Result<MemoryTransfer, SessionError> {
        let mut bytes = Vec::new();
        while let Some(chunk) = file.next().await? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > FILE_MAX {
                return Err(MemoryError::NoExport("it is larger than any export".to_owned()).into());
            }
        }
        let text = String::from_utf8(bytes).map_err(|_| MemoryError::NoExport("it is not text".to_owned()))?;
        let imported = self
            .change_memory(|draft| {
                let imported = transfer::import(draft, &text, now, random)?;
                draft.make_room(now);
                Ok(imported)
            })
            .await?;
        let reasons = imported.reasons.into_iter().map(|(code, left)| Reason {
            code: code.to_owned(),
            text: left.text,
            count: left.count,
            examples: left.examples,
        });
        Ok(MemoryTransfer {
            added: imported.added,
            known: imported.known,
            skipped: imported.skipped,
            reasons: reasons.collect(),
        })
    }
}
