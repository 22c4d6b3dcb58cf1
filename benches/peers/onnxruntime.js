/**
 * onnxruntime-web, the same weights: int8 on one thread of WASM, f32 on WebGPU. It is given numbers of pieces, no text, and the mean
 * over its output is ours to take, as its users do.
 */

/** Vectors of length 1, one behind the other, from a state for each piece; every text is as long as the others. */
function pooled(hidden, [count, pieces, dims]) {
  const vectors = new Float32Array(count * dims);
  for (let text = 0; text < count; text++) {
    const vector = vectors.subarray(text * dims, (text + 1) * dims);
    for (let piece = 0; piece < pieces; piece++) {
      const from = (text * pieces + piece) * dims;
      for (let at = 0; at < dims; at++) vector[at] += hidden[from + at];
    }
    const length = Math.sqrt(vector.reduce((sum, number) => sum + number * number, 0));
    for (let at = 0; at < dims; at++) vector[at] /= length;
  }
  return vectors;
}

/** What it is given before the clock runs: the file's bytes, and somebody who cuts text for it. */
export async function ready({ model }) {
  const [{ tokenizer }, answer] = await Promise.all([
    import('./transformers.js'),
    fetch(`/peers/minilm/onnx/${model}.onnx`),
  ]);
  return { weights: new Uint8Array(await answer.arrayBuffer()), pieces: await tokenizer() };
}

/** `device`: `wasm` or `webgpu`. */
export default async function contestant({ device, weights, pieces }) {
  const ort = device === 'wasm' ? await import('onnxruntime-web/wasm') : await import('onnxruntime-web/webgpu');
  const build = device === 'wasm' ? 'ort-wasm-simd-threaded' : 'ort-wasm-simd-threaded.asyncify';
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { wasm: `/peers/onnxruntime/${build}.wasm` };
  const options = { executionProviders: [device], graphOptimizationLevel: 'all' };
  const session = await ort.InferenceSession.create(weights, options);
  const tensor = numbers =>
    new ort.Tensor('int64', BigInt64Array.from(numbers.flat(), BigInt), [numbers.length, numbers[0].length]);
  const known = new Map();
  return {
    /** Numbers of the pieces are looked up before the clock runs. */
    async prepare(texts) {
      for (const text of texts) known.set(text, pieces(text));
    },
    async embed(texts) {
      const numbers = texts.map(text => known.get(text));
      const feeds = {
        input_ids: tensor(numbers),
        attention_mask: tensor(numbers.map(text => text.map(() => 1))),
        token_type_ids: tensor(numbers.map(text => text.map(() => 0))),
      };
      const { last_hidden_state: hidden } = await session.run(feeds);
      return pooled(await hidden.getData(), hidden.dims);
    },
  };
}
