//! Lines → rows: quoting, rows over several lines, and recovery from a quote that is never closed.

use super::{super::SkipReason, COLUMNS_LIMIT};

/// The most lines one row goes over.
const ROW_LINES: usize = 50;

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
    pending: Vec<(usize, String)>,
}

impl Rows {
    /// Rows with columns separated by `delimiter`.
    pub fn new(delimiter: char) -> Self {
        Self { delimiter, pending: Vec::new() }
    }

    /// Takes the line `number`.
    pub fn push(&mut self, number: usize, line: &str, sink: &mut dyn FnMut(Row)) {
        self.pending.push((number, line.trim_end_matches(['\r', '\n']).to_owned()));
        while let Some((first, _)) = self.pending.first() {
            let first = *first;
            let joined = self.pending.iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>().join("\n");
            let split = split(&joined, self.delimiter, true);
            match split {
                Split::Open if self.pending.len() < ROW_LINES => return,
                Split::Open => self.give_up(sink),
                Split::Fields(fields) => {
                    self.pending.clear();
                    give(first, Ok(fields), sink);
                }
                Split::TooMany => {
                    self.pending.clear();
                    give(first, Err(SkipReason::TooManyColumns), sink);
                }
            }
        }
    }

    /// There are no more lines.
    pub fn finish(mut self, sink: &mut dyn FnMut(Row)) {
        while !self.pending.is_empty() {
            self.give_up(sink);
        }
    }

    /// A quote was opened and never closed: the first line is a row by itself, with its quotes as they are, and the
    /// others are looked at again.
    fn give_up(&mut self, sink: &mut dyn FnMut(Row)) {
        let mut lines = std::mem::take(&mut self.pending).into_iter();
        if let Some((number, line)) = lines.next() {
            let fields = match split(&line, self.delimiter, false) {
                Split::Fields(fields) => Ok(fields),
                _ => Err(SkipReason::TooManyColumns),
            };
            give(number, fields, sink);
        }
        for (number, line) in lines {
            self.push(number, &line, sink);
        }
    }
}

fn give(line: usize, fields: Result<Vec<String>, SkipReason>, sink: &mut dyn FnMut(Row)) {
    let is_blank = fields.as_ref().is_ok_and(|fields| fields.iter().all(String::is_empty));
    if !is_blank {
        sink(Row { line, fields });
    }
}

enum Split {
    Fields(Vec<String>),
    /// A quote is still open at the end.
    Open,
    TooMany,
}

fn split(text: &str, delimiter: char, quotes: bool) -> Split {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut open = false;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '"' && quotes {
            if open && characters.peek() == Some(&'"') {
                characters.next();
                field.push('"');
            } else if open {
                open = false;
            } else if matches!(field.trim(), "" | "=") {
                // Spreadsheets write `="0012"` to keep zeros.
                field.clear();
                open = true;
            } else {
                field.push('"');
            }
        } else if character == delimiter && !open {
            fields.push(tidy(&field));
            field.clear();
            if fields.len() >= COLUMNS_LIMIT {
                return Split::TooMany;
            }
        } else {
            field.push(character);
        }
    }
    fields.push(tidy(&field));
    if open { Split::Open } else { Split::Fields(fields) }
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
