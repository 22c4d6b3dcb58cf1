/** One contestant in a worker of its own, as models run in apps. The clock runs here: no message is in its times. */

const contestants = {
  ownyou: () => import('./ownyou.js'),
  onnxruntime: () => import('../../peers/onnxruntime.js'),
  transformers: () => import('../../peers/transformers.js'),
};

let embedder;

const calls = {
  /** Milliseconds from nothing to the first vector; `kind` says whose. */
  async start({ kind, first, ...options }) {
    const { default: contestant, ready } = await contestants[kind]();
    const given = await ready?.(options);
    const begun = performance.now();
    embedder = await contestant({ ...options, ...given });
    await embedder.prepare([first]);
    await embedder.embed([first]);
    return performance.now() - begun;
  },
  prepare: texts => embedder.prepare(texts),
  async embed(texts) {
    const begun = performance.now();
    const vectors = await embedder.embed(texts);
    return { taken: performance.now() - begun, vectors: Float32Array.from(vectors) };
  },
};

self.onmessage = async ({ data: { call, given } }) => {
  try {
    self.postMessage({ answer: await calls[call](given) });
  } catch (error) {
    self.postMessage({ error: `${error?.message ?? JSON.stringify(error)}` });
  }
};
