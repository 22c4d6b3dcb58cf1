//! A wallet in miniature: a person's secrets, and what they ask of the issuer and answer to a publisher.

use ownyou::{
    present::{
        Credential, Epoch, KeySet, Origin, Request, SCHEMA,
        credential::Holder,
        issuance::{Ask, Grant, Renewal},
    },
    random::SystemRandom,
    time::Time,
};

use super::{Answer, Server};

/// A person: everything about their identity follows from the seed.
pub struct Person {
    pub holder: Holder,
    pub issuer: Origin,
}

impl Person {
    pub fn new(seed: u8, server: &Server) -> Self {
        let issuer = origin(&server.origin("issuer"));
        Self { holder: Holder::derive(&[seed; 32], &issuer), issuer }
    }

    /// Asks for a first credential, or for one that was had before.
    pub fn ask(&self, server: &Server, invite: Option<&str>) -> Answer {
        let ask = Ask::new(&self.holder, &self.issuer, invite.map(str::to_owned), &SystemRandom).unwrap();
        server.post("issuer", "/credential", &ask.to_json())
    }

    /// Asks for the next credential, presenting `old`.
    pub fn renew(&self, server: &Server, old: &Credential) -> Answer {
        let renewal = Renewal::new(&self.holder, old, &self.issuer, &SystemRandom).unwrap();
        server.post("issuer", "/renewal", &renewal.to_json())
    }

    /// Asks for other names everywhere, presenting `old`.
    pub fn reset(&self, server: &Server, old: &Credential) -> Answer {
        let reset = Renewal::reset(&self.holder, old, &self.issuer, &SystemRandom).unwrap();
        server.post("issuer", "/reset", &reset.to_json())
    }

    /// The credential in the issuer's answer, under the issuer's published keys.
    pub fn accept(&self, server: &Server, answer: &Answer) -> Credential {
        assert_eq!(answer.status, 200, "{}", answer.text());
        Grant::from_json(answer.text()).unwrap().accept(&self.holder, &keys(server)).unwrap()
    }

    /// A first credential, with a fresh invite off the issuer's own page.
    pub fn join(&self, server: &Server) -> Credential {
        let code = open_invite(server);
        self.accept(server, &self.ask(server, Some(&code)))
    }

    /// The answer to a publisher's request, saying nothing of one's interests.
    pub fn token(&self, credential: &Credential, request: &Request) -> String {
        credential.log_in(&self.holder, request, &Default::default(), &SystemRandom).unwrap().to_text()
    }

    /// The name that a credential gives at `site`.
    pub fn name(&self, server: &Server, credential: &Credential, site: &str) -> Vec<u8> {
        let request = Request::new(&origin(site), 2, &[], &keys(server), &SystemRandom).unwrap();
        let token = credential.log_in(&self.holder, &request, &Default::default(), &SystemRandom).unwrap().to_bytes();
        // Before it: version, suite, the schema with its length, the week, the assurance (docs/formats/presentation.md).
        let before = 2 + 1 + SCHEMA.len() + 8 + 1;
        token[before..before + 48].to_vec()
    }
}

/// The issuer's published keys.
pub fn keys(server: &Server) -> KeySet {
    KeySet::from_json(server.get("issuer", "/.well-known/ownyou/issuer").text()).unwrap()
}

/// An invite off the issuer's own page.
pub fn open_invite(server: &Server) -> String {
    let page = server.post("issuer", "/invite", "");
    assert_eq!(page.status, 200, "{}", page.text());
    let link = page.text().split("#/wallet?invite=").nth(1).unwrap();
    link.split('"').next().unwrap().to_owned()
}

pub fn origin(text: &str) -> Origin {
    Origin::parse(text).unwrap()
}

/// This week.
pub fn week() -> Epoch {
    Epoch::at(Time::utc(jiff::Timestamp::now()))
}
