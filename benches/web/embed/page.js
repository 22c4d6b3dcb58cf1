/**
 * Everybody's MiniLM in one page, each in a worker, by turns over the same texts of exactly so many pieces. Whoever gives
 * other vectors than the rest is not measured.
 */

import { texts } from './texts.js';

/** Times that each is started anew. */
const STARTS = 3;

function worker() {
  const own = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  const ask = (call, given) =>
    new Promise((resolve, reject) => {
      own.onerror = event => reject(new Error(event.message));
      own.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.answer));
      own.postMessage({ call, given });
    });
  return { ask, end: () => own.terminate() };
}

/** Started anew a few times; the last is kept. The first start, which may have to download, does not count. */
async function started(options) {
  const [first] = texts(12, 1);
  const inits = [];
  for (let start = 0; ; start++) {
    const { ask, end } = worker();
    const init = await ask('start', { ...options, first }).catch(error => {
      throw new Error(`${options.name}: ${error.message}`);
    });
    if (start > 0) inits.push(init);
    if (start === STARTS) return { ...options, ask, inits };
    end();
  }
}

const cosine = (one, other) => {
  const dot = (a, b) => a.reduce((sum, number, at) => sum + number * b[at], 0);
  return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
};

/** What to do in each turn: how many pieces, how many texts, how often. */
async function turns(all, { pieces, batch, rounds }) {
  const given = texts(pieces, batch);
  const times = all.map(() => []);
  const [own] = all;
  let expected;
  for (const one of all) {
    await one.ask('prepare', given);
    const { vectors } = await one.ask('embed', given);
    expected ??= vectors;
    const alike = cosine(vectors, expected);
    if (!(alike > 0.97)) throw new Error(`${one.name} and ${own.name} give other vectors: ${alike}`);
  }
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < all.length; turn++) {
      const at = (round + turn) % all.length;
      times[at].push((await all[at].ask('embed', given)).taken);
    }
  }
  return times;
}

/** What the graphics card calls itself; nothing where the processor only plays one. */
async function card() {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter || adapter.isFallbackAdapter || adapter.info?.isFallbackAdapter) return undefined;
  const { description, vendor, architecture } = adapter.info;
  const name = `${description} ${vendor} ${architecture}`;
  return /swiftshader|llvmpipe|software/i.test(name) ? undefined : name.trim();
}

/** Milliseconds of each contestant: of its start, and of each size; and the graphics card there is. */
globalThis.measure = async ({ contestants, sizes }) => {
  const all = [];
  for (const options of contestants) all.push(await started(options));
  const measured = [];
  for (const size of sizes) measured.push({ ...size, times: await turns(all, size) });
  return { inits: all.map(({ inits }) => inits), measured, card: await card() };
};
