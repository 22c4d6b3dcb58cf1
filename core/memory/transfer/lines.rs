//! Our own form: a line that says what it is, then one memory a line, exactly as the vault has it.

use serde::{Deserialize, Serialize};

use crate::time::Time;

use super::super::{error::MemoryError, model::Memory};
use super::Placed;

const VERSION: u32 = 1;
/// The longest line that is read, in bytes.
const LINE_MAX: usize = 256 * 1024;

#[derive(Serialize, Deserialize)]
struct Header {
    ownyou: String,
    version: u32,
    exported: Time,
}

pub(super) fn write(memories: &[&Memory], now: Time) -> Result<String, MemoryError> {
    let header = Header { ownyou: "memory".to_owned(), version: VERSION, exported: now };
    let mut file = serde_json::to_string(&header).map_err(|_| MemoryError::Impossible("it cannot be exported"))?;
    for memory in memories {
        file.push('\n');
        let line = serde_json::to_string(memory).map_err(|_| MemoryError::UnwritableMemory(memory.id.clone()))?;
        file.push_str(&line);
    }
    file.push('\n');
    Ok(file)
}

/// Each line's place and memory; none for a line that is none.
pub(super) fn read(file: &str) -> Result<Vec<Placed<Memory>>, MemoryError> {
    let mut lines = file.lines();
    let header = lines.next().and_then(|line| serde_json::from_str::<Header>(line).ok());
    match header {
        Some(Header { ownyou, version: VERSION, .. }) if ownyou == "memory" => {}
        Some(Header { ownyou, .. }) if ownyou == "memory" => {
            return Err(MemoryError::NoExport("a newer version wrote it".to_owned()));
        }
        Some(_) | None => return Err(MemoryError::NoExport("its first line does not say so".to_owned())),
    }
    let memory = |line: &str| (line.len() <= LINE_MAX).then(|| serde_json::from_str(line).ok()).flatten();
    let lines = lines.enumerate().filter(|(_, line)| !line.trim().is_empty());
    Ok(lines.map(|(at, line)| (format!("line {}", at.saturating_add(2)), memory(line))).collect())
}
