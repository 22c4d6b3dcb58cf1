//! The choice's rules, each as a property over whole histories of logins.

use std::collections::BTreeSet;

use proptest::{prelude::*, sample::select};

use super::*;
use crate::{
    profile::taxonomy::{self, SegmentId},
    time::Time,
};

const DAY: i64 = 86_400;

fn at(day: i64) -> Time {
    Time::from_unix_seconds(1_800_000_000 + day * DAY).unwrap()
}

fn key() -> PrfKey {
    PrfKey::new([7; 32])
}

fn ids(choice: &Choice) -> Vec<SegmentId> {
    choice.segments.iter().map(|offer| offer.segment).collect()
}

fn sure(segments: &[u16]) -> Vec<Interest> {
    segments.iter().map(|id| Interest { segment: SegmentId(*id), confidence: 0.8 }).collect()
}

fn asked(max: u8) -> Asked<'static> {
    Asked { site: "news.example", max }
}

fn topic(id: SegmentId) -> SegmentId {
    taxonomy::lineage(id).find(|node| node.tier == 2).unwrap().id
}

fn holds(interests: &[Interest], id: SegmentId) -> bool {
    interests.iter().any(|interest| taxonomy::lineage(interest.segment).any(|node| node.id == id))
}

/// Any segment, denied, tier 1 and unknown ones too, but for the most part such as can be told to a crowd.
fn interest() -> impl Strategy<Value = Interest> {
    let of_tier = |tier: u8| -> Vec<u16> {
        taxonomy::all().iter().filter(|node| node.tier == tier).map(|node| node.id.0).collect()
    };
    let segment = prop_oneof![4 => select(of_tier(2)), 2 => select(of_tier(3)), 1 => 0_u16..1_800];
    let confidence = prop_oneof![4 => SURE..1.0, 1 => 0.0..SURE];
    (segment, confidence).prop_map(|(id, confidence)| Interest { segment: SegmentId(id), confidence })
}

/// One login: how many days after the last, what the profile gains, how much of it goes, what the site asks for, and
/// which of the offered segments the person leaves out.
#[derive(Debug, Clone)]
struct Login {
    days: i64,
    gains: Vec<Interest>,
    loses: usize,
    max: u8,
    without: Option<usize>,
}

fn history() -> impl Strategy<Value = Vec<Login>> {
    let login = (0_i64..20, prop::collection::vec(interest(), 0..5), 0_usize..3, 0_u8..6, prop::option::of(0_usize..9));
    let login = login.prop_map(|(days, gains, loses, max, without)| Login { days, gains, loses, max, without });
    prop::collection::vec(login, 1..20)
}

/// Lives through a history, calling `check` with the profile, what was told before, the question and the answer.
fn live(history: &[Login], mut check: impl FnMut(&[Interest], &Told, &Asked, Time, &Choice)) {
    let (mut interests, mut told, mut day) = (Vec::new(), Told::default(), 0);
    for login in history {
        day += login.days;
        interests.drain(..login.loses.min(interests.len()));
        interests.extend(&login.gains);
        let (asked, now) = (asked(login.max), at(day));
        let choice = choose(&interests, &asked, &told, &key(), now);
        check(&interests, &told, &asked, now, &choice);
        let mut sent = ids(&choice);
        if let Some(index) = login.without.filter(|index| *index < sent.len()) {
            sent.remove(index);
        }
        told.record(&sent, now);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_offered_may_be_told(history in history()) {
        live(&history, |interests, _, asked, _, choice| {
            let ids = ids(choice);
            assert!(ids.len() <= usize::from(asked.max.min(MAX_SEGMENTS)));
            assert!(ids.is_sorted());
            assert!(ids.iter().all(|id| !taxonomy::is_denied(*id) && holds(interests, *id)));
            let topics: BTreeSet<SegmentId> = ids.iter().map(|id| topic(*id)).collect();
            assert_eq!(topics.len(), ids.len(), "never a segment and one above it, never two of a topic");
        });
    }

    #[test]
    fn what_is_new_leaves_a_crowd_with_all_that_was_told(history in history()) {
        live(&history, |_, told, _, _, choice| {
            let before: Vec<SegmentId> = told.all().map(|(id, _)| id).collect();
            let together = [before.clone(), ids(choice)].concat();
            assert_eq!(choice.bits.to_bits(), bits_of(&together).to_bits());
            if ids(choice).iter().any(|id| !before.contains(id)) {
                assert!(POPULATION as f64 * (-choice.bits).exp2() >= K - 1e-6, "{choice:?}");
                assert!(people_like(choice.bits + 1e-9) >= 199);
            }
        });
    }

    #[test]
    fn one_new_segment_in_four_weeks(history in history()) {
        live(&history, |_, told, _, now, choice| {
            let before: Vec<(SegmentId, Time)> = told.all().collect();
            let new = ids(choice).iter().filter(|id| before.iter().all(|(told, _)| told != *id)).count();
            let recent = before.iter().any(|(_, first)| now.unix_seconds() - first.unix_seconds() < 28 * DAY);
            let allowed = if before.is_empty() { 3 } else if recent { 0 } else { 1 };
            assert!(new <= allowed, "{new} new: {choice:?}");
        });
    }

    #[test]
    fn the_same_question_has_the_same_answer(history in history()) {
        live(&history, |interests, told, asked, now, choice| {
            let backwards: Vec<Interest> = interests.iter().rev().copied().collect();
            assert_eq!(&choose(interests, asked, told, &key(), now), choice);
            assert_eq!(&choose(&backwards, asked, told, &key(), now), choice);
            let stored: Told = serde_json::from_str(&serde_json::to_string(told).unwrap()).unwrap();
            assert_eq!(&stored, told);
        });
    }

    #[test]
    fn a_member_changes_only_when_it_leaves_the_profile(
        before in prop::collection::vec(interest(), 1..12), more in prop::collection::vec(interest(), 0..12), days in 0_i64..100,
    ) {
        let mut told = Told::default();
        let first = ids(&choose(&before, &asked(3), &told, &key(), at(0)));
        told.record(&first, at(0));
        let after = ids(&choose(&[before, more].concat(), &asked(3), &told, &key(), at(days)));
        prop_assert!(first.iter().all(|id| after.contains(id)), "{first:?} {after:?}");
    }

    #[test]
    fn what_is_gone_is_not_told(before in prop::collection::vec(interest(), 1..12), days in 0_i64..100) {
        let mut told = Told::default();
        told.record(&ids(&choose(&before, &asked(3), &told, &key(), at(0))), at(0));
        prop_assert!(ids(&choose(&[], &asked(3), &told, &key(), at(days))).is_empty());
    }
}

/// Six topics that many people share.
const COMMON: [u16; 6] = [368, 706, 481, 522, 467, 919];

#[test]
fn five_subdomains_are_one_site_and_another_site_is_told_something_else() {
    let sets = |hosts: &[String]| -> BTreeSet<Vec<SegmentId>> {
        let site = |host: &String| crate::domain::registrable(host).unwrap().to_owned();
        let choice = |site: String| {
            let asked = Asked { site: &site, max: 2 };
            ids(&choose(&sure(&COMMON), &asked, &Told::default(), &key(), at(0)))
        };
        hosts.iter().map(site).map(choice).collect()
    };
    let below = ["www", "news", "shop", "blog", "m"].map(|name| format!("{name}.publisher.example"));
    assert_eq!(sets(&below).len(), 1);
    let others: Vec<String> = (0..200).map(|number| format!("publisher{number}.example")).collect();
    assert_eq!(sets(&others).len(), 15, "all pairs of six come up");
}

#[test]
fn another_person_draws_otherwise() {
    let choice = |byte| ids(&choose(&sure(&COMMON), &asked(2), &Told::default(), &PrfKey::new([byte; 32]), at(0)));
    assert!((0..20).map(choice).collect::<BTreeSet<_>>().len() > 5);
}

#[test]
fn what_is_too_rare_is_generalised() {
    // Archery and the like: nobody is told, but Sports is common enough.
    let (sports, rowing) = (SegmentId(607), SegmentId(656));
    let choice = choose(&sure(&[656]), &asked(3), &Told::default(), &key(), at(0));
    assert_eq!(ids(&choice), [sports]);
    assert_eq!(choice.withheld, [Withheld { segment: rowing, why: Why::Generalised }]);
}

#[test]
fn what_is_common_enough_is_told_as_it_is() {
    let choice = choose(&sure(&[541, 544]), &asked(3), &Told::default(), &key(), at(0));
    assert_eq!(ids(&choice), [SegmentId(544)]);
    assert!((choice.bits - choice.segments[0].bits).abs() < 1e-9);
}

#[test]
fn too_many_rare_things_are_dropped() {
    // Each of them alone is common enough; together they are nearly a name.
    let rare = [871, 935, 1493, 1496, 1546, 1585, 1676];
    let choice = choose(&sure(&rare), &asked(3), &Told::default(), &key(), at(0));
    assert_eq!(choice.segments.len(), 1);
    assert!(choice.withheld.iter().filter(|withheld| withheld.why == Why::Recognisable).count() >= 5);
}

#[test]
fn what_was_told_counts_for_ever() {
    let mut told = Told::default();
    told.record(&[SegmentId(544), SegmentId(359)], at(0));
    // Years later, and nothing of it is in the profile any more: Fine Art and dogs leave no room for gardens.
    let choice = choose(&sure(&[457]), &asked(3), &told, &key(), at(2_000));
    assert!(choice.segments.is_empty());
    assert_eq!(choice.withheld, [Withheld { segment: SegmentId(457), why: Why::Recognisable }]);
    assert_eq!(choice.bits.to_bits(), told.bits().to_bits());
}

#[test]
fn only_what_was_sent_is_told() {
    let mut told = Told::default();
    let offered = ids(&choose(&sure(&COMMON), &asked(2), &told, &key(), at(0)));
    told.record(&offered[..1], at(0));
    assert_eq!(told.all().collect::<Vec<_>>(), [(offered[0], at(0))]);
    let soon = choose(&sure(&COMMON), &asked(2), &told, &key(), at(27));
    assert_eq!(ids(&soon), offered[..1]);
    assert_eq!(soon.withheld, [Withheld { segment: offered[1], why: Why::TooSoon }]);
    assert_eq!(ids(&choose(&sure(&COMMON), &asked(2), &told, &key(), at(28))), offered);
    let clock_set_back = choose(&sure(&COMMON), &asked(2), &told, &key(), at(-400));
    assert_eq!(ids(&clock_set_back), offered[..1]);
}

#[test]
fn what_gave_way_does_not_push_back_in() {
    let mut told = Told::default();
    let all = sure(&COMMON);
    let first = ids(&choose(&all, &asked(1), &told, &key(), at(0)));
    told.record(&first, at(0));
    let without: Vec<Interest> = all.iter().copied().filter(|interest| interest.segment != first[0]).collect();
    let second = ids(&choose(&without, &asked(1), &told, &key(), at(30)));
    told.record(&second, at(30));
    assert_ne!(first, second);
    assert_eq!(ids(&choose(&all, &asked(1), &told, &key(), at(60))), second);
}

#[test]
fn what_the_profile_doubts_is_told_to_nobody_new() {
    let doubted = [Interest { segment: SegmentId(368), confidence: SURE - 0.01 }];
    let mut told = Told::default();
    assert!(choose(&doubted, &asked(3), &told, &key(), at(0)).segments.is_empty());
    told.record(&[SegmentId(368)], at(0));
    assert_eq!(ids(&choose(&doubted, &asked(3), &told, &key(), at(1))), [SegmentId(368)]);
}

#[test]
fn a_record_of_another_version_is_refused() {
    let json = serde_json::to_string(&Told::default()).unwrap();
    assert_eq!(json, r#"{"v":"1","sent":{}}"#);
    assert!(serde_json::from_str::<Told>(&json.replace('1', "2")).is_err());
    assert!(serde_json::from_str::<Told>(r#"{"sent":{}}"#).is_err());
}

#[test]
fn bits_and_people_say_the_same() {
    assert_eq!((bits_of(&[]).to_bits(), people_like(0.0)), (0.0_f64.to_bits(), POPULATION));
    assert_eq!((people_like(1.0), people_like(10.0), people_like(99.0)), (5_000, 9, 0));
    let pair = [SegmentId(544), SegmentId(368)];
    assert!(bits_of(&pair) > bits_of(&pair[..1]) && bits_of(&pair[..1]) > 1.0);
}
