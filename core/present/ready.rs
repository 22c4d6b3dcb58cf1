//! A credential made ready before anybody asks. What a proof begins with depends on no question, so it is drawn while the
//! person reads; a yes pays for the pseudonym alone.
//!
//! In the memory of one worker, never stored. Each opening goes into one proof and is gone; a credential of another week
//! has none of this one's.

use crate::{
    bbs::{Opening, Prover, Signature, Uniform},
    random::Random,
};

use super::{
    Assurance, Context, Credential, Epoch, Header, PresentError, Request, Segments, Token, credential::Holder, human,
};

/// Openings in stock: one for the question that is being read, one for the next.
const STOCK: usize = 2;

/// A credential with its prover, and openings in stock.
pub struct Ready {
    epoch: Epoch,
    assurance: Assurance,
    signature: Signature,
    prover: Prover<'static>,
    openings: Vec<Opening>,
}

impl Ready {
    /// Works out what every proof of the credential begins with.
    pub fn new(credential: &Credential, holder: &Holder) -> Result<Self, PresentError> {
        let prover = credential.prover(holder)?.kept(human::header(), human::NYMS)?;
        let Credential { epoch, assurance, signature, .. } = credential;
        let (epoch, assurance, signature) = (*epoch, *assurance, signature.clone());
        Ok(Self { epoch, assurance, signature, prover, openings: Vec::new() })
    }

    /// Whether it is this credential that was made ready.
    pub fn is_of(&self, credential: &Credential) -> bool {
        self.signature == credential.signature
    }

    /// Draws one more opening, if the stock is not full.
    pub fn draw(&mut self, random: &impl Random) -> Result<(), PresentError> {
        if self.openings.len() < STOCK {
            let opening = self.prover.open(human::header(), human::NYMS, &mut Uniform(random))?;
            self.openings.push(opening);
        }
        Ok(())
    }

    /// What [`Credential::log_in`] gives, begun with an opening of the stock where there is one.
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
        let (epoch, assurance) = (self.epoch, self.assurance);
        Ok(Token { epoch, assurance, pseudonym, segments: segments.clone(), proof })
    }
}
