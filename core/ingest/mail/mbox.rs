//! Mailboxes: many messages in one file, each after a `From ` line (RFC 4155, quoted as `mboxrd`).

use jiff::{civil::Date, tz::Offset};

use super::{
    super::{
        Sink,
        lines::{Line, Lines},
    },
    Mails, Raw, append,
};
use crate::{ingest::charset, time::Time};

/// Reads a mailbox.
pub struct Mbox {
    lines: Lines,
    messages: Messages,
}

struct Messages {
    mails: Mails,
    message: Vec<u8>,
    capped: bool,
    number: u64,
    arrived: Option<Time>,
    after_blank: bool,
    /// Whether the mailbox's first `From ` line has a date, so that every separator must have one.
    dated: bool,
}

impl Mbox {
    /// A reader at the start of a file.
    pub fn new() -> Self {
        let messages = Messages {
            mails: Mails::new(),
            message: Vec::new(),
            capped: false,
            number: 0,
            arrived: None,
            after_blank: true,
            dated: true,
        };
        Self { lines: Lines::new(b'\n'), messages }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8], sink: Sink) {
        self.lines.push(bytes, &mut |line| self.messages.line(line, sink));
    }

    /// The file is complete.
    pub fn finish(mut self, sink: Sink) {
        self.lines.finish(&mut |line| self.messages.line(line, sink));
        self.messages.flush(true, sink);
    }
}

impl Messages {
    fn line(&mut self, line: Line, sink: Sink) {
        let bytes = if self.number == 0 { charset::without_mark(line.bytes) } else { line.bytes };
        if line.begins && bytes.starts_with(b"From ") {
            let dated = is_separator(bytes);
            if self.number == 0 {
                self.dated = dated;
            }
            if self.number == 0 || dated || (self.after_blank && !self.dated) {
                self.flush(false, sink);
                self.number = self.number.saturating_add(1);
                self.arrived = arrival(bytes);
                return;
            }
        }
        self.after_blank = line.begins && line.ends && bytes.trim_ascii().is_empty();
        if self.number > 0 {
            let bytes = if line.begins { unquoted(bytes) } else { bytes };
            self.capped |= append(&mut self.message, bytes);
        }
    }

    fn flush(&mut self, last: bool, sink: Sink) {
        if self.number > 0 {
            let raw = Raw {
                bytes: &self.message,
                capped: self.capped,
                at: format!("message {}", self.number),
                arrived: self.arrived,
                last,
            };
            self.mails.read(raw, sink);
        }
        self.message.clear();
        self.message.shrink_to(1024 * 1024);
        self.capped = false;
    }
}

/// `>From `, `>>From ` … lose one `>`.
fn unquoted(line: &[u8]) -> &[u8] {
    let quotes = line.iter().take_while(|byte| **byte == b'>').count();
    let is_quoted = quotes > 0 && line.get(quotes..).is_some_and(|rest| rest.starts_with(b"From "));
    if is_quoted { line.get(1..).unwrap_or(line) } else { line }
}

/// Whether `line` is a `From ` line with a time of day and a year, as every common program writes it.
pub fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let mut words = charset::text(rest.get(..300).unwrap_or(rest)).into_owned();
    words.truncate(words.trim_end().len());
    let digits = |word: &str, length: usize| word.len() == length && word.bytes().all(|byte| byte.is_ascii_digit());
    let has_time = words.split_whitespace().any(|word| {
        let mut parts = word.split(':');
        parts.next().is_some_and(|hour| digits(hour, 2) || digits(hour, 1))
            && parts.next().is_some_and(|minute| digits(minute, 2))
    });
    has_time && words.split_whitespace().skip(1).any(|word| digits(word, 4))
}

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The time in a `From ` line; one without an offset is UTC, as RFC 4155 has it.
fn arrival(line: &[u8]) -> Option<Time> {
    let text = charset::text(line.get(..300).unwrap_or(line)).into_owned();
    let mut words = text.split_whitespace().skip_while(|word| !DAYS.contains(word)).skip(1);
    let month = words.next().and_then(|name| MONTHS.iter().position(|month| *month == name))?;
    let (day, clock) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    let (mut year, mut offset) = (None, Offset::UTC);
    for word in words {
        match word.strip_prefix(['+', '-']) {
            Some(digits) => offset = east(digits, word.starts_with('-'))?,
            None => year = year.or(word.parse().ok()),
        }
    }
    let date = Date::new(year?, i8::try_from(month).ok()?.checked_add(1)?, day).ok()?;
    Some(Time::new(offset.to_timestamp(date.to_datetime(clock)).ok()?, offset))
}

/// `0130` as an offset.
fn east(digits: &str, is_west: bool) -> Option<Offset> {
    let number: i32 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    let seconds = (number / 100 * 60 + number % 100) * 60;
    Offset::from_seconds(if is_west { -seconds } else { seconds }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_have_a_time_and_a_year() {
        for line in [
            "From a@b.c Mon Mar  1 09:00:00 2021",
            "From 1689@xxx Tue Mar 02 09:00:00 +0000 2021\r\n",
            "From - Sat Jan 30 01:02:03 2010",
            "From MAILER-DAEMON Fri Jul  8 12:08:34 2011",
        ] {
            assert!(is_separator(line.as_bytes()), "{line}");
        }
        for line in
            ["From here on it is easy", "From 10:30 we meet", "From: a@b.c", "From", "", "From the 1999 vintage"]
        {
            assert!(!is_separator(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn the_arrival_is_read() {
        let time = |line: &str| arrival(line.as_bytes()).map(|time| time.to_string());
        assert_eq!(time("From a@b Mon Mar  1 09:00:00 2021").as_deref(), Some("2021-03-01T09:00:00+00:00"));
        assert_eq!(time("From a@b Mon Mar 01 09:00:00 +0200 2021\r\n").as_deref(), Some("2021-03-01T09:00:00+02:00"));
        assert_eq!(time("From a@b Mon Foo 01 09:00:00 2021"), None);
    }

    #[test]
    fn one_quote_goes() {
        assert_eq!(unquoted(b">From x"), b"From x");
        assert_eq!(unquoted(b">>From x"), b">From x");
        assert_eq!(unquoted(b"> From x"), b"> From x");
    }
}
