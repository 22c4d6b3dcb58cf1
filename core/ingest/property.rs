//! Content lines, of which calendars and address books are made (RFC 5545 §3.1, RFC 6350 §3.2): `NAME;PARAM=value:value`,
//! folded over several lines of the file.

use super::lines::Line;

/// The longest unfolded line, bytes; of a longer one the rest is dropped.
const PROPERTY_LIMIT: usize = 256 * 1024;
/// The longest text kept of a property, characters.
const TEXT_LIMIT: usize = 16 * 1024;

/// Joins a line with the ones that continue it: they begin with a blank, or the one before ends with the `=` of
/// quoted-printable (vCard 2.1).
#[derive(Default)]
pub struct Unfolded {
    line: Vec<u8>,
}

impl Unfolded {
    /// Takes the next line or piece of one; gives the content line that it ends to `sink`.
    pub fn push(&mut self, line: Line, sink: &mut dyn FnMut(&[u8])) {
        let bytes = line.bytes.strip_suffix(b"\n").unwrap_or(line.bytes);
        let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        let continued = match bytes {
            _ if !line.begins => Some(bytes),
            _ if self.ends_softly() => {
                self.line.pop();
                Some(bytes)
            }
            [b' ' | b'\t', rest @ ..] => Some(rest),
            _ => None,
        };
        if continued.is_none() {
            sink(&self.line);
            self.line.clear();
        }
        let room = PROPERTY_LIMIT.saturating_sub(self.line.len());
        let bytes = continued.unwrap_or(bytes);
        self.line.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    }

    /// Whether the line goes on after a soft line break.
    fn ends_softly(&self) -> bool {
        self.line.ends_with(b"=") && {
            // Parameters stand at the start; a line of any length is not searched again for each that continues it.
            let start = self.line.get(..512).unwrap_or(&self.line);
            let head = start.split(|byte| *byte == b':').next().unwrap_or_default();
            head.to_ascii_uppercase().windows(16).any(|word| word == b"QUOTED-PRINTABLE")
        }
    }

    /// Gives the last line.
    pub fn finish(self, sink: &mut dyn FnMut(&[u8])) {
        sink(&self.line);
    }
}

/// A content line.
#[derive(Debug, Clone)]
pub struct Property {
    /// Upper-case name.
    pub name: String,
    /// Parameters: upper-case name and value without quotes; vCard 2.1 has some that are a name alone.
    parameters: Vec<(String, String)>,
    /// The value as written.
    pub value: String,
}

impl Property {
    /// Parses an unfolded line; `None` where it is none.
    pub fn parse(line: &str) -> Option<Self> {
        let mut quoted = false;
        let colon = line.find(|c| {
            quoted ^= c == '"';
            c == ':' && !quoted
        });
        // A quote that never closes: the first colon it is.
        let (head, value) = line.split_at_checked(colon.or_else(|| line.find(':'))?)?;
        let mut quoted = false;
        let mut parts = head.split(|c| {
            quoted ^= c == '"';
            c == ';' && !quoted
        });
        let name = parts.next()?.trim();
        // Apple groups properties as `item1.URL`.
        let name = name.rsplit_once('.').map_or(name, |(_, name)| name).to_ascii_uppercase();
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if name.is_empty() || !name.chars().all(is_name) {
            return None;
        }
        let parameters = parts
            .take(32)
            .map(|part| part.split_once('=').unwrap_or((part, "")))
            .map(|(name, value)| (name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()))
            .collect();
        Some(Self { name, parameters, value: value.strip_prefix(':').unwrap_or(value).to_owned() })
    }

    /// The parameter `name`.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// The value as text, its escapes undone (RFC 5545 §3.3.11).
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut characters = self.value.chars().take(TEXT_LIMIT);
        while let Some(character) = characters.next() {
            match character {
                '\\' => match characters.next() {
                    Some('n' | 'N') => text.push('\n'),
                    Some(escaped) => text.push(escaped),
                    None => text.push('\\'),
                },
                '\r' => {}
                other => text.push(other),
            }
        }
        text.trim().to_owned()
    }

    /// The parts of a value of several, e.g. of a name, which `;` separates.
    pub fn parts(&self) -> Vec<String> {
        let mut escaped = false;
        let parts = self.value.split(|c| {
            let is_end = c == ';' && !escaped;
            escaped = c == '\\' && !escaped;
            is_end
        });
        let part = |value: &str| Self { value: value.to_owned(), parameters: Vec::new(), name: String::new() }.line();
        parts.take(32).map(part).collect()
    }

    /// The text on one line.
    pub fn line(&self) -> String {
        self.text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The value as an address: `Name <address>` or what there is of it.
    pub fn person(&self) -> Option<String> {
        let value = self.value.trim();
        let scheme = value.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
        let address = scheme.and_then(|_| value.get(7..)).filter(|address| !address.is_empty());
        let name = self.parameter("CN").map(str::trim).filter(|name| !name.is_empty());
        match (name, address) {
            (Some(name), Some(address)) if name != address => Some(format!("{name} <{address}>")),
            (_, Some(address)) => Some(address.to_owned()),
            (name, None) => name.map(str::to_owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hide_separators() {
        let property = Property::parse("ATTENDEE;CN=\"Doe; John: Dr\";ROLE=CHAIR:MAILTO:j@x.org").unwrap();
        assert_eq!(property.name, "ATTENDEE");
        assert_eq!(property.parameter("ROLE"), Some("CHAIR"));
        assert_eq!(property.person().unwrap(), "Doe; John: Dr <j@x.org>");
    }

    #[test]
    fn escapes() {
        assert_eq!(Property::parse("summary:a\\, b\\; c\\nd\\\\").unwrap().text(), "a, b; c\nd\\");
        assert!(Property::parse("no colon").is_none());
        assert!(Property::parse(":x").is_none());
        assert_eq!(Property::parse("X;A=\"open:v").unwrap().value, "v");
    }
}
