/**
 * Builds what a publisher takes into dist: ownyou.js, cb.html and cb.js, classic scripts that need nothing and name
 * nothing; and the verifier, as scripts/build-wasm.sh left it.
 */

import { copyFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const verifier = `${here}dist/verifier`;

/** @param {string} entry @param {string} name @param {boolean} first */
const script = (entry, name, first) =>
  build({
    root: here,
    configFile: false,
    logLevel: 'warn',
    build: {
      target: ['chrome123', 'firefox128', 'safari17.5'],
      emptyOutDir: first,
      reportCompressedSize: false,
      lib: { entry: `${here}${entry}`, formats: ['iife'], name: 'ownyou', fileName: () => name },
    },
  });

await script('src/login/main.ts', 'ownyou.js', true);
await script('src/callback/main.ts', 'cb.js', false);
await copyFile(`${here}src/callback/cb.html`, `${here}dist/cb.html`);
await mkdir(verifier, { recursive: true });
for (const file of ['verifier.js', 'verifier.d.ts', 'verifier_bg.wasm']) {
  await copyFile(`${here}../../wasm-pkg/generated/${file}`, `${verifier}/${file}`);
}
