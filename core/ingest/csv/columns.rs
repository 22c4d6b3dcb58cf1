//! Guesses what the columns mean: by their names, checked against what stands in them, else by what stands in them.

use std::collections::BTreeSet;

use crate::order;

use super::{
    AmountColumns, DateFormat, Mapping, Origin,
    names::{self, Role},
    value,
};

/// The most columns that are joined to a descriptor.
const DESCRIPTION_COLUMNS: usize = 3;

/// A table as far as it was looked at.
pub struct Sample<'a> {
    /// What separates columns.
    pub delimiter: char,
    /// Lines before the first row.
    pub header_lines: usize,
    /// The header as written; empty where there is none.
    pub header: &'a [String],
    /// The first rows.
    pub rows: &'a [Vec<String>],
    /// An account named above the table.
    pub account: Option<String>,
}

/// The mapping that fits, and whether day and month could be the other way round.
pub fn guess(sample: &Sample) -> Option<(Mapping, bool)> {
    let columns = Columns::new(sample);
    let date = columns.date()?;
    let amount = columns.amount_columns(date)?;
    let decimal = columns.decimal(&amount);
    let (date_format, ambiguous) = columns.date_format(date, decimal);
    let time = columns.best(Role::Time, |cell| value::time_of_day(cell).is_some());
    let currency = columns
        .best(Role::Currency, |cell| cell.len() == 3 && cell.chars().all(|c| c.is_ascii_alphabetic()))
        .filter(|column| *column != date)
        .map(|column| Origin::Column { column });
    let named = amount.columns().into_iter().filter_map(|column| columns.names.get(column)?.1).next();
    let currency = currency.or_else(|| named.map(|code| Origin::Text { text: code.to_owned() }));
    let account = columns.account().map(|column| Origin::Column { column });
    let mut mapping = Mapping {
        delimiter: sample.delimiter,
        header_lines: sample.header_lines,
        date,
        date_format,
        time,
        description: Vec::new(),
        amount,
        decimal,
        currency,
        account: account.or_else(|| sample.account.clone().map(|text| Origin::Text { text })),
        id: columns.id(),
        status: columns.best(Role::Status, |_| true),
        category: columns.best(Role::Category, |_| true),
    };
    mapping.description = columns.description(&mapping);
    if mapping.description.is_empty() {
        return None;
    }
    if let AmountColumns::Signed { column, outgoing_positive } = &mut mapping.amount {
        *outgoing_positive = columns.charges_are_positive(*column, &mapping.description, decimal);
    }
    Some((mapping, ambiguous))
}

impl AmountColumns {
    /// The columns that hold numbers.
    pub(super) fn columns(&self) -> Vec<usize> {
        match self {
            Self::Signed { column, .. } | Self::Directed { column, .. } => vec![*column],
            Self::Split { paid_out, paid_in } => vec![*paid_out, *paid_in],
        }
    }
}

struct Columns<'a> {
    sample: &'a Sample<'a>,
    names: Vec<(String, Option<&'static str>)>,
    width: usize,
}

fn is_date(cell: &str) -> bool {
    [DateFormat::Dmy, DateFormat::Mdy, DateFormat::Ymd].iter().any(|format| value::moment(cell, *format).is_ok())
}

fn is_amount(cell: &str) -> bool {
    ['.', ','].iter().any(|decimal| value::amount(cell, *decimal).is_some())
}

impl<'a> Columns<'a> {
    fn new(sample: &'a Sample<'a>) -> Self {
        let names: Vec<_> = sample.header.iter().map(|name| names::column(name)).collect();
        let width = sample.rows.iter().map(Vec::len).max().unwrap_or_default().max(names.len());
        Self { sample, names, width }
    }

    /// The cells of a column that are not empty.
    fn cells(&self, column: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        let cells = self.sample.rows.iter().filter_map(move |row| row.get(column));
        cells.map(String::as_str).filter(|cell| !cell.is_empty())
    }

    /// Whether nearly all cells of a column are so. A column without cells speaks against nothing.
    fn nearly_all(&self, column: usize, is: impl Fn(&str) -> bool) -> bool {
        self.percent(column, is) >= 80
    }

    fn percent(&self, column: usize, is: impl Fn(&str) -> bool) -> usize {
        let fit = self.cells(column).filter(|cell| is(cell)).count();
        (fit * 100).checked_div(self.cells(column).count()).unwrap_or(100)
    }

    /// The column whose name is the best for `role` and whose cells are as they should be; a named column may hold a
    /// good many broken ones.
    fn best(&self, role: Role, is: impl Fn(&str) -> bool) -> Option<usize> {
        self.ranked(role).find(|column| self.percent(*column, &is) >= 40)
    }

    fn ranked(&self, role: Role) -> impl Iterator<Item = usize> {
        let named = self.names.iter().enumerate();
        let mut found: Vec<_> =
            named.filter_map(|(column, (name, _))| Some((names::rank(role, name)?, column))).collect();
        // A column that is filled is better than one that is not.
        order::by_key(&mut found, |(rank, column)| (self.cells(*column).next().is_none(), *rank));
        found.into_iter().map(|(_, column)| column)
    }

    fn date(&self) -> Option<usize> {
        self.best(Role::Date, is_date).or_else(|| {
            let full = |column: &usize| self.cells(*column).count() * 5 >= self.sample.rows.len() * 4;
            (0..self.width)
                .filter(full)
                .find(|column| !self.sample.rows.is_empty() && self.nearly_all(*column, is_date))
        })
    }

    fn amount_columns(&self, date: usize) -> Option<AmountColumns> {
        let pair = || {
            let paid_out = self.best(Role::Debit, is_amount)?;
            let paid_in = self.best(Role::Credit, is_amount).filter(|column| *column != paid_out)?;
            Some(AmountColumns::Split { paid_out, paid_in })
        };
        let Some(column) = self.best(Role::Amount, is_amount).filter(|column| *column != date) else {
            return pair().or_else(|| self.amount_by_content(date));
        };
        let is_direction = |cell: &str| {
            let word = names::plain(cell);
            names::OUTGOING.contains(&word.as_str()) || names::INCOMING.contains(&word.as_str())
        };
        let unsigned = self.cells(column).all(|cell| !cell.contains(['-', '\u{2212}', '(']));
        let directions = self.ranked(Role::Direction).filter(|column| self.cells(*column).next().is_some());
        let direction = directions.into_iter().find(|column| self.nearly_all(*column, is_direction));
        Some(match direction.filter(|_| unsigned) {
            Some(direction) => {
                let outgoing = names::OUTGOING.iter().map(|word| (*word).to_owned()).collect();
                AmountColumns::Directed { column, direction, outgoing }
            }
            None => AmountColumns::Signed { column, outgoing_positive: false },
        })
    }

    /// Without known names: the first column of numbers with decimals, in a table that is a statement by its dates.
    fn amount_by_content(&self, date: usize) -> Option<AmountColumns> {
        let money = |cell: &str| is_amount(cell) && !is_date(cell) && cell.contains(['.', ',']);
        let filled = |column: &usize| *column != date && self.cells(*column).next().is_some();
        let column = (0..self.width).filter(filled).find(|column| self.nearly_all(*column, money))?;
        Some(AmountColumns::Signed { column, outgoing_positive: false })
    }

    /// The decimal mark with which more amounts can be read; a tie goes to what the delimiter suggests.
    fn decimal(&self, amount: &AmountColumns) -> char {
        let count = |decimal: char| {
            let cells = amount.columns().into_iter().flat_map(|column| self.cells(column));
            cells.filter(|cell| value::amount(cell, decimal).is_some()).count()
        };
        let (point, comma) = (count('.'), count(','));
        if comma > point || (comma == point && self.sample.delimiter == ';') { ',' } else { '.' }
    }

    /// The order in which more dates can be read. Where both can: statements are sorted, so the order that keeps them
    /// together; then what else is European or American about the file.
    fn date_format(&self, date: usize, decimal: char) -> (DateFormat, bool) {
        let read = |format| self.cells(date).map(move |cell| value::moment(cell, format).ok().map(value::Moment::date));
        let days: Vec<_> = read(DateFormat::Dmy).collect();
        let months: Vec<_> = read(DateFormat::Mdy).collect();
        let count = |dates: &[Option<_>]| dates.iter().flatten().count();
        let first_is_year = |cell: &str| {
            let first = cell.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
            matches!(first.len(), 4 | 8)
                && (first.starts_with("19") || first.starts_with("20"))
                && value::moment(cell, DateFormat::Ymd).is_ok()
        };
        if self.percent(date, first_is_year) * 2 > self.percent(date, is_date) {
            return (DateFormat::Ymd, false);
        }
        match count(&days).cmp(&count(&months)) {
            std::cmp::Ordering::Greater => return (DateFormat::Dmy, false),
            std::cmp::Ordering::Less => return (DateFormat::Mdy, false),
            std::cmp::Ordering::Equal if days == months => return (DateFormat::Dmy, false),
            std::cmp::Ordering::Equal => {}
        }
        let spread = |dates: &[Option<jiff::civil::Date>]| -> i32 {
            let found: Vec<_> = dates.iter().flatten().collect();
            found.windows(2).map(|pair| pair.iter().map(|date| day_number(date)).fold(0, |a, b| b - a).abs()).sum()
        };
        let (day_spread, month_spread) = (spread(&days), spread(&months));
        if days.len() > 4 && day_spread != month_spread {
            return (if day_spread < month_spread { DateFormat::Dmy } else { DateFormat::Mdy }, true);
        }
        let american = ["posting date", "post date", "trans date", "running bal", "check number", "check or slip"];
        let is_american = decimal == '.'
            && self.cells(date).all(|cell| cell.contains('/'))
            && self.names.iter().any(|(name, _)| american.contains(&name.as_str()));
        (if is_american { DateFormat::Mdy } else { DateFormat::Dmy }, true)
    }

    /// One's own account: the same in most rows, other than the account of the other party.
    fn account(&self) -> Option<usize> {
        self.ranked(Role::Account).find(|column| {
            let different: BTreeSet<_> = self.cells(*column).collect();
            !different.is_empty() && different.len() <= 3
        })
    }

    /// A number of the payment is there in each row, and different in each.
    fn id(&self) -> Option<usize> {
        let rows = self.sample.rows.len();
        self.ranked(Role::Id).find(|column| {
            let different: BTreeSet<_> = self.cells(*column).collect();
            rows > 0 && different.len() == rows
        })
    }

    fn description(&self, mapping: &Mapping) -> Vec<usize> {
        let mut used = mapping.amount.columns();
        used.extend(
            [Some(mapping.date), mapping.time, mapping.id, mapping.status, mapping.category].into_iter().flatten(),
        );
        for origin in [&mapping.currency, &mapping.account].into_iter().flatten() {
            if let Origin::Column { column } = origin {
                used.push(*column);
            }
        }
        let is_text = |column: &usize| {
            let filled = self.sample.rows.is_empty() || self.cells(*column).next().is_some();
            !used.contains(column) && filled
        };
        let payee = self.ranked(Role::Payee).filter(is_text).take(1);
        let texts = self.ranked(Role::Text).filter(is_text).take(DESCRIPTION_COLUMNS - 1);
        let mut found: Vec<_> = payee.chain(texts).collect();
        if found.is_empty() {
            let length = |column: &usize| self.cells(*column).map(str::len).sum::<usize>();
            let letters = |cell: &str| cell.chars().any(char::is_alphabetic);
            let texts = (0..self.width).filter(is_text).filter(|column| self.nearly_all(*column, letters));
            found.extend(texts.max_by_key(length).filter(|column| length(column) > 0));
        }
        found
    }

    /// Card issuers write charges as positive numbers: seen by their header, or by a payment of the bill that is
    /// negative.
    fn charges_are_positive(&self, amount: usize, description: &[usize], decimal: char) -> bool {
        if self.names.iter().any(|(name, _)| names::CHARGES_POSITIVE.contains(&name.as_str())) {
            return true;
        }
        let paid = ["payment thank you", "payment received", "thank you", "zahlung erhalten", "paiement recu"];
        let (mut bill_paid, mut positive, mut all) = (false, 0, 0);
        for row in self.sample.rows {
            let Some(found) = row.get(amount).and_then(|cell| value::amount(cell, decimal)) else { continue };
            let text = description.iter().filter_map(|column| row.get(*column)).map(|cell| names::plain(cell));
            let is_payment = text.into_iter().any(|text| paid.iter().any(|words| text.contains(words)));
            let negative = found.starts_with('-');
            bill_paid |= is_payment && negative;
            all += 1;
            positive += usize::from(!negative);
        }
        bill_paid && positive * 2 > all
    }
}

/// Days since some day, for distances.
fn day_number(date: &jiff::civil::Date) -> i32 {
    i32::from(date.year()) * 372 + i32::from(date.month()) * 31 + i32::from(date.day())
}
