//! Record: the one type for all evidence. The wire form is in docs/formats/record.md.

use std::fmt;

use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::time::{Time, When};

/// Kind of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Source {
    /// A message received or sent.
    Email,
    /// A line of a bank or card statement.
    Transaction,
    /// A calendar event.
    Calendar,
    /// A page visited.
    History,
    /// A turn with an AI assistant.
    Chat,
    /// A card of an address book.
    Contact,
}

impl Source {
    /// Every kind, in the order a person sees them.
    pub const ALL: [Self; 6] =
        [Self::Email, Self::Transaction, Self::Calendar, Self::History, Self::Chat, Self::Contact];

    /// Its place in [`Source::ALL`], for flat bytes.
    pub fn number(self) -> u8 {
        Self::ALL.into_iter().zip(0..).find(|(source, _)| *source == self).map_or(0, |(_, number)| number)
    }

    /// The kind at that place.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Transaction => "transaction",
            Self::Calendar => "calendar",
            Self::History => "history",
            Self::Chat => "chat",
            Self::Contact => "contact",
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Who says something in a chat with an assistant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// The person whose data it is.
    Person,
    /// The assistant.
    Assistant,
}

impl Author {
    /// The name on the wire: the field `author`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Assistant => "assistant",
        }
    }
}

/// The first 26 characters of base32(SHA-256(kind ‖ 0x00 ‖ key₀ ‖ 0x00 ‖ key₁ …)), RFC 4648 alphabet: what is the same has
/// the same id, on every day and every device.
pub fn natural_id<'a>(kind: &str, key: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    hash.update(kind);
    for part in key {
        hash.update([0]);
        hash.update(part);
    }
    let mut text = BASE32_NOPAD.encode(&hash.finalize());
    text.truncate(26);
    text
}

/// Identity of a record: the same evidence read twice has the same id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub struct RecordId(String);

impl RecordId {
    /// The [`natural_id`] of its source and `key`, the natural key: the parts that make this evidence this evidence.
    pub fn from_natural_key(source: Source, key: &[&str]) -> Self {
        Self(natural_id(source.name(), key.iter().copied()))
    }

    /// An id given from outside, e.g. in a labelled test set.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One piece of evidence. Every field but `id` and `source` is optional, and unknown fields are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Identity.
    pub id: RecordId,
    /// Kind of evidence; says which of the fields below are meant.
    pub source: Source,
    /// When it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,

    /// email: the author, `Name <address>` or the address alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// email: the recipients, each as `from`. A single text is read as a list of one.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub to: Vec<String>,
    /// email: the subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// email: the first words of the text, at most 240 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snippet: Option<String>,
    /// email, chat: the text, without markup.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// email: folders and labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub labels: Vec<String>,

    /// transaction: what the bank printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub descriptor: Option<String>,
    /// transaction: a decimal number as text, negative when money went out, e.g. `-12.50`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// transaction: ISO 4217 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// transaction: the account, as the file names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,

    /// calendar, history: the title; chat: that of the conversation; contact: the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// calendar: the start; a date alone is a whole day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<When>,
    /// calendar: the end; a date alone is exclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<When>,
    /// calendar: the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// calendar: who is invited, each as `from`.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub attendees: Vec<String>,

    /// history: the address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,

    /// Fields this version does not know, kept as they came.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl Record {
    /// A record of `source` with nothing else known.
    pub fn new(id: RecordId, source: Source) -> Self {
        Self {
            id,
            source,
            time: None,
            from: None,
            to: Vec::new(),
            subject: None,
            snippet: None,
            body: None,
            labels: Vec::new(),
            descriptor: None,
            amount: None,
            currency: None,
            account: None,
            title: None,
            start: None,
            end: None,
            location: None,
            attendees: Vec::new(),
            url: None,
            extra: Map::new(),
        }
    }

    /// Who said it in a chat; whoever brings chats in without an author means the person's own words.
    pub fn author(&self) -> Author {
        match self.extra.get("author").and_then(Value::as_str) {
            Some("assistant") => Author::Assistant,
            _ => Author::Person,
        }
    }

    /// The one line by which a person recognises it: subject, descriptor, title or name; the address of a page without a
    /// title; what a turn of a chat begins with.
    pub fn headline(&self) -> &str {
        let line = match self.source {
            Source::Email => self.subject.as_deref().or(self.snippet.as_deref()),
            Source::Transaction => self.descriptor.as_deref(),
            Source::Calendar | Source::Contact => self.title.as_deref(),
            Source::History => self.title.as_deref().filter(|title| !title.is_empty()).or(self.url.as_deref()),
            Source::Chat => self.body.as_deref().map(first_words),
        };
        line.unwrap_or_default()
    }

    /// The second line: sender, amount with its currency, place, address, conversation; empty where there is none.
    pub fn detail(&self) -> String {
        match self.source {
            Source::Email => self.from.clone().unwrap_or_default(),
            Source::Transaction => {
                let parts = [self.amount.as_deref(), self.currency.as_deref()];
                parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
            Source::Calendar => self.location.clone().unwrap_or_default(),
            Source::History => self.url.clone().unwrap_or_default(),
            Source::Chat => {
                let author = (self.author() == Author::Assistant).then_some("assistant");
                let parts = [self.title.as_deref(), author];
                parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
            }
            Source::Contact => {
                let first = |name: &str| match self.extra.get(name) {
                    Some(Value::Array(list)) => list.first()?.as_str(),
                    other => other?.as_str(),
                };
                ["organization", "emails", "phones"].iter().find_map(|name| first(name)).unwrap_or_default().to_owned()
            }
        }
    }
}

/// The first line of a text, at most 240 bytes of it.
fn first_words(text: &str) -> &str {
    let line = text.lines().next().unwrap_or_default();
    line.get(..line.floor_char_boundary(240)).unwrap_or(line)
}

/// Accepts `"a"`, `["a","b"]` and `null`.
fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        One(String),
        Many(Vec<String>),
        None(()),
    }
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(one) => vec![one],
        OneOrMany::Many(many) => many,
        OneOrMany::None(()) => Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_26_characters_and_depend_on_every_part() {
        let a = RecordId::from_natural_key(Source::Email, &["<a@b>"]);
        assert_eq!(a.as_str().len(), 26);
        assert_eq!(a, RecordId::from_natural_key(Source::Email, &["<a@b>"]));
        assert_ne!(a, RecordId::from_natural_key(Source::History, &["<a@b>"]));
        assert_ne!(
            RecordId::from_natural_key(Source::History, &["ab", "c"]),
            RecordId::from_natural_key(Source::History, &["a", "bc"])
        );
    }

    #[test]
    fn unknown_fields_survive() {
        let json = r#"{"id":"t1","source":"transaction","amount":"-5.00","mcc":"5411","to":"x"}"#;
        let record: Record = serde_json::from_str(json).unwrap();
        assert_eq!(record.to, ["x"]);
        let again = serde_json::to_value(&record).unwrap();
        assert_eq!(again["mcc"], "5411");
        assert!(again.get("subject").is_none());
    }
}
