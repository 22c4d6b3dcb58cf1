//! The profile as advertisers' systems read it: OpenRTB 2.6 `user.data`, a block for each taxonomy with its number in
//! `ext.segtax` (docs/formats/openrtb.md).

use std::collections::BTreeSet;

use serde::Serialize;

use super::{SegmentScore, crosswalk, taxonomy};

/// Below this a segment is not told, as publishers are not.
const TOLD: f32 = 0.5;
/// Who says it.
const NAME: &str = "ownyou";
/// IAB Audience Taxonomy 1.1, Content 3.1 and Ad Product 2.0, as `segtax` numbers them.
const AUDIENCE: u16 = 4;
const CONTENT: u16 = 9;
const PRODUCT: u16 = 8;

/// A part of a bid request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OpenRtb {
    /// The person.
    pub user: User,
}

/// The person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct User {
    /// What is said of them, a block for each taxonomy that says something.
    pub data: Vec<Data>,
}

/// What is said in one taxonomy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Data {
    /// Who says it.
    pub name: &'static str,
    /// Which taxonomy.
    pub ext: Ext,
    /// What.
    pub segment: Vec<Segment>,
}

/// Which taxonomy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ext {
    /// Its number.
    pub segtax: u16,
}

/// One segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// Its id in the taxonomy.
    pub id: String,
}

/// What a profile says, surest first: the most specific segments alone, as those above them follow.
pub fn of(scores: &[SegmentScore]) -> OpenRtb {
    let sure: Vec<_> = scores.iter().filter(|score| score.confidence >= TOLD).map(|score| score.segment).collect();
    let above = |id| taxonomy::lineage(id).skip(1).map(|node| node.id);
    let followed: BTreeSet<_> = sure.iter().flat_map(|id| above(*id)).collect();
    let told: Vec<_> = sure.into_iter().filter(|id| !followed.contains(id) && !taxonomy::is_denied(*id)).collect();
    let block = |segtax: u16, ids: Vec<String>| {
        let mut seen = BTreeSet::new();
        let segment: Vec<Segment> =
            ids.into_iter().filter(|id| seen.insert(id.clone())).map(|id| Segment { id }).collect();
        (!segment.is_empty()).then_some(Data { name: NAME, ext: Ext { segtax }, segment })
    };
    let other = |of: fn(_) -> Option<&'static str>| told.iter().filter_map(|id| of(*id)).map(str::to_owned).collect();
    let blocks = [
        block(AUDIENCE, told.iter().map(ToString::to_string).collect()),
        block(CONTENT, other(crosswalk::content)),
        block(PRODUCT, other(crosswalk::product)),
    ];
    OpenRtb { user: User { data: blocks.into_iter().flatten().collect() } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::taxonomy::SegmentId;

    #[test]
    fn the_most_specific_of_what_is_sure_is_told_in_three_taxonomies() {
        let score = |(id, confidence): (u16, f32)| SegmentScore { confidence, ..SegmentScore::of(SegmentId(id)) };
        let scores: Vec<_> =
            [(206, 0.9), (541, 0.9), (544, 0.8), (752, 0.7), (1649, 0.7), (719, 0.4)].map(score).into();
        let json = serde_json::to_string(&of(&scores)).unwrap();
        assert_eq!(
            json,
            concat!(
                r#"{"user":{"data":[{"name":"ownyou","ext":{"segtax":4},"segment":[{"id":"544"},{"id":"1649"}]},"#,
                r#"{"name":"ownyou","ext":{"segtax":9},"segment":[{"id":"425"}]},"#,
                r#"{"name":"ownyou","ext":{"segtax":8},"segment":[{"id":"1529"}]}]}}"#
            )
        );
        assert_eq!(serde_json::to_string(&of(&[])).unwrap(), r#"{"user":{"data":[]}}"#);
    }
}
