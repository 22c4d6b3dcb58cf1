//! A publisher's question: what the person is asked, and their yes. Every call decides anew from the request itself, so
//! that two windows never mix up their answers.

use std::borrow::Cow;

use crate::{
    profile::taxonomy::SegmentId,
    random::Random,
    time::{Clock, Time},
    vault::Store,
    wallet::{
        WalletError,
        asking::{self, Carrier, Question, Received},
        disclose::{Interest, Offer},
        log::Carried,
        readable,
        reply::Reply,
    },
};

use super::{
    Session, SessionError, State, view,
    view::{PresentStatus, PresentView, SegmentOffer},
    wallet::{SHOWN, problem},
};

/// What there is to see of a request while there is no open vault: who asks, or why nobody will be answered.
pub fn unopened(text: &str, carrier: &view::Carrier, status: PresentStatus) -> PresentView {
    match asking::receive(text, &facts(carrier)) {
        Ok(received) => PresentView { status, ..who(&received) },
        Err(error) => refused(&error),
    }
}

/// No, whatever the reason.
pub fn no(text: &str, carrier: &view::Carrier) -> Reply {
    Reply::no(asking::receive(text, &facts(carrier)).ok().as_ref(), carrier.sender.is_some())
}

impl<S: Store> Session<S> {
    /// A publisher's question, as the person is asked it.
    pub fn present(&self, text: &str, carrier: &view::Carrier, now: Time) -> PresentView {
        match asking::receive(text, &facts(carrier)) {
            Ok(received) => self
                .question(&received, now, |question| {
                    let mut shown = who(&received);
                    describe(&mut shown, question);
                    shown
                })
                .unwrap_or_else(|error| unanswerable(&received, &error)),
            Err(error) => refused(&error),
        }
    }

    /// Yes, telling `segments` of those that were offered.
    pub async fn present_yes(
        &self,
        text: &str,
        carrier: &view::Carrier,
        segments: &[String],
        clock: &impl Clock,
        random: &impl Random,
    ) -> Result<Reply, SessionError> {
        let _turn = self.turn.lock().await;
        let received = asking::receive(text, &facts(carrier))?;
        let segments = segments
            .iter()
            .map(|id| id.parse().map(SegmentId).map_err(|_| WalletError::NotOffered))
            .collect::<Result<Vec<_>, _>>()?;
        let now = clock.now();
        let papers = self.state.borrow().wallet.papers.clone().ok_or(WalletError::NoCredential)?;
        let identity = self.identity()?;
        let (reply, disclosure) = self
            .question(&received, now, |question| {
                question.yes(segments, &papers, &identity, &mut self.ready.borrow_mut(), now, random)
            })
            .flatten()?;
        self.remember(disclosure).await?;
        Ok(reply)
    }

    /// Draws what an answer begins with, while the person reads the question. Nobody waits for it, so what fails here fails
    /// again, and is said, when there is an answer to give.
    pub fn prepare(&self, now: Time, random: &impl Random) {
        if let (Some(papers), Ok(identity)) = (&self.state.borrow().wallet.papers, self.identity()) {
            let drawn = asking::prepare(&mut self.ready.borrow_mut(), papers, &identity, now, random);
            debug_assert!(drawn.is_ok() || papers.current(now).is_none());
        }
    }

    fn question<T>(&self, received: &Received, now: Time, then: impl FnOnce(&Question) -> T) -> Result<T, WalletError> {
        let state = self.state.borrow();
        let identity = self.identity().map_err(|_| WalletError::NoCredential)?;
        let (papers, sites) = (state.wallet.papers.as_ref(), &state.wallet.sites);
        asking::consider(received, papers, sites, &state.interests(), &identity, now).map(|question| then(&question))
    }
}

impl State {
    /// What the person's own evidence says of them. The sample life is nobody's, and nobody is told of it.
    pub(super) fn interests(&self) -> Vec<Interest> {
        let sample = self.books.imports.iter().any(|import| import.sample);
        let mut own = Cow::Borrowed(&self.shelf.profile);
        for (id, line) in self.shelf.evidence.lines().filter(|_| sample) {
            if self.books.is_sample(line.import) {
                own.to_mut().remove(id);
            }
        }
        let scores = own.segments(&self.books.edits);
        scores.iter().map(|score| Interest { segment: score.segment, confidence: score.confidence }).collect()
    }
}

fn facts(carrier: &view::Carrier) -> Carrier {
    Carrier { sender: carrier.sender.clone(), embedded: carrier.embedded }
}

/// What is known of a sender, with nothing to decide yet.
fn who(received: &Received) -> PresentView {
    let origin = received.request.origin();
    PresentView {
        status: PresentStatus::Ask,
        origin: Some(origin.to_string()),
        site: Some(origin.site().to_owned()),
        unicode: readable(origin.host()),
        verified: received.by == Carried::Popup,
        first_visit: true,
        insecure: origin.is_development(),
        purposes: received.request.purposes().iter().map(|purpose| purpose.as_str().to_owned()).collect(),
        ..nothing()
    }
}

fn nothing() -> PresentView {
    PresentView {
        status: PresentStatus::Refused,
        origin: None,
        site: None,
        unicode: None,
        verified: false,
        first_visit: true,
        insecure: false,
        purposes: Vec::new(),
        segments: Vec::new(),
        bits: 0.0,
        people: 1,
        pseudonym: None,
        known: None,
        problem: None,
    }
}

fn describe(shown: &mut PresentView, question: &Question) {
    shown.first_visit = question.site.is_none();
    shown.known = question.site.map(|site| site.last);
    shown.pseudonym = Some(question.sub.chars().take(SHOWN).collect());
    shown.segments = question.choice.segments.iter().map(offer).collect();
    shown.bits = question.choice.bits;
    // A float `as` saturates; bits are not negative.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let people = question.choice.bits.exp2().round() as u64;
    shown.people = people;
}

pub(super) fn offer(offer: &Offer) -> SegmentOffer {
    SegmentOffer {
        id: offer.segment.to_string(),
        name: super::wallet::name(offer.segment),
        path: super::see::path(offer.segment),
        bits: offer.bits,
    }
}

/// A sender that is known and gets no answer.
fn unanswerable(received: &Received, error: &WalletError) -> PresentView {
    let status = match error {
        WalletError::NoCredential => PresentStatus::NoCredential,
        WalletError::Blocked => PresentStatus::Blocked,
        _ => PresentStatus::Refused,
    };
    PresentView { status, problem: Some(problem(error)), ..who(received) }
}

fn refused(error: &WalletError) -> PresentView {
    PresentView { problem: Some(problem(error)), ..nothing() }
}
