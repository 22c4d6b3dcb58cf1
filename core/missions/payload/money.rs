//! Payloads of cards about money. Amounts are positive decimal numbers as text, currencies ISO 4217 (empty where the
//! statement does not say), days ISO 8601, cadences as in docs/formats/card.md.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    missions::card::{Face, Filter},
    profile::life::Money,
};

/// The kinds about money.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "docs/formats/card.md says of each field what it is")]
pub enum MoneyCard {
    /// A charge that comes back.
    Subscription { merchant: String, amount: String, currency: String, cadence: &'static str, next: Date },
    /// One of them went up.
    PriceRise { merchant: String, from: String, to: String, currency: String, cadence: &'static str, since: Date },
    /// A trial that soon costs money; the amount where it is told.
    Trial {
        merchant: String,
        until: Date,
        #[serde(skip_serializing_if = "Option::is_none")]
        amount: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        currency: Option<String>,
    },
    /// Two of them do the same; the amount is what the cheaper costs a year.
    Overlap { merchants: Vec<String>, what: &'static str, amount: String, currency: String },
    /// One of them that nothing shows the use of, since a day.
    Unused { merchant: String, amount: String, currency: String, cadence: &'static str, since: Date },
    /// What the bank itself took in a year.
    Fee { merchant: String, amount: String, currency: String, times: usize, date: Date },
    /// One charge came twice; the day is the second's.
    DoubleCharge { merchant: String, amount: String, currency: String, date: Date },
    /// A refund that was promised, or is due for something sent back, and never came.
    MissingRefund { merchant: String, amount: String, currency: String, since: Date },
    /// Something bought that may be sent back until a day.
    ReturnWindow {
        merchant: String,
        #[serde(skip_serializing_if = "String::is_empty")]
        item: String,
        amount: String,
        currency: String,
        until: Date,
    },
    /// A guarantee that ends soon.
    Warranty { merchant: String, item: String, until: Date },
}

impl MoneyCard {
    /// How such a card looks.
    pub fn face(&self) -> Face {
        let (kind, label, picture) = match self {
            Self::Subscription { .. } => ("subscription", "Subscription", "subscription"),
            Self::PriceRise { .. } => ("price_rise", "Price rise", "price-rise"),
            Self::Trial { .. } => ("trial", "Trial ends", "trial"),
            Self::Overlap { .. } => ("overlap", "Twice the same", "overlap"),
            Self::Unused { .. } => ("unused", "Not used", "unused"),
            Self::Fee { .. } => ("fee", "Bank fee", "fee"),
            Self::DoubleCharge { .. } => ("double_charge", "Charged twice", "double-charge"),
            Self::MissingRefund { .. } => ("missing_refund", "Refund missing", "refund"),
            Self::ReturnWindow { .. } => ("return_window", "Can be returned", "return"),
            Self::Warranty { .. } => ("warranty", "Guarantee", "warranty"),
        };
        let shown = |amount: &str, currency: &str| Money::parse(amount, currency).map(|money| money.to_string());
        let (amount, before) = match self {
            Self::PriceRise { from, to, currency, .. } => (shown(to, currency), shown(from, currency)),
            Self::Trial { amount: Some(amount), currency: Some(currency), .. }
            | Self::Subscription { amount, currency, .. }
            | Self::Overlap { amount, currency, .. }
            | Self::Unused { amount, currency, .. }
            | Self::Fee { amount, currency, .. }
            | Self::DoubleCharge { amount, currency, .. }
            | Self::MissingRefund { amount, currency, .. }
            | Self::ReturnWindow { amount, currency, .. } => (shown(amount, currency), None),
            Self::Trial { .. } | Self::Warranty { .. } => (None, None),
        };
        Face { amount, before, ..Face::new(kind, label, picture, Filter::Savings) }
    }
}
