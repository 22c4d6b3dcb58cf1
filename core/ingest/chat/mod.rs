//! Chats with AI assistants, as their services export them (JSON): every turn of the person and of the assistant is one
//! record. What tools, the service itself or the assistant's own thoughts say is left out.
//!
//! Each service has a file of its own here, which tells what its objects mean; objects are told apart one by one.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{
    IngestError, Item, Sink, SkipReason, charset,
    history::moment,
    json::{Cut, Cutter, Lists},
    occurrence::Occurrences,
    skip,
};
use crate::{
    record::{Author, Record, RecordId, Source},
    time::Time,
};

mod chatgpt;
mod claude;
mod gemini;
#[cfg(test)]
mod tests;

/// One object is a whole conversation.
const LISTS: Lists =
    Lists { names: &[b"", b"conversations", b"chats"], root: true, size: 32 * 1024 * 1024, depth: 100 };
/// The longest text kept of a turn, characters.
const BODY_LIMIT: usize = 64 * 1024;
/// The longest title kept, characters.
const TITLE_LIMIT: usize = 300;

/// An object of JSON.
type Fields = Map<String, Value>;

/// A conversation, as far as it is kept.
struct Conversation {
    service: &'static str,
    id: Option<String>,
    title: Option<String>,
    /// In the order they were said.
    turns: Vec<Turn>,
}

/// What one of the two said.
struct Turn {
    author: Author,
    /// The service's own id of it.
    id: Option<String>,
    time: Option<Time>,
    text: String,
    /// What the person has the assistant know in every conversation ("custom instructions").
    standing: bool,
}

/// Reads chats.
pub struct Chats {
    cutter: Cutter,
    turns: Turns,
}

impl Default for Chats {
    /// At the start of a file.
    fn default() -> Self {
        Self { cutter: Cutter::new(LISTS), turns: Turns::default() }
    }
}

impl Chats {
    /// Whether the JSON that begins with `text` holds chats.
    pub fn is_chats(text: &str) -> bool {
        let has = |name: &str| text.contains(&format!("\"{name}\""));
        (has("mapping") && has("message"))
            || has("chat_messages")
            || (has("messages") && (has("role") || has("sender")))
            || (has("products") && has("header") && has("time"))
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8], sink: Sink) {
        let Self { cutter, turns } = self;
        cutter.push(bytes, &mut |cut| turns.object(&cut, sink));
    }

    /// The file is complete.
    pub fn finish(self, sink: Sink) -> Result<(), IngestError> {
        if !self.cutter.is_complete() {
            sink(skip(self.turns.place(), SkipReason::Truncated));
        } else if self.turns.objects == 0 {
            return Err(IngestError::NothingKnown);
        }
        Ok(())
    }
}

/// Turns of conversations → records.
#[derive(Default)]
struct Turns {
    objects: u64,
    occurrences: Occurrences,
    /// Standing instructions come with every conversation, and are one record.
    standing: HashSet<RecordId>,
    /// Whether it was told that the file is about another product.
    other_told: bool,
}

impl Turns {
    fn place(&self) -> String {
        format!("conversation {}", self.objects.saturating_add(1))
    }

    fn object(&mut self, cut: &Cut, sink: Sink) {
        if !cut.known {
            return;
        }
        match read(cut) {
            Ok(conversation) => self.conversation(conversation, sink),
            Err(SkipReason::OtherProduct) if std::mem::replace(&mut self.other_told, true) => {}
            Err(why) => sink(skip(self.place(), why)),
        }
        self.objects = self.objects.saturating_add(1);
    }

    fn conversation(&mut self, conversation: Conversation, sink: Sink) {
        let said = conversation.turns.iter().filter(|turn| !turn.text.is_empty());
        let mut number: u64 = 0;
        for turn in said {
            let mut record = Record::new(self.id(&conversation, turn), Source::Chat);
            if turn.standing && !self.standing.insert(record.id.clone()) {
                continue;
            }
            record.time = turn.time;
            record.body = Some(turn.text.clone());
            let mut keep = |name: &str, value: Value| record.extra.insert(name.to_owned(), value);
            keep("author", turn.author.name().into());
            keep("service", conversation.service.into());
            if turn.text.chars().count() >= BODY_LIMIT {
                keep("truncated", true.into());
            }
            if !turn.standing {
                if let Some(thread) = &conversation.id {
                    keep("thread", thread.as_str().into());
                }
                keep("turn", number.into());
                record.title = conversation.title.clone();
                number = number.saturating_add(1);
            }
            sink(Item::Record(Box::new(record)));
        }
    }

    fn id(&mut self, conversation: &Conversation, turn: &Turn) -> RecordId {
        let thread = conversation.id.as_deref().unwrap_or_default();
        match &turn.id {
            _ if turn.standing => RecordId::from_natural_key(Source::Chat, &["", turn.author.name(), "", &turn.text]),
            Some(id) => RecordId::from_natural_key(Source::Chat, &[thread, id]),
            None => {
                let time = turn.time.map(|time| time.instant().as_microsecond().to_string()).unwrap_or_default();
                self.occurrences.id(Source::Chat, &[thread, turn.author.name(), &time, &turn.text])
            }
        }
    }
}

fn read(cut: &Cut) -> Result<Conversation, SkipReason> {
    let fields: Fields = serde_json::from_str(&charset::text(cut.object?)).map_err(|_| SkipReason::NotJson)?;
    if fields.contains_key("mapping") {
        chatgpt::read(&fields)
    } else if fields.contains_key("chat_messages") || fields.contains_key("messages") {
        claude::read(&fields)
    } else {
        gemini::read(&fields)
    }
}

/// The first of the texts `names` that is there and not blank.
fn text_of<'a>(fields: &'a Fields, names: &[&str]) -> Option<&'a str> {
    names.iter().filter_map(|name| fields.get(*name)?.as_str()).map(str::trim).find(|text| !text.is_empty())
}

/// The first of the times `names` that is there and can be read.
fn time_of(fields: &Fields, names: &[&str]) -> Option<Time> {
    names.iter().filter_map(|name| fields.get(*name)).find_map(|value| moment(value).ok())
}

fn title_of(fields: &Fields, names: &[&str]) -> Option<String> {
    let words: Vec<_> = text_of(fields, names)?.split_whitespace().collect();
    Some(words.join(" ").chars().take(TITLE_LIMIT).collect())
}

/// What was said, as it is kept: lines and their indents stay, control characters go.
fn said(text: &str) -> String {
    let kept = text.trim().chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    kept.take(BODY_LIMIT).collect()
}
