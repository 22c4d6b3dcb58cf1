//! Ikigai as it is shown, and the preview of what a site would be told beside what it is then offered.

use super::{
    tests::{Text, bring, new_session},
    view_ikigai::PreviewStatus,
    wallet_tests::{Clockwork, NEWS, popup, travels, with_credential},
    *,
};
use crate::{profile::ikigai::Dimension, random::SystemRandom, time::Clock};

const NOW: &str = "2026-06-02T12:00:00Z";

/// Letters with a friend, a flight each month, and a newsletter.
fn letters() -> String {
    let mail = |n: u32, from: &str, to: &str, subject: &str, more: &str| {
        format!(
            "From x Thu Jan  1 00:00:00 2026\nMessage-ID: <{n}@x.example>\nDate: {} May 2026 10:00:00 +0000\nFrom: {from}\nTo: {to}\nSubject: {subject}\n{more}\nHello\n\n",
            n % 28 + 1
        )
    };
    let mut all = String::new();
    for n in 0..4 {
        all += &mail(n, "Priya Nair <priya@example.net>", "Me Myself <me@example.org>", "Dinner", "");
        all += &mail(
            n + 10,
            "Me Myself <me@example.org>",
            "Priya Nair <priya@example.net>",
            "Re: Dinner",
            "X-Gmail-Labels: Sent\n",
        );
        all += &mail(n + 20, "News <news@paper.example>", "me@example.org", "Today", "List-Id: <news.paper.example>\n");
    }
    all
}

#[tokio::test]
async fn each_claim_is_shown_with_its_records_and_goes_with_them() {
    let clock = Clockwork::at(NOW);
    let session = new_session().await;
    assert!(session.ikigai(clock.now()).await.unwrap().dimensions.iter().all(|it| it.claims.is_empty()));
    bring(&session, Text::new("a.mbox", &letters()), false).await;
    let view = session.ikigai(clock.now()).await.unwrap();
    let people = view.dimensions.iter().find(|it| it.dimension == Dimension::Relationships).unwrap();
    assert!(people.summary.contains("Priya Nair"), "{}", people.summary);
    let [priya] = people.claims.as_slice() else { panic!("{:?}", people.claims) };
    assert_eq!((priya.label.as_str(), priya.records), ("Priya Nair", 8));
    let page = session.ikigai_evidence(&priya.id, 2, 3, clock.now()).await.unwrap();
    assert_eq!((page.total, page.items.len()), (8, 3));
    assert!(page.items.iter().all(|line| line.headline.contains("Dinner") && line.confidence.is_some()));
    assert_eq!(session.ikigai_evidence("no such claim", 0, 9, clock.now()).await.unwrap().total, 0);

    session.erase_source(crate::record::Source::Email).await.unwrap();
    assert!(session.ikigai(clock.now()).await.unwrap().dimensions.iter().all(|it| it.claims.is_empty()));
}

#[tokio::test]
async fn what_a_publisher_would_see_is_what_it_is_then_offered() {
    let clock = Clockwork::at(NOW);
    let (session, issuer) = with_credential(&clock).await;
    bring(&session, Text::new("a.mbox", &travels()), false).await;
    let request = issuer.request(NEWS);
    let before = session.preview("https://www.news.example/article?id=1", request.max_segments(), clock.now()).unwrap();
    assert_eq!((before.status, before.site.as_deref()), (PreviewStatus::Ready, Some("news.example")));
    assert!(before.told.is_empty() && before.next.is_none() && before.people >= 200);

    let offered = session.present(&request.to_json(), &popup(NEWS), clock.now());
    let ids = |offers: &[view::SegmentOffer]| offers.iter().map(|offer| offer.id.clone()).collect::<Vec<_>>();
    assert_eq!((ids(&before.segments), before.bits), (ids(&offered.segments), offered.bits));
    assert!(!before.segments.is_empty());
    let chosen = ids(&before.segments);
    session.present_yes(&request.to_json(), &popup(NEWS), &chosen, &clock, &SystemRandom).await.unwrap();

    let after = session.preview("news.example", request.max_segments(), clock.now()).unwrap();
    assert_eq!(ids(&after.segments), chosen, "it stays as it is");
    assert_eq!(after.told.iter().map(|told| told.id.clone()).collect::<Vec<_>>(), chosen);
    assert_eq!((after.told_bits, after.all_bits), (before.bits, before.bits));
    assert_eq!(after.next.map(|next| next.to_string()).as_deref(), Some("2026-06-30T12:00:00+00:00"));
    session.block("news.example", true).await.unwrap();
    assert_eq!(session.preview("news.example", 3, clock.now()).unwrap().status, PreviewStatus::Blocked);
}

#[tokio::test]
async fn without_a_credential_or_a_site_there_is_no_preview() {
    let clock = Clockwork::at(NOW);
    let session = new_session().await;
    bring(&session, Text::new("a.mbox", &travels()), false).await;
    let view = session.preview("news.example", 3, clock.now()).unwrap();
    assert_eq!((view.status, view.segments.len()), (PreviewStatus::NoCredential, 0));
    assert_eq!(session.preview("news", 3, clock.now()).unwrap().status, PreviewStatus::NoSite);
}
