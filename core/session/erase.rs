//! Erasing: one record, one import, one kind, the sample life, or everything. Each says how many records went.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    memory::{Evidence, ImportId, Line},
    record::{RecordId, Source},
    vault::{Changes, Store, VaultError},
};

use super::{Session, SessionError, State, books, vectors::Thing};

/// Erases a vault that cannot be opened any more, for want of passphrase and words. What was in it nobody can count.
pub async fn erase_unopened<S: Store>(store: &S) -> Result<(), SessionError> {
    Ok(store.clear().await.map_err(VaultError::from)?)
}

impl<S: Store> Session<S> {
    /// Erases one record.
    pub async fn erase_record(&self, id: &str) -> Result<u64, SessionError> {
        let id = RecordId::from_text(id);
        self.erase_where(|_, candidate, _| *candidate == id, |_| false).await
    }

    /// Erases what one import brought in, and its line in the list.
    pub async fn erase_import(&self, import: ImportId) -> Result<u64, SessionError> {
        self.erase_where(|_, _, line| line.import == import, |listed| listed.id == import).await
    }

    /// Erases one kind of evidence. Imports that have nothing left leave the list.
    pub async fn erase_source(&self, source: Source) -> Result<u64, SessionError> {
        let others: BTreeSet<ImportId> = {
            let state = self.state.borrow();
            let others = state.shelf.evidence.lines().filter(|(_, line)| line.source != source);
            others.map(|(_, line)| line.import).collect()
        };
        let emptied = |listed: &books::Import| match books::source_of(listed.format) {
            Some(of_it) => of_it == source,
            None => !others.contains(&listed.id),
        };
        self.erase_where(|_, _, line| line.source == source, emptied).await
    }

    /// Erases the sample life.
    pub async fn remove_sample(&self) -> Result<u64, SessionError> {
        self.erase_where(|state, _, line| state.books.is_sample(line.import), |listed| listed.sample).await
    }

    /// Erases the vault itself: records, notes, keys. Returns how many records went.
    pub async fn erase_everything(self) -> Result<u64, SessionError> {
        let records = self.overview().total;
        self.vault.erase_everything().await?;
        Ok(records)
    }

    async fn erase_where(
        &self,
        which: impl Fn(&State, &RecordId, &Line) -> bool,
        unlist: impl Fn(&books::Import) -> bool,
    ) -> Result<u64, SessionError> {
        let _turn = self.turn.lock().await;
        let (going, imports) = {
            let state = self.state.borrow();
            let lines = state.shelf.evidence.lines().filter(|(id, line)| which(&state, id, line));
            let going: BTreeMap<RecordId, Line> = lines.map(|(id, line)| (id.clone(), line.clone())).collect();
            let mut imports = state.books.imports.clone();
            imports.retain(|import| !unlist(import));
            (going, imports)
        };
        // First: killed in between, a record without its facts can be erased again, a fact without its record cannot.
        self.unlearn(going.keys().cloned()).await?;
        let gone: Vec<(RecordId, Source)> = going.iter().map(|(id, line)| (id.clone(), line.source)).collect();
        self.unlearn_missions(&gone).await?;
        let changes = Evidence::without(&self.vault, &going, Changes::new()).await?;
        let things = going.keys().cloned().map(Thing::Record).collect();
        let (changes, outdated) = self.taking_out(things, changes).await?;
        self.vault.write(changes).await?;
        {
            let mut state = self.state.borrow_mut();
            state.shelf.forget(going.keys());
            state.missions.forget(going.keys());
            state.without_vectors(outdated);
            state.books.imports.clone_from(&imports);
        }
        books::save_imports(&self.vault, &imports).await?;
        self.forget_history().await?;
        Ok(u64::try_from(going.len()).unwrap_or(u64::MAX))
    }
}
