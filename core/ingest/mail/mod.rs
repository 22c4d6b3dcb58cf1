//! Mail: one message → one record, with the text a person would read.
//!
//! Headers are read by `mail-parser`; the parts are walked here ([`mime`]), since only the first text is wanted and
//! a hostile message must cost neither a deep stack nor its attachments' size in memory.

use jiff::{Timestamp, civil, tz::Offset};
use mail_parser::{Address, DateTime, HeaderName, Message, MessageParser};
use serde_json::Value;

use super::{Item, Sink, SkipReason, charset, occurrence::Occurrences, skip};
use crate::{
    record::{Record, RecordId, Source},
    time::Time,
};

mod html;
mod mbox;
mod microdata;
mod mime;

pub use mbox::{Mbox, is_separator};
pub use mime::{quoted_printable, text_in};

/// The most bytes of a message that are looked at: headers and texts come first, attachments after.
pub const MESSAGE_LIMIT: usize = 8 * 1024 * 1024;
/// The longest body kept, characters.
const BODY_LIMIT: usize = 64 * 1024;
/// The longest snippet, characters.
const SNIPPET_LIMIT: usize = 240;
/// The most recipients kept.
const RECIPIENTS_LIMIT: usize = 100;

/// One message in its file.
pub struct Raw<'a> {
    /// The message, at most [`MESSAGE_LIMIT`] bytes of it.
    pub bytes: &'a [u8],
    /// Whether there was more of it.
    pub capped: bool,
    /// The place in the file.
    pub at: String,
    /// When it was put into the mailbox, for a message without a date of its own.
    pub arrived: Option<Time>,
    /// Whether it is the last of its file, and so may have been cut.
    pub last: bool,
}

/// Turns messages into records.
pub struct Mails {
    parser: MessageParser,
    occurrences: Occurrences,
}

impl Mails {
    /// A reader that has seen no message.
    pub fn new() -> Self {
        let parser = MessageParser::new()
            .default_header_ignore()
            .with_minimal_headers()
            .header_id(HeaderName::MessageId)
            .header_text(HeaderName::ListId)
            .header_text(HeaderName::Keywords)
            .header_text("X-Gmail-Labels")
            .header_text("X-Keywords");
        Self { parser, occurrences: Occurrences::default() }
    }

    /// Reads one message and gives what is in it to `sink`.
    pub fn read(&mut self, raw: Raw, sink: Sink) {
        let (head, body) = mime::split_head(raw.bytes);
        let cut_in_head = raw.last && body.is_none();
        let head = mime::bounded_head(head);
        let parsed = self.parser.parse_headers(head.as_bytes()).filter(|message| !message.headers().is_empty());
        let Some(message) = parsed else {
            sink(skip(raw.at, if cut_in_head { SkipReason::Truncated } else { SkipReason::NoHeaders }));
            return;
        };
        let found = mime::walk(&self.parser, &message, body.unwrap_or_default());
        let cut = raw.last && !raw.capped && (cut_in_head || !found.complete);
        let record = self.record(&message, found, &raw, cut);
        sink(Item::Record(Box::new(record)));
        if cut {
            sink(skip(raw.at, SkipReason::Truncated));
        }
    }

    fn record(&mut self, message: &Message, found: mime::Texts, raw: &Raw, cut: bool) -> Record {
        let capped = found.cut || (raw.capped && found.reached_end);
        let (text, schema) = readable(found);
        let (body, shortened) = shorten(&text, BODY_LIMIT);
        let time = message.date().and_then(moment).or(raw.arrived);
        let from = message.from().and_then(|from| people(from).next());
        let to: Vec<_> = message.to().into_iter().flat_map(people).take(RECIPIENTS_LIMIT).collect();
        let subject = message.subject().map(line).filter(|subject| !subject.is_empty());

        let message_id = message.message_id().map(str::trim).filter(|id| !id.is_empty());
        let id = match message_id {
            Some(id) => RecordId::from_natural_key(Source::Email, &[id]),
            None => {
                let time = time.map(|time| time.unix_seconds().to_string()).unwrap_or_default();
                let to = to.join(", ");
                let key = [&time, from.as_deref().unwrap_or(""), &to, subject.as_deref().unwrap_or(""), body];
                self.occurrences.id(Source::Email, &key)
            }
        };

        let mut record = Record::new(id, Source::Email);
        record.time = time;
        record.from = from;
        record.to = to;
        record.subject = subject;
        record.snippet = snippet(body);
        record.labels = labels(message);
        let mut keep = |name: &str, value: Value| record.extra.insert(name.to_owned(), value);
        if let Some(id) = message_id {
            keep("message_id", id.into());
        }
        if let Some(list) = message.header(HeaderName::ListId).and_then(|list| list.as_text()).and_then(list_id) {
            keep("list_id", list.into());
        }
        let copies: Vec<_> = message.cc().into_iter().flat_map(people).take(RECIPIENTS_LIMIT).collect();
        if !copies.is_empty() {
            keep("cc", copies.into());
        }
        if !schema.is_empty() {
            keep("schema", schema.into());
        }
        if shortened || capped || cut {
            keep("truncated", true.into());
        }
        record.body = Some(body.to_owned()).filter(|body| !body.is_empty());
        record
    }
}

/// A file that is one message.
pub struct Eml {
    bytes: Vec<u8>,
    capped: bool,
}

impl Eml {
    /// A reader at the start of a file.
    pub fn new() -> Self {
        Self { bytes: Vec::new(), capped: false }
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.capped |= append(&mut self.bytes, bytes);
    }

    /// The file is complete.
    pub fn finish(self, sink: Sink) {
        let bytes = charset::without_mark(&self.bytes).trim_ascii_start();
        let raw = Raw { bytes, capped: self.capped, at: "message 1".into(), arrived: None, last: true };
        Mails::new().read(raw, sink);
    }
}

/// Adds `bytes` to a message up to the limit; tells whether there were more.
fn append(message: &mut Vec<u8>, bytes: &[u8]) -> bool {
    let room = MESSAGE_LIMIT.saturating_sub(message.len());
    message.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
    bytes.len() > room
}

/// The text a person would read, and the schema.org blocks. Plain text is preferred, unless it is only a stand-in for
/// an HTML part that says much more.
fn readable(found: mime::Texts) -> (String, Vec<Value>) {
    let plain = found.plain.map(|plain| html::tidy(&plain)).unwrap_or_default();
    let Some(html) = found.html else { return (plain, Vec::new()) };
    let page = read_page(&html);
    let stand_in = plain.len() < 120 && plain.len() * 4 < page.text.len();
    (if stand_in { page.text } else { plain }, page.schema)
}

/// The text of a piece of HTML, tidied.
pub fn text_of_html(html: &str) -> String {
    html::read(html).text
}

/// A page with the schema.org objects it carries: JSON-LD, or else microdata.
fn read_page(html: &str) -> html::Page {
    let mut page = html::read(html);
    if page.schema.is_empty() {
        page.schema = microdata::read(html);
    }
    page
}

/// A text or page that came without the mail it was in: a record as of a mail, the lines kept as they stand. `context`
/// is a mail that tells who sent it and when.
pub fn loose(name: &str, bytes: &[u8], context: Option<&Record>) -> Record {
    let text = charset::text(charset::without_mark(bytes));
    let is_page = text.trim_start().starts_with('<') || name.to_ascii_lowercase().ends_with("html");
    let (body, schema) = if is_page {
        let page = read_page(&text);
        (page.text, page.schema)
    } else {
        (text.replace('\r', ""), Vec::new())
    };
    let (body, _) = shorten(&body, BODY_LIMIT);
    let mut record = Record::new(RecordId::from_natural_key(Source::Email, &[body]), Source::Email);
    record.body = Some(body.to_owned()).filter(|body| !body.is_empty());
    record.time = context.and_then(|context| context.time);
    record.from = context.and_then(|context| context.from.clone());
    record.subject = context.and_then(|context| context.subject.clone());
    if !schema.is_empty() {
        record.extra.insert("schema".into(), schema.into());
    }
    record
}

/// The first `limit` characters, and whether that is less than all.
fn shorten(text: &str, limit: usize) -> (&str, bool) {
    match text.char_indices().nth(limit) {
        Some((at, _)) => (text.get(..at).unwrap_or(text), true),
        None => (text, false),
    }
}

/// The first words, on one line, without what is quoted from an earlier mail.
fn snippet(body: &str) -> Option<String> {
    let mut words = String::new();
    let own = body.lines().filter(|line| !line.starts_with('>')).flat_map(str::split_whitespace);
    for word in own {
        if words.len() > SNIPPET_LIMIT * 4 {
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    let (short, _) = shorten(&words, SNIPPET_LIMIT);
    Some(short.trim_end().to_owned()).filter(|short| !short.is_empty())
}

/// A header's text on one line.
fn line(text: &str) -> String {
    let printable = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let line = printable.collect::<Vec<_>>().join(" ");
    shorten(&line, 1000).0.to_owned()
}

fn people<'a>(address: &'a Address) -> impl Iterator<Item = String> + 'a {
    address.iter().filter_map(|person| {
        let name = person.name().map(line).filter(|name| !name.is_empty());
        let address = person.address().map(line).filter(|address| !address.is_empty());
        match (name, address) {
            (Some(name), Some(address)) if name != address => Some(format!("{name} <{address}>")),
            (_, Some(address)) => Some(address),
            (name, None) => name,
        }
    })
}

/// The identifier of `Name <list.example.org>`.
fn list_id(text: &str) -> Option<String> {
    let inner = text.rsplit_once('<').map_or(text, |(_, rest)| rest.split('>').next().unwrap_or(rest));
    Some(line(inner)).filter(|id| !id.is_empty())
}

/// Labels and folders: Gmail's, and the keywords of other programs; commas separate, quotes hold together.
fn labels(message: &Message) -> Vec<String> {
    let headers = ["X-Gmail-Labels", "X-Keywords", "Keywords"];
    let texts = headers.iter().flat_map(|name| message.header_values(*name)).filter_map(|value| value.as_text());
    let mut labels: Vec<String> = Vec::new();
    for text in texts {
        let mut quoted = false;
        let split = text.split(|c| {
            quoted ^= c == '"';
            c == ',' && !quoted
        });
        for label in split {
            let label = line(label.trim().trim_matches('"'));
            if !label.is_empty() && !labels.contains(&label) && labels.len() < RECIPIENTS_LIMIT {
                labels.push(label);
            }
        }
    }
    labels
}

/// The instant of a `Date` header, with its offset.
fn moment(date: &DateTime) -> Option<Time> {
    let part = |value: u8| i8::try_from(value).ok();
    let (year, second) = (i16::try_from(date.year).ok()?, date.second.min(59));
    let day = civil::Date::new(year, part(date.month)?, part(date.day)?).ok()?;
    let time = civil::Time::new(part(date.hour)?, part(date.minute)?, part(second)?, 0).ok()?;
    let seconds = i32::from(date.tz_hour) * 3600 + i32::from(date.tz_minute) * 60;
    let offset = Offset::from_seconds(if date.tz_before_gmt { -seconds } else { seconds }).ok()?;
    let instant: Timestamp = offset.to_timestamp(day.to_datetime(time)).ok()?;
    Some(Time::new(instant, offset))
}

#[cfg(test)]
mod tests;
