//! Amounts of money in running text.

use super::{labels, words::runs};

/// An amount and its currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Money {
    /// The amount.
    pub amount: f64,
    /// ISO 4217 code.
    pub currency: &'static str,
}

/// Codes and signs, longest first where one is the beginning of another.
const SIGNS: [(&str, &str); 42] = [
    ("EUR", "EUR"),
    ("€", "EUR"),
    ("Euro", "EUR"),
    ("euros", "EUR"),
    ("GBP", "GBP"),
    ("£", "GBP"),
    ("US$", "USD"),
    ("USD", "USD"),
    ("CA$", "CAD"),
    ("CAD", "CAD"),
    ("A$", "AUD"),
    ("AUD", "AUD"),
    ("NZD", "NZD"),
    ("HK$", "HKD"),
    ("HKD", "HKD"),
    ("SGD", "SGD"),
    ("R$", "BRL"),
    ("BRL", "BRL"),
    ("$", "USD"),
    ("CHF", "CHF"),
    ("Kč", "CZK"),
    ("CZK", "CZK"),
    ("zł", "PLN"),
    ("PLN", "PLN"),
    ("SEK", "SEK"),
    ("NOK", "NOK"),
    ("DKK", "DKK"),
    ("ISK", "ISK"),
    ("HUF", "HUF"),
    ("Ft", "HUF"),
    ("RON", "RON"),
    ("lei", "RON"),
    ("BGN", "BGN"),
    ("TRY", "TRY"),
    ("₺", "TRY"),
    ("JPY", "JPY"),
    ("¥", "JPY"),
    ("INR", "INR"),
    ("₹", "INR"),
    ("CNY", "CNY"),
    ("ILS", "ILS"),
    ("₪", "ILS"),
];

/// The first amount with a currency in `text`.
pub fn first(text: &str) -> Option<Money> {
    first_until(text).map(|(money, _)| money)
}

/// The first amount with a currency, and where it ends (bytes).
pub fn first_until(text: &str) -> Option<(Money, usize)> {
    let words = runs(text);
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if word.number().is_none() {
            at += 1;
            continue;
        }
        let (end, last) = number_end(&words, at);
        let before = text.get(..word.start).unwrap_or_default();
        let after = text.get(end..).unwrap_or_default();
        if let Some(currency) = sign_before(before).or_else(|| sign_after(after)) {
            let amount = decimal(text.get(word.start..end)?)?;
            return Some((Money { amount, currency }, end));
        }
        at = last + 1;
    }
    None
}

/// Where the number that begins at `at` ends: `1 234,56`, `1.234,56` and `1,234.56` are one.
fn number_end(words: &[super::words::Word], at: usize) -> (usize, usize) {
    let mut last = at;
    while let Some(next) = words.get(last + 1) {
        let grouped = matches!(next.gap, " " | "\u{a0}" | "\u{202f}" | "'" | "’") && next.text.len() == 3;
        if next.number().is_none() || !(grouped || matches!(next.gap, "." | ",")) {
            break;
        }
        last += 1;
    }
    (words.get(last).map_or(0, |word| word.end), last)
}

/// The number: the last separator is the decimal one if one or two digits follow.
fn decimal(text: &str) -> Option<f64> {
    let split = text.rfind(['.', ',']).filter(|at| text.len() - at <= 3);
    let (whole, cents) = split.and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""));
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    format!("{}.{}", digits(whole), digits(cents) + "0").parse().ok()
}

fn sign_before(before: &str) -> Option<&'static str> {
    let before = before.trim_end();
    let found = SIGNS.iter().find(|(sign, _)| {
        before.ends_with(sign) && alone(before.strip_suffix(sign).unwrap_or_default().chars().last(), sign)
    });
    found.map(|(_, code)| *code)
}

fn sign_after(after: &str) -> Option<&'static str> {
    let after = after.trim_start_matches([' ', '\u{a0}', '\u{202f}']).trim_start_matches(",-").trim_start_matches(' ');
    let found = SIGNS.iter().find(|(sign, _)| {
        after.starts_with(sign) && alone(after.strip_prefix(sign).unwrap_or_default().chars().next(), sign)
    });
    found.map(|(_, code)| *code)
}

/// Letters beside a sign made of letters make another word of it.
fn alone(beside: Option<char>, sign: &str) -> bool {
    !(sign.chars().any(char::is_alphabetic) && beside.is_some_and(char::is_alphabetic))
}

/// What was paid in all: the amount behind the first label for a total that has one.
pub fn total(text: &str) -> Option<Money> {
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(label) = labels::find(line, labels::TOTAL) else { continue };
        let value = labels::value(line, label, labels::TOTAL);
        let below = lines.peek().filter(|_| value.is_empty());
        // A sum of parts says less than the whole: "Subtotal" is another word, and "Total nights: 3" has no currency.
        if let Some(money) = first(value).or_else(|| below.and_then(|line| first(line))) {
            return Some(money);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_as_they_are_written() {
        for (text, amount, currency) in [
            ("999,99 €", 999.99, "EUR"),
            ("4 321 SEK", 4321.0, "SEK"),
            ("341 Kč", 341.0, "CZK"),
            ("£1,234.50", 1234.5, "GBP"),
            ("EUR 1.234,5", 1234.5, "EUR"),
            ("US$ 12", 12.0, "USD"),
            ("CHF 1'200.00", 1200.0, "CHF"),
            ("3 nights, $99.90", 99.9, "USD"),
        ] {
            assert_eq!(first(text), Some(Money { amount, currency }), "{text}");
        }
        for text in ["", "12 Features", "room 12", "1.2.3"] {
            assert_eq!(first(text), None, "{text}");
        }
        assert_eq!(total("Subtotal £3.00\nTotal £5.00").map(|money| money.amount), Some(5.0));
    }
}
