//! Portable AI Memory 1.0 (https://portable-ai-memory.org/spec/v1.0): the memory store, `memory-store.json`.
//!
//! What their form has no place for is left out on the way there (episodes' parts, versions, strength): our own loses
//! nothing. On the way here each of their memories is a candidate for the gate.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::{
    time::Time,
    unicode::{Form, normal},
};

use super::super::{
    candidate::{Candidate, Origin, Relation, Subject, Tier},
    error::MemoryError,
    model::{Memory, MemoryKind, Standing},
};
use super::Placed;

const SCHEMA: &str = "portable-ai-memory";
const VERSION: &str = "1.0";

pub(super) fn write(memories: &[&Memory], now: Time) -> Result<String, MemoryError> {
    // Entities are names of others' memories, and what waits for the person's word is not theirs to pass on.
    let shown = |memory: &&&Memory| memory.kind() != MemoryKind::Entity && memory.standing != Standing::Review;
    let memories: Vec<Value> = memories.iter().filter(shown).map(|memory| portable(memory, now)).collect();
    let store = json!({
        "schema": SCHEMA,
        "schema_version": VERSION,
        "spec_uri": "https://portable-ai-memory.org/spec/v1.0",
        "exported_by": concat!("ownyou/", env!("CARGO_PKG_VERSION")),
        "export_date": now,
        // Nothing by which two exports could be laid side by side.
        "owner": { "id": "owner" },
        "memories": memories,
    });
    serde_json::to_string_pretty(&store).map_err(|_| MemoryError::Impossible("it cannot be exported"))
}

fn portable(memory: &Memory, now: Time) -> Value {
    let kind = match memory.kind() {
        MemoryKind::Fact | MemoryKind::Entity => "fact",
        MemoryKind::Relationship => "relationship",
        MemoryKind::Rule => "instruction",
        MemoryKind::Episode => "context",
    };
    let status = match memory.standing {
        Standing::Archived => "archived",
        _ if memory.has_ended(now) => "superseded",
        _ => "active",
    };
    let (visibility, by_hand) = (memory.tier == Tier::Public, memory.origin == Origin::Person);
    let relation = memory.statement().map_or(Relation::NOTE, |statement| statement.relation.as_str());
    json!({
        "id": memory.id,
        "type": kind,
        "status": status,
        "content": memory.text,
        "content_hash": content_hash(&memory.text),
        "tags": if is_tag(&memory.context) { vec![memory.context.as_str()] } else { Vec::new() },
        "confidence": { "initial": memory.confidence, "current": memory.confidence, "last_reinforced": memory.accessed },
        "temporal": { "created_at": memory.known, "valid_from": memory.valid.from, "valid_until": memory.valid.to },
        "provenance": {
            "platform": "ownyou",
            "extraction_method": if by_hand { "explicit_user_input" } else { "api_export" },
            "extractor": memory.extractor,
        },
        "access": { "visibility": if visibility { "shared" } else { "private" }, "exportable": true },
        "metadata": { "domain": memory.context, "relation": relation, "tier": memory.tier },
    })
}

/// Their memories as candidates, each with its place; `None` when the file is not of this form.
pub(super) fn read(file: &str) -> Result<Option<Vec<Placed<Candidate>>>, MemoryError> {
    if !file.trim_start().starts_with('{') {
        return Ok(None);
    }
    let Ok(Value::Object(store)) = serde_json::from_str::<Value>(file) else { return Ok(None) };
    if store.get("schema").and_then(Value::as_str) != Some(SCHEMA) {
        return Ok(None);
    }
    if !store.get("schema_version").and_then(Value::as_str).is_some_and(|version| version.starts_with("1.")) {
        return Err(MemoryError::NoExport("its version of Portable AI Memory is not known".to_owned()));
    }
    let Some(Value::Array(memories)) = store.get("memories") else {
        return Err(MemoryError::NoExport("it has no memories".to_owned()));
    };
    let place = |at: usize| format!("memory {}", at.saturating_add(1));
    let candidate = |memory: &Value| memory.as_object().and_then(candidate);
    Ok(Some(memories.iter().enumerate().map(|(at, memory)| (place(at), candidate(memory))).collect()))
}

fn candidate(memory: &Map<String, Value>) -> Option<Candidate> {
    let text = memory.get("content")?.as_str()?.trim().to_owned();
    if memory.get("status").and_then(Value::as_str) == Some("retracted") {
        return None;
    }
    let within = |part: &str, name: &str| memory.get(part).and_then(|part| part.get(name));
    let time = |name| within("temporal", name).and_then(Value::as_str).and_then(|time| time.parse::<Time>().ok());
    let platform = within("provenance", "platform").and_then(Value::as_str).unwrap_or("unknown");
    let context = within("metadata", "domain").and_then(Value::as_str).filter(|context| is_tag(context));
    let context = context.unwrap_or("general").to_owned();
    let tier = within("metadata", "tier").and_then(|tier| serde_json::from_value::<Tier>(tier.clone()).ok());
    #[expect(clippy::cast_possible_truncation, reason = "a confidence needs no more digits")]
    let confidence = within("confidence", "current").and_then(Value::as_f64).unwrap_or(0.7) as f32;
    Some(Candidate {
        subject: Subject::You,
        relation: Relation::note(),
        object: text.clone(),
        text,
        tier: tier.unwrap_or_else(|| Tier::of_context(&context)),
        context,
        valid_from: time("valid_from"),
        valid_to: time("valid_until"),
        confidence,
        sources: Vec::new(),
        extractor: format!("pam-{platform}@1"),
        // The person chose the file; what is unsure in it still waits for their word.
        origin: Origin::Evidence,
    })
}

/// Of their section 6: trimmed, lower case, NFC, single spaces.
fn content_hash(content: &str) -> String {
    let lower = content.trim().to_lowercase();
    let text = normal(&lower, Form::Nfc).split_whitespace().collect::<Vec<_>>().join(" ");
    format!("sha256:{}", data_encoding::HEXLOWER.encode(&Sha256::digest(text)))
}

/// Of their section 4.3.
fn is_tag(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase() || first.is_ascii_digit())
        && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'))
}
