//! Starting anew at every site: names, segments and the book of logins afterwards; answers lost, issuers that lie.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use super::{
    tests::{Text, bring, reopened},
    view::PresentStatus,
    wallet_tests::{Clockwork, Issuer, NEWS, popup, travels, with_credential},
    *,
};
use crate::{
    error::Explain,
    present::issuance,
    profile::taxonomy::SegmentId,
    random::SystemRandom,
    time::Clock,
    vault::store::memory::MemoryStore,
    wallet::{
        WalletError,
        disclose::{self, Asked, Interest, Told},
    },
};

/// Segments that many people have.
const COMMON: [u16; 6] = [368, 706, 481, 522, 467, 919];

/// Logs in at the news, telling all that is offered; the name there and what was told.
async fn log_in(session: &Session<MemoryStore>, issuer: &Issuer<'_>, clock: &Clockwork) -> (String, Vec<String>) {
    let request = issuer.request(NEWS);
    let view = session.present(&request.to_json(), &popup(NEWS), clock.now());
    let told: Vec<String> = view.segments.into_iter().map(|segment| segment.id).collect();
    let yes = session.present_yes(&request.to_json(), &popup(NEWS), &told, clock, &SystemRandom).await.unwrap();
    (issuer.believe(&yes, &request).unwrap().sub, told)
}

#[tokio::test]
async fn who_starts_anew_is_a_newcomer_everywhere() {
    let clock = Clockwork::at("2026-06-02T12:00:00Z");
    let (session, issuer) = with_credential(&clock).await;
    bring(&session, Text::new("a.mbox", &travels()), false).await;
    let (before, told) = log_in(&session, &issuer, &clock).await;
    assert!(!told.is_empty());
    let anew = session.wallet(clock.now()).anew.unwrap();
    assert!(anew.now);
    assert_eq!(anew.again, "2026-11-30T00:00:00Z".parse().unwrap());

    clock.set("2026-06-03T12:00:00Z");
    session.start_anew(&issuer, &clock, &SystemRandom).await.unwrap();
    let session = reopened(session).await;
    let wallet = session.wallet(clock.now());
    let anew = wallet.anew.unwrap();
    assert_eq!((anew.now, anew.from), (false, "2026-11-30T00:00:00Z".parse().unwrap()));
    assert!(wallet.told_bits.abs() < f64::EPSILON, "no site knows anything under the new name");
    assert!(session.disclosures(0, 9).items[0].old && session.sites()[0].old);
    let view = session.present(&issuer.request(NEWS).to_json(), &popup(NEWS), clock.now());
    assert_eq!((view.status, view.first_visit, view.known), (PresentStatus::Ask, true, None));

    let (after, _) = log_in(&session, &issuer, &clock).await;
    assert_ne!(after, before);
    let lines = session.disclosures(0, 9).items;
    assert_eq!(lines.iter().map(|line| line.old).collect::<Vec<_>>(), [false, true]);
    let site = &session.sites()[0];
    assert_eq!((site.old, site.logins), (false, 1));
    assert_eq!(log_in(&session, &issuer, &clock).await.0, after);
    // A second time is too early, and changes nothing.
    let refused = session.start_anew(&issuer, &clock, &SystemRandom).await.unwrap_err();
    assert_eq!(refused.code(), "issuer-refused");
    assert_eq!(log_in(&session, &issuer, &clock).await.0, after);
}

/// What twenty sites would be told of somebody with many common interests.
fn draws(session: &Session<MemoryStore>, clock: &Clockwork) -> Vec<Vec<SegmentId>> {
    let credential = session.state.borrow().wallet.papers.as_ref().unwrap().current(clock.now()).unwrap();
    let key = session.identity().unwrap().prf(&credential);
    let interests = COMMON.map(|id| Interest { segment: SegmentId(id), confidence: 1.0 });
    let draw = |number| {
        let site = format!("site-{number}.example");
        let asked = Asked { site: &site, max: 2 };
        let choice = disclose::choose(&interests, &asked, &Told::default(), &key, clock.now());
        choice.segments.iter().map(|offer| offer.segment).collect()
    };
    (0..20).map(draw).collect()
}

#[tokio::test]
async fn what_is_told_under_the_new_name_is_drawn_anew() {
    let clock = Clockwork::at("2026-06-02T12:00:00Z");
    let (session, issuer) = with_credential(&clock).await;
    let before = draws(&session, &clock);
    assert_eq!(draws(&session, &clock), before);
    session.start_anew(&issuer, &clock, &SystemRandom).await.unwrap();
    let after = draws(&session, &clock);
    let same = before.iter().zip(&after).filter(|(old, new)| old == new).count();
    assert!(same < 15, "{same} of 20 sites would be told the same");
}

#[tokio::test]
async fn a_blocked_site_stays_blocked() {
    let clock = Clockwork::at("2026-06-02T12:00:00Z");
    let (session, issuer) = with_credential(&clock).await;
    log_in(&session, &issuer, &clock).await;
    session.block("news.example", true).await.unwrap();
    session.start_anew(&issuer, &clock, &SystemRandom).await.unwrap();
    let view = session.present(&issuer.request(NEWS).to_json(), &popup(NEWS), clock.now());
    assert_eq!(view.status, PresentStatus::Blocked);
    session.block("news.example", false).await.unwrap();
    log_in(&session, &issuer, &clock).await;
    assert!(!session.sites()[0].blocked);
}

#[tokio::test]
async fn without_a_network_nothing_changes() {
    let clock = Clockwork::at("2026-06-02T12:00:00Z");
    let (session, issuer) = with_credential(&clock).await;
    let (before, _) = log_in(&session, &issuer, &clock).await;
    issuer.online.set(false);
    let offline = session.start_anew(&issuer, &clock, &SystemRandom).await.unwrap_err();
    assert!(matches!(offline, SessionError::Wallet(WalletError::Offline(_))));
    assert!(session.wallet(clock.now()).anew.unwrap().now);
    assert_eq!(log_in(&session, &issuer, &clock).await.0, before);
}

#[tokio::test]
async fn an_answer_that_was_lost_is_there_when_asked_again_or_when_it_is_time_to_renew() {
    for again in [true, false] {
        let clock = Clockwork::at("2026-06-02T12:00:00Z");
        let (session, issuer) = with_credential(&clock).await;
        let (before, _) = log_in(&session, &issuer, &clock).await;
        issuer.lossy.set(true);
        assert!(session.start_anew(&issuer, &clock, &SystemRandom).await.is_err());
        assert_eq!(log_in(&session, &issuer, &clock).await.0, before, "the old one is good for its week");
        if again {
            session.start_anew(&issuer, &clock, &SystemRandom).await.unwrap();
        } else {
            // Its renewal is refused, and what the words give is taken.
            clock.set("2026-06-08T08:00:00Z");
            session.renew(&issuer, &clock, &SystemRandom).await.unwrap();
        }
        let after = log_in(&session, &issuer, &clock).await.0;
        assert_ne!(after, before);
        assert_eq!(
            session.disclosures(0, 9).items.iter().map(|line| line.old).collect::<Vec<_>>(),
            [false, true, true]
        );
        // The words alone give the same name.
        session.get_credential(&issuer, None, &clock, &SystemRandom).await.unwrap();
        assert_eq!(log_in(&session, &issuer, &clock).await.0, after);
    }
}

#[tokio::test]
async fn an_issuer_that_changes_names_unasked_or_not_when_asked_is_not_believed() {
    let clock = Clockwork::at("2026-06-02T12:00:00Z");
    let (session, issuer) = with_credential(&clock).await;
    let (before, _) = log_in(&session, &issuer, &clock).await;
    let entropy = issuer.entropy.get();
    // It says that there was a reset, and gives the same again.
    issuer.former.set(Some(entropy));
    let refused = session.start_anew(&issuer, &clock, &SystemRandom).await.unwrap_err();
    assert!(matches!(refused, SessionError::Wallet(WalletError::SameNames)));
    // It renews, and signs for another name.
    issuer.swapped.set(Some(issuance::entropy(&SystemRandom).unwrap()));
    clock.set("2026-06-08T08:00:00Z");
    let refused = session.renew(&issuer, &clock, &SystemRandom).await.unwrap_err();
    assert!(matches!(refused, SessionError::Wallet(WalletError::OtherNames)));
    assert_eq!(log_in(&session, &issuer, &clock).await.0, before);
}
