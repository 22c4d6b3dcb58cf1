/** OwnYou's own embedders as the app runs them: the `inference` module with its model kept on this device, and on WebGPU `inference_gpu`. */

import { openEngine, openGpu } from '@ownyou/wasm/engine';

const surroundings = {
  changed() {},
  giveWay: async () => {},
  adapter: async () => undefined,
  gpu: async () => Promise.reject(new Error('it is asked for by itself')),
};

async function onProcessor() {
  const engine = await openEngine(surroundings);
  if (!(await engine.ready())) await engine.downloadModel('minilm-l6-i8.bin');
  return texts => engine.embed(texts, texts.length === 1);
}

async function onCard() {
  const file = new Uint8Array(await (await fetch('/models/minilm-l6-f16.bin')).arrayBuffer());
  const encoder = await openGpu(file);
  return texts => encoder.embed(texts);
}

export default async function contestant({ device }) {
  const embed = device === 'wasm' ? await onProcessor() : await onCard();
  return { prepare: async () => {}, embed };
}
