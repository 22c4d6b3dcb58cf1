//! What programs read of a card: one shape a kind, docs/formats/card.md. `money` has the kinds about money, `life` the others.

pub mod life;
pub mod money;

use serde::Serialize;

use super::card::Face;

/// What programs read of a card, told apart by its `kind`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Payload {
    /// About money.
    Money(money::MoneyCard),
    /// About anything else.
    Life(life::LifeCard),
}

impl Payload {
    /// How such a card looks.
    pub fn face(&self) -> Face {
        match self {
            Self::Money(payload) => payload.face(),
            Self::Life(payload) => payload.face(),
        }
    }
}

impl From<money::MoneyCard> for Payload {
    fn from(payload: money::MoneyCard) -> Self {
        Self::Money(payload)
    }
}

impl From<life::LifeCard> for Payload {
    fn from(payload: life::LifeCard) -> Self {
        Self::Life(payload)
    }
}
