//! The session's own notes, each one sealed blob of JSON: imports made, column profiles of banks, the person's edits.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    ingest::{
        Format,
        csv::{Examination, Mapping},
    },
    memory::ImportId,
    profile::{Edits, history::History},
    record::Source,
    time::Time,
    vault::{Damage, Store, Vault, VaultError},
};

use super::SessionError;

const IMPORTS: &str = "imports";
const COLUMNS: &str = "columns";
const EDITS: &str = "edits";
const HISTORY: &str = "history";

/// The notes that say how evidence and profile are to be read.
pub(super) const NOTES: [&str; 2] = [IMPORTS, EDITS];

/// One file brought in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Import {
    pub id: ImportId,
    pub file: String,
    pub format: Format,
    pub at: Time,
    pub sample: bool,
    pub duplicate: u64,
    pub skipped: u64,
    /// Whether the file was read to its end. `false` while it runs, after a cancel, and after a tab was killed.
    pub complete: bool,
}

#[derive(Default)]
pub(super) struct Books {
    pub imports: Vec<Import>,
    /// By fingerprint of the file's header.
    pub columns: BTreeMap<String, Mapping>,
    pub edits: Edits,
    pub history: History,
}

impl Books {
    pub async fn load<S: Store>(vault: &Vault<S>) -> Result<Self, SessionError> {
        Ok(Self {
            imports: load(vault, IMPORTS).await?,
            columns: load(vault, COLUMNS).await?,
            edits: load(vault, EDITS).await?,
            history: load(vault, HISTORY).await?,
        })
    }

    pub fn next_import(&self) -> ImportId {
        ImportId(self.imports.iter().map(|import| import.id.0).max().unwrap_or(0).saturating_add(1))
    }

    /// The columns that the person set for tables of this shape, fitted to this one.
    pub fn columns_of(&self, table: &Examination) -> Option<Mapping> {
        self.columns.get(&table.fingerprint).cloned().map(|columns| columns.adapted(table))
    }

    pub fn is_sample(&self, id: ImportId) -> bool {
        self.imports.iter().any(|import| import.id == id && import.sample)
    }
}

/// The kind of evidence that a file of this format brings; an archive may bring several.
pub(super) fn source_of(format: Format) -> Option<Source> {
    Some(match format {
        Format::Mbox | Format::Eml => Source::Email,
        Format::Ics => Source::Calendar,
        Format::Csv | Format::Ofx | Format::Qif => Source::Transaction,
        Format::History | Format::Sqlite => Source::History,
        Format::Chat => Source::Chat,
        Format::Vcard => Source::Contact,
        Format::Zip => return None,
    })
}

pub(super) async fn save_imports<S: Store>(vault: &Vault<S>, imports: &[Import]) -> Result<(), SessionError> {
    save(vault, IMPORTS, &imports).await
}

pub(super) async fn save_columns<S: Store>(
    vault: &Vault<S>,
    columns: &BTreeMap<String, Mapping>,
) -> Result<(), SessionError> {
    save(vault, COLUMNS, columns).await
}

pub(super) async fn save_edits<S: Store>(vault: &Vault<S>, edits: &Edits) -> Result<(), SessionError> {
    save(vault, EDITS, edits).await
}

pub(super) async fn save_history<S: Store>(vault: &Vault<S>, history: &History) -> Result<(), SessionError> {
    save(vault, HISTORY, history).await
}

pub(super) async fn load<S: Store, T: DeserializeOwned + Default>(
    vault: &Vault<S>,
    name: &'static str,
) -> Result<T, SessionError> {
    match vault.blob_get(name).await {
        Ok(Some(bytes)) => serde_json::from_slice(&bytes).map_err(|_| SessionError::Books(name)),
        // Who was handed the keys for some work does it without the rest.
        Ok(None) | Err(VaultError::Blob { damage: Damage::OutOfScope, .. }) => Ok(T::default()),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn save<S: Store>(
    vault: &Vault<S>,
    name: &'static str,
    value: &impl Serialize,
) -> Result<(), SessionError> {
    let bytes = serde_json::to_vec(value).map_err(|_| SessionError::Books(name))?;
    Ok(vault.blob_put(name, &bytes).await?)
}
