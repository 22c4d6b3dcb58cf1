/**
 * Everybody's proofs in one page, by turns: in each round everyone proves once and verifies what it proved, and another one
 * begins. What is made once (keys, issuance, what an API lets be kept) is made before; a proof is decoded by whoever
 * verifies it.
 */

import bbsSignatures from '../../peers/bbs-signatures.js';
import cryptoWasm from '../../peers/crypto-wasm.js';
import pairingCrypto from '../../peers/pairing-crypto.js';
import zkryptium from '../../peers/zkryptium.js';
import ownyou from './ownyou.js';

const input = {
  messages: Array.from({ length: 10 }, (_, i) => new Uint8Array(32).fill(i)),
  shown: [0, 1, 2],
  header: new TextEncoder().encode('ownyou/figures'),
  presentationHeader: new Uint8Array(32).fill(7),
};

/** A verifier that takes a damaged proof does less than it is timed for. */
async function refusesDamage({ name, prove, verify }) {
  const damaged = (await prove()).slice();
  damaged[damaged.length >> 1] ^= 1;
  const taken = await (async () => verify(damaged))().catch(() => false);
  if (taken) throw new Error(`${name} takes a damaged proof`);
}

/** Milliseconds of each contestant: `[{id, name, linked, prove: […], verify: […]}]`. */
globalThis.measure = async ({ warmUp, rounds }) => {
  const all = [];
  for (const start of [ownyou, pairingCrypto, cryptoWasm, bbsSignatures, zkryptium]) all.push(...(await start(input)));
  for (const one of all) await refusesDamage(one);
  const measured = all.map(({ id, name, linked }) => ({ id, name, linked, prove: [], verify: [] }));
  for (let round = 0; round < warmUp + rounds; round++) {
    for (let turn = 0; turn < all.length; turn++) {
      const at = (round + turn) % all.length;
      const begun = performance.now();
      const proof = await all[at].prove();
      const proven = performance.now();
      const holds = await all[at].verify(proof);
      const verified = performance.now();
      if (holds !== true) throw new Error(`${all[at].name} refuses its own proof`);
      if (round < warmUp) continue;
      measured[at].prove.push(proven - begun);
      measured[at].verify.push(verified - proven);
    }
  }
  return measured;
};
