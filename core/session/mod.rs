//! The use cases: what one person can do with their open vault. Everything the app shows is decided here.
//!
//! `onboarding` before there is a vault; then a [`Session`] over it: `import` (bring evidence in), `see` (overview,
//! records, reasons), `see_profile`, `erase`, `keys` (ways in, locking), `backup`, `storage`, `memory` (what a person does with memories;
//! `memory_learn` fills it from the records, `memory_find` and `memory_see` show it, `memory_agent` is all that an agent can
//! do), `missions` (what a person does with them; `missions_run` lets agents look), `wallet` (the credential, what was disclosed), `present` (a publisher's question). `reading` is the work queue: a model reads
//! what is here, as `pace` allows, and `vectors` keeps what it has read;
//! `question` is what it is asked. `ikigai` is what brings the person joy, `preview` what a publisher would see. `background` is what happens while nobody
//! is there, `notices` what is told of it. `shelf` is what is known of all
//! records without reading them. `picture` is what a person recognises their own windows by. `view` holds the shapes that
//! the app is given.

pub mod background;
pub mod backup;
mod books;
mod erase;
mod error;
mod ikigai;
mod import;
mod keys;
mod memory;
pub mod memory_agent;
mod memory_find;
mod memory_learn;
mod memory_see;
mod memory_transfer;
mod missions;
mod missions_run;
pub mod notices;
pub mod onboarding;
mod pace;
pub mod picture;
pub mod present;
mod preview;
mod question;
mod reading;
mod see;
mod see_profile;
mod shelf;
mod storage;
mod vectors;
pub mod view;
pub mod view_ikigai;
pub mod view_keys;
pub mod view_memory;
pub mod view_missions;
pub mod view_reading;
mod wallet;

#[cfg(test)]
mod anew_tests;
#[cfg(test)]
mod background_tests;
#[cfg(test)]
mod ikigai_tests;
#[cfg(test)]
mod memory_tests;
#[cfg(test)]
mod missions_tests;
#[cfg(test)]
mod missions_week_tests;
#[cfg(test)]
mod reading_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vault_tests;
#[cfg(test)]
mod vectors_tests;
#[cfg(test)]
mod wallet_tests;

pub use erase::erase_unopened;
pub use error::SessionError;
pub use import::{Chunks, Progress, ReadFault, Watch};
pub use reading::Way;

use std::cell::{Cell, RefCell};

use async_lock::Mutex;

use crate::{
    memory::Book,
    present::Ready,
    profile::history::Because,
    time::Clock,
    vault::{Store, Vault},
};

use books::Books;
use memory::Memories;
use missions::Missions;
use question::Questions;
use reading::Reading;
use shelf::Shelf;
use vectors::Shelved;
use wallet::Wallet;

/// One person's open vault, with what was read from it.
///
/// Methods take `&self`, because a page asks while an import runs. What changes the vault takes its turn behind `turn`;
/// no borrow of `state` is held over an await.
pub struct Session<S: Store> {
    vault: Vault<S>,
    state: RefCell<State>,
    /// The credential with what the next login begins with.
    ready: RefCell<Option<Ready>>,
    turn: Mutex<()>,
    idle: keys::Idle,
    backup: Cell<backup::LastBackup>,
}

#[derive(Default)]
struct State {
    shelf: Shelf,
    books: Books,
    wallet: Wallet,
    memory: Memories,
    missions: Missions,
    /// What models have read, once the vault was asked for it.
    vectors: Option<Vec<Shelved>>,
    reading: Reading,
    questions: Questions,
}

impl<S: Store> Session<S> {
    /// Reads the vault.
    pub async fn open(vault: Vault<S>) -> Result<Self, SessionError> {
        let books = Books::load(&vault).await?;
        let wallet = Wallet::load(&vault).await?;
        let shelf = Shelf::open(&vault).await?;
        let (idle, last_backup) = (keys::Idle::load(&vault).await?, Cell::new(backup::load(&vault).await?));
        let memory = Memories { book: Book::load(&vault).await?, ..Memories::default() };
        let state = RefCell::new(State { shelf, books, wallet, memory, ..State::default() });
        Ok(Self { vault, state, ready: RefCell::default(), turn: Mutex::new(()), idle, backup: last_backup })
    }

    /// What is worth doing when nobody waits: a snapshot, so that the next opening is quick.
    pub async fn settle(&self, clock: &impl Clock) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        self.note_profile(Because::Rules, clock).await?;
        self.save_shelf().await
    }

    /// Seals a snapshot of the records where one is worth while. The caller has the turn.
    async fn save_shelf(&self) -> Result<(), SessionError> {
        let due = self.state.borrow().shelf.due();
        if let Some(snapshot) = due {
            Shelf::save(&self.vault, snapshot).await?;
            self.state.borrow_mut().shelf.saved();
        }
        Ok(())
    }

    /// The vault below, for its keys.
    pub fn vault(&self) -> &Vault<S> {
        &self.vault
    }

    /// Ends the session; what is in memory goes, keys zeroized.
    pub fn lock(self) -> S {
        self.vault.lock()
    }
}
