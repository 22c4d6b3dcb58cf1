//! The table of what is due, with clocks as they are.

use std::collections::BTreeMap;

use jiff::{SignedDuration, tz::TimeZone};

use super::*;

fn at(text: &str) -> Time {
    text.parse().unwrap()
}

fn zone(name: &str) -> TimeZone {
    crate::time::zones::find(name).unwrap()
}

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

/// The ids of the schedules that run at `now`.
fn run(table: &mut Table, now: Time, zone: &TimeZone) -> Vec<String> {
    table.count(now, zone);
    let due = table.schedules.iter().filter(|schedule| schedule.due(now, zone).is_some());
    let due: Vec<String> = due.map(|schedule| schedule.id.clone()).collect();
    // Beside schedules, only another zone of the clock makes anybody look here.
    let wakes = !due.is_empty() || table.place.is_news(zone.iana_name());
    assert_eq!(wakes, !table.due(Trigger::Tick, now, zone).is_empty());
    table.see_to(now, zone);
    due
}

/// A table that counts from `now` on, with one schedule of the person's own.
fn table(cron: &str, now: Time, zone: &TimeZone) -> Table {
    let mut table = Table::default();
    table.count(now, zone);
    let change = ScheduleChange { cron: Some(cron.to_owned()), ..ScheduleChange::default() };
    table.change(change, now, zone).unwrap();
    table
}

/// How often each schedule ran on each day on the wall, ticking every ten minutes.
fn tick(table: &mut Table, from: Time, hours: i64, zone: &TimeZone) -> BTreeMap<(String, String), u32> {
    let mut runs = BTreeMap::new();
    for tick in 0..hours * 6 {
        let now = from.plus(minutes(tick * 10)).unwrap();
        for id in run(table, now, zone) {
            *runs.entry((id, wall(now, zone).date().to_string())).or_default() += 1;
        }
    }
    runs
}

#[test]
fn each_day_runs_once_when_an_hour_is_left_out_and_when_one_comes_twice() {
    let berlin = zone("Europe/Berlin");
    for (from, days) in [
        // 02:30 is not there on the 29th.
        ("2026-03-28T00:00:00+01:00", ["2026-03-28", "2026-03-29", "2026-03-30"]),
        // And is there twice on the 25th.
        ("2026-10-24T00:00:00+02:00", ["2026-10-24", "2026-10-25", "2026-10-26"]),
    ] {
        let mut table = table("30 2 * * *", at(from), &berlin);
        let runs = tick(&mut table, at(from), 72, &berlin);
        for day in days {
            for id in ["daily", "own-1"] {
                assert_eq!(runs.get(&(id.to_owned(), day.to_owned())), Some(&1), "{id} {day}: {runs:?}");
            }
        }
        assert_eq!(runs.get(&("weekly".to_owned(), days[1].to_owned())), Some(&1), "both are Sundays");
    }
}

#[test]
fn the_hour_is_that_of_the_wall() {
    let berlin = zone("Europe/Berlin");
    let mut table = table("0 8 * * *", at("2026-03-28T09:00:00+01:00"), &berlin);
    assert_eq!(table.next(at("2026-03-28T09:00:00+01:00"), &berlin), Some(at("2026-03-29T08:00:00+02:00")));
    assert!(run(&mut table, at("2026-03-29T07:59:00+02:00"), &berlin).is_empty());
    assert_eq!(run(&mut table, at("2026-03-29T08:00:00+02:00"), &berlin), ["daily", "own-1"]);
}

#[test]
fn a_flight_makes_no_day_run_twice_and_leaves_none_out() {
    let (berlin, new_york, tokyo) = (zone("Europe/Berlin"), zone("America/New_York"), zone("Asia/Tokyo"));
    let mut table = table("0 8 * * *", at("2026-05-01T07:00:00+02:00"), &berlin);
    assert_eq!(run(&mut table, at("2026-05-01T08:00:00+02:00"), &berlin), ["daily", "own-1"]);
    // It is 08:00 of the same day once more on landing.
    assert_eq!(run(&mut table, at("2026-05-01T08:30:00-04:00"), &new_york), Vec::<String>::new());
    assert_eq!(run(&mut table, at("2026-05-01T09:30:00-04:00"), &new_york), ["monthly"]);
    assert_eq!(run(&mut table, at("2026-05-02T08:30:00-04:00"), &new_york), ["daily", "own-1"]);
    // Over the date line: the morning of the 3rd is left out by the wall itself, and is made up for.
    assert_eq!(run(&mut table, at("2026-05-03T15:00:00+09:00"), &tokyo), ["daily", "weekly", "own-1"]);
    assert_eq!(run(&mut table, at("2026-05-04T08:00:00+09:00"), &tokyo), ["daily", "own-1"]);
}

#[test]
fn days_away_are_made_up_for_once() {
    let zone = zone("Europe/London");
    let mut table = table("0 */6 * * *", at("2026-06-01T12:00:00+01:00"), &zone);
    assert_eq!(run(&mut table, at("2026-07-15T12:00:00+01:00"), &zone), ["daily", "weekly", "monthly", "own-1"]);
    assert!(run(&mut table, at("2026-07-15T12:10:00+01:00"), &zone).is_empty());
}

#[test]
fn a_clock_that_is_set_back_runs_nothing_again_and_stops_nothing() {
    let zone = zone("Europe/London");
    let begin = at("2026-06-10T07:00:00+01:00");
    let mut table = table("0 20 * * *", begin, &zone);
    assert_eq!(run(&mut table, at("2026-06-10T08:00:00+01:00"), &zone), ["daily"]);
    // An hour back, and the same hour again.
    assert!(run(&mut table, at("2026-06-10T07:00:00+01:00"), &zone).is_empty());
    assert!(run(&mut table, at("2026-06-10T08:00:00+01:00"), &zone).is_empty());
    // The clock was years ahead, and everything ran under it.
    assert_eq!(run(&mut table, at("2031-01-01T12:00:00Z"), &zone).len(), 4);
    // Right again: nothing runs for that, and the next morning does.
    assert!(run(&mut table, at("2026-06-10T12:00:00+01:00"), &zone).is_empty());
    assert_eq!(run(&mut table, at("2026-06-11T08:00:00+01:00"), &zone), ["daily", "own-1"]);
}

#[test]
fn what_came_in_is_looked_at_by_those_who_watch_it() {
    let (zone, now) = (zone("Europe/London"), at("2026-06-10T12:00:00+01:00"));
    let mut table = Table::default();
    table.count(now, &zone);
    table.changed([Source::History]);
    let due: Vec<AgentName> = table.due(Trigger::Data, now, &zone).into_iter().collect();
    assert_eq!(due, [AgentName::Shopping, AgentName::Content, AgentName::Diagnostic]);
    assert_eq!(table.next(now, &zone), Some(now));
    table.see_to(now, &zone);
    assert!(table.due(Trigger::Data, now, &zone).is_empty());
}

#[test]
fn what_is_coming_up_wakes_those_who_care_a_day_before() {
    let (zone, now) = (zone("Europe/London"), at("2026-06-10T12:00:00+01:00"));
    let event = r#"{"id":"e","source":"calendar","title":"Train to York","start":"2026-06-13T09:00:00+01:00"}"#;
    let life = Life::of([&serde_json::from_str(event).unwrap()]);
    let mut table = Table::default();
    table.count(now, &zone);
    table.look_ahead(&life, now, &zone);
    assert_eq!(table.coming_up, Some(at("2026-06-12T09:00:00+01:00")));
    let evening = at("2026-06-10T20:00:00+01:00");
    assert!(table.due(Trigger::Tick, evening, &zone).is_empty());
    table.see_to(at("2026-06-12T08:30:00+01:00"), &zone);
    let due = table.due(Trigger::Tick, at("2026-06-12T09:00:00+01:00"), &zone);
    assert!(due.contains(&AgentName::Travel) && !due.contains(&AgentName::Shopping));
}

#[test]
fn what_comes_from_outside_wakes_nobody_twice_in_an_hour() {
    let (zone, now) = (zone("Europe/London"), at("2026-06-10T12:00:00+01:00"));
    let mut table = Table::default();
    table.count(now, &zone);
    assert!(table.due(Trigger::Place, now, &zone).contains(&AgentName::Restaurant));
    table.has_looked(AgentName::Restaurant, now);
    assert!(!table.due(Trigger::Push, now.plus(minutes(30)).unwrap(), &zone).contains(&AgentName::Restaurant));
    assert!(table.due(Trigger::Push, now.plus(minutes(61)).unwrap(), &zone).contains(&AgentName::Restaurant));
    // Nor does a clock that was set back keep it from looking.
    assert!(table.due(Trigger::Push, now.plus(minutes(-61)).unwrap(), &zone).contains(&AgentName::Restaurant));
}

#[test]
fn another_place_wakes_those_who_care_once() {
    let (london, now) = (zone("Europe/London"), at("2026-06-10T12:00:00+01:00"));
    let mut table = Table::default();
    table.count(now, &london);
    table.see_to(now, &london);
    table.place.allow(true);
    table.place.come_to(place::Place::new(51.45, -2.59).unwrap());
    assert!(table.due(Trigger::Tick, now, &london).is_empty());
    table.place.come_to(place::Place::new(38.72, -9.14).unwrap());
    assert_eq!(table.next(now, &london), Some(now));
    let due = table.due(Trigger::Tick, now, &london);
    assert!(due.contains(&AgentName::Restaurant) && !due.contains(&AgentName::Shopping));
    table.see_to(now, &london);
    assert!(table.due(Trigger::Tick, now, &london).is_empty());
    // A flight is told by the clock alone, whatever the person allows.
    let york = zone("America/New_York");
    assert!(table.due(Trigger::Tick, now, &york).contains(&AgentName::Travel));
    table.see_to(now, &york);
    assert!(table.due(Trigger::Tick, now, &york).is_empty());
}

#[test]
fn the_persons_own_schedules_are_added_changed_turned_off_and_removed() {
    let (zone, now) = (zone("Europe/London"), at("2026-06-10T12:00:00+01:00"));
    let mut table = table("0 18 * * FRI", now, &zone);
    let change = |id: &str| ScheduleChange { id: Some(id.to_owned()), ..ScheduleChange::default() };
    table.change(ScheduleChange { on: Some(false), ..change("own-1") }, now, &zone).unwrap();
    assert!(run(&mut table, at("2026-06-12T18:00:00+01:00"), &zone).iter().all(|id| id != "own-1"));
    // What was due while it was off is not made up for.
    table.change(ScheduleChange { on: Some(true), ..change("own-1") }, at("2026-06-12T19:00:00+01:00"), &zone).unwrap();
    assert!(run(&mut table, at("2026-06-12T19:00:00+01:00"), &zone).is_empty());
    let bad = ScheduleChange { cron: Some("every day".to_owned()), ..change("own-1") };
    assert!(matches!(table.change(bad, now, &zone), Err(MissionError::Cron(_))));
    assert_eq!(table.change(change("nobody"), now, &zone), Err(MissionError::NoSchedule));
    assert!(matches!(table.change(ScheduleChange::default(), now, &zone), Err(MissionError::Cron(_))));
    table.remove("own-1").unwrap();
    assert_eq!(table.remove("daily"), Err(MissionError::NoSchedule));
    assert_eq!(table.schedules().len(), 3);
}
