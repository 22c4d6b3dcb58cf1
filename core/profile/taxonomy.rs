//! IAB Audience Taxonomy 1.1 (IAB Tech Lab Taxonomies, CC BY 3.0), and which of its segments are never emitted.
//!
//! The table is written by scripts/taxonomy from the published one; parents come before their children.

use std::{collections::HashMap, fmt, sync::OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{order, tables::Table};

/// A segment's id; on the wire a decimal number as text, as OpenRTB's `segtax` 4 has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentId(pub u16);

impl fmt::Display for SegmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for SegmentId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SegmentId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map(Self).map_err(de::Error::custom)
    }
}

/// One segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// Its id.
    pub id: SegmentId,
    /// The segment above; none for tier 1.
    pub parent: Option<SegmentId>,
    /// Its own name.
    pub name: &'static str,
    /// 1 to 6.
    pub tier: u8,
    denied: bool,
}

/// The segment of this id, if the taxonomy has it.
pub fn get(id: SegmentId) -> Option<&'static Node> {
    table().get(&id)
}

/// Whether the segment may never be emitted: demographics, health, politics, religion, and the like. An id that the
/// taxonomy does not have is denied too.
pub fn is_denied(id: SegmentId) -> bool {
    get(id).is_none_or(|node| node.denied)
}

/// The segment and those above it, from itself up to tier 1.
pub fn lineage(id: SegmentId) -> impl Iterator<Item = &'static Node> {
    std::iter::successors(get(id), |node| node.parent.and_then(get))
}

/// Names from tier 1 down to the segment itself; empty for an unknown id.
pub fn path(id: SegmentId) -> Vec<&'static str> {
    let mut names: Vec<_> = lineage(id).map(|node| node.name).collect();
    names.reverse();
    names
}

/// Every segment, in the order of ids.
pub fn all() -> Vec<&'static Node> {
    let mut nodes: Vec<_> = table().values().collect();
    order::by_key(&mut nodes, |node| node.id);
    nodes
}

fn table() -> &'static HashMap<SegmentId, Node> {
    static NODES: OnceLock<HashMap<SegmentId, Node>> = OnceLock::new();
    NODES.get_or_init(|| {
        let mut nodes: HashMap<SegmentId, Node> = HashMap::new();
        for line in Table::Taxonomy.text().lines().skip(1) {
            let mut fields = line.split('\t');
            let mut field = || fields.next().unwrap_or_default();
            let (id, parent, denied, name) = (field(), field(), field(), field());
            let Ok(id) = id.parse().map(SegmentId) else { continue };
            let parent = parent.parse().ok().map(SegmentId);
            let above = parent.and_then(|parent| nodes.get(&parent)).map_or(0, |node| node.tier);
            let node = Node { id, parent, name, tier: above.saturating_add(1), denied: denied == "1" };
            nodes.insert(id, node);
        }
        nodes
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_published_one() {
        let nodes = all();
        assert_eq!(nodes.len(), 1558);
        let tiers = (1..=6).map(|tier| nodes.iter().filter(|node| node.tier == tier).count()).collect::<Vec<_>>();
        // By parents; two rows of the published table stand one column deeper than their parent asks for.
        assert_eq!(tiers, [3, 70, 591, 466, 164, 264]);
        assert!(nodes.iter().all(|node| node.parent.is_none_or(|parent| get(parent).is_some())));
        assert!(nodes.iter().all(|node| !node.name.is_empty() && !node.name.ends_with('*')));
    }

    #[test]
    fn paths_go_from_the_top_down() {
        assert_eq!(path(SegmentId(544)), ["Interest", "Pets", "Dogs"]);
        assert_eq!(path(SegmentId(752)), ["Purchase Intent"]);
        assert!(path(SegmentId(65_000)).is_empty());
    }

    #[test]
    fn what_is_denied_is_denied_with_all_below_it() {
        assert_eq!(all().iter().filter(|node| node.denied).count(), 271);
        for node in all() {
            let above = node.parent.is_some_and(is_denied);
            assert!(!above || is_denied(node.id), "{} is below a denied segment", node.id);
        }
        assert!(is_denied(SegmentId(381)) && is_denied(SegmentId(65_000)) && !is_denied(SegmentId(719)));
    }
}
