//! The wallet against an issuer in this process: getting, renewing, answering, remembering.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use super::{
    tests::{Text, bring, mail, mails, new_session, reopened},
    view::{Carrier, CredentialIs, PresentStatus},
    *,
};
use crate::{
    present::{
        Assurance, Epoch, KeySet, Login, Origin, Purpose, Refusal, Request, SecretKey,
        issuance::{self, Ask, Checked, Renewal, Renewing, Resets, Terms},
        verify,
    },
    random::SystemRandom,
    time::{Clock, Time},
    vault::store::memory::MemoryStore,
    wallet::{
        WalletError,
        issuer::{Answer, Link},
        reply::Reply,
    },
};

pub(super) const NEWS: &str = "https://news.example";

/// A clock that tests set.
pub(super) struct Clockwork(Cell<Time>);

impl Clockwork {
    pub(super) fn at(text: &str) -> Self {
        Self(Cell::new(text.parse().unwrap()))
    }

    pub(super) fn set(&self, text: &str) {
        self.0.set(text.parse().unwrap());
    }
}

impl Clock for Clockwork {
    fn now(&self) -> Time {
        self.0.get()
    }
}

/// An issuer of one person: a credential of the week its clock is in, or as a renewal of the next; and one reset.
pub(super) struct Issuer<'a> {
    origin: Origin,
    secrets: BTreeMap<Epoch, SecretKey>,
    published: RefCell<KeySet>,
    pinned: RefCell<String>,
    pub(super) entropy: Cell<[u8; 32]>,
    /// The entropy until the reset.
    pub(super) former: Cell<Option<[u8; 32]>>,
    /// Another that a renewal is given.
    pub(super) swapped: Cell<Option<[u8; 32]>>,
    /// The next answer gets lost.
    pub(super) lossy: Cell<bool>,
    clock: &'a Clockwork,
    pub(super) online: Cell<bool>,
    asked: Cell<u32>,
}

impl<'a> Issuer<'a> {
    fn new(clock: &'a Clockwork) -> Self {
        let origin = Origin::parse("https://issuer.example").unwrap();
        let mut epoch = Epoch::at(clock.now()).previous();
        let mut secrets = BTreeMap::new();
        for _ in 0..6 {
            secrets.insert(epoch, SecretKey::generate(&SystemRandom).unwrap());
            epoch = epoch.next();
        }
        let keys = KeySet::new(origin.clone(), secrets.iter().map(|(epoch, key)| (*epoch, key.public())).collect());
        Self {
            pinned: RefCell::new(keys.hash()),
            published: RefCell::new(keys),
            entropy: Cell::new(issuance::entropy(&SystemRandom).unwrap()),
            former: Cell::new(None),
            swapped: Cell::new(None),
            lossy: Cell::new(false),
            online: Cell::new(true),
            asked: Cell::new(0),
            origin,
            secrets,
            clock,
        }
    }

    fn reached(&self) -> Result<(), WalletError> {
        if self.online.get() { Ok(()) } else { Err(WalletError::Offline("the issuer".into())) }
    }

    fn no(code: &str) -> Answer {
        let body = format!(r#"{{"code":"{code}","message":"this is refused","next":"Do something else."}}"#);
        Answer { status: 403, body }
    }

    fn yes(&self, epoch: Epoch, checked: &Checked) -> Answer {
        let from = if self.former.get().is_some() { Epoch::at(self.clock.now()).after(26) } else { epoch };
        let terms = Terms { epoch, assurance: Assurance::Invited, resets: Resets { from, weeks: 26 } };
        let body = issuance::issue(&self.secrets[&epoch], &terms, &self.entropy.get(), checked).unwrap();
        Answer { status: 200, body }
    }

    fn credential(&self, body: &str) -> Answer {
        let ask = Ask::from_json(body).unwrap();
        match ask.invite() {
            Some("GOOD") | None => self.yes(Epoch::at(self.clock.now()), &ask.check(&self.origin).unwrap()),
            Some(_) => Self::no("unknown-invite"),
        }
    }

    fn renewal(&self, body: &str) -> Answer {
        let renewing = Renewal::from_json(body).unwrap().check(&self.origin, &self.published.borrow()).unwrap();
        match self.presents(&renewing, self.entropy.get()) {
            true => {
                let own = self.entropy.get();
                self.entropy.set(self.swapped.take().unwrap_or(own));
                let answer = self.yes(Epoch::at(self.clock.now()).next(), &renewing.checked);
                self.entropy.set(own);
                answer
            }
            false => Self::no("before-reset"),
        }
    }

    fn reset(&self, body: &str) -> Answer {
        let renewing = Renewal::from_json(body).unwrap().check_reset(&self.origin, &self.published.borrow()).unwrap();
        match self.former.get() {
            None => {
                self.former.set(Some(self.entropy.replace(issuance::entropy(&SystemRandom).unwrap())));
            }
            Some(former) if self.presents(&renewing, former) => {}
            Some(_) => return Self::no("too-early"),
        }
        self.yes(Epoch::at(self.clock.now()), &renewing.checked)
    }

    fn presents(&self, renewing: &Renewing, entropy: [u8; 32]) -> bool {
        issuance::pseudonym(&self.origin, renewing.checked.nym(), &entropy).unwrap() == renewing.pseudonym
    }

    pub(super) fn request(&self, publisher: &str) -> Request {
        let publisher = Origin::parse(publisher).unwrap();
        Request::new(&publisher, 2, &[Purpose::Ads], &self.published.borrow(), &SystemRandom).unwrap()
    }

    pub(super) fn believe(&self, reply: &Reply, request: &Request) -> Result<Login, Refusal> {
        let Reply::Message(text) = reply else { return Err(Refusal::Proof) };
        let message: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(message["state"], request.state());
        let token = message["vp_token"]["ownyou"][0].as_str().unwrap();
        verify(token, request, request.origin(), &self.published.borrow(), self.clock.now())
    }
}

impl Link for Issuer<'_> {
    async fn pins(&self) -> Result<Answer, WalletError> {
        self.reached()?;
        let body = format!("{{\"issuer\":\"{}\",\"keys\":[\"{}\"]}}", self.origin, self.pinned.borrow());
        Ok(Answer { status: 200, body })
    }

    async fn get(&self, _issuer: &Origin, path: &str) -> Result<Answer, WalletError> {
        self.reached()?;
        assert!(path.starts_with("/keys/"));
        Ok(Answer { status: 200, body: self.published.borrow().to_json() })
    }

    async fn post(&self, _issuer: &Origin, path: &str, body: String) -> Result<Answer, WalletError> {
        self.reached()?;
        self.asked.set(self.asked.get() + 1);
        let answer = match path {
            "/credential" => self.credential(&body),
            "/renewal" => self.renewal(&body),
            _ => self.reset(&body),
        };
        if self.lossy.take() { Err(WalletError::Offline("the issuer".into())) } else { Ok(answer) }
    }
}

pub(super) fn popup(origin: &str) -> Carrier {
    Carrier { sender: Some(origin.into()), embedded: false }
}

fn alone() -> Carrier {
    Carrier { sender: None, embedded: false }
}

/// Mails that leave no doubt about an interest.
pub(super) fn travels() -> String {
    let senders = [
        ("Ryanair <itinerary@ryanair.com>", "Your flight booking to Lisbon"),
        ("Booking.com <noreply@booking.com>", "Your hotel reservation in Porto is confirmed"),
        ("Airbnb <automated@airbnb.com>", "Reservation confirmed: apartment in Rome"),
        ("Lufthansa <info@lufthansa.com>", "Your flight to Athens: online check-in"),
        ("Expedia <mail@expedia.com>", "Your hotel in Vienna"),
    ];
    (0u32..).zip(senders).map(|(number, (from, subject))| mail(number, from, subject)).collect()
}

pub(super) async fn with_credential<'a>(clock: &'a Clockwork) -> (Session<MemoryStore>, Issuer<'a>) {
    let (session, issuer) = (new_session().await, Issuer::new(clock));
    session.get_credential(&issuer, Some("GOOD".into()), clock, &SystemRandom).await.unwrap();
    (session, issuer)
}

#[tokio::test]
async fn an_invite_gives_a_credential_that_outlives_a_lock() {
    let clock = Clockwork::at("2026-06-02T12:00:00Z");
    let (session, issuer) = (new_session().await, Issuer::new(&clock));
    assert_eq!(session.wallet(clock.now()).credential, CredentialIs::None);
    let refused = session.get_credential(&issuer, Some("BAD".into()), &clock, &SystemRandom).await.unwrap_err();
    assert_eq!(refused.to_string(), "this is refused");
    session.get_credential(&issuer, Some("GOOD".into()), &clock, &SystemRandom).await.unwrap();
    let session = reopened(session).await;
    let wallet = session.wallet(clock.now());
    assert_eq!(wallet.credential, CredentialIs::Current);
    assert_eq!((wallet.epoch.as_deref(), wallet.assurance.as_deref()), (Some("2026-W23"), Some("invited")));
    assert_eq!(wallet.until, Some("2026-06-10T00:00:00Z".parse().unwrap()));
    // Two days into the next week it still serves; then it is over.
    assert_eq!(session.wallet("2026-06-09T23:00:00Z".parse().unwrap()).credential, CredentialIs::Current);
    assert_eq!(session.wallet("2026-06-10T00:00:00Z".parse().unwrap()).credential, CredentialIs::Expired);
}

#[tokio::test]
async fn keys_that_are_not_the_pinned_ones_are_refused() {
    let clock = Clockwork::at("2026-06-02T12:00:00Z");
    let (session, issuer) = (new_session().await, Issuer::new(&clock));
    let pinned = issuer.pinned.replace("A".repeat(43));
    let refused = session.get_credential(&issuer, Some("GOOD".into()), &clock, &SystemRandom).await.unwrap_err();
    assert!(matches!(refused, SessionError::Wallet(WalletError::Unpinned)));
    assert_eq!(issuer.asked.get(), 0);
    // A publisher that names another key set gets nothing either.
    issuer.pinned.replace(pinned);
    session.get_credential(&issuer, Some("GOOD".into()), &clock, &SystemRandom).await.unwrap();
    let other = KeySet::new(
        issuer.origin.clone(),
        BTreeMap::from([(Epoch::at(clock.now()), issuer.secrets[&Epoch::at(clock.now())].public())]),
    );
    let request = Request::new(&Origin::parse(NEWS).unwrap(), 2, &[], &other, &SystemRandom).unwrap();
    let view = session.present(&request.to_json(), &popup(NEWS), clock.now());
    assert_eq!(view.status, PresentStatus::Refused);
    assert_eq!(view.problem.unwrap().code, "unpinned-keys");
}

#[tokio::test]
async fn renewal_is_late_in_the_week_at_a_random_time_and_keeps_the_pseudonym() {
    let clock = Clockwork::at("2026-06-02T12:00:00Z");
    let (session, issuer) = with_credential(&clock).await;
    let request = issuer.request(NEWS);
    let yes = session.present_yes(&request.to_json(), &popup(NEWS), &[], &clock, &SystemRandom).await.unwrap();
    let before = issuer.believe(&yes, &request).unwrap().sub;

    for early in ["2026-06-02T12:00:01Z", "2026-06-04T23:59:59Z"] {
        clock.set(early);
        assert!(!session.renew_if_due(&issuer, &clock, &SystemRandom).await.unwrap(), "{early}");
        assert!(!session.wallet(clock.now()).renewal_due);
    }
    // Whoever is away then waits a random while after coming back, at most an hour.
    clock.set("2026-06-08T08:00:00Z");
    let session = reopened(session).await;
    assert!(session.wallet(clock.now()).renewal_due);
    assert!(!session.renew_if_due(&issuer, &clock, &SystemRandom).await.unwrap());
    issuer.online.set(false);
    clock.set("2026-06-08T09:00:00Z");
    assert!(!session.renew_if_due(&issuer, &clock, &SystemRandom).await.unwrap());
    assert_eq!(session.wallet(clock.now()).problem.unwrap().code, "offline");
    issuer.online.set(true);
    clock.set("2026-06-08T10:00:00Z");
    assert!(session.renew_if_due(&issuer, &clock, &SystemRandom).await.unwrap());
    assert_eq!(session.wallet(clock.now()).problem.map(|problem| problem.code), None);
    assert_eq!(issuer.asked.get(), 2);
    clock.set("2026-06-15T10:00:00Z");
    let request = issuer.request(NEWS);
    let yes = session.present_yes(&request.to_json(), &popup(NEWS), &[], &clock, &SystemRandom).await.unwrap();
    assert_eq!(issuer.believe(&yes, &request).unwrap().sub, before);
}

#[tokio::test]
async fn a_person_renews_by_hand_once_it_is_time() {
    let clock = Clockwork::at("2026-06-02T12:00:00Z");
    let (session, issuer) = with_credential(&clock).await;
    session.renew(&issuer, &clock, &SystemRandom).await.unwrap();
    assert_eq!(issuer.asked.get(), 1, "before the last days of the week nobody is asked");
    clock.set("2026-06-08T08:00:00Z");
    issuer.online.set(false);
    let offline = session.renew(&issuer, &clock, &SystemRandom).await.unwrap_err();
    assert!(matches!(offline, SessionError::Wallet(WalletError::Offline(_))));
    assert!(session.wallet(clock.now()).renewal_due);
    issuer.online.set(true);
    session.renew(&issuer, &clock, &SystemRandom).await.unwrap();
    assert_eq!(issuer.asked.get(), 2);
    assert!(!session.wallet(clock.now()).renewal_due);
}

#[tokio::test]
async fn renewal_times_are_spread_over_the_last_three_days() {
    let latest: Epoch = "2026-W23".parse().unwrap();
    let now: Time = "2026-06-02T12:00:00Z".parse().unwrap();
    let window = ("2026-06-05T00:00:00Z".parse::<Time>().unwrap(), latest.end().unwrap());
    let times: Vec<Time> =
        (0..200).map(|_| crate::wallet::schedule::after(latest, now, &SystemRandom).unwrap().unwrap()).collect();
    assert!(times.iter().all(|time| window.0 <= *time && *time < window.1));
    let days: std::collections::BTreeSet<_> = times.iter().map(|time| time.date()).collect();
    assert_eq!(days.len(), 3);
}

#[tokio::test]
async fn a_login_tells_what_was_chosen_and_is_remembered() {
    let clock = Clockwork::at("2026-06-02T12:00:00Z");
    let (session, issuer) = with_credential(&clock).await;
    bring(&session, Text::new("a.mbox", &travels()), false).await;
    let request = issuer.request(NEWS);
    let view = session.present(&request.to_json(), &popup(NEWS), clock.now());
    assert_eq!((view.status, view.verified, view.first_visit), (PresentStatus::Ask, true, true));
    assert_eq!((view.origin.as_deref(), view.site.as_deref()), (Some(NEWS), Some("news.example")));
    assert!(!view.segments.is_empty() && view.segments.len() <= 2, "{:?}", view.segments);
    let chosen: Vec<String> = view.segments.iter().map(|segment| segment.id.clone()).collect();
    let yes = session.present_yes(&request.to_json(), &popup(NEWS), &chosen, &clock, &SystemRandom).await.unwrap();
    let login = issuer.believe(&yes, &request).unwrap();
    assert_eq!(login.segments.iter().map(|segment| segment.id.to_string()).collect::<Vec<_>>(), chosen);
    assert!(login.sub.starts_with(view.pseudonym.as_deref().unwrap()));
    let denied = session.present_yes(&request.to_json(), &popup(NEWS), &["543".into()], &clock, &SystemRandom).await;
    assert!(matches!(denied, Err(SessionError::Wallet(WalletError::NotOffered))));

    let session = reopened(session).await;
    let page = session.disclosures(0, 10);
    assert_eq!((page.total, page.items[0].origin.as_str()), (1, NEWS));
    assert_eq!(page.items[0].segments.len(), chosen.len());
    let sites = session.sites();
    assert_eq!((sites[0].site.as_str(), sites[0].logins, sites[0].told.len()), ("news.example", 1, chosen.len()));
    assert!(!session.present(&issuer.request(NEWS).to_json(), &popup(NEWS), clock.now()).first_visit);
    // Forgetting takes the list; what the site knows stays counted.
    assert_eq!(session.forget_disclosures().await.unwrap(), 1);
    let session = reopened(session).await;
    assert_eq!((session.disclosures(0, 10).total, session.sites()[0].told.len()), (0, chosen.len()));
}

#[tokio::test]
async fn the_sample_life_is_told_to_nobody() {
    let clock = Clockwork::at("2026-06-02T12:00:00Z");
    let (session, issuer) = with_credential(&clock).await;
    bring(&session, Text::new("a.mbox", &mails(0..40)), true).await;
    assert!(!session.profile().segments.is_empty());
    let view = session.present(&issuer.request(NEWS).to_json(), &popup(NEWS), clock.now());
    assert_eq!((view.status, view.segments.len(), view.people), (PresentStatus::Ask, 0, 1));
}

#[tokio::test]
async fn who_lies_about_who_asks_gets_nothing() {
    let clock = Clockwork::at("2026-06-02T12:00:00Z");
    let (session, issuer) = with_credential(&clock).await;
    let text = issuer.request(NEWS).to_json();
    let framed = Carrier { sender: Some(NEWS.into()), embedded: true };
    for (carrier, code) in [
        (popup("https://evil.example"), "other-origin"),
        (popup("null"), "other-origin"),
        (popup("https://news.example/"), "other-origin"),
        (framed, "embedded"),
    ] {
        let view = session.present(&text, &carrier, clock.now());
        assert_eq!(view.status, PresentStatus::Refused);
        assert_eq!(view.problem.unwrap().code, code);
        assert!(session.present_yes(&text, &carrier, &[], &clock, &SystemRandom).await.is_err());
    }
    assert_eq!(session.disclosures(0, 1).total, 0);
    // Without an opener the claim is shown as one, and the answer goes only to the one that it names.
    let view = session.present(&text, &alone(), clock.now());
    assert_eq!((view.status, view.verified), (PresentStatus::Ask, false));
    let reply = session.present_yes(&text, &alone(), &[], &clock, &SystemRandom).await.unwrap();
    let Reply::Navigate(address) = reply else { panic!("{reply:?}") };
    assert!(address.starts_with("https://news.example/.well-known/ownyou/cb#v=1&state="));
}

#[tokio::test]
async fn every_no_is_the_same_and_as_long_as_a_yes() {
    let clock = Clockwork::at("2026-06-02T12:00:00Z");
    let (session, issuer) = with_credential(&clock).await;
    let text = issuer.request(NEWS).to_json();
    let Reply::Message(yes) = session.present_yes(&text, &popup(NEWS), &[], &clock, &SystemRandom).await.unwrap()
    else {
        panic!("no message")
    };
    let no = present::no(&text, &popup(NEWS));
    let Reply::Message(said) = &no else { panic!("{no:?}") };
    assert_eq!(said.len(), yes.len());
    // No vault, a locked one, a blocked site, a bad request: presentNo knows none of it.
    assert_eq!(present::no("garbage", &popup("https://evil.example")), no);
    assert_eq!(present::no("garbage", &alone()), Reply::Nothing);
    session.block("news.example", true).await.unwrap();
    let view = session.present(&text, &popup(NEWS), clock.now());
    assert_eq!(view.status, PresentStatus::Blocked);
    let denied = session.present_yes(&text, &popup(NEWS), &[], &clock, &SystemRandom).await;
    assert!(matches!(denied, Err(SessionError::Wallet(WalletError::Blocked))));
    session.block("news.example", false).await.unwrap();
    assert_eq!(session.present(&text, &popup(NEWS), clock.now()).status, PresentStatus::Ask);
    let unopened = present::unopened(&text, &popup(NEWS), PresentStatus::Locked);
    assert_eq!((unopened.status, unopened.origin.as_deref()), (PresentStatus::Locked, Some(NEWS)));
}

#[tokio::test]
async fn without_a_credential_of_this_week_there_is_no_answer() {
    let clock = Clockwork::at("2026-06-02T12:00:00Z");
    let session = new_session().await;
    let issuer = Issuer::new(&clock);
    let text = issuer.request(NEWS).to_json();
    assert_eq!(session.present(&text, &popup(NEWS), clock.now()).status, PresentStatus::NoCredential);
    session.get_credential(&issuer, Some("GOOD".into()), &clock, &SystemRandom).await.unwrap();
    let asked = issuer.asked.get();
    // An answer asks the issuer for nothing, whether it is reached or not.
    issuer.online.set(false);
    assert_eq!(session.present(&text, &popup(NEWS), clock.now()).status, PresentStatus::Ask);
    session.present_yes(&text, &popup(NEWS), &[], &clock, &SystemRandom).await.unwrap();
    clock.set("2026-06-20T12:00:00Z");
    assert_eq!(session.present(&text, &popup(NEWS), clock.now()).status, PresentStatus::NoCredential);
    assert_eq!(issuer.asked.get(), asked);
}
