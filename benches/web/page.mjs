/** One page in Chromium in which everybody is measured: bundled (peers are written for bundlers), served, opened, asked. */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { root, startBrowser } from '../../tests/e2e/harness.mjs';
import { peak } from './peak.mjs';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

async function bundle(name, outDir) {
  await build({
    configFile: false,
    root: join(root, 'benches', 'web', name),
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'esnext',
      assetsInlineLimit: 0,
      minify: false,
      chunkSizeWarningLimit: Infinity,
    },
  });
}

async function serve(folder) {
  const server = createServer(async (request, response) => {
    const name = request.url === '/' ? '/index.html' : request.url;
    const body = await readFile(join(folder, name)).catch(() => null);
    // Isolated from other origins, a page's clock ticks in 5 µs instead of 100.
    const isolated = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
    const type = types[extname(name)] ?? 'application/octet-stream';
    response.writeHead(body ? 200 : 404, { 'content-type': type, ...isolated }).end(body);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/**
 * What `measure(options)` of the page in `benches/web/NAME` says, Chromium's version, and the most memory that the page took,
 * MiB. `add` may put more into the folder that is served.
 */
export async function inPage(name, options, add = async () => {}) {
  const folder = await mkdtemp(join(tmpdir(), 'ownyou-bench-'));
  await bundle(name, folder);
  await add(folder);
  const server = await serve(folder);
  const browser = await startBrowser();
  try {
    const { page } = browser;
    await page.goto(`http://localhost:${server.address().port}/`);
    const version = await page.evaluate(() => Number(navigator.userAgent.match(/Chrome\/(\d+)/)[1]));
    await page.waitForFunction(() => globalThis.measure);
    const all = await page.evaluate(given => globalThis.measure(given), options);
    return { version, all, peak: await peak(browser.profile) };
  } finally {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
