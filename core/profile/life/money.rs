//! Amounts of money: whole micro-units of a currency, never a float.

use std::fmt;

/// Micro-units in a unit.
const MICROS: i64 = 1_000_000;
/// Digits behind the point that are kept.
const DIGITS: usize = 6;

/// An amount in a currency.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Money {
    /// Micro-units; negative when it went out.
    pub micros: i64,
    /// ISO 4217 code, upper case; empty where the file does not say.
    pub currency: String,
}

impl Money {
    /// Reads a decimal number such as `-12.50`; nothing for what is none or is too large.
    pub fn parse(decimal: &str, currency: &str) -> Option<Self> {
        let decimal = decimal.trim();
        let negative = decimal.starts_with(['-', '−']);
        let (whole, part) = decimal.trim_start_matches(['-', '−', '+']).split_once('.').unwrap_or((decimal, ""));
        let whole = whole.trim_start_matches(['-', '−', '+']);
        let digits = |text: &str| text.chars().all(|character| character.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(part) {
            return None;
        }
        let part: String = part.chars().chain(std::iter::repeat('0')).take(DIGITS).collect();
        let micros = whole.parse::<i64>().ok()?.checked_mul(MICROS)?.checked_add(part.parse().ok()?)?;
        let currency = currency.trim().to_uppercase();
        Some(Self { micros: if negative { -micros } else { micros }, currency })
    }

    /// The same amount of this currency, without a sign.
    pub fn size(&self) -> Self {
        Self { micros: self.micros.saturating_abs(), currency: self.currency.clone() }
    }

    /// Of this currency, so many micro-units.
    pub fn with(&self, micros: i64) -> Self {
        Self { micros, currency: self.currency.clone() }
    }

    /// A decimal number with at least two digits behind the point, `-12.50`, as on the wire.
    pub fn decimal(&self) -> String {
        let size = self.micros.unsigned_abs();
        let unit = MICROS.unsigned_abs();
        let part = format!("{:06}", size % unit);
        let part = format!("{:0<2}", part.trim_end_matches('0'));
        format!("{}{}.{part}", if self.micros < 0 { "-" } else { "" }, size / unit)
    }
}

/// For people: `€12.99`, `£1,250.00`, `CHF 20.00`, `12.99` where the currency is not known; cents rounded.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.micros.saturating_abs();
        let whole_only = matches!(self.currency.as_str(), "JPY" | "KRW" | "CLP" | "ISK" | "VND");
        let step = if whole_only { MICROS } else { MICROS / 100 };
        let steps = size.saturating_add(step / 2) / step;
        let (whole, part) = if whole_only { (steps, 0) } else { (steps / 100, steps % 100) };
        let sign = if self.micros < 0 && steps > 0 { "-" } else { "" };
        let symbol = match self.currency.as_str() {
            "EUR" => "€",
            "GBP" => "£",
            "USD" => "$",
            "JPY" => "¥",
            "" => "",
            other => {
                write!(f, "{other} ")?;
                ""
            }
        };
        write!(f, "{sign}{symbol}{}", grouped(whole))?;
        if whole_only { Ok(()) } else { write!(f, ".{part:02}") }
    }
}

/// `1250` → `1,250`.
fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(decimal: &str, currency: &str) -> Money {
        Money::parse(decimal, currency).unwrap()
    }

    #[test]
    fn decimals_are_read_and_written_without_loss() {
        for decimal in ["0.00", "-12.50", "9.99", "1234567.89", "0.000001", "-0.10"] {
            assert_eq!(money(decimal, "eur").decimal(), decimal);
        }
        assert_eq!(money("12", "").decimal(), "12.00");
        assert_eq!(money("−3.5", "").micros, -3_500_000);
        for bad in ["", "-", "1,5", "1.2.3", "abc", "99999999999999999999", "1e5"] {
            assert_eq!(Money::parse(bad, "EUR"), None, "{bad}");
        }
    }

    #[test]
    fn people_see_symbols_and_groups() {
        for (decimal, currency, shown) in [
            ("-12.5", "EUR", "-€12.50"),
            ("1250", "GBP", "£1,250.00"),
            ("20", "CHF", "CHF 20.00"),
            ("1234567.891", "USD", "$1,234,567.89"),
            ("1500", "JPY", "¥1,500"),
            ("9.99", "", "9.99"),
            ("-0.001", "EUR", "€0.00"),
        ] {
            assert_eq!(money(decimal, currency).to_string(), shown);
        }
    }
}
