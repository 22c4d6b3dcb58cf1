//! The exports of the three services, with what is odd in each.

use serde_json::json;

use super::super::{
    Format, Item, Skip, SkipReason,
    fuzz::{read, read_in},
};
use crate::record::Record;

/// `turn author title: body @time` a record; the place and reason of what was skipped.
fn told(bytes: &[u8]) -> Vec<String> {
    let (format, items) = read("conversations.json", bytes).unwrap();
    assert_eq!(format, Format::Chat);
    assert_eq!(read_in("conversations.json", bytes, 7).unwrap().1, items);
    items.iter().map(line).collect()
}

fn line(item: &Item) -> String {
    match item {
        Item::Record(record) => format!(
            "{} {} {}: {} @{}",
            record.extra.get("turn").map_or("-".into(), ToString::to_string),
            record.author().name(),
            record.title.as_deref().unwrap_or("-"),
            record.body.as_deref().unwrap().replace('\n', "|"),
            record.time.map_or("-".into(), |time| time.unix_seconds().to_string()),
        ),
        Item::Skipped(skip) => format!("{}: {}", skip.at, skip.why.code()),
    }
}

fn records(bytes: &[u8]) -> Vec<Record> {
    let (_, items) = read("conversations.json", bytes).unwrap();
    items.into_iter().filter_map(|item| if let Item::Record(record) = item { Some(*record) } else { None }).collect()
}

fn node(id: &str, parent: Option<&str>, message: serde_json::Value) -> (String, serde_json::Value) {
    (id.to_owned(), json!({"id": id, "parent": parent, "children": [], "message": message}))
}

fn message(role: &str, time: Option<f64>, content: serde_json::Value) -> serde_json::Value {
    json!({"id": null, "author": {"role": role}, "create_time": time, "content": content, "recipient": "all", "metadata": {}})
}

fn text(parts: &[&str]) -> serde_json::Value {
    json!({"content_type": "text", "parts": parts})
}

/// A conversation with a branch that was left, null times, and every type of content.
fn chatgpt() -> serde_json::Value {
    let to_tool = json!({"author": {"role": "assistant"}, "recipient": "python", "create_time": 1_700_000_000.9,
        "content": {"content_type": "code", "language": "python", "text": "1+1"}});
    let hidden = json!({"author": {"role": "user"}, "recipient": "all", "content": text(&["unseen"]),
        "metadata": {"is_visually_hidden_from_conversation": true}});
    let spoken = json!({"content_type": "multimodal_text", "parts": [
        {"content_type": "audio_transcription", "text": "and Oslo?", "direction": "in"},
        {"content_type": "image_asset_pointer", "asset_pointer": "file-service://x", "width": 1},
        "with this picture",
    ]});
    let about = json!({"content_type": "user_editable_context", "user_profile": "I live in Bern.", "user_instructions": "Be brief."});
    let nodes = [
        node("root", None, json!(null)),
        node("sys", Some("root"), message("system", None, text(&[""]))),
        node("about", Some("sys"), message("user", None, about)),
        node("a", Some("about"), message("user", Some(1_700_000_000.5), text(&["A train to Rome?", " "]))),
        node("hidden", Some("a"), hidden),
        node("left", Some("hidden"), message("assistant", Some(1_700_000_001.0), text(&["left behind"]))),
        node(
            "thoughts",
            Some("hidden"),
            message("assistant", None, json!({"content_type": "thoughts", "thoughts": [{"content": "hm"}]})),
        ),
        node("call", Some("thoughts"), to_tool),
        node("out", Some("call"), message("tool", None, json!({"content_type": "execution_output", "text": "2"}))),
        node("web", Some("out"), message("tool", None, json!({"content_type": "tether_quote", "text": "q"}))),
        node(
            "recap",
            Some("web"),
            message("assistant", None, json!({"content_type": "reasoning_recap", "content": "Thought"})),
        ),
        node(
            "b",
            Some("recap"),
            message("assistant", None, text(&["Yes \u{e200}cite\u{e202}turn0search0\u{e201}at nine.\u{7}"])),
        ),
        node("c", Some("b"), message("user", Some(1_700_000_100.0), spoken)),
        node(
            "d",
            Some("c"),
            message("assistant", Some(1_700_000_101.0), json!({"content_type": "code", "text": "SBB IC 5"})),
        ),
    ];
    json!({"title": "Trains\nto Rome", "create_time": 1_699_999_999.0, "update_time": null, "current_node": "d",
        "conversation_id": "c-1", "mapping": nodes.into_iter().collect::<serde_json::Map<_, _>>()})
}

#[test]
fn chatgpt_keeps_what_the_two_said_on_the_branch_last_seen() {
    let mut second = chatgpt();
    second["conversation_id"] = json!("c-2");
    second["current_node"] = json!(null);
    let bytes = serde_json::to_vec(&json!([chatgpt(), second, {"mapping": 5}, chatgpt()])).unwrap();
    let one = [
        "0 person Trains to Rome: A train to Rome? @1700000000",
        "1 assistant Trains to Rome: Yes at nine. @1700000000",
        "2 person Trains to Rome: and Oslo?|with this picture @1700000100",
        "3 assistant Trains to Rome: SBB IC 5 @1700000101",
    ];
    let lines = told(&bytes);
    // Without a current node the leaf with the latest message counts; what stands in every conversation is told once.
    assert_eq!(lines[0], "- person -: I live in Bern.|Be brief. @1699999999");
    assert_eq!(lines[1..5], one);
    assert_eq!(lines[5..9], one);
    assert_eq!(lines[9], "conversation 3: not-a-chat");
    assert_eq!(lines[10..], one);
    let records = records(&bytes);
    assert_eq!(records[1].extra["thread"], "c-1");
    assert_eq!(records[1].extra["service"], "chatgpt");
    assert_ne!(records[1].id, records[5].id);
    assert_eq!(records[1].id, records[9].id);
}

#[test]
fn a_circle_of_nodes_ends() {
    let nodes = [
        node("a", Some("b"), message("user", Some(1.0), text(&["one"]))),
        node("b", Some("a"), message("assistant", Some(2.0), text(&["two"]))),
    ];
    let mapping = nodes.into_iter().collect::<serde_json::Map<_, _>>();
    let lines = told(&serde_json::to_vec(&json!({"title": "x", "mapping": mapping, "current_node": "b"})).unwrap());
    assert_eq!(lines, ["0 person x: one @1", "1 assistant x: two @2"]);
}

#[test]
fn claude_in_both_shapes() {
    let file = json!([
        {"uuid": "u-1", "name": "Bread", "created_at": "2026-03-01T08:00:00Z", "chat_messages": [
            {"uuid": "m-1", "sender": "human", "text": "How long?", "content": [], "created_at": "2026-03-01T08:00:01.5Z"},
            {"uuid": "m-2", "sender": "assistant", "text": "", "created_at": "2026-03-01T08:00:02Z", "content": [
                {"type": "thinking", "thinking": "hm", "text": "no"},
                {"type": "text", "text": "40 minutes,"},
                {"type": "tool_use", "name": "x", "input": {}},
                {"type": "text", "text": "at 230 °C."},
            ], "attachments": [{"extracted_content": "a file"}]},
            {"uuid": "m-3", "sender": "human", "text": "", "content": []},
        ]},
        {"title": "Milk", "messages": [
            {"role": "system", "content": "You are"},
            {"role": "user", "content": "Oat?", "timestamp": 1_700_000_000},
            {"role": "assistant", "content": [{"type": "text", "text": "Yes."}]},
        ]},
    ]);
    assert_eq!(
        told(&serde_json::to_vec(&file).unwrap()),
        [
            "0 person Bread: How long? @1772352001",
            "1 assistant Bread: 40 minutes,|at 230 °C. @1772352002",
            "0 person Milk: Oat? @1700000000",
            "1 assistant Milk: Yes. @-",
        ]
    );
    let alone = serde_json::to_vec(&file[0]).unwrap();
    assert_eq!(told(&alone).len(), 2);
    let listed = json!({"version": 1, "note": "x", "conversations": file});
    assert_eq!(told(&serde_json::to_vec(&listed).unwrap()).len(), 4);
}

#[test]
fn gemini_in_any_language() {
    let activity = |title: &str, header: &str, answer: Option<&str>| {
        let mut activity = json!({"header": header, "title": title, "titleUrl": "https://gemini.google.com/",
            "time": "2026-03-01T08:30:00.123Z", "products": [header], "activityControls": ["x"]});
        if let Some(html) = answer {
            activity["safeHtmlItem"] = json!([{"html": html}]);
        }
        activity
    };
    let file = json!([
        activity(
            "Prompted\u{a0}plan a picnic",
            "Gemini Apps",
            Some("<p>Bring <b>bread</b> &amp; cheese.</p><script>x</script>")
        ),
        activity("Eingabe: Wetter in Graz", "Gemini-Apps", Some("<p>Sonnig.</p>")),
        activity("Prompted only asked", "Bard", None),
        activity("Used an Assistant feature", "Gemini Apps", None),
        activity("Searched for shoes", "Search", None),
        activity("Searched for socks", "Search", None),
    ]);
    let bytes = serde_json::to_vec(&file).unwrap();
    assert_eq!(
        told(&bytes),
        [
            "0 person -: plan a picnic @1772353800",
            "1 assistant -: Bring bread & cheese. @1772353800",
            "0 person -: Eingabe: Wetter in Graz @1772353800",
            "1 assistant -: Sonnig. @1772353800",
            "0 person -: only asked @1772353800",
            "conversation 4: not-a-chat",
            "conversation 5: other-product",
        ]
    );
    let records = records(&bytes);
    assert_eq!(records[0].extra["thread"], records[1].extra["thread"]);
}

#[test]
fn what_is_too_large_or_cut_takes_nothing_with_it() {
    let large = format!(r#"{{"uuid":"l","chat_messages":[{{"text":"{}"}}]}}"#, "x".repeat(33 * 1024 * 1024));
    let small = r#"{"uuid":"s","name":"n","chat_messages":[{"uuid":"1","sender":"human","text":"hi \"[{"}]}"#;
    let file = format!(r#"[{small},{large},{small},{{"uuid":"c","chat_messages":[{{"sender":"hum"#);
    let (_, items) = read("conversations.json", file.as_bytes()).unwrap();
    let lines: Vec<_> = items.iter().map(line).collect();
    assert_eq!(
        lines,
        ["0 person n: hi \"[{ @-", "conversation 2: too-large", "0 person n: hi \"[{ @-", "conversation 4: truncated"]
    );
    assert_eq!(items[3], Item::Skipped(Skip { at: "conversation 4".into(), why: SkipReason::Truncated }));
}
