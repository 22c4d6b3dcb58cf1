//! Bindings of `peer.rs` for the page of figures.

mod peer;

use wasm_bindgen::prelude::*;

/// A credential of zkryptium's to prove and to verify.
#[wasm_bindgen]
pub struct Proofs(peer::Peer);

#[wasm_bindgen]
impl Proofs {
    /// Issues it, with a pseudonym or without.
    #[wasm_bindgen(constructor)]
    pub fn new(linked: bool) -> Result<Proofs, JsValue> {
        Ok(Self(peer::Peer::new(linked).map_err(|error| error.to_string())?))
    }

    /// A proof's bytes, with the pseudonym's behind them.
    pub fn prove(&self, presentation_header: &[u8]) -> Result<Vec<u8>, JsValue> {
        Ok(self.0.prove(presentation_header).map_err(|error| error.to_string())?)
    }

    /// Whether the bytes of a proof hold.
    pub fn verify(&self, proof: &[u8], presentation_header: &[u8]) -> bool {
        self.0.verify(proof, presentation_header).is_ok()
    }
}
