/** What a browser must fetch: the pages' and the workers' JavaScript, the WASM modules; and what a publisher verifies with. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from '../../tests/e2e/harness.mjs';
import { figure } from './measure.mjs';

const assets = join(root, 'web', 'app', 'dist', 'assets');

const compressed = bytes =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length / 1024;

export async function figures() {
  const names = await readdir(assets);
  const scripts = await Promise.all(
    names.filter(name => name.endsWith('.js')).map(name => readFile(join(assets, name))),
  );
  const list = [
    figure('size.shell.js.gz', 'KiB', [
      scripts.reduce((sum, one) => sum + gzipSync(one, { level: 9 }).length, 0) / 1024,
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
