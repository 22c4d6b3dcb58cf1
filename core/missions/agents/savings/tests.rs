//! What the agent learns from a person, and what a card of it says.

use jiff::tz::TimeZone;

use crate::{
    missions::{card::Finding, feedback::Lessons, hands::World, run::look_all},
    profile::{ikigai::Ikigai, life::Life},
    record::Record,
};

/// Five months of a gym, the last two dearer.
fn gym() -> Life {
    let record = |(month, amount): (u8, &str)| {
        let json = format!(
            r#"{{"id":"p{month}","source":"transaction","time":"2026-0{month}-05T00:00:00Z","descriptor":"IRON YARD","amount":"-{amount}","currency":"EUR"}}"#
        );
        serde_json::from_str(&json).unwrap()
    };
    let prices = [(1, "29.90"), (2, "29.90"), (3, "29.90"), (4, "34.90"), (5, "34.90")];
    let records: Vec<Record> = prices.map(record).into();
    Life::of(&records)
}

fn money(life: &Life, lessons: &Lessons) -> Vec<Finding> {
    let (ikigai, zone) = (Ikigai::default(), TimeZone::UTC);
    let world = World { life, ikigai: &ikigai, segments: &[], memories: &[], lessons, zone: &zone };
    let found = look_all(world, "2026-05-10T09:00:00Z".parse().unwrap()).into_iter();
    found.map(|(_, finding)| finding).filter(|finding| finding.about == "iron yard").collect()
}

#[test]
fn a_card_has_its_arithmetic_and_its_evidence() {
    let found = money(&gym(), &Lessons::default());
    let titles: Vec<&str> = found.iter().map(|finding| finding.title.as_str()).collect();
    assert_eq!(titles, ["Iron Yard: €34.90 a month", "Iron Yard costs €5.00 more a month"]);
    let rise = &found[1];
    let evidence: Vec<&str> = rise.evidence.iter().map(|id| id.as_str()).collect();
    assert_eq!(evidence, ["p3", "p4"]);
    assert!(rise.reckoning.iter().any(|step| step.value == "12 × €5.00 = €60.00"), "{:?}", rise.reckoning);
}

#[test]
fn who_said_that_it_is_no_subscription_is_believed() {
    let lessons = r#"[{"id":"1","agent":"shopping","lesson":"not-a-subscription","about":"iron yard","text":"Iron Yard is not a subscription.","since":"2026-05-01T00:00:00Z","from":"said"}]"#;
    assert!(money(&gym(), &serde_json::from_str(lessons).unwrap()).is_empty());
}
