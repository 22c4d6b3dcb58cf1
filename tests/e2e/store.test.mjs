/** The Store contract's one test suite on IndexedDB, in a real browser (natively it runs on memory and files). */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { stage, startBrowser } from './harness.mjs';

const generated = name => readFile(new URL(`../../wasm-pkg/generated/${name}`, import.meta.url));
const types = { js: 'text/javascript', wasm: 'application/wasm', html: 'text/html' };

let page;
let url;
stage(async keep => {
  const host = createServer(async (request, response) => {
    const name = request.url === '/' ? 'index.html' : request.url.slice(1);
    const body =
      name === 'index.html' ? '<!doctype html><title>suite</title>' : await generated(name).catch(() => null);
    response.writeHead(body ? 200 : 404, { 'content-type': types[name.split('.').at(-1)] ?? 'text/plain' }).end(body);
  });
  await new Promise(resolve => host.listen(0, '127.0.0.1', resolve));
  await keep(host);
  url = `http://localhost:${host.address().port}/`;
  ({ page } = await keep(startBrowser()));
});

test('IndexedDB keeps the Store contract', async () => {
  await page.goto(url);
  const outcome = await page.evaluate(async () => {
    const suite = await import('/suite.js');
    await suite.default({ module_or_path: '/suite_bg.wasm' });
    return suite.store_suite('suite').then(
      () => 'kept',
      error => String(error?.message ?? error),
    );
  });
  assert.equal(outcome, 'kept');
});
