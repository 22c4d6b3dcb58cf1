//! A week in the sample life, its clock moved: what a person who imports it on a Saturday evening sees each morning.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use super::{
    tests::{Text, bring, new_session, reopened},
    wallet_tests::Clockwork,
    *,
};
use crate::{
    ingest::sample, missions::card::AgentName, missions::when::Trigger, random::SystemRandom,
    vault::store::memory::MemoryStore,
};

async fn with_sample() -> Session<MemoryStore> {
    let session = new_session().await;
    for name in sample::FILES {
        bring(&session, Text::of(name, sample::file(name)), true).await;
    }
    session
}

#[tokio::test]
async fn a_week_in_the_sample_life_shows_something_sensible_each_day_and_nothing_twice() {
    let london = crate::time::zones::find("Europe/London").unwrap();
    let clock = Clockwork::at("2026-10-31T18:00:00Z");
    let mut session = with_sample().await;
    let (mut seen, mut week) = (BTreeSet::new(), Vec::new());
    for day in 0..8 {
        if day > 0 {
            clock.set(&format!("2026-11-0{day}T08:05:00Z"));
            // A person opens the app in the morning.
            session = reopened(session).await;
        }
        let run = session.run_due(Trigger::Tick, &london, &clock, &SystemRandom, &|| true).await.unwrap();
        assert!(!run.looked.is_empty() && !run.more && !run.busy);
        let again = session.run_due(Trigger::Tick, &london, &clock, &SystemRandom, &|| true).await.unwrap();
        assert!(again.looked.is_empty() && again.presented.is_empty(), "the day is done");
        let feed = session.feed(clock.now()).await.unwrap().cards;
        let screen: Vec<AgentName> = feed.iter().take(6).map(|card| card.agent).collect();
        let of_one = AgentName::ALL.iter().map(|agent| screen.iter().filter(|it| *it == agent).count()).max();
        assert!(of_one <= Some(3), "one agent fills the first screen of day {day}: {screen:?}");
        for card in run.presented {
            assert!(seen.insert(card.id.clone()), "{} is shown as new twice", card.title);
            assert!((1..=60).contains(&card.title.chars().count()), "{}", card.title);
            assert!(!card.summary.is_empty(), "{}", card.title);
            let detail = session.mission(card.id.as_str()).await.unwrap();
            // What rests on nothing says what is missing.
            let rests = !detail.evidence.is_empty() && !detail.reckoning.is_empty() && card.sample;
            assert!(rests || card.agent == AgentName::Diagnostic, "{}", card.title);
            week.push((day, card));
        }
    }
    let first: Vec<_> = week.iter().filter(|(day, _)| *day == 0).map(|(_, card)| card).collect();
    assert!((6..=15).contains(&first.len()), "{} on the first day", first.len());
    let kinds: BTreeSet<&str> = first.iter().map(|card| card.kind.as_str()).collect();
    assert!(kinds.len() >= 3, "{kinds:?}");
    let later = week.len() - first.len();
    assert!(later <= 7 * 9, "no flood: {later}");
}
