/** zkryptium built to WASM by `scripts/setup-peers.sh`; `zkryptium/peer.rs` says what is in its times. */

import start, { Proofs } from './generated/zkryptium.js';

export default async function contestants({ presentationHeader }) {
  await start();
  return [true, false].map(linked => {
    const proofs = new Proofs(linked);
    return {
      id: 'zkryptium',
      name: 'zkryptium 0.8.0',
      linked,
      prove: () => proofs.prove(presentationHeader),
      verify: proof => proofs.verify(proof, presentationHeader),
    };
  });
}
