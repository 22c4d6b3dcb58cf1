//! The rules against real proofs: weeks, absences, resets, and whoever would have more than one person may.

use std::{net::Ipv4Addr, path::Path, time::Duration};

use ownyou::{
    present::{Assurance, Credential, Refusal, credential::Holder, issuance::Grant},
    random::SystemRandom,
};

use super::*;
use crate::{
    issuer::{
        invites,
        policy::{Invites, Refused},
    },
    store::Store,
};

const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

struct World {
    rules: Rules,
    store: Store,
    holder: Holder,
}

fn world(dir: &Path, policy: Box<dyn Policy>) -> World {
    let issuer = Origin::parse("https://issuer.example").unwrap();
    let hour = Duration::from_secs(3600);
    World {
        holder: Holder::derive(&[1; 32], &issuer),
        rules: Rules { issuer, policy, restores: Limit::new(9, hour), reset_weeks: 26 },
        store: book::open(dir).unwrap(),
    }
}

impl World {
    fn keys(&mut self, now: &str) -> KeySet {
        let now = now.parse().unwrap();
        editions::publish_if_due(&mut self.store.db, &self.rules.issuer, now, &SystemRandom).unwrap();
        editions::every_key(&self.store.db, &self.rules.issuer).unwrap()
    }

    fn ask(&mut self, now: &str, invite: Option<&str>) -> Result<Credential, IssuerError> {
        let keys = self.keys(now);
        let invite = invite.map(str::to_owned);
        let ask = Ask::new(&self.holder, &self.rules.issuer, invite, &SystemRandom).unwrap();
        let grant = self.rules.ask(&mut self.store.db, &ask.to_json(), HERE, now.parse().unwrap(), &SystemRandom)?;
        Ok(Grant::from_json(&grant).unwrap().accept(&self.holder, &keys).unwrap())
    }

    fn renew(&mut self, now: &str, old: &Credential) -> Result<Credential, IssuerError> {
        let keys = self.keys(now);
        let renewal = Renewal::new(&self.holder, old, &self.rules.issuer, &SystemRandom).unwrap();
        let grant = self.rules.renew(&mut self.store.db, &renewal.to_json(), &keys, now.parse().unwrap())?;
        Ok(Grant::from_json(&grant).unwrap().accept(&self.holder, &keys).unwrap())
    }

    fn reset(&mut self, now: &str, old: &Credential) -> Result<Credential, IssuerError> {
        let body = Renewal::reset(&self.holder, old, &self.rules.issuer, &SystemRandom).unwrap().to_json();
        self.reset_with(now, &body).map(|grant| self.accept(now, &grant))
    }

    fn reset_with(&mut self, now: &str, body: &str) -> Result<String, IssuerError> {
        let keys = self.keys(now);
        self.rules.reset(&mut self.store.db, body, &keys, now.parse().unwrap(), &SystemRandom)
    }

    fn accept(&mut self, now: &str, grant: &str) -> Credential {
        let keys = self.keys(now);
        Grant::from_json(grant).unwrap().accept(&self.holder, &keys).unwrap()
    }

    /// A first credential, with an invite of its own.
    fn join(&mut self, now: &str) -> Credential {
        invites::keep(&self.store.db, "ABCDE23456").unwrap();
        self.ask(now, Some("ABCDE23456")).unwrap()
    }

    fn name(&self, credential: &Credential) -> String {
        credential.sub(&self.holder, &Origin::parse("https://news.example").unwrap()).unwrap()
    }

    fn rows(&self, table: &str) -> u32 {
        self.store.db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    }
}

#[test]
fn weeks_follow_each_other_and_a_long_absence_is_no_end() {
    let dir = tempfile::tempdir().unwrap();
    let mut world = world(dir.path(), Box::new(Invites::default()));
    let first = world.join("2026-11-17T12:00:00Z");
    assert_eq!(first.epoch.to_string(), "2026-W47");
    for (now, epoch) in [
        ("2026-11-18T12:00:00Z", "2026-W47"),
        ("2026-11-21T12:00:00Z", "2026-W48"),
        ("2026-11-22T12:00:00Z", "2026-W48"),
        ("2026-11-24T12:00:00Z", "2026-W48"),
        // Away for two months, and back in the last days of a week: this week's first, then the next.
        ("2027-02-05T12:00:00Z", "2027-W05"),
        ("2027-02-05T13:00:00Z", "2027-W06"),
        // Away for longer than an edition lasts.
        ("2028-03-01T12:00:00Z", "2028-W09"),
    ] {
        assert_eq!(world.renew(now, &first).unwrap().epoch.to_string(), epoch, "{now}");
    }
    assert_eq!(world.rows("account"), 1);
    assert_eq!(world.rows("issued"), 1, "what nobody asks for again is forgotten");
    assert_eq!(world.ask("2028-03-01T12:00:00Z", None).unwrap().epoch.to_string(), "2028-W09");
}

/// Lets everyone in, or nobody.
struct Everyone(bool);

impl Policy for Everyone {
    fn admit(&self, books: &Transaction<'_>, _: &Ask, _: IpAddr) -> Result<Assurance, Refused> {
        invites::keep(books, "SPENT")?;
        if self.0 { Ok(Assurance::Invited) } else { Err(Refused::NoInvite) }
    }
}

#[test]
fn what_a_policy_spends_is_kept_only_with_the_account() {
    for (open, rows) in [(true, 1), (false, 0)] {
        let dir = tempfile::tempdir().unwrap();
        let mut world = world(dir.path(), Box::new(Everyone(open)));
        assert_eq!(world.ask("2026-11-17T12:00:00Z", None).is_ok(), open);
        assert_eq!((world.rows("account"), world.rows("invite"), world.rows("issued")), (rows, rows, rows));
    }
}

#[test]
fn a_reset_changes_every_name_and_ends_the_old_one() {
    let dir = tempfile::tempdir().unwrap();
    let mut world = world(dir.path(), Box::new(Invites::default()));
    let first = world.join("2026-11-17T12:00:00Z");
    // With next week's credential in the pocket, too.
    let ahead = world.renew("2026-11-21T12:00:00Z", &first).unwrap();
    let fresh = world.reset("2026-11-21T13:00:00Z", &ahead).unwrap();
    assert_eq!(fresh.epoch.to_string(), "2026-W47", "one to log in with at once");
    assert_ne!(world.name(&fresh), world.name(&first));
    assert_eq!((world.rows("account"), world.rows("issued"), world.rows("former")), (1, 1, 1));
    // The old name is not renewed, in this week or any other.
    for (now, old) in
        [("2026-11-21T14:00:00Z", &first), ("2026-11-24T12:00:00Z", &ahead), ("2027-03-01T12:00:00Z", &first)]
    {
        assert!(matches!(world.renew(now, old), Err(IssuerError::BeforeReset)), "{now}");
    }
    // The new one is, and it is what the words give.
    let next = world.renew("2026-11-21T14:00:00Z", &fresh).unwrap();
    assert_eq!((next.epoch.to_string(), world.name(&next)), ("2026-W48".into(), world.name(&fresh)));
    let restored = world.ask("2026-11-21T14:00:00Z", None).unwrap();
    assert_eq!((restored.epoch, world.name(&restored)), (fresh.epoch, world.name(&fresh)));
}

#[test]
fn the_answer_to_a_reset_that_was_lost_is_given_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut world = world(dir.path(), Box::new(Invites::default()));
    let first = world.join("2026-11-17T12:00:00Z");
    let body = Renewal::reset(&world.holder, &first, &world.rules.issuer, &SystemRandom).unwrap().to_json();
    let answer = world.reset_with("2026-11-17T13:00:00Z", &body).unwrap();
    // The same request, a request made anew of the same credential, and the words: one answer.
    assert_eq!(world.reset_with("2026-11-17T13:00:00Z", &body).unwrap(), answer);
    let again = Renewal::reset(&world.holder, &first, &world.rules.issuer, &SystemRandom).unwrap().to_json();
    assert_eq!(world.reset_with("2026-11-18T13:00:00Z", &again).unwrap(), answer);
    let fresh = world.accept("2026-11-17T13:00:00Z", &answer);
    // In the week after, that week's, under the same name; it is still one reset.
    let later = world.reset_with("2026-11-23T13:00:00Z", &again).unwrap();
    let later = world.accept("2026-11-23T13:00:00Z", &later);
    assert_eq!((later.epoch.to_string(), world.name(&later)), ("2026-W48".into(), world.name(&fresh)));
    assert_eq!(world.rows("former"), 1);
    // But not all day long.
    let refused = (0..10).find_map(|_| world.reset_with("2026-11-23T13:00:00Z", &again).err());
    assert!(matches!(refused, Some(IssuerError::TooOften)));
}

#[test]
fn a_reset_is_once_in_half_a_year() {
    let dir = tempfile::tempdir().unwrap();
    let mut world = world(dir.path(), Box::new(Invites::default()));
    let first = world.join("2026-11-17T12:00:00Z");
    let second = world.reset("2026-11-20T12:00:00Z", &first).unwrap();
    for now in ["2026-11-20T12:00:01Z", "2026-12-30T12:00:00Z", "2027-05-16T23:59:59Z"] {
        let refused = world.reset(now, &second).err().unwrap();
        let IssuerError::TooEarly(from) = refused else { panic!("{now}: {refused}") };
        assert_eq!(from.to_string(), "2027-W20");
        assert!(refused.to_string().contains("2027-05-17"), "{refused}");
    }
    let third = world.reset("2027-05-17T00:00:00Z", &second).unwrap();
    let names = [&first, &second, &third].map(|credential| world.name(credential));
    assert!(names[0] != names[1] && names[1] != names[2] && names[0] != names[2]);
    // Of resets that are past, only the last is answered again.
    assert!(matches!(world.reset("2027-05-17T00:00:00Z", &first), Err(IssuerError::BeforeReset)));
    assert_eq!(world.reset("2027-05-17T00:00:00Z", &second).map(|one| world.name(&one)).unwrap(), names[2]);
    assert!(matches!(world.renew("2027-05-17T00:00:00Z", &first), Err(IssuerError::BeforeReset)));
}

#[test]
fn a_reset_that_breaks_off_changed_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut world = world(dir.path(), Box::new(Invites::default()));
    let first = world.join("2026-11-17T12:00:00Z");
    let body = Renewal::reset(&world.holder, &first, &world.rules.issuer, &SystemRandom).unwrap().to_json();
    // The last write of all fails: the account has its other entropy by then, in a transaction that is not.
    let stop = "CREATE TRIGGER stop BEFORE INSERT ON issued BEGIN SELECT RAISE(ABORT, 'no room'); END";
    world.store.db.execute_batch(stop).unwrap();
    assert!(matches!(world.reset_with("2026-11-18T12:00:00Z", &body), Err(IssuerError::Step(_))));
    world.store.db.execute_batch("DROP TRIGGER stop").unwrap();
    assert_eq!((world.rows("former"), world.rows("issued")), (0, 1));
    let restored = world.ask("2026-11-18T12:00:00Z", None).unwrap();
    assert_eq!(world.name(&restored), world.name(&first));
    let fresh = world.reset_with("2026-11-18T12:00:00Z", &body).unwrap();
    let fresh = world.accept("2026-11-18T12:00:00Z", &fresh);
    assert_ne!(world.name(&fresh), world.name(&first));
}

#[test]
fn nobody_resets_somebody_else() {
    let dir = tempfile::tempdir().unwrap();
    let mut world = world(dir.path(), Box::new(Invites::default()));
    let hers = world.join("2026-11-17T12:00:00Z");
    // Proofs that hold each for itself, in a request of the other kind, or for another person.
    let renewal = Renewal::new(&world.holder, &hers, &world.rules.issuer, &SystemRandom).unwrap().to_json();
    let refused = world.reset_with("2026-11-17T12:00:00Z", &renewal);
    assert!(matches!(refused, Err(IssuerError::Unconvinced(Refusal::Proof))));
    let stranger = Holder::derive(&[2; 32], &world.rules.issuer);
    let stolen = Renewal::reset(&stranger, &hers, &world.rules.issuer, &SystemRandom).unwrap().to_json();
    let refused = world.reset_with("2026-11-17T12:00:00Z", &stolen);
    assert!(matches!(refused, Err(IssuerError::Unconvinced(Refusal::Proof))));
    assert_eq!(world.rows("former"), 0);
}
