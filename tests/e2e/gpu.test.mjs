/**
 * MiniLM on WebGPU in a worker, as the app runs it. What it says of texts is held against the authors' numbers; a card that
 * is lost, fails or is not there is told as such. Here the card is SwiftShader, a processor: of speed this says nothing.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { flags, stage, startBrowser } from './harness.mjs';

const texts = ['Hello world', 'The quick brown fox jumps over the lazy dog', 'Rust is a systems programming language'];
/** sentence-transformers/all-MiniLM-L6-v2 in f32: cosines of the texts 0·1, 0·2, 1·2. */
const golden = [0.13322, 0.14201, 0.07596];

const generated = new URL('../../wasm-pkg/generated/', import.meta.url);
const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
const model = join(cache, 'ownyou', 'models', 'minilm-l6-f16.bin');

/** Answers `[call, …arguments]`; `keep` lets a test have the device in its hands. */
const worker = `
import init, { GpuEncoder } from '/inference_gpu.js';
const request = GPUAdapter.prototype.requestDevice;
let device, encoder;
GPUAdapter.prototype.requestDevice = async function (...of) { return (device = await request.apply(this, of)); };
const bytes = async () => new Uint8Array(await (await fetch('/model.bin')).arrayBuffer());
const calls = {
  adapter: async () => (await navigator.gpu?.requestAdapter()) ? 'there' : 'none',
  hide: () => { navigator.gpu.requestAdapter = async () => null; },
  open: async length => { encoder = await GpuEncoder.open((await bytes()).subarray(0, length)); return encoder.adapter(); },
  embed: async texts => Array.from(await encoder.embed(texts)),
  lose: texts => { const asked = calls.embed(texts); device.destroy(); return asked; },
  fail: texts => {
    const asked = calls.embed(texts);
    const error = new GPUOutOfMemoryError('no memory is left');
    device.dispatchEvent(new GPUUncapturedErrorEvent('uncapturederror', { error }));
    return asked;
  },
};
const ready = init({ module_or_path: '/inference_gpu_bg.wasm' });
onmessage = async ({ data: [call, ...rest], ports: [port] }) => {
  await ready;
  try { port.postMessage({ value: await calls[call](...rest) }); }
  catch (error) { port.postMessage({ error: error?.code ?? String(error), next: error?.next }); }
};
`;

const files = {
  '/': ['text/html', async () => '<!doctype html><title>gpu</title>'],
  '/worker.js': ['text/javascript', async () => worker],
  '/model.bin': ['application/octet-stream', () => readFile(model)],
  '/inference_gpu.js': ['text/javascript', () => readFile(new URL('inference_gpu.js', generated))],
  '/inference_gpu_bg.wasm': ['application/wasm', () => readFile(new URL('inference_gpu_bg.wasm', generated))],
};

let page;
let missing;
stage(async keep => {
  const host = createServer(async (request, response) => {
    const [type, read] = files[request.url] ?? ['text/plain', async () => null];
    const body = await read().catch(() => null);
    response.writeHead(body ? 200 : 404, { 'content-type': type }).end(body);
  });
  await new Promise(resolve => host.listen(0, '127.0.0.1', resolve));
  await keep(host);
  const browser = await keep(startBrowser({ args: [...flags, '--enable-unsafe-webgpu'] }));
  page = browser.page;
  await page.goto(`http://localhost:${host.address().port}/`);
  await begin();
  missing = await why();
});

/** A new worker: one whose card has failed stays so. */
const begin = () =>
  page.evaluate(() => {
    globalThis.worker?.terminate();
    globalThis.worker = new Worker('/worker.js', { type: 'module' });
  });

/** Why there is nothing to try here. */
async function why() {
  const lacks = path =>
    files[path][1]().then(
      () => false,
      () => true,
    );
  if (await lacks('/model.bin')) return 'scripts/setup-models.sh has not been run';
  if (await lacks('/inference_gpu.js')) return 'scripts/build-wasm.sh inference_gpu has not been run';
  const adapter = await ask('adapter');
  return adapter.value === 'there' ? undefined : 'this browser has no WebGPU adapter';
}

const ask = (...call) =>
  page.evaluate(
    call =>
      new Promise(resolve => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => resolve(data);
        globalThis.worker.postMessage(call, [port2]);
      }),
    call,
  );

const tried = (name, run) =>
  test(name, async t => {
    if (missing) return t.skip(missing);
    await run();
  });

// The first three share a worker: making the shaders is what takes its time here.

tried('half a model is none', async () => {
  assert.equal((await ask('open', 20_000_000)).error, 'no-model');
  assert.equal(typeof (await ask('open')).value, 'string');
});

tried('the texts are as like each other as the authors say', async () => {
  const { value: numbers } = await ask('embed', [texts[0], '', texts[1], ' \n', texts[2]]);
  const vectors = Array.from({ length: 5 }, (_none, n) => numbers.slice(n * 384, (n + 1) * 384));
  const cosine = (one, other) => vectors[one].reduce((sum, number, at) => sum + number * vectors[other][at], 0);
  const found = [cosine(0, 2), cosine(0, 4), cosine(2, 4)];
  for (const [at, value] of found.entries()) assert.ok(Math.abs(value - golden[at]) <= 1e-3, `${found}`);
  for (const at of [0, 2, 4]) assert.ok(Math.abs(cosine(at, at) - 1) <= 1e-5);
  assert.ok([...vectors[1], ...vectors[3]].every(number => number === 0));
});

tried('a card that is lost in the middle is told as that', async () => {
  assert.equal((await ask('lose', texts)).error, 'gpu-lost');
  assert.equal((await ask('embed', texts)).error, 'gpu-lost');
});

tried('a card without memory leaves nobody waiting', async () => {
  await begin();
  await ask('open');
  const failed = await ask('fail', texts);
  assert.equal(failed.error, 'gpu-failed');
  assert.match(failed.next, /processor/);
  assert.equal((await ask('embed', texts)).error, 'gpu-failed');
});

tried('without a card there is none to run on', async () => {
  await begin();
  await ask('hide');
  assert.equal((await ask('open')).error, 'no-adapter');
});
