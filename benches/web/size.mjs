/** What a browser must fetch: the page's and the worker's JavaScript, the core's WASM; and what a publisher verifies with. */

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { root } from '../../tests/e2e/harness.mjs';
import { figure } from './measure.mjs';

const assets = join(root, 'web', 'app', 'dist', 'assets');

export async function figures() {
  const names = await readdir(assets);
  const bytes = async ending =>
    Promise.all(names.filter(name => name.endsWith(ending)).map(name => readFile(join(assets, name))));
  const scripts = (await bytes('.js')).reduce((sum, script) => sum + gzipSync(script, { level: 9 }).length, 0);
  const [core] = await bytes('.wasm');
  const verifier = await readFile(join(root, 'wasm-pkg', 'generated', 'verifier_bg.wasm'));
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  return [
    figure('size.shell.js.gz', 'KiB', [scripts / 1024]),
    figure('size.core.br', 'KiB', [brotliCompressSync(core, quality).length / 1024]),
    figure('size.verifier.br', 'KiB', [brotliCompressSync(verifier, quality).length / 1024]),
  ];
}
