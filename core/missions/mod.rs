//! Missions: what is worth doing, found by agents in what the records tell. How it works: docs/missions.md.
//!
//! `card` is what an agent finds, `payload` what programs read of it, `hands` all that an agent can touch, `agents` who they
//! are, `run` lets them look. `ledger` keeps every card once and knows who runs, `state` where a card stands, `when` what is due,
//! `rank` which is best, `intent` whom words are for, `feedback` what was learnt. Pure: what is here knows no vault, and `now` is an argument.

pub mod agents;
pub mod card;
pub mod error;
pub mod feedback;
pub mod hands;
pub mod intent;
pub mod ledger;
pub mod payload;
pub mod rank;
pub mod run;
pub mod state;
pub mod when;
