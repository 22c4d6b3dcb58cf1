//! What the server keeps of itself: `server.sqlite` in the data directory, with the port of each group of sites.
//!
//! Nothing of the person's data is in it.

use std::path::Path;

use rusqlite::OptionalExtension;

use super::group::Group;
use crate::store::{Layout, Store, StoreError};

const LAYOUT: Layout = Layout {
    file: "server.sqlite",
    steps: &["CREATE TABLE setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;"],
    remedy: "If the disk is full or read-only, mend that. If the file is damaged, move it away: it holds the server's \
             ports and no data of yours; then start with --port and the port that you used.",
};

/// The open file.
pub struct State {
    store: Store,
}

impl State {
    /// Opens the file in `dir`, making both where they are not there yet.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        Ok(Self { store: Store::open(dir, &LAYOUT)? })
    }

    /// The port that `group` lives at, once one was chosen.
    pub fn port(&self, group: Group) -> Result<Option<u16>, StoreError> {
        self.store
            .db
            .query_row("SELECT value FROM setting WHERE name = ?1", [group.setting()], |row| row.get(0))
            .optional()
            .map_err(|source| self.store.because(source))
    }

    /// Keeps `port` as the first choice and returns what is kept: another start may have been faster.
    pub fn keep_first_port(&self, group: Group, port: u16) -> Result<u16, StoreError> {
        self.store
            .db
            .execute(
                "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
                (group.setting(), port),
            )
            .map_err(|source| self.store.because(source))?;
        Ok(self.port(group)?.unwrap_or(port))
    }

    /// Keeps `port` instead of whatever was kept.
    pub fn move_to_port(&self, group: Group, port: u16) -> Result<(), StoreError> {
        self.store
            .db
            .execute(
                "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
                (group.setting(), port),
            )
            .map_err(|source| self.store.because(source))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_port_of_each_group_stays_until_the_person_moves() {
        let dir = tempfile::tempdir().unwrap();
        let state = State::open(dir.path()).unwrap();
        assert_eq!(state.port(Group::App).unwrap(), None);
        assert_eq!(state.keep_first_port(Group::App, 8787).unwrap(), 8787);
        assert_eq!(state.keep_first_port(Group::App, 9000).unwrap(), 8787);
        assert_eq!(state.keep_first_port(Group::Demo, 8789).unwrap(), 8789);
        state.move_to_port(Group::App, 9000).unwrap();
        drop(state);
        let state = State::open(dir.path()).unwrap();
        assert_eq!(state.port(Group::App).unwrap(), Some(9000));
        assert_eq!(state.port(Group::Issuer).unwrap(), None);
        assert_eq!(state.port(Group::Demo).unwrap(), Some(8789));
    }
}
