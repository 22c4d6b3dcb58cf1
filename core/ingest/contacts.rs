//! Address books (vCard 2.1, 3.0 and 4.0; RFC 6350): one card → one record. A contact is evidence of whom the person knows.

use serde_json::Value;

use super::{
    Item, Sink, SkipReason, charset,
    lines::Lines,
    mail,
    occurrence::Occurrences,
    property::{Property, Unfolded},
    skip,
};
use crate::record::{Record, RecordId, Source};

/// The most of one card that is kept while it is read, bytes, and what a property counts besides its own.
const CARD_LIMIT: usize = 256 * 1024;
const PROPERTY_COST: usize = 128;
/// The most addresses, numbers and categories kept, each.
const LIST_LIMIT: usize = 50;
/// The longest note kept, characters.
const NOTE_LIMIT: usize = 4096;
/// What is read of a card.
const WANTED: [&str; 15] = [
    "FN",
    "N",
    "NICKNAME",
    "ORG",
    "TITLE",
    "ROLE",
    "EMAIL",
    "TEL",
    "ADR",
    "BDAY",
    "URL",
    "NOTE",
    "UID",
    "REV",
    "CATEGORIES",
];

/// Reads an address book.
pub struct Contacts {
    lines: Lines,
    unfolded: Unfolded,
    cards: Cards,
}

#[derive(Default)]
struct Cards {
    occurrences: Occurrences,
    number: u64,
    /// How many cards are open: one may hold that of an assistant, which is not read.
    depth: u64,
    properties: Vec<Property>,
    room: usize,
}

impl Contacts {
    /// A reader at the start of a file.
    pub fn new() -> Self {
        Self { lines: Lines::new(b'\n'), unfolded: Unfolded::default(), cards: Cards::default() }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8], sink: Sink) {
        let Self { lines, unfolded, cards } = self;
        lines.push(bytes, &mut |line| unfolded.push(line, &mut |line| cards.line(line, sink)));
    }

    /// The file is complete.
    pub fn finish(self, sink: Sink) {
        let Self { lines, mut unfolded, mut cards } = self;
        lines.finish(&mut |line| unfolded.push(line, &mut |line| cards.line(line, sink)));
        unfolded.finish(&mut |line| cards.line(line, sink));
        if cards.depth > 0 {
            sink(skip(cards.place(), SkipReason::Truncated));
        }
    }
}

impl Cards {
    fn place(&self) -> String {
        format!("contact {}", self.number.max(1))
    }

    fn line(&mut self, line: &[u8], sink: Sink) {
        let Some(property) = property(charset::without_mark(line)) else { return };
        let is_card = property.value.trim().eq_ignore_ascii_case("VCARD");
        match property.name.as_str() {
            "BEGIN" if is_card => {
                if self.depth == 0 {
                    self.number = self.number.saturating_add(1);
                    self.room = CARD_LIMIT;
                }
                self.depth = self.depth.saturating_add(1);
            }
            "END" if is_card => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    let properties = std::mem::take(&mut self.properties);
                    match record(&properties, &mut self.occurrences) {
                        Ok(record) => sink(Item::Record(Box::new(record))),
                        Err(why) => sink(skip(self.place(), why)),
                    }
                }
            }
            name if self.depth == 1 && WANTED.contains(&name) => {
                if let Some(left) = self.room.checked_sub(line.len().saturating_add(PROPERTY_COST)) {
                    self.room = left;
                    self.properties.push(property);
                }
            }
            _ => {}
        }
    }
}

/// The property in a line, its charset and its quoted-printable undone.
fn property(line: &[u8]) -> Option<Property> {
    let mut property = Property::parse(&charset::text(line))?;
    let charset = property.parameter("CHARSET").map(str::to_owned);
    let encoding = property.parameter("ENCODING").unwrap_or_default();
    if encoding.eq_ignore_ascii_case("QUOTED-PRINTABLE") || property.parameter("QUOTED-PRINTABLE").is_some() {
        property.value = mail::text_in(charset.as_deref(), &mail::quoted_printable(property.value.as_bytes()));
    } else if charset.is_some() && std::str::from_utf8(line).is_err() {
        property.value = Property::parse(&mail::text_in(charset.as_deref(), line))?.value;
    }
    Some(property)
}

fn record(properties: &[Property], occurrences: &mut Occurrences) -> Result<Record, SkipReason> {
    let all = |name: &'static str| properties.iter().filter(move |property| property.name == name);
    let line = |name| all(name).map(Property::line).find(|line| !line.is_empty());
    let list = |name, read: fn(&Property) -> String| -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for text in all(name).map(read).filter(|text| !text.is_empty()) {
            if found.len() < LIST_LIMIT && !found.contains(&text) {
                found.push(text);
            }
        }
        found
    };
    let emails = list("EMAIL", |property| without_scheme(property, "mailto:"));
    let phones = list("TEL", |property| without_scheme(property, "tel:"));
    let organization = all("ORG").map(|property| joined(&property.parts(), ", ")).find(|text| !text.is_empty());
    let name = line("FN").or_else(|| all("N").map(name).find(|name| !name.is_empty())).or_else(|| line("NICKNAME"));
    let title = name.or_else(|| organization.clone()).or_else(|| emails.first().or(phones.first()).cloned());
    let title = title.ok_or(SkipReason::NotAContact)?;
    let uid = all("UID").map(|uid| uid.value.trim()).find(|uid| !uid.is_empty());
    let id = match uid {
        Some(uid) => RecordId::from_natural_key(Source::Contact, &[uid]),
        None => occurrences.id(Source::Contact, &[&title, &emails.join(", "), &phones.join(", ")]),
    };

    let mut record = Record::new(id, Source::Contact);
    record.time = all("REV").find_map(|revised| revised.value.trim().parse().ok());
    record.title = Some(title);
    record.url = line("URL");
    let mut keep = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            record.extra.insert(name.to_owned(), value);
        }
    };
    let listed = |list: Vec<String>| (!list.is_empty()).then(|| Value::from(list));
    keep("nickname", line("NICKNAME").map(Value::from));
    keep("organization", organization.map(Value::from));
    keep("role", line("TITLE").or_else(|| line("ROLE")).map(Value::from));
    keep("emails", listed(emails));
    keep("phones", listed(phones));
    keep("addresses", listed(list("ADR", |property| joined(&property.parts(), ", "))));
    keep("birthday", all("BDAY").find_map(birthday).map(Value::from));
    keep("categories", listed(list("CATEGORIES", Property::line)));
    let note = all("NOTE").map(Property::text).find(|text| !text.is_empty());
    keep("note", note.map(|note| note.chars().take(NOTE_LIMIT).collect::<String>().into()));
    keep("uid", uid.map(Value::from));
    Ok(record)
}

fn without_scheme(property: &Property, scheme: &str) -> String {
    let line = property.line();
    let has_it = line.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if has_it { line.get(scheme.len()..).unwrap_or_default().to_owned() } else { line }
}

fn joined(parts: &[String], between: &str) -> String {
    parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(between)
}

/// `family;given;middle;before;after` as it is said.
fn name(property: &Property) -> String {
    let mut parts = property.parts();
    parts.resize(5, String::new());
    let [family, given, middle, before, after] = parts.as_slice() else { return String::new() };
    joined(&[before, given, middle, family, after].map(Clone::clone), " ")
}

/// `1985-04-12`, or `--04-12` where the year is not told.
fn birthday(property: &Property) -> Option<String> {
    let date: String = property.value.trim().split('T').next()?.chars().filter(char::is_ascii_alphanumeric).collect();
    if !date.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Apple writes a year that it says to leave out.
    let date = match property.parameter("X-APPLE-OMIT-YEAR") {
        Some(year) => date.strip_prefix(year).unwrap_or(&date),
        None => &date,
    };
    let (year, day) = date.split_at_checked(date.len().checked_sub(4)?)?;
    let (month, day) = day.split_at_checked(2)?;
    // A leap year, where none is told.
    let checked = format!("{}-{month}-{day}", if year.is_empty() { "2000" } else { year });
    checked.parse::<jiff::civil::Date>().ok()?;
    Some(if year.is_empty() { format!("--{month}-{day}") } else { checked })
}

#[cfg(test)]
mod tests {
    use super::super::{
        Format,
        fuzz::{read, read_in},
    };
    use super::*;

    fn cards(bytes: &[u8]) -> Vec<Record> {
        let (format, items) = read("contacts.vcf", bytes).unwrap();
        assert_eq!(format, Format::Vcard);
        assert_eq!(read_in("contacts.vcf", bytes, 3).unwrap().1, items);
        items.into_iter().map(|item| if let Item::Record(card) = item { *card } else { panic!("{item:?}") }).collect()
    }

    #[test]
    fn version_2_of_old_telephones() {
        let file = b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:M=C3=BCller;J=C3=B6rg;;Dr.\r\n\
            TEL;CELL;PREF:+49 170 1234\r\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Gr=FC=\r\n=DFe=0D=0Aund mehr\r\n\
            PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r\n END:VCARD\r\n\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:Someone else\r\nEND:VCARD\r\n\
            ADR;HOME:;;Weg 1;Graz;;8010;Austria\r\nEND:VCARD\r\n\
            BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=SHIFT_JIS:\x93\x8c\x8b\x9e\r\nEND:VCARD\r\n";
        let [one, two] = cards(file).try_into().unwrap();
        assert_eq!(one.title.as_deref(), Some("Dr. Jörg Müller"));
        assert_eq!(one.extra["note"], "Grüße\nund mehr");
        assert_eq!(one.extra["phones"][0], "+49 170 1234");
        assert_eq!(one.extra["addresses"][0], "Weg 1, Graz, 8010, Austria");
        assert_eq!(two.title.as_deref(), Some("東京"));
    }

    #[test]
    fn versions_3_and_4() {
        let file = "\u{feff}BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Ruiz\r\nN:Ruiz;Ana;;;\r\nORG:Taller\\; S.L.;Ventas\r\nTITLE:Jefa\r\n\
            item1.EMAIL;type=INTERNET:ana@taller.example\r\nEMAIL:ana@taller.example\r\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12\r\n\
            NOTE:dos\\nlín\r\n eas\r\nUID:u-1\r\nREV:2026-03-01T08:30:00Z\r\nEND:VCARD\r\n\
            begin:vcard\nversion:4.0\nFN:\nEMAIL:mailto:only@mail.example\nTEL;VALUE=uri:tel:+1-555\nBDAY:19850412\nend:vcard\n\
            BEGIN:VCARD\nFN:Leap\nBDAY:--0229\nEND:VCARD\nBEGIN:VCARD\nFN:Leap\nBDAY:last spring\nEND:VCARD\n";
        let [one, two, three, four] = cards(file.as_bytes()).try_into().unwrap();
        assert_eq!(one.time.unwrap().to_string(), "2026-03-01T08:30:00+00:00");
        assert_eq!(
            (one.extra["organization"].as_str(), one.detail().as_str()),
            (Some("Taller; S.L., Ventas"), "Taller; S.L., Ventas")
        );
        assert_eq!(one.extra["emails"].as_array().unwrap().len(), 1);
        assert_eq!(
            (one.extra["birthday"].as_str(), one.extra["note"].as_str()),
            (Some("--04-12"), Some("dos\nlíneas"))
        );
        assert_eq!(one.id, RecordId::from_natural_key(Source::Contact, &["u-1"]));
        assert_eq!((two.headline(), two.extra["phones"][0].as_str()), ("only@mail.example", Some("+1-555")));
        assert_eq!(two.extra["birthday"], "1985-04-12");
        assert_eq!(three.extra["birthday"], "--02-29");
        assert!(!four.extra.contains_key("birthday"));
        assert_ne!(three.id, four.id);
    }

    #[test]
    fn a_card_without_a_name_or_an_end() {
        let (_, items) = read("a.vcf", b"BEGIN:VCARD\nNOTE:x\nEND:VCARD\nBEGIN:VCARD\nFN:Cut").unwrap();
        assert_eq!(
            items,
            [skip("contact 1".into(), SkipReason::NotAContact), skip("contact 2".into(), SkipReason::Truncated),]
        );
    }
}
