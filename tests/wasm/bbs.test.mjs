/** The official vectors of the three BBS drafts, both ciphersuites, judged by the built WASM; and what the figures time. */

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { initSync, judgeFixture, Proofs } from '../../wasm-pkg/generated/suite.js';

const vectors = new URL('../vectors/bbs/', import.meta.url);
initSync({ module: await readFile(new URL('../../wasm-pkg/generated/suite_bg.wasm', import.meta.url)) });

/** Files of each draft, and how many of them say themselves that they must be refused. */
const drafts = { 'core-bbs': [61, 34], 'blind-bbs': [33, 0], 'pseudonym-nym': [45, 0] };

async function files(draft) {
  const names = (await readdir(new URL(`${draft}/`, vectors), { recursive: true })).filter(name =>
    name.endsWith('.json'),
  );
  return Promise.all(
    names.sort().map(async name => ({ name, text: await readFile(new URL(`${draft}/${name}`, vectors)) })),
  );
}

for (const [draft, [count, refused]] of Object.entries(drafts)) {
  test(`${draft}: every vector holds or does not, as it says itself`, async () => {
    const all = await files(draft);
    const said = all.map(({ name, text }) => ({ name, valid: JSON.parse(text).result?.valid ?? true }));
    const judged = all.map(({ name, text }) => ({ name, ...judgeFixture(text) }));
    assert.deepEqual(
      judged.map(({ name, valid }) => ({ name, valid })),
      said,
    );
    for (const { name, kind, valid, error } of judged) {
      assert.notEqual(kind, 'unknown', name);
      assert.equal(typeof error, valid ? 'object' : 'string', name);
    }
    assert.deepEqual([all.length, said.filter(({ valid }) => !valid).length], [count, refused]);
  });
}

test('a vector with one digit changed is refused, whatever it says of itself', async () => {
  const all = await files('pseudonym-nym');
  const proofs = all
    .map(({ name, text }) => ({ name, vector: JSON.parse(text) }))
    .filter(({ vector }) => vector.pseudonym);
  assert.ok(proofs.length > 0);
  for (const { name, vector } of proofs) {
    const last = vector.proof.at(-1) === '0' ? '1' : '0';
    const changed = { ...vector, proof: vector.proof.slice(0, -1) + last };
    const { kind, valid } = judgeFixture(Buffer.from(JSON.stringify(changed)));
    assert.deepEqual([kind, valid], ['pseudonym-proof', false], name);
  }
});

test('what is no vector is told, and stops nothing', () => {
  for (const text of ['', '{', '{}', '0', '{"proof":7}', `"${'x'.repeat(1 << 20)}"`]) {
    const { valid, error } = judgeFixture(Buffer.from(text));
    assert.equal(valid, false);
    assert.match(error, /^the f/);
  }
});

for (const linked of [true, false]) {
  test(`a proof ${linked ? 'with' : 'without'} a pseudonym is another each time, and holds for what it was made for`, () => {
    const proofs = new Proofs(linked);
    const [nonce, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
    const [first, second] = [proofs.prove(nonce), proofs.prove(nonce)];
    assert.notDeepEqual(first, second);
    for (const proof of [first, second]) {
      assert.equal(proofs.verify(proof, nonce), true);
      assert.equal(proofs.verify(proof, other), false);
      assert.equal(proofs.verify(proof.slice(0, -1), nonce), false);
      assert.equal(new Proofs(linked).verify(proof, nonce), false);
    }
    // The pseudonym alone stays.
    assert.equal(Buffer.compare(first.slice(-48), second.slice(-48)) === 0, linked);
  });
}
