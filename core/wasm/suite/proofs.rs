//! Bindings: a credential to prove and to verify again and again, for the figures.

use wasm_bindgen::prelude::*;

use crate::bbs::{
    BbsError, Prover,
    fixture::{Holder, Sample},
};

/// Ten messages, three shown. What holder and verifier make once is made; what `prove` and `verify` do is for the clock.
#[wasm_bindgen]
pub struct Proofs {
    sample: &'static Sample,
    prover: Prover<'static>,
}

#[wasm_bindgen]
impl Proofs {
    /// Issues the credential, with a pseudonym or without. It stays in memory as long as the module does.
    #[wasm_bindgen(constructor)]
    pub fn new(linked: bool) -> Result<Proofs, JsValue> {
        let sample: &Sample = Box::leak(Box::new(Sample::new(linked).map_err(text)?));
        let holder: &Holder = Box::leak(Box::new(sample.holder().map_err(text)?));
        Ok(Self { sample, prover: sample.prover(holder).map_err(text)? })
    }

    /// A proof's bytes, with the pseudonym's behind them.
    pub fn prove(
        &self,
        #[wasm_bindgen(js_name = presentationHeader)] presentation_header: &[u8],
    ) -> Result<Vec<u8>, JsValue> {
        self.sample.prove(&self.prover, presentation_header).map_err(text)
    }

    /// Whether the bytes of a proof hold.
    pub fn verify(
        &self,
        proof: &[u8],
        #[wasm_bindgen(js_name = presentationHeader)] presentation_header: &[u8],
    ) -> bool {
        self.sample.verify(proof, presentation_header).is_ok()
    }
}

fn text(error: BbsError) -> JsValue {
    error.to_string().into()
}
