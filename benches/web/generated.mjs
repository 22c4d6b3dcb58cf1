/** A page with no more than a way into the core, beside the built WASM (`wasm-pkg/generated`), to call it in Chromium. */

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { root } from '../../tests/e2e/harness.mjs';

const types = { js: 'text/javascript', wasm: 'application/wasm', html: 'text/html' };

/** In the page: starts the core's module; what comes back opens the vault that is there. */
async function startCore() {
  const { default: start, Core } = await import('/core.js');
  await start({ module_or_path: '/core_bg.wasm' });
  const tables = async name => new Uint8Array(await (await fetch(`/${name}.tables`)).arrayBuffer());
  const openCore = async () =>
    Core.open(
      await tables('core'),
      () => tables('classifier'),
      () => {},
    );
  return openCore;
}

/** In the page: a core with a new vault, which this device's key opens from then on. */
async function newVault() {
  const core = await (await globalThis.startCore())();
  const { words, ask } = await core.newWords();
  const answers = ask.map(position => words[position - 1]);
  await core.create('three green bicycles', answers, true);
  return core;
}

const page = `<!doctype html><title>bench</title><script>${startCore}${newVault}</script>`;

/** Serves it until `close`; the page is `url`, each file is beside it by its name. */
export async function serveGenerated() {
  const server = createServer(async (request, response) => {
    const name = request.url === '/' ? 'index.html' : request.url.slice(1);
    const file = new URL(`wasm-pkg/generated/${name}`, `file://${root}/`);
    const body = name === 'index.html' ? page : await readFile(file).catch(() => null);
    response.writeHead(body ? 200 : 404, {
      'content-type': types[name.split('.').at(-1)] ?? 'text/plain',
      // Isolated from other origins, a page's clock ticks in 5 µs instead of 100.
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    });
    response.end(body);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://localhost:${server.address().port}/`, close: () => server.close() };
}
