//! Bank and card statements as tables: what the columns of a file mean, and its rows as records.
//!
//! [`examine`] looks at the first bytes and guesses a [`Mapping`]; a person may correct it; the table is read by it.

use serde::{Deserialize, Serialize};

mod columns;
mod examine;
mod names;
mod rows;
mod table;
pub(super) mod value;

pub use examine::examine;
pub use table::Table;

/// The most columns a row may have.
pub const COLUMNS_LIMIT: usize = 512;

/// Which column of a table means what. Columns count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(rename = "CsvMapping", rename_all = "camelCase")]
pub struct Mapping {
    /// What separates columns: `,` `;` `|` or a tabulator.
    pub delimiter: char,
    /// Lines before the first row: what stands above the table, and its header.
    pub header_lines: usize,
    /// The day of the payment.
    pub date: usize,
    /// The order in which dates are written.
    pub date_format: DateFormat,
    /// The time of day, where it has a column of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<usize>,
    /// The columns that make the descriptor, in this order.
    pub description: Vec<usize>,
    /// Where the amount is, and how it tells money out from money in.
    pub amount: AmountColumns,
    /// The decimal mark: `.` or `,`.
    pub decimal: char,
    /// The currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Origin>,
    /// The account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Origin>,
    /// The bank's own, unique number of the payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<usize>,
    /// Whether the payment is booked, pending, declined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<usize>,
    /// The category the bank gave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<usize>,
}

impl Mapping {
    /// A remembered mapping for another file of the same shape: what may differ from file to file (the lines above
    /// the table, the account named there) is taken from `examination`.
    pub fn adapted(mut self, examination: &Examination) -> Self {
        if examination.header_line.is_some() && self.header_lines > 0 {
            self.header_lines = examination.header_lines;
        }
        if let Some(Mapping { account: Some(account @ Origin::Text { .. }), .. }) = &examination.guess {
            self.account = Some(account.clone());
        }
        self
    }
}

/// The order of day, month and year. Names of months and ISO dates are understood in every order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum DateFormat {
    /// 31.12.2026
    Dmy,
    /// 12/31/2026
    Mdy,
    /// 2026-12-31
    Ymd,
}

/// Where the amount is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum AmountColumns {
    /// One column with a sign.
    Signed {
        /// The column.
        column: usize,
        /// Whether money out is written as a positive number, as card issuers do.
        outgoing_positive: bool,
    },
    /// One column for money out, one for money in.
    Split {
        /// Money out.
        paid_out: usize,
        /// Money in.
        paid_in: usize,
    },
    /// One column without sign, and one that tells the direction in words.
    Directed {
        /// The amount.
        column: usize,
        /// The direction.
        direction: usize,
        /// The words that mean money out, in lower case.
        outgoing: Vec<String>,
    },
}

/// Something that a column tells, or that is the same for the whole file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Origin {
    /// From a column.
    Column {
        /// The column.
        column: usize,
    },
    /// The same for every row.
    Text {
        /// What it is.
        text: String,
    },
}

/// What can be seen of a table from its first bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
#[serde(rename = "CsvExamination", rename_all = "camelCase")]
pub struct Examination {
    /// The charset: `utf-8`, `utf-16le`, `utf-16be` or `windows-1252`.
    pub encoding: String,
    /// What separates columns.
    pub delimiter: char,
    /// The line of the header, from 1; `None` where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header_line: Option<usize>,
    /// Lines before the first row.
    pub header_lines: usize,
    /// The names of the columns; `Column 1` … without a header.
    pub columns: Vec<String>,
    /// The first rows.
    pub sample: Vec<Vec<String>>,
    /// Equal for files of equal shape: a remembered mapping belongs to it.
    pub fingerprint: String,
    /// Whether day and month could be the other way round in every date seen, so that a person should be asked.
    pub date_ambiguous: bool,
    /// What the columns seem to mean; `None` where that is not clear.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guess: Option<Mapping>,
}

#[cfg(test)]
mod tests;
