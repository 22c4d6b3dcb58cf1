/** OwnYou's own proofs, in the WASM that tests and figures use. */

import start, { Proofs } from '../../../wasm-pkg/generated/suite.js';

export default async function contestants({ presentationHeader }) {
  await start();
  return [true, false].map(linked => {
    const proofs = new Proofs(linked);
    return {
      id: 'ownyou',
      name: 'OwnYou',
      linked,
      prove: () => proofs.prove(presentationHeader),
      verify: proof => proofs.verify(proof, presentationHeader),
    };
  });
}
