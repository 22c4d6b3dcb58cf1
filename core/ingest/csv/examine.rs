//! Looks at the first bytes of a table: charset, delimiter, header, sample rows, and a guess of the columns.

use data_encoding::BASE32_NOPAD;
use sha2::{Digest, Sha256};

use super::{
    super::{
        IngestError, SkipReason,
        charset::{self, Utf16},
    },
    COLUMNS_LIMIT, Examination,
    columns::{self, Sample},
    names::{self, Role},
    rows::{Row, Rows},
};

/// The delimiters looked for.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];
/// The most lines that are looked at, and the most of them above a header.
const LINES_LIMIT: (usize, usize) = (300, 60);
/// Rows shown as a sample.
const SHOWN: usize = 5;
/// Heads of this length may end in the middle of a line, bytes.
const CUT: usize = 32 * 1024;

/// What can be seen of the table that begins with `head` (its first 64 KiB, or all of it).
pub fn examine(head: &[u8]) -> Result<Examination, IngestError> {
    let text = charset::head_text(head);
    if text.trim().is_empty() {
        return Err(IngestError::Empty);
    }
    let found = DELIMITERS.map(|delimiter| Reading::new(&text, delimiter, head.len() >= CUT));
    let too_many = found.iter().any(|reading| reading.too_many);
    let best = found.into_iter().reduce(|best, other| if other.quality() > best.quality() { other } else { best });
    let reading = best.filter(|reading| reading.width() > 1).ok_or({
        if too_many { IngestError::TooManyColumns { limit: COLUMNS_LIMIT } } else { IngestError::ColumnsUnknown }
    })?;
    Ok(reading.examination(encoding(head), &text))
}

fn encoding(head: &[u8]) -> String {
    if let Some(decoder) = Utf16::detect(head) {
        return decoder.label().to_owned();
    }
    // A head may be cut within a character.
    let is_other = std::str::from_utf8(head).is_err_and(|error| error.error_len().is_some());
    if is_other { "windows-1252".into() } else { "utf-8".into() }
}

/// What ends a line: `\n`, or `\r` where there is no `\n`.
pub fn terminator(head: &[u8]) -> u8 {
    if !head.contains(&b'\n') && head.contains(&b'\r') { b'\r' } else { b'\n' }
}

/// The table as one delimiter splits it.
struct Reading {
    delimiter: char,
    rows: Vec<(usize, Vec<String>)>,
    header: Option<usize>,
    score: usize,
    too_many: bool,
}

impl Reading {
    fn new(text: &str, delimiter: char, cut: bool) -> Self {
        let mut reading = Self { delimiter, rows: Vec::new(), header: None, score: 0, too_many: false };
        let end = char::from(terminator(text.as_bytes()));
        let mut lines: Vec<_> = text.split_inclusive(end).take(LINES_LIMIT.0).collect();
        if cut && lines.len() > 1 && lines.last().is_some_and(|line| !line.ends_with(end)) {
            lines.pop();
        }
        let mut rows = Rows::new(delimiter);
        let mut sink = |row: Row| match row.fields {
            Ok(fields) => reading.rows.push((row.line, fields)),
            Err(why) => reading.too_many |= why == SkipReason::TooManyColumns,
        };
        for (at, line) in lines.into_iter().enumerate() {
            rows.push(at + 1, line, &mut sink);
        }
        rows.finish(&mut sink);
        reading.find_header();
        reading
    }

    /// The header is the row with the most names of columns; a date and an amount must be among them.
    fn find_header(&mut self) {
        for (at, (_, fields)) in self.rows.iter().enumerate().take(LINES_LIMIT.1) {
            let mut roles: Vec<_> =
                fields.iter().flat_map(|field| names::roles(&names::column(field).0).collect::<Vec<_>>()).collect();
            roles.sort_unstable();
            roles.dedup();
            let has_amount = [Role::Amount, Role::Debit, Role::Credit].iter().any(|role| roles.contains(role));
            if fields.len() > 1 && roles.contains(&Role::Date) && has_amount && roles.len() > self.score {
                self.score = roles.len();
                self.header = Some(at);
            }
        }
    }

    /// The usual number of columns.
    fn width(&self) -> usize {
        let mut widths: Vec<_> = self.rows.iter().map(|(_, fields)| fields.len()).collect();
        widths.sort_unstable();
        widths.get(widths.len() / 2).copied().unwrap_or_default().max(self.header().map_or(0, <[String]>::len))
    }

    /// How well the delimiter fits: names found, then lines of equal width.
    fn quality(&self) -> (usize, usize, usize) {
        let width = self.width();
        let equal = self.rows.iter().filter(|(_, fields)| fields.len() == width && width > 1).count();
        (self.score, equal, width)
    }

    fn header(&self) -> Option<&[String]> {
        self.rows.get(self.header?).map(|(_, fields)| fields.as_slice())
    }

    fn examination(self, encoding: String, text: &str) -> Examination {
        let width = self.width();
        let header = self.header.or_else(|| self.unknown_header(width));
        let first_row = header.map_or_else(|| self.first_row(width), |header| header + 1);
        let names = header.and_then(|at| self.rows.get(at)).map(|(_, fields)| fields.clone());
        let header_lines = match header.and_then(|at| self.rows.get(at)) {
            Some((line, fields)) => line + fields.iter().map(|field| field.matches('\n').count()).sum::<usize>(),
            None => self.rows.get(first_row).map_or(0, |(line, _)| line.saturating_sub(1)),
        };
        let rows: Vec<_> = self.rows.iter().skip(first_row).map(|(_, fields)| fields.clone()).collect();
        let account = text.lines().take(header_lines).find_map(account_number);
        let sample = Sample {
            delimiter: self.delimiter,
            header_lines,
            header: names.as_deref().unwrap_or_default(),
            rows: &rows,
            account,
        };
        let (guess, date_ambiguous) = match columns::guess(&sample) {
            Some((guess, ambiguous)) => (Some(guess), ambiguous),
            None => (None, false),
        };
        let fingerprint = fingerprint(self.delimiter, names.as_deref(), width);
        Examination {
            encoding,
            delimiter: self.delimiter,
            header_line: header.and_then(|at| self.rows.get(at)).map(|(line, _)| *line),
            header_lines,
            columns: names.unwrap_or_else(|| (1..=width).map(|number| format!("Column {number}")).collect()),
            sample: rows.into_iter().take(SHOWN).collect(),
            fingerprint,
            date_ambiguous,
            guess,
        }
    }

    /// The first row of the usual width.
    fn first_row(&self, width: usize) -> usize {
        self.rows.iter().position(|(_, fields)| fields.len() == width).unwrap_or_default()
    }

    /// A header in words that are not known: the first row of the usual width, if it holds no digit.
    fn unknown_header(&self, width: usize) -> Option<usize> {
        let at = self.first_row(width);
        let (_, fields) = self.rows.get(at)?;
        let in_words = fields.iter().all(|field| !field.contains(|c: char| c.is_ascii_digit()));
        (in_words && self.rows.len() > at + 1).then_some(at)
    }
}

/// An IBAN in a line above the table.
fn account_number(line: &str) -> Option<String> {
    line.split(['"', ';', ',', '\t', ':', '|']).find_map(|part| {
        let packed: String = part.chars().filter(|c| !c.is_whitespace()).collect();
        let (country, digits) = (packed.get(..2)?, packed.get(2..4)?);
        let fits = (15..=34).contains(&packed.len())
            && country.bytes().all(|byte| byte.is_ascii_uppercase())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && packed.bytes().all(|byte| byte.is_ascii_alphanumeric());
        fits.then_some(packed)
    })
}

fn fingerprint(delimiter: char, header: Option<&[String]>, width: usize) -> String {
    let mut hash = Sha256::new();
    hash.update(delimiter.to_string());
    match header {
        Some(names) => {
            for name in names {
                hash.update([0]);
                hash.update(names::plain(name));
            }
        }
        None => hash.update(width.to_string()),
    }
    let mut text = BASE32_NOPAD.encode(&hash.finalize());
    text.truncate(16);
    text
}
