//! A credential made ready before anybody asks. What a proof begins with depends on no question, so it is drawn while the
//! person reads; a yes pays for the pseudonym alone.
//!
//! In the memory of one worker, never stored. Each opening goes into one proof and is gone; a credential of another week
//! has none of this one's.

use crate::{
    bbs::{Opening, Prover, Uniform},
    random::Random,
};

use super::{Context, Credential, Header, PresentError, Request, Segments, Token, credential::Holder, human};

/// Openings in stock: one for the question that is being read, one for the next.
const STOCK: usize = 2;

/// A credential with its prover, and openings in stock.
pub struct Ready {
    credential: Credential,
    prover: Prover<'static>,
    openings: Vec<Opening>,
}

impl Ready {
    /// Works out what every proof of the credential begins with.
    pub fn new(credential: &Credential, holder: &Holder) -> Result<Self, PresentError> {
        let prover = credential.prover(holder)?.kept(human::header(), human::NYMS)?;
        Ok(Self { credential: credential.clone(), prover, openings: Vec::new() })
    }

    /// Whether it is this credential that was made ready.
    pub fn is_of(&self, credential: &Credential) -> bool {
        self.credential.signature == credential.signature
    }

    /// Draws one more opening, if the stock is not full.
    pub fn draw(&mut self, random: &impl Random) -> Result<(), PresentError> {
        if self.openings.len() < STOCK {
            let opening = self.prover.open(human::header(), human::NYMS, &mut Uniform(random))?;
            self.openings.push(opening);
        }
        Ok(())
    }

    /// A token that logs the holder in at the request's origin, saying `segments` of them; begun with an opening of the
    /// stock where there is one.
    pub fn log_in(
        &mut self,
        request: &Request,
        segments: &Segments,
        random: &impl Random,
    ) -> Result<Token, PresentError> {
        if self.openings.is_empty() {
            self.draw(random)?;
        }
        let opening = self.openings.pop().ok_or(PresentError::Malformed("opening"))?;
        let header = Header::login(request, segments).to_bytes();
        let context = Context::login(request.origin());
        let (proof, pseudonym) = self.prover.finish(opening, &human::statement(&header, &context))?;
        let Credential { epoch, assurance, .. } = self.credential;
        Ok(Token { epoch, assurance, pseudonym, segments: segments.clone(), proof })
    }
}
