/** Transformers.js, the same weights, from text to vectors by its own pipeline: int8 on one thread of WASM, f32 on WebGPU. */

import { AutoTokenizer, env, pipeline } from '@huggingface/transformers';

env.allowRemoteModels = false;
env.allowLocalModels = true;
env.localModelPath = '/peers/';
env.useBrowserCache = false;
env.backends.onnx.wasm.numThreads = 1;
env.backends.onnx.wasm.wasmPaths = { wasm: '/peers/transformers/ort-wasm-simd-threaded.asyncify.wasm' };

/** Gives the numbers of a text's pieces, for those that cut no text themselves. */
export async function tokenizer() {
  const own = await AutoTokenizer.from_pretrained('minilm');
  return text => own.encode(text);
}

/** `device`: `wasm` or `webgpu`. */
export default async function contestant({ device }) {
  const extract = await pipeline('feature-extraction', 'minilm', { device, dtype: device === 'wasm' ? 'q8' : 'fp32' });
  return {
    prepare: async () => {},
    embed: async texts => (await extract(texts, { pooling: 'mean', normalize: true })).data,
  };
}
