/** The built `inference` module from JavaScript, without a browser: what it asks of its host, what it keeps, how it fails. */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, test } from 'node:test';
import { Engine, initSync } from '../../wasm-pkg/generated/inference.js';

const module = new WebAssembly.Module(
  await readFile(new URL('../../wasm-pkg/generated/inference_bg.wasm', import.meta.url)),
);
initSync({ module });

const file = 'potion-base-8m.bin';
const cached = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ownyou', 'models', file);
const skip = !existsSync(cached) && 'scripts/setup-models.sh has not been run';
const whole = skip ? Buffer.alloc(0) : await readFile(cached);

/** A browser's private file system: as much of it as is used. */
let files;
let room;
const fault = name => new DOMException('as a browser says it', name);
globalThis.FileSystemSyncAccessHandle = class {
  constructor(name) {
    this.name = name;
  }
  truncate(size) {
    files.set(this.name, files.get(this.name).subarray(0, size));
  }
  write(bytes, { at }) {
    if (at + bytes.length > room) throw fault('QuotaExceededError');
    assert.equal(at, files.get(this.name).length, 'no hole');
    files.set(this.name, Buffer.concat([files.get(this.name), bytes]));
    return bytes.length;
  }
  flush() {}
  close() {}
};
globalThis.FileSystemFileHandle = class {
  constructor(name) {
    this.name = name;
  }
  getFile = async () => new File([files.get(this.name)], this.name);
  createSyncAccessHandle = async () => new FileSystemSyncAccessHandle(this.name);
};
globalThis.FileSystemDirectoryHandle = class {
  getDirectoryHandle = async () => this;
  async getFileHandle(name, options) {
    if (!files.has(name) && !options?.create) throw fault('NotFoundError');
    if (!files.has(name)) files.set(name, Buffer.alloc(0));
    return new FileSystemFileHandle(name);
  }
  async removeEntry(name) {
    if (!files.delete(name)) throw fault('NotFoundError');
  }
  async *keys() {
    yield* [...files.keys()];
  }
};
globalThis.StorageManager = class {
  getDirectory = async () => new FileSystemDirectoryHandle();
};
Object.defineProperty(globalThis, 'navigator', { value: { storage: new StorageManager() }, configurable: true });

/** The server: what it is asked, and after how many bytes its answers break, one after the other. */
let asked;
let breaks;
let served;
globalThis.fetch = async (path, { headers, signal }) => {
  const range = headers.get('range');
  asked.push({ path, range, tag: headers.get('if-range') });
  if (!served) return new Response('', { status: 404 });
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  const end = breaks.shift();
  let at = from;
  const body = new ReadableStream({
    pull(stream) {
      if (signal.aborted) return stream.error(signal.reason);
      if (end !== undefined && at - from >= end) return stream.error(new TypeError('network error'));
      if (at >= served.length) return stream.close();
      const to = Math.min(at + 200_000, served.length, from + (end ?? Number.POSITIVE_INFINITY));
      stream.enqueue(new Uint8Array(served.subarray(at, to)));
      at = to;
    },
  });
  const told = from ? { 'content-range': `bytes ${from}-${served.length - 1}/${served.length}` } : {};
  return new Response(body, {
    status: from ? 206 : 200,
    headers: { etag: '"one"', 'content-length': `${served.length - from}`, ...told },
  });
};

let changes;
const open = () =>
  Engine.open({
    changed: () => changes++,
    giveWay: () => new Promise(resolve => setImmediate(resolve)),
    adapter: async () => undefined,
    gpu: async () => assert.fail('nobody has a graphics card here'),
  });
const thrown = promise =>
  promise.then(
    () => assert.fail('it went through'),
    error => error,
  );
const quick = async engine => (await engine.models()).models.find(model => model.use === 'quick');

beforeEach(() => {
  files = new Map();
  room = Number.POSITIVE_INFINITY;
  asked = [];
  breaks = [];
  served = whole;
  changes = 0;
});

test('it imports nothing that nobody provides', () => {
  const from = new Set(WebAssembly.Module.imports(module).map(({ module: name }) => name));
  assert.ok(!from.has('env'), 'an import from env is a symbol that nobody provides');
});

test('every file is told of before anything is fetched', async () => {
  const { models, device } = await (await open()).models();
  assert.deepEqual(models.map(({ use }) => use).sort(), ['cpu', 'gpu', 'quick']);
  for (const model of models) {
    assert.deepEqual(Object.keys(model).sort(), ['bytes', 'file', 'have', 'id', 'licence', 'name', 'state', 'use']);
    assert.deepEqual([model.state, model.have], ['absent', 0]);
    assert.ok(model.bytes > 1_000_000);
  }
  assert.deepEqual(device, { queries: 'none', batches: 'none', reason: 'no-model' });
  assert.deepEqual(asked, []);
});

test('a download that breaks goes on, is checked, and is here the next time', { skip }, async () => {
  const engine = await open();
  breaks = [3_000_000, 0];
  assert.equal((await thrown(engine.downloadModel(file))).code, 'download-broken');
  const stopped = await quick(engine);
  assert.deepEqual([stopped.state, stopped.have, stopped.problem.code], ['stopped', 3_000_000, 'download-broken']);
  const again = await open();
  await again.downloadModel(file);
  assert.deepEqual(asked.at(-1), { path: `/models/${file}`, range: 'bytes=3000000-', tag: '"one"' });
  assert.equal((await quick(again)).state, 'here');
  assert.ok(Buffer.from(await (await open()).quick()).equals(whole));
  assert.equal(asked.length, 3);
  assert.ok(changes > 7);
});

test('the small one comes when it is asked for, unless somebody removed it', { skip }, async () => {
  const engine = await open();
  assert.equal((await engine.quick()).length, whole.length);
  await engine.removeModel(file);
  assert.equal(await engine.quick(), undefined);
  assert.equal((await quick(engine)).state, 'absent');
  assert.ok([...files.values()].every(bytes => bytes.length < 100));
});

test('a download can be stopped', { skip }, async () => {
  const engine = await open();
  const outcome = thrown(engine.downloadModel(file));
  while ((await quick(engine)).have < 2_000_000);
  engine.stopDownload(file);
  assert.equal((await outcome).code, 'download-stopped');
  assert.equal((await quick(engine)).state, 'stopped');
});

test('what is wrong, what does not fit and what is not there has a name and a next step', { skip }, async () => {
  const engine = await open();
  served = Buffer.from(whole);
  served[5_000_000] ^= 1;
  const problems = [await thrown(engine.downloadModel(file))];
  assert.equal((await quick(engine)).state, 'damaged');
  served = whole;
  room = 2_500_000;
  problems.push(await thrown(engine.downloadModel(file)));
  assert.equal((await quick(engine)).state, 'stopped');
  await engine.removeModel(file);
  served = undefined;
  problems.push(await thrown(engine.downloadModel(file)));
  assert.equal((await quick(engine)).state, 'unavailable');
  problems.push(await thrown(engine.downloadModel('another.bin')));
  problems.push(await thrown(engine.embed(['a text'], true)));
  problems.push(await thrown(engine.checkModel()));
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['model-damaged', 'storage-full', 'model-unavailable', 'model-unknown', 'model-absent', 'model-absent'],
  );
  for (const problem of problems) {
    assert.deepEqual(Object.keys(problem).sort(), ['code', 'message', 'next']);
    assert.ok(problem.next.length > 10);
  }
  assert.equal(await engine.ready(), false);
});

test('a browser that keeps nothing says so', async () => {
  globalThis.navigator.storage.getDirectory = async () => {
    throw fault('SecurityError');
  };
  const engine = await open();
  assert.equal((await quick(engine)).problem.code, 'storage-failed');
  assert.equal((await thrown(engine.downloadModel(file))).code, 'storage-failed');
  assert.equal(await engine.ready(), false);
});
