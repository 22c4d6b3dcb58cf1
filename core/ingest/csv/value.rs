//! What stands in a cell: dates and amounts, in the ways of many countries.

use jiff::civil::{Date, Time};

use super::{super::SkipReason, DateFormat};
use crate::time;

/// A date, and whatever else the cell says of the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The day alone.
    Day(Date),
    /// Day and time of day, without a zone.
    Local(Date, Time),
    /// An instant with its offset.
    At(time::Time),
}

impl Moment {
    /// The day.
    pub fn date(self) -> Date {
        match self {
            Self::Day(date) | Self::Local(date, _) => date,
            Self::At(time) => time.date(),
        }
    }
}

/// Reads the date in `text`, its numbers being in the order `format`.
pub fn moment(text: &str, format: DateFormat) -> Result<Moment, SkipReason> {
    let text = text.trim();
    if text.len() > 64 {
        return Err(SkipReason::NotADate);
    }
    if let Ok(time) = text.parse() {
        return Ok(Moment::At(time));
    }
    let mut parts = Vec::new();
    let mut time = None;
    let mut meridiem = None;
    for word in text.split(|c: char| c.is_whitespace() || c == ',').flat_map(date_and_time) {
        if word.contains(':') {
            time = Some(time_of_day(word).ok_or(SkipReason::NotADate)?);
        } else if matches!(word.to_ascii_lowercase().as_str(), "am" | "pm") {
            meridiem = Some(word.eq_ignore_ascii_case("pm"));
        } else {
            parts.extend(runs(word));
        }
    }
    let date = date(&parts, format)?;
    match (time, meridiem) {
        (Some(time), Some(pm)) => {
            let hour = time.hour() % 12 + if pm { 12 } else { 0 };
            Ok(Moment::Local(date, Time::new(hour, time.minute(), time.second(), 0).unwrap_or(time)))
        }
        (Some(time), None) => Ok(Moment::Local(date, time)),
        (None, _) => Ok(Moment::Day(date)),
    }
}

/// `2023-01-05T10:22` → two words; other words stay whole.
fn date_and_time(word: &str) -> impl Iterator<Item = &str> {
    let split = word.split_once('T').filter(|(date, time)| {
        date.ends_with(|c: char| c.is_ascii_digit()) && time.starts_with(|c: char| c.is_ascii_digit())
    });
    let (first, second) = split.map_or((word, None), |(date, time)| (date, Some(time)));
    std::iter::once(first).chain(second)
}

/// `9:30`, `09:30:15`, `09:30:15.123Z`.
pub fn time_of_day(text: &str) -> Option<Time> {
    let mut parts = text.trim().trim_end_matches('Z').split(':');
    let hour = parts.next()?.parse().ok()?;
    let minute = parts.next()?.parse().ok()?;
    let second: i8 = match parts.next() {
        Some(second) => second.split(['.', '+']).next()?.parse().ok()?,
        None => 0,
    };
    Time::new(hour, minute, second.min(59), 0).ok()
}

/// Runs of digits and of letters: `05-Jan-2023` → `05`, `Jan`, `2023`.
fn runs(word: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| c.is_ascii_digit() == first.is_ascii_digit() && c.is_alphanumeric();
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end.max(first.len_utf8())).unwrap_or((rest, ""));
        if first.is_alphanumeric() {
            found.push(run);
        }
        rest = after;
    }
    found
}

fn date(parts: &[&str], format: DateFormat) -> Result<Date, SkipReason> {
    let mut numbers = Vec::new();
    let mut month = None;
    for part in parts {
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers.push(*part);
        } else if let Some(found) = month_of(part) {
            month = Some(found);
        } else if !is_filler(part) {
            return Err(SkipReason::NotADate);
        }
    }
    let (day, month, year) = match (month, numbers.as_slice()) {
        (Some(month), [first, second]) if first.len() == 4 => (*second, month, *first),
        (Some(month), [first, second]) => (*first, month, *second),
        (None, [all]) if all.len() == 8 => eight_digits(all, format).ok_or(SkipReason::NotADate)?,
        (None, [first, second, third]) if first.len() == 4 => (*third, numeric(second)?, *first),
        (None, [first, second, third]) => match format {
            DateFormat::Dmy => (*first, numeric(second)?, *third),
            DateFormat::Mdy => (*second, numeric(first)?, *third),
            DateFormat::Ymd => (*third, numeric(second)?, *first),
        },
        _ => return Err(SkipReason::NotADate),
    };
    if !matches!(year.len(), 2 | 4) || day.len() > 2 {
        return Err(SkipReason::NotADate);
    }
    let number: i16 = year.parse().map_err(|_| SkipReason::NotADate)?;
    let year = match (year.len(), number) {
        (2, 70..) => number + 1900,
        (2, _) => number + 2000,
        (_, 0) => return Err(SkipReason::DateOutOfRange),
        _ => number,
    };
    let day = day.parse().map_err(|_| SkipReason::NotADate)?;
    Date::new(year, month, day).map_err(|_| SkipReason::DateOutOfRange)
}

fn numeric(month: &str) -> Result<i8, SkipReason> {
    month.parse().map_err(|_| SkipReason::NotADate)
}

fn eight_digits(all: &str, format: DateFormat) -> Option<(&str, i8, &str)> {
    let (day, month, year) = match format {
        DateFormat::Ymd => (all.get(6..)?, all.get(4..6)?, all.get(..4)?),
        DateFormat::Dmy => (all.get(..2)?, all.get(2..4)?, all.get(4..)?),
        DateFormat::Mdy => (all.get(2..4)?, all.get(..2)?, all.get(4..)?),
    };
    Some((day, month.parse().ok()?, year))
}

/// Months in English, German, French, Spanish, Italian, Dutch and Portuguese, by their first letters (accents gone).
fn month_of(word: &str) -> Option<i8> {
    const MONTHS: [(i8, &[&str]); 12] = [
        (1, &["jan", "ene", "gen"]),
        (2, &["feb", "fev"]),
        (3, &["mar", "maa", "mrt", "mrz"]),
        (4, &["apr", "avr", "abr"]),
        (5, &["may", "mai", "mei", "mag"]),
        (6, &["jun", "juin", "giu"]),
        (7, &["jul", "juil", "lug"]),
        (8, &["aug", "aou", "ago"]),
        (9, &["sep", "set"]),
        (10, &["oct", "okt", "out", "ott"]),
        (11, &["nov"]),
        (12, &["dec", "dez", "dic"]),
    ];
    let word = super::names::plain(word);
    MONTHS.iter().find(|(_, names)| names.iter().any(|name| word.starts_with(name))).map(|(month, _)| *month)
}

fn is_filler(word: &str) -> bool {
    let word = super::names::plain(word);
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    matches!(word.as_str(), "th" | "st" | "nd" | "rd" | "of" | "de" | "z" | "utc" | "gmt")
        || days.iter().any(|day| word.starts_with(day))
}

/// Reads the amount in `text` with the decimal mark `decimal`, as a decimal number in text: a `-` or nothing, no
/// leading zeros, at least two decimals. Parentheses, a minus before or after, `DR` mean negative.
pub fn amount(text: &str, decimal: char) -> Option<String> {
    let is_edge = |c: char| !c.is_ascii_digit() && c != decimal;
    let digits = text.trim_matches(is_edge);
    let start = text.find(digits)?;
    let (before, rest) = text.split_at_checked(start)?;
    let after = rest.get(digits.len()..)?;
    let edges = [before, after];
    let letters: usize = edges.iter().map(|edge| edge.chars().filter(|c| c.is_alphabetic()).count()).sum();
    if digits.len() > 40 || letters > 6 || !digits.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let minus = edges.iter().any(|edge| edge.contains(['-', '\u{2212}', '\u{2013}']));
    let debit = after.trim().eq_ignore_ascii_case("dr");
    let negative = minus || debit || (before.contains('(') && after.contains(')'));

    let (whole, fraction) = digits.split_once(decimal).unwrap_or((digits, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole = without_groups(whole)?;
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let zero = whole.is_empty() && fraction.is_empty();
    let sign = if negative && !zero { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(format!("{sign}{whole}.{fraction:0<2}"))
}

/// `1.234.567` → `1234567`; `None` where the separators do not group thousands.
fn without_groups(whole: &str) -> Option<String> {
    let is_separator = |c: char| matches!(c, '.' | ',' | '\'' | '\u{2019}' | '_') || c.is_whitespace();
    let mut groups = whole.split(is_separator);
    let first = groups.next()?;
    let rest: Vec<_> = groups.collect();
    // India groups by two before the last three.
    let (last, middle) = match rest.split_last() {
        Some((last, middle)) => (Some(last), middle),
        None => (None, &[][..]),
    };
    let fits = last.is_none_or(|last| last.len() == 3 && (1..=3).contains(&first.len()))
        && middle.iter().all(|group| matches!(group.len(), 2 | 3));
    let joined: String = std::iter::once(first).chain(rest.iter().copied()).collect();
    (fits && joined.bytes().all(|byte| byte.is_ascii_digit())).then_some(joined)
}

/// The other sign.
pub fn negated(amount: &str) -> String {
    match amount.strip_prefix('-') {
        Some(positive) => positive.to_owned(),
        None if amount.bytes().any(|byte| matches!(byte, b'1'..=b'9')) => format!("-{amount}"),
        None => amount.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_many_countries() {
        use DateFormat::{Dmy, Mdy, Ymd};
        for (text, format) in [
            ("05.01.2023", Dmy),
            ("5.1.23", Dmy),
            ("05/01/2023", Dmy),
            ("01/05/2023", Mdy),
            ("2023-01-05", Dmy),
            ("2023/01/05", Ymd),
            ("20230105", Ymd),
            ("05012023", Dmy),
            ("05-Jan-2023", Mdy),
            ("5 janv. 2023", Dmy),
            ("Jan 5, 2023", Mdy),
            ("5. Januar 2023", Dmy),
            ("05-ene-2023", Dmy),
            ("5 gen 2023", Dmy),
            ("Thu, 5th January 2023", Dmy),
            ("2023 Jan 5", Dmy),
        ] {
            assert_eq!(moment(text, format).map(|found| found.date().to_string()), Ok("2023-01-05".into()), "{text}");
        }
        for (text, month) in
            [("3 OCT 2024", 10), ("3 août 2024", 8), ("3 MÄRZ 2024", 3), ("3 set 2024", 9), ("03-Oct-24", 10)]
        {
            assert_eq!(moment(text, Dmy).unwrap().date().month(), month, "{text}");
        }
        assert_eq!(moment("31/12/2023", Mdy), Err(SkipReason::DateOutOfRange));
        assert_eq!(moment("30.02.2023", Dmy), Err(SkipReason::DateOutOfRange));
        assert_eq!(moment("0000-01-01", Ymd), Err(SkipReason::DateOutOfRange));
        for text in ["", "x", "12", "1.2.3.4", "1.2.12345", "Total 5 2023 9", "99999999999999999999"] {
            assert!(moment(text, Dmy).is_err(), "{text}");
        }
    }

    #[test]
    fn times_of_day() {
        let local = |text| match moment(text, DateFormat::Dmy) {
            Ok(Moment::Local(_, time)) => time.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(local("2023-01-05 10:22:33"), "10:22:33");
        assert_eq!(local("2023-01-05T10:22:33.123"), "10:22:33");
        assert_eq!(local("05/01/2023 1:22 PM"), "13:22:00");
        assert!(matches!(moment("2023-01-05T10:22:33Z", DateFormat::Dmy), Ok(Moment::At(_))));
    }

    #[test]
    fn amounts_of_many_countries() {
        for (text, decimal, expected) in [
            ("12.5", '.', "12.50"),
            ("-1,234.56", '.', "-1234.56"),
            ("1.234,56-", ',', "-1234.56"),
            ("(45.00)", '.', "-45.00"),
            ("€ 3,90", ',', "3.90"),
            ("-£7", '.', "-7.00"),
            ("£-7", '.', "-7.00"),
            ("1 234,5 EUR", ',', "1234.50"),
            ("1'234.50", '.', "1234.50"),
            ("\u{2212}5,00\u{a0}€", ',', "-5.00"),
            ("+0,10", ',', "0.10"),
            (".5", '.', "0.50"),
            ("-0.00", '.', "0.00"),
            ("12,34,567.1", '.', "1234567.10"),
            ("0.00012300", '.', "0.000123"),
            ("007", '.', "7.00"),
            ("1.234.567", ',', "1234567.00"),
            ("20.00 DR", '.', "-20.00"),
            ("20.00 CR", '.', "20.00"),
        ] {
            assert_eq!(amount(text, decimal).as_deref(), Some(expected), "{text}");
        }
        for (text, decimal) in [
            ("", '.'),
            ("-", '.'),
            ("n/a", '.'),
            ("12,50", '.'),
            ("1.2.3", '.'),
            ("12a34", '.'),
            ("1,23,4", '.'),
            ("2023-01-05", '.'),
            ("Balance: 12", '.'),
            ("١٢", '.'),
            (".", '.'),
        ] {
            assert_eq!(amount(text, decimal), None, "{text}");
        }
        assert_eq!(negated("5.00"), "-5.00");
        assert_eq!(negated("-5.00"), "5.00");
        assert_eq!(negated("0.00"), "0.00");
    }
}
