//! Payloads of cards about money. Amounts are decimal numbers as text, days ISO 8601.

use jiff::civil::Date;
use serde::Serialize;

use crate::missions::card::{Face, Filter};

/// The kinds about money.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MoneyCard {
    /// One charge came twice.
    DoubleCharge {
        /// For people.
        merchant: String,
        /// Of one of the two.
        amount: String,
        /// ISO 4217.
        currency: String,
        /// When the second came.
        date: Date,
    },
}

impl MoneyCard {
    /// How such a card looks.
    pub fn face(&self) -> Face {
        match self {
            Self::DoubleCharge { .. } => Face::new("double_charge", "Charged twice", "double-charge", Filter::Savings),
        }
    }
}
