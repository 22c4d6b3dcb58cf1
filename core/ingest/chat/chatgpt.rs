//! ChatGPT: `conversations.json`, or `conversations-000.json` and so on. A conversation is a graph of nodes, each with its
//! parent: what was said again after an edit is another branch. The branch that the person last saw is read.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Author, Conversation, Fields, SkipReason, Turn, said, text_of, time_of, title_of};

/// Reads a conversation.
pub fn read(fields: &Fields) -> Result<Conversation, SkipReason> {
    let nodes = fields.get("mapping").and_then(Value::as_object).ok_or(SkipReason::NotAChat)?;
    let mut time = time_of(fields, &["create_time"]);
    let mut turns = Vec::new();
    for node in branch(nodes, fields.get("current_node").and_then(Value::as_str)) {
        let Some(message) = node.get("message").and_then(Value::as_object) else { continue };
        // Some messages have no time: it was not before the last that has one.
        time = time_of(message, &["create_time"]).or(time);
        let Some((author, text, standing)) = turn(message) else { continue };
        let id = text_of(message, &["id"]).or(text_of(node, &["id"])).map(str::to_owned);
        turns.push(Turn { author, id, time, text, standing });
    }
    Ok(Conversation {
        service: "chatgpt",
        id: text_of(fields, &["conversation_id", "id"]).map(str::to_owned),
        title: title_of(fields, &["title"]),
        turns,
    })
}

/// The nodes from the root to `current`; without one, to the leaf with the latest message.
fn branch<'a>(nodes: &'a Fields, current: Option<&str>) -> Vec<&'a Fields> {
    let parent = |node: &'a Value| node.get("parent").and_then(Value::as_str);
    let mut at = current.and_then(|current| nodes.get_key_value(current)).or_else(|| {
        let parents: BTreeSet<&str> = nodes.values().filter_map(parent).collect();
        let leaves = nodes.iter().filter(|(id, _)| !parents.contains(id.as_str()));
        leaves.max_by_key(|(_, node)| node.get("message")?.as_object().and_then(|said| time_of(said, &["create_time"])))
    });
    let mut path = Vec::new();
    while let Some((_, node)) = at {
        path.extend(node.as_object());
        // A damaged file may go round in a circle.
        at = parent(node).filter(|_| path.len() < nodes.len()).and_then(|parent| nodes.get_key_value(parent));
    }
    path.reverse();
    path
}

/// Who said what in a message, and whether it is told in every conversation; `None` for what neither of the two said.
fn turn(message: &Fields) -> Option<(Author, String, bool)> {
    let role = message.get("author").and_then(|author| author.get("role")).and_then(Value::as_str)?;
    let content = message.get("content").and_then(Value::as_object)?;
    let kind = text_of(content, &["content_type"]).unwrap_or("text");
    let author = match role {
        "user" => Author::Person,
        "assistant" => Author::Assistant,
        _ => return None,
    };
    if kind == "user_editable_context" && author == Author::Person {
        let told = ["user_profile", "user_instructions"].map(|name| text_of(content, &[name]).unwrap_or_default());
        return Some((author, said(&told.join("\n")), true));
    }
    // What the assistant writes to a tool goes to it by name.
    let to_a_tool = message.get("recipient").and_then(Value::as_str).is_some_and(|recipient| recipient != "all");
    let unseen = message.get("metadata").and_then(|data| data.get("is_visually_hidden_from_conversation"));
    if to_a_tool || unseen.and_then(Value::as_bool) == Some(true) {
        return None;
    }
    let text = match kind {
        "text" | "multimodal_text" => {
            let parts = content.get("parts").and_then(Value::as_array);
            let parts = parts.into_iter().flatten().filter_map(|part| match part {
                Value::String(text) => Some(text.as_str()),
                // What was spoken comes as an object beside the sound.
                other => other.get("text").and_then(Value::as_str),
            });
            parts.filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("\n")
        }
        // Code that the person is shown, rather than a tool.
        "code" => text_of(content, &["text"])?.to_owned(),
        // execution_output, thoughts, reasoning_recap, tether_quote, tether_browsing_display, system_error, …
        _ => return None,
    };
    Some((author, said(&without_citations(&text)), false))
}

/// References to what a tool found stand between two private characters.
fn without_citations(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\u{e200}') {
        out.push_str(before);
        rest = after.split_once('\u{e201}').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}
