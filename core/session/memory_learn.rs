//! Learning from the records: all of them are read, what they tell is proposed, and the gate decides. What is known
//! already changes nothing, so it is done after every import, and again where it was cut off. What mails tell of journeys
//! and purchases is taken from the life, which missions need next: getting it out of the texts takes longer than all else.

use crate::{
    memory::{Evidence, candidate::Candidate, derive::Derivation},
    random::Random,
    record::Record,
    time::Time,
    vault::{Covers, Store},
};

use super::{Session, SessionError, memory::number};

impl<S: Store> Session<S> {
    /// Learns what the records tell. How many memories are new or stronger; none when `cancelled` says so on the way.
    pub async fn learn_from_records(
        &self,
        cancelled: &dyn Fn() -> bool,
        now: Time,
        random: &impl Random,
    ) -> Result<u64, SessionError> {
        if cancelled() {
            return Ok(0);
        }
        {
            let _turn = self.turn.lock().await;
            self.have_life().await?;
        }
        let mut derivation = Derivation::default();
        let from_the_first = Covers::default();
        let each = |record: &Record| {
            if !cancelled() {
                derivation.add(record);
            }
        };
        Evidence::default().read_on(&self.vault, &from_the_first, each).await?;
        if cancelled() {
            return Ok(0);
        }
        if let Some(life) = &self.state.borrow().missions.life {
            life.things.iter().for_each(|thing| derivation.tell(&thing.record, &thing.kind, &thing.json));
        }
        let mut candidates = derivation.finish();
        let verdicts = self
            .change_memory(|draft| {
                // What was erased since it was read tells nothing any more.
                let state = self.state.borrow();
                let is_here =
                    |candidate: &Candidate| candidate.sources.iter().all(|id| state.shelf.evidence.contains(id));
                candidates.retain(is_here);
                let verdicts = draft.consider_all(candidates, now, random)?;
                draft.make_room(now);
                Ok(verdicts)
            })
            .await?;
        Ok(number(verdicts.iter().filter(|verdict| verdict.memory().is_ok()).count()))
    }
}
