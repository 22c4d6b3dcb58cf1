//! What happens while nobody is there: whether the person wants it, the keys that are handed over for it, and what they are
//! told of it. docs/background.md says how it works; `notices` chooses what a notification says.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::{
    memory::{Evidence, FORGOTTEN, MemoryKind, audit::AUDIT},
    missions::{ledger::Card, state::State, when::Trigger},
    random::Random,
    time::{Clock, Time},
    vault::{self, Changes, DeviceKey, Scope, Store, VaultError},
};

use super::{
    Session, SessionError, books,
    missions::LEDGER,
    notices::{Notices, Tellable, Told, choose},
    shelf,
};

/// What the person set.
const WISH: &str = "background";
/// What they were told of already. Beside the cards, since who looks while nobody is there writes it.
const TOLD: &str = "missions-told";

/// Days for which keys are handed over, from each opening of the vault: who does not open it for so long is not
/// waited for.
const DAYS: i64 = 14;
const DAY_SECONDS: i64 = 86_400;

/// How much a notification says, which a lock screen may show to anybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Detail {
    /// That there is something, and nothing of it.
    #[default]
    Little,
    /// The card's own words.
    Full,
}

/// What the person wants to happen while nobody is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Wish {
    /// Whether agents look.
    pub on: bool,
    /// What a notification says.
    pub detail: Detail,
    /// Minutes of the local day from which and until which nothing is told; none where both are the same.
    pub quiet_from: u16,
    /// The first minute after it.
    pub quiet_to: u16,
    /// At most so many notifications a day.
    pub per_day: u8,
}

impl Default for Wish {
    fn default() -> Self {
        Self { on: false, detail: Detail::Little, quiet_from: 21 * 60, quiet_to: 8 * 60, per_day: 2 }
    }
}

impl Wish {
    /// The same with what the change names.
    fn with(self, change: WishChange) -> Self {
        Self {
            on: change.on.unwrap_or(self.on),
            detail: change.detail.unwrap_or(self.detail),
            quiet_from: change.quiet_from.unwrap_or(self.quiet_from) % 1440,
            quiet_to: change.quiet_to.unwrap_or(self.quiet_to) % 1440,
            per_day: change.per_day.unwrap_or(self.per_day),
        }
    }
}

/// What the person wants otherwise from now on. What it does not name stays, so that two changes made one right after the
/// other both hold.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct WishChange {
    /// As [`Wish::on`].
    pub on: Option<bool>,
    /// As [`Wish::detail`].
    pub detail: Option<Detail>,
    /// As [`Wish::quiet_from`].
    pub quiet_from: Option<u16>,
    /// As [`Wish::quiet_to`].
    pub quiet_to: Option<u16>,
    /// As [`Wish::per_day`].
    pub per_day: Option<u8>,
}

/// The same, and how it is.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct BackgroundView {
    /// What the person wants.
    #[serde(flatten)]
    pub wish: Wish,
    /// Keys are handed over now. Not although it is on: a new root is being brought in.
    pub ready: bool,
    /// For how many days after the vault was opened.
    pub days: i64,
}

/// What came of looking while nobody was there.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct Away {
    /// It stopped between two steps, because its time was up: call again.
    pub more: bool,
    /// The feed is another than before.
    #[serde(skip)]
    pub changed: bool,
    /// What there is to tell.
    #[serde(flatten)]
    pub notices: Notices,
}

/// Opens a session with what was handed over, for who looks while nobody is there.
///
/// Errors: as [`vault::open_lent`].
pub async fn open<S: Store>(store: S, now: Time, device: &impl DeviceKey) -> Result<Session<S>, SessionError> {
    Session::open(vault::open_lent(store, now, device).await?).await
}

/// Whether this only says that nobody wanted anybody to look.
pub fn is_unwanted(error: &SessionError) -> bool {
    matches!(error, SessionError::Vault(VaultError::NotLent | VaultError::LoanOver | VaultError::None))
}

/// What agents need who look while nobody is there: to read evidence, memories and the profile's notes, to write missions
/// and what they did. Nothing of identity, wallet or settings.
fn scope() -> Scope {
    let memories = MemoryKind::ALL.into_iter().map(MemoryKind::namespace);
    let namespaces = Evidence::namespaces().into_iter().chain(memories).chain([AUDIT]).collect();
    let blobs = [FORGOTTEN, shelf::NAME, WISH, TOLD, LEDGER].into_iter().chain(books::NOTES).collect();
    Scope { namespaces, blobs, writes: vec![AUDIT.to_string(), TOLD.to_owned(), LEDGER.to_owned()] }
}

impl<S: Store> Session<S> {
    /// What the person wants to happen while nobody is there, and how it is.
    pub async fn background(&self) -> Result<BackgroundView, SessionError> {
        Ok(BackgroundView { wish: self.wish().await?, ready: self.vault.lends().await?, days: DAYS })
    }

    pub(super) async fn wish(&self) -> Result<Wish, SessionError> {
        books::load(&self.vault, WISH).await
    }

    /// The person wants it otherwise from now on. Turned off, the keys are gone in the same step.
    pub async fn set_background(
        &self,
        change: WishChange,
        now: Time,
        device: &impl DeviceKey,
    ) -> Result<BackgroundView, SessionError> {
        let wish = {
            let _turn = self.turn.lock().await;
            let wish = self.wish().await?.with(change);
            let bytes = serde_json::to_vec(&wish).map_err(|_| SessionError::Books(WISH))?;
            let changes = Changes::new().put_blob(WISH, bytes);
            self.vault.write(if wish.on { changes } else { changes.recall() }).await?;
            wish
        };
        if wish.on {
            self.lend_on(now, device).await?;
        } else {
            device.forget().await.map_err(VaultError::from)?;
        }
        self.background().await
    }

    /// Hands the keys over anew where the person wants it, and takes back what is left of them where not. For each
    /// opening of the vault, and for when a new root is in.
    pub async fn lend_on(&self, now: Time, device: &impl DeviceKey) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        if !self.wish().await?.on {
            // A tab was killed between the two steps of turning it off.
            if self.vault.lends().await? {
                self.vault.write(Changes::new().recall()).await?;
                device.forget().await.map_err(VaultError::from)?;
            }
            return Ok(());
        }
        let until = Time::from_unix_seconds(now.unix_seconds().saturating_add(DAYS * DAY_SECONDS)).unwrap_or(now);
        self.vault.lend(&scope(), (now, until), device).await?;
        Ok(())
    }

    /// Runs what is due although nobody may be there, and says what there is to tell; `None` where the person wants nobody
    /// to look. As [`Session::run_due`].
    pub async fn look_away(
        &self,
        trigger: Trigger,
        zone: &TimeZone,
        clock: &impl Clock,
        random: &impl Random,
        may_go_on: &dyn Fn() -> bool,
    ) -> Result<Option<Away>, SessionError> {
        let wish = self.wish().await?;
        if !wish.on {
            return Ok(None);
        }
        let run = self.run_due(trigger, zone, clock, random, may_go_on).await?;
        let (now, ledger, told) = (clock.now(), self.missions().await?, self.told().await?);
        let waiting = ledger.shown(now).into_iter().filter(|card| card.standing.state() == State::Presented);
        Ok(Some(Away {
            more: run.more,
            changed: run.changed,
            notices: choose(waiting.map(tellable).collect(), &told, &wish, now),
        }))
    }

    /// What the person was told of, and when.
    pub(super) async fn told(&self) -> Result<Told, SessionError> {
        books::load(&self.vault, TOLD).await
    }

    /// They were told of these cards: not again.
    pub async fn was_told(&self, ids: Vec<String>, now: Time) -> Result<(), SessionError> {
        let _turn = self.turn.lock().await;
        let mut told = self.told().await?;
        told.extend(ids.into_iter().map(|id| (id, now)).collect::<BTreeMap<_, _>>());
        books::save(&self.vault, TOLD, &told).await
    }
}

fn tellable(card: &Card) -> Tellable {
    let (content, id) = (&card.content, card.id.as_str().to_owned());
    Tellable { id, title: content.title.clone(), summary: content.summary.clone(), urgency: content.urgency }
}
