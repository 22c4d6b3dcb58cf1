//! Gemini: `MyActivity.json` of Google Takeout, one object a prompt with its answer as HTML. The file and its texts are in
//! the person's language; what is read of it is not.

use serde_json::Value;

use super::{Author, Conversation, Fields, SkipReason, Turn, said, text_of, time_of};
use crate::ingest::mail;

/// What stands before the prompt, in English.
const PREFIXES: [&str; 3] = ["Prompted ", "Asked ", "Said "];

/// Reads a prompt and its answer.
pub fn read(fields: &Fields) -> Result<Conversation, SkipReason> {
    let products = fields.get("products").and_then(Value::as_array).into_iter().flatten();
    let mut names = products.chain(fields.get("header")).filter_map(Value::as_str);
    if !names.any(|name| name.contains("Gemini") || name.contains("Bard")) {
        return Err(SkipReason::OtherProduct);
    }
    let title = text_of(fields, &["title"]).ok_or(SkipReason::NotAChat)?.replace('\u{a0}', " ");
    let prompt = PREFIXES.iter().find_map(|prefix| title.strip_prefix(prefix));
    let answers = fields.get("safeHtmlItem").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let answer: Vec<_> = answers.iter().filter_map(|item| item.get("html")?.as_str()).map(mail::text_of_html).collect();
    if prompt.is_none() && answer.is_empty() {
        // Settings changed, pictures made, feedback given.
        return Err(SkipReason::NotAChat);
    }
    let time = time_of(fields, &["time"]).ok_or(SkipReason::NotADate)?;
    let turn = |author, text: &str| Turn { author, id: None, time: Some(time), text: said(text), standing: false };
    Ok(Conversation {
        service: "gemini",
        id: Some(format!("gemini-{}", time.instant().as_microsecond())),
        title: None,
        turns: vec![turn(Author::Person, prompt.unwrap_or(&title)), turn(Author::Assistant, &answer.join("\n"))],
    })
}
