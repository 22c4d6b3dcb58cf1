/**
 * What a browser must fetch: the JavaScript that loads before the first screen, and all of it; the WASM modules; and what a
 * publisher verifies with.
 */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from '../../tests/e2e/harness.mjs';
import { figure } from './measure.mjs';

const assets = join(root, 'web', 'app', 'dist', 'assets');

const compressed = bytes =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length / 1024;

const zipped = scripts => scripts.reduce((sum, one) => sum + gzipSync(one, { level: 9 }).length, 0) / 1024;
const script = name => readFile(join(assets, name));

/** The names of a script and of all that it imports before it runs; what is imported by a call is not among them. */
async function eager(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  const text = (await script(name)).toString();
  for (const [, next] of text.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+)["'`]/g)) await eager(next, found);
  return found;
}

export async function figures() {
  const names = await readdir(assets);
  const page = await readFile(join(assets, '..', 'index.html'), 'utf8');
  const entry = page.match(/<script[^>]+src="\/assets\/([^"]+)"/)[1];
  const shell = [...(await eager(entry)), names.find(name => /^core\.worker.*\.js$/.test(name))];
  const list = [
    figure('size.shell.js.gz', 'KiB', [zipped(await Promise.all(shell.map(script)))]),
    figure('size.scripts.js.gz', 'KiB', [
      zipped(await Promise.all(names.filter(name => name.endsWith('.js')).map(script))),
    ]),
  ];
  for (const module of ['core', 'inference', 'inference_gpu']) {
    // The app can be built without the last.
    const name = names.find(one => one.startsWith(`${module}_bg`) && one.endsWith('.wasm'));
    if (name) list.push(figure(`size.${module}.br`, 'KiB', [compressed(await readFile(join(assets, name)))]));
  }
  const verifier = await readFile(join(root, 'wasm-pkg', 'generated', 'verifier_bg.wasm'));
  return [...list, figure('size.verifier.br', 'KiB', [compressed(verifier)])];
}
