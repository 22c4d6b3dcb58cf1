//! Interests: segments that somebody comes back to, and hobbies: those that time or money goes into.

use std::collections::BTreeMap;

use crate::{
    order,
    profile::{
        SegmentScore,
        taxonomy::{self, SegmentId},
    },
};

use super::{
    Interests, Told,
    experiences::DAILY,
    seen::{Records, Seen, signals, sure},
};

/// The top of the half of the taxonomy that says what somebody likes, and not what they buy.
const INTEREST: SegmentId = SegmentId(206);
/// A segment less sure is no interest yet.
const SURE: f32 = 0.4;
/// Interests come back: on so many days at least.
const DAYS: f32 = 1.5;
/// So many days make it as likely as not that it is one for good.
const HALF: f32 = 1.0;
/// The most that are named.
const MOST: usize = 40;

/// What has to be bought or paid whoever one is: supermarkets, energy, water, telephones, insurance, pet food.
const OBLIGATIONS: [u16; 7] = [1482, 1491, 915, 1383, 1279, 904, 1614];
/// Where hobbies are: arts and crafts and their like, sports, exercise, cooking, gardening, art, music made, animals kept.
const HOBBIES: [u16; 10] = [422, 607, 408, 371, 372, 458, 359, 452, 214, 258];

pub(super) fn find(records: &Records, segments: &[SegmentScore]) -> Interests {
    let obliged = records.behind_any(&[DAILY.as_slice(), &OBLIGATIONS].concat());
    let mut found = Interests::default();
    let mut hobbies = Vec::new();
    for score in segments.iter().filter(|score| score.confidence >= SURE) {
        let Some(node) = taxonomy::get(score.segment).filter(|node| node.tier > 1) else { continue };
        if !taxonomy::lineage(score.segment).any(|above| above.id == INTEREST) {
            continue;
        }
        let wanted = |seen: &&Seen| !obliged.contains_key(seen.id.as_str());
        let seen: Vec<Seen> = records.behind(score.segment.0).filter(wanted).copied().collect();
        let days = records.days(&seen);
        if days < DAYS {
            continue;
        }
        let done: Vec<Seen> = seen.iter().filter(|seen| seen.done).copied().collect();
        let done_on = records.days(&done);
        if score.direct && done_on >= DAYS && is_hobby(score.segment) {
            let strength = sure(done_on, HALF + HALF);
            hobbies.push((score.segment, Told { what: node.name.to_owned(), strength, signals: signals(done) }));
        }
        let strength = score.confidence * sure(days, HALF);
        found.topics.push(Told { what: score.segment, strength, signals: signals(seen) });
    }
    // Whoever climbs is not told that sports are a hobby as well.
    let above: Vec<SegmentId> =
        hobbies.iter().flat_map(|(id, _)| taxonomy::lineage(*id).skip(1)).map(|it| it.id).collect();
    let is_last = |id: SegmentId| !above.contains(&id) || taxonomy::get(id).is_some_and(|node| node.tier > 2);
    found.hobbies = hobbies.into_iter().filter(|(id, _)| is_last(*id)).map(|(_, hobby)| hobby).collect();
    order::by(&mut found.topics, |a, b| b.strength.total_cmp(&a.strength).then(a.what.cmp(&b.what)));
    order::by(&mut found.hobbies, |a, b| b.strength.total_cmp(&a.strength).then_with(|| a.what.cmp(&b.what)));
    found.topics.truncate(MOST);
    found
}

fn is_hobby(segment: SegmentId) -> bool {
    taxonomy::lineage(segment).any(|node| HOBBIES.contains(&node.id.0))
}

/// For each record the name of the narrowest hobby it speaks for.
pub(super) fn names<'a>(records: &Records<'a>, segments: &[SegmentScore]) -> BTreeMap<&'a str, &'static str> {
    let mut names: BTreeMap<&str, (u8, &'static str)> = BTreeMap::new();
    for score in segments.iter().filter(|score| score.direct && is_hobby(score.segment)) {
        let Some(node) = taxonomy::get(score.segment) else { continue };
        for seen in records.behind(score.segment.0) {
            let name = names.entry(seen.id.as_str()).or_insert((0, ""));
            if node.tier > name.0 {
                *name = (node.tier, node.name);
            }
        }
    }
    names.into_iter().map(|(id, (_, name))| (id, name)).collect()
}
