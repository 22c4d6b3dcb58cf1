//! Reads the rows of a table by its mapping: one row → one transaction.

use jiff::tz::TimeZone;

use super::{
    super::{
        IngestError, Item, Options, Sink, SkipReason, charset,
        lines::{Line, Lines},
        occurrence::Occurrences,
        payment::{self, Payment},
        skip,
    },
    AmountColumns, COLUMNS_LIMIT, Mapping, Origin,
    examine::{examine, terminator},
    names,
    rows::{Row, Rows},
    value::{self, Moment},
};
use crate::record::Record;

/// Reads a table.
pub struct Table {
    lines: Lines,
    number: usize,
    header_lines: usize,
    rows: Rows,
    reading: Reading,
}

struct Reading {
    mapping: Mapping,
    zone: TimeZone,
    occurrences: Occurrences,
    /// Whether the line at hand is the last and has no end: it may be cut.
    cut: bool,
}

impl Table {
    /// A reader for the table that begins with `head`.
    pub fn new(head: &[u8], options: Options) -> Result<Self, IngestError> {
        let mapping = match options.columns {
            Some(mapping) => mapping,
            None => examine(head)?.guess.ok_or(IngestError::ColumnsUnknown)?,
        };
        let columns = mapping.description.iter().chain([&mapping.date]).copied().chain(mapping.amount.columns());
        let fits = columns.max().is_some_and(|column| column < COLUMNS_LIMIT) && !mapping.description.is_empty();
        if !fits || !matches!(mapping.decimal, '.' | ',') {
            return Err(IngestError::ColumnsWrong);
        }
        let end = terminator(charset::head_text(head).as_bytes());
        Ok(Self {
            lines: Lines::new(end),
            number: 0,
            header_lines: mapping.header_lines,
            rows: Rows::new(mapping.delimiter),
            reading: Reading { mapping, zone: options.zone, occurrences: Occurrences::default(), cut: false },
        })
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8], sink: Sink) {
        let Self { lines, number, header_lines, rows, reading } = self;
        lines.push(bytes, &mut |line| take(line, number, *header_lines, rows, reading, sink));
    }

    /// The file is complete.
    pub fn finish(self, sink: Sink) {
        let Self { lines, mut number, header_lines, mut rows, mut reading } = self;
        lines.finish(&mut |line| {
            reading.cut = true;
            take(line, &mut number, header_lines, &mut rows, &mut reading, sink);
        });
        rows.finish(&mut |row| reading.row(row, sink));
    }
}

fn take(line: Line, number: &mut usize, header_lines: usize, rows: &mut Rows, reading: &mut Reading, sink: Sink) {
    if !line.begins {
        return;
    }
    *number += 1;
    if *number <= header_lines {
        return;
    }
    let bytes = if *number == 1 { charset::without_mark(line.bytes) } else { line.bytes };
    let text = charset::text(bytes);
    if line.ends {
        rows.push(*number, &text, &mut |row| reading.row(row, sink));
    } else {
        let many = text.matches(reading.mapping.delimiter).count() > COLUMNS_LIMIT;
        let why = if many { SkipReason::TooManyColumns } else { SkipReason::TooLarge };
        sink(skip(format!("line {number}"), why));
    }
}

impl Reading {
    fn row(&mut self, row: Row, sink: Sink) {
        match row.fields.and_then(|fields| self.record(&fields)) {
            Ok(record) => sink(Item::Record(Box::new(record))),
            Err(SkipReason::MissingColumns) if self.cut => {
                sink(skip(format!("line {}", row.line), SkipReason::Truncated))
            }
            Err(why) => sink(skip(format!("line {}", row.line), why)),
        }
    }

    fn record(&mut self, fields: &[String]) -> Result<Record, SkipReason> {
        let mapping = &self.mapping;
        let cell = |column: usize| fields.get(column).map(String::as_str).ok_or(SkipReason::MissingColumns);
        let needed = mapping.amount.columns().into_iter().chain([mapping.date]);
        if needed.max().is_some_and(|last| fields.len() <= last) {
            return Err(SkipReason::MissingColumns);
        }
        let optional =
            |column: Option<usize>| column.and_then(|column| cell(column).ok()).filter(|cell| !cell.is_empty());
        if let Some(status) = optional(mapping.status) {
            let words = names::plain(status);
            if words.split(' ').any(|word| names::NOT_BOOKED.contains(&word)) {
                return Err(SkipReason::NotBooked);
            }
        }
        let mut moment = value::moment(cell(mapping.date)?, mapping.date_format)?;
        if let (Moment::Day(date), Some(time)) = (moment, optional(mapping.time).and_then(value::time_of_day)) {
            moment = Moment::Local(date, time);
        }
        let (amount, amount_cell) = amount(mapping, &cell)?;
        let origin = |origin: &Option<Origin>| match origin {
            Some(Origin::Column { column }) => cell(*column).ok().map(str::to_owned),
            Some(Origin::Text { text }) => Some(text.clone()),
            None => None,
        };
        let currency = origin(&mapping.currency).and_then(|code| payment::currency(&code));
        let payment = Payment {
            moment,
            currency: currency.or_else(|| currency_sign(amount_cell)),
            account: origin(&mapping.account).filter(|account| !account.is_empty()),
            descriptor: payment::descriptor(mapping.description.iter().filter_map(|column| cell(*column).ok())),
            number: optional(mapping.id).map(str::to_owned),
            repeats: false,
            category: optional(mapping.category).map(str::to_owned),
            amount,
        };
        payment.record(&self.zone, &mut self.occurrences)
    }
}

/// The amount with its sign, and the cell it was read from.
fn amount<'a>(
    mapping: &Mapping,
    cell: &impl Fn(usize) -> Result<&'a str, SkipReason>,
) -> Result<(String, &'a str), SkipReason> {
    let read = |text: &str| value::amount(text, mapping.decimal).ok_or(SkipReason::NotAnAmount);
    match &mapping.amount {
        AmountColumns::Signed { column, outgoing_positive } => {
            let text = cell(*column)?;
            let amount = read(text)?;
            Ok((if *outgoing_positive { value::negated(&amount) } else { amount }, text))
        }
        AmountColumns::Directed { column, direction, outgoing } => {
            let (text, word) = (cell(*column)?, names::plain(cell(*direction)?));
            let amount = read(text)?;
            let out = outgoing.contains(&word) && !amount.starts_with('-');
            Ok((if out { value::negated(&amount) } else { amount }, text))
        }
        AmountColumns::Split { paid_out, paid_in } => {
            let (out, paid_in) = (cell(*paid_out)?, cell(*paid_in)?);
            let is_nothing = |amount: &str| !amount.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
            if !out.is_empty() {
                let amount = read(out)?;
                if !is_nothing(&amount) || paid_in.is_empty() {
                    return Ok((value::negated(amount.trim_start_matches('-')), out));
                }
            }
            Ok((read(paid_in)?, paid_in))
        }
    }
}

fn currency_sign(cell: &str) -> Option<String> {
    let code = if cell.contains('€') {
        "EUR"
    } else if cell.contains('£') {
        "GBP"
    } else {
        return None;
    };
    Some(code.to_owned())
}
