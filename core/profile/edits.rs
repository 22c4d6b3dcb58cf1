//! What the person says of their own profile. It always wins: over the evidence of now and of every import to come.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::taxonomy::{self, SegmentId};

/// The person's own words, and what they taught the classifier.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Edits {
    /// Segments that are not them; those below are hidden too.
    pub not_me: BTreeSet<SegmentId>,
    /// Segments that are them, whatever the evidence; those above are too.
    pub me: BTreeSet<SegmentId>,
    /// What a voice (a claim's reason) is worth for a segment and those below it.
    pub voices: BTreeMap<String, BTreeMap<SegmentId, Says>>,
}

/// What the person says of a voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "web", derive(tsify::Tsify))]
pub enum Says {
    /// Once is enough, and it does not fade.
    Right,
    /// It does not speak for that segment, and for others only half.
    Wrong,
}

/// How a voice counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Worth {
    Full,
    Plain,
    /// It was wrong of something else.
    Doubted,
    Nothing,
}

impl Edits {
    /// Whether the person has refused this segment or one above it.
    pub fn refuses(&self, segment: SegmentId) -> bool {
        taxonomy::lineage(segment).any(|node| self.not_me.contains(&node.id))
    }

    /// Whether the person said that they are in this segment or one below it.
    pub fn confirms(&self, segment: SegmentId) -> bool {
        self.me.iter().any(|id| taxonomy::lineage(*id).any(|node| node.id == segment))
    }

    /// "Not me". Takes every "this is me" of it and of what is below back.
    pub fn refuse(&mut self, segment: SegmentId) {
        self.me.retain(|id| !taxonomy::lineage(*id).any(|node| node.id == segment));
        self.not_me.insert(segment);
    }

    /// "This is me". Takes every "not me" of it and of what is above back.
    pub fn confirm(&mut self, segment: SegmentId) {
        self.not_me.retain(|id| !taxonomy::lineage(segment).any(|node| node.id == *id));
        self.me.insert(segment);
    }

    /// Keeps what a voice is worth for a segment; `None` forgets it.
    pub fn teach(&mut self, voice: &str, segment: SegmentId, says: Option<Says>) {
        let lessons = self.voices.entry(voice.to_owned()).or_default();
        match says {
            Some(says) => lessons.insert(segment, says),
            None => lessons.remove(&segment),
        };
        self.voices.retain(|_, lessons| !lessons.is_empty());
    }

    /// How this voice counts for a claim of this segment: what was said of the nearest segment above it holds.
    pub(super) fn worth(&self, voice: &str, segment: SegmentId) -> Worth {
        let Some(lessons) = self.voices.get(voice) else { return Worth::Plain };
        match taxonomy::lineage(segment).find_map(|node| lessons.get(&node.id)) {
            Some(Says::Right) => Worth::Full,
            Some(Says::Wrong) => Worth::Nothing,
            None if lessons.values().any(|says| *says == Says::Wrong) => Worth::Doubted,
            None => Worth::Plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PETS: SegmentId = SegmentId(541);
    const DOGS: SegmentId = SegmentId(544);

    #[test]
    fn the_last_word_holds() {
        let mut edits = Edits::default();
        edits.confirm(DOGS);
        assert!(edits.confirms(PETS) && edits.confirms(DOGS));
        edits.refuse(PETS);
        assert!(edits.refuses(DOGS) && !edits.confirms(DOGS));
        edits.confirm(DOGS);
        assert!(!edits.refuses(DOGS) && !edits.refuses(PETS));
    }

    #[test]
    fn a_voice_that_was_wrong_is_nothing_there_and_half_elsewhere() {
        let mut edits = Edits::default();
        edits.teach("a shop", PETS, Some(Says::Wrong));
        assert_eq!(edits.worth("a shop", DOGS), Worth::Nothing);
        assert_eq!(edits.worth("a shop", SegmentId(719)), Worth::Doubted);
        assert_eq!(edits.worth("another", DOGS), Worth::Plain);
        edits.teach("a shop", DOGS, Some(Says::Right));
        assert_eq!(edits.worth("a shop", DOGS), Worth::Full);
        edits.teach("a shop", DOGS, None);
        edits.teach("a shop", PETS, None);
        assert_eq!(edits, Edits::default());
    }

    #[test]
    fn edits_of_an_older_version_are_read() {
        let edits: Edits = serde_json::from_str(r#"{"not_me":["541"]}"#).unwrap();
        assert!(edits.refuses(DOGS));
    }
}
