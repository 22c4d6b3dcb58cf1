//! Memories for reading: by kind and context, each with when it held and what it rests on.

use std::fmt::Write;

use crate::{order, time::Time};

use super::super::{
    candidate::{EntityKind, Tier},
    model::{Body, Memory, MemoryKind, Standing},
};

const PARTS: [(MemoryKind, &str); 5] = [
    (MemoryKind::Fact, "Facts"),
    (MemoryKind::Relationship, "People, places and companies"),
    (MemoryKind::Episode, "What was done for you"),
    (MemoryKind::Rule, "How your agents are to behave"),
    (MemoryKind::Entity, "Names"),
];

pub(super) fn write(memories: &[&Memory], now: Time) -> String {
    let mut page = format!("# What OwnYou remembers\n\nOn {}, {} memories.\n", now.date(), memories.len());
    for (kind, title) in PARTS {
        let mut of_kind: Vec<&&Memory> = memories.iter().filter(|memory| memory.kind() == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        order::by(&mut of_kind, |one, other| one.context.cmp(&other.context).then_with(|| one.text.cmp(&other.text)));
        let _ = write!(page, "\n## {title}\n");
        let mut context = None;
        for memory in of_kind {
            if context != Some(&memory.context) {
                let _ = write!(page, "\n### {}\n\n", plain(&memory.context));
                context = Some(&memory.context);
            }
            let _ = writeln!(page, "- {}{}", plain(&memory.text), remarks(memory, now));
        }
    }
    page
}

fn remarks(memory: &Memory, now: Time) -> String {
    let mut remarks = Vec::new();
    match (memory.valid.from, memory.valid.to) {
        (Some(from), Some(to)) => remarks.push(format!("{} to {}", from.date(), to.date())),
        (Some(from), None) => remarks.push(format!("since {}", from.date())),
        (None, Some(to)) if to <= now => remarks.push(format!("until {}", to.date())),
        (None, _) => {}
    }
    match &memory.body {
        Body::Episode(episode) => remarks.push(format!("{}: {}", plain(&episode.agent), plain(&episode.action))),
        Body::Rule(rule) => remarks.push(plain(&rule.agent)),
        Body::Entity(entity) if entity.kind != EntityKind::Person => {}
        Body::Entity(entity) => remarks.extend(entity.aliases.iter().map(|alias| format!("also {}", plain(alias)))),
        Body::Fact(_) | Body::Relationship(_) => {}
    }
    match memory.tier {
        Tier::Public => {}
        Tier::Sensitive => remarks.push("sensitive".to_owned()),
        Tier::Private => remarks.push("private".to_owned()),
    }
    match memory.standing {
        Standing::Kept => {}
        Standing::Review => remarks.push("waits for your word".to_owned()),
        Standing::Archived => remarks.push("archived".to_owned()),
    }
    if !memory.sources.is_empty() {
        let records = if memory.sources.len() == 1 { "record" } else { "records" };
        remarks.push(format!("{} {records}", memory.sources.len()));
    }
    if remarks.is_empty() { String::new() } else { format!(" *({})*", remarks.join(", ")) }
}

/// A text on one line, with nothing in it that Markdown would take for markup.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '!') {
            plain.push('\\');
        }
        plain.push(character);
    }
    plain
}
