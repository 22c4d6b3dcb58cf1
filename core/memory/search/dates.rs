//! What a query says of time: months and years by name, and yesterday, this week, last month and the like.

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};

/// A time that a query names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    /// A month of any year.
    Month(i8),
    /// From the first day, up to the second.
    Days(Date, Date),
}

/// All times that a query names.
#[derive(Debug, Default)]
pub(super) struct Dates(Vec<Named>);

/// The beginnings by which the months are known, in the languages of `words`.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janvier", "enero", "gennaio", "janeiro", "januari"],
    &["february", "februar", "fevrier", "febrero", "febbraio", "fevereiro", "februari"],
    &["march", "marz", "mars", "marzo", "marco", "maart"],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maggio", "maio", "mei"],
    &["june", "juni", "juin", "junio", "giugno", "junho"],
    &["july", "juli", "juillet", "julio", "luglio", "julho"],
    &["august", "aout", "agosto", "augustus"],
    &["september", "septembre", "septiembre", "settembre", "setembro"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro"],
    &["november", "novembre", "noviembre", "novembro"],
    &["december", "dezember", "decembre", "diciembre", "dicembre", "dezembro"],
];

impl Dates {
    /// Those in a query's folded words, said at `now`.
    pub fn of(words: &[String], now: i64) -> Self {
        let mut named = Vec::new();
        let years: Vec<i16> = words.iter().filter_map(|word| year(word)).collect();
        let months: Vec<i8> = (0..words.len()).filter_map(|at| month(words, at)).collect();
        for month in &months {
            if years.is_empty() {
                named.push(Named::Month(*month));
            }
            let firsts = years.iter().filter_map(|year| Date::new(*year, *month, 1).ok());
            named.extend(firsts.filter_map(|first| Some(Named::Days(first, first.checked_add(1.month()).ok()?))));
        }
        if months.is_empty() {
            let firsts = years.iter().filter_map(|year| Date::new(*year, 1, 1).ok());
            named.extend(firsts.filter_map(|first| Some(Named::Days(first, first.checked_add(1.year()).ok()?))));
        }
        named.extend(date(now).and_then(|today| relative(words, today)));
        Self(named)
    }

    /// Whether no time was named.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a moment is in one of them.
    pub fn have(&self, moment: i64) -> bool {
        let Some(day) = date(moment) else { return false };
        self.0.iter().any(|named| match named {
            Named::Month(month) => day.month() == *month,
            Named::Days(from, to) => *from <= day && day < *to,
        })
    }
}

fn date(moment: i64) -> Option<Date> {
    Timestamp::from_second(moment).ok().map(|moment| moment.to_zoned(TimeZone::UTC).date())
}

fn year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| (1900..2100).contains(year))
}

/// The month that the word at `at` names. May and March are more often no months: then a number or a preposition stands
/// beside them.
fn month(words: &[String], at: usize) -> Option<i8> {
    let word = words.get(at)?;
    let month = MONTHS.iter().position(|names| names.contains(&word.as_str()))?;
    let beside = |word: Option<&String>| word.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let before = at.checked_sub(1).and_then(|before| words.get(before));
    let said = before.is_some_and(|word| {
        matches!(word.as_str(), "in" | "of" | "since" | "until" | "last" | "this" | "during" | "late" | "early")
    });
    let ambiguous = matches!(word.as_str(), "may" | "march" | "mars" | "mei");
    if ambiguous && !said && !beside(before) && !beside(words.get(at.saturating_add(1))) {
        return None;
    }
    i8::try_from(month).ok()?.checked_add(1)
}

/// "yesterday", "last week", … as days.
fn relative(words: &[String], today: Date) -> Option<Named> {
    let has = |word: &str| words.iter().any(|one| one == word);
    let after =
        |first: &str, second: &str| words.windows(2).any(|pair| matches!(pair, [a, b] if a == first && b == second));
    let monday = today.checked_sub(i64::from(today.weekday().to_monday_zero_offset()).days()).ok()?;
    let (month, year) = (today.first_of_month(), today.first_of_year());
    let (from, to) = if has("yesterday") || has("gestern") {
        (today.checked_sub(1.day()).ok()?, today)
    } else if has("today") || has("heute") {
        (today, today.checked_add(1.day()).ok()?)
    } else if after("last", "week") {
        (monday.checked_sub(7.days()).ok()?, monday)
    } else if after("this", "week") {
        (monday, monday.checked_add(7.days()).ok()?)
    } else if after("last", "month") {
        (month.checked_sub(1.month()).ok()?, month)
    } else if after("this", "month") {
        (month, month.checked_add(1.month()).ok()?)
    } else if after("last", "year") {
        (year.checked_sub(1.year()).ok()?, year)
    } else if after("this", "year") {
        (year, year.checked_add(1.year()).ok()?)
    } else {
        return None;
    };
    Some(Named::Days(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: &str) -> i64 {
        format!("{day}T12:00:00Z").parse::<Timestamp>().unwrap().as_second()
    }

    fn has(query: &str, day: &str) -> bool {
        Dates::of(&super::super::words::words(query), at("2026-05-20")).have(at(day))
    }

    #[test]
    fn months_and_years() {
        assert!(has("What did we eat in May 2023?", "2023-05-31"));
        assert!(!has("What did we eat in May 2023?", "2023-06-01"));
        assert!(has("plans for October", "2019-10-05"));
        assert!(has("die Reise im Oktober 2024", "2024-10-01"));
        assert!(has("trips of 2022", "2022-12-31") && !has("trips of 2022", "2023-01-01"));
        assert!(!has("who may know?", "2023-05-03"));
        assert!(has("on 3 may", "2023-05-03"));
    }

    #[test]
    fn days_from_now() {
        assert!(has("yesterday's lunch", "2026-05-19") && !has("yesterday's lunch", "2026-05-20"));
        assert!(has("who wrote last week", "2026-05-11") && !has("who wrote last week", "2026-05-18"));
        assert!(has("rent last month", "2026-04-30") && !has("rent last month", "2026-05-01"));
        assert!(has("this year", "2026-01-01") && !has("last year", "2026-01-01"));
    }
}
