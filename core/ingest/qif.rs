//! Bank statements as QIF (Quicken): a letter and its value a line, `^` after each payment. The payments have no numbers,
//! and nothing says in which order day and month are: the dates themselves must tell.

use jiff::{civil::Date, tz::TimeZone};

use super::{
    Item, Sink, SkipReason, charset,
    csv::{DateFormat, value},
    lines::{Line, Lines},
    occurrence::Occurrences,
    payment::{self, Payment},
    skip,
};
use crate::record::Record;

/// The longest value kept, characters.
const VALUE_LIMIT: usize = 1000;

/// Reads a statement.
pub struct Qif {
    lines: Lines,
    reading: Reading,
}

struct Reading {
    zone: TimeZone,
    order: DateFormat,
    occurrences: Occurrences,
    number: u64,
    section: Section,
    account: Option<String>,
    entry: Entry,
}

/// What the entries at hand are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Payments,
    Accounts,
    /// Securities bought and sold.
    Investments,
    /// Categories, classes, prices: nothing that happened.
    Lists,
}

#[derive(Default)]
struct Entry {
    begun: bool,
    date: Option<String>,
    amount: Option<String>,
    payee: Option<String>,
    memo: Option<String>,
    category: Option<String>,
    name: Option<String>,
}

/// Whether `text` is the start of a statement.
pub fn is_qif(text: &str) -> bool {
    let start: String = text.chars().take(9).collect::<String>().to_ascii_lowercase();
    ["!type:", "!account", "!option:", "!clear:"].iter().any(|sign| start.starts_with(sign))
}

impl Qif {
    /// A reader for the file that begins with `head`; `zone` is that of the person.
    pub fn new(head: &[u8], zone: TimeZone) -> Self {
        let reading = Reading {
            order: order(&charset::head_text(head), &zone),
            zone,
            occurrences: Occurrences::default(),
            number: 0,
            section: Section::Payments,
            account: None,
            entry: Entry::default(),
        };
        Self { lines: Lines::new(b'\n'), reading }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8], sink: Sink) {
        self.lines.push(bytes, &mut |line| self.reading.line(line, sink));
    }

    /// The file is complete.
    pub fn finish(mut self, sink: Sink) {
        self.lines.finish(&mut |line| self.reading.line(line, sink));
        if self.reading.entry.begun && self.reading.section == Section::Payments {
            sink(skip(format!("payment {}", self.reading.number.saturating_add(1)), SkipReason::Truncated));
        }
    }
}

impl Reading {
    fn line(&mut self, line: Line, sink: Sink) {
        if !line.begins {
            return;
        }
        let text = charset::text(charset::without_mark(line.bytes));
        let mut characters = text.trim().chars();
        let Some(letter) = characters.next() else { return };
        let value: String = characters.as_str().trim().chars().take(VALUE_LIMIT).collect();
        let entry = &mut self.entry;
        match letter {
            '!' => return self.section(&value.to_ascii_lowercase()),
            '^' => return self.end(sink),
            'D' => entry.date = Some(value),
            'T' => entry.amount = Some(value),
            'U' => entry.amount = entry.amount.take().or(Some(value)),
            'P' => entry.payee = Some(value),
            'M' => entry.memo = Some(value),
            'L' => entry.category = Some(value),
            'N' => entry.name = Some(value),
            // Parts of a payment (S, E, $), addresses (A), whether it is cleared (C).
            _ => {}
        }
        entry.begun = true;
    }

    fn section(&mut self, header: &str) {
        self.entry = Entry::default();
        let Some(kind) = header.strip_prefix("type:") else {
            if header == "account" {
                self.section = Section::Accounts;
            }
            return;
        };
        self.section = match kind.trim() {
            "bank" | "cash" | "ccard" | "oth a" | "oth l" => Section::Payments,
            "invst" => Section::Investments,
            _ => Section::Lists,
        };
    }

    fn end(&mut self, sink: Sink) {
        let entry = std::mem::take(&mut self.entry);
        if !entry.begun {
            return;
        }
        let outcome = match self.section {
            Section::Lists => return,
            Section::Accounts => {
                self.account = entry.name;
                return;
            }
            Section::Investments => Err(SkipReason::NotAPayment),
            Section::Payments => self.record(&entry),
        };
        self.number = self.number.saturating_add(1);
        match outcome {
            Ok(record) => sink(Item::Record(Box::new(record))),
            Err(why) => sink(skip(format!("payment {}", self.number), why)),
        }
    }

    fn record(&mut self, entry: &Entry) -> Result<Record, SkipReason> {
        let date = entry.date.as_deref().map(numbers).ok_or(SkipReason::NotADate)?;
        let amount = entry.amount.as_deref().ok_or(SkipReason::NotAnAmount)?;
        let texts = [&entry.payee, &entry.memo];
        let payment = Payment {
            moment: value::moment(&date.join("/"), self.order)?,
            amount: value::amount(amount, decimal(amount)).ok_or(SkipReason::NotAnAmount)?,
            currency: None,
            account: self.account.clone(),
            descriptor: payment::descriptor(texts.into_iter().filter_map(|text| text.as_deref())),
            number: None,
            repeats: false,
            category: entry.category.clone(),
        };
        payment.record(&self.zone, &mut self.occurrences)
    }
}

/// `1/15'26`, `15.1.2026`, `1/ 5' 6` → their numbers, the year with two digits or four.
fn numbers(date: &str) -> Vec<String> {
    let runs = date.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty());
    let mut numbers: Vec<String> = runs.take(4).map(str::to_owned).collect();
    if let [_, _, year] = numbers.as_mut_slice()
        && year.len() == 1
    {
        year.insert(0, '0');
    }
    numbers
}

/// The decimal mark of an amount: what stands last, unless it can only be what groups thousands.
fn decimal(amount: &str) -> char {
    let digits = amount.trim_end_matches(|c: char| !c.is_ascii_digit());
    let Some(at) = digits.rfind(['.', ',']) else { return '.' };
    let (before, mark) = digits.split_at_checked(at).unwrap_or((digits, ""));
    let is_comma = mark.starts_with(',');
    let groups = mark.len() == 4 && !before.contains(if is_comma { '.' } else { ',' });
    if is_comma == groups { '.' } else { ',' }
}

/// In which order the dates of a statement are: as some date can only be; else the one in which they go forth or back more
/// evenly; else as people write where the person is.
fn order(head: &str, zone: &TimeZone) -> DateFormat {
    let dates = head.lines().filter_map(|line| line.trim().strip_prefix('D')).map(numbers);
    let dates: Vec<[i16; 3]> = dates
        .filter_map(|date| {
            let [first, second, year] = date.as_slice() else { return None };
            Some([first.parse().ok()?, second.parse().ok()?, year.parse().ok()?])
        })
        .collect();
    if dates.iter().any(|[first, ..]| (13..=31).contains(first)) {
        return DateFormat::Dmy;
    }
    if dates.iter().any(|[_, second, _]| (13..=31).contains(second)) {
        return DateFormat::Mdy;
    }
    let uneven = |day: usize, month: usize| {
        let date = |date: &[i16; 3]| {
            let part = |at: usize| date.get(at).copied().and_then(|part| i8::try_from(part).ok());
            let [.., year] = date;
            Date::new(year % 100 + 2000, part(month)?, part(day)?).ok()
        };
        let days: Vec<Date> = dates.iter().filter_map(date).collect();
        let steps = |back: bool| {
            days.windows(2).filter(|two| matches!(two, [a, b] if if back { a > b } else { a < b })).count()
        };
        steps(true).min(steps(false))
    };
    match uneven(0, 1).cmp(&uneven(1, 0)) {
        std::cmp::Ordering::Less => DateFormat::Dmy,
        std::cmp::Ordering::Greater => DateFormat::Mdy,
        std::cmp::Ordering::Equal if writes_month_first(zone) => DateFormat::Mdy,
        std::cmp::Ordering::Equal => DateFormat::Dmy,
    }
}

/// Whether the zone is one of the United States, where the month is written first.
fn writes_month_first(zone: &TimeZone) -> bool {
    const PLACES: [&str; 12] = [
        "America/New_York",
        "America/Chicago",
        "America/Denver",
        "America/Los_Angeles",
        "America/Phoenix",
        "America/Anchorage",
        "America/Detroit",
        "America/Boise",
        "America/Indiana/",
        "America/Kentucky/",
        "Pacific/Honolulu",
        "US/",
    ];
    zone.iana_name().is_some_and(|name| PLACES.iter().any(|place| name.starts_with(place)))
}

#[cfg(test)]
mod tests {
    use super::super::{
        Format,
        fuzz::{read, read_in},
    };
    use super::*;

    /// `day | amount | account | descriptor | category` a payment; the place and reason of what was skipped.
    fn told(text: &str) -> Vec<String> {
        let (format, items) = read("a.qif", text.as_bytes()).unwrap();
        assert_eq!(format, Format::Qif);
        assert_eq!(read_in("a.qif", text.as_bytes(), 3).unwrap().1, items);
        let text = |text: &Option<String>| text.clone().unwrap_or("-".into());
        let line = |item: &Item| match item {
            Item::Record(record) => {
                let category = record.extra.get("category").map_or("-", |category| category.as_str().unwrap());
                let fields = [&record.amount, &record.account, &record.descriptor].map(text).join(" | ");
                format!("{} | {fields} | {category}", record.time.unwrap().date())
            }
            Item::Skipped(skip) => format!("{}: {}", skip.at, skip.why.code()),
        };
        items.iter().map(line).collect()
    }

    #[test]
    fn accounts_and_lists() {
        let file = "!Option:AutoSwitch\r\n!Account\r\nNGiro\r\nTBank\r\n^\r\n!Type:Bank \r\nD1/15'26\r\nU-1,234.56\r\nT-1,234.56\r\nPREWE\r\n\
            MCard 1\r\nLFood:Out\r\nSFood\r\nEx\r\n$-1,000.00\r\nAStreet 1\r\nC*\r\nN101\r\n^\r\n^\r\nD 2/ 3' 6\r\nT5\r\nPBus\r\n^\r\nT1\r\n^\r\n\
            !Type:Cat\r\nNFood\r\nDdescribed\r\n^\r\n!Account\r\nNDepot\r\n^\r\n!Type:Invst\r\nD1/16'26\r\nNBuy\r\n^\r\n!Type:CCard\r\nD1/17/2026\r\nT-2.00";
        assert_eq!(
            told(file),
            [
                "2026-01-15 | -1234.56 | Giro | REWE Card 1 | Food:Out",
                "2006-02-03 | 5.00 | Giro | Bus | -",
                "payment 3: not-a-date",
                "payment 4: not-a-payment",
                "payment 5: truncated",
            ]
        );
    }

    #[test]
    fn the_dates_tell_their_own_order() {
        let days = |dates: &[&str]| {
            let entries: String = dates.iter().map(|date| format!("D{date}\nT1\n^\n")).collect();
            let lines = told(&format!("!Type:Bank\n{entries}"));
            lines.into_iter().map(|line| line[..10].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(days(&["1/2/2026", "13/2/2026"]), ["2026-02-01", "2026-02-13"]);
        assert_eq!(days(&["1/2/2026", "2/13/2026"]), ["2026-01-02", "2026-02-13"]);
        assert_eq!(days(&["11.01.2026", "12.01.2026", "01.02.2026"]), ["2026-01-11", "2026-01-12", "2026-02-01"]);
        assert_eq!(days(&["01/11/26", "01/12/26", "02/01/26"]), ["2026-01-11", "2026-01-12", "2026-02-01"]);
        assert_eq!(days(&["3/1/26", "2/1/26", "1/12/25"]), ["2026-01-03", "2026-01-02", "2025-12-01"]);
        assert_eq!(days(&["2026-02-01", "2026-02-13"]), ["2026-02-01", "2026-02-13"]);
        // Nothing tells: as in Berlin, where the tests are.
        assert_eq!(days(&["1/2/2026"]), ["2026-02-01"]);
        assert_eq!(order("D1/2/2026", &TimeZone::get("America/Chicago").unwrap()), DateFormat::Mdy);
    }

    #[test]
    fn decimal_marks() {
        for (text, amount) in [
            ("-1,234.56", "-1234.56"),
            ("1.234,56", "1234.56"),
            ("12,5", "12.50"),
            ("1,234", "1234.00"),
            ("1.234", "1234.00"),
            ("1,234,567", "1234567.00"),
            ("0.5", "0.50"),
            ("7", "7.00"),
        ] {
            assert_eq!(value::amount(text, decimal(text)).as_deref(), Some(amount), "{text}");
        }
    }
}
