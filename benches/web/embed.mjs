/**
 * MiniLM in Chromium, ours and everybody else's with the same weights in one page and one run (`embed/page.js`):
 * `embed.minilm.tPIECES.bTEXTS.cpu` and, where a graphics card computes, `….gpu`; `embed.init`, `embed.peak`.
 */

import { copyFile, mkdir, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../tests/e2e/harness.mjs';
import { against, figure } from './measure.mjs';
import { inPage } from './page.mjs';

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ownyou');
const peers = join(root, 'benches', 'peers', 'node_modules');

const sizes = [1, 8, 32].flatMap(batch => {
  const rounds = { 1: 41, 8: 15, 32: 7 }[batch];
  return [12, 41].map(pieces => ({ pieces, batch, rounds }));
});

const ownyou = { kind: 'ownyou', id: 'ownyou', name: 'OwnYou' };
const onnxruntime = { kind: 'onnxruntime', id: 'onnxruntime', name: 'onnxruntime-web 1.30.0' };
const fused = { ...onnxruntime, id: 'onnxruntime-fused', name: 'onnxruntime-web 1.30.0, graph fused beforehand' };
const transformers = { kind: 'transformers', id: 'transformers', name: 'Transformers.js 4.3.1' };

/** Ours first. */
const onProcessor = [
  ownyou,
  { ...onnxruntime, model: 'model_quantized' },
  { ...fused, model: 'model_fused_quantized' },
  transformers,
].map(one => ({ ...one, device: 'wasm' }));
const onCard = [ownyou, { ...onnxruntime, model: 'model' }, { ...fused, model: 'model_fused' }, transformers].map(
  one => ({ ...one, device: 'webgpu' }),
);

/** What the page fetches: the models as setup-models.sh and setup-peers.sh made them, the peers' WASM. */
async function add(folder) {
  await mkdir(join(folder, 'peers'));
  await symlink(join(cache, 'peers', 'minilm'), join(folder, 'peers', 'minilm'));
  await symlink(join(cache, 'models'), join(folder, 'models'));
  const runtime = join(peers, 'onnxruntime-web', 'dist');
  await symlink(runtime, join(folder, 'peers', 'onnxruntime'));
  await mkdir(join(folder, 'peers', 'transformers'));
  const own = join(peers, '@huggingface', 'transformers', 'node_modules', 'onnxruntime-web', 'dist');
  const name = 'ort-wasm-simd-threaded.asyncify.wasm';
  await copyFile(join(own, name), join(folder, 'peers', 'transformers', name));
}

/** One figure of ours beside the best of the others', and theirs. */
function beside(id, all, samples) {
  const [own, ...others] = all.map((one, at) =>
    one === all[0]
      ? figure(id, 'ms', samples[at])
      : { ...figure(`peer.${one.id}.${id}`, 'ms', samples[at]), name: one.name },
  );
  return [against(own, others), ...others];
}

function times({ inits, measured }, all, ending) {
  const list = measured.flatMap(({ pieces, batch, times }) =>
    beside(`embed.minilm.t${pieces}.b${batch}.${ending}`, all, times),
  );
  return ending === 'cpu' ? [...beside('embed.init', all, inits), ...list] : list;
}

export async function figures() {
  const { all } = await inPage('embed', { contestants: onProcessor, sizes }, add);
  const list = times(all, onProcessor, 'cpu');
  for (const one of onProcessor) {
    // Alone in a browser, at its largest.
    const { peak } = await inPage('embed', { contestants: [one], sizes: [{ pieces: 41, batch: 32, rounds: 1 }] }, add);
    list.push(figure(one.kind === 'ownyou' ? 'embed.peak' : `peer.${one.id}.embed.peak`, 'MiB', [peak]));
  }
  if (all.card) {
    const { all: measured } = await inPage('embed', { contestants: onCard, sizes }, add);
    list.push(...times(measured, onCard, 'gpu'));
  }
  return list;
}
