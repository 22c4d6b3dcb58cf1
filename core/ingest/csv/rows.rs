//! Lines → rows: quoting, rows over several lines, and recovery from a quote that is never closed.

use std::collections::VecDeque;

use super::{super::SkipReason, COLUMNS_LIMIT};

/// The most lines one row goes over, and the most bytes.
const ROW_LIMIT: (usize, usize) = (50, 128 * 1024);

/// One row: the line it begins at (from 1) and its fields.
pub struct Row {
    /// Line number.
    pub line: usize,
    /// The fields, without quotes and outer blanks.
    pub fields: Result<Vec<String>, SkipReason>,
}

/// Puts lines together to rows.
pub struct Rows {
    delimiter: char,
    /// The lines of the row at hand, so that they can be looked at again.
    pending: Vec<(usize, String)>,
    split: Split,
}

impl Rows {
    /// Rows with columns separated by `delimiter`.
    pub fn new(delimiter: char) -> Self {
        Self { delimiter, pending: Vec::new(), split: Split::default() }
    }

    /// Takes the line `number`.
    pub fn push(&mut self, number: usize, line: &str, sink: &mut dyn FnMut(Row)) {
        let line = line.trim_end_matches(['\r', '\n']).to_owned();
        self.take(VecDeque::from([(number, line)]), sink);
    }

    /// There are no more lines.
    pub fn finish(mut self, sink: &mut dyn FnMut(Row)) {
        while !self.pending.is_empty() {
            let again = self.give_up(sink);
            self.take(again, sink);
        }
    }

    fn take(&mut self, mut lines: VecDeque<(usize, String)>, sink: &mut dyn FnMut(Row)) {
        while let Some((number, line)) = lines.pop_front() {
            if !self.pending.is_empty() {
                self.split.field.push('\n');
            }
            self.split.feed(&line, self.delimiter, true);
            self.pending.push((number, line));
            if !self.split.open && !self.split.too_many {
                let first = self.pending.first().map_or(number, |(first, _)| *first);
                self.pending.clear();
                give(first, std::mem::take(&mut self.split).fields(), sink);
                continue;
            }
            let bytes: usize = self.pending.iter().map(|(_, line)| line.len()).sum();
            if self.split.too_many || self.pending.len() >= ROW_LIMIT.0 || bytes > ROW_LIMIT.1 {
                let mut again = self.give_up(sink);
                again.append(&mut lines);
                lines = again;
            }
        }
    }

    /// A quote was opened and never closed: the first line is a row by itself, with its quotes as they are, and the
    /// others are to be looked at again.
    fn give_up(&mut self, sink: &mut dyn FnMut(Row)) -> VecDeque<(usize, String)> {
        self.split = Split::default();
        let mut lines = VecDeque::from(std::mem::take(&mut self.pending));
        if let Some((number, line)) = lines.pop_front() {
            let mut split = Split::default();
            split.feed(&line, self.delimiter, false);
            give(number, split.fields(), sink);
        }
        lines
    }
}

fn give(line: usize, fields: Result<Vec<String>, SkipReason>, sink: &mut dyn FnMut(Row)) {
    let is_blank = fields.as_ref().is_ok_and(|fields| fields.iter().all(String::is_empty));
    if !is_blank {
        sink(Row { line, fields });
    }
}

/// A row as far as it was split.
#[derive(Default)]
struct Split {
    done: Vec<String>,
    field: String,
    /// Whether a quote is open.
    open: bool,
    too_many: bool,
}

impl Split {
    fn feed(&mut self, text: &str, delimiter: char, quotes: bool) {
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            if character == '"' && quotes {
                if self.open && characters.peek() == Some(&'"') {
                    characters.next();
                    self.field.push('"');
                } else if self.open {
                    self.open = false;
                } else if matches!(self.field.trim(), "" | "=") {
                    // Spreadsheets write `="0012"` to keep zeros.
                    self.field.clear();
                    self.open = true;
                } else {
                    self.field.push('"');
                }
            } else if character == delimiter && !self.open {
                self.done.push(tidy(&self.field));
                self.field.clear();
                if self.done.len() >= COLUMNS_LIMIT {
                    self.too_many = true;
                    return;
                }
            } else {
                self.field.push(character);
            }
        }
    }

    fn fields(mut self) -> Result<Vec<String>, SkipReason> {
        self.done.push(tidy(&self.field));
        if self.too_many { Err(SkipReason::TooManyColumns) } else { Ok(self.done) }
    }
}

fn tidy(field: &str) -> String {
    field.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(usize, Vec<String>)> {
        let mut rows = Rows::new(',');
        let mut found = Vec::new();
        let mut sink = |row: Row| found.push((row.line, row.fields.unwrap()));
        for (at, line) in text.split_inclusive('\n').enumerate() {
            rows.push(at + 1, line, &mut sink);
        }
        rows.finish(&mut sink);
        found
    }

    #[test]
    fn quotes_hold_lines_and_delimiters_together() {
        let found = rows("a,\"b,\"\"c\"\"\nd\",=\"007\"\r\n\r\ne, f ,g\n");
        assert_eq!(found[0], (1, vec!["a".into(), "b,\"c\"\nd".into(), "007".into()]));
        assert_eq!(found[1], (4, vec!["e".into(), "f".into(), "g".into()]));
    }

    #[test]
    fn an_open_quote_takes_no_other_line_with_it() {
        let text = format!("a,\"b,c\n{}", "d,e,f\n".repeat(500));
        let found = rows(&text);
        assert_eq!(found.len(), 501);
        assert_eq!(found[0].1, ["a", "\"b", "c"]);
        assert_eq!(found[500], (501, vec!["d".into(), "e".into(), "f".into()]));
    }
}
