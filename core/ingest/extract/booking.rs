//! What every booking has, whatever it is for: its number, who it is for, what it cost, whether it stands.

use serde_json::Value;

use super::{
    Context, labels, money, shape,
    words::{cells, fold, squeeze},
};

/// Puts number, price and time of change on `found`, and makes one of each for each of the persons it is for.
pub fn complete(found: Vec<Value>, text: &str, context: &Context) -> Vec<Value> {
    if found.is_empty() {
        return found;
    }
    let (number, price, persons) = (reference(text), money::total(text), persons(text));
    let cancelled = is_cancelled(text);
    let mut whole = Vec::new();
    for mut value in found {
        if value.get("reservationNumber").is_none() {
            shape::set(&mut value, "reservationNumber", number.as_deref().map(Value::from));
        }
        if let Some(money) = price.as_ref().filter(|_| value.get("totalPrice").is_none()) {
            shape::set(&mut value, "totalPrice", amount(money.amount));
            shape::set(&mut value, "priceCurrency", Some(money.currency.into()));
        }
        shape::set(&mut value, "modifiedTime", context.modified.as_deref().map(Value::from));
        if cancelled {
            shape::set(&mut value, "reservationStatus", Some("http://schema.org/ReservationCancelled".into()));
        }
        if persons.is_empty() || value.get("underName").is_some() {
            whole.push(value);
            continue;
        }
        for person in &persons {
            let mut one = value.clone();
            shape::set(&mut one, "underName", Some(shape::person(person)));
            whole.push(one);
        }
    }
    whole
}

/// An amount as JSON, whole where it is.
pub fn amount(amount: f64) -> Option<Value> {
    let text = format!("{amount}");
    text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<f64>().map(Value::from)).ok()
}

/// The number of the booking: behind its label, or in the lines below.
pub fn reference(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    lines.iter().enumerate().find_map(|(at, line)| {
        let label = labels::find(line, labels::REFERENCE)?;
        let value = labels::value(line, label, labels::REFERENCE);
        let word = first_reference(value);
        if word.is_some() || value.chars().filter(|c| c.is_alphanumeric()).count() > 24 {
            return word;
        }
        below(lines.get(at + 1..)?, label.start)
    })
}

fn first_reference(value: &str) -> Option<String> {
    let skipped = value.split_whitespace().map(bare).filter(|word| !word.is_empty());
    let mut words = skipped.skip_while(|word| {
        matches!(
            fold(word).as_str(),
            "is" | "no" | "nr" | "number" | "code" | "pnr" | "ist" | "lautet" | "est" | "es" | "e" | "id" | "ref"
        )
    });
    words.next().filter(|word| is_reference(word)).map(str::to_owned)
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// The number under its label: the cell in the same column, or the only one of a line.
fn below(lines: &[&str], column: usize) -> Option<String> {
    lines.iter().filter(|line| !line.trim().is_empty()).take(3).find_map(|line| {
        let cells = cells(line);
        let mut near = cells.iter().filter(|cell| cell.start.abs_diff(column) <= 4 || cells.len() == 1);
        near.find(|cell| is_reference(bare(cell.text))).map(|cell| bare(cell.text).to_owned())
    })
}

/// Whether a word can be a booking's number: capitals and digits, neither a date nor a short count.
fn is_reference(word: &str) -> bool {
    let plain = word
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase() || matches!(byte, b'-' | b'_' | b'/'));
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.bytes().filter(u8::is_ascii_uppercase).count();
    let is_day = digits == 8 && letters == 0 && word.contains(['-', '/']);
    plain
        && (5..=24).contains(&word.len())
        && !is_day
        && (digits > 0 || (letters == word.len() && matches!(word.len(), 5..=8) && !is_word(word)))
}

/// Headings in capitals that stand behind a label and are no number.
fn is_word(word: &str) -> bool {
    const HEADINGS: [&str; 14] = [
        "FLIGHT", "STATUS", "HOTEL", "TICKET", "NUMBER", "DETAILS", "BOOKING", "TRAVEL", "PLEASE", "YOUR", "CHECK",
        "TOTAL", "TRAIN", "DATE",
    ];
    HEADINGS.contains(&word)
}

/// Who the booking is for, as often as there are persons; at most 9.
pub fn persons(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        let Some(label) = labels::leading(line, labels::PASSENGER).filter(|label| label.marked) else { continue };
        let value = labels::value(line, label, labels::PASSENGER);
        let name = cells(value).first().and_then(|cell| name(cell.text));
        if let Some(name) = name.filter(|name| !found.contains(name)).filter(|_| found.len() < 9) {
            found.push(name);
        }
    }
    found
}

/// A person's name without its title; `None` for anything else.
pub fn name(text: &str) -> Option<String> {
    let text = without_title(text.split([',', '(', ';', '<']).next().unwrap_or_default());
    let words: Vec<&str> = text.split_whitespace().collect();
    let good = |word: &&str| {
        word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
            && word.starts_with(char::is_uppercase)
    };
    let small = |word: &&str| {
        matches!(*word, "de" | "van" | "von" | "der" | "den" | "da" | "di" | "del" | "la" | "le" | "y" | "zu")
    };
    let all = words.iter().all(|word| good(word) || small(word));
    (all && (2..=5).contains(&words.len())).then(|| squeeze(&words.join(" ")))
}

/// A name on one line without `Mr`, `Frau`, `Dr.` …
pub fn without_title(name: &str) -> String {
    const TITLES: &str = "mr mrs ms miss mx dr prof herr frau hr fr mme mlle sr sra srta sig dhr mevr pan pani mstr";
    let words = name.split_whitespace().filter(|word| {
        let folded = fold(word.trim_end_matches('.'));
        !TITLES.split(' ').any(|title| title == folded)
    });
    let bare = words.collect::<Vec<_>>().join(" ");
    if bare.is_empty() { squeeze(name) } else { bare }
}

/// Whether the text says that the booking no longer stands.
fn is_cancelled(text: &str) -> bool {
    const SIGNS: [&str; 12] = [
        "has been cancelled",
        "has been canceled",
        "booking is cancelled",
        "booking cancelled",
        "reservation cancelled",
        "reservation canceled",
        "wurde storniert",
        "ist storniert",
        "a ete annulee",
        "ha sido cancelada",
        "e stata cancellata",
        "is geannuleerd",
    ];
    let folded = fold(text.get(..text.len().min(4000)).unwrap_or(text));
    SIGNS.iter().any(|sign| folded.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_behind_or_below_their_label() {
        for (text, number) in [
            ("   Individual reservation code:   ** ABC123 **", Some("ABC123")),
            ("Booking no.    AOI-XX-1234567     Arrival", Some("AOI-XX-1234567")),
            ("Buchungsnummer /Booking code\n                     XXX007", Some("XXX007")),
            ("Din bokningsreferens:         ABC123\nFlygbolagets bokningsreferens: ABCD0", Some("ABC123")),
            ("Your booking reference is K7QW2M.", Some("K7QW2M")),
            ("Booking confirmation   Thank you", None),
            ("reservation for two", None),
        ] {
            assert_eq!(reference(text).as_deref(), number, "{text}");
        }
    }

    #[test]
    fn persons_are_labelled() {
        assert_eq!(
            persons("Traveller:     John Doe\nTraveller:  Mrs. Jane van Doe\nName: x"),
            ["John Doe", "Jane van Doe"]
        );
        assert!(persons("Passenger: 2 adults\nGuest: yes").is_empty());
    }
}
