/**
 * Proofs in Chromium, ours and everybody else's in one page and one run (`bbs/page.js`): `bbs.nym.prove.wasm`,
 * `bbs.nym.verify.wasm` with a pseudonym, `bbs.prove.wasm`, `bbs.verify.wasm` without.
 */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { root, startBrowser } from '../../tests/e2e/harness.mjs';
import { against, figure } from './measure.mjs';

const warmUp = 10;
const rounds = 41;

const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** The page, bundled: the peers are written for bundlers. */
async function bundle(outDir) {
  await build({
    configFile: false,
    root: join(root, 'benches', 'web', 'bbs'),
    logLevel: 'error',
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

async function measured() {
  const folder = await mkdtemp(join(tmpdir(), 'ownyou-bench-'));
  await bundle(folder);
  const server = await serve(folder);
  const browser = await startBrowser();
  try {
    const { page } = browser;
    await page.goto(`http://localhost:${server.address().port}/`);
    const version = await page.evaluate(() => Number(navigator.userAgent.match(/Chrome\/(\d+)/)[1]));
    return { version, all: await page.evaluate(options => globalThis.measure(options), { warmUp, rounds }) };
  } finally {
    await browser.close();
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** With a pseudonym we are measured against the best of all, most of which have none; without, against those without. */
export async function figures() {
  const { version, all } = await measured();
  const list = [{ id: 'chromium', value: version, unit: 'version', n: 1 }];
  for (const what of ['prove', 'verify']) {
    const [own, theirs] = [[], []];
    for (const { id, name, linked, [what]: samples } of all) {
      const step = `${linked ? 'nym.' : ''}${what}.wasm`;
      if (id === 'ownyou') own.push({ linked, ...figure(`bbs.${step}`, 'ms', samples) });
      else
        theirs.push({
          linked,
          ...figure(`peer.${id}.${step}`, 'ms', samples),
          name: `${name}${linked ? '' : ' (no pseudonym)'}`,
        });
    }
    list.push(
      ...own.map(one =>
        against(
          one,
          theirs.filter(peer => one.linked || !peer.linked),
        ),
      ),
      ...theirs,
    );
  }
  return list.map(({ linked, ...entry }) => entry);
}
