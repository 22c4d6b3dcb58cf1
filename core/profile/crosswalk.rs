//! What the audience taxonomy's segments are in the other taxonomies of advertising: an interest in Content 3.1, an intent
//! to buy in Ad Product 2.0. The table is written by scripts/taxonomy/crosswalk.py; a segment without a line of its own is
//! what the nearest one above it is.

use std::{collections::HashMap, sync::OnceLock};

use crate::tables::Table;

use super::{
    lexicon::{id, rows},
    taxonomy::{self, SegmentId},
};

/// The segment in Content 3.1, an id of digits and letters.
pub fn content(segment: SegmentId) -> Option<&'static str> {
    nearest(segment, |[content, _]| content)
}

/// The segment in Ad Product 2.0.
pub fn product(segment: SegmentId) -> Option<&'static str> {
    nearest(segment, |[_, product]| product)
}

fn nearest(segment: SegmentId, which: impl Fn([&'static str; 2]) -> &'static str) -> Option<&'static str> {
    let mut found = taxonomy::lineage(segment).filter_map(|node| table().get(&node.id).map(|row| which(*row)));
    found.find(|id| !id.is_empty())
}

fn table() -> &'static HashMap<SegmentId, [&'static str; 2]> {
    static ROWS: OnceLock<HashMap<SegmentId, [&'static str; 2]>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let row = |[audience, content, product]: [&'static str; 3]| Some((id(audience)?, [content, product]));
        rows::<3>(Table::Crosswalk).filter_map(row).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_that_may_be_told_is_somewhere_and_nothing_denied_is() {
        for node in taxonomy::all() {
            let found = content(node.id).or(product(node.id));
            let top = taxonomy::path(node.id).first().copied();
            assert!(content(node.id).is_none() || top == Some("Interest"), "{node:?}");
            assert!(product(node.id).is_none() || top == Some("Purchase Intent"), "{node:?}");
            // What says News and Politics by one name says politics elsewhere.
            if node.tier == 2 && !taxonomy::is_denied(node.id) && top != Some("Demographic") && node.id.0 != 522 {
                assert!(found.is_some(), "{node:?}");
            }
            assert!(!table().contains_key(&node.id) || !taxonomy::is_denied(node.id));
        }
        assert_eq!((content(SegmentId(544)), product(SegmentId(1649))), (Some("425"), Some("1529")));
    }

    #[test]
    fn what_has_no_counterpart_is_what_stands_above_it() {
        // Interest > Sports > Auto Racing has one; what is below Purchase Intent > Furniture mostly has none.
        assert_eq!(product(SegmentId(1413)), Some("1268"));
    }
}
