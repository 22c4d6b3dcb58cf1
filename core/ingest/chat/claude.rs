//! Claude: `conversations.json` with `chat_messages` and `sender`; and the shape that others share with it, `messages` and
//! `role`.

use serde_json::Value;

use super::{Author, Conversation, Fields, SkipReason, Turn, said, text_of, time_of, title_of};

/// The names of the time of a message.
const TIMES: [&str; 4] = ["created_at", "timestamp", "create_time", "updated_at"];

/// Reads a conversation.
pub fn read(fields: &Fields) -> Result<Conversation, SkipReason> {
    let list = fields.get("chat_messages").or_else(|| fields.get("messages")).and_then(Value::as_array);
    let messages = list.ok_or(SkipReason::NotAChat)?.iter().filter_map(Value::as_object);
    let began = time_of(fields, &TIMES);
    let turns = messages.filter_map(|message| {
        let author = match text_of(message, &["sender", "role"])? {
            "human" | "user" => Author::Person,
            "assistant" | "model" => Author::Assistant,
            _ => return None,
        };
        let id = text_of(message, &["uuid", "id"]).map(str::to_owned);
        Some(Turn { author, id, time: time_of(message, &TIMES).or(began), text: said(&text(message)), standing: false })
    });
    Ok(Conversation {
        service: "claude",
        id: text_of(fields, &["uuid", "conversation_id", "id"]).map(str::to_owned),
        title: title_of(fields, &["name", "title"]),
        turns: turns.collect(),
    })
}

/// The text is in the blocks of `content` where there are any (`text` is then empty or all of them at once, thoughts and
/// calls of tools with it), else in `content` or `text` itself.
fn text(message: &Fields) -> String {
    let blocks = message.get("content").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let told = blocks.iter().filter_map(|block| match block {
        Value::String(text) => Some(text.as_str()),
        block => {
            let is_text = block.get("type").is_none_or(|kind| kind == "text");
            block.get("text").and_then(Value::as_str).filter(|_| is_text)
        }
    });
    let told = told.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join("\n");
    if told.is_empty() { text_of(message, &["content", "text"]).unwrap_or_default().to_owned() } else { told }
}
