//! The ledger under everything that happens to it: runs that are killed, two at once, floods, forgetting, and a person.

use std::collections::BTreeSet;

use jiff::{SignedDuration, tz::TimeZone};
use proptest::prelude::*;

use super::*;
use crate::{
    missions::{
        card::{Finding, Urgency, Wrong},
        error::MissionError,
        payload::life::LifeCard,
    },
    profile::{ikigai::Ikigai, life::Life},
    record::Source,
};

fn at(text: &str) -> Time {
    text.parse().unwrap()
}

fn noon() -> Time {
    at("2026-03-02T12:00:00Z")
}

fn days(days: i64) -> Time {
    noon().plus(SignedDuration::from_hours(24 * days)).unwrap()
}

fn finding(number: usize, utility: f32) -> Finding {
    Finding {
        key: vec![format!("{number}")],
        evidence: vec![RecordId::from_text(format!("r{number}")), RecordId::from_text("all")],
        utility,
        about: format!("merchant {number}"),
        wrong: vec![Wrong {
            label: "Not a subscription".to_owned(),
            lesson: "not-a-subscription".to_owned(),
            says: format!("Merchant {number} is not a subscription."),
        }],
        ..Finding::new(LifeCard::Insight { topic: number.to_string() }.into(), format!("Card {number}"))
    }
}

/// Findings of which the earlier ones are better.
fn findings(count: usize) -> Vec<Finding> {
    (0..count).map(|number| finding(number, 0.9 - 0.001 * f32::from(u16::try_from(number).unwrap()))).collect()
}

fn id(number: usize) -> CardId {
    CardId::of(AgentName::Shopping, &[number.to_string()])
}

/// A look by an empty world in which shopping finds these.
fn step(ledger: &mut Ledger, holder: &str, found: &[Finding], now: Time) -> Stepped {
    let (life, ikigai, zone, lessons) = (Life::default(), Ikigai::default(), TimeZone::UTC, ledger.lessons().clone());
    let world = World { life: &life, ikigai: &ikigai, segments: &[], memories: &[], lessons: &lessons, zone: &zone };
    let look = |agent, _: World<'_>, _| match agent {
        AgentName::Shopping => Look { findings: found.to_vec(), ..Look::default() },
        _ => Look::default(),
    };
    ledger.step_by(&look, holder, world, now)
}

/// A whole run because records came in. What is new in the feed.
fn run(ledger: &mut Ledger, found: &[Finding], now: Time) -> Vec<CardId> {
    ledger.table.changed([Source::Email]);
    assert_eq!(ledger.begin(Trigger::Data, now, &TimeZone::UTC, "run"), Begin::Run);
    loop {
        match step(ledger, "run", found, now) {
            Stepped::Looked { .. } => {}
            Stepped::Finished(presented) => return presented,
            Stepped::Lost => panic!("nobody else is here"),
        }
    }
}

fn shown(ledger: &Ledger, now: Time) -> BTreeSet<CardId> {
    ledger.shown(now).into_iter().map(|card| card.id.clone()).collect()
}

fn state(ledger: &Ledger, number: usize) -> Option<State> {
    ledger.card(&id(number)).map(|card| card.standing.state())
}

#[test]
fn a_finding_is_one_card_however_often_it_is_found() {
    let mut ledger = Ledger::default();
    assert_eq!(run(&mut ledger, &findings(3), noon()).len(), 3);
    let again = [Finding { title: "Card 0, dearer".to_owned(), ..finding(0, 0.9) }, finding(1, 0.5), finding(2, 0.5)];
    assert!(run(&mut ledger, &again, noon()).is_empty());
    assert_eq!(ledger.cards().count(), 3);
    assert_eq!(ledger.card(&id(0)).unwrap().content.title, "Card 0, dearer");
}

#[test]
fn what_was_put_away_never_comes_back() {
    let mut ledger = Ledger::default();
    run(&mut ledger, &findings(2), noon());
    ledger.dismiss(&id(0), noon()).unwrap();
    for day in [1, 20, 40, 400, 800] {
        assert!(run(&mut ledger, &findings(2), days(day)).is_empty());
        assert_eq!(shown(&ledger, days(day)), BTreeSet::from([id(1)]));
    }
    assert!(ledger.card(&id(0)).is_none(), "of what is over only the id is left");
}

#[test]
fn what_is_not_found_any_more_leaves_the_feed_and_is_not_new_when_it_is_found_again() {
    let mut ledger = Ledger::default();
    run(&mut ledger, &findings(3), noon());
    ledger.open(&id(2), noon()).unwrap();
    run(&mut ledger, &findings(1), days(1));
    assert_eq!(shown(&ledger, days(1)), BTreeSet::from([id(0), id(2)]), "what the person is at stays");
    assert!(run(&mut ledger, &findings(3), days(2)).is_empty());
    assert_eq!(shown(&ledger, days(2)), BTreeSet::from([id(0), id(1), id(2)]));
}

#[test]
fn an_agent_that_was_stopped_withdraws_nothing() {
    let mut ledger = Ledger::default();
    run(&mut ledger, &findings(2), noon());
    let (life, ikigai, zone, lessons) = (Life::default(), Ikigai::default(), TimeZone::UTC, Lessons::default());
    let world = World { life: &life, ikigai: &ikigai, segments: &[], memories: &[], lessons: &lessons, zone: &zone };
    let refused = Some(crate::missions::error::Refused::Limit { agent: AgentName::Shopping, limit: 10 });
    ledger.take_up(AgentName::Shopping, Look { refused, ..Look::default() }, world, noon());
    assert_eq!(ledger.shown(noon()).len(), 2);
}

#[test]
fn a_flood_is_let_in_a_few_a_day_the_best_first() {
    let mut ledger = Ledger::default();
    let mut expected = 0..;
    let all = findings(40);
    // Cards of one kind: three a day.
    for day in 0..5 {
        let new = run(&mut ledger, &all, days(day));
        assert_eq!(new, expected.by_ref().take(OF_A_KIND).map(id).collect::<Vec<_>>(), "day {day}");
        assert!(run(&mut ledger, &all, days(day)).len() <= OF_A_KIND);
        expected = ledger.shown(days(day)).len()..;
    }
    assert_eq!(ledger.cards().count(), 40, "the rest waits");
    assert!(ledger.shown(days(5)).len() <= FIRST_DAY + 4 * DAILY);
}

#[test]
fn what_presses_does_not_wait_for_the_next_day() {
    let mut ledger = Ledger::default();
    for _ in 0..8 {
        run(&mut ledger, &findings(40), noon());
    }
    assert_eq!(ledger.shown(noon()).len(), FIRST_DAY, "the day is full");
    let urgent = |number| Finding { urgency: Urgency::High, due: Some(days(1)), ..finding(number, 0.1) };
    let mut all = findings(40);
    all.extend((100..110).map(urgent));
    let new = run(&mut ledger, &all, noon());
    assert_eq!(new.len(), PRESSING);
    assert!(new.iter().all(|new| (100..110).any(|number| *new == id(number))));
}

#[test]
fn a_clock_that_is_set_back_opens_no_new_day() {
    let mut ledger = Ledger::default();
    let all = findings(60);
    for _ in 0..8 {
        run(&mut ledger, &all, days(10));
    }
    let full = ledger.shown(days(10)).len();
    for day in (0..10).rev() {
        assert!(run(&mut ledger, &all, days(day)).is_empty(), "day {day}");
    }
    assert_eq!(ledger.shown(noon()).len(), full);
    assert!(!run(&mut ledger, &all, days(1)).is_empty(), "and from then on it goes on");
}

#[test]
fn a_card_that_is_over_is_not_shown() {
    let mut ledger = Ledger::default();
    let expires = Some(days(2));
    run(&mut ledger, &[Finding { expires, ..finding(0, 0.5) }], noon());
    assert_eq!(ledger.shown(days(1)).len(), 1);
    assert!(ledger.shown(days(2)).is_empty(), "from its moment on, whoever runs or not");
}

#[test]
fn what_was_erased_on_its_first_day_takes_nobodys_place() {
    let mut ledger = Ledger::default();
    run(&mut ledger, &findings(40), noon());
    let shown = |ledger: &Ledger| ledger.cards().filter(|card| card.standing.state() == State::Presented).count();
    let first = shown(&ledger);
    let every: BTreeSet<RecordId> = ledger.cards().flat_map(|card| card.content.evidence.iter().cloned()).collect();
    ledger.forget(&every);
    assert_eq!(shown(&ledger), 0);
    run(&mut ledger, &findings(40), noon());
    assert_eq!(shown(&ledger), first);
}

#[test]
fn forgotten_evidence_takes_its_cards_along_or_says_how_much_is_left() {
    let mut ledger = Ledger::default();
    let mut all = findings(3);
    for finding in &mut all {
        finding.reckoning =
            finding.evidence.iter().map(|id| crate::missions::card::Step::of(id, "Paid", "1")).collect();
    }
    run(&mut ledger, &all, noon());
    ledger.complete(&id(1), noon()).unwrap();
    ledger.dismiss(&id(2), noon()).unwrap();
    let earned = ledger.points();
    assert!(ledger.forget(&BTreeSet::from([RecordId::from_text("all")])));
    let card = ledger.card(&id(0)).unwrap();
    assert_eq!((card.gone, card.content.evidence.len(), card.content.reckoning.len()), (1, 1, 1));
    assert!(ledger.forget(&(0..3).map(|number| RecordId::from_text(format!("r{number}"))).collect()));
    assert_eq!(ledger.cards().count(), 0);
    assert_eq!(ledger.points(), earned, "what was earned stays");
    let text = serde_json::to_string(&ledger).unwrap();
    assert!(!text.contains("Card ") && !text.contains("erchant") && !text.contains("\"r0\""), "{text}");
    // What was done or put away stays so when the evidence is brought back.
    assert_eq!(run(&mut ledger, &all, noon()), [id(0)]);
}

#[test]
fn of_two_runs_one_waits_and_a_dead_one_is_followed() {
    let mut ledger = Ledger::default();
    ledger.table.changed([Source::Email]);
    let later = |seconds| noon().plus(SignedDuration::from_secs(seconds)).unwrap();
    assert_eq!(ledger.begin(Trigger::Data, noon(), &TimeZone::UTC, "tab"), Begin::Run);
    assert!(matches!(step(&mut ledger, "tab", &findings(1), later(40)), Stepped::Looked { .. }));
    assert_eq!(
        ledger.begin(Trigger::Tick, later(90), &TimeZone::UTC, "worker"),
        Begin::Busy,
        "a step renews the lease"
    );
    assert_eq!(ledger.begin(Trigger::Tick, later(101), &TimeZone::UTC, "worker"), Begin::Run);
    // The tab slept, and does not know.
    assert!(matches!(step(&mut ledger, "tab", &findings(1), later(102)), Stepped::Lost));
    // A lease from a clock that was ahead keeps nobody out.
    assert_eq!(ledger.begin(Trigger::Tick, days(-3), &TimeZone::UTC, "third"), Begin::Run);
}

#[test]
fn a_run_that_is_killed_after_any_step_goes_on_where_it_was() {
    for killed_after in 0..=AgentName::ALL.len() {
        let mut ledger = Ledger::default();
        ledger.table.changed([Source::Email]);
        assert_eq!(ledger.begin(Trigger::Data, noon(), &TimeZone::UTC, "first"), Begin::Run);
        let mut looked = Vec::new();
        for _ in 0..killed_after {
            let Stepped::Looked { agent, .. } = step(&mut ledger, "first", &findings(2), noon()) else { panic!() };
            looked.push(agent);
        }
        // What is sealed is all that is left.
        let sealed = serde_json::to_vec(&ledger).unwrap();
        let mut ledger: Ledger = serde_json::from_slice(&sealed).unwrap();
        let after = noon().plus(SignedDuration::from_secs(61)).unwrap();
        let begun = ledger.begin(Trigger::Tick, after, &TimeZone::UTC, "second");
        if killed_after == AgentName::ALL.len() {
            // Only the end is missing.
            assert_eq!(begun, Begin::Run, "what was found is still to be shown");
        }
        let presented = loop {
            match step(&mut ledger, "second", &findings(2), after) {
                Stepped::Looked { agent, .. } => looked.push(agent),
                Stepped::Finished(presented) => break presented,
                Stepped::Lost => panic!(),
            }
        };
        assert_eq!(looked, AgentName::ALL, "killed after {killed_after}");
        assert_eq!(presented.len(), 2);
        assert_eq!(ledger.begin(Trigger::Tick, after, &TimeZone::UTC, "third"), Begin::Nothing { changed: false });
    }
}

#[test]
fn what_is_snoozed_comes_back_by_itself() {
    let mut ledger = Ledger::default();
    run(&mut ledger, &findings(2), noon());
    ledger.snooze(&id(0), days(2), noon()).unwrap();
    assert_eq!(ledger.snoozed(noon()).len(), 1);
    assert!(!ledger.wake(days(1)));
    assert_eq!(shown(&ledger, days(1)), BTreeSet::from([id(1)]));
    assert!(ledger.wake(days(2)));
    assert_eq!(ledger.shown(days(2)).len(), 2);
    assert_eq!(ledger.snooze(&id(0), days(1), days(2)), Err(MissionError::Past));
}

#[test]
fn the_heart_is_what_was_tapped_and_else_what_was_done() {
    let mut ledger = Ledger::default();
    run(&mut ledger, &findings(1), noon());
    let heart = |ledger: &Ledger| ledger.card(&id(0)).unwrap().heart();
    assert_eq!(heart(&ledger), Heart::Meh);
    ledger.open(&id(0), noon()).unwrap();
    assert_eq!(heart(&ledger), Heart::Like);
    ledger.tap(&id(0), Heart::Meh, noon()).unwrap();
    ledger.complete(&id(0), noon()).unwrap();
    assert_eq!(heart(&ledger), Heart::Meh, "a tap says more than what is done");
    ledger.tap(&id(0), Heart::Love, noon()).unwrap();
    assert_eq!(heart(&ledger), Heart::Love);
}

#[test]
fn points_are_earned_by_what_is_done_and_go_with_an_undo() {
    let mut ledger = Ledger::default();
    run(&mut ledger, &findings(1), noon());
    ledger.complete(&id(0), noon()).unwrap();
    assert_eq!((ledger.points().total, ledger.points().achiever), (100, 100));
    ledger.undo(&id(0), noon()).unwrap();
    assert_eq!((ledger.points().total, state(&ledger, 0)), (0, Some(State::Active)));
    ledger.complete(&id(0), noon()).unwrap();
    run(&mut ledger, &[], days(60));
    assert!(ledger.card(&id(0)).is_none());
    assert_eq!(ledger.points().total, 100, "what is long over stays earned");
}

#[test]
fn what_the_person_teaches_is_found_no_more_until_they_take_it_back() {
    let mut ledger = Ledger::default();
    run(&mut ledger, &findings(2), noon());
    assert_eq!(ledger.teach(&id(0), "too-loud", noon()).unwrap_err(), MissionError::NoLesson);
    let lesson = ledger.teach(&id(0), "not-a-subscription", noon()).unwrap();
    assert_eq!(lesson.text, "Merchant 0 is not a subscription.");
    assert!(ledger.lessons().says("not-a-subscription", "merchant 0"));
    // Under another key too: it is the merchant that was spoken of.
    let dearer = Finding { key: vec!["dearer".to_owned()], ..finding(0, 0.9) };
    assert!(run(&mut ledger, &[dearer.clone(), finding(1, 0.5)], days(1)).is_empty());
    ledger.forget_lesson(&lesson.id, days(2));
    assert_eq!(state(&ledger, 0), Some(State::Presented));
    assert_eq!(run(&mut ledger, &[dearer], days(2)).len(), 1);
}

#[test]
fn three_of_a_kind_put_away_make_it_rare_visibly_and_revocably() {
    let mut ledger = Ledger::default();
    run(&mut ledger, &findings(3), noon());
    for number in 0..3 {
        assert!(ledger.lessons().all().is_empty());
        ledger.dismiss(&id(number), noon()).unwrap();
    }
    let lesson = ledger.lessons().all()[0].clone();
    let label = ledger.card(&id(2)).unwrap().content.face.label.clone();
    assert_eq!(lesson.text, format!("You put 3 cards “{label}” away: at most one a week from now on."));
    ledger.undo(&id(2), noon()).unwrap();
    assert!(ledger.lessons().all().is_empty(), "what was taken back teaches nothing");
    ledger.dismiss(&id(2), noon()).unwrap();
    let mut all = findings(20);
    assert!(run(&mut ledger, &all, days(1)).is_empty(), "three were shown this week");
    assert_eq!(run(&mut ledger, &all, days(8)).len(), 1);
    assert!(run(&mut ledger, &all, days(9)).is_empty());
    ledger.forget_lesson(&lesson.id, days(9));
    assert_eq!(run(&mut ledger, &all, days(9)).len(), OF_A_KIND);
    // It is not drawn again from what was known when it was taken back.
    all.truncate(1);
    ledger.tap(&id(3), Heart::Meh, days(9)).unwrap();
    assert!(ledger.lessons().all().is_empty());
}

#[test]
fn one_that_is_liked_in_between_says_otherwise() {
    let mut ledger = Ledger::default();
    run(&mut ledger, &findings(3), noon());
    for number in [0, 1] {
        ledger.dismiss(&id(number), noon()).unwrap();
    }
    ledger.open(&id(2), days(1)).unwrap();
    run(&mut ledger, &findings(5), days(1));
    ledger.dismiss(&id(3), days(2)).unwrap();
    assert!(ledger.lessons().all().is_empty());
}

#[test]
fn what_was_done_is_told_once_when_it_can_no_longer_be_taken_back() {
    let mut ledger = Ledger::default();
    run(&mut ledger, &findings(3), noon());
    ledger.complete(&id(0), noon()).unwrap();
    ledger.teach(&id(1), "not-a-subscription", noon()).unwrap();
    assert!(ledger.untold(days(-1)).is_empty());
    let untold = ledger.untold(days(1));
    assert_eq!(untold.len(), 2);
    assert!(untold.iter().any(|telling| telling.feedback.as_deref() == Some("Merchant 1 is not a subscription.")));
    ledger.told(&[id(0), id(1)]);
    assert!(ledger.untold(days(1)).is_empty());
}

/// What may happen to a ledger.
#[derive(Debug, Clone)]
enum Happens {
    /// So many hours pass, or the clock is set back.
    Hours(i64),
    /// A run finds the first so many.
    Run(usize),
    Open(usize),
    Snooze(usize, i64),
    Dismiss(usize),
    Complete(usize),
    Undo(usize),
    Teach(usize),
    Restart,
}

fn happens() -> impl Strategy<Value = Happens> {
    let card = 0..12_usize;
    prop_oneof![
        (-60..80_i64).prop_map(Happens::Hours),
        (0..12_usize).prop_map(Happens::Run),
        card.clone().prop_map(Happens::Open),
        (card.clone(), 1..100_i64).prop_map(|(card, hours)| Happens::Snooze(card, hours)),
        card.clone().prop_map(Happens::Dismiss),
        card.clone().prop_map(Happens::Complete),
        card.clone().prop_map(Happens::Undo),
        card.prop_map(Happens::Teach),
        Just(Happens::Restart),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever happens in whatever order: no card is new twice, none is in two states, what was put away stays away until
    /// the person takes that back, and each log is a way through the diagram.
    #[test]
    fn no_card_is_shown_as_new_twice(story in prop::collection::vec(happens(), 0..60)) {
        let (mut ledger, mut now, mut new) = (Ledger::default(), noon(), BTreeSet::new());
        for happens in story {
            match happens {
                Happens::Hours(hours) => now = now.plus(SignedDuration::from_hours(hours)).unwrap(),
                Happens::Run(count) => for id in run(&mut ledger, &findings(count), now) {
                    prop_assert!(new.insert(id), "shown as new twice");
                },
                // What is not possible is refused, and changes nothing.
                Happens::Open(card) => drop(ledger.open(&id(card), now)),
                Happens::Snooze(card, hours) => {
                    drop(ledger.snooze(&id(card), now.plus(SignedDuration::from_hours(hours)).unwrap(), now));
                }
                Happens::Dismiss(card) => drop(ledger.dismiss(&id(card), now)),
                Happens::Complete(card) => drop(ledger.complete(&id(card), now)),
                Happens::Undo(card) => drop(ledger.undo(&id(card), now)),
                Happens::Teach(card) => drop(ledger.teach(&id(card), "not-a-subscription", now)),
                Happens::Restart => {
                    ledger = serde_json::from_slice(&serde_json::to_vec(&ledger).unwrap()).unwrap();
                }
            }
            let feed = shown(&ledger, now);
            for card in ledger.cards() {
                let log = card.standing.log();
                prop_assert!(log.windows(2).all(|pair| pair[1].from == Some(pair[0].to)));
                prop_assert_eq!(log.last().unwrap().to, card.standing.state());
                let over = matches!(card.standing.state(), State::Dismissed | State::Completed);
                prop_assert!(!over || !feed.contains(&card.id));
            }
        }
    }
}
